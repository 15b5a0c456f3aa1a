"""The built book, and a page of it opened in a browser with all that it asks for noted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import registry

ROOT = Path(__file__).resolve().parents[2]
#: The built book, or one page of it: see tools/check.py.
HTML = Path(os.environ.get("BOOK_HTML", ROOT / "_build" / "html"))
FOUND = sorted(str(p.relative_to(HTML)) for p in HTML.rglob("*.html"))
# without templates of the theme, and the redirect to the cover
PAGES = [p for p in FOUND if not p.startswith("_static/") and p != "index.html"]
WRITTEN = {f"{c.document}.html" for c in registry.written() if c.part}
CHAPTERS = [p for p in PAGES if p in WRITTEN]
COVER = "book/index.html"

#: One page of each kind is looked at closely; the pages of the API are alike.
CLOSE = [p for p in PAGES if "/api/" not in p or p.endswith("/games.html")]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 720}


class Visit:
    """An open page, and what it asked for and complained of, until it is frozen.

    Who looks at the rules of accessibility makes the page ask for more.
    """

    def __init__(self, browser: Any, url: str, **options: Any) -> None:
        # a colour on its way from one theme to the other has no contrast to speak of
        self.context = browser.new_context(**{"reduced_motion": "reduce", **options})
        self.page = self.context.new_page()
        self.frozen = False
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.failed: list[str] = []
        self.page.on("request", lambda r: self._note(self.requests, r.url))
        self.page.on("requestfailed", lambda r: self._note(self.failed, r.url))
        self.page.on("response", lambda r: r.status >= 400 and self._note(self.failed, r.url))
        self.page.on("pageerror", lambda e: self._note(self.errors, str(e)))
        self.page.on("console", lambda m: m.type == "error" and self._note(self.errors, m.text))
        self.page.goto(url)
        self.page.wait_for_load_state("load")
        if options.get("java_script_enabled", True):
            self.page.evaluate("() => document.fonts.ready.then(() => 0)")

    def _note(self, notes: list[str], text: str) -> None:
        if not self.frozen:
            notes.append(text)

    def outside(self, origin: str) -> list[str]:
        """Return the requests to other hosts."""
        return [u for u in self.requests if not u.startswith((origin, "data:", "blob:"))]
