"""What the pages for instructors say about assignments, commands and models is so."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from kit import __main__ as commands
from kit import master
from kit_course import ROOT

PAGES = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("book/teaching/*.md")}


@pytest.mark.parametrize("name", master.known())
def test_the_map_of_objectives_has_every_item(name):
    told = master.load(name)
    rows = PAGES["objectives"].splitlines()
    for item in told.items:
        text = f"{item.number}. {item.title} ({item.minutes} min, {item.points} points)"
        found = [row for row in rows if text in row]
        assert len(found) == 1, text
        assert found[0].startswith(f"| {item.objective} "), text
    hand = sum(item.by_hand for item in told.items)
    whole = f"{told.minutes} minutes, {told.points} points: {told.points - hand:g} by tests"
    assert f"{whole}, {hand:g} by hand" in PAGES["objectives"]


@pytest.mark.parametrize("name", master.known())
def test_the_syllabus_counts_minutes_and_points_right(name):
    items = master.load(name).items
    for part, first in ((items[:3], "items 1 to 3"), (items[3:], "items 4 to 6")):
        numbers = f"| {sum(i.minutes for i in part)} | {sum(i.points for i in part)} |"
        where = (
            f"{first} of `{name}` {numbers}" if first == "items 1 to 3" else f"{first} {numbers}"
        )
        assert PAGES["syllabus"].count(where) >= 3, where
    four = items[:4]
    said = f"{sum(i.minutes for i in four)} minutes and {sum(i.points for i in four)} points in"
    assert f"{said} `{name}`" in PAGES["syllabus"]


def test_the_models_that_the_syllabus_names_are_there():
    names = re.findall(r"`(govlib\.[\w.]+)`", PAGES["syllabus"])
    assert len(names) > 12
    for name in names:
        module, _, what = name.rpartition(".")
        assert hasattr(import_module(module), what), name


def test_the_commands_of_the_guide_are_there():
    text = (ROOT / "exercises" / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", text, re.M))
    used = set(re.findall(r"(?:^|`)make ([a-z-]+)", "\n".join(PAGES.values()), re.M))
    assert len(used) > 8
    assert used - {"clean"} <= targets
    assert set(commands._ORDERS) >= targets - {"env", "exercises-public"}


def test_pages_link_to_what_is_there():
    for name, text in PAGES.items():
        for target in re.findall(r"\]\((?!http)([^)#]+)", text):
            assert (ROOT / "book" / "teaching" / target).is_file(), f"{name}: {target}"
