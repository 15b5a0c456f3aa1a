"""Supervision and correction: inspection, punishment, feedback that comes late.

=============================================  ===================================================
:mod:`govlib.enforcement.campaign`             few inspections over many periods (Dresher; von
                                               Stengel 2016)
:mod:`govlib.enforcement.correction`           what proportional and integral correction leave
                                               over
:mod:`govlib.enforcement.feedback`             proportional correction with a delay (Levin and May
                                               1976)
:mod:`govlib.enforcement.inspection`           the static inspection game and what a fine does to
                                               it
:mod:`govlib.enforcement.inspector_rounds`     two surprise visits a year, for a reader to play
:mod:`govlib.enforcement.open_punishment`      peers who may fine anybody (Rand and Nowak 2011)
:mod:`govlib.enforcement.optional_punishment`  peer against pool punishment (Sigmund et al. 2010)
:mod:`govlib.enforcement.punishment`           the punishment experiment of Fehr and Gächter
                                               (2000)
:mod:`govlib.enforcement.unrest`               how long a deviation lasts under late correction,
                                               and how far it strays
=============================================  ===================================================
"""

from govlib.enforcement.campaign import Campaign
from govlib.enforcement.correction import Correction
from govlib.enforcement.feedback import DelayedFeedback, smooth_limit, stability_limit
from govlib.enforcement.inspection import Inspection, InspectionOutcome
from govlib.enforcement.inspector_rounds import inspector_rounds
from govlib.enforcement.open_punishment import OpenPunishment, StrategyShares
from govlib.enforcement.optional_punishment import OptionalPunishment
from govlib.enforcement.punishment import PunishmentGame, credible_cost
from govlib.enforcement.unrest import calmest_gain, settling_time, unrest

__all__ = [
    "Campaign",
    "Correction",
    "DelayedFeedback",
    "Inspection",
    "InspectionOutcome",
    "OpenPunishment",
    "OptionalPunishment",
    "PunishmentGame",
    "StrategyShares",
    "calmest_gain",
    "credible_cost",
    "inspector_rounds",
    "settling_time",
    "smooth_limit",
    "stability_limit",
    "unrest",
]
