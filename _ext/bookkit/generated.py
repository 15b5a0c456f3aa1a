"""Pages, and parts of pages, that are made from the package and from the chapters.

A line ``% generate: NAME`` in a source stands for Markdown that is written when the page is
read: results, data and API from the package, the cover's list and the teaching pages from what
the chapters say of themselves. Such a page is read again when what it is made from changes
(:mod:`bookkit.keys`), and not otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .api import api, index
from .claims import claims_table, seen
from .crossing import asks, by_question, part
from .data import tables
from .learned import contradicted, learned
from .plans import dossier, overview, plan, reading
from .results import evidence, published_role, results, tag_role
from .teaching import cover, objectives, wrong_ideas

MARK = re.compile(r"^% generate: (\w+)(?: (.+))?$", re.M)

GENERATORS: dict[str, Callable[..., Iterator[str]]] = {
    "results": results,
    "data": tables,
    "api": api,
    "index": index,
    "evidence": evidence,
    "chapters": cover,
    "objectives": objectives,
    "wrong": wrong_ideas,
    "plan": plan,
    "plans": overview,
    "dossier": dossier,
    "learned": learned,
    "others": contradicted,
    "claims": claims_table,
    "reading": reading,
    "seen": seen,
    "part": part,
    "questions": by_question,
    "asks": asks,
}

#: What names a chapter, by the role of that name.
NAMES = "{chapter}`"


def needs(text: str, root: Path) -> set[Path]:
    """Return the folders and files that a source with marks is made from.

    Not those of ``evidence``, whose ids lead to its modules, nor the chapters and assignments
    that the teaching pages note themselves.
    """
    package, registry = root / "govlib", root / "book" / "chapters.toml"
    found: set[Path] = set()
    for name, argument in MARK.findall(text):
        if name == "data":
            found.add(package / "data")
        elif name == "api":
            family = package / argument
            found |= {package / "__init__.py", family if family.is_dir() else Path(f"{family}.py")}
        elif name == "index":
            found.add(package)
        elif name == "results":  # what the models make of them, whoever draws it
            inside = (f for f in package.iterdir() if f.name not in ("figures", "explorer"))
            found |= {registry, *(f for f in inside if f.is_dir() or f.suffix == ".py")}
        elif name == "claims":
            found |= {root / "book", package / "published"}
        elif name in ("part", "learned", "others"):
            found.add(root / "book")
        elif name == "seen":
            found.add(package / "published")
        elif name != "evidence":
            found.add(registry)
    if NAMES in text:
        found.add(registry)
    return found


def lists_chapters(text: str) -> bool:
    """Tell whether a page changes when a chapter is written that it names or lists."""
    made = {name for name, _ in MARK.findall(text)}
    named = NAMES in text or "```{glossary}" in text
    return named or bool(made - {"data", "api", "index", "results", "seen", "evidence"})


def expand(app: Any, docname: str, source: list[str]) -> None:
    """Replace each mark by what it stands for."""

    def written(match: re.Match[str]) -> str:
        name, argument = match.groups()
        arguments = [argument] if argument else []
        return "\n".join(GENERATORS[name](app, *arguments))

    source[0] = MARK.sub(written, source[0])


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.connect("source-read", expand)
    app.add_role("published", published_role)
    app.add_role("tag", tag_role)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
