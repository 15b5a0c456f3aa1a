"""No solution, no hidden test where students read: releases, feedback, book, public copy."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import zipfile
from html.parser import HTMLParser

import pytest
from accessible import violations
from fake_students import LONG
from kit import leaks, public
from kit_course import NAME, NAMES, ROOT, every_private_line, missing


@pytest.mark.parametrize("wrap", ["plain", "json", "html", "gzip", "zip"])
def test_a_planted_line_is_found_in_any_wrapping(tmp_path, wrap):
    line = 'assert rescue([[0, 1]], "<a & b>") == 3'
    path = tmp_path / "made"
    if wrap == "plain":
        path.write_text(f"x\n    {line}\n")
    elif wrap == "json":
        path.write_text(json.dumps({"source": [line]}))
    elif wrap == "html":
        marked = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        path.write_text(f"<pre>{marked.replace('assert', '<span>assert</span>')}</pre>")
    elif wrap == "gzip":
        path.write_bytes(gzip.compress(line.encode()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("inner.py", line)
    assert leaks.search([tmp_path], [line])
    assert not leaks.search([tmp_path], ["assert rescue([[0, 2]])"])


def test_the_planted_word_is_found(tmp_path):
    (tmp_path / "searchindex.js").write_text('Search.setIndex({"terms": {"ptarmigan": 3}})')
    assert leaks.search([tmp_path], [])


def test_feedback_shows_no_hidden_test(classroom, feedback):
    assert "no hidden test in any" in feedback
    pages = sorted((classroom.kit.course.root / "feedback").glob(f"*/{NAME}/{NAME}.html"))
    graded = [s for s, points in classroom.expected.items() if points is not None]
    assert [page.parts[-3] for page in pages] == sorted(graded)


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_feedback_runs_no_scripts_of_students(classroom, feedback):
    page = classroom.kit.course.folder("feedback", "scripts", "collective-action")
    text = (page / "collective-action.html").read_text()
    memo = text[text.index("Thus ") :]
    tags = Tags(memo).found
    assert ("a", {"href": "https://un.org"}) in [
        (tag, {k: v for k, v in attrs.items() if k == "href"}) for tag, attrs in tags
    ]
    assert not {"script", "img", "svg", "b"} & {tag for tag, _ in tags}
    for tag, attrs in tags:
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)
        target = (attrs.get("href") or "").lower()
        assert not target.startswith(("javascript", "data")), (tag, attrs)


def test_feedback_shows_no_argument_of_a_hidden_call(classroom, feedback):
    page = classroom.kit.course.folder("feedback", "leaks", "collective-action")
    text = (page / "collective-action.html").read_text()
    assert "ValueError" in text  # the visible test of item 4 failed, and shows nothing but its own
    assert "WRITTEN (" not in re.sub(r"<[^>]+>", "", text)


def test_pages_need_nothing_from_other_hosts(classroom, feedback):
    page = classroom.kit.course.folder("feedback", "scripts", "collective-action")
    text = (page / "collective-action.html").read_text()
    for tag, attrs in Tags(text).found:
        assert not (attrs.get("src") or "").startswith(("http", "//")), (tag, attrs)
        assert tag != "script" or not attrs.get("src")
        assert tag != "link" or not (attrs.get("href") or "").startswith(("http", "//"))
    assert "<math" in text


def test_everybody_can_read_feedback_on_any_screen(classroom, feedback):
    page = classroom.kit.course.folder("feedback", "scripts", NAME) / f"{NAME}.html"
    text = page.read_text()
    assert text.count(LONG) > 4
    assert 'name="viewport"' in text  # without it, a telephone takes a page for 980 wide
    assert violations(page) == []


def test_feedback_says_what_a_visible_test_says(classroom, feedback):
    page = classroom.kit.course.folder("feedback", "second-ideas", "collective-action")
    assert "three equal givers gain at 0.4" in (page / "collective-action.html").read_text()


@pytest.mark.browser  # runs when the book is built
def test_the_book_shows_nothing():
    built = ROOT / "_build" / "html"
    if not built.is_dir():
        missing("the book is not built; make book comes first")
    pages = [path for path in built.iterdir() if path.name != "lite"]
    assert len(list(built.rglob("*.html"))) > 3
    assert not leaks.search(pages, every_private_line())


def test_the_sources_of_the_book_show_nothing():
    assert not leaks.search([ROOT / "book", ROOT / "govlib"], every_private_line())


def test_the_public_copy_shows_nothing(classroom, tmp_path):
    said = classroom.kit("public", str(tmp_path / "public"))
    for name in NAMES:
        assert f"left out: exercises/{name}/{name}.md" in said
        assert f"left out: exercises/{name}/misconceptions.toml" in said
        assert (tmp_path / "public/exercises/release" / name / f"{name}.ipynb").is_file()
        assert not (tmp_path / "public/exercises" / name).exists()
    found = leaks.search([tmp_path / "public"], every_private_line())
    told = {f"{tmp_path / 'public' / name}: {leaks.WORD}" for name in public.EXPLAINED}
    assert set(found) == told
    assert not (tmp_path / "public/.git").exists()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "public", check=True)
    words = ["git", "ls-files", "--others", "--exclude-standard", "*.ipynb"]
    kept = subprocess.run(words, cwd=tmp_path / "public", capture_output=True, text=True)
    assert kept.stdout.split() == [f"exercises/release/{n}/{n}.ipynb" for n in NAMES]


def test_the_public_copy_never_overwrites(classroom, tmp_path):
    said = classroom.kit("public", str(tmp_path), fails=True)
    assert "is there already" in said


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("return gdp @ shares", "return gdp @ shares"),
        ("x = rescue(names)", "xx = rescue(names)_more"),  # its outer words may go on
        ("gifts = 'Zoë' + paid", json.dumps("gifts = 'Zoë' + paid")),
        (r"s = 'a\nb' + paid", json.dumps(r"s = 'a\nb' + paid")),
        ("s =\tpaid + owed", json.dumps("s =\tpaid + owed")),
        ("a < b and rescue(c)", "<p>a &lt; <i>b</i> and rescue(c)</p>"),
        ("rescue(b)", "rescue(b)"),
    ],
)
def test_no_form_of_a_line_is_passed_over(tmp_path, line, text):
    (tmp_path / "made").write_text(text, encoding="utf-8")
    assert len(leaks.search([tmp_path], [line])) == 1
