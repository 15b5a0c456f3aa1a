"""Voting power: who can decide, prevent and initiate under the rules of international bodies.

================================  =============================================================
:mod:`govlib.voting.rules`        weighted games, their conjunctions and unions
:mod:`govlib.voting.power`        Penrose–Banzhaf, Shapley–Shubik (1954), and Coleman's powers to
                                  prevent, to initiate and to act
:mod:`govlib.voting.bodies`       the Security Council, the councils of Europe from 1958 on, and
                                  the boards of the IMF, from :mod:`govlib.data`
``_counting``                     exact numbers of winning coalitions, from tables
``_halves``                       the same by letting two halves of the members meet
``_limbs``                        tables of whole numbers of any size
``_owen``                         the Shapley–Shubik index of very large games, by Owen's
                                  integral
================================  =============================================================
"""

from govlib.voting.bodies import (
    COUNCILS,
    PER_MILLE,
    Body,
    eu_council,
    imf_executive_board,
    imf_governors,
    security_council,
)
from govlib.voting.power import BanzhafPower, ShapleyShubikPower, banzhaf, shapley_shubik
from govlib.voting.rules import Conjunction, SimpleGame, Union, WeightedGame

__all__ = [
    "COUNCILS",
    "PER_MILLE",
    "BanzhafPower",
    "Body",
    "Conjunction",
    "ShapleyShubikPower",
    "SimpleGame",
    "Union",
    "WeightedGame",
    "banzhaf",
    "eu_council",
    "imf_executive_board",
    "imf_governors",
    "security_council",
    "shapley_shubik",
]
