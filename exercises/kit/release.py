"""Make what students get, and prove that a master is fit to be handed out."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat

from kit import leaks, master
from kit.course import Course
from kit.repair import cell_id, is_test

#: where the book and students find releases
RELEASES = master.FOLDER / "release"

_MARKS = re.compile(rf"^[ \t]*#+ (BEGIN|END) SOLUTION.*\n?|<!-- {master.PLANTED} -->\s*", re.M)


class FailedError(Exception):
    """A command could not do what it was asked for; the message says why."""


def release(course: Course, name: str, *, where: Path | None = RELEASES) -> Path:
    """Make the students' notebook of an assignment with the course's numbers.

    Parameters
    ----------
    course : Course
        Its gradebook learns the assignment.
    name : str
        Name of the assignment.
    where : pathlib.Path, optional
        Folder that gets a copy, in a folder of the assignment's name.

    Returns
    -------
    pathlib.Path
        The notebook.
    """
    told = master.load(name)
    nb = told.notebook(course.seed)
    source = course.root / "source" / name
    source.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, source / f"{name}.ipynb")
    result = course.api().generate_assignment(name, force=True)
    made = course.root / "release" / name / f"{name}.ipynb"
    if not result["success"] or not made.exists():
        raise FailedError(f"nbgrader could not make the release:\n{result.get('log', '')}")
    private = leaks.private_lines(nb) | leaks.private_lines(told.notebook(next(told.variants())))
    if found := leaks.search([made], private):
        made.unlink()
        raise FailedError("the release would show private parts:\n" + "\n".join(found))
    if where is None:
        return made
    target = where / name / f"{name}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, target)
    return target


def answered(told: master.Master, seed: int, release: Any) -> Any:
    """Return a release with the model answers in it, as a perfect student would hand it in."""
    nb = nbformat.from_dict(release)
    solved = {cell_id(cell): cell for cell in told.notebook(seed).cells if cell_id(cell)}
    for cell in nb.cells:
        if cell_id(cell) and not is_test(cell):
            cell.source = _MARKS.sub("", solved[cell_id(cell)].source).strip()
    return nb


def hand_in(course: Course, name: str, student: str, nb: Any) -> Path:
    """Put a notebook where a student's submission lies."""
    folder = course.folder("submitted", student, name)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.ipynb"
    path.write_text(nb if isinstance(nb, str) else json.dumps(nb), encoding="utf-8")
    return path


def selftest(course: Course, name: str) -> list[str]:
    """Grade the model answer and the untouched release in a course of its own.

    Returns
    -------
    list of str
        What is wrong: the model answer must earn all points that tests give, and raise no flag;
        the untouched release must earn none.
    """
    from kit.grade import grade

    told = master.load(name)
    full = sum(item.points - item.by_hand for item in told.items)
    with tempfile.TemporaryDirectory() as folder:
        trial = replace(course, root=Path(folder), db="")
        trial.make(course.seed)
        blank = release(trial, name, where=None)
        model = answered(told, course.seed, nbformat.read(blank, 4))
        hand_in(trial, name, "model", model)
        hand_in(trial, name, "untouched", blank.read_text())
        results = {r.student: r for r in grade(trial, name, jobs=2, tell=None)}
    wrong = []
    for who, want in (("model", full), ("untouched", 0)):
        result = results[who]
        if result.by_tests is None:
            wrong.append(f"{who}: {result.status}: {result.why}")
        elif result.by_tests != want:
            wrong.append(f"{who}: {result.by_tests:g} points by tests in place of {want:g}")
        if result.look:
            wrong.append(f"{who}: flagged for {'; '.join(result.look)}")
    return wrong
