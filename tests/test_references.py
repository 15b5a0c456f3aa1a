"""The bibliography and the glossary: complete, unique, and everything cited is there."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from pybtex.database import Entry, parse_file

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
BIB = parse_file(str(BOOK / "references.bib"), bib_format="bibtex", encoding="utf-8").entries
GLOSSARY = BOOK / "reference" / "glossary.md"
PUBLISHED = sorted((ROOT / "govlib" / "published").glob("*.toml"))
PAGES = sorted(BOOK.rglob("*.md"))

REQUIRED = {
    "article": {"author", "title", "journal", "volume", "year"},
    "book": {"author", "title", "publisher", "year"},
    "incollection": {"author", "title", "booktitle", "editor", "publisher", "year"},
    "inproceedings": {"author", "title", "booktitle", "pages", "year"},
    "misc": {"author", "title", "howpublished"},
}
#: The paper the book is about was read without a venue and a year.
UNDATED = {"icpr", "zhang"}

CITE = re.compile(r"\{cite(?::[a-z]+)?\}`([^`]+)`")
TERM = re.compile(r"\{term\}`(?:[^`<]*<([^`>]+)>|([^`]+))`")


def isbn_is_valid(isbn: str) -> bool:
    """Tell whether the check digit of an ISBN of 10 or 13 places is right."""
    digits = isbn.replace("-", "")
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum(v * (10 - i) for i, v in enumerate(values)) % 11 == 0
    return False


def cited() -> list[tuple[str, str]]:
    """Return every key that a page of the book cites, with the page."""
    return [
        (key.strip(), str(page.relative_to(ROOT)))
        for page in PAGES
        for group in CITE.findall(page.read_text(encoding="utf-8"))
        for key in group.split(",")
    ]


def terms() -> list[str]:
    """Return the terms of the glossary in the order of the page."""
    text = GLOSSARY.read_text(encoding="utf-8")
    body = re.search(r"```\{glossary\}\n(.*?)\n```", text, re.DOTALL)
    assert body, "the page has no glossary"
    return [line for line in body.group(1).splitlines() if line and not line.startswith(" ")]


def entries() -> list[pytest.param]:
    """Return one parameter for each entry of the bibliography."""
    return [pytest.param(key, entry, id=key) for key, entry in BIB.items()]


@pytest.mark.parametrize(
    ("isbn", "valid"),
    [
        ("978-0-465-02121-5", True),
        ("978-0-465-02121-6", False),
        ("0-521-40578-5", True),
        ("0-521-40578-X", False),
        ("12345", False),
    ],
)
def test_check_digit(isbn: str, valid: bool) -> None:
    assert isbn_is_valid(isbn) is valid


@pytest.mark.parametrize(("key", "entry"), entries())
def test_entry_is_complete(key: str, entry: Entry) -> None:
    assert entry.type in REQUIRED
    have = {name for name, value in entry.fields.items() if value.strip()} | set(entry.persons)
    missing = REQUIRED[entry.type] - have
    # what TeX would set in italics, the page prints as it stands
    assert not re.search(r"\\(?:emph|textit|url)\b", entry.fields.get("howpublished", "")), key
    # the style writes a title in small letters, but for what stands in braces
    title = entry.fields["title"]
    assert not re.search(r"[.?!] [A-Z]|`", title), f"{key}: brace a second sentence"
    assert not missing, f"{key} lacks {sorted(missing)}"
    assert "confirmed" in have, f"{key} does not say where it was checked"
    assert key in UNDATED or re.fullmatch(r"\d{4}", entry.fields.get("year", ""))
    for people in entry.persons.values():
        assert all(person.last_names for person in people)
    assert not re.search(r"(?<!-)-(?!-)", entry.fields.get("pages", "")), "a range needs two dashes"


@pytest.mark.parametrize(("key", "entry"), entries())
def test_entry_can_be_found(key: str, entry: Entry) -> None:
    doi, isbn = entry.fields.get("doi"), entry.fields.get("isbn")
    if doi is not None:
        assert re.fullmatch(r"10\.\d{4,9}/[^\s{}\"]+", doi)
    if isbn is not None:
        assert isbn_is_valid(isbn)
    explained = bool(entry.fields.get("nodoi"))
    assert (doi is None and isbn is None) == explained


@pytest.mark.parametrize(("key", "entry"), entries())
def test_key_is_author_and_year(key: str, entry: Entry) -> None:
    if key in UNDATED:
        return
    name = re.fullmatch(r"([a-z]+)(\d{4})[a-z]?", key)
    assert name
    assert name[2] == entry.fields["year"]
    first = entry.persons["author"][0]
    last = "".join([*first.prelast_names, *first.last_names]).lower()
    assert re.sub(r"[^a-z]", "", last).startswith(name[1])


def test_nothing_stands_twice() -> None:
    raw = re.findall(r"^@\w+\{([^,]+),", (BOOK / "references.bib").read_text("utf-8"), re.MULTILINE)
    assert sorted(raw) == sorted(BIB), "a key stands twice"
    for field in ("doi", "isbn", "title"):
        values = Counter(e.fields[field].lower() for e in BIB.values() if field in e.fields)
        twice = {v for v, n in values.items() if n > 1}
        # an article, and the book that grew out of it
        assert twice <= ({"the evolution of cooperation"} if field == "title" else set())


def test_years_in_the_doi_agree() -> None:
    # a PII carries the year of the article in brackets: 10.1016/0047-2727(86)90024-1
    seen = 0
    for key, entry in BIB.items():
        pii = re.search(r"10\.1016/S?\d{4}-\d{3}[\dX]\((\d\d)\)", entry.fields.get("doi", ""))
        if pii:
            seen += 1
            # an article that lay long before it was printed says when it was accepted
            year = entry.fields.get("accepted", entry.fields["year"])
            late = int(year) - (1900 + int(pii[1]) + 100 * (int(pii[1]) < 40))
            assert 0 <= late <= 1, key
    assert seen


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda p: p.stem)
def test_published_sources_exist(path: Path) -> None:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["result"]
    unknown = {key for row in rows for key in row["source"]} - set(BIB)
    assert not unknown


def test_cited_sources_exist() -> None:
    keys = cited()
    assert keys, "no page cites anything"
    unknown = [f"{page}: {key}" for key, page in keys if key not in BIB]
    assert not unknown


def test_every_source_is_used() -> None:
    """On a page, by a published result, or by the docstring of the model that is made from it."""
    told = {key for key, _ in cited()}
    for path in BOOK.rglob("*.toml"):
        groups = CITE.findall(path.read_text(encoding="utf-8"))
        told |= {key.strip() for group in groups for key in group.split(",")}
    for path in PUBLISHED:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["result"]
        told |= {key for row in rows for key in row["source"]}
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "govlib").rglob("*.py"))
    )
    idle = {key for key, entry in BIB.items() if entry.fields.get("doi", "\0") not in code}
    assert idle - told == set()


def test_glossary_is_sorted_and_unique() -> None:
    names = terms()
    assert len(names) > 40
    folded = [name.casefold() for name in names]
    assert folded == sorted(folded)
    assert len(set(folded)) == len(folded)


def test_every_term_is_defined() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    for name in terms():
        definition = re.search(rf"^{re.escape(name)}\n  (.+)$", text, re.MULTILINE)
        assert definition, f"{name} has no definition"
        assert definition[1].rstrip().endswith((".", "`."))


def test_terms_used_in_the_book_exist() -> None:
    known = {name.casefold() for name in terms()}
    unknown = [
        f"{page.relative_to(ROOT)}: {target or plain}"
        for page in PAGES
        for target, plain in TERM.findall(page.read_text(encoding="utf-8"))
        if (target or plain).strip().casefold() not in known
    ]
    assert not unknown
