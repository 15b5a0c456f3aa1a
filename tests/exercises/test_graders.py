"""Two people give points by hand: who gave what, whose turn it is, where they differ."""

from __future__ import annotations

import json
import re

import pytest
from chromium import chromium
from kit import graders, shares
from kit.course import Course
from kit.graders import Given
from kit.release import FailedError
from kit_course import NAME

#: what a formgrader does when points and a comment are typed
TYPE = """
import os, sys
root, student, cell, points, comment = sys.argv[1:]
from traitlets.config import Config
from kit.course import Course
course = Course.here(root)
course.configure(Config())
with course.gradebook() as book:
    where = cell, "collective-action", "collective-action", student
    grade = book.find_grade(*where)
    grade.manual_score = points or None  # a text, as the page sends it
    grade.needs_manual_grade = not points
    book.db.commit()
    if comment:
        book.find_comment(*where).manual_comment = comment
        book.db.commit()
"""

COMMENT = """
import sys
from kit.course import Course
with Course.here(sys.argv[1]).gradebook() as book:
    comment = book.find_comment("q6-memo", *["collective-action"] * 2, "model")
    print(comment.manual_comment)
"""

#: a submission's page, as the formgrader makes it
PAGE = """
import sys
from kit.course import Course
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config
course, name = Course.here(sys.argv[1]), "collective-action"
config = course.configure(Config())
config.HTMLExporter.template_name = "formgrade"
config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
told = dict.fromkeys(("first_name", "last_name", "student", "notebook_path", "base_url"), "")
told |= {"assignment_id": name, "notebook_id": name, "submission_id": "1", "index": 0, "total": 1}
path = course.folder("autograded", "model", name) / f"{name}.ipynb"
print(HTMLExporter(config=config).from_filename(str(path), resources=told)[0])
"""


def types(kit, who: str, student: str, cell: str, points: str, comment: str = "") -> None:
    words = (str(kit.course.root), student, cell, points, comment)
    ended, said = kit.grader(*words, code=TYPE, KIT_GRADER=who)
    assert not ended, said


def test_it_is_noted_who_gave_what_and_where_they_differ(copied):
    (copied.course.root / "course.toml").write_text('[graders]\nnames = ["ana", "ben"]\n')
    types(copied, "ana", "model", "q5-why", "2")
    types(copied, "ana", "model", "q6-memo", "3", "r1")
    types(copied, "ben", "model", "q6-memo", "1")
    types(copied, "ben", "model", "q6-plot", "2")
    types(copied, "ben", "doubled", "q5-why", "2")
    types(copied, "ben", "doubled", "q5-why", "")
    found = graders.given(copied.course, NAME)
    assert [(g.by, g.student, g.cell, g.was, g.points, g.comment) for g in found] == [
        ("ana", "model", "q5-why", None, 2.0, None),
        ("ana", "model", "q6-memo", None, 3.0, None),
        ("ana", "model", "q6-memo", None, None, "r1"),
        ("ben", "model", "q6-memo", 3.0, 1.0, None),
        ("ben", "model", "q6-plot", None, 2.0, None),
        ("ben", "doubled", "q5-why", None, 2.0, None),
        ("ben", "doubled", "q5-why", 2.0, None, None),
    ]
    row = copied.table()["model"]
    assert row["given by"] == "ana: q5-why; ben: q6-plot q6-memo"
    assert "q6-memo was given unlike points: ana 3, ben 1" in row["look"]
    assert copied.table()["doubled"]["given by"] == ""
    said = copied("graders", NAME)
    assert "  model q6-memo: ana 3, ben 1, which stands" in said
    assert "1 answers were graded by more than one, 0 alike; on average 2 points apart" in said
    assert "ana gave points to 2 answers; of 1 they stand" in said
    assert "ben gave points to 2 answers; of 2 they stand" in said


def test_keys_of_the_formgrader_need_no_mathjax(classroom, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(classroom.kit.run(PAGE), encoding="utf-8")
    assert 'class="score tabbable"' in page.read_text(encoding="utf-8")
    with chromium() as browser:
        tab = browser.new_page()
        tab.goto(page.as_uri())
        # what formgrade.js does before it sets up its keys
        waits = "heard => { MathJax.loaded = false; MathJax.Hub.Startup.signal.Interest(heard) }"
        assert tab.evaluate(f"new Promise({waits})") == "End"


def test_tests_and_grading_anew_are_nobody_s_points(copied):
    copied("grade", NAME, "--student", "untouched", "--again", KIT_GRADER="ana")
    assert graders.given(copied.course, NAME) == []


def test_two_computers_become_one_gradebook(copied, tmp_path):
    other = copied.copy(tmp_path / "other")
    types(copied, "ana", "model", "q5-why", "2")
    types(copied, "ana", "model", "q6-plot", "2")
    types(other, "ben", "model", "q6-memo", "3", "r1 #axis")
    types(other, "ben", "model", "q6-plot", "1")
    said = copied("graders", NAME, "--from", str(other.course.root), fails=True)
    assert "left as it was: model q6-plot: 2 here, ben 1 there" in said
    assert re.search(r"^\d+ of \d+ answers left, from .*; course.toml divides nothing$", said, re.M)
    row = copied.table()["model"]
    assert (row["by hand"], row["status"]) == ("7", "graded")
    # what stood here stands, though the other gave hers later
    assert "q6-plot was given unlike points: ben 1, ana 2" in row["look"]
    assert "  model q6-plot: ben 1, ana 2, which stands" in said
    assert row["given by"] == "ana: q5-why q6-plot; ben: q6-memo"
    comment = (
        "print(book.find_comment('q6-memo', *['collective-action'] * 2, 'model').manual_comment)"
    )
    code = "import sys\nfrom kit.course import Course\n"
    code += f"with Course.here(sys.argv[1]).gradebook() as book:\n    {comment}\n"
    assert copied.run(code) == "r1 #axis\n"
    before = graders.given(copied.course, NAME)
    copied("graders", NAME, "--from", str(other.course.root), fails=True)
    assert graders.given(copied.course, NAME) == before  # taken in once


WORK = {f"s{i}": ["q5-why", "q6-memo", "q6-plot"] for i in range(9)}


def division(tmp_path, text: str) -> shares.Division:
    (tmp_path / "course.toml").write_text(text)
    return shares.Division.of(Course(tmp_path))


@pytest.mark.parametrize(("by", "sizes"), [("item", [18, 9]), ("student", [15, 12])])
def test_the_work_is_divided_whole(tmp_path, by, sizes):
    told = division(tmp_path, f'[graders]\nnames = ["ana", "ben"]\nby = "{by}"\n')
    found = told.shares(WORK)
    assert [len(found["ana"]), len(found["ben"])] == sizes
    assert not found["ana"] & found["ben"]
    assert len(found["ana"] | found["ben"]) == 27
    at = 1 if by == "item" else 0
    assert not {one[at] for one in found["ana"]} & {one[at] for one in found["ben"]}


def test_where_nobody_is_named_nothing_is_divided(tmp_path):
    assert division(tmp_path, "").shares(WORK) == {}
    assert division(tmp_path, "[graders]\nnames = []\nboth = 3\n").shares(WORK) == {}


def test_some_submissions_are_graded_by_everybody(tmp_path):
    told = division(tmp_path, '[graders]\nnames = ["ana", "ben"]\nby = "student"\nboth = 2\n')
    found = told.shares(WORK)
    everybody = told.of_everybody(WORK)
    assert len(everybody) == 2
    assert {student for student, _ in found["ana"] & found["ben"]} == everybody


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[graders]\nnames = 'ana'\n", "graders.names must be a list of names; got 'ana'"),
        ("[graders]\nby = 'name'\n", "graders.by must be one of"),
        ("[graders]\nboth = -1\n", "graders.both must be a whole number; got -1"),
        ("[graders]\nwho = 1\n", "may hold names, by and both"),
    ],
)
def test_a_slip_in_the_division_is_said(tmp_path, text, said):
    with pytest.raises(FailedError, match=said):
        division(tmp_path, text)


def test_what_no_formgrader_wrote_is_not_taken_in(tmp_path):
    course = Course(tmp_path)
    with pytest.raises(FailedError, match="holds no"):
        graders.take_in(course, NAME, tmp_path)
    for line in ("[", "{}", json.dumps({"at": "", "by": "a", "odd": 1})):
        (tmp_path / f"{NAME}-by-x.jsonl").write_text(line)
        with pytest.raises(FailedError, match="was not written by make formgrader"):
            graders.take_in(course, NAME, tmp_path)


def test_unlike_points_are_of_the_last_word_of_each():
    def one(at, by, points):
        return Given(str(at), by, "amy", "q5-why", None, points)

    def differ(found):
        return graders.differ(graders.points_of(found))

    assert differ([one(1, "ana", 2), one(2, "ben", 1), one(3, "ben", 2)]) == {}
    assert differ([one(1, "ana", 2), one(2, "ben", 1)]) == {("amy", "q5-why"): {"ana": 2, "ben": 1}}
    assert differ([one(1, "ana", 2), one(2, "ben", 1), one(3, "ana", None)]) == {}
