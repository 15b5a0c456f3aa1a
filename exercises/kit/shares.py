"""How points by hand are divided among several people, and what each has left.

It stands in ``course.toml``::

    [graders]
    names = ["ana", "ben"]
    by = "item"     # each takes whole items; "student": each takes whole submissions
    both = 5        # submissions that everybody grades, to see where they differ
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import cycle

from kit import by_hand
from kit.course import Course
from kit.graders import differ, given, points_of, shown, standing
from kit.people import student_id
from kit.release import FailedError

_WAYS = ("item", "student")


@dataclass(frozen=True)
class Division:
    """Who grades what.

    Attributes
    ----------
    names : tuple of str
        The graders.
    by : {'item', 'student'}
        Whether each takes whole items or whole submissions.
    both : int
        Submissions that everybody grades.
    """

    names: tuple[str, ...] = ()
    by: str = "item"
    both: int = 0

    @classmethod
    def of(cls, course: Course) -> Division:
        """Return what ``course.toml`` says.

        Raises
        ------
        FailedError
            If it cannot be understood.
        """
        path = course.root / "course.toml"
        said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        told = said.get("graders", {})
        if not isinstance(told, dict) or set(told) - {"names", "by", "both"}:
            raise FailedError(f"course.toml: [graders] may hold names, by and both; got {told!r}")
        names, by, both = told.get("names", []), told.get("by", "item"), told.get("both", 0)
        if not isinstance(names, list) or not all(isinstance(n, str) and n for n in names):
            raise FailedError(f"course.toml: graders.names must be a list of names; got {names!r}")
        if by not in _WAYS:
            raise FailedError(f"course.toml: graders.by must be one of {_WAYS}; got {by!r}")
        if type(both) is not int or both < 0:
            raise FailedError(f"course.toml: graders.both must be a whole number; got {both!r}")
        return cls(tuple(map(student_id, names)), by, both)

    def of_everybody(self, students: Iterable[str]) -> set[str]:
        """Return the submissions that all grade, chosen by a sum of their names."""
        order = sorted(students, key=lambda s: hashlib.sha256(s.encode()).digest())
        return set(order[: self.both]) if len(self.names) > 1 else set()

    def shares(self, work: Mapping[str, Iterable[str]]) -> dict[str, set[tuple[str, str]]]:
        """Return each grader's share of the work.

        Parameters
        ----------
        work : mapping of str to iterable of str
            The cells of each student that are graded by hand.

        Returns
        -------
        dict
            Empty where nobody is named.

        Examples
        --------
        >>> two = Division(("ana", "ben"), "student")
        >>> two.shares({"amy": ["q5", "q6"], "bo": ["q5"]})["ben"]
        {('bo', 'q5')}
        """
        if not self.names:
            return {}
        everybody = self.of_everybody(work)
        keys = sorted({c for cells in work.values() for c in cells} if self.by == "item" else work)
        whose = dict(zip(keys, cycle(self.names), strict=False))
        found: dict[str, set[tuple[str, str]]] = {name: set() for name in self.names}
        for student, cells in work.items():
            for cell in cells:
                one = whose[cell if self.by == "item" else student]
                for name in self.names if student in everybody else (one,):
                    found[name].add((student, cell))
        return found


def report(course: Course, assignment: str, address: str) -> list[str]:
    """Return lines about each grader's share, and where graders differ."""
    found, division = given(course, assignment), Division.of(course)
    work, waiting, ids, stand = _work(course, assignment)
    points = {at: standing(told, stand.get(at)) for at, told in points_of(found).items()}
    lines = []
    if not division.names:
        left = sorted((student, cell) for student, cells in waiting.items() for cell in cells)
        where = f", from {address}/formgrader/submissions/{ids[left[0][0]]}/" if left else ""
        count = sum(map(len, work.values()))
        lines.append(f"{len(left)} of {count} answers left{where}; course.toml divides nothing")
    for name, share in sorted(division.shares(work).items()):
        both = division.of_everybody(work)
        left = sorted(
            (student, cell)
            for student, cell in share
            if cell in waiting[student]
            or (student in both and name not in points.get((student, cell), {}))
        )
        where = f", from {address}/formgrader/submissions/{ids[left[0][0]]}/" if left else ""
        lines.append(f"{name}: {len(left)} of {len(share)} answers left{where}")
    for name in sorted({one.by for one in found}):
        gave = [at for at, told in points.items() if name in told]
        last = sum(list(points[at])[-1] == name for at in gave)
        lines.append(f"{name} gave points to {len(gave)} answers; of {last} they stand")
    twice = {at: told for at, told in points.items() if len(told) > 1}
    if twice:
        gaps = [max(told.values()) - min(told.values()) for told in twice.values()]
        lines.append(
            f"{len(twice)} answers were graded by more than one, {gaps.count(0)} alike; "
            f"on average {sum(gaps) / len(gaps):.2g} points apart"
        )
    for (student, cell), told in sorted(differ(points).items()):
        lines.append(f"  {student} {cell}: {shown(told)}, which stands")
    return lines


def _work(
    course: Course, assignment: str
) -> tuple[
    dict[str, list[str]], dict[str, set[str]], dict[str, str], dict[tuple[str, str], float | None]
]:
    """Return the cells by hand of each submission, those that wait, its number, and its points."""
    work, waiting, ids = {}, {}, {}
    stand: dict[tuple[str, str], float | None] = {}
    with course.gradebook() as book:
        for student, notebook in sorted(by_hand.submissions(book, assignment).items()):
            hand = {cell.name for cell in notebook.notebook.solution_cells}
            rows = [grade for grade in notebook.grades if grade.cell.name in hand]
            # what nobody touched got its zero by itself
            rows = [g for g in rows if g.needs_manual_grade or g.manual_score is not None]
            work[student] = sorted(grade.cell.name for grade in rows)
            waiting[student] = {grade.cell.name for grade in rows if grade.needs_manual_grade}
            ids[student] = notebook.id
            stand |= {(student, grade.cell.name): grade.manual_score for grade in rows}
    return work, waiting, ids, stand
