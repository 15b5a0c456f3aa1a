"""Financing public goods: rules that add to gifts, pledges, volunteers, and the UN's budget.

Private provision itself stands in :mod:`govlib.agreements`.

=====================================  ========================================================
:mod:`govlib.financing.donors`         private gifts, grants, matching and quadratic funding
                                       (Buterin, Hitzig and Weyl 2019) in one economy of donors
:mod:`govlib.financing.match`          the quadratic rule itself
:mod:`govlib.financing.contract`       a joint promise, with a bonus if it fails (Tabarrok)
:mod:`govlib.financing.assurance`      contributions that come back if too few give (Bagnoli and
                                       Lipman 1989), and campaigns for pledges
:mod:`govlib.financing.volunteers`     the volunteer's dilemma (Diekmann 1985), with fines and
                                       with unequal costs
:mod:`govlib.financing.concentration`  how much a budget depends on few: Herfindahl and Gini
:mod:`govlib.financing.un_funding`     the revenue of the United Nations system in 2024, loaded
                                       from :mod:`govlib.data`
=====================================  ========================================================
"""

from govlib.financing.assurance import PledgeGame, Pledging, ProvisionPoint
from govlib.financing.concentration import gini, herfindahl, top_share
from govlib.financing.contract import BonusContract
from govlib.financing.donors import Donors
from govlib.financing.match import Funding, quadratic_match
from govlib.financing.un_funding import (
    CHANNELS,
    ODA_TARGET,
    aid_effort,
    by_giver,
    channels,
    funders,
    replaced_by_dues,
    scale_and_gifts,
)
from govlib.financing.volunteers import UnequalVolunteers, Volunteering, VolunteersDilemma

__all__ = [
    "CHANNELS",
    "ODA_TARGET",
    "BonusContract",
    "Donors",
    "Funding",
    "PledgeGame",
    "Pledging",
    "ProvisionPoint",
    "UnequalVolunteers",
    "Volunteering",
    "VolunteersDilemma",
    "aid_effort",
    "by_giver",
    "channels",
    "funders",
    "gini",
    "herfindahl",
    "quadratic_match",
    "replaced_by_dues",
    "scale_and_gifts",
    "top_share",
]
