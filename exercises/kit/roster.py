"""The roster: everybody who should have a row, handed in or not.

It is the export of a platform's gradebook or a list that somebody has typed: one name a line, or a
table with a heading. It stays in the course as ``roster.csv``.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kit import table
from kit.course import Course
from kit.people import People, student_id
from kit.release import FailedError
from kit.sheets import letters

#: headings of the columns that name a person, of one that numbers her, and of her other names
_NAME = ("student", "full name", "name", "display name")
_PARTS = (("first name", "firstname", "given name"), ("last name", "lastname", "surname"))
_NUMBER = ("id", "identifier")
_OTHER = (
    "sis user id",
    "sis login id",
    "id number",
    "username",
    "login",
    "email address",
    "folder",
)


@dataclass(frozen=True)
class Person:
    """Somebody on the roster.

    Attributes
    ----------
    name : str
        Her name.
    number : str
        The platform's number; nothing in a list of names.
    others : tuple of str
        What else she may be called by.
    """

    name: str
    number: str = ""
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells her from others before she has handed in anything."""
        return f"roster {self.number}" if self.number else self.name


def path_of(course: Course) -> Path:
    """Return where a course keeps its roster."""
    return course.root / "roster.csv"


def keep(course: Course, place: Path) -> list[Person]:
    """Take a roster in; return who is on it."""
    found = read(place)
    if place.resolve() != path_of(course).resolve():
        shutil.copyfile(place, path_of(course))
    return found


def read(place: Path) -> list[Person]:
    """Return everybody on a roster.

    Raises
    ------
    FailedError
        If nobody can be told from it.
    """
    if not place.is_file():
        raise FailedError(f"there is no roster at {place}")
    names = _lines(place)
    if names is not None:
        people = [Person(name) for name in names if name.casefold() not in _NAME]
    else:
        people = _rows(place)
    if not people:
        raise FailedError(f"{place} names nobody")
    if doubles := _doubles(people):
        raise FailedError(
            f"{place} names {', '.join(doubles)} more than once; write what tells such people "
            "apart, such as the names of their folders, or leave one line of each person"
        )
    return people


def _lines(place: Path) -> list[str] | None:
    """Return a list of one name a line; None if it is a table."""
    data = place.read_bytes()
    text = data.decode("utf-8-sig" if _is_utf8(data) else "cp1252", "replace")
    rows = [line.strip() for line in text.splitlines() if line.strip()]
    if not rows or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    cut = [re.split(r"[,;\t]", row) for row in rows]
    cells = {cell.strip(' "').casefold() for cell in cut[0]}
    headings = {*_NAME, *_NUMBER, *_OTHER, *_PARTS[0], *_PARTS[1]}
    # three columns are no name, whatever the language of their headings
    table_like = (len(cells) > 1 and cells & headings) or min(map(len, cut)) > 2
    return None if table_like else rows


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rows(place: Path) -> list[Person]:
    """Return the people of a table."""
    told = table.read(place)
    name = told.column(*_NAME)
    parts = [at for names in _PARTS if (at := told.column(*names)) is not None]
    number = told.column(*_NUMBER)
    more = [at for word in _OTHER if (at := told.column(word)) is not None]
    if name is None and not parts and (named := _participants(told)):
        return named
    if name is None and not parts:
        raise FailedError(
            f"{place} has no column that names people; one must be called "
            f"{', '.join(_NAME)}, or two First name and Last name"
        )
    people = []
    for row in told.rows:
        said = (row[name] if name is not None else " ".join(row[at] for at in parts)).strip()
        found = re.search(r"\d+", row[number]) if number is not None else None
        others = tuple(row[at].strip() for at in more if row[at].strip())
        if said and "Points Possible" not in said and said != "Student, Test":
            people.append(Person(said, found[0] if found else "", others))
    return people


def _participants(told: table.Table) -> list[Person]:
    """Return the people of Moodle's worksheet, whose headings are in any language."""
    numbers = [re.fullmatch(r"\D*[^\W\d]\D*?(\d+)", row[0].strip()) for row in told.rows]
    if not all(numbers):
        return []
    return [
        Person(row[1].strip(), found[1], tuple(cell.strip() for cell in row[2:3]))
        for row, found in zip(told.rows, numbers, strict=True)
        if found and row[1].strip()
    ]


def _doubles(people: list[Person]) -> list[str]:
    """Return the names that several people have and nothing tells apart."""
    plain = Counter(letters(one.name) for one in people if not (one.number or one.others))
    return sorted({one.name for one in people if plain[letters(one.name)] > 1})


def absent(course: Course, students: Iterable[str]) -> list[str]:
    """Return the safe names of those on the roster who have handed in nothing."""
    if not path_of(course).exists():
        return []
    known = People(course)
    by_number = {
        key.split(" ", 1)[1]: name
        for key, name in known.known.items()
        if key.split(" ", 1)[0] in ("canvas", "moodle", "roster")
    }
    keys = {name: key for key, name in known.known.items()}
    there = set(students)
    called: dict[str, list[str]] = {}
    for student in there:
        for text in {letters(student), letters(keys.get(student, student))}:
            called.setdefault(text, []).append(student)
    missing = []
    for person in read(path_of(course)):
        if person.number and by_number.get(person.number) in there:
            continue
        words = [person.name, *person.others, " ".join(reversed(person.name.split(", ")))]
        if not person.number and any(letters(word) in called for word in words):
            continue
        if any(student_id(word) in there for word in person.others):
            continue
        text = f"{person.name}-{person.number}" if person.number else person.name
        if person.number in by_number:
            missing.append(by_number[person.number])
        else:
            missing.append(known.name(person.key, text))
    known.save()
    return [name for name in dict.fromkeys(missing) if name not in there]
