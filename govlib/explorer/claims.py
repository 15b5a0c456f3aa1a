"""The claims of the paper that the chapters of the book try, and where they stand.

Each chapter says in a ``[[claim]]`` of its questions which claim it tries and how it came out;
claims of chapters that are not written yet stand in ``claims-planned.toml``, without a verdict.
Both are found through ``chapters.toml``, the list of chapters, beside which they stand.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .practice import find

__all__ = ["VERDICTS", "Claim", "gather", "read_claims", "written_out"]

#: the words of a verdict
VERDICTS = ("supports", "qualifies", "contradicts")

#: what read_claims looks for first: all claims in one file, for a notebook away from the book
TOGETHER = "claims.json"


@dataclass(frozen=True)
class Claim:
    """A claim of the paper that a chapter tries: a table ``[[claim]]`` of its questions.

    Attributes
    ----------
    section : str
        Where the paper makes it.
    text : str
        The claim in our words.
    kind : str
        ``"said"`` by the paper, or ``"read"`` into it, a common reading.
    model : str
        What it was tried with, or is to be.
    verdict : str
        ``"supports"``, ``"qualifies"`` or ``"contradicts"``; empty if the chapter is to come.
    turns_on : str
        The assumption on which the verdict turns.
    result : str
        Id of one published result that speaks to it.
    place : sequence of int
        Where its number stands in a result that holds several groups of counts.
    counted : str
        What that number counts, in full; by default the words of the result.
    key : str
        Its name in a link, from the chapter's; empty as long as it stands in one chapter alone.
    chapter : str
        Title of the chapter.
    """

    section: str
    text: str
    kind: str
    model: str
    verdict: str = ""
    turns_on: str = ""
    result: str = ""
    place: Sequence[int] = ()
    counted: str = ""
    key: str = ""
    chapter: str = ""

    def __post_init__(self) -> None:
        if self.kind not in ("said", "read"):
            raise ValueError(f"kind must be 'said' or 'read'; got {self.kind!r}")
        if self.verdict not in ("", *VERDICTS):
            raise ValueError(f"verdict must be one of {VERDICTS}; got {self.verdict!r}")
        given = {"verdict": self.verdict, "turns_on": self.turns_on, "result": self.result}
        if any(given.values()) and (missing := [name for name in given if not given[name]]):
            raise ValueError(f"{missing[0]} must be given with a verdict; got nothing")
        if bool(self.place) != bool(self.counted):
            raise ValueError("place and counted must be given together; got one of them")
        object.__setattr__(self, "place", tuple(self.place))  # a file has a list


def _rows(file: Path) -> list[dict[str, Any]]:
    table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return list(table.get("claim", []))


def _named(rows: Iterable[Mapping[str, Any]], slug: str, title: str, file: str) -> list[Claim]:
    claims = []
    for place, row in enumerate(rows, 1):
        key = slug if place == 1 else f"{slug}-{place}"
        try:
            claims.append(Claim(**row, key=key, chapter=title))
        except (TypeError, ValueError) as error:
            raise ValueError(f"{file}, claim {place} of {slug}: {error}") from None
    return claims


def gather(book: Path) -> tuple[Claim, ...]:
    """Return the claims of all chapters, in the order of the book.

    Parameters
    ----------
    book : pathlib.Path
        The folder of ``chapters.toml``. A chapter stands in the book once its source exists;
        the planned claims of one that does are passed over.

    Raises
    ------
    ValueError
        If a claim is malformed, or is planned for a chapter that nobody knows.
    """
    listed = tomllib.loads((book / "chapters.toml").read_text(encoding="utf-8"))["chapter"]
    plans = book / "claims-planned.toml"
    planned = _rows(plans) if plans.exists() else []
    known = {row["slug"] for row in listed}
    if strangers := sorted({str(row.get("chapter")) for row in planned} - known):
        raise ValueError(f"{plans.name}: chapter must be a slug of the book; got {strangers[0]!r}")
    found: list[Claim] = []
    for row in listed:
        slug, title = row["slug"], row["title"]
        source = book / row["part"] / f"{slug}.md"
        if source.exists():
            questions = source.with_suffix(".toml")
            own = _rows(questions) if questions.exists() else []
            found += _named(own, slug, title, questions.name)
        else:
            own = [
                {name: value for name, value in claim.items() if name != "chapter"}
                for claim in planned
                if claim["chapter"] == slug
            ]
            found += _named(own, slug, title, plans.name)
    return tuple(found)


def written_out(claims: Iterable[Claim]) -> str:
    """Return claims as the text of a file that :func:`read_claims` takes."""
    return json.dumps([asdict(claim) for claim in claims], ensure_ascii=False, indent=1)


def read_claims() -> tuple[Claim, ...]:
    """Return the claims of the book that holds the running notebook.

    A notebook that was taken out of the book brings them along, in ``claims.json`` beside it.

    Raises
    ------
    FileNotFoundError
        If there is neither that file nor the list of chapters; the message names the places.
    ValueError
        As :func:`gather`.
    """
    if Path(TOGETHER).is_file():
        rows = json.loads(Path(TOGETHER).read_text(encoding="utf-8"))
        return tuple(Claim(**row) for row in rows)
    return gather(find(Path("chapters.toml")).parent)
