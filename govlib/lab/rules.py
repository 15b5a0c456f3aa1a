"""The rules of the institution lab: each challenge and each countermeasure is one assumption.

All switched off, countries have no institution; each reform changes one number. What the numbers
rest on is tested: the social cost of carbon and the cost of abatement are those of
DICE-2016R (:class:`govlib.sustainability.dice.Dice`), the constants of a tariff the means of the
fifteen regions of C-DICE (table ``cdice_regions``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from govlib._check import choice, flag, number, numbers
from govlib._values import ByValue

__all__ = [
    "BACKSTOP",
    "DEPTHS",
    "HASTY",
    "PATIENT",
    "SOCIAL_COST",
    "TARIFF_GAIN",
    "TARIFF_WASTE",
    "Rules",
]

#: harm of a tonne of carbon dioxide in 2020 to all, in dollars of 2010, by the discount rate
SOCIAL_COST: Mapping[float, float] = MappingProxyType(
    {0.025: 139.4, 0.03: 86.8, 0.04: 40.8, 0.05: 22.7, 0.06: 14.1}
)

#: discount rates of governments that look far ahead, and of those that do not
PATIENT, HASTY = 0.03, 0.05

#: marginal cost of a country's last tonne, in dollars: the line that meets the cost curve of
#: DICE-2016R in 2020 (backstop 550 · 0.975, exponent 1.6) where the price is 86.8
BACKSTOP = 86.8 / (86.8 / (550 * 0.975)) ** (1 / 1.6)

#: an importer gains the first, times the tariff, of a dollar of trade; the second, times the
#: tariff squared, is wasted
TARIFF_GAIN = TARIFF_WASTE = 0.62

#: what negotiators may choose from: how far members go from what each would do to what is best
#: for all members
DEPTHS = (0.1, 0.2, 0.35, 0.5, 0.7, 1.0)


@dataclass(frozen=True, eq=False)
class Rules(ByValue):
    """What governments want, and what an institution may do; the defaults are no institution.

    Who has what at stake belongs to the :class:`govlib.lab.world.World`.

    Parameters
    ----------
    shield : float, default 0
        Challenge: share σ of the harm that a great power keeps off itself if nobody abates, from
        0 to below 1. It protects itself at its best reply, so less as danger falls.
    oil : float, default 0
        Challenge: share of exports of crude oil, in value, that would be lost with the last
        tonne of emissions, from 0.
    rule : float, default 0
        Countermeasure against the vacuum of rules. At 0 two countries found a treaty and others
        accede one by one. Above 0 a conference may found one at once, and may let it enter into
        force only at this share of emissions; below the share nobody is bound.
    rate : float, default 0.05
        Countermeasure, patience: discount rate r of the governments, a key of
        :data:`SOCIAL_COST`.
    transfers : bool, default False
        Countermeasure: members pay each other, so that what counts is their sum.
    channel : bool, default False
        Countermeasure: members also pay outsiders for tonnes, at the price that is best for
        members, d·v/2.
    lag : float, default 10
        Countermeasure, supervision: years L until cheating is seen.
    tariff : float, default 0
        Countermeasure, sanctions: tariff on what outsiders sell to members, from 0 to 1.
    clubs : bool, default False
        Countermeasure: further treaties among the rest.
    target : bool, default False
        Whether members go to the social cost whoever they are, as in Nordhaus (2015), and not
        to what is best for them together.
    backstop : float
        Marginal cost of the last tonne, in dollars.
    curvature : float, default 0
        How fast harm grows: the share κ of its first unit's worth that the last unit of
        abatement has lost, from 0 to 1.
    local : float, default 0
        What a tonne is worth at home besides, in dollars.
    retaliation : float, default 0
        Share of the tariff that outsiders answer with, from 0 to 1.
    rent : float, default 1
        Share that importers keep of what a tariff takes from exporters, from 0 to 1.
    worth : float, optional
        Harm of a tonne to all, in dollars, in place of :data:`SOCIAL_COST` at the rates.
    reference : float, default 0.03
        Discount rate by which the world's interest is measured.
    depths : tuple of float
        What negotiators may choose from, each above 0 and at most 1.

    Raises
    ------
    ValueError
        If a number is out of its range, or a rate no key of :data:`SOCIAL_COST`.

    Examples
    --------
    >>> Rules().cost, round(Rules().omega, 3)
    (22.7, 0.629)
    >>> patient = Rules(rate=0.03, lag=2)
    >>> patient.cost, round(patient.omega, 4)
    (86.8, 0.0609)
    """

    shield: float = 0.0
    oil: float = 0.0
    rule: float = 0.0
    rate: float = HASTY
    transfers: bool = False
    channel: bool = False
    lag: float = 10.0
    tariff: float = 0.0
    clubs: bool = False
    target: bool = False
    backstop: float = BACKSTOP
    curvature: float = 0.0
    local: float = 0.0
    retaliation: float = 0.0
    rent: float = 1.0
    worth: float | None = None
    reference: float = PATIENT
    depths: tuple[float, ...] = DEPTHS

    def __post_init__(self) -> None:
        checked: dict[str, object] = {
            "shield": number("shield", self.shield, 0, below=1),
            "oil": number("oil", self.oil, 0),
            "lag": number("lag", self.lag, 0),
            "backstop": number("backstop", self.backstop, above=0),
            "local": number("local", self.local, 0),
            "depths": tuple(numbers("depths", self.depths, high=1, above=0, ndim=1).tolist()),
        }
        for name in ("rule", "tariff", "curvature", "retaliation", "rent"):
            checked[name] = number(name, getattr(self, name), 0, 1)
        for name in ("rate", "reference"):
            checked[name] = choice(name, number(name, getattr(self, name)), SOCIAL_COST)
        for name in ("transfers", "channel", "clubs", "target"):
            checked[name] = flag(name, getattr(self, name))
        if self.worth is not None:
            checked["worth"] = number("worth", self.worth, above=0)
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    @property
    def cost(self) -> float:
        """Harm of a tonne to all, as governments see it, in dollars."""
        return SOCIAL_COST[self.rate] if self.worth is None else self.worth

    @property
    def true_cost(self) -> float:
        """Harm of a tonne to all at the reference rate, in dollars."""
        return SOCIAL_COST[self.reference] if self.worth is None else self.worth

    @property
    def omega(self) -> float:
        """What a year's gain from cheating weighs against staying, (1 + r)ᴸ − 1."""
        return float(np.expm1(self.lag * np.log1p(self.rate)))
