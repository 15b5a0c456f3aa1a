"""Find a Chromium and start it so that it makes no request of its own.

The browser tests share this module. Without a browser they skip with a sentence that says how
to get one; where ``CI=true`` a missing browser is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

#: Switches that keep the browser quiet and let it run in a container.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

HOW = (
    "no Chromium: install one (`apt-get install chromium`, or `playwright install chromium`) "
    "or name it in the environment variable CHROMIUM"
)


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None.

    Looked for in this order: the environment variable ``CHROMIUM``, the usual names on the
    PATH, Playwright's own download.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    for name in NAMES:
        if path := shutil.which(name):
            return path
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as play:
        own = play.chromium.executable_path
    return own if Path(own).exists() else None


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
