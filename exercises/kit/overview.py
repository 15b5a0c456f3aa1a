"""The class on one page: points, items, wrong ideas, reasons to look, answers that are alike.

The page is one file without scripts, which asks for nothing from elsewhere. It names nobody unless
it is told to: students are numbered as in the formgrader.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from kit import alike, ideas, items, master
from kit.course import Course
from kit.names import cell_id, is_test
from kit.pages import ENVIRONMENT
from kit.release import FailedError
from kit.report import Line, lines
from kit.shown import said, shown

#: where `make formgrader` answers, so that the page can link to a student
ADDRESS = "http://localhost:8888"

#: minutes for one cell graded by hand, unless course.toml says [by_hand] minutes
MINUTES = 3

#: groups of similar answers that are shown beside each other
SHOWN = 12


@dataclass(frozen=True)
class Student:
    """A student as the page shows her.

    Attributes
    ----------
    label : str
        Her number in the formgrader, or what stands for it.
    link : str
        Where her page is; empty if there is none.
    line : Line
        Her points.
    answers : dict
        Source of each answer cell.
    failed : dict
        What each failed test said.
    """

    label: str
    link: str
    line: Line
    answers: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def overview(
    course: Course, assignment: str, *, names: bool = False, address: str = ADDRESS
) -> Path:
    """Write the page of a class.

    Parameters
    ----------
    course : Course
        The course.
    assignment : str
        Name of the assignment.
    names : bool, default False
        Whether to name students.
    address : str
        Where the formgrader answers.

    Returns
    -------
    pathlib.Path
        The page.
    """
    told = master.load(assignment)
    source = nbformat.read(_there(course, "source", assignment), 4)
    release = nbformat.read(_there(course, "release", assignment), 4)
    class_ = _students(course, assignment, names, address)
    graded = [s for s in class_ if s.line.result.by_tests is not None]
    cells = {cell_id(c): c for c in source.cells if cell_id(c)}
    most = {
        name: float(cell.metadata["nbgrader"]["points"])
        for name, cell in cells.items()
        if cell.metadata["nbgrader"]["grade"]
    }
    by_tests = {n: v for n, v in most.items() if is_test(cells[n])}
    whole = sum(by_tests.values()) or 1.0
    shares = [(s.line.result.by_tests or 0.0) / whole for s in graded]
    titles = {item.id: item.title for item in told.items}
    given = {
        cell_id(c): (c.cell_type, c.source)
        for c in release.cells
        if cell_id(c) and c.metadata["nbgrader"]["solution"]
    }
    found = alike.groups({s.label: s.answers for s in graded}, given)
    left = sum(len(s.line.result.open_by_hand) for s in graded)
    minutes = _minutes(course)
    page = ENVIRONMENT.get_template("overview.html.j2").render(
        title=told.title,
        names=names,
        handed=Counter(s.line.result.status for s in class_),
        graded=len(graded),
        whole=whole,
        bars=items.histogram(shares),
        middle=sorted(shares)[len(shares) // 2] * whole if shares else None,
        items=items.items({s.label: s.line.result.cells for s in graded}, most),
        titles=titles,
        few=items.FEWEST,
        ideas=shown(assignment, course.seed, {s.label: s.failed for s in graded}),
        unseen=[idea for idea in ideas.load(assignment) if not idea.code],
        looks=[s for s in class_ if s.line.look or s.line.result.why],
        groups=[(g, alike.beside(*g.sources)) for g in found[:SHOWN]],
        more=max(0, len(found) - SHOWN),
        links={s.label: s.link for s in class_},
        by_hand=left,
        minutes=minutes,
        hours=left * minutes / 60,
    )
    path = course.root / "overview" / f"{assignment}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    return path


def _there(course: Course, kind: str, assignment: str) -> Path:
    path = course.root / kind / assignment / f"{assignment}.ipynb"
    if not path.exists():
        raise FailedError(
            f"there is no {kind} of {assignment} in {course.root}; make release first"
        )
    return path


def _minutes(course: Course) -> float:
    path = course.root / "course.toml"
    told = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    minutes = told.get("by_hand", {}).get("minutes", MINUTES)
    if not isinstance(minutes, int | float) or minutes <= 0:
        raise FailedError(f"course.toml: by_hand.minutes must be a number above 0, not {minutes!r}")
    return minutes


def _students(course: Course, assignment: str, names: bool, address: str) -> list[Student]:
    numbers, ids = _numbers(course, assignment)
    found, other = [], 0
    for line in lines(course, assignment):
        student = line.result.student
        if student in numbers and line.result.by_tests is not None:
            label = f"#{numbers[student] + 1}"
            link = f"{address}/formgrader/submissions/{ids[student]}/"
        else:
            other += 1
            label, link = f"no number ({other})", ""
        if names:
            label = f"{student} ({label})" if link else student
        answers, failed = _read(course, assignment, student)
        found.append(Student(label, link, line, answers, failed))
    return found


def _numbers(course: Course, assignment: str) -> tuple[dict[str, int], dict[str, str]]:
    """Return the formgrader's number and its identifier of each student."""
    at = course.api().get_notebook_submission_indices(assignment, assignment)
    with course.gradebook() as book:
        rows = book.notebook_submissions(assignment, assignment)
        ids = {row.student.id: row.id for row in rows}
    return {student: at[i] for student, i in ids.items() if i in at}, ids


def _read(course: Course, assignment: str, student: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the answers of a graded notebook, and what its failed tests said."""
    path = course.folder("autograded", student, assignment) / f"{assignment}.ipynb"
    if not path.exists():
        return {}, {}
    answers, failed = {}, {}
    for cell in nbformat.read(path, 4).cells:
        if is_test(cell):
            for output in cell.get("outputs", []):
                if output.output_type == "error":
                    failed[cell_id(cell)] = said(output.ename, output.evalue)
        elif cell_id(cell):
            answers[cell_id(cell)] = cell.source
    return answers, failed
