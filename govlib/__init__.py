"""Models of global governance, each checked against the published results it reproduces.

The package is cut into families; each is imported when it is first used:

============================  ==================================================================
:mod:`govlib.games`           public goods, repeated games, bargaining, commons, shared security
:mod:`govlib.evolution`       cooperation in finite populations, on graphs and under shared risk
:mod:`govlib.agreements`      self-enforcing agreements, transfers, private provision, shielding
:mod:`govlib.voting`          power indices of weighted games and of their conjunctions
:mod:`govlib.coalitional`     Shapley value, core, nucleolus, bankruptcy
:mod:`govlib.networks`        measures, null models, contagion, cascades, clearing of payments
:mod:`govlib.social_choice`   majorities, Borda, Kemeny, Condorcet's paradox
:mod:`govlib.opinions`        bounded confidence and compromises in pairs
:mod:`govlib.conventions`     conventions without law, adoption, urns and lock-in
:mod:`govlib.sustainability`  climate economy, renewable resources, discounting
:mod:`govlib.financing`       quadratic funding, assurance contracts, volunteers, matching
:mod:`govlib.enforcement`     inspection, punishment, delayed correction
:mod:`govlib.indicators`      composite indicators, weights, ranks, sensitivity
:mod:`govlib.nations`         number of nations, secession, decentralisation
:mod:`govlib.lab`             forty countries, challenges and reforms as switches of one game
:mod:`govlib.data`            figures of fact, with source, unit, year and licence
:mod:`govlib.published`       the published results, and what the models make of them
:mod:`govlib.sweep`           a model over a labelled grid of parameters
:mod:`govlib.rounds`          games that a reader plays, compiled to tables
:mod:`govlib.drawing`         what a figure declares: sentence, sizes, controls, targets
:mod:`govlib.palette`         the colours and settings that figures and pages share
:mod:`govlib.figures`         drawings of the models' results
:mod:`govlib.explorer`        controls over a figure, live or in a plain page
============================  ==================================================================
"""

from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

_FAMILIES = (
    "agreements",
    "coalitional",
    "conventions",
    "data",
    "drawing",
    "enforcement",
    "evolution",
    "explorer",
    "figures",
    "financing",
    "games",
    "indicators",
    "lab",
    "nations",
    "networks",
    "opinions",
    "palette",
    "published",
    "rounds",
    "social_choice",
    "sustainability",
    "sweep",
    "voting",
)

__all__ = [*_FAMILIES]


def __getattr__(name: str) -> ModuleType:
    if name in _FAMILIES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_FAMILIES])
