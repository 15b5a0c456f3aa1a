"""Points go back in the platform's own file, feedback in the zip that the platform takes."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from kit import platforms, table
from kit.course import Course
from kit.grade import Result
from kit.made_up import canvas_export
from kit.records import note, read, record_path
from kit.release import FailedError
from kit.report import Line, Written
from kit.terms import Lateness

EXPORTS = Path(__file__).parent / "exports"

#: as Canvas's exporter writes it: a row about posting, the points, a test student at the end
CANVAS = (EXPORTS / "canvas.csv").read_text(encoding="utf-8")

TITLE = "Week 2: One network, two edges"

MOODLE = (EXPORTS / "moodle.csv").read_text(encoding="utf-8")


def line(student: str, total: float | None, most: float = 34) -> Line:
    status = "graded" if total is not None else "waits for points by hand"
    result = Result(student, status, by_tests=total or 0.0, most=most)
    if total is None:
        result.open_by_hand = ["q6-memo"]
    return Line(result, Lateness(), total, 0.0, [])


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path / "course")


def sent(course: Course, **names: str) -> None:
    for student, name in names.items():
        student = student.replace("_", "-")
        note(record_path(course.root, "two-edges", student), "collect", look=[], sent=name)
        (course.folder("submitted", student, "two-edges")).mkdir(parents=True)


def fill(course, tmp_path, monkeypatch, text, found, platform="canvas", **more):
    export = tmp_path / "export.csv"
    export.write_bytes(text if isinstance(text, bytes) else text.encode())
    monkeypatch.setattr(platforms, "lines", lambda *_: found)
    return platforms.fill(course, "two-edges", platform, export, **more)


def canvas(title: str = TITLE, most: str = "34.00") -> str:
    return CANVAS.format(title=title, most=most)


def rows(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_canvas_gets_its_own_export_back_with_one_column(course, tmp_path, monkeypatch):
    sent(course, bergada_124="bergada_124_9002_two-edges.ipynb")
    found = [line("bergada-123", 30.5), line("bergada-124", 12), line("eve@un.org", None)]
    made = fill(course, tmp_path, monkeypatch, canvas(), found)
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{TITLE} (13)"]
    assert rows(made.path) == [
        head,
        ["    Points Possible", "", "", "", "", "34.00"],
        ["Berg, Ada", "123", "A1", "ada@un.org", "1A", "30.5"],
        ["Berg, Ada", "124", "A2", "ada2@un.org", "1A", "12"],
        ["'=1+1, Eve", "125", "A3", "eve@un.org", "1A", "4.00"],  # open: as it was
        ["Wei, Li", "126", "A4", "li@un.org", "1A", ""],
        ["Student, Test", "999", "", "x", "1A", ""],
    ]
    assert made.points == 2
    assert made.left == [
        "eve@un.org: waits for points by hand (q6-memo)",
        "Wei, Li: in the export, but handed in nothing here",
    ]


@pytest.mark.parametrize("student", ["li@un.org", "A4", "weili", "Li-Wei", "LI WEI"])
def test_a_student_from_a_folder_is_told_by_any_name(course, tmp_path, monkeypatch, student):
    made = fill(course, tmp_path, monkeypatch, canvas(), [line(student, 7)])
    assert rows(made.path)[5] == ["Wei, Li", "126", "A4", "li@un.org", "1A", "7"]


@pytest.mark.parametrize(
    ("student", "why"),
    [
        ("zoe-500", "zoe-500 .number 500.: nobody there"),
        ("weili-500", "weili-500 .number 500.: nobody there"),  # a name does not outweigh a number
        ("bergada", "bergada: Berg, Ada, Berg, Ada"),
    ],
)
def test_nothing_is_written_when_somebody_is_not_found(course, tmp_path, monkeypatch, student, why):
    found = [line("bergada-123", 30), line(student, 1)]
    with pytest.raises(FailedError, match=why):
        fill(course, tmp_path, monkeypatch, canvas(), found)
    assert not list(course.root.rglob("*.csv"))
    made = fill(course, tmp_path, monkeypatch, canvas(), found, leave_out=[student])
    assert made.points == 1


def test_two_of_ours_are_never_one_of_theirs(course, tmp_path, monkeypatch):
    with pytest.raises(FailedError, match="A1"):
        fill(course, tmp_path, monkeypatch, canvas(), [line("bergada-123", 3), line("A1", 4)])


def test_other_points_on_the_platform_are_refused(course, tmp_path, monkeypatch):
    with pytest.raises(FailedError, match="counts 100 points there and 34 here"):
        fill(course, tmp_path, monkeypatch, canvas(most="100.00"), [line("bergada-123", 3)])


def test_the_column_must_be_told_apart(course, tmp_path, monkeypatch):
    with pytest.raises(FailedError, match=r"no column .*--column.*Essay \(11\)"):
        fill(course, tmp_path, monkeypatch, canvas("Homework"), [line("bergada-123", 3)])
    for column in ("Homework (13)", "homework", "13"):
        made = fill(
            course, tmp_path, monkeypatch, canvas("Homework"), [line("A1", 3)], column=column
        )
        assert rows(made.path)[0][-1] == "Homework (13)"
    twice = canvas().replace("Essay", "One network, two edges (old)")
    with pytest.raises(FailedError, match="more than one column"):
        fill(course, tmp_path, monkeypatch, twice, [line("bergada-123", 3)])


@pytest.mark.parametrize("form", ["utf-8-sig", "utf-16", "semicolon"])
def test_exports_of_other_countries_are_read(course, tmp_path, monkeypatch, form):
    text = canvas().replace("Wei, Li", "Wéi, Lì")
    delimiter = ","
    if form == "semicolon":
        listed = list(csv.reader(text.splitlines()))
        text = "\n".join(";".join(f'"{cell}"' for cell in row) for row in listed)
        data, delimiter = text.encode(), ";"
    else:
        data = text.encode(form)
    made = fill(course, tmp_path, monkeypatch, data, [line("Wéi-Lì", 7)])
    assert rows(made.path, delimiter)[5][0] == "Wéi, Lì"
    assert rows(made.path, delimiter)[5][-1] == "7"


@pytest.mark.parametrize("text", ["a,b\n", "Name,Points\nx,1\n", "PK\x03\x04"])
def test_what_is_no_export_is_refused(course, tmp_path, monkeypatch, text):
    for platform in platforms.PLATFORMS:
        with pytest.raises(FailedError):
            fill(course, tmp_path, monkeypatch, text, [line("A1", 3)], platform)


def test_moodle_gets_its_worksheet_back(course, tmp_path, monkeypatch):
    sent(course, Li_Wei_77="Li Wei_77_assignsubmission_file/two-edges.ipynb")
    found = [line("Li-Wei-77", 20), line("ada@un.org", 31.5)]
    made = fill(course, tmp_path, monkeypatch, MOODLE, found, "moodle")
    back, were = rows(made.path), list(csv.reader(MOODLE.splitlines()))
    assert [row[4] for row in back] == ["Grade", "20", "31.5"]
    for new, old in zip(back, were, strict=True):
        assert new[:4] + new[5:] == old[:4] + old[5:]
    # when it came stands in the worksheet, and is kept for the late rule
    record = read(record_path(course.root, "two-edges", "Li-Wei-77"))
    assert record["platform"]["handed_in"].startswith("2027-03-05T23:58")


def test_a_worksheet_in_another_language(course, tmp_path, monkeypatch):
    text = MOODLE.replace("Identifier", "ID").replace(",Grade,", ",Bewertung,")
    text = text.replace("Participant ", "Teilnehmer/in").replace("34.00", '"34,00"')
    with pytest.raises(FailedError, match="--column"):
        fill(course, tmp_path, monkeypatch, text, [line("x-77", 20)], "moodle")
    words = {"platform": "moodle", "column": "Bewertung"}
    made = fill(course, tmp_path, monkeypatch, text, [line("x-77", 20)], **words)
    assert rows(made.path)[1][:5] == ["Teilnehmer/in77", "Li Wei", "li@un.org", MOODLE_STATUS, "20"]


MOODLE_STATUS = "Submitted for grading"


@pytest.mark.parametrize(
    ("sent", "platform", "name"),
    [
        ("liwei_77_9004_a_b (2).ipynb", "canvas", "liwei_77_9004_feedback-two-edges.html"),
        ("x.zip/li_LATE_77_90_y.ipynb", "canvas", "li_LATE_77_90_feedback-two-edges.html"),
        ("Li Wei_77_assignsubmission_file_/sub/y.ipynb", "canvas", ""),
        ("amy/two-edges.ipynb", "canvas", ""),
        ("", "canvas", ""),
        (
            "Li_Wei_77_assignsubmission_file_/sub/y.ipynb",
            "moodle",
            "Li Wei_77_assignsubmission_file/feedback-two-edges.html",
        ),
        ("liwei_77_9004_two-edges.ipynb", "moodle", ""),
    ],
)
def test_feedback_goes_back_by_the_platform_s_rule(sent, platform, name):
    assert platforms.back(sent, "two-edges", platform) == name


def test_the_zip_holds_everybodys_page_under_that_name(course, tmp_path, monkeypatch):
    pages = []
    for student in ("liwei-77", "amy"):
        page = course.folder("feedback", student, "two-edges") / "two-edges.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"page of {student}")
        pages.append(page)
    sent(course, liwei_77="liwei_77_9004_two-edges.ipynb", amy="amy/two-edges.ipynb")
    written = Written(pages, {"dan": "the page would show a hidden test"})
    monkeypatch.setattr(platforms, "feedback", lambda *_: written)
    found = [line("liwei-77", 3), line("amy", 4), line("eve", None), line("dan", 5)]
    monkeypatch.setattr(platforms, "lines", lambda *_: found)
    with pytest.raises(FailedError, match=r"amy: amy/two-edges\.ipynb"):
        platforms.pack(course, "two-edges", "canvas")
    made = platforms.pack(course, "two-edges", "canvas", ["amy"])
    with zipfile.ZipFile(made.path) as archive:
        assert archive.namelist() == ["liwei_77_9004_feedback-two-edges.html"]
        assert archive.read(archive.namelist()[0]) == b"page of liwei-77"
    assert made.left == [
        "eve: waits for points by hand (q6-memo)",
        "dan: the page would show a hidden test",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "@SUM(1)", "-1+1", "\t=1", "  =1", "-cmd|x"])
def test_no_cell_begins_a_formula(tmp_path, text):
    path = table.write(tmp_path / "x.csv", [["name"], [text]])
    assert rows(path)[1][0].startswith("'")


@pytest.mark.parametrize("value", ["-", "-2.5", "-2,5", "-10%", -3, 2.5, "x=1", "", None])
def test_other_cells_stay_as_they_are(value):
    assert table.safe(value) == ("" if value is None else str(value))


def test_a_rehearsal_ends_in_the_gradebook_of_its_platform(course, tmp_path, monkeypatch):
    files = ["abeada_1000_5000_x.ipynb", "bergben_LATE_1011_5011_x.ipynb"]
    path = canvas_export(tmp_path / "made-up.csv", "two-edges", files)
    found = [line("abeada-1000", 20), line("bergben-1011", 30)]
    made = fill(course, tmp_path, monkeypatch, path.read_bytes(), found)
    assert [row[:2] + row[-1:] for row in rows(made.path)[2:]] == [
        ["Abe, Ada", "1000", "20"],
        ["Berg, Ben", "1011", "30"],
        ["Cole, Kim", "1012", ""],
    ]
    assert made.left == ["Cole, Kim: in the export, but handed in nothing here"]
