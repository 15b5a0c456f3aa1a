"""Models of global governance, each checked against the published results it reproduces.

The package is cut into families; each is imported when it is first used:

========================  =====================================================================
:mod:`govlib.games`       public goods, aggregation technologies, conditional cooperation
:mod:`govlib.networks`    measures, null models, contagion, cascades, clearing of payments
:mod:`govlib.data`        figures of fact, with source, unit, year and licence
:mod:`govlib.published`   the published results, and what the models make of them
:mod:`govlib.sweep`       a model over a labelled grid of parameters
:mod:`govlib.figures`     drawings of the models' results
:mod:`govlib.explorer`    controls over a figure, live or in a plain page
========================  =====================================================================
"""

from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

_FAMILIES = ("data", "explorer", "figures", "games", "networks", "published", "sweep")

__all__ = [*_FAMILIES]


def __getattr__(name: str) -> ModuleType:
    if name in _FAMILIES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_FAMILIES])
