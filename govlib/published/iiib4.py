"""Section III.B.4: conventions, lock-in and a common pool, all without rules."""

from __future__ import annotations

from govlib.conventions import (
    CoordinationGame,
    Returns,
    TwoKinds,
    Urn,
    polya_limit_above,
    polya_shares,
    smooth_rule,
)
from govlib.games import CommonPool, EqualSecurity
from govlib.published import reproduces

#: ten who choose between two systems, the example of Kandori, Mailath and Rob (1993)
TEN = CoordinationGame(10, a=2, b=0, c=0, d=1)

#: the two standards of Arthur (1989)
STANDARDS = Returns(base=(10, 4), gain=(0.1, 0.3))

#: the design of Walker, Gardner and Ostrom (1990)
POOL = CommonPool(8)


@reproduces("IIIB4.K1")
def gains_of_three() -> list[float]:
    """Find what protection gains one of three."""
    return [float(EqualSecurity(3, 8, 0.2, 0.5, 100).gain(k)) for k in range(3)]


@reproduces("KMR-01")
def errors_to_the_better() -> int:
    """Count the errors that lead to the better convention."""
    return TEN.errors_to_first


@reproduces("KMR-02")
def errors_to_the_worse() -> int:
    """Count the errors that lead to the worse convention."""
    return TEN.errors_to_second


@reproduces("KMR-03")
def wait_for_the_better() -> float:
    """Wait for the better convention where one in ten errs."""
    return TEN.long_run(0.1).to_first


@reproduces("KMR-04")
def wait_for_the_worse() -> float:
    """Wait for the worse convention where one in ten errs."""
    return TEN.long_run(0.1).to_second


@reproduces("ARTHUR-01")
def adopters_of_the_first() -> int:
    """Count who takes the first standard."""
    return STANDARDS.choose(100).first


@reproduces("ARTHUR-02")
def all_on_the_first() -> float:
    """Add up what a hundred earn on the first standard."""
    return STANDARDS.all_on(0, 100).total


@reproduces("ARTHUR-03")
def all_on_the_second() -> float:
    """Add up what a hundred earn on the second standard."""
    return STANDARDS.all_on(1, 100).total


@reproduces("ARTHUR-05")
def first_takes_all() -> float:
    """Find how often the first standard takes all."""
    return TwoKinds(ahead=3, behind=5).chance_of_first


@reproduces("POLYA-01")
def every_share_alike() -> tuple[float, float]:
    """Find the least and the largest chance of a number of draws."""
    chances = polya_shares(1, 1, 20)
    return float(chances.min()), float(chances.max())


@reproduces("POLYA-02")
def head_start() -> float:
    """Find how often five balls to one keep the majority."""
    return polya_limit_above(5, 1, 0.5)


@reproduces("POLYA-03")
def early_majority() -> float:
    """Find how often two balls to one keep the majority where shares are exaggerated."""
    return Urn(2, 1, smooth_rule).chance_above(0.5, steps=4000)


@reproduces("CPR-01")
def use_without_rules() -> float:
    """Find what each of eight takes."""
    return float(POOL.equilibrium().each)


@reproduces("CPR-02")
def best_use() -> float:
    """Find what all of eight should take together."""
    return float(POOL.optimum().total)


@reproduces("CPR-03")
def rent_that_is_left() -> float:
    """Divide the rent of eight by the largest one."""
    return float(POOL.efficiency)
