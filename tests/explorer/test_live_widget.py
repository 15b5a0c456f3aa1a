from __future__ import annotations

import pytest

from govlib.explorer import Choice, Explorer, Slider, Switch


def figure(fig, *, n, rule, noise):
    if n == 13:
        raise ValueError("n must not be 13")
    fig.add_axes((0, 0, 1, 1)).set_title(f"{n} {rule} {noise}")


@pytest.fixture
def ask(monkeypatch):
    """Return a function that asks the widget as the page does, and returns its answer."""
    explorer = Explorer(
        figure,
        title="F",
        says=lambda *, n, rule, noise: f"{n}, {rule}, {noise}",
        n=Slider(2, 20, 2),
        rule=Choice(["a", "b"]),
        noise=Switch("noise"),
    )
    widget = explorer.widget()
    sent = []
    monkeypatch.setattr(widget, "send", sent.append)

    def asked(at, ticket=1, **more):
        widget._handle_custom_msg({"ticket": ticket, "at": at, **more}, [])
        return sent[-1]

    asked.html = widget.html
    return asked


def test_answers_any_value(ask):
    reply = ask([5, 1, 1], ticket=7, variant="wide")
    assert reply["ticket"] == 7
    assert ">5 b True<" in reply["svg"]
    assert reply["said"] == "5, b, True"


def test_the_page_holds_no_packs(ask):
    assert "gx-pack" not in ask.html
    assert "<svg" in ask.html
    assert "gx-runtime" not in ask.html


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ([13, 0, 0], "ValueError: n must not be 13"),
        ([30, 0, 0], "n must be a whole number from 2 to 20; got 30"),
        ([2, 5, 0], "IndexError"),
        ([2, 0], "ValueError"),
    ],
)
def test_errors_are_told(ask, at, words):
    reply = ask(at)
    assert words in reply["error"]
    assert "svg" not in reply
    assert "svg" in ask([4, 0, 0])  # and the next move works
