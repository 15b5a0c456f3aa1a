"""Section IV.B: transfers that make cooperation pay for all."""

from __future__ import annotations

from govlib.agreements import AbatementGame, chander_tulkens
from govlib.published import reproduces

#: four countries with benefits and costs of our own choice
FOUR = AbatementGame(benefit=[1, 2, 3, 4], cost=[1, 0.5, 1, 2])


@reproduces("CT-01")
def abatement_alone() -> list[float]:
    """Let each act alone."""
    return FOUR.equilibrium().abatement.tolist()


@reproduces("CT-02")
def abatement_together() -> list[float]:
    """Let all act together."""
    return FOUR.optimum().abatement.tolist()


@reproduces("CT-03")
def payoffs_before_transfers() -> list[float]:
    """Pay each what full cooperation brings by itself."""
    return FOUR.optimum().payoff.tolist()


@reproduces("CT-04")
def transfers() -> list[float]:
    """Compute what each receives or pays."""
    return chander_tulkens(FOUR).received.tolist()
