"""Write the HTML of explorers and still figures.

Every output brings its style and script along, so that it works alone: in a notebook, in a
file. The Sphinx extension takes out what a page would otherwise hold twice.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from ..palette import PALETTE
from .drawing import Drawing

__all__ = [
    "SCRIPTS",
    "asset",
    "explorer_html",
    "figure_html",
    "mode",
    "pack_tag",
    "script",
    "still_html",
]

#: Who reads an output: see the package's overview.
MODES = ("live", "static", "picture")

#: Pixels for an inch of a figure, at most: text of 11 points then has the size of the page's.
PIXELS = 110

#: Read where no script puts controls in its place.
_NEEDS = "The controls need JavaScript and a browser of 2023 or later; this is the first picture."

#: Where a page says that it is dark: the book's theme, JupyterLab, VS Code.
_DARK = (
    "html[data-theme=dark],body[data-jp-theme-light=false],body.vscode-dark,"
    "body.vscode-high-contrast:not(.vscode-high-contrast-light)"
)


def mode() -> str:
    """Return the value of ``GOVLIB_EXPLORER``: ``live`` unless the environment says otherwise."""
    value = os.environ.get("GOVLIB_EXPLORER") or "live"
    if value not in MODES:
        raise ValueError(f"GOVLIB_EXPLORER must be one of {', '.join(MODES)}; got {value!r}")
    return value


#: What a script is made of, in this order.
_PARTS = {
    "explorer.js": (
        *("shared.js", "record.js", "pack.js", "address.js", "control.js"),
        *("hands.js", "layout.js", "pin.js", "targets.js", "player.js", "explorer.js"),
    ),
    "practice.js": ("shared.js", "record.js", "chart.js", "practice.js", "draw.js"),
    "play.js": ("shared.js", "record.js", "chart.js", "play.js"),
    "answers.js": ("shared.js", "record.js", "chart.js", "answers.js"),
    "wall.js": ("shared.js", "record.js", "chart.js", "wall.js"),
}

#: The scripts of the package, by name.
SCRIPTS = tuple(_PARTS)

#: Whose inside a style is for: `explorerStyle` and so on, as the scripts call them.
_FORMS = {
    "explorer.js": ("explorer-form.css",),
    "practice.js": ("practice-form.css", "chart.css"),
    "play.js": ("practice-form.css", "chart.css", "play-form.css"),
    "answers.js": ("practice-form.css", "chart.css", "wall-form.css"),
    "wall.js": ("practice-form.css", "chart.css", "wall-form.css"),
}


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def asset(name: str) -> str:
    """Return what a page needs: ``explorer.js``, ``practice.js`` or ``explorer.css``.

    A script comes with what it shares with the other and with the style of its elements; the
    style begins with the palette.
    """
    if name in _PARTS:
        stem = name.removesuffix(".js")
        inner = json.dumps("".join(map(_read, _FORMS[name])), ensure_ascii=False)
        text = f"(window.govlib ??= {{}}).{stem}Style = {inner};\n"
        return text + "".join(map(_read, _PARTS[name]))
    text = _read(name)
    if name.endswith(".css"):
        light = ";".join(f"--gx-{name}:{a}" for name, (a, _) in PALETTE.items())
        dark = ";".join(f"--gx-{name}:{b}" for name, (_, b) in PALETTE.items())
        # print is always light
        text = (
            f".gx{{color-scheme:light;{light}}}\n"
            f"@media screen{{:is({_DARK}) .gx{{color-scheme:dark;{dark}}}}}\n{text}"
        )
    return text


def style() -> str:
    """Return the style of all outputs, as an element."""
    return f'<style class="gx-style">{asset("explorer.css")}</style>'


def script(name: str) -> str:
    """Return a script of this package, as an element."""
    return f'<script class="gx-runtime" data-name="{name}">{asset(name)}</script>'


def json_tag(kind: str, data: Any) -> str:
    """Return data for a script of ours; ``</`` is escaped, as it would end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="{kind}">{text}</script>'


def pack_tag(id: str, variant: str, data: bytes) -> str:
    """Return a pack as an element; its key names the content, so a browser may keep it."""
    key = f"{id}-{variant}-{hashlib.sha256(data).hexdigest()[:12]}"
    text = base64.b64encode(data).decode("ascii")
    return (
        f'<script type="text/plain" class="gx-pack" data-variant="{variant}" '
        f'data-key="{key}" data-bytes="{len(data)}">{text}</script>'
    )


def _pictures(drawing: Drawing, state: Mapping[str, Any], label: str) -> str:
    """Return the picture in each of its shapes; the style shows one of them."""
    only = "" if "narrow" in drawing.sizes else " gx-only"
    return "".join(
        f'<div class="gx-{variant}{only}" role="img" aria-label="{escape(label)}">'
        f"{drawing.svg(state, variant)}</div>"
        for variant in drawing.sizes
    )


def _to_find(targets: Sequence[Mapping[str, str]]) -> str:
    """Return what there is to find, for a page without script."""
    items = "".join(f"<li>{escape(target['text'])}</li>" for target in targets)
    return f'<p class="gx-find">To find</p><ul class="gx-find">{items}</ul>' if items else ""


def _width(drawing: Drawing) -> str:
    return f"max-width:{drawing.sizes['wide'][0] * PIXELS:.0f}px"


def explorer_html(
    drawing: Drawing,
    state: Mapping[str, Any],
    said: str,
    spec: Mapping[str, Any],
    packs: Mapping[str, bytes],
    counts: Mapping[str, str],
) -> str:
    """Return an explorer: first frame, sentence, specification and packs.

    Parameters
    ----------
    drawing, state, said
        What is shown first, with or without the script.
    spec : mapping
        ``id``, ``title``, ``play``, ``interval``, the ``controls``, ``hands`` and ``targets``.
    packs : mapping of str to bytes
        The packed frames of each shape.
    counts : mapping of str to str
        Written as ``data-`` attributes, for the log of the build.
    """
    data = "".join(f' data-{name}="{value}"' for name, value in counts.items())
    inside = [
        f'<p class="gx-title">{escape(spec["title"])}</p>',
        _pictures(drawing, state, spec["title"]),
        f'<p class="gx-said">{escape(said)}</p>',
        _to_find(spec.get("targets", ())),
        f'<p class="gx-note gx-late">{_NEEDS}</p>',
        json_tag("gx-spec", spec),
        *(pack_tag(spec["id"], variant, pack) for variant, pack in packs.items()),
    ]
    return (
        f'<gx-explorer class="gx gx-card" id="gx-{spec["id"]}" data-id="{spec["id"]}" '
        f'data-lm-suppress-shortcuts="true" style="{_width(drawing)}"{data}>'
        f"{''.join(inside)}</gx-explorer>"
    )


def still_html(drawing: Drawing, state: Mapping[str, Any], said: str) -> str:
    """Return a figure without controls; the sentence is what it says to a screen reader."""
    return (
        f'<div class="gx gx-still" style="{_width(drawing)}">'
        f"{_pictures(drawing, state, said)}</div>"
    )


def figure_html(drawing: Drawing, state: Mapping[str, Any], said: str, note: str) -> str:
    """Return a figure with its sentence and a note below, for want of a live page."""
    return (
        f"{style()}{still_html(drawing, state, said)}"
        f'<p class="gx gx-note">{escape(said)}</p><p class="gx gx-note">{escape(note)}</p>'
    )
