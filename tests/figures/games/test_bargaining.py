"""Bargaining: points, curves and bars against the models, sentences over the whole grid."""

import re

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, marks, said, widths

from govlib.figures.games import bargaining
from govlib.games import AlternatingOffers, NashBargain
from govlib.games.utilities import linear_utility, power_utility


def bargain(outside, caution, strength):
    return NashBargain(
        [outside, 0], [linear_utility(), power_utility(caution)], [strength, 1 - strength]
    )


def begins(first, second, outside):
    return AlternatingOffers(first, second, outside_second=outside).equilibrium().proposer


def waits(first, second, outside):
    return AlternatingOffers(second, first, outside_first=outside).equilibrium().responder


@pytest.mark.parametrize("state", [(0.3, 0, 0.5), (0.1, 0.5, 0.35)])
def test_nash_marks_the_agreement_and_how_it_is_shared(state):
    outside, caution, strength = state
    fig = drawn(bargaining.nash, outside=outside, caution=caution, strength=strength)
    ax, bars = fig.axes
    found = bargain(*state).solution()
    none, agreed = marks(ax)
    # the second party's utility of the whole pie is drawn as 1
    whole = power_utility(caution).value(np.array([1.0]))[0]
    assert none == (outside, 0)
    assert agreed == pytest.approx((found.utilities[0], found.utilities[1] / whole))
    assert widths(bars) == pytest.approx(found.shares)


@pytest.mark.parametrize("state", [(0.9, 0.0, 0.8), (0.5, 0.6, 0.2)])
def test_offers_draws_both_shares(state):
    second, outside, first = state
    (ax,) = drawn(bargaining.offers, second=second, outside=outside, first=first).axes
    patience = np.linspace(0, 0.999, 400)[::57]
    for label, share in (("it begins", begins), ("the other begins", waits)):
        want = [share(p, second, outside) for p in patience]
        assert curve(ax, label)[::57] == pytest.approx(want)
    want = [(first, f(first, second, outside)) for f in (begins, waits)]
    assert marks(ax) == [pytest.approx(one) for one in want]


def test_nash_says_the_share_that_the_model_gives():
    for state in grid(bargaining.nash):
        share = bargain(**state).solution().shares[0]
        text = said(bargaining.nash, **state)
        found = re.search(r"gets (\d+)%", text)
        assert int(found[1]) == pytest.approx(100 * share, abs=0.5001)
        assert "fair" not in text


def test_offers_say_when_the_outside_option_changes_something():
    for state in grid(bargaining.offers):
        one, two = state["first"], state["second"]
        text = said(bargaining.offers, **state)
        with_it = begins(one, two, state["outside"]), waits(one, two, state["outside"])
        without = begins(one, two, 0), waits(one, two, 0)
        binds = with_it != pytest.approx(without, abs=1e-9)
        assert ("must be matched" in text) == binds, text
        assert ("changes nothing" in text) == (not binds and state["outside"] > 0), text
        if not state["outside"] and one != two:
            assert ("It is the more patient" in text) == (one > two)


def test_an_option_worth_what_one_gets_anyway_does_not_bind():
    """A tie: the second, with patience one half, gets one half if the first has none."""
    text = said(bargaining.offers, second=0.5, outside=0.5, first=0.0)
    assert "changes nothing" in text
