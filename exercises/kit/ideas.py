"""What students may write: right solutions in unlike ways, and the two likeliest wrong ideas.

``solutions.toml`` of an assignment holds the first, ``misconceptions.toml`` the second; both give
the source of answer cells. :mod:`kit.check` tries them all.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kit import master


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
        return filled(self.code, numbers)


@dataclass(frozen=True)
class Right:
    """One right solution of an item.

    Attributes
    ----------
    item : int
        Number of the item.
    way : str
        What is peculiar to it, such as *a plain loop*.
    cells : dict of str to str
        The source of each answer cell that it fills.
    """

    item: int
    way: str
    cells: dict[str, str] = field(default_factory=dict)

    def sources(self, numbers: Mapping[str, Any]) -> dict[str, str]:
        """Return the cells with their numbers put in."""
        return {name: filled(code, numbers) for name, code in self.cells.items()}

    @property
    def shape(self) -> str:
        """How it is built, whatever its names and numbers are."""
        return "\n".join(_shape(code) for _, code in sorted(self.cells.items()))


def filled(code: str, numbers: Mapping[str, Any]) -> str:
    """Return code with the drawn numbers in place of ``{{name}}``."""
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", lambda m: str(numbers[m[1]]), code).strip()


def load(name: str) -> list[Idea]:
    """Return the wrong ideas of an assignment, two an item."""
    rows = _rows(name, "misconceptions.toml", "wrong")
    return [Idea(**{**row, "lost": tuple(row.get("lost", ()))}) for row in rows]


def solutions(name: str) -> list[Right]:
    """Return the right solutions of an assignment; rows of one item and way are one solution."""
    found: dict[tuple[int, str], Right] = {}
    for row in _rows(name, "solutions.toml", "right"):
        right = found.setdefault((row["item"], row["way"]), Right(row["item"], row["way"]))
        right.cells[row["cell"]] = row["code"]
    return list(found.values())


def _rows(name: str, file: str, what: str) -> list[dict[str, Any]]:
    path = master.FOLDER / name / file
    return tomllib.loads(path.read_text(encoding="utf-8"))[what] if path.exists() else []


def _shape(code: str) -> str:
    """Return a piece of code without its names, numbers, texts and comments."""
    tree = ast.parse(re.sub(r"\{\{\s*\w+\s*\}\}", "0", code))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = "_"
        elif isinstance(node, ast.arg):
            node.arg = "_"
        elif isinstance(node, ast.Constant):
            node.value = 0
    return ast.dump(tree)
