"""Chapters as plain notebooks, and the buttons that download or start them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from lite import HOSTS as LITE_HOSTS  # of tools/, as is the next
from notebooks import fact, plain

from .paths import repository

BINDER = "https://mybinder.org/v2/gh"


def is_chapter(app: Any, pagename: str) -> bool:
    """Tell whether a page is a notebook."""
    return "kernelspec" in app.env.metadata.get(pagename, {})


def write_notebook(app: Any, pagename: str, template: str, context: dict[str, Any], _: Any) -> None:
    """Write the notebook that the theme's download button names."""
    if app.builder.name not in ("html", "dirhtml") or not is_chapter(app, pagename):
        return
    kept = Path(app.outdir).parent / "jupyter_execute" / f"{pagename}.glue.json"
    noted = json.loads(kept.read_text()) if kept.exists() else {}
    numbers = {name: fact(output["data"]["text/plain"]) for name, output in noted.items()}
    target = Path(app.outdir) / "_sources" / f"{pagename}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    source = Path(app.env.doc2path(pagename))
    nbformat.write(plain(source, numbers), target)
    context["ipynb_source"] = f"{pagename}.ipynb"


def binder(pagename: str, url: str) -> str:
    """Return the address that opens a chapter as a notebook on Binder."""
    name = url.removeprefix("https://github.com/")
    return f"{BINDER}/{name}/main?urlpath={quote(f'lab/tree/{pagename}.ipynb')}"


def lite(pagename: str, address: str) -> str:
    """Return the address that opens a chapter in the Jupyter that runs in the browser."""
    name = pagename.removeprefix("book/")
    return f"{address.rstrip('/')}/lab/index.html?path={quote(f'{name}.ipynb', safe='')}"


def add_launchers(app: Any, pagename: str, template: str, context: dict[str, Any], _: Any) -> None:
    """Add a button for each place that runs a chapter."""
    if not is_chapter(app, pagename) or "header_buttons" not in context:
        return
    places = []
    if url := repository():
        places.append(
            {
                "text": "Binder",
                "tooltip": "Run this chapter on Binder",
                "icon": "_static/images/logo_binder.svg",
                "url": binder(pagename, url),
                "label": "binder-button",
            }
        )
    if address := os.environ.get("BOOK_LITE"):
        places.append(
            {
                "text": "In the browser",
                "tooltip": "Run this chapter in the browser: loads Python from "
                + " and ".join(LITE_HOSTS),
                "icon": "_static/images/logo_jupyterlite.svg",
                "url": lite(pagename, address),
                "label": "lite-button",
            }
        )
    context["header_buttons"][:0] = [{"type": "link", **place} for place in places]


def setup(app: Any) -> dict[str, Any]:
    """Register the extension; the theme adds its buttons at priority 501."""
    app.connect("html-page-context", write_notebook, priority=100)
    app.connect("html-page-context", add_launchers, priority=600)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
