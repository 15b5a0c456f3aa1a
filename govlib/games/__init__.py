"""Games of collective action: public goods, how gifts add up, and conditional cooperation.

All of them serve the chapter *The dilemma of collective action* (section II of the paper).

===================================  ==========================================================
:mod:`govlib.games.public_goods`     the linear public good of Isaac and Walker (1988), and the
                                     patience that keeps giving alive in the repeated game
:mod:`govlib.games.aggregation`      weakest link, summation, best shot (Hirshleifer 1983) and
                                     the links between; the game of Van Huyck et al. (1990)
:mod:`govlib.games.schedules`        how much each type gives for what the others give
                                     (Fischbacher, Gächter and Fehr 2001)
:mod:`govlib.games.conditional`      a mix of types, beliefs that follow what is seen, and the
                                     decline of giving
:mod:`govlib.games.sessions`         the ten periods of Fischbacher and Gächter (2010), loaded
                                     from :mod:`govlib.data`
===================================  ==========================================================
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
from govlib.games.conditional import Course, Fit, Population, fit_learning, fit_pull
from govlib.games.public_goods import BestReply, LinearPublicGood, Outcome, falling_mpcr
from govlib.games.schedules import Schedules, fit_shares, stylised
from govlib.games.sessions import Sessions, load_sessions

__all__ = [
    "BestReply",
    "BestShotEquilibrium",
    "Course",
    "Fit",
    "GiftEconomy",
    "LinearPublicGood",
    "Outcome",
    "Population",
    "Schedules",
    "Sessions",
    "WeakestLinkGame",
    "best_shot",
    "falling_mpcr",
    "fit_learning",
    "fit_pull",
    "fit_shares",
    "load_sessions",
    "power_mean",
    "stylised",
    "summation",
    "volunteer_failure",
    "weakest_link",
]
