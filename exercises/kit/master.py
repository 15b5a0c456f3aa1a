"""Masters: one notebook a chapter, with solutions and hidden tests, from which all else is made.

A master is a MyST Markdown notebook whose cells carry nbgrader's metadata. Its header says what
the assignment is about and lists, for each number that may differ from course to course, the rows
to draw from; ``{{name}}`` in a cell stands for the drawn number. See *Writing an assignment* in
the book for the form.
"""

from __future__ import annotations

import builtins
import copy
import hashlib
import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import jupytext
import yaml
from nbformat import NotebookNode

from kit import names

FOLDER = Path(__file__).resolve().parents[1]

#: stands in every private part of every master; a file that shows it has leaked
PLANTED = "ptarmigan"

#: what students may import besides Python's own library and govlib; requirements.txt has them
PACKAGES = ("NumPy", "SciPy", "pandas", "NetworkX", "xarray", "Matplotlib")

#: rows that each draw has at least
ROWS = 6

KINDS = ("Compute", "Modify", "Interpret", "Open")

_PRIVATE = re.compile(
    r"^[ \t]*#+ BEGIN (SOLUTION|HIDDEN TESTS)\b.*?^[ \t]*#+ END \1\b.*?$", re.M | re.S
)
_HEADER = re.compile(r"---\n(?:(?!---\n).*\n)*?exercise:")
_ITEM = re.compile(
    rf"^## Item (?P<number>\d+)\. (?P<title>.+)\n+\*(?P<kind>{'|'.join(KINDS)}), "
    r"(?P<minutes>\d+) minutes, objective (?P<objective>\d+), (?P<points>\d+) points\.\*",
    re.M,
)


class MasterError(ValueError):
    """A master does not have the form that the kit relies on."""


@dataclass(frozen=True)
class Item:
    """One question of an assignment.

    Attributes
    ----------
    number, minutes, objective, points : int
        As its heading says; the objective is that of the chapter.
    kind : str
        Compute, modify, interpret or open.
    title : str
        Its heading.
    by_hand : float
        Points that a person gives.
    """

    number: int
    kind: str
    title: str
    minutes: int
    objective: int
    points: int
    by_hand: float

    @property
    def id(self) -> str:
        """What the cells of this item begin with."""
        return f"q{self.number}"


def known() -> list[str]:
    """Return the names of all assignments that have a master here."""
    return sorted(path.parent.name for path in FOLDER.glob("*/*.md") if is_master(path))


def is_master(path: Path) -> bool:
    """Tell whether a file is a master: it is named for its folder and has a header of ours."""
    return path.stem == path.parent.name and bool(_HEADER.match(path.read_text(encoding="utf-8")))


def load(name: str, folder: Path = FOLDER) -> Master:
    """Return the master of an assignment."""
    path = folder / name / f"{name}.md"
    if not path.is_file():
        raise MasterError(f"there is no master {path}; assignments here: {', '.join(known())}")
    return _read(name, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def _read(name: str, text: str) -> Master:
    """Return the same master for the same text, since it takes long to read."""
    return Master(name, text)


@dataclass(frozen=True)
class Master:
    """A master as text; what it says about itself is read from there.

    Parameters
    ----------
    name : str
        Name of the assignment.
    text : str
        The MyST notebook.
    """

    name: str
    text: str

    @cached_property
    def _parts(self) -> tuple[dict[str, Any], str]:
        found = re.match(r"---\n(.*?\n)---\n(.*)", self.text, re.S)
        header = yaml.safe_load(found[1]) if found else None
        if not found or not isinstance(header, dict) or "exercise" not in header:
            raise MasterError(
                f"{self.name}: the master must begin with a header that has exercise:"
            )
        return header, found[2]

    @property
    def header(self) -> dict[str, Any]:
        """What the header says under ``exercise``."""
        return self._parts[0]["exercise"]

    @property
    def title(self) -> str:
        """Title of the assignment."""
        return str(self.header["title"])

    @property
    def draws(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of numbers to draw from."""
        return self.header.get("draws", {})

    def numbers(self, seed: int) -> dict[str, Any]:
        """Return the numbers that a seed draws; the same seed always draws the same.

        A draw goes through its rows from one seed to the next, so that no two years that follow
        each other share a row.
        """
        drawn: dict[str, Any] = {}
        for name, rows in self.draws.items():
            digest = hashlib.sha256(f"{self.name}/{name}".encode()).digest()
            start, step = int.from_bytes(digest[:4], "big"), 1 if digest[4] % 2 else -1
            drawn |= rows[(start + step * seed) % len(rows)]
        return drawn

    def variants(self) -> Iterator[dict[str, Any]]:
        """Yield sets of numbers in which every row of every draw comes up at least once."""
        for turn in range(max((len(rows) for rows in self.draws.values()), default=1)):
            yield {k: v for rows in self.draws.values() for k, v in rows[turn % len(rows)].items()}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items, in order."""
        points = [(_meta(c), c) for c in self._blank.cells if _meta(c).get("grade")]
        found = []
        for match in _ITEM.finditer(self._parts[1]):
            row = match.groupdict()
            whole = {k: int(row[k]) for k in ("number", "minutes", "objective", "points")}
            own = [m for m, _ in points if m["grade_id"].split("-")[0] == f"q{whole['number']}"]
            if sum(m["points"] for m in own) != whole["points"]:
                raise MasterError(
                    f"{self.name}: item {whole['number']} says {whole['points']} points, its cells "
                    f"have {sum(m['points'] for m in own)}"
                )
            hand = sum(m["points"] for m in own if m.get("solution"))
            found.append(Item(kind=row["kind"], title=row["title"], by_hand=hand, **whole))
        if sum(item.points for item in found) != sum(m["points"] for m, _ in points):
            raise MasterError(f"{self.name}: some graded cell belongs to no item")
        return tuple(found)

    @cached_property
    def _blank(self) -> NotebookNode:
        """The notebook with its numbers not yet drawn."""
        nb = jupytext.reads(self._plain(self._parts[1]), fmt="md:myst")
        for cell in nb.cells:
            if "{{" in str(cell.metadata):
                raise MasterError(
                    f"{self.name}: numbers are drawn in cells, not in {cell.metadata}"
                )
        return nb

    @property
    def points(self) -> int:
        """Points of all items."""
        return sum(item.points for item in self.items)

    @property
    def minutes(self) -> int:
        """Minutes of all items."""
        return sum(item.minutes for item in self.items)

    def notebook(self, numbers: int | Mapping[str, Any]) -> NotebookNode:
        """Return the master as a notebook, its numbers drawn.

        Parameters
        ----------
        numbers : int or mapping
            A seed, or the numbers themselves.
        """
        seed = numbers if isinstance(numbers, int) else None
        drawn = dict(self.numbers(numbers) if isinstance(numbers, int) else numbers)
        hand = sum(item.by_hand for item in self.items)
        drawn |= {"packages": ", ".join(PACKAGES[:-1]) + f" and {PACKAGES[-1]}"}
        drawn |= {"points": self.points, "minutes": self.minutes, "title": self.title}
        drawn |= {"by_hand": f"{hand:g}", "by_tests": f"{self.points - hand:g}"}

        def put(match: re.Match[str]) -> str:
            if match[1] not in drawn:
                raise MasterError(f"{self.name}: nothing is drawn for {match[0]}")
            return str(drawn[match[1]])

        nb = copy.deepcopy(self._blank)
        for number, cell in enumerate(nb.cells):
            cell.source = re.sub(r"\{\{\s*(\w+)\s*\}\}", put, cell.source)
            cell.id = f"{self.name}-{number}"
            if "nbgrader" in cell.metadata:
                cell.metadata["nbgrader"] = _complete(cell)
        nb.metadata = NotebookNode(
            kernelspec={"name": "python3", "display_name": "Python 3", "language": "python"},
            language_info={"name": "python"},
            exercise={"name": self.name, "seed": seed},
        )
        nb.nbformat_minor = 5
        self._check(nb)
        return nb

    @staticmethod
    def _plain(body: str) -> str:
        head = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n"
        return f"{head}kernelspec:\n  name: python3\n  display_name: Python 3\n---\n{body}"

    def _check(self, nb: NotebookNode) -> None:
        ids = [_meta(cell)["grade_id"] for cell in nb.cells if _meta(cell)]
        for name in ids:
            if ids.count(name) > 1 or not re.fullmatch(r"(given|q\d+)-[a-z0-9-]+", name):
                raise MasterError(
                    f"{self.name}: {name!r} must be unique, like q1-answer or given-data"
                )
        wrong = [
            f"draw {name!r} has {len(rows)} rows, fewer than {ROWS}"
            for name, rows in self.draws.items()
            if len(rows) < ROWS
        ]
        homes: dict[str, list[str]] = {}
        for draw, rows in self.draws.items():
            for number in {key for row in rows for key in row}:
                homes.setdefault(number, []).append(draw)
        wrong += [
            f"{number!r} is drawn by {' and '.join(map(repr, found))}: the second would replace it"
            for number, found in sorted(homes.items())
            if len(found) > 1
        ]
        wrong += [*names.undeclared(nb.cells), *names.careless(nb.cells)]
        if wrong:
            raise MasterError("\n".join(f"{self.name}: {what}" for what in wrong))
        for cell in nb.cells:
            for part in private_parts(cell):
                if PLANTED not in part:
                    at = _meta(cell).get("grade_id", cell.source[:40])
                    raise MasterError(f"{self.name}: a private part of {at} lacks {PLANTED!r}")


def _meta(cell: NotebookNode) -> dict[str, Any]:
    return cell.metadata.get("nbgrader", {})


def _complete(cell: NotebookNode) -> NotebookNode:
    """Fill in what nbgrader expects and a master may leave out."""
    said = dict(_meta(cell))
    full = {"grade": False, "solution": False, "task": False, "schema_version": 3} | said
    full["locked"] = not full["solution"]
    return NotebookNode(full)


def private_parts(cell: NotebookNode) -> list[str]:
    """Return the parts of a master's cell that no student may see."""
    meta = _meta(cell)
    if cell.cell_type == "markdown":
        return [cell.source] if meta.get("solution") else []
    return [match[0] for match in _PRIVATE.finditer(cell.source)]


def private_lines(nb: NotebookNode) -> set[str]:
    """Return the lines that stand in private parts only, and are long enough to tell."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for cell in nb.cells:
        rest = cell.source
        for part in private_parts(cell):
            hidden |= {line.strip() for line in part.splitlines()}
            rest = rest.replace(part, "")
        shown |= {line.strip() for line in rest.splitlines()}
    marks = re.compile(r"#+ (BEGIN|END) (SOLUTION|HIDDEN TESTS)\b")
    return {
        line for line in hidden - shown if len(line) > 15 and _names(line) and not marks.match(line)
    }


def _names(line: str) -> set[str]:
    """Return the words of a line that are not Python's own; without any it tells nothing."""
    return set(re.findall(r"[^\W\d]\w+", line)) - {*keyword.kwlist, *dir(builtins)}
