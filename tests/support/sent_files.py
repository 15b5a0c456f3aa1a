"""Files as students send them, and what is kept of them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from kit.course import Course
from kit.records import read, record_path


def book(name: str | None = "two-edges", mark: str = "") -> str:
    told = {"exercise": {"name": name, "seed": 1}} if name else {}
    return json.dumps({"metadata": told, "cells": [], "nbformat": 4, "mark": mark})


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
