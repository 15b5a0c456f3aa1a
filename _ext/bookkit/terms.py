"""The glossary as an index: where each term is explained, and which chapters use it."""

from __future__ import annotations

import re
from typing import Any

from registry import Chapter, written  # of tools/

from .teaching import watch

GLOSSARY = "book/reference/glossary"

_TERM = re.compile(r"\{term\}`(?:[^`<]*<([^`>]+)>|([^`<]+))`")
_ENTRY = re.compile(r"^(\S[^\n]*)\n((?:  [^\n]*\n?)+)", re.M)


def linked(text: str) -> list[str]:
    """Return the terms that a page links to the glossary, small, in their order, each once.

    >>> linked("A {term}`best reply`, a {term}`fall-back (threat) <Fall-back>`, {term}`Best reply`")
    ['best reply', 'fall-back']
    """
    found = (target or plain for target, plain in _TERM.findall(text))
    return list(dict.fromkeys(term.strip().casefold() for term in found))


def uses() -> dict[str, list[Chapter]]:
    """Return term → the chapters that link it, in the order of the book: the first explains it."""
    found: dict[str, list[Chapter]] = {}
    for chapter in (c for c in written() if c.part):
        for term in linked(chapter.source.read_text(encoding="utf-8")):
            found.setdefault(term, []).append(chapter)
    return found


def indexed(text: str) -> str:
    """Return a glossary in which each definition says where the term is explained and used."""
    known = uses()

    def told(match: re.Match[str]) -> str:
        term, definition = match.groups()
        home, *others = [f"{{chapter}}`{c.slug}`" for c in known.get(term.casefold(), [])] or [""]
        if not home:
            return match[0]
        also = f"; also in {', '.join(others)}" if others else ""
        return f"{term}\n{definition.rstrip()} *Explained in* {home}{also}.\n"

    before, mark, rest = text.partition("```{glossary}\n")
    entries, fence, after = rest.partition("\n```")
    return before + mark + _ENTRY.sub(told, entries + "\n").rstrip("\n") + fence + after


def add(app: Any, docname: str, source: list[str]) -> None:
    """Let the page of the glossary say where its terms are."""
    if docname == GLOSSARY:
        watch(app)
        source[0] = indexed(source[0])


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.connect("source-read", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
