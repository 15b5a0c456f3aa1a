"""Run one student's notebook in the sandbox, for a teacher who wants to see a cell at work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import nbformat

from kit.course import Course
from kit.execution import Step, run
from kit.names import cell_id, is_answer, is_test
from kit.reading import read_notebook
from kit.release import FailedError
from kit.repair import repair


def attempt(course: Course, assignment: str, student: str, cell: str = "") -> Iterator[str]:
    """Yield what a student's cells show, up to one cell, and reasons to look.

    Nothing of it runs outside the sandbox, and no test is run.

    Parameters
    ----------
    course : Course
        The course.
    assignment, student : str
        Whose work.
    cell : str, optional
        Name of the last cell; all cells if none is named.
    """
    path = course.folder("submitted", student, assignment) / f"{assignment}.ipynb"
    if not path.is_file() or path.is_symlink():
        raise FailedError(f"{student} has handed in no notebook of {assignment}")
    release = nbformat.read(course.root / "release" / assignment / f"{assignment}.ipynb", 4)
    nb, _ = repair(nbformat.from_dict(read_notebook(path.read_bytes())[0]), release)
    if cell and cell not in map(cell_id, nb.cells):
        raise FailedError(
            f"there is no cell {cell}; {', '.join(filter(None, map(cell_id, nb.cells)))}"
        )
    steps: list[Step] = []
    for number, one in enumerate(nb.cells, 1):
        if one.cell_type == "code" and not is_test(one):
            ours = bool(cell_id(one)) and not is_answer(one)
            steps.append(Step(cell_id(one) or f"cell {number}", one.source, False, ours, True))
        if cell and cell_id(one) == cell:
            break
    record = run(steps, [], course.limits)
    for step in steps:
        yield f"--- {step.name}"
        yield from (text for output in step.outputs for text in _shown(output))
    yield from (f"LOOK: {reason}" for reason in record.look)


def _shown(output: dict[str, Any]) -> Iterator[str]:
    if output["output_type"] == "stream":
        yield output["text"].rstrip()
    elif output["output_type"] == "error":
        yield "\n".join(output["traceback"])
    else:
        yield output["data"].get("text/plain", "(a picture)")
