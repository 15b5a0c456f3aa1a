"""What students install holds no solution, and tells whether it is what grades."""

from __future__ import annotations

import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from accessible import violations
from kit import leaks, master, student_kit
from kit_course import NAMES, Kit, every_private_line, new_course


@pytest.fixture(scope="module")
def kit(grader, tmp_path_factory) -> Kit:
    """Return the command line on a course with one release."""
    kit = new_course(tmp_path_factory.mktemp("kit") / "course", grader, NAMES[0])
    (kit.course.root / "course.toml").write_text(
        f"[due]\n{NAMES[0]} = 2027-03-05\n[late]\nper_day = 10\nmost = 50\n[limits]\ncell = 30\n"
    )
    return kit


@pytest.fixture(scope="module")
def made(kit) -> Path:
    """Return the folder of a kit."""
    place = kit.course.root.parent
    said = kit(
        "student-kit", str(place / "hand out"), "--binder", "https://hub.org/v2/gh/o/r/HEAD/"
    )
    assert said.strip().endswith("hand out.zip")
    return place / "hand out"


def test_it_holds_what_students_need_and_no_more(made):
    (wheel,) = made.glob("govlib-*-py3-none-any.whl")
    names = {"check.ipynb", "requirements.txt", "START-HERE.html", f"{NAMES[0]}.ipynb", wheel.name}
    assert {path.name for path in made.iterdir()} == names
    with zipfile.ZipFile(made.with_name("hand out.zip")) as archive:
        assert set(archive.namelist()) == {f"hand out/{name}" for name in names}
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.namelist()
    assert {name.split("/")[0].split("-")[0] for name in inside} == {"govlib"}
    assert "govlib/data/tables/donors.csv" in inside or any(n.endswith(".csv") for n in inside)


def test_it_holds_no_solution(made):
    assert not leaks.search([made, made.with_name("hand out.zip")], every_private_line())


def check(made: Path, python: Path, place: Path, numpy: str = "") -> str:
    """Run the cell of the check where only the wheel's govlib can be found."""
    (cell,) = (
        "".join(c["source"])
        for c in json.loads((made / "check.ipynb").read_text())["cells"]
        if c["cell_type"] == "code"
    )
    if numpy:  # as if another one had been there when the kit was made
        cell, count = re.subn(r'"numpy": "[^"]+"', f'"numpy": "{numpy}"', cell)
        assert count == 1
    env = {**os.environ, "PYTHONPATH": str(place)}
    words = [str(python), "-c", cell]
    done = subprocess.run(words, cwd=made, env=env, capture_output=True, text=True)
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.fixture
def installed(made, tmp_path) -> Path:
    """Return a folder with what the wheel installs."""
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    return tmp_path / "site"


def test_the_same_environment_is_told(made, grading, installed):
    said = check(made, grading, installed)
    assert said.strip() == "Your environment is the one that grades."


def test_the_govlib_of_the_wheel_is_the_one_that_grades(installed):
    assert student_kit.digest(str(installed / "govlib")) == student_kit.digest(
        str(student_kit.GOVLIB)
    )


@pytest.mark.parametrize("change", ["edited", "added", "none", "packages"])
def test_another_environment_is_told(made, grading, installed, change):
    if change == "edited":
        path = installed / "govlib" / "games" / "public_goods.py"
        path.write_text(path.read_text() + "\n# changed\n")
    elif change == "added":
        (installed / "govlib" / "more.py").write_text("x = 1\n")
    elif change == "none":
        installed = made
    said = check(made, grading, installed, "0.1" if change == "packages" else "")
    assert said.startswith("This environment is not the one that grades:")
    wanted = {
        "none": "govlib is missing",
        "packages": "here, and 0.1 where it is graded",
    }.get(change, "govlib is another version than the one that grades")
    assert wanted in said
    assert "python -m pip install -r requirements.txt" in said


def test_line_ends_of_another_system_are_no_difference(tmp_path):
    for folder, end in (("a", "\n"), ("b", "\r\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.py").write_bytes(f"one{end}two{end}".encode())
    assert student_kit.digest(str(tmp_path / "a")) == student_kit.digest(str(tmp_path / "b"))


def test_the_page_says_terms_limits_and_packages(made):
    page = (made / "START-HERE.html").read_text(encoding="utf-8")
    for said in (
        master.load(NAMES[0]).title,
        "2027-03-05 23:59",
        "costs 10 % of the points earned, at most 50 %",
        "A cell may take 30 seconds",
        "networkx",
        f"https://hub.org/v2/gh/o/r/HEAD?labpath=exercises/release/{NAMES[0]}/{NAMES[0]}.ipynb",
    ):
        assert said in page


def test_the_page_is_one_when_printed(made, tmp_path):
    from chromium import chromium

    with chromium() as browser:
        page = browser.new_page()
        page.goto((made / "START-HERE.html").as_uri())
        page.pdf(path=str(tmp_path / "page.pdf"), format="A4", prefer_css_page_size=True)
    assert (tmp_path / "page.pdf").read_bytes().count(b"/Type /Page\n") == 1


def test_everybody_can_read_the_page(made):
    assert violations(made / "START-HERE.html") == []


def test_a_folder_with_other_things_is_left_alone(kit, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("x")
    assert "holds something else" in kit("student-kit", str(tmp_path / "thesis"), fails=True)
    assert (tmp_path / "thesis" / "chapter.txt").exists()


def test_a_course_without_releases_has_nothing_to_give(grader, tmp_path):
    kit = new_course(tmp_path / "course", grader)
    assert "make release comes first" in kit("student-kit", str(tmp_path / "x"), fails=True)
    assert not (tmp_path / "x").exists()
