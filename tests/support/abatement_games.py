"""Abatement games drawn at random, for what holds of all of them."""

from hypothesis import strategies as st

from govlib.agreements import AbatementGame

PARAMETERS = st.floats(0.1, 10)


@st.composite
def games(draw, least=2, most=7):
    """Return a game of unequal countries."""
    n = draw(st.integers(least, most))
    b, c = (draw(st.lists(PARAMETERS, min_size=n, max_size=n)) for _ in range(2))
    return AbatementGame(b, c)
