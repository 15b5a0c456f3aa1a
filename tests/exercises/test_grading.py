"""A class of fake students: each earns what its answers earn, and is flagged for what it did."""

from __future__ import annotations

import re

import nbformat
import pytest
from kit_course import NAME

FLAGS = {
    "endless-loop": r"stopped after 4 seconds.*q3-seen: shortest_punishment: a call was stopped",
    "killed-kernel": r"ended the notebook's process and was left out",
    "deleted": r"given-data was deleted.*q1-seen was deleted.*q4-answer was deleted.*q6-memo",
    "edited-tests": r"q1-seen, a test, was edited.*q1-payoffs had its points changed",
    "doubled": r"q3-answer is there 2 times, with different answers; the last counts",
    "converted": r"q2-answer was converted to markdown",
    "moved": r"q1-payoffs, a test, was moved before what it tests",
    "machine": r"q1-answer asks for input.*q4-answer needs what is not installed here \(.*a_package"
    r".*q5-answer still holds raise NotImplementedError",
    "stripped": r"cells had lost their marks and were found again",
    "exits": r"ends the notebook",
    "exits-hard": r"ended the notebook's process",
    "rewrites": r"rewrites code before it runs",
    "builtins": r"reaches for Python's builtins",
    "patched-govlib": r"changes govlib\.games\.public_goods\.LinearPublicGood\.payoffs",
    "says-yes": r"payoffs gives or holds a value of the type __main__\.Yes, which the tests cannot",
    "memory": r"ended the notebook's process|was stopped",  # whichever limit comes first
    "fork-bomb": r"starts processes.*ended the notebook's process \(it used more than 64 p",
}


def test_every_student_earns_what_the_answers_earn(classroom):
    got = {student: classroom.row(student)["by tests"] for student in classroom.expected}
    assert {s: float(v) if v else None for s, v in got.items()} == classroom.expected


@pytest.mark.parametrize("student", FLAGS)
def test_what_a_person_should_see_is_flagged(classroom, student):
    assert re.search(FLAGS[student], classroom.row(student)["look"])
    assert re.search(FLAGS[student], classroom.printed)


@pytest.mark.parametrize("student", ["model", "untouched", "first-ideas", "second-ideas"])
def test_an_honest_student_is_not_flagged(classroom, student):
    assert classroom.row(student)["look"] == ""


@pytest.mark.parametrize("student", ["broken-off", "no-cells"])
def test_a_failure_is_no_zero(classroom, student):
    row = classroom.row(student)
    assert row["status"].startswith("not graded: the file is not a notebook")
    assert row["total"] == row["by tests"] == row["by hand"] == ""
    assert re.search(rf"{student} +NOT GRADED", classroom.printed)


def test_tests_that_were_not_run_are_no_zeros(classroom):
    row = classroom.row("dies-often")
    assert row["total"] == row["by tests"] == ""
    assert "q1-seen" in row["open"]
    assert "its process ended 4 times; the tests were not run" in row["look"]
    assert re.search(r"dies-often +NOT GRADED: no verdict on q1-seen", classroom.printed)


def test_points_by_hand_are_open_until_they_are_given(classroom):
    row = classroom.row("model")
    assert row["status"] == "waits for points by hand"
    assert row["total"] == ""
    assert row["open"] == "q5-why q6-plot q6-memo"
    assert classroom.row("untouched")["total"] == "0"
    assert "q6-memo" in classroom.row("deleted")["open"]


BY_HAND = """
import sys
from kit.course import Course
with Course.here(sys.argv[1]).gradebook() as book:
    notebook = book.find_submission_notebook(*["collective-action"] * 2, "scripts")
    for grade in notebook.grades:
        if grade.needs_manual_grade:
            grade.manual_score, grade.needs_manual_grade = 2, False
    book.db.commit()
"""


def test_points_by_hand_make_a_total(copied):
    copied.run(BY_HAND)
    row = copied.table()["scripts"]
    assert row["status"] == "graded"
    assert (row["total"], row["by tests"], row["by hand"], row["of"]) == ("28", "22", "6", "33")
    assert row["open"] == ""


def test_graded_work_is_not_graded_again_unless_it_changed(classroom):
    said = classroom.kit("grade", NAME, "--student", "model", "--student", "spy")
    assert "2 have been graded before and did not change" in said


def test_what_a_spy_saw_in_tests_reaches_no_output(classroom):
    path = classroom.kit.course.folder("autograded", "spy", "collective-action")
    nb = nbformat.read(path / "collective-action.ipynb", 4)
    outputs = [output for cell in nb.cells for output in cell.get("outputs", [])]
    shown = "".join(output.get("text", "") for output in outputs)
    assert "told [] False" in shown
    assert "spy [" not in shown
    # the name of a variable and a text that stand in the hidden test of payoffs only
    assert "_equal.payoffs" not in shown
