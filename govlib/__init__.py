"""Models of global governance, each checked against the published results it reproduces.

The package is cut into families; each is imported when it is first used:

============================  ==================================================================
:mod:`govlib.games`           public goods, conditional cooperation, repeated games, bargaining
:mod:`govlib.evolution`       cooperation in finite populations, on graphs and under shared risk
:mod:`govlib.agreements`      self-enforcing agreements, transfers, private provision, shielding
:mod:`govlib.voting`          power indices of weighted games and of their conjunctions
:mod:`govlib.coalitional`     Shapley value, core, nucleolus, bankruptcy
:mod:`govlib.networks`        measures, null models, contagion, cascades, clearing of payments
:mod:`govlib.norms`           social choice, opinions, conventions, lock-in, common pools
:mod:`govlib.sustainability`  climate economy, renewable resources, discounting
:mod:`govlib.financing`       quadratic funding, assurance contracts, volunteers, matching
:mod:`govlib.oversight`       composite indicators, inspection, punishment, delayed feedback
:mod:`govlib.scale`           number of nations, decentralisation
:mod:`govlib.data`            figures of fact, with source, unit, year and licence
:mod:`govlib.published`       the published results, and what the models make of them
:mod:`govlib.sweep`           a model over a labelled grid of parameters
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
    "data",
    "evolution",
    "explorer",
    "figures",
    "financing",
    "games",
    "networks",
    "norms",
    "oversight",
    "published",
    "scale",
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
