"""Grades as a table, and feedback as pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import nbformat

from kit import by_hand, leaks, table
from kit.course import Course
from kit.grade import Result, results
from kit.graders import given, points_of, shown, standing
from kit.records import note, read, record_path
from kit.release import FailedError
from kit.tell import comments
from kit.terms import Lateness, Terms, show

COLUMNS = (
    "student", "status", "total", "by tests", "by hand", "of",
    "due", "handed in", "days late", "taken off", "open", "given by", "look",
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
    given_by : str
        Who gave which points by hand.
    """

    result: Result
    late: Lateness
    earned: float | None
    off: float | None
    look: list[str]
    given_by: str = ""

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
            self.given_by,
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
    points = points_of(given(course, assignment))
    return [_line(course, assignment, terms, result, points) for result in found]


def _line(
    course: Course,
    assignment: str,
    terms: Terms,
    result: Result,
    points: Mapping[tuple[str, str], Mapping[str, float]],
) -> Line:
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
    cells: dict[str, list[str]] = {}
    for cell, stands in result.cells.items():
        if told := standing(points.get((result.student, cell), {}), stands):
            cells.setdefault(list(told)[-1], []).append(cell)
            if len(set(told.values())) > 1:
                look.append(f"{cell} was given unlike points: {shown(told)}")
    by = "; ".join(f"{name}: {' '.join(some)}" for name, some in sorted(cells.items()))
    return Line(result, late, earned, off, look, by)


def grades(course: Course, assignment: str) -> Path:
    """Write the grades as a CSV file; what has no points yet is empty, not zero."""
    found = lines(course, assignment)
    names = sorted({name for line in found for name in line.result.cells})
    rows = [[*line.row, *(_number(line.result.cells.get(n)) for n in names)] for line in found]
    return table.write(course.root / f"{assignment}.csv", [[*COLUMNS, *names], *rows])


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


@dataclass(frozen=True)
class Written:
    """Pages of feedback.

    Attributes
    ----------
    pages : list of pathlib.Path
        Those that can be given out.
    removed : dict of str to str
        By student, why a page was taken away again.
    """

    pages: list[Path]
    removed: dict[str, str]


def feedback(
    course: Course,
    assignment: str,
    students: Sequence[str] | None = None,
    tell: Callable[[str], None] | None = None,
) -> Written:
    """Write a page for each graded student, and make sure that it shows no hidden test.

    A page that would come out as it is stays as it is.

    Parameters
    ----------
    course : Course
        The course.
    assignment : str
        Name of the assignment.
    students : sequence of str, optional
        Only these.
    tell : callable, optional
        Gets a line about each page that is made.

    Returns
    -------
    Written
        The pages, and those that would have shown a hidden test.
    """
    source = course.root / "source" / assignment / f"{assignment}.ipynb"
    private = leaks.hidden_only(nbformat.read(source, 4))
    api, written = course.api(), Written([], {})
    pages = written.pages
    graded = [
        line
        for line in lines(course, assignment)
        if line.result.by_tests is not None and (not students or line.result.student in students)
    ]
    keys = _keys(course, assignment, graded)
    records = {s: record_path(course.root, assignment, s) for s in keys}
    at = {s: course.folder("feedback", s, assignment) / f"{assignment}.html" for s in keys}
    old = {s for s in keys if at[s].exists() and read(records[s]).get("feedback") == keys[s]}
    if tell and old:
        tell(f"{len(old)} are as they were")
    for line in graded:
        student = line.result.student
        if student in old:
            pages.append(at[student])
            continue
        _take_off(course, assignment, line)
        done = api.generate_feedback(assignment, student, force=True)
        page = at[student]
        if not done["success"] or not page.exists():
            raise FailedError(f"no feedback for {student}:\n{done.get('log', '')}")
        # a line that the student has written herself is no leak
        own = course.folder("prepared", student, assignment) / f"{assignment}.ipynb"
        if found := leaks.search([page], private, own=own.read_text(encoding="utf-8")):
            course.remove("feedback", student, assignment)
            shows = ", ".join(what.removeprefix(f"{page}: ") for what in found[:3])
            written.removed[student] = (
                f"the page would show a hidden test, and was removed ({shows})"
            )
            continue
        pages.append(page)
        note(records[student], "feedback", **keys[student])
        if tell:
            tell(f"[{len(pages)}/{len(graded)}] {student}")
    return written


def _keys(course: Course, assignment: str, found: Sequence[Line]) -> dict[str, dict[str, str]]:
    """Return sums of all that each student's page is made from."""
    common = hashlib.sha256()
    for package in ("nbgrader", "nbconvert"):
        common.update(version(package).encode())
    for path in sorted(p for p in Path(__file__).parent.rglob("*") if p.is_file()):
        if path.suffix != ".pyc":
            common.update(path.read_bytes())
    common.update((course.root / "source" / assignment / f"{assignment}.ipynb").read_bytes())
    common.update(repr((comments(course.root), Terms.of(course, assignment).over())).encode())
    keys = {}
    with course.gradebook() as book:
        there = by_hand.submissions(book, assignment)
        for line in found:
            student, own = line.result.student, common.copy()
            for kind in ("autograded", "prepared"):
                path = course.folder(kind, student, assignment) / f"{assignment}.ipynb"
                own.update(path.read_bytes() if path.is_file() else b"")
            row = there[student]
            points = [
                (g.cell.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade)
                for g in row.grades
            ]
            said = [
                (c.cell.name, c.auto_comment, c.manual_comment) for c in there[student].comments
            ]
            told = (line.off, line.late.text, sorted(points, key=repr), sorted(said, key=repr))
            own.update(repr(told).encode())
            keys[student] = {"made_from": own.hexdigest()}
    return keys


def _take_off(course: Course, assignment: str, line: Line) -> None:
    """Let nbgrader's page count what being late costs."""
    with course.gradebook() as book:
        notebook = book.find_submission_notebook(assignment, assignment, line.result.student)
        notebook.late_submission_penalty = line.off or None
        book.db.commit()
