"""The tables that platforms export: who each row is, and where the points go.

What they look like was read in the platforms' sources. Canvas's gradebook names an assignment by a
heading such as ``Title (123)`` and a student by the column ``ID``. Moodle's grading worksheet has
``Participant 123`` in its first column; its other headings are in the language of whoever exports.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from kit import master
from kit.release import FailedError
from kit.table import Table

_TITLE = re.compile(r"(?P<title>.*) \((?P<number>\d+)\)\s*")


@dataclass(frozen=True)
class Sheet:
    """What an export says.

    Attributes
    ----------
    table : Table
        All of it.
    people : dict of int to list of str
        By row, how the person is called, the platform's number, and other identifiers.
    cell : int
        The column of the points.
    most : float or None
        The most points that the platform counts, if it says so.
    keep : list of int
        The columns to hand back.
    """

    table: Table
    people: dict[int, list[str]]
    cell: int
    most: float | None
    keep: list[int]

    def came(self, row: int) -> datetime | None:
        """Return when the work of a row came, if Moodle says so in English."""
        at = self.table.column("Last modified (submission)")
        return None if at is None else moment(self.table.rows[row][at])


def letters(text: str) -> str:
    """Return the letters and digits of a name, however it is written."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def canvas(sheet: Table, assignment: str, column: str) -> Sheet:
    """Read the gradebook that Canvas exports."""
    number, section = sheet.column("ID"), sheet.column("Section")
    if number is None or section is None:
        raise FailedError("this is no gradebook of Canvas: it has no columns ID and Section")
    name = sheet.column("Student", "LastName")
    first = sheet.column("FirstName")
    cell = _canvas_column(sheet, section, assignment, column)
    more = [i for i in (sheet.column("SIS Login ID"), sheet.column("SIS User ID")) if i is not None]
    people, most = {}, None
    for index, row in enumerate(sheet.rows):
        if "Points Possible" in row[0]:
            most = _value(row[cell])
        elif row[number].strip() and row[0].strip() != "Student, Test":
            said = row[name or 0] + (f", {row[first]}" if first is not None else "")
            people[index] = [said, row[number].strip(), *(row[i].strip() for i in more)]
    return Sheet(sheet, people, cell, most, [*range(section + 1), cell])


def _canvas_column(sheet: Table, section: int, assignment: str, column: str) -> int:
    """Return the column of an assignment: the one whose title names it."""
    titles = {}
    for index, heading in enumerate(sheet.head[section + 1 :], section + 1):
        if found := _TITLE.fullmatch(heading):
            titles[index] = (heading.strip(), found["title"], found["number"])
    wanted = [column] if column else [assignment, master.load(assignment).title]
    fits = [
        i for i, said in titles.items() if {letters(w) for w in wanted} & set(map(letters, said))
    ]
    if not column and not fits:  # "Homework 1: Collective action"
        fits = [
            i for i, said in titles.items() if any(letters(w) in letters(said[1]) for w in wanted)
        ]
    if len(fits) != 1:
        raise FailedError(
            f"{'no' if not fits else 'more than one'} column of the export is for {wanted[-1]!r}; "
            "name one with ARGS='--column \"…\"': " + "; ".join(said[0] for said in titles.values())
        )
    return fits[0]


def moodle(sheet: Table, assignment: str, column: str) -> Sheet:
    """Read the grading worksheet that Moodle exports."""
    cell = sheet.column(column) if column else sheet.column("Grade")
    if cell is None:
        raise FailedError(
            "the worksheet has no column 'Grade'; in another language, name its column of grades "
            "with ARGS='--column \"…\"': " + "; ".join(sheet.head)
        )
    people = {}
    for index, row in enumerate(sheet.rows):
        if found := re.search(r"(\d+)\s*$", row[0]):
            people[index] = [row[1], found[1], *(said.strip() for said in row[1:cell])]
    if not people:
        raise FailedError(
            "this is no grading worksheet of Moodle: its first column must hold participants' "
            f"numbers, such as 'Participant 123', not {sheet.rows[0][0]!r}"
        )
    # in every language the column after the grade is the most that there is
    known = {_value(row[cell + 1]) for row in sheet.rows} if cell + 1 < len(sheet.head) else {None}
    most = known.pop() if len(known) == 1 else None
    return Sheet(sheet, people, cell, most, [*range(len(sheet.head))])


def _value(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """Read a date as Moodle writes it in English: Friday, 5 March 2027, 11:58 PM."""
    for form in ("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%d %B %Y, %I:%M %p"):
        try:
            return datetime.strptime(text.strip(), form).astimezone()
        except ValueError:
            continue
    return None
