"""Sharing costs: the same as sharing savings."""

import numpy as np
import pytest
from coalitional_strategies import games
from hypothesis import given, settings

from govlib.coalitional import (
    CoalitionalGame,
    charges,
    core_check,
    least_core,
    nucleolus,
    prenucleolus,
    savings,
    separable_costs,
    separable_costs_remaining_benefits,
    shapley_value,
)
from govlib.data import load


@given(games(most=5))
@settings(max_examples=25)
def test_costs_and_savings_are_shared_alike(costs):
    gains = savings(costs)
    assert charges(costs, shapley_value(gains)) == pytest.approx(shapley_value(costs), abs=1e-9)
    negative = CoalitionalGame(-costs.values)
    paid = charges(costs, prenucleolus(gains).payoff)
    assert paid == pytest.approx(-prenucleolus(negative).payoff, abs=1e-6)
    assert paid.sum() == pytest.approx(costs.total)


def test_the_water_of_skane():
    costs = CoalitionalGame.from_table(load("skane_costs"))
    gains = savings(costs)
    assert not least_core(gains).core_is_empty
    for payoff in (
        nucleolus(gains).payoff,
        costs.alone - separable_costs_remaining_benefits(costs),
    ):
        assert charges(costs, payoff).sum() == pytest.approx(costs.total)
    assert core_check(gains, nucleolus(gains).payoff).inside
    # the Shapley value asks more of some towns than they would pay by themselves
    objection = core_check(gains, shapley_value(gains))
    assert not objection.inside
    paid = dict(zip(costs.players, charges(costs, shapley_value(gains)), strict=True))
    assert sum(paid[p] for p in objection.coalition) > costs.value(objection.coalition)


def test_separable_costs_are_what_each_adds_last():
    costs = CoalitionalGame.from_dict({"A": 5, "B": 4, "AB": 7})
    assert separable_costs(costs).tolist() == [3, 2]
    assert separable_costs_remaining_benefits(costs).tolist() == [4, 3]


@pytest.mark.parametrize("joint", [9, 12])
def test_without_benefits_nothing_can_be_shared_by_them(joint):
    costs = CoalitionalGame.from_dict({"A": 5, "B": 4, "AB": joint})
    with pytest.raises(ValueError, match="costs must leave benefits"):
        separable_costs_remaining_benefits(costs)


def test_separable_costs_may_exceed_the_joint_cost():
    """Three towns for whom any two together are cheap: the rest to be shared is negative."""
    costs = CoalitionalGame([0, 6, 6, 7, 6, 7, 7, 12])
    paid = separable_costs_remaining_benefits(costs)
    assert paid == pytest.approx(np.full(3, 4))
