"""What a run of the climate economy brings: warming, prices, consumption, welfare.

Runs come from :meth:`govlib.sustainability.dice.Dice.path`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from govlib._values import ByValue, plain

if TYPE_CHECKING:
    from govlib.sustainability.climate_records import Flows, State
    from govlib.sustainability.dice import Dice

__all__ = ["ClimatePath", "Snapshot"]

#: Gt of carbon in the air that make one part per million of CO₂
CARBON_PER_PPM = 2.13


class Snapshot(NamedTuple):
    """One year of a path.

    Attributes
    ----------
    warming : float or numpy.ndarray
        °C since 1900.
    ppm : float or numpy.ndarray
        CO₂ in the air, parts per million.
    emissions : float or numpy.ndarray
        Gt CO₂ a year.
    control : float or numpy.ndarray
        Share of industrial emissions avoided.
    price : float or numpy.ndarray
        Carbon price, dollars of 2010 a tonne of CO₂.
    consumption : float or numpy.ndarray
        A head, thousand dollars of 2010 a year.
    social_cost : float or numpy.ndarray
        Social cost of carbon, dollars of 2010 a tonne of CO₂.
    """

    warming: Any
    ppm: Any
    emissions: Any
    control: Any
    price: Any
    consumption: Any
    social_cost: Any


@dataclass(frozen=True, eq=False)
class ClimatePath(ByValue):
    """A run of :class:`govlib.sustainability.dice.Dice`; arrays have the shape (..., periods).

    Attributes
    ----------
    model : Dice
        Parameters and laws.
    control, saving : numpy.ndarray
        The policy.
    states : State
        Capital, carbon and heat at the beginning of each period.
    flows : Flows
        Output, damages, consumption and emissions within each period, a year.
    """

    model: Dice
    control: NDArray[np.float64]
    saving: NDArray[np.float64]
    states: State
    flows: Flows

    @property
    def years(self) -> NDArray[np.int64]:
        """First year of each period."""
        return self.model.years

    @property
    def warming(self) -> NDArray[np.float64]:
        """Warming of the surface since 1900, °C."""
        return np.asarray(self.states.warming)

    @property
    def ppm(self) -> NDArray[np.float64]:
        """CO₂ in the air, parts per million."""
        return np.asarray(self.states.atmosphere / CARBON_PER_PPM)

    @property
    def price(self) -> NDArray[np.float64]:
        """Carbon price that brings the control about, dollars of 2010 a tonne of CO₂."""
        return self.model.price_of(self.control)

    @property
    def consumption(self) -> NDArray[np.float64]:
        """Consumption a head, thousand dollars of 2010 a year."""
        return np.asarray(1000 * self.flows.consumption / self.model.drivers.population)

    @property
    def interest(self) -> NDArray[np.float64]:
        """Real interest a year between each period and the next, by the Ramsey rule.

        One value less than there are periods.
        """
        model = self.model
        growth = self.consumption[..., 1:] / self.consumption[..., :-1]
        factor = growth ** (model.elasticity / model.step)
        return np.asarray((1 + model.time_preference) * factor - 1)

    @property
    def welfare(self) -> Any:
        """Sum over all periods of utility, times people (millions), discount factor and years.

        A period counts for all its ``model.step`` years, five as a rule.

        Utility is (c^(1−η) − 1)/(1 − η), the logarithm at η = 1, of consumption a head.
        """
        return welfare_of(self.model, self.consumption)

    @property
    def within_fossil_limit(self) -> Any:
        """Whether industry never emits more carbon than there is to burn."""
        burnt = self.states.burnt
        return plain((burnt <= self.model.fossil_limit * (1 + 1e-6)).all(axis=-1))

    def at(self, year: int) -> Snapshot:
        """Return what holds in the period that begins in ``year``.

        The social cost is that of a tonne beside this path, see
        :func:`govlib.sustainability.carbon_cost.social_cost_of_carbon`.
        """
        from govlib.sustainability.carbon_cost import social_cost_of_carbon

        t = self.model.period(year)
        columns = (
            self.warming,
            self.ppm,
            self.flows.emissions,
            self.control,
            self.price,
            self.consumption,
            social_cost_of_carbon(self),
        )
        return Snapshot(*(plain(column[..., t]) for column in columns))


def welfare_of(model: Dice, consumption: NDArray[np.float64]) -> Any:
    """Return the welfare that consumption a head brings, see :attr:`ClimatePath.welfare`."""
    # expm1 keeps the difference to the logarithm where η is close to 1
    power, log = 1 - model.elasticity, np.log(consumption)
    utility = log if power == 0 else np.expm1(power * log) / power
    weights = model.step * model.drivers.population * model.drivers.discount
    return plain((utility * weights).sum(axis=-1))
