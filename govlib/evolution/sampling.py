"""Groups drawn at random from a finite population, without putting anybody back.

Serves the games of groups in :mod:`govlib.evolution`: members of a group of N are drawn from a
population of Z, so the number of cooperators among them is hypergeometric.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from govlib._check import integer, must_fit
from govlib._values import remembered

__all__ = ["companions", "groups"]


@remembered(8)
def groups(population: int, n: int) -> NDArray[np.float64]:
    """Return the chance that a group holds j of the k marked members of a population.

    Parameters
    ----------
    population : int
        Members of the population.
    n : int
        Members of the group, at most the population.

    Returns
    -------
    numpy.ndarray, shape (population + 1, n + 1)
        Entry (k, j); read-only, because it is kept for the next call.

    Examples
    --------
    >>> groups(4, 2)[2].round(4)
    array([0.1667, 0.6667, 0.1667])
    """
    population = integer("population", population, 0)
    n = integer("n", n, 0, population)
    must_fit(
        "the table of groups",
        (population + 1.0) * (n + 1),
        2**22,
        "take a smaller population or smaller groups",
    )
    k = np.arange(population + 1)[:, None]
    j = np.arange(n + 1)[None, :]
    factorial = gammaln(np.arange(population + 1) + 1.0)  # its logarithm

    def choose(n: NDArray[np.int64], k: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return ln C(n, k), −∞ where k exceeds n."""
        rest = n - k
        return np.where(rest >= 0, factorial[n] - factorial[k] - factorial[np.abs(rest)], -np.inf)

    log = choose(k, j) + choose(population - k, n - j)
    chance = np.exp(log - choose(np.array(population), np.array(n)))
    # the logarithms lose digits as the population grows; the sum of a row puts them right
    chance /= chance.sum(axis=1, keepdims=True)
    chance.flags.writeable = False
    return chance


def companions(population: int, n: int) -> NDArray[np.float64]:
    """Return the chance that a member of a group meets j among k marked others.

    Parameters
    ----------
    population : int
        Members of the population, herself included, at least 1.
    n : int
        Members of the group, herself included, from 1 to the population.

    Returns
    -------
    numpy.ndarray, shape (population, n)
        Entry (k, j): k of the population − 1 others are marked, j of the n − 1 companions.

    Examples
    --------
    >>> companions(5, 3)[2].round(4)
    array([0.1667, 0.6667, 0.1667])
    """
    population = integer("population", population, 1)
    return groups(population - 1, integer("n", n, 1, population) - 1)
