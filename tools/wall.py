"""A class on the wall: one page from a folder of files that students saved.

``make wall FROM=folder`` writes ``wall.html`` (``OUT=`` names another file), which opens in any
browser without a network: the votes on each prediction, first and second, what was drawn, what
was played, what was recalled. Names that students put into their files stay out of it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tools"))

FORMAT = "govlib-record"
KINDS = ("predict", "draw", "play", "recall", "target")
#: what a saved page holds beside what one reads (record.js writes it)
_INSIDE = re.compile(r'<script type="application/json" id="govlib-record">(.*?)</script>', re.S)
_NAME = re.compile(r"[\w.-]+")

PAGE = """<!doctype html>
<html lang="en" data-theme="light"><head><meta charset="utf-8"><title>The class</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body{{margin:1rem auto;max-width:60rem;padding:0 1rem;background:#fff;color:#1f2328;
font-family:system-ui,sans-serif}}.gx-card{{max-width:none!important}}</style></head>
<body><main><h1>The class</h1>{wall}</main></body></html>
"""


def parse(text: str) -> dict[str, Any]:
    """Return the answers of a saved file, without the name that may stand in it.

    Raises
    ------
    ValueError
        If it holds no answers of this book.
    """
    inside = _INSIDE.search(text)
    try:
        data = json.loads(inside[1] if inside else text)
    except json.JSONDecodeError:
        data = None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError("it holds no answers of this book")
    entries = data.get("entries")
    if not isinstance(entries, list):
        raise ValueError("it holds no list of answers")
    return {"format": FORMAT, "version": 1, "name": "", "entries": list(filter(_named, entries))}


def _named(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and entry.get("kind") in KINDS
        and all(
            isinstance(entry.get(field), str) and _NAME.fullmatch(entry[field])
            for field in ("chapter", "id")
        )
    )


def texts(source: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of every saved file in a folder, and in the zips in it."""
    found = [source] if source.is_file() else sorted(source.rglob("*"))
    for path in found:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in sorted(archive.namelist()):
                    if name.lower().endswith((".json", ".html", ".htm")):
                        yield f"{path.name}/{name}", archive.read(name).decode("utf-8", "replace")
        elif path.suffix.lower() in (".json", ".html", ".htm"):
            yield str(path), path.read_text(encoding="utf-8", errors="replace")


def collect(source: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the files that can be used, each once, and what is wrong with the others."""
    files: list[dict[str, Any]] = []
    wrong = []
    for name, text in texts(source):
        try:
            file = parse(text)
        except ValueError as error:
            wrong.append(f"{name}: {error}")
            continue
        if file in files:
            wrong.append(f"{name}: the same answers as another file")
        else:
            files.append(file)
    return files, wrong


def main(arguments: list[str] | None = None) -> int:
    """Write the page; the return code is 1 where no file could be used."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="a folder, or a zip, of saved files")
    parser.add_argument("--out", type=Path, default=Path("wall.html"), help="the page to write")
    given = parser.parse_args(arguments)
    if not given.source.exists():
        parser.error(f"source must be a folder or a zip; {given.source} does not exist")
    from registry import chapters

    from govlib.explorer.class_pages import wall_html

    files, wrong = collect(given.source)
    for line in wrong:
        print(f"left out: {line}")
    if not files:
        print(f"no saved answers in {given.source}")
        return 1
    titles = {chapter.slug: chapter.title for chapter in chapters()}
    wall = wall_html(chapters=titles, files=files)
    given.out.write_text(PAGE.format(wall=wall), encoding="utf-8")
    print(f"{given.out}: {len(files)} {'file' if len(files) == 1 else 'files'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
