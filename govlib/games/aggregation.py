"""How single gifts add up to a public good: weakest link, summation, best shot, and between.

The three technologies are Hirshleifer's (1983); weaker and better links fill the ground between
them with a power mean, in the manner of Cornes (1993). The weakest link as people have played it
stands in :mod:`govlib.games.minimum_effort`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import number, numbers
from govlib._values import ByValue, Floats, left_over, plain

__all__ = [
    "BestShotEquilibrium",
    "GiftEconomy",
    "best_shot",
    "power_mean",
    "summation",
    "weakest_link",
]


def summation(gifts: Any) -> Floats:
    """Return the sum over the last axis: greenhouse gases, a common budget."""
    return plain(_gifts(gifts).sum(axis=-1))


def weakest_link(gifts: Any) -> Floats:
    """Return the minimum over the last axis: a dyke, the eradication of a disease."""
    return plain(_gifts(gifts).min(axis=-1))


def best_shot(gifts: Any) -> Floats:
    """Return the maximum over the last axis: finding a vaccine, deflecting an asteroid."""
    return plain(_gifts(gifts).max(axis=-1))


def power_mean(gifts: Any, exponent: float) -> Floats:
    """Return the power mean over the last axis, the family that holds all technologies.

    M(q) = (Σ qᵢᵛ / n)^(1/v). From v = −∞ (the weakest link) it rises through weaker links
    (v < 1) to the average at v = 1, which is the sum over n, and through better links (v > 1)
    to the best shot at v = ∞; v = 0 is the geometric mean.

    Parameters
    ----------
    gifts : array_like, shape (..., n)
        At least 0.
    exponent : float
        v; may be infinite.

    References
    ----------
    J. Hirshleifer (1983), "From weakest-link to best-shot: the voluntary provision of public
    goods", Public Choice 41(3), 371–386, doi:10.1007/BF00141070.

    R. Cornes (1993), "Dyke maintenance and other stories: some neglected types of public
    goods", Quarterly Journal of Economics 108(1), 259–271.

    Examples
    --------
    >>> [round(power_mean([1, 2, 4], v), 3) for v in (-np.inf, -1, 0, 1, 2, np.inf)]
    [1.0, 1.714, 2.0, 2.333, 2.646, 4.0]
    """
    q = _gifts(gifts)
    if isinstance(exponent, (float, np.floating)) and np.isinf(exponent):
        return weakest_link(q) if exponent < 0 else best_shot(q)
    v = number("exponent", exponent)
    with np.errstate(divide="ignore"):
        logs = np.log(q)
    # rounding must not carry a mean beyond what it is a mean of: equal gifts are their own mean
    return plain(np.clip(np.exp(_log_mean(logs, v)), q.min(axis=-1), q.max(axis=-1)))


def _log_mean(logs: NDArray[np.float64], v: float) -> NDArray[np.float64]:
    """Return the logarithm of a power mean from logarithms, continuous at v = 0."""
    if abs(v) < 1e-12:
        return np.asarray(logs.mean(axis=-1))
    # powers are taken relative to the extreme that dominates, so they stay within range
    extreme = (logs.max if v > 0 else logs.min)(axis=-1, keepdims=True)
    extreme = np.where(np.isfinite(extreme), extreme, 0.0)
    with np.errstate(divide="ignore"):
        mean = np.log1p(np.expm1(v * (logs - extreme)).mean(axis=-1)) / v
    return np.asarray(mean + extreme[..., 0])


@dataclass(frozen=True)
class BestShotEquilibrium:
    """One provider supplies the whole good.

    Attributes
    ----------
    provider : int
        Position of the provider among the incomes.
    level : float
        Level of the good.
    """

    provider: int
    level: float


@dataclass(frozen=True, eq=False)
class GiftEconomy(ByValue):
    """Countries that divide their incomes between private use x and a gift; utility is x·G.

    Parameters
    ----------
    incomes : array_like, shape (..., n)
        Above 0, for at least two countries; leading axes are a sweep.

    Notes
    -----
    Scaling G by a constant changes nobody's choice, so equilibrium gifts under the sum and
    under the average are the same.

    References
    ----------
    J. Hirshleifer (1983), "From weakest-link to best-shot: the voluntary provision of public
    goods", Public Choice 41(3), 371–386, doi:10.1007/BF00141070.

    Examples
    --------
    >>> three = GiftEconomy([10, 6, 2])
    >>> round(three.summation_total, 3), three.weakest_link_best
    (5.333, 1.0)
    >>> three.best_shot_equilibria()
    (BestShotEquilibrium(provider=0, level=5.0), BestShotEquilibrium(provider=1, level=3.0))
    """

    incomes: Any

    def __post_init__(self) -> None:
        incomes = numbers("incomes", self.incomes, above=0)
        if incomes.ndim == 0 or incomes.shape[-1] < 2:
            raise ValueError(f"incomes must hold at least two; got shape {incomes.shape}")
        object.__setattr__(self, "incomes", incomes)

    @property
    def summation_total(self) -> Floats:
        """The Nash total under summation.

        A giver stops where x = G, so k givers with incomes summing to S supply S/(k + 1). The
        richest give, and the number of givers is the one that makes this largest.
        """
        ranked = -np.sort(-self.incomes, axis=-1)
        givers = np.arange(1, ranked.shape[-1] + 1)
        return plain((ranked.cumsum(axis=-1) / (givers + 1)).max(axis=-1))

    @property
    def summation_gifts(self) -> NDArray[np.float64]:
        """The Nash gifts under summation, max(y − G, 0), shape (..., n)."""
        return left_over(self.incomes, np.asarray(self.summation_total)[..., None])

    @property
    def optimum_total(self) -> Floats:
        """The efficient total under summation, half of all income.

        Samuelson's condition Σ xᵢ/G = 1 leaves as much for private use as for the good, however
        income is divided.
        """
        return plain(self.incomes.sum(axis=-1) / 2)

    @property
    def weakest_link_best(self) -> Floats:
        """The largest Nash level under the weakest link, half of the least income.

        Every common gift from 0 to this level is an equilibrium, and all prefer a larger one.
        """
        return plain(self.incomes.min(axis=-1) / 2)

    def best_shot_equilibria(self) -> tuple[BestShotEquilibrium, ...]:
        """Return the pure equilibria under the best shot, one provider each.

        Provider i supplies yᵢ/2. Country j would rather supply yⱼ/2 itself where yⱼ > 2yᵢ, so
        every country with at least half of the largest income can be the provider.

        Raises
        ------
        ValueError
            If the incomes have sweep axes: the number of equilibria may differ.
        """
        if self.incomes.ndim > 1:
            raise ValueError("best_shot_equilibria takes one set of incomes, no sweep")
        fit = np.flatnonzero(2 * self.incomes >= self.incomes.max())
        return tuple(BestShotEquilibrium(int(i), float(self.incomes[i] / 2)) for i in fit)

    def weaker_link_gifts(self, exponent: float) -> NDArray[np.float64]:
        """Return the Nash gifts where the good is a power mean with a finite exponent below 1.

        With sᵢ = qᵢ/G the first-order condition is (yᵢ − sᵢG) sᵢ^(v−1) = nG. Its root sᵢ falls
        in G, so exactly one G makes the power mean of the sᵢ equal to 1; two nested bisections
        in logarithms find it.

        Parameters
        ----------
        exponent : float
            v, finite and below 1.

        Returns
        -------
        numpy.ndarray, shape (..., n)

        Examples
        --------
        >>> GiftEconomy([10, 6, 2]).weaker_link_gifts(-4).round(3)
        array([1.178, 1.049, 0.791])
        """
        v = number("exponent", exponent, below=1)
        y, n = self.incomes, self.incomes.shape[-1]
        # below y/2n all shares would exceed 1; no power mean exceeds the largest gift
        low, high = np.log(y.min(axis=-1) / (2 * n)), np.log(y.max(axis=-1))
        for _ in range(64):
            level = (low + high) / 2
            above = _log_mean(_log_shares(y, n, level[..., None], v), v) > 0
            low, high = np.where(above, level, low), np.where(above, high, level)
        level = ((low + high) / 2)[..., None]
        return np.asarray(np.exp(_log_shares(y, n, level, v) + level))


def _gifts(gifts: Any) -> NDArray[np.float64]:
    q = numbers("gifts", gifts, 0)
    if q.ndim == 0 or q.shape[-1] == 0:
        raise ValueError(f"gifts must hold at least one; got shape {q.shape}")
    return q


def _log_shares(
    y: NDArray[np.float64], n: int, log_level: NDArray[np.float64], v: float
) -> NDArray[np.float64]:
    """Solve (y − sG) s^(v−1) = nG for t = ln s, elementwise.

    Written as ln(y − sG) = ln(nG) + (1 − v)t. As y − sG lies below y, and above y/2 while s is
    below y/2G, t lies between the two bounds to begin with, at any scale of incomes.
    """
    most = np.log(y) - log_level  # s = y/G leaves nothing
    bound = (most - np.log(n)) / (1 - v)
    high = np.minimum(most, bound)
    low = np.minimum(most - np.log(2), bound - np.log(2) / (1 - v))
    t = (low + high) / 2
    for _ in range(64):
        with np.errstate(divide="ignore", invalid="ignore"):  # at the end nothing is left
            left = -np.expm1(np.minimum(t - most, 0))
            gap = np.log(left) + most - np.log(n) - (1 - v) * t
            # Newton's step, and half of the bracket where it leads out
            step = t + gap / ((1 - left) / left + (1 - v))
        low, high = np.where(gap > 0, t, low), np.where(gap > 0, high, t)
        inside = (step >= low) & (step <= high)
        old, t = t, np.where(inside, step, (low + high) / 2)
        if (np.abs(t - old) <= 1e-15 * (1 + np.abs(t))).all():
            break
    return np.asarray(t)
