"""Take in what students have sent: a platform's zip, or a folder.

Everybody who sent anything gets a line and a row, whatever it was. Of several notebooks the last
attempt counts, by the platform's number or else by time; copies and backups only where there is
nothing else. Whatever a notebook is called, it is the assignment that its own metadata name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from kit import master
from kit.course import Course
from kit.owners import Sent, count, is_stray, owned, stray
from kit.parcel import UnreadableFileError, inside, members
from kit.people import People, student_id
from kit.reading import LARGEST, NotANotebookError, line, read_notebook
from kit.recognise import squeeze
from kit.records import note, record_path
from kit.release import FailedError

__all__ = ["collect", "said_name", "student_id"]

#: bytes of all files together that are read of one student's
MOST = 4 * LARGEST

#: seconds between two times of files that are told apart
MOMENT = 60.0


def collect(course: Course, assignment: str, place: Path, *, open_zips: bool = False) -> list[str]:
    """Put everybody's notebook where it will be graded; return a line about each student.

    Parameters
    ----------
    course : Course
        The course.
    assignment : str
        Name of the assignment.
    place : pathlib.Path
        A zip file or a folder.
    open_zips : bool, default False
        Look into the zips that students have handed in.
    """
    sent = owned(members(place), master.known())
    if not sent:
        raise FailedError(f"{place} holds no notebook, and nothing else that somebody sent")
    people = People(course)
    by_student: dict[str, list[Sent]] = {}
    for one in sent:
        by_student.setdefault(people.name(one.key, one.who), []).append(one)
    people.save()
    blank = _sources(course.root / "release" / assignment / f"{assignment}.ipynb")
    return [
        _take(course, assignment, student, list(_works(files, assignment, blank, open_zips)))
        for student, files in sorted(by_student.items())
    ]


def said_name(data: bytes) -> str | None:
    """Return the assignment that a notebook says it is, or None if it does not say."""
    try:
        told = read_notebook(data)[0]["metadata"]["exercise"]["name"]
    except (NotANotebookError, KeyError, TypeError):
        return None
    return told if isinstance(told, str) else None


def _opened(one: Sent) -> list[Sent]:
    """Return the files of a zip in place of the zip."""
    try:
        data = one.member.read()
    except UnreadableFileError:
        return [one]
    found = [
        replace(one, file=m.path.name, member=replace(m, name=one.member.name))
        for m in (inside(data) if data.startswith(b"PK\x03\x04") else ())
    ]
    return found or [one]


def _works(sent: list[Sent], assignment: str, blank: list[str], open_zips: bool) -> Iterator[_Work]:
    """Yield what one student sent, and look into no more of it than any one may send."""
    left = MOST
    for one in sent:
        for part in _opened(one) if open_zips else [one]:
            left -= 0 if part.member.why else part.member.size
            if left < 0:
                part.member = replace(part.member, why="it is too large, with what stands before")
            yield _Work(part, assignment, blank)


class _Work:
    """One file, and whether it can be what counts."""

    def __init__(self, sent: Sent, assignment: str, blank: list[str]) -> None:
        self.sent, self.file, self.unread = sent, line(sent.file), False
        self.why, self.says, self.untouched = "", None, False
        try:
            nb, _ = read_notebook(sent.member.read())
        except UnreadableFileError as problem:
            self.why, self.unread = str(problem), True
            return
        except NotANotebookError as problem:
            self.why = f"it is {problem}"
            return
        made = nb["metadata"].get("exercise")
        self.says = str(made["name"]) if isinstance(made, dict) and "name" in made else None
        if self.says not in (assignment, None):
            self.why = f"it is the notebook of {line(self.says)[:40]}"
        self.sure = self.says == assignment
        self.untouched = bool(blank) and [squeeze(c["source"]) for c in nb["cells"]] == blank

    @property
    def counts(self) -> bool:
        """Whether it is a notebook of this assignment."""
        return not self.why

    def order(self) -> tuple[Any, ...]:
        """Return what the last attempt has most of, apart from its time."""
        stray = is_stray(PurePosixPath(*self.sent.member.path.parts[-2:-1], self.sent.file))
        return (self.sure, self.sent.attempt, not stray, not self.untouched)


def _sources(release: Path) -> list[str]:
    if not release.exists():
        return []
    return [squeeze(c["source"]) for c in read_notebook(release.read_bytes())[0]["cells"]]


def _last(works: list[_Work]) -> _Work:
    """Return the last attempt."""
    best = max(work.order() for work in works)
    works = [work for work in works if work.order() == best]
    latest = max(work.sent.member.time for work in works)
    works = [work for work in works if work.sent.member.time >= latest - MOMENT]
    return max(
        works,
        key=lambda w: (count(PurePosixPath(w.file).stem), w.sent.member.time, w.file),
    )


def _take(course: Course, assignment: str, student: str, works: list[_Work]) -> str:
    """Keep one student's work, and say what was sent."""
    ours = [work for work in works if work.counts]
    folder = course.folder("submitted", student, assignment)
    folder.mkdir(parents=True, exist_ok=True)
    path, record = folder / f"{assignment}.ipynb", record_path(course.root, assignment, student)
    others = [f"{work.file}: {work.why}" for work in works if work.why]
    if not ours:
        why = f"no notebook was handed in; {_few(others)}"
        if path.exists() and not path.is_symlink():
            note(
                record,
                "collect",
                look=[f"what came later is no notebook; {_few(others)}"],
                **_from(works[-1]),
            )
            return f"{student}: nothing new  LOOK: {why}"
        note(record, "collect", look=[], why=why, **_from(works[-1]))
        return f"{student}: NOT A NOTEBOOK  {why}"
    last = _last(ours)
    look = list(last.sent.look)
    if not last.file.lower().endswith(".ipynb"):
        look.append("the file did not end in .ipynb")
    if len(ours) > 1:
        look.append(f"{len(ours)} notebooks were sent; {last.file} counts")
    if not _expected(last.file, assignment, student):
        look.append(f"the file was called {last.file}")
    look += [f"{work.file} {work.why}" for work in works if work.unread]
    if path.is_symlink():
        path.unlink()
    path.write_bytes(last.sent.member.read())
    note(record, "collect", look=look, **_from(last))
    beside = f"  (beside it {_few(others)})" if others else ""
    return f"{student}: {last.file}{beside}" + (f"  LOOK: {'; '.join(look)}" if look else "")


def _from(work: _Work) -> dict[str, str]:
    """Return how a file was called, and by what its sender was told from others."""
    return {"sent": work.sent.member.name, "key": work.sent.key}


def _few(texts: list[str]) -> str:
    return "; ".join(texts[:5]) + (f"; and {len(texts) - 5} more" if len(texts) > 5 else "")


def _expected(file: str, assignment: str, student: str) -> bool:
    """Tell whether a file is named for the assignment or for the student."""
    stem = stray(PurePosixPath(file).stem)
    bare = stem[: -len(assignment)] if stem.endswith(assignment) else stem
    names = {student_id(stem), student_id(bare)}
    return (
        stem == assignment
        or (stem.startswith(f"{assignment}-") and stem[len(assignment) + 1 :].isdigit())
        or student in names
    )
