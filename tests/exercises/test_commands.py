"""The commands of the guide, as an instructor types them, over the graded class."""

from __future__ import annotations

import csv
import os
import subprocess
import zipfile
from pathlib import Path

from kit.master import PLANTED
from kit.records import note, record_path
from kit_course import GRADING, NAME, ROOT, Kit

HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,The dilemma of collective action (7)\n"


def make(kit: Kit, *words: str, fails: bool = False) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    told = [f"A={NAME}", f"COURSE={kit.course.root}", f"GRADE_VENV={GRADING}"]
    done = subprocess.run(
        ["make", "--no-print-directory", *words, *told],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_points_go_into_the_export_of_canvas(classroom, copied, tmp_path):
    students = list(classroom.expected)
    rows = "".join(f"{s},{100 + i},,{s},1A,\n" for i, s in enumerate(students))
    export = tmp_path / "Grades.csv"
    export.write_text(HEAD + "    Points Possible,,,,,33.00\n" + rows + "Cole,999,,,1A,5\n")
    said = make(copied, "grades", "FOR=canvas", f"FROM={export}")
    assert "left as it was: model: waits for points by hand (q5-why q6-plot q6-memo)" in said
    assert "left as it was: Cole: in the export, but handed in nothing here" in said
    path = copied.course.root / "upload" / f"{NAME}-canvas.csv"
    with path.open(encoding="utf-8") as file:
        points = {row[0]: row[-1] for row in csv.reader(file)}
    assert points["untouched"] == "0"
    assert points["model"] == ""  # open, and so not a number
    assert points["Cole"] == "5"  # as it was
    export.write_text(HEAD + "    Points Possible,,,,,33.00\n" + "Cole,999,,,1A,5\n")
    path.unlink()
    said = make(copied, "grades", "FOR=canvas", f"FROM={export}", fails=True)
    assert "nothing was written" in said
    assert "untouched: nobody there" in said
    assert not path.exists()


def test_pages_go_into_a_zip_for_canvas(classroom, copied):
    # all points by tests only: whoever has answered nothing, or broken what she had
    complete = [s for s in classroom.expected if classroom.row(s)["status"] == "graded"]
    assert "untouched" in complete
    for number, student in enumerate(complete):
        record = record_path(copied.course.root, NAME, student)
        note(record, "collect", look=[], sent=f"{student}_LATE_{number}_7_a.ipynb")
    teller = complete.pop()
    path = copied.course.folder("autograded", teller, NAME) / f"{NAME}.ipynb"
    path.write_text(path.read_text().replace("# Further tests", f"# {PLANTED}"))
    said = make(copied, "feedback", "FOR=canvas")
    assert f"left out for now: {teller}: the page would show a hidden test" in said
    assert not (copied.course.folder("feedback", teller, NAME)).exists()
    assert f"{len(complete)} pages, no hidden test in any" in said
    assert "left out for now: model: waits for points by hand" in said
    path = copied.course.root / "upload" / f"{NAME}-canvas-feedback.zip"
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == sorted(
            f"{student}_LATE_{number}_7_feedback-{NAME}.html"
            for number, student in enumerate(complete)
        )
        page = f"untouched_LATE_{complete.index('untouched')}_7_feedback-{NAME}.html"
        assert "a hidden test failed" in archive.read(page).decode()


def test_the_class_is_shown(copied):
    path = Path(make(copied, "overview").strip().splitlines()[-1])
    assert path == copied.course.root / "overview" / f"{NAME}.html"
    assert path.exists()


def test_pages_of_which_nothing_changed_stay(copied):
    two = ["--student", "model", "--student", "second-ideas"]
    copied("feedback", NAME, *two)
    pages = {s: copied.course.folder("feedback", s, NAME) / f"{NAME}.html" for s in two[1::2]}
    before = {s: (page.stat().st_mtime_ns, page.read_bytes()) for s, page in pages.items()}
    assert "2 are as they were" in copied("feedback", NAME, *two)
    assert {s: (p.stat().st_mtime_ns, p.read_bytes()) for s, p in pages.items()} == before
    copied.run(COMMENT)  # one page changes by a comment, both by what comments are called
    said = copied("feedback", NAME, *two)
    assert "1 are as they were" in said
    assert "[2/2] second-ideas" in said
    assert "Well done, indeed." in pages["second-ideas"].read_text(encoding="utf-8")
    (copied.course.root / "course.toml").write_text('[comments]\naxis = "Which unit?"\n')
    assert "are as they were" not in copied("feedback", NAME, *two)
    pages["model"].chmod(0o644)
    pages["model"].unlink()
    assert "1 are as they were" in copied("feedback", NAME, *two)


COMMENT = """
import sys
from kit.course import Course
with Course.here(sys.argv[1]).gradebook() as book:
    comment = book.find_comment("q6-memo", *["collective-action"] * 2, "second-ideas")
    comment.manual_comment = "Well done, indeed."
    book.db.commit()
"""


def test_no_command_waits_for_grammars_of_addresses(grader):
    assert grader(code="import sys, kit.course\nassert 'lark' not in sys.modules") == (0, "")
