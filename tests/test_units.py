"""What is equal on paper stays equal in any unit of money: nobody gives the last bit of an income.

Each model is solved in units in which its numbers are whole and in others; who gives, who pays
and which action is best must not depend on them.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib import agreements, enforcement, evolution, games, indicators, nations, networks
from govlib._values import left_over

#: units in which whole numbers are none, and very large and very small ones
UNITS = [0.1, 0.3, 1 / 3, 0.7, 2 / 7, 1e-12, 1e-9, 1e-6, 1000.0, 1e9]


def test_what_is_left():
    assert left_over([0.3, 1.0, 1.0], [3 * 0.1, 0.9, 2.0]).tolist() == [0, 1 - 0.9, 0]
    assert left_over(1e-30, 0.0) == 1e-30


#: who gives where some own just what they keep: incomes in whole units, and by hand
TIED = [((2, 2, 4), [False, False, True]), ((2, 4, 1, 1), [False, True, False, False])]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(("incomes", "gives"), TIED)
def test_who_keeps_all_gives_nothing(incomes, gives, unit):
    w = np.array(incomes) * unit
    alike = agreements.CES(0.5)
    for found in (
        agreements.PrivateProvision(w).equilibrium(),
        agreements.PrivateProvision(w).matched(0),
        agreements.provide(w, alike),
        agreements.JointProduct(w, common=0.5, own=0).equilibrium(),
    ):
        assert found.contributes.tolist() == gives
    assert (games.GiftEconomy(w).summation_gifts > 0).tolist() == gives


@given(st.lists(st.integers(1, 8), min_size=2, max_size=5), st.sampled_from(UNITS))
def test_who_gives_does_not_depend_on_the_unit(incomes, unit):
    whole, other = np.array(incomes, float), np.array(incomes) * unit
    want = agreements.PrivateProvision(whole).equilibrium()
    found = agreements.PrivateProvision(other).equilibrium()
    assert found.contributes.tolist() == want.contributes.tolist()
    assert np.allclose(found.gifts, want.gifts * unit, rtol=1e-12, atol=0)


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4, unique=True), st.sampled_from(UNITS))
def test_taking_turns_pays_as_in_whole_numbers(payoffs, unit):
    s, p, r, t = sorted(payoffs)
    found = games.PrisonersDilemma(t * unit, r * unit, p * unit, s * unit)
    assert found.alternation_pays == (t + s > 2 * r)


@pytest.mark.parametrize("unit", UNITS)
def test_best_efforts_do_not_depend_on_the_unit(unit):
    game = games.WeakestLinkGame(0.2 * unit, 0.1 * unit, 0.6 * unit)
    assert games.best_efforts(game, [1 / 7] * 7, 2).tolist() == [4]
    even = games.WeakestLinkGame(2 * unit, unit, unit, efforts=2)
    assert games.best_efforts(even, [0.5, 0.5], 2).tolist() == [1, 2]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("detection", [1, 0.5])
def test_an_inspector_who_gains_as_much_either_way_deters(unit, detection):
    # half of the fine that he keeps is worth the loss: kept · gain = loss
    game = enforcement.Inspection(2 * unit, 4 * unit, 0.2 * unit, unit, 0.5, detection, 0.1)
    assert game.leadership().violation == 0
    dearer = enforcement.Inspection(2 * unit, 4 * unit, 0.2 * unit, 0.9 * unit, 0.5, detection, 0.1)
    assert dearer.leadership().violation == 1


@pytest.mark.parametrize("unit", UNITS)
def test_equilibria_of_the_risk_experiment_do_not_depend_on_the_unit(unit):
    game = evolution.RiskExperiment(6, 40 * unit, 10, 4 * unit, 120 * unit)
    fair = [20 * unit] * 6
    # at one half the fair share and nothing bring the same
    assert [game.is_equilibrium(fair, p) for p in (0.1, 0.49, 0.5, 0.9)] == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("unit", UNITS)
def test_the_best_whole_number_of_trading_nations_does_not_depend_on_the_unit(unit):
    def count(unit):
        world = nations.Nations(unit, 1, 0.004 * unit)
        trading = nations.TradingNations(world, 0.2 * unit, [0, 0.5, 1])
        return trading.optimum(whole=True).number.tolist()

    assert count(unit) == count(1.0) == [4, 6, 8]


@pytest.mark.parametrize("unit", UNITS)
def test_benefit_of_doubt_does_not_depend_on_the_unit(unit):
    rng = np.random.default_rng(3)
    for _ in range(5):
        table = rng.integers(0, 5, (6, 3)) + 1.0
        want = indicators.benefit_of_doubt(table)
        for units in (unit, np.array([1, unit, 1])):
            found = indicators.benefit_of_doubt(table * units)
            assert np.allclose(found.scores, want.scores, rtol=1e-8)
            assert found.scores.max() <= 1 + 1e-9
            assert found.at_the_top.tolist() == want.at_the_top.tolist()
        bounded = indicators.benefit_of_doubt(table, least=0.2, most=0.5)
        found = indicators.benefit_of_doubt(table * unit, least=0.2, most=0.5)
        assert np.allclose(found.scores, bounded.scores, rtol=1e-8)
        assert found.weights.min() > 0.2 - 1e-7
        assert found.weights.max() < 0.5 + 1e-7


@pytest.mark.parametrize("unit", UNITS)
def test_partners_tie_in_any_unit(unit):
    # 2 + 3 with the second, 1 + 4 with the fourth, who both have more with the third
    flows = np.array([[0, 2, 0, 1], [3, 0, 9, 0], [0, 0, 0, 9], [4, 0, 0, 0]]) * unit
    assert (networks.strongest_partners(flows, 1).toarray()[0] > 0).tolist() == [0, 1, 0, 1]
