"""Short forms in comments, lines of the rubric, hints: what feedback says besides points."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from kit import master, tell
from kit.release import FailedError
from kit_course import Kit

TEST = """# About the ends.
### BEGIN HIDDEN TESTS ptarmigan
# HINT: Try a group of two.
assert f(2) == 1, "two"
assert f(3) == 1, "three"
# HINT: What if nobody gives?
assert f(0) == 0, "none"
### END HIDDEN TESTS"""


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ('assert f(3) == 1, "three"', ["Try a group of two."]),
        ('assert f(0) == 0, "none"', ["What if nobody gives?"]),
        ("", ["Try a group of two.", "What if nobody gives?"]),
        ("a line of a helper", ["Try a group of two.", "What if nobody gives?"]),
    ],
)
def test_a_hint_belongs_to_the_lines_below_it(where, said):
    assert tell.hints(TEST, where) == said


@pytest.mark.parametrize("name", master.known())
def test_every_rubric_has_lines_that_can_be_named(name):
    cells = master.load(name).notebook(1).cells
    found = [lines for cell in cells if (lines := tell.rubric(cell.source))]
    assert len(found) >= 3
    for lines in found:
        assert len(lines) >= 2
        assert all(re.match(r"\d+ points?: \w", line) for line in lines)


@pytest.mark.parametrize("name", master.known())
def test_every_hidden_test_has_a_hint_of_its_own(name):
    cells = master.load(name).notebook(1).cells
    found = [tell.hints(c.source) for c in cells if "BEGIN HIDDEN TESTS" in c.source]
    assert len(found) > 8
    assert all(found)
    every = [hint for some in found for hint in some]
    assert len(set(every)) == len(every)
    # no results: a hint has no number that the exercise itself does not tell
    told = "\n".join(cell.source for cell in cells)
    for part in (part for cell in cells for part in master.private_parts(cell)):
        told = told.replace(part, "")
    numbers = set(re.findall(r"\d+", told))
    assert not [hint for hint in every if set(re.findall(r"\d{2,}", hint)) - numbers]
    assert not [hint for hint in every if "==" in hint]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("r1", "✓ 2 points: both."),
        ("r2-, see #axis", "✗ 1 point: labels., see Which unit?"),
        ("r3 #other r12 xr1 for1 #", "r3 #other r12 xr1 for1 #"),  # no short form
        ("No short form.", "No short form."),
    ],
)
def test_short_forms_are_written_out(comment, said):
    lines = ["2 points: both.", "1 point: labels."]
    assert tell.expand(comment, lines, {"axis": "Which unit?"}) == said


def test_a_slip_in_the_comments_of_a_course_is_said(tmp_path):
    assert tell.comments(tmp_path) == {}
    (tmp_path / "course.toml").write_text("[comments]\naxis = 3\n")
    with pytest.raises(FailedError, match=r"\[comments\] must hold texts"):
        tell.comments(tmp_path)


COMMENT = """
import sys
from kit.course import Course
with Course.here(sys.argv[1]).gradebook() as book:
    comment = book.find_comment("q6-plot", *["collective-action"] * 2, "second-ideas")
    comment.manual_comment = "r1 r2- #axis"
    book.db.commit()
"""

TOML = """
[comments]
axis = "Name the unit of each axis."
[due]
collective-action = {due}
[late]
per_day = 10
[handed_in.collective-action]
second-ideas = 2020-01-03T12:00:00+00:00
"""


def page(kit: Kit) -> str:
    said = kit("feedback", "collective-action", "--student", "second-ideas")
    assert "1 pages" in said
    folder: Path = kit.course.folder("feedback", "second-ideas", "collective-action")
    return (folder / "collective-action.html").read_text(encoding="utf-8")


def test_feedback_says_terms_comments_and_after_the_deadline_hints(copied):
    root = copied.course.root
    copied.run(COMMENT)
    source = root / "source/collective-action/collective-action.ipynb"
    hints = [
        hint
        for cell in json.loads(source.read_text())["cells"]
        for hint in tell.hints("".join(cell["source"]))
    ]
    (root / "course.toml").write_text(TOML.format(due="2020-01-01T12:00:00+00:00"))
    past = page(copied)
    row = copied.table()["second-ideas"]
    (root / "course.toml").write_text(TOML.format(due="2999-01-01T12:00:00+00:00"))
    future = page(copied)
    assert re.search(r"Due 2020-01-01.*2 days late: 20 % of the points earned are taken off", past)
    assert (row["days late"], row["total"]) == ("2", "")  # points by hand are still open
    assert "✓ 2 points: both curves" in past
    assert "✗ 1 point: labels" in past
    assert "Name the unit of each axis." in past
    given = [hint for hint in hints if hint in past]
    assert given
    assert not [hint for hint in hints if hint in future]
    assert "Due 2999-01-01" in future
    assert "late" not in re.findall(r"Due 2999.*", future)[0]
