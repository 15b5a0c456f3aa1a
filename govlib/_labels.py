"""Labels of tables: what stands in another order is put right, what cannot be matched refused.

A pandas table knows its rows and columns by name, a model knows them by place. Wherever tables
come in, the places must mean the same thing: the columns of a square table follow its rows, and
a Series follows the table or the Series that it belongs to. Labels 0, 1, 2, … are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["aligned_square", "labels_of", "matched", "square_labels", "together"]


def labels_of(value: Any, axis: int = -1) -> list[Any] | None:
    """Return the labels of a pandas object along an axis, or None where there are none."""
    if not hasattr(value, "reindex"):  # pandas is not imported for this
        return None
    names = list(value.axes[axis])
    return None if names == list(range(len(names))) else names


def aligned_square(name: str, value: Any) -> Any:
    """Return a square table with its columns in the order of its rows."""
    if not hasattr(value, "reindex") or value.ndim != 2:
        return value
    rows, columns = labels_of(value, 0), labels_of(value, 1)
    if rows == columns or (columns is None and set(rows or ()) != set(value.columns)):
        return value
    if rows is None and set(columns or ()) != set(value.index):
        return value
    return matched(name, value, list(value.index))


def square_labels(value: Any) -> list[Any] | None:
    """Return the labels of a square table in the order in which it is read, that of its rows."""
    if not hasattr(value, "reindex") or value.ndim != 2:
        return None
    return labels_of(value, 0) or labels_of(value, 1)


def matched(name: str, value: Any, labels: Sequence[Any] | None, axis: int = -1) -> Any:
    """Return ``value`` with its labels along ``axis`` in the order of ``labels``.

    Raises
    ------
    ValueError
        If it has other labels, or one of them twice.
    """
    own = labels_of(value, axis)
    if labels is None or own == list(labels):
        return value
    if own is None and set(labels) != set(range(len(labels))):
        return value
    own = list(value.axes[axis]) if hasattr(value, "reindex") else None
    if own is None:
        return value
    if len(set(own)) < len(own) or set(own) != set(labels) or len(own) != len(labels):
        odd = [x for x in own if x not in set(labels)] or [x for x in labels if x not in set(own)]
        shown = f"; {odd[0]!r} stands on one side only" if odd else ", each once"
        raise ValueError(f"{name} must have the labels {_few(labels)}{shown}; got {_few(own)}")
    return value.reindex(list(labels), axis=value.ndim - 1 if axis == -1 else axis)


def together(**values: Any) -> dict[str, Any]:
    """Return ``values`` in the order of the first that has labels along its last axis."""
    order = next((names for v in values.values() if (names := labels_of(v)) is not None), None)
    return {name: matched(name, value, order) for name, value in values.items()}


def _few(labels: Sequence[Any]) -> str:
    shown = ", ".join(map(repr, labels[:5]))
    return shown if len(labels) <= 5 else f"{shown}, …"
