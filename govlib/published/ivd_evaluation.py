"""Section IV.D: how far rankings and late answers carry, over many versions of both.

What other indicators and any weights at all would change stands in
:mod:`govlib.published.ivd_choices`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from govlib.enforcement import Correction, calmest_gain, settling_time, unrest
from govlib.indicators import (
    aggregate,
    likeness,
    load_governance,
    load_human_development,
    load_technology,
    min_max,
    rank_scores,
    rank_shift,
    ranks,
    settled_pairs,
    standard_scores,
)
from govlib.published import reproduces

#: shares of the reader's weights on a grid
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)

#: what one weight is multiplied by, exponents of other means, and of those that weights vary under
FACTORS, POWERS, MEANS = (0.0, 0.5, 2.0, 3.0), (0.5, 0.0, -1.0, -3.0, -np.inf), (1.0, 0.0)

#: average shift, as a share of all places, below which a ranking counts as kept
KEPT = 0.05

INDICES = ("human development", "standards", "technology")

#: strengths and delays of late correction, and errors of prompt reports as multiples of a shock
STRENGTHS = (0.05, 0.08, 0.1, 0.14, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.5)
DELAYS = range(9)
ERRORS = (1.0, 3.0, 10.0)

#: powers of the time that a report takes by which its errors fade
FADING = (0.5, 1.0)

#: shares of one shock at which it counts as over
OVER = (0.5, 0.1, 0.01)


@reproduces("STAND-01")
def first_in_each_corner() -> tuple[int, ...]:
    """Rank four governments by each of the four indicators alone."""
    table = load_governance("g20")
    corners = ((1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0))
    found = []
    for code in ("ITA", "CAN", "DEU", "AUS"):
        found += [int(table.ranks(objective=o, process=p)[table.place(code)]) for o, p in corners]
    return tuple(found)


@reproduces("STAND-02")
def places_of_china() -> tuple[int, int]:
    """Say between which ranks of 55 the weights move China."""
    table = load_governance()
    china = table.place("CHN")
    found = [int(table.ranks(objective=o, process=p)[china]) for o in SHARES for p in SHARES]
    return min(found), max(found)


@reproduces("INDEX-01")
def how_alike_the_parts_are() -> tuple[float, ...]:
    """Average the correlations of the parts of three indices."""
    return tuple(likeness(tables_of(index)[0]) for index in INDICES)


@reproduces("INDEX-02")
def what_another_mean_moves() -> tuple[float, ...]:
    """Compare the geometric mean with the arithmetic one in the two indices that UNDP made."""
    report, tai = load_human_development(2021), load_technology()
    return (
        float(rank_shift(report.ranks(power=1), report.ranks())),
        float(rank_shift(tai.ranks(power=0), tai.ranks())),
    )


def tables_of(index: str) -> list[NDArray[np.float64]]:
    """Scores of an index as its makers have them, then on other scales."""
    if index == "standards":
        table = load_governance()
        own, raw = table.spread, table.values
        others = []
    elif index == "technology":
        tai = load_technology()
        own, raw = tai.normalised, tai.values
        others = [tai.spread]
    else:
        own = raw = load_human_development(2021).dimensions
        others = [min_max(raw)]
    return [own, *others, standard_scores(raw), rank_scores(raw)]


def moved(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Average shift between two sets of scores, as a share of all places."""
    return float(rank_shift(ranks(first, digits=9), ranks(second, digits=9))) / len(first)


def versions(index: str) -> Iterator[tuple[str, float]]:
    """Yield what of an index is changed, and the average shift as a share of all places."""
    own, *others = tables_of(index)
    q = own.shape[1]
    for power in MEANS:
        before = np.asarray(aggregate(own, power=power))
        for factor in FACTORS:
            for part in range(q):
                weights = np.where(np.arange(q) == part, factor, 1.0)
                yield "weights", moved(before, np.asarray(aggregate(own, weights, power=power)))
    before = np.asarray(aggregate(own))
    for power in POWERS:
        yield "mean", moved(before, np.asarray(aggregate(own, power=power)))
    for table in others:
        yield "scale", moved(before, np.asarray(aggregate(table)))


def count(held: list[bool]) -> list[int]:
    """Count how often a sentence held, and how often not."""
    return [sum(held), len(held) - sum(held)]


@reproduces("INDEX-03")
def where_a_ranking_is_kept() -> list[list[int]]:
    """Count in how many versions countries move by less than one place in twenty."""
    found = []
    for index in INDICES:
        for kind in ("weights", "mean", "scale"):
            shifts = [shift for name, shift in versions(index) if name == kind]
            found.append(count([shift < KEPT for shift in shifts]))
    return found


@reproduces("INDEX-04")
def pairs_that_no_weights_turn() -> tuple[float, ...]:
    """Count the pairs whose order is the same under all weights."""
    return tuple(settled_pairs(tables_of(index)[0]) for index in INDICES)


def _better(first: float, second: float) -> bool | None:
    """Whether the first is smaller, None where neither ends."""
    return None if np.isinf(first) and np.isinf(second) else first < second - 1e-9


@reproduces("DELAY-07")
def where_an_earlier_report_helps() -> list[list[int]]:
    """Count where a report one period earlier calms, with the same answer, and where it does not.

    Rows: shocks in each period and exact reports; one shock; shocks and reports that are the less
    exact the earlier they come; the deviation that a steady push leaves.
    """
    pairs = [(gain, late) for gain in STRENGTHS for late in DELAYS if late]
    exact = [_better(unrest(s, late - 1), unrest(s, late)) for s, late in pairs]
    once = [
        _better(*(settling_time(s, d, within=over) for d in (late - 1, late)))
        for over in OVER
        for s, late in pairs
    ]
    wrong = [
        _better(*(unrest(s, d, error=e / (1 + d) ** fading) for d in (late - 1, late)))
        for fading in FADING
        for e in ERRORS
        for s, late in pairs
    ]
    pushed = [_better(*(_left(s, d) for d in (late - 1, late))) for s, late in pairs]
    rows = (exact, once, wrong, pushed)
    return [count([held for held in row if held is not None]) for row in rows]


def _left(gain: float, delay: int) -> float:
    """Deviation that a push of 1 a period leaves in the end, infinite where swings grow."""
    rule = Correction(gain, delay=delay)
    return rule.lasting_error(1.0) if rule.stable else float("inf")


@reproduces("DELAY-08")
def where_a_stronger_answer_helps() -> list[list[int]]:
    """Count where the next stronger answer calms: without delay, one or two late, later."""
    found = []
    for delays in ((0,), (1, 2), tuple(range(3, 9))):
        held = []
        for d in delays:
            for weak, strong in pairwise(STRENGTHS):
                held.append(_better(unrest(strong, d), unrest(weak, d)))
                held += [
                    _better(*(settling_time(s, d, within=over) for s in (strong, weak)))
                    for over in OVER
                ]
        found.append(count([one for one in held if one is not None]))
    return found


@reproduces("DELAY-09")
def the_calmest_answers() -> tuple[float, ...]:
    """Find the strength of the calmest answer at four delays."""
    return tuple(calmest_gain(d) for d in (0, 1, 2, 4))


@reproduces("DELAY-10")
def where_waiting_pays() -> tuple[float, ...]:
    """Find the least mean square at four delays where prompt reports are very wrong."""
    errors = {d: 10 / (1 + d) ** 0.5 for d in (0, 1, 2, 4)}
    return tuple(unrest(calmest_gain(d, error=e), d, error=e) for d, e in errors.items())
