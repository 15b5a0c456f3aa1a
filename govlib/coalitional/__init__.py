"""Coalitional games: how the gains, or the costs, of acting together can be shared.

====================================  =========================================================
:mod:`govlib.coalitional.games`       the worth of each coalition, from an array, a function, a
                                      dictionary or a table
:mod:`govlib.coalitional.values`      Shapley (1953) and Banzhaf values
:mod:`govlib.coalitional.core`        who objects to a division; the least core
:mod:`govlib.coalitional.nucleolus`   prenucleolus and nucleolus (Schmeidler 1969), Kohlberg's
                                      criterion
:mod:`govlib.coalitional.kernel`      what one player can ask of another; the prekernel
:mod:`govlib.coalitional.bankruptcy`  sharing an estate among claims: in proportion, equal awards,
                                      equal losses, the Talmud (Aumann and Maschler 1985)
:mod:`govlib.coalitional.costs`       savings, charges, separable costs
:mod:`govlib.coalitional.properties`  superadditive, convex, balanced, with a witness if not
====================================  =========================================================
"""

from govlib.coalitional.bankruptcy import (
    bankruptcy_game,
    constrained_equal_awards,
    constrained_equal_losses,
    proportional,
    talmud,
)
from govlib.coalitional.core import CoreCheck, LeastCore, core_check, least_core
from govlib.coalitional.costs import (
    charges,
    savings,
    separable_costs,
    separable_costs_remaining_benefits,
)
from govlib.coalitional.games import CoalitionalGame, coalition_sums
from govlib.coalitional.kernel import PrekernelCheck, prekernel_check
from govlib.coalitional.nucleolus import (
    KohlbergCheck,
    Nucleolus,
    kohlberg,
    nucleolus,
    prenucleolus,
)
from govlib.coalitional.properties import Property, balanced, convex, superadditive
from govlib.coalitional.values import banzhaf_value, shapley_value

__all__ = [
    "CoalitionalGame",
    "CoreCheck",
    "KohlbergCheck",
    "LeastCore",
    "Nucleolus",
    "PrekernelCheck",
    "Property",
    "balanced",
    "bankruptcy_game",
    "banzhaf_value",
    "charges",
    "coalition_sums",
    "constrained_equal_awards",
    "constrained_equal_losses",
    "convex",
    "core_check",
    "kohlberg",
    "least_core",
    "nucleolus",
    "prekernel_check",
    "prenucleolus",
    "proportional",
    "savings",
    "separable_costs",
    "separable_costs_remaining_benefits",
    "shapley_value",
    "superadditive",
    "talmud",
]
