"""A game in the page: what each reader gets, and what is refused."""

from __future__ import annotations

import json
import re

import pytest

from govlib.explorer import Play, Practice
from govlib.explorer.questions import QuestionError
from govlib.rounds import Ending, Game, Line, Step, compile_rounds

WORDS = {"title": "An *echo*", "rules": "Give or keep.", "players": "An echo, <made up>."}


def echo_rounds(rounds=6):
    """Compile a game against one who does what the reader did before."""

    def step(state, action):
        other = ("give", "keep")[state[0]]
        gain = 2.0 * (other == "give") - (action == 0)
        return Step((action,), (other,), gain, float(action == 0), float(other == "give"))

    line = Line("always give", (1.0,) * rounds)
    ends = (Ending("That was it."),)
    return compile_rounds(
        step,
        [Game((first,), ("an echo",), lines=(line,), endings=ends, luck=first) for first in (0, 1)],
        actions=("give", "keep"),
        rounds=rounds,
        labels={"round": "round", "mark": "your gift", "beside": "its gift", "unit": "points"},
    ).with_results({"always give": lambda seen: 0})


@pytest.fixture
def game(monkeypatch):
    monkeypatch.setenv("GOVLIB_EXPLORER", "static")
    return lambda **changes: Play(echo_rounds(), **{"id": "echo", **WORDS, **changes})


def spec_of(html):
    return json.loads(re.search(r'class="gx-spec">(.*?)</script>', html)[1])


def test_html(game):
    html = game(chapter="giving").html()
    assert 'data-id="echo" data-chapter="giving"' in html
    assert "An <em>echo</em>" in html
    assert "An echo, &lt;made up&gt;." in html
    spec = spec_of(html)
    assert spec["table"]["rounds"] == 6
    assert spec["table"]["games"][0]["earned"] == [["always give", 6], ["the best in hindsight", 7]]
    # without a script: a sheet, and what strategies earn, folded
    assert "A sheet to play on: 6 rounds from left to right" in html
    assert "<tr><td>always give</td><td>6</td></tr>" in html
    assert html.count("<svg") == 2


def test_a_game_before_a_prediction_gives_nothing_away(game):
    later = game(later=True)
    head = later.html().split('<script type="application/json"')[0]
    assert "always give" not in head + later.markdown
    assert "always give" in later.recap().html()
    assert "| always give | 6 |" in later.recap().markdown
    assert "| always give | 6 |" in game().markdown


def test_picture(game, monkeypatch):
    monkeypatch.setenv("GOVLIB_EXPLORER", "picture")
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **more: shown.append(data))
    game()._ipython_display_()
    picture, words = shown
    assert picture["image/png"].startswith("iVBOR")
    assert set(words) == {"text/markdown", "text/plain"}
    assert words["text/markdown"].startswith("**Play. An *echo*.** Give or keep.")


def test_repr(game):
    assert repr(game()) == "Play('echo': 2 games of 6 rounds)"


def test_refusals(game):
    with pytest.raises(TypeError, match=r"table must be a compiled game.*; got 3"):
        Play(3, id="echo", **WORDS)

    class Heavy:
        def data(self):
            return {"games": [], "rounds": 1, "texts": ["x" * 200_000]}

    with pytest.raises(ValueError, match="table must weigh at most 200,000 bytes; got 200,0"):
        Play(Heavy(), id="echo", **WORDS)


TOML = """
[play.echo]
title = "An echo of {n}"
rules = "Give."
players = "One."
later = true
"""


def chapter(folder, text):
    (folder / "chapter.toml").write_text(text, encoding="utf-8")
    return Practice(folder / "chapter.toml", n=1)


def test_words_from_the_chapters_file(tmp_path):
    quiz = chapter(tmp_path, TOML)
    with pytest.raises(LookupError, match="the game 'echo' is not on this page yet"):
        quiz.played("echo")
    play = quiz.play("echo", echo_rounds())
    assert (play.title, play.later, play.chapter) == ("An echo of 1", True, "chapter")
    assert 'data-chapter="chapter"' in quiz.played("echo").html()
    with pytest.raises(LookupError, match=r"chapter.toml has no \[play.other\]; it has echo"):
        quiz.play("other", echo_rounds())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TOML.replace("true", "1"), "play.echo, later: must be true or false; got 1"),
        (TOML.replace('rules = "Give."', ""), "play.echo, rules: is missing"),
        (TOML + "goal = 3", "play.echo, goal: unknown field; known: title"),
        ("[play]\necho = 3", r"write each play as \[play.<id>\]"),
    ],
)
def test_malformed_files(tmp_path, text, words):
    with pytest.raises(QuestionError, match=words):
        chapter(tmp_path, text)
