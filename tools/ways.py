"""Ways through the book, of ``book/chapters.toml`` and ``book/parts.toml``.

By question, by the weeks of a term, by the pages of a dossier; and how the chapters of a part
hang together.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry import ROOT, Chapter, chapters

__all__ = [
    "Capstone",
    "Meeting",
    "Question",
    "Step",
    "capstone",
    "dossier",
    "named",
    "needed",
    "plans",
    "questions",
    "together",
]


@dataclass(frozen=True)
class Step:
    """A chapter on a way through the book, and what to look for in it."""

    chapter: Chapter
    look: str


@dataclass(frozen=True)
class Question:
    """A way through the book: what one asks, why, and the chapters that answer."""

    asks: str
    why: str
    steps: tuple[Step, ...]

    @property
    def anchor(self) -> str:
        """Name of its place on the page of all questions."""
        return re.sub(r"\W+", "-", self.asks.lower()).strip("-")

    @property
    def written(self) -> tuple[Step, ...]:
        """The steps whose chapters stand in the book."""
        return tuple(step for step in self.steps if step.chapter.is_written)


@dataclass(frozen=True)
class Meeting:
    """A meeting of a term: chapters, each with the half of its homework, ``""`` for all."""

    chapters: tuple[tuple[Chapter, str], ...]

    @property
    def written(self) -> tuple[tuple[Chapter, str], ...]:
        """The chapters of it that stand in the book."""
        return tuple(entry for entry in self.chapters if entry[0].is_written)


def _table(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "book" / "chapters.toml").read_text(encoding="utf-8"))


def _known(root: Path) -> dict[str, Chapter]:
    return {chapter.slug: chapter for chapter in chapters(root)}


def questions(root: Path = ROOT) -> tuple[Question, ...]:
    """Return the ways through the book by question.

    Raises
    ------
    ValueError
        If a question lacks a field or has one too many, or names chapters that nobody knows or
        not in their order.
    """
    known = _known(root)
    order = list(known)
    found = []
    for row in _table(root).get("question", []):
        try:
            steps = tuple(Step(known[s["chapter"]], s["look"]) for s in row["steps"])
            found.append(Question(**{**row, "steps": steps}))
        except (KeyError, TypeError) as error:
            raise ValueError(f"chapters.toml, question {row.get('asks', '?')!r}: {error}") from None
        places = [order.index(step.chapter.slug) for step in steps]
        if places != sorted(set(places)):
            raise ValueError(
                f"chapters.toml, question {row['asks']!r}: chapters stand in their order, each once"
            )
    return tuple(found)


def named(text: str) -> list[str]:
    """Return the slugs of the chapters that a text names by their role.

    >>> named("After {chapter}`win-win` comes {chapter}`the money <financing>`.")
    ['win-win', 'financing']
    """
    return [slug or plain for slug, plain in _NAMED.findall(text)]


_NAMED = re.compile(r"\{chapter\}`(?:[^`<]*<([\w-]+)>|([\w-]+))`")


def together(part: str, root: Path = ROOT) -> list[str]:
    """Return how the chapters of a part hang together, as far as they are written.

    Raises
    ------
    ValueError
        If a sentence names no chapter, or one that nobody knows.
    """
    file = root / "book" / "parts.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    stands = {c.slug: c.is_written for c in chapters(root)}
    told = []
    for sentence in table[part]["together"]:
        slugs = named(sentence)
        if not slugs or set(slugs) - set(stands):
            raise ValueError(f"{file.name}, {part}: must name chapters of the book; got {slugs}")
        if all(stands[slug] for slug in slugs):
            told.append(sentence)
    return told


def plans(root: Path = ROOT) -> dict[int, tuple[Meeting, ...]]:
    """Return weeks → meetings of each plan, written or not.

    Raises
    ------
    ValueError
        If a meeting names a chapter that nobody knows, or a half other than 1 and 2.
    """
    known = _known(root)
    found = {}
    for weeks, meetings in _table(root)["plans"].items():
        rows = []
        for meeting in meetings:
            entries = [entry.partition(":")[::2] for entry in meeting]
            for slug, half in entries:
                if slug not in known or half not in ("", "1", "2"):
                    raise ValueError(
                        f"chapters.toml, plan of {weeks}: an entry is a slug, with :1 or :2 for a "
                        f"half; got {slug!r} and {half!r}"
                    )
            handed_in = [half for slug, half in entries if known[slug].assignment]
            if sorted(handed_in) not in ([""], ["1", "2"]):
                raise ValueError(
                    f"chapters.toml, plan of {weeks}: a meeting has one homework, or two halves; "
                    f"got {meeting}"
                )
            rows.append(Meeting(tuple((known[slug], half) for slug, half in entries)))
        found[int(weeks)] = tuple(rows)
    return found


def needed(chapter: Chapter) -> tuple[Chapter, ...]:
    """Return the chapters that a chapter names under *You need*, as far as they build it.

    One that only a recall question goes back to is not needed.
    """
    text = chapter.source.read_text(encoding="utf-8")
    head = re.search(r"\*\*You need\*\*(.*?)\n\n", text, re.S)
    told = re.split(
        r"[;,] (?:to which |and for )?(?:one|a) (?:recall question|question of recall)",
        head[1] if head else "",
    )[0]
    slugs = [*re.findall(r"\]\((?:[\w./-]*/)?([\w-]+)\.md\)", told), *named(told)]
    known = _known(chapter.root)
    return tuple(known[slug] for slug in dict.fromkeys(slugs) if slug in known)


def dossier(root: Path = ROOT) -> dict[str, str]:
    """Return slug → what its page of a student's dossier says, in the order of the book.

    Raises
    ------
    ValueError
        If it is of a chapter that nobody knows, or that has no assignment.
    """
    told = _table(root)["dossier"]
    known = _known(root)
    if wrong := [slug for slug in told if slug not in known or not known[slug].assignment]:
        raise ValueError(
            f"chapters.toml, dossier: must name chapters with assignments; got {wrong}"
        )
    return {slug: told[slug] for slug in known if slug in told}


@dataclass(frozen=True)
class Capstone:
    """What ends a term: its minutes and points, and the chapters it cannot do without."""

    minutes: int
    points: int
    needs: tuple[Chapter, ...]
    page: Path

    @property
    def is_written(self) -> bool:
        """Whether its page and all that it needs stand in the book."""
        return self.page.exists() and all(chapter.is_written for chapter in self.needs)


def capstone(root: Path = ROOT) -> Capstone:
    """Return the capstone of the book."""
    known, row = _known(root), _table(root)["capstone"]
    needs = tuple(known[slug] for slug in row["needs"])
    page = root / "book" / "teaching" / "capstone.md"
    return Capstone(row["minutes"], row["points"], needs, page)
