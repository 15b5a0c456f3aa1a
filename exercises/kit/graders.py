"""Several people who give points by hand: who gave what, and where they differ.

A gradebook keeps one number a cell, and not whose. So each formgrader notes what its grader types,
in ``by-hand/ASSIGNMENT-by-GRADER.jsonl`` of the course: a line for each change, never rewritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit import by_hand
from kit.people import student_id
from kit.release import FailedError

if TYPE_CHECKING:
    from kit.course import Course

#: who gives points in this process, if anybody; `make formgrader GRADER=ana` sets it
GRADER = "KIT_GRADER"

#: what this process watches already
_watched: set[tuple[Path, str]] = set()


@dataclass(frozen=True)
class Given:
    """Points or a comment that somebody gave.

    Attributes
    ----------
    at : str
        When, as ISO 8601.
    by : str
        The grader.
    student, cell : str
        For what.
    was, points : float or None
        The points before and after; None is none.
    comment : str or None
        The comment, where that was changed.
    """

    at: str
    by: str
    student: str
    cell: str
    was: float | None = None
    points: float | None = None
    comment: str | None = None

    def __post_init__(self) -> None:
        # the formgrader hands on what stands in the field, which is a text
        for field in ("was", "points"):
            value = getattr(self, field)
            object.__setattr__(self, field, None if value in (None, "") else float(value))


def path_of(course: Course, assignment: str, grader: str) -> Path:
    """Return where it is noted what a grader gave."""
    return course.root / "by-hand" / f"{assignment}-by-{student_id(grader)}.jsonl"


def given(course: Course, assignment: str) -> list[Given]:
    """Return all that anybody gave, in the order of time."""
    found = []
    for path in sorted((course.root / "by-hand").glob(f"{assignment}-by-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found.append(Given(**json.loads(line)))
    return sorted(found, key=lambda one: one.at)


def points_of(found: Iterable[Given]) -> dict[tuple[str, str], dict[str, float]]:
    """Return the last points that each grader gave to each cell; the last giver comes last."""
    told: dict[tuple[str, str], dict[str, float]] = {}
    for one in found:
        if one.comment is None:
            givers = told.setdefault((one.student, one.cell), {})
            givers.pop(one.by, None)
            if one.points is not None:
                givers[one.by] = one.points
    return told


def differ(
    points: Mapping[tuple[str, str], dict[str, float]],
) -> dict[tuple[str, str], dict[str, float]]:
    """Return those of :func:`points_of` to which graders gave unlike points."""
    return {at: told for at, told in points.items() if len(set(told.values())) > 1}


def standing(told: Mapping[str, float], points: float | None) -> dict[str, float]:
    """Return who gave what, those last whose points stand in the gradebook.

    Points that are taken in from another computer may be later, and yet not stand.

    Examples
    --------
    >>> standing({"ana": 2.0, "ben": 1.0}, 2.0)
    {'ben': 1.0, 'ana': 2.0}
    """
    return dict(sorted(told.items(), key=lambda one: one[1] == points))


def note(course: Course, assignment: str, one: Given) -> None:
    """Add a line to what a grader gave."""
    path = path_of(course, assignment, one.by)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")


def watch(course: Course, grader: str) -> None:
    """Note from now on what this process changes in the gradebook by hand."""
    from nbgrader.api import Comment, Grade
    from sqlalchemy import event, inspect
    from sqlalchemy.orm import Session

    def changed(session: Any, *_: Any) -> None:
        now = datetime.now(UTC).isoformat()
        for row in session.dirty:
            if isinstance(row, Grade):
                change = inspect(row).attrs.manual_score.history
                told = {"was": next(iter(change.deleted or ()), None), "points": row.manual_score}
            elif isinstance(row, Comment):
                change = inspect(row).attrs.manual_comment.history
                told = {"comment": row.manual_comment or ""}
            else:
                continue
            if change.has_changes():
                one = Given(now, student_id(grader), row.student.id, row.cell.name, **told)
                note(course, row.assignment.name, one)

    if (course.root, grader) in _watched:
        return
    _watched.add((course.root, grader))
    event.listen(Session, "before_flush", changed)


def take_in(course: Course, assignment: str, place: Path) -> list[str]:
    """Take over what another grader gave on another computer; return what it did not overwrite.

    Parameters
    ----------
    course : Course
        The course.
    assignment : str
        Name of the assignment.
    place : pathlib.Path
        The other's file, or the folder of her course.
    """
    files = [place] if place.is_file() else sorted(place.rglob(f"{assignment}-by-*.jsonl"))
    if not files:
        raise FailedError(f"{place} holds no {assignment}-by-….jsonl, where points are noted")
    try:
        new = [
            Given(**json.loads(line))
            for path in files
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
    except (ValueError, TypeError) as problem:
        raise FailedError(f"{place} was not written by make formgrader: {problem}") from None
    known = set(given(course, assignment))
    for one in sorted(set(new) - known, key=lambda one: one.at):
        note(course, assignment, one)
    kept = []
    with course.gradebook() as book:
        there = by_hand.submissions(book, assignment)
        for (student, cell), told in points_of(sorted(new, key=lambda one: one.at)).items():
            rows = {g.cell.name: g for g in there[student].grades} if student in there else {}
            if cell not in rows:
                kept.append(f"{student} {cell}: not in this gradebook")
            elif told and (row := rows[cell]).manual_score is None:
                row.manual_score, row.needs_manual_grade = list(told.values())[-1], False
            elif told and row.manual_score != list(told.values())[-1]:
                kept.append(f"{student} {cell}: {row.manual_score:g} here, {shown(told)} there")
        for one in new:
            for comment in there[one.student].comments if one.student in there else ():
                if comment.cell.name == one.cell and one.comment and not comment.manual_comment:
                    comment.manual_comment = one.comment
        book.db.commit()
    return kept


def shown(told: Mapping[str, float]) -> str:
    """Return who gave what, the last giver last."""
    return ", ".join(f"{name} {points:g}" for name, points in told.items())
