"""The chapters of the book: their order from ``book/chapters.toml``, and what each says of itself.

``python tools/registry.py`` writes the chapters into ``_toc.yml``; all other lists of chapters
are made when a page is read.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from govlib.explorer.claims import VERDICTS, Claim, gather  # noqa: E402 - of this checkout

__all__ = [
    "VERDICTS",
    "Chapter",
    "Claim",
    "Objective",
    "WrongIdea",
    "chapters",
    "claims",
    "parts",
    "toc",
    "written",
]

_FIELDS = {
    "part": str,
    "slug": str,
    "title": str,
    "cover": str,
    "section": str,
    "minutes": int,
    "assignment": bool,
    "picture": str,
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
    picture : str
        The figure that its card shows, ``family.module.name``; empty for its first explorer.
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
    picture: str = ""
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

    def _rows(self, name: str, kind: type[Any]) -> tuple[Any, ...]:
        table = tomllib.loads(self.questions.read_text(encoding="utf-8"))
        rows = []
        for i, row in enumerate(table.get(name, []), 1):
            try:
                rows.append(kind(**row))
            except (TypeError, ValueError) as error:
                raise ValueError(f"{self.questions.name}, {name} {i}: {error}") from None
        return tuple(rows)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that the chapter tries, each with its verdict."""
        return tuple(c for c in claims(self.root) if c.chapter == self.title and c.verdict)

    @property
    def objectives(self) -> tuple[tuple[str, Objective], ...]:
        """Each objective, in the words of the page, and where it is taught and practised."""
        head = self.source.read_text(encoding="utf-8").split("\n## ")[0]
        texts = re.findall(r"^\d\. (.+?)[;.]?$", head, re.M)
        rows = self._rows("objective", Objective)
        if len(texts) != len(rows):
            raise ValueError(
                f"{self.questions.name}: the page has {len(texts)} objectives, "
                f"the questions say of {len(rows)} where they are taught"
            )
        return tuple(zip(texts, rows, strict=True))

    @property
    def wrong_ideas(self) -> tuple[WrongIdea, ...]:
        """What students say that is not so."""
        return self._rows("wrong", WrongIdea)

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
        missing = set(_FIELDS) - {"assignment", "picture"} - set(row)
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


@dataclass(frozen=True)
class Objective:
    """Where an objective is taught and practised: a table ``[[objective]]``, in their order."""

    taught: str
    practised: str = ""


@dataclass(frozen=True)
class WrongIdea:
    """What students say, what is right in it, what to ask: a table ``[[wrong]]``.

    ``where`` says where it comes up, such as ``"prediction 1"`` or ``"item 2"``.
    """

    says: str
    right: str
    ask: str
    where: str = ""


_kept = lru_cache(maxsize=8)(_read)


def chapters(root: Path = ROOT) -> tuple[Chapter, ...]:
    """Return all chapters in the order of the book, written or planned."""
    return _kept(root)[1]


def written(root: Path = ROOT) -> tuple[Chapter, ...]:
    """Return the chapters that stand in the book."""
    return tuple(c for c in chapters(root) if c.is_written)


def claims(root: Path = ROOT) -> tuple[Claim, ...]:
    """Return the claims of all chapters, those of chapters to come without a verdict."""
    return gather(root / "book")


def parts(root: Path = ROOT) -> dict[str, str]:
    """Return folder → caption of each part, in order."""
    return dict(_kept(root)[0])


def toc(text: str, root: Path = ROOT) -> str:
    """Return a table of contents with the chapters that are written, in their order.

    Parameters
    ----------
    text : str
        Today's ``_toc.yml``; its root and the parts that hold no chapters stay.
    root : pathlib.Path
        Folder that holds ``book/``.
    """
    captions = parts(root)
    listed = yaml.safe_load(text)
    others = [p for p in listed["parts"] if p.get("caption") not in {"Start", *captions.values()}]
    ours = []
    for folder, caption in {"": "Start", **captions}.items():
        own = [{"file": c.document} for c in written(root) if c.part == folder]
        if own and folder:
            own.insert(0, {"file": f"book/{folder}/index"})
        if not folder:
            own.append({"file": "book/by-question"})
        if folder == list(captions)[-1]:
            own.append({"file": "book/learned"})
        if own:
            ours.append({"caption": caption, "chapters": own})
    head = text[: text.index("format:")]
    table = {**listed, "parts": [*ours, *others]}
    return head + yaml.safe_dump(table, sort_keys=False, allow_unicode=True)


if __name__ == "__main__":
    file = ROOT / "_toc.yml"
    file.write_text(toc(file.read_text(encoding="utf-8")), encoding="utf-8")
