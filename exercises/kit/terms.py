"""When work is due, what it costs to be late, and for whom that was put off.

All of it stands in ``course.toml``::

    [due]
    collective-action = 2027-03-05T23:59:00+01:00

    [late]
    per_day = 10         # percent of the points earned, for each day begun
    most = 50            # never more than that
    grace_minutes = 15

    [extension.collective-action]
    "abeada-1000" = 2027-03-09T23:59:00+01:00

    [handed_in.collective-action]      # where the platform's files do not tell
    "abeada-1000" = 2027-03-08T10:00:00+01:00
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from kit.course import Course
from kit.records import read, record_path
from kit.release import FailedError

_LATE = {"per_day", "most", "grace_minutes"}

#: what collect says of a file that the platform had marked
MARKED = "it was handed in late"


@dataclass(frozen=True)
class Lateness:
    """How late one submission was.

    Attributes
    ----------
    due, handed_in : datetime or None
        Both with a time zone; None where nobody has said.
    days : int or None
        Days begun after the term; 0 in time; None if it was late by a time that nobody knows.
    share : float or None
        Part of the points earned that is taken off; None if it cannot be told.
    extended : bool
        Whether the term was put off for this student.
    """

    due: datetime | None = None
    handed_in: datetime | None = None
    days: int | None = 0
    share: float | None = 0.0
    extended: bool = False

    @property
    def text(self) -> str:
        """The same in a sentence for the student; empty where nothing is to be said."""
        if self.due is None:
            return ""
        said = f"Due {show(self.due)}{', put off for you' if self.extended else ''}."
        if self.handed_in is not None:
            said += f" Handed in {show(self.handed_in)}."
        if self.days is None:
            return f"{said} Handed in late, by a time that is not known yet."
        if self.days:
            said += f" {self.days} {'day' if self.days == 1 else 'days'} late"
            said += (
                f": {100 * self.share:g} % of the points earned are taken off."
                if self.share
                else "."
            )
        return said


def show(moment: datetime | None) -> str:
    """Return a moment as the CSV shows it, in this computer's time zone."""
    return "" if moment is None else moment.astimezone().strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True)
class Terms:
    """The terms of one assignment.

    Attributes
    ----------
    due : datetime or None
        For all who have no other.
    per_day, most : float
        Parts of the points earned: for each day begun, and at most.
    grace : timedelta
        Nobody is late by less.
    extensions, handed_in : mapping of str to datetime
        By student.
    """

    due: datetime | None = None
    per_day: float = 0.0
    most: float = 1.0
    grace: timedelta = timedelta(0)
    extensions: Mapping[str, datetime] = field(default_factory=dict)
    handed_in: Mapping[str, datetime] = field(default_factory=dict)

    @classmethod
    def of(cls, course: Course, assignment: str) -> Terms:
        """Read the terms of an assignment from ``course.toml``."""
        path = course.root / "course.toml"
        said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        late = _table(said, "late")
        if strange := sorted(set(late) - _LATE):
            raise FailedError(f"course.toml: [late] knows {sorted(_LATE)}, not {strange}")
        for name in _LATE & set(late):
            if not isinstance(late[name], int | float) or late[name] < 0:
                raise FailedError(f"course.toml: late.{name} must be a number of 0 or more")
        due = _table(said, "due")
        return cls(
            _moment("due", assignment, due[assignment]) if assignment in due else None,
            late.get("per_day", 0) / 100,
            min(late.get("most", 100) / 100, 1.0),
            timedelta(minutes=late.get("grace_minutes", 0)),
            _moments(said, "extension", assignment),
            _moments(said, "handed_in", assignment),
        )

    @property
    def last(self) -> datetime | None:
        """When nobody has time left, extensions included."""
        known = [*self.extensions.values(), *([self.due] if self.due else [])]
        return max(known, default=None)

    def over(self, now: datetime | None = None) -> bool:
        """Tell whether the time of all is over; without a due date it never is."""
        return self.last is not None and (now or datetime.now().astimezone()) > self.last

    def lateness(self, student: str, record: Mapping[str, Any]) -> Lateness:
        """Return how late a student was, from what the record of her submission says."""
        due = self.extensions.get(student, self.due)
        extended = student in self.extensions
        told = self.handed_in.get(student) or _stamp(record)
        marked = MARKED in record.get("collect", {}).get("look", [])
        if due is None:
            return Lateness(handed_in=told)
        if told is None:
            days = None if marked else 0
            share = 0.0 if days == 0 or not self.per_day else None
            return Lateness(due, None, days, share, extended)
        over = told - due
        days = math.ceil(over / timedelta(days=1)) if over > self.grace else 0
        return Lateness(due, told, days, min(days * self.per_day, self.most), extended)


def lateness(course: Course, assignment: str, student: str) -> Lateness:
    """Return how late one student was."""
    record = read(record_path(course.root, assignment, student))
    return Terms.of(course, assignment).lateness(student, record)


def _stamp(record: Mapping[str, Any]) -> datetime | None:
    """Return when the platform says that the work came, if one of its files says it."""
    for part in ("platform", "collect"):
        if said := record.get(part, {}).get("handed_in"):
            return datetime.fromisoformat(said).astimezone()
    return None


def _table(said: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    for name in names:
        said = said.get(name, {})
        if not isinstance(said, Mapping):
            raise FailedError(
                f"course.toml: {'.'.join(names)} must be a table, [{'.'.join(names)}]"
            )
    return said


def _moments(said: Mapping[str, Any], kind: str, assignment: str) -> dict[str, datetime]:
    rows = _table(said, kind, assignment)
    return {student: _moment(f"{kind}.{assignment}", student, at) for student, at in rows.items()}


def _moment(where: str, name: str, at: object) -> datetime:
    """Return a moment with a time zone: that of this computer if none is written."""
    if isinstance(at, datetime):
        return at.astimezone()
    if isinstance(at, date):  # a day alone ends at midnight
        return datetime.combine(at, clock(23, 59)).astimezone()
    raise FailedError(
        f"course.toml: {where}.{name} must be a date such as 2027-03-05T23:59:00+01:00, not {at!r}"
    )
