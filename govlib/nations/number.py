"""How many nations: economies of scale against distance from the capital.

The world is a line on which people live evenly; a nation is a stretch of it with a government in
the middle. Large nations share the cost of government among many, small ones have it near. Alesina
and Spolaore (1997) compare the number of nations that is best with the one that votes at the
borders lead to and the one that rulers choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers
from govlib._values import Floats, plain

__all__ = ["Nations", "Partition"]


@dataclass(frozen=True)
class Partition:
    """The world divided into nations of equal size.

    Attributes
    ----------
    number : float or numpy.ndarray
        Nations; whole in a world that can really be divided so.
    size : float or numpy.ndarray
        Share of the world's people in each.
    tax : float or numpy.ndarray
        What each person pays for the government.
    average : float or numpy.ndarray
        Mean utility of all people, income apart.
    border : float or numpy.ndarray
        Utility of those at a border, who live farthest from their government.
    """

    number: Floats
    size: Floats
    tax: Floats
    average: Floats
    border: Floats


@dataclass(frozen=True)
class Nations:
    """A world of people on a line of length 1, who need governments.

    Who lives at a distance l from the government draws g(1 − al) from it and pays a tax t. A
    government costs k, however many people it has, so in a nation of size s the tax is k/s.

    Parameters
    ----------
    benefit : float or array_like
        Benefit g of a government next door, above 0.
    distance : float or array_like
        Loss a of that benefit for a unit of distance, in taste or in space, above 0.
    cost : float or array_like
        Cost k of one government, above 0.

    Notes
    -----
    Arrays broadcast against each other and are a sweep. Numbers of nations need not come out
    whole; ``whole`` gives the best one that is. Whether government is worth having at all shows
    in the sign of the utility at the border.

    References
    ----------
    A. Alesina and E. Spolaore (1997), "On the number and size of nations", Quarterly Journal of
    Economics 112(4), 1027–1056.

    Examples
    --------
    >>> world = Nations(benefit=1, distance=1, cost=0.005)
    >>> round(world.efficient().number, 6), round(world.stable().number, 6)
    (7.071068, 10.0)
    >>> round(world.leviathan(0.25).number, 6)
    5.0
    """

    benefit: Any
    distance: Any
    cost: Any

    def __post_init__(self) -> None:
        names = ("benefit", "distance", "cost")
        for name in names:
            object.__setattr__(self, name, plain(numbers(name, getattr(self, name), above=0)))
        try:
            np.broadcast_shapes(*(np.shape(getattr(self, name)) for name in names))
        except ValueError:
            shapes = ", ".join(str(np.shape(getattr(self, name))) for name in names)
            raise ValueError(f"{', '.join(names)} must broadcast; got shapes {shapes}") from None
        with np.errstate(over="ignore"):
            ratio = np.multiply(self.benefit, self.distance) / np.asarray(self.cost)
        if not np.isfinite(ratio).all():
            raise ValueError("benefit times distance over cost must be finite; got infinity")

    def divided(self, count: Any) -> Partition:
        """Return the world divided into equal nations.

        Parameters
        ----------
        count : float or array_like
            How many, at least 1; broadcasts against the parameters.
        """
        nations = numbers("count", count, 1)
        gradient = np.multiply(self.benefit, self.distance)
        tax = self.cost * nations
        average = self.benefit - gradient / (4 * nations) - tax
        border = self.benefit - gradient / (2 * nations) - tax
        every = np.broadcast_arrays(nations, 1 / nations, tax, average, border)
        return Partition(*(plain(value) for value in every))

    def efficient(self) -> Partition:
        """Return the division with the largest mean utility, N* = ½ √(ga/k).

        One more nation costs k and brings all people nearer to their government.
        """
        return self.divided(self._number(1 / 4))

    def stable(self, *, compensation: Any = 0.0) -> Partition:
        """Return the division that people at the borders hold in place.

        Whoever lives at a border may choose to which side to belong, and a nation is new only
        if its people vote for it. People at a border want the size of nation that is best for
        those at a border, and they forget what their choice costs the others: the number is
        √(ga/2k), too large by a factor √2.

        Parameters
        ----------
        compensation : float or array_like, default 0
            Share τ, in [0, 1], of the loss by distance that taxes make good: those near the
            government pay those far from it, at no cost. The number is then √(ga(2 − τ)/4k);
            with full compensation it is the efficient one. The formula follows from the same
            border condition; the article discusses such schemes.

        Examples
        --------
        >>> world = Nations(1, 1, 0.005)
        >>> world.stable(compensation=[0, 0.5, 1]).number.round(3)
        array([10.   ,  8.66 ,  7.071])
        """
        share = numbers("compensation", compensation, 0, 1)
        return self.divided(self._number((2 - share) / 4))

    def leviathan(self, insurrection: Any) -> Partition:
        """Return the division that rulers choose who keep what taxes leave.

        Rulers must satisfy a share δ of each nation's people, those nearest to the government,
        or lose power. They take as much as that allows, and the number that leaves them most is
        √(δga/2k): too small below δ = ½, the efficient one at ½.

        Parameters
        ----------
        insurrection : float or array_like
            δ, in [0, 1].

        Returns
        -------
        Partition
            One nation where the formula gives less. Its taxes are the costs of government, not
            what the rulers take.
        """
        share = numbers("insurrection", insurrection, 0, 1)
        return self.divided(self._number(share / 2))

    def whole(self) -> Partition:
        """Return the efficient division into a whole number of nations."""
        near = np.floor(self._number(1 / 4))
        fewer, more = self.divided(near).average, self.divided(near + 1).average
        return self.divided(near + (np.asarray(more) > fewer))

    def along(self, count: int, *, points: int = 401) -> tuple[NDArray[np.float64], ...]:
        """Return where people live and how well off they are, for one set of parameters.

        Parameters
        ----------
        count : int
            Nations, at least 1.
        points : int, default 401
            People looked at, at equal distances from 0 to 1.

        Returns
        -------
        places, utility : numpy.ndarray, shape (points,)

        Examples
        --------
        >>> places, utility = Nations(1, 1, 0.05).along(2, points=5)
        >>> utility
        array([0.65, 0.9 , 0.65, 0.9 , 0.65])
        """
        count, points = integer("count", count, 1), integer("points", points, 2, 10**7)
        g, a, k = (number(name, getattr(self, name)) for name in ("benefit", "distance", "cost"))
        places = np.linspace(0, 1, points)
        home = np.minimum(np.floor(places * count), count - 1)
        far = np.abs(places - (home + 0.5) / count)
        return places, g * (1 - a * far) - k * count

    def _number(self, factor: Any) -> NDArray[np.float64]:
        """Return √(factor · ga/k), at least 1: there is one world to be governed."""
        ratio = np.multiply(self.benefit, self.distance) / np.asarray(self.cost)
        return np.maximum(np.sqrt(factor * ratio), 1.0)
