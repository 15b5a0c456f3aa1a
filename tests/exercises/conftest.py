"""The grading environment, and a class of fake students graded once for all tests."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from kit_course import GRADING, NAMES, ROOT, Classroom, missing, new_course


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
def classroom(grading: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Return a class in which each student has done something else, graded."""
    from fake_students import hand_in_all

    kit = new_course(tmp_path_factory.mktemp("course"), grading)
    expected = {name: hand_in_all(kit.course, name) for name in NAMES}
    printed = "".join(kit("grade", name, "--jobs", "2", "--cell-seconds", "2") for name in NAMES)
    return Classroom(kit, expected, {name: kit.table(name) for name in NAMES}, printed)


@pytest.fixture(scope="session")
def feedback(classroom: Classroom) -> dict[str, str]:
    """Write everybody's feedback; return what the command said of each assignment."""
    return {name: classroom.kit("feedback", name) for name in NAMES}
