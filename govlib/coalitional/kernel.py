"""What one player can ask of another: the prekernel.

For the reader of a nucleolus who asks "why that one?". The strongest complaint of i against j is
the largest excess of a coalition that has i and not j: what i could win without j. A division is
in the prekernel if these complaints balance, pair by pair; neither of two players then has the
better of the other. The prenucleolus always is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from govlib._check import instance, number
from govlib._values import ByValue
from govlib.coalitional.games import CoalitionalGame

__all__ = ["PrekernelCheck", "prekernel_check"]


@dataclass(frozen=True, eq=False)
class PrekernelCheck(ByValue):
    """The strongest complaint of each player against each other.

    Attributes
    ----------
    inside : bool
        Whether all pairs balance and the payoff divides what all are worth.
    complaint : numpy.ndarray, shape (n, n)
        Row i, column j: the largest excess of a coalition with i and without j; NaN on the
        diagonal.
    pair : tuple
        The two players furthest out of balance, the one with the stronger complaint first.
    gap : float
        By how much the first one's complaint is the stronger.
    """

    inside: bool
    complaint: NDArray[np.float64]
    pair: tuple[Any, Any]
    gap: float


def prekernel_check(
    game: CoalitionalGame, payoff: ArrayLike, *, tolerance: float = 1e-7
) -> PrekernelCheck:
    """Tell whether a payoff lies in the prekernel, and which two are furthest from balance.

    Parameters
    ----------
    game : CoalitionalGame
        Of at least two players.
    payoff : array_like, shape (n,)
        What each player gets, or is charged in a game of costs.
    tolerance : float, default 1e-7
        Gaps that are forgiven, as a share of the largest value of a coalition.

    Returns
    -------
    PrekernelCheck

    References
    ----------
    M. Maschler, B. Peleg and L. S. Shapley (1979), "Geometric properties of the kernel,
    nucleolus, and related solution concepts", Mathematics of Operations Research 4(4), 303–338,
    doi:10.1287/moor.4.4.303.

    Examples
    --------
    A pair of gloves needs a left one (A, B) and the right one (C). Were each given the mean of
    what it adds, C could ask more of A than A of C.

    >>> from govlib.coalitional import nucleolus, shapley_value
    >>> gloves = CoalitionalGame.from_dict({"AC": 1, "BC": 1, "ABC": 1}, "ABC", missing=0)
    >>> prekernel_check(gloves, nucleolus(gloves).payoff).inside
    True
    >>> found = prekernel_check(gloves, shapley_value(gloves))
    >>> found.inside, found.pair, round(found.gap, 4)
    (False, ('C', 'A'), 0.3333)
    """
    if instance("game", game, CoalitionalGame).n < 2:
        raise ValueError("game must have at least two players; got 1")
    excess = game.excess(payoff)
    n, size = game.n, float(np.abs(game.values).max())
    has = np.arange(excess.size) >> np.arange(n)[:, None] & 1 == 1
    complaint = np.full((n, n), np.nan)
    for i in range(n):
        for j in range(n):
            if i != j:
                complaint[i, j] = excess[has[i] & ~has[j]].max()
    gap = np.nan_to_num(complaint - complaint.T)
    first, second = np.unravel_index(int(np.argmax(gap)), gap.shape)
    forgiven = number("tolerance", tolerance, 0) * size
    most = float(gap[first, second])
    inside = most <= forgiven and abs(float(excess[-1])) <= forgiven
    return PrekernelCheck(inside, complaint, (game.players[first], game.players[second]), most)
