"""Grades as a table, and feedback as pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from kit import leaks, table
from kit.course import Course
from kit.grade import Result, results
from kit.records import read, record_path
from kit.release import FailedError
from kit.terms import Lateness, Terms, show

COLUMNS = (
    "student", "status", "total", "by tests", "by hand", "of",
    "due", "handed in", "days late", "taken off", "open", "look",
)  # fmt: skip

#: said beside a total that waits for the moment at which the work came
UNKNOWN = "late by an unknown time: write when it came into course.toml, under [handed_in.{0}]"


@dataclass(frozen=True)
class Line:
    """What is known of one student's points, lateness included.

    Attributes
    ----------
    result : Result
        Points of each cell.
    late : Lateness
        How late the work was.
    earned : float or None
        Points of all cells; None while any is open.
    off : float or None
        Points taken off for being late; None while it cannot be told.
    look : list of str
        Reasons for a person to look.
    """

    result: Result
    late: Lateness
    earned: float | None
    off: float | None
    look: list[str]

    @property
    def total(self) -> float | None:
        """Points that count; None while something is open."""
        if self.earned is None or self.off is None:
            return None
        return self.earned - self.off

    @property
    def row(self) -> list[str]:
        """One line of the table, as in :data:`COLUMNS`."""
        result, late = self.result, self.late
        return [
            result.student,
            result.status if not result.why else f"{result.status}: {result.why}",
            _number(self.total),
            _number(result.by_tests),
            _number(result.by_hand if not result.open_by_hand else None),
            _number(result.most or None),
            show(late.due),
            show(late.handed_in),
            "unknown" if late.days is None else _number(late.days if late.due else None),
            _number(self.off) if late.share or late.share is None else "",
            " ".join(result.open_by_hand),
            "; ".join(self.look),
        ]


def lines(course: Course, assignment: str) -> list[Line]:
    """Return a line about everybody."""
    found = results(course, assignment)
    if not found:
        raise FailedError(f"nobody has handed in {assignment}; make collect comes first")
    terms = Terms.of(course, assignment)
    strange = (set(terms.extensions) | set(terms.handed_in)) - {r.student for r in found}
    if strange:
        raise FailedError(
            f"course.toml gives a date to {', '.join(sorted(strange))}, of whom {assignment} knows "
            "nothing; write the student as the first column of the grades does"
        )
    return [_line(course, assignment, terms, result) for result in found]


def _line(course: Course, assignment: str, terms: Terms, result: Result) -> Line:
    late = terms.lateness(
        result.student, read(record_path(course.root, assignment, result.student))
    )
    earned = None
    if result.status == "graded" and result.by_tests is not None:
        earned = result.by_tests + (result.by_hand or 0)
    off = None
    if late.share is not None:
        off = round(late.share * (earned or 0), 2)
    look = [*result.look, *([UNKNOWN.format(assignment)] if late.share is None else [])]
    return Line(result, late, earned, off, look)


def grades(course: Course, assignment: str) -> Path:
    """Write the grades as a CSV file; what has no points yet is empty, not zero."""
    found = lines(course, assignment)
    names = sorted({name for line in found for name in line.result.cells})
    rows = [[*line.row, *(_number(line.result.cells.get(n)) for n in names)] for line in found]
    return table.write(course.root / f"{assignment}.csv", [[*COLUMNS, *names], *rows])


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def feedback(course: Course, assignment: str, students: Sequence[str] | None = None) -> list[Path]:
    """Write a page for each graded student, and make sure that it shows no hidden test.

    Parameters
    ----------
    course : Course
        The course.
    assignment : str
        Name of the assignment.
    students : sequence of str, optional
        Only these.

    Returns
    -------
    list of pathlib.Path
        The pages.
    """
    source = course.root / "source" / assignment / f"{assignment}.ipynb"
    private = leaks.hidden_only(nbformat.read(source, 4))
    api, pages, leaked = course.api(), [], []
    for line in lines(course, assignment):
        student = line.result.student
        if line.result.by_tests is None or (students and student not in students):
            continue
        _take_off(course, assignment, line)
        done = api.generate_feedback(assignment, student, force=True)
        page = course.folder("feedback", student, assignment) / f"{assignment}.html"
        if not done["success"] or not page.exists():
            raise FailedError(f"no feedback for {student}:\n{done.get('log', '')}")
        # a line that the student has written herself is no leak
        own = course.folder("prepared", student, assignment) / f"{assignment}.ipynb"
        if found := leaks.search([page], private, own=own.read_text(encoding="utf-8")):
            course.remove("feedback", student, assignment)
            leaked += found
        else:
            pages.append(page)
    if leaked:
        raise FailedError("pages that would show hidden tests were removed:\n" + "\n".join(leaked))
    return pages


def _take_off(course: Course, assignment: str, line: Line) -> None:
    """Let nbgrader's page count what being late costs."""
    with course.gradebook() as book:
        notebook = book.find_submission_notebook(assignment, assignment, line.result.student)
        notebook.late_submission_penalty = line.off or None
        book.db.commit()
