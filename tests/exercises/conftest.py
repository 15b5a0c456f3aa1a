"""The grading environment, and a class of fake students graded once for all tests."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from kit_course import GRADING, NAME, ROOT, Classroom, Grader, Kit, missing, new_course


@pytest.fixture(scope="session")
def grading() -> Path:
    """Return the Python of the grading environment, made if it is not there."""
    from kit.sandbox import refusal

    if (why := refusal()) is not None:
        missing(why)
    made = subprocess.run(["make", "-C", str(ROOT / "exercises"), "env"], capture_output=True)
    if made.returncode:
        missing(f"the grading environment could not be made: {made.stderr.decode()[-500:]}")
    return GRADING / "bin" / "python"


@pytest.fixture(scope="session")
def grader(grading: Path) -> Iterator[Grader]:
    """Return what runs commands of the kit there."""
    grader = Grader(grading)
    yield grader
    grader.close()


@pytest.fixture(scope="session")
def classroom(grader: Grader, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Return a class in which each student has done something else, graded.

    A short limit is for whoever waits for it. All others have the kit's own, and long enough for
    a whole notebook: what an honest answer earns must not hang on what else the machine does.
    """
    from fake_students import ENDLESS, hand_in_all

    kit = new_course(tmp_path_factory.mktemp("course"), grader, NAME)
    expected = hand_in_all(kit.course, NAME)
    settings = kit.course.root / "course.toml"
    settings.write_text("[limits]\ntotal = 1200\n", encoding="utf-8")
    printed = kit("grade", NAME, "--student", ENDLESS, "--cell-seconds", "4")
    printed += kit("grade", NAME, "--jobs", "2")
    settings.unlink()
    return Classroom(kit, expected, kit.table(), printed)


@pytest.fixture
def copied(classroom: Classroom, tmp_path: Path) -> Kit:
    """Return the command line on a copy of the graded course, to be changed at will."""
    return classroom.kit.copy(tmp_path / "course")


@pytest.fixture(scope="session")
def feedback(classroom: Classroom) -> str:
    """Write everybody's feedback; return what the command said."""
    return classroom.kit("feedback", NAME)
