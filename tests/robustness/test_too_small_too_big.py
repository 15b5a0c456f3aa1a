"""The robustness lines of *Too small and too big*, solved a second way."""

import runpy
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from govlib.nations import Districts, critical_spillover
from govlib.published import get
from govlib.published.v_scale import (
    FORMS,
    PARTS,
    RATIOS,
    legislature_lead,
    substitutes_lead,
    uniform_lead,
    wishes,
)

script = runpy.run_path(str(Path(__file__).with_name("too_small_too_big.py")))


def test_a_uniform_centre_is_ahead_by_as_much_the_second_way():
    """One case in nine, all sizes and benefits among them; all take the script a minute."""
    for m, form in list(product(wishes(), FORMS))[::9]:
        for part in (2, 6, 10):
            first = (uniform_lead(m, form)[part], substitutes_lead(m, form)[part])
            second = [script["lead"](m, form, PARTS[part], inside) for inside in (False, True)]
            # where the good is next to the same for all, giving is next to a matter of chance
            assert first == pytest.approx(second, rel=1e-4, abs=1e-5 * m.sum())


@pytest.mark.parametrize("rule", ["cooperative", "narrow"])
def test_legislatures_are_ahead_by_as_much_the_second_way(rule):
    for ratio in RATIOS[::3]:
        found = legislature_lead(ratio, rule)
        for part in (1, 4, 7, 9):
            other = script[rule](ratio, PARTS[part])
            assert found[part] == pytest.approx(other, abs=1e-6 * ratio)


def test_whole_counts_of_borders_are_those_of_the_table():
    counts = {}
    for name, held in script["bent"]():
        counts.setdefault(name, [0, 0])[not held] += 1
    found = [tuple(counts[name]) for name in ("more", "fewer", "cheap")]
    assert found == [tuple(pair) for pair in get("V.R3").value[:3]]


def test_opening_keeps_its_signs():
    told = list(script["opening"](every=27))
    assert {word for name, word in told if name in ("best", "held")} == {"rises", "stays"}
    ratios = [word for name, word in told if name == "ratio"]
    assert ratios.count("falls") > 0.9 * len(ratios)


def test_borders_between_levels_lie_where_a_grid_finds_them():
    ways = {
        "uniform": lambda ratio, part: script["lead"](np.array([ratio, 1.0]), 0.0, part, False),
        "cooperative": script["cooperative"],
        "narrow": script["narrow"],
    }
    for (name, lead), row in zip(ways.items(), get("V.D1").value, strict=True):
        for ratio, critical in list(zip((1.0, 2.0, 5.0, 30.0), row, strict=True))[1:]:
            assert lead(ratio, 2 * critical - 0.01) < 0 < lead(ratio, 2 * critical + 0.01), name


def test_only_a_narrow_majority_makes_unlike_wishes_ever_more_local():
    """The others rise and fall again."""
    ratios = (1, 2, 5, 30, 200)
    uniform = [Districts([ratio, 1]).critical_spillover for ratio in ratios]
    for rule, grows in (("cooperative", False), ("minimum winning", True)):
        found = [critical_spillover(Districts([ratio, 1]), rule) for ratio in ratios]
        assert bool((np.diff(found) > 0).all()) == grows
    assert np.argmax(uniform) == 2
