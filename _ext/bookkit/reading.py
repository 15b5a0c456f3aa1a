"""How a chapter meets its reader: a box at its head, cycles in its contents, captions by parts.

Sources stay plain Markdown. A chapter begins with ``**Time** … **You need** …`` and its
objectives; the box is made of these. A caption is a conclusion and then its source; the first
sentence stands out. *Predict*, *Observe* and *Explain* of one cycle share an entry in the list of
contents.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from notebooks import with_minus  # of tools/
from registry import written  # of tools/
from sphinx import addnodes

ANSWERS = "book/reference/my-answers"

#: What a chapter lets its reader do, by the elements on its page.
_ELEMENTS = (("gx-explorer", "explorer"), ("gx-play", "game"), ("gx-draw", "curve to draw"))
_STEPS = ("Predict", "Observe", "Explain")

#: How the theme calls a cell that is as wide as the page.
WIDE = "tag_full-width"


def facts(minutes: int, doctree: nodes.document) -> str:
    """Return what a chapter holds, in a line: ``62 minutes · 3 explorers · 1 game``."""
    html = "".join(node.astext() for node in doctree.findall(nodes.raw))
    found = [f"{minutes} minutes"]
    for tag, word in _ELEMENTS:
        count = len(re.findall(rf"<{tag} ", html))
        plural = word.replace("curve", "curves") if "curve" in word else f"{word}s"
        if count:
            found.append(f"{count} {word if count == 1 else plural}")
    return " · ".join(found)


def _begins_with(node: nodes.Node, word: str) -> bool:
    # MyST puts an empty text before what is strong
    first = next((child for child in node.children if child.astext()), None)
    return isinstance(first, nodes.strong) and first.astext() == word


def _after_time(paragraph: nodes.paragraph) -> nodes.paragraph | None:
    """Return what a paragraph says behind the time: what one needs."""
    strong = [i for i, c in enumerate(paragraph.children) if isinstance(c, nodes.strong)]
    if len(strong) < 2:
        return None
    return nodes.paragraph("", "", *paragraph.children[strong[1] :])


def head(doctree: nodes.document, docname: str, minutes: int) -> nodes.container | None:
    """Put what a chapter says of itself into a box; return it, or None where it says nothing."""
    section = next(doctree.findall(nodes.section), None)
    if section is None:
        return None
    time = next((p for p in section.children if _begins_with(p, "Time")), None)
    if not isinstance(time, nodes.paragraph):
        return None
    place = section.index(time)
    rest = section.children[place + 1 : place + 3]
    needs = _after_time(time)
    line = nodes.paragraph("", facts(minutes, doctree), classes=["facts"])
    box = nodes.container("", line, *filter(None, [needs]), classes=["chapter-head"])
    section.remove(time)
    if len(rest) == 2 and isinstance(rest[1], nodes.enumerated_list):
        for node in rest:
            section.remove(node)
        opening = f"<details><summary>{rest[0].astext().rstrip(':')} …</summary>"
        box += nodes.raw("", opening, format="html")
        box += rest[1]
        box += nodes.raw("", "</details>", format="html")
    link = addnodes.pending_xref(
        "",
        nodes.inline("", "My answers"),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{ANSWERS}",
        refexplicit=True,
        refdoc=docname,
        refwarn=True,
    )
    said = "No code need be run. What you predict, play and answer stays on this device: "
    box += nodes.paragraph("", "", nodes.Text(said), link, nodes.Text("."), classes=["kept"])
    section.insert(place, box)
    return box


def divide(caption: nodes.caption) -> bool:
    """Let the first sentence of a caption stand out, if others follow it; tell whether."""
    for place, child in enumerate(caption.children):
        if not isinstance(child, nodes.Text):
            continue
        match = re.match(r"(.*?[.?!])\s+(?=[A-Z(\d])", str(child), re.S)
        if match:
            first, rest = match[1], str(child)[match.end() :]
            before, after = caption.children[:place], caption.children[place + 1 :]
            source = nodes.inline("", "", nodes.Text(rest), *after, classes=["caption-source"])
            caption.children = []
            caption += nodes.strong("", "", *before, nodes.Text(first))
            caption += [nodes.Text(" "), source]
            return True
    return False


def widen(doctree: nodes.document) -> None:
    """Let an explorer reach over the list of contents, which the theme then folds.

    Its controls so have room beside its picture.
    """
    for raw in doctree.findall(nodes.raw):
        cell = raw.parent if "<gx-explorer " in raw.astext() else None
        while cell is not None and "cell" not in cell.get("classes", []):
            cell = cell.parent
        if cell is not None and WIDE not in cell["classes"]:
            cell["classes"].append(WIDE)


def arrange(app: Any, doctree: nodes.document) -> None:
    """Arrange a page that was read."""
    for quoted in doctree.findall(nodes.inline):
        if "pasted-text" in quoted["classes"]:
            quoted[:] = [nodes.Text(with_minus(quoted.astext()))]
    widen(doctree)
    for caption in doctree.findall(nodes.caption):
        if isinstance(caption.parent, nodes.figure):
            divide(caption)
    known = {chapter.document: chapter.minutes for chapter in written()}
    docname = app.env.docname
    if docname in known:
        head(doctree, docname, known[docname])


def cycles(contents: Any) -> Any:
    """Gather the entries of one cycle in one, of a page's list of contents (Beautiful Soup)."""
    number = 0
    entries = contents.find_all("li", class_="toc-h2") if hasattr(contents, "find_all") else []
    for entry in entries:
        step, _, topic = entry.a.get_text(strip=True).partition(": ") if entry.a else ("", "", "")
        if step not in _STEPS or not topic:
            continue
        previous = entry.find_previous_sibling("li")
        open_ = previous is not None and "toc-cycle" in previous.get("class", [])
        if not open_ or step == "Predict":
            number += 1
            entry["class"] = [*entry.get("class", []), "toc-cycle"]
            soup = contents if hasattr(contents, "new_tag") else _maker()
            label = soup.new_tag("span", attrs={"class": "cycle"})
            label.string = f"{number} {topic[:1].upper()}{topic[1:]}"
            entry.insert(0, label)
            entry.a.string = step
        else:
            link = entry.a.extract()
            link.string = step
            previous.append(" · ")
            previous.append(link)
            entry.decompose()
    return contents


def _maker() -> Any:
    from bs4 import BeautifulSoup

    return BeautifulSoup("", "html.parser")


def shorten(app: Any, pagename: str, template: str, context: dict[str, Any], _: Any) -> None:
    """Shorten a page's list of contents."""
    if generate := context.get("generate_toc_html"):
        context["generate_toc_html"] = lambda *a, **k: cycles(generate(*a, **k))


def setup(app: Any) -> dict[str, Any]:
    """Register the extension; the theme makes its lists at priority 500."""
    app.connect("doctree-read", arrange, priority=600)
    app.connect("html-page-context", shorten, priority=860)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
