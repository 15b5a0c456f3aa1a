"""The code of a chapter's cells, read once however many keys and pictures depend on it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import jupytext

__all__ = ["code"]


def code(path: Path) -> str:
    """Return the code of all cells of a notebook, without magics and the options of cells."""
    return _code(path, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def _code(path: Path, text: str) -> str:
    cells = [c.source for c in jupytext.read(path).cells if c.cell_type == "code"]
    lines = (line for cell in cells for line in cell.split("\n"))
    return "\n".join(line for line in lines if not re.match(r"\s*[%!:]", line))
