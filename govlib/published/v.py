"""Section V: at which scale to govern."""

from __future__ import annotations

from govlib.nations import Districts, Nations
from govlib.published import reproduces

#: the line on which people live in the examples of this section
WORLD = Nations(benefit=1, distance_loss=1, cost=0.005)

#: two districts, one of which wants three times as much of the good
PAIR = Districts([3, 1])


@reproduces("AS-01")
def efficient_number() -> float:
    """Divide the world as is best on average."""
    return float(WORLD.optimum().number)


@reproduces("AS-02")
def stable_number() -> float:
    """Divide the world as people at the borders want it."""
    return float(WORLD.stable().number)


@reproduces("AS-03")
def too_many() -> float:
    """Compare the stable with the efficient number."""
    return float(WORLD.stable().number / WORLD.optimum().number)


@reproduces("AS-05")
def rulers_number() -> float:
    """Divide the world as rulers want it who need a quarter of their people."""
    return float(WORLD.leviathan(0.25).number)


@reproduces("BC-01")
def spillover_for_two_to_one() -> float:
    """Find where the centre overtakes local governments."""
    return Districts([2, 1]).critical_spillover


@reproduces("BC-02")
def spillover_for_three_to_one() -> float:
    """Find where the centre overtakes local governments."""
    return PAIR.critical_spillover


@reproduces("BC-05")
def local_surplus() -> float:
    """Add up what local provision is worth."""
    return float(PAIR.decentralised(0.25).surplus)


@reproduces("BC-06")
def central_surplus() -> float:
    """Add up what central provision is worth."""
    return float(PAIR.centralised(PAIR.most).surplus)
