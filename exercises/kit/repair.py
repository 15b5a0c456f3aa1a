"""Put a submission back into the shape of its release, and say what had to be put back.

Students delete, edit, copy, move and convert cells, mostly by accident. Answers stay as they are;
the rest follows the release: a test stands where it stood, cells have the type and the points that
they had.
"""

from __future__ import annotations

import copy
import uuid
from typing import Any

from nbformat import NotebookNode, from_dict

from kit.additions import apart, unfenced
from kit.names import cell_id, is_test
from kit.reading import pictures
from kit.recognise import recognise, squeeze

#: what a deleted answer leaves behind: no answer, and no stub that would overwrite one elsewhere
DELETED = "This cell was missing from the notebook that was handed in."


def repair(nb: NotebookNode, release: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Return the repaired notebook, and what a person should know.

    Parameters
    ----------
    nb : nbformat.NotebookNode
        As handed in.
    release : nbformat.NotebookNode
        As handed out.
    """
    from kit.markup import harmless  # needs what only grading needs

    notes: list[str] = []
    cells = [_plain(cell) for cell in nb.cells if isinstance(cell.get("source"), (str, list))]
    _single_ids(cells)
    wanted = {cell_id(cell): cell for cell in release.cells if cell_id(cell)}
    for cell in cells:
        if cell_id(cell) and cell_id(cell) not in wanted:
            del cell.metadata["nbgrader"]
    # before, since what was added may be an answer; after, since a mark may have been lost
    cells = apart(cells, wanted, notes)
    notes += recognise(cells, release)
    cells = apart(cells, wanted, notes)
    _single(cells, wanted, notes)
    previous = ""
    for name, original in wanted.items():
        at = [i for i, cell in enumerate(cells) if cell_id(cell) == name]
        after = _place(cells, previous)
        if not at:
            notes.append(f"{name} was deleted")
            cells.insert(after + 1, _stand_in(original))
        elif is_test(original):
            cell = cells[at[0]]
            if squeeze(cell.source) != squeeze(original.source):
                notes.append(f"{name}, a test, was edited")
            if at[0] <= after:
                notes.append(f"{name}, a test, was moved before what it tests")
                cells.insert(after + 1, copy.deepcopy(original))
                del cells[at[0]]
        previous = name
    _single_ids(cells)
    ours = {cell.source for cell in release.cells}
    for cell in cells:
        if name := cell_id(cell):
            _restore(cell, wanted[name], notes)
        if cell.cell_type == "markdown" and cell.source not in ours:
            cell.source = harmless(cell.source)
    return from_dict({**release, "cells": cells}), notes


def _plain(cell: NotebookNode) -> NotebookNode:
    """Return a cell with what every cell must have and no more."""
    source = cell["source"]
    kind = cell.get("cell_type")
    new: dict[str, Any] = {
        "id": str(cell.get("id") or uuid.uuid4().hex[:8]),
        "cell_type": "code" if kind == "code" else "markdown",
        "metadata": dict(cell.get("metadata") or {}),
        "source": source if isinstance(source, str) else "".join(map(str, source)),
    }
    if new["cell_type"] == "markdown" and (attached := pictures(cell.get("attachments"))):
        new["attachments"] = attached
    said = new["metadata"].get("nbgrader")
    if not (isinstance(said, dict) and isinstance(said.get("grade_id"), str)):
        new["metadata"].pop("nbgrader", None)  # a mark that names no cell: nbgrader refuses it
    if new["cell_type"] == "code":
        new |= {"outputs": [], "execution_count": None}
    return from_dict(new)


def _single_ids(cells: list[NotebookNode]) -> None:
    seen: set[str] = set()
    for cell in cells:
        if cell.id in seen:
            cell.id = uuid.uuid4().hex[:8]
        seen.add(cell.id)


def _single(cells: list[NotebookNode], wanted: dict[str, Any], notes: list[str]) -> None:
    """Leave one cell of each name: of answers the last that is not the empty release."""
    for name, original in wanted.items():
        same = [cell for cell in cells if cell_id(cell) == name]
        if len(same) < 2:
            continue
        answers = [c for c in same if squeeze(c.source) != squeeze(original.source)] or same
        kept = answers[-1]
        if len({c.source for c in answers}) > 1 and not is_test(original):
            notes.append(
                f"{name} is there {len(same)} times, with different answers; the last counts"
            )
        else:
            notes.append(f"{name} is there {len(same)} times")
        for cell in same:
            if cell is not kept:
                del cell.metadata["nbgrader"]


def _place(cells: list[NotebookNode], name: str) -> int:
    return next((i for i, cell in enumerate(cells) if cell_id(cell) == name and name), -1)


def _stand_in(original: NotebookNode) -> NotebookNode:
    cell = copy.deepcopy(original)
    said = cell.metadata["nbgrader"]
    if said.get("solution"):
        cell.source = f"# {DELETED}" if cell.cell_type == "code" else DELETED
    return cell


def _restore(cell: NotebookNode, original: NotebookNode, notes: list[str]) -> None:
    said = cell.metadata["nbgrader"]
    name = cell_id(original)
    if cell.cell_type != original.cell_type:
        notes.append(f"{name} was converted to {cell.cell_type}")
        cell.cell_type = original.cell_type
        if original.cell_type == "code":
            cell.source = unfenced(cell.source)
            cell.outputs, cell.execution_count = [], None
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
        cell.pop("attachments", None)
    if said.get("points") != original.metadata["nbgrader"].get("points"):
        notes.append(f"{name} had its points changed")
    given = not original.metadata["nbgrader"].get("solution") and not is_test(original)
    if given and squeeze(cell.source) != squeeze(original.source):
        notes.append(f"{name}, a given cell, was edited; the original was run")
    cell.metadata = copy.deepcopy(original.metadata)
