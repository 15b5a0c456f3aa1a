"""What the tests of the built book share: a Chromium, a server, and pages that close again.

A worker has one Chromium and one server for all. What is asked about one page of the book runs on
one worker, one question after the other, so that those who only look share what is open.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from built import HTML, PAGES, WIDE, Visit
from chromium import chromium
from web import serving

HERE = Path(__file__).resolve().parent

#: Files whose tests are of pages of the built book; those of others share a page of their own.
OF_THE_BOOK = ("test_page.py", "test_site.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Put together what is asked about one page; a test of no one page may run anywhere.

    It must come before pytest-xdist reads the groups, in the same hook.
    """
    places, found = [], []
    for place, item in enumerate(items):
        if item.path.parent == HERE and item.path.name in OF_THE_BOOK:
            page = getattr(item, "callspec", None) and item.callspec.params.get("page")
            item.add_marker(pytest.mark.xdist_group(page if page in PAGES else item.nodeid))
            places.append(place)
            found.append((PAGES.index(page) if page in PAGES else -1, item))
    found.sort(key=lambda one: one[0])
    for place, (_, item) in zip(places, found, strict=True):
        items[place] = item


@pytest.fixture(scope="session")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def server():
    with serving(HTML) as address:
        yield address


@pytest.fixture
def visit(browser):
    visits = []

    def opened(url, **options):
        visits.append(Visit(browser, url, **options))
        return visits[-1]

    yield opened
    for one in visits:
        one.context.close()


@pytest.fixture(scope="session")
def looks():
    """Hold what is open of the page that was looked at last."""
    held = {}
    yield held
    for one in held.values():
        one.context.close()


@pytest.fixture
def look(browser, server, looks):
    """Open a page of the book for a test that changes nothing in it: another may see the same."""

    def opened(page, viewport=WIDE, scheme="light"):
        if any(page != other for other, *_ in looks):
            for one in looks.values():
                one.context.close()
            looks.clear()
        key = page, viewport["width"], scheme
        if key not in looks:
            options = {"viewport": viewport, "color_scheme": scheme}
            looks[key] = Visit(browser, server + page, **options)
            looks[key].frozen = True
        return looks[key]

    return opened
