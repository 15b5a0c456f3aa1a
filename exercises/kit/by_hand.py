"""Points and comments that people gave, kept beside the gradebook.

Tests can be run again, people cannot be asked again. Each command that reads the gradebook keeps
what it holds of theirs in ``by-hand/ASSIGNMENT.json`` of the course. A gradebook that is gone, or
is another one now, gets it back when the submissions have been graded anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from kit.course import Course
from kit.records import read, record_path


def path_of(course: Course, assignment: str) -> Path:
    """Return where points and comments by hand are kept."""
    return course.root / "by-hand" / f"{assignment}.json"


def keep(course: Course, assignment: str, book: Any) -> None:
    """Keep what people gave; of whom the gradebook knows no more, what was kept stays.

    Parameters
    ----------
    course : Course
        The course.
    assignment : str
        Name of the assignment.
    book : nbgrader.api.Gradebook
        Its gradebook, open.
    """
    kept = _kept(course, assignment)
    there = submissions(book, assignment)
    now = {student: {**told, "lost": True} for student, told in kept.items()}
    for student, notebook in there.items():
        if kept.get(student, {}).get("lost"):
            continue  # the gradebook has not got it back yet
        now.pop(student, None)
        if cells := _given(notebook):
            now[student] = {"print": _print(course, assignment, student), "cells": cells}
    _write(course, assignment, kept, now)


def restore(course: Course, assignment: str, book: Any) -> list[str]:
    """Give back what a gradebook has lost, where nobody has given points or comments since.

    Points of work that has changed since they were given stay open, to be confirmed.

    Returns
    -------
    list of str
        Whose points or comments came back.
    """
    kept = _kept(course, assignment)
    now, back = dict(kept), []
    for student, notebook in submissions(book, assignment).items():
        told = kept.get(student, {})
        if not told.get("lost"):
            continue
        same = told["print"] == _print(course, assignment, student)
        grades = {grade.cell.name: grade for grade in notebook.grades}
        comments = {comment.cell.name: comment for comment in notebook.comments}
        for name, cell in told["cells"].items():
            grade, comment = grades.get(name), comments.get(name)
            if grade is not None and "points" in cell and grade.manual_score is None:
                grade.manual_score, grade.extra_credit = cell["points"], cell["extra"]
                grade.needs_manual_grade = cell["open"] or not same
            if comment is not None and "comment" in cell and not comment.manual_comment:
                comment.manual_comment = cell["comment"]
        now[student] = {key: value for key, value in told.items() if key != "lost"}
        back.append(student)
    if back:
        book.db.commit()
        _write(course, assignment, kept, now)
    return sorted(back)


def known(course: Course, assignment: str) -> set[str]:
    """Return whom the gradebook knows; one that is new learns the assignment.

    What people have given is kept, before anything else is done to it.
    """
    from nbgrader.api import MissingEntry

    with course.gradebook() as book:
        keep(course, assignment, book)
        found = set(submissions(book, assignment))
        try:
            book.find_notebook(assignment, assignment)
            learns = False
        except MissingEntry:
            learns = (course.root / "source" / assignment).is_dir()
    if learns:
        course.api().generate_assignment(assignment, force=True)
    return found


def submissions(book: Any, assignment: str) -> dict[str, Any]:
    """Return the graded notebooks of an assignment that a gradebook knows, by student."""
    from nbgrader.api import MissingEntry

    try:
        found = book.assignment_submissions(assignment)
    except MissingEntry:
        return {}
    return {
        submission.student.id: notebook
        for submission in found
        for notebook in submission.notebooks
        if notebook.name == assignment
    }


def _given(notebook: Any) -> dict[str, dict[str, Any]]:
    """Return points and comments by hand, by cell."""
    cells: dict[str, dict[str, Any]] = {}
    for grade in notebook.grades:
        if grade.manual_score is not None or grade.extra_credit:
            cells[grade.cell.name] = {
                "points": grade.manual_score,
                "extra": grade.extra_credit,
                "open": bool(grade.needs_manual_grade),
            }
    for comment in notebook.comments:
        if comment.manual_comment:
            cells.setdefault(comment.cell.name, {})["comment"] = comment.manual_comment
    return cells


def _print(course: Course, assignment: str, student: str) -> str:
    """Return by what the graded work is known."""
    return read(record_path(course.root, assignment, student)).get("grade", {}).get("print", "")


def _kept(course: Course, assignment: str) -> dict[str, Any]:
    path = path_of(course, assignment)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _write(course: Course, assignment: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    if new == old:
        return
    path = path_of(course, assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(json.dumps(new, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    os.replace(part, path)  # either the old file or the new one, whatever happens meanwhile
