"""The core and the least core against complete linear programs."""

import numpy as np
import pandas as pd
import pytest
from coalitional_strategies import games
from hypothesis import given, settings
from scipy.optimize import linprog

from govlib.coalitional import (
    CoalitionalGame,
    balanced,
    bankruptcy_game,
    banzhaf_value,
    convex,
    core_check,
    kohlberg,
    least_core,
    nucleolus,
    prenucleolus,
    shapley_value,
    superadditive,
)


def complete_program(game):
    """The lowest level, from one program with all coalitions."""
    n, masks = game.n, np.arange(1, game.values.size - 1)
    rows = masks[:, None] >> np.arange(n) & 1
    found = linprog(
        np.append(np.zeros(n), 1.0),
        np.hstack([-rows, -np.ones((len(masks), 1))]),
        -game.values[1:-1],
        [np.append(np.ones(n), 0.0)],
        [game.total],
        (None, None),
    )
    return found.fun


@given(games(least=2))
@settings(max_examples=30)
def test_the_least_core_is_that_of_all_coalitions(game):
    found = least_core(game)
    assert found.epsilon == pytest.approx(complete_program(game), abs=1e-8)
    assert found.payoff.sum() == pytest.approx(game.total)
    assert game.excess(found.payoff)[1:-1].max() == pytest.approx(found.epsilon, abs=1e-8)


@given(games(least=2))
@settings(max_examples=30)
def test_its_weights_prove_the_level(game):
    """Σ w v(S) − λ v(N) = ε for weights that give every player the same sum λ."""
    found = least_core(game)
    sums = [sum(w for c, w in found.weights.items() if p in c) for p in game.players]
    assert sum(found.weights.values()) == pytest.approx(1, abs=1e-6)
    assert sums == pytest.approx([sums[0]] * game.n, abs=1e-6)
    proof = sum(w * game.value(c) for c, w in found.weights.items()) - sums[0] * game.total
    assert proof == pytest.approx(found.epsilon, abs=1e-4)


@given(games(least=2))
@settings(max_examples=30)
def test_who_objects_most_is_named(game):
    payoff = shapley_value(game)
    found = core_check(game, payoff)
    gains = {game.coalition(m): e for m, e in enumerate(game.excess(payoff))}
    others = [gains[c] for c in gains if 0 < len(c) < game.n]
    assert found.excess == max(others) == gains[found.coalition]
    assert found.inside == (found.excess <= 1e-9 * np.abs(game.values).max())


def test_an_empty_core_has_no_member():
    game = CoalitionalGame([0, 0, 0, 1, 0, 1, 1, 1])
    assert least_core(game).core_is_empty
    for payoff in ([1, 0, 0], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]):
        assert not core_check(game, payoff).inside


def test_giving_out_too_much_or_too_little_is_no_core():
    game = bankruptcy_game([100, 200, 300], 300)
    assert core_check(game, [50, 100, 150]).inside
    assert core_check(game, [60, 100, 150]).surplus == pytest.approx(10)
    assert not core_check(game, [60, 100, 150]).inside
    assert not core_check(game, [40, 100, 150]).inside


def test_a_player_alone():
    game = CoalitionalGame([0, 5])
    assert core_check(game, [5]).inside
    assert not core_check(game, [4]).inside
    with pytest.raises(ValueError, match="at least two players"):
        least_core(game)


def test_an_additive_game_divides_itself():
    found = least_core(CoalitionalGame([0, 1, 2, 3, 4, 5, 6, 7]))
    assert found.epsilon == pytest.approx(0, abs=1e-12)
    assert not found.core_is_empty
    assert found.payoff == pytest.approx([1, 2, 4])


def test_a_bad_tolerance_is_refused():
    with pytest.raises(ValueError, match="tolerance must be at least 0"):
        core_check(CoalitionalGame([0, 1, 1, 3]), [1, 2], tolerance=-1)


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("beyond", [1e-4, 1e-6, 1e-8])
def test_a_core_that_is_empty_by_little_is_empty(unit, beyond):
    """Three of whom two earn 2/3 share the whole evenly, with nothing to spare."""
    pair = 2 / 3
    just = CoalitionalGame(np.array([0, 0, 0, pair, 0, pair, pair, 1]) * unit)
    assert not least_core(just).core_is_empty
    pair += beyond
    over = CoalitionalGame(np.array([0, 0, 0, pair, 0, pair, pair, 1]) * unit)
    found = least_core(over)
    assert found.core_is_empty
    assert found.epsilon == pytest.approx(beyond * unit, rel=1e-4)
    assert not balanced(over)


def test_payoffs_are_read_by_the_names_of_players():
    game = CoalitionalGame.from_dict({"AC": 1, "BC": 1, "ABC": 1}, "ABC", missing=0)
    paid = pd.Series([1.0, 0, 0], index=["C", "A", "B"])
    assert core_check(game, paid).inside
    with pytest.raises(ValueError, match="payoff must have the labels 'A', 'B', 'C'"):
        core_check(game, paid.rename({"C": "D"}))


@pytest.mark.parametrize(
    "asks",
    [
        banzhaf_value,
        balanced,
        convex,
        least_core,
        nucleolus,
        prenucleolus,
        shapley_value,
        superadditive,
        lambda game: core_check(game, [1, 2]),
        lambda game: kohlberg(game, [1, 2]),
    ],
)
def test_an_array_is_no_game(asks):
    with pytest.raises(TypeError, match="game must be a CoalitionalGame"):
        asks([0, 1, 1, 3])
