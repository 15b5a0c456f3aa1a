"""The climate and the economy as one system: the laws of DICE-2016R, run under a given policy.

Output burns carbon, carbon warms, warming lowers output; a policy says how much of the emissions
is avoided and how much is saved. The laws and numbers are those of Nordhaus's program
DICE2016R-091916ap, described in Nordhaus (2017). :mod:`govlib.sustainability.carbon_cost` prices a
tonne of carbon along such a path and :mod:`govlib.sustainability.climate_policy` finds the best
one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import numbers
from govlib._values import lock
from govlib.sustainability.climate_parameters import ClimateParameters
from govlib.sustainability.climate_path import ClimatePath
from govlib.sustainability.climate_records import Drivers, Flows, State, stack

__all__ = ["Dice"]

#: tonnes of CO₂ that hold a tonne of carbon, as the program has it
CO2_PER_CARBON = 3.666

#: policies times periods that one run holds at most, so that it stays below 2 GB
LARGEST_SWEEP = 5_000_000


@dataclass(frozen=True)
class Dice(ClimateParameters):
    """The DICE-2016R model: the laws of motion and their run under a policy.

    Parameters
    ----------
    **parameters
        Any of :class:`govlib.sustainability.climate_parameters.ClimateParameters`; those most
        often changed are ``elasticity`` η and ``time_preference`` ρ, which weigh the future, and
        ``sensitivity`` and ``damage`` of the climate. Without any it is Nordhaus's model.

    References
    ----------
    W. D. Nordhaus (2017), "Revisiting the social cost of carbon", Proceedings of the National
    Academy of Sciences 114(7), 1518–1523, doi:10.1073/pnas.1609244114; program
    DICE2016R-091916ap.gms.

    Examples
    --------
    >>> model = Dice()
    >>> path = model.path(control=model.control_at(model.base_prices), saving=0.25828)
    >>> round(path.at(2100).warming, 2), path.flows.gross[:2].round(3)
    (4.13, array([105.177, 125.253]))
    """

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
        asked = self._rates("price", price)
        rate = (asked / self.drivers.backstop) ** (1 / (self.abatement_exponent - 1))
        return np.asarray(np.minimum(rate, self.control_limit))

    def price_of(self, control: Any) -> NDArray[np.float64]:
        """Return the carbon prices that bring control rates about, dollars a tonne of CO₂."""
        rate = self._rates("control", control)
        return np.asarray(self.drivers.backstop * rate ** (self.abatement_exponent - 1))

    def path(self, control: Any, saving: Any) -> ClimatePath:
        """Run the model under a given policy.

        Parameters
        ----------
        control : array_like, shape (..., periods) or ()
            Share of industrial emissions avoided, between 0 and ``control_limit``.
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
        >>> path = Dice().path(control=[[0.0] * 100, [1.0] * 100], saving=0.25)
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
            State(*(stack(column, mu.shape) for column in zip(*states, strict=True))),
            Flows(*(stack(column, mu.shape) for column in zip(*flows, strict=True))),
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
                left = flow.output
                if not (0 < left < math.inf if single else np.all((left > 0) & (left < math.inf))):
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
        down, deeper, up, back, carbon, kept = self._rates_of_exchange
        air, (fast, loss, slow) = self.carbon_balance[0], self.heat
        atmosphere = state.atmosphere * (1 - down) + state.upper * up + flow.emissions * carbon
        forcing = self.doubling_forcing * log(atmosphere / air) / math.log(2) + after.forcing
        cooling = self.doubling_forcing / self.sensitivity * state.warming
        sinking = state.warming - state.ocean
        return State(
            capital=kept * state.capital + self.step * saving * flow.output,
            atmosphere=atmosphere,
            upper=state.atmosphere * down + state.upper * (1 - up - deeper) + state.deep * back,
            deep=state.deep * (1 - back) + state.upper * deeper,
            warming=state.warming + fast * (forcing - cooling - loss * sinking),
            ocean=state.ocean + slow * sinking,
            burnt=state.burnt + flow.industrial * carbon,
        )

    @cached_property
    def _rates_of_exchange(self) -> tuple[float, float, float, float, float, float]:
        """Shares of carbon that go down and come up, tonnes of carbon per CO₂, capital kept."""
        down, deeper = self.carbon_down
        air, upper, deep = self.carbon_balance
        up, back = down * air / upper, deeper * upper / deep
        kept = (1 - self.depreciation) ** self.step
        return down, deeper, up, back, self.step / CO2_PER_CARBON, kept

    def _rates(self, name: str, value: Any) -> NDArray[np.float64]:
        rates = numbers(name, value, 0)
        if rates.ndim and rates.shape[-1] != self.periods:
            raise ValueError(
                f"{name} must have one value for each of the {self.periods} periods; "
                f"got shape {rates.shape}"
            )
        return np.broadcast_to(rates, (*rates.shape[:-1], self.periods))


def _log_or_nan(value: float) -> float:
    return math.log(value) if value > 0 else math.nan
