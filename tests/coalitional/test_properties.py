"""Superadditive, convex and balanced games against all pairs and known cases."""

import itertools

import numpy as np
import pytest
from coalitional_strategies import games
from hypothesis import given, settings

from govlib.coalitional import (
    CoalitionalGame,
    balanced,
    bankruptcy_game,
    coalition_sums,
    convex,
    core_check,
    least_core,
    shapley_value,
    superadditive,
)


@given(games(most=5, largest=6))
def test_superadditive_is_so_for_all_disjoint_pairs(game):
    pairs = itertools.combinations(range(1, game.values.size), 2)
    v = game.values
    worst = max((v[s] + v[t] - v[s | t] for s, t in pairs if not s & t), default=0)
    found = superadditive(game)
    assert found.holds == bool(found) == (worst <= 0)
    assert found.gap == max(worst, 0)
    if not found:
        s, t = found.coalitions
        assert not set(s) & set(t)
        assert game.value(s) + game.value(t) - game.value(s + t) == found.gap


@given(games(most=5, largest=6))
def test_convex_is_so_for_all_pairs(game):
    pairs = itertools.product(range(game.values.size), repeat=2)
    v = game.values
    found = convex(game)
    assert found.holds == all(v[s | t] + v[s & t] >= v[s] + v[t] for s, t in pairs)
    if not found:
        s, t = map(game.mask, found.coalitions)
        assert v[s] + v[t] - v[s | t] - v[s & t] == found.gap > 0


@given(games(most=5))
def test_convex_games_are_the_nicest(game):
    size = coalition_sums(np.ones(game.n))
    bent = CoalitionalGame(game.values + 40 * size**2)
    assert convex(bent)
    assert superadditive(bent)
    assert balanced(bent)
    assert core_check(bent, shapley_value(bent)).inside


@given(games(least=2, most=5))
@settings(max_examples=25)
def test_balanced_means_a_core(game):
    found = balanced(game)
    assert found.holds == (not least_core(game).core_is_empty)
    if not found:
        assert found.gap > 0
        assert set().union(*found.coalitions) == set(game.players)


def test_known_cases():
    assert convex(bankruptcy_game([100, 200, 300], 250))
    gloves = CoalitionalGame.from_dict({"AC": 1, "BC": 1, "ABC": 1}, "ABC", missing=0)
    assert superadditive(gloves)
    assert balanced(gloves)
    assert not convex(gloves)
    assert balanced(CoalitionalGame([0, -3]))


def test_rounding_is_no_violation():
    assert superadditive(CoalitionalGame([0, 0.1, 0.2, 0.30000000000000004 - 1e-16]))


def test_too_many_players_for_all_pairs():
    with pytest.raises(ValueError, match="at most 16 players; got 17"):
        superadditive(CoalitionalGame(np.zeros(1 << 17)))
