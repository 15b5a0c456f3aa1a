"""The bibliography: by author and year, as the text cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as Unsorted
from pybtex.style.labels import BaseLabelStyle

NAME = "author_year_list"

#: What the style of references writes for a source that bears no year, in and after a sentence.
_TEXTUAL = re.compile(r'(<span class="bibtex-citation"[^>]*>)([^<\[]+) \[(<a [^>]*>)n\.d\.</a>\]')
_BRACKETS = re.compile(r'(<a class="reference internal"[^>]*>[^<]+), n\.d\.</a>')


def label(entry: Any) -> str:
    """Return author and year of an entry: ``Isaac and Walker 1988``.

    One of three authors or more stands for all; a source without a year has its author alone.
    """
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    # rich names, as an accent is written in TeX in the others
    names = [" ".join(map(str, [*p.rich_prelast_names, *p.rich_last_names])) for p in people]
    if len(names) > 2:
        names = [f"{names[0]} et al."]
    return " ".join(filter(None, [" and ".join(names), entry.fields.get("year", "")]))


class AuthorYear(BaseLabelStyle):
    """Labels by author and year, with a letter where two would be equal."""

    def format_labels(self, entries: Iterable[Any]) -> Iterator[str]:
        """Yield the label of each entry."""
        labels = [label(entry) for entry in entries]
        count, seen = Counter(labels), Counter[str]()
        for text in labels:
            seen[text] += 1
            yield text + (chr(96 + seen[text]) if count[text] > 1 else "")


class Style(Unsorted):
    """The plain style, sorted by author and year, with such labels."""

    default_sorting_style = "author_year_title"
    default_label_style = NAME


def undate(body: str) -> str:
    """Leave out that a source is undated: its entry in the bibliography says what is known."""
    return _BRACKETS.sub(r"\1</a>", _TEXTUAL.sub(r"\1\3\2</a>", body))


def cure(app: Any, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Mend a page's citations."""
    if body := context.get("body"):
        context["body"] = undate(body)


def choose(app: Any, config: Any) -> None:
    """Take this style where a bibliography names none."""
    config.bibtex_default_style = NAME


def setup(app: Any) -> dict[str, Any]:
    """Register the style."""
    register_plugin("pybtex.style.labels", NAME, AuthorYear, force=True)
    register_plugin("pybtex.style.formatting", NAME, Style, force=True)
    app.connect("config-inited", choose)
    app.connect("html-page-context", cure)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
