"""The made-up class holds the accidents that students really have, and all get what they should."""

from __future__ import annotations

import pytest
from kit import rehearsal, table
from kit.collect import collect
from kit.course import Course
from kit.grade import prepare
from kit.reading import NotANotebookError, read_notebook
from kit.recognise import LostMarksError
from kit_course import NAME, new_course


@pytest.fixture(scope="module")
def course(grader, tmp_path_factory) -> Course:
    """Return a course in which the made-up class has been collected."""
    kit = new_course(tmp_path_factory.mktemp("made up"), grader, NAME)
    path = rehearsal.rehearse(kit.course, NAME)
    lines = collect(kit.course, NAME, path)
    (kit.course.root / "said.txt").write_text("\n".join(lines), encoding="utf-8")
    return kit.course


def test_thirty_students_have_thirty_lines(course):
    lines = (course.root / "said.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(course.students(NAME)) == 30
    export = table.read(course.root / "downloaded" / f"{NAME}-canvas.csv")
    numbers = {row[1] for row in export.rows}
    assert {student.rpartition("-")[2] for student in course.students(NAME)} <= numbers


def test_what_is_no_notebook_of_this_assignment_is_named(course):
    lines = (course.root / "said.txt").read_text(encoding="utf-8").splitlines()
    assert {line.partition(":")[0] for line in lines if "NOT A NOTEBOOK" in line} == {
        "bergjoy-1019",  # broke off
        "çelikfemi-1025",  # Word
        "çelikgus-1026",  # HTML
        "çelikhana-1027",  # a zip
        "çelikivo-1028",  # another assignment
    }


def test_all_others_can_be_graded(course):
    failed = set()
    for student in course.students(NAME):
        try:
            prepare(course, NAME, student)
        except (NotANotebookError, LostMarksError):
            failed.add(student)
    assert len(failed) == 5


def test_of_two_attempts_the_last_counts(course):
    path = course.folder("submitted", "çelikjoy-1029", NAME) / f"{NAME}.ipynb"
    nb, _ = read_notebook(path.read_bytes())
    assert not any("NotImplementedError" in cell["source"] for cell in nb["cells"])
