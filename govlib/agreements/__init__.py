"""Agreements among sovereigns: which hold, who pays, and what payments achieve.

=========================================  ======================================================
:mod:`govlib.agreements.stability`         the test that a self-enforcing agreement passes, for
                                           any model
:mod:`govlib.agreements.linear`            linear benefits: abatement by degrees (Carraro and
                                           Siniscalco 1993), all or nothing (Barrett 1999)
:mod:`govlib.agreements.leaders`           signatories who move first: Barrett (1994), and with
                                           emissions of at least 0, Diamantoudi and Sartzetakis
                                           (2006)
:mod:`govlib.agreements.bounded_leaders`   the first of these where nobody abates more than it
                                           emits
:mod:`govlib.agreements.clauses`           a clause of entry, and a measure against outsiders, for
                                           any of these; derived here
:mod:`govlib.agreements.protocols`         two treaties in numbers: parties and emissions
:mod:`govlib.agreements.abatement`         unequal countries in any coalition
:mod:`govlib.agreements.coalitions`        which coalitions of unequal countries hold, searched
                                           completely
:mod:`govlib.agreements.emitters`          the forty largest emitters of 2018 as such countries
:mod:`govlib.agreements.transfers`         payments that make cooperation pay for all (Chander and
                                           Tulkens 1995, 1997)
:mod:`govlib.agreements.leaving`           what members gain by leaving the others' agreement, and
                                           whether payments can hold them
:mod:`govlib.agreements.provision`         gifts to a public good, neutrality and crowding out
                                           (Bergstrom, Blume and Varian 1986)
:mod:`govlib.agreements.preferences`       the same with any normal preferences
:mod:`govlib.agreements.crowding`          what public money adds, and the test of Andreoni (1993)
:mod:`govlib.agreements.large_economies`   who still gives in a large group (Andreoni 1988)
:mod:`govlib.agreements.burden`            who carries an alliance (Olson and Zeckhauser 1966), and
                                           NATO
:mod:`govlib.agreements.joint`             gifts that serve all, and the giver a second time
:mod:`govlib.agreements.commitment`        a member that binds itself before the others give
:mod:`govlib.agreements.shielding`         mitigation and private protection, derived here
=========================================  ======================================================
"""

from govlib.agreements.abatement import Abatement, AbatementGame
from govlib.agreements.bounded_leaders import BoundedLeaderAgreement
from govlib.agreements.burden import (
    Alliance,
    AllianceShare,
    EqualBurden,
    RankCorrelation,
    alliance,
    burdens,
    equal_burden,
)
from govlib.agreements.clauses import EntryClause, TradeMeasure
from govlib.agreements.coalitions import (
    Coalitions,
    internally_stable,
    membership_gain,
    with_transfers,
)
from govlib.agreements.commitment import commit_first
from govlib.agreements.crowding import Crowding, crowding_design, crowding_out
from govlib.agreements.emitters import emitters
from govlib.agreements.joint import JointFit, JointProduct, fit_joint
from govlib.agreements.large_economies import LargeEconomy
from govlib.agreements.leaders import (
    EmissionAgreement,
    LeaderAgreement,
    highest_theta,
    switch_theta,
)
from govlib.agreements.leaving import Leaving, leaving
from govlib.agreements.linear import Actions, BinaryAgreement, LinearAgreement
from govlib.agreements.preferences import CES, Demand, Preference, Substitution, provide
from govlib.agreements.protocols import (
    ADOPTED,
    NATURAL_EMISSIONS,
    treaty_emissions,
    treaty_parties,
)
from govlib.agreements.provision import Giving, Lindahl, PrivateProvision
from govlib.agreements.shielding import Shielding, ShieldingOutcome, crossover_cost
from govlib.agreements.stability import (
    Agreement,
    Assessment,
    PreciseAgreement,
    assess,
    stable_sizes,
)
from govlib.agreements.transfers import (
    GammaCoreCheck,
    Transfers,
    chander_tulkens,
    gamma_core,
    gamma_values,
)

__all__ = [
    "ADOPTED",
    "CES",
    "NATURAL_EMISSIONS",
    "Abatement",
    "AbatementGame",
    "Actions",
    "Agreement",
    "Alliance",
    "AllianceShare",
    "Assessment",
    "BinaryAgreement",
    "BoundedLeaderAgreement",
    "Coalitions",
    "Crowding",
    "Demand",
    "EmissionAgreement",
    "EntryClause",
    "EqualBurden",
    "GammaCoreCheck",
    "Giving",
    "JointFit",
    "JointProduct",
    "LargeEconomy",
    "LeaderAgreement",
    "Leaving",
    "Lindahl",
    "LinearAgreement",
    "PreciseAgreement",
    "Preference",
    "PrivateProvision",
    "RankCorrelation",
    "Shielding",
    "ShieldingOutcome",
    "Substitution",
    "TradeMeasure",
    "Transfers",
    "alliance",
    "assess",
    "burdens",
    "chander_tulkens",
    "commit_first",
    "crossover_cost",
    "crowding_design",
    "crowding_out",
    "emitters",
    "equal_burden",
    "fit_joint",
    "gamma_core",
    "gamma_values",
    "highest_theta",
    "internally_stable",
    "leaving",
    "membership_gain",
    "provide",
    "stable_sizes",
    "switch_theta",
    "treaty_emissions",
    "treaty_parties",
    "with_transfers",
]
