"""From chapter to chapter: titles that link, the page of each part, reading by question."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
import registry
import ways
from bookkit import crossing, teaching
from bookkit.generated import lists_chapters
from docutils import nodes
from docutils.utils import new_reporter

BOOK = registry.ROOT / "book"
WRITTEN = registry.written()
PARTS = sorted({c.part for c in WRITTEN if c.part})


@pytest.fixture
def app():
    """What a generator asks of Sphinx."""
    env = SimpleNamespace(docname="book/x/index", note_dependency=lambda name: None)
    uri = lambda page, to: f"../../{to}.html"  # noqa: E731
    return SimpleNamespace(env=env, builder=SimpleNamespace(get_relative_uri=uri))


# ---- a chapter by its name


def role(text):
    """Return the node that a role makes, and what it complains of."""
    source = f"{{chapter}}`{text}`"
    document = SimpleNamespace(settings=SimpleNamespace(env=SimpleNamespace(docname="book/x")))
    inliner = SimpleNamespace(
        reporter=new_reporter("x", SimpleNamespace(report_level=5, halt_level=5, debug=False,
                              warning_stream=None, error_encoding="utf-8",
                              error_encoding_error_handler="replace")),
        problematic=lambda text, raw, told: nodes.problematic(raw, text),
        document=document,
    )  # fmt: skip
    found, told = crossing.ChapterRole()("chapter", source, text, 1, inliner)
    return found[0], told


@pytest.fixture
def one_to_come(monkeypatch):
    """Two chapters, of which the second is not written."""
    one, two = registry.chapters()[1:3]
    paths = SimpleNamespace(is_written=False, slug=two.slug, title=two.title)
    monkeypatch.setattr(crossing, "chapters", lambda: (one, paths))
    return one, two


def test_a_chapter_is_named_by_its_title(one_to_come):
    one, two = one_to_come
    link, _ = role(one.slug)
    assert link["reftarget"] == f"/{one.document}"
    assert link.astext() == one.title
    assert role(f"the first <{one.slug}>")[0].astext() == "the first"
    # what is to come is a title, and leads nowhere
    title, _ = role(two.slug)
    assert isinstance(title, nodes.emphasis)
    assert title.astext() == two.title
    assert type(role(f"the second <{two.slug}>")[0]) is nodes.Text


def test_an_unknown_chapter_is_an_error(one_to_come):
    node, told = role("nobody")
    assert isinstance(node, nodes.problematic)
    assert "chapter must be a slug of the registry; got 'nobody'" in told[0].astext()


def test_every_page_names_chapters_that_are_known():
    known = {c.slug for c in registry.chapters()}
    for page in BOOK.rglob("*.md"):
        assert set(ways.named(page.read_text(encoding="utf-8"))) <= known, page.name


def test_a_page_that_lists_chapters_is_read_again_when_one_is_written():
    assert lists_chapters("See {chapter}`win-win`.")
    assert lists_chapters("% generate: part challenges")
    assert not lists_chapters("See [Win-win](win-win.md).\n\n% generate: evidence II.A1")


# ---- parts


@pytest.mark.parametrize("part", registry.parts())
def test_each_part_has_a_page_and_no_kernel(part):
    page = (BOOK / part / "index.md").read_text(encoding="utf-8")
    assert f"% generate: part {part}" in page
    assert re.search(r"^# [^\n]{5,40}$", page, re.M)
    assert "kernelspec" not in page
    assert re.search(r"[Ss]ection (?:II|III\.A|III\.B|IV|V) of the paper", page)


@pytest.mark.parametrize("part", registry.parts())
def test_all_chapters_of_a_part_hang_together(part, monkeypatch):
    monkeypatch.setattr(registry.Chapter, "is_written", True)
    own = {c.slug for c in registry.chapters() if c.part == part}
    assert own <= {slug for line in ways.together(part) for slug in ways.named(line)}


def test_a_sentence_waits_for_all_that_it_names(tmp_path):
    (tmp_path / "book" / "definitions").mkdir(parents=True)
    row = 'part = "definitions"\ncover = "C"\nsection = "II"\nminutes = 10\n'
    (tmp_path / "book" / "chapters.toml").write_text(
        '[parts]\ndefinitions = "Definitions"\n'
        + "".join(f'[[chapter]]\nslug = "{s}"\ntitle = "T"\n{row}' for s in ("one", "two"))
    )
    lines = '"{chapter}`one` alone.", "{chapter}`one` and {chapter}`the other <two>`."'
    file = tmp_path / "book" / "parts.toml"
    file.write_text(f"[definitions]\ntogether = [{lines}]\n")
    source = tmp_path / "book" / "definitions"
    assert ways.together("definitions", tmp_path) == []
    (source / "one.md").write_text("# T\n")
    assert ways.together("definitions", tmp_path) == ["{chapter}`one` alone."]
    (source / "two.md").write_text("# T\n")
    assert len(ways.together("definitions", tmp_path)) == 2
    for wrong in ("{chapter}`three` too.", "No chapter."):
        file.write_text(f'[definitions]\ntogether = ["{wrong}"]\n')
        with pytest.raises(ValueError, match=r"parts.toml, definitions: must name chapters"):
            ways.together("definitions", tmp_path)


@pytest.mark.parametrize("part", PARTS)
def test_the_page_of_a_part_has_its_chapters_and_its_verdicts(app, part, monkeypatch):
    monkeypatch.setattr(teaching, "thumbnail", lambda app, chapter: f"<svg>{chapter.slug}</svg>")
    told = "\n".join(crossing.part(app, part))
    own = [c for c in WRITTEN if c.part == part]
    cards = re.findall(r"grid-item-card\} (.+)\n:link: /(.+)", told)
    assert cards == [(c.title, c.document) for c in own]
    assert all(c.cover in told and f"<svg>{c.slug}</svg>" in told for c in own)
    rows = re.findall(r'<tr role="row" id="claim-([\w-]+)">(.*?)</tr>', told)
    claims = [claim for chapter in own for claim in chapter.claims]
    assert [key for key, _ in rows] == [claim.key for claim in claims]
    for (_, row), claim in zip(rows, claims, strict=True):
        assert f"</span> {claim.verdict}</a>" in row
        assert ("<i>" in row) is (claim.kind == "read")
    # they are open as on the map, at the foot of the page: below what its chapters ask
    assert "{dropdown}" not in told
    assert told.rindex(own[-1].cover) < told.index("<tr")
    assert not {c.title for c in registry.chapters() if not c.is_written} & set(cards)


# ---- questions


def test_the_ways_by_question_are_those_of_the_registry(app):
    told = "\n".join(crossing.by_question(app))
    found = ways.questions()
    assert {"Who pays?", "Who decides?", "What spreads?", "Who checks?"} <= {q.asks for q in found}
    headings = re.findall(r"^\(([\w-]+)\)=\n## (.+)$", told, re.M)
    assert headings == [(q.anchor, q.asks) for q in found if q.written]
    for question in found:
        assert len(question.steps) >= 3, "two chapters are no way"
        for step in question.steps:
            stands = f"{{chapter}}`{step.chapter.slug}`: {step.look}." in told
            assert stands is step.chapter.is_written
    line = "\n".join(crossing.asks(app))
    assert re.findall(r"<([\w-]+)>", line) == [anchor for anchor, _ in headings]


def test_every_chapter_answers_a_question():
    told = {step.chapter.slug for q in ways.questions() for step in q.steps}
    assert {c.slug for c in registry.chapters() if c.part} <= told


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ('[{chapter = "x", look = "y"}]', "question 'Q': 'x'"),
        ('[{chapter = "two"}]', "question 'Q': 'look'"),
        ('[{chapter = "two", look = ""}, {chapter = "one", look = ""}]', "in their order"),
        ('[{chapter = "one", look = ""}, {chapter = "one", look = ""}]', "each once"),
        ('[]\nwho = "z"', "question 'Q': .*who"),
    ],
)
def test_a_wrong_question_says_what_is_wrong(tmp_path, steps, says):
    (tmp_path / "book").mkdir()
    row = 'part = ""\ntitle = "T"\ncover = "C"\nsection = "II"\nminutes = 10\n'
    (tmp_path / "book" / "chapters.toml").write_text(
        f'[parts]\n[[question]]\nasks = "Q"\nwhy = "W"\nsteps = {steps}\n'
        + "".join(f'[[chapter]]\nslug = "{s}"\n{row}' for s in ("one", "two"))
    )
    with pytest.raises(ValueError, match=says):
        ways.questions(tmp_path)
