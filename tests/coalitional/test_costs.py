"""Sharing costs: the same as sharing savings."""

import numpy as np
import pytest
from coalitional_strategies import games
from hypothesis import given, settings

from govlib.coalitional import (
    CoalitionalGame,
    balanced,
    charges,
    convex,
    core_check,
    kohlberg,
    least_core,
    nucleolus,
    prenucleolus,
    savings,
    separable_costs,
    separable_costs_remaining_benefits,
    shapley_value,
    superadditive,
)
from govlib.data import load


def same_costs(game):
    return CoalitionalGame(game.values, game.players, costs=True)


@given(games(most=5))
@settings(max_examples=25)
def test_costs_and_savings_are_shared_alike(game):
    """What is said of costs is what is said of the savings, in charges."""
    costs = same_costs(game)
    gains = savings(costs)
    assert charges(costs, shapley_value(gains)) == pytest.approx(shapley_value(costs), abs=1e-9)
    paid = prenucleolus(costs).payoff
    assert paid == pytest.approx(charges(costs, prenucleolus(gains).payoff), abs=1e-6)
    assert paid.sum() == pytest.approx(costs.total)
    assert kohlberg(costs, paid).holds
    if costs.n > 1:
        ours, theirs = least_core(costs), least_core(gains)
        assert ours.epsilon == pytest.approx(theirs.epsilon, abs=1e-7)
        assert ours.core_is_empty == theirs.core_is_empty
        assert balanced(costs).holds == balanced(gains).holds
        assert costs.excess(ours.payoff)[1:-1].max() == pytest.approx(ours.epsilon, abs=1e-7)
    for tells in (superadditive, convex):
        assert tells(costs).gap == pytest.approx(tells(gains).gap, abs=1e-9)
    check, same = core_check(costs, paid), core_check(gains, charges(costs, paid))
    assert check.inside == same.inside
    assert check.excess == pytest.approx(same.excess, abs=1e-9)
    if gains.total >= -1e-12:
        assert nucleolus(costs).payoff == pytest.approx(
            charges(costs, nucleolus(gains).payoff), abs=1e-6
        )


def test_three_towns_object_to_the_shapley_value_of_the_water_of_skane():
    """The charges printed for Shapley ask 35.69 of H, K and L, who need 35.26 on their own."""
    costs = CoalitionalGame.from_table(load("skane_costs"), costs=True)
    found = core_check(costs, shapley_value(costs))
    assert found.coalition == ("H", "K", "L")
    assert found.excess == pytest.approx(0.4275)
    by_hand = dict(zip(costs.players, shapley_value(costs), strict=True))
    assert found.excess == pytest.approx(sum(by_hand[t] for t in "HKL") - costs.value("HKL"))
    assert not least_core(costs).core_is_empty
    assert core_check(costs, nucleolus(costs).payoff).inside
    assert core_check(costs, nucleolus(costs).payoff - 1).surplus == pytest.approx(6)


def test_a_game_that_is_not_of_costs_is_refused_where_costs_are_asked_for():
    gains = CoalitionalGame([0, 1, 1, 3])
    for asks in (savings, separable_costs, separable_costs_remaining_benefits):
        with pytest.raises(ValueError, match="costs must be a game of costs"):
            asks(gains)
    with pytest.raises(ValueError, match="costs must be a game of costs"):
        charges(gains, [1, 2])
    unmarked = CoalitionalGame([0, 5, 4, 7])
    with pytest.raises(ValueError, match=r"make the game with costs=True"):
        nucleolus(unmarked)
    with pytest.raises(ValueError, match="game must cost no more than its players alone, 9"):
        nucleolus(CoalitionalGame([0, 5, 4, 10], costs=True))
    with pytest.raises(TypeError, match="costs must be True or False"):
        CoalitionalGame([0, 1], costs="yes")
    marked = CoalitionalGame([0, 5, 4, 7], costs=True)
    assert marked.dual().costs
    assert marked.subgame([0]).costs
    assert marked != unmarked


def test_the_water_of_skane():
    costs = CoalitionalGame.from_table(load("skane_costs"), costs=True)
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
    costs = CoalitionalGame.from_dict({"A": 5, "B": 4, "AB": 7}, costs=True)
    assert separable_costs(costs).tolist() == [3, 2]
    assert separable_costs_remaining_benefits(costs).tolist() == [4, 3]


@pytest.mark.parametrize("joint", [9, 12])
def test_without_benefits_nothing_can_be_shared_by_them(joint):
    costs = CoalitionalGame.from_dict({"A": 5, "B": 4, "AB": joint}, costs=True)
    with pytest.raises(ValueError, match="costs must leave benefits"):
        separable_costs_remaining_benefits(costs)


def test_separable_costs_may_exceed_the_joint_cost():
    """Three towns for whom any two together are cheap: the rest to be shared is negative."""
    costs = CoalitionalGame([0, 6, 6, 7, 6, 7, 7, 12], costs=True)
    paid = separable_costs_remaining_benefits(costs)
    assert paid == pytest.approx(np.full(3, 4))
