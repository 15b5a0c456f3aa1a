"""A course lives in any folder that a file system takes, from release to feedback."""

from __future__ import annotations

import os
import subprocess

import pytest
from kit import rehearsal
from kit.course import Course
from kit.release import hand_in
from kit_course import GRADING, NAME, ROOT, new_course

ODD = """My course, 100% ?{a}%41 [x] *$HOME# 'it' "is" \\b `ls` & ünï;é"""


def test_an_assignment_lives_in_a_folder_of_any_name(grader, tmp_path):
    kit = new_course(tmp_path / ODD, grader, NAME)
    hand_in(kit.course, NAME, "amy", rehearsal.blank(kit.course, NAME))
    assert "0 by tests" in kit("grade", NAME)
    assert kit.table()["amy"]["total"] == "0"
    assert "1 pages" in kit("feedback", NAME)
    page = kit.course.folder("feedback", "amy", NAME) / f"{NAME}.html"
    assert page.is_file()
    assert (kit.course.root / "gradebook.db").is_file()
    assert kit("overview", NAME).strip().endswith(f"{NAME}.html")
    # and make gets the name as it is
    words = ["make", "grades", f"A={NAME}", f"GRADE_VENV={GRADING}"]
    env = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    env["COURSE"] = str(kit.course.root)
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True)
    assert not done.returncode, done.stdout + done.stderr
    assert str(kit.course.root / f"{NAME}.csv") in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == [ODD]


def test_one_folder_has_one_gradebook_by_whatever_way(tmp_path):
    odd = Course(tmp_path / "100%")
    assert odd.place != odd.root
    assert odd.place.parent.stat().st_mode & 0o077 == 0
    odd.root.mkdir()
    assert Course.here(odd.place) == Course.here(odd.root)
    assert Course(tmp_path / "plain ünï").place == tmp_path / "plain ünï"


def test_a_folder_of_somebody_else_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "courses-4711").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    with pytest.raises(PermissionError, match="belongs to somebody else"):
        _ = Course(tmp_path / "100%").place


VERSIONS = """
from kit.course import newest_gradebook
from nbgrader.api import get_alembic_version
print(get_alembic_version.__module__, get_alembic_version(), newest_gradebook())
"""


def test_a_new_gradebook_is_of_the_version_that_nbgrader_gives_it(grader):
    ended, said = grader(code=VERSIONS)
    assert not ended, said
    whose, wanted, given = said.split()
    assert whose == "nbgrader.api"
    assert given == wanted
