"""Plans of a term, and the dossier that a student keeps through it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from registry import Chapter, written  # of tools/
from ways import Meeting, capstone, needed, plans  # of tools/
from ways import dossier as pages

from .paths import ROOT
from .teaching import assignment, master, watch

#: what a class can do together, by what stands in the source of a chapter
_TOGETHER = {
    r"^Explorer\(": ("explorer", "explorers"),
    r"^quiz\.play\(": ("game", "games"),
    r"^quiz\.draw\(": ("curve to draw", "curves to draw"),
}

Items = list[tuple[Chapter, tuple[master.Item, ...]]]


def _doc(chapter: Chapter) -> str:
    return f"{{doc}}`{chapter.title} </{chapter.document}>`"


def handed_in(meeting: Meeting) -> Items:
    """Return what is handed in after a meeting: one load, shared where two chapters meet."""
    told = [(chapter, half, assignment(chapter)) for chapter, half in meeting.written]
    with_items = [(chapter, half, own.items) for chapter, half, own in told if own is not None]
    if len(with_items) == 1:  # whatever else is to come: this one has the week
        return [(chapter, items) for chapter, _, items in with_items]
    cuts = {"": slice(None), "1": slice(3), "2": slice(3, None)}
    return [(chapter, items[cuts[half]]) for chapter, half, items in with_items]


def _said(items: Items) -> str:
    said = []
    for chapter, own in items:
        whole = assignment(chapter)
        span = f"items {own[0].number} to {own[-1].number}"
        if whole is not None and len(own) == len(whole.items):
            span = "all items"
        said.append(f"{span} of `{chapter.slug}`")
    return "; ".join(said)


def _load(items: Items) -> tuple[int, int]:
    every = [item for _, own in items for item in own]
    return sum(item.minutes for item in every), sum(item.points for item in every)


def _in_class(chapter: Chapter) -> str:
    """Return what a class can move, play and draw: ``2 explorers, 1 game``."""
    text = chapter.source.read_text(encoding="utf-8")
    counts = ((len(re.findall(mark, text, re.M)), words) for mark, words in _TOGETHER.items())
    return ", ".join(f"{n} {words[n > 1]}" for n, words in counts if n)


def open_items(items: Items) -> list[Chapter]:
    """Return the chapters whose open item, a page of the dossier, is handed in."""
    return [c for c, own in items if c.slug in pages() and any(i.kind == "Open" for i in own)]


def plan(app: Any, weeks: str) -> Iterator[str]:
    """Write the plan of a term of so many weeks; a chapter that is not written is left out."""
    watch(app)
    yield "| meeting | chapters, minutes of each | in class | homework |"
    yield "| --- | --- | --- | --- |"
    meetings = [meeting for meeting in plans()[int(weeks)] if meeting.written]
    told: list[Chapter] = []
    missed: list[str] = []
    for number, meeting in enumerate(meetings, 1):
        items = handed_in(meeting)
        minutes, points = _load(items)
        own = [chapter for chapter, _ in meeting.written]
        titles = "; ".join(f"{_doc(c)} ({c.minutes})" for c in own)
        moved = "; ".join(filter(None, map(_in_class, own)))
        load = f"{minutes} minutes, {points} points"
        yield f"| {number} | {titles} | {moved} | {_said(items)}: {load} |"
        told += own
        for chapter in own:
            gone = [c for c in needed(chapter) if c not in told]
            missed += [f"{_doc(chapter)} builds on {_doc(c)}" for c in gone]
    yield f"\n{_sum(meetings)}"
    if free := len(plans()[int(weeks)]) - len(meetings):
        yield f"\n{free} of the {weeks} meetings are free, for the dossier and for what you add."
    if missed:
        yield (
            f"\nNot in this plan: {'; '.join(missed)}. Give the first explorer of what is left "
            "out a quarter of an hour in class, or set its first half as reading."
        )
    yield ""


def _sum(meetings: list[Meeting]) -> str:
    items = [entry for meeting in meetings for entry in handed_in(meeting)]
    minutes, points = _load(items)
    reading = sum(chapter.minutes for meeting in meetings for chapter, _ in meeting.written)
    text = (
        f"In all, {reading / 60:.0f} hours with the chapters, {minutes} minutes of homework, "
        f"{points} points"
    )
    text += f", and {len(open_items(items))} pages of the {{ref}}`dossier <dossier>`."
    last, met = capstone(), {chapter for meeting in meetings for chapter, _ in meeting.written}
    if last.is_written and set(last.needs) <= met:
        text += f" The {{ref}}`capstone <capstone>` ends it: {last.minutes} minutes, "
        text += f"{last.points} points."
    return text


def overview(app: Any) -> Iterator[str]:
    """Write the plans side by side, so that one can be chosen."""
    watch(app)
    table = tomllib.loads((ROOT / "book" / "chapters.toml").read_text(encoding="utf-8"))
    yield "| weeks | then they can | chapters | homework, hours | points | dossier, pages |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for weeks, meetings in plans().items():
        items = [entry for meeting in meetings for entry in handed_in(meeting)]
        minutes, points = _load(items)
        count = sum(c.part != "" for meeting in meetings for c, _ in meeting.written)
        yield (
            f"| {{ref}}`{weeks} <syllabus-{weeks}>` | {table['afterwards'][str(weeks)]} | "
            f"{count} | {minutes / 60:.1f} | {points} | {len(open_items(items))} |"
        )
    yield ""


def reading(app: Any) -> Iterator[str]:
    """Write the reading plans by weeks, marking what is to come."""
    watch(app)
    table = tomllib.loads((ROOT / "book" / "chapters.toml").read_text(encoding="utf-8"))
    yield "| weeks | chapters | then you can |"
    yield "| --- | --- | --- |"
    for weeks, meetings in plans().items():
        every = dict.fromkeys(c for meeting in meetings for c, _ in meeting.chapters if c.part)
        told = "; ".join(_doc(c) if c.is_written else f"{c.title} (to come)" for c in every)
        yield f"| [{weeks}](syllabus-{weeks}) | {told} | {table['afterwards'][str(weeks)]} |"
    yield ""


def dossier(app: Any) -> Iterator[str]:
    """Write the pages of the dossier, each with the open item that makes it."""
    watch(app)
    stands = {chapter.slug: chapter for chapter in written()}
    yield "| chapter | the page says | item | minutes | points |"
    yield "| --- | --- | --- | --- | --- |"
    for slug, says in pages().items():
        told = assignment(stands[slug]) if slug in stands else None
        for item in told.items if told else ():
            if item.kind == "Open":
                yield (
                    f"| {_doc(stands[slug])} | {says} | {item.number}. {item.title} | "
                    f"{item.minutes} | {item.points} |"
                )
    yield ""
    last = capstone()
    if last.is_written:
        needs = "; ".join(map(_doc, last.needs))
        yield (
            f"**The capstone.** In the {{ref}}`capstone <capstone>` the dossier becomes an "
            f"institution: {last.minutes} minutes in groups, {last.points} points. It cannot do "
            f"without the pages of {needs}; with them go any two others.\n"
        )
