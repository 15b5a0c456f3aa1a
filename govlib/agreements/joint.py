"""Joint products: a gift serves all, and the giver a second time.

Defence deters for the whole alliance and guards one's own coast. Such a mixed good is a joint
product in the sense of Cornes and Sandler (1984); the model of burden-sharing that grew from it is
set out by Betts (2003). The utility below is ours, chosen so that the pure public good and a flat
rate are its two ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import number, numbers
from govlib._labels import together
from govlib._values import ByValue, left_over, plain
from govlib.agreements.provision import Giving

__all__ = ["JointFit", "JointProduct", "fit_joint"]


@dataclass(frozen=True, eq=False)
class JointProduct(ByValue):
    """Members whose gifts serve all and, a second time, themselves.

    Member i has income wᵢ, gives gᵢ, keeps xᵢ = wᵢ − gᵢ and has the utility
    (1 − α − α₂) ln xᵢ + α ln G + α₂ ln gᵢ with G = Σⱼ gⱼ. With α₂ = 0 this is
    :class:`govlib.agreements.provision.PrivateProvision`; with α = 0 everybody gives the share α₂.

    Parameters
    ----------
    incomes : array_like, shape (..., n)
        Incomes, above 0. Leading axes are a sweep.
    common : float
        Weight α of the sum of gifts, at least 0.
    own : float
        Weight α₂ of one's own gift, at least 0; α + α₂ lies above 0 and below 1.

    References
    ----------
    R. Cornes and T. Sandler (1984), "Easy riders, joint production, and public goods", Economic
    Journal 94, 580–598.

    A. Betts (2003), "Public goods theory and the provision of refugee protection", Journal of
    Refugee Studies 16(3), 274–296, doi:10.1093/jrs/16.3.274.

    Examples
    --------
    >>> found = JointProduct([11, 7, 5], common=0.4, own=0.1).equilibrium()
    >>> (found.gifts / [11, 7, 5]).round(3), found.contributors
    (array([0.396, 0.293, 0.248]), 3)
    """

    incomes: Any
    common: float
    own: float

    def __post_init__(self) -> None:
        incomes = numbers("incomes", self.incomes, above=0)
        if incomes.ndim == 0:
            raise ValueError(f"incomes must have one entry a member; got shape {incomes.shape}")
        common = number("common", self.common, 0, below=1)
        own = number("own", self.own, 0, below=1)
        if not 0 < common + own < 1:
            raise ValueError(f"common + own must lie in (0, 1); got {common:g} + {own:g}")
        for name, value in (("incomes", incomes), ("common", common), ("own", own)):
            object.__setattr__(self, name, value)

    def gifts(self, public: Any) -> NDArray[np.float64]:
        """Return what each gives if she takes the public good to be ``public``.

        The gift that sets (1 − α − α₂)/(w − g) = α/G + α₂/g, the larger root of a quadratic.

        Parameters
        ----------
        public : float or array_like, shape (...)
            The public good G, above 0.
        """
        rate = self.common / numbers("public", public, above=0)[..., None]
        return self._gifts(self.incomes, np.asarray(rate))

    def _gifts(self, w: NDArray[np.float64], rate: NDArray[np.float64]) -> NDArray[np.float64]:
        if not self.own:
            return left_over(w, (1 - self.common) / rate)
        half = (1 - self.common - rate * w) / 2
        root = np.sqrt(half**2 + rate * self.own * w)
        # the larger root, written without a difference of nearly equal numbers
        with np.errstate(divide="ignore", invalid="ignore"):
            small = self.own * w / (half + root)
            large = (root - half) / rate
        return np.asarray(np.where(half > 0, small, large))

    def equilibrium(self) -> Giving:
        """Return the gifts that nobody wants to change; there is one such set.

        Gifts fall where the public good rises, so their sum meets it once; it is found by
        cutting the interval from 0 to all incomes in parts, again and again.
        """
        low = np.zeros((*self.incomes.shape[:-1], 1))
        high = self.incomes.sum(axis=-1, keepdims=True)
        # for few members a call of numpy takes longer than what it computes: more cuts in a call
        parts = 64 if self.incomes.size <= 64 else 2
        cuts = np.arange(1, parts) / parts
        for _ in range(100):
            level = low + cuts * (high - low)
            if ((level == low) | (level == high)).all():
                break  # no number lies between
            given = self._gifts(self.incomes[..., None, :], self.common / level[..., None])
            more = given.sum(axis=-1) > level
            low = np.where(more, level, low).max(axis=-1, keepdims=True)
            high = np.where(more, high, level).min(axis=-1, keepdims=True)
        gifts = self._gifts(self.incomes, self.common / ((low + high) / 2))
        return Giving(gifts, self.incomes - gifts, plain(gifts.sum(axis=-1)))


@dataclass(frozen=True)
class JointFit:
    """The joint product that comes nearest to what members of an alliance spend.

    Attributes
    ----------
    common, own : float
        Weights α and α₂ with the least squared errors.
    error, flat_error : float
        Root mean squared error of the shares of income, in percentage points: with these weights,
        and with the best flat rate for all.
    """

    common: float
    own: float
    error: float
    flat_error: float


def fit_joint(incomes: Any, effort: Any) -> JointFit:
    """Fit the two weights of a joint product to observed burdens by least squares.

    Two numbers are fitted to n burdens: a description, not a test.

    Parameters
    ----------
    incomes : array_like, shape (n,)
        Incomes, above 0, in any unit.
    effort : array_like, shape (n,)
        Gifts in percent of income, above 0 and at most 50.

    Raises
    ------
    ValueError
        If there are fewer than three members or the two arrays differ in length.

    Examples
    --------
    >>> incomes = [600.0, 100.0, 90.0, 10.0]
    >>> made = JointProduct(incomes, common=0.06, own=0.03).equilibrium()
    >>> found = fit_joint(incomes, 100 * made.gifts / incomes)
    >>> round(found.common, 4), round(found.own, 4), round(found.error, 4)
    (0.06, 0.03, 0.0)
    """
    from scipy.optimize import least_squares

    given = together(incomes=incomes, effort=effort)
    w = numbers("incomes", given["incomes"], above=0, ndim=1)
    seen = numbers("effort", given["effort"], above=0, high=50, ndim=1)
    if w.size != seen.size or w.size < 3:
        raise ValueError(
            "incomes and effort need one entry each for at least 3 members; "
            f"got {w.size} and {seen.size}"
        )
    w = w / w.sum()

    def misses(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        common, own = weights / (1 + weights.sum())
        return np.asarray(100 * JointProduct(w, common, own).equilibrium().gifts / w - seen)

    rate = seen.mean() / 100
    flat = float(seen.std())
    starts = [(rate, rate / 2), (rate / 10, rate), (5 * rate, rate / 2)]
    every = [
        least_squares(misses, start, bounds=(1e-9, np.inf), x_scale=rate, xtol=1e-12, ftol=1e-12)
        for start in starts
    ]
    best = min(every, key=lambda found: found.cost)
    common, own = best.x / (1 + best.x.sum())
    error = float(np.sqrt(np.mean(best.fun**2)))
    return JointFit(float(common), float(own), error, flat)
