"""The page of published results: what the models make of each, chapter by chapter."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from registry import Chapter, chapters  # of tools/

from govlib import published
from govlib.published.quoting import in_rows


def number(value: Any) -> str:
    """Write a published or computed value: up to six digits, sequences in brackets or rows."""
    if isinstance(value, (list, tuple)):
        return in_rows(value, number)
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return text.replace("-", "−").replace("e−0", "e−")


def computed(app: Any) -> dict[str, Any]:
    """Return what the models make of each result.

    They are kept for each module that reproduces some, as long as all that it depends on is the
    same.
    """
    folder = Path(app.outdir).parent / ".published"
    folder.mkdir(parents=True, exist_ok=True)
    modules: dict[str, list[published.Result]] = {}
    for result in published.results():
        modules.setdefault(result.reproduction().__module__, []).append(result)
    ours: dict[str, Any] = {}
    for module, rows in modules.items():
        file = folder / f"{module}.json"
        facts = app.bookkit_keys.sources.facts(module)
        kept = json.loads(file.read_text()) if file.exists() else {}
        if kept.get("facts") != facts:
            kept = {"facts": facts, "ours": {r.id: _listed(r.ours()) for r in rows}}
            file.write_text(json.dumps(kept))
        ours |= kept["ours"]
    return ours


def _listed(value: Any) -> Any:
    """Return arrays as lists and numpy's numbers as Python's."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    return list(map(_listed, value)) if isinstance(value, (list, tuple)) else value


def results(app: Any) -> Iterator[str]:
    """Write the results chapter by chapter, with what chooses among them."""
    ours = computed(app)
    rows = published.results()
    known = {c.name: c for c in chapters()}
    unknown = {r.chapter for r in rows} - set(known)
    if unknown:
        raise ValueError(f"chapters of published results must be known; got {sorted(unknown)}")
    agree = sum(r.agrees(ours[r.id]) for r in rows)
    tags = Counter(r.confirmed for r in rows)
    counted = ", ".join(f"{tags[tag]} {tag}" for tag in published.CONFIRMED)
    yield f"{len(rows)} results, {agree} of them within their tolerance: {counted}.\n"
    used = {name: _title(c) for name, c in known.items() if published.results(name)}
    yield _menu(used, {tag: tags[tag] for tag in published.CONFIRMED})
    for name, title in used.items():
        yield f"({_anchor(name)})=\n## {title}\n"
        if known[name].is_written:
            yield f"Chapter: {{doc}}`/{known[name].document}`.\n"
        yield from _listing(published.results(name), ours)
    if tags["remembered"]:
        yield "## On memory alone\n"
        yield "Nobody of us saw these in print. No chapter shows them.\n"
        yield from _listing([r for r in rows if r.confirmed == "remembered"], ours)


def _listing(rows: list[published.Result], ours: dict[str, Any]) -> Iterator[str]:
    for result in rows:
        yield _block(result, ours[result.id])


def _title(chapter: Chapter) -> str:
    return f"{chapter.section[:1].upper()}{chapter.section[1:]}. {chapter.title}"


def evidence(app: Any, ids: str) -> Iterator[str]:
    """Write some results as a table for the readers of a chapter, each with its tag."""
    table = published.evidence(ids.split(), computed(app))
    tags = "|".join(published.CONFIRMED)
    yield re.sub(rf"\| ({tags}) \|$", r"| {tag}`\1` |", table, flags=re.M)


def published_role(name: str, rawtext: str, text: str, *rest: Any) -> tuple[list[Any], list[Any]]:
    """Write a published value in the prose of a page: ``{published}`ID[0]:.2f```."""
    inliner = rest[1]
    try:
        return [nodes.Text(published.quote(text))], []
    except (KeyError, ValueError) as error:
        told = inliner.reporter.error(str(error), line=rest[0])
        return [inliner.problematic(rawtext, rawtext, told)], [told]


def _menu(chapters: dict[str, str], tags: dict[str, int]) -> str:
    """Return the counts, each a choice that style alone obeys, and a menu of the chapters."""
    options = "".join(
        f'<option value="{_anchor(chapter)}">{title}</option>'
        for chapter, title in chapters.items()
    )
    choices = [("all", sum(tags.values())), *tags.items()]
    radios = "".join(
        f'<label class="choice" data-tag="{tag}"><input type="radio" name="tag" id="tag-{tag}"'
        f"{' checked' * (tag == 'all')}> <b>{count}</b> {tag}</label>"
        for tag, count in choices
    )
    return (
        "```{raw} html\n"
        f'<form class="results-tags"><fieldset><legend>Show results that are</legend>{radios}'
        "</fieldset></form>\n"
        '<p class="results-menu pst-js-only"><label for="results-chapter">Of</label> '
        f'<select id="results-chapter"><option value="">all chapters</option>{options}</select>'
        f"</p>\n<script>{SCRIPT}</script>\n```\n"
    )


def _anchor(chapter: str) -> str:
    return f"results-{chapter.replace('/', '-')}"


#: Show the section whose anchor the menu names; a link to a hidden one shows all again.
SCRIPT = """
addEventListener("DOMContentLoaded", () => {
  const menu = document.getElementById("results-chapter");
  const find = (id) => document.getElementById(id)?.closest("section");
  const sections = [...menu.options].slice(1).map((option) => find(option.value));
  const show = () => {
    const chosen = menu.value && find(menu.value);
    for (const section of sections) section.hidden = Boolean(chosen) && section !== chosen;
  };
  menu.onchange = show;
  addEventListener("hashchange", () => {
    if (find(decodeURIComponent(location.hash.slice(1)))?.hidden) { menu.value = ""; show(); }
  });
});
"""


def _block(result: published.Result, ours: Any) -> str:
    """Return one result: what it is, its numbers in a row, and where it stands in print."""
    cited = ", ".join(f"{{cite:t}}`{key}`" for key in result.source)
    where = "; ".join(filter(None, [cited, _escaped(result.where)]))
    where += "." if where else ""
    note = f" *{_escaped(result.note)}*" if result.note else ""
    # a result of our own is derived by its status, and need not say so twice
    kind = "" if result.kind.startswith(result.confirmed) else f" {{tag}}`{result.kind}`"
    agrees = "agrees" if result.agrees(ours) else "**does not agree**"
    lines = (
        f"{{tag}}`{result.confirmed}`{kind} `{result.id}` "
        f"**{_escaped(result.model)}**, {_escaped(result.parameters)}: "
        f"{_escaped(result.quantity)}.",
        f"published {_strong(number(result.value))} · ours {_strong(number(ours))} · "
        f"±\u00a0{number(result.tolerance)} · {agrees}",
        where + note,
    )
    body = "\n\n".join(line.replace("\n", " ").strip() for line in lines if line)
    return f":::{{div}} result result-{result.confirmed}\n{body}\n:::\n"


def _strong(text: str) -> str:
    return f"**{_escaped(text)}**"


def tag_role(name: str, rawtext: str, text: str, *rest: Any) -> tuple[list[Any], list[Any]]:
    """Write a word as a small coloured tag: ``{tag}`printed```."""
    return [nodes.inline(rawtext, text, classes=["tag", f"tag-{text}"])], []


def _escaped(text: str) -> str:
    """Keep what Markdown would take for emphasis, links or mathematics."""
    return re.sub(r"([$<>\[\]_^~])", r"\\\1", text)
