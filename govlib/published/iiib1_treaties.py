"""Section III.B.1: clauses of a treaty, the real emitters, and the counts of robustness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from govlib.agreements import (
    Agreement,
    BinaryAgreement,
    BoundedLeaderAgreement,
    EmissionAgreement,
    EntryClause,
    LeaderAgreement,
    LinearAgreement,
    TradeMeasure,
    assess,
    emitters,
    highest_theta,
    internally_stable,
    membership_gain,
    stable_sizes,
    with_transfers,
)
from govlib.published import reproduces

#: numbers of countries, slopes of marginal cost for b = 1, parts of the way from 1 to n and from
#: 0 to the highest θ, weights of population
SIZES = (5, 10, 20, 50, 100, 193)
COSTS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
PARTS = (0.1, 0.3, 0.5, 0.7, 0.9)
WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)

#: slopes θ at which leaders are compared with and without the bound
THETAS = tuple(float(theta) for theta in np.geomspace(1e-4, 100, 301))


def equal_cases() -> Iterator[tuple[str, int, float]]:
    """Yield the models of equal countries that are counted: kind, n, parameter."""
    for n in SIZES:
        yield "linear", n, 1.0
        for part in PARTS:
            yield "all or nothing", n, 1 + part * (n - 1)
            yield "emissions", n, 0.99 * part * float(highest_theta(n))
        for cost in COSTS:
            yield "leaders", n, cost
            yield "bounded leaders", n, cost


def agreement(kind: str, n: int, value: float) -> Agreement:
    """Return the model of a case."""
    if kind == "linear":
        return LinearAgreement(n)
    if kind == "all or nothing":
        return BinaryAgreement(n, 1.0, value)
    if kind == "emissions":
        return EmissionAgreement(n, value)
    chosen = LeaderAgreement if kind == "leaders" else BoundedLeaderAgreement
    return chosen(n, benefit=1.0, cost=value)


def _counted(held: list[bool]) -> tuple[int, int]:
    return sum(held), len(held) - sum(held)


@reproduces("IIIB1.T1")
def clause_of_entry() -> list[list[int]]:
    """Find what holds, in force and void, where ten countries have a clause of entry."""
    found = []
    for least in (5, 8, 10):
        sizes = stable_sizes(EntryClause(LinearAgreement(10), least))
        found.append([max(sizes), max(k for k in sizes if k < least)])
    return found


@reproduces("IIIB1.T2")
def measure_against_outsiders() -> list[int]:
    """Find who signs where signatories take something from outsiders."""
    return [int(assess(TradeMeasure(LinearAgreement(10), t)).largest) for t in (0, 1, 2, 3.5)]


@reproduces("IIIB1.T3")
def coalitions_that_hold() -> list[list[int]]:
    """Count coalitions of emitters that nobody leaves, and those that nobody joins either."""
    both = [internally_stable(emitters(union=union)) for union in (False, True)]
    return [[len(one.members), int(one.sizes.max()), int(one.external.sum())] for one in both]


@reproduces("IIIB1.T4")
def what_emitters_close() -> list[list[float]]:
    """Find the best coalitions of emitters, without and with payments."""
    games = [emitters(union=union) for union in (False, True)]
    return [
        [float(internally_stable(game).gap_closed[0]) for game in games],
        [float(with_transfers(game, 4).gap_closed[0]) for game in games],
    ]


@reproduces("IIIB1.T5")
def who_gains_by_staying() -> list[float]:
    """Compute what three large emitters gain by staying together."""
    game, three = emitters(), ["CHN", "USA", "IND"]
    return (membership_gain(game, three)[game.members(three)] / 1000).tolist()


@reproduces("IIIB1.T6")
def with_and_without_the_bound() -> list[int]:
    """Compare the stable sizes of leaders with and without a bound on abatement."""
    less = np.concatenate([
        assess(LeaderAgreement(n, benefit=np.multiply(THETAS, n), cost=1.0)).largest
        - assess(BoundedLeaderAgreement(n, benefit=np.multiply(THETAS, n), cost=1.0)).largest
        for n in SIZES
    ])  # fmt: skip
    same, one = int((less == 0).sum()), int((less == 1).sum())
    return [same, one, less.size - same - one]


@reproduces("IIIB1.T7")
def weak_provision() -> list[tuple[int, int]]:
    """Count the cases in which the largest stable agreement leaves more than half undone."""
    plain, clause, measure, nothing = [], [], [], []
    for case in equal_cases():
        one = agreement(*case)
        found = assess(one)
        plain.append(found.share_closed < 0.5)
        if case[0] == "all or nothing":
            nothing.append(plain[-1])
        clause.append(assess(EntryClause(one, one.n)).share_closed < 0.5)
        gain = float(found.signatory[-1] - found.outsider[0])
        measure.append(assess(TradeMeasure(one, gain / one.n)).share_closed < 0.5)
    for union in (False, True):
        for weight in WEIGHTS:
            best = internally_stable(emitters(weight, union=union)).gap_closed[0]
            plain.append(bool(best < 0.5))
    return [_counted([bool(x) for x in some]) for some in (plain, clause, measure, nothing)]


def measured(n: int) -> list[float]:
    """Return the losses that are compared, in units of b²/c."""
    return [part * (n - 3) / 2 for part in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]


@reproduces("IIIB1.T8")
def many_parties_much_done() -> list[tuple[int, int]]:
    """Count pairs in which the agreement with more parties wins back more."""
    kinds: list[list[bool]] = [[], [], []]
    for n in SIZES:
        groups = [
            [agreement(kind, n, cost) for cost in COSTS] for kind in ("leaders", "bounded leaders")
        ]
        groups.append([TradeMeasure(LinearAgreement(n), loss) for loss in measured(n)])
        for held, group in zip(kinds, groups, strict=True):
            found = [assess(one) for one in group]
            back = [
                (int(one.largest), float((1 - one.welfare[0] / one.welfare[-1]) * one.share_closed))
                for one in found
            ]
            for (k, won), (other, more) in combinations(back, 2):
                if k != other:
                    held.append((k > other) == (won > more))
    return [_counted(held) for held in kinds]
