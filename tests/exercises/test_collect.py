"""What students send is taken in, whoever named it and however."""

from __future__ import annotations

import io
import json
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from kit.collect import collect, student_id
from kit.course import Course
from kit.records import read, record_path
from kit.release import FailedError
from sent_files import book, look, taken, zipped


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path / "course")


def test_a_zip_from_canvas(course, tmp_path):
    files = {
        "bergada_123_9001_two-edges.ipynb": book(mark="old"),
        "bergada_123_9002_two-edges-1.ipynb": book(mark="new"),
        "bergada_124_9003_two-edges.ipynb": book(mark="a namesake"),
        "liwei_LATE_77_9004_homework final (2).ipynb": book(mark="late"),
        "otto_5_9005_notes.txt": "no notebook",
        "otto_5_9006_two-edges.ipynb.txt": book(mark="ending"),
        "other_6_9007_collective-action.ipynb": book("collective-action"),
        "__MACOSX/._bergada_123_9001_two-edges.ipynb": "x",
    }
    lines = collect(course, "two-edges", zipped(tmp_path, files))
    assert taken(course) == {
        "bergada-123": "new",
        "bergada-124": "a namesake",
        "liwei-77": "late",
        "otto-5": "ending",
    }
    assert len(lines) == 5
    assert "other-6: NOT A NOTEBOOK" in "\n".join(lines)
    assert "2 notebooks were sent; two-edges.ipynb counts" in look(course, "bergada-123")
    assert look(course, "bergada-124") == []
    assert look(course, "liwei-77") == [
        "it was handed in late",
        "the file was called homework final (2).ipynb",
    ]
    assert "the file did not end in .ipynb" in look(course, "otto-5")
    # feedback finds its way back by the name that the platform gave
    record = read(record_path(course.root, "two-edges", "liwei-77"))
    assert record["collect"]["sent"] == "liwei_LATE_77_9004_homework final (2).ipynb"


def test_a_plain_folder(course, tmp_path):
    place = tmp_path / "sent"
    for name, text in {
        "amy/two-edges.ipynb": book(mark="a"),
        "ben/Untitled.ipynb": book(mark="b"),
        "ben/.ipynb_checkpoints/Untitled-checkpoint.ipynb": book(mark="not this"),
        "chloe_two-edges.ipynb": book(mark="c"),
        "dan.ipynb": book(mark="d"),
        "eve/two-edges.ipynb": book(None, mark="without a name"),
    }.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text)
    collect(course, "two-edges", place)
    assert taken(course) == {
        "amy": "a",
        "ben": "b",
        "chloe": "c",
        "dan": "d",
        "eve": "without a name",
    }
    assert look(course, "ben") == ["the file was called Untitled.ipynb"]
    assert look(course, "amy") == look(course, "dan") == []


def test_a_name_cannot_leave_the_course(course, tmp_path):
    files = {"../../evil/two-edges.ipynb": book(mark="x"), "/etc/two-edges.ipynb": book(mark="y")}
    collect(course, "two-edges", zipped(tmp_path, files))
    every = set(tmp_path.rglob("*.ipynb"))
    assert every
    assert all(p.is_relative_to(course.root / "submitted") for p in every)


@pytest.mark.parametrize("text", ["..", "../x", "a/b", "", "-", "  ", "ä ö", "x" * 200, "a\nb"])
def test_a_student_id_is_a_safe_name(text):
    safe = student_id(text)
    assert safe
    assert "/" not in safe
    assert safe not in (".", "..")
    assert len(safe) <= 60
    assert not safe.startswith((".", "-"))


def test_nothing_to_collect_is_said(course, tmp_path):
    with pytest.raises(FailedError, match="there is nothing at"):
        collect(course, "two-edges", tmp_path / "none.zip")
    (tmp_path / "no.zip").write_text("x")
    with pytest.raises(FailedError, match="is not a zip file"):
        collect(course, "two-edges", tmp_path / "no.zip")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FailedError, match="no notebook"):
        collect(course, "two-edges", tmp_path / "empty")


# ---- whatever is sent, and whoever sends it


def folder(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    place = tmp_path / "sent"
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return place


def test_everybody_who_sent_anything_has_a_line_and_a_row(course, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.ipynb", book(mark="zipped"))
    path = tmp_path / "canvas.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {
            "okay_1_11_a.ipynb": book(mark="okay"),
            "zipped_2_12_homework.zip": inner.getvalue(),
            "pdf_3_13_a.pdf": b"%PDF-1.4",
            "html_4_14_a.html": b"<html>",
            "script_5_15_a.py": b"print(1)",
            "half_6_16_a.ipynb": book()[:-4],
            "picture_7_17_a.ipynb": b"\x89PNG\r\n",
            "empty_8_18_a.ipynb": b"",
        }.items():
            archive.writestr(name, data)
        link = zipfile.ZipInfo("link_9_19_a.ipynb")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "okay_1_11_a.ipynb")
    lines = collect(course, "two-edges", path)
    assert taken(course)["okay-1"] == "okay"
    for who, what in {
        "zipped-2": "a zip file",
        "pdf-3": "a PDF file",
        "html-4": "a web page",
        "script-5": "not a notebook",
        "half-6": "it may have broken off",
        "picture-7": "a picture",
        "empty-8": "empty",
        "link-9": "a link",
    }.items():
        line = next(line for line in lines if line.startswith(f"{who}: NOT A NOTEBOOK"))
        assert what in line
        record = read(record_path(course.root, "two-edges", who))["collect"]
        assert what in record["why"]
        assert who in course.students("two-edges")
    assert "zipped-2" not in taken(course)
    collect(course, "two-edges", path, open_zips=True)
    assert taken(course)["zipped-2"] == "zipped"
    assert "why" not in read(record_path(course.root, "two-edges", "zipped-2"))["collect"]


def test_one_damaged_entry_stops_nobody_else(course, tmp_path):
    path = zipped(tmp_path, {"aa_1_1_a.ipynb": book(mark="torn"), "bb_2_2_a.ipynb": book(mark="b")})
    data = path.read_bytes()
    path.write_bytes(data.replace(b"torn", b"TORN", 1))
    lines = collect(course, "two-edges", path)
    assert taken(course) == {"bb-2": "b"}
    assert "it is damaged" in lines[0]


def test_the_files_of_one_student_leave_room_for_everybody_elses(course, tmp_path, monkeypatch):
    monkeypatch.setattr("kit.collect.MOST", 1000)
    big = book(mark="x" * 400)
    sent = {f"aa_1_{n}_part{n}.ipynb": big for n in range(1, 5)} | {"bb_2_9_a.ipynb": big}
    lines = collect(course, "two-edges", zipped(tmp_path, sent))
    assert [len(mark) for mark in taken(course).values()] == [400, 400]
    assert "part3.ipynb: it is too large, with what stands before" in lines[0]
    assert "beside" not in lines[1]


def test_a_film_in_the_zip_costs_nobody_else(course, tmp_path):
    path = zipped(tmp_path, {"aa_1_1_film.mp4": "x", "bb_2_9_a.ipynb": book(mark="b")})
    with zipfile.ZipFile(path) as archive:
        entry = archive.infolist()[0]
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")  # the list of entries; the first one is the film's
    assert data[at + 24 : at + 28] == entry.file_size.to_bytes(4, "little")
    data[at + 24 : at + 28] = (2**32 - 2).to_bytes(4, "little")
    path.write_bytes(data)
    lines = collect(course, "two-edges", path)
    assert "it is larger than 50 MB" in lines[0]
    assert taken(course) == {"bb-2": "b"}


LONG = "Maria Fernanda Guadalupe Hernandez Gonzalez de la Cruz Santos"


@pytest.mark.parametrize(
    "names",
    [
        [f"{LONG}_{n}_assignsubmission_file_/a.ipynb" for n in (4004, 4005)],
        [f"{LONG} {n}/a.ipynb" for n in ("I", "II")],
        ["O'Brien/a.ipynb", "O Brien/a.ipynb", "O-Brien/a.ipynb"],
        ["Amy/a.ipynb", "amy/a.ipynb"],
        ["किरण/a.ipynb", "कुरण/a.ipynb"],
        ["李/a.ipynb", "李 /a.ipynb", "？/a.ipynb", "！/a.ipynb"],
        ["😀/a.ipynb", "😁/a.ipynb"],
        ["section A/amy/a.ipynb", "section B/amy/a.ipynb"],
        ["two-edges.ipynb", "two-edges (1).ipynb", "two-edges (2).ipynb"],
        ["12345/a.ipynb", "s1/a.ipynb", "b/a.ipynb"],
        ["Homework 1/amy.ipynb", "Homework 1/ben.ipynb"],
        ["two-edges-amy/two-edges.ipynb", "two-edges-ben/two-edges.ipynb"],
        ["amy/notebooks/two-edges.ipynb", "ben/notebooks/two-edges.ipynb"],
        ["class/Ann/week 1/two-edges.ipynb", "class/Bob/week 1/two-edges.ipynb"],
    ],
)
@pytest.mark.parametrize("how", ["folder", "zip"])
def test_two_people_stay_two(course, tmp_path, names, how):
    files = {name: book(mark=name) for name in names}
    place = folder(tmp_path, files) if how == "folder" else zipped(tmp_path, files)
    collect(course, "two-edges", place)
    assert sorted(taken(course).values()) == sorted(names)
    before = set(taken(course))
    collect(course, "two-edges", place)
    assert set(taken(course)) == before


def test_a_name_in_two_forms_of_unicode_is_one(course, tmp_path):
    name = "Zoë Müller"
    for form in ("NFC", "NFD"):
        place = tmp_path / form
        place.mkdir()
        collect(
            course,
            "two-edges",
            zipped(place, {f"{unicodedata.normalize(form, name)}/a.ipynb": book(mark=form)}),
        )
    assert taken(course) == {"Zoë-Müller": "NFD"}


@pytest.mark.parametrize(
    ("files", "counts"),
    [
        ({"two-edges.ipynb": "a", "two-edges-Copy1.ipynb": "b"}, "a"),
        ({"two-edges.ipynb": "a", "Copy of two-edges.ipynb": "b"}, "a"),
        ({"two-edges.ipynb": "a", "backup/two-edges.ipynb": "b"}, "a"),
        ({"two-edges.ipynb": "a", "two-edges.ipynb.bak": "b"}, "a"),
        ({"two-edges-Copy1.ipynb": "b"}, "b"),
        ({"two-edges (9).ipynb": "a", "two-edges (10).ipynb": "b"}, "b"),
    ],
)
def test_the_last_attempt_counts_and_no_copy(course, tmp_path, files, counts):
    place = folder(tmp_path, {f"amy/{name}": book(mark=mark) for name, mark in files.items()})
    collect(course, "two-edges", place)
    assert taken(course) == {"amy": counts}


@pytest.mark.parametrize("name", ["two-edges (1)", "Copy of two-edges", "two-edges-Copy1"])
def test_a_name_that_a_browser_or_a_copy_gave_is_no_reason_to_look(course, tmp_path, name):
    collect(course, "two-edges", zipped(tmp_path, {f"amy_1_2_{name}.ipynb": book(mark="a")}))
    assert look(course, "amy-1") == []


def test_time_tells_the_last_attempt(course, tmp_path):
    place = folder(tmp_path, {"amy/b.ipynb": book(mark="new"), "amy/c.ipynb": book(mark="old")})
    folder(tmp_path, {"ben/b.ipynb": book(mark="ben")})
    os.utime(place / "amy" / "c.ipynb", (1e9, 1e9))
    collect(course, "two-edges", place)
    assert taken(course) == {"amy": "new", "ben": "ben"}


def test_a_worked_notebook_counts_before_an_untouched_one(course, tmp_path):
    blank = {"cells": [{"cell_type": "code", "source": "x"}], "nbformat": 4}
    blank["metadata"] = {"exercise": {"name": "two-edges", "seed": 1}}
    release = course.root / "release" / "two-edges" / "two-edges.ipynb"
    release.parent.mkdir(parents=True)
    release.write_text(json.dumps(blank))
    files = {"amy/a.ipynb": book(mark="worked"), "amy/z.ipynb": json.dumps(blank | {"mark": "no"})}
    files["ben/two-edges.ipynb"] = book(mark="ben")
    collect(course, "two-edges", folder(tmp_path, files))
    assert taken(course) == {"amy": "worked", "ben": "ben"}


def test_links_are_refused_and_named(course, tmp_path):
    place = folder(tmp_path, {"amy/two-edges.ipynb": book(mark="amy"), "ben/readme.txt": "x"})
    (place / "ben" / "two-edges.ipynb").symlink_to("../amy/two-edges.ipynb")
    (place / "cat").symlink_to("amy")
    (place / "dan").mkdir()
    (place / "dan" / "two-edges.ipynb").symlink_to("/etc/passwd")
    lines = "\n".join(collect(course, "two-edges", place))
    assert taken(course) == {"amy": "amy"}
    for who, target in {
        "ben": "../amy/two-edges.ipynb",
        "cat": "amy",
        "dan": "/etc/passwd",
    }.items():
        assert f"it is a link to {target}" in next(x for x in lines.splitlines() if x[:3] == who)


def test_a_link_put_into_the_course_is_refused_when_it_is_graded(course, tmp_path):
    from kit.grade import prepare
    from kit.reading import NotANotebookError

    (tmp_path / "other.ipynb").write_text(book())
    place = course.folder("submitted", "eve", "two-edges")
    place.mkdir(parents=True)
    (place / "two-edges.ipynb").symlink_to(tmp_path / "other.ipynb")
    with pytest.raises(NotANotebookError, match="a link, not a file of its own"):
        prepare(course, "two-edges", "eve")
