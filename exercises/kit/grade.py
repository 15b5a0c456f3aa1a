"""Grade a class: one submission at a time in each process, so that one failure is only one.

What cannot be graded is *not graded*: it has no points, not zero points. Whatever a person should
see is collected as a reason to look.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from kit import by_hand
from kit.course import Course
from kit.reading import NotANotebookError, read_notebook
from kit.recognise import LostMarksError
from kit.records import note, read, record_path
from kit.repair import repair
from kit.roster import absent
from kit.sandbox import make_ready, refusal
from kit.workers import each

#: the status of those on the roster who sent nothing
NOTHING = "nothing handed in"


@dataclass
class Result:
    """What became of one submission.

    Attributes
    ----------
    student : str
        Who handed it in.
    status : str
        ``graded``, ``not graded``, ``waits for points by hand`` or ``nothing handed in``.
    why : str
        Why it was not graded.
    by_tests, by_hand : float or None
        Points; None where there are none yet.
    most : float
        Points that there are.
    look : list of str
        Reasons for a person to look.
    seconds : float
        How long it took to run.
    """

    student: str
    status: str = "not graded"
    why: str = ""
    by_tests: float | None = None
    by_hand: float | None = None
    most: float = 0.0
    look: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cells: dict[str, float | None] = field(default_factory=dict)
    open_by_hand: list[str] = field(default_factory=list)


def prepare(course: Course, assignment: str, student: str) -> list[str]:
    """Put a submission, in a form that nbgrader reads, where nbgrader looks for it.

    Returns
    -------
    list of str
        What is odd about it.

    Raises
    ------
    NotANotebookError
        If it cannot be graded; the message completes *the file is …*.
    LostMarksError
        If its answers cannot be told.
    """
    course.remove("prepared", student, assignment)
    path = course.folder("submitted", student, assignment) / f"{assignment}.ipynb"
    if any(part.is_symlink() for part in (path, path.parent, path.parent.parent)):
        raise NotANotebookError("a link, not a file of its own; what it points to was not read")
    if not path.is_file():
        raise NotANotebookError("not a file")
    nb, look = read_notebook(path.read_bytes())
    if not nb["cells"]:
        raise NotANotebookError("a notebook without any cell")
    look += _strange(nb["metadata"], course, assignment)
    release = course.root / "release" / assignment / f"{assignment}.ipynb"
    repair(nbformat.from_dict(nb), nbformat.read(release, 4))  # only whether it can be
    folder = course.folder("prepared", student, assignment)
    folder.mkdir(parents=True)
    (folder / path.name).write_text(json.dumps(nb), encoding="utf-8")
    return look


def _strange(metadata: dict[str, Any], course: Course, assignment: str) -> list[str]:
    """Return what is odd about a notebook as a whole."""
    made = metadata.get("exercise")
    if not isinstance(made, dict):
        return ["the notebook does not say which release it was made from"]
    if made.get("name") != assignment:
        raise NotANotebookError(f"the notebook of another assignment ({made.get('name')})")
    if made.get("seed") != course.seed:
        return [f"the notebook was made from another release (seed {made.get('seed')})"]
    return []


def _fingerprint(path: Path, course: Course) -> str:
    text = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    return hashlib.sha256(text + str(course.seed).encode()).hexdigest()


def _one(course: Course, assignment: str, student: str) -> None:
    """Grade one submission; runs in a process of a worker."""
    record = record_path(course.root, assignment, student)
    for part in ("repair", "run"):
        note(record, part, look=[])
    path = course.folder("submitted", student, assignment) / f"{assignment}.ipynb"
    told: dict[str, Any] = {"print": "", "status": "not graded", "why": "", "look": []}
    try:
        told["print"] = _fingerprint(path, course)
        why = None
        if not path.exists() and not path.is_symlink():
            why = read(record).get("collect", {}).get("why") or "no notebook was handed in"
        else:
            told["look"] = prepare(course, assignment, student)
            result = course.api().autograde(assignment, student, force=True)
            if result["success"]:
                told["status"] = "graded"
            else:
                lines = [x for x in str(result.get("error", "")).strip().splitlines() if x]
                problems = [x for x in result.get("log", "").splitlines() if "Error: " in x]
                why = (problems or lines or ["nbgrader gave no reason"])[-1].strip()
        told["why"] = why or ""
    except NotANotebookError as problem:
        told["why"] = f"the file is {problem}"
    except LostMarksError as problem:
        told["why"] = str(problem)
    except Exception as problem:
        told["why"] = f"{type(problem).__name__}: {problem}"
    note(record, "grade", **told)


def results(course: Course, assignment: str) -> list[Result]:
    """Return what is known about all submissions, points by hand included."""
    found = []
    students = course.students(assignment)
    with course.gradebook() as book:
        by_hand.keep(course, assignment, book)
        for student in students:
            found.append(_result(course, assignment, student, book))
    found += [Result(student, NOTHING) for student in absent(course, students)]
    return sorted(found, key=lambda result: result.student)


def _result(course: Course, assignment: str, student: str, book: Any) -> Result:
    from nbgrader.api import MissingEntry

    result = Result(student)
    path = record_path(course.root, assignment, student)
    told = read(path)
    result.look = list(
        dict.fromkeys(
            reason
            for part in ("collect", "grade", "repair", "run")
            for reason in told.get(part, {}).get("look", [])
        )
    )
    result.seconds = told.get("run", {}).get("seconds", 0.0)
    said = told.get("grade", {"why": "it has not been graded yet"})
    result.status, result.why = said.get("status", "not graded"), said.get("why", "")
    if result.status != "graded":
        return result
    try:
        notebook = book.find_submission_notebook(assignment, assignment, student)
    except MissingEntry:
        result.status, result.why = "not graded", "the gradebook does not know it"
        return result
    tests = hand = 0.0
    for grade in notebook.grades:
        cell = grade.cell
        result.most += cell.max_score
        manual = grade.manual_score if not grade.needs_manual_grade else None
        value = manual if manual is not None else grade.auto_score
        if grade.needs_manual_grade:
            value = None
        result.cells[cell.name] = value
        if value is None:
            result.open_by_hand.append(cell.name)
        elif cell.name in {s.name for s in notebook.notebook.solution_cells}:
            hand += value
        else:
            tests += value + (grade.extra_credit or 0)
    result.by_tests, result.by_hand = tests, hand
    if result.open_by_hand:
        result.status = "waits for points by hand"
    by_solution = {s.name for s in notebook.notebook.solution_cells}
    if silent := [name for name in result.open_by_hand if name not in by_solution]:
        result.by_tests, result.why = None, f"no verdict on {', '.join(silent)}"
    return result


def say(line: str) -> None:
    """Print a line at once, also into a file."""
    print(line, flush=True)


def grade(
    course: Course,
    assignment: str,
    *,
    students: list[str] | None = None,
    jobs: int = 2,
    again: bool = False,
    tell: Callable[[str], None] | None = say,
) -> list[Result]:
    """Grade all submissions that are new, have changed, or were not graded before.

    Parameters
    ----------
    course : Course
        The course.
    assignment : str
        Name of the assignment.
    students : list of str, optional
        Only these.
    jobs : int, default 2
        How many at the same time.
    again : bool, default False
        Grade those that are graded, too.
    tell : callable, optional
        Gets a line about each.

    Raises
    ------
    RuntimeError
        If no sandbox can be made here; then nothing is run.
    """
    if (why := refusal()) is not None:
        raise RuntimeError(why)
    make_ready()
    course.api()  # import nbgrader once, before the processes part
    every, known = course.students(assignment), by_hand.known(course, assignment)
    waiting = [
        s for s in students or every if again or s not in known or not _done(course, assignment, s)
    ]
    if tell and len(waiting) < len(students or every):
        tell(f"{len(students or every) - len(waiting)} have been graded before and did not change")
    work, patience = partial(_one, course, assignment), 3 * course.limits.total + 120
    for count, (student, why, seconds) in enumerate(each(work, waiting, jobs, patience), 1):
        if why:
            _died(course, assignment, student, why)
        if tell:
            with course.gradebook() as book:
                result = _result(course, assignment, student, book)
            tell(_line(count, len(waiting), result, seconds))
    with course.gradebook() as book:
        back = by_hand.restore(course, assignment, book)
    if back and tell:
        tell(f"points and comments by hand are back in the gradebook: {', '.join(back)}")
    return results(course, assignment)


def _done(course: Course, assignment: str, student: str) -> bool:
    path = record_path(course.root, assignment, student)
    told = read(path).get("grade", {})
    work = course.folder("submitted", student, assignment) / f"{assignment}.ipynb"
    return told.get("status") == "graded" and told.get("print") == _fingerprint(work, course)


def _died(course: Course, assignment: str, student: str, why: str) -> None:
    path = record_path(course.root, assignment, student)
    note(path, "grade", status="not graded", why=why, look=[], print="")


def _line(count: int, total: int, result: Result, seconds: float) -> str:
    head = f"[{count:>{len(str(total))}}/{total}] {result.student:24s} "
    if result.by_tests is None:
        return f"{head}NOT GRADED: {result.why}"
    look = f"  LOOK: {'; '.join(result.look)}" if result.look else ""
    return f"{head}{result.by_tests:g} by tests, {seconds:.1f} s{look}"


def processors() -> int:
    """Return how many submissions to grade at the same time."""
    return max(1, min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2))
