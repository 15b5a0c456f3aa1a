"""Section III.A: the dilemma of collective risk, in the laboratory and in theory.

The rows from C10 on count in how many cases the sentences of the chapter hold; the script
``tests/robustness/community_of_fate.py`` solves the same cases a second way.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from typing import Any

import numpy as np
from scipy.stats import binom

from govlib.evolution import (
    TREATMENTS,
    CollectiveRisk,
    RiskExperiment,
    UnknownTarget,
    contrast,
)
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


#: what is varied: groups, the share of them that is needed in percent, cost, risk
SIZES, NEEDED = (3, 6, 12, 24), (25, 50, 75, 100)
COSTS, RISKS = (0.05, 0.1, 0.2, 0.5), tuple(k / 10 for k in range(1, 11))

#: what people in 125 countries think of others, and say of themselves, as starts
BELIEVED, SAID = 0.43, 0.69


def needed(n: int, percent: int) -> int:
    """Return how many of n are ``percent`` of them, rounded up."""
    return -(-n * percent // 100)


def fates() -> Iterator[tuple[int, int, float, float]]:
    """Yield the games whose long run is counted: n, M, cost, risk."""
    for n, percent, cost, risk in product(SIZES, NEEDED, COSTS, RISKS):
        yield n, needed(n, percent), cost, risk


def sizes() -> Iterator[tuple[int, int, float, float, float, float, int]]:
    """Yield the populations in which a group is compared with one of twice its size.

    The smaller n, the share needed in percent, cost, risk, selection, mutation, population.
    """
    yield from product(
        (6, 12), (50, 75), (0.02, 0.05, 0.1, 0.2), (0.3, 0.6, 0.9), (1.0, 5.0, 20.0),
        (0.001, 0.02, 0.1), (50, 100),
    )  # fmt: skip


@reproduces("IIIA.C10")
def where_cooperation_lasts() -> tuple[tuple[int, int], ...]:
    """Count games in which cooperation can last, and does from what is believed or said."""
    x = np.arange(1, 1001) / 1000
    counts = np.zeros((2, 3, 2), int)
    for n, M, cost, risk in fates():
        game = CollectiveRisk(n, M, cost, risk)
        reached = _at_least(n, M - 1, x)
        in_full = risk * np.asarray(game.pivotal(x)) - cost
        # as in the laboratory a gift is lost with the rest, not on top of it
        lost_once = risk * (np.asarray(game.pivotal(x)) - cost * reached) - cost * (1 - risk)
        for rule, gain in enumerate((in_full, lost_once)):
            grows = gain > 1e-9
            for question, start in enumerate((1.0, BELIEVED, SAID)):
                counts[rule, question, int(not grows[x <= start].any())] += 1
    return tuple((int(yes), int(no)) for yes, no in counts.reshape(6, 2))


def _at_least(n: int, k: int, x: np.ndarray) -> np.ndarray:
    """Chance that at least k of n − 1 companions cooperate."""
    chances = [np.asarray(CollectiveRisk(n, j + 1, 0, 0).pivotal(x)) for j in range(k, n)]
    return np.asarray(np.sum(chances, axis=0))


@reproduces("IIIA.C11")
def where_the_smaller_group_does_better() -> tuple[int, int, int]:
    """Count populations in which a group reaches its target more often than one of twice its size.

    Held, reversed, and within a tenth of a percent of each other.
    """
    counts = [0, 0, 0]
    for n, percent, cost, risk, selection, mutation, Z in sizes():
        small, large = (
            float(
                CollectiveRisk(size, needed(size, percent), cost, risk)
                .population(Z, selection, mutation)
                .achievement
            )
            for size in (n, 2 * n)
        )
        counts[2 if abs(small - large) <= 0.001 else int(small < large)] += 1
    return counts[0], counts[1], counts[2]


@reproduces("IIIA.C12")
def where_doubt_raises_the_risk_needed() -> tuple[int, int]:
    """Count targets for which a wider doubt on both sides raises the critical risk."""
    counts = [0, 0]
    for n in range(3, 17):
        for M in range(2, n):
            widths = range(min(M - 1, n - M) + 1)
            risks = [UnknownTarget.evenly(n, M - d, M + d, 0.1).critical_risk for d in widths]
            for narrow, wide in pairwise(risks):
                counts[int(wide <= narrow + 1e-9)] += 1
    return counts[0], counts[1]


@reproduces("IIIA.C13")
def where_nobody_acting_is_stable() -> tuple[int, int, int]:
    """Count games, and those needing several members by whether few cooperators die out."""
    every = list(fates())
    several = [game for game in every if game[1] > 1]
    falls = [float(CollectiveRisk(*game).gradient(1e-6)) < 0 for game in several]
    return len(every), sum(falls), len(falls) - sum(falls)


@reproduces("IIIA.C14")
def where_the_rule_of_thumb_is_right() -> tuple[int, ...]:
    """Compare the sign of r/n − c x* with whether half of the groups succeed."""
    counts: list[int] = []
    for mutation in (1 / 50, 1 / 10_000):
        right = []
        for n, risk in product((6, 12, 24), RISKS):
            game = CollectiveRisk(n, n // 2, 0.1, risk)
            rule = bool(risk / n > 0.1 * game.rest_points().stable)  # not so where there is none
            right.append(rule == bool(game.population(50, mutation=mutation).achievement >= 0.5))
        counts += [sum(right), len(right) - sum(right)]
    return tuple(counts)


def doubts() -> Iterator[tuple[int, int, int, float, float]]:
    """Yield the games in which doubt about the target widens by one step: n, M, d, cost, risk.

    The target is equally likely to be any number from M − d to M + d, and was so up to d − 1.
    """
    for n, M, cost, risk in fates():
        for d in range(1, min(M - 1, n - M) + 1):
            yield n, M, d, cost, risk


@reproduces("IIIA.C15")
def what_a_step_of_doubt_changes() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Compare starts that end well, and targets met, before and after one more step of doubt.

    Of the games in which cooperation can last before the step: those with more starts that end
    well, with fewer, with none, and with as many within a thousandth. Of the same games: those in
    which a start drawn at random meets the target more often at its end, less often, as often.
    """
    starts, met = [0, 0, 0, 0], [0, 0, 0]
    for n, M, d, cost, risk in doubts():
        (basin, reach), (after, reached) = (
            _from_a_random_start(n, M - wide, M + wide, cost, risk) for wide in (d - 1, d)
        )
        if basin == 0:
            continue
        kind = 2 if after == 0 else 3 if abs(after - basin) <= 0.001 else int(after < basin)
        starts[kind] += 1
        change = after * reached - basin * reach
        met[2 if abs(change) <= 0.001 else int(change < 0)] += 1
    return tuple(starts), tuple(met)


def _from_a_random_start(
    n: int, low: int, high: int, cost: float, risk: float
) -> tuple[float, float]:
    """Share of starts that end with cooperators, and chance that the target is met there."""
    x, decides = _deciding(n, low, high)
    gain, top = risk * decides - cost, int(decides.argmax())
    if gain[top] <= 1e-9:  # a tie does not last
        return 0.0, 0.0
    # the chance to decide rises up to its peak and falls beyond
    lower = float(np.interp(0.0, gain[: top + 1], x[: top + 1]))
    end = float(np.interp(0.0, -gain[top:], x[top:]))
    needed = np.arange(low, high + 1)
    return 1 - lower, float(binom.sf(needed - 1, n, end).mean())


@cache
def _deciding(n: int, low: int, high: int) -> tuple[np.ndarray, np.ndarray]:
    """Chance to decide at each share, where nobody knows which of these numbers is needed."""
    x = np.linspace(0, 1, 4001)
    return x, np.asarray(UnknownTarget.evenly(n, low, high, 0.0).pivotal(x))
