"""No page asks another host for anything, over http as from a disk."""

from __future__ import annotations

import shutil
from importlib.metadata import files
from pathlib import Path
from typing import Any

#: Scripts of the theme and of Jupyter Book that ask other hosts, or that no page here uses.
UNUSED = ("sphinx-thebe", "THEBE_JS_URL", "thebe_selector")

#: Of MathJax, one script and its fonts: 1.6 MB in place of 24.
MATHJAX = ("tex-chtml.js", "output/chtml/fonts/woff-v2/")


def vendor(app: Any, config: Any) -> None:
    """Copy MathJax out of its package; Sphinx copies it into the book.

    It must not lie below ``_static`` of the sources: Jupyter Book would put it on every page,
    with mathematics or without.
    """
    folder = Path(app.outdir).parent / "vendor"
    target = folder / "vendor" / "mathjax"
    for file in files("sphinx-mathjax-offline") or []:
        name = file.as_posix().partition("static/mathjax/")[2]
        if name.startswith(MATHJAX):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), target / name)
    if not (target / "tex-chtml.js").exists():
        raise FileNotFoundError("sphinx-mathjax-offline holds no tex-chtml.js")
    config.html_static_path.append(str(folder))


def drop_scripts(app: Any, pagename: str, template: str, context: dict[str, Any], _: Any) -> None:
    """Leave out what no page uses, and what stands there twice."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for script in context.get("script_files", []):
        name = str(getattr(script, "filename", script) or "")
        body = (getattr(script, "attributes", {}) or {}).get("body") or ""
        if any(word in name + body for word in UNUSED) or (name, body) in seen:
            continue
        seen.add((name, body))
        kept.append(script)
    context["script_files"] = kept
    context["css_files"] = [
        style
        for style in context.get("css_files", [])
        if not any(word in str(getattr(style, "filename", style)) for word in UNUSED)
    ]


def drop_files(app: Any, exception: Exception | None) -> None:
    """Empty the theme's 1.5 MB of icons as a script: its own icons come from a font."""
    icons = Path(app.outdir) / "_static" / "scripts" / "fontawesome.js"
    if exception is None and icons.exists():
        icons.write_text("")


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.connect("config-inited", vendor)
    app.connect("html-page-context", drop_scripts, priority=900)
    app.connect("build-finished", drop_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
