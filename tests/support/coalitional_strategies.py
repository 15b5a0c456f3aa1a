"""Random coalitional games for property tests."""

import numpy as np
from hypothesis import strategies as st

from govlib.coalitional import CoalitionalGame


@st.composite
def games(draw, most=6, least=1, largest=20):
    """Games with whole values, so that many coalitions tie."""
    n = draw(st.integers(least, most))
    top = draw(st.integers(1, largest))
    values = draw(st.lists(st.integers(0, top), min_size=(1 << n) - 1, max_size=(1 << n) - 1))
    return CoalitionalGame([0, *values])


@st.composite
def essential_games(draw, most=5):
    """Games whose players are worth no more one by one than together."""
    game = draw(games(most, 2))
    values = game.values.copy()
    values[-1] = max(values[-1], game.alone.sum() + draw(st.integers(0, 10)))
    return CoalitionalGame(values)


def relabelled(game, order):
    """The game in which player i takes the place of player order[i]."""
    masks = np.arange(game.values.size)
    moved = sum((masks >> i & 1) << int(order[i]) for i in range(game.n))
    return CoalitionalGame(game.values[moved])
