"""The climate and the economy as one system: the laws of DICE-2016R, run under a given policy.

Chapter *Sustainable development* (section IV.A of the paper). Output burns carbon, carbon warms,
warming lowers output; a policy says how much of the emissions is avoided and how much is saved.
The laws and numbers are those of Nordhaus's program DICE2016R-091916ap, described in Nordhaus
(2017). :mod:`govlib.sustainability.carbon_cost` prices a tonne of carbon along such a path and
:mod:`govlib.sustainability.climate_policy` finds the best one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers
from govlib.sustainability.climate_path import ClimatePath
from govlib.sustainability.climate_records import Drivers, Flows, State, lock

__all__ = ["CO2_PER_CARBON", "LARGEST_SWEEP", "Dice"]

#: tonnes of CO₂ that hold a tonne of carbon, as the program has it
CO2_PER_CARBON = 3.666

#: policies times periods that one run holds at most, so that it stays below 2 GB
LARGEST_SWEEP = 5_000_000


@dataclass(frozen=True)
class Dice:
    """The DICE-2016R model: parameters, the laws of motion and their run under a policy.

    Parameters
    ----------
    elasticity : float, default 1.45
        Elasticity of marginal utility η: how fast a richer generation's dollar loses weight.
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

    Examples
    --------
    >>> model = Dice()
    >>> path = model.run(control=model.control_at(model.base_prices), saving=0.25828)
    >>> round(path.at(2100).warming, 2), path.flows.gross[:2].round(3)
    (4.13, array([105.177, 125.253]))
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
        integer("periods", self.periods, 20, 400)
        integer("step", self.step, 5, 5)
        integer("first_year", self.first_year)
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
        return lock(
            self.base_price * (1 + self.base_price_growth) ** (self.years - self.first_year)
        )

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
        >>> Dice().period(2100)
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

    def control_at(self, price: Any) -> NDArray[np.float64]:
        """Return the control rates that carbon prices bring about, within the limits.

        Emissions are avoided as long as that is cheaper than the price:
        price = backstop · μ^(exponent − 1).

        Parameters
        ----------
        price : array_like, shape (..., periods) or ()
            Dollars a tonne of CO₂, at least 0.

        Examples
        --------
        >>> Dice().control_at(100).round(2)[:3]
        array([0.34, 0.35, 0.36])
        """
        asked = numbers("price", price, 0)
        rate = (asked / self.drivers.backstop) ** (1 / (self.abatement_exponent - 1))
        return np.asarray(np.minimum(rate, self.control_limit))

    def price_of(self, control: Any) -> NDArray[np.float64]:
        """Return the carbon prices that bring control rates about, dollars a tonne of CO₂."""
        rate = numbers("control", control, 0)
        return np.asarray(self.drivers.backstop * rate ** (self.abatement_exponent - 1))

    def run(self, control: Any, saving: Any) -> ClimatePath:
        """Run the model under a given policy.

        Parameters
        ----------
        control : array_like, shape (..., periods) or ()
            Share of industrial emissions avoided, between 0 and :attr:`control_limit`.
        saving : array_like, shape (..., periods) or ()
            Share of net output saved, at least 0 and below 1.

        Returns
        -------
        ClimatePath
            Leading axes are a sweep over policies.

        Raises
        ------
        ValueError
            If a rate is out of range, or the policy ruins the economy or empties the air.

        Examples
        --------
        >>> path = Dice().run(control=[[0.0] * 100, [1.0] * 100], saving=0.25)
        >>> path.at(2100).warming.round(2)
        array([4.2 , 1.98])
        """
        mu, s = self._rates("control", control), self._rates("saving", saving)
        numbers("saving", s, 0, below=1)
        over = mu > self.control_limit * (1 + 1e-12)
        if over.any():
            bad = int(np.argwhere(over)[0][-1])
            raise ValueError(
                f"control must not exceed {self.control_limit[bad]:g} in {self.years[bad]}; "
                f"got {mu[over].flat[0]:g}"
            )
        mu, s = np.broadcast_arrays(mu, s)
        if mu.size > LARGEST_SWEEP:
            raise ValueError(
                f"control and saving must hold at most {LARGEST_SWEEP // self.periods} policies; "
                f"got {mu.size // self.periods}: run them in parts"
            )
        states, flows = self._roll(mu, s)
        return ClimatePath(
            self,
            lock(np.array(mu)),
            lock(np.array(s)),
            State(*(_stack(column, mu.shape) for column in zip(*states, strict=True))),
            Flows(*(_stack(column, mu.shape) for column in zip(*flows, strict=True))),
        )

    def _roll(
        self, control: NDArray[np.float64], saving: NDArray[np.float64]
    ) -> tuple[list[State], list[Flows]]:
        """Step through the periods: in plain numbers for one policy, in arrays for a sweep."""
        single = control.ndim == 1
        rates = [np.moveaxis(rate, -1, 0) for rate in (control, saving)]
        mu, s = (rate.tolist() if single else list(rate) for rate in rates)
        log = _log_or_nan if single else np.log
        states, flows, state = [], [], self.initial_state()
        with np.errstate(all="ignore"):
            for t, now in enumerate(self.rows):
                flow = self.flows(state, mu[t], s[t], now)
                # capital stays above 0 as long as output does, so powers stay real
                if not (flow.output > 0 if single else np.all(flow.output > 0)):
                    raise ValueError(
                        "control and saving must leave some output and some carbon in the air; "
                        f"they do not from {self.years[t]} on"
                    )
                states.append(state)
                flows.append(flow)
                state = self.advance(state, flow, s[t], self.rows[min(t + 1, len(mu) - 1)], log)
        return states, flows

    def initial_state(self) -> State:
        """Return the state in which the first period begins."""
        return State(self.capital, *self.carbon, *self.warming, self.burnt)

    def flows(self, state: State, control: Any, saving: Any, now: Drivers) -> Flows:
        """Return what happens within one period; numbers, arrays and symbols all do."""
        share = self.capital_share
        labour = (now.population / 1000) ** (1 - share)
        gross = now.productivity * labour * state.capital**share
        damage = self.damage * state.warming**2
        cost = now.backstop * now.intensity / self.abatement_exponent / 1000
        abatement = cost * control**self.abatement_exponent
        output = gross * (1 - damage - abatement)
        industrial = now.intensity * gross * (1 - control)
        return Flows(
            gross=gross,
            damage=damage,
            abatement=abatement,
            output=output,
            consumption=output * (1 - saving),
            industrial=industrial,
            emissions=industrial + now.land,
        )

    def advance(
        self,
        state: State,
        flow: Flows,
        saving: Any,
        after: Drivers,
        log: Callable[[Any], Any] = np.log,
    ) -> State:
        """Return the state of the next period; numbers, arrays and symbols all do."""
        down, deeper = self.carbon_down
        air, upper, deep = self.carbon_balance
        up, back = down * air / upper, deeper * upper / deep
        fast, loss, slow = self.heat
        carbon = self.step / CO2_PER_CARBON
        atmosphere = state.atmosphere * (1 - down) + state.upper * up + flow.emissions * carbon
        forcing = self.doubling_forcing * log(atmosphere / air) / np.log(2) + after.forcing
        cooling = self.doubling_forcing / self.sensitivity * state.warming
        sinking = state.warming - state.ocean
        return State(
            capital=(1 - self.depreciation) ** self.step * state.capital
            + self.step * saving * flow.output,
            atmosphere=atmosphere,
            upper=state.atmosphere * down + state.upper * (1 - up - deeper) + state.deep * back,
            deep=state.deep * (1 - back) + state.upper * deeper,
            warming=state.warming + fast * (forcing - cooling - loss * sinking),
            ocean=state.ocean + slow * sinking,
            burnt=state.burnt + flow.industrial * carbon,
        )

    def _rates(self, name: str, value: Any) -> NDArray[np.float64]:
        rates = numbers(name, value, 0)
        if rates.ndim and rates.shape[-1] != self.periods:
            raise ValueError(
                f"{name} must have one value for each of the {self.periods} periods; "
                f"got shape {rates.shape}"
            )
        return np.broadcast_to(rates, (*rates.shape[:-1], self.periods))


_INTEGERS = ("periods", "step", "first_year")

#: bounds of parameters that may be other than above 0
_BOUNDS: dict[str, dict[str, Any]] = {
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


def _stack(column: tuple[Any, ...], shape: tuple[int, ...]) -> NDArray[np.float64]:
    values = np.stack([np.broadcast_to(value, shape[:-1]) for value in column], axis=-1)
    return lock(values.astype(np.float64))


def _log_or_nan(value: float) -> float:
    return math.log(value) if value > 0 else math.nan
