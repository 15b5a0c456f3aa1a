"""The robustness lines of *The burden of the great*, counted a second way."""

import runpy
from collections import Counter
from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest

from govlib.agreements import PrivateProvision, Shielding, commit_first
from govlib.published import get
from govlib.published.iiib2_burden import ALPHAS, LESS, chance, groups, less, orders

script = runpy.run_path(str(Path(__file__).with_name("great_powers.py")))


@pytest.mark.parametrize(
    ("cases", "names", "result"),
    [
        (
            "shields",
            ("the large", "all, one price", "costs all more"),
            "IIIB2.B2",
        ),
        ("ranks", ("1964", "2018", "2019"), "IIIB2.B3"),
    ],
)
def test_whole_counts(cases, names, result):
    counts = Counter(script[cases]())
    for name, pair in zip(names, get(result).value, strict=True):
        assert (counts[name, True], counts[name, False]) == tuple(pair)


def test_who_gives_less_in_a_part_of_the_cases():
    """The nine groups of up to five members; the script does all."""
    counts = Counter(script["burdens"](quick=True))
    again = Counter()
    for w, alpha in product(groups(), ALPHAS):
        if w.size <= 5:
            at = int(w.argmax())
            first = commit_first(PrivateProvision(w, alpha), at)
            again["commits first", less(w, first.gifts)] += 1
            for part in LESS:
                weights = np.where(np.arange(w.size) == at, part * alpha, alpha)
                gifts = PrivateProvision(w, weights).equilibrium().gifts
                again["cares less", less(w, gifts)] += 1
    assert counts == again
    assert len(counts) == 4


def test_the_second_way_gives_what_the_library_gives():
    w = np.array([7.0, 4, 2])
    assert script["simple"](w, np.full(3, 0.4)) == pytest.approx(
        PrivateProvision(w, 0.4).equilibrium().gifts, abs=1e-9
    )
    first = commit_first(PrivateProvision(w, 0.4)).gifts
    assert script["led"](w, 0.4) == pytest.approx(first, abs=0.01)
    for cost in (30.0, 12.0):
        done, together = script["shielded"](np.array([3.0, 1]), np.array([cost, np.inf]), 10.0)
        found = Shielding([3, 1], [cost, np.inf], 10).equilibrium()
        assert done == pytest.approx(found.mitigation)
        assert together == pytest.approx(found.cost.sum())


def test_orders_are_counted_as_by_writing_them_down():
    every = Counter(sum(i * j for i, j in enumerate(p, 1)) for p in permutations(range(1, 8)))
    assert {s: c for s, c in enumerate(orders(7)) if c} == every


@pytest.mark.parametrize(("n", "rho"), [(12, 0.587), (13, 0.560), (14, 0.538)])
def test_the_least_correlation_that_is_more_than_chance(n, rho):
    """Critical values of Spearman's rank correlation, two-sided, at five percent."""
    steps = (n**3 - n) // 6  # of the squared gaps between ranks, which are even
    values = 1 - 12 * np.arange(steps // 2) / (n**3 - n)
    least = min(r for r in values if r > 0.3 and chance(n, r) < 0.05)
    assert round(least, 3) == rho
