"""The figures of the chapter on collective action, and what they say, over their whole grids."""

import itertools
import re

import matplotlib
import numpy as np
import pytest

from govlib.figures.games import giving, public_goods
from govlib.games import LinearPublicGood, falling_mpcr, load_sessions
from govlib.palette import color, new_figure, styled

PAYOFFS = {
    "n": [2, 3, 4, 5, 7, 10, 15, 20],
    "mpcr": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0, 1.1],
    "others": [0, 5, 10, 15, 20],
}
PATIENCE = {
    "mpcr": [0.3, 0.4, 0.5, 0.75],
    "fall": np.round(np.arange(0, 1.6, 0.1), 1).tolist(),
    "discount": [0.3, 0.5, 0.7, 0.9],
}
DECLINE = {
    "free_riders": [0, 10, 23, 30, 40, 50, 60, 70, 80, 90, 100],
    "rest": list(giving.REST),
    "belief": [2, 6, 9.8, 14, 20],
    "rule": list(giving.RULE),
}
FIGURES = [
    (public_goods.payoffs, public_goods.say_payoffs, PAYOFFS),
    (public_goods.patience, public_goods.say_patience, PATIENCE),
    (giving.decline, giving.say_decline, DECLINE),
    (giving.aid, giving.say_aid, {}),
    (giving.schedules, giving.say_schedules, {}),
]


def states(grid):
    return [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]


@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_every_state_is_a_whole_sentence(draw, say, grid):
    for state in states(grid):
        text = say(**state)
        assert text[0].isupper(), text
        assert text.endswith("."), text
        assert 40 < len(text) < 320, text
        assert not re.search(r"nan|inf\b|None|  |\[|e[+-]\d|\b1 (others|members|states)\b", text), (
            text
        )


@pytest.mark.parametrize("size", [(6.4, 3.8), (3.6, 4.6)])
@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_corners_are_drawn_within_the_figure_and_in_the_palette(draw, say, grid, size):
    corners = {name: [values[0], values[-1]] for name, values in grid.items()}
    known = {matplotlib.colors.to_hex(value) for value in color.values()}
    for state in states(corners):
        with styled():
            fig = new_figure(*size)
            draw(fig, **state)
            fig.draw_without_rendering()
            width, height = fig.get_size_inches() * fig.dpi
            for ax in fig.axes:
                for text in (*ax.texts, ax.title, ax.xaxis.label, ax.yaxis.label):
                    assert matplotlib.colors.to_hex(text.get_color()) in known
                    box = text.get_window_extent()
                    if text.get_text() and ax.axison | (text in ax.texts):
                        assert -1 <= box.x0 <= box.x1 <= width + 1, (state, text)
                        assert -1 <= box.y0 <= box.y1 <= height + 1, (state, text)
                for line in ax.lines:
                    assert matplotlib.colors.to_hex(line.get_color()) in known


def test_payoffs_marks_the_best_reply():
    for state in states(PAYOFFS):
        game = LinearPublicGood(state["n"], state["mpcr"], 20)
        text = public_goods.say_payoffs(**state)
        if state["mpcr"] == 1:
            assert "whatever you give" in text
        else:
            choice = "nothing" if game.best_reply().lowest == 0 else "everything"
            assert f"giving {choice}" in text
        assert ("Giving helps nobody" in text) == (game.multiplier < 1 - 1e-9)


def test_patience_says_where_giving_lasts():
    for state in states(PATIENCE):
        text = public_goods.say_patience(**state)
        sizes = np.arange(2, 201)
        returns = falling_mpcr(sizes, state["mpcr"], state["fall"], reference=4)
        holds = LinearPublicGood(sizes, returns).critical_discount <= state["discount"] + 1e-9
        if holds.all():
            assert "every group" in text
        elif not holds.any():
            assert "no group" in text
        else:
            said = np.zeros(201, bool)
            for first, last in re.findall(r"(\d+)(?: to (\d+))?", text.split("groups of ")[1]):
                said[int(first) : int(last or first) + 1] = True
            assert (said[2:] == holds).all(), text


def test_the_readers_target_in_patience():
    """At 0.4 among four, 193 need more patience from a fall of 1.0 on; from 1.2 none is enough."""
    four, many = 2, 191
    needs = {fall: public_goods._thresholds(0.4, fall)[1] for fall in PATIENCE["fall"]}
    assert min(fall for fall, need in needs.items() if need[many] > need[four]) == 1.0
    assert min(fall for fall, need in needs.items() if need[many] > 1) == 1.2


def test_the_readers_target_in_decline():
    """Only perfect matchers with no free rider among them keep giving at its first level."""
    for state in states(DECLINE):
        course = giving._course(**state)
        holds = course.mean[-1] >= course.mean[0] - 0.05 and course.mean[0] > 5
        matchers = state["rest"] == "perfect matchers" and state["free_riders"] == 0
        assert holds == (matchers and state["belief"] > 5), state


def test_the_default_of_decline_is_the_measured_population():
    default = giving._people(23, "as measured", "schedules")
    assert default.shares == pytest.approx(load_sessions().shares, abs=0.005)
    assert default.shares.sum() == pytest.approx(1)
