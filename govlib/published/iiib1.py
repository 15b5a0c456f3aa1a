"""Section III.B.1: self-enforcing agreements, and gifts without authority."""

from __future__ import annotations

import numpy as np

from govlib.agreements import (
    BinaryAgreement,
    EmissionAgreement,
    LargeEconomy,
    LeaderAgreement,
    LinearAgreement,
    PrivateProvision,
    assess,
    switch_theta,
)
from govlib.published import reproduces

#: the ten countries of Barrett (1994), Table 1
TEN = LeaderAgreement(n=10, benefit=1, cost=0.25, choke=100)


@reproduces("IIIB1.I1")
def linear_benefits() -> list[int]:
    """Find the largest stable agreement with linear benefits, at three sizes of the world."""
    return [assess(LinearAgreement(n)).largest for n in (3, 10, 190)]


@reproduces("IIIB1.I2")
def all_or_nothing() -> list[int]:
    """Find the largest stable agreement where countries abate or do not."""
    return [assess(BinaryAgreement(10, benefit, 1)).largest for benefit in (0.3, 0.75)]


@reproduces("IIIB1.B1")
def leaders() -> int:
    """Find the stable agreement of Barrett's Table 1."""
    return int(assess(TEN).largest)


@reproduces("IIIB1.B2")
def row_of_the_table() -> list[float]:
    """Compute what four signatories and six outsiders do and earn."""
    done = TEN.abatement(4)
    return [float(v) for v in (done.signatory, done.outsider, TEN.signatory(4), TEN.outsider(4))]


@reproduces("IIIB1.B3")
def abatement_and_gap() -> list[float]:
    """Compare none, all, and the stable agreement."""
    none, full = (TEN.abatement(size).total for size in (0, TEN.n))
    return [float(none), float(full), float(assess(TEN).share_closed)]


@reproduces("IIIB1.B4")
def a_hundred_countries() -> list[list[float]]:
    """Find the stable agreement of a hundred at high and at low cost, and what it closes."""
    found = [assess(LeaderAgreement(n=100, benefit=1, cost=c, choke=100)) for c in (1, 0.01)]
    return [[one.largest, float(one.share_closed)] for one in found]


@reproduces("IIIB1.D1")
def emissions_not_negative() -> list[int]:
    """Find the stable agreement where emissions are at least zero."""
    return [assess(EmissionAgreement(10, gamma)).largest for gamma in (0.066665, 0.03)]


@reproduces("IIIB1.D2")
def where_the_size_switches() -> list[float]:
    """Find the damage at which one more country stays."""
    return [switch_theta(10, 3), switch_theta(5, 4)]


@reproduces("IIIB1.P1")
def gifts_of_three() -> list[float]:
    """Let three give to a public good."""
    found = PrivateProvision([10, 6, 2]).equilibrium()
    return [*found.gifts.tolist(), float(found.public)]


@reproduces("IIIB1.P2")
def neutrality() -> list[float]:
    """Move income between two who give."""
    moved = PrivateProvision([[9, 7, 2], [8, 8, 2]])
    return np.asarray(moved.equilibrium().public).tolist()


@reproduces("IIIB1.P4")
def a_large_economy() -> list[float]:
    """Count who gives among a hundred."""
    hundred = LargeEconomy(100)
    return [int(hundred.contributors), float(hundred.public)]
