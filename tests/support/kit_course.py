"""The kit of `exercises/` as tests call it: its command line, on a course of their own."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from nursery import Nursery

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT / "exercises") not in sys.path:
    sys.path.insert(0, str(ROOT / "exercises"))

from kit import leaks, master  # noqa: E402
from kit.course import Course  # noqa: E402

GRADING = (ROOT / ".venv-grade").resolve()  # the sandbox mounts the place itself, not a link
NAMES = tuple(master.known())
SEED = 4

#: the assignment by which the kit is tried; what each one needs is for test_assignments.py
NAME = "collective-action"


#: the private lines of all masters, which take seconds to collect
every_private_line = cache(leaks.every_line)


def missing(what: str) -> None:
    """Skip with a sentence on a private machine; fail where everything must be there."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(what)
    pytest.skip(what)


#: what commands import; nothing of it may keep anything from one to the next
COMMANDS = (
    "kit",  # first, since it says what others need not import
    *("matplotlib.pyplot", "nbgrader.apps", "pandas", "scipy.optimize"),
    *("govlib.games", "govlib.networks"),
    *(f"kit.{name}" for name in ("check", "otter", "overview", "platforms", "public")),
    *(f"kit.{name}" for name in ("rehearsal", "steps", "student_kit", "trial")),
)

#: a command, as ``python -m kit`` runs it
COMMAND = """
import sys
from kit.__main__ import main
sys.argv[0] = "kit"
sys.exit(main(sys.argv[1:]))
"""


class Grader:
    """The grading environment: a process that has imported the kit, and copies itself.

    A command alone takes seconds to import nbgrader; the tests call more than a hundred.
    """

    def __init__(self, python: Path) -> None:
        self.python = python
        self.nursery = Nursery(COMMANDS, [ROOT / "exercises", ROOT], python)

    def __call__(self, *words: str, code: str = COMMAND, **env: str) -> tuple[int, str]:
        """Run a command, or a program; return its exit code and what it printed."""
        done = self.nursery.run(code, *words, cwd=ROOT / "exercises", env=env, together=True)
        return done.returncode, done.stdout

    def close(self) -> None:
        """End it."""
        self.nursery.close()


@dataclass(frozen=True)
class Kit:
    """The command line on one course."""

    grader: Grader
    course: Course

    def __call__(self, *words: str, fails: bool = False, **env: str) -> str:
        code, said = self.grader("--course", str(self.course.root), *words, **env)
        assert bool(code) == fails, said
        return said

    def run(self, code: str, *words: str) -> str:
        """Run a program in the grading environment, with the course as its first word."""
        ended, said = self.grader(str(self.course.root), *words, code=code)
        assert not ended, said
        return said

    def copy(self, root: Path) -> Kit:
        """Return the command line on a copy of the course, in a new folder."""
        shutil.copytree(self.course.root, root, symlinks=True)
        return Kit(self.grader, Course.here(root))

    def table(self, name: str = NAME) -> dict[str, dict[str, str]]:
        """Return the grades, a row a student."""
        self("grades", name)
        with (self.course.root / f"{name}.csv").open(encoding="utf-8") as file:
            return {row["student"]: row for row in csv.DictReader(file)}


@dataclass(frozen=True)
class Classroom:
    """A graded class; what a test changes in it, it puts back."""

    kit: Kit
    expected: dict[str, float | None]
    rows: dict[str, dict[str, str]]
    printed: str

    def row(self, student: str) -> dict[str, str]:
        """Return the grades of one student, as they were first."""
        return self.rows[student]


def new_course(root: Path, grader: Grader, *names: str) -> Kit:
    """Return the command line on a new course with releases of some assignments."""
    kit = Kit(grader, Course.here(root))
    for name in names:
        kit("release", name, "--seed", str(SEED))
    return kit
