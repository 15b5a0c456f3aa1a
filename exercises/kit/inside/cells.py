"""A cell as statements, and what is left of it when one of them has failed."""

from __future__ import annotations

import ast
import re
from types import TracebackType
from typing import Any

#: makes one statement of a cell, and has no part in what the cell defines
_AROUND = re.compile(r"\A\s*%%(?:time|capture)[ \t]*$", re.M)


def bare(source: str) -> str:
    r"""Return a cell without the magic that times it or hides what it shows.

    Examples
    --------
    >>> bare("%%time\nx = 1"), bare("%%capture shown\nx = 1")
    ('\nx = 1', '%%capture shown\nx = 1')
    """
    return _AROUND.sub("", source)


def remainder(shell: Any, source: str, failure: BaseException) -> str:
    """Return the statements of a cell below the one that failed; nothing if none can be told.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        Which has run the cell.
    source : str
        The cell.
    failure : BaseException
        What ended it.
    """
    line = _line_in(shell.user_ns, failure.__traceback__)
    if line is None:
        return ""
    plain = shell.transform_cell(source)
    try:
        statements = ast.parse(plain).body
    except SyntaxError:
        return ""
    below = [s for s in statements if _first_line(s) > line]
    if not below:
        return ""
    first, *rest = plain.split("\n")[_first_line(below[0]) - 1 :]
    if _first_line(below[0]) == below[0].lineno:  # it may stand after a semicolon
        first = first.encode()[below[0].col_offset :].decode()
    return "\n".join([first, *rest])


def _line_in(names: dict[str, Any], trace: TracebackType | None) -> int | None:
    """Return the line of the cell itself at which an error passed through it."""
    while trace is not None:
        if trace.tb_frame.f_globals is names:
            return trace.tb_lineno
        trace = trace.tb_next
    return None


def _first_line(statement: ast.stmt) -> int:
    marks = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(mark.lineno for mark in marks)])
