"""Section III.B.2: who carries an alliance, and who shields itself."""

from __future__ import annotations

import math

from govlib.agreements import (
    PrivateProvision,
    Shielding,
    ShieldingOutcome,
    alliance,
    burdens,
    equal_burden,
)
from govlib.published import reproduces


def _shielded(cost: float) -> ShieldingOutcome:
    """Let a large and a small country face a danger; only the large can protect itself."""
    return Shielding(damage=[3, 1], protection_cost=[cost, math.inf], danger=10).equilibrium()


@reproduces("IIIB2.E1")
def exploitation() -> list[float]:
    """Divide the gifts of three by their incomes."""
    return burdens(PrivateProvision([10, 6, 2])).tolist()


@reproduces("IIIB2.E2")
def where_the_large_does_no_more() -> list[float]:
    """Find how little the large must care, and let both give at that valuation."""
    even = equal_burden([10, 4], valuation=0.5, member=1)
    large, _ = burdens(PrivateProvision([10, 4], even.valuation))
    return [float(even.valuation[0]), float(large)]


@reproduces("IIIB2.O1")
def size_and_effort() -> list[float]:
    """Correlate GDP and defence effort in NATO, of all and of the old members."""
    now = alliance(2018)
    return [now.correlation().rho, now.only(alliance(1964).codes).correlation().rho]


@reproduces("IIIB2.O2")
def share_of_the_largest() -> list[float]:
    """Compute the weight of the United States."""
    usa = alliance(2018).share("USA")
    return [usa.gdp, usa.spending]


@reproduces("IIIB2.S1")
def no_shield() -> list[float]:
    """Let nobody protect itself."""
    found = _shielded(math.inf)
    return [*found.mitigation.tolist(), float(found.danger)]


@reproduces("IIIB2.S2")
def shield_at_the_crossover() -> list[float]:
    """Make protection so cheap that the large mitigates no more than the small."""
    found = _shielded(36)
    protection, cost = found.protection[0], found.cost[1]
    return [float(v) for v in (found.mitigation[0], found.danger, protection, cost)]


@reproduces("IIIB2.S3")
def cheap_shield() -> list[float]:
    """Make protection cheaper still."""
    found = _shielded(30)
    return [float(found.mitigation[0]), float(found.danger)]
