"""The texts of questions and games: inline Markdown, as HTML and as plain Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt

from . import page
from .rows import QuestionError

__all__ = ["LETTERS", "Element", "Known", "folded", "inline", "rendered", "settled"]

LETTERS = "ABCDEF"

#: quotation marks as in the prose around
_MARKDOWN = MarkdownIt("zero", {"typographer": True, "quotes": "“”‘’"}).enable(
    ["emphasis", "backticks", "escape", "smartquotes"]
)


#: how a field looks whose value is not known yet
_OPEN = re.compile(r"⟪(\w+)⟫|\\u27ea(\w+)\\u27eb")


class Known(dict[str, Any]):
    """Values by name; a field without one stays open, and is told when it would be shown."""

    def __missing__(self, name: str) -> _Later:
        return _Later(name)


class _Later:
    """A value that is not known yet."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __format__(self, how: str) -> str:
        return f"⟪{self.name}⟫"


def settled(text: str) -> None:
    """Refuse a text with a field whose value is not known by the time it is shown."""
    if field := _OPEN.search(text):
        raise QuestionError(f"the questions need a value for {{{field[1]}}} by now: note it above")


class Element:
    """A question or a game, as the last line of a notebook cell."""

    def __init__(self, html: str, markdown: str, script: str = "practice.js") -> None:
        settled(markdown + html)
        self.body, self.markdown, self.script = html, markdown, script

    def __repr__(self) -> str:
        return self.markdown

    def html(self) -> str:
        """Return it as HTML that works alone."""
        return page.style() + self.body + page.script(self.script)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        data = {} if page.mode() == "picture" else {"text/html": self.html()}
        return {**data, "text/markdown": self.markdown, "text/plain": self.markdown}


def inline(text: str) -> str:
    """Return inline Markdown as HTML: emphasis, code, and nothing else."""
    return str(_MARKDOWN.renderInline(text))


def rendered(data: dict[str, Any]) -> dict[str, Any]:
    """Return a question with its texts as HTML, ids and units as they are."""
    show: Callable[[Any], Any] = lambda v: (  # noqa: E731
        [inline(x) for x in v] if isinstance(v, tuple) else inline(v) if isinstance(v, str) else v
    )
    plain = ("id", "unit", "places", "label", "start", "truth", "checks")
    return {name: v if name in plain else show(v) for name, v in data.items()}


def folded(summary: str, text: str) -> list[str]:
    """Return the lines of Markdown that fold a text away."""
    return [f"<details><summary>{summary}</summary>", "", text, "", "</details>"]
