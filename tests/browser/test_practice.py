"""Predictions, recall and the reader's record in Chromium."""

from __future__ import annotations

import json

import pytest
from explorer_pages import page_of, write
from visits import BLOCKED, visits
from web import serving

from govlib.explorer import Practice

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("pages")
    write(place)
    return place


@pytest.fixture
def visit(browser, folder):
    with visits(browser) as opened:
        yield lambda **options: opened((folder / "index.html").as_uri(), **options)


def kept(page):
    return page.evaluate("govlib.record.all()")


# ---- predictions


OWN = "You predicted B. It stays at zero."


def test_the_result_opens_beside_the_explanation(visit):
    page = visit()
    predict, recap = page.locator("gx-predict"), page.locator("gx-recap")
    assert "You made no prediction here." in recap.locator(".own").inner_text()
    predict.get_by_role("radio", name="C. It falls.").check()
    predict.get_by_role("textbox", name="Why?").fill("m < 1 & <b>costs</b>")
    assert predict.locator(".result").count() == 0
    predict.get_by_role("button", name="Now look").click()
    assert "Your answer is noted" in predict.get_by_role("status").inner_text()
    # the next thing after the question is in view, and has the focus
    assert page.evaluate("document.activeElement.localName") == "gx-recap"
    own = "You predicted C. It falls. Your reason: m < 1 & <b>costs</b>"
    assert recap.locator(".own").inner_text() == own
    assert recap.locator(".result").is_hidden()
    assert recap.get_by_role("radio", name="C. It falls.").is_checked()
    recap.get_by_role("radio", name="B. It stays at zero.").check()
    recap.get_by_role("button", name="See what happens").click()
    assert recap.locator(".result").inner_text() == "What happens. It stays at zero."
    focus = "document.querySelector('gx-recap').shadowRoot.activeElement.className"
    assert page.evaluate(focus) == "said result"
    own = (
        "You predicted C. It falls. ✗ Your reason: m < 1 & <b>costs</b>\n"
        "Then you said B. It stays at zero. ✓"
    )
    assert recap.locator(".own").inner_text() == own
    assert predict.get_by_role("radio", name="A. It rises.").is_disabled()
    page.reload()
    assert recap.locator(".own").inner_text() == own
    assert predict.get_by_role("radio", name="C. It falls.").is_checked()
    (entry,) = kept(page)
    assert (entry["first"], entry["second"], entry["right"]) == (2, 1, 1)
    assert entry["question"] == "What happens to giving if the group grows?"
    assert entry["answers"] == ["It rises.", "It stays at zero.", "It falls."]
    predict.get_by_role("button", name="Predict again").click()
    assert kept(page) == []
    assert recap.locator(".result").is_hidden()
    assert "You made no prediction here." in recap.locator(".own").inner_text()


def test_prediction_by_keyboard(visit):
    page = visit()
    page.locator("gx-predict").get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("because")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    recap = page.locator("gx-recap")
    assert recap.locator(".own").inner_text() == f"{OWN} Your reason: because"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert recap.locator(".result").is_visible()


def test_without_a_prediction(visit):
    page = visit()
    predict, recap = page.locator("gx-predict"), page.locator("gx-recap")
    button = predict.get_by_role("button", name="Now look")
    button.click()
    assert "Choose an answer first" in predict.get_by_role("status").inner_text()
    button.click()
    assert page.evaluate("document.activeElement.localName") == "gx-recap"
    recap.get_by_role("button", name="See what happens").click()
    assert "Right is B. It stays at zero. ✓" in recap.locator(".own").inner_text()


def test_paper_says_that_no_prediction_was_made(visit):
    page = visit()
    page.emulate_media(media="print")
    recap = page.locator("gx-recap")
    assert recap.locator(".own").inner_text() == "You made no prediction here."
    assert recap.locator(".own").is_visible()
    assert not recap.get_by_role("radio").first.is_visible()
    assert page.locator("gx-predict").get_by_role("radio").first.is_visible()


def test_another_window_changes_nothing_that_is_decided(visit):
    page = visit()
    page.locator("gx-predict").get_by_role("radio", name="B. It stays at zero.").check()
    other = visit(context=page.context)
    page.locator("gx-recap").get_by_role("button", name="See what happens").click()
    radio = other.locator("gx-predict").get_by_role("radio", name="A. It rises.")
    radio.locator("xpath=self::*[@disabled]").wait_for(state="attached")
    assert other.locator("gx-recap .result").is_visible()
    assert [entry["first"] for entry in kept(other)] == [1]


def test_an_answer_to_another_question_does_not_count(visit):
    page = visit()
    page.evaluate(
        """govlib.record.put("predict", "chapter", "size",
             { first: 1, why: "so", answers: ["yes", "no"], question: "Old?", opened: true })"""
    )
    predict = page.locator("gx-predict")
    assert not any(radio.is_checked() for radio in predict.get_by_role("radio").all())
    assert predict.get_by_role("textbox", name="Why?").input_value() == "so"
    assert page.locator("gx-recap .result").is_hidden()


def test_prediction_without_storage(visit):
    page = visit(init=BLOCKED)
    predict = page.locator("gx-predict")
    assert predict.get_by_text("This browser keeps nothing").is_visible()
    predict.get_by_role("radio", name="C. It falls.").check()
    assert page.locator("gx-recap .own").inner_text() == "You predicted C. It falls."


# ---- recall


def test_recall_choice(visit):
    page = visit()
    form = page.locator("gx-recall form").first
    check, status = form.get_by_role("button", name="Check"), form.get_by_role("status")
    check.click()
    assert status.inner_text() == "Choose an answer first."
    form.get_by_role("radio", name="m × N").check()
    check.click()
    assert status.inner_text() == "✗ Not yet. That decides for the group."
    form.get_by_role("radio", name="B. m").check()
    assert status.text_content() == ""
    check.click()
    assert status.inner_text() == "✓ Right. Below one, giving costs the giver."
    assert page.get_by_text("1 of 3 right so far.").is_visible()


@pytest.mark.parametrize(
    ("question", "typed", "verdict"),
    [
        (1, "0.78", "✓ Right."),
        (1, "0,78", "✓ Right."),
        (1, " 77.8 % ", "✓ Right."),
        (1, "7/9", "✓ Right."),
        (1, ".7778", "✓ Right."),
        (1, "7.78e-1", "✓ Right."),
        (1, "0.79", "✗ Not yet."),
        (1, "−0,78", "✗ Not yet."),
        (1, "78", "✗ Not yet."),
        (1, "", "Type a number"),
        (1, "seven", "Type a number"),
        (1, "0.7.8", "Type a number"),
        (2, "25", "✓ Right."),
        (2, "25%", "✓ Right."),
        (2, "25,4 %", "✓ Right."),
        (2, "0.25", "✗ Not yet."),
    ],
)
def test_recall_number(visit, question, typed, verdict):
    page = visit()
    form = page.locator("gx-recall form").nth(question)
    form.get_by_role("textbox").fill(typed)
    form.get_by_role("textbox").press("Enter")
    assert form.get_by_role("status").inner_text().startswith(verdict)


def test_recall_is_kept(visit):
    page = visit()
    forms = page.locator("gx-recall form")
    for form, wrong, right in ((forms.nth(0), "m × N", "B. m"),):
        form.get_by_role("radio", name=wrong).check()
        form.get_by_role("button", name="Check").click()
        form.get_by_role("radio", name=right).check()
        form.get_by_role("button", name="Check").click()
    forms.nth(1).get_by_role("textbox").fill("7/9")
    forms.nth(1).get_by_role("textbox").press("Enter")
    delta, pick = kept(page)
    assert (pick["given"], pick["right"], pick["first"], pick["tries"]) == ("m", True, False, 2)
    assert (delta["given"], delta["right"], delta["first"], delta["tries"]) == (
        "7/9", True, True, 1,
    )  # fmt: skip
    page.reload()
    assert page.get_by_text("2 of 3 right so far.").is_visible()
    assert forms.nth(1).get_by_role("textbox").input_value() == "7/9"


# ---- the record


def test_a_record_is_saved_and_loaded(visit):
    page = visit()
    page.locator("gx-predict").get_by_role("radio", name="C. It falls.").check()
    file = page.evaluate("govlib.record.file(govlib.record.all(), 'Ada')")
    assert file["format"] == "govlib-record"
    assert file["name"] == "Ada"
    other = visit()
    assert kept(other) == []
    count = other.evaluate(
        "text => govlib.record.load(govlib.record.parse(text))", json.dumps(file)
    )
    assert count == 1
    assert kept(other) == kept(page)
    assert other.locator("gx-predict").get_by_role("radio", name="C. It falls.").is_checked()
    other.evaluate("govlib.record.drop()")
    assert kept(other) == []
    assert not other.locator("gx-predict").get_by_role("radio", name="C. It falls.").is_checked()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"format": "other", "entries": []}', "<html>", '{"entries": 1}'],
)
def test_other_files_are_refused(visit, text):
    said = visit().evaluate(
        "text => { try { govlib.record.parse(text); } catch (error) { return error.message; } }",
        text,
    )
    assert said == "it holds no answers of this book"


def test_entries_with_strange_names_are_left_out(visit):
    page = visit()
    entries = [
        {"kind": "predict", "chapter": "a", "id": "b", "first": 0},
        {"kind": "other", "chapter": "a", "id": "b"},
        {"kind": "predict", "chapter": "../x", "id": "b"},
        {"kind": "predict"},
        None,
    ]
    text = json.dumps({"format": "govlib-record", "version": 1, "entries": entries})
    assert page.evaluate("text => govlib.record.load(govlib.record.parse(text))", text) == 1
    assert [entry["id"] for entry in kept(page)] == ["b"]


def test_the_chapter_of_an_element(visit, folder, browser):
    page = visit()
    assert page.evaluate("govlib.record.chapter()") == "index"
    inner = """() => { document.body.dataset.chapter = "two-edges";
                       return govlib.record.chapter(document.querySelector("gx-predict")); }"""
    assert page.evaluate(inner) == "two-edges"
    with serving(folder) as address, visits(browser) as opened:
        assert opened(address).evaluate("govlib.record.chapter()") == "index"


# ---- judgements


JUDGED = """
[predict.fair]
question = "Half is fair."
answers = ["holds", "fails", "holds if"]
result = "Ask who brought what."
[predict.kept]
question = "A promise is kept."
answers = ["holds", "fails", "holds if"]
result = "Ask who sees a breach."
"""


@pytest.fixture(scope="module")
def judgements(tmp_path_factory):
    place = tmp_path_factory.mktemp("judged")
    (place / "trial.toml").write_text(JUDGED, encoding="utf-8")
    quiz = Practice(place / "trial.toml")
    parts = [made.html() for made in (quiz.judge("fair", "kept"), quiz.judged("fair", "kept"))]
    return page_of(place, parts).as_uri()


def test_judgements_are_kept_and_their_reasons_name_no_right_word(browser, judgements):
    with visits(browser) as opened:
        page = opened(judgements)
        asked, told = page.locator("gx-judge"), page.locator("gx-judged")
        asked.nth(0).get_by_role("radio", name="fails").check()
        go = page.get_by_role("button", name="Now the reasons")
        go.click()
        status = asked.nth(1).get_by_role("status")
        assert status.inner_text().startswith("1 claim is not marked yet.")
        go.click()
        assert page.evaluate("document.activeElement.localName") == "gx-judged"
        assert told.nth(0).locator(".own").inner_text() == "You said: fails"
        assert told.nth(1).locator(".own").inner_text() == "You have not marked this one."
        assert told.nth(0).locator(".result").is_hidden()
        page.get_by_role("button", name="Show the reasons").click()
        assert told.nth(0).locator(".result").inner_text() == "Ask who brought what."
        assert told.nth(1).locator(".result").is_visible()
        assert not any(mark in page.inner_text("body") for mark in "✓✗")
        assert [(e["chapter"], e["id"], e["first"], "right" in e) for e in kept(page)] == [
            ("trial", "fair", 1, False),
            ("trial", "kept", None, False),
        ]
        page.reload()
        assert told.nth(0).locator(".own").inner_text() == "You said: fails"
        assert asked.nth(0).get_by_role("radio", name="fails").is_disabled()
        page.get_by_role("button", name="Judge again").click()
        assert kept(page) == []
        assert told.nth(0).locator(".result").is_hidden()
