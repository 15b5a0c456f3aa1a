"""The class on one page, over the graded class of fake students."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from accessible import violations
from kit import ideas
from kit_course import NAME


@pytest.fixture(scope="module")
def page(classroom) -> str:
    path = classroom.kit("overview", NAME).strip().splitlines()[-1]
    with open(path, encoding="utf-8") as file:
        return file.read()


def section(page: str, title: str) -> str:
    return page.split(f"<h2>{title}</h2>")[1].split("<h2>")[0]


def test_nobody_is_named_unless_asked(page, classroom):
    listed = ("first-ideas", "second-ideas", "endless-loop", "killed-kernel", "broken-off")
    text = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    for student in listed:
        assert student in classroom.expected
        assert student not in text
    path = classroom.kit("overview", NAME, "--names").strip().splitlines()[-1]
    with open(path, encoding="utf-8") as file:
        named = file.read()
    for student in listed:
        assert student in named


def test_the_page_runs_nothing_and_asks_for_nothing(page):
    tags = Tags(page).found
    assert not {"script", "img", "iframe", "link", "object"} & {tag for tag, _ in tags}
    links = {attrs["href"] for tag, attrs in tags if tag == "a"}
    assert links
    assert all(re.fullmatch(r"http://localhost:8888/formgrader/submissions/\w+/", x) for x in links)


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_everybody_can_read_the_page(page, classroom):
    assert violations(classroom.kit.course.root / "overview" / f"{NAME}.html") == []


def test_each_wrong_idea_finds_the_student_who_holds_it(page):
    rows = re.findall(r"<tr><td>(\d)</td><td>(.*?)</td><td class=\"n\">(\d+)</td>", page)
    assert rows
    held = [idea for idea in ideas.load(NAME) if idea.code]
    assert sum(len(row[1].split(" – or: ")) for row in rows) == len(held)
    for row in rows:
        assert int(row[2]) >= 1, row  # first-ideas or second-ideas


def test_everybody_with_a_reason_is_listed(page, classroom):
    listed = section(page, "Reasons to look").count("<li>")
    rows = [classroom.row(student) for student in classroom.expected]
    assert listed == sum(bool(r["look"]) or r["status"].startswith("not graded") for r in rows)


def test_same_answers_stand_beside_each_other(page):
    said = section(page, "Answers that are alike")
    assert re.search(r"<b>q1-answer</b>: \d+ students, the two most alike 100 %", said)
    assert "NotImplementedError" not in said  # the release's own words are taken out
