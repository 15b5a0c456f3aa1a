"""Formulas as MathML, set when the book is built.

No script sets them in the page: they are there at once, without JavaScript, in print and for a
screen reader, they are no stop of the Tab key, and a chapter is a third of a megabyte lighter
than with MathJax.
Their font stands in ``_static/fonts``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

NAME = "mathml"

#: An environment that may stand by itself, outside other mathematics.
_WHOLE = re.compile(r"\s*\\begin\{(equation|align|gather|multline)\*?\}")


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML()


def mathml(latex: str, *, display: bool = False) -> str:
    r"""Return a formula as MathML.

    Parameters
    ----------
    latex : str
        What stands between the dollars. A display may have several lines, ``\\`` between them.
    display : bool
        Whether it stands on lines of its own.

    Raises
    ------
    ValueError
        If the formula cannot be read: the message names it and what is wrong.

    Examples
    --------
    >>> mathml("x_i")
    '<math><msub><mi>x</mi><mi>i</mi></msub></math>'
    """
    text = latex.strip()
    if display and r"\\" in text and not re.match(r"\\begin\{", text):
        text = rf"\begin{{gathered}}{text}\end{{gathered}}"
    if _WHOLE.match(text):  # numbers are the page's own
        text = re.sub(r"\\(begin|end)\{(equation|align|gather|multline)\}", r"\\\1{\2*}", text)
    try:
        return str(_converter().convert_with_local_state(text, displaystyle=display))
    except LatexError as error:
        plain = re.sub(r"\x1b\[[\d;]*m", "", str(error))
        reason = plain.partition("Error:")[2].strip().split("\n")[0]
        raise ValueError(f"formula {latex.strip()!r}: {reason}") from None


def _written(self: Any, node: nodes.Element, display: bool) -> str:
    try:
        return mathml(node.astext(), display=display)
    except ValueError as error:
        logger.warning(str(error), location=node, type="bookkit", subtype="formula")
        return self.encode(node.astext())


def inline(self: Any, node: nodes.math) -> None:
    """Write a formula in a sentence."""
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    self.body.append(f"{_written(self, node, False)}</span>")
    raise nodes.SkipNode


def block(self: Any, node: nodes.math_block) -> None:
    """Write a formula on lines of its own, and its number."""
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    # a long one scrolls inside its box, which book.js then lets the keyboard reach
    self.body.append(f'<div class="formula">{_written(self, node, True)}</div>')
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def choose(app: Any, config: Any) -> None:
    """Let this write the formulas."""
    config.html_math_renderer = NAME


def setup(app: Any) -> dict[str, Any]:
    """Register the extension."""
    app.add_html_math_renderer(NAME, (inline, None), (block, None))
    app.connect("config-inited", choose)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
