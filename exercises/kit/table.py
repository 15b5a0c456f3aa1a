"""Tables as CSV: a cell that a spreadsheet would take for a formula is written as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.release import FailedError

#: a spreadsheet runs what begins so; a number with a sign, or a lone dash, is harmless
_FORMULA = re.compile(r"[=+@\t\r]|-(?!$|[\d.,]+%?$)")


def safe(value: object) -> str:
    """Return the text of a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe("=HYPERLINK(1)"), safe("-2.5"), safe("-"), safe("Ann")
    ("'=HYPERLINK(1)", '-2.5', '-', 'Ann')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text.lstrip(" ")) else text


def write(path: Path, rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> Path:
    """Write rows as a CSV file, each cell made safe."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, delimiter=delimiter)
        out.writerows([safe(cell) for cell in row] for row in rows)
    return path


@dataclass(frozen=True)
class Table:
    """A table that a platform has written.

    Attributes
    ----------
    head : list of str
        Its first row.
    rows : list of list of str
        The others, each as long as the head.
    delimiter : str
        What stands between cells.
    """

    head: list[str]
    rows: list[list[str]]
    delimiter: str

    def column(self, *names: str) -> int | None:
        """Return where the first of some headings stands, or None."""
        folded = [cell.strip().casefold() for cell in self.head]
        return next((folded.index(n.casefold()) for n in names if n.casefold() in folded), None)


def read(path: Path) -> Table:
    """Read a CSV file as platforms and spreadsheets write them.

    The encoding is UTF-8, with or without a mark, UTF-16 with one, or else that of Windows; the
    delimiter is the one of comma, semicolon and tab that cuts the first row most often.
    """
    if not path.is_file():
        raise FailedError(f"there is no file {path}")
    data = path.read_bytes()
    if data[:4] == b"PK\x03\x04":
        raise FailedError(f"{path} is a spreadsheet or a zip; save it as CSV first")
    text = _text(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]
    if len(rows) < 2 or len(rows[0]) < 2:
        raise FailedError(f"{path} is no table: it has no second row, or no second column")
    width = len(rows[0])
    return Table(rows[0], [(row + [""] * width)[:width] for row in rows[1:]], delimiter)


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
