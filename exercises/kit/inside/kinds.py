"""Kinds of answers: what an item asks for, and what may stand for it.

People write one number as 3, 3.0, ``np.float64(3)``, ``Fraction(3)`` or an array of one, and a
list of codes as a list, a set, an index of pandas or the keys of a dictionary. A test sees one
form, that of the kind which the master declares for the name. What does not fit its kind is left
as it is; the test then decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np

#: before the kind of what a function returns
GIVES = "gives "


def fit(value: Any, kind: str) -> Any:
    """Return ``value`` in the form of its kind if it is of that kind, or else as it is.

    Parameters
    ----------
    value : object
        As it came from the student's process.
    kind : str
        One of :data:`KINDS`.

    Examples
    --------
    >>> fit([Fraction(1, 2), 3], "numbers")
    array([0.5, 3. ])
    >>> fit(np.array([3.0]), "whole number"), fit(1, "truth"), fit({"b": 1}, "texts")
    (3, True, ['b'])
    >>> fit("many", "number")
    'many'
    """
    try:
        return _MAKERS[kind](value)
    except (TypeError, ValueError, OverflowError, AttributeError):
        return value


def _one(value: Any) -> Any:
    """Return the only item of an array or list of one; what is one already stays."""
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    while isinstance(value, (list, tuple, set, frozenset, np.ndarray)) and _size(value) == 1:
        value = value.item() if isinstance(value, np.ndarray) else next(iter(value))
    return value


def _size(value: Any) -> int:
    return len(value) if isinstance(value, (set, frozenset)) else np.size(value)


def _number(value: Any) -> Any:
    value = _one(value)
    if isinstance(value, complex) and not value.imag:
        value = value.real
    if isinstance(value, (bool, np.bool_, int, Fraction)):
        return value
    if isinstance(value, (float, np.number)):
        return float(value)
    raise TypeError


def _whole(value: Any) -> Any:
    value = _number(value)
    return value if not math.isfinite(value) or value != int(value) else int(value)


def _numbers(value: Any) -> Any:
    """Return numbers in a row; one column or one row of a table is such a row."""
    made = _table(value)
    return made.ravel() if made.ndim == 2 and made.size and 1 in made.shape else made


def _table(value: Any) -> Any:
    if hasattr(value, "toarray"):
        value = value.toarray()
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    if value is None or isinstance(value, (str, Mapping)):
        raise TypeError
    made = np.asarray(value)
    if made.dtype.kind in "US":
        raise TypeError
    return made if made.dtype.kind in "biu" else made.astype(float)


def _truth(value: Any) -> Any:
    value = _one(value)
    if isinstance(value, (bool, np.bool_, int, float, np.number)) and value in (0, 1):
        return bool(value)
    raise TypeError


def _truths(value: Any) -> Any:
    made = _numbers(value)
    if not np.isin(made, (0, 1)).all():
        raise ValueError
    return made.astype(bool)


def _text(value: Any) -> Any:
    value = _one(value)
    if isinstance(value, str):
        return value.strip()
    raise TypeError


def _texts(value: Any) -> Any:
    if isinstance(value, (str, Mapping)):
        value = [value] if isinstance(value, str) else list(value)
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    return [_text(item) for item in (value.ravel() if isinstance(value, np.ndarray) else value)]


def _dictionary(value: Any) -> Any:
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    return vars(value) if isinstance(value, SimpleNamespace) else dict(value)


_MAKERS: dict[str, Callable[[Any], Any]] = {
    "number": _number,
    "whole number": _whole,
    "numbers": _numbers,
    "table of numbers": _table,
    "truth": _truth,
    "truths": _truths,
    "text": _text,
    "texts": _texts,
    "dictionary": _dictionary,
    "anything": lambda value: value,
}

#: the kinds that a master may name, alone or after :data:`GIVES`
KINDS = tuple(_MAKERS)
