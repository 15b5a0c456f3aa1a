"""Run the book's chapters as notebooks, and let nothing be skipped where it must not.

``pytest --nbval-lax book`` runs the MyST sources cell by cell, as nbval runs ``.ipynb`` files.
Where ``CI=true`` a skipped test fails the run: there every tool must be installed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import jupytext
import nbformat
import pytest
from nbval.plugin import IPyNbFile

ROOT = Path(__file__).resolve().parent

# the kernels find govlib as the tests do
os.environ["PYTHONPATH"] = os.pathsep.join(
    p for p in (str(ROOT), os.environ.get("PYTHONPATH")) if p
)


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep on one worker what shares a costly fixture: a file, and all of grading."""
    grading = ROOT / "tests" / "exercises"
    for item in items:
        group = grading if grading in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(str(group.relative_to(ROOT))))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that skipped something where it must not."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("CI") == "true":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"{len(skipped)} skipped, where CI=true: a missing tool?", red=True)
