"""What the book found: claims by their verdict, and where the literature contradicts it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registry import VERDICTS, Chapter, chapters, claims, written  # of tools/

from .paths import ROOT
from .teaching import watch

#: Where a chapter tells who says otherwise.
_OTHER_SIDE = re.compile(
    r"^\*{1,2}(?:The other sides?|Scholars disagree)\.?\*{1,2}(.*?)(?=\n\n)", re.M | re.S
)
_CITED = re.compile(r"\{cite:[tp]\}`([^`]+)`")


@dataclass(frozen=True)
class Other:
    """What a chapter says, what others say, and what divides them: a table ``[[other]]``."""

    chapter: str
    ours: str
    theirs: str
    divides: str


def others() -> dict[str, Other]:
    """Return slug → who contradicts a chapter, as ``book/learned.toml`` says it.

    Raises
    ------
    ValueError
        If an entry lacks a field or has one too many, or names a chapter that nobody knows.
    """
    file = ROOT / "book" / "learned.toml"
    known = {c.slug for c in chapters()}
    found = {}
    for row in tomllib.loads(file.read_text(encoding="utf-8"))["other"]:
        try:
            other = Other(**row)
        except TypeError as error:
            raise ValueError(f"{file.name}, {row.get('chapter', '?')}: {error}") from None
        if other.chapter not in known or other.chapter in found:
            raise ValueError(
                f"{file.name}: chapter must be known, and stand once; got {other.chapter!r}"
            )
        found[other.chapter] = other
    return found


def cited(text: str) -> list[str]:
    """Return the keys that a text cites, in their order, each once.

    >>> cited("As {cite:t}`a1990` and others say {cite:p}`b1991, a1990`.")
    ['a1990', 'b1991']
    """
    return list(
        dict.fromkeys(k.strip() for group in _CITED.findall(text) for k in group.split(","))
    )


def other_side(chapter: Chapter) -> list[str]:
    """Return those whom a chapter cites as the other side of its verdict."""
    return cited("\n".join(_OTHER_SIDE.findall(chapter.source.read_text(encoding="utf-8"))))


def contradicted(app: Any) -> Iterator[str]:
    """Write, for each chapter, who says otherwise and what divides the two."""
    watch(app)
    app.env.note_dependency(str(ROOT / "book" / "learned.toml"))
    known = others()
    for chapter in (c for c in written() if c.part):
        if other := known.get(chapter.slug):
            yield (
                f"- {{chapter}}`{chapter.slug}`. *We:* {other.ours} *Others:* {other.theirs} "
                f"*What divides us:* {other.divides}."
            )
        elif keys := other_side(chapter):
            yield (
                f"- {{chapter}}`{chapter.slug}`. Its verdict stands against "
                f"{{cite:t}}`{','.join(keys)}`, and says what divides them."
            )
    yield ""


def learned(app: Any, verdict: str) -> Iterator[str]:
    """Write the claims that came out so, with what each turns on."""
    if verdict not in VERDICTS:
        raise ValueError(f"verdict must be one of {VERDICTS}; got {verdict!r}")
    watch(app)
    slugs = {c.title: c.slug for c in chapters()}
    found = [claim for claim in claims() if claim.verdict == verdict]
    for claim in found:
        text = f"*{claim.text}*" if claim.kind == "read" else claim.text
        yield f"- {text} *Turns on:* {claim.turns_on}. {{chapter}}`{slugs[claim.chapter]}`"
    if not found:
        yield f"No claim that a chapter has tried came out as *{verdict}*."
    yield ""
