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

from govlib._check import flag, integer, number, numbers, parameters
from govlib._values import ByValue, Floats, plain

__all__ = ["Nations", "Partition", "People"]


@dataclass(frozen=True, eq=False)
class Partition(ByValue):
    """The world divided into nations of equal size.

    Attributes
    ----------
    number : float or numpy.ndarray
        Nations; whole in a world that can really be divided so.
    size : float or numpy.ndarray
        Share of the world's people in each.
    tax : float or numpy.ndarray
        What each person pays: for the government, and what rulers take.
    rent : float or numpy.ndarray
        What rulers take of it; 0 where nobody rules for himself.
    average : float or numpy.ndarray
        Mean utility of all people, income apart.
    border : float or numpy.ndarray
        Utility of those at a border, who live farthest from their government.
    """

    number: Floats
    size: Floats
    tax: Floats
    rent: Floats
    average: Floats
    border: Floats


@dataclass(frozen=True, eq=False)
class People(ByValue):
    """People along the line of the world, and how well off they are.

    Attributes
    ----------
    places : numpy.ndarray, shape (points,)
        Where they live, from 0 to 1.
    utility : numpy.ndarray, shape (points,)
        What each draws from the government less the tax, income apart.
    """

    places: NDArray[np.float64]
    utility: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Nations(ByValue):
    """A world of people on a line of length 1, who need governments.

    Who lives at a distance l from the government draws g(1 − al) from it and pays a tax t. A
    government costs k, however many people it has, so in a nation of size s the tax is k/s.

    Parameters
    ----------
    benefit : float or array_like
        Benefit g of a government next door, above 0.
    distance_loss : float or array_like
        Loss a of that benefit for a unit of distance, in taste or in space, above 0.
    cost : float or array_like
        Cost k of one government, above 0.

    Notes
    -----
    Arrays broadcast against each other and are a sweep. Numbers of nations need not come out
    whole; ``whole=True`` asks for the whole number that does best by the same rule, the smaller
    one where two do. Whether government is worth having at all shows in the sign of the utility at
    the border.

    References
    ----------
    A. Alesina and E. Spolaore (1997), "On the number and size of nations", Quarterly Journal of
    Economics 112(4), 1027–1056.

    Examples
    --------
    >>> world = Nations(benefit=1, distance_loss=1, cost=0.005)
    >>> round(world.optimum().number, 6), round(world.stable().number, 6)
    (7.071068, 10.0)
    >>> round(world.leviathan(0.25).number, 6)
    5.0
    """

    benefit: Any
    distance_loss: Any
    cost: Any

    def __post_init__(self) -> None:
        above = {"above": 0}
        parameters(self, benefit=above, distance_loss=above, cost=above)
        with np.errstate(over="ignore"):
            ratio = self._gradient / np.asarray(self.cost)
        if not np.isfinite(ratio).all():
            raise ValueError("benefit times distance_loss over cost must be finite; got infinity")

    def divided(self, count: Any, *, rent: Any = 0.0) -> Partition:
        """Return the world divided into equal nations.

        Parameters
        ----------
        count : float or array_like
            How many, at least 1; broadcasts against the parameters.
        rent : float or array_like, default 0
            What rulers take from each person.
        """
        nations, taken = numbers("count", count, 1), numbers("rent", rent)
        tax = self.cost * nations + taken
        average = self.benefit - self._gradient / (4 * nations) - tax
        border = self.benefit - self._gradient / (2 * nations) - tax
        every = np.broadcast_arrays(nations, 1 / nations, tax, taken, average, border)
        return Partition(*(plain(value.copy()) for value in every))

    def optimum(self, *, whole: bool = False) -> Partition:
        """Return the division with the largest mean utility, N* = ½ √(ga/k).

        One more nation costs k and brings all people nearer to their government.

        Parameters
        ----------
        whole : bool, default False
            Whether the number must be whole.
        """
        return self.divided(self._number(1 / 4, whole))

    def stable(self, *, compensation: Any = 0.0, whole: bool = False) -> Partition:
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
        whole : bool, default False
            Whether to return the largest whole number that borders hold in place. With one
            nation more, people at the border of a nation that has grown a little would rather
            join it, and it would grow on.

        Examples
        --------
        >>> world = Nations(1, 1, 0.005)
        >>> world.stable(compensation=[0, 0.5, 1]).number.round(3)
        array([10.   ,  8.66 ,  7.071])
        """
        share = numbers("compensation", compensation, 0, 1)
        most = self._number((2 - share) / 4, False)
        return self.divided(np.floor(most * (1 + 1e-12)) if flag("whole", whole) else most)

    def leviathan(self, insurrection: Any, *, reserve: Any = 0.0, whole: bool = False) -> Partition:
        """Return the division that rulers choose who keep what taxes leave.

        Rulers must satisfy a share δ of each nation's people, those nearest to the government,
        or lose power. The farthest of these, at the distance δ/2N, is left with the utility u
        that keeps him quiet; all pay the same tax, g(1 − aδ/2N) − u. The number that leaves
        rulers most is √(δga/2k): too small below δ = ½, the efficient one at ½.

        Parameters
        ----------
        insurrection : float or array_like
            δ, in [0, 1].
        reserve : float or array_like, default 0
            Utility u, income apart, below which people rise. It moves the rent and not the
            number.
        whole : bool, default False
            Whether the number must be whole.

        Returns
        -------
        Partition
            One nation where the formula gives less. Its ``rent`` is below 0 where rulers would
            have to pay for being obeyed.

        Examples
        --------
        Who lives at the border, beyond those who count, is worse off than under no government:

        >>> found = Nations(1, 1, 0.02).leviathan(0.25, whole=True)
        >>> found.number, round(found.rent, 4), round(found.border, 4)
        (3.0, 0.8983, -0.125)
        """
        share, kept = numbers("insurrection", insurrection, 0, 1), numbers("reserve", reserve)
        count = self._number(share / 2, whole)
        tax = self.benefit - share * self._gradient / (2 * count) - kept
        return self.divided(count, rent=tax - self.cost * count)

    def along(self, count: int, *, points: int = 401) -> People:
        """Return where people live and how well off they are, for one set of parameters.

        Parameters
        ----------
        count : int
            Nations, at least 1.
        points : int, default 401
            People looked at, at equal distances from 0 to 1.

        Returns
        -------
        People

        Examples
        --------
        >>> Nations(1, 1, 0.05).along(2, points=5).utility
        array([0.65, 0.9 , 0.65, 0.9 , 0.65])
        """
        count, points = integer("count", count, 1), integer("points", points, 2, 10**7)
        g, a, k = (
            number(name, getattr(self, name)) for name in ("benefit", "distance_loss", "cost")
        )
        places = np.linspace(0, 1, points)
        home = np.minimum(np.floor(places * count), count - 1)
        far = np.abs(places - (home + 0.5) / count)
        return People(places, g * (1 - a * far) - k * count)

    @property
    def _gradient(self) -> Floats:
        return np.multiply(self.benefit, self.distance_loss)

    def _number(self, factor: Any, whole: bool) -> NDArray[np.float64]:
        """Return the N of at least 1 with the smallest factor · ga/N + kN.

        √(factor · ga/k), or the whole number that does better than its neighbours: the smallest
        with N(N + 1) ≥ factor · ga/k.
        """
        ratio = factor * self._gradient / np.asarray(self.cost)
        if flag("whole", whole):
            border = (np.sqrt(1 + 4 * ratio) - 1) / 2
            return np.maximum(np.ceil(border * (1 - 1e-12)), 1.0)
        return np.maximum(np.sqrt(ratio), 1.0)
