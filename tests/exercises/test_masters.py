"""Masters have the form that the kit relies on, fit their chapters, and catch wrong ideas."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import pytest
from kit import ideas, leaks, master
from kit.repair import cell_id, is_test

ROOT = Path(__file__).resolve().parents[2]
NAMES = master.known()


def test_both_chapters_have_an_assignment():
    assert NAMES == ["collective-action", "two-edges"]


@pytest.mark.parametrize("name", NAMES)
def test_an_assignment_has_five_or_six_items_of_all_kinds(name):
    told = master.load(name)
    assert 5 <= len(told.items) <= 6
    assert 60 <= told.minutes <= 90
    assert {item.kind for item in told.items} == set(master.KINDS)
    assert any(item.by_hand == item.points for item in told.items)
    assert [item.number for item in told.items] == list(range(1, len(told.items) + 1))


@pytest.mark.parametrize("name", NAMES)
def test_items_follow_the_exercises_of_the_chapter(name):
    told = master.load(name)
    text = (ROOT / "book" / f"{told.header['chapter']}.md").read_text(encoding="utf-8")
    listed = re.findall(r"^(\d)\. \*(\w+), \d+ minutes, objective (\d)\.\*", text, re.M)
    ours = [(str(item.number), item.kind, str(item.objective)) for item in told.items]
    assert ours == listed


@pytest.mark.parametrize("name", NAMES)
def test_right_in_part_earns_part_of_the_points(name):
    told = master.load(name)
    cells = told.notebook(1).cells
    for item in told.items:
        tests = [c for c in cells if is_test(c) and cell_id(c).startswith(f"{item.id}-")]
        by_hand = [c for c in cells if cell_id(c).startswith(f"{item.id}-") and not is_test(c)]
        graded = len(tests) + sum(bool(c.metadata["nbgrader"]["grade"]) for c in by_hand)
        assert graded >= 2, f"item {item.number} is all or nothing"
    hidden = [c for c in cells if is_test(c) and "BEGIN HIDDEN TESTS" in c.source]
    seen = [c for c in cells if is_test(c) and "BEGIN HIDDEN TESTS" not in c.source]
    assert hidden
    assert seen


@pytest.mark.parametrize("name", NAMES)
def test_points_by_hand_come_with_a_rubric_of_whole_points(name):
    text = master.load(name).text
    cells = jupytext.reads(text, fmt="md:myst").cells
    for number, cell in enumerate(cells):
        said = cell.metadata.get("nbgrader", {})
        if said.get("grade") and said.get("solution"):
            rubric = re.search(r"\*Rubric\.\* (.+)", cells[number - 1].source)
            assert rubric, f"no rubric before {said['grade_id']}"
            points = [int(n) for n in re.findall(r"(\d+) points?:", rubric[1])]
            assert len(points) == 2
            assert sum(points) == said["points"]


@pytest.mark.parametrize("name", NAMES)
def test_real_data_stand_in_at_least_two_items(name):
    told = master.load(name)
    cells = told.notebook(1).cells
    given = next(c for c in cells if cell_id(c) == "given-data").source
    data = [
        line.split(" =")[0] for line in given.splitlines() if "load(" in line or "load_" in line
    ]
    data += ["club", "spread"]
    items = {
        cell_id(c).split("-")[0]
        for c in cells
        if c.cell_type == "code"
        and cell_id(c)
        and any(re.search(rf"\b{d}\b", c.source) for d in data)
    }
    assert len(items - {"given"}) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_draws_numbers_that_differ_and_stay(name):
    told = master.load(name)
    drawn = [told.numbers(seed) for seed in range(40)]
    assert drawn == [told.numbers(seed) for seed in range(40)]
    for rows in told.draws.values():
        assert len(rows) >= 2
        for row in rows:
            assert any(row.items() <= numbers.items() for numbers in drawn)


def test_a_number_that_nobody_draws_is_refused():
    text = master.load(NAMES[0]).text.replace("{{mpcr}}", "{{nothing}}")
    with pytest.raises(master.MasterError, match=r"nothing is drawn for \{\{nothing\}\}"):
        master.Master(NAMES[0], text).notebook(1)


def test_a_private_part_without_the_planted_word_is_refused():
    text = master.load(NAMES[0]).text.replace("SOLUTION ptarmigan", "SOLUTION", 1)
    with pytest.raises(master.MasterError, match="q1-answer lacks 'ptarmigan'"):
        master.Master(NAMES[0], text).notebook(1)


def test_points_that_do_not_add_up_are_refused():
    text = master.load(NAMES[0]).text.replace("objective 1, 4 points", "objective 1, 5 points")
    with pytest.raises(master.MasterError, match="item 1 says 5 points, its cells have 4"):
        _ = master.Master(NAMES[0], text).items


@pytest.mark.parametrize("name", NAMES)
def test_every_item_has_two_wrong_ideas(name):
    for item in master.load(name).items:
        found = [idea for idea in ideas.load(name) if idea.item == item.number]
        assert len(found) == 2
        assert item.by_hand == item.points or all(idea.lost for idea in found)


@pytest.mark.parametrize("name", NAMES)
def test_rows_of_numbers_and_wrong_ideas(name, classroom):
    """Each master runs clean, and each wrong idea fails its tests, with every row of numbers."""
    assert "all is well" in classroom.kit("check", name)


@pytest.mark.parametrize("name", NAMES)
def test_private_lines_are_found(name):
    nb = master.load(name).notebook(1)
    lines = leaks.private_lines(nb)
    assert len(lines) > 20
    shown = "\n".join(c.source for c in nb.cells if not master.private_parts(c))
    assert not any(line in shown.splitlines() for line in lines)


def test_a_line_that_anybody_might_write_is_not_private():
    text = master.load(NAMES[0]).text
    stub = "### BEGIN HIDDEN TESTS ptarmigan\n"
    assert stub in text
    told = master.Master(NAMES[0], text.replace(stub, f"{stub}for _ in range(77):\n    pass\n", 1))
    assert not [line for line in master.private_lines(told.notebook(1)) if "range(77)" in line]
    told = master.Master(NAMES[0], text.replace(stub, f"{stub}for _ in ours(77):\n    pass\n", 1))
    assert "for _ in ours(77):" in master.private_lines(told.notebook(1))
