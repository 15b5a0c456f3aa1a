"""The whole book as one file to carry away: ``make zip`` packs what was built.

Unpacked anywhere, ``index.html`` opens in any browser without a network: the pages ask for nothing
outside their folder. Left out is what no reader's browser asks for: source maps of scripts, the
theme's translations, the inventory for other projects.
"""

from __future__ import annotations

import argparse
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HTML = Path(os.environ.get("BOOK_HTML", ROOT / "_build" / "html"))
NAME = "governing-global-problems"
OUT = ROOT / "_build" / f"{NAME}.zip"

#: Ends of names of what is for programmers and servers.
LEFT_OUT = (".map", ".po", ".mo", "objects.inv", ".buildinfo", ".nojekyll")
#: So that the same book is the same file.
WHEN = (2026, 1, 1, 0, 0, 0)


def files(html: Path) -> Iterator[Path]:
    """Yield the files of the built book that a reader's browser may ask for."""
    for path in sorted(html.rglob("*")):
        if path.is_file() and not path.name.endswith(LEFT_OUT):
            yield path


def make(out: Path, html: Path = HTML) -> int:
    """Pack the built book; return the size of the file in bytes.

    Raises
    ------
    ValueError
        If the book is not built.
    """
    if not (html / "index.html").exists():
        raise ValueError(f"{html} holds no book: build it first (make book)")
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bundle:
        for path in files(html):
            entry = zipfile.ZipInfo(f"{NAME}/{path.relative_to(html)}", WHEN)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(entry, path.read_bytes(), compresslevel=9)
    return out.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the file to write")
    out = parser.parse_args().out
    print(f"{out}: {make(out) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
