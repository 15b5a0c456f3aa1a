"""Sustainable development: climate and economy, a renewable resource, the weight of the future.

================================================  =============================================
:mod:`govlib.sustainability.dice`                 the laws of DICE-2016R (Nordhaus 2017), run
                                                  under a given policy
:mod:`govlib.sustainability.climate_parameters`   its numbers
:mod:`govlib.sustainability.climate_records`      its quantities by name
:mod:`govlib.sustainability.climate_path`         what a run brings: warming, prices, welfare
:mod:`govlib.sustainability.carbon_cost`          the social cost of carbon along a run
:mod:`govlib.sustainability.climate_policy`       optimum, baseline, limits to warming, prices
:mod:`govlib.sustainability.climate_optimum`      the optimum, with the social cost along it
:mod:`govlib.sustainability.known`                today's and the best policy of nine such models,
                                                  kept in a table
:mod:`govlib.sustainability.restraint`            what the same warming costs by a price, by less
                                                  saving, by slower or cleaner technology
:mod:`govlib.sustainability.resources`            people and a resource they live from (Brander
                                                  and Taylor 1998)
:mod:`govlib.sustainability.discounting`          the Ramsey rule (Stern 2007, Nordhaus 2007)
                                                  and gamma discounting (Weitzman 2001)
================================================  =============================================
"""

from govlib.sustainability.carbon_cost import ShadowPrices, shadow_prices, social_cost_of_carbon
from govlib.sustainability.climate_optimum import Optimum
from govlib.sustainability.climate_parameters import ClimateParameters
from govlib.sustainability.climate_path import ClimatePath, Snapshot
from govlib.sustainability.climate_policy import baseline, optimum, under_prices
from govlib.sustainability.climate_records import Drivers, Flows, State
from govlib.sustainability.dice import Dice
from govlib.sustainability.discounting import (
    NORDHAUS,
    STERN,
    GammaDiscounting,
    Ramsey,
    average_rate,
    mixed_factor,
)
from govlib.sustainability.known import known_policies
from govlib.sustainability.resources import ResourceEconomy, ResourcePath, SteadyState
from govlib.sustainability.restraint import (
    WAYS,
    Restraint,
    restrain,
    restraint_for,
    spread_loss,
)

__all__ = [
    "NORDHAUS",
    "STERN",
    "WAYS",
    "ClimateParameters",
    "ClimatePath",
    "Dice",
    "Drivers",
    "Flows",
    "GammaDiscounting",
    "Optimum",
    "Ramsey",
    "ResourceEconomy",
    "ResourcePath",
    "Restraint",
    "ShadowPrices",
    "Snapshot",
    "State",
    "SteadyState",
    "average_rate",
    "baseline",
    "known_policies",
    "mixed_factor",
    "optimum",
    "restrain",
    "restraint_for",
    "shadow_prices",
    "social_cost_of_carbon",
    "spread_loss",
    "under_prices",
]
