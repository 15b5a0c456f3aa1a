"""Four ways to a cooler world: price carbon, save less, learn more slowly, burn more cleanly.

Each way changes one thing of the climate economy and leaves the rest as it is, so that what
the same warming costs can be compared. "Restrict growth" can mean the second or the third.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, instance, number
from govlib._values import ByValue
from govlib.sustainability.climate_path import ClimatePath
from govlib.sustainability.dice import Dice

__all__ = ["WAYS", "Restraint", "restrain", "restraint_for", "spread_loss"]

#: what may be changed; :func:`restrain` says in which unit
WAYS = ("carbon price", "less saving", "slower productivity", "cleaner technology")

#: growth of a carbon price, a year, where none is given
PRICE_GROWTH = 0.02

#: the widest levels that are searched: a price that no policy of the model needs, next to no
#: saving, no growth of productivity, carbon that vanishes within decades
_ENDS = {
    "carbon price": 5000.0,
    "less saving": 0.01,
    "slower productivity": 0.0,
    "cleaner technology": -0.2,
}


@dataclass(frozen=True, eq=False)
class Restraint(ByValue):
    """A run with one thing changed, beside the run of today.

    Attributes
    ----------
    way : str
        One of :data:`WAYS`.
    level : float
        The changed quantity, in the unit that :func:`restrain` names.
    path, today : ClimatePath
        With the change and without it.
    """

    way: str
    level: float
    path: ClimatePath
    today: ClimatePath

    @property
    def change(self) -> NDArray[np.float64]:
        """Consumption a head against today's run, percent, by period; a loss is negative."""
        return np.asarray(100 * (self.path.consumption / self.today.consumption - 1))

    def loss(self, year: int) -> float:
        """Return the percentage of consumption lost in a year, negative where it is a gain."""
        return -float(self.change[self.path.model.period(year)])

    def growth(self, first: int = 2015, last: int = 2100) -> float:
        """Return the mean growth of consumption a head between two years, percent a year."""
        if first == last:
            raise ValueError(f"last must be another year than first; got {first} twice")
        start, end = (self.path.consumption[self.path.model.period(y)] for y in (first, last))
        return float(100 * np.expm1(np.log(end / start) / (last - first)))


def restrain(
    way: str, level: float | None = None, model: Dice | None = None, *, rise: float = PRICE_GROWTH
) -> Restraint:
    """Run the climate economy with one thing changed.

    Parameters
    ----------
    way : str
        One of :data:`WAYS`.
    level : float, optional
        For a carbon price, dollars of 2010 a tonne of CO₂ in 2020, at least 0; where today's is
        higher, today's holds. For less saving, the share of output saved in all periods, from
        0.01 to below 1. For slower productivity, its growth in the first period of five years,
        from 0 to below 1; for cleaner technology, the growth of emissions per output a year,
        from −1 to 0. Without a level nothing is changed.
    model : Dice, optional
        The economy of today; DICE-2016R where none is given.
    rise : float, default 0.02
        Growth of the carbon price a year, from 0 to 0.2.

    Returns
    -------
    Restraint
        Whatever is not changed stays at today's: prices of the baseline, and a constant saving
        rate, that of the long run.

    Examples
    --------
    >>> dear = restrain("carbon price", 100)
    >>> round(dear.path.at(2100).warming, 2), round(dear.loss(2100), 1)
    (3.05, -0.3)
    """
    choice("way", way, WAYS)
    model = Dice() if model is None else instance("model", model, Dice)
    today = _unchanged(model)
    at = _today(way, model) if level is None else level
    if way == "carbon price":
        first, growth = number("level", at, 0), number("rise", rise, 0, 0.2)
        years = model.years - 2020.0
        prices = np.maximum(model.base_prices, first * (1 + growth) ** years)
        prices[0] = model.base_price  # 2015 is past
        return Restraint(way, first, model.path(model.control_at(prices), today.saving), today)
    if way == "less saving":
        share = number("level", at, 0.01, below=1)
        return Restraint(way, share, model.path(today.control, share), today)
    if way == "slower productivity":
        pace = number("level", at, 0, below=1)
        other = replace(model, productivity_growth=pace)
    else:
        pace = number("level", at, -1, 0)
        other = replace(model, intensity_growth=pace)
    # today's prices buy another control only through the intensity, which costs follow
    return Restraint(way, pace, other.path(today.control, today.saving), today)


def restraint_for(
    way: str,
    warming: float,
    model: Dice | None = None,
    *,
    year: int = 2100,
    rise: float = PRICE_GROWTH,
) -> Restraint:
    """Return the run in which one thing is changed just so much that warming is as wanted.

    Parameters
    ----------
    way, model, rise
        As for :func:`restrain`.
    warming : float
        °C since 1900 in that year.
    year : int, default 2100
        A period of the model.

    Raises
    ------
    ValueError
        If the way does not lead there: today is cooler already, or even the strongest change
        leaves the year warmer.

    Examples
    --------
    >>> saved = restraint_for("less saving", 3.5)
    >>> round(saved.level, 3), round(saved.loss(2100), 1)
    (0.066, 28.6)
    """
    from scipy.optimize import brentq

    model = Dice() if model is None else instance("model", model, Dice)
    choice("way", way, WAYS)
    when, goal = model.period(year), number("warming", warming, above=0)

    # what comes after that year cannot warm it: the search runs the periods before it alone
    short = replace(model, periods=min(model.periods, max(when + 1, 20)))

    def gap(level: float) -> float:
        run = restrain(way, level, short, rise=rise)
        return float(run.path.warming[when]) - goal

    start, end = _today(way, model), _ENDS[way]
    high, low = gap(start) + goal, gap(end) + goal
    if not low <= goal <= high:
        raise ValueError(
            f"warming must lie in [{low:.3g}, {high:.3g}] °C, where {way!r} leads by {year}; "
            f"got {goal:g}"
        )
    level = brentq(gap, start, end, xtol=1e-9)
    return restrain(way, level, model, rise=rise)


def spread_loss(run: Restraint) -> float:
    """Return the loss as the percentage of each year's consumption that weighs as much.

    All periods count, each with the weights of the model: today's path, lowered by this share
    in all years, has the welfare of the changed run. A gain is negative.

    Examples
    --------
    >>> round(spread_loss(restrain("slower productivity", 0.05)), 1)
    25.9
    """
    instance("run", run, Restraint)
    model = run.today.model
    power = 1 - model.elasticity
    weights = model.step * model.drivers.population * model.drivers.discount
    # welfare is Σ w (c^(1−η) − 1)/(1 − η), and a factor on all c comes out as a power: its log is
    # the log of Σ w c'^(1−η) / Σ w c^(1−η) over 1 − η, which log1p and expm1 keep where η is near 1
    shares = weights * run.today.consumption**power
    rise = np.log(run.path.consumption / run.today.consumption)
    mean = (np.expm1(power * rise) / power if power else rise) @ (shares / shares.sum())
    gain = np.log1p(power * mean) / power if power else mean
    return float(-100 * np.expm1(gain))


@lru_cache(maxsize=64)
def _unchanged(model: Dice) -> ClimatePath:
    return model.path(model.control_at(model.base_prices), model.late_saving)


def _today(way: str, model: Dice) -> float:
    return {
        "carbon price": 0.0,
        "less saving": model.late_saving,
        "slower productivity": model.productivity_growth,
        "cleaner technology": model.intensity_growth,
    }[way]
