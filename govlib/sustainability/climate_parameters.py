"""The numbers of DICE-2016R, and what they drive by themselves: people, productivity, prices.

All numbers are those of Nordhaus's program DICE2016R-091916ap; :mod:`govlib.sustainability.dice`
adds the laws of motion.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers
from govlib._values import lock
from govlib.sustainability.climate_records import Drivers

__all__ = ["ClimateParameters"]


@dataclass(frozen=True)
class ClimateParameters:
    """Parameters of DICE-2016R, and what follows from them whatever the policy.

    Parameters
    ----------
    elasticity : float, default 1.45
        Elasticity of marginal utility η, above 0 and at most 5: how fast a richer generation's
        dollar loses weight.
    time_preference : float, default 0.015
        Pure rate of time preference ρ, a year.
    sensitivity : float, default 3.1
        Warming in the long run by a doubling of carbon in the air, °C.
    damage : float, default 0.00236
        Share of gross output lost at 1 °C; it grows with the square of warming.
    periods : int, default 100
        Periods of ``step`` years, 20 to 400.
    step, first_year : int, defaults 5 and 2015
        Years a period (other calibrations than 5 are not offered), and year of the first.
    population, population_limit, population_adjustment : float
        People in the first period and in the long run, millions, and speed of approach:
        L' = L (limit/L)^adjustment.
    capital_share, depreciation, capital : float
        Exponent of capital in output, decay of capital a year, and its first value, trillion
        dollars of 2010.
    productivity, productivity_growth, productivity_decline : float
        First value, growth a period, and decline of that growth a year:
        A' = A/(1 − g), g = growth · exp(−decline · years).
    reference_output, reference_emissions, initial_control : float
        Output, industrial emissions and control rate of 2015 from which the first intensity
        follows: emissions/(output (1 − control)).
    intensity_growth, intensity_decline : float
        Growth of the intensity a year (negative), and change of that growth a year.
    land, land_decline : float
        Emissions from land in the first period, Gt CO₂ a year, and their decline a period.
    carbon, carbon_balance : tuple of three floats
        First and pre-industrial carbon in air, upper and deep ocean, Gt C.
    carbon_down : tuple of two floats
        Shares that move from air to upper and from upper to deep ocean in a period.
    doubling_forcing : float
        Forcing by a doubling of carbon in the air, W/m².
    other_forcing : tuple of two floats
        Forcing by other gases in 2015 and from 2100 on, W/m².
    warming : tuple of two floats
        First warming of surface and deep ocean, °C.
    heat : tuple of three floats
        Speed of the surface, loss to the deep ocean, speed of the deep ocean (a period).
    abatement_exponent, backstop, backstop_decline : float
        Exponent of the cost of control; price of the backstop in 2015, dollars of 2010 a tonne
        of CO₂; its decline a period.
    late_control : float
        Largest control rate from the 30th period on; before that it is 1.
    base_price, base_price_growth : float
        Carbon price of the baseline in 2015, dollars of 2010 a tonne of CO₂, and growth a year.
    fossil_limit, burnt : float
        Carbon that industry can ever emit, and what it had emitted before 2015, Gt C.

    References
    ----------
    W. D. Nordhaus (2017), "Revisiting the social cost of carbon", Proceedings of the National
    Academy of Sciences 114(7), 1518–1523, doi:10.1073/pnas.1609244114; program
    DICE2016R-091916ap.gms.
    """

    elasticity: float = 1.45
    time_preference: float = 0.015
    sensitivity: float = 3.1
    damage: float = 0.00236
    periods: int = 100
    step: int = 5
    first_year: int = 2015
    population: float = 7403.0
    population_limit: float = 11500.0
    population_adjustment: float = 0.134
    capital_share: float = 0.3
    depreciation: float = 0.1
    capital: float = 223.0
    productivity: float = 5.115
    productivity_growth: float = 0.076
    productivity_decline: float = 0.005
    reference_output: float = 105.5
    reference_emissions: float = 35.85
    initial_control: float = 0.03
    intensity_growth: float = -0.0152
    intensity_decline: float = -0.001
    land: float = 2.6
    land_decline: float = 0.115
    carbon: tuple[float, float, float] = (851.0, 460.0, 1740.0)
    carbon_balance: tuple[float, float, float] = (588.0, 360.0, 1720.0)
    carbon_down: tuple[float, float] = (0.12, 0.007)
    doubling_forcing: float = 3.6813
    other_forcing: tuple[float, float] = (0.5, 1.0)
    warming: tuple[float, float] = (0.85, 0.0068)
    heat: tuple[float, float, float] = (0.1005, 0.088, 0.025)
    abatement_exponent: float = 2.6
    backstop: float = 550.0
    backstop_decline: float = 0.025
    late_control: float = 1.2
    base_price: float = 2.0
    base_price_growth: float = 0.02
    fossil_limit: float = 6000.0
    burnt: float = 400.0

    def __post_init__(self) -> None:
        for name, (low, high) in _INTEGERS.items():
            object.__setattr__(self, name, integer(name, getattr(self, name), low, high))
        for field in fields(self):
            name, value = field.name, getattr(self, field.name)
            if name in _INTEGERS:
                continue
            bounds = _BOUNDS.get(name, {"above": 0})
            if isinstance(field.default, tuple):
                size = len(field.default)
                array = numbers(name, value, **bounds)
                if array.shape != (size,):
                    raise ValueError(f"{name} must hold {size} numbers; got shape {array.shape}")
                object.__setattr__(self, name, tuple(array.tolist()))
            else:
                object.__setattr__(self, name, number(name, value, **bounds))

    @cached_property
    def years(self) -> NDArray[np.int64]:
        """First year of each period."""
        return lock(self.first_year + self.step * np.arange(self.periods))

    @cached_property
    def drivers(self) -> Drivers:
        """What moves by itself: people, productivity, intensity, prices, other forcing."""
        t = np.arange(self.periods)
        gap = (1 - self.population_adjustment) ** t  # the law is linear in logarithms
        people = self.population_limit * (self.population / self.population_limit) ** gap
        growth = self.productivity_growth * np.exp(-self.productivity_decline * self.step * t)
        fall = self.intensity_growth * (1 + self.intensity_decline) ** (self.step * t)
        start = self.reference_emissions / (self.reference_output * (1 - self.initial_control))
        other, later = self.other_forcing
        return Drivers(
            population=lock(people),
            productivity=lock(self.productivity / _before(np.cumprod(1 - growth), 1.0)),
            intensity=lock(start * np.exp(self.step * _before(np.cumsum(fall), 0.0))),
            backstop=lock(self.backstop * (1 - self.backstop_decline) ** t),
            land=lock(self.land * (1 - self.land_decline) ** t),
            forcing=lock(other + (later - other) * np.minimum(t / 17, 1)),
            discount=lock((1 + self.time_preference) ** (-1.0 * self.step * t)),
        )

    @cached_property
    def rows(self) -> tuple[Drivers, ...]:
        """The drivers of each period, in plain numbers."""
        columns = (column.tolist() for column in self.drivers)
        return tuple(Drivers(*row) for row in zip(*columns, strict=True))

    @cached_property
    def control_limit(self) -> NDArray[np.float64]:
        """Largest control rate of each period."""
        return lock(np.where(np.arange(self.periods) < 29, 1.0, self.late_control))

    @cached_property
    def base_prices(self) -> NDArray[np.float64]:
        """Carbon price of each period that stands for today's policies, dollars a tonne."""
        years = (self.years - self.first_year).astype(float)
        return lock(self.base_price * (1 + self.base_price_growth) ** years)

    @property
    def late_saving(self) -> float:
        """Saving rate of the last ten periods, where the long run is imposed."""
        slow = 0.004  # long-run growth, as the program has it
        top = self.depreciation + slow
        return (
            self.capital_share
            * top
            / (self.depreciation + slow * self.elasticity + self.time_preference)
        )

    def period(self, year: int) -> int:
        """Return the position of the period that begins in ``year``.

        Examples
        --------
        >>> ClimateParameters().period(2100)
        17
        """
        place, rest = divmod(integer("year", year) - self.first_year, self.step)
        if rest or not 0 <= place < self.periods:
            last = int(self.years[-1])
            raise ValueError(
                f"year must be one of {self.first_year}, {self.first_year + self.step}, …, "
                f"{last}; got {year}"
            )
        return place


_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "periods": (20, 400),
    "step": (5, 5),
    "first_year": (None, None),
}

#: bounds of parameters that may be other than above 0
_BOUNDS: dict[str, dict[str, Any]] = {
    "elasticity": {"above": 0, "high": 5},
    "time_preference": {"low": 0, "high": 0.2},
    "damage": {"low": 0},
    "population_adjustment": {"low": 0, "high": 1},
    "capital_share": {"above": 0, "below": 1},
    "depreciation": {"above": 0, "below": 1},
    "productivity_growth": {"low": 0, "below": 1},
    "productivity_decline": {"low": 0},
    "initial_control": {"low": 0, "below": 1},
    "intensity_growth": {"low": -1, "high": 0},
    "intensity_decline": {"low": -1, "high": 0},
    "land": {"low": 0},
    "land_decline": {"low": 0, "high": 1},
    "carbon_down": {"above": 0, "below": 0.5},
    "other_forcing": {"low": 0},
    "warming": {"low": 0},
    "heat": {"above": 0, "below": 1},
    "abatement_exponent": {"above": 1},
    "backstop_decline": {"low": 0, "below": 1},
    "late_control": {"low": 1, "high": 2},
    "base_price": {"low": 0},
    "base_price_growth": {"low": 0},
    "burnt": {"low": 0},
}


def _before(sums: NDArray[np.float64], first: float) -> NDArray[np.float64]:
    """Shift running sums or products by one, to stand at the beginning of each period."""
    return np.concatenate([[first], sums[:-1]])
