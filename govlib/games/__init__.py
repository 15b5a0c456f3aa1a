"""Games between few and many: public goods, repeated dilemmas, bargaining, commons, security.

========================================  =====================================================
:mod:`govlib.games.public_goods`          the linear public good of Isaac and Walker (1988), and
                                          the patience that keeps giving alive in the repeated
                                          game
:mod:`govlib.games.aggregation`           weakest link, summation, best shot (Hirshleifer 1983)
                                          and the links between
:mod:`govlib.games.minimum_effort`        the weakest link as people play it (Van Huyck,
                                          Battalio and Beil 1990)
:mod:`govlib.games.supply`                all of these technologies on one scale, and trust in
                                          the weakest link
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
:mod:`govlib.games.misreading`            the same where each may misread the other's moves
:mod:`govlib.games.tournament`            round-robin tournaments, and matches move by move
:mod:`govlib.games.first_tournament`      the entries of Axelrod's first tournament (1980)
:mod:`govlib.games.stability`             best answers to a strategy, collective stability and
                                          clusters, exact for any finite strategy
:mod:`govlib.games.giving_rounds`         ten periods of giving, for a reader to play
:mod:`govlib.games.dilemma_rounds`        fifteen moves against an unknown automaton, likewise
:mod:`govlib.games.utilities`             concave utilities of a share
:mod:`govlib.games.nash_bargaining`       Nash's solution (1950) with outside options
:mod:`govlib.games.alternating_offers`    Rubinstein's alternating offers (1982) and their limit
:mod:`govlib.games.single_offer`          one offer to a party whose fall-back is not known
:mod:`govlib.games.commons`               a common pool (Walker, Gardner and Ostrom 1990)
:mod:`govlib.games.linkage`               issues that countries tie into packages
:mod:`govlib.games.security`              interdependent security (Kunreuther and Heal 2003)
:mod:`govlib.games.equal_security`        the same among agents that are all alike
========================================  =====================================================
"""

from govlib.games.aggregation import (
    BestShotEquilibrium,
    GiftEconomy,
    best_shot,
    power_mean,
    summation,
    weakest_link,
)
from govlib.games.alternating_offers import AlternatingOffers, Division
from govlib.games.automata import COOPERATE, DEFECT, Strategy, from_memory, memory_one
from govlib.games.commons import CommonPool, Use
from govlib.games.conditional import Fit, GivingPath, Population, fit_learning, fit_pull
from govlib.games.dilemma import PrisonersDilemma
from govlib.games.dilemma_rounds import dilemma_rounds
from govlib.games.equal_security import EqualSecurity
from govlib.games.first_tournament import (
    TOURNAMENT_STEPS,
    davis,
    downing,
    feld,
    first_tournament,
    graaskamp,
    tullock,
)
from govlib.games.giving_rounds import giving_rounds
from govlib.games.linkage import Issues, Package
from govlib.games.meetings import Meetings, discounted_play, endless_play, finite_play
from govlib.games.minimum_effort import CommonEffort, WeakestLinkGame
from govlib.games.misreading import misread_play
from govlib.games.nash_bargaining import Bargain, NashBargain
from govlib.games.public_goods import BestReply, LinearPublicGood, Outcome, falling_mpcr
from govlib.games.schedules import Schedules, fit_shares, stylised
from govlib.games.security import Protection, Security, SecurityCascade
from govlib.games.sessions import Sessions, load_sessions
from govlib.games.single_offer import SingleOffer
from govlib.games.stability import Answer, best_answer, invading_cluster, is_collectively_stable
from govlib.games.strategies import (
    alternate,
    always_cooperate,
    always_defect,
    bully,
    coin,
    contrite_tit_for_tat,
    extortion,
    field,
    firm_but_fair,
    generous_tit_for_tat,
    grim,
    grofman,
    joss,
    nydegger,
    suspicious_tit_for_tat,
    tit_for_tat,
    tit_for_two_tats,
    two_tits_for_tat,
    win_stay_lose_shift,
)
from govlib.games.supply import (
    Supply,
    best_efforts,
    expected_payoffs,
    needed_trust,
    supply,
    supply_for_tastes,
)
from govlib.games.tournament import Matches, Tournament, play_out, round_robin
from govlib.games.utilities import (
    Utility,
    cautious_utility,
    linear_utility,
    logarithmic_utility,
    power_utility,
)

__all__ = [
    "COOPERATE",
    "DEFECT",
    "TOURNAMENT_STEPS",
    "AlternatingOffers",
    "Answer",
    "Bargain",
    "BestReply",
    "BestShotEquilibrium",
    "CommonEffort",
    "CommonPool",
    "Division",
    "EqualSecurity",
    "Fit",
    "GiftEconomy",
    "GivingPath",
    "Issues",
    "LinearPublicGood",
    "Matches",
    "Meetings",
    "NashBargain",
    "Outcome",
    "Package",
    "Population",
    "PrisonersDilemma",
    "Protection",
    "Schedules",
    "Security",
    "SecurityCascade",
    "Sessions",
    "SingleOffer",
    "Strategy",
    "Supply",
    "Tournament",
    "Use",
    "Utility",
    "WeakestLinkGame",
    "alternate",
    "always_cooperate",
    "always_defect",
    "best_answer",
    "best_efforts",
    "best_shot",
    "bully",
    "cautious_utility",
    "coin",
    "contrite_tit_for_tat",
    "davis",
    "dilemma_rounds",
    "discounted_play",
    "downing",
    "endless_play",
    "expected_payoffs",
    "extortion",
    "falling_mpcr",
    "feld",
    "field",
    "finite_play",
    "firm_but_fair",
    "first_tournament",
    "fit_learning",
    "fit_pull",
    "fit_shares",
    "from_memory",
    "generous_tit_for_tat",
    "giving_rounds",
    "graaskamp",
    "grim",
    "grofman",
    "invading_cluster",
    "is_collectively_stable",
    "joss",
    "linear_utility",
    "load_sessions",
    "logarithmic_utility",
    "memory_one",
    "misread_play",
    "needed_trust",
    "nydegger",
    "play_out",
    "power_mean",
    "power_utility",
    "round_robin",
    "stylised",
    "summation",
    "supply",
    "supply_for_tastes",
    "suspicious_tit_for_tat",
    "tit_for_tat",
    "tit_for_two_tats",
    "tullock",
    "two_tits_for_tat",
    "weakest_link",
    "win_stay_lose_shift",
]
