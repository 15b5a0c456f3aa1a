"""Supply on one scale of technologies, against the single solutions and brute force."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.games import (
    GiftEconomy,
    WeakestLinkGame,
    best_efforts,
    expected_payoffs,
    needed_trust,
    power_mean,
    supply,
    supply_for_tastes,
)

incomes = st.lists(st.floats(1, 20), min_size=2, max_size=5)


@given(incomes, st.sampled_from([-8.0, -1.0, 0.0, 0.5]))
def test_between_the_limits_no_gift_alone_does_better(given_incomes, exponent):
    found = supply(GiftEconomy(given_incomes), exponent)
    assert found.level == pytest.approx(power_mean(found.gifts, exponent), rel=1e-6)
    for i, income in enumerate(given_incomes):
        for share in (0.5, 0.9, 1.1, 1.5):
            gifts = found.gifts.copy()
            gifts[i] = min(share * gifts[i], income)
            other = (income - gifts[i]) * power_mean(gifts, exponent)
            assert other <= found.utility[i] * (1 + 1e-6)


@given(incomes)
def test_ends_of_the_scale_are_the_single_solutions(given_incomes):
    economy = GiftEconomy(given_incomes)
    assert supply(economy, -math.inf).level == economy.weakest_link_best
    assert supply(economy, 1).level == economy.summation_total
    for found in economy.best_shot_equilibria():
        assert supply(economy, math.inf, found.provider).level == found.level


def test_a_transfer_helps_all_in_one_technology_and_one_of_three_in_another():
    before, after = GiftEconomy([10, 6, 2]), GiftEconomy([8, 6, 4])
    least = supply(after, -math.inf).utility - supply(before, -math.inf).utility
    assert least.tolist() == [3, 3, 3]
    total = supply(after, 1).utility - supply(before, 1).utility
    assert (np.sign(total) == [-1, -1, 1]).all()


@given(incomes)
def test_with_one_taste_for_all_the_three_levels_are_those_of_the_economy(given_incomes):
    economy = GiftEconomy(given_incomes)
    expected = [supply(economy, -math.inf).level, supply(economy, 1).level, max(given_incomes) / 2]
    assert supply_for_tastes(given_incomes, 1) == pytest.approx(expected)


@given(incomes, st.data())
def test_with_other_tastes_each_gives_what_the_others_leave_to_be_wished(given_incomes, data):
    """At the total, everybody's wish for more adds up to it: a fixed point, found by itself."""
    y = np.array(given_incomes)
    r = np.array([data.draw(st.floats(0.1, 9)) for _ in y])
    least, total, greatest = supply_for_tastes(y, r)
    assert np.maximum(y - r * total, 0).sum() == pytest.approx(total)
    alone = [y_i / (1 + r_i) for y_i, r_i in zip(y, r, strict=True)]
    assert (least, greatest) == pytest.approx((min(alone), max(alone)))


@pytest.mark.parametrize(
    ("income", "ratio", "says"),
    [
        ([10], 1, "incomes must hold at least two"),
        ([10, 6], [1, 1, 1], "ratios must be one or 2"),
        ([10, 6], 0, "ratios must"),
        ([10, -6], 1, "incomes must"),
    ],
)
def test_tastes_and_incomes_must_fit(income, ratio, says):
    with pytest.raises(ValueError, match=says):
        supply_for_tastes(income, ratio)


@pytest.mark.parametrize(
    ("economy", "exponent", "provider", "error", "says"),
    [
        ([10, 6], 1, 0, TypeError, "economy must be"),
        (GiftEconomy([10, 6]), 2, 0, ValueError, "exponent must be at most 1, or inf; got 2"),
        (GiftEconomy([10, 6]), math.nan, 0, ValueError, "exponent must be"),
        (GiftEconomy([[10, 6]]), 1, 0, ValueError, "one set of incomes"),
        (GiftEconomy([10, 2]), math.inf, 1, ValueError, r"provider must be one of \[0\]; got 1"),
    ],
)
def test_bad_input(economy, exponent, provider, error, says):
    with pytest.raises(error, match=says):
        supply(economy, exponent, provider)


@given(st.lists(st.integers(0, 5), min_size=7, max_size=7).filter(sum), st.integers(2, 4))
def test_expected_payoffs_by_enumeration(counts, n):
    game, belief = WeakestLinkGame(), np.array(counts) / sum(counts)
    pay = expected_payoffs(game, belief, n)
    for own in (1, 4, 7):
        brute = 0.0
        for others in itertools.product(range(1, 8), repeat=n - 1):
            chance = math.prod(belief[e - 1] for e in others)
            if chance:
                brute += chance * game.payoff(own, min(own, *others))
        assert pay[own - 1] == pytest.approx(brute, abs=1e-9)


@given(st.integers(2, 200))
def test_needed_trust_is_where_the_best_effort_turns(n):
    p, game = needed_trust(WeakestLinkGame(), n), WeakestLinkGame()
    for sure, best in ((p + 1e-6, 7), (p - 1e-6, 1)):
        belief = [1 - sure, 0, 0, 0, 0, 0, sure]
        assert best_efforts(game, belief, n).tolist() == [best]


@pytest.mark.parametrize("belief", [[1], [0.5] * 7, [-1, 0, 0, 0, 0, 0, 2], [math.nan] * 7])
def test_a_belief_is_a_distribution(belief):
    with pytest.raises(ValueError, match="belief must"):
        expected_payoffs(WeakestLinkGame(), belief, 3)


@pytest.mark.parametrize("v", [-1e-9, -1e-13, -2.2e-16, 5.6e-17, 1e-15, 1e-12, 1e-9])
def test_the_supply_is_continuous_at_the_geometric_mean(v):
    economy = GiftEconomy([10, 6, 2])
    assert supply(economy, v).level == pytest.approx(supply(economy, 0).level, rel=1e-8)
