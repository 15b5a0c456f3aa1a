"""What the future weighs today: the Ramsey rule, and what doubt about the rate does to it.

The rule r = ρ + ηg with the numbers of Stern (2007) and of Nordhaus (2007); gamma discounting of
Weitzman (2001). Rates are compounded continuously: a dollar in t years weighs exp(−rt).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import numbers, parameters
from govlib._labels import together
from govlib._values import ByValue, plain

__all__ = ["NORDHAUS", "STERN", "GammaDiscounting", "Ramsey", "average_rate", "mixed_factor"]

#: most years ahead
LONGEST = 1e6


def _even(what: str, *values: Any) -> None:
    try:
        np.broadcast_shapes(*map(np.shape, values))
    except ValueError:
        shapes = ", ".join(str(np.shape(value)) for value in values)
        raise ValueError(f"{what} must broadcast; got shapes {shapes}") from None


@dataclass(frozen=True, eq=False)
class Ramsey(ByValue):
    """The Ramsey rule: consumption is discounted at r = ρ + ηg.

    Parameters
    ----------
    time_preference : float or array_like
        Pure rate of time preference ρ a year, within [0, 1]: what a generation loses in weight for
        being later.
    elasticity : float or array_like
        Elasticity of marginal utility η, within [0, 100]: what it loses for being richer.
    growth : float or array_like
        Growth g of consumption a head, a year, within [−1, 1].

    Notes
    -----
    Parameters that are arrays broadcast against each other: a sweep.

    References
    ----------
    N. Stern (2007), The Economics of Climate Change: The Stern Review, Cambridge University
    Press, doi:10.1017/CBO9780511817434.

    W. D. Nordhaus (2007), "A review of the Stern Review on the economics of climate change",
    Journal of Economic Literature 45(3), 686–702, doi:10.1257/jel.45.3.686.

    Examples
    --------
    >>> round(STERN.rate, 4), round(NORDHAUS.rate, 4)
    (0.014, 0.055)
    >>> STERN.factor([0, 50, 100]).round(3)
    array([1.   , 0.497, 0.247])
    """

    time_preference: Any
    elasticity: Any
    growth: Any

    def __post_init__(self) -> None:
        parameters(
            self,
            time_preference={"low": 0, "high": 1},
            elasticity={"low": 0, "high": 100},
            growth={"low": -1, "high": 1},
        )

    @property
    def rate(self) -> Any:
        """Discount rate of consumption r, a year."""
        return plain(np.add(self.time_preference, np.multiply(self.elasticity, self.growth)))

    def factor(self, years: Any) -> Any:
        """Return what a unit of consumption after so many years weighs today, exp(−rt).

        Parameters
        ----------
        years : float or array_like
            Within [0, 1,000,000]; broadcast against the parameters.

        Raises
        ------
        ValueError
            If the weight is too large for a number, as may happen at negative rates.
        """
        t = numbers("years", years, 0, LONGEST)
        _even("years and the parameters", t, self.rate)
        with np.errstate(over="ignore"):
            weight = np.exp(-np.multiply(self.rate, t))
        if not np.isfinite(weight).all():
            raise ValueError("years must be fewer at this negative rate: the weight has no number")
        return plain(weight)


#: the numbers of Stern (2007): ρ = 0.1%, η = 1, g = 1.3%
STERN = Ramsey(0.001, 1.0, 0.013)

#: the numbers of Nordhaus (2007): ρ = 1.5%, η = 2, g = 2%
NORDHAUS = Ramsey(0.015, 2.0, 0.02)


@dataclass(frozen=True, eq=False)
class GammaDiscounting(ByValue):
    """Discounting when nobody knows the right rate, and opinions follow a gamma distribution.

    A dollar in t years weighs the mean of exp(−xt) over opinions x. With mean μ and standard
    deviation σ ::

        A(t) = (1 + tσ²/μ)^(−μ²/σ²)        R(t) = −A'(t)/A(t) = μ / (1 + tσ²/μ)

    so the rate starts at μ and falls towards 0: far off, the lowest opinions are the ones whose
    dollar still weighs anything.

    Parameters
    ----------
    mean : float or array_like
        μ a year, within (0, 1].
    sd : float or array_like
        σ a year, within [0, 1]; 0 is certainty.

    References
    ----------
    M. L. Weitzman (2001), "Gamma discounting", American Economic Review 91(1), 260–271,
    doi:10.1257/aer.91.1.260.

    Examples
    --------
    >>> GammaDiscounting(mean=0.04, sd=0.03).rate([0, 50, 100]).round(4)
    array([0.04  , 0.0188, 0.0123])
    """

    mean: Any
    sd: Any

    def __post_init__(self) -> None:
        parameters(self, mean={"above": 0, "high": 1}, sd={"low": 0, "high": 1})

    @property
    def _doubt(self) -> Any:
        return np.square(self.sd) / self.mean

    def factor(self, years: Any) -> Any:
        """Return the weight A(t) of a dollar after so many years.

        Examples
        --------
        >>> round(GammaDiscounting(0.04, 0.03).factor(100), 4)
        0.123
        """
        t = numbers("years", years, 0, LONGEST)
        _even("years and the parameters", t, self._doubt)
        x = np.multiply(self._doubt, t)
        # log1p(x)/x is 1 where doubt or time vanishes
        slowed = np.divide(np.log1p(x), x, out=np.ones_like(x), where=x > 0)
        return plain(np.exp(-np.multiply(self.mean, t) * slowed))

    def rate(self, years: Any) -> Any:
        """Return the rate R(t) at which a dollar loses weight after so many years."""
        t = numbers("years", years, 0, LONGEST)
        _even("years and the parameters", t, self._doubt)
        return plain(self.mean / (1 + np.multiply(self._doubt, t)))


def mixed_factor(rates: Any, years: Any, weights: Any = None) -> Any:
    """Return the weight of a dollar when each of several discount rates may be the right one.

    A(t) = Σ wᵢ exp(−rᵢt): weights are averaged, not rates.

    Parameters
    ----------
    rates : array_like, shape (n,)
        A year, within [0, 1].
    years : float or array_like
        At least 0.
    weights : array_like, shape (n,), optional
        How likely each rate is; equal where none are given. They are scaled to sum to 1.

    Returns
    -------
    float or numpy.ndarray
        In the shape of ``years``.

    Examples
    --------
    >>> mixed_factor([0.01, 0.07], [0, 100]).round(3)  # 0.04, the mean rate, would give 0.018
    array([1.   , 0.184])
    """
    given = {"rates": rates} if weights is None else together(rates=rates, weights=weights)
    r = numbers("rates", given["rates"], 0, 1, ndim=1)
    w = np.ones(r.size) if weights is None else numbers("weights", given["weights"], 0, ndim=1)
    if r.size == 0 or w.shape != r.shape:
        raise ValueError(
            f"rates and weights must be as many, and at least one; got {r.size} and {w.size}"
        )
    if not w.sum() > 0:
        raise ValueError("weights must have a sum above 0; got 0")
    t = numbers("years", years, 0, LONGEST)
    return plain(np.exp(-np.multiply.outer(t, r)) @ (w / w.sum()))


def average_rate(factor: Any, years: Any) -> Any:
    """Return the constant rate that gives a weight after so many years, −ln(factor)/years.

    Parameters
    ----------
    factor : float or array_like
        Weight of a dollar, above 0.
    years : float or array_like
        Above 0.

    Examples
    --------
    >>> round(average_rate(mixed_factor([0.01, 0.07], 100), 100), 4)
    0.0169
    """
    weight, t = numbers("factor", factor, above=0), numbers("years", years, above=0)
    _even("factor and years", weight, t)
    return plain(-np.log(weight) / t)
