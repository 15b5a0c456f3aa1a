"""A declaration: what it refuses, and what a chapter may change of it."""

from __future__ import annotations

import pytest

from govlib.drawing import Slider, Switch, Target, declaration, figure
from govlib.explorer import Explorer, show


def says(*, size, title=False):
    return f"A square of side {size:g}{' with a name' if title else ''}."


square_controls = {"size": Slider(1, 5, 1, start=3), "title": Switch()}
target = Target("the largest square", lambda size: size == 5, id="largest")


@figure(
    says=says, size=(3, 3), narrow=(2, 2), play="size", targets=[target], controls=square_controls
)
def square(fig, *, size, title):
    ax = fig.add_axes((0, 0, 1, 1))
    ax.plot([0, size], [0, size])
    if title:
        ax.set_title("square")


def test_the_function_stays_as_it_is():
    assert square.__name__ == "square"
    assert declaration(square).draw is square
    assert declaration(says) is None


def test_an_explorer_knows_what_was_declared():
    explorer = Explorer(square, title="Squares")
    assert (explorer.id, explorer.play, explorer.targets) == ("square", "size", (target,))
    assert explorer.drawing.sizes == {"wide": (3, 3), "narrow": (2, 2)}
    assert explorer.start == {"size": 3, "title": False}
    assert explorer.say(explorer.start) == "A square of side 3."
    assert len(list(explorer.states())) == explorer.n_states == 10


def test_a_parameter_may_be_called_like_a_setting():
    """``size``, ``title`` and ``id`` are words of models too."""

    def named(*, id, says, controls):
        return f"{id} {says} {controls}"

    controls = {name: Slider(0, 1, 1) for name in ("id", "says", "controls")}
    explorer = Explorer(
        lambda fig, *, id, says, controls: None, id="x", title="X", says=named, controls=controls
    )
    assert explorer.say(explorer.start) == "0 0 0"
    with pytest.raises(TypeError, match=r"size is a setting of its own: .* controls=\{'size': …\}"):
        figure(says=says, size=Slider(1, 5, 1))


def test_a_chapter_may_narrow_and_replace():
    explorer = Explorer(square, title="Squares", size=(4, 4), controls={"size": Slider(4, 5, 1)})
    assert list(explorer.controls) == ["size", "title"]
    assert explorer.start == {"size": 4, "title": False}
    assert explorer.drawing.sizes["wide"] == (4, 4)
    assert declaration(square).start["size"] == 3, "the declaration itself is not changed"


def test_a_chapter_may_fix_a_parameter():
    explorer = Explorer(square, title="Squares", fixed={"title": True})
    assert list(explorer.controls) == ["size"]
    assert explorer.say({"size": 2}) == "A square of side 2 with a name."
    assert "square" in explorer.frame({"size": 2})
    one = Explorer(square, title="Squares", fixed={"size": 2})
    assert (one.play, one.targets) == (None, ()), "what they moved is gone"
    with pytest.raises(TypeError, match="square has no parameter 'colour'"):
        Explorer(square, title="Squares", fixed={"colour": 1})
    with pytest.raises(TypeError, match=r"use show\(\)"):
        Explorer(square, title="Squares", fixed={"size": 1, "title": True})


def test_a_still_takes_the_start_of_what_is_not_given():
    assert repr(show(square)) == "Still('A square of side 3.')"
    assert repr(show(square, state={"size": 4})) == "Still('A square of side 4.')"
    assert repr(show(square, state={"title": True})) == "Still('A square of side 3 with a name.')"
    assert show(square, narrow=(1.5, 2)).drawing.sizes == {"wide": (3, 3), "narrow": (1.5, 2)}


@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        ({"says": lambda *, size: "x"}, TypeError, "has no parameter 'title'"),
        ({"size": 4}, TypeError, r"size must be \(width, height\)"),
        ({"play": "time"}, ValueError, "play must be one of size, title; got 'time'"),
        ({"interval": 1}, ValueError, "interval must be at least 20"),
        ({"targets": [Target("t", lambda n: n)]}, ValueError, "asks for 'n'"),
        ({"angle": Slider(0, 1, 1)}, TypeError, "has no parameter 'angle'"),
        ({"controls": {"size": Slider(0, 9, 1)}}, TypeError, "needs a value for 'title'"),
        ({"controls": {**square_controls, "size": Slider(0, 900, 1)}}, ValueError, "= 1802 states"),
    ],
)
def test_refusals(more, error, words):
    def draw(fig, *, size, title):
        pass

    with pytest.raises(error, match=words):
        figure(**{"says": says, "controls": square_controls, **more})(draw)
