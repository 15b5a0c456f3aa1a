"""The grading environment, and a class of fake students graded once for all tests."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "exercises"))

from kit import rehearsal  # noqa: E402
from kit.course import Course  # noqa: E402
from kit.sandbox import refusal  # noqa: E402

GRADING = ROOT / ".venv-grade"
SEED = 4


def missing(what: str) -> None:
    """Skip with a sentence on a private machine; fail where everything must be there."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def grading() -> Path:
    """Return the Python of the grading environment, made if it is not there."""
    if (why := refusal()) is not None:
        missing(why)
    made = subprocess.run(["make", "-C", str(ROOT / "exercises"), "env"], capture_output=True)
    if made.returncode:
        missing(f"the grading environment could not be made: {made.stderr.decode()[-500:]}")
    return GRADING / "bin" / "python"


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


def new_course(root: Path, python: Path) -> Kit:
    """Return the command line on a new course with both releases."""
    kit = Kit(python, Course.here(root))
    for name in ("collective-action", "two-edges"):
        kit("release", name, "--seed", str(SEED))
    return kit


@pytest.fixture(scope="session")
def classroom(grading: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Return a class in which each student has done something else, graded."""
    from fake_students import hand_in_all

    kit = new_course(tmp_path_factory.mktemp("course"), grading)
    expected = {name: hand_in_all(kit.course, name) for name in ("collective-action", "two-edges")}
    printed = "".join(kit("grade", name, "--jobs", "2", "--cell-seconds", "2") for name in expected)
    return Classroom(kit, expected, {name: kit.table(name) for name in expected}, printed)


__all__ = ["Classroom", "Kit", "rehearsal"]
