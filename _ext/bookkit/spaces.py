"""Formulas that stand in plain text: a line may end after a sign of them, never before it."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

__all__ = ["kept"]

_SIGNS = "=<>≤≥≈≠×·−+"
#: the space before a sign that has one on both sides, or ends the text
_BEFORE = re.compile(rf"(?<=\S) (?=[{_SIGNS}](?: |$))")
#: the space after a sign that ends the text: what follows is filled in
_AFTER = re.compile(rf"(?<=\u00a0[{_SIGNS}]) $")
#: the spaces in a short bracket: (1 − δ), (n − 1)
_BRACKET = re.compile(rf"\([^()]{{0,6}}[{_SIGNS}][^()]{{0,6}}\)")
#: a letter and its value: m = 0.4
_VALUE = re.compile(r"(?<!\w)([^\W\d_][\w*₀-₉]?)\u00a0([=<>≤≥≈]) (?=[−\d.½-¾⅐-⅞▢])")


#: two numbers that fill a cell of a table: 77 and 7; 24, 0
_PAIR = re.compile(r"[\d.,]+(?:,| and| of| to) [\d.,]+")
#: what stands tight before and after a set formula
_OPENING, _CLOSING = re.compile(r"[(\[“‘]+$"), re.compile(r"^[,.;:!?)\]’”]+")


def kept(text: str) -> str:
    """Return a text whose formulas are not torn at the end of a line.

    Examples
    --------
    >>> kept("at m = 0.4 and 1 + 2 = 3").replace("\u00a0", "_")
    'at m_=_0.4 and 1_+ 2_= 3'
    >>> kept("worth x/(1 − δ) today").replace("\u00a0", "_")
    'worth x/(1_−_δ) today'
    """
    text = _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))
    text = _VALUE.sub("\\1\u00a0\\2\u00a0", text)
    return _BRACKET.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def keep(app: Any, doctree: nodes.document, docname: str) -> None:
    """Keep the formulas of a page together; code and set formulas are left as they are."""
    apart = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw)
    for node in list(doctree.findall(nodes.Text)):
        parent = node.parent
        while parent is not None and not isinstance(parent, apart):
            parent = parent.parent
        if parent is None and (text := kept(str(node))) != node:
            node.parent.replace(node, nodes.Text(text))
    for cell in doctree.findall(nodes.entry):
        if _PAIR.fullmatch(cell.astext().strip()):
            for node in list(cell.findall(nodes.Text)):
                node.parent.replace(node, nodes.Text(node.replace(" ", "\u00a0")))
    for formula in list(doctree.findall(nodes.math)):
        _tie(formula)


def _tie(formula: nodes.math) -> None:
    """Put a set formula and its brackets and stops into one piece, which no line tears apart."""
    parent = formula.parent
    place = parent.index(formula)
    before, after = "", ""
    if place and isinstance(left := parent[place - 1], nodes.Text):
        before = "".join(_OPENING.findall(left))
    if place + 1 < len(parent) and isinstance(right := parent[place + 1], nodes.Text):
        after = "".join(_CLOSING.findall(right))
    if not before and not after:
        return
    if after:
        parent[place + 1] = nodes.Text(right[len(after) :])
    piece = nodes.inline("", "", classes=["untorn"])
    parent[place] = piece
    piece += [nodes.Text(before), formula, nodes.Text(after)]
    if before:
        parent[place - 1] = nodes.Text(left[: -len(before)])


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.connect("doctree-resolved", keep)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
