"""Start a Chromium for a test.

The browser tests share this module. Without a browser they skip with a sentence that says how
to get one; where ``CI=true`` a missing browser is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from headless import FLAGS, HOW, find_chromium


@contextmanager
def chromium() -> Iterator[Any]:
    """Start a headless Chromium (a Playwright ``Browser``); skip or fail without one."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright is not installed: `pip install playwright`")
    path = find_chromium()
    if path is None:
        _missing(HOW)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _missing(why: str) -> None:
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(why, pytrace=False)
    pytest.skip(why)
