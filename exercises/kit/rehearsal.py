"""A class of twenty made-up students, to try every command before real students come.

They hand in by Canvas: some well, some with the usual wrong ideas, some with the usual accidents,
and a few with tricks. Their answers come from the masters, so this stays with the private part.
"""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell

from kit import ideas, master
from kit.course import Course
from kit.made_up import canvas_export
from kit.release import FailedError, answered
from kit.repair import cell_id, is_test

#: changes of a notebook by which one made-up student differs from another
Change = Callable[[Any], None]


def model(course: Course, name: str) -> Any:
    """Return the release with the model answers in it."""
    return answered(master.load(name), course.seed, blank(course, name))


def blank(course: Course, name: str) -> Any:
    """Return the release of a course."""
    path = course.root / "release" / name / f"{name}.ipynb"
    if not path.exists():
        raise FailedError(
            f"there is no release of {name} in {course.root}; make release comes first"
        )
    return nbformat.read(path, 4)


def mistaken(course: Course, name: str, which: int) -> tuple[Any, float]:
    """Return the model with the first (0) or second (1) wrong idea in each item.

    Returns
    -------
    nbformat.NotebookNode
        The notebook.
    float
        The points that the tests must give for it.
    """
    nb, told = model(course, name), master.load(name)
    numbers = told.numbers(course.seed)
    by_item = [[i for i in ideas.load(name) if i.item == item.number] for item in told.items]
    lost: set[str] = set()
    for found in by_item:
        if len(found) > which and found[which].code:
            answer(nb, found[which].cell, found[which].source(numbers))
            lost |= set(found[which].lost)
    points = {cell_id(c): c.metadata["nbgrader"]["points"] for c in nb.cells if is_test(c)}
    return nb, float(sum(value for test, value in points.items() if test not in lost))


def at(nb: Any, name: str) -> int:
    """Return where the cell of a name stands."""
    return next(i for i, cell in enumerate(nb.cells) if cell_id(cell) == name)


def answer(nb: Any, name: str, source: str) -> None:
    """Put a source into a cell."""
    nb.cells[at(nb, name)].source = source


def insert(nb: Any, before: str, source: str) -> None:
    """Put a new code cell before the cell of a name."""
    nb.cells.insert(at(nb, before), new_code_cell(source))


def delete(nb: Any, *names: str) -> None:
    """Delete the cells of some names."""
    nb.cells = [cell for cell in nb.cells if cell_id(cell) not in names]


def double(nb: Any, name: str, source: str | None = None) -> None:
    """Copy a cell and paste it below itself, with another source if one is given."""
    twin = copy.deepcopy(nb.cells[at(nb, name)])
    twin.id, twin.source = f"{twin.id}-twin", twin.source if source is None else source
    nb.cells.insert(at(nb, name) + 1, twin)


def convert(nb: Any, name: str) -> None:
    """Convert a cell to Markdown."""
    cell = nb.cells[at(nb, name)]
    cell.cell_type = "markdown"
    cell.pop("outputs", None)
    cell.pop("execution_count", None)


_FIRST = ("Ada", "Ben", "Chloe", "Dan", "Eva", "Femi", "Gus", "Hana", "Ivo", "Joy")
_LAST = ("Abe", "Berg")


def handed_in(course: Course, name: str) -> list[tuple[str, bytes]]:
    """Return the files of twenty students, named as Canvas names them."""
    tests = [cell_id(cell) for cell in blank(course, name).cells if is_test(cell)]
    answers = [
        cell_id(cell)
        for cell in blank(course, name).cells
        if cell_id(cell) and cell.cell_type == "code" and cell.metadata["nbgrader"]["solution"]
    ]
    first = answers[0]
    changes: list[Change] = [
        lambda nb: delete(nb, tests[0]),
        lambda nb: answer(nb, tests[-1], "assert True"),
        lambda nb: double(nb, answers[1]),
        lambda nb: convert(nb, answers[1]),
        lambda nb: insert(nb, tests[0], "while True:\n    pass"),
        lambda nb: insert(nb, tests[0], "import os\nos.kill(os.getpid(), 9)"),
        lambda nb: insert(nb, first, "import builtins\nbuiltins.all = lambda x: True"),
        lambda nb: insert(nb, first, "exit()"),
    ]
    books = [model(course, name) for _ in range(4)]
    books += [mistaken(course, name, turn % 2)[0] for turn in range(6)]
    books += [blank(course, name)]
    for change in changes:
        books.append(model(course, name))
        change(books[-1])
    texts = [nbformat.writes(nb) for nb in books]
    texts.append(texts[0][: len(texts[0]) // 2])  # an upload that broke off
    files = []
    for number, text in enumerate(texts):
        who = (_LAST[number // 10] + _FIRST[number % 10]).lower()
        late, file = ("_LATE" if number == 5 else ""), f"{name}.ipynb"
        file = "homework final.ipynb" if number == 3 else file
        files.append((f"{who}{late}_{1000 + number}_{5000 + number}_{file}", text.encode()))
    return files


def rehearse(course: Course, name: str) -> Path:
    """Write the zip of a made-up class, and the gradebook of its platform, into the course."""
    path = course.root / "downloaded" / f"{name}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    files = handed_in(course, name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in files:
            archive.writestr(file, data)
    canvas_export(path.with_name(f"{name}-canvas.csv"), name, [file for file, _ in files])
    return path
