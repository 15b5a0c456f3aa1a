"""Numbers for the prose: named, finite, and shown to nobody."""

import numpy as np
import pytest

from govlib.explorer import Practice, note, numbers
from govlib.explorer.numbers import facts


@pytest.fixture
def shown(monkeypatch):
    """Collect what a cell would display."""
    found = {}
    monkeypatch.setattr(numbers, "_NOTED", {})

    def display(data, *, raw, metadata):
        assert raw
        found[metadata["scrapbook"]["name"]] = data

    monkeypatch.setattr(numbers, "display", display)
    return found


def test_each_number_gets_its_name(shown):
    note(share=1 / 3, count=np.int64(12), held=True)
    texts = {name: data["application/papermill.record/text/plain"] for name, data in shown.items()}
    assert {name: float(text) for name, text in texts.items()} == {
        "share": 1 / 3,
        "count": 12.0,
        "held": 1.0,
    }
    assert all(set(data) == {"application/papermill.record/text/plain"} for data in shown.values())


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (float("nan"), ValueError, "share must be finite; got nan"),
        (" ", ValueError, "share must be a number or a text"),
        ([1, 2], TypeError, "share must be one number"),
    ],
)
def test_what_is_no_finite_number_is_refused(shown, value, error, words):
    with pytest.raises(error, match=words):
        note(share=value)
    assert not shown


def test_the_questions_take_the_same_facts(shown, tmp_path):
    file = tmp_path / "small.toml"
    file.write_text(
        '[predict.first]\nquestion = "Which of {count:.0f}?"\nanswers = ["a", "b", "c"]\n'
        'answer = 0\nresult = "It is {who}, by {share:.0%}."\n\n'
        '[[recall]]\nid = "much"\nquestion = "How much?"\nanswer = "{share}"\n'
        'tolerance = 0.01\nright = "Yes."\nwrong = "No: {share:.2f}."\n'
    )
    note(count=3)
    quiz = Practice(file)
    assert "Which of 3?" in quiz.predict("first").html()
    with pytest.raises(ValueError, match=r"need a value for \{who\} by now"):
        quiz.recap("first")
    note(share=0.25, who="the first")
    assert "It is the first, by 25%." in quiz.recap("first").html()
    assert "0.25" in quiz.recall().html()
    assert facts() == {"count": 3.0, "share": 0.25, "who": "the first"}


def test_a_notebook_in_the_same_process_begins_without_the_facts_of_another(shown):
    note(first="text")
    numbers.forget()
    assert facts() == {}
