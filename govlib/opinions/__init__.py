"""Opinions that come closer, or fall apart into camps.

=========================================  =======================================================
:mod:`govlib.opinions.bounded_confidence`  bounded confidence (Hegselmann and Krause 2002)
:mod:`govlib.opinions.compromises`         compromises in pairs (Deffuant and others 2000), and
                                           their rate equation (Ben-Naim, Krapivsky and Redner
                                           2003)
:mod:`govlib.opinions.exact`               the same without rounding (Hegarty and Wedin 2014)
:mod:`govlib.opinions.positions`           from a table of agreement to places, and from places
                                           to the members of camps
=========================================  =======================================================
"""

from govlib.opinions.bounded_confidence import (
    Camps,
    OpinionCourse,
    hegselmann_krause,
    opinion_course,
)
from govlib.opinions.compromises import Encounters, OpinionDensity, compromise, encounters
from govlib.opinions.exact import equally_spaced, hegselmann_krause_exact
from govlib.opinions.positions import Positions, camp_members, positions

__all__ = [
    "Camps",
    "Encounters",
    "OpinionCourse",
    "OpinionDensity",
    "Positions",
    "camp_members",
    "compromise",
    "encounters",
    "equally_spaced",
    "hegselmann_krause",
    "hegselmann_krause_exact",
    "opinion_course",
    "positions",
]
