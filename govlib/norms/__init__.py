"""Goals that do not agree, and rules that nobody makes.

Chapters *Goals that do not agree* and *Rule vacuum* (sections III.B.3 and III.B.4 of the paper).

===================================  ===============================================================
:mod:`govlib.norms.ballots`          rankings, majorities that run in a circle, Borda
:mod:`govlib.norms.kemeny_rule`      the ranking with the fewest disagreements, exactly
:mod:`govlib.norms.paradox`          how likely it is that majorities have no winner
:mod:`govlib.norms.paradox_draws`    the same from random profiles, for sizes beyond reach
:mod:`govlib.norms.opinions`         bounded confidence (Hegselmann and Krause 2002)
:mod:`govlib.norms.opinions_exact`   the same without rounding (Hegarty and Wedin 2014)
:mod:`govlib.norms.compromises`      compromises in pairs (Deffuant and others 2000), and their rate
                                     equation (Ben-Naim, Krapivsky and Redner 2003)
:mod:`govlib.norms.linkage`          issues that countries tie into packages
:mod:`govlib.norms.conventions`      conventions without law (Kandori, Mailath and Rob 1993)
:mod:`govlib.norms.adoption`         increasing returns and lock-in (Arthur 1989)
:mod:`govlib.norms.urns`             Pólya's urn and urns that exaggerate
:mod:`govlib.norms.commons`          a common pool (Walker, Gardner and Ostrom 1990)
:mod:`govlib.norms.security`         interdependent security (Kunreuther and Heal 2003)
:mod:`govlib.norms.equal_security`   the same among agents that are all alike
===================================  ===============================================================
"""

from govlib.norms.adoption import Adoption, Leads, Returns, TwoKinds
from govlib.norms.ballots import Profile
from govlib.norms.commons import CommonPool, Use
from govlib.norms.compromises import Density, Encounters, compromise, encounters
from govlib.norms.conventions import CoordinationGame, LongRun
from govlib.norms.equal_security import EqualSecurity
from govlib.norms.kemeny_rule import Kemeny, kemeny
from govlib.norms.linkage import Issues, Package
from govlib.norms.opinions import Camps, Course, hegselmann_krause, opinion_course
from govlib.norms.opinions_exact import equally_spaced, hegselmann_krause_exact
from govlib.norms.paradox import condorcet_chance, condorcet_limit
from govlib.norms.paradox_draws import Estimate, draw_condorcet
from govlib.norms.security import Cascade, Security
from govlib.norms.urns import (
    RestPoint,
    Urn,
    polya_limit_above,
    polya_shares,
    power_rule,
    smooth_rule,
)

__all__ = [
    "Adoption",
    "Camps",
    "Cascade",
    "CommonPool",
    "CoordinationGame",
    "Course",
    "Density",
    "Encounters",
    "EqualSecurity",
    "Estimate",
    "Issues",
    "Kemeny",
    "Leads",
    "LongRun",
    "Package",
    "Profile",
    "RestPoint",
    "Returns",
    "Security",
    "TwoKinds",
    "Urn",
    "Use",
    "compromise",
    "condorcet_chance",
    "condorcet_limit",
    "draw_condorcet",
    "encounters",
    "equally_spaced",
    "hegselmann_krause",
    "hegselmann_krause_exact",
    "kemeny",
    "opinion_course",
    "polya_limit_above",
    "polya_shares",
    "power_rule",
    "smooth_rule",
]
