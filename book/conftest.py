"""Run the book's chapters as notebooks: ``pytest --nbval-lax book``.

The MyST sources run cell by cell, as nbval runs ``.ipynb`` files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import jupytext
import nbformat
import pytest
from nbval.plugin import IPyNbFile


class MystNotebook(IPyNbFile):
    """A MyST notebook; every code cell is one test."""

    def collect(self) -> Iterator[Any]:
        """Let nbval collect what jupytext reads."""
        book = jupytext.read(self.path)
        with mock.patch.object(nbformat, "read", return_value=book):
            yield from list(super().collect())


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> MystNotebook | None:
    """Take the sources that say they are notebooks, where nbval is asked for."""
    option = parent.config.option
    if file_path.suffix != ".md" or not (option.nbval or option.nbval_lax):
        return None
    head = file_path.read_text(encoding="utf-8")[:600]
    if head.startswith("---") and "kernelspec:" in head:
        return MystNotebook.from_parent(parent, path=file_path)
    return None
