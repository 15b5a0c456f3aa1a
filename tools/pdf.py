"""The whole book as one PDF: ``make pdf`` prints the built pages and binds them.

Chromium prints each page as the print style of the book has it: an explorer is its picture, its
sentence and the settings, with the place of the live one below. The sheets are put behind a list
of contents in the order of the book, numbered through, and every link from page to page becomes a
jump inside the file. The reference of names (``book/reference/api``) stays on the screen: it is
looked up, not read.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import yaml
from bs4 import BeautifulSoup
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    TextStringObject,
)

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools")]

from headless import FLAGS, HOW, find_chromium  # noqa: E402

HTML = Path(os.environ.get("BOOK_HTML", ROOT / "_build" / "html"))
OUT = ROOT / "_build" / "governing-global-problems.pdf"
TITLE = "Governing Global Problems"
#: What is looked up on the screen, not read on paper.
LEFT_OUT = "book/reference/api"

#: A4, with the line of page numbers in the lower margin.
SHEET = {
    "format": "A4",
    "margin": {"top": "18mm", "bottom": "20mm", "left": "20mm", "right": "20mm"},
}

#: Below each explorer: where it can be moved. ``{place}`` is an address or a page of the book.
LIVE = """
(place) => document.querySelectorAll("gx-explorer, gx-play").forEach(element => {
  const line = document.createElement("p");
  line.className = "where-it-moves";
  line.style.cssText = "font-size:9pt;margin:.2rem 0 .6rem;font-variant-ligatures:none";
  line.textContent = (element.localName == "gx-play" ? "To play it: " : "To move it: ")
    + place + "#" + element.id;
  element.after(line);
})
"""

#: Chromium writes down where an element stands only if something in the same print leads to it.
REACH = """
(names) => names.filter(n => document.getElementById(n)).forEach(name => {
  const link = document.createElement("a");
  link.href = "#" + name;
  link.textContent = "\\u200b";
  link.style.cssText = "position:absolute;top:0;left:0;font-size:1px";
  document.body.append(link);
})
"""

CONTENTS = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Contents</title>
<style>body{{font:11pt/1.5 sans-serif;margin:0}}h1{{font-weight:600}}h2{{font-size:12pt;
margin:1em 0 .2em}}p{{display:flex;margin:0;gap:.5em}}
a{{color:inherit;text-decoration:none;flex:1}}</style>
<h1>Contents</h1>{rows}</html>"""

NUMBERS = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Numbers</title>
<style>@page{{size:A4;margin:0}}body{{margin:0;font:9pt sans-serif;color:#555}}
div{{height:297mm;position:relative;break-after:page}}div:last-child{{break-after:auto}}
p{{position:absolute;bottom:9mm;left:20mm;right:20mm;margin:0;display:flex;justify-content:space-between}}
</style>{sheets}</html>"""


@dataclass(frozen=True)
class Page:
    """A page of the book: where it is built, what it is called, under which caption."""

    document: str
    title: str
    part: str

    @property
    def file(self) -> str:
        """Return its path below the built book."""
        return f"{self.document}.html"


def pages(html: Path = HTML, toc: Path = ROOT / "_toc.yml") -> list[Page]:
    """Return the pages of the book in its order, those that were built and are read on paper."""
    table = yaml.safe_load(toc.read_text(encoding="utf-8"))

    def below(entries: Sequence[dict[str, Any]], part: str) -> Iterator[tuple[str, str]]:
        for entry in entries:
            if "file" in entry:
                yield entry["file"], part
            yield from below(entry.get("sections", ()), part)

    named = [(table["root"], "")]
    named += below(table.get("chapters", ()), "")
    for part in table.get("parts", ()):
        named += below(part["chapters"], part["caption"])
    return [
        Page(document, _title(html / f"{document}.html"), part)
        for document, part in named
        if (html / f"{document}.html").exists() and not document.startswith(LEFT_OUT)
    ]


def _title(file: Path) -> str:
    heading = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").h1
    return heading.get_text().rstrip("#").strip() if heading else file.stem


def targets(html: Path, chosen: Sequence[Page]) -> dict[str, list[str]]:
    """Return for each page the names of its places that another page leads to."""
    wanted: dict[str, set[str]] = {page.file: set() for page in chosen}
    for page in chosen:
        soup = BeautifulSoup((html / page.file).read_text(encoding="utf-8"), "html.parser")
        for link in soup.find_all("a", href=True):
            address, name = urldefrag(str(link["href"]))
            if urlsplit(address).scheme or not name:
                continue
            file = os.path.normpath(Path(page.file).parent / unquote(address)) if address else ""
            if file in wanted and file != page.file:
                wanted[file].add(unquote(name))
    return {file: sorted(names) for file, names in wanted.items()}


@contextmanager
def printer() -> Iterator[Any]:
    """Start a browser and give a page in it that prints."""
    from playwright.sync_api import sync_playwright

    if (path := find_chromium()) is None:
        raise SystemExit(HOW)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser.new_page(color_scheme="light", reduced_motion="reduce")
        browser.close()


def print_page(tab: Any, html: Path, page: Page, reach: Sequence[str], url: str) -> bytes:
    """Print one page of the built book."""
    tab.goto((html / page.file).as_uri())
    tab.evaluate("() => document.fonts.ready.then(() => 0)")
    tab.evaluate(LIVE, f"{url.rstrip('/')}/{page.file}" if url else page.file)
    tab.evaluate(REACH, list(reach))
    return tab.pdf(**SHEET, print_background=True)


def print_text(tab: Any, text: str, **sheet: Any) -> bytes:
    """Print a page that is not part of the built book."""
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        tab.goto(Path(file.name).as_uri())
        return tab.pdf(**(sheet or SHEET))


# ---- binding: many prints, one file

#: Where something stands: in which sheet of a print, and how high.
Place = tuple[int, float | None]


def places(reader: PdfReader) -> dict[str, Place]:
    """Return where the named places of a print stand."""
    found = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            found[name.lstrip("/")] = (number, None if place.top is None else float(place.top))
    return found


@dataclass
class Binding:
    """Prints in their order, with the sheets that come before each.

    Parameters
    ----------
    html
        The built book, to which the links of the prints lead.
    prints
        The file that each print was made from ("" for the list of contents), and the print.
    url
        Where the book stands on the web; "" if nowhere. Links to what is not printed lead there.
    """

    html: Path
    prints: dict[str, PdfReader]
    url: str = ""

    def __post_init__(self) -> None:
        self.first: dict[str, int] = {}
        sheets = 0
        for file, reader in self.prints.items():
            self.first[file] = sheets
            sheets += len(reader.pages)
        self.sheets = sheets
        self.places = {file: places(reader) for file, reader in self.prints.items()}

    def leads_to(self, file: str, link: DictionaryObject) -> Place | str | None:
        """Return the sheet and height that a link leads to, an address, or None for nowhere."""
        if "/Dest" in link:
            return self._place(file, str(link["/Dest"]).lstrip("/"))
        action = link.get("/A", {})
        address, name = urldefrag(str(action.get("/URI", "")))
        parts = urlsplit(address)
        if parts.scheme != "file":
            return str(action["/URI"]) if parts.scheme else None
        target = unquote(parts.path)
        root = f"{self.html.resolve()}/"
        if not target.startswith(root):
            return None
        target = target.removeprefix(root)
        if target in self.first:
            return self._place(target, unquote(name))
        return f"{self.url.rstrip('/')}/{target}{name and '#'}{name}" if self.url else None

    def _place(self, file: str, name: str) -> Place:
        number, top = self.places[file].get(name, (0, None))
        return self.first[file] + number, top

    def write(self, out: Path, chosen: Sequence[Page], numbers: PdfReader) -> None:
        """Write the file: sheets, links, numbers, and the outline of parts and chapters."""
        writer = PdfWriter()
        for reader in self.prints.values():
            for sheet in reader.pages:
                writer.add_page(sheet)
        start = 0
        for file, reader in self.prints.items():
            for sheet in writer.pages[start : start + len(reader.pages)]:
                self._lead(writer, file, sheet)
            start += len(reader.pages)
        for sheet, number in zip(writer.pages, numbers.pages, strict=True):
            sheet.merge_page(number)
        part = None
        for page in chosen:
            begins = self.first[page.file]
            if page.part and (part is None or part[0] != page.part):
                part = (page.part, writer.add_outline_item(title=page.part, page_number=begins))
            writer.add_outline_item(title=page.title, page_number=begins, parent=part and part[1])
        writer.add_metadata({"/Title": TITLE, "/Author": f"The authors of {TITLE}"})
        writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")
        writer.compress_identical_objects()
        out.parent.mkdir(parents=True, exist_ok=True)
        writer.write(out)

    def _lead(self, writer: PdfWriter, file: str, sheet: Any) -> None:
        kept = ArrayObject()
        for entry in sheet.get("/Annots", ArrayObject()):
            link = entry.get_object()
            place = self.leads_to(file, link) if link.get("/Subtype") == "/Link" else None
            if place is None:
                continue
            if isinstance(place, str):
                link[NameObject("/A")][NameObject("/URI")] = TextStringObject(place)
            else:
                link.pop("/A", None)
                height = NullObject() if place[1] is None else FloatObject(place[1])
                link[NameObject("/Dest")] = ArrayObject(
                    [
                        writer.pages[place[0]].indirect_reference,
                        NameObject("/XYZ"),
                        NullObject(),
                        height,
                        NullObject(),
                    ]
                )
            kept.append(entry)
        sheet[NameObject("/Annots")] = kept


def contents(chosen: Sequence[Page], first: Mapping[str, int], html: Path) -> str:
    """Return the list of contents, with the sheet on which each page begins."""
    rows, part = [], ""
    for page in chosen:
        if page.part != part:
            part = page.part
            rows.append(f"<h2>{escape(part)}</h2>")
        address = (html.resolve() / page.file).as_uri()
        rows.append(
            f'<p><a href="{escape(address)}">{escape(page.title)}</a>'
            f"<span>{first.get(page.file, 0) + 1}</span></p>"
        )
    return CONTENTS.format(rows="".join(rows))


def numbered(binding: Binding, chosen: Sequence[Page]) -> str:
    """Return sheets that hold nothing but their number and what they are part of."""
    titles = {page.file: page.title for page in chosen}
    sheets = []
    for file, reader in binding.prints.items():
        for k in range(len(reader.pages)):
            title = escape(titles.get(file, "Contents"))
            sheets.append(
                f"<div><p><span>{title}</span><span>{binding.first[file] + k + 1}</span></p></div>"
            )
    return NUMBERS.format(sheets="".join(sheets))


def make(tab: Any, out: Path, html: Path, chosen: Sequence[Page], url: str = "") -> int:
    """Print the pages in a tab of a browser, bind them, and return how many sheets there are.

    Raises
    ------
    ValueError
        If there is no page to print.
    """
    if not chosen:
        raise ValueError(f"{html} holds no page of the book: build it first (make book)")
    reach = targets(html, chosen)
    prints = {
        page.file: PdfReader(BytesIO(print_page(tab, html, page, reach[page.file], url)))
        for page in chosen
    }
    cover, *others = prints.items()

    def bound(list_of_contents: str) -> Binding:
        listed = PdfReader(BytesIO(print_text(tab, list_of_contents)))
        return Binding(html, dict([cover, ("", listed), *others]), url)

    # printed once to know how many sheets the list itself takes
    first = bound(contents(chosen, {}, html)).first
    binding = bound(contents(chosen, first, html))
    numbers = print_text(tab, numbered(binding, chosen), prefer_css_page_size=True)
    binding.write(out, chosen, PdfReader(BytesIO(numbers)))
    return binding.sheets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the file to write")
    parser.add_argument("--url", default="", help="where the book stands on the web")
    parser.add_argument("only", nargs="*", help="pages to print, such as book/introduction")
    told = parser.parse_args()
    chosen = [p for p in pages(HTML) if not told.only or p.document in told.only]
    with printer() as tab:
        sheets = make(tab, told.out, HTML, chosen, told.url)
    print(f"{told.out}: {len(chosen)} pages of the book on {sheets} sheets")


if __name__ == "__main__":
    main()
