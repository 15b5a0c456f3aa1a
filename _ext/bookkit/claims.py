"""The map of claims, the reading plans, and how the published results were seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from registry import Chapter, Claim, chapters, claims, parts  # of tools/

from govlib import published

from .paths import ROOT
from .results import _anchor, number

#: The mark of a verdict, as the figure of the map has it.
SHAPES = {"supports": "●", "qualifies": "◆", "contradicts": "✖", "": "▼"}

#: How each result was seen, for readers.
SEEN = {
    "printed": "the number was seen in print: in its source, or in a text that quotes it",
    "computed": "the source's model, worked out again; the number was not seen in print",
    "derived": "a question of ours, put to a model of the literature",
    "remembered": "from memory alone; no chapter quotes it",
}

HEADS = ("section", "claim", "model", "verdict", "turns on", "a number", "chapter")


def _watch(app: Any) -> None:
    app.env.note_dependency(str(ROOT / "book" / "chapters.toml"))
    app.env.note_dependency(str(ROOT / "book" / "claims-planned.toml"))
    for chapter in chapters():
        if chapter.is_written:
            app.env.note_dependency(str(chapter.source))
            app.env.note_dependency(str(chapter.questions))


def claims_table(app: Any) -> Iterator[str]:
    """Write the table of all claims, a row each, and what chooses among its rows."""
    _watch(app)
    every = claims()
    home = {c.title: c for c in chapters()}
    to = app.builder.get_relative_uri
    yield "```{raw} html"
    yield _filters(every, home)
    heads = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in HEADS)
    yield (
        '<div class="claims"><table class="table" role="table" aria-label="Map of claims">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">'
    )
    for claim in every:
        chapter = home[claim.chapter]
        link = ""
        if chapter.is_written:
            link = to(app.env.docname, chapter.document)
        yield _row(claim, chapter, link, to(app.env.docname, "book/reference/published"))
    yield "</tbody></table></div>\n```\n"


def _row(claim: Claim, chapter: Chapter, link: str, results: str) -> str:
    """Return one row: what is claimed, how it was tried, and where it stands."""
    text = escape(claim.text)
    if claim.kind == "read":
        text = f'<i>{text}</i> <span class="read">A common reading, not said.</span>'
    place = f'<a class="place" href="#claims?claim={claim.key}">in the picture</a>'
    verdict = f'<span aria-hidden="true">{SHAPES[claim.verdict]}</span> '
    verdict += claim.verdict or "chapter to come"
    title = escape(claim.chapter)
    told = f'<a href="{link}">{title}</a>' if link else title
    rows = published.results(chapter.name)
    if link and rows:
        printed = sum(r.confirmed == "printed" for r in rows)
        count = f"{len(rows)} results, {printed} printed"
        told += f'<br><a href="{results}#{_anchor(chapter.name)}">{count}</a>'
    filled = (
        claim.section,
        f"{text} {place}",
        escape(claim.model),
        verdict,
        escape(claim.turns_on),
        _number(claim.result, claim.place, claim.counted) if claim.result else "",
        told,
    )
    return (
        f'<tr role="row" id="claim-{claim.key}" data-part="{chapter.part}" '
        f'data-verdict="{claim.verdict}">{cells(HEADS, filled)}</tr>'
    )


def cells(heads: Sequence[str], filled: Sequence[str]) -> str:
    """Return the cells of a row, each with its head for screens too narrow for a table."""
    return "".join(
        f'<td role="cell" data-head="{head}"{" data-empty" * (not cell)}>'
        f"<div>{cell or '–'}</div></td>"
        for head, cell in zip(heads, filled, strict=True)
    )


def _number(id: str, place: Sequence[int] = (), counted: str = "") -> str:
    """Return the number, or the few numbers, of a result, with what they are.

    Raises
    ------
    ValueError
        If the result holds several groups of numbers, and it is not said which is meant.
    """
    result = published.get(id)
    value, quantity = result.value, counted or result.quantity
    for i in place:
        value = value[i]
    if isinstance(value, tuple) and isinstance(value[0], tuple):
        raise ValueError(
            f"a claim must say by place and counted which group of {id} it shows; got {place}"
        )
    # counts are written in full; what is computed, in three digits
    told = value if isinstance(value, tuple) else (value,)
    digits = [number(float(f"{v:.3g}") if isinstance(v, float) else v) for v in told]
    return (
        f"<b>{' · '.join(digits)}</b> {escape(quantity)} "
        f'<span class="tag tag-{result.confirmed}">{result.confirmed}</span>'
    )


def _filters(every: tuple[Claim, ...], home: dict[str, Chapter]) -> str:
    """Return two menus and a field that hide rows, for readers with scripts."""
    used = {home[c.chapter].part for c in every}
    menus = {
        "part": {key: name for key, name in parts().items() if key in used},
        "verdict": {v: v for v in SHAPES if v},
    }
    if not all(claim.verdict for claim in every):
        menus["verdict"]["none"] = "chapter to come"
    out = '<form class="claims-filter pst-js-only" role="search" aria-label="Map of claims">'
    for name, options in menus.items():
        listed = "".join(f'<option value="{key}">{text}</option>' for key, text in options.items())
        out += (
            f'<label>{name} <select name="{name}"><option value="">all</option>{listed}'
            "</select></label> "
        )
    out += '<label>words <input type="search" name="words"></label> '
    return out + f'<span role="status"></span></form><script>{SCRIPT}</script>'


#: Hide the rows that the menus and the words leave out, and say how many are left.
SCRIPT = """
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".claims-filter");
  const rows = [...document.querySelectorAll(".claims tbody tr")];
  const said = form.querySelector("[role=status]");
  const show = () => {
    const { part, verdict, words } = Object.fromEntries(new FormData(form));
    const wanted = words.toLowerCase().split(/\\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = Boolean(part && row.dataset.part !== part)
        || Boolean(verdict && (row.dataset.verdict || "none") !== verdict)
        || !wanted.every((word) => text.includes(word));
    }
    said.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} claims shown`;
  };
  form.oninput = show;
  form.onsubmit = (event) => event.preventDefault();
  show();
});
"""


def seen(app: Any) -> Iterator[str]:
    """Write how many published results were seen in print, worked out, derived, remembered."""
    rows = published.results()
    tags = Counter(r.confirmed for r in rows)
    yield f"| of {len(rows)} | known as | which means |"
    yield "| --- | --- | --- |"
    for tag in published.CONFIRMED:
        yield f"| {tags[tag]} | {{tag}}`{tag}` | {SEEN[tag]} |"
    yield ""
