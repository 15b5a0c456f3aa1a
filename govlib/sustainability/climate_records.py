"""The quantities of the climate economy, by name: what drives it, its state, what flows.

The laws that join them stand in :mod:`govlib.sustainability.dice`; they take numbers, arrays and
symbols alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from govlib._values import lock

__all__ = ["Drivers", "Flows", "State"]


class Drivers(NamedTuple):
    """What moves by itself, one value a period.

    Attributes
    ----------
    population : numpy.ndarray
        Millions.
    productivity : numpy.ndarray
        Total factor productivity.
    intensity : numpy.ndarray
        Industrial emissions without control, kg CO₂ a dollar of gross output (2010 prices).
    backstop : numpy.ndarray
        Price at which all emissions can be avoided, dollars a tonne of CO₂.
    land : numpy.ndarray
        Emissions from land, Gt CO₂ a year.
    forcing : numpy.ndarray
        Radiative forcing by other gases, W/m².
    discount : numpy.ndarray
        Weight of a period's utility, 1 in the first.
    """

    population: Any
    productivity: Any
    intensity: Any
    backstop: Any
    land: Any
    forcing: Any
    discount: Any


class State(NamedTuple):
    """What the past leaves to a period: capital, three stocks of carbon, two of heat.

    Attributes
    ----------
    capital : numpy.ndarray
        Trillion dollars.
    atmosphere, upper, deep : numpy.ndarray
        Carbon in the air, in the upper ocean with the biosphere, and in the deep ocean, Gt C.
    warming, ocean : numpy.ndarray
        Warming of the surface and of the deep ocean since 1900, °C.
    burnt : numpy.ndarray
        Carbon of industry emitted up to here, Gt C.
    """

    capital: Any
    atmosphere: Any
    upper: Any
    deep: Any
    warming: Any
    ocean: Any
    burnt: Any


class Flows(NamedTuple):
    """What happens within a period, a year.

    Attributes
    ----------
    gross : numpy.ndarray
        Output before damages and abatement, trillion dollars.
    damage, abatement : numpy.ndarray
        Shares of gross output that warming destroys and that control costs.
    output, consumption : numpy.ndarray
        What is left of output, and what of that is not saved, trillion dollars.
    industrial, emissions : numpy.ndarray
        Emissions of industry, and with those from land, Gt CO₂.
    """

    gross: Any
    damage: Any
    abatement: Any
    output: Any
    consumption: Any
    industrial: Any
    emissions: Any


def stack(column: Sequence[Any], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return the values of all periods as one array of ``shape``, whose last axis is periods."""
    if len(shape) == 1:
        return lock(np.array(column, dtype=np.float64))
    # what is the same for the whole sweep, such as the first state, comes as one number
    even = [np.broadcast_to(value, shape[:-1]) for value in column]
    return lock(np.stack(even, axis=-1).astype(np.float64))
