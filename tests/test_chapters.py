"""What a chapter is: its skeleton, its voice, and where its numbers come from."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import jupytext
import pytest
import registry
import yaml

from govlib.drawing import declaration

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
CHAPTERS = [c.source for c in registry.written() if c.part]

#: Headings that every chapter has, in this order; the puzzle's own comes before them.
SKELETON = (
    "What the paper claims",
    "Predict",
    "Observe",
    "Explain",
    "The model",
    "A worked example",
    "Evidence",
    "Verdict",
    "Limits",
    "Recall",
    "Exercises",
    "Summary",
)

#: Words that praise, fill or hedge.
PRAISE = (
    "powerful", "elegant", "fascinating", "interestingly", "it is important to note",
    "note that", "needless to say", "of course", "obviously", "clearly,", "delve", "crucial",
    "in today's world", "game changer", "cutting-edge", "seamless", "leverage",
)  # fmt: skip

chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)


def cells(path, kind):
    return [c for c in jupytext.read(path).cells if c.cell_type == kind]


def prose(path):
    """Return the text that a reader reads: no code, no directives, no front matter."""
    text = "\n\n".join(c.source for c in cells(path, "markdown"))
    return re.sub(r"^```.*?^```$|^\([\w-]+\)=$|\$\$.*?\$\$", "", text, flags=re.M | re.S)


def headings(path):
    return re.findall(r"^##? (.+)$", prose(path), re.M)


def section(path, title):
    """Return the text below a heading, up to the next of its level."""
    text = "\n\n".join(c.source for c in cells(path, "markdown"))
    match = re.search(rf"^## {re.escape(title)}[^\n]*\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert match, f"{path.stem} has no section {title!r}"
    return match[1]


def words(text):
    return len(re.findall(r"[\w'’\-]+", re.sub(r"\{[\w:]+\}`[^`]*`", "x", text)))


def test_there_are_chapters():
    assert CHAPTERS


@chapter
def test_skeleton(path):
    found = headings(path)
    at = -1
    for wanted in SKELETON:
        places = [i for i, title in enumerate(found) if title.startswith(wanted)]
        assert places, f"{path.stem} has no section {wanted!r}"
        assert places[-1] > at, f"{wanted!r} stands too early"
        at = places[0] if wanted in ("Predict", "Observe", "Explain") else places[-1]


@chapter
def test_objectives_begin_with_a_verb_and_time_is_told(path):
    text = prose(path)
    assert re.search(r"\*\*Time\*\* \d+ minutes", text)
    assert "**You need**" in text
    objectives = re.findall(r"^\d\. (.+)$", text.split("## ")[0], re.M)
    assert 3 <= len(objectives) <= 5
    assert all(re.match(r"\*[a-z]+\*", line) for line in objectives)


@chapter
def test_length(path):
    assert 2000 <= words(prose(path)) <= 3000


@chapter
def test_the_first_decision_comes_early(path):
    body = prose(path)
    puzzle = body[body.index("\n## ") :]
    assert "**Your decision.**" in puzzle
    assert words(puzzle.split("**Your decision.**")[0]) <= 200


@chapter
def test_a_prediction_stands_before_every_simulation(path):
    source = path.read_text(encoding="utf-8")
    steps = re.findall(r"quiz\.(predict|recap|draw|drawn)\(|^(Explorer)\(", source, re.M)
    same = {"draw": "predict", "drawn": "recap"}  # a prediction may be drawn
    flat = [same.get(a, a) or b for a, b in steps]
    assert flat.count("Explorer") >= 1
    waiting = 0
    for step in flat:
        if step == "predict":
            waiting += 1
        elif step == "Explorer":
            assert waiting, "an explorer without a prediction before it"
            waiting -= 1
    assert flat.count("predict") == flat.count("recap")


@chapter
def test_every_prediction_is_explained_and_named_in_the_questions(path):
    questions = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    source = path.read_text(encoding="utf-8")
    kinds = {"predict": ("predict", "recap"), "draw": ("draw", "drawn"), "play": ("play", "played")}
    for kind, (ask, tell) in kinds.items():
        declared = questions.get(kind, {})
        asked, told = (re.findall(rf'quiz\.{verb}\("([\w-]+)"[,)]', source) for verb in (ask, tell))
        assert sorted(asked) == sorted(declared)
        # a game may tell at its end what it is compared with
        waiting = [id for id, words in declared.items() if kind != "play" or words.get("later")]
        assert sorted(told) == sorted(waiting)
    assert 3 <= len(questions["recall"]) <= 5
    assert "earlier chapter" in str(questions["recall"]) or path == CHAPTERS[0]


@chapter
def test_code_cells_are_short(path):
    lengths = [len(c.source.splitlines()) for c in cells(path, "code")]
    assert 8 <= len(lengths) <= 25
    assert statistics.median(lengths) <= 8
    visible = [
        len(c.source.splitlines())
        for c in cells(path, "code")
        if not {"remove-cell", "remove-input"} & set(c.metadata.get("tags", []))
    ]
    assert max(visible) <= 25


@chapter
def test_every_figure_has_a_caption_that_concludes(path):
    figures = [c for c in cells(path, "code") if re.search(r"^(show|Explorer)\(", c.source, re.M)]
    assert 3 <= len(figures) <= 7
    for cell in figures:
        figure = cell.metadata["mystnb"]["figure"]
        assert figure["name"].startswith("fig-")
        assert figure["caption"].endswith(".")
        assert words(figure["caption"]) >= 8
        # on a phone panels stand one below the other
        aside = r"\b(left|right)[,:]|\bon the (left|right)\b|\((left|right)\b|\bright\)"
        assert not re.search(aside, figure["caption"], re.I), figure["caption"]


LABELS = re.compile(r"^\(([\w-]+)\)=$|^ +name: (fig-[\w-]+)$|\$\$ *\(([\w-]+)\)", re.M)


def labels(path):
    """Return the names by which any page of the book may lead to a place of this one."""
    found = LABELS.findall(path.read_text(encoding="utf-8"))
    return [name for groups in found for name in groups if name]


@chapter
def test_no_label_stands_on_two_pages(path):
    """A page that is built alone does not see it; the whole book stops."""
    own = labels(path)
    assert own
    assert len(own) == len(set(own))
    others = {n for p in BOOK.rglob("*.md") if p != path for n in labels(p)}
    assert not others & set(own)


@chapter
def test_explorers_have_a_target_and_a_declared_figure(path):
    """What is known of a figure stands beside it; a chapter gives the title."""
    source = path.read_text(encoding="utf-8")
    explorers = re.findall(r"^Explorer\(\s*([\w.]+),(.*?)\)$", source, re.M | re.S)
    assert 1 <= len(explorers) <= 4
    assert source.count("*Your target.*") >= len(explorers)
    shown = re.findall(r"^show\(\s*([\w.]+)", source, re.M)
    for name in [*shown, *(name for name, _ in explorers)]:
        module, _, function = name.rpartition(".")
        listed = rf"^from (govlib\.figures[\w.]*) import (?:.*|\([^)]*)\b{module}\b"
        home = re.search(listed, source, re.M)
        assert home, f"{name} is no figure of govlib"
        drawn = getattr(import_module(f"{home[1]}.{module}"), function)
        assert declaration(drawn), f"{name} is not declared"
    for _, settings in explorers:
        assert "title=" in settings
        assert "says=" not in settings, "the sentence is declared beside the figure"


#: A number of the model's results: decimals, percents, sums of money. Quantities that define the
#: situation (20 billion, a group of 4) are whole and may be written.
TYPED = re.compile(r"(?<![\w.*/{-])\d+\.\d+(?![\w.])|\b\d+(?:\.\d+)? ?%")


@chapter
def test_no_result_is_typed(path):
    """Decimals in the prose of results come from cells."""
    for title in ("Explain", "Evidence", "Verdict"):
        for heading in [h for h in headings(path) if h.startswith(title)]:
            text = re.sub(r"\{[\w:]+\}`[^`]*`|\$[^$]*\$|`[^`]*`", "", section(path, heading))
            text = re.sub(r"\$\$.*?\$\$|^```.*?^```$", "", text, flags=re.M | re.S)
            # a design parameter is a return, a threshold or a size that the sentence sets
            text = re.sub(r"(?:returns? of|at|and|φ =|m =|z =|or) \d+\.\d+", "", text)
            assert not TYPED.findall(text), f"{heading}: {TYPED.findall(text)}"


def noted(path):
    """Return the names that the cells of a chapter hand to its prose and questions."""
    names = []
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse(re.sub(r"^[%!].*$", "", cell.source, flags=re.M))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note":
                assert all(k.arg for k in node.keywords), "note() takes names, no dictionary"
                names += [k.arg for k in node.keywords]
    return names


@chapter
def test_facts_are_noted_once_and_each_is_quoted(path):
    names = noted(path)
    assert len(names) == len(set(names)), "a name is noted once"
    quoted = set(re.findall(r"\{glue:text\}`([\w-]+)", path.read_text(encoding="utf-8")))
    assert quoted <= set(names)
    questions = path.with_suffix(".toml").read_text(encoding="utf-8")
    asked = set(re.findall(r"(?<!\{)\{(\w+)(?::[^}]*)?\}(?!\})", questions))
    assert set(names) <= quoted | asked, "a fact that nobody quotes"


@chapter
def test_code_is_narrow_and_pairs_nothing_by_position(path):
    for cell in cells(path, "code"):
        lines = cell.source.splitlines()
        assert max(map(len, lines), default=0) <= 72, cell.source
        assert "dict(zip(" not in cell.source
        if "note(" in cell.source:
            assert len(lines) <= 12, "facts stand in small cells beside their paragraph"


@chapter
def test_the_code_of_a_chapter_is_clean(path):
    """The linter of the library reads the cells too; an import may serve a later cell."""
    code = "\n\n".join(c.source for c in cells(path, "code"))
    told = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *RULES, "--stdin-filename", "cells.py", "-"],
        input=code,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout


@chapter
def test_time_is_counted(path):
    """Words / 150, 5 an explorer or a game, 2 a prediction, 8 worked example, 6 recall."""
    source = path.read_text(encoding="utf-8")
    elements = len(re.findall(r"^(?:Explorer|Play|quiz\.play)\(", source, re.M))
    predictions = len(re.findall(r"quiz\.(?:predict|draw)\(", source))
    counted = words(prose(path)) / 150 + 5 * elements + 2 * predictions + 8 + 6
    told = int(re.search(r"\*\*Time\*\* (\d+) minutes", source)[1])
    assert abs(told - counted) <= 3, f"counted {counted:.0f} minutes"


@chapter
def test_the_chapter_says_what_it_claims(path):
    claims = registry_of(path).claims
    assert claims, "each verdict is a [[claim]] in the file of questions"
    words_used = {w for c in claims for w in [c.verdict]}
    verdict = section(path, "Verdict")
    for word in words_used:
        stem = {"supports": "support", "qualifies": "qualif", "contradicts": "contradict"}[word]
        assert re.search(rf"\*\*[^*]*{stem}", verdict, re.I), word


RULES = ("--select", "E,F,I,UP,B,C4,NPY,RUF,SIM", "--ignore", "E402,B018,RUF001,RUF002,RUF003")


def registry_of(path):
    return next(c for c in registry.written() if c.source == path)


@chapter
def test_voice(path):
    text = prose(path).casefold()
    found = [word for word in PRAISE if word in text]
    assert not found
    assert "!" not in re.sub(r"!\[|!=", "", prose(path))


@chapter
def test_claims_cite_the_paper_and_the_verdict_takes_a_side(path):
    assert "{cite:t}`zhang`" in section(path, "What the paper claims")
    verdict = section(path, "Verdict")
    assert re.search(r"\*\*[^*]*(support|qualif|contradict)[^*]*\*\*", verdict, re.I)
    assert len(re.findall(r"\{cite", verdict)) >= 2, "where scholars disagree, both are cited"


@chapter
def test_exercises_are_tagged_and_lead_to_the_assignment(path):
    text = section(path, "Exercises")
    items = re.findall(r"^\d\. \*(\w+), (\d+) minutes, objective \d\.\*", text, re.M)
    assert len(items) == len(re.findall(r"^\d\. ", text, re.M)) >= 4
    assert {kind for kind, _ in items} == {"Compute", "Modify", "Interpret", "Open"}
    name = re.search(r"```\{assignment\} ([\w-]+)", text)
    assert name
    assert (ROOT / "exercises" / name[1]).is_dir()


@chapter
def test_summary_leads_on(path):
    text = section(path, "Summary")
    assert "**Read on.**" in text
    assert "**Next.**" in text


def test_configuration_reads():
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    assert config["execute"]["raise_on_error"]
