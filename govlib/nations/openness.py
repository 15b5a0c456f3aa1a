"""How many nations in a world that trades: markets stop mattering as borders open.

A nation is also a market. Where borders stop trade, a large one makes its people richer, and that
is a reason for fewer nations. Alesina, Spolaore and Wacziarg (2000) argue that opening takes the
reason away. The model here is ours, made after their abstract: income by the size of the market is
added to the line of :mod:`govlib.nations.number`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import flag, instance, parameters
from govlib._values import ByValue, Floats, plain
from govlib.nations.number import Nations

__all__ = ["TradingNations", "TradingPartition"]


@dataclass(frozen=True, eq=False)
class TradingPartition(ByValue):
    """The world divided into nations of equal size that trade with each other.

    Attributes
    ----------
    number : float or numpy.ndarray
        Nations.
    size : float or numpy.ndarray
        Share of the world's people in each.
    income : float or numpy.ndarray
        Income of each person, before tax.
    tax : float or numpy.ndarray
        What each person pays for the government.
    average, border : float or numpy.ndarray
        Mean utility of all people, and utility of those at a border; income is part of both.
    """

    number: Floats
    size: Floats
    income: Floats
    tax: Floats
    average: Floats
    border: Floats


@dataclass(frozen=True, eq=False)
class TradingNations(ByValue):
    """People on a line who need governments near by and a large market.

    In a nation of size s everybody earns ::

        A (ω + (1 − ω) s)^η

    A is income in a world without barriers, and ω, openness, what a person abroad counts for as
    a customer and supplier, beside one at home. All else is as in
    :class:`~govlib.nations.number.Nations`.

    Parameters
    ----------
    world : Nations
        Benefit, loss by distance and cost of governments.
    market : float or array_like
        Income A, at least 0.
    openness : float or array_like
        ω, in [0, 1]: 0 where borders stop all trade, 1 where they stop none.
    exponent : float or array_like, default 1
        η, in (0, 1].

    Notes
    -----
    One foundation: each place makes one unit of a good of its own, and what it earns is the sum of
    all goods that it uses, each to the power α. Of what crosses a border a share ξ is lost. In
    equilibrium a foreign place uses ω = (1 − ξ)^(α/(1 − α)) of a good for each unit that a home
    place uses, and η is 1 − α.

    References
    ----------
    A. Alesina, E. Spolaore and R. Wacziarg (2000), "Economic integration and political
    disintegration", American Economic Review 90(5), 1276–1296, doi:10.1257/aer.90.5.1276.

    Examples
    --------
    >>> trading = TradingNations(Nations(1, 1, 0.005), market=0.2, openness=[0, 0.5, 1])
    >>> trading.optimum().number.round(2)
    array([3.16, 5.48, 7.07])
    >>> trading.stable().number.round(2)
    array([ 7.75,  8.94, 10.  ])
    """

    world: Nations
    market: Any
    openness: Any
    exponent: Any = 1.0

    def __post_init__(self) -> None:
        instance("world", self.world, Nations)
        parameters(
            self,
            market={"low": 0},
            openness={"low": 0, "high": 1},
            exponent={"above": 0, "high": 1},
        )

    def divided(self, count: Any) -> TradingPartition:
        """Return the world divided into equal nations.

        Parameters
        ----------
        count : float or array_like
            How many, at least 1; broadcasts against the parameters.
        """
        split = self.world.divided(count)
        income = self.market * self._market(np.asarray(split.size)) ** self.exponent
        average, border = split.average + income, split.border + income
        every = np.broadcast_arrays(split.number, split.size, income, split.tax, average, border)
        return TradingPartition(*(plain(value.copy()) for value in every))

    def optimum(self, *, whole: bool = False) -> TradingPartition:
        """Return the division with the largest mean utility.

        One more nation brings governments nearer, costs k, and makes every market smaller. Where
        η is 1 the number is √((ga/4 − A(1 − ω))/k).

        Parameters
        ----------
        whole : bool, default False
            Whether the number must be whole.
        """
        count = 1 / self._size(1 / 4)
        if flag("whole", whole):
            low = np.maximum(np.floor(count), 1)
            one, other = self.divided(low + 1), self.divided(low)
            gain = np.subtract(one.average, other.average)
            # what averages are made of; a government's cost is part of it through the tax
            size = self.world.benefit + np.asarray(self.market) + one.tax
            more = gain > 1e-12 * size
            count = low + more
        return self.divided(count)

    def stable(self, *, whole: bool = False) -> TradingPartition:
        """Return the division that people at the borders hold in place.

        As in :meth:`Nations.stable <govlib.nations.number.Nations.stable>`: the size that is best
        for those at a border. Where η is 1 the number is √((ga/2 − A(1 − ω))/k).

        Parameters
        ----------
        whole : bool, default False
            Whether to return the largest whole number that borders hold in place.
        """
        count = 1 / self._size(1 / 2)
        return self.divided(np.floor(count * (1 + 1e-12)) if flag("whole", whole) else count)

    def _market(self, size: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(self.openness + (1 - np.asarray(self.openness)) * size)

    def _size(self, part: float) -> NDArray[np.float64]:
        """Return the s up to 1 with the largest A(ω + (1 − ω)s)^η − part · ga · s − k/s.

        Its slope falls in s, so halving finds where it is 0; without markets that is √(k/part·ga),
        and a market only adds to the slope.
        """
        world, eta = self.world, np.asarray(self.exponent)
        pull = part * np.multiply(world.benefit, world.distance_loss)
        cost, shut = np.asarray(world.cost), 1 - np.asarray(self.openness)

        def slope(size: NDArray[np.float64]) -> NDArray[np.float64]:
            gain = self.market * eta * shut * self._market(size) ** (eta - 1)
            return np.asarray(gain - pull + cost / size**2)

        low = np.minimum(np.sqrt(cost / pull), 1.0)
        low, _ = np.broadcast_arrays(low, slope(low))
        high = np.ones_like(low)
        for _ in range(60):
            middle = np.sqrt(low * high)
            rising = slope(middle) > 0
            low, high = np.where(rising, middle, low), np.where(rising, high, middle)
        return np.asarray(high)
