"""The institution lab: one world of real countries, challenges and countermeasures as switches.

The last chapter's game. Every switch changes one assumption; with all of them off it is the game
among the emitters of :func:`govlib.agreements.emitters.emitters`.

============================  ==================================================================
:mod:`govlib.lab.rules`       the switches, and the constants behind them
:mod:`govlib.lab.world`       forty emitters, the regions of Nordhaus (2015), equal countries
:mod:`govlib.lab.game`        what a treaty brings each, and whether it holds
:mod:`govlib.lab.search`      which treaty is reached, with a rule and without
:mod:`govlib.lab.bounds`      what no treaty exceeds, and a search from above
:mod:`govlib.lab.outcomes`    what it provides, who gains, what delay it survives
:mod:`govlib.lab.reforms`     reforms in every combination: alone, last, on average
:mod:`govlib.lab.known`       what long searches found for the chapter's states
============================  ==================================================================
"""

from govlib.lab.bounds import Bracket, bracket, ceiling, from_above
from govlib.lab.game import TIE, Payoffs, TreatyGame
from govlib.lab.known import (
    SIX,
    WORLDS,
    KnownFounders,
    ceilings,
    known_clubs,
    known_depths,
    known_founders,
    known_goals,
    known_report,
    known_treaty,
    provisions,
    variant_provisions,
)
from govlib.lab.outcomes import Best, Report, best, government, losers, report, surplus
from govlib.lab.reforms import REFORMS, Contributions, combined, contributions
from govlib.lab.rules import (
    BACKSTOP,
    DEPTHS,
    HASTY,
    PATIENT,
    SOCIAL_COST,
    TARIFF_GAIN,
    TARIFF_WASTE,
    Rules,
)
from govlib.lab.search import (
    Founding,
    Treaty,
    accede,
    all_treaties,
    find_treaty,
    founding_pairs,
    improve,
    in_game,
)
from govlib.lab.world import GravityFit, World, cdice_world, equal_world, forty, gravity

__all__ = [
    "BACKSTOP",
    "DEPTHS",
    "HASTY",
    "PATIENT",
    "REFORMS",
    "SIX",
    "SOCIAL_COST",
    "TARIFF_GAIN",
    "TARIFF_WASTE",
    "TIE",
    "WORLDS",
    "Best",
    "Bracket",
    "Contributions",
    "Founding",
    "GravityFit",
    "KnownFounders",
    "Payoffs",
    "Report",
    "Rules",
    "Treaty",
    "TreatyGame",
    "World",
    "accede",
    "all_treaties",
    "best",
    "bracket",
    "cdice_world",
    "ceiling",
    "ceilings",
    "combined",
    "contributions",
    "equal_world",
    "find_treaty",
    "forty",
    "founding_pairs",
    "from_above",
    "government",
    "gravity",
    "improve",
    "in_game",
    "known_clubs",
    "known_depths",
    "known_founders",
    "known_goals",
    "known_report",
    "known_treaty",
    "losers",
    "provisions",
    "report",
    "surplus",
    "variant_provisions",
]
