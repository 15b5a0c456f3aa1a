"""Values of coalitional games: what a player adds, on average.

The Shapley value averages a player's marginal contribution v(S ∪ i) − v(S) over all orders in
which players may join, the Banzhaf value over all coalitions.
"""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance
from govlib.coalitional.games import CoalitionalGame

__all__ = ["banzhaf_value", "shapley_value"]


def shapley_value(game: CoalitionalGame) -> NDArray[np.float64]:
    """Return the Shapley value of each player.

    The only division that is efficient, treats equals equally, gives nothing to players who add
    nothing, and adds up over games.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    numpy.ndarray, shape (n,)
        Adds up to the value, or the cost, of all players together.

    References
    ----------
    L. S. Shapley (1953), "A value for n-person games", in H. W. Kuhn and A. W. Tucker (eds.),
    Contributions to the Theory of Games II, Princeton University Press, 307–317,
    doi:10.1515/9781400881970-018.

    Examples
    --------
    A pair of gloves needs a left one (A, B) and the right one (C).

    >>> gloves = CoalitionalGame.from_dict({"AC": 1, "BC": 1, "ABC": 1}, "ABC", missing=0)
    >>> shapley_value(gloves).round(4)
    array([0.1667, 0.1667, 0.6667])
    """
    n = instance("game", game, CoalitionalGame).n
    every, having = _sums_by_size(game.values)
    # the share of orders in which i joins as number s + 1, behind one given set of s
    weight = np.array([1 / (n * comb(n - 1, s)) for s in range(n)])
    return np.asarray(having[:, 1:] @ weight - (every - having)[:, :-1] @ weight)


def banzhaf_value(game: CoalitionalGame) -> NDArray[np.float64]:
    """Return the Banzhaf value of each player: her mean marginal contribution to coalitions.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    numpy.ndarray, shape (n,)
        Unlike the Shapley value it need not add up to the value of all players together.

    References
    ----------
    P. Dubey and L. S. Shapley (1979), "Mathematical properties of the Banzhaf power index",
    Mathematics of Operations Research 4(2), 99–131, doi:10.1287/moor.4.2.99.

    Examples
    --------
    >>> gloves = CoalitionalGame.from_dict({"AC": 1, "BC": 1, "ABC": 1}, "ABC", missing=0)
    >>> banzhaf_value(gloves)
    array([0.25, 0.25, 0.75])
    """
    every, having = _sums_by_size(instance("game", game, CoalitionalGame).values)
    gains = 2 * having.sum(axis=1) - every.sum()
    return np.asarray(gains / 2 ** (game.n - 1))


def _sums_by_size(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Add up the values of all coalitions of each size, and of those with each player.

    A coalition is a part among the first players and one among the rest; summing over one part
    by its size is a product of matrices, so the array is read only twice.

    Returns
    -------
    every : numpy.ndarray, shape (n + 1,)
    having : numpy.ndarray, shape (n, n + 1)
    """
    n = values.size.bit_length() - 1
    low = n // 2
    square = values.reshape(1 << (n - low), 1 << low)
    first, rest = _by_size(low), _by_size(n - low)
    sizes = np.add.outer(np.arange(n - low + 1), np.arange(low + 1)).ravel()

    def total(parts: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(sizes, parts.ravel(), n + 1), dtype=np.float64)

    over_rest, over_first = rest.T @ square, square @ first
    having = np.empty((n, n + 1))
    for i in range(low):
        has = np.arange(1 << low) >> i & 1 == 1
        having[i] = total(over_rest[:, has] @ first[has])
    for i in range(n - low):
        has = np.arange(1 << (n - low)) >> i & 1 == 1
        having[low + i] = total(rest[has].T @ over_first[has])
    return total(over_rest @ first), having


def _by_size(n: int) -> NDArray[np.float64]:
    """Return a matrix with a row a coalition of n players and a one in the column of its size."""
    size = np.zeros(1, np.int64)
    for _ in range(n):
        size = np.concatenate([size, size + 1])
    return np.equal.outer(size, np.arange(n + 1)).astype(float)
