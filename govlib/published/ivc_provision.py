"""Section IV.C: gifts to a public good, and what public money crowds out."""

from __future__ import annotations

import numpy as np

from govlib.agreements import PrivateProvision, crowding_design, crowding_out
from govlib.published import reproduces

#: three members, one of them somewhat richer
THREE = PrivateProvision([4, 3, 3])


@reproduces("BBV-01")
def gifts() -> list[float]:
    """Let three give."""
    return THREE.equilibrium().gifts.tolist()


@reproduces("BBV-02")
def moved_income() -> float:
    """Move half a unit of income from the first to the second."""
    return float(PrivateProvision([3.5, 3.5, 3]).equilibrium().public)


@reproduces("BBV-04")
def shortfall_of_ten() -> float:
    """Compare the gifts of ten equals with the efficient amount."""
    ten = PrivateProvision(np.ones(10))
    return float(ten.equilibrium().public / ten.lindahl().public)


@reproduces("BBV-05")
def taxed() -> float:
    """Tax those who give, and spend it on the good."""
    return float(THREE.equilibrium(taxes=[0.5, 0.2, 0.1]).public)


@reproduces("BBV-06")
def granted() -> float:
    """Add a grant from outside."""
    return float(crowding_out(THREE, grant=1).rise)


@reproduces("BBV-09")
def laboratory() -> list[float]:
    """Predict the gifts of three subjects."""
    return crowding_design().equilibrium().gifts.tolist()


@reproduces("BBV-10")
def laboratory_with_a_tax() -> list[float]:
    """Predict their gifts when two tokens are taken from each and given."""
    return crowding_design().equilibrium(taxes=2).gifts.tolist()
