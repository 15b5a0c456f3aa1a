"""The chapters of the book, read from ``book/chapters.toml``: order, parts, titles, assignments."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

__all__ = ["Chapter", "chapters", "parts", "written"]

_FIELDS = {
    "part": str,
    "slug": str,
    "title": str,
    "cover": str,
    "section": str,
    "minutes": int,
    "assignment": bool,
}


@dataclass(frozen=True)
class Chapter:
    """One line of the registry.

    Attributes
    ----------
    part, slug : str
        Folder (empty for a chapter that stands outside the parts) and name of the source.
    title, cover : str
        Title, and the sentence under which the cover lists the chapter.
    section : str
        Section of the paper.
    minutes : int
        Minutes that the page takes, as it says itself.
    assignment : bool
        Whether ``exercises/<slug>/`` belongs to it.
    root : pathlib.Path
        Folder that holds ``book/`` and ``exercises/``.
    """

    part: str
    slug: str
    title: str
    cover: str
    section: str
    minutes: int
    assignment: bool = True
    root: Path = ROOT

    @property
    def name(self) -> str:
        """Part and slug, as published results name a chapter."""
        return f"{self.part}/{self.slug}".lstrip("/")

    @property
    def source(self) -> Path:
        """The MyST source, whether it is written or not."""
        return self.root / "book" / f"{self.name}.md"

    @property
    def questions(self) -> Path:
        """The file of its questions and claims."""
        return self.source.with_suffix(".toml")

    @property
    def document(self) -> str:
        """Name of the page for Sphinx, from the root."""
        return f"book/{self.name}"

    @property
    def is_written(self) -> bool:
        """Whether the chapter stands in the book: its source exists."""
        return self.source.exists()


def _read(root: Path) -> tuple[dict[str, str], tuple[Chapter, ...]]:
    """Return the parts and the chapters of one checkout, checked."""
    file = root / "book" / "chapters.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    parts = dict(table["parts"])
    rows = []
    for row in table["chapter"]:
        slug = row.get("slug", "?")
        for key, value in row.items():
            kind = _FIELDS.get(key)
            if kind is None:
                raise ValueError(f"{file.name}, {slug}: keys are {sorted(_FIELDS)}; got {key!r}")
            if not isinstance(value, kind):
                raise ValueError(f"{file.name}, {slug}: {key} is a {kind.__name__}; got {value!r}")
        missing = set(_FIELDS) - {"assignment"} - set(row)
        if missing:
            raise ValueError(f"{file.name}, {slug}: {sorted(missing)} must be given")
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", slug):
            raise ValueError(f"{file.name}: a slug is small letters and hyphens; got {slug!r}")
        if row["part"] and row["part"] not in parts:
            raise ValueError(
                f"{file.name}, {slug}: part is one of {list(parts)}; got {row['part']!r}"
            )
        rows.append(Chapter(**row, root=root))
    slugs = [r.slug for r in rows]
    if doubled := {s for s in slugs if slugs.count(s) > 1}:
        raise ValueError(f"{file.name}: slugs must differ; got {sorted(doubled)} twice")
    found = [part for part, _ in groupby(r.part for r in rows)]
    if found != [part for part in ("", *parts) if part in found]:
        raise ValueError(f"{file.name}: chapters of a part stand together, parts in their order")
    return parts, tuple(rows)


_kept = lru_cache(maxsize=8)(_read)


def chapters(root: Path = ROOT) -> tuple[Chapter, ...]:
    """Return all chapters in the order of the book, written or planned."""
    return _kept(root)[1]


def written(root: Path = ROOT) -> tuple[Chapter, ...]:
    """Return the chapters that stand in the book."""
    return tuple(c for c in chapters(root) if c.is_written)


def parts(root: Path = ROOT) -> dict[str, str]:
    """Return folder → caption of each part, in order."""
    return dict(_kept(root)[0])
