"""Mitigation for all, protection for oneself: when the great power does less.

Derived here: the parameters and the model are ours, and no published number is claimed. It
qualifies the law of Olson and Zeckhauser (1966) that the large do most: a country that can shield
itself cares less about the common danger, whatever its size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import _floats, number, numbers
from govlib._labels import together
from govlib._values import ByValue, Floats, lock, plain

__all__ = ["Shielding", "ShieldingOutcome", "crossover_cost"]


@dataclass(frozen=True, eq=False)
class ShieldingOutcome(ByValue):
    """What countries do about a common danger, and what it costs them.

    Attributes
    ----------
    mitigation : numpy.ndarray, shape (..., n)
        What each takes off the danger.
    protection : numpy.ndarray, shape (..., n)
        Share of the damage that each shields itself from.
    danger : float or numpy.ndarray
        What is left of the danger.
    cost : numpy.ndarray, shape (..., n)
        What each pays for mitigation and protection, and the damage that reaches it.
    """

    mitigation: NDArray[np.float64]
    protection: NDArray[np.float64]
    danger: Floats
    cost: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shielding(ByValue):
    """Countries that can lessen a common danger, and shield themselves from it.

    Country i mitigates qᵢ ≥ 0 and protects a share aᵢ between 0 and 1 of what it would suffer;
    it pays qᵢ²/2 + hᵢaᵢ²/2 + dᵢS(1 − aᵢ), where S = S₀ − Σⱼqⱼ is the danger that is left. Its best
    replies are aᵢ = min(1, dᵢS/hᵢ) and qᵢ = dᵢ(1 − aᵢ): the more it shields itself, the less it
    mitigates.

    Parameters
    ----------
    damage : array_like, shape (n,)
        Damage dᵢ that a unit of the danger does to each country unprotected, above 0.
    protection_cost : array_like, shape (..., n)
        Slope hᵢ of the marginal cost of protection, above dᵢ²; infinite for a country that
        cannot protect itself. Leading axes are a sweep.
    danger : float, default 10
        The danger S₀ if nobody does anything, above Σ dᵢ.

    Raises
    ------
    ValueError
        If hᵢ ≤ dᵢ²: the cost of mitigating and protecting together is then not convex, and the
        best reply may jump. If S₀ ≤ Σ dᵢ: all could
        then end the danger, and there may be a second equilibrium.

    Examples
    --------
    A large country with three times the damage, which alone can protect itself:

    >>> none = Shielding(damage=[3, 1], protection_cost=[np.inf, np.inf]).equilibrium()
    >>> none.mitigation, none.danger
    (array([3., 1.]), 6.0)
    >>> cheap = Shielding(damage=[3, 1], protection_cost=[30, np.inf]).equilibrium()
    >>> cheap.mitigation.round(3), round(cheap.danger, 3), cheap.cost.round(3)
    (array([0.429, 1.   ]), 8.571, array([14.786,  9.071]))
    """

    damage: Any
    protection_cost: Any
    danger: float = 10.0

    def __post_init__(self) -> None:
        both = together(damage=self.damage, protection_cost=self.protection_cost)
        d = numbers("damage", both["damage"], above=0, ndim=1)
        # infinity is a cost here: it means that there is no protection
        given = lock(_floats("protection_cost", both["protection_cost"]))
        numbers("protection_cost", np.where(np.isposinf(given), 1.0, given), above=0)
        start = number("danger", self.danger, above=0)
        if given.ndim == 0 or given.shape[-1] != d.size:
            raise ValueError(
                "damage and protection_cost must have one entry a country; "
                f"got shapes {d.shape} and {given.shape}"
            )
        low = given <= d**2
        if low.any():
            bad, least = given[low].flat[0], np.broadcast_to(d**2, given.shape)[low].flat[0]
            raise ValueError(
                f"protection_cost must exceed damage² = {least:g}, or costs are not convex; "
                f"got {bad:g}"
            )
        if start <= d.sum():
            raise ValueError(
                f"danger must exceed the most that is mitigated, Σ damage = {d.sum():g}; "
                f"got {start:g}"
            )
        object.__setattr__(self, "damage", d)
        object.__setattr__(self, "protection_cost", given)
        object.__setattr__(self, "danger", start)

    def equilibrium(self) -> ShieldingOutcome:
        """Return the equilibrium; there is one.

        The danger solves S = S₀ − Σ dᵢ + Σ min(dᵢ, dᵢ²S/hᵢ). The right side is concave in S and
        above S at 0, so that it crosses S once.
        """
        d, h = self.damage, self.protection_cost
        full = np.sort(h / d, axis=-1)  # dangers at which each protects itself fully
        order = np.argsort(h / d, axis=-1, kind="stable")
        most = np.take_along_axis(np.broadcast_to(d, h.shape), order, axis=-1)
        slope = np.take_along_axis(d**2 / h, order, axis=-1)
        # the first k, for k = 0 to n, protect themselves fully and do not mitigate
        kept = np.concatenate([np.zeros((*h.shape[:-1], 1)), np.cumsum(most, axis=-1)], axis=-1)
        tail = np.cumsum(slope[..., ::-1], axis=-1)[..., ::-1]
        left = np.concatenate([tail, np.zeros((*h.shape[:-1], 1))], axis=-1)
        base = self.danger - d.sum() + kept
        with np.errstate(divide="ignore"):
            at = np.where(left < 1, base / np.where(left < 1, 1 - left, 1), np.inf)
        # the smallest k whose danger lets no further country protect itself fully
        reach = np.concatenate([full, np.full((*h.shape[:-1], 1), np.inf)], axis=-1)
        k = np.argmax(at <= reach, axis=-1)
        danger = np.take_along_axis(at, k[..., None], axis=-1)
        shield = np.minimum(1, d * danger / h)
        done = d * (1 - shield)
        # no protection at an infinite cost: 0·∞ is no cost
        paid = np.where(np.isinf(h), 0, np.where(np.isinf(h), 0, h) * shield**2 / 2)
        cost = done**2 / 2 + paid + d * danger * (1 - shield)
        return ShieldingOutcome(done, shield, plain(danger[..., 0]), cost)


def crossover_cost(large: float, small: float, *, danger: float = 10.0) -> float:
    """Return the cost of protection at which the large mitigates no more than the small.

    Of two countries only the large can protect itself. It does what the small does where
    1 − a = d_S/d_L and a = d_L S/h, with S = S₀ − 2d_S; below that cost it does less. The cost
    exceeds d_L², as :class:`govlib.agreements.shielding.Shielding` asks, wherever S₀ > d_L + d_S.

    Parameters
    ----------
    large, small : float
        Damages d_L > d_S > 0 from a unit of the danger.
    danger : float, default 10
        The danger S₀, above d_L + d_S.

    Examples
    --------
    >>> round(crossover_cost(3, 1), 9)
    36.0
    """
    d_small = number("small", small, above=0)
    d_large = number("large", large, above=d_small)
    start = number("danger", danger, above=d_large + d_small)
    return d_large**2 * (start - 2 * d_small) / (d_large - d_small)
