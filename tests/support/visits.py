"""Open pages in one Chromium, and fail on any error in them or request beyond their own files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}

#: run before a page: a browser that closes its storage to the page
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"


@contextmanager
def visits(browser: Any) -> Iterator[Callable[..., Any]]:
    """Yield ``visit(address, init=…, **options)``, which returns the page.

    Pages that are given the same ``context`` share their storage, as the windows of a reader do.
    """
    contexts: list[Any] = []
    errors: list[str] = []
    requests: list[str] = []

    def visit(address: str, *, init: str | None = None, context: Any = None, **options: Any) -> Any:
        if context is None:
            options = {"viewport": {"width": 1280, "height": 900}, **options}
            context = browser.new_context(**options)
            contexts.append(context)
        page = context.new_page()
        if init:
            page.add_init_script(init)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not errors, errors
    own = ("file:", "http://127.0.0.1", "data:", "blob:")
    outside = [url for url in requests if not url.startswith(own)]
    assert not outside, outside
