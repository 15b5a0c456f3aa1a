"""From many rankings to one: majorities, Borda, Kemeny, and how often no winner exists.

=========================================  =======================================================
:mod:`govlib.social_choice.ballots`        rankings, majorities that run in a circle, Borda
:mod:`govlib.social_choice.camps`          camps with different first goals, all second ones
:mod:`govlib.social_choice.kemeny_rule`    the ranking with the fewest disagreements, exactly
:mod:`govlib.social_choice.nearest`        proposals at places, votes for the nearer one
:mod:`govlib.social_choice.paradox`        how likely it is that majorities have no winner
:mod:`govlib.social_choice.paradox_draws`  the same from random profiles, for sizes beyond reach
=========================================  =======================================================
"""

from govlib.social_choice.ballots import Profile
from govlib.social_choice.camps import SCALES, camp_profiles, camp_votes
from govlib.social_choice.kemeny_rule import Kemeny, kemeny
from govlib.social_choice.nearest import no_winner_share
from govlib.social_choice.paradox import condorcet_chance, condorcet_limit
from govlib.social_choice.paradox_draws import Estimate, draw_condorcet

__all__ = [
    "SCALES",
    "Estimate",
    "Kemeny",
    "Profile",
    "camp_profiles",
    "camp_votes",
    "condorcet_chance",
    "condorcet_limit",
    "draw_condorcet",
    "kemeny",
    "no_winner_share",
]
