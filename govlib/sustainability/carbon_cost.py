"""What a tonne of carbon costs: shadow prices along a path of the climate economy.

One more tonne warms all later periods; a sweep backwards through the laws of motion (the adjoint
equations) adds up what that costs, in welfare and then in consumption of the year of emission. The
same sweep gives the slope of welfare in every control and saving rate, which
:mod:`govlib.sustainability.climate_policy` climbs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, numbers
from govlib._values import ByValue
from govlib.sustainability.climate_path import ClimatePath, welfare_of
from govlib.sustainability.climate_records import Flows, State, stack
from govlib.sustainability.dice import Dice

__all__ = ["ShadowPrices", "shadow_prices", "social_cost_of_carbon"]


@dataclass(frozen=True, eq=False)
class ShadowPrices(ByValue):
    """Slopes of welfare along a path; arrays have the shape (..., periods).

    Attributes
    ----------
    emissions : numpy.ndarray
        By one Gt CO₂ a year more in a period; negative where emissions harm.
    consumption : numpy.ndarray
        By one trillion dollars a year more to consume in a period.
    control, saving : numpy.ndarray
        By one more in a period's control or saving rate.
    """

    emissions: NDArray[np.float64]
    consumption: NDArray[np.float64]
    control: NDArray[np.float64]
    saving: NDArray[np.float64]

    @property
    def social_cost(self) -> NDArray[np.float64]:
        """Social cost of carbon, dollars a tonne of CO₂."""
        return np.asarray(0.0 - 1000 * self.emissions / self.consumption)


def shadow_prices(path: ClimatePath, *, warming: Any = 0.0, burnt: Any = 0.0) -> ShadowPrices:
    """Return the slopes of welfare along a path.

    Parameters
    ----------
    path : ClimatePath
        A run of the model; leading axes are a sweep.
    warming, burnt : array_like, shape (..., periods) or (), default 0
        What welfare would gain if a limit to warming (a °C) or to the carbon ever burnt (a Gt C)
        were looser in that period: the multipliers of an optimum within limits. Whoever emits
        then uses up room below them too.

    Examples
    --------
    >>> from govlib.sustainability import Dice
    >>> model = Dice()
    >>> path = model.path(control=model.control_at(model.base_prices), saving=0.25828)
    >>> shadow_prices(path).control[:2] > 0  # more control would be better
    array([ True,  True])
    """
    instance("path", path, ClimatePath)
    model, shape = path.model, path.control.shape
    single = len(shape) == 1
    scarce = []
    for name, given in (("warming", warming), ("burnt", burnt)):
        multiplier = numbers(name, given, 0)
        try:
            scarce.append(np.broadcast_to(multiplier, shape))
        except ValueError:
            raise ValueError(
                f"{name} must fit the path, of shape {shape}; got shape {multiplier.shape}"
            ) from None
    spend, hot, used = (_columns(array, single) for array in (path.consumption, *scarce))
    discount = [row.discount for row in model.rows]
    worth = _worth(model.step, discount, spend, model.elasticity)
    rows = _backwards(model, *_steps(path), worth, hot, used)
    return ShadowPrices(*(stack(column, shape) for column in zip(*rows, strict=True)))


def slopes_of_welfare(
    model: Dice, control: NDArray[np.float64], saving: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Return welfare under one policy, and its slopes by every control and saving rate.

    The numbers of :attr:`ClimatePath.welfare` and :func:`shadow_prices` for a solver, who asks
    hundreds of times: rates are not checked, and no path is kept.
    """
    states, flows = model._roll(control, saving)
    consumption = 1000 * np.array([flow.consumption for flow in flows]) / model.drivers.population
    discount, free = [row.discount for row in model.rows], [0.0] * model.periods
    worth = _worth(model.step, discount, consumption.tolist(), model.elasticity)
    rows = _backwards(model, control.tolist(), saving.tolist(), states, flows, worth, free, free)
    _, _, by_control, by_saving = (np.array(column) for column in zip(*rows, strict=True))
    return float(welfare_of(model, consumption)), by_control, by_saving


def social_cost_of_carbon(
    path: ClimatePath, *, time_preference: Any = None, elasticity: Any = None
) -> NDArray[np.float64]:
    """Return the social cost of carbon in every period, for emissions beside a given policy.

    It is −1000 (∂W/∂Eₜ)/(∂W/∂Cₜ): the consumption in period t that outweighs the harm of one
    tonne of CO₂ emitted in t, when nobody changes control or saving because of it. Along an
    optimal path that is also what the optimum loses by the tonne.

    Parameters
    ----------
    path : ClimatePath
        A run of the model; leading axes are a sweep.
    time_preference, elasticity : float or array_like, shape (...), optional
        Weights ρ and η of the future other than those of the model, along the same path; a sweep
        must fit that of the path.

    Returns
    -------
    numpy.ndarray, shape (..., periods)
        Dollars of 2010 a tonne of CO₂; 0 in the last period, which has no successor.

    References
    ----------
    W. D. Nordhaus (2017), "Revisiting the social cost of carbon", Proceedings of the National
    Academy of Sciences 114(7), 1518–1523, doi:10.1073/pnas.1609244114.

    Examples
    --------
    >>> from govlib.sustainability import Dice
    >>> model = Dice()
    >>> path = model.path(control=model.control_at(model.base_prices), saving=0.25828)
    >>> social_cost_of_carbon(path)[:3].round(1)
    array([31.3, 37. , 43.6])
    >>> social_cost_of_carbon(path, time_preference=[0.001, 0.03])[:, 1].round(1)
    array([203.6,  14.5])
    """
    instance("path", path, ClimatePath)
    model = path.model
    if time_preference is None and elasticity is None:
        return shadow_prices(path).social_cost
    given = model.time_preference if time_preference is None else time_preference
    rho = numbers("time_preference", given, 0, 0.2)
    given = model.elasticity if elasticity is None else elasticity
    eta = numbers("elasticity", given, high=5, above=0)
    runs = path.control.shape[:-1]
    try:
        shape = np.broadcast_shapes(runs, rho.shape, eta.shape)
    except ValueError:
        raise ValueError(
            f"time_preference and elasticity must fit each other and a sweep of shape {runs}; "
            f"got shapes {rho.shape} and {eta.shape}"
        ) from None
    discount = [(1 + rho) ** (-1.0 * model.step * t) for t in range(model.periods)]
    worth = _worth(model.step, discount, _columns(path.consumption, path.control.ndim == 1), eta)
    free = [0.0] * model.periods
    rows = _backwards(model, *_steps(path), worth, free, free)
    emissions, consumption, *_ = zip(*rows, strict=True)
    emitted, consumed = (stack(each, (*shape, model.periods)) for each in (emissions, consumption))
    return np.asarray(0.0 - 1000 * emitted / consumed)


def _worth(step: int, discount: list[Any], spend: list[Any], elasticity: Any) -> list[Any]:
    """Return what a trillion dollars a year more to consume adds to welfare, by period."""
    weighed = zip(discount, spend, strict=True)
    return [step * 1000 * factor * each**-elasticity for factor, each in weighed]


def _steps(path: ClimatePath) -> tuple[list[Any], list[Any], list[State], list[Flows]]:
    """Return control, saving, states and flows of a path, period by period."""
    single = path.control.ndim == 1
    states, flows = (
        zip(*(_columns(column, single) for column in columns), strict=True)
        for columns in (path.states, path.flows)
    )
    return (
        _columns(path.control, single),
        _columns(path.saving, single),
        [State(*row) for row in states],
        [Flows(*row) for row in flows],
    )


def _backwards(
    model: Dice,
    mu: list[Any],
    s: list[Any],
    states: list[State],
    flows: list[Flows],
    worths: list[Any],
    hot: list[Any],
    used: list[Any],
) -> list[tuple[Any, Any, Any, Any]]:
    """Return slopes by emissions, consumption, control and saving, period by period.

    What consumption is worth may be a sweep along one path.
    """
    down, deeper, up, back, carbon, kept = model._rates_of_exchange
    fast, loss, slow = model.heat
    step, power = model.step, model.abatement_exponent
    forcing = fast * model.doubling_forcing / math.log(2)
    cooling = 1 - fast * (model.doubling_forcing / model.sensitivity + loss)
    # the value of each part of the state of the next period; nothing follows the last
    value = State(*[0.0] * 7)
    rows = []
    for t in range(model.periods - 1, -1, -1):
        now, state, flow, worth = model.rows[t], states[t], flows[t], worths[t]
        # one tonne more in the air also warms the next period at once
        atmosphere = value.atmosphere
        if t + 1 < model.periods:
            atmosphere = atmosphere + value.warming * forcing / states[t + 1].atmosphere
        emitted = atmosphere * carbon
        burning = emitted + value.burnt * carbon
        output = worth * (1 - s[t]) + value.capital * step * s[t]
        left = 1 - flow.damage - flow.abatement
        gross = output * left + burning * now.intensity * (1 - mu[t])
        marginal = now.backstop * now.intensity / 1000 * mu[t] ** (power - 1)
        rows.append(
            (
                emitted,
                worth,
                -output * flow.gross * marginal - burning * now.intensity * flow.gross,
                flow.output * (value.capital * step - worth),
            )
        )
        value = State(
            capital=value.capital * kept + gross * model.capital_share * flow.gross / state.capital,
            atmosphere=atmosphere * (1 - down) + value.upper * down,
            upper=atmosphere * up + value.upper * (1 - up - deeper) + value.deep * deeper,
            deep=value.upper * back + value.deep * (1 - back),
            warming=value.warming * cooling
            + value.ocean * slow
            - output * flow.gross * 2 * model.damage * state.warming
            - hot[t],
            ocean=value.warming * fast * loss + value.ocean * (1 - slow),
            burnt=value.burnt - used[t],
        )
    return rows[::-1]


def _columns(array: Any, single: bool) -> list[Any]:
    """Return one entry a period: plain numbers for one policy, arrays for a sweep."""
    moved = np.moveaxis(np.asarray(array), -1, 0)
    return list(moved.tolist()) if single else list(moved)
