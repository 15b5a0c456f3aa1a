"""Bargaining: points, curves and bars against the models, sentences over the whole grid."""

import re
from inspect import signature

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, marks, said, widths

from govlib.drawing import declaration
from govlib.figures.games import bargaining
from govlib.games import AlternatingOffers, NashBargain
from govlib.games.utilities import linear_utility, power_utility
from govlib.palette import new_figure


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
    _, ax = drawn(bargaining.offers, second=second, outside=outside, first=first).axes
    patience = np.linspace(0, 0.999, 400)[::57]
    for label, share in (("you begin", begins), ("the other begins", waits)):
        want = [share(p, second, outside) for p in patience]
        assert curve(ax, label)[::57] == pytest.approx(want)
    want = [(first, f(first, second, outside)) for f in (begins, waits)]
    assert marks(ax) == [pytest.approx(one) for one in want]


def percent(share):
    """One decimal, unless it is 0."""
    return f"{round(100 * share, 1):g}%"


@pytest.mark.parametrize(
    ("state", "chosen"),
    [((0.9, 0.0, 0.8), "waits"), ((0.9, 0.5, 0.9), "leaves"), ((0.5, 0.5, 0.0), "waits")],
)
def test_the_tree_says_what_each_branch_brings(state, chosen):
    """Her answers to your offer, and yours to hers; in bold what the offer must match."""
    second, outside, first = state
    tree, _ = drawn(bargaining.offers, second=second, outside=outside, first=first).axes
    texts = {text.get_text(): text.get_weight() for text in tree.texts}
    mine, hers = begins(first, second, outside), 1 - waits(first, second, outside)
    want = [
        f"You begin: {percent(mine)} for you, {percent(1 - mine)} for her",
        f"takes it: {percent(1 - mine)} now",
        f"leaves: {outside:.0%}",
        f"waits: {second:g} × {percent(hers)} = {percent(second * hers)}",
        f"Her turn: {percent(1 - hers)} for you, {percent(hers)} for her",
        f"take it: {percent(1 - hers)} now",
        f"wait: {first:g} × {percent(mine)} = {percent(first * mine)}",
    ]
    assert list(texts) == want
    # two branches that differ do not look alike
    assert (percent(outside) == percent(second * hers)) == (abs(outside - second * hers) < 1e-9)
    bold = [text.split(":")[0] for text, weight in texts.items() if weight == "bold"]
    assert bold == [chosen] + (["wait"] if first else [])
    # what is offered is the better of her two other branches, and what you would wait for
    assert 1 - mine == pytest.approx(max(outside, second * hers))
    assert 1 - hers == pytest.approx(first * mine)


def test_nash_says_the_share_that_the_model_gives():
    for state in grid(bargaining.nash):
        share = bargain(**state).solution().shares[0]
        text = said(bargaining.nash, **state)
        found = re.search(r"gets (\d+)%", text)
        assert int(found[1]) == pytest.approx(100 * share, abs=0.5001)
        assert "fair" not in text
        # at unequal power the plain product is not what is largest there
        assert ("raised to its power" in text) == (state["strength"] != 0.5), text


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
            assert ("You are the more patient" in text) == (one > two)


def test_an_option_worth_what_one_gets_anyway_does_not_bind():
    """A tie: the second, with patience one half, gets one half if the first has none."""
    text = said(bargaining.offers, second=0.5, outside=0.5, first=0.0)
    assert "changes nothing" in text


def test_targets_are_reached_where_the_algebra_says():
    """Exactly 8/9 and 10/11 against 0.9, 9/19 for the option, one half and one third for Nash."""
    found = {
        target.id: [
            state
            for state in grid(draw)
            if target.when(**{k: state[k] for k in signature(target.when).parameters})
        ]
        for draw in (bargaining.nash, bargaining.offers)
        for target in declaration(draw).targets
    }
    bounds = [
        ("caution", 0.5), ("outside", 1 / 3), ("first", 8 / 9), ("first", 10 / 11),
        ("outside", 9 / 19),
    ]  # fmt: skip
    for states, (name, bound) in zip(found.values(), bounds, strict=True):
        stops = sorted({state[name] for state in states})
        draw = bargaining.offers if "first" in states[0] else bargaining.nash
        every = sorted({state[name] for state in grid(draw)})
        assert stops == [stop for stop in every if stop >= bound - 1e-9]


def test_the_word_at_the_agreement_keeps_clear_of_the_diamond_on_the_axis():
    for size in (declaration(bargaining.nash).size, declaration(bargaining.nash).narrow):
        fig = new_figure(*size)
        bargaining.nash(fig, outside=0.8, caution=0, strength=0.8)
        ax = fig.axes[0]
        fig.canvas.draw()
        (word,) = (t for t in ax.texts if t.get_text() == "agreement")
        (diamond,) = (line for line in ax.lines if line.get_marker() == "D")
        box = word.get_window_extent()
        x, y = ax.transData.transform((diamond.get_xdata()[0], diamond.get_ydata()[0]))
        half = diamond.get_markersize() / 2 * fig.dpi / 72
        assert box.y0 > y + half or not (box.x0 - half < x < box.x1 + half)
        assert box.x1 <= ax.get_window_extent().x1
