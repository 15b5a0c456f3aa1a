"""Ways from chapter to chapter: a role that names one, a page for each part, reading by question.

``{chapter}`win-win``` writes the title of a chapter: as a link once it is written, until then as
a title. So a page may name what is still to come, and need not be touched when it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from docutils import nodes
from registry import Chapter, chapters, claims, parts, written  # of tools/
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole
from ways import questions, together  # of tools/

from .claims import SHAPES, cells
from .teaching import cards, watch

_TITLED = re.compile(r"(.+?)\s*<([\w-]+)>", re.S)

#: What the table of a part's claims says of each.
HEADS = ("claim", "verdict", "turns on", "chapter")


class ChapterRole(SphinxRole):
    """Write the title of a chapter, or other words, as a link to it where it is written."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a link or a title; an unknown chapter is an error."""
        match = _TITLED.fullmatch(self.text)
        words, slug = match.groups() if match else ("", self.text)
        known = {c.slug: c for c in chapters()}
        if slug not in known:
            told = self.inliner.reporter.error(
                f"chapter must be a slug of the registry; got {slug!r}", line=self.lineno
            )
            return [self.inliner.problematic(self.rawtext, self.rawtext, told)], [told]
        chapter = known[slug]
        text = words or chapter.title
        if not chapter.is_written:
            return [nodes.Text(text) if words else nodes.emphasis("", text)], []
        link = addnodes.pending_xref(
            "",
            nodes.inline("", text),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{chapter.document}",
            refexplicit=True,
            refdoc=self.env.docname,
            refwarn=True,
        )
        return [link], []


def part(app: Any, folder: str) -> Iterator[str]:
    """Write what a part holds: its chapters, its verdicts, how the chapters hang together."""
    watch(app)
    own = [c for c in written() if c.part == folder]
    yield "## Its chapters\n"
    yield from cards(app, own)
    if told := together(folder):
        yield "## How they hang together\n"
        yield "\n".join(f"- {sentence}" for sentence in told) + "\n"
    yield "## Its verdicts at a glance\n"
    yield (
        "What a verdict *turns on* is the thing to remember. Claims in italics are common "
        "readings, and not the paper's; all claims stand on one map in {chapter}`introduction`.\n"
    )
    yield from _verdicts(app, own)


def _verdicts(app: Any, own: list[Chapter]) -> Iterator[str]:
    titles = {c.title: c for c in own}
    yield "```{raw} html"
    heads = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in HEADS)
    yield (
        f'<div class="claims"><table class="table" role="table" '
        f'aria-label="Verdicts of this part"><thead role="rowgroup"><tr role="row">{heads}</tr>'
        '</thead><tbody role="rowgroup">'
    )
    for claim in claims():
        if claim.chapter not in titles or not claim.verdict:
            continue
        text = escape(claim.text)
        to = app.builder.get_relative_uri(app.env.docname, titles[claim.chapter].document)
        shape = f'<span aria-hidden="true">{SHAPES[claim.verdict]}</span> '
        row = cells(
            HEADS,
            (
                f"<i>{text}</i>" if claim.kind == "read" else text,
                f'<a href="{to}#verdict">{shape}{claim.verdict}</a>',
                escape(claim.turns_on),
                f'<a href="{to}">{escape(claim.chapter)}</a>',
            ),
        )
        yield f'<tr role="row" id="claim-{claim.key}">{row}</tr>'
    yield "</tbody></table></div>\n```\n"


def by_question(app: Any) -> Iterator[str]:
    """Write each question with the chapters that answer it, and what to look for in them."""
    watch(app)
    captions = {"": "Start", **parts()}
    for question in questions():
        steps = question.written
        if not steps:
            continue
        minutes = sum(step.chapter.minutes for step in steps)
        yield f"({question.anchor})=\n## {question.asks}\n"
        yield f"{question.why}\n"
        for number, step in enumerate(steps, 1):
            yield (
                f"{number}. {{chapter}}`{step.chapter.slug}`: {step.look}. "
                f"*{captions[step.chapter.part]}, {step.chapter.minutes} minutes*"
            )
        yield f"\n{_hours(minutes)} in all, at the pace that the chapters tell.\n"


def _hours(minutes: int) -> str:
    """Write minutes as hours, to the half hour.

    >>> _hours(170), _hours(62)
    ('About 3 hours', 'About 1 hour')
    """
    halves = round(minutes / 30)
    hours = f"{halves / 2:g}"
    return f"About {hours} hour{'' if halves == 2 else 's'}"


def asks(app: Any) -> Iterator[str]:
    """Write the questions in a line, each leading to its way through the book."""
    watch(app)
    told = [f"{{ref}}`{q.asks} <{q.anchor}>`" for q in questions() if q.written]
    yield " · ".join(told) + "\n"


def setup(app: Any) -> dict[str, Any]:
    """Register the role."""
    app.add_role("chapter", ChapterRole())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
