"""Section III.B.1: clauses of a treaty, the real emitters, and the counts of robustness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from govlib.agreements import (
    AbatementGame,
    Agreement,
    Assessment,
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
    """Yield the models of equal countries that are counted: kind, n, parameter.

    Leaders with the bound are left out: they hold at the same sizes (IIIB1.T6), and to count
    them beside those without it would count one model twice.
    """
    for n in SIZES:
        yield "linear", n, 1.0
        for part in PARTS:
            yield "all or nothing", n, 1 + part * (n - 1)
            yield "emissions", n, 0.99 * part * float(highest_theta(n))
        for cost in COSTS:
            yield "leaders", n, cost


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


def unequal_worlds() -> Iterator[tuple[int, NDArray[np.float64], NDArray[np.float64]]]:
    """Yield worlds of unequal countries: a power, and the benefit and cost of each country.

    Costs fall with benefits to that power; with 0 all have the same.
    """
    rng = np.random.default_rng(2015)
    for n in (5, 8):
        for spread in (0.5, 1.0):
            for _ in range(20):
                benefit = np.exp(spread * rng.standard_normal(n))
                for power in (0, 1, 2):
                    yield power, benefit, benefit**-power


@reproduces("IIIB1.T7")
def weak_provision() -> list[tuple[int, int]]:
    """Count the cases in which the largest stable agreement leaves more than half undone."""
    plain, clause, measure = [], [], []
    for case in equal_cases():
        one = agreement(*case)
        found = assess(one)
        plain.append(found.share_closed < 0.5)
        clause.append(assess(EntryClause(one, one.n)).share_closed < 0.5)
        gain = float(found.signatory[-1] - found.outsider[0])
        measure.append(assess(TradeMeasure(one, gain / one.n)).share_closed < 0.5)
    for union in (False, True):
        for weight in WEIGHTS:
            best = internally_stable(emitters(weight, union=union)).gap_closed[0]
            plain.append(bool(best < 0.5))
    return [_counted([bool(x) for x in some]) for some in (plain, clause, measure)]


def _done(one: Agreement, k: int) -> float:
    """Return what is abated with k signatories, as a share of what all together would abate."""
    if isinstance(one, BinaryAgreement):
        return k / one.n if k >= one.smallest_active else 0.0
    if isinstance(one, EmissionAgreement):
        some, full = (one.n - float(one.emissions(x).total) for x in (k, one.n))
    else:
        some, full = (float(one.abatement(x).total) for x in (k, one.n))  # type: ignore[attr-defined]
    return some / full


@reproduces("IIIB1.T9")
def weak_by_model() -> list[list[tuple[int, int]]]:
    """Count by model, by the gap that is closed and by what is done."""
    gap: dict[str, list[bool]] = {}
    done: dict[str, list[bool]] = {}
    for kind, n, value in equal_cases():
        one = agreement(kind, n, value)
        found = assess(one)
        # emissions are the leaders' model in other units, at the dear end
        name = "leaders" if kind == "emissions" else kind
        gap.setdefault(name, []).append(bool(found.share_closed < 0.5))
        done.setdefault(name, []).append(_done(one, int(found.largest)) < 0.5)
    for union in (False, True):
        for weight in WEIGHTS:
            game = emitters(weight, union=union)
            best = internally_stable(game)
            some = game.play(np.flatnonzero(best.members[0]).tolist()).total
            gap.setdefault("emitters", []).append(bool(best.gap_closed[0] < 0.5))
            done.setdefault("emitters", []).append(bool(some / game.optimum().total < 0.5))
    names = ("linear", "leaders", "all or nothing", "emitters")
    return [[_counted(some[name]) for name in names] for some in (gap, done)]


@reproduces("IIIB1.T10")
def weak_among_unequals() -> list[tuple[int, int]]:
    """Count worlds in which the best coalition that nobody leaves closes less than half."""
    held: dict[int, list[bool]] = {0: [], 1: [], 2: []}
    for power, benefit, cost in unequal_worlds():
        found = internally_stable(AbatementGame(benefit, cost)).gap_closed
        held[power].append(found.size == 0 or bool(found[0] < 0.5))
    return [_counted(some) for some in held.values()]


def measured(n: int) -> list[float]:
    """Return the losses that are compared, in units of b²/c."""
    return [part * (n - 3) / 2 for part in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]


@reproduces("IIIB1.T8")
def many_parties_much_done() -> list[tuple[int, int]]:
    """Count pairs in which the agreement with more parties wins back more, or closes more."""
    kinds: list[list[bool]] = [[], [], []]
    closer: list[list[bool]] = [[], [], []]
    for n in SIZES:
        groups = [
            [agreement(kind, n, cost) for cost in COSTS] for kind in ("leaders", "bounded leaders")
        ]
        groups.append([TradeMeasure(LinearAgreement(n), loss) for loss in measured(n)])
        for held, near, group in zip(kinds, closer, groups, strict=True):
            found = [assess(one) for one in group]
            for one, two in combinations(found, 2):
                if one.largest != two.largest:
                    more = bool(one.largest > two.largest)
                    held.append(more == (_won(one) > _won(two)))
                    near.append(more == bool(one.share_closed > two.share_closed))
    return [_counted(held) for held in (*kinds, closer[0], closer[2])]


def _won(found: Assessment) -> float:
    """Return what an agreement wins back, as a share of what full cooperation earns."""
    return float((1 - found.welfare[0] / found.welfare[-1]) * found.share_closed)
