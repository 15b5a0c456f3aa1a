"""The names that an item asks for, and what its tests may rely on.

An answer cell declares them in its metadata, each with its kind::

    :answers: {payoffs: gives numbers, losers: texts}

Of a student's notebook a test sees these names and no others. All else that it uses must come from
the given cells, from Python, or from itself.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kit.inside.kinds import GIVES, KINDS


def cell_id(cell: Any) -> str:
    """Return what nbgrader calls a cell, or nothing."""
    said = cell.metadata.get("nbgrader")
    return str(said.get("grade_id", "")) if isinstance(said, dict) else ""


def is_test(cell: Any) -> bool:
    """Tell whether a cell of a release or a repaired notebook is a test."""
    said = cell.metadata.get("nbgrader", {})
    return bool(said.get("grade")) and not said.get("solution")


def is_answer(cell: Any) -> bool:
    """Tell whether a cell of a release or a repaired notebook is for an answer."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def item_of(name: str) -> str:
    """Return the item that a cell belongs to, such as ``q3`` of ``q3-answer``."""
    return name.split("-")[0]


def declared(cells: Iterable[Any]) -> dict[str, dict[str, str]]:
    """Return, for each item such as ``q3``, the names that it asks for, with their kinds."""
    found: dict[str, dict[str, str]] = {}
    for cell in cells:
        if cell_id(cell) and is_answer(cell):
            said = cell.metadata.get("answers", {})
            found.setdefault(item_of(cell_id(cell)), {}).update(
                {str(name): str(kind) for name, kind in said.items()}
            )
    return found


def undeclared(cells: list[Any]) -> list[str]:
    """Return what is wrong with the names of a master: kinds unknown, names of tests undeclared."""
    known = declared(cells)
    wrong = [
        f"{name!r} of {item} has the kind {kind!r}; kinds are {', '.join(KINDS)}, "
        f"and for a function {GIVES!r} before one"
        for item, kinds in known.items()
        for name, kind in kinds.items()
        if kind.removeprefix(GIVES) not in KINDS
    ]
    given: set[str] = set()
    for cell in cells:
        if cell.cell_type == "code" and not is_test(cell) and not is_answer(cell):
            given |= bound(cell.source)
    for cell in filter(is_test, cells):
        item = item_of(cell_id(cell))
        ours = given | bound(cell.source) | set(known.get(item, ())) | set(vars(builtins))
        for name in sorted(_loaded(cell.source) - ours):
            wrong.append(
                f"{cell_id(cell)} uses {name!r}, which no answer cell of {item} declares "
                f"(:answers: {{{name}: kind}}) and no given cell defines"
            )
    return wrong


def bound(source: str) -> set[str]:
    """Return the names that a piece of code binds, at any depth."""
    found: set[str] = set()
    plain = "\n".join(line for line in source.splitlines() if not line.startswith(("%", "!")))
    for node in ast.walk(ast.parse(plain)):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found


def _loaded(source: str) -> set[str]:
    return {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


#: comparisons that hold where there is nothing to compare
_OF_NOTHING = ("allclose", "isclose", "all")
#: what tells how much there is
_SIZES = ("shape", "len", "size")


#: the closest that a test may look: a search for a number seldom comes nearer
CLOSEST = 1e-6


def careless(cells: Iterable[Any]) -> list[str]:
    """Return the assertions of tests that an empty answer would pass, or that a right one fails.

    ``np.allclose`` and ``np.all`` of nothing are true; the same assertion, or one above it in the
    cell, must ask for the shape. A number that was searched for comes near the right one, and near
    0 where that is 0: no test looks closer than :data:`CLOSEST`.
    """
    wrong = []
    cells = list(cells)
    kinds = declared(cells)
    for cell in filter(is_test, cells):
        sized = False
        asked = kinds.get(item_of(cell_id(cell)), {})
        for node in ast.walk(ast.parse(cell.source)):
            if not isinstance(node, ast.Assert):
                continue
            wrong += [
                f"{cell_id(cell)}: line {node.lineno} {what}" for what in _too_close(node, asked)
            ]
            words = {n.attr for n in ast.walk(node.test) if isinstance(n, ast.Attribute)}
            words |= {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}
            sized = sized or not words.isdisjoint(_SIZES)
            if not words.isdisjoint(_OF_NOTHING) and not sized:
                wrong.append(
                    f"{cell_id(cell)}: line {node.lineno} compares with {ast.unparse(node.test)}, "
                    "which is true of nothing; ask for the shape first"
                )
    return wrong


def _too_close(test: ast.Assert, kinds: Mapping[str, str]) -> Iterator[str]:
    """Yield where an assertion asks for more than a search can give."""
    for node in ast.walk(test.test):
        if not isinstance(node, ast.Compare):
            continue
        bound = node.comparators[-1]
        value = bound.value if isinstance(bound, ast.Constant) else None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            continue
        if isinstance(node.left, ast.Call) and isinstance(node.ops[-1], (ast.Lt, ast.LtE)):
            name = getattr(node.left.func, "id", getattr(node.left.func, "attr", ""))
            if name == "abs" and 0 < value < CLOSEST:
                yield f"looks closer than {CLOSEST:g}: {ast.unparse(node)}"
        got = node.left.func if isinstance(node.left, ast.Call) else node.left
        kind = kinds.get(got.id, "") if isinstance(got, ast.Name) else ""
        if kind.removeprefix(GIVES) == "number" and value == 0 and isinstance(node.ops[0], ast.Eq):
            yield f"wants exactly 0, which a search comes near only: {ast.unparse(node)}"
