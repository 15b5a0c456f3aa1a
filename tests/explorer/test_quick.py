"""Frames of a live page: fast only where they are the plain ones."""

from __future__ import annotations

import matplotlib as mpl
import pytest

from govlib.explorer import Explorer, Slider
from govlib.explorer import quick as module
from govlib.explorer.quick import LiveDrawing
from govlib.figures.games.bargaining import nash


def line(fig, *, slope):
    """A figure that a reader wrote."""
    fig.add_axes((0.1, 0.1, 0.8, 0.8)).plot([0, 1], [0, slope])


@pytest.fixture
def drawn(monkeypatch):
    """Return the states that were drawn fast."""
    seen = []
    draw = module.FastDrawing.draw

    def noting(self, state, variant="wide"):
        seen.append((dict(state), variant))
        return draw(self, state, variant)

    monkeypatch.setattr(module.FastDrawing, "draw", noting)
    monkeypatch.setattr(module, "is_known", lambda: True)
    return seen


def live(figure, **controls):
    explorer = Explorer(figure, title="F", **controls)
    return explorer, LiveDrawing(explorer.drawing)


def _sent(control, value):
    """Return what the page sends for a value: a number, or the place among the options."""
    return value if isinstance(control, Slider) else control.values.index(value)


def some(explorer, count=12):
    states = list(explorer.states())
    return states[:: max(1, len(states) // count)]


def test_after_a_comparison_frames_are_drawn_fast_and_are_the_plain_ones(drawn):
    explorer, drawing = live(nash)
    first = drawing.svg(explorer.start)
    assert not drawn, "nobody waits for a comparison"
    drawing.compare(explorer.start)
    drawing.compare(explorer.start)
    assert drawn == 2 * [(explorer.start, "wide")]
    assert first == explorer.drawing.draw(explorer.start)
    for state in some(explorer):
        assert drawing.draw(state) == explorer.drawing.draw(state)
    assert len(drawn) == 2 + len(some(explorer))


def test_a_comparison_leaves_no_axes_and_ticks_to_make(drawn):
    explorer, drawing = live(nash)
    drawing.compare(explorer.start)
    figures = drawing._fast._pools["wide"]
    made = [sum(map(len, each.values())) for each in (figures.axes, figures.ticks)]
    assert min(made) > 0
    drawing.draw(explorer.start)
    assert made == [sum(map(len, each.values())) for each in (figures.axes, figures.ticks)]


def test_each_shape_is_compared_for_itself(drawn):
    explorer, drawing = live(nash)
    drawing.compare(explorer.start, "wide")
    assert drawing.draw(explorer.start, "narrow") == explorer.drawing.draw(explorer.start, "narrow")
    assert [shape for _, shape in drawn] == ["wide", "wide"]


def test_what_a_reader_wrote_is_drawn_plainly(drawn):
    explorer, drawing = live(line, slope=Slider(0, 1, 0.25))
    drawing.compare(explorer.start)
    assert drawing.draw(explorer.start) == explorer.drawing.draw(explorer.start)
    assert not drawn


def test_a_version_that_nobody_compared_is_drawn_plainly(drawn, monkeypatch):
    monkeypatch.setattr(module, "is_known", lambda: False)
    explorer, drawing = live(nash)
    drawing.compare(explorer.start)
    drawing.draw(explorer.start)
    assert not drawn


@pytest.mark.parametrize("answer", ["another", RuntimeError("not here")])
def test_where_a_comparison_fails_all_is_drawn_plainly(monkeypatch, answer):
    asked = []

    def draw(self, state, variant="wide"):
        asked.append(state)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(module.FastDrawing, "draw", draw)
    monkeypatch.setattr(module, "is_known", lambda: True)
    explorer, drawing = live(nash)
    drawing.compare(explorer.start)
    drawing.compare(explorer.start)
    assert drawing.draw(explorer.start) == explorer.drawing.draw(explorer.start)
    assert len(asked) == 1


def test_after_a_change_of_settings_all_is_drawn_plainly(drawn):
    explorer, drawing = live(nash)
    drawing.compare(explorer.start)
    before = len(drawn)
    with mpl.rc_context({"lines.solid_capstyle": "butt"}):
        assert drawing.draw(explorer.start) == explorer.drawing.draw(explorer.start)
    assert len(drawn) == before
    drawing.draw(explorer.start)
    assert len(drawn) == before + 1


def test_what_a_state_cannot_draw_is_told_as_ever(drawn, monkeypatch):
    explorer, drawing = live(nash)
    drawing.compare(explorer.start)
    wrong = dict(explorer.start) | {"outside": "much"}
    with pytest.raises((TypeError, ValueError)) as plain:
        explorer.drawing.draw(wrong)
    with pytest.raises(type(plain.value)) as fast:
        drawing.draw(wrong)
    assert str(fast.value) == str(plain.value)
    assert drawing.draw(explorer.start) == explorer.drawing.draw(explorer.start)


def test_the_widget_compares_once_the_page_has_its_frame(drawn, monkeypatch):
    explorer = Explorer(nash, title="F")
    widget, sent = explorer.widget(), []

    def send(reply):
        sent.append((reply, len(drawn)))

    monkeypatch.setattr(widget, "send", send)
    for state in some(explorer, 2)[:2]:
        at = [_sent(c, state[name]) for name, c in explorer.controls.items()]
        widget._answer(None, {"ticket": 1, "at": at, "variant": "wide"}, None)
    assert [count for _, count in sent] == [0, 3]
    assert all("svg" in reply for reply, _ in sent)
