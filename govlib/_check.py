"""Checks of arguments: every model refuses bad input in the same words.

An error names the argument, what was expected and what came: ``risk must lie in [0, 1];
got 1.3``. A value that is not a number at all is a :class:`TypeError`; a number (or array)
out of range, or not finite, is a :class:`ValueError`.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["choice", "integer", "number", "numbers", "square"]


def numbers(
    name: str,
    value: Any,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    above: float | None = None,
    below: float | None = None,
    ndim: int | None = None,
) -> NDArray[np.float64]:
    """Return ``value`` as a float array, all of it finite and within the bounds.

    ``low`` and ``high`` belong to the range, ``above`` and ``below`` do not.
    """
    if isinstance(value, (str, bytes)) or value is None:
        raise TypeError(f"{name} must be a number or an array of numbers; got {value!r}")
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a number or an array of numbers; got {value!r}") from None
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} dimension(s); got shape {array.shape}")
    left, low = ("[", low) if above is None else ("(", above)
    right, high = ("]", high) if below is None else (")", below)
    fine = (array > low if left == "(" else array >= low) & (
        array < high if right == ")" else array <= high
    )
    fine &= np.isfinite(array)
    if not fine.all():
        bad = array[~fine].flat[0]
        raise ValueError(f"{name} must {_range(left, low, high, right)}; got {bad:g}")
    return array


def number(
    name: str, value: Any, low: float = -math.inf, high: float = math.inf, **kw: Any
) -> float:
    """Return ``value`` as one finite float within the bounds of :func:`numbers`."""
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be a number; got {value!r}")
    array = numbers(name, value, low, high, **kw)
    if array.ndim:
        raise TypeError(f"{name} must be one number; got an array of shape {array.shape}")
    return float(array)


def integer(name: str, value: Any, low: int | None = None, high: int | None = None) -> int:
    """Return ``value`` as an int within ``low`` and ``high``; 3.0 is refused, as is True."""
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be a whole number; got {value!r}")
    try:
        whole = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number; got {value!r}") from None
    if (low is not None and whole < low) or (high is not None and whole > high):
        lo, hi = -math.inf if low is None else low, math.inf if high is None else high
        raise ValueError(f"{name} must {_range('[', lo, hi, ']')}; got {whole}")
    return whole


def choice(name: str, value: Any, options: Iterable[Any]) -> Any:
    """Return ``value`` if it is one of ``options``."""
    options = list(options)
    if value not in options:
        known = ", ".join(map(repr, options))
        raise ValueError(f"{name} must be one of {known}; got {value!r}")
    return value


def square(
    name: str, value: Any, low: float = -math.inf, high: float = math.inf
) -> NDArray[np.float64]:
    """Return ``value`` as a square float matrix within the bounds."""
    array = numbers(name, value, low, high, ndim=2)
    if array.shape[0] != array.shape[1]:
        raise ValueError(f"{name} must be a square matrix; got shape {array.shape}")
    return array


def _range(left: str, low: float, high: float, right: str) -> str:
    if low == -math.inf and high == math.inf:
        return "be finite"
    if high == math.inf:
        return f"be at least {low:g}" if left == "[" else f"be above {low:g}"
    if low == -math.inf:
        return f"be at most {high:g}" if right == "]" else f"be below {high:g}"
    return f"lie in {left}{low:g}, {high:g}{right}"
