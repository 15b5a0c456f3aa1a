"""Voting power: who can decide, prevent and initiate under the rules of international bodies.

================================  =============================================================
:mod:`govlib.voting.rules`        weighted games, their conjunctions and unions
:mod:`govlib.voting.power`        Penrose–Banzhaf, Shapley–Shubik (1954), and Coleman's powers to
                                  prevent, to initiate and to act
:mod:`govlib.voting.bodies`       the Security Council, the councils of Europe from 1958 on, and
                                  the boards of the IMF, from :mod:`govlib.data`
:mod:`govlib.voting.fund`         what-ifs for the IMF: votes by output, basic votes, a double
                                  majority, members that vote as one
:mod:`govlib.voting.critical`     the indices of Johnston and of Deegan and Packel, for committees
:mod:`govlib.voting.known`        power of the IMF's Governors that takes long to count, kept in
                                  tables
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
from govlib.voting.critical import deegan_packel, johnston
from govlib.voting.fund import PRICES, as_one, imf_output, imf_reform
from govlib.voting.known import known_double_majority, known_governors
from govlib.voting.power import BanzhafPower, ShapleyShubikPower, banzhaf, shapley_shubik
from govlib.voting.rules import Conjunction, SimpleGame, Union, WeightedGame

__all__ = [
    "COUNCILS",
    "PER_MILLE",
    "PRICES",
    "BanzhafPower",
    "Body",
    "Conjunction",
    "ShapleyShubikPower",
    "SimpleGame",
    "Union",
    "WeightedGame",
    "as_one",
    "banzhaf",
    "deegan_packel",
    "eu_council",
    "imf_executive_board",
    "imf_governors",
    "imf_output",
    "imf_reform",
    "johnston",
    "known_double_majority",
    "known_governors",
    "security_council",
    "shapley_shubik",
]
