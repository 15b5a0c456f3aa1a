"""What a student has written into a cell that is not for answers: it is hers, and it is run.

Students add an import to the given cell, and merge a test with the answer below it. Where all lines
of the release are still there, what they have added gets a cell of its own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any

from nbformat.v4 import new_code_cell

from kit.names import cell_id, is_answer, is_test

_FENCED = re.compile(r"^```[^\n`]*\n(.*?)^```[ \t]*$", re.M | re.S)


def apart(cells: list[Any], wanted: Mapping[str, Any], notes: list[str]) -> list[Any]:
    """Return the cells, with additions to given cells and tests in cells of their own.

    An addition comes before a test, which may be of it, and after a given cell, on which it may
    rely.

    Parameters
    ----------
    cells : list of nbformat.NotebookNode
        As handed in; cells that were added to get their text back.
    wanted : mapping
        The marked cells of the release by name.
    notes : list of str
        Gets what a person should know.
    """
    found: list[Any] = []
    for cell in cells:
        original = wanted.get(cell_id(cell))
        if original is None or is_answer(original) or cell.cell_type != original.cell_type:
            found.append(cell)
            continue
        own = added(cell.source, original.source) if cell.cell_type == "code" else ""
        if not own:
            found.append(cell)
            continue
        cell.source, mine = original.source, new_code_cell(own)
        what = "a test" if is_test(original) else "a given cell"
        notes.append(f"{cell_id(cell)}, {what}, was added to; what was added was run")
        found += [mine, cell] if is_test(original) else [cell, mine]
    return found


def added(source: str, original: str) -> str:
    r"""Return what has been added to a text whose lines are all still there; nothing if none is.

    Where it stands between the lines it comes with them, since it may belong into their midst.

    Examples
    --------
    >>> added("a = 1\nb = 2\nc = 3", "a = 1\nb = 2")
    'c = 3'
    >>> added("a = 1\nc = 3\nb = 2", "a = 1\nb = 2")
    'a = 1\nc = 3\nb = 2'
    >>> added("a = 7\nb = 2\nc = 3", "a = 1\nb = 2"), added("a = 1\n# mine", "a = 1")
    ('', '')
    """
    theirs, lines = _lines(original), _lines(source)
    rest = iter(lines)
    if len(lines) <= len(theirs) or not all(line in rest for line in theirs):
        return ""
    whole = "\n".join(lines)
    before, there, after = f"\n{whole}\n".partition("\n" + "\n".join(theirs) + "\n")
    own = f"{before}\n{after}".strip("\n") if there else whole
    return own if _does_something(own) else ""


def _lines(source: str) -> list[str]:
    return [line.rstrip() for line in source.splitlines() if line.strip()]


def _does_something(source: str) -> bool:
    try:
        return bool(ast.parse(source).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True  # a magic, or a slip that the student should see


def unfenced(source: str) -> str:
    r"""Return the code of a cell that was made a text, without the fences that show it as code.

    Examples
    --------
    >>> unfenced("Mine:\n```python\nx = 1\n```\n"), unfenced("x = 1")
    ('x = 1\n', 'x = 1')
    """
    return "\n".join(_FENCED.findall(source)) or source
