"""Small pictures of the chapters for their cards: the first explorer of each, without its words.

A picture is drawn again when what its figure depends on has changed, and kept until then.
"""

from __future__ import annotations

import ast
import importlib
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text
from registry import Chapter  # of tools/

from govlib.drawing.declaration import declaration
from govlib.explorer import page
from govlib.explorer.drawing import BLANK
from govlib.explorer.svg import tidy
from govlib.palette import new_figure, styled

from .cells import code

FIGURES = "govlib.figures"

#: Raised when pictures are drawn in another way, so that those that are kept count no more.
WAY = 1

#: How much thicker lines are than in the figure, which is shown at a third of its size.
THICKER = 2.2


def chosen(chapter: Chapter) -> tuple[str, str] | None:
    """Return module and name of the figure of a chapter's card.

    Unless the registry names one, it is the one that the reader moves first. None where there is
    none, or where it is made from what the page has read.
    """
    if chapter.picture:
        module, _, name = f"{FIGURES}.{chapter.picture}".rpartition(".")
        return module, name
    tree = ast.parse(code(chapter.source))
    modules = {
        name.asname or name.name: f"{node.module}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(FIGURES)
        for name in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Explorer":
            figure = node.args[0]
            if isinstance(figure, ast.Attribute) and isinstance(figure.value, ast.Name):
                return modules[figure.value.id], figure.attr
            return None
    return None


def imports(chapters: Iterable[Chapter]) -> str:
    """Return the code on which the pictures of some chapters depend."""
    found = filter(None, map(chosen, chapters))
    return "\n".join(f"from {module} import {name}" for module, name in found)


def drawn(module: str, name: str) -> str:
    """Draw the start of a figure as SVG, without text and legends, its lines thicker."""
    known = declaration(getattr(importlib.import_module(module), name))
    if known is None:
        raise ValueError(f"{module}.{name} must be a declared figure")
    fig = new_figure(*known.size)
    buffer = io.BytesIO()
    with styled(svg__hashsalt=f"small-{module}.{name}"):
        known.draw(fig, **known.start)
        for axes in fig.axes:
            axes.tick_params(which="both", length=0)
        for kind in (Text, Legend):
            for artist in fig.findobj(kind):
                artist.set_visible(False)
        for line in fig.findobj(Line2D):
            line.set_linewidth(THICKER * line.get_linewidth())
        fig.savefig(buffer, format="svg", metadata=BLANK, bbox_inches="tight", pad_inches=0.06)
    svg = re.sub(r"<text.*?</text>\n?", "", tidy(buffer.getvalue().decode()), flags=re.S)
    return re.sub(r' data-[a-z]+="[^"]*"', "", svg)


def thumbnail(app: Any, chapter: Chapter) -> str:
    """Return the picture of a chapter as HTML; empty where it has none."""
    found = chosen(chapter)
    if found is None:
        return ""
    module, name = found
    folder = Path(app.outdir).parent / ".thumbnails"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{chapter.slug}.json"
    facts = app.bookkit_keys.sources.facts(module) | {"figure": name, "way": WAY}
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if kept.get("facts") != facts:
        kept = {"facts": facts, "svg": drawn(module, name)}
        file.write_text(json.dumps(kept), encoding="utf-8")
    # the card's title says what it shows
    return f'<div class="gx thumbnail" aria-hidden="true">{kept["svg"]}</div>'


def style() -> str:
    """Return the palette that the pictures take their colours from."""
    return page.style()
