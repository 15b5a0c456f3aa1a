"""Whose a file is, and who has sent none."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit import platforms, roster
from kit.collect import collect
from kit.course import Course
from kit.release import FailedError
from sent_files import book, look, taken, zipped


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path / "course")


@pytest.mark.parametrize(
    ("sent", "whose"),
    [
        # a student's own folder is hers, whatever she calls what is in it
        (["eve/Ada_123_assignsubmission_file/a.ipynb", "Ada/a.ipynb"], ["Ada", "eve"]),
        (["eve/ada_123_9_a.ipynb", "Ada/a.ipynb"], ["Ada", "eve"]),
        # folders of sections, and those around all, are nobody's
        (["group A/ada_123_9_a.ipynb", "group B/ben_4_7_a.ipynb"], ["ada-123", "ben-4"]),
        (["down/all/ada_123_9_a.ipynb", "down/all/ben_4_7_a.ipynb"], ["ada-123", "ben-4"]),
        (["x/Ada_1_assignsubmission_file/a.ipynb", "x/Bo_2_assignsubmission_file/a.ipynb"], None),
    ],
)
def test_a_platforms_names_are_believed_outside_of_a_students_folder(course, tmp_path, sent, whose):
    collect(course, "two-edges", zipped(tmp_path, {name: book(mark=name) for name in sent}))
    assert sorted(taken(course)) == (whose or ["Ada-1", "Bo-2"])


def test_a_file_gets_no_number_of_another_student(course, tmp_path):
    sent = {"eve/x_123_1_y.ipynb": book(mark="e"), "amy/two-edges.ipynb": book(mark="a")}
    collect(course, "two-edges", zipped(tmp_path, sent))
    assert platforms.platform_number(course, "two-edges", "eve") == ""
    collect(course, "two-edges", zipped(tmp_path, {"ada_123_9_a.ipynb": book(mark="c")}))
    assert platforms.platform_number(course, "two-edges", "ada-123") == "123"


def test_a_file_cannot_be_called_like_a_line_about_another(course, tmp_path):
    sent = {"amy/a\nben: two-edges.ipynb\u202e.ipynb": book(mark="a"), "ben/x.ipynb": book()}
    lines = collect(course, "two-edges", zipped(tmp_path, sent))
    assert [line.split(":")[0] for line in lines] == ["amy", "ben"]
    assert all(set(line).isdisjoint("\n\u202e") for line in [*lines, *look(course, "amy")])


def test_a_text_or_a_link_in_place_of_a_file_is_the_students(course, tmp_path):
    sent = {
        "bergada_LATE_123_text.html": "<html>",
        "roejo_9_link.html": "<html>",
        "LATE_anon_aB3dE_5_two-edges.ipynb": book(mark="old"),
        "anon_aB3dE_7_two-edges-1.ipynb": book(mark="new"),
    }
    lines = collect(course, "two-edges", zipped(tmp_path, sent))
    assert [line.split(":")[0] for line in lines] == ["anon-aB3dE", "bergada-123", "roejo-9"]
    assert taken(course) == {"anon-aB3dE": "new"}
    assert platforms.platform_number(course, "two-edges", "anon-aB3dE") == ""
    (tmp_path / "roster.csv").write_text(ROSTERS["canvas"])
    roster.keep(course, tmp_path / "roster.csv")
    assert roster.absent(course, course.students("two-edges")) == []


ROSTERS = {
    "canvas": "Student,ID,SIS Login ID,Section,two-edges (7)\n    Points Possible,,,,30\n"
    '"Berg, Ada",123,aberg,A,\n"Roe, Jo",9,jroe,A,\n',
    "moodle": "Identifier,Full name,Email address,Grade\nParticipant 123,Ada Berg,a@x.org,\n"
    "Participant 9,Jo Roe,j@x.org,\n",
    "list": "Ada Berg\nJo Roe\n",
    "table": "student;login\nAda Berg;ada-berg\nJo Roe;jo\n",
}


@pytest.mark.parametrize("kind", ROSTERS)
def test_a_roster_gives_everybody_a_row(course, tmp_path, kind):
    sent = {
        "canvas": "bergada_123_5_two-edges.ipynb",
        "moodle": "Ada Berg_123_assignsubmission_file/two-edges.ipynb",
    }.get(kind, "Ada Berg/two-edges.ipynb")
    collect(course, "two-edges", zipped(tmp_path, {sent: book(mark="ada")}))
    (tmp_path / "roster.csv").write_text(ROSTERS[kind])
    assert len(roster.keep(course, tmp_path / "roster.csv")) == 2
    missing = roster.absent(course, course.students("two-edges"))
    assert len(missing) == 1
    assert "Roe" in missing[0]
    assert roster.absent(course, [*course.students("two-edges"), *missing]) == []


GERMAN = "ID,Vollständiger Name,E-Mail-Adresse,Bewertung\nTeilnehmer/in123,Ada Berg,a@x.org,\n"
SPANISH = "Identificador;Nombre;Correo;Nota\nParticipante 123;Ada Berg;a@x.org;\n"


@pytest.mark.parametrize("text", [GERMAN, SPANISH])
def test_a_roster_from_moodle_is_read_in_any_language(course, tmp_path, text):
    (tmp_path / "roster.csv").write_text(text)
    assert roster.read(tmp_path / "roster.csv") == [roster.Person("Ada Berg", "123", ("a@x.org",))]


@pytest.mark.parametrize("text", ["Kim Lee\nAda Berg\nkim lee\n", "Name,Nota\nKim,\nKim,\n"])
def test_a_roster_that_cannot_tell_two_apart_is_refused(course, tmp_path, text):
    (tmp_path / "roster.csv").write_text(text)
    with pytest.raises(FailedError, match="more than once"):
        roster.read(tmp_path / "roster.csv")


def test_a_list_of_last_names_and_first_names_is_no_table(course, tmp_path):
    (tmp_path / "roster.csv").write_text("Berg, Ada\nRoe, Jo\n")
    assert [one.name for one in roster.read(tmp_path / "roster.csv")] == [
        "Berg, Ada",
        "Roe, Jo",
    ]


def test_a_roster_without_names_is_refused(course, tmp_path):
    (tmp_path / "no.csv").write_text("id,grade\n1,2\n")
    with pytest.raises(FailedError, match="no column that names people"):
        roster.keep(course, tmp_path / "no.csv")
