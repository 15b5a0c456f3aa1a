"""The commands of the guide, as an instructor types them, over the graded class."""

from __future__ import annotations

import csv
import os
import subprocess
import zipfile
from pathlib import Path

from kit.records import note, read, record_path
from kit_course import GRADING, ROOT, Classroom

NAME = "collective-action"
HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,The dilemma of collective action (7)\n"


def make(classroom: Classroom, *words: str, fails: bool = False) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    told = [f"A={NAME}", f"COURSE={classroom.kit.course.root}", f"GRADE_VENV={GRADING}"]
    done = subprocess.run(
        ["make", "--no-print-directory", *words, *told],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_points_go_into_the_export_of_canvas(classroom, tmp_path):
    students = list(classroom.expected[NAME])
    rows = "".join(f"{s},{100 + i},,{s},1A,\n" for i, s in enumerate(students))
    export = tmp_path / "Grades.csv"
    export.write_text(HEAD + "    Points Possible,,,,,33.00\n" + rows + "Cole,999,,,1A,5\n")
    said = make(classroom, "grades", "FOR=canvas", f"FROM={export}")
    assert "left as it was: model: waits for points by hand (q5-why q6-plot q6-memo)" in said
    assert "left as it was: Cole: in the export, but handed in nothing here" in said
    path = classroom.kit.course.root / "upload" / f"{NAME}-canvas.csv"
    with path.open(encoding="utf-8") as file:
        points = {row[0]: row[-1] for row in csv.reader(file)}
    assert points["untouched"] == "0"
    assert points["model"] == ""  # open, and so not a number
    assert points["Cole"] == "5"  # as it was
    export.write_text(HEAD + "    Points Possible,,,,,33.00\n" + "Cole,999,,,1A,5\n")
    path.unlink()
    said = make(classroom, "grades", "FOR=canvas", f"FROM={export}", fails=True)
    assert "nothing was written" in said
    assert "untouched: nobody there" in said
    assert not path.exists()


def test_pages_go_into_a_zip_for_canvas(classroom):
    record = record_path(classroom.kit.course.root, NAME, "untouched")
    told = read(record).get("collect", {})
    note(record, "collect", **{"look": [], **told, "sent": "x_LATE_101_7_a.ipynb"})
    try:
        said = make(classroom, "feedback", "FOR=canvas")
    finally:
        note(record, "collect", **{"look": [], **told})
    assert "1 page, no hidden test in any" in said
    assert "left out for now: model: waits for points by hand" in said
    path = classroom.kit.course.root / "upload" / f"{NAME}-canvas-feedback.zip"
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [f"x_LATE_101_7_feedback-{NAME}.html"]
        assert "a hidden test failed" in archive.read(archive.namelist()[0]).decode()


def test_the_class_is_shown(classroom):
    path = Path(make(classroom, "overview").strip().splitlines()[-1])
    assert path == classroom.kit.course.root / "overview" / f"{NAME}.html"
    assert path.exists()
