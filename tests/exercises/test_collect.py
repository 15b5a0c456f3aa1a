"""What students send is taken in, whoever named it and however."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from kit.collect import collect, student_id
from kit.course import Course
from kit.records import read, record_path
from kit.release import FailedError


def book(name: str | None = "two-edges", mark: str = "") -> str:
    told = {"exercise": {"name": name, "seed": 1}} if name else {}
    return json.dumps({"metadata": told, "cells": [], "nbformat": 4, "mark": mark})


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path / "course")


def taken(course: Course) -> dict[str, str]:
    root = course.root / "submitted"
    return {p.parts[-3]: json.loads(p.read_text())["mark"] for p in root.glob("*/*/*.ipynb")}


def look(course: Course, student: str) -> list[str]:
    return read(record_path(course.root, "two-edges", student))["collect"]["look"]


def zipped(tmp_path: Path, files: dict[str, str]) -> Path:
    path = tmp_path / "submissions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


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
    assert len(lines) == 4
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
