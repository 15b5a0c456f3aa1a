"""The cover's list and the tables for instructors, from what the chapters say of themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from registry import Chapter, parts, written  # of tools/

from .paths import ROOT
from .thumbnails import style, thumbnail

if str(ROOT / "exercises") not in sys.path:
    sys.path.insert(0, str(ROOT / "exercises"))

from kit import master


def watch(app: Any) -> None:
    """Let the page be read again when a chapter, its questions or its assignment changes."""
    app.env.note_dependency(str(ROOT / "book" / "chapters.toml"))
    for chapter in written():
        app.env.note_dependency(str(chapter.source))
        app.env.note_dependency(str(chapter.questions))
        if chapter.assignment:
            app.env.note_dependency(str(ROOT / "exercises" / chapter.slug / f"{chapter.slug}.md"))


def _taught() -> list[Chapter]:
    """Return the chapters that are taught; one outside the parts leads into the book."""
    return [chapter for chapter in written() if chapter.part]


def cover(app: Any) -> Iterator[str]:
    """Show the chapters as cards, part by part, as the cover does."""
    watch(app)
    for part, caption in {"": "", **parts()}.items():
        own = [c for c in written() if c.part == part]
        if not own:
            continue
        if caption:
            yield f"### {{doc}}`{caption} </book/{part}/index>`\n"
        yield from cards(app, own)


def cards(app: Any, own: Iterable[Chapter]) -> Iterator[str]:
    """Show some chapters as cards: a small picture, title, what the cover asks, minutes."""
    yield f"```{{raw}} html\n{style()}\n```\n"
    yield "::::{grid} 1 2 2 3\n:gutter: 3\n:class-container: chapters\n"
    for chapter in own:
        small = thumbnail(app, chapter)
        yield (
            f":::{{grid-item-card}} {chapter.title}\n"
            f":link: /{chapter.document}\n:link-type: doc\n\n{chapter.cover}\n\n"
            f"{chapter.minutes} minutes\n"
        )
        if small:
            yield f"\n```{{raw}} html\n{small}\n```\n"
        yield ":::\n"
    yield "::::\n"


def assignment(chapter: Chapter) -> master.Master | None:
    return master.load(chapter.slug) if chapter.slug in master.known() else None


def objectives(app: Any) -> Iterator[str]:
    """Write, for each chapter, where an objective is taught, practised and asked for."""
    watch(app)
    for chapter in _taught():
        told = assignment(chapter)
        items = told.items if told else ()
        yield f"## {chapter.title}\n"
        yield f"| objective | taught in | practised in | item of `{chapter.slug}` |"
        yield "| --- | --- | --- | --- |"
        for i, (text, row) in enumerate(chapter.objectives, 1):
            asked = "; ".join(
                f"{item.number}. {item.title} ({item.minutes} min, {item.points} points)"
                for item in items
                if int(item.objective) == i
            )
            yield f"| {i} {text} | {row.taught} | {row.practised} | {asked} |"
        if told:
            hand = sum(item.by_hand for item in items)
            yield (
                f"\n{told.minutes} minutes, {told.points} points: {told.points - hand:g} by tests, "
                f"{hand:g} by hand."
            )
        yield ""


def wrong_ideas(app: Any) -> Iterator[str]:
    """Write, for each chapter, what students say and what to answer."""
    watch(app)
    for chapter in _taught():
        yield f"## {chapter.title}\n"
        yield "| they say | where | what is right in it | ask, or say |"
        yield "| --- | --- | --- | --- |"
        for idea in chapter.wrong_ideas:
            yield f"| {idea.says} | {idea.where} | {idea.right} | {idea.ask} |"
        yield ""
