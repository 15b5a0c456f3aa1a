"""Published values as chapters write them: a number in the prose, a table for readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from govlib.published.rows import Result, get

__all__ = ["evidence", "quote"]


def _seen(id: str) -> Result:
    """Return a result that a chapter may quote."""
    found = get(id)
    if found.confirmed == "remembered":
        raise ValueError(f"{id} rests on memory alone and stands in no chapter")
    return found


#: an id, places in its value, a format: IIIA.N3[0]:.0%
_QUOTED = re.compile(r"([\w.\-]+?)((?:\[\d+\])*)(?::([^:\[\]]+))?")


def quote(text: str) -> str:
    """Write a published value as the prose of a chapter quotes it.

    Parameters
    ----------
    text : str
        The id of a result; where its value is a sequence, the place in brackets; where it should
        not be written in three digits, a colon and a format.

    Raises
    ------
    ValueError
        If the text has another form, the place or the format does not fit the value, or the value
        rests on memory alone.
    KeyError
        If there is no such result.

    Examples
    --------
    >>> quote("IIIA.W1[1]"), quote("IIIA.W1[0]:.1f")
    ('5.76', '1.0')
    """
    match = _QUOTED.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"a quoted result is written ID, ID[0] or ID[0]:.2f; got {text!r}")
    id, places, form = match.groups()
    value = _seen(id).value
    for place in re.findall(r"\d+", places):
        if not isinstance(value, tuple) or int(place) >= len(value):
            raise ValueError(f"{text!r}: {id} is {value!r}, which has no place {place}")
        value = value[int(place)]
    if isinstance(value, tuple):
        raise ValueError(f"{text!r}: {id} is {value!r}; name a place, such as {id}[0]")
    try:
        return format(value, form).replace("-", "−") if form else _short(value)
    except ValueError as error:
        raise ValueError(f"{text!r}: {error}") from None


def in_rows(value: Sequence[Any], write: Callable[[Any], str]) -> str:
    """Write a sequence in brackets, and a sequence of sequences as rows with semicolons.

    Parameters
    ----------
    value : sequence
        Numbers, sequences of them, or both.
    write : callable
        How one member is written, be it a number or a sequence.

    Examples
    --------
    >>> in_rows((3, 2), str), in_rows(((3, 2), (4,)), str)
    ('(3, 2)', '3, 2; 4')
    """
    if value and all(isinstance(row, (tuple, list)) for row in value):
        return "; ".join(", ".join(map(write, row)) for row in value)
    return "(" + ", ".join(map(write, value)) + ")"


def _short(value: Any) -> str:
    """Write a value in three digits, whole numbers in full, sequences in brackets or rows."""
    if isinstance(value, (tuple, list)):
        return in_rows(value, _short)
    if isinstance(value, (bool, np.bool_, str)):
        return str(value)
    whole = float(value).is_integer() and abs(value) < 1e9
    return (f"{value:,.0f}" if whole else f"{value:.3g}").replace("-", "−")


def evidence(ids: list[str], ours: Mapping[str, Any] | None = None) -> str:
    """Return a Markdown table for readers: what and where, the expected value, ours, how known.

    Identifiers and tolerances stand on the page *Published results*; here are three digits. The
    last column says of the expected value whether it was *printed*, *computed* from the source's
    model, or *derived* from a question of ours.

    Parameters
    ----------
    ids : list of str
        Results, in the order of the rows.
    ours : mapping of str to value, optional
        What the models make of them; computed here if not given.

    Raises
    ------
    KeyError
        If there is no such result.
    ValueError
        If none is named, or one rests on memory alone.
    """
    rows = [_seen(id) for id in ids]
    if not rows:
        raise ValueError("ids must name at least one published result; got none")
    lines = ["| what, and where | expected | ours | known as |", "| --- | --- | --- | --- |"]
    for place, r in enumerate(rows):
        mine = r.ours() if ours is None else ours[r.id]
        cited = ", ".join(f"{{cite:t}}`{key}`" for key in r.source)
        where = "; ".join(filter(None, [cited, r.where]))
        what = f"{r.model}, {r.parameters}: {r.quantity}".replace("|", "\\|")
        for before in ids[:place]:
            what = re.sub(rf"\bas {re.escape(before)}\b", "as above", what)
        mine = mine.tolist() if hasattr(mine, "tolist") else mine
        seen = f" ({where})" if where else ""
        lines.append(f"| {what}{seen} | {_short(r.value)} | {_short(mine)} | {r.confirmed} |")
    return "\n".join(lines)
