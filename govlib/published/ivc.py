"""Section IV.C: quadratic funding and the volunteer's dilemma."""

from __future__ import annotations

from govlib.financing import Donors, VolunteersDilemma
from govlib.published import reproduces

#: four donors, each of whom values the good differently; a pair and a group of ten
DONORS = Donors([1, 2, 3, 4])
PAIR = VolunteersDilemma(n=2, cost=0.5)
TEN = VolunteersDilemma(n=10, cost=0.5)


@reproduces("QF-01")
def gifts_under_quadratic_funding() -> tuple[float, ...]:
    """Give under quadratic funding."""
    return tuple(DONORS.quadratic().gifts.tolist())


@reproduces("QF-02")
def level_under_quadratic_funding() -> float:
    """Find what is spent under quadratic funding."""
    return DONORS.quadratic().level


@reproduces("QF-03")
def fund_under_quadratic_funding() -> float:
    """Find what the fund adds under quadratic funding."""
    return DONORS.quadratic().fund


@reproduces("QF-04")
def level_without_a_fund() -> float:
    """Find what is spent on private gifts alone."""
    return DONORS.equilibrium().level


@reproduces("QF-06")
def level_with_a_limited_fund() -> float:
    """Find what is spent where the fund pays a quarter of the match."""
    return DONORS.quadratic(0.25).level


@reproduces("VOD-01")
def one_of_two_volunteers() -> float:
    """Find how often a member of a pair volunteers."""
    return float(PAIR.equilibrium().chance)


@reproduces("VOD-02")
def a_pair_provides() -> float:
    """Find how often somebody in a pair volunteers."""
    return float(PAIR.equilibrium().provided)


@reproduces("VOD-03")
def one_of_ten_volunteers() -> float:
    """Find how often a member of a group of ten volunteers."""
    return float(TEN.equilibrium().chance)


@reproduces("VOD-04")
def ten_provide() -> float:
    """Find how often somebody among ten volunteers."""
    return float(TEN.equilibrium().provided)


@reproduces("VOD-06")
def ten_provide_under_a_fine() -> float:
    """Find how often somebody among ten volunteers where each answers for herself."""
    return float(VolunteersDilemma(TEN.n, TEN.cost, fine=0.25).equilibrium().provided)
