"""The explorer itself: what it refuses, what it draws, what it gives to whom."""

from __future__ import annotations

import base64
import io
import json
import re
import sys

import numpy as np
import pytest
from PIL import Image

import govlib.explorer.explorer as module
from govlib.explorer import Choice, Explorer, Slider, Switch, show
from govlib.explorer.packing import unpack
from govlib.palette import is_narrow


def line(fig, *, slope, rule="a", noise=False):
    ax = fig.add_axes((0.15, 0.15, 0.8, 0.8))
    ax.plot([0, 1], [0, slope], "o-" if noise else "-", label=rule)
    ax.set_title(f"{'narrow' if is_narrow(fig) else 'wide'} {slope:g}")


def says(*, slope, rule="a", noise=False):
    return f"The line   rises by {slope:g}."


def make(**more):
    options = {"title": "A line", "says": says, "slope": Slider(0, 1, 0.25, start=0.5), **more}
    return Explorer(line, **options)


# ---- what it refuses


@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        ({"id": "Big"}, ValueError, "id must be lower-case letters"),
        ({"title": " "}, ValueError, "title must be a short heading"),
        ({"play": "time"}, ValueError, "play must be one of slope; got 'time'"),
        ({"interval": 5}, ValueError, "interval must be at least 20"),
        ({"size": 4}, TypeError, r"size must be \(width, height\)"),
        ({"narrow": (0, 4)}, ValueError, "narrow must be between 1 and 20"),
        ({"slope": 3}, TypeError, "slope must be a Slider, a Choice or a Switch; got 3"),
        ({"size": Slider(1, 2, 1)}, TypeError, "size is a setting of its own: give the control"),
        ({"interval": Slider(1, 2, 1)}, TypeError, r"controls=\{'interval': …\}"),
        ({"figure": Slider(1, 2, 1)}, TypeError, "line has no parameter 'figure'"),
        ({"controls": {"slope": Slider(1, 2, 1)}}, TypeError, "'slope' was given twice"),
        ({"controls": {"size": 4}}, TypeError, "size must be a Slider, a Choice or a Switch"),
        ({"fixed": {"slope": 1}}, ValueError, "slope cannot be fixed and have a control"),
        ({"fixed": {"angle": 1}}, TypeError, "line has no parameter 'angle'"),
        ({"_x": Slider(1, 2, 1)}, ValueError, "must not begin with an underscore"),
        ({"angle": Slider(1, 2, 1)}, TypeError, "line has no parameter 'angle'"),
        ({"says": lambda *, angle: "x"}, TypeError, "has no parameter 'slope'"),
        ({"says": "text"}, TypeError, "says must be a function"),
    ],
)
def test_refusals(more, error, words):
    with pytest.raises(error, match=words):
        make(**more)


def test_a_parameter_without_control():
    with pytest.raises(TypeError, match="line needs a value for 'slope'"):
        Explorer(line, title="A line", noise=Switch())


def test_no_figure_parameter():
    with pytest.raises(TypeError, match="must take the figure as its first parameter"):
        Explorer(lambda *, slope: None, id="x", title="A line", slope=Slider(0, 1, 1))


def test_no_control():
    with pytest.raises(TypeError, match=r"use show\(\)"):
        Explorer(lambda fig: None, title="A line")


def test_too_many_states():
    with pytest.raises(ValueError, match="40 × 40 = 1600 states, at most 1500: give coarser"):
        Explorer(
            lambda fig, *, a, b: None, id="x", title="X", a=Slider(1, 40, 1), b=Slider(1, 40, 1)
        )


def test_too_many_bytes(monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 500)
    with pytest.raises(ValueError, match=r"line: .* bytes packed, at most 500: give fewer states"):
        make().packs()


def test_random_figures_are_refused(monkeypatch):
    monkeypatch.setenv("GOVLIB_JOBS", "1")
    rng = np.random.default_rng(1)

    def cloud(fig, *, n):
        fig.add_axes((0, 0, 1, 1)).plot(rng.random(n))

    explorer = Explorer(cloud, title="Cloud", says=lambda *, n: "x", n=Slider(2, 4, 1))
    explorer.drawing._kept = NoMemory()
    with pytest.raises(ValueError, match="seed its random numbers"):
        explorer.packs()


class NoMemory(dict):
    """Keeps only the last frame, as a child process keeps what it draws to itself."""

    def __setitem__(self, key, value):
        self.clear()
        super().__setitem__(key, value)

    def move_to_end(self, key):
        pass


def test_an_error_says_which_state(monkeypatch):
    def fragile(fig, *, n):
        if n == 3:
            raise RuntimeError("no solution")

    explorer = Explorer(fragile, title="F", says=lambda *, n: "x", n=Slider(2, 4, 1))
    for count in "12":
        monkeypatch.setenv("GOVLIB_JOBS", count)
        with pytest.raises(RuntimeError, match="no solution") as caught:
            explorer.packs()
        assert "while the explorer 'fragile' drew n=3" in caught.value.__notes__


def test_a_sentence_must_be_one():
    explorer = make(says=lambda *, slope: None)
    with pytest.raises(TypeError, match="must return a sentence; got None"):
        explorer.say(explorer.start)


# ---- what it draws


def test_states_and_sentences():
    explorer = make(rule=Choice(["a", "b"]), noise=Switch("with noise", start=True))
    states = list(explorer.states())
    assert len(states) == explorer.n_states == 20
    assert states[1] == {"slope": 0.0, "rule": "a", "noise": True}
    assert explorer.start == {"slope": 0.5, "rule": "a", "noise": True}
    assert explorer.say(explorer.start) == "The line rises by 0.5."


def test_without_says_the_state_is_named():
    explorer = make(says=None, noise=Switch("with noise"))
    assert explorer.say(explorer.start) == "Slope: 0.5; with noise: off."
    assert explorer.say({"slope": 0.3, "noise": True}) == "Slope: 0.3; with noise: on."


def test_packs_hold_every_state(monkeypatch):
    monkeypatch.setenv("GOVLIB_JOBS", "2")
    explorer = make(narrow=(3, 3))
    packs = explorer.packs()
    assert list(packs) == ["wide", "narrow"]
    for variant, data in packs.items():
        frames, said = unpack(data)
        assert len(frames) == 5
        assert f">{variant} 0.75</text>" in frames[3]
        assert said[3] == "The line rises by 0.75."
        assert frames[2] == explorer.frame(explorer.start, variant)


def test_the_same_bytes_with_one_job_or_two(monkeypatch):
    found = []
    for count in "1221":
        monkeypatch.setenv("GOVLIB_JOBS", count)
        found.append(make(narrow=(3, 3)).packs())
    assert found[0] == found[1] == found[2] == found[3]


def test_a_state_does_not_show_in_the_next():
    """What one frame sets on its figure is gone in another."""

    def greedy(fig, *, n):
        if n == 1:
            fig.subplots_adjust(left=0.5)
            fig.set_size_inches(9, 9)
        fig.subplots().plot([0, n])

    options = {"title": "G", "says": lambda *, n: "x", "n": Slider(1, 2, 1)}
    fresh = Explorer(greedy, **options).frame({"n": 2})
    used = Explorer(greedy, **options)
    used.frame({"n": 1})
    assert used.frame({"n": 2}) == fresh


# ---- what it gives to whom


def spec_of(html):
    return json.loads(re.search(r'class="gx-spec">(.*?)</script>', html)[1])


def test_static(monkeypatch):
    monkeypatch.setenv("GOVLIB_EXPLORER", "static")
    data, metadata = make(play="slope")._repr_mimebundle_()
    assert set(data) == {"text/html", "text/plain"}  # a page shows no PNG, so none is drawn
    assert metadata == {}
    assert data["text/plain"] == "A line. The line rises by 0.5."
    html = data["text/html"]
    assert 'data-states="5"' in html
    assert re.search(r'data-bytes="\d+" data-seconds="[\d.]+"', html)
    spec = spec_of(html)
    assert (spec["id"], spec["play"]) == ("line", "slope")
    assert spec["controls"][0]["keys"] == ["0", "0.25", "0.5", "0.75", "1"]


def test_picture(monkeypatch):
    monkeypatch.setenv("GOVLIB_EXPLORER", "picture")
    data, metadata = make()._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert picture.size == (int(6.4 * 144), int(3.8 * 144))
    assert metadata == {"image/png": {"width": 640, "height": 380}}


def test_live(monkeypatch):
    monkeypatch.delenv("GOVLIB_EXPLORER", raising=False)
    data, _ = make()._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert data["text/plain"] == "A line. The line rises by 0.5."


def test_live_without_anywidget(monkeypatch):
    monkeypatch.setenv("GOVLIB_EXPLORER", "live")
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "govlib.explorer.live", raising=False)
    data, _ = make()._repr_mimebundle_()
    assert set(data) == {"text/html", "image/png", "text/plain"}
    assert "<svg" in data["text/html"]
    assert "pip install anywidget" in data["text/html"]


def test_unknown_mode(monkeypatch):
    monkeypatch.setenv("GOVLIB_EXPLORER", "dead")
    with pytest.raises(ValueError, match="must be one of live, static, picture; got 'dead'"):
        make()._repr_mimebundle_()


def test_html_is_escaped(monkeypatch):
    monkeypatch.setenv("GOVLIB_JOBS", "1")
    html = make(title="a < b & </script>", says=lambda *, slope: 'x < "y" </script>').html()
    assert "a &lt; b" in html
    assert spec_of(html)["title"] == "a < b & </script>"
    assert html.count("</script>") == 3  # specification, pack, runtime


# ---- show


def test_show_static(monkeypatch):
    monkeypatch.setenv("GOVLIB_EXPLORER", "static")
    data, _ = show(line, says=says, narrow=(3, 3), slope=0.3)._repr_mimebundle_()
    assert set(data) == {"text/html", "text/plain"}
    html = data["text/html"]
    assert html.count('aria-label="The line rises by 0.3."') == 2
    assert ">narrow 0.3<" in html
    assert ">wide 0.3<" in html
    assert "<script" not in html
    assert data["text/plain"] == "The line rises by 0.3."


@pytest.mark.parametrize("reader", ["live", "picture"])
def test_show_elsewhere(monkeypatch, reader):
    monkeypatch.setenv("GOVLIB_EXPLORER", reader)
    data, _ = show(line, says=says, slope=0.3)._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}


def test_show_refuses():
    with pytest.raises(TypeError, match="line has no parameter 'angle'"):
        show(line, says=says, angle=3)
    with pytest.raises(TypeError, match="says must be a function that returns the sentence"):
        show(line, says=None, slope=1)


def test_two_stills_share_no_id(monkeypatch):
    monkeypatch.setenv("GOVLIB_EXPLORER", "static")
    ids = [
        set(re.findall(r' id="([^"]+)"', show(line, says=says, narrow=(3, 3), slope=s).html()))
        for s in (0.3, 0.4)
    ]
    assert ids[0]
    assert not ids[0] & ids[1]
