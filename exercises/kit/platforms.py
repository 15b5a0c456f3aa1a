"""Back to the learning platform: its own export filled in, and feedback in the zip that it takes.

What the platforms take was read in their sources. Canvas takes feedback back under the names that
it gave to submissions, ``name_USER_FILE_…``; Moodle takes it from folders that are called
``name_123_assignsubmission_file``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit import table
from kit.course import Course
from kit.records import note, read, record_path
from kit.release import FailedError
from kit.report import Line, feedback, lines
from kit.sheets import Sheet, canvas, letters, moodle

PLATFORMS = ("canvas", "moodle")

_CANVAS = re.compile(r"(?:^|/)[^/]*?_(?:LATE_)?(?P<user>\d+)_(?:LATE_)?(?P<file>\d+)_[^/]*$", re.I)
_MOODLE = re.compile(r"(?:^|/)[^/]*?_(?P<user>\d+)_assignsubmission_[a-z]+", re.I)


@dataclass(frozen=True)
class Filled:
    """What was written for a platform.

    Attributes
    ----------
    path : pathlib.Path
        The file to upload.
    points : int
        Students who got points.
    left : list of str
        Why the others did not.
    """

    path: Path
    points: int
    left: list[str]


def upload(course: Course, assignment: str, platform: str, ending: str) -> Path:
    """Return where a file for a platform goes."""
    return course.root / "upload" / f"{assignment}-{platform}{ending}"


# ---- grades


def fill(
    course: Course,
    assignment: str,
    platform: str,
    export: Path,
    *,
    column: str = "",
    leave_out: Sequence[str] = (),
) -> Filled:
    """Put everybody's total into the platform's own export.

    Parameters
    ----------
    course : Course
        The course.
    assignment : str
        Name of the assignment.
    platform : {'canvas', 'moodle'}
        Whose export it is.
    export : pathlib.Path
        The gradebook that Canvas exports, or Moodle's grading worksheet.
    column : str
        Heading of the column for the points, where it cannot be told.
    leave_out : sequence of str
        Students who get no points there, such as those who have left the course.

    Raises
    ------
    FailedError
        If a student with points is not in the export, or twice, or the export counts other
        points; then nothing is written.
    """
    sheet = (canvas if platform == "canvas" else moodle)(table.read(export), assignment, column)
    _times(course, assignment, sheet)
    found = [line for line in lines(course, assignment) if line.result.student not in leave_out]
    _same_points(found, sheet)
    at, problems = _match(course, assignment, found, sheet.people)
    if problems:
        raise FailedError(
            "nothing was written, because not everybody could be found in the export:\n"
            + "\n".join(f"  {problem}" for problem in problems)
            + "\nARGS='--leave-out STUDENT' goes on without one who is not in the course any more"
        )
    left = []
    for line in found:
        where = at.get(line.result.student)
        if line.total is None:
            left.append(f"{line.result.student}: {_why_open(line)}")
        elif where is not None:
            sheet.table.rows[where][sheet.cell] = f"{line.total:g}"
    for index, who in sheet.people.items():
        if index not in at.values():
            left.append(f"{who[0]}: in the export, but handed in nothing here")
    every = (sheet.table.head, *sheet.table.rows)
    rows = [kept for row in every if any(kept := [row[i] for i in sheet.keep])]
    path = table.write(
        upload(course, assignment, platform, ".csv"), rows, delimiter=sheet.table.delimiter
    )
    return Filled(path, sum(line.total is not None for line in found), left)


def _why_open(line: Line) -> str:
    if line.result.open_by_hand:
        return f"waits for points by hand ({' '.join(line.result.open_by_hand)})"
    if line.earned is not None:
        return line.look[-1]
    return line.result.why or line.result.status


def _same_points(found: Sequence[Line], sheet: Sheet) -> None:
    ours = max((line.result.most for line in found), default=0.0)
    if sheet.most is not None and ours and sheet.most != ours:
        raise FailedError(
            f"{sheet.table.head[sheet.cell]!r} counts {sheet.most:g} points there and {ours:g} "
            f"here; set it to {ours:g} on the platform and export again"
        )


def _times(course: Course, assignment: str, sheet: Sheet) -> None:
    """Keep the moments at which the platform says that work came, for the late rule."""
    numbers = {platform_number(course, assignment, s): s for s in course.students(assignment)}
    for row, who in sheet.people.items():
        if (came := sheet.came(row)) and (student := numbers.get(who[1])):
            path = record_path(course.root, assignment, student)
            note(path, "platform", handed_in=came.isoformat())


# ---- who is who


def platform_number(course: Course, assignment: str, student: str) -> str:
    """Return the number by which the platform knows a student, or nothing."""
    told = read(record_path(course.root, assignment, student)).get("collect", {})
    if "key" in told:
        platform, _, number = told["key"].partition(" ")
        return number if platform in PLATFORMS and number.isdigit() else ""
    for form in (_MOODLE, _CANVAS):  # taken in before keys were kept
        if found := form.search(told.get("sent", "")):
            return found["user"]
    found = re.search(r"-(\d+)$", student)
    return found[1] if found else ""


def _names(text: str) -> set[str]:
    """Return a name as both ``last, first`` and ``first last``."""
    last, comma, first = text.partition(",")
    return {letters(text), letters(f"{first} {last}")} if comma else {letters(text)}


def _match(
    course: Course, assignment: str, found: Sequence[Line], people: dict[int, list[str]]
) -> tuple[dict[str, int], list[str]]:
    """Tell which row is whose: by the platform's number, else by an identifier, else by name."""
    at: dict[str, int] = {}
    problems = []
    for line in found:
        student = line.result.student
        number = platform_number(course, assignment, student)
        bare = re.sub(rf"-{number}$", "", student) if number else student
        tests: list[Any] = [
            lambda who, n=number: bool(n) and who[1] == n,
            lambda who, s=student: s.casefold() in (w.casefold() for w in who[1:]),
            lambda who, n=number, b=bare: not n and letters(b) in _names(who[0]),
        ]
        fits = next((f for test in tests if (f := [i for i, w in people.items() if test(w)])), [])
        if len(fits) == 1 and fits[0] not in at.values():
            at[student] = fits[0]
        elif line.result.by_tests is not None or len(fits) > 1:
            seen = ", ".join(people[i][0] for i in fits) if fits else "nobody there"
            problems.append(f"{student}{f' (number {number})' if number else ''}: {seen}")
    return at, problems


# ---- feedback


def pack(course: Course, assignment: str, platform: str, leave_out: Sequence[str] = ()) -> Filled:
    """Write everybody's feedback, and the zip by which the platform takes it back.

    Whose points are not complete gets no page there yet.

    Raises
    ------
    FailedError
        If some page could not be given back by that platform, since its student's work did not
        come from there; then no zip is written.
    """
    written = feedback(course, assignment)
    pages = {page.parts[-3]: page for page in written.pages}
    names, left, problems = {}, [], []
    for line in lines(course, assignment):
        student = line.result.student
        if student in leave_out:
            continue
        if line.total is None:
            left.append(f"{student}: {_why_open(line)}")
            continue
        if student in written.removed:
            left.append(f"{student}: {written.removed[student]}")
            continue
        told = read(record_path(course.root, assignment, student)).get("collect", {})
        sent, key = told.get("sent", ""), told.get("key", f"{platform} ")
        name = back(sent, assignment, platform) if key.startswith(f"{platform} ") else ""
        if name:
            names[student] = name
        else:
            problems.append(f"{student}: {sent or 'it is not known how the file was called'}")
    if problems:
        raise FailedError(
            f"no zip was written, because some work was not sent by {platform}:\n"
            + "\n".join(f"  {problem}" for problem in problems)
            + "\nARGS='--leave-out STUDENT' leaves one out"
        )
    path = upload(course, assignment, platform, "-feedback.zip")
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for student, name in names.items():
            archive.write(pages[student], name)
    return Filled(path, len(names), left)


def back(sent: str, assignment: str, platform: str) -> str:
    """Return the name under which a platform takes feedback back, or nothing.

    Examples
    --------
    >>> back("liwei_LATE_77_9004_final.ipynb", "two-edges", "canvas")
    'liwei_LATE_77_9004_feedback-two-edges.html'
    >>> back("Li Wei_77_assignsubmission_file/final.ipynb", "two-edges", "moodle")
    'Li Wei_77_assignsubmission_file/feedback-two-edges.html'
    """
    page = f"feedback-{assignment}.html"
    if platform == "canvas" and not _MOODLE.search(sent) and (found := _CANVAS.search(sent)):
        start = sent.rfind("/") + 1
        return f"{sent[start : found.end('file')]}_{page}"
    if platform == "moodle" and (found := _MOODLE.search(sent)):
        # an underscore within a name would be read as the end of it
        start = sent.rfind("/", 0, found.start("user")) + 1
        name = sent[start : found.start("user") - 1].replace("_", " ")
        return f"{name}_{found['user']}_assignsubmission_file/{page}"
    return ""
