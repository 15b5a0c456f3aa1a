"""Find the cells of a release again in a notebook whose cells have lost their marks.

Web editors, converters and cleaning hooks drop a cell's metadata, or put it on another cell. A cell
is then known by its id, by a text that nobody has changed, by the names that it defines, or by what
stands before and after it.
"""

from __future__ import annotations

import re
from typing import Any

from kit.names import bound, cell_id, is_answer


class LostMarksError(ValueError):
    """So many marks are lost that nothing may be concluded about points."""


def recognise(cells: list[Any], release: Any) -> list[str]:
    """Give cells back the names that they have lost; return what a person should know.

    Parameters
    ----------
    cells : list of nbformat.NotebookNode
        As handed in; their metadata are changed.
    release : nbformat.NotebookNode
        As handed out.

    Raises
    ------
    LostMarksError
        If most marks are lost and an answer cannot be told.
    """
    wanted = {cell_id(cell): cell for cell in release.cells if cell_id(cell)}
    marked = {cell_id(cell) for cell in cells} & set(wanted)
    found = _by_id(cells, release)
    for way in (_by_source, _by_names, _by_place):
        found += way(cells, release, _missing(cells, wanted))
    left = _missing(cells, wanted)
    if 2 * len(marked) < len(wanted) and any(is_answer(cell) for cell in left.values()):
        raise LostMarksError(
            "its cells have lost the marks by which they are known, and not all answers could be "
            f"found again ({', '.join(n for n, c in left.items() if is_answer(c))})"
        )
    if not found:
        return []
    if len(found) > 6:
        return [f"{len(found)} cells had lost their marks and were found again"]
    return [f"{name} had lost its mark and was found again" for name in found]


def _missing(cells: list[Any], wanted: dict[str, Any]) -> dict[str, Any]:
    there = {cell_id(cell) for cell in cells}
    return {name: cell for name, cell in wanted.items() if name not in there}


def _give(cell: Any, original: Any) -> str:
    cell.metadata["nbgrader"] = {**original.metadata["nbgrader"]}
    return cell_id(original)


def _by_id(cells: list[Any], release: Any) -> list[str]:
    """Trust an id more than a mark: people move both together, and only tools part them."""
    by_id = {cell.get("id"): cell for cell in release.cells}
    found = []
    for cell in cells:
        original = by_id.get(cell.get("id"))
        if original is None or cell_id(cell) == cell_id(original):
            continue
        if cell_id(original):
            for other in cells:
                if other is not cell and cell_id(other) == cell_id(original):
                    if other.get("id") not in by_id:
                        break  # a copy, or a cell that was made anew: it has the mark
                    del other.metadata["nbgrader"]
            else:
                found.append(_give(cell, original))
        elif cell_id(cell) and squeeze(cell.source) == squeeze(original.source):
            del cell.metadata["nbgrader"]  # a text of the release with the mark of another cell
    return found


def _by_source(cells: list[Any], release: Any, missing: dict[str, Any]) -> list[str]:
    found = []
    for original in missing.values():
        same = [
            cell
            for cell in cells
            if not cell_id(cell) and squeeze(cell.source) == squeeze(original.source)
        ]
        if len(same) == 1:
            found.append(_give(same[0], original))
    return found


def _by_names(cells: list[Any], release: Any, missing: dict[str, Any]) -> list[str]:
    """Find an answer by the names that it was asked for."""
    found = []
    for original in missing.values():
        asked = set(original.metadata.get("answers", {}))
        best: tuple[int, Any] = (0, None)
        for cell in cells:
            if not cell_id(cell) and cell.cell_type == "code" and asked:
                held = len(asked & _bound(cell.source))
                best = (held, cell) if held and held >= best[0] else best
        if best[1] is not None:
            found.append(_give(best[1], original))
    return found


def _bound(source: str) -> set[str]:
    try:
        return bound(source)
    except (SyntaxError, ValueError, RecursionError):
        return set(re.findall(r"^(?:def\s+)?(\w+)\s*(?:\(|=(?!=))", source, re.M))


def _by_place(cells: list[Any], release: Any, missing: dict[str, Any]) -> list[str]:
    """Find an answer as the one cell of the student's own between what stands around it."""
    ours = {squeeze(cell.source) for cell in release.cells}
    names = [cell_id(cell) or squeeze(cell.source) for cell in release.cells]
    found = []
    for name, original in missing.items():
        if not is_answer(original):
            continue
        at = names.index(name)
        keys = [cell_id(cell) or squeeze(cell.source) for cell in cells]
        before = [keys.index(key) for key in names[:at] if key in keys]
        after = [keys.index(key) for key in names[at + 1 :] if key in keys]
        begin, end = (before[-1] if before else -1), (after[0] if after else len(cells))
        between = [
            cell
            for cell in cells[begin + 1 : end]
            if not cell_id(cell)
            and cell.cell_type == original.cell_type
            and squeeze(cell.source) not in ours
            and cell.source.strip()
        ]
        if len(between) == 1:
            found.append(_give(between[0], original))
        elif between and original.cell_type == "markdown":
            found.append(_give(max(between, key=lambda cell: len(cell.source)), original))
    return found


def squeeze(source: str) -> str:
    """Return a text without differences of white space."""
    return re.sub(r"\s+", " ", source).strip()
