"""When cascades go global, and how far: the window of Watts (2002) and the theory inside it.

In thin networks nothing can travel, in dense ones nobody is impressed by one neighbour; between
lies the window. Exact for large random graphs with Poisson degrees. The bounds also serve
:mod:`govlib.networks.interbank`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import bdtrc, gammaincc, gammaln, xlogy

from govlib._check import numbers
from govlib._values import ByValue, fraction, plain
from govlib.networks.epidemic_theory import MOST_NEIGHBOURS
from govlib.networks.thresholds import neighbours_needed

__all__ = [
    "CascadeTheory",
    "Window",
    "cascade_theory",
    "cascade_window",
    "vulnerable_degree",
    "vulnerable_neighbours",
]


#: how often a map is repeated before its fixed point is looked for in another way
_PATIENCE = 500


def vulnerable_degree(phi: Any) -> int:
    """Return the largest number of neighbours, ⌊1/φ⌋, at which a single one is enough.

    Examples
    --------
    >>> vulnerable_degree(0.18), vulnerable_degree(0.2), vulnerable_degree("0.21")
    (5, 5, 4)
    """
    share = fraction("phi", phi)
    if not 0 < share <= 1:
        raise ValueError(f"phi must lie in (0, 1]; got {phi}")
    return int(1 / share)


def vulnerable_neighbours(z: Any, phi: Any) -> Any:
    """Return how many further vulnerable nodes a vulnerable one leads to, z · P(k ≤ ⌊1/φ⌋ − 2).

    The mean over a random graph with Poisson degrees of mean z. Cascades can go global where it
    exceeds 1: the cascade condition.

    Parameters
    ----------
    z : float or array_like
        Mean degree, at least 0.
    phi : Fraction, str, Decimal or float
        Threshold.

    Examples
    --------
    >>> vulnerable_neighbours([1, 4, 8], 0.18).round(3).tolist()
    [0.981, 1.734, 0.339]
    """
    mean = numbers("z", z, 0)
    value = mean * at_most(vulnerable_degree(phi) - 2, mean)
    return value if np.ndim(value) else float(value)


@dataclass(frozen=True)
class Window:
    """The mean degrees at which global cascades can happen.

    Attributes
    ----------
    lower, upper : float
        Edges of the window; NaN where it is empty.
    peak : float
        Largest number of vulnerable neighbours at any mean degree; the window is empty where it
        does not exceed 1.
    peak_at : float
        Mean degree at which that happens; NaN where nobody with two neighbours is vulnerable.
    """

    lower: float
    upper: float
    peak: float
    peak_at: float

    @property
    def empty(self) -> bool:
        """Whether no mean degree allows global cascades."""
        return not self.peak > 1

    def contains(self, z: Any) -> Any:
        """Tell whether mean degrees lie inside the window."""
        mean = numbers("z", z, 0)
        return plain((mean > self.lower) & (mean < self.upper))


def cascade_window(phi: Any) -> Window:
    """Return the window of mean degrees of a Poisson graph, from the cascade condition.

    Parameters
    ----------
    phi : Fraction, str, Decimal or float
        Threshold φ, above 0 and at most 1.

    References
    ----------
    D. J. Watts (2002), "A simple model of global cascades on random networks", Proceedings of
    the National Academy of Sciences 99(9), 5766–5771, doi:10.1073/pnas.082090499. Cascade
    condition and Figure 1.

    Examples
    --------
    >>> window = cascade_window(0.18)
    >>> round(window.lower, 6), round(window.upper, 6)
    (1.020704, 5.764677)
    >>> cascade_window(0.26).empty
    True
    """
    return window_of(vulnerable_degree(phi) - 2)


@lru_cache(maxsize=256)
def window_of(most: int) -> Window:
    """Return the window in which z · P(k ≤ most) exceeds 1, k being Poisson with mean z."""
    if most < 0:
        return Window(np.nan, np.nan, 0.0, np.nan)

    def value(z: float) -> float:
        return float(z * at_most(most, z))

    def slope(z: float) -> float:
        exactly = np.exp(xlogy(most, z) - gammaln(most + 1) - z)
        return float(at_most(most, z) - z * exactly)

    top = 4.0 * most + 60
    peak_at = brentq(slope, 1e-12, top, xtol=1e-14)
    peak = value(peak_at)
    if not peak > 1:
        return Window(np.nan, np.nan, peak, peak_at)
    lower = brentq(lambda z: value(z) - 1, 1e-12, peak_at, xtol=1e-14)
    upper = brentq(lambda z: value(z) - 1, peak_at, top, xtol=1e-14)
    return Window(lower, upper, peak, peak_at)


@dataclass(frozen=True, eq=False)
class CascadeTheory(ByValue):
    """Cascades from one random seed on a large random graph with Poisson degrees.

    Attributes
    ----------
    vulnerable : float or numpy.ndarray
        Share Sᵥ of the nodes in the giant cluster of vulnerable nodes.
    trigger : float or numpy.ndarray
        Chance that a random seed lies in or next to that cluster and sets off a global cascade.
    size : float or numpy.ndarray
        Share of the nodes that a global cascade reaches; 0 outside the window.
    """

    vulnerable: Any
    trigger: Any
    size: Any


def cascade_theory(z: Any, phi: Any) -> CascadeTheory:
    """Return how likely and how large global cascades are on Poisson graphs.

    The vulnerable cluster follows from generating functions (Watts 2002): a link does not lead
    to it with the smallest chance u = 1 − P(k ≤ K − 1) + Σ_{k < K} pₖ uᵏ, where K = ⌊1/φ⌋. The
    size follows from the chance q that a node met along a link switches before its origin does,
    the first fixed point above 0 of q = Σ pₖ P(Bin(k, q) ≥ need(k + 1)) (Gleeson and Cahalane
    2007, for a vanishing seed).

    Parameters
    ----------
    z : float or array_like
        Mean degree, at least 0: a sweep.
    phi : Fraction, str, Decimal or float
        Threshold φ, above 0 and at most 1.

    Returns
    -------
    CascadeTheory

    References
    ----------
    D. J. Watts (2002), "A simple model of global cascades on random networks", Proceedings of
    the National Academy of Sciences 99(9), 5766–5771, doi:10.1073/pnas.082090499.

    J. P. Gleeson and D. J. Cahalane (2007), "Seed size strongly affects cascades on random
    networks", Physical Review E 75, 056103, doi:10.1103/PhysRevE.75.056103.

    Examples
    --------
    >>> theory = cascade_theory(3, 0.18)
    >>> round(theory.vulnerable, 4), round(theory.trigger, 4), round(theory.size, 4)
    (0.7896, 0.8735, 0.9405)
    """
    from scipy.stats import poisson

    mean = numbers("z", z, 0, MOST_NEIGHBOURS).reshape(-1, 1)
    K = vulnerable_degree(phi)
    k = np.arange(int(poisson.isf(1e-16, float(mean.max()))) + 3)
    p = poisson.pmf(k, mean)
    near = k < K  # other links of a vulnerable node met along a link

    def no_way(u: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        found = 1 - (p[rows] * near * (1 - u[:, None] ** k)).sum(axis=-1)
        return np.where(spreads[rows], found, 1.0)

    # below the critical point the only fixed point is 1, and repeating takes for ever to say so
    spreads = vulnerable_neighbours(mean[:, 0], phi) > 1
    u = settle(no_way, np.zeros(len(mean)))
    vulnerable = (p * (k <= K) * (1 - u[:, None] ** k)).sum(axis=-1)
    trigger = (p * (1 - u[:, None] ** k)).sum(axis=-1)
    along, own = neighbours_needed(k + 1, phi), neighbours_needed(k, phi)
    q = settle(lambda q, rows: chance_of_enough(p[rows], along, k, q), np.where(u < 1, 1e-9, 0.0))
    size = chance_of_enough(p, own, k, q)
    return CascadeTheory(
        *(plain(found.reshape(np.shape(z))) for found in (vulnerable, trigger, size))
    )


def at_most(most: int, mean: Any) -> Any:
    """Return P(k ≤ most) for a Poisson k."""
    return gammaincc(most + 1, mean) if most >= 0 else np.zeros_like(mean, dtype=float)


def chance_of_enough(
    p: NDArray[np.float64], need: NDArray[np.int64], k: NDArray[np.int64], q: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return Σ pₖ P(Bin(k, q) ≥ needₖ), for each row of p and each q."""
    able = (need <= k) & (k > 0)
    chance = bdtrc(need[able] - 1, k[able], q[:, None])
    return np.asarray((p[:, able] * chance).sum(axis=-1))


def settle(
    step: Callable[[NDArray[np.float64], NDArray[np.int64]], NDArray[np.float64]],
    start: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the first fixed points at or above ``start`` of rising maps of [0, 1] into itself.

    Repeating a map from below gets there, but near a critical point it crawls. What has not
    arrived after some steps is looked for upwards, in steps of 2 percent, until the map falls
    below its argument, and then by bisection.

    Parameters
    ----------
    step : callable
        From arguments, and the numbers of the maps to which they belong, to values.
    start : numpy.ndarray, shape (maps,)
        Where to begin.
    """
    value, rows = start.copy(), np.arange(len(start))
    for _ in range(_PATIENCE):
        old = value[rows]
        value[rows] = new = step(old, rows)
        rows = rows[np.abs(new - old) > 1e-14]
        if not rows.size:
            return value
    low = value[rows]
    high, rises = low.copy(), step(low, rows) - low > 1e-14
    while rises.any():
        high = np.where(rises, np.minimum(low * 1.02 + 1e-12, 1.0), high)
        rises = rises & (step(high, rows) > high) & (high < 1.0)
        low = np.where(rises, high, low)
    for _ in range(60):
        middle = (low + high) / 2
        above = step(middle, rows) > middle
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    value[rows] = low
    return value
