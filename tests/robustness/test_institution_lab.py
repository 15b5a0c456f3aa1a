"""The robustness lines of *The institution lab*, found a second way."""

import runpy
from pathlib import Path

import numpy as np
import pytest
from counting import held_and_not

from govlib.data import load
from govlib.lab import SIX, Rules, World, contributions, forty, provisions, variant_provisions
from govlib.lab.rules import SOCIAL_COST
from govlib.published import get

script = runpy.run_path(str(Path(__file__).with_name("institution_lab.py")))


def test_averages_over_all_orders_are_shapley_values():
    worth = provisions("both")
    assert script["average"](worth) == pytest.approx(contributions(worth).shapley)


def test_a_variant_provides_as_much_the_second_way():
    found = script["variant_worth"]("oil rents at stake")
    assert found == pytest.approx(variant_provisions()["oil rents at stake"], abs=1e-6)


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


def test_quick_counts_of_the_script_are_the_library_s():
    """Two variants and one world; the script alone goes through all."""
    found = script["run"](quick=True)
    names = ("full retaliation", "one EU")
    three = [SIX.index(name) for name in ("patience", "transfers", "sanctions")]
    held = np.zeros(3, dtype=int)
    for worth in (variant_provisions()[name] for name in names):
        largest = np.argsort(-contributions(worth).shapley)[:3]
        held += [
            max(worth[1 << i] for i in range(6)) < 0.25,
            set(largest) == set(three),
            worth[sum(1 << i for i in three)] >= 0.5,
        ]
    for name, count in zip(("alone", "largest", "half"), held, strict=True):
        assert found[name] == (count, 2 - count), name
    assert found["clubs"] == tuple(get("V.I21").value[0])
    assert found["paid outsiders, both"] == tuple(get("V.I20").value[0])


def test_what_is_had_with_sanctions_and_without_them():
    """The chapter names the two variants in which sanctions add nothing to the best set."""
    worth = variant_provisions()
    bare = {name: values[:32].max() for name, values in worth.items()}
    same = {name for name, values in worth.items() if values.max() < bare[name] + 1e-6}
    assert same == {"full retaliation", "clause 100%"}
    assert sum(value >= 0.5 for value in bare.values()) == 8


def test_payments_do_not_make_all_depth_pay_at_each_tariff():
    """The chapter says: at every tariff that was tried but one percent."""
    paid = get("V.I12").value[1]
    assert [depth == 1 for depth in paid] == [True, False, True, True, True]


def test_all_variants_are_counted_in_the_table():
    """The bounds of the sentences, from the shares of each variant in another row."""
    single, three = np.array(get("V.I22").value).T
    alone, _, half = get("V.I16").value
    assert tuple(alone) == ((single < 0.25).sum(), (single >= 0.25).sum())
    assert tuple(half) == ((three >= 0.5).sum(), (three < 0.5).sum())
