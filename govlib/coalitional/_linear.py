"""Linear programs over all coalitions, solved with the few that matter.

All 2^n coalitions constrain a payoff, but few bind. A program is solved with some of them, the
excesses of all are computed in one pass, the worst are added, and so on until none is violated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from govlib.coalitional.games import CoalitionalGame, _sums
from govlib.coalitional.values import shapley_value

__all__ = ["Centred", "Level", "lowest_level", "members"]

#: largest violation of a constraint, and smallest dual value that counts, in units of the game
TOLERANCE, POSITIVE = 1e-9, 1e-7
#: coalitions that are added to a program at once
_ADDED = 20
_OPTIONS = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True, eq=False)
class Centred:
    """A game brought to the size of one, so that one tolerance fits all games.

    v(S) = centre(S) + scale · values[S], where the Shapley value is the centre.
    """

    values: NDArray[np.float64]
    centre: NDArray[np.float64]
    scale: float

    @classmethod
    def of(cls, game: CoalitionalGame) -> Centred:
        """Centre a game; where it is additive, up to rounding, its values become 0."""
        centre = shapley_value(game)
        rest = game.excess(centre)
        rest[-1] = 0.0
        scale = float(np.abs(rest).max())
        if scale <= 1e-12 * max(np.abs(game.values).max(), np.abs(centre).max()):
            return cls(np.zeros_like(rest), centre, float(np.abs(game.values).max()) or 1.0)
        return cls(rest / scale, centre, scale)


@dataclass(frozen=True, eq=False)
class Level:
    """The lowest level to which the excesses of free coalitions can be brought.

    Attributes
    ----------
    epsilon : float
        The level.
    payoff : numpy.ndarray, shape (n,)
        One that attains it.
    rows : numpy.ndarray of int
        Coalitions in the last program.
    weights : numpy.ndarray
        Their dual values, which add up to 1; those above 0 cannot be brought lower.
    at_floor : numpy.ndarray of bool, shape (n,)
        Players who are kept at their least payoff.
    """

    epsilon: float
    payoff: NDArray[np.float64]
    rows: NDArray[np.int64]
    weights: NDArray[np.float64]
    at_floor: NDArray[np.bool_]


def members(masks: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """Return the 0–1 rows of coalitions, shape (len(masks), n)."""
    return (np.asarray(masks)[:, None] >> np.arange(n) & 1).astype(float)


def lowest_level(
    values: NDArray[np.float64],
    free: NDArray[np.bool_],
    start: NDArray[np.int64],
    fixed: NDArray[np.float64],
    sums: NDArray[np.float64],
    floor: NDArray[np.float64] | None = None,
) -> Level:
    """Minimise ε such that v(S) − x(S) ≤ ε for all free coalitions S.

    Parameters
    ----------
    values : numpy.ndarray, shape (2^n,)
        A centred game.
    free : numpy.ndarray of bool, shape (2^n,)
        Coalitions that count.
    start : numpy.ndarray of int
        Coalitions to begin with; those that are not free are left out.
    fixed, sums : numpy.ndarray, shapes (m, n) and (m,)
        What x must satisfy: ``fixed @ x == sums``; the value of all players among them.
    floor : numpy.ndarray, shape (n,), optional
        Least payoffs.
    """
    n = fixed.shape[1]
    rows = start[free[start]]
    objective = np.append(np.zeros(n), 1.0)
    equal = np.hstack([fixed, np.zeros((len(fixed), 1))])
    low = np.full(n, -np.inf) if floor is None else floor
    bounds = np.column_stack([np.append(low, -np.inf), np.full(n + 1, np.inf)])
    while True:
        table = np.hstack([-members(rows, n), -np.ones((len(rows), 1))])
        found = linprog(
            objective, table, -values[rows], equal, sums, bounds, "highs", options=_OPTIONS
        )
        if found.x is None:
            raise RuntimeError(f"the linear program was not solved: {found.message}")
        x, epsilon = found.x[:n], float(found.x[n])
        excess = np.where(free, values - _sums(x), -np.inf)
        worst = np.flatnonzero(excess > epsilon + TOLERANCE)
        if worst.size > _ADDED:
            worst = worst[np.argpartition(excess[worst], -_ADDED)[-_ADDED:]]
        worst = np.setdiff1d(worst, rows)
        if not worst.size:
            at_floor = found.lower.marginals[:n] > POSITIVE
            return Level(epsilon, x, rows, -found.ineqlin.marginals, at_floor)
        rows = np.concatenate([rows, worst])
