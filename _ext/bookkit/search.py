"""The search: chapters stand before the library's names, and a hit says what it is about."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from registry import written  # of tools/

#: How much of a paragraph stands under a hit, in characters.
LENGTH = 150

SCORER = Path(__file__).with_name("search.js")


def shortened(text: str, length: int = LENGTH) -> str:
    """Return the beginning of a text, cut between words.

    >>> shortened("one two three", 9)
    'one two …'
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return re.sub(r"\s+\S*$", "", text[: length - 1]) + " …"


def told(doctree: nodes.document) -> dict[str, str]:
    """Return what each section of a page begins with, by its anchors; the page's own by ``""``."""
    found: dict[str, str] = {}
    for section in doctree.findall(nodes.section):
        own = (p for p in section.children if isinstance(p, nodes.paragraph))
        text = shortened(next((p.astext() for p in own if len(p.astext()) > 20), ""))
        if not text:
            continue
        for anchor in section["ids"]:
            found[f"#{anchor}"] = text
        found.setdefault("", text)
    return found


def _texts(env: Any) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = env.__dict__.setdefault("bookkit_texts", {})
    return kept


def collect(app: Any, doctree: nodes.document) -> None:
    """Note the beginnings of a page that was read."""
    _texts(app.env)[app.env.docname] = told(doctree)


def forget(app: Any, env: Any, docname: str) -> None:
    """Forget a page that is read again, or gone."""
    _texts(env).pop(docname, None)


def merge(app: Any, env: Any, docnames: list[str], other: Any) -> None:
    """Take over what another process has read."""
    _texts(env).update({name: t for name, t in _texts(other).items() if name in docnames})


def write(app: Any, exception: Exception | None) -> None:
    """Write what the page of the search says under its hits."""
    if exception is not None or app.builder.name not in ("html", "dirhtml"):
        return
    # the first page is about the paper; whoever looks for a word wants the chapter on it
    chapters = {chapter.document: chapter.cover for chapter in written() if chapter.part}
    texts = {
        name + anchor: text
        for name, page in sorted(_texts(app.env).items())
        for anchor, text in page.items()
    }
    facts = {"chapters": list(chapters), "texts": texts | chapters}
    file = Path(app.outdir) / "_static" / "summaries.js"
    file.write_text(f"window.bookSummaries = {json.dumps(facts, ensure_ascii=False)};\n", "utf-8")


def choose(app: Any, config: Any) -> None:
    """Let Sphinx take the scorer along."""
    config.html_search_scorer = str(SCORER)


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.connect("config-inited", choose)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("build-finished", write)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
