"""Short forms in comments, lines of the rubric, hints to hidden tests."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kit.execution import HIDDEN
from kit.release import FailedError

#: stands in a hidden part; feedback shows it once nobody has time left
_HINT = re.compile(r"^[ \t]*#+ HINT:? +(.+?)[ \t]*$", re.M)
_RUBRIC = re.compile(r"\*Rubric\.\*\s*(.+)", re.S)
_POINTS = re.compile(r"\d+ points?:")
#: r1 and r2- are lines of the rubric, kept and missed; #axis is a comment of the course
_SHORT = re.compile(r"(?<![\w#])(?:r(?P<line>\d)(?P<missed>-)?|#(?P<word>[a-z][\w-]*))(?![\w-])")


def hints(source: str, where: str = "") -> list[str]:
    r"""Return the hints of a test that failed.

    Parameters
    ----------
    source : str
        The test, hidden part included.
    where : str
        The line that failed; a hint belongs to the lines between it and the next. If the line is
        not known, all hints are returned.

    Examples
    --------
    >>> test = "# HINT: Try two.\nassert f(2)\n# HINT: Try none.\nassert f(0)"
    >>> hints(test, "assert f(0)")
    ['Try none.']
    """
    found = list(_HINT.finditer(source))
    at = source.find(where) if where else -1
    before = [match for match in found if match.end() <= at]
    return [before[-1][1]] if before else [match[1] for match in found]


def rubric(text: str) -> list[str]:
    """Return the lines of a rubric, such as ``2 points: both curves``.

    Examples
    --------
    >>> rubric("*Rubric.* 2 points: both curves. 1 point: labels.")
    ['2 points: both curves.', '1 point: labels.']
    """
    found = _RUBRIC.search(text)
    if not found:
        return []
    said = " ".join(found[1].split())
    starts = [match.start() for match in _POINTS.finditer(said)]
    return [said[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]


def expand(comment: str, lines: list[str], words: Mapping[str, str]) -> str:
    """Write out the short forms of a comment; what is none stays as it is.

    Examples
    --------
    >>> expand("r1 r2- #axis", ["2 points: both.", "1 point: labels."], {"axis": "Which unit?"})
    '✓ 2 points: both. ✗ 1 point: labels. Which unit?'
    """

    def put(match: re.Match[str]) -> str:
        if match["word"]:
            return words.get(match["word"], match[0])
        number = int(match["line"])
        if not 1 <= number <= len(lines):
            return match[0]
        return f"{'✗' if match['missed'] else '✓'} {lines[number - 1]}"

    return _SHORT.sub(put, comment)


def comments(root: Path) -> dict[str, str]:
    """Return the comments that a course keeps for use again, from ``[comments]``."""
    path = root / "course.toml"
    said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    words = said.get("comments", {})
    if not isinstance(words, dict) or not all(isinstance(v, str) for v in words.values()):
        raise FailedError('course.toml: [comments] must hold texts, such as axis = "Which unit?"')
    return words


def help_for(cell: Any) -> list[str]:
    """Return the hints of a test cell, if a hidden line of it failed."""
    outputs = cell.get("outputs", [])
    errors = [o for o in outputs if o.output_type == "error" and o.ename == HIDDEN]
    if not errors:
        return []
    trace = errors[0].get("traceback", [])
    return hints(cell.source, trace[0] if len(trace) > 1 else "")
