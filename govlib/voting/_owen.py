"""The Shapley–Shubik index of very large games, by Owen's integral.

Where sizes and weights together are too many for a table of whole numbers, the index is the mean,
over p from 0 to 1, of the chance that a member has a swing when each of the others votes in favour
with probability p (Owen 1972). That chance is a polynomial of degree n − 1 in p, so a
Gauss–Legendre rule integrates it; each node costs one pass over the votes.
"""

from __future__ import annotations

from math import ceil, cosh, exp, log

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import daxpy

from govlib.voting.rules import WeightedGame

__all__ = ["fits", "owen_integral"]

#: bytes that the table of one node may take
LARGEST_TABLE = 5 * 10**8
#: chances that are added in one call: in cache, and too few for OpenBLAS to start threads, which
#: wait for each other longer than they work
_CHUNK = 1 << 13
#: weights below which steps that do not overlap would be too short to pay
_SHORT = 2048
#: members after which the table is brought back to probabilities, before it overflows
_RESCALE = 500


def fits(game: WeightedGame) -> bool:
    """Tell whether the table of one node stays within half a gigabyte."""
    return (max(game.quota - 1, game.total - game.quota) + 1) * 8 <= LARGEST_TABLE


def owen_integral(game: WeightedGame) -> NDArray[np.float64]:
    """Return the Shapley–Shubik index of a weighted game, in floating point.

    The number of nodes is fixed beforehand, so that the integral is exact up to 1e-16 whatever
    the weights are; what remains is rounding, about 1e-13.

    Raises
    ------
    ValueError
        If the larger of the quota and of what blocks exceeds 62 million.

    References
    ----------
    G. Owen (1972), "Multilinear extensions of games", Management Science 18(5-part-2), 64–79,
    doi:10.1287/mnsc.18.5.64.

    Examples
    --------
    >>> owen_integral(WeightedGame([4, 2, 1, 1], 5)).round(6)
    array([0.75    , 0.083333, 0.083333, 0.083333])
    """
    losing, absent = game.quota - 1, game.total - game.quota
    far = max(losing, absent)
    if not fits(game):
        raise ValueError(
            f"a quota of {game.quota} of {game.total} needs a table of more than "
            f"{LARGEST_TABLE:.0e} bytes; divide the weights by a common factor, or round them"
        )
    kinds, which = np.unique(game.weights, return_inverse=True)
    total = np.zeros(len(kinds))
    nodes, shares = np.polynomial.legendre.leggauss(_nodes(game.n))
    table = np.empty(far + 1)
    for x, share in zip(nodes, shares / 2, strict=True):
        if x > 1e-12:  # the node opposite to x uses the same table
            continue
        p = (1 + x) / 2
        _fill(table, np.sort(game.weights), p)
        for kind, w in enumerate(kinds.tolist()):
            if w == 0:
                continue
            chance = _swing(table, losing, w, p)
            if abs(x) > 1e-12:
                chance += _swing(table, absent, w, p)
            total[kind] += share * chance
    return np.asarray(total[which])


def _nodes(n: int) -> int:
    """Return how many nodes integrate a chance that is a polynomial of degree n − 1.

    Half of n are exact. Fewer do for large n: on the ellipse with foci 0 and 1 whose axes add up
    to ρ, |p| + |1 − p| is constant and a swing's polynomial is at most cosh(log ρ)^(n−1), so the
    error of m nodes is below (32/15) cosh(log ρ)^(n−1) ρ^(−2m) / (1 − ρ^(−2)) for any ρ > 1.
    """
    exact = ceil(n / 2)
    for m in range(1, exact):
        bounds = (
            log(32 / 15) + (n - 1) * log(cosh(u)) - 2 * m * u - log(1 - exp(-2 * u))
            for u in np.linspace(0.02, 3, 150).tolist()
        )
        if min(bounds) < log(1e-16):
            return m
    return exact


def _fill(table: NDArray[np.float64], weights: NDArray[np.int64], p: float) -> None:
    """Write the chance that at most x votes are cast in favour, each member with chance p ≤ 1/2.

    The table holds F(x) + r F(x − w) with r = p / (1 − p), all of it positive; the factor
    1 − p of each member is made up for at the end.
    """
    r = p / (1 - p)
    table[0] = 1.0
    total, have, owed = 0, 1, 0
    for w in weights.tolist():
        reach = min(total + w + 1, len(table))
        table[have:reach] = table[have - 1]
        # from above, so that what is added was not changed yet
        if w < _SHORT:
            for stop in range(reach, w, -_CHUNK):
                start = max(w, stop - _CHUNK)
                table[start:stop] += r * table[start - w : stop - w]
        else:  # daxpy adds in place, which is quicker where the steps need not be short
            step = min(w, _CHUNK)
            for stop in range(reach, w, -step):
                start = max(w, stop - step)
                daxpy(table, table, n=stop - start, a=r, offx=start - w, offy=start)
        total, have, owed = total + w, reach, owed + 1
        if owed == _RESCALE:
            table[:have] *= (1 - p) ** owed
            owed = 0
    table[have:] = table[have - 1]
    table *= (1 - p) ** owed


def _swing(table: NDArray[np.float64], corner: int, w: int, p: float) -> float:
    """Return the chance that the others weigh between corner − w + 1 and corner.

    With G for the table without the member, F(x) = (1 − p) G(x) + p G(x − w); the alternating
    sums that solve it for G(corner) and G(corner − w) are stable because p / (1 − p) ≤ 1.
    """
    line = table[corner::-w] if corner >= w else table[corner : corner + 1]
    r = p / (1 - p)
    powers = (-r) ** np.arange(len(line) - 1)
    return float((line[0] - (1 + r) * (powers @ line[1:])) / (1 - p))
