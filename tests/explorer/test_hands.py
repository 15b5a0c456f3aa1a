"""Handles: from matplotlib's ids to what the page reads, and the proof that each works."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.explorer import Choice, Explorer, Slider, Switch
from govlib.explorer.hands import marked, proved, stands
from govlib.explorer.svg import tidy
from govlib.figures.handles import handle
from govlib.palette import new_figure, styled


def frame(draw):
    fig = new_figure(4, 3)
    buffer = io.StringIO()
    with styled(svg__hashsalt="x"):
        draw(fig.add_axes((0.1, 0.1, 0.8, 0.8)))
        fig.savefig(buffer, format="svg")
    return tidy(buffer.getvalue())


def place(x, y):
    """Where data (x, y) of axes from 0 to 1 stand in a frame of 4 by 3 inches."""
    return 72 * (0.4 + 3.2 * x), 72 * (3 - 0.3 - 2.4 * y)


unit = st.floats(0, 1)


@settings(max_examples=30)
@given(unit, unit, st.sampled_from(["point", "line", "bar", "label", "dots"]))
def test_a_handle_stands_in_the_middle_of_what_is_drawn(x, y, what):
    def draw(ax):
        ax.set(xlim=(0, 1), ylim=(0, 1))
        if what == "point":
            handle(ax.plot([x], [y], "s", ms=9, clip_on=False)[0], "n")
        elif what == "line":
            handle(ax.plot([x, x], [y - 0.1, y + 0.1])[0], "n")
        elif what == "bar":
            handle(ax.bar([x], [0.2], width=0.1, bottom=y - 0.1), "n", value=None)
        elif what == "dots":
            handle(ax.scatter([x], [y]), "n")
        else:
            handle(ax.text(x, y, "a", ha="left", va="baseline"), "n")

    if what == "bar":
        with pytest.raises(TypeError, match="a handle must be an artist of matplotlib"):
            frame(draw)
        return
    found = stands(frame(draw))
    assert set(found) == {"n"}
    assert found["n"] == pytest.approx(place(x, y), abs=0.15)


def test_taps_keep_their_order():
    codes = ["GBR", None, "a|b=+ é", "USA"]

    def draw(ax):
        ax.set(xlim=(0, 1), ylim=(0, 1))
        handle(ax.scatter([0.1, 0.3, 0.5, 0.9], [0.5] * 4), "hit", values=codes)
        # sizes that differ are drawn as paths, not as copies of a marker
        handle(ax.scatter([0.1, 0.9], [0.1, 0.1], s=[10, 90]), "other", values=["x", "y"])
        handle(ax.bar([0.2, 0.8], [0.1, 0.2], 0.1), "bar", values=[0.1 + 0.2, True])

    svg = frame(draw)
    tree = ET.fromstring(svg)
    found = [
        (e.get("data-tap"), e.get("data-value"), float(e.get("x")))
        for e in tree.iter("{http://www.w3.org/2000/svg}use")
        if e.get("data-tap")
    ]
    right = [("GBR", 0.1), ("a%7Cb%3D%2B%20%C3%A9", 0.5), ("USA", 0.9)]
    assert [(c, v) for c, v, _ in found] == [("hit", code) for code, _ in right]
    assert [x for *_, x in found] == pytest.approx([place(x, 0)[0] for _, x in right], abs=0.1)
    assert re.findall(r'data-tap="other" data-value="(\w)"', svg) == ["x", "y"]
    assert re.findall(r'data-tap="bar" data-value="([^"]*)"', svg) == ["0.3", "on"]


def test_points_without_a_place_are_no_handles():
    with pytest.raises(ValueError, match="the handles of 'hit' are 2, but 1 were drawn"):
        frame(lambda ax: handle(ax.scatter([0, np.nan], [0, 1]), "hit", values=["a", "b"]))


def test_nothing_else_changes():
    def draw(ax, mark):
        (point,) = ax.plot([1], [2], "o")
        if mark:
            handle(point, "n", field=ax)

    def bare(svg):
        return re.sub(r' data-\w+="[^"]*"', "", svg).replace("<g>\n", "<g>")

    with_mark = frame(lambda ax: draw(ax, True))
    assert 'data-field="n"' in with_mark
    assert bare(with_mark) == bare(frame(lambda ax: draw(ax, False)))


@pytest.mark.parametrize(
    ("controls", "more", "words"),
    [
        ([], {}, "a dragged handle has one control or two; got 0"),
        (["a", "b", "c"], {}, "one control or two; got 3"),
        (["a", "b"], {"value": 1}, "a tap chooses a value of one control; got 2"),
        (["not a name"], {}, "named for a parameter"),
        (["a"], {"values": [1]}, "as many as points; 1 for 2"),
    ],
)
def test_bad_handles(controls, more, words):
    ax = new_figure().add_axes((0, 0, 1, 1))
    with pytest.raises(ValueError, match=re.escape(words)):
        handle(ax.scatter([0, 1], [0, 1]), *controls, **more)
    with pytest.raises(ValueError, match="as many as artists; 1 for 2"):
        handle(ax.bar([0, 1], [0, 1]), "a", values=[1])


# ---- the proof

CONTROLS = {"n": Slider(1, 3, 1), "m": Slider(values=[0.1, 0.5]), "hit": Choice(["a", "b c"])}


def drags(*places, names="n"):
    return [f'<g data-drag="{names}" data-at="{x} {y}"><path/></g>' for x, y in places]


def test_ways():
    assert proved(drags((1, 1), (5, 1)), CONTROLS) == {"n": "x"}
    assert proved(drags((1, 1), (1, 9)), CONTROLS) == {"n": "y"}
    assert proved(drags((1, 1), (7, 1), (3, 9), names="n m"), CONTROLS) == {"n m": "xy"}
    assert proved(['<g data-tap="hit" data-value="b%20c">'], CONTROLS) == {"hit": "tap"}
    assert proved(['<g data-tap="m" data-value="0.50">'], CONTROLS) == {"m": "tap"}
    assert proved(["<g><path/></g>"], CONTROLS) == {}


@pytest.mark.parametrize(
    ("frames", "words"),
    [
        (drags((1, 1), (1.5, 1)), "the handle of n stays in one place: mark what moves"),
        (drags((1, 1), (9, 1), names="n m"), "the handle of n and m stays on one line"),
        (drags((1, 1), names="k"), "a handle of 'k'; the controls are n, m, hit"),
        (['<g data-tap="hit" data-value="c">'], "a handle of hit = c; its values are a, b c"),
        (['<g data-tap="n" data-value="4">'], "a handle of n = 4; its values are 1, 2, 3"),
        (['<g data-tap="n" data-value="x">'], "a handle of n = x"),
        (['<g data-field="z">'], "a handle of 'z'"),
    ],
)
def test_handles_that_do_not_work(frames, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        proved(frames, CONTROLS)


def test_one_frame_tells_the_kinds():
    frames = [*drags((1, 1)), '<g data-tap="hit" data-value="a">']
    assert marked(frames, CONTROLS) == {"hit": "tap", "n": "drag"}


def hand(fig, *, n, m, on):
    """Draw a point that moves with two controls, and two labels that switch."""
    ax = fig.add_axes((0.1, 0.1, 0.8, 0.8))
    ax.set(xlim=(0, 4), ylim=(0, 1))
    handle(ax.plot([n], [m], "o")[0], "n", "m", field=ax)
    handle([ax.text(1, 0.9, "off"), ax.text(2, 0.9, "on")], "on", values=[False, True])


def stuck(fig, *, n, m, on):
    handle(fig.add_axes((0.1, 0.1, 0.8, 0.8)).plot([1], [m], "o")[0], "n")


def test_an_explorer_tells_its_hands(monkeypatch):
    monkeypatch.setenv("GOVLIB_JOBS", "1")
    controls = {"n": Slider(1, 3, 1), "m": Slider(values=[0.1, 0.5, 0.9]), "on": Switch()}
    explorer = Explorer(hand, title="Hand", narrow=(3, 3), **controls)
    assert explorer.spec()["hands"] == {"n m": "drag", "on": "tap"}
    assert explorer.spec(explorer.packs())["hands"] == {"n m": "xy", "on": "tap"}
    bad = Explorer(stuck, title="Stuck", **{**controls, "m": Slider(values=[0.1, 0.11])})
    with pytest.raises(ValueError, match="stuck: the handle of n stays in one place"):
        bad.html()
