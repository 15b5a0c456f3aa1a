"""Reference pages that are made from the package: results, data, API.

A line ``% generate: NAME`` in a source stands for Markdown that is written when the page is
read. What it holds depends on the package alone, so the pages are read again when the package
changes, and not otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from .api import api, index
from .data import tables
from .results import results

MARK = re.compile(r"^% generate: (\w+)(?: (\w+))?$", re.M)

GENERATORS: dict[str, Callable[..., Iterator[str]]] = {
    "results": results,
    "data": tables,
    "api": api,
    "index": index,
}


def expand(app: Any, docname: str, source: list[str]) -> None:
    """Replace each mark by what it stands for."""

    def written(match: re.Match[str]) -> str:
        name, argument = match.groups()
        arguments = [argument] if argument else []
        return "\n".join(GENERATORS[name](app, *arguments))

    source[0] = MARK.sub(written, source[0])


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.connect("source-read", expand)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
