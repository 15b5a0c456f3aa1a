"""Properties that decide whether coalitions grow and whether a stable division exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import instance
from govlib.coalitional.core import least_core
from govlib.coalitional.games import CoalitionalGame

__all__ = ["Property", "balanced", "convex", "superadditive"]

#: 3^16 pairs of coalitions are tried in seconds
MOST_FOR_PAIRS = 16

#: gaps below this share of the largest value are rounding
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Property:
    """Whether a property holds, and where it fails most if not.

    Attributes
    ----------
    holds : bool
        Also what ``bool()`` of this says.
    coalitions : tuple of tuple
        The coalitions that violate it most; none if it holds.
    gap : float
        By how much; 0 if it holds.
    """

    holds: bool
    coalitions: tuple[tuple[Any, ...], ...]
    gap: float

    def __bool__(self) -> bool:
        return self.holds


def superadditive(game: CoalitionalGame) -> Property:
    """Tell whether disjoint coalitions never lose by joining: v(S ∪ T) ≥ v(S) + v(T).

    In a game of costs, whether they never pay more: c(S ∪ T) ≤ c(S) + c(T).

    Parameters
    ----------
    game : CoalitionalGame
        Of at most 16 players.

    Examples
    --------
    >>> superadditive(CoalitionalGame([0, 1, 1, 1], "AB"))
    Property(holds=False, coalitions=(('A',), ('B',)), gap=1.0)
    """
    v = instance("game", game, CoalitionalGame)._gains().values
    n = game.n
    if n > MOST_FOR_PAIRS:
        raise ValueError(f"game must have at most {MOST_FOR_PAIRS} players; got {n}")
    worst, pair = 0.0, (0, 0)
    for s in range(1, v.size):
        # each pair once: the first player of both is in S
        lowest = (s & -s).bit_length()
        others = np.zeros(1, np.int64)
        for i in range(lowest, n):
            if not s >> i & 1:
                others = np.concatenate([others, others | 1 << i])
        gaps = v[s] + v[others] - v[s | others]
        at = int(np.argmax(gaps))
        if gaps[at] > worst:
            worst, pair = float(gaps[at]), (s, int(others[at]))
    return _property(game, worst, pair)


def convex(game: CoalitionalGame) -> Property:
    """Tell whether a player adds more, the larger the coalition she joins.

    v(S ∪ T) + v(S ∩ T) ≥ v(S) + v(T); in a game of costs, whether she adds less (the costs are
    concave). Convex games have a large core, and the Shapley value lies
    in it.

    Parameters
    ----------
    game : CoalitionalGame

    References
    ----------
    L. S. Shapley (1971), "Cores of convex games", International Journal of Game Theory 1(1),
    11–26, doi:10.1007/BF01753431.

    Examples
    --------
    >>> bool(convex(CoalitionalGame([0, 1, 1, 3], "AB")))
    True
    >>> convex(CoalitionalGame([0, 0, 0, 1, 0, 1, 1, 1], "ABC"))
    Property(holds=False, coalitions=(('A', 'C'), ('B', 'C')), gap=1.0)
    """
    v = instance("game", game, CoalitionalGame)._gains().values
    n = game.n
    worst, pair = 0.0, (0, 0)
    for i in range(n):
        for j in range(i + 1, n):
            # axes: players above j, j, players between, i, players below i
            cube = v.reshape(1 << (n - 1 - j), 2, 1 << (j - 1 - i), 2, 1 << i)
            gaps = cube[:, 0, :, 1] + cube[:, 1, :, 0] - cube[:, 1, :, 1] - cube[:, 0, :, 0]
            at = int(np.argmax(gaps))
            if gaps.flat[at] > worst:
                above, between, below = np.unravel_index(at, gaps.shape)
                base = int(above << (j + 1) | between << (i + 1) | below)
                worst, pair = float(gaps.flat[at]), (base | 1 << i, base | 1 << j)
    return _property(game, worst, pair)


def balanced(game: CoalitionalGame) -> Property:
    """Tell whether the core is not empty (the theorem of Bondareva and Shapley).

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Property
        If it fails, the coalitions of a balanced collection that is worth more than all players
        together, and the least core's ε as the gap.

    Examples
    --------
    >>> balanced(CoalitionalGame([0, 0, 0, 1, 0, 1, 1, 1], "ABC")).coalitions
    (('A', 'B'), ('A', 'C'), ('B', 'C'))
    """
    if instance("game", game, CoalitionalGame).n == 1:
        return Property(True, (), 0.0)
    found = least_core(game)
    if not found.core_is_empty:
        return Property(True, (), 0.0)
    return Property(False, tuple(sorted(found.weights, key=game.mask)), found.epsilon)


def _property(game: CoalitionalGame, gap: float, pair: tuple[int, int]) -> Property:
    if gap <= _ROUNDING * float(np.abs(game.values).max()):
        return Property(True, (), 0.0)
    return Property(False, (game.coalition(pair[0]), game.coalition(pair[1])), gap)
