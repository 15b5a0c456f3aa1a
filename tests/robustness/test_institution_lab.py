"""The robustness lines of *The institution lab*, found a second way."""

import runpy
from pathlib import Path

import numpy as np
import pytest
from counting import held_and_not

from govlib.data import load
from govlib.lab import Rules, World, contributions, forty, provisions, variant_provisions
from govlib.lab.rules import SOCIAL_COST
from govlib.published import get

script = runpy.run_path(str(Path(__file__).with_name("institution_lab.py")))


def test_averages_over_all_orders_are_shapley_values():
    worth = provisions("both")
    assert script["average"](worth) == pytest.approx(contributions(worth).shapley)


@pytest.mark.parametrize("name", ["base", "full retaliation", "one EU"])
def test_a_variant_provides_as_much_the_second_way(name):
    assert script["variant_worth"](name) == pytest.approx(variant_provisions()[name], abs=1e-6)


def test_three_countries_by_hand():
    """The worked example of the chapter: the first would leave, and payments keep it."""
    world = World(("1", "2", "3"), [10] * 3, np.array([1, 2, 3]) / 6, [1] * 3)
    scale = SOCIAL_COST[0.05] / 6
    rules = Rules(lag=0, backstop=10 * scale)
    found = script["Solved"](world, rules, np.ones(3, dtype=bool), 1.0, 0.0)
    assert found.total == pytest.approx([11, 10, 9, 18])
    assert found.margin == pytest.approx(scale * np.array([-10.5, 0, 13.5]), abs=1e-9)
    assert (found.holds(False), found.holds(True)) == (False, True)


def test_a_row_that_says_more_than_is_provided_is_found_out():
    rows = load("lab_treaties")
    row = next(rows[(rows.shield == 0.5) & (rows.priority == 0.5)].itertuples())
    rules = Rules(shield=0.5)
    assert script["row_provides"](forty(0.5), rules, row) == pytest.approx(row.provision, abs=1e-6)
    with pytest.raises(AssertionError, match="provides"):
        script["row_provides"](forty(0.5), rules, row._replace(provision=2 * row.provision))
    with pytest.raises(AssertionError, match="does not hold"):
        script["row_provides"](forty(0.5), rules, row._replace(members=2**40 - 1, depth=1.0))


def test_counts_of_goals_are_those_of_the_table():
    found = held_and_not(script["goals"]())
    names = ("hurt", "help with payments", "hurt, sanctions", "help with payments, sanctions")
    assert [found[f"goals {name}"] for name in names] == [tuple(p) for p in get("V.I19").value]
