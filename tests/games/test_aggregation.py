"""Aggregation technologies against their limits, brute force and nashpy."""

import itertools
import warnings

import nashpy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from govlib.games import (
    GiftEconomy,
    WeakestLinkGame,
    best_shot,
    power_mean,
    summation,
    weakest_link,
)

GIFTS = st.lists(st.floats(0.01, 100), min_size=2, max_size=8).map(np.array)
INCOMES = st.lists(st.floats(1, 20), min_size=2, max_size=6).map(np.array)
EXPONENTS = st.floats(-30, 30)


@given(GIFTS)
def test_the_family_holds_the_three_technologies(gifts):
    assert power_mean(gifts, -np.inf) == weakest_link(gifts)
    assert power_mean(gifts, np.inf) == best_shot(gifts)
    assert power_mean(gifts, 1) == pytest.approx(summation(gifts) / len(gifts))
    assert power_mean(gifts, 0) == pytest.approx(np.exp(np.log(gifts).mean()))
    assert power_mean(gifts, -1e6) == pytest.approx(weakest_link(gifts), rel=1e-4)
    assert power_mean(gifts, 1e6) == pytest.approx(best_shot(gifts), rel=1e-4)


@given(GIFTS, EXPONENTS, EXPONENTS, st.floats(0.1, 10))
def test_power_means_rise_with_the_exponent_and_scale(gifts, v, w, scale):
    low, high = sorted((v, w))
    assert power_mean(gifts, low) <= power_mean(gifts, high) * (1 + 1e-9)
    assert power_mean(scale * gifts, v) == pytest.approx(scale * power_mean(gifts, v))
    assert power_mean(gifts[::-1], v) == pytest.approx(power_mean(gifts, v))


def test_power_means_of_nothing_given():
    assert power_mean([0, 3], -2) == power_mean([0, 3], 0) == power_mean([0, 0], 3) == 0
    assert power_mean([0, 3], 2) == pytest.approx(np.sqrt(4.5))


def test_weakest_link_equilibria_by_brute_force():
    """All profiles of three players: exactly the seven symmetric ones are equilibria."""
    game = WeakestLinkGame()

    def best(profile, i):
        rest = min(x for j, x in enumerate(profile) if j != i)
        pay = [game.payoff(x, min(x, rest)) for x in range(1, 8)]
        return pay[profile[i] - 1] >= max(pay) - 1e-12

    found = [
        p for p in itertools.product(range(1, 8), repeat=3) if all(best(p, i) for i in range(3))
    ]
    assert found == [(one.effort,) * 3 for one in game.equilibria()]
    assert game.secure_effort == 1


def test_weakest_link_equilibria_agree_with_nashpy():
    game = WeakestLinkGame(efforts=4)
    table = game.table
    pure = {
        tuple(int(s.argmax()) + 1 for s in pair)
        for pair in nashpy.Game(table, table.T).support_enumeration()
        if all(s.max() == 1 for s in pair)
    }
    assert pure == {(one.effort, one.effort) for one in game.equilibria()}


@given(INCOMES)
def test_summation_gifts_are_best_replies(incomes):
    economy = GiftEconomy(incomes)
    gifts = economy.summation_gifts
    assert gifts.sum() == pytest.approx(economy.summation_total)
    for i, y in enumerate(incomes):
        rest = gifts.sum() - gifts[i]
        best = max((y - q) * (rest + q) for q in np.linspace(0, y, 400))
        assert (y - gifts[i]) * gifts.sum() >= best - 1e-9


@given(st.integers(2, 50), st.floats(1, 20))
def test_summation_falls_short_by_the_size_of_the_group(n, income):
    economy = GiftEconomy(np.full(n, income))
    share = economy.summation_total / economy.optimum_total
    assert share == pytest.approx(2 / (n + 1))


@given(INCOMES)
def test_efficient_total_meets_samuelsons_condition(incomes):
    total = GiftEconomy(incomes).optimum_total
    assert (incomes.sum() - total) / total == pytest.approx(1)


@given(INCOMES)
def test_weakest_link_best_is_an_equilibrium_and_no_higher_level_is(incomes):
    level = GiftEconomy(incomes).weakest_link_best

    def gain(common):
        return max(
            (y - q) * min(q, common) - (y - common) * common
            for y in incomes
            for q in np.linspace(0, min(y, common), 200)
        )

    assert gain(level) <= 1e-9
    assert gain(1.1 * level) > 0


@given(INCOMES)
def test_best_shot_providers_by_brute_force(incomes):
    found = {eq.provider: eq.level for eq in GiftEconomy(incomes).best_shot_equilibria()}
    for i, y in enumerate(incomes):
        level = y / 2
        rivals = [
            max((z - q) * max(q, level) for q in np.linspace(0, z, 801)) - z * level
            for j, z in enumerate(incomes)
            if j != i
        ]
        if max(rivals) > 1e-9:
            assert i not in found
        elif incomes.max() <= 1.999 * y:
            assert found[i] == level


@pytest.mark.parametrize("exponent", [-6.0, -1.0, 0.0, 0.5])
def test_weaker_link_gifts_are_best_replies(exponent):
    incomes = np.array([10.0, 6.0, 2.0])
    gifts = GiftEconomy(incomes).weaker_link_gifts(exponent)
    for i, y in enumerate(incomes):

        def loss(q, i=i, y=y):
            trial = gifts.copy()
            trial[i] = q
            return -(y - q) * power_mean(trial, exponent)

        best = minimize_scalar(loss, bounds=(0, y), method="bounded", options={"xatol": 1e-9})
        assert gifts[i] == pytest.approx(best.x, abs=1e-5)


@given(st.integers(2, 9), st.floats(1, 20), st.floats(-8, 0.9))
def test_equals_give_the_same_under_every_weaker_link(n, income, exponent):
    gifts = GiftEconomy(np.full(n, income)).weaker_link_gifts(exponent)
    assert gifts == pytest.approx(np.full(n, income / (n + 1)))


def test_economies_sweep():
    incomes = np.array([[10, 6, 2], [4, 4, 4]])
    swept = GiftEconomy(incomes)
    for k, row in enumerate(incomes):
        one = GiftEconomy(row)
        assert swept.summation_total[k] == one.summation_total
        assert swept.weakest_link_best[k] == one.weakest_link_best
        assert swept.weaker_link_gifts(-2)[k] == pytest.approx(one.weaker_link_gifts(-2))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: WeakestLinkGame(benefit=0.1, cost=0.2), "cost must be below benefit = 0.1"),
        (lambda: WeakestLinkGame().payoff(8, 1), r"own must lie in \[1, 7\]; got 8"),
        (lambda: WeakestLinkGame().payoff(2, 3), r"least must not exceed own"),
        (lambda: GiftEconomy([3]), r"at least two; got shape \(1,\)"),
        (lambda: GiftEconomy([3, 0]), r"incomes must be above 0; got 0"),
        (lambda: GiftEconomy([[3, 1]]).best_shot_equilibria(), r"no sweep"),
        (lambda: GiftEconomy([3, 1]).weaker_link_gifts(1), r"exponent must be below 1; got 1"),
        (lambda: power_mean([1, 2], np.nan), r"exponent must be finite; got nan"),
        (lambda: summation(3), r"gifts must hold at least one"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("exponent", [-5000.0, -50.0, -1.0, -1e-13, 0.0, 1e-17, 0.5, 0.999])
@pytest.mark.parametrize("incomes", [[10, 6, 2], [1e9, 6, 2e-9], [3, 3, 3], [1e-200, 1e200]])
def test_weaker_links_at_any_exponent_and_scale_of_incomes(exponent, incomes):
    """Gifts meet their first-order condition, without a warning, and the rich give no less."""
    y = np.array(incomes)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gifts = GiftEconomy(y).weaker_link_gifts(exponent)
        good = power_mean(gifts, exponent)
    gives = gifts > 1e-300  # far below the others a gift is none in floats
    log_ratio = np.log(gifts[gives]) - np.log(good)
    left = np.log(y[gives] - gifts[gives]) + (exponent - 1) * log_ratio
    assert left == pytest.approx(np.full(left.size, np.log(y.size * good)), abs=2e-9)
    assert (np.diff(gifts[np.argsort(y)]) >= -1e-12 * gifts.max()).all()


def test_the_power_mean_passes_through_the_geometric_mean():
    powers = [-1e-9, -1e-12, -2.2e-16, 0, 5.6e-17, 1e-16, 1e-13, 1e-11, 1e-9]
    assert [power_mean([0.2, 0.9], v) for v in powers] == pytest.approx(np.full(9, 0.18**0.5))
    swept = [power_mean([0.2, 0.9], v) for v in np.arange(-0.3, 0.31, 0.1)]
    assert (np.diff(swept) > 0).all()


@given(st.floats(1e-3, 1e3), st.integers(1, 6), st.floats(-60, 60))
def test_equal_gifts_are_their_own_mean(gift, n, exponent):
    assert power_mean(np.full(n, gift), exponent) == gift


@pytest.mark.parametrize("exponent", ["1", True, None, [1.0]])
def test_an_exponent_is_one_number(exponent):
    with pytest.raises(TypeError, match="exponent must be"):
        power_mean([1, 2], exponent)


@pytest.mark.parametrize("unit", [1e-14, 1.0, 1e8])
def test_the_unit_of_efforts_payoffs_does_not_matter(unit):
    game = WeakestLinkGame(0.2 * unit, 0.1 * unit, 0.6 * unit)
    assert game.table == pytest.approx(WeakestLinkGame().table * unit)
    assert [found.effort for found in game.equilibria()] == [1, 2, 3, 4, 5, 6, 7]
    assert game.secure_effort == 1
