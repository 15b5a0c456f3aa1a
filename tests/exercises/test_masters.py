"""Masters have the form that the kit relies on, fit their chapters, and catch wrong ideas."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from kit import ideas, leaks, master
from kit.check import check
from kit.names import bound, cell_id, is_answer, is_test, item_of

ROOT = Path(__file__).resolve().parents[2]
NAMES = master.known()


def test_every_folder_with_a_master_is_an_assignment():
    folders = {p.parent.name for p in (ROOT / "exercises").glob("*/misconceptions.toml")}
    assert set(NAMES) == folders
    assert {"collective-action", "two-edges"} <= folders


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


def data_names(cells) -> set[str]:
    """Return the names that given cells bind to data, or to what they make of data."""
    found: set[str] = set()
    for cell in cells:
        if cell.cell_type == "code" and cell_id(cell) and not is_test(cell) and not is_answer(cell):
            for statement in ast.parse(cell.source).body:
                used = used_names(ast.unparse(statement))
                if any(word.startswith("load") for word in used) or used & found:
                    found |= bound(ast.unparse(statement))
    return found


def used_names(source: str) -> set[str]:
    return {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)}


@pytest.mark.parametrize("name", NAMES)
def test_real_data_stand_in_at_least_two_items(name):
    cells = master.load(name).notebook(1).cells
    data = data_names(cells)
    items = {
        item_of(cell_id(c))
        for c in cells
        if c.cell_type == "code" and cell_id(c) and not data.isdisjoint(used_names(c.source))
    }
    assert len(items - {"given"}) >= 2


def item_texts(told, seed) -> list[str]:
    """Return what a seed makes of each item, in their order."""
    text = "\n".join(cell.source for cell in told.notebook(seed).cells)
    return [
        re.search(rf"## Item {item.number}\..*?(?=\n## Item|\Z)", text, re.S)[0]
        for item in told.items
    ]


@pytest.mark.parametrize("name", NAMES)
def test_seeds_that_follow_each_other_differ_in_every_item(name):
    told = master.load(name)
    assert told.numbers(2027) == told.numbers(2027)
    for draw, rows in told.draws.items():
        assert len(rows) >= master.ROWS, draw
        drawn = [told.numbers(seed) for seed in range(len(rows))]
        assert all(any(row.items() <= numbers.items() for numbers in drawn) for row in rows)
    texts = {seed: item_texts(told, seed) for seed in range(2024, 2032)}
    for seed in range(2024, 2031):
        for item, one, other in zip(told.items, texts[seed], texts[seed + 1], strict=True):
            assert one != other, f"item {item.number} is the same in {seed} and {seed + 1}"


def changed(old: str, new: str) -> master.Master:
    text = master.load("collective-action").text
    assert old in text
    return master.Master("collective-action", text.replace(old, new, 1))


def test_too_few_rows_are_refused():
    with pytest.raises(master.MasterError, match="draw 'group' has 5 rows, fewer than 6"):
        changed("      - {n: 9, e: 6, m: 0.15}\n", "").notebook(1)


def test_a_number_that_two_draws_hold_is_refused():
    with pytest.raises(master.MasterError, match="'m' is drawn by 'extra' and 'group'"):
        changed("    group:\n", "    extra:\n" + "      - {m: 1}\n" * 6 + "    group:\n").notebook(
            1
        )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            ":answers: {payoffs: gives numbers, best_gifts: gives numbers}",
            ":answers: {payoffs: gives numbers}",
            "q1-seen uses 'best_gifts', which no answer cell of q1 declares",
        ),
        ("payoffs: gives numbers", "payoffs: gives array", "'payoffs' of q1 has the kind"),
        (
            'assert np.shape(payoffs([0, 0, 0], [5, 8, 20], 0.5)) == (3,), "one payoff a member"\n',
            "",
            "q1-seen: line 1 compares with np.allclose.*true of nothing",
        ),
        (
            "assert abs(tenth_gift(1, 9) - 9) < 1e-6",
            "assert abs(tenth_gift(1, 9) - 9) < 1e-9",
            "q4-seen: line 1 looks closer than 1e-06",
        ),
        (
            "assert abs(tenth_gift(1, 9) - 9) < 1e-6",
            "assert tenth_gift(1, 0) == 0",
            "q4-seen: line 1 wants exactly 0, which a search comes near only",
        ),
    ],
)
def test_careless_tests_are_refused(old, new, said):
    with pytest.raises(master.MasterError, match=said):
        changed(old, new).notebook(1)


@pytest.mark.parametrize("name", NAMES)
def test_a_master_that_jupyter_saves_stays_the_same_assignment(name):
    told = master.load(name)
    book = jupytext.reads(told.text, fmt="md:myst")
    saved = jupytext.writes(nbformat.reads(nbformat.writes(book), 4), fmt="md:myst")
    again = master.Master(name, saved)
    assert again.draws == told.draws
    assert again.items == told.items
    before, after = told.notebook(7), again.notebook(7)
    assert [c.source for c in after.cells] == [c.source for c in before.cells]
    assert [c.metadata for c in after.cells] == [c.metadata for c in before.cells]


def test_the_packages_of_the_release_are_those_of_the_grading_environment():
    listed = (ROOT / "exercises" / "requirements.txt").read_text(encoding="utf-8").lower()
    text = master.load("two-edges").notebook(1).cells[0].source
    for package in master.PACKAGES:
        assert re.search(rf"^{package.lower()}\b", listed, re.M), package
        assert package in text


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
def test_every_item_has_two_wrong_ideas_at_least(name):
    for item in master.load(name).items:
        found = [idea for idea in ideas.load(name) if idea.item == item.number]
        assert len(found) >= 2
        assert item.by_hand == item.points or all(idea.lost for idea in found)


@pytest.mark.parametrize("name", NAMES)
def test_every_item_has_three_right_solutions_in_unlike_ways(name):
    for item in master.load(name).items:
        found = [right for right in ideas.solutions(name) if right.item == item.number]
        assert item.by_hand == item.points or len(found) >= 3
        assert len({right.shape for right in found}) == len(found)


SMALL = """---
exercise:
  title: Small
  chapter: definitions/collective-action
  draws:
    base:
ROWS
---

## Item 1. Twice

*Compute, 10 minutes, objective 1, 3 points.*

```{code-cell} ipython3
:nbgrader: {grade_id: q1-answer, solution: true}
:answers: {twice: gives numbers, flag: truth}
def twice(x):
    ### BEGIN SOLUTION ptarmigan
    return [2 * one for one in x]
    ### END SOLUTION

flag = True
```

```{code-cell} ipython3
:nbgrader: {grade_id: q1-seen, grade: true, points: 1}
assert list(twice([{{n}}])) == [2 * {{n}}]
```

```{code-cell} ipython3
:nbgrader: {grade_id: q1-hidden, grade: true, points: 2}
### BEGIN HIDDEN TESTS ptarmigan
HINT
ASSERTIONS
### END HIDDEN TESTS
```
"""

RIGHT = [
    "return [x + x for x in xs]",
    "return tuple(x << 1 for x in xs)",
    "return map((2).__mul__, xs)",
]
JUST = "assert list(twice([1, {{n}}])) == [2, 2 * {{n}}]"


def small(
    tmp_path,
    monkeypatch,
    test=JUST,
    right=RIGHT,
    wrong="return xs",
    hint="# HINT: Try two numbers.",
):
    """Check an assignment of one item."""
    folder = tmp_path / "small"
    folder.mkdir()
    rows = "\n".join(f"      - {{n: {n}}}" for n in range(3, 9))
    text = SMALL.replace("ROWS", rows).replace("ASSERTIONS", test).replace("HINT\n", f"{hint}\n")
    (folder / "small.md").write_text(text)

    def entry(kind, word, number, line, more=""):
        cell = f"cell = 'q1-answer'\ncode = '''\nflag = True\ndef twice(xs):\n    {line}\n'''\n"
        return f"[[{kind}]]\nitem = 1\n{word} = '{number}'\n{cell}{more}"

    ways = [entry("right", "way", number, line) for number, line in enumerate(right)]
    (folder / "solutions.toml").write_text("".join(ways))
    lost = "lost = ['q1-seen', 'q1-hidden']\n"
    false = [entry("wrong", "idea", number, wrong, lost) for number in range(2)]
    (folder / "misconceptions.toml").write_text("".join(false))
    monkeypatch.setattr(master, "FOLDER", tmp_path)
    monkeypatch.setattr(master.load, "__defaults__", (tmp_path,))
    return check("small")


def test_a_just_assignment_passes_the_check(tmp_path, monkeypatch):
    assert small(tmp_path, monkeypatch) == []


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"right": RIGHT[:2]}, "item 1 has 2 right solutions in solutions.toml, not 3"),
        (
            {"right": [RIGHT[0], "return [y + y for y in xs]", RIGHT[2]]},
            "item 1: '1' differs from '0' in names and numbers only; write it in another way",
        ),
        ({"right": [*RIGHT[:2], "return [2 * x for x in xs[:1]]"]}, "row 0: '2' of item 1 fails"),
        ({"wrong": RIGHT[1]}, "row 0: '0' fails nothing"),
        ({"hint": "# two numbers"}, "q1-hidden has no line '# HINT: …' in its hidden part"),
        ({"test": "assert not any(twice([0]))"}, "q1-hidden is passed by the answer [] to every"),
        ({"test": "assert flag"}, "q1-hidden is passed by the answer True to everything"),
        (
            {"right": [*RIGHT[:2], "return [object() for x in xs]"]},
            "row 0: '2' of item 1: twice gives or holds a value of the type builtins.object",
        ),
    ],
)
def test_an_unjust_assignment_does_not(tmp_path, monkeypatch, what, said):
    wrong = small(tmp_path, monkeypatch, **what)
    assert any(line.startswith(said) for line in wrong), wrong


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
    told = master.Master(
        NAMES[0], text.replace(stub, f"{stub}for _ in np.arange(77):\n    pass\n", 1)
    )
    assert "for _ in np.arange(77):" in master.private_lines(told.notebook(1))
