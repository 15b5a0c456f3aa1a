"""Shapley and Banzhaf values against permutations, axioms and the indices of voting."""

import itertools

import numpy as np
import pytest
from coalitional_strategies import games, relabelled
from hypothesis import given
from hypothesis import strategies as st

from govlib.coalitional import CoalitionalGame, banzhaf_value, shapley_value
from govlib.voting import WeightedGame, banzhaf, shapley_shubik


def by_permutations(game):
    total = np.zeros(game.n)
    orders = list(itertools.permutations(range(game.n)))
    for order in orders:
        mask = 0
        for i in order:
            total[i] += game.values[mask | 1 << i] - game.values[mask]
            mask |= 1 << i
    return total / len(orders)


@given(games(most=5))
def test_the_shapley_value_is_the_mean_over_orders(game):
    assert shapley_value(game) == pytest.approx(by_permutations(game))


@given(games())
def test_the_banzhaf_value_is_the_mean_over_coalitions(game):
    for i in range(game.n):
        without = [m for m in range(game.values.size) if not m >> i & 1]
        gains = [game.values[m | 1 << i] - game.values[m] for m in without]
        assert banzhaf_value(game)[i] == pytest.approx(np.mean(gains))


@given(games())
def test_the_shapley_value_divides_everything(game):
    assert shapley_value(game).sum() == pytest.approx(game.total)
    assert shapley_value(game.dual()) == pytest.approx(shapley_value(game))


@given(games(), st.randoms(use_true_random=False))
def test_values_follow_a_relabelling(game, random):
    order = random.sample(range(game.n), game.n)
    moved = relabelled(game, order)
    assert shapley_value(moved) == pytest.approx(shapley_value(game)[order])
    assert banzhaf_value(moved) == pytest.approx(banzhaf_value(game)[order])


@given(games(most=4, least=4), games(most=4, least=4))
def test_values_add_up_over_games(a, b):
    both = CoalitionalGame(a.values + 3 * b.values)
    assert shapley_value(both) == pytest.approx(shapley_value(a) + 3 * shapley_value(b))
    assert banzhaf_value(both) == pytest.approx(banzhaf_value(a) + 3 * banzhaf_value(b))


@given(games(most=5), st.floats(-5, 5))
def test_a_player_who_adds_a_constant_gets_it(game, own):
    more = CoalitionalGame(np.concatenate([game.values, game.values + own]))
    assert shapley_value(more)[-1] == pytest.approx(own)
    assert banzhaf_value(more)[-1] == pytest.approx(own)
    assert shapley_value(more)[:-1] == pytest.approx(shapley_value(game))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any), st.data())
def test_voting_power_is_a_value(weights, data):
    rule = WeightedGame(weights, data.draw(st.integers(1, sum(weights))))
    game = CoalitionalGame.from_function(
        lambda s: float(rule.wins([i in s for i in range(rule.n)])), range(rule.n)
    )
    assert shapley_value(game) == pytest.approx(shapley_shubik(rule).index)
    assert banzhaf_value(game) == pytest.approx(banzhaf(rule).absolute)


def test_twenty_players():
    """v(S) = w(S)² gives wᵢ w(N), the same by both values' marginal contributions."""
    w = np.random.default_rng(0).random(20)
    sums = np.zeros(1)
    for value in w:
        sums = np.concatenate([sums, sums + value])
    assert shapley_value(CoalitionalGame(sums**2)) == pytest.approx(w * w.sum())
    assert banzhaf_value(CoalitionalGame(sums**2)) == pytest.approx(w * w.sum())
