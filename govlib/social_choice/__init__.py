"""From many rankings to one: majorities, Borda, Kemeny, and how often no winner exists.

=========================================  =======================================================
:mod:`govlib.social_choice.ballots`        rankings, majorities that run in a circle, Borda
:mod:`govlib.social_choice.kemeny_rule`    the ranking with the fewest disagreements, exactly
:mod:`govlib.social_choice.paradox`        how likely it is that majorities have no winner
:mod:`govlib.social_choice.paradox_draws`  the same from random profiles, for sizes beyond reach
=========================================  =======================================================
"""

from govlib.social_choice.ballots import Profile
from govlib.social_choice.kemeny_rule import Kemeny, kemeny
from govlib.social_choice.paradox import condorcet_chance, condorcet_limit
from govlib.social_choice.paradox_draws import Estimate, draw_condorcet

__all__ = [
    "Estimate",
    "Kemeny",
    "Profile",
    "condorcet_chance",
    "condorcet_limit",
    "draw_condorcet",
    "kemeny",
]
