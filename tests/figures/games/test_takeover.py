"""Which strategy takes over: bars and arrows against the chain of the model."""

import pytest
from figure_checks import drawn, said, widths

from govlib.evolution import PairGame, fixation
from govlib.figures.games import takeover


def chain(rounds, ratio, selection):
    """Per meeting: a gift costs 1 and is worth the ratio; tit for tat gives first, then copies."""
    give, once = 1.0, 1 / rounds
    table = [
        [ratio - give, -give, ratio - give],
        [ratio, 0.0, once * ratio],
        [ratio - give, -once * give, ratio - give],
    ]
    return fixation(PairGame(table), takeover.INVADED, selection)


@pytest.mark.parametrize("state", [(10, 3, 0.1), (1, 2, 1)])
def test_takeover_draws_the_time_that_each_rules(state):
    rounds, ratio, selection = state
    fig = drawn(takeover.takeover, rounds=rounds, ratio=ratio, selection=selection)
    found = chain(*state)
    assert widths(fig.axes[1]) == pytest.approx(found.stationary)
    shown = [text.get_text() for text in fig.axes[1].texts]
    assert [f"{share:.0%}" for share in found.stationary] == shown


def test_takeover_needs_many_rounds():
    """The longer members meet, the longer tit for tat rules."""
    rule = [chain(rounds, 3.0, 0.1).stationary[2] for rounds in (1, 2, 5, 20, 100)]
    assert rule == sorted(rule)
    assert rule[0] < 0.1 < 0.5 < rule[-1]
    assert "tit for tat" in said(takeover.takeover, rounds=100, ratio=3, selection=0.1).lower()
