"""A submission in whatever state is put back into the shape of its release."""

from __future__ import annotations

import copy
import itertools

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit import master
from kit.markup import harmless
from kit.repair import cell_id, is_test, repair
from kit.tricks import tricks
from nbformat.v4 import new_code_cell

RELEASE = master.load("collective-action").notebook(1)
IDS = [cell_id(cell) for cell in RELEASE.cells if cell_id(cell)]


def shape(nb):
    return [
        (cell_id(cell), cell.cell_type, cell.metadata["nbgrader"].get("points"))
        for cell in nb.cells
        if cell_id(cell)
    ]


def test_an_untouched_notebook_stays_as_it_is():
    fixed, notes = repair(copy.deepcopy(RELEASE), RELEASE)
    assert notes == []
    assert [cell.source for cell in fixed.cells] == [cell.source for cell in RELEASE.cells]


actions = st.lists(
    st.tuples(
        st.sampled_from(["delete", "double", "convert", "move", "edit", "add"]),
        st.integers(0, 60),
        st.integers(0, 60),
    ),
    max_size=6,
)


@given(actions)
@settings(max_examples=60)
def test_whatever_is_done_the_graded_cells_come_back(todo):
    nb = copy.deepcopy(RELEASE)
    for what, at, to in todo:
        at = at % len(nb.cells)
        cell = nb.cells[at]
        if what == "delete" and len(nb.cells) > 1:
            del nb.cells[at]
        elif what == "double":
            nb.cells.insert(to % len(nb.cells), copy.deepcopy(cell))
        elif what == "convert":
            cell.cell_type = "markdown" if cell.cell_type == "code" else "code"
        elif what == "move":
            nb.cells.insert(to % len(nb.cells), nb.cells.pop(at))
        elif what == "edit":
            cell.source += "\n# edited"
        else:
            nb.cells.insert(at, new_code_cell("x = 1"))
    fixed, _notes = repair(nb, RELEASE)
    nbformat.validate(fixed)
    assert sorted(shape(fixed)) == sorted(shape(RELEASE))
    where = {cell_id(cell): i for i, cell in enumerate(fixed.cells) if cell_id(cell)}
    for before, name in itertools.pairwise(IDS):
        original = next(cell for cell in RELEASE.cells if cell_id(cell) == name)
        if is_test(original):
            assert where[name] > where[before]
    again, _more = repair(copy.deepcopy(fixed), RELEASE)
    assert shape(again) == shape(fixed)


STRANGE = [3, None, [], {}, {"grade": True}, {"grade_id": 5, "schema_version": 3}]


@pytest.mark.parametrize("metadata", [*({"nbgrader": mark} for mark in STRANGE), None])
def test_strange_metadata_are_no_reason_to_stop(metadata):
    nb = copy.deepcopy(RELEASE)
    for cell in nb.cells:
        cell["metadata"] = metadata
    fixed, notes = repair(nb, RELEASE)
    assert shape(fixed) == shape(RELEASE)
    # no other cell keeps a mark: nbgrader would refuse the notebook
    assert len([c for c in fixed.cells if "nbgrader" in c.metadata]) == len(IDS)
    assert notes == [f"{len(IDS)} cells had lost their marks and were found again"]


def test_an_answer_elsewhere_is_not_overwritten_by_a_stub():
    nb = copy.deepcopy(RELEASE)
    nb.cells = [cell for cell in nb.cells if cell_id(cell) != "q1-answer"]
    fixed, notes = repair(nb, RELEASE)
    back = next(cell for cell in fixed.cells if cell_id(cell) == "q1-answer")
    assert back.source.startswith("# This cell was missing")
    assert notes == ["q1-answer was deleted"]


def source(nb, name):
    return next(cell.source for cell in nb.cells if cell_id(cell) == name)


def edited(name, change):
    nb = copy.deepcopy(RELEASE)
    cell = next(cell for cell in nb.cells if cell_id(cell) == name)
    cell.source = change(cell.source)
    return nb


@pytest.mark.parametrize(
    "change",
    [
        lambda text: f"from fractions import Fraction\n{text}",
        lambda text: text + "\n\nfrom fractions import Fraction",
        lambda text: text.replace("import numpy", "from fractions import Fraction\n\nimport numpy"),
        lambda text: text.replace("\n\n", "\n") + "  \nfrom fractions import Fraction\n",
    ],
)
def test_an_import_added_to_a_given_cell_is_run_after_it(change):
    fixed, notes = repair(edited("given-data", change), RELEASE)
    assert notes == ["given-data, a given cell, was added to; what was added was run"]
    at = next(i for i, cell in enumerate(fixed.cells) if cell_id(cell) == "given-data")
    assert fixed.cells[at].source == source(RELEASE, "given-data")
    assert "from fractions import Fraction" in fixed.cells[at + 1].source
    assert fixed.cells[at + 1].cell_type == "code"
    assert not cell_id(fixed.cells[at + 1])
    again, more = repair(copy.deepcopy(fixed), RELEASE)
    assert (more, len(again.cells)) == ([], len(fixed.cells))


def test_a_given_cell_that_lacks_a_line_is_only_put_back():
    fixed, notes = repair(edited("given-data", lambda text: f"x = 1\n{text[:-9]}"), RELEASE)
    assert notes == ["given-data, a given cell, was edited; the original was run"]
    assert len(fixed.cells) == len(RELEASE.cells)


def test_a_remark_in_a_given_cell_is_no_addition():
    fixed, _notes = repair(edited("given-data", lambda text: f"{text}\n# ok"), RELEASE)
    assert len(fixed.cells) == len(RELEASE.cells)


MINE = "def shortest_punishment(n, mpcr, delta):\n    return 7"


def test_an_answer_that_was_merged_with_the_test_above_is_found():
    nb = edited("q2-seen", lambda text: f"{text}\n\n{MINE}")
    nb.cells = [cell for cell in nb.cells if cell_id(cell) != "q3-answer"]
    fixed, notes = repair(nb, RELEASE)
    assert source(fixed, "q3-answer") == MINE
    assert source(fixed, "q2-seen") == source(RELEASE, "q2-seen")
    assert sorted(shape(fixed)) == sorted(shape(RELEASE))
    assert notes == [
        "q2-seen, a test, was added to; what was added was run",
        "q3-answer had lost its mark and was found again",
    ]


def test_an_answer_in_the_cell_of_its_test_comes_before_the_test():
    fixed, notes = repair(edited("q3-seen", lambda text: f"{MINE}\n{text}"), RELEASE)
    at = next(i for i, cell in enumerate(fixed.cells) if cell_id(cell) == "q3-seen")
    assert fixed.cells[at - 1].source == MINE
    assert notes == ["q3-seen, a test, was added to; what was added was run"]


@pytest.mark.parametrize("text", ["{}", "My answer:\n\n```python\n{}\n```\n", "```\n{}\n```"])
def test_an_answer_that_was_made_a_text_is_code_as_it_was_written(text):
    code = "def payoffs(gifts, *rest):\n    return gifts if 1<2 and 3> 2 else []  # <b>[a](x)"
    nb = edited("q1-answer", lambda _: text.format(code))
    cell = next(cell for cell in nb.cells if cell_id(cell) == "q1-answer")
    cell.cell_type = "markdown"
    fixed, notes = repair(nb, RELEASE)
    assert source(fixed, "q1-answer").strip() == code
    assert notes == ["q1-answer was converted to markdown"]


def test_harmless_markdown_stays():
    text = "$a < b$, **bold**, [here](https://un.org), ![x](attachment:x.png)\n\n- 1 < 2 & 3 > 2"
    assert harmless(text) == text


def test_pictures_in_a_memo_stay():
    nb = copy.deepcopy(RELEASE)
    cell = next(cell for cell in nb.cells if cell_id(cell) == "q6-memo")
    cell.source = "![map](attachment:map.png)"
    cell["attachments"] = {
        "map.png": {"image/png": "aGk="},
        "bad.svg": {"image/svg+xml": "<svg/>"},
        "odd": 3,
    }
    fixed, notes = repair(nb, RELEASE)
    back = next(cell for cell in fixed.cells if cell_id(cell) == "q6-memo")
    assert back["attachments"] == {"map.png": {"image/png": "aGk="}}
    assert notes == []


@pytest.mark.parametrize(
    "source",
    [
        "import subprocess",
        "get_ipython().ast_transformers.append(x)",
        "__builtins__['len'] = 3",
        "import ctypes",
        "!ls /",
        "govlib.games.LinearPublicGood.equilibrium = None",
        "open('/proc/self/maps')",
        "sys._getframe(1)",
    ],
)
def test_tricks_are_named(source):
    assert tricks(source)


def test_answers_are_no_tricks():
    for name in master.known():
        for cell in master.load(name).notebook(1).cells:
            if cell.cell_type == "code":
                assert not tricks(cell.source), cell_id(cell)
