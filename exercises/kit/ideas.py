"""Wrong ideas: for each item the two most likely ones, and whether the tests catch them."""

from __future__ import annotations

import contextlib
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit import master
from kit.repair import cell_id, is_test


@dataclass(frozen=True)
class Idea:
    """One wrong idea.

    Attributes
    ----------
    item : int
        Number of the item.
    idea : str
        What the student thinks.
    cell : str
        Answer cell that shows it; empty for what is graded by hand.
    code : str
        The cell, as she would write it.
    lost : tuple of str
        Test cells that must fail, and no others.
    """

    item: int
    idea: str
    cell: str = ""
    code: str = ""
    lost: tuple[str, ...] = ()

    def source(self, numbers: Mapping[str, Any]) -> str:
        """Return the cell with its numbers put in."""
        return re.sub(r"\{\{(\w+)\}\}", lambda m: str(numbers[m[1]]), self.code).strip()


def load(name: str) -> list[Idea]:
    """Return the wrong ideas of an assignment, two an item."""
    path = master.FOLDER / name / "misconceptions.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["wrong"] if path.exists() else []
    return [Idea(**{**row, "lost": tuple(row.get("lost", ()))}) for row in rows]


def check(name: str) -> list[str]:
    """Run a master and its wrong ideas with every row of numbers; return what is wrong.

    The master is our own, so it runs here, without a sandbox.
    """
    told, ideas, wrong = master.load(name), load(name), []
    for item in told.items:
        if sum(idea.item == item.number for idea in ideas) < 2:
            wrong.append(f"item {item.number} has fewer than two wrong ideas")
    for turn, numbers in enumerate(told.variants()):
        cells = told.notebook(numbers).cells
        failed = _run(cells, {})
        wrong += [f"row {turn}: the model answer fails {test}" for test in failed]
        for idea in ideas:
            if idea.code:
                failed = _run(cells, {idea.cell: idea.source(numbers)}, only=f"q{idea.item}-")
                if set(failed) != set(idea.lost):
                    wrong.append(f"row {turn}: {idea.idea!r} fails {sorted(failed)}")
    return wrong


def _run(cells: list[Any], answers: Mapping[str, str], only: str = "") -> list[str]:
    """Run a notebook in this process and return the tests that fail."""
    import matplotlib

    matplotlib.use("agg")
    names: dict[str, Any] = {}
    failed = []
    for cell in cells:
        if cell.cell_type != "code" or not (cell_id(cell) + "-").startswith((only, "given")):
            continue
        source = answers.get(cell_id(cell), cell.source)
        with contextlib.redirect_stdout(io.StringIO()):
            if is_test(cell):
                try:
                    exec(compile(source, cell_id(cell), "exec"), dict(names))
                except Exception:
                    failed.append(cell_id(cell))
            else:
                exec(compile(source, cell_id(cell), "exec"), names)
    return failed
