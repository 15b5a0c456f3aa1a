"""The robustness lines of *Now and later*, solved a second way."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from govlib.published import get
from govlib.published.iva_restraint import climates, tell
from govlib.sustainability import ResourceEconomy, restraint_for

script = runpy.run_path(str(Path(__file__).with_name("sustainable_development.py")))

NAMES = (
    "a price costs less than less saving",
    "a price costs less than slower progress",
    "in 2100 less than either",
    "less saving is better than nothing",
    "slower progress is better than nothing",
    "the best saving is lower without a price",
    "a little slower progress is better than nothing",
)


def as_numbers(model):
    """Return what the script is told of a climate economy."""
    return (
        model.time_preference,
        model.elasticity,
        model.sensitivity,
        model.damage / 0.00236,
        model.backstop / 550,
    )


def test_climates_are_told_alike_the_second_way():
    """Three of 48, one for each weight of the future; the script takes all."""
    for model in list(climates())[15::16]:
        world = as_numbers(model)
        held, points = tell(model)
        assert list(dict(script["climate_cases"](world)).values()) == held
        goal = 0.9 * script["run"](world, "price", np.zeros(1))[0][0, 17]
        price = script["level_for"](world, "price", goal)
        assert script["points"](world, price) == pytest.approx(points, abs=0.01)


@pytest.mark.parametrize(
    ("way", "name"), [("carbon price", "price"), ("slower productivity", "productivity")]
)
def test_levels_are_found_alike(way, name):
    model = next(climates())
    goal = 2.8
    level = restraint_for(way, goal, model).level
    assert script["level_for"](as_numbers(model), name, goal) == pytest.approx(level, rel=1e-3)


def test_the_quick_counts_keep_the_proportions_of_the_table():
    """Every twelfth climate, and all islands."""
    counts = script["run_counts"](every=12)
    for name, pair in zip(NAMES, get("IVA.R1").value, strict=True):
        held, failed = counts[name]
        if 0 in pair:
            assert (held == 0, failed == 0) == (pair[0] == 0, pair[1] == 0), name
        assert held / (held + failed) == pytest.approx(pair[0] / sum(pair), abs=0.25), name
    _, richer, stay, calm = get("IVA.R2").value
    assert (counts["faster productivity cools"][0] == 0) == (richer[0] == 0)
    assert list(counts["more skill lets more stay"]) == list(stay)
    assert list(counts["more skill calms"]) == list(calm)


def test_the_island_is_the_same_the_second_way():
    isle = ResourceEconomy(efficiency=2e-5, fertility=3)
    assert script["can_stay"](2, 3, -0.1) == pytest.approx(isle.steady_state().population, rel=1e-4)
    assert script["peak"](2, 3, 0.04) == pytest.approx(isle.path(200).peak[1], rel=1e-3)
