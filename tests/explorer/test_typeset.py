"""Apostrophes as the prose has them, wherever a figure says something."""

from __future__ import annotations

import pytest

from govlib.drawing.typeset import apostrophes
from govlib.explorer import Choice, Explorer, Target
from govlib.explorer.svg import tidy


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("one's own", "one’s own"),
        ("members' gifts", "members’ gifts"),
        ("the 1990s' rule", "the 1990s’ rule"),
        ("the 'first", "the 'first"),
        ("nothing", "nothing"),
        ("already one’s", "already one’s"),
    ],
)
def test_an_apostrophe_follows_a_letter_or_a_figure(text, set_):
    assert apostrophes(text) == set_
    assert apostrophes(set_) == set_


def figure(fig, *, weights):
    fig.add_axes((0, 0, 1, 1)).set_title(f"By {weights}")


def test_every_text_of_an_explorer_has_them():
    explorer = Explorer(
        figure,
        title="Each country's best",
        says=lambda *, weights: f"Here the weights are {weights}, one's own.",
        weights=Choice(["equal", "experts' budgets"], label="whose weights, the experts'?"),
        targets=[
            Target("the experts' weights", lambda weights: weights != "equal", said="It's so.")
        ],
    )
    state = {"weights": "experts' budgets"}
    spec = explorer.spec()
    assert explorer.title == spec["title"] == "Each country’s best"
    assert explorer.say(state) == "Here the weights are experts’ budgets, one’s own."
    assert spec["controls"][0]["texts"] == ["equal", "experts’ budgets"]
    assert spec["controls"][0]["label"] == "whose weights, the experts’?"
    assert spec["targets"][0]["text"] == "The experts’ weights"
    assert spec["targets"][0]["said"] == "It’s so."
    assert ">By experts’ budgets<" in explorer.frame(state)
    # what a model is asked with stays as it is
    assert explorer.controls["weights"].values == ("equal", "experts' budgets")


def test_marks_within_a_tag_stay_as_they_are():
    svg = '<svg viewBox="0 0 1 1"><text style="font: 10px \'A B\'">one\'s</text></svg>'
    assert "one’s</text>" in tidy(svg)
    assert "’A" not in tidy(svg)
