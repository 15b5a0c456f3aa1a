"""Making games from arrays, functions, dictionaries and tables."""

import numpy as np
import pandas as pd
import pytest
from coalitional_strategies import games
from hypothesis import given

from govlib.coalitional import CoalitionalGame, coalition_sums
from govlib.coalitional.games import MOST_PLAYERS


@given(games())
def test_all_ways_make_the_same_game(game):
    names = "ABCDEF"[: game.n]
    named = CoalitionalGame(game.values, names)
    listed = {named.coalition(m): named.values[m] for m in range(named.values.size)}
    strings = {"".join(c): v for c, v in listed.items() if c}
    again = [
        CoalitionalGame.from_function(named.value, names),
        CoalitionalGame.from_dict(listed, names),
        CoalitionalGame.from_dict(strings, names),
        CoalitionalGame.from_table(pd.Series(strings), names),
        CoalitionalGame.from_table(pd.DataFrame({"worth": pd.Series(strings)}), names),
    ]
    for other in again:
        assert (other.values == game.values).all()
        assert other.players == tuple(names)


@given(games())
def test_masks_and_coalitions_are_inverse(game):
    for mask in range(game.values.size):
        coalition = game.coalition(mask)
        assert game.mask(coalition) == mask
        assert game.value(coalition) == game.values[mask]
        assert coalition_sums(np.ones(game.n))[mask] == len(coalition)
    assert game.total == game.value(game.players)
    assert game.alone.tolist() == [game.value([p]) for p in game.players]


@given(games())
def test_the_dual_of_the_dual_is_the_game(game):
    assert game.dual().total == game.total
    assert game.dual().dual().values == pytest.approx(game.values)


def test_players_keep_the_order_in_which_they_are_named():
    game = CoalitionalGame.from_dict({"B": 1, "A": 2, "AB": 4})
    assert game.players == ("B", "A")
    assert game.subgame("A").values.tolist() == [0, 2]


def test_values_cannot_be_changed():
    given_values = np.array([0.0, 1, 1, 3])
    game = CoalitionalGame(given_values)
    given_values[3] = 9
    assert game.total == 3
    with pytest.raises(ValueError, match="read-only"):
        game.values[3] = 9


@pytest.mark.parametrize(
    ("values", "error", "match"),
    [
        ([0, 1, 1], ValueError, r"values must have 2\^n entries"),
        ([], ValueError, "values must not be empty"),
        ([0], ValueError, r"values must have 2\^n entries"),
        ([[0, 1], [1, 2]], ValueError, "values must have 1 dimension"),
        ([1, 1, 1, 3], ValueError, "must begin with 0 for the empty coalition; got 1"),
        ([0, 1, float("nan"), 3], ValueError, "values must be finite"),
        ([0, 1, float("inf"), 3], ValueError, "values must be finite"),
        ("0113", TypeError, "values must be a number or an array"),
        (None, TypeError, "values must be a number or an array"),
    ],
)
def test_bad_values_are_refused(values, error, match):
    with pytest.raises(error, match=match):
        CoalitionalGame(values)


@pytest.mark.parametrize("players", ["A", "AA", "ABC"])
def test_bad_names_are_refused(players):
    with pytest.raises(ValueError, match="players must be 2 different names"):
        CoalitionalGame([0, 1, 1, 3], players)


def test_bad_dictionaries_are_refused():
    with pytest.raises(ValueError, match="named twice"):
        CoalitionalGame.from_dict({"AB": 1, ("B", "A"): 2}, missing=0)
    with pytest.raises(ValueError, match=r"1 coalitions have no value, such as \('B',\)"):
        CoalitionalGame.from_dict({"A": 1, "AB": 2})
    with pytest.raises(ValueError, match="different players of A, B; got 'AC'"):
        CoalitionalGame.from_dict({"AC": 1}, "AB", missing=0)
    with pytest.raises(ValueError, match="different players of A; got 'AA'"):
        CoalitionalGame.from_dict({"AA": 1})
    with pytest.raises(ValueError, match="must begin with 0"):
        CoalitionalGame.from_dict({"": 1, "A": 1})
    with pytest.raises(ValueError, match="value of 'A' must be finite"):
        CoalitionalGame.from_dict({"A": float("nan")})
    with pytest.raises(ValueError, match="players must be 1 to 24; got 0"):
        CoalitionalGame.from_dict({})


def test_what_is_no_coalition_is_refused():
    with pytest.raises(TypeError, match="worth must be a mapping"):
        CoalitionalGame.from_dict([("A", 1)])
    with pytest.raises(TypeError, match="a coalition must be a collection of players; got 1"):
        CoalitionalGame.from_dict({1: 5})


def test_bad_tables_are_refused():
    with pytest.raises(ValueError, match="one column"):
        CoalitionalGame.from_table(pd.DataFrame({"a": [1.0], "b": [2.0]}, index=["A"]))
    with pytest.raises(ValueError, match="one column"):
        CoalitionalGame.from_table({"A": 1})
    with pytest.raises(ValueError, match="twice"):
        CoalitionalGame.from_table(pd.Series([1.0, 2.0], index=["A", "A"]))


def test_too_many_players_are_refused_before_memory_is_filled():
    with pytest.raises(ValueError, match=f"players must be 1 to {MOST_PLAYERS}; got 40"):
        CoalitionalGame.from_function(len, range(40))


@pytest.mark.parametrize("payoff", [[1], [1, 2, 3], 4, [[1, 2]], []])
def test_payoffs_need_an_entry_a_player(payoff):
    with pytest.raises(ValueError, match="payoff must have one entry a player"):
        CoalitionalGame([0, 1, 1, 3]).excess(payoff)
