"""Read what was handed in as a notebook, whatever wrote it.

Editors, converters and platforms leave a byte order mark, another encoding, half an emoji, cells
without metadata, an old format. None of that is the student's answer; all of it is mended here,
and what is mended is told. What is no notebook is refused with a sentence that says what it is.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

#: bytes of the largest notebook that is read, and characters of the longest cell
LARGEST, LONGEST = 50 * 2**20, 200_000

#: how the usual wrong files begin
_KINDS = (
    (b"PK\x03\x04", "a zip file (or a document of an office program)"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a document of a word processor"),
    (b"version https://git-lfs", "a pointer of Git LFS, without the file itself"),
    (b"bplist00", "a shortcut to a file that stayed in the cloud"),
)


class NotANotebookError(ValueError):
    """A file is no notebook that can be graded; the message says what it is."""


def whole(text: str) -> str:
    r"""Return a text that can be written and printed: no half characters, no control characters.

    Examples
    --------
    >>> whole("a treaty \ud83d that works\x1b[31m\x07")
    'a treaty � that works�'
    """
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)  # colours of a terminal
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]", "\ufffd", text)


#: characters of the longest thing that is said in one line
LINE = 300

#: what turns the order of a line around
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def line(text: str) -> str:
    r"""Return a text as one short line: nobody's words may look like a line of their own.

    Examples
    --------
    >>> line("amy.ipynb\nben:  22 points\u202e"), len(line("x" * 10_000))
    ('amy.ipynb ben: 22 points', 301)
    """
    text = " ".join(_TURNS.sub("", whole(text)).split())
    return text if len(text) <= LINE else f"{text[:LINE]}…"


def read_notebook(data: bytes) -> tuple[dict[str, Any], list[str]]:
    """Return a notebook in the form that the kit relies on, and what had to be mended.

    Raises
    ------
    NotANotebookError
        If it is none; the message completes *the file is …*.
    """
    if len(data) > LARGEST:
        raise NotANotebookError(f"larger than {LARGEST // 2**20} MB")
    text, notes = _decoded(data)
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise NotANotebookError(_what(data, text)) from None
    if not isinstance(told, dict):
        raise NotANotebookError("not a notebook (it has no cells)")
    nb = _current(told, notes)
    cells = nb.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise NotANotebookError("not a notebook (it has no cells)")
    kept = [_cell(cell, notes) for cell in cells]
    made = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": _only("exercise", nb.get("metadata")),
        "cells": kept,
    }
    _single_ids(kept)
    return json.loads(json.dumps(made), object_hook=_clean), list(dict.fromkeys(notes))


def _decoded(data: bytes) -> tuple[str, list[str]]:
    try:  # UTF-8, UTF-16 and UTF-32, with a byte order mark or without
        return data.decode(json.detect_encoding(data)).lstrip("\ufeff").strip("\0"), []
    except (UnicodeDecodeError, ValueError):
        pass
    try:
        return data.decode("cp1252"), ["the file was not written in UTF-8"]
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace"), ["some letters of the file cannot be read"]


def _what(data: bytes, text: str) -> str:
    """Say what a file is that is no notebook."""
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    for begin, kind in _KINDS:
        if data.startswith(begin):
            return f"not a notebook but {kind}"
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html", "<?xml")):
        return "not a notebook but a web page"
    if start.startswith("{"):
        return "not a notebook (it cannot be read as one; it may have broken off)"
    return "not a notebook (it cannot be read as one)"


def _current(told: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    """Return a notebook of format 4; older ones had their cells in worksheets."""
    try:
        version = int(told.get("nbformat", 4))
    except (TypeError, ValueError):
        version = 4
    if version >= 4 or "cells" in told:
        return told
    sheets = [sheet for sheet in told.get("worksheets", []) if isinstance(sheet, dict)]
    cells = [cell for sheet in sheets for cell in sheet.get("cells", [])]
    notes.append(f"the notebook had the old format {version}")
    return {"metadata": told.get("metadata"), "cells": cells}


def _cell(cell: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(map(str, source))
    source = str(source) if source is not None else ""
    if len(source) > LONGEST:
        notes.append(f"a cell of {len(source)} characters was cut after {LONGEST}")
        source = source[:LONGEST]
    name, kind = cell.get("id"), cell.get("cell_type")
    new: dict[str, Any] = {
        "id": name if isinstance(name, str) and _ID.fullmatch(name) else uuid.uuid4().hex[:8],
        "cell_type": kind if kind in ("code", "raw") else "markdown",
        "metadata": _only("nbgrader", cell.get("metadata")),
        "source": source.replace("\r\n", "\n").replace("\r", "\n"),
    }
    if kind == "code":
        new |= {"outputs": [], "execution_count": None}
    elif isinstance(cell.get("attachments"), dict):
        new["attachments"] = pictures(cell["attachments"])
    return new


def _only(name: str, metadata: Any) -> dict[str, Any]:
    """Return what is needed of metadata; of all else nbformat refuses what it does not expect."""
    return {name: metadata[name]} if isinstance(metadata, dict) and name in metadata else {}


_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def pictures(attached: Any) -> dict[str, dict[str, str]]:
    """Return the pictures that were pasted into a cell."""
    kept: dict[str, dict[str, str]] = {}
    for name, bundle in attached.items() if isinstance(attached, dict) else ():
        for kind, data in bundle.items() if isinstance(bundle, dict) else ():
            if kind in ("image/png", "image/jpeg", "image/gif") and isinstance(data, str):
                kept.setdefault(str(name), {})[kind] = data
    return kept


def _single_ids(cells: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for cell in cells:
        if cell["id"] in seen:
            cell["id"] = uuid.uuid4().hex[:8]
        seen.add(cell["id"])


def _clean(part: dict[str, Any]) -> dict[str, Any]:
    return {whole(key): _clean_value(value) for key, value in part.items()}


def _clean_value(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    return [_clean_value(item) for item in value] if isinstance(value, list) else value
