"""Attributes that share an entry of a docstring, each with an entry of its own.

numpydoc allows ``lower, upper : float``. Napoleon does so for parameters, but takes two
attributes for a type and a name: "upper (lower,)".
"""

from __future__ import annotations

import re
from typing import Any

_HEADING = re.compile(r"(?P<title>\w[\w ]*)$")
_SHARED = re.compile(r"(?P<names>\w+(?:, \w+)+)(?P<kind> : .+)?$")


def split(lines: list[str]) -> list[str]:
    """Return the lines of a docstring with no entry of *Attributes* shared."""
    made: list[str] = []
    title = ""
    for place, line in enumerate(lines):
        under = lines[place + 1] if place + 1 < len(lines) else ""
        if _HEADING.match(line) and under == "-" * len(line):
            title = line
        shared = _SHARED.match(line) if title == "Attributes" else None
        if not shared:
            made.append(line)
            continue
        said = _indented(lines[place + 1 :])
        *before, last = shared["names"].split(", ")
        for name in before:
            made += [f"{name}{shared['kind'] or ''}", *said]
        made.append(f"{last}{shared['kind'] or ''}")
    return made


def _indented(lines: list[str]) -> list[str]:
    """Return the lines up to the first that is not part of the entry."""
    for place, line in enumerate(lines):
        if not line.startswith(" "):
            return lines[:place]
    return lines


def _process(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    lines[:] = split(lines)


def setup(app: Any) -> dict[str, Any]:
    """Come before napoleon, which has the usual priority."""
    app.connect("autodoc-process-docstring", _process, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
