"""Conventions without law, and choices that lock in.

======================================  ==========================================================
:mod:`govlib.conventions.adoption`      increasing returns and lock-in (Arthur 1989)
:mod:`govlib.conventions.coordination`  conventions without law (Kandori, Mailath and Rob 1993)
:mod:`govlib.conventions.neighbours`    the same among neighbours on a ring (Ellison 1993)
:mod:`govlib.conventions.urns`          Pólya's urn and urns that exaggerate
======================================  ==========================================================
"""

from govlib.conventions.adoption import Adoption, Leads, Returns, TwoKinds
from govlib.conventions.coordination import CoordinationGame, LongRun
from govlib.conventions.neighbours import RingGame
from govlib.conventions.urns import (
    RestPoint,
    Urn,
    polya_limit_above,
    polya_shares,
    power_rule,
    smooth_rule,
)

__all__ = [
    "Adoption",
    "CoordinationGame",
    "Leads",
    "LongRun",
    "RestPoint",
    "Returns",
    "RingGame",
    "TwoKinds",
    "Urn",
    "polya_limit_above",
    "polya_shares",
    "power_rule",
    "smooth_rule",
]
