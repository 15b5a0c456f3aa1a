"""Nash's bargaining solution for any number of parties with concave utilities.

The parties divide a pie; if they do not agree, each has its outside option. Nash (1950) derived
from four axioms that two parties who are alike in power maximise the product of their gains.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from govlib._check import integer, listed, number, numbers
from govlib._labels import together
from govlib._values import ByValue
from govlib.games.utilities import Utility, linear_utility

__all__ = ["Bargain", "NashBargain"]

#: logarithms and utilities farther from 0 than this are cut off while a root is sought
_FAR = 1e3


@dataclass(frozen=True, eq=False)
class Bargain(ByValue):
    """How the parties divide the pie.

    Attributes
    ----------
    shares : numpy.ndarray, shape (parties,)
        What each gets; they add up to the pie.
    utilities : numpy.ndarray, shape (parties,)
        What that is worth to each.
    gains : numpy.ndarray, shape (parties,)
        Utilities above the outside options.
    """

    shares: NDArray[np.float64]
    utilities: NDArray[np.float64]
    gains: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NashBargain(ByValue):
    """Parties who divide a pie, or take their outside options.

    The solution maximises Σᵢ αᵢ ln(uᵢ(xᵢ) − dᵢ) over shares xᵢ ≥ 0 that add up to the pie.

    Parameters
    ----------
    outside : sequence of float
        Utility dᵢ of each party if there is no agreement; two or more parties.
    utilities : sequence of Utility, optional
        uᵢ of each party; linear by default, and then dᵢ is in units of the pie.
    power : sequence of float, optional
        Bargaining power αᵢ, above 0; equal by default. Only proportions count. Where parties
        take turns in making offers, the more patient has more of it.
    pie : float, default 1
        What there is to divide, above 0.

    Raises
    ------
    ValueError
        If no division leaves every party better off than its outside option, or a utility is
        not increasing and concave.

    References
    ----------
    J. F. Nash (1950), "The bargaining problem", Econometrica 18(2), 155–162,
    doi:10.2307/1907266.

    Examples
    --------
    Each takes its outside option and half of what is left:

    >>> NashBargain(outside=[0.3, 0.1]).solution().shares
    array([0.6, 0.4])

    Caution costs:

    >>> from govlib.games.utilities import linear_utility, power_utility
    >>> both = [linear_utility(), power_utility(0.5)]
    >>> NashBargain([0, 0], utilities=both).solution().shares.round(6)
    array([0.666667, 0.333333])
    """

    outside: Any
    utilities: Any = None
    power: Any = None
    pie: float = 1.0

    def __post_init__(self) -> None:
        both = together(outside=self.outside, power=self.power)
        outside = tuple(numbers("outside", both["outside"], ndim=1).tolist())
        if len(outside) < 2:
            raise ValueError(f"outside must have two or more parties; got {len(outside)}")
        object.__setattr__(self, "outside", outside)
        object.__setattr__(self, "pie", number("pie", self.pie, above=0))
        given = [linear_utility()] * len(outside) if self.utilities is None else self.utilities
        utilities = (given,) if isinstance(given, Utility) else tuple(listed("utilities", given))
        for one in utilities:
            if not isinstance(one, Utility):
                raise TypeError(f"utilities must be of class Utility; got {one!r}")
        object.__setattr__(self, "utilities", utilities)
        power = [1.0] * len(outside) if self.power is None else both["power"]
        power = tuple(numbers("power", power, above=0, ndim=1).tolist())
        object.__setattr__(self, "power", power)
        for name, values in (("utilities", utilities), ("power", power)):
            self._one_each(name, values)
        for one in set(utilities):
            one.check(self.pie)
        least = self.least
        if not least.sum() < self.pie:
            raise ValueError(
                "outside must leave something to gain: to match their outside options the "
                f"parties need {least.sum():g} of a pie of {self.pie:g}"
            )

    def _one_each(self, name: str, values: Sequence[Any]) -> None:
        if len(values) != len(self.outside):
            raise ValueError(
                f"{name} must have an entry for each of {len(self.outside)} parties; "
                f"got {len(values)}"
            )

    @property
    def least(self) -> NDArray[np.float64]:
        """The smallest share that each party would accept, shape (parties,).

        It is infinite for one whom not even more than the whole pie would satisfy.
        """
        least = np.empty(len(self.outside))
        for i, outside in enumerate(self.outside):
            content = self._worth(i, self.pie) >= outside
            least[i] = self._root(partial(self._short, i), 0.0) if content else np.inf
        return least

    def solution(self) -> Bargain:
        """Return Nash's solution.

        At the solution a little more brings every party the same in terms of the product:
        αᵢ uᵢ′(xᵢ)/(uᵢ(xᵢ) − dᵢ) = λ for all who get something, and no more for the others.
        Each term falls in xᵢ, so λ gives the shares, whose sum falls in λ: one root of one
        function, exact to rounding.
        """
        least = self.least
        # at any division λ lies between the smallest and the largest of the terms
        even = least + (self.pie - least.sum()) / len(least)
        terms = [self._term(i, float(share)) for i, share in enumerate(even)]
        low, high = min(terms), max(terms)

        def excess(level: float) -> float:
            return float(self._wanted(level, least).sum() - self.pie)

        level = low
        if excess(low) > 0 > excess(high):
            level = brentq(excess, low, high, xtol=1e-15, rtol=1e-15)
        elif excess(low) > 0:
            level = high
        shares = self._wanted(level, least)
        shares[np.argmax(shares)] += self.pie - shares.sum()  # rounding
        worth = np.array([self._worth(i, float(share)) for i, share in enumerate(shares)])
        return Bargain(shares, worth, worth - self.outside)

    def _wanted(self, level: float, least: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the shares at which each party's term has come down to e^level."""
        roots = [
            self._root(partial(self._above, i, level), float(low)) for i, low in enumerate(least)
        ]
        return np.array(roots)

    def _above(self, i: int, level: float, share: float) -> float:
        """Return how far a party's term at a share lies above a level."""
        return self._term(i, share) - level

    def _short(self, i: int, share: float) -> float:
        """Return what a share lacks to match a party's outside option."""
        return float(self.outside[i] - self._worth(i, share))

    def _term(self, i: int, share: float) -> float:
        """Return ln(αᵢ uᵢ′/(uᵢ − dᵢ)), infinite where there is no gain."""
        gain = self._worth(i, share) - self.outside[i]
        if not gain > 0:
            return np.inf
        with np.errstate(divide="ignore"):
            slope = float(np.asarray(self.utilities[i].slope(np.array([share])))[0])
            return float(np.log(self.power[i]) + np.log(slope) - np.log(gain))

    def _worth(self, i: int, share: float) -> float:
        with np.errstate(divide="ignore"):
            return float(np.asarray(self.utilities[i].value(np.array([share])))[0])

    def _root(self, falling: Callable[[float], float], low: float) -> float:
        """Return where a falling function crosses 0 above ``low``, or the end it is nearest to."""
        if falling(low) <= 0:
            return low
        if falling(self.pie) >= 0:
            return self.pie
        # a function that is infinite at one end would leave the root finder without a secant
        bounded = partial(_clipped, falling)
        return float(brentq(bounded, low, self.pie, xtol=4e-16 * self.pie, rtol=1e-15))

    def frontier(self, points: int = 101) -> NDArray[np.float64]:
        """Return the utilities that two parties can reach by dividing the whole pie.

        Returns
        -------
        numpy.ndarray, shape (points, 2)
            From all for the second party to all for the first.
        """
        if len(self.outside) != 2:
            raise ValueError(f"outside must have two parties here; got {len(self.outside)}")
        first = np.linspace(0, self.pie, integer("points", points, 2))
        both = [first, self.pie - first]
        with np.errstate(divide="ignore"):
            return np.stack(
                [u.value(x) for u, x in zip(self.utilities, both, strict=True)], axis=-1
            )


def _clipped(function: Callable[[float], float], x: float) -> float:
    return min(max(function(x), -_FAR), _FAR)
