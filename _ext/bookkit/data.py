"""The page of data: what each table holds, where it comes from, and what it is checked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from govlib import data

#: How much of a table is shown: rows, columns, and characters of a cell.
ROWS, COLUMNS, CELL = 5, 6, 28

#: Width and height of the small picture.
WIDTH, HEIGHT = 320, 44


def tables(app: Any) -> Iterator[str]:
    """Write what is known of each table."""
    for name in data.names():
        origin, frame = data.provenance(name), data.load(name)
        bad = data.failures(name)
        yield f"(data-{name})=\n## `{name}`\n"
        yield f"{origin.title}. {len(frame)} rows, {len(frame.columns)} columns.\n"
        yield f"```{{raw}} html\n{picture(frame)}{first_rows(frame)}\n```\n"
        columns = ", ".join(f"`{c}`" for c in frame.columns)
        facts = {
            "Unit": origin.unit,
            "Year": origin.year,
            "Source": origin.source,
            "Licence": origin.licence,
            "Download": f"{{download}}`{name}.csv </govlib/data/tables/{name}.csv>`",
        }
        folded = {
            "Note": origin.note,
            "Columns": f"rows by `{frame.index.name}`; the same codes"
            if origin.matrix
            else columns,
            "Checks": "; ".join(
                check["says"] + (" (**fails**)" if check["says"] in bad else "")
                for check in origin.checks
            ),
        }
        yield from _listed(facts)
        summary = "Columns, checks and notes" if origin.note else "Columns and checks"
        if bad:
            summary += ": <strong>a check fails</strong>"
        yield f"```{{raw}} html\n<details><summary>{summary}</summary>\n```\n"
        yield from _listed(folded)
        yield "```{raw} html\n</details>\n```\n"


def _listed(facts: dict[str, Any]) -> Iterator[str]:
    for term, text in facts.items():
        if text:
            said = text if term == "Download" else f"{text}."
            # a year and its full stop would begin a numbered list
            said = re.sub(r"^(\d+)\.", r"\1\\.", said)
            yield f"{term}\n: {said}\n"


def _cell(value: Any) -> str:
    if pd.isna(value):
        return "–"
    if isinstance(value, (float, np.floating)):
        number = float(value)
        text = f"{number:,.4g}" if abs(number) < 1e4 else f"{number:,.0f}"
        return text.replace("-", "−")
    if isinstance(value, (int, np.integer)) and abs(int(value)) >= 10_000:
        return f"{int(value):,}".replace("-", "−")
    text = str(value)
    return escape(text if len(text) <= CELL else f"{text[: CELL - 1].rstrip()}…")


def first_rows(frame: pd.DataFrame) -> str:
    """Return the first rows and columns of a table as HTML."""
    shown = frame.iloc[:ROWS, :COLUMNS]
    more = len(frame.columns) - len(shown.columns)
    index = "" if frame.index.name is None else str(frame.index.name)
    # the head of a column without a name would head nothing
    corner = f'<th scope="col">{escape(index)}</th>' if index else "<td></td>"
    heads = "".join(f'<th scope="col">{escape(str(c))}</th>' for c in shown.columns)
    rest = "<td>…</td>" if more else ""
    rows = "".join(
        f'<tr><th scope="row">{_cell(label)}</th>'
        + "".join(f"<td>{_cell(v)}</td>" for v in row)
        + f"{rest}</tr>"
        for label, row in zip(shown.index, shown.itertuples(index=False), strict=True)
    )
    return (
        '<div class="first-rows" tabindex="0" role="group" aria-label="First rows of the table">'
        f"<table><thead><tr>{corner}{heads}{rest}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def picture(frame: pd.DataFrame) -> str:
    """Return a small picture of one column, a bar a row; empty where no column holds quantities."""
    numbers = [
        c
        for c in frame.select_dtypes("number").columns
        if frame[c].nunique() > 2 and not any(w in str(c) for w in ("year", "rank", "goal"))
    ]
    measured = [c for c in numbers if frame[c].dtype.kind == "f"]
    if not numbers:
        return ""
    column = (measured or numbers)[0]
    values = frame[column].to_numpy(float)
    finite = values[np.isfinite(values)]
    low, high = min(0.0, finite.min()), max(0.0, finite.max())
    step, scale = WIDTH / len(values), HEIGHT / (high - low)
    bars = "".join(
        f"M{i * step:.1f} {(high - max(v, 0)) * scale:.1f}h{step * 0.75:.2f}"
        f"v{max(abs(v) * scale, 0.5):.1f}h-{step * 0.75:.2f}z"
        for i, v in enumerate(values)
        if np.isfinite(v)
    )
    told = f"{column}, row by row: from {_cell(finite.min())} to {_cell(finite.max())}"
    return (
        f'<div class="small-picture"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(told)}" preserveAspectRatio="none"><path d="{bars}"/></svg>'
        f"<p>{escape(told)}</p></div>"
    )
