"""The page of data: where each table comes from, and what it is checked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govlib import data


def tables(app: Any) -> Iterator[str]:
    """Write what is known of each table."""
    for name in data.names():
        origin, frame = data.provenance(name), data.load(name)
        bad = data.failures(name)
        size = f"{len(frame)} rows, {len(frame.columns)} columns"
        columns = ", ".join(f"`{c}`" for c in frame.columns)
        yield f"(data-{name})=\n## `{name}`\n"
        yield f"{origin.title}. {size}.\n"
        if origin.matrix:
            columns = f"the codes that name the rows (`{frame.index.name}`)"
        facts = {
            "Unit": origin.unit,
            "Year": origin.year,
            "Source": origin.source,
            "Licence": origin.licence,
            "Note": origin.note,
            "Columns": f"rows by `{frame.index.name}`; the same codes"
            if origin.matrix
            else columns,
            "Checks": "; ".join(
                check["says"] + (" (**fails**)" if check["says"] in bad else "")
                for check in origin.checks
            ),
            "Download": f"{{download}}`{name}.csv </govlib/data/tables/{name}.csv>`",
        }
        for term, text in facts.items():
            if text:
                yield f"{term}\n: {text}.\n" if term != "Download" else f"{term}\n: {text}\n"
