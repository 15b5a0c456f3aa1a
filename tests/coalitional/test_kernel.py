"""What one player can ask of another, by trying every coalition."""

import numpy as np
import pytest
from coalitional_strategies import games
from hypothesis import given, settings

from govlib.coalitional import (
    CoalitionalGame,
    core_check,
    nucleolus,
    prekernel_check,
    prenucleolus,
    shapley_value,
)


@given(games(most=5, least=2))
@settings(max_examples=25)
def test_the_prenucleolus_balances_every_pair(game):
    assert prekernel_check(game, prenucleolus(game).payoff, tolerance=1e-6).inside


@given(games(most=5, least=2))
@settings(max_examples=25)
def test_complaints_are_the_largest_excesses(game):
    payoff = shapley_value(game)
    found = prekernel_check(game, payoff)
    excess = game.excess(payoff)
    for i in range(game.n):
        assert np.isnan(found.complaint[i, i])
        for j in range(game.n):
            if i != j:
                some = [excess[m] for m in range(1 << game.n) if m >> i & 1 and not m >> j & 1]
                assert found.complaint[i, j] == max(some)
    a, b = (game.players.index(player) for player in found.pair)
    if a != b:
        assert found.gap == found.complaint[a, b] - found.complaint[b, a]


def test_charges_balance_too():
    costs = CoalitionalGame.from_dict({"A": 5, "B": 4, "AB": 7}, costs=True)
    assert nucleolus(costs).payoff == pytest.approx([4, 3])
    assert prekernel_check(costs, [4, 3]).inside
    found = prekernel_check(costs, [4.5, 2.5])
    assert (found.inside, found.pair, found.gap) == (False, ("A", "B"), pytest.approx(1))


def test_equal_parts_of_a_symmetric_game_outside_the_core_are_inside():
    game = CoalitionalGame([0, 0, 0, 1, 0, 1, 1, 1], "ABC")
    assert prekernel_check(game, [1 / 3] * 3).inside
    assert not core_check(game, [1 / 3] * 3).inside


def test_bad_input():
    with pytest.raises(ValueError, match="at least two players; got 1"):
        prekernel_check(CoalitionalGame([0, 1]), [1])
    with pytest.raises(TypeError, match="game"):
        prekernel_check({"A": 1}, [1])
