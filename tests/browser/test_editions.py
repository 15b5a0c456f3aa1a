"""The book as one file, for the disk and for the printer, and its pictures in the README."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import bundle
import pdf
import pictures
import pytest
from bs4 import BeautifulSoup
from built import CHAPTERS, COVER, HTML, PHONE, ROOT
from PIL import Image
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("editions")]

GLOSSARY = "book/reference/glossary.html"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("carried")
    size = bundle.make(folder / "book.zip", HTML)
    assert size <= 12e6
    with zipfile.ZipFile(folder / "book.zip") as packed:
        packed.extractall(folder)
    return folder / bundle.NAME


def test_the_zip_is_the_same_each_time(tmp_path):
    html = tmp_path / "html"
    (html / "_static").mkdir(parents=True)
    (html / "index.html").write_text("<p>A cover</p>")
    (html / "_static" / "a.js.map").write_text("{}")
    for name in ("one.zip", "two.zip"):
        bundle.make(tmp_path / name, html)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "one.zip").namelist() == [f"{bundle.NAME}/index.html"]


def test_a_book_that_is_not_built_is_not_packed(tmp_path):
    with pytest.raises(ValueError, match="build it first"):
        bundle.make(tmp_path / "book.zip", tmp_path)
    with pytest.raises(ValueError, match="build it first"):
        pdf.make(None, tmp_path / "book.pdf", tmp_path, [])


def _leads_to(page: Path) -> set[Path]:
    """Return the files beside a page that it leads to or loads."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    named = [
        str(e.get("href") or e.get("src") or "")
        for e in soup.find_all(["a", "link", "script", "img"])
    ]
    local = {urldefrag(n)[0].partition("?")[0] for n in named if not urlsplit(n).scheme}
    return {Path(os.path.normpath(page.parent / unquote(n))) for n in local if n}


def test_the_zip_holds_all_that_its_pages_lead_to(unpacked):
    pages = [p for p in unpacked.rglob("*.html") if "_static" not in p.parts]
    assert len(pages) > len(CHAPTERS)
    missing = {str(f) for page in pages for f in _leads_to(page) if not f.exists()}
    assert not missing


def test_the_unpacked_book_moves_without_a_server(visit, unpacked):
    one = visit((unpacked / COVER).as_uri(), viewport=PHONE)
    explorer = one.page.locator("gx-explorer").first
    explorer.scroll_into_view_if_needed()
    picture = explorer.locator(".picture:visible").first
    before = picture.inner_html()
    explorer.locator("input[type=range]").first.press("End")
    one.page.wait_for_timeout(500)
    assert picture.inner_html() != before
    assert not one.errors
    assert not one.failed
    assert not one.outside(unpacked.as_uri())


@pytest.fixture(scope="module")
def printed(browser, tmp_path_factory):
    """Print the cover, the first chapter and the glossary."""
    out = tmp_path_factory.mktemp("printed") / "book.pdf"
    wanted = {COVER, CHAPTERS[0], GLOSSARY}
    chosen = [p for p in pdf.pages(HTML) if p.file in wanted]
    tab = browser.new_page(color_scheme="light", reduced_motion="reduce")
    sheets = pdf.make(tab, out, HTML, chosen, "https://example.org/book")
    tab.close()
    reader = PdfReader(out)
    assert len(reader.pages) == sheets
    return reader, chosen


def _begins(reader, title):
    """Return the sheet at which the outline says that a page begins."""
    entries = list(reader.outline)
    while entries:
        entry = entries.pop()
        if isinstance(entry, list):
            entries += entry
        elif entry.title == title:
            return reader.get_destination_page_number(entry)
    raise AssertionError(f"{title} is not in the outline")


def test_the_pages_of_the_pdf_are_those_of_the_book():
    names = [page.document for page in pdf.pages(HTML)]
    assert names[0] == "book/index"
    assert {f"{n}.html" for n in names} >= set(CHAPTERS)
    assert not [n for n in names if n.startswith(pdf.LEFT_OUT)]


def test_each_sheet_has_its_number_and_its_title(printed):
    reader, chosen = printed
    for number, sheet in enumerate(reader.pages, start=1):
        # the line below is bound in last
        last = sheet.extract_text().split()[-12:]
        assert str(number) in last
    listed = reader.pages[_begins(reader, chosen[1].title) - 1].extract_text()
    assert str(_begins(reader, chosen[-1].title) + 1) in listed


def test_an_explorer_is_its_picture_its_sentence_and_its_place(printed):
    reader, chosen = printed
    page = HTML / chosen[1].file
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    host = soup.find("gx-explorer")
    text = "".join("".join(s.extract_text().split()) for s in reader.pages)
    assert "".join(host.find(class_="gx-said").get_text().split()) in text
    assert f"Tomoveit:https://example.org/book/{chosen[1].file}#{host['id']}" in text


def test_links_stay_in_the_file_or_lead_to_the_web(printed):
    reader, chosen = printed
    glossary = _begins(reader, chosen[-1].title)
    first = _begins(reader, chosen[1].title)
    to_terms = 0
    for number, sheet in enumerate(reader.pages):
        for entry in sheet.get("/Annots", ()):
            link = entry.get_object()
            if "/Dest" in link:
                target = reader.get_page_number(link["/Dest"][0].get_object())
                to_terms += first <= number < glossary <= target
            else:
                assert str(link["/A"]["/URI"]).startswith(("http://", "https://", "mailto:"))
    assert to_terms > 2


# ---- the pictures of the README


def test_the_readme_shows_what_can_be_done_in_the_book(tmp_path):
    """The game is played, the point dragged and the map opened in this book, with equal size."""
    shown = set(re.findall(r"\]\((docs/[^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert shown == {f"docs/{p.name}.png" for p in pictures.PICTURES}
    assert {str(p.relative_to(ROOT)) for p in pictures.OUT.iterdir()} == shown
    # in a thread of its own, since Playwright runs once in a thread, and here for other tests
    with ThreadPoolExecutor(1) as pool:
        taken = pool.submit(pictures.take, tmp_path).result()
    for path in taken:
        with Image.open(path) as taken_now, Image.open(pictures.OUT / path.name) as in_the_readme:
            now, kept = taken_now.size, in_the_readme.size
        assert now == pytest.approx(kept, rel=0.03), f"make pictures: {path.name} is another now"


def test_a_downloaded_notebook_becomes_a_page_that_moves_without_a_network(browser, tmp_path):
    """As the book says it; some seconds go to the kernel that runs the notebook."""
    source = HTML / "_sources" / COVER.replace(".html", ".ipynb")
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", str(source)]
    packs = os.environ.get("GOVLIB_PACKS", str(HTML.parent / ".packs"))
    told = {"GOVLIB_EXPLORER": "static", "GOVLIB_PACKS": packs, "PYTHONPATH": str(ROOT)}
    command += ["--output-dir", str(tmp_path), "--output", "alone"]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **told}, check=True, timeout=300)
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(re.compile("^https?:"), lambda route: route.abort())
    page.goto((tmp_path / "alone.html").as_uri(), wait_until="domcontentloaded")
    explorer = page.locator("gx-explorer")
    before = explorer.locator(".said").inner_text()
    explorer.get_by_role("slider").first.press("End")
    page.wait_for_function(
        "([e, before]) => e.said.innerText !== before", arg=[explorer.element_handle(), before]
    )
    assert not errors
    page.close()
