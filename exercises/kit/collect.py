"""Take in what students have sent: a zip as Canvas makes it, or a folder.

Canvas names each file ``lastfirst[_LATE]_<user>_<attempt>_<file>.ipynb``. In a folder, each
student has a folder of her name or a file of her name. Whatever a notebook is called, it is the
assignment that its own metadata name.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from kit import master
from kit.course import Course
from kit.records import note, record_path
from kit.release import FailedError

LARGEST = 50 * 2**20

_CANVAS = re.compile(
    r"(?P<name>[^_/]+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<attempt>\d+)_(?P<file>.+)", re.I
)


@dataclass
class Sent:
    """One file of one student."""

    student: str
    file: str
    data: bytes
    attempt: int = 0
    look: list[str] = field(default_factory=list)
    path: str = ""  # as the platform named it; feedback goes back under it


def collect(course: Course, assignment: str, place: Path) -> list[str]:
    """Put everybody's notebook where it will be graded; return a line about each student.

    Parameters
    ----------
    course : Course
        The course.
    assignment : str
        Name of the assignment; files that say they belong to another are left where they are.
    place : pathlib.Path
        A zip file or a folder.
    """
    if not place.exists():
        raise FailedError(f"there is nothing at {place}")
    by_student: dict[str, list[Sent]] = {}
    for sent in _zip(place) if place.is_file() else _folder(place):
        by_student.setdefault(sent.student, []).append(sent)
    if not by_student:
        raise FailedError(f"{place} holds no notebook that could be told to be somebody's")
    return [
        line
        for student, files in sorted(by_student.items())
        if (line := _take(course, assignment, student, files))
    ]


def _take(course: Course, assignment: str, student: str, files: list[Sent]) -> str:
    ours = [f for f in files if said_name(f.data) in (assignment, None)]
    sure = [f for f in ours if said_name(f.data) == assignment] or ours
    if not sure:
        return ""
    sent = max(sure, key=lambda f: (f.attempt, f.file))
    look = list(sent.look)
    if len(sure) > 1:
        look.append(f"{len(sure)} notebooks were sent; {sent.file} counts")
    stem = Path(sent.file).stem
    # a file named for the assignment or for the student is no accident
    if not re.fullmatch(rf"{re.escape(assignment)}(-\d+)?", stem) and student_id(stem) != student:
        look.append(f"the file was called {sent.file}")
    folder = course.folder("submitted", student, assignment)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{assignment}.ipynb").write_bytes(sent.data)
    note(record_path(course.root, assignment, student), "collect", look=look, sent=sent.path)
    return f"{student}: {sent.file}" + (f"  LOOK: {'; '.join(look)}" if look else "")


def said_name(data: bytes) -> str | None:
    """Return the assignment that a notebook says it is, or None if it does not say."""
    try:
        told = json.loads(data)["metadata"]["exercise"]["name"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return told if isinstance(told, str) else None


def student_id(text: str) -> str:
    """Return a name that is safe as the name of a folder and of a student in the gradebook."""
    safe = re.sub(r"[^\w.@-]+", "-", text.strip()).strip("-._")
    return safe[:60] or "nameless"


def _zip(place: Path) -> Iterator[Sent]:
    try:
        archive = zipfile.ZipFile(place)
    except zipfile.BadZipFile:
        raise FailedError(f"{place} is not a zip file") from None
    with archive:
        for entry in archive.infolist():
            path = PurePosixPath(entry.filename)
            hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
            if entry.is_dir() or hidden:
                continue
            data = archive.read(entry) if entry.file_size <= LARGEST else b"too large"
            found = _CANVAS.fullmatch(path.name)
            if found:
                who = student_id(f"{found['name']}-{found['user']}")
                look = ["it was handed in late"] if found["late"] else []
                sent = Sent(who, _file(found["file"]), data, int(found["attempt"]), look)
            else:
                sent = _named(path, data)
            sent.path = entry.filename
            yield from _notebooks(sent)


def _folder(place: Path) -> Iterator[Sent]:
    for path in sorted(place.rglob("*")):
        inner = PurePosixPath(path.relative_to(place))
        if not path.is_file() or any(part.startswith(".") for part in inner.parts):
            continue
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b"too large"
        sent = _named(inner, data)
        sent.path = str(inner)
        yield from _notebooks(sent)


def _named(path: PurePosixPath, data: bytes) -> Sent:
    """Tell whose a file is by the folder that it lies in, or else by its own name."""
    if len(path.parts) > 1:
        return Sent(student_id(path.parts[0]), path.name, data)
    who = path.stem
    for name in master.known():  # amy_two-edges.ipynb
        who = re.sub(rf"[_ .-]+{re.escape(name)}.*$", "", who)
    return Sent(student_id(who), path.name, data)


def _file(name: str) -> str:
    # Canvas adds -1, -2, … to the name when a student hands in again
    return re.sub(r"-\d+(\.\w+)$", r"\1", name)


def _notebooks(sent: Sent) -> Iterator[Sent]:
    if sent.file.endswith(".ipynb") or said_name(sent.data):
        if not sent.file.endswith(".ipynb"):
            sent.look.append("the file did not end in .ipynb")
        yield sent
