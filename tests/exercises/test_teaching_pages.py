"""What the pages for instructors say about assignments, commands and models is so."""

from __future__ import annotations

import re

import registry
from bookkit import teaching
from kit import __main__ as commands
from kit import master
from kit_course import ROOT

PAGES = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("book/teaching/*.md")}


def test_every_item_asks_for_an_objective_of_its_chapter():
    for chapter in registry.written():
        if chapter.slug not in master.known():
            assert not chapter.assignment, f"{chapter.slug} has no assignment"
            continue
        asked = {int(item.objective) for item in master.load(chapter.slug).items}
        assert asked <= set(range(1, len(chapter.objectives) + 1))


def test_the_pages_for_instructors_are_made_from_the_chapters():
    for page, mark in (("objectives", "objectives"), ("predictions", "wrong")):
        assert f"% generate: {mark}" in PAGES[page]
    told = "\n".join(teaching.objectives(App))
    for name in master.known():
        for item in master.load(name).items:
            assert f"{item.number}. {item.title} ({item.minutes} min, {item.points} points)" in told
    assert all(idea.says in "\n".join(teaching.wrong_ideas(App)) for idea in _ideas())


class App:
    """As much of Sphinx as the tables for instructors need."""

    class env:  # noqa: N801 - the name of Sphinx
        note_dependency = staticmethod(lambda path: None)


def _ideas():
    return [idea for chapter in registry.written() for idea in chapter.wrong_ideas]


def test_the_commands_of_the_guide_are_there():
    text = (ROOT / "exercises" / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", text, re.M))
    used = set(re.findall(r"(?:^|`)make ([a-z-]+)", "\n".join(PAGES.values()), re.M))
    assert len(used) > 8
    root = (ROOT / "Makefile").read_text(encoding="utf-8")
    own = set(re.findall(r"^([a-z-]+):", root, re.M))  # those that are not forwarded
    assert used <= targets | own
    assert targets - {"env", "otter-env"} <= used, "each command is explained somewhere"
    assert set(commands._ORDERS) >= targets - {"env", "otter-env", "exercises-public"}


def test_pages_link_to_what_is_there():
    for name, text in PAGES.items():
        for target in re.findall(r"\]\((?!http)([^)#]+)", text):
            assert (ROOT / "book" / "teaching" / target).is_file(), f"{name}: {target}"
