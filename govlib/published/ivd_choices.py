"""Section IV.D: what a ranking owes to the choice of indicators and to any weights at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from govlib.data import load
from govlib.indicators import (
    aggregate,
    load_governance,
    load_human_development,
    load_technology,
    min_max,
    rank_shift,
    ranks,
    two_by_two,
)
from govlib.indicators.governance import KINDS
from govlib.published import reproduces
from govlib.published.ivd_evaluation import (
    INDICES,
    KEPT,
    MEANS,
    SHARES,
    count,
    moved,
    tables_of,
)

#: what could stand for the subjective process, and for the objective result
PROCESS = (
    "voice_accountability",
    "political_stability",
    "government_effectiveness",
    "regulatory_quality",
    "rule_of_law",
    "control_of_corruption",
)
RESULT = (
    "hdi_published",
    "life_expectancy_years",
    "expected_schooling_years",
    "mean_schooling_years",
    "gni_per_capita_ppp2017usd",
)

#: draws of weights, and of shuffled columns
DRAWS, SHUFFLES = 512, 20


def boards() -> Iterator[NDArray[np.float64]]:
    """Yield the board of 55 countries with each other indicator in two of its cells."""
    table = load_governance()
    codes = list(table.codes)
    process, result = load("wgi_2019").loc[codes], load("hdi_2022").loc[codes]
    for one, other in product(PROCESS, RESULT):
        board = table.values.copy()
        board[:, 1] = process[one]
        # incomes count by their logarithm, as in the index
        board[:, 2] = np.log(result[other]) if other.startswith("gni") else result[other]
        yield board


def _square() -> NDArray[np.float64]:
    """Weights of the four cells at each point of the reader's square, shape (25, 4)."""
    return np.stack([two_by_two(KINDS, objective=o, process=p) for o in SHARES for p in SHARES])


@reproduces("STAND-03")
def what_other_indicators_change() -> list[list[int]]:
    """Count over the boards where four are first, where China moves far, who moves farthest."""
    table, twenty = load_governance(), load_governance("g20")
    inside = [table.place(code) for code in twenty.codes]
    china = table.place("CHN")
    four, far, farthest = [], [], []
    for board in boards():
        four.append(len(set(board[inside].argmax(axis=0))) == 4)
        totals = min_max(board) @ _square().T
        span = np.ptp(ranks(totals.T, digits=12), axis=0)
        far.append(bool(span[china] > 30))
        farthest.append(bool(span[china] == span.max()))
    return [count(four), count(far), count(farthest)]


@reproduces("INDEX-05")
def where_extreme_weights_keep_a_ranking() -> list[list[int]]:
    """Count as in INDEX-03 where one part counts alone, and over the reader's square."""
    found = []
    for index in INDICES:
        own = tables_of(index)[0]
        alone = [
            moved(np.asarray(aggregate(own, power=power)), column)
            for power in MEANS
            for column in own.T
        ]
        found.append(count([shift < KEPT for shift in alone]))
    own = tables_of("standards")[0]
    even = np.asarray(aggregate(own))
    corners = [w for w in _square() if not np.allclose(w, 0.25)]
    found.append(count([moved(even, own @ w) < KEPT for w in corners]))
    return found


@reproduces("INDEX-06")
def what_decides_when_any_weights_count() -> list[list[float]]:
    """Give total shares of scale, mean and all weights together in the shift of the TAI."""
    choices, rng = load_technology().choices(), np.random.default_rng(0)
    sets, parts = choices.weights.shape
    of_four = choices.weights[rng.integers(0, sets, (DRAWS, parts)), np.arange(parts)]
    return [_shares(of_four), _shares(rng.dirichlet(np.ones(parts), DRAWS))]


def _shares(weights: NDArray[np.float64]) -> list[float]:
    """Total shares where each scale and each mean meets the same draws of weights."""
    choices = load_technology().choices()
    reference = ranks(aggregate(choices.tables[0], choices.weights[0]), digits=12)
    shifts = np.array(
        [
            [
                rank_shift(
                    ranks(aggregate(table, weights[:, None, :], power=power), digits=12), reference
                )
                for power in choices.powers
            ]
            for table in choices.tables
        ]
    )
    # what varies on average while all others are held
    return [float(shifts.var(axis=axis).mean() / shifts.var()) for axis in range(3)]


@reproduces("INDEX-07")
def what_shuffled_parts_do() -> list[list[float]]:
    """Move the HDI by a double weight and by another mean, as it is and with its parts shuffled.

    Each dimension keeps its scores and deals them to other countries, so that the parts have
    nothing to do with each other.
    """
    parts, rng = load_human_development(2021).dimensions, np.random.default_rng(0)
    dealt = [rng.permuted(parts, axis=0) for _ in range(SHUFFLES)]
    return [_moves(parts), np.mean([_moves(table) for table in dealt], axis=0).tolist()]


def _moves(table: NDArray[np.float64]) -> list[float]:
    even, q = np.asarray(aggregate(table)), table.shape[1]
    twice = [moved(even, np.asarray(aggregate(table, 1 + row))) for row in np.eye(q)]
    return [float(np.mean(twice)), moved(even, np.asarray(aggregate(table, power=0.0)))]
