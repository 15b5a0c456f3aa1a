"""What the theme and other tools leave out for screen readers."""

from __future__ import annotations

import re
from typing import Any

CURES = (
    # docutils: a list that holds no item
    ('role="doc-biblioentry"', 'role="listitem"'),
    # pandas and docutils: a heading that heads nothing
    ("<th></th>", "<td></td>"),
    ('<th class="head"><p></p></th>', "<td></td>"),
    # myst-nb: a label that hides the words on the button
    ('<summary aria-label="Toggle hidden content">', "<summary>"),
)


#: A full name of the library, in the words of a page.
_NAME = re.compile(r'<span class="pre">(govlib(?:\.\w+)+)(\(\))?</span>')

#: A place in the project: folders and a file, also ``<slug>`` and ``*``.
_PLACE = re.compile(
    r'<span class="pre">([a-z_](?:[\w.*-]|&[lg]t;)+(?:/(?:[\w.*-]|&[lg]t;)+)+)</span>'
)

#: The module before a name that is described, and the bracket behind it.
_MODULE = re.compile(r'(<span class="sig-prename[^"]*"><span class="pre">)([\w.]+)')
_OPENS = '<span class="sig-paren">(</span>'


def breakable(body: str) -> str:
    """Let a full name break behind its dots, a place behind its slashes, and nowhere else.

    In the head of a description also behind the bracket that opens the arguments.

    >>> breakable('<span class="pre">govlib.games</span>')
    '<span class="pre">govlib.<wbr>games</span>'
    >>> breakable('<span class="pre">book/chapters.toml</span>')
    '<span class="pre">book/<wbr>chapters.toml</span>'
    >>> breakable('<span class="sig-prename"><span class="pre">govlib.lab.</span></span>')
    '<span class="sig-prename"><span class="pre">govlib.<wbr>lab.<wbr></span></span>'
    >>> breakable('<span class="sig-paren">(</span>')
    '<span class="sig-paren">(</span><wbr>'
    """
    body = body.replace(_OPENS, f"{_OPENS}<wbr>")
    body = _MODULE.sub(lambda m: m[1] + m[2].replace(".", ".<wbr>"), body)
    body = _NAME.sub(
        lambda m: f'<span class="pre">{m[1].replace(".", ".<wbr>")}{m[2] or ""}</span>', body
    )
    return _PLACE.sub(lambda m: f'<span class="pre">{m[1].replace("/", "/<wbr>")}</span>', body)


def cure(app: Any, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Mend a page's HTML."""
    body = context.get("body")
    if body:
        for wrong, right in CURES:
            body = body.replace(wrong, right)
        context["body"] = breakable(body)
    if context.get("toc"):
        context["toc"] = breakable(context["toc"])
    name_toggles(context)


#: Buttons of the table of contents that the theme leaves without a name.
TOGGLE = '<summary><span class="toctree-toggle"'
NAMED = '<summary aria-label="Show or hide the pages below"><span class="toctree-toggle"'


def name_toggles(context: dict[str, Any]) -> None:
    """Name the buttons that open a part of the table of contents."""
    generate = context.get("generate_toctree_html")
    if generate:
        context["generate_toctree_html"] = lambda *a, **k: str(generate(*a, **k)).replace(
            TOGGLE, NAMED
        )


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.connect("html-page-context", cure, priority=850)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
