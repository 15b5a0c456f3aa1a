"""Cooperation that evolves: under a shared risk, under institutions, and on networks.

=======================================  ======================================================
:mod:`govlib.evolution.collective_risk`  the dilemma of collective risk: replicator equation and
                                         finite population (Santos and Pacheco 2011)
:mod:`govlib.evolution.unknown_target`   the same where nobody knows how many are needed
:mod:`govlib.evolution.risk_experiment`  the experiment behind it (Milinski and others 2008)
:mod:`govlib.evolution.risk_rounds`      ten rounds of it beside five automata of ours, for a
                                         reader to play
:mod:`govlib.evolution.institutions`     global and local sanctions (Vasconcelos, Santos and
                                         Pacheco 2013)
:mod:`govlib.evolution.known`            offices whose populations take long to solve, kept in
                                         a table
:mod:`govlib.evolution.structure`        the benefit-to-cost ratio above which a network favours
                                         cooperation (Allen and others 2017)
:mod:`govlib.evolution.network_goods`    public goods among neighbours (Santos, Santos and
                                         Pacheco 2008)
:mod:`govlib.evolution.fixation`         chances of taking over a population, for any game
:mod:`govlib.evolution.symmetric`        games of two and of more players for it
:mod:`govlib.evolution.imitation`        imitation with experiments in a finite population
:mod:`govlib.evolution.markov`           stationary distributions to the last digit
:mod:`govlib.evolution.sampling`         groups drawn from a finite population
=======================================  ======================================================
"""

from govlib.evolution.collective_risk import CollectiveRisk, RestPoints, RiskPopulation
from govlib.evolution.fixation import Fixation, fixation
from govlib.evolution.imitation import Imitation, TwoStrategies
from govlib.evolution.institutions import SanctionedPopulation, Sanctions, sanctioned
from govlib.evolution.known import KnownOffice, known_office
from govlib.evolution.markov import birth_death, stationary, stationary_log, stationary_sweep
from govlib.evolution.network_goods import NetworkGoods, NetworkRun
from govlib.evolution.risk_experiment import (
    TREATMENTS,
    Contrast,
    RiskExperiment,
    Treatment,
    contrast,
)
from govlib.evolution.risk_rounds import Giver, givers, risk_rounds
from govlib.evolution.sampling import companions, groups
from govlib.evolution.structure import Coalescence, coalescence, transitive_ratio
from govlib.evolution.symmetric import GroupGame, PairGame, group_game
from govlib.evolution.unknown_target import UnknownTarget

__all__ = [
    "TREATMENTS",
    "Coalescence",
    "CollectiveRisk",
    "Contrast",
    "Fixation",
    "Giver",
    "GroupGame",
    "Imitation",
    "KnownOffice",
    "NetworkGoods",
    "NetworkRun",
    "PairGame",
    "RestPoints",
    "RiskExperiment",
    "RiskPopulation",
    "SanctionedPopulation",
    "Sanctions",
    "Treatment",
    "TwoStrategies",
    "UnknownTarget",
    "birth_death",
    "coalescence",
    "companions",
    "contrast",
    "fixation",
    "givers",
    "group_game",
    "groups",
    "known_office",
    "risk_rounds",
    "sanctioned",
    "stationary",
    "stationary_log",
    "stationary_sweep",
    "transitive_ratio",
]
