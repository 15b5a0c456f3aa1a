"""Gains from leaving the others' agreement, by playing both outcomes."""

import numpy as np
import pytest
from abatement_games import games
from hypothesis import given
from hypothesis import strategies as st

from govlib.agreements import (
    AbatementGame,
    chander_tulkens,
    emitters,
    leaving,
    membership_gain,
    with_transfers,
)


@given(games(), st.data())
def test_outside_is_what_playing_without_the_leaver_brings(game, data):
    size = data.draw(st.integers(2, game.n))
    group = data.draw(st.permutations(range(game.n)))[:size]
    found = leaving(game, group)
    inside = game.play(group).payoff
    for name, earned, outside in zip(found.members, found.inside, found.outside, strict=True):
        i = game.names.index(name)
        assert earned == pytest.approx(inside[i])
        assert outside == pytest.approx(game.play([j for j in group if j != i]).payoff[i])
    assert found.gain == pytest.approx(-membership_gain(game, group)[game.members(group)], abs=1e-6)


@given(games(least=3, most=6))
def test_a_coalition_can_be_held_where_the_search_finds_it(game):
    for size in (2, 3):
        held = set(with_transfers(game, size).named(with_transfers(game, size).members))
        alone = [
            tuple(sorted(leaving(game, group).members))
            for group in np.ndindex(*[game.n] * size)
            if len(set(group)) == size and list(group) == sorted(group)
            if leaving(game, group).can_hold
        ]
        assert set(alone) == held


def test_payments_move_gains_and_not_the_shortfall():
    game = emitters()
    bare, paid = leaving(game), leaving(game, received=chander_tulkens(game).received)
    assert bare.gain - paid.gain == pytest.approx(chander_tulkens(game).received)
    assert bare.shortfall == pytest.approx(paid.shortfall)
    assert (paid.gain > 0).all()


def test_three_equal_countries_are_at_the_edge():
    assert leaving(AbatementGame([1] * 3, [1] * 3)).gain == pytest.approx([0, 0, 0])
    assert leaving(AbatementGame([1] * 3, [1] * 3)).can_hold
    assert not leaving(AbatementGame([1] * 4, [1] * 4)).can_hold


def test_bad_input():
    game = AbatementGame([1, 2, 3], [1, 1, 1])
    with pytest.raises(ValueError, match="at least two members; got 1"):
        leaving(game, ["1"])
    with pytest.raises(ValueError, match="must add up to 0; got 1"):
        leaving(game, received=[1, 0, 0])
    with pytest.raises(ValueError, match="0 for outsiders"):
        leaving(game, ["1", "2"], received=[1, 0, -1])
    with pytest.raises(ValueError, match="n = 3 entries"):
        leaving(game, received=[1, -1])
    with pytest.raises(TypeError, match="game"):
        leaving([1, 2])
