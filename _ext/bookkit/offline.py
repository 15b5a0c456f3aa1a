"""No page asks another host for anything, over http as from a disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

#: Scripts of the theme and of Jupyter Book that ask other hosts, or that no page here uses.
UNUSED = ("sphinx-thebe", "THEBE_JS_URL", "thebe_selector")


#: Read by scripts that stand in the page itself, before anything that is deferred.
FIRST = ("documentation_options.js",)


def deferred(script: Any) -> Any:
    """Return a script that lets the page be painted first; the order among them stays.

    Not on the page of the search, whose own scripts wait for nothing.
    """
    name = str(getattr(script, "filename", None) or "")
    if not name or name.endswith(FIRST) or {"defer", "async"} & set(script.attributes):
        return script
    return type(script)(name, priority=script.priority, **script.attributes, defer="defer")


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
        kept.append(script if pagename == "search" else deferred(script))
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
    app.connect("html-page-context", drop_scripts, priority=900)
    app.connect("build-finished", drop_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
