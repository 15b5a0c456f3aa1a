"""Grade a class: each submission in a process of its own, so that one failure is only one.

What cannot be graded is *not graded*: it has no points, not zero points. Whatever a person should
see is collected as a reason to look.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from kit.course import Course
from kit.records import note, read, record_path
from kit.sandbox import prepare_fonts, refusal


@dataclass
class Result:
    """What became of one submission.

    Attributes
    ----------
    student : str
        Who handed it in.
    status : str
        ``graded``, ``not graded``, or ``waits for points by hand``.
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


def unreadable(path: Path) -> str | None:
    """Return why a file is no notebook that can be graded, or None."""
    if not path.exists():
        return "no notebook was handed in"
    if path.stat().st_size > 50 * 2**20:
        return "the file is larger than 50 MB"
    try:
        nb = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return "the file is not a notebook (it cannot be read as one)"
    cells = nb.get("cells") if isinstance(nb, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        return "the file is not a notebook (it has no cells)"
    if nb.get("nbformat") != 4:
        return "the notebook has an old format; open and save it in Jupyter"
    return None


def _strange(path: Path, course: Course, assignment: str) -> list[str]:
    """Return what is odd about a notebook as a whole."""
    metadata = json.loads(path.read_text(encoding="utf-8")).get("metadata")
    made = metadata.get("exercise") if isinstance(metadata, dict) else None
    if not isinstance(made, dict):
        return ["the notebook does not say which release it was made from"]
    if made.get("name") != assignment:
        return [f"the notebook is that of another assignment ({made.get('name')})"]
    if made.get("seed") != course.seed:
        return [f"the notebook was made from another release (seed {made.get('seed')})"]
    return []


def _fingerprint(path: Path, course: Course) -> str:
    text = path.read_bytes() if path.exists() else b""
    return hashlib.sha256(text + str(course.seed).encode()).hexdigest()


def _one(course: Course, assignment: str, student: str) -> None:
    """Grade one submission; runs in its own process."""
    record = record_path(course.root, assignment, student)
    path = course.folder("submitted", student, assignment) / f"{assignment}.ipynb"
    told: dict[str, Any] = {"print": "", "status": "not graded", "why": "", "look": []}
    try:
        told["print"] = _fingerprint(path, course)
        why = unreadable(path)
        if why is None:
            told["look"] = _strange(path, course, assignment)
            result = course.api().autograde(assignment, student, force=True)
            if result["success"]:
                told["status"] = "graded"
            else:
                lines = [x for x in str(result.get("error", "")).strip().splitlines() if x]
                problems = [x for x in result.get("log", "").splitlines() if "Error: " in x]
                why = (problems or lines or ["nbgrader gave no reason"])[-1].strip()
        told["why"] = why or ""
    except Exception as problem:
        told["why"] = f"{type(problem).__name__}: {problem}"
    note(record, "grade", **told)


def results(course: Course, assignment: str) -> list[Result]:
    """Return what is known about all submissions, points by hand included."""
    found = []
    with course.gradebook() as book:
        for student in course.students(assignment):
            found.append(_result(course, assignment, student, book))
    return found


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


def grade(
    course: Course,
    assignment: str,
    *,
    students: list[str] | None = None,
    jobs: int = 2,
    again: bool = False,
    tell: Callable[[str], None] | None = print,
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
    prepare_fonts()
    course.api()  # import nbgrader once, before the processes part
    every = course.students(assignment)
    waiting = [s for s in students or every if again or not _done(course, assignment, s)]
    if tell and len(waiting) < len(students or every):
        tell(f"{len(students or every) - len(waiting)} have been graded before and did not change")
    parts, running, total = multiprocessing.get_context("fork"), {}, len(waiting)
    count = 0
    while waiting or running:
        while waiting and len(running) < jobs:
            student = waiting.pop(0)
            for part in ("repair", "run"):
                note(record_path(course.root, assignment, student), part, look=[])
            process = parts.Process(target=_one, args=(course, assignment, student))
            process.start()
            running[process.sentinel] = (process, student, time.monotonic())
        patience = 3 * course.limits.total + 120
        for sentinel in wait(list(running), timeout=5) or []:
            process, student, begin = running.pop(sentinel)
            process.join()
            count += 1
            if process.exitcode:
                _died(course, assignment, student, f"its process ended ({process.exitcode})")
            if tell:
                with course.gradebook() as book:
                    result = _result(course, assignment, student, book)
                tell(_line(count, total, result, time.monotonic() - begin))
        for process, student, begin in running.values():
            if time.monotonic() - begin > patience:
                process.kill()
                _died(course, assignment, student, "it took too long")
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
