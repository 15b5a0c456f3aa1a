"""The lowest level of excesses by descent along faces, without a linear program.

The largest excess of a payoff is a convex function that is linear piece by piece. From any payoff
it is followed downwards along the pieces that are largest, all of which fall alike, until another
one has become as large. Where no direction is left the pieces form a balanced collection; one with
a weight below 0 is let go. This is the simplex method with the few rows that matter and one pass
over all coalitions a step (an active-set method, as in Nocedal and Wright 2006, chapter 16).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib.coalitional.games import _sums

#: squared length below which no direction is left, weight that counts as below 0, slope that
#: counts as falling less fast
_LENGTH, _BELOW, _SLOPE = 1e-18, -1e-9, 1e-10

#: steps a player before a stage is left to a linear program: ties may lead round in circles
_STEPS = 40


def descend(
    values: NDArray[np.float64],
    free: NDArray[np.bool_],
    basis: NDArray[np.float64],
    payoff: NDArray[np.float64],
) -> tuple[float, NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]] | None:
    """Lower the largest excess of the free coalitions as far as it goes.

    Parameters
    ----------
    values : numpy.ndarray, shape (2^n,)
        A centred game.
    free : numpy.ndarray of bool, shape (2^n,)
        Coalitions that count.
    basis : numpy.ndarray, shape (m, n)
        Orthonormal directions in which payoffs may not move.
    payoff : numpy.ndarray, shape (n,)
        Where to begin.

    Returns
    -------
    tuple or None
        The level, the payoff, the coalitions that hold it there and their weights, which are not
        below 0 and add up to 1; None if it took too many steps.
    """
    n = basis.shape[1]
    where = np.flatnonzero(free)
    excess = (values - _sums(payoff))[where]
    active = [int(np.argmax(excess))]
    level = float(excess[active[0]])
    x = payoff.copy()
    circling = False
    for _ in range(_STEPS * n):
        rows = (where[active][:, None] >> np.arange(n) & 1).astype(float)
        rows -= (rows @ basis.T) @ basis
        try:
            weight = np.linalg.solve(rows @ rows.T + 1.0, np.ones(len(active)))
        except np.linalg.LinAlgError:
            return None
        weight /= weight.sum()
        step: Any = weight @ rows
        slope = float(step @ step)
        if slope <= _LENGTH:
            low = np.flatnonzero(weight < _BELOW)
            if not low.size:
                return level, x, where[active], np.maximum(weight, 0.0)
            # among ties the first in order goes (Bland's rule), otherwise the lowest
            gone = min(low, key=lambda i: active[i]) if circling else int(np.argmin(weight))
            del active[gone]
            continue
        rate = slope - _sums(step)[where]
        rate[active] = 0.0
        slower = np.flatnonzero(rate > _SLOPE * max(slope, 1e-6))
        if not slower.size:
            return None
        ratio = np.maximum(level - excess[slower], 0.0) / rate[slower]
        at = int(np.argmin(ratio))
        length = float(ratio[at])
        circling = length * slope < 1e-13
        excess -= length * (slope - rate)
        x += length * step
        level -= length * slope
        active.append(int(slower[at]))
    return None
