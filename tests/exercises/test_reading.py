"""A notebook is read whatever wrote it, and what is none is named."""

from __future__ import annotations

import copy
import json

import nbformat
import pytest
from kit import master
from kit.names import cell_id, is_answer
from kit.reading import NotANotebookError, read_notebook, whole
from kit.recognise import LostMarksError
from kit.repair import repair

RELEASE = master.load("collective-action").notebook(1)
GOOD = json.loads(nbformat.writes(RELEASE))


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-16-le", []),
        ("utf-32", []),
        ("cp1252", ["the file was not written in UTF-8"]),
    ],
)
def test_any_encoding_is_read(encoding, note):
    nb = {"cells": [{"cell_type": "code", "source": "é = 1"}], "metadata": {}, "nbformat": 4}
    got, notes = read_notebook(json.dumps(nb, ensure_ascii=False).encode(encoding))
    assert got["cells"][0]["source"] == "é = 1"
    assert notes == note


@pytest.mark.parametrize(
    "cell",
    [
        {"cell_type": "code", "source": ["a\n", "b"]},
        {"cell_type": "code", "source": "a\nb", "metadata": None, "outputs": 3},
        {"cell_type": "code", "source": "a\r\nb", "id": "no id!", "execution_count": "x"},
        {"cell_type": "heading", "level": 1, "source": "a\nb"},
    ],
)
def test_what_a_cell_lacks_is_filled_in(cell):
    nb = {"cells": [cell, dict(cell)], "nbformat": 4, "nbformat_minor": 99, "metadata": []}
    got, _ = read_notebook(json.dumps(nb).encode())
    nbformat.validate(nbformat.from_dict(got))
    assert [c["source"] for c in got["cells"]] == ["a\nb"] * 2


@pytest.mark.parametrize(
    "odd",
    [
        {"tags": None},
        {"tags": ["a", "a"]},
        {"name": 5, "jupyter": 3},
        {"collapsed": "yes", "scrolled": 3},
        {"kernelspec": None, "language_info": 3},
    ],
)
def test_of_metadata_only_what_is_needed_is_kept(odd):
    mark = {"nbgrader": {"grade_id": "q1-answer"}}
    cells = [{"cell_type": "code", "source": "x", "metadata": odd | mark}]
    told = {"exercise": {"name": "two-edges"}}
    nb = {"cells": cells, "metadata": odd | told, "nbformat": 4, "nbformat_minor": 5}
    got, _ = read_notebook(json.dumps(nb).encode())
    nbformat.validate(nbformat.from_dict(got))
    assert (got["metadata"], got["cells"][0]["metadata"]) == (told, mark)


def test_an_old_format_is_converted():
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}}
    old["worksheets"] = [{"cells": [{"cell_type": "code", "input": "x = 1", "language": "python"}]}]
    got, notes = read_notebook(json.dumps(old).encode())
    assert got["cells"][0]["source"] == "x = 1"
    assert notes == ["the notebook had the old format 3"]


def test_half_an_emoji_and_control_characters_become_marks():
    nb = {"cells": [{"cell_type": "markdown", "source": "a \ud83d b"}], "nbformat": 4}
    nb["metadata"] = {"\udc00": "\x1b]8;;x\x07"}
    got, _ = read_notebook(json.dumps(nb).encode())
    assert got["cells"][0]["source"] == "a \ufffd b"
    json.dumps(got, ensure_ascii=False).encode()
    assert whole("\ud83d\ude00") == "\U0001f600"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04...", "a zip file"),
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE html><p>log in</p>", "a web page"),
        (b'{"cells": [{"source": "x', "broken off"),
        (b"[1, 2]", "no cells"),
        (b'{"nbformat": 4}', "no cells"),
        (b"[" * 100_000, "cannot be read"),
        (b"x = 1", "cannot be read"),
    ],
)
def test_what_is_no_notebook_is_named(data, said):
    with pytest.raises(NotANotebookError, match=said):
        read_notebook(data)


# ---- marks that are lost


def answered():
    """Return a notebook in which each answer cell holds the model answer."""
    return copy.deepcopy(GOOD)


def mended(nb):
    got, _ = read_notebook(json.dumps(nb).encode())
    return repair(nbformat.from_dict(got), RELEASE)


def places(nb):
    return {cell_id(cell): (i, cell.source) for i, cell in enumerate(nb.cells) if cell_id(cell)}


def test_cells_without_metadata_are_known_by_their_ids():
    nb = answered()
    for cell in nb["cells"]:
        cell["metadata"] = {}
        if cell["cell_type"] == "code" and "def payoffs" in "".join(cell["source"]):
            cell["source"] = "def payoffs(*a): return 1"
    fixed, notes = mended(nb)
    assert [cell_id(c) for c in fixed.cells] == [cell_id(c) for c in RELEASE.cells]
    assert places(fixed)["q1-answer"][1] == "def payoffs(*a): return 1"
    assert len(notes) == 1
    assert notes[0].endswith("cells had lost their marks and were found again")


def test_cells_without_metadata_and_ids_are_known_by_what_they_hold():
    nb = answered()
    for cell in nb["cells"]:
        cell["metadata"] = {}
        del cell["id"]
    for cell, original in zip(nb["cells"], RELEASE.cells, strict=True):
        if is_answer(original):
            cell["source"] = "".join(cell["source"]) + "\n# and more"
    fixed, _notes = mended(nb)
    assert [cell_id(c) for c in fixed.cells] == [cell_id(c) for c in RELEASE.cells]
    assert all(
        cell.source.endswith("# and more")
        for cell in fixed.cells
        if cell_id(cell) and is_answer(cell)
    )


def test_marks_that_a_tool_put_on_the_next_cell_go_back():
    nb = answered()
    marks = [cell["metadata"] for cell in nb["cells"]]
    for cell, mark in zip(nb["cells"], [{}, *marks[:-1]], strict=True):
        cell["metadata"] = mark
    fixed, _notes = mended(nb)
    assert [cell_id(c) for c in fixed.cells] == [cell_id(c) for c in RELEASE.cells]


def test_a_few_lost_marks_are_named():
    nb = answered()
    for cell in nb["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") in ("q1-answer", "q6-memo"):
            cell["metadata"], cell["id"] = {}, "new" + cell["id"][-2:]
    _fixed, notes = mended(nb)
    assert notes == [
        "q1-answer had lost its mark and was found again",
        "q6-memo had lost its mark and was found again",
    ]


def test_where_answers_cannot_be_told_nothing_is_concluded():
    nb = answered()
    nb["cells"] = [
        {"cell_type": "code", "source": "print(1)", "metadata": {}},
        {"cell_type": "code", "source": "print(2)", "metadata": {}},
    ]
    with pytest.raises(LostMarksError, match="lost the marks"):
        mended(nb)
