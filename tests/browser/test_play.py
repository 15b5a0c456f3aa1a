"""Games, drawn predictions, the reader's answers and the wall of a class, in Chromium."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from accessible import faults
from explorer_pages import page_of
from visits import BLOCKED, PHONE, visits
from web import serving

from govlib.enforcement import inspector_rounds
from govlib.evolution import risk_rounds
from govlib.explorer import Play, Practice
from govlib.explorer.class_pages import answers_html, wall_html
from govlib.explorer.curves import Check
from govlib.games import dilemma_rounds, giving_rounds

pytestmark = pytest.mark.browser

DRAW = """
[draw.waning]
question = "Draw the average *gift*."
places = ["1", "4", "7", "10"]
label = "average gift"
low = 0
high = 20
step = 1
unit = " tokens"
truth = "{gifts}"
result = "It falls to {last:.1f}."
[[draw.waning.check]]
falls = ["1", "10"]
right = "It falls."
wrong = "It does not end as high as it began."
[[draw.waning.check]]
peak = "1"
right = "The first is the highest."
wrong = "Nothing is higher than the first."
[draw.loss]
question = "Draw three bars."
places = ["low", "middle", "high"]
label = "loss"
low = 0
high = 100
step = 5
unit = " %"
bars = true
given = 1
start = 20
truth = "{losses}"
result = "It rises."
[[draw.loss.check]]
rises = ["low", "high"]
right = "Up."
wrong = "Not down."
"""

TABLES = {
    "giving": giving_rounds,
    "dilemma": dilemma_rounds,
    "risk": risk_rounds,
    "inspector": inspector_rounds,
}
EVIL = "<img src=x onerror=alert(1)>"
QUESTIONS = [
    {"chapter": "test", "id": "q", "question": "More or less?", "answers": ["More", "Less"]}
]


@pytest.fixture(scope="module")
def tables():
    return {name: make() for name, make in TABLES.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, tables):
    place = tmp_path_factory.mktemp("games")
    (place / "chapter.toml").write_text(DRAW, encoding="utf-8")
    with mock.patch.dict(os.environ, {"GOVLIB_EXPLORER": "static"}):
        games = []
        for id, table in tables.items():
            words = {"rules": "Play *well*.", "players": "Made up.", "chapter": "test"}
            play = Play(table, id=id, title=f"The {id}", later=id == "giving", **words)
            games += [play.html(), *([play.recap().html()] if play.later else [])]
        page_of(place, games, "games.html")
        losses, gifts = [20, 45, 90], [7.9, 5.3, 3.8, 2.2]
        quiz = Practice(place / "chapter.toml", gifts=gifts, last=2.2, losses=losses)
        curves = [f(id).html() for id in ("waning", "loss") for f in (quiz.draw, quiz.drawn)]
        page_of(place, curves, "draw.html")
        page_of(place, [answers_html({"test": "A test"})], "answers.html")
        page_of(place, [wall_html(QUESTIONS, {"test": "A test"})], "wall.html")
    return place


@pytest.fixture
def visit(browser, folder):
    with visits(browser) as opened:
        yield lambda name, **options: opened((folder / name).as_uri(), **options)


def kept(page):
    return page.evaluate("govlib.record.all()")


def text(element):
    """Return what an element shows; its own text stands in its shadow."""
    return element.locator(".card").inner_text()


def game(page, id):
    return page.locator(f"gx-play[data-id={id}]")


def finish_giving(page, gifts=(20, 16, 12, 10, 8, 6, 4, 4, 2, 0)):
    giving = game(page, "giving")
    for gift in gifts:
        giving.get_by_role("slider").fill(str(gift // 2))
        giving.get_by_role("button", name="Give").click()
    return giving


# ---- games


def test_the_page_plays_what_the_table_says(visit, tables):
    """Random moves in every game of every table, in the page and in Python."""
    page = visit("games.html")
    rng = np.random.default_rng(0)
    for id, table in tables.items():
        for number in range(0, len(table.games), 3):
            state, moves = table.games[number].start, []
            while state >= 0 and len(moves) < table.rounds:
                moves.append(int(rng.choice(np.flatnonzero(table.after[state] != -1))))
                state = int(table.after[state, moves[-1]])
            seen, total = table.play(number, moves)
            page.evaluate(
                "([id, game, moves]) => govlib.record.put('play', 'test', id, { game, moves })",
                [id, number, moves],
            )
            rows = [
                [cell.inner_text() for cell in row.locator("th, td").all()]
                for row in game(page, id).locator(".log tbody tr").all()
            ]
            assert [(row[1], tuple(row[2:-2])) for row in rows] == seen
            said = game(page, id).locator(".end p").first.inner_text()
            shown = float(re.match(r"You have (\S+) ", said)[1].replace("−", "-"))
            assert shown == pytest.approx(total, rel=2e-4, abs=1e-3)


def test_a_game_before_a_prediction_keeps_its_answer(visit, tables):
    page = visit("games.html")
    recap = page.locator("gx-played")
    assert "You have not played this game." in text(recap)
    giving = finish_giving(page)
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "end"
    seen = text(giving)
    assert "You have " in seen
    assert "Made up." in seen  # who plays is said under every game
    assert "2010" not in seen
    assert "free rider" not in seen
    told = text(recap)
    assert "average gift in 2010" in told
    assert all(player in told for player in tables["giving"].games[0].players)
    earned = dict(tables["giving"].games[0].earned)
    rows = {
        row.locator("th").inner_text(): row.locator("td").inner_text()
        for row in recap.locator(".earned tr").all()
    }
    assert float(rows["give nothing"]) == pytest.approx(earned["give nothing"], rel=1e-3)
    assert "you" in rows
    (entry,) = kept(page)
    assert entry["results"][0]["line"] == [20, 16, 12, 10, 8, 6, 4, 4, 2, 0]
    assert entry["slots"][-1] == "10"


def test_a_game_is_left_and_taken_up_again(visit):
    page = visit("games.html")
    dilemma = game(page, "dilemma")
    dilemma.get_by_role("button", name="Cooperate").click()
    dilemma.get_by_role("button", name="Defect").click()
    log = dilemma.locator(".log tbody").inner_text()
    page.reload()
    assert dilemma.locator(".log tbody").inner_text() == log
    assert "Move 3 of 15" in dilemma.locator(".where").inner_text()
    dilemma.get_by_role("button", name="Begin again").click()
    assert "Move 1 of 15" in dilemma.locator(".where").inner_text()
    assert dilemma.locator(".log").is_hidden()


def test_who_was_it(visit, tables):
    page = visit("games.html")
    dilemma = game(page, "dilemma")
    for _ in range(15):
        dilemma.get_by_role("button", name="Cooperate").click()
    (who,) = tables["dilemma"].games[0].players
    assert who not in dilemma.locator(".end p").all_inner_texts()
    nice = ["tit for tat", "tit for two tats", "generous tit for tat", "win-stay, lose-shift"]
    nice += ["grim", "always cooperate"]
    assert who in nice
    dilemma.get_by_role("radio", name=who, exact=True).check()
    dilemma.get_by_role("button", name="Tell me").click()
    told = dilemma.locator(".end").inner_text()
    assert f"✓ Right: it was {who}." in told
    # who never defects finds out nothing: all the nice ones would have done the same
    same = re.search(r"Your moves could not tell: (.*) would have done the same", told)[1]
    assert sorted(same.split(", ")) == sorted(set(nice) - {who}) or set(nice) - {who} == {
        name for name in nice if name in same and name != who
    }
    page.reload()
    assert f"it was {who}." in dilemma.locator(".end").inner_text()
    dilemma.get_by_role("button", name="Another game").click()
    assert "Game 2 of " in dilemma.locator(".where").inner_text()
    dilemma.get_by_role("radio", name="errors", exact=True).check()
    assert "Game 1 of " in dilemma.locator(".where").inner_text()


def test_keyboard_alone(visit):
    page = visit("games.html")
    game(page, "risk").get_by_role("button", name="Give 2").focus()
    for _ in range(10):
        page.keyboard.press("Enter")
    assert (
        "The group has given 118 of 120." in game(page, "risk").get_by_role("status").inner_text()
    )
    end = game(page, "risk").locator(".end").inner_text()
    assert "The target is missed." in end
    giving = game(page, "giving")
    giving.get_by_role("slider").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert giving.get_by_role("slider").get_attribute("aria-valuetext") == "2 tokens"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert giving.locator(".said").inner_text().startswith("You: 2. The others: ")


def test_a_value_known_at_one_place_only_is_drawn(visit):
    page = visit("games.html")
    risk = game(page, "risk")
    for _ in range(10):
        risk.get_by_role("button", name="Give 2").click()
    assert "average in the experiment" in risk.locator(".legend").inner_text()
    drawn = risk.locator("svg.chart g.kind3 path").first
    assert drawn.bounding_box()["width"] >= 10


def test_a_phone_has_room_for_the_lines_in_numbers(visit):
    page = visit("games.html", **PHONE)
    risk = game(page, "risk")
    for _ in range(10):
        risk.get_by_role("button", name="Give 2").click()
    risk.get_by_text("The lines in numbers").click()
    rows = risk.locator(".numbers tr").all_inner_texts()
    assert len(rows) == 1 + 10
    assert rows[1].split("\t")[:2] == ["1", "2"]
    wide = "e => [e.scrollWidth, e.clientWidth]"
    needed, there = risk.locator(".numbers .scroll").evaluate(wide)
    assert needed <= there


def test_a_visit_that_is_not_there(visit):
    page = visit("games.html")
    inspector = game(page, "inspector")
    visits_left = inspector.get_by_role("button", name="Visit")
    while "no visit left" not in inspector.locator(".where").inner_text():
        visits_left.click()
    assert visits_left.get_attribute("aria-disabled") == "true"
    visits_left.click(force=True)
    assert inspector.get_by_role("status").inner_text() == "Visit: that cannot be done here."


def test_without_storage_and_without_script(visit):
    page = visit("games.html", init=BLOCKED)
    assert "This browser keeps nothing" in text(game(page, "giving"))
    finish_giving(page)
    assert "average gift in 2010" in text(page.locator("gx-played"))
    plain = visit("games.html", java_script_enabled=False)
    giving = game(plain, "giving")
    assert giving.locator(".gx-wide svg").is_visible()
    giving.get_by_text("The game needs JavaScript").wait_for()
    assert plain.locator("gx-played details p").first.is_hidden()
    plain.locator("gx-played summary").click()
    assert plain.locator("gx-played").get_by_text("give nothing").is_visible()


# ---- curves


def values(page, id="waning"):
    sliders = page.locator(f"gx-draw[data-id={id}]").get_by_role("slider").all()
    return [float(slider.get_attribute("aria-valuenow")) for slider in sliders]


def test_a_curve_by_keyboard_is_marked_by_its_criteria(visit):
    page = visit("draw.html")
    draw, drawn = page.locator("gx-draw").first, page.locator("gx-drawn").first
    assert "You have drawn nothing here." in text(drawn)
    first = draw.get_by_role("slider", name="1", exact=True)
    first.focus()
    first.press("PageUp")
    first.press("ArrowUp")
    assert first.get_attribute("aria-valuetext") == "16 tokens"
    draw.get_by_role("slider", name="7", exact=True).press("End")
    assert values(page) == [16, 10, 20, 10]
    draw.get_by_role("button", name="Now look").click()
    assert page.evaluate("document.activeElement.localName") == "gx-drawn"
    assert "It falls to 2.2." not in text(drawn)
    drawn.get_by_role("button", name="See what happens").click()
    marks = drawn.locator(".marks li").all_inner_texts()
    assert marks == ["✓ It falls.", "✗ Nothing is higher than the first."]
    assert "What happens. It falls to 2.2." in text(drawn)
    (entry,) = kept(page)
    assert entry["values"] == [16, 10, 20, 10]
    assert entry["truth"] == [7.9, 5.3, 3.8, 2.2]
    assert [check["right"] for check in entry["checks"]] == [True, False]
    page.reload()
    assert drawn.locator(".marks li").all_inner_texts() == marks
    assert draw.get_by_role("slider").count() == 0  # what is told is not drawn again
    draw.get_by_role("button", name="Draw again").click()
    assert kept(page) == []
    assert values(page) == [10, 10, 10, 10]


def test_one_stroke_of_the_mouse_sets_all(visit):
    page = visit("draw.html")
    box = page.locator("gx-draw svg.chart").first.bounding_box()
    x = lambda share: box["x"] + box["width"] * share  # noqa: E731
    y = lambda share: box["y"] + box["height"] * share  # noqa: E731
    page.mouse.move(x(0.15), y(0.12))
    page.mouse.down()
    page.mouse.move(x(0.97), y(0.88), steps=25)
    page.mouse.up()
    one, two, three, four = values(page)
    assert one > two > three > four
    assert kept(page)[0]["values"] == [one, two, three, four]


def test_bars_with_one_that_is_given(visit):
    page = visit("draw.html")
    draw = page.locator("gx-draw").nth(1)
    assert draw.get_by_role("slider").count() == 2
    draw.get_by_role("slider", name="high", exact=True).press("PageUp")
    assert values(page, "loss") == [20, 45]
    assert kept(page)[0]["values"] == [20, 20, 45]
    drawn = page.locator("gx-drawn").nth(1)
    drawn.get_by_role("button", name="See what happens").click()
    assert drawn.locator(".marks li").all_inner_texts() == ["✓ Up."]
    assert drawn.locator("svg.chart rect").count() == 6


def test_a_finger_beside_the_handles_scrolls(visit):
    page = visit("draw.html", **PHONE)
    start = values(page)
    svg = page.locator("gx-draw svg.chart").first
    assert svg.evaluate("e => getComputedStyle(e).touchAction") in ("auto", "manipulation")
    handle = page.locator("gx-draw .handle").first
    assert handle.evaluate("e => getComputedStyle(e).touchAction") == "none"
    box = svg.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.2)
    assert values(page) == start
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_marks_as_python_does(visit):
    """The criteria are written twice: here both judge the same curves."""
    page = visit("draw.html")
    source = (Path(page.url.removeprefix("file://")).parent / "gx" / "practice.js").read_text()
    body = re.search(r"const passes = (\(.*?\n  \});\n", source, re.S)[1].removesuffix(";")
    rng = np.random.default_rng(1)
    for _ in range(60):
        n = int(rng.integers(3, 7))
        y, truth = (rng.integers(0, 5, n).tolist() for _ in range(2))
        at = sorted(rng.choice(n, 2, replace=False).tolist())
        for kind in ("rises", "falls", "level", "peak", "trough", "crosses", "near"):
            where = at if kind in ("rises", "falls", "level", "crosses") else at[:1]
            check = Check(kind, tuple(where), float(rng.integers(0, 2)), 1.5, "", "")
            data = {"kind": kind, "at": where, "within": check.within, "value": check.value}
            told = page.evaluate(f"([c, y, t]) => ({body})(c, y, t)", [data, y, truth])
            assert told == check.passes(y, truth), (check, y, truth)


# ---- my answers


def filled(page):
    """Answer something of every kind, in the page's own storage."""
    page.evaluate(
        """() => { const { put } = govlib.record;
          put("predict", "test", "q", { question: "More or <b>less</b>?", answers: ["More", "Less"],
               first: 0, second: 1, right: 1, opened: true, why: "so" });
          put("recall", "test", "r",
              { question: "How many?", given: "3", right: true, first: false, tries: 2 });
          put("draw", "other", "d", { question: "Draw.", places: ["a", "b"], values: [1, 2],
               label: "x", low: 0, high: 4, unit: " t", truth: [2, 1],
               checks: [{ right: false, text: "It falls." }] });
          put("play", "other", "g", { title: "A game", unit: "points", slots: ["1", "2"],
               results: [{ setting: "", total: 12.5, line: [1, 2] }], mark: "gift",
               compared: [["known", [2, 2]]] }); }"""
    )


def test_my_answers_are_shown_saved_deleted_and_loaded(visit, tmp_path):
    page = visit("answers.html")
    answers = page.locator("gx-answers")
    assert "Nothing yet" in text(answers)
    filled(page)
    seen = text(answers)
    for line in (
        "A test", "More or <b>less</b>?", "A. More ✗", "then B. Less ✓", "because: so",
        "3 ✓, 2 tries", "a: 1 t, b: 2 t", "✗ It falls.", "12.5 points",
    ):  # fmt: skip
        assert line in seen
    answers.get_by_label("A name in the file").fill("Ada")
    files = {}
    for kind in ("file", "page"):
        with page.expect_download() as download:
            answers.get_by_role("button", name=f"Save as a {kind}").click()
        files[kind] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[kind])
    saved = json.loads(files["file"].read_text())
    assert saved["name"] == "Ada"
    assert len(saved["entries"]) == 4
    readable = files["page"].read_text()
    assert "More or &lt;b&gt;less&lt;/b&gt;?" in readable
    before = kept(page)
    answers.get_by_role("button", name="Delete the answers of A test").click()
    assert kept(page) == before  # it asks first
    answers.get_by_role("button", name="Delete the answers of A test").click()
    assert {entry["chapter"] for entry in kept(page)} == {"other"}
    answers.get_by_role("button", name="Delete all").click()
    answers.get_by_role("button", name="Delete all").click()
    assert kept(page) == []
    for file in files.values():
        answers.get_by_label("Load a saved file").set_input_files(file)
        answers.get_by_text(f"4 answers were loaded from {file.name}.").wait_for()
        assert kept(page) == before
        page.evaluate("govlib.record.drop()")
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    answers.get_by_label("Load a saved file").set_input_files(bad)
    answers.get_by_text("bad.json cannot be loaded: it holds no answers of this book.").wait_for()


def test_my_answers_say_where_nothing_is_kept(visit):
    page = visit("answers.html", init=BLOCKED)
    assert "This browser keeps nothing" in text(page.locator("gx-answers"))


# ---- the wall


def vote(first, second=None, right=1, truth=None):
    """Return a saved file."""
    predict = {
        "kind": "predict", "chapter": "test", "id": "q", "question": "More or less?",
        "answers": ["More", "Less"], "first": first, "second": second, "right": right,
    }  # fmt: skip
    draw = {
        "kind": "draw", "chapter": "test", "id": "d", "question": "Draw.",
        "places": ["a", "b", "c"], "values": [first, 2, 3], "label": "x", "unit": " t",
        "low": 0, "high": 4, "truth": truth,
        "checks": [{"right": bool(first), "text": "It rises."}],
    }  # fmt: skip
    play = {
        "kind": "play", "chapter": "test", "id": "g", "title": "A game", "unit": "points",
        "mark": "gift", "slots": ["1", "2"], "compared": [["known", [2, None]]],
        "results": [{"setting": "", "total": 10 + first, "line": [first, 1]}],
    }  # fmt: skip
    return {
        "format": "govlib-record", "version": 1, "name": "Ada", "entries": [predict, draw, play],
    }  # fmt: skip


def test_the_wall_of_dropped_files(visit, tmp_path):
    page = visit("wall.html")
    wall = page.locator("gx-wall")
    votes = [(0, 1), (0, 1), (0, 0), (1, 1), (1, None)]
    files = []
    for k, (first, second) in enumerate(votes):
        file = vote(first, second, truth=[1, 2, 3.5])
        file["entries"].append(
            {"kind": "target", "chapter": "test", "id": f"t{k}", "text": "Found?"}
        )
        files.append(tmp_path / f"{k}.json")
        files[-1].write_text(json.dumps(file))
    (tmp_path / "bad.json").write_text("nothing")
    wall.get_by_label("Drop the files").set_input_files([*files, files[0], tmp_path / "bad.json"])
    status = wall.get_by_role("status")
    status.get_by_text("5 files taken in; 5 in all.").wait_for()
    assert "The same again: 0.json." in status.inner_text()
    assert "Left out: bad.json: it holds no answers of this book." in status.inner_text()
    seen = text(wall)
    for line in ("first 3 · 60 %", "then 1 · 25 %", "first 2 · 40 %", "then 3 · 75 %"):
        assert line in seen
    assert "2 of 4 changed their answer." in seen
    assert "5 games; from 10 to 11 points, median 10" in seen
    assert "Ada" not in seen
    assert "It rises." not in seen
    section = wall.locator("section", has_text="Draw.")
    section.get_by_role("button", name="Show the answer").click()
    assert "2 of 5: It rises." in text(wall)
    label = section.get_by_role("img").get_attribute("aria-label")
    assert label == "5 drawings; median 0, 2, 3"
    first = wall.locator("section", has_text="More or less?")
    assert first.locator(".is-right").count() == 0
    first.get_by_role("button", name="Show the answer").click()
    assert first.locator(".is-right").inner_text().startswith("B ✓ Less")


def test_files_that_are_dropped(visit):
    page = visit("wall.html")
    page.locator("gx-wall").evaluate(
        """(wall, text) => { const data = new DataTransfer();
          data.items.add(new File([text], "a.json"));
          wall.shadowRoot.querySelector(".drop").dispatchEvent(
            new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); }""",
        json.dumps(vote(0)),
    )
    page.locator("gx-wall").get_by_text("1 file taken in; 1 in all.").wait_for()


def test_a_show_of_hands(visit):
    page = visit("wall.html")
    wall = page.locator("gx-wall")
    wall.get_by_text("Type in a show of hands").click()
    wall.get_by_label("A show of hands on").select_option(label="A test: More or less?")
    wall.get_by_label("A, first vote").fill("six")
    wall.get_by_role("button", name="Put it on the wall").click()
    assert "A count must be a whole number such as 7; got “six”." in text(wall)
    for name, count in (("A, first vote", "6"), ("B, first vote", "2"), ("A, second vote", "1"),
                        ("B, second vote", "7")):  # fmt: skip
        wall.get_by_label(name).fill(count)
    wall.get_by_role("button", name="Put it on the wall").click()
    seen = text(wall)
    for line in ("first 6 · 75 %", "then 1 · 13 %", "first 2 · 25 %", "then 7 · 88 %"):
        assert line in seen


def test_strange_files_break_nothing(visit, tmp_path):
    page = visit("wall.html")
    odd = vote(7, "x", right="b", truth="no")
    odd["entries"] += [
        {"kind": "draw", "chapter": "a", "id": "b"},
        {"kind": "play", "chapter": "a", "id": "b", "results": [3, None, {"total": "x"}]},
        {"kind": "predict", "chapter": "a", "id": "b", "answers": 4},
        {"kind": "recall", "chapter": "a", "id": "b", "question": EVIL},
    ]
    (tmp_path / "odd.json").write_text(json.dumps(odd))
    wall = page.locator("gx-wall")
    wall.get_by_label("Drop the files").set_input_files(tmp_path / "odd.json")
    wall.get_by_text("1 file taken in").wait_for()
    assert EVIL in text(wall)
    other = visit("answers.html")
    other.evaluate("text => govlib.record.load(govlib.record.parse(text))", json.dumps(odd))
    assert "<img src=x" in text(other.locator("gx-answers"))


def test_a_long_word_widens_no_page(visit, tmp_path):
    long = json.dumps(vote(0, 1, truth=[1, 2, 3]) | {"name": "Name" * 90})
    for word in ("More", "Draw", "A game", "points", "known", "gift", "It rises"):
        long = long.replace(word, word + "unbreakable" * 30)
    (tmp_path / "long.json").write_text(long)
    wall = visit("wall.html", **PHONE)
    wall.get_by_label("Drop the files").set_input_files(tmp_path / "long.json")
    wall.get_by_text("1 file taken in").wait_for()
    page = visit("answers.html", **PHONE)
    page.evaluate("text => govlib.record.load(govlib.record.parse(text))", long)
    page.get_by_label("A name in the file").fill("Name" * 90)
    assert "unbreakable" in text(page.locator("gx-answers"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a page").click()
    download.value.save_as(tmp_path / "my-answers.html")
    saved = visit(tmp_path / "my-answers.html", **PHONE)
    assert faults(saved) == []
    for tab in (wall, page, saved):
        assert tab.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [375, 375]


# ---- other eyes


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("wide", [True, False])
def test_accessibility(browser, folder, theme, wide):
    # over http: axe reads style sheets with a request, which a file may not make
    with serving(folder) as address, visits(browser) as opened:
        look(lambda name, **options: opened(address + name, **options), theme, wide)


def look(visit, theme, wide):
    """Open every element in every state that it has, and let axe see it."""
    options = {} if wide else PHONE
    for name in ("games.html", "draw.html", "answers.html", "wall.html"):
        page = visit(name, **options)
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        if name == "games.html":
            finish_giving(page)
            for id, label in (
                ("dilemma", "Defect"),
                ("risk", "Give 4"),
                ("inspector", "Stay away"),
            ):
                button = game(page, id).get_by_role("button", name=label)
                while button.is_visible():
                    button.click()
            page.locator("gx-play").get_by_role("button", name="Tell me").click()
        if name == "draw.html":
            page.locator("gx-draw").first.get_by_role("slider").first.press("ArrowUp")
            for drawn in page.locator("gx-drawn").all():
                drawn.get_by_role("button", name="See what happens").click()
        if name == "answers.html":
            filled(page)
        if name == "wall.html":
            wall = page.locator("gx-wall")
            wall.get_by_text("Type in a show of hands").click()
            saved = json.dumps(vote(0, 1, truth=[1, 2, 3]))
            wall.get_by_label("Drop the files").set_input_files(
                {"name": "a.json", "mimeType": "application/json", "buffer": saved.encode()}
            )
            wall.get_by_text("1 file taken in").wait_for()
            while wall.get_by_role("button", name="Show the answer").count():
                wall.get_by_role("button", name="Show the answer").first.click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert faults(page) == [], name


def test_print(visit):
    page = visit("games.html")
    page.emulate_media(media="print")
    assert page.get_by_text("You have not played this game.").first.is_visible()
    page.emulate_media(media="screen")
    finish_giving(page)
    page.emulate_media(media="print")
    assert page.locator("gx-played .chart").first.is_visible()
    assert game(page, "giving").get_by_role("button").count() == 0
