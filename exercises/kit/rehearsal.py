"""A class of thirty made-up students, to try every command before real students come.

They hand in by Canvas: some well, some with the usual wrong ideas, some with the usual accidents,
and a few with tricks. Their answers come from the masters, so this stays with the private part.
"""

from __future__ import annotations

import copy
import io
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
_LAST = ("Abe", "Berg", "Çelik")

#: a memo that would run a script in the browser of whoever reads it
_SCRIPT = "<script>alert(1)</script> <img src=x onerror=alert(1)> [here](javascript:alert(1))"


def handed_in(course: Course, name: str) -> list[tuple[str, bytes]]:
    """Return the files of thirty students, named as Canvas names them."""
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
        late, file = ("_LATE" if number == 5 else ""), f"{name}.ipynb"
        file = "homework final.ipynb" if number == 3 else file
        files.append((_called(number, file, late), text.encode()))
    return files + _from_elsewhere(course, name, len(files))


def _called(number: int, file: str, late: str = "", attempt: int = 5000) -> str:
    """Return the name that Canvas gives to a file of one student."""
    who = (_LAST[number // 10] + _FIRST[number % 10]).lower()
    return f"{who}{late}_{1000 + number}_{attempt + number}_{file}"


def _from_elsewhere(course: Course, name: str, first: int) -> list[tuple[str, bytes]]:
    """Return the files of ten students whose tools, machines or habits are not ours."""
    good = nbformat.writes(model(course, name))
    notebook = f"{name}.ipynb"
    changed = []
    for change in (_stripped, lambda nb: _machine(nb, name), _scripted):
        nb = model(course, name)
        change(nb)
        changed.append(nbformat.writes(nb).encode())
    other = good.replace(f'"name": "{name}"', '"name": "another-assignment"')
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as archive:
        archive.writestr(f"my work/{notebook}", good)
    found = [[(notebook, data, 5000)] for data in changed]
    found += [
        [(notebook, good.encode("utf-16"), 5000)],  # saved by an editor of texts
        [(notebook, b"\xef\xbb\xbf" + good.encode(), 5000)],
        [("memo.docx", b"PK\x05\x06" + bytes(18), 5000)],
        [(f"{name}.html", b"<!DOCTYPE html><title>notebook</title>", 5000)],
        [("work.zip", pack.getvalue(), 5000)],
        [(notebook, other.encode(), 5000)],
        [  # the second attempt counts
            (notebook, nbformat.writes(blank(course, name)).encode(), 5000),
            (f"{name}-1.ipynb", good.encode(), 6000),
        ],
    ]
    return [
        (_called(number, file, "", attempt), data)
        for number, sent in enumerate(found, first)
        for file, data, attempt in sent
    ]


def _stripped(nb: Any) -> None:
    """Take away what tells cells apart, as some tools do."""
    for cell in nb.cells:
        cell.metadata = {}


def _machine(nb: Any, name: str) -> None:
    """Write what ran on a student's machine and cannot run here."""
    first = next(c for c in nb.cells if cell_id(c) and c.metadata["nbgrader"]["solution"])
    first.source = f"import a_package_of_{name[:3]}\nwho = input('Name: ')\n{first.source}"


def _scripted(nb: Any) -> None:
    """Put a script into the last text that is graded."""
    texts = [c for c in nb.cells if cell_id(c) and c.cell_type == "markdown"]
    texts[-1].source += f"\n\n{_SCRIPT}"


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
