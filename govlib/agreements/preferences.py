"""Gifts under any normal preferences: demand functions, utilities, or both mixed.

Where both goods are normal, the equilibrium of Bergstrom, Blume and Varian (1986) exists and is
unique, whatever the preferences. A member is described by the path she takes when both goods grow:
what she keeps, x = ψ(G), when she gives and the public good is G. Normal preferences have a rising
path, so that her gift max(0, w − ψ(G)) falls as G grows, and one G meets G = spent + Σᵢ max(0, wᵢ
− ψᵢ(G)).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np

from govlib._check import number, numbers
from govlib._labels import together
from govlib._values import left_over
from govlib.agreements.provision import Giving

__all__ = ["CES", "Demand", "Preference", "Substitution", "provide"]


@runtime_checkable
class Preference(Protocol):
    """What the equilibrium needs to know of a member."""

    def keeps(self, public: float) -> float:
        """Return what she keeps when she gives and the public good is ``public``, ψ(G)."""


@dataclass(frozen=True)
class CES:
    """Preferences with a constant elasticity of substitution.

    ψ(G) = G ((1 − α)/α)^σ. Elasticity 1 is Cobb–Douglas.

    Parameters
    ----------
    valuation : float
        Weight α of the public good, strictly between 0 and 1.
    elasticity : float, default 1
        σ, above 0.

    Examples
    --------
    >>> CES(0.2, 0.5).keeps(3.0)
    6.0
    """

    valuation: float
    elasticity: float = 1.0

    def __post_init__(self) -> None:
        for name, bounds in (("valuation", {"above": 0, "below": 1}), ("elasticity", {"above": 0})):
            object.__setattr__(self, name, number(name, getattr(self, name), **bounds))

    def keeps(self, public: float) -> float:
        """Return ψ(G); infinite where it is no number, as she then keeps all."""
        try:
            return float(public * ((1 - self.valuation) / self.valuation) ** self.elasticity)
        except OverflowError:
            return float("inf") if public else 0.0


@dataclass(frozen=True)
class Demand:
    """Preferences given by the demand for the public good.

    Parameters
    ----------
    function : callable
        f(z): the public good she would choose if she could divide z between it and herself; her
        own income and what the others give count as z. Both goods are normal where f rises,
        but by less than z.

    Notes
    -----
    ψ(G) = z − G with f(z) = G, found numerically. Where f does not reach G for any z up to
    10¹⁵ times G, :meth:`keeps` is infinite: she gives nothing.

    Examples
    --------
    >>> round(Demand(lambda z: 0.25 * z).keeps(2.0), 9)
    6.0
    """

    function: Callable[[float], float]

    def __post_init__(self) -> None:
        if not callable(self.function):
            raise TypeError(f"function must be callable; got {self.function!r}")

    def keeps(self, public: float) -> float:
        """Return ψ(G)."""
        if public <= 0:
            return 0.0

        def short(times: float) -> float:
            return self._asked(times * public) / public - 1

        if short(1.0) >= 0:
            return 0.0
        top = 2.0
        while short(top) < 0:
            top *= 2
            if top > 1e15:
                return float("inf")
        return public * (_root(short, top / 2, top, rtol=1e-14) - 1)

    def _asked(self, z: float) -> float:
        wants = float(self.function(z))
        if not -1e-12 * z <= wants <= z * (1 + 1e-12):
            raise ValueError(
                f"function must return a part of what there is to divide, {z:g}; got {wants:g}"
            )
        return wants


@dataclass(frozen=True)
class Substitution:
    """Preferences given by the marginal rate of substitution.

    Parameters
    ----------
    substitution : callable
        MRS(x, G) = (∂u/∂G)/(∂u/∂x): what she would give up of her own consumption x for one
        more unit of the public good G. It must rise with x and fall with G.

    Notes
    -----
    ψ(G) solves MRS(ψ, G) = 1.

    Examples
    --------
    With u = √x + √G both goods are normal:

    >>> round(Substitution(lambda x, g: (x / g) ** 0.5).keeps(3.0), 9)
    3.0
    """

    substitution: Callable[[float, float], float]

    def __post_init__(self) -> None:
        if not callable(self.substitution):
            raise TypeError(f"substitution must be callable; got {self.substitution!r}")

    def keeps(self, public: float) -> float:
        """Return ψ(G); infinite where no x up to 10¹⁵ times G makes her give."""
        if public <= 0:
            return 0.0

        def eager(times: float) -> float:
            rate = float(self.substitution(times * public, public))
            if np.isnan(rate) or rate < 0:
                raise ValueError(f"substitution must be at least 0; got {rate:g}")
            return rate - 1

        # brackets a factor of 2 apart, so that the root is quickly found at any scale
        high = 1.0
        while eager(high) < 0:
            high *= 2
            if high > 1e15:
                return float("inf")
        low = high / 2
        while eager(low) > 0:
            low, high = low / 2, low
            if low < 1e-15:
                return 0.0
        return public * _root(eager, low, high, xtol=1e-14 * low, rtol=1e-14)


def provide(
    incomes: Any,
    preferences: Preference | Sequence[Preference],
    *,
    taxes: Any = 0.0,
    grant: float = 0.0,
) -> Giving:
    """Return the gifts that nobody wants to change, under any normal preferences.

    Parameters
    ----------
    incomes : array_like, shape (n,)
        Incomes, at least 0, not all 0.
    preferences : Preference or sequence of Preference
        One for all, or one a member.
    taxes : float or array_like, shape (n,), default 0
        What is taken from each and spent on the public good; at most her income.
    grant : float, default 0
        What comes from outside, at least 0.

    Returns
    -------
    Giving
        Gifts and public good agree to about 12 digits.

    Raises
    ------
    ValueError
        If a preference is not normal where the equilibrium is sought: what she keeps must
        rise with the public good, and without a jump. Quasi-linear preferences jump: all want
        the same G whatever they own, and nobody can say who gives it.

    References
    ----------
    T. Bergstrom, L. Blume and H. Varian (1986), "On the private provision of public goods",
    Journal of Public Economics 29(1), 25–49, doi:10.1016/0047-2727(86)90024-1. Theorem 2 (a
    unique equilibrium), facts 1 to 4.

    Examples
    --------
    >>> provide([10, 6, 2], CES(0.5)).gifts.round(3)
    array([4.667, 0.667, 0.   ])
    >>> demand = Demand(lambda z: z**2 / (1 + 2 * z))
    >>> mixed = [CES(0.5, 2.0), demand, Substitution(lambda x, g: x / g)]
    >>> round(provide([10, 6, 2], mixed).public, 3)
    5.174
    """
    given = together(incomes=incomes, taxes=taxes)
    income = numbers("incomes", given["incomes"], 0, ndim=1)
    if not income.size or not income.max() > 0:
        raise ValueError("incomes must have entries that are not all 0; got no income")
    tax = numbers("taxes", given["taxes"], 0)
    if tax.shape not in ((), income.shape):
        raise ValueError(f"taxes must have n = {income.size} entries; got shape {tax.shape}")
    tax = np.broadcast_to(tax, income.shape)
    if (tax > income).any():
        raise ValueError(f"taxes must not exceed incomes; one does by {(tax - income).max():g}")
    outside = number("grant", grant, 0)
    each = _each(preferences, income.size)
    left, spent = income - tax, float(tax.sum() + outside)

    top = spent + float(left.sum())

    def gifts(public: float) -> np.ndarray:
        # any callable may stand behind keeps, so members are asked one by one
        kept = np.array([one.keeps(public) for one in each])
        return left_over(left, kept)

    def excess(public: float) -> float:
        return (spent + float(gifts(public).sum()) - public) / top

    if spent > 0 and excess(spent) <= 0:
        public = spent
    else:
        public = _root(excess, spent, top, xtol=1e-15 * top, rtol=1e-14, maxiter=500)
    _normal(each, float(public), top)
    gift = gifts(float(public))
    if abs(spent + gift.sum() - public) > 1e-9 * top:
        raise ValueError(
            f"what is kept jumps at a public good of {public:g}, so gifts are not determined; "
            "preferences must be normal"
        )
    return Giving(gift, left - gift, float(public))


def _each(preferences: Any, n: int) -> list[Preference]:
    one = isinstance(preferences, Preference)
    found = [preferences] * n if one else list(preferences)
    if len(found) != n:
        raise ValueError(f"preferences must be one, or one for each of {n}; got {len(found)}")
    for preference in found:
        if not isinstance(preference, Preference):
            raise TypeError(f"a preference must have a method keeps; got {preference!r}")
    return found


def _normal(each: list[Preference], public: float, top: float) -> None:
    """Refuse preferences whose path falls between the equilibrium's public good and the most."""
    levels = np.linspace(public, top, 5)
    for preference in dict.fromkeys(each):
        path = np.array([preference.keeps(float(level)) for level in levels])
        path = path[np.isfinite(path)]
        falls = np.diff(path) < -1e-9 * np.abs(path[1:])
        if falls.any():
            raise ValueError(
                f"{preference!r} is not normal: what it keeps falls as the public good rises"
            )


def _root(function: Callable[[float], float], low: float, high: float, **ends: float) -> float:
    # imported here: scipy.optimize takes longer than all other imports of govlib.agreements
    from scipy.optimize import brentq

    return float(brentq(function, low, high, **ends))
