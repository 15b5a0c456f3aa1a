"""Games between few and many: public goods, repeated dilemmas, bargaining, commons, security.

========================================  =====================================================
:mod:`govlib.games.public_goods`          the linear public good of Isaac and Walker (1988), and
                                          the patience that keeps giving alive in the repeated
                                          game
:mod:`govlib.games.aggregation`           weakest link, summation, best shot (Hirshleifer 1983)
                                          and the links between; the game of Van Huyck et al.
                                          (1990)
:mod:`govlib.games.schedules`             how much each type gives for what the others give
                                          (Fischbacher, Gächter and Fehr 2001)
:mod:`govlib.games.conditional`           a mix of types, beliefs that follow what is seen, and
                                          the decline of giving
:mod:`govlib.games.sessions`              the ten periods of Fischbacher and Gächter (2010),
                                          loaded from :mod:`govlib.data`
:mod:`govlib.games.dilemma`               the prisoner's dilemma, the shadow of the future and
                                          invading clusters (Axelrod and Hamilton 1981)
:mod:`govlib.games.automata`              strategies of repeated games as finite automata
:mod:`govlib.games.strategies`            the named ones, from tit for tat to extortion
:mod:`govlib.games.meetings`              exact expected scores of strategies that meet, with
                                          noise: finite, discounted, limit of means
:mod:`govlib.games.tournament`            round-robin tournaments, and matches move by move
:mod:`govlib.games.first_tournament`      the entries of Axelrod's first tournament (1980)
:mod:`govlib.games.stability`             best answers to a strategy, collective stability and
                                          clusters, exact for any finite strategy
:mod:`govlib.games.giving_rounds`         ten periods of giving, for a reader to play
:mod:`govlib.games.dilemma_rounds`        fifteen moves against an unknown automaton, likewise
:mod:`govlib.games.utilities`             concave utilities of a share
:mod:`govlib.games.nash_bargaining`       Nash's solution (1950) with outside options
:mod:`govlib.games.alternating_offers`    Rubinstein's alternating offers (1982) and their limit
:mod:`govlib.games.commons`               a common pool (Walker, Gardner and Ostrom 1990)
:mod:`govlib.games.linkage`               issues that countries tie into packages
:mod:`govlib.games.security`              interdependent security (Kunreuther and Heal 2003)
:mod:`govlib.games.equal_security`        the same among agents that are all alike
========================================  =====================================================
"""

from govlib.games.aggregation import (
    BestShotEquilibrium,
    GiftEconomy,
    WeakestLinkGame,
    best_shot,
    power_mean,
    summation,
    volunteer_failure,
    weakest_link,
)
from govlib.games.alternating_offers import AlternatingOffers, Division
from govlib.games.automata import COOPERATE, DEFECT, Strategy, from_memory, memory_one
from govlib.games.commons import CommonPool, Use
from govlib.games.conditional import Course, Fit, Population, fit_learning, fit_pull
from govlib.games.dilemma import PrisonersDilemma
from govlib.games.dilemma_rounds import dilemma_rounds
from govlib.games.equal_security import EqualSecurity
from govlib.games.first_tournament import first_tournament
from govlib.games.giving_rounds import giving_rounds
from govlib.games.linkage import Issues, Package
from govlib.games.meetings import Meetings, discounted_play, endless_play, finite_play
from govlib.games.nash_bargaining import Agreement, NashBargain
from govlib.games.public_goods import BestReply, LinearPublicGood, Outcome, falling_mpcr
from govlib.games.schedules import Schedules, fit_shares, stylised
from govlib.games.security import Cascade, Security
from govlib.games.sessions import Sessions, load_sessions
from govlib.games.stability import (
    Answer,
    best_answer,
    invading_cluster,
    is_collectively_stable,
)
from govlib.games.tournament import Matches, Tournament, play_out, round_robin
from govlib.games.utilities import Utility

__all__ = [
    "COOPERATE",
    "DEFECT",
    "Agreement",
    "AlternatingOffers",
    "Answer",
    "BestReply",
    "BestShotEquilibrium",
    "Cascade",
    "CommonPool",
    "Course",
    "Division",
    "EqualSecurity",
    "Fit",
    "GiftEconomy",
    "Issues",
    "LinearPublicGood",
    "Matches",
    "Meetings",
    "NashBargain",
    "Outcome",
    "Package",
    "Population",
    "PrisonersDilemma",
    "Schedules",
    "Security",
    "Sessions",
    "Strategy",
    "Tournament",
    "Use",
    "Utility",
    "WeakestLinkGame",
    "best_answer",
    "best_shot",
    "dilemma_rounds",
    "discounted_play",
    "endless_play",
    "falling_mpcr",
    "finite_play",
    "first_tournament",
    "fit_learning",
    "fit_pull",
    "fit_shares",
    "from_memory",
    "giving_rounds",
    "invading_cluster",
    "is_collectively_stable",
    "load_sessions",
    "memory_one",
    "play_out",
    "power_mean",
    "round_robin",
    "stylised",
    "summation",
    "volunteer_failure",
    "weakest_link",
]
