"""Concave utilities of a share: what a bargainer feels about a part of the pie.

Any two functions of a share can be used (:class:`Utility`); the common families are here ready
made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from govlib._check import number

__all__ = ["Utility", "cautious_utility", "linear_utility", "logarithmic_utility", "power_utility"]

Function = Callable[[NDArray[np.float64]], NDArray[np.float64]]


@dataclass(frozen=True)
class Utility:
    """How much a bargainer values a share, and how fast that grows.

    Parameters
    ----------
    value : callable
        Utility u(x) of a share x ≥ 0, increasing and concave; takes and returns arrays.
    slope : callable
        Its derivative u′(x), positive and not increasing; it may be infinite at 0.
    name : str, default "utility"
        How it is called.

    Examples
    --------
    >>> import numpy as np
    >>> Utility(np.tanh, lambda x: 1 / np.cosh(x) ** 2, "satiable").value(np.array([0.0, 9.0]))
    array([0.        , 0.99999997])
    """

    value: Function
    slope: Function
    name: str = "utility"

    def __post_init__(self) -> None:
        for name in ("value", "slope"):
            if not callable(getattr(self, name)):
                raise TypeError(f"{name} must be a function; got {getattr(self, name)!r}")

    def check(self, pie: float) -> None:
        """Refuse a utility that is not increasing and concave on [0, pie], as far as a grid tells.

        Raises
        ------
        ValueError
            Naming the share at which it fails.
        """
        x = np.linspace(0, pie, 129)
        with np.errstate(all="ignore"):
            value = np.asarray(self.value(x), dtype=float)
            slope = np.asarray(self.slope(x), dtype=float)
        if value.shape != x.shape or slope.shape != x.shape:
            raise ValueError(f"the {self.name} must return an array like the shares it is given")
        # at 0 a utility may be −∞ and its slope ∞, as the logarithm's
        odd = ~np.isfinite(value[1:]) | ~np.isfinite(slope[1:]) | (slope[1:] <= 0)
        if odd.any() or np.isnan(value[0]) or np.isnan(slope[0]) or value[0] == np.inf:
            where = x[1:][odd][0] if odd.any() else 0.0
            raise ValueError(f"the {self.name} must be finite and increasing; not so at {where:g}")
        rise = np.diff(value) / np.diff(x)
        room = 1e-9 * (1 + np.abs(rise[1:]))
        bent = (rise[1:] > slope[1:-1] + room) | (rise[1:] < slope[2:] - room)
        if bent.any():
            where = x[1:][:-1][bent][0]
            raise ValueError(
                f"the {self.name} must be concave with the slope given; not so near {where:g}"
            )


@cache  # the same function each time, so that equal models are equal
def linear_utility() -> Utility:
    """Return u(x) = x: a bargainer who is neutral to risk."""
    return Utility(lambda x: x * 1.0, np.ones_like, "linear utility")


def power_utility(caution: float) -> Utility:
    """Return u(x) = x^(1 − ρ)/(1 − ρ): constant relative risk aversion ρ.

    Parameters
    ----------
    caution : float
        ρ in [0, 1); for ρ = 1 see :func:`govlib.games.utilities.logarithmic_utility`.
    """
    return _power(number("caution", caution, 0, below=1))


@cache  # the same function each time, so that equal models are equal
def _power(rho: float) -> Utility:
    def slope(x: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(divide="ignore"):
            return np.asarray(np.asarray(x, dtype=float) ** -rho)

    return Utility(lambda x: x ** (1 - rho) / (1 - rho), slope, f"power utility (ρ = {rho:g})")


def logarithmic_utility(base: float) -> Utility:
    """Return u(x) = ln(b + x): relative risk aversion 1 for one who already owns b.

    Parameters
    ----------
    base : float
        Wealth b apart from the share, above 0.
    """
    return _logarithm(number("base", base, above=0))


@cache
def _logarithm(own: float) -> Utility:
    return Utility(lambda x: np.log(own + x), lambda x: 1 / (own + x), f"ln({own:g} + x)")


def cautious_utility(rate: float) -> Utility:
    """Return u(x) = (1 − e^(−kx))/k: constant absolute risk aversion k.

    Parameters
    ----------
    rate : float
        k, above 0.
    """
    return _exponential(number("rate", rate, above=0))


@cache
def _exponential(k: float) -> Utility:
    return Utility(
        lambda x: -np.expm1(-k * x) / k,
        lambda x: np.exp(-k * x),
        f"exponential utility (k = {k:g})",
    )
