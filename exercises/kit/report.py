"""Grades as a table, and feedback as pages."""

from __future__ import annotations

import csv
from pathlib import Path

import nbformat

from kit import leaks
from kit.course import Course
from kit.grade import Result, results
from kit.release import FailedError

COLUMNS = ("student", "status", "total", "by tests", "by hand", "of", "open", "look")


def grades(course: Course, assignment: str) -> Path:
    """Write the grades as a CSV file; what has no points yet is empty, not zero."""
    found = results(course, assignment)
    if not found:
        raise FailedError(f"nobody has handed in {assignment}; make collect comes first")
    path = course.root / f"{assignment}.csv"
    names = sorted({name for result in found for name in result.cells})
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow([*COLUMNS, *names])
        for result in found:
            table.writerow([*row(result), *(_number(result.cells.get(n)) for n in names)])
    return path


def row(result: Result) -> list[str]:
    """Return one line of the table, as in :data:`COLUMNS`."""
    whole = None
    if result.status == "graded" and result.by_tests is not None:
        whole = result.by_tests + (result.by_hand or 0)
    hand = result.by_hand if not result.open_by_hand else None
    return [
        result.student,
        result.status if not result.why else f"{result.status}: {result.why}",
        _number(whole),
        _number(result.by_tests),
        _number(hand),
        _number(result.most or None),
        " ".join(result.open_by_hand),
        "; ".join(result.look),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def feedback(course: Course, assignment: str) -> list[Path]:
    """Write a page for each graded student, and make sure that it shows no hidden test.

    Returns
    -------
    list of pathlib.Path
        The pages.
    """
    source = course.root / "source" / assignment / f"{assignment}.ipynb"
    lines = leaks.hidden_only(nbformat.read(source, 4))
    api, pages, leaked = course.api(), [], []
    for result in results(course, assignment):
        if result.by_tests is None:
            continue
        done = api.generate_feedback(assignment, result.student, force=True)
        page = course.folder("feedback", result.student, assignment) / f"{assignment}.html"
        if not done["success"] or not page.exists():
            raise FailedError(f"no feedback for {result.student}:\n{done.get('log', '')}")
        # a line that the student has written herself is no leak
        own = course.folder("submitted", result.student, assignment) / f"{assignment}.ipynb"
        if found := leaks.search([page], lines, own=own.read_text(encoding="utf-8")):
            course.remove("feedback", result.student, assignment)
            leaked += found
        else:
            pages.append(page)
    if leaked:
        raise FailedError("pages that would show hidden tests were removed:\n" + "\n".join(leaked))
    return pages
