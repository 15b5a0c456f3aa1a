"""Robustness of *Measure, compare, correct*: rankings, early reports, strong answers.

    python tests/robustness/evaluation.py

First sentence: whoever builds the index, countries move on average by less than a place in twenty.
Varied: the weight of each part, under two means, up to one part alone; the reader's two shares;
the mean; the scale; which indicator stands in which cell. Second: a report one period earlier
calms, with the same answer. Third: the next stronger answer calms. Varied: strength, delay, one
shock, one each period or a steady push, how exact reports are, what counts as over.

Everything is computed here in another way than the library's: composites number by number, ranks by
counting who is ahead, deviations step by step, and their mean square as the sum of the squares that
one shock leaves behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp, inf, log
from statistics import fmean, pstdev

from counting import held_and_not, tell

from govlib.data import load
from govlib.indicators import load_governance, load_human_development, load_technology
from govlib.published.ivd_choices import PROCESS, RESULT
from govlib.published.ivd_evaluation import (
    DELAYS,
    ERRORS,
    FACTORS,
    FADING,
    INDICES,
    KEPT,
    MEANS,
    OVER,
    POWERS,
    SHARES,
    STRENGTHS,
)

Table = list[list[float]]

#: kind of disturbance, size of errors or of what is over, how errors fade
Way = tuple[str, float, float]


def composite(row: Sequence[float], weights: Sequence[float], power: float) -> float:
    """Weighted power mean of a row; parts without a weight are left out."""
    pairs = [(s, w / sum(weights)) for s, w in zip(row, weights, strict=True) if w > 0]
    if power == -inf:
        return min(s for s, _ in pairs)
    if power <= 0 and min(s for s, _ in pairs) <= 0:
        return 0.0
    if power == 0:
        return exp(sum(w * log(s) for s, w in pairs))
    return sum(w * s**power for s, w in pairs) ** (1 / power)


def shift(table: Table, other: Table, weights: Sequence[float], powers: tuple[float, float]):
    """Mean distance of two ranks, as a share of all places; ranks count who is ahead."""
    equal = [1.0] * len(weights)
    before = [round(composite(row, equal, powers[0]), 9) for row in table]
    after = [round(composite(row, weights, powers[1]), 9) for row in other]
    moved = [
        abs(sum(x > a for x in before) - sum(y > b for y in after))
        for a, b in zip(before, after, strict=True)
    ]
    return fmean(moved) / len(table)


def columns(table: Table, change) -> Table:
    """Change each column by a function of all its entries."""
    return [
        list(row) for row in zip(*(change(list(c)) for c in zip(*table, strict=True)), strict=True)
    ]


def spread(column: list[float]) -> list[float]:
    low, high = min(column), max(column)
    return [(x - low) / (high - low) for x in column]


def standard(column: list[float]) -> list[float]:
    mean, sd = fmean(column), pstdev(column)
    return [(x - mean) / sd for x in column]


def by_rank(column: list[float]) -> list[float]:
    """Share of the others that one is ahead of, ties half."""
    return [sum(x > y for y in column) + sum(x == y for y in column) / 2 for x in column]


def tables(index: str) -> list[Table]:
    """Scores as the makers have them, and on other scales."""
    if index == "standards":
        raw = load_governance().values.tolist()
        return [columns(raw, spread), columns(raw, standard), columns(raw, by_rank)]
    if index == "technology":
        tai = load_technology()
        own, raw = tai.normalised.tolist(), tai.values.tolist()
    else:
        own = raw = load_human_development(2021).dimensions.tolist()
    return [own, columns(raw, spread), columns(raw, standard), columns(raw, by_rank)]


def indices(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield the index with what is changed in it, and whether the ranking was kept."""
    for index in INDICES:
        own, *others = tables(index)
        q = len(own[0])
        cases = [
            ("weights", own, [f if i == j else 1.0 for j in range(q)], (m, m))
            for m in MEANS
            for f in FACTORS
            for i in range(q)
        ]
        cases += [("mean", own, [1.0] * q, (1.0, power)) for power in POWERS]
        cases += [("scale", other, [1.0] * q, (1.0, 1.0)) for other in others]
        for kind, other, weights, powers in cases[::every]:
            yield f"{index}, {kind}", shift(own, other, weights, powers) < KEPT
        for power in MEANS:
            for j in range(q):
                alone = [float(i == j) for i in range(q)]
                kept = shift(own, own, alone, (power, power)) < KEPT
                yield f"{index}, one part alone", kept
        if index == "standards":
            for o, p in square():
                if (o, p) != (0.5, 0.5):
                    kept = shift(own, own, cells(o, p), (1.0, 1.0)) < KEPT
                    yield "standards, the reader's square", kept


def square() -> list[tuple[float, float]]:
    return [(o, p) for o in SHARES for p in SHARES]


def cells(o: float, p: float) -> list[float]:
    """Weights of the four cells, in the order of the board's columns."""
    return [o * p, (1 - o) * p, o * (1 - p), (1 - o) * (1 - p)]


def boards() -> Iterator[tuple[str, bool]]:
    """Yield a sentence about the board, and whether it holds with other indicators in two cells."""
    table = load_governance()
    twenty = load_governance("g20").codes
    for one in PROCESS:
        for other in RESULT:
            process, result = load("wgi_2019")[one], load("hdi_2022")[other]
            if other.startswith("gni"):
                result = result.map(log)
            board = [
                [statistics, process[code], result[code], ladder]
                for code, (statistics, *_, ladder) in zip(
                    table.codes, table.values.tolist(), strict=True
                )
            ]
            best = {
                max(twenty, key=lambda code: board[table.codes.index(code)][j]) for j in range(4)
            }
            yield "boards, four are first", len(best) == 4
            scores, span = columns(board, spread), []
            totals = [[composite(r, cells(*at), 1.0) for r in scores] for at in square()]
            for i in range(len(board)):
                places = [sum(x > t[i] + 1e-9 for x in t) for t in totals]
                span.append(max(places) - min(places))
            china = span[table.codes.index("CHN")]
            yield "boards, China moves more than thirty", china > 30
            yield "boards, nobody moves farther", china == max(span)


def course(strength: float, delay: int) -> list[float] | None:
    """One shock, step by step, until it is gone; None where it never is."""
    past = [0.0] * delay + [1.0]
    course, quiet = [1.0], 0
    while quiet < 200:
        past.append(past[-1] - strength * past[-1 - delay])
        course.append(past[-1])
        quiet = quiet + 1 if abs(past[-1]) < 1e-7 else 0
        if len(course) > 20_000 or abs(past[-1]) > 1e3:
            return None
    return course


def calm(found: list[float] | None, way: Way, strength: float, delay: int) -> float:
    """What is to be small: the mean square under shocks, the periods of one, what a push leaves."""
    if found is None:
        return inf
    kind, size, fading = way
    if kind == "steady push":
        # the answers to all shocks so far, added up
        return abs(sum(found))
    if kind.startswith("shocks"):
        report = strength * size / (1 + delay) ** fading
        return (1 + report**2) * sum(y * y for y in found)
    return 1 + max(t for t, y in enumerate(found) if abs(y) > size * (1 + 1e-9))


def answers() -> Iterator[tuple[str, bool]]:
    """Yield what is compared, and whether the earlier report or the stronger answer was better."""
    known = {(s, d): course(s, d) for s in STRENGTHS for d in DELAYS}
    ways: list[Way] = [("shocks", 0.0, 0.0), ("steady push", 0.0, 0.0)]
    ways += [("shocks, wrong reports", error, fading) for error in ERRORS for fading in FADING]
    ways += [("one shock", over, 0.0) for over in OVER]

    def measure(way, strength, delay):
        return calm(known[strength, delay], way, strength, delay)

    for way in ways:
        for s in STRENGTHS:
            for late in DELAYS:
                if late:
                    first, second = measure(way, s, late - 1), measure(way, s, late)
                    if min(first, second) < inf:
                        # a push leaves the same, but for where its sum was cut off
                        yield f"earlier, {way[0]}", first < second - 1e-4
        if way[0] in ("shocks", "one shock"):
            for d in DELAYS:
                name = "no delay" if d == 0 else "1 or 2 late" if d <= 2 else "3 to 8 late"
                for weak, strong in pairwise(STRENGTHS):
                    first, second = measure(way, strong, d), measure(way, weak, d)
                    if min(first, second) < inf:
                        yield f"stronger, {name}", first < second - 1e-9


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not((*indices(), *boards(), *answers()))


if __name__ == "__main__":
    tell(run())
