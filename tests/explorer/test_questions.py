from __future__ import annotations

import json
import re

import pytest

from govlib.explorer import Practice
from govlib.explorer.questions import QuestionError

GOOD = """
[predict.size]
question = "What if *n* grows from {n} & more?"
answers = ["It rises.", "It stays at `0`.", "It falls <b>."]
answer = 1
result = "It stays, at {share:.1%}."
[[recall]]
id = "pick"
question = "Which?"
options = ["one", "two"]
answer = 1
feedback = ["No.", "Yes."]
[[recall]]
id = "delta"
question = "How much, {{exactly}}?"
answer = "{delta}"
tolerance = 0.005
unit = " %"
right = "It is {delta:.2f}."
wrong = "Compare."
"""
VALUES = {"n": 4, "share": 0.25, "delta": 7 / 9}


@pytest.fixture
def chapter(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOVLIB_BOOK", raising=False)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setenv("GOVLIB_EXPLORER", "static")

    def write(text=GOOD, **values):
        (tmp_path / "chapter.toml").write_text(text, encoding="utf-8")
        return Practice("chapter.toml", **(values or VALUES))

    return write


def spec_of(html):
    return json.loads(re.search(r'class="gx-spec">(.*?)</script>', html)[1])


def test_predict(chapter):
    data = chapter().predict("size")._repr_mimebundle_()
    html = data["text/html"]
    assert 'data-key="chapter/size"' in html
    assert "<p>What if <em>n</em> grows from 4 &amp; more?</p>" in html
    assert "<li>It stays at <code>0</code>.</li>" in html
    assert "It falls &lt;b&gt;." in html
    assert spec_of(html)["answers"][1] == "It stays at <code>0</code>."
    assert "- B. It stays at `0`." in data["text/markdown"]
    # what happens is not told before the model has run
    assert "25.0%" not in html + data["text/markdown"]
    assert set(spec_of(html)) == {"question", "answers"}


def test_recap(chapter):
    html = chapter().recap("size").html()
    assert 'data-key="chapter/size"' in html
    assert "What if <em>n</em>" in html
    result = "<p><b>B. It stays at <code>0</code>.</b></p><p>It stays, at 25.0%.</p></details>"
    assert f"<details><summary>What happens</summary>{result}" in html
    assert spec_of(html)["answer"] == 1
    text = chapter().recap("size").markdown
    assert "<details><summary>What happens</summary>\n\n**B. It stays at `0`.** It stays" in text


def test_recall(chapter):
    html = chapter().recall().html()
    first, second = spec_of(html)
    assert first == {
        "id": "pick",
        "question": "Which?",
        "options": ["one", "two"],
        "answer": 1,
        "feedback": ["No.", "Yes."],
    }
    assert second["answer"] == pytest.approx(7 / 9)
    assert second["unit"] == " %"
    assert "How much, {exactly}?" in html
    assert "<summary>Answer</summary><p>B. Yes.</p>" in html
    assert "<p>0.778 %. It is 0.78.</p>" in html


def test_picture(chapter, monkeypatch):
    monkeypatch.setenv("GOVLIB_EXPLORER", "picture")
    data = chapter().recall()._repr_mimebundle_()
    assert set(data) == {"text/markdown", "text/plain"}


def test_unknown_question(chapter):
    with pytest.raises(LookupError, match=r"chapter.toml has no \[predict.x\]; it has size"):
        chapter().predict("x")
    quiz = chapter("[predict]\n")
    with pytest.raises(LookupError, match=r"no \[\[recall\]\] question"):
        quiz.recall()


def without(field):
    return re.sub(rf"(?m)^{field} = .*\n", "", GOOD, count=1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = ", "chapter.toml: Invalid value"),
        ("[other]", "unknown table 'other'; known: predict, draw, play, recall"),
        ("predict = 3", r"write each predict as \[predict.<id>\]"),
        ("[recall]", r"write recall questions as \[\[recall\]\]"),
        (without("question"), "chapter.toml, predict.size, question: is missing"),
        (without("tolerance"), "recall delta, tolerance: is missing"),
        (without("id"), "recall number 1, id: is missing"),
        (GOOD.replace('id = "delta"', 'id = "pick"'), "recall pick: the id came before"),
        (GOOD.replace("predict.size", "predict.Size"), "predict.Size, id: must be lower-case"),
        (GOOD.replace("answer = 1", "answer = 3", 1), "answer: must be a whole number from 0 to 2"),
        (GOOD.replace("answer = 1", "answer = 2"), "answer: must be a whole number from 0 to 1"),
        (GOOD.replace("answer = 1", "answer = true"), "answer: must be a whole number"),
        (GOOD.replace('["No.", "Yes."]', '["No."]'), "feedback: must be a list of 2 texts"),
        (GOOD.replace('"It rises.", ', ""), "answers: must be a list of 3 to 4 texts"),
        (GOOD.replace("{n}", "{}"), "a field needs a name"),
        (GOOD.replace("{n}", "{n:.1z}"), "question: .*a literal brace is written twice"),
        (GOOD.replace("{n}", "{n"), "question: .*a literal brace is written twice"),
        (GOOD.replace('"{delta}"', '"many"'), "answer: must be a number; got 'many'"),
        (GOOD.replace("0.005", "-1"), "tolerance: must be a number of at least 0; got -1"),
        (GOOD.replace('result = "It stays, at {share:.1%}."', "result = 3"), "must be text; got 3"),
        (GOOD.replace("unit =", "units ="), "recall delta, units: unknown field; known: id"),
    ],
)
def test_malformed_files(chapter, text, words):
    with pytest.raises(QuestionError, match=words):
        chapter(text)


def test_found_beside_the_notebook_of_the_server(tmp_path, monkeypatch, chapter):
    chapter()
    other = tmp_path / "elsewhere"
    other.mkdir()
    monkeypatch.chdir(other)
    with pytest.raises(FileNotFoundError, match=r"no chapter.toml in .*elsewhere"):
        Practice("chapter.toml", **VALUES)
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "chapter.ipynb"))
    assert Practice("chapter.toml", **VALUES).path == tmp_path / "chapter.toml"


def test_found_in_the_book(tmp_path, monkeypatch, chapter):
    """A build that runs notebooks in a temporary folder still finds its questions."""
    part = tmp_path / "book" / "part"
    part.mkdir(parents=True)
    (part / "chapter.toml").write_text(GOOD, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("GOVLIB_BOOK", str(tmp_path / "book"))
    assert Practice("chapter.toml", **VALUES).path == part / "chapter.toml"
    (tmp_path / "book" / "chapter.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(FileNotFoundError):  # two of that name: which one?
        Practice("chapter.toml", **VALUES)


# ---- judgements: no word is right


JUDGED = """
[predict.fair]
question = "Half is *fair*."
answers = ["holds", "holds sometimes", "fails"]
result = "With {gain:g} to divide, ask who brought what."
[predict.kept]
question = "A promise is kept."
answers = ["holds", "holds sometimes", "fails"]
result = "Who sees a breach?"
"""


def test_judgements_are_kept_as_predictions_and_tell_no_reason(chapter):
    made = chapter(JUDGED, gain=8).judge("fair", "kept")
    keys = re.findall(
        r'<gx-judge class="gx gx-card" data-key="([^"]+)"[^>]*?( data-last)?>', made.html()
    )
    assert keys == [("chapter/fair", ""), ("chapter/kept", " data-last")]
    assert "- B. holds sometimes" in made.markdown
    assert "who brought what" not in made.html() + made.markdown
    assert set(spec_of(made.html())) == {"question", "answers"}


def test_reasons_are_told_and_no_word_is_right(chapter):
    made = chapter(JUDGED, gain=8).judged("fair", "kept")
    assert "<summary>Why</summary><p>With 8 to divide, ask who brought what.</p>" in made.html()
    assert spec_of(made.html())["answer"] is None
    assert "<b>" not in made.body
    assert made.html().count("<gx-judged ") == 2


def test_what_has_an_answer_is_predicted_and_what_has_none_is_judged(chapter):
    with pytest.raises(ValueError, match="prediction without an answer; got 'size'"):
        chapter().judge("size")
    with pytest.raises(ValueError, match="'fair' has no answer: ask it by judge"):
        chapter(JUDGED, gain=8).predict("fair")
    with pytest.raises(ValueError, match="'fair' has no answer"):
        chapter(JUDGED, gain=8).recap("fair")
    with pytest.raises(TypeError, match="at least one prediction; got none"):
        chapter(JUDGED, gain=8).judge()
    with pytest.raises(LookupError, match=r"no \[predict.x\]"):
        chapter(JUDGED, gain=8).judged("x")
