"""The page of published results: what the models make of each, chapter by chapter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govlib import published

#: The sections of the paper, and the chapters on them, finished or not.
CHAPTERS = {
    "definitions/governance-without-government": "II. Governance without government",
    "definitions/global-public-problems": "II. The object: global public problems",
    "definitions/collective-action": "II. The dilemma of collective action",
    "definitions/regimes-by-negotiation": "II. Regimes by negotiation",
    "opportunities/globalised-network": "III.A A globalised network",
    "opportunities/two-edges": "III.A One network, two edges",
    "opportunities/community-of-fate": "III.A A community of fate",
    "challenges/sovereign-states": "III.B.1 Sovereign states",
    "challenges/great-powers": "III.B.2 Great powers",
    "challenges/diverging-goals": "III.B.3 Goals that do not agree",
    "challenges/rule-vacuum": "III.B.4 Rule vacuum",
    "countermeasures/sustainable-development": "IV.A Sustainable development",
    "countermeasures/win-win": "IV.B Win-win",
    "countermeasures/financing": "IV.C Financing",
    "countermeasures/supervision": "IV.D Supervision, evaluation, feedback",
    "conclusion/too-small-too-big": "V. Too small and too big",
}


def number(value: Any) -> str:
    """Write a published or computed value: up to six digits, sequences in brackets."""
    if isinstance(value, (list, tuple)):
        return "(" + ", ".join(map(number, value)) + ")"
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return text.replace("-", "−").replace("e−0", "e−")


def computed(app: Any) -> dict[str, Any]:
    """Return what the models make of each result; kept as long as the package is the same."""
    key = app.config.govlib_fingerprint
    file = Path(app.outdir).parent / ".published" / f"{key}.json"
    if not file.exists():
        ours = {r.id: _listed(r.ours()) for r in published.results()}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(ours))
    return dict(json.loads(file.read_text()))


def _listed(value: Any) -> Any:
    """Return arrays as lists and numpy's numbers as Python's."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    return list(map(_listed, value)) if isinstance(value, (list, tuple)) else value


def results(app: Any) -> Iterator[str]:
    """Write one table a chapter, with a menu that shows one of them."""
    ours = computed(app)
    rows = published.results()
    unknown = {r.chapter for r in rows} - set(CHAPTERS)
    if unknown:
        raise ValueError(f"chapters of published results must be known; got {sorted(unknown)}")
    agree = sum(r.agrees(ours[r.id]) for r in rows)
    yield f"{len(rows)} results, {agree} of them within their tolerance.\n"
    yield _menu({c: t for c, t in CHAPTERS.items() if any(r.chapter == c for r in rows)})
    for chapter, title in CHAPTERS.items():
        own = [r for r in rows if r.chapter == chapter]
        if own:
            yield f"({_anchor(chapter)})=\n## {title}\n"
            if f"book/{chapter}" in app.env.found_docs:
                yield f"Chapter: {{doc}}`/book/{chapter}`.\n"
            yield "::::{list-table}\n:class: results\n:header-rows: 1\n"
            yield "* - Quantity\n  - Published\n  - Ours\n  - Tolerance\n  - Agrees\n  - Status"
            for result in own:
                yield _row(result, ours[result.id])
            yield "::::\n"


def _menu(chapters: dict[str, str]) -> str:
    options = "".join(
        f'<option value="{_anchor(chapter)}">{title}</option>'
        for chapter, title in chapters.items()
    )
    return (
        "```{raw} html\n"
        '<p class="results-menu"><label for="results-chapter">Show</label> '
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


def _row(result: published.Result, ours: Any) -> str:
    what = f"**{result.model}**, {result.parameters}: {result.quantity}."
    cited = ", ".join(f"{{cite:t}}`{key}`" for key in result.source)
    where = f"{cited}; {result.where}." if result.where else f"{cited}."
    note = f" *{result.note}*" if result.note else ""
    agrees = "yes" if result.agrees(ours) else "**no**"
    cells = [
        f"`{result.id}` {_escaped(what)} {where}{_escaped(note)}",
        number(result.value),
        number(ours),
        number(result.tolerance),
        agrees,
        f"{result.kind}; {result.confirmed}",
    ]
    return "* - " + "\n  - ".join(cell.replace("\n", " ") for cell in cells)


def _escaped(text: str) -> str:
    """Keep what Markdown would take for emphasis, links or mathematics."""
    return re.sub(r"([$<>\[\]_^~])", r"\\\1", text)
