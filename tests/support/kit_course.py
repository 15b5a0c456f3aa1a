"""The kit of `exercises/` as tests call it: its command line, on a course of their own."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT / "exercises") not in sys.path:
    sys.path.insert(0, str(ROOT / "exercises"))

from kit import master  # noqa: E402
from kit.course import Course  # noqa: E402

GRADING = (ROOT / ".venv-grade").resolve()  # the sandbox mounts the place itself, not a link
NAMES = tuple(master.known())
SEED = 4


def missing(what: str) -> None:
    """Skip with a sentence on a private machine; fail where everything must be there."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(what)
    pytest.skip(what)


@dataclass(frozen=True)
class Kit:
    """The command line on one course."""

    python: Path
    course: Course

    def __call__(self, *words: str, fails: bool = False, **env: str) -> str:
        done = subprocess.run(
            [str(self.python), "-m", "kit", "--course", str(self.course.root), *words],
            cwd=ROOT / "exercises",
            env={**os.environ, **env},
            capture_output=True,
            text=True,
        )
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def table(self, name: str) -> dict[str, dict[str, str]]:
        """Return the grades, a row a student."""
        self("grades", name)
        with (self.course.root / f"{name}.csv").open(encoding="utf-8") as file:
            return {row["student"]: row for row in csv.DictReader(file)}


@dataclass(frozen=True)
class Classroom:
    """A graded class."""

    kit: Kit
    expected: dict[str, dict[str, float | None]]
    tables: dict[str, dict[str, dict[str, str]]]
    printed: str

    def row(self, student: str, name: str = "collective-action") -> dict[str, str]:
        """Return the grades of one student."""
        return self.tables[name][student]


def new_course(root: Path, python: Path, names: tuple[str, ...] = NAMES) -> Kit:
    """Return the command line on a new course with releases."""
    kit = Kit(python, Course.here(root))
    for name in names:
        kit("release", name, "--seed", str(SEED))
    return kit
