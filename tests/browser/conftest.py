"""What the tests in a browser share: a Chromium, and for the built book a server and its pages."""

from __future__ import annotations

import pytest
from built import HTML, Visit
from chromium import chromium
from web import serving


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
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
