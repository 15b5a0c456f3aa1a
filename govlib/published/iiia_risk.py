"""Section III.A: the dilemma of collective risk, in the laboratory and in theory."""

from __future__ import annotations

from typing import Any

import numpy as np

from govlib.evolution import TREATMENTS, CollectiveRisk, RiskExperiment, contrast
from govlib.published import reproduces

#: the game of the article's figures
GAME: dict[str, Any] = {"n": 6, "threshold": 3, "cost": 0.1}


@reproduces("IIIA.C1")
def groups_that_reached_the_target() -> tuple[int, ...]:
    """Read the counts of the three treatments."""
    return tuple(treatment.reached for treatment in TREATMENTS)


@reproduces("IIIA.C2")
def gifts_in_the_laboratory() -> tuple[float, ...]:
    """Read the mean gifts of the three treatments."""
    return tuple(treatment.given for treatment in TREATMENTS)


@reproduces("IIIA.C3")
def kept_by_free_riders() -> tuple[float, ...]:
    """Pay a player where all give nothing."""
    experiment = RiskExperiment()
    nothing = np.zeros(experiment.n)
    kept = experiment.kept(nothing, [treatment.risk for treatment in TREATMENTS])
    return tuple(kept[:, 0].tolist())


@reproduces("IIIA.C9")
def difference_between_treatments() -> tuple[float, float]:
    """Test whether the treatments differ in how many groups reach the target."""
    test = contrast([t.reached for t in TREATMENTS], [t.groups for t in TREATMENTS])
    return test.statistic, test.p


@reproduces("IIIA.C4")
def critical_risk_among_six() -> float:
    """Find the risk from which cooperation can last among six."""
    return float(CollectiveRisk(**GAME, risk=1).critical_risk)


@reproduces("IIIA.C5")
def mixed_equilibria() -> tuple[float, float]:
    """Find the two mixed equilibria at high risk."""
    mixed = CollectiveRisk(**GAME, risk=0.9).rest_points()
    return float(mixed.unstable), float(mixed.stable)


@reproduces("IIIA.C7")
def critical_risk_in_larger_groups() -> tuple[float, ...]:
    """Find the critical risk where half of twelve, and half of 24, must cooperate."""
    return tuple(float(CollectiveRisk(n, n // 2, 0.1, 1).critical_risk) for n in (12, 24))


@reproduces("IIIA.C8")
def achievement_at_medium_risk() -> float:
    """Average the share of groups that reach the target, in a population of fifty."""
    return float(CollectiveRisk(**GAME, risk=0.5).population(50, selection=5).achievement)
