"""Look for private parts of masters in what students can see."""

from __future__ import annotations

import gzip
import html
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbformat import NotebookNode

from kit import master
from kit.master import PLANTED, private_lines, private_parts

#: what is said of a file that shows the planted word
WORD = "the planted word"


def every_line() -> set[str]:
    """Return the private lines of all masters, with every row of numbers."""
    told = [master.load(name) for name in master.known()]
    return {
        line for one in told for row in one.variants() for line in private_lines(one.notebook(row))
    }


def hidden_only(nb: NotebookNode) -> set[str]:
    """Return the private lines that belong to hidden tests, for what may show the answers."""
    keep: set[str] = set()
    for cell in nb.cells:
        for part in private_parts(cell):
            if "BEGIN HIDDEN TESTS" in part:
                keep |= {line.strip() for line in part.splitlines()}
    return keep & private_lines(nb)


def search(places: Iterable[Path], lines: Iterable[str], *, own: str = "") -> list[str]:
    """Return where a private line, or the planted word, can be read.

    Parameters
    ----------
    places : iterable of pathlib.Path
        Files and folders; archives and compressed files are looked into.
    lines : iterable of str
        What must not be there, besides the planted word.
    own : str
        Text of a notebook file whose author may see again what she has written.
    """
    coded = {line: json.dumps(line)[1:-1] for line in lines}
    wanted = [(line, _inner(line), code) for line, code in sorted(coded.items()) if code not in own]
    found = []
    for name, text in _texts(places):
        readable = html.unescape(re.sub(r"<[^>]+>", "", text)) if "<" in text else text
        words = {*_WORD.findall(text), *(_WORD.findall(readable) if "<" in text else ())}
        if PLANTED in text.lower() and PLANTED not in own.lower():
            found.append(f"{name}: {WORD}")
        for line, inner, code in wanted:
            if inner <= words and (line in readable or line in text or code in text):
                found.append(f"{name}: {line[:70]}")
    return found


_WORD = re.compile(r"\w+")


def _inner(line: str) -> frozenset[str]:
    """Return the words that a text has as whole words if the line stands in it, however coded.

    Thousands of lines are looked for in thousands of files; most lack some word of most lines.
    """
    if not line.isascii() or "\\" in line or "\t" in line:
        return frozenset()  # as JSON its words may be others
    return frozenset(_WORD.findall(line)[1:-1])


def _texts(places: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                yield from _read(str(path), path.read_bytes())


def _read(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if data[:4] == b"PK\x03\x04":
        import io

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from _read(f"{name}/{member}", archive.read(member))
        return
    if b"\0" not in data[:1024]:
        yield name, data.decode("utf-8", "replace")
