"""Small helpers that the models share: plain numbers out, exact fractions, equality of sweeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Any, ParamSpec, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

__all__ = ["ByValue", "Floats", "fraction", "left_over", "lock", "plain", "remembered"]

Floats: TypeAlias = float | NDArray[np.float64]

_P = ParamSpec("_P")
_R = TypeVar("_R")

#: a float stands for the fraction with a denominator up to so much that it is next to
_DENOMINATOR = 100_000

#: share of a number that a difference of two may be off
_ROUNDING = 1e-12


def plain(value: Any) -> Any:
    """Return ``value`` as a Python number where it has no axes, else as it is."""
    array = np.asarray(value)
    return array if array.ndim else array.item()


def lock(array: NDArray[Any]) -> NDArray[Any]:
    """Return ``array`` after forbidding changes: results are shared, so nobody may alter them."""
    array.setflags(write=False)
    return array


def left_over(whole: Any, part: Any) -> NDArray[np.float64]:
    """Return what is left of ``whole`` without ``part``: 0 where that is no more than rounding.

    Who owns just as much as she wants to keep gives nothing, not the last bit of her income.
    """
    gap = np.subtract(whole, part)
    return np.where(gap > _ROUNDING * np.abs(whole), gap, 0.0)


def remembered(most: int | None = None) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Keep up to ``most`` results of a function that checks its arguments.

    As :func:`functools.lru_cache` does, but True is not taken for the 1 that was asked before,
    and what has no hash goes to the function itself, which refuses it by name.
    """

    def around(function: Callable[_P, _R]) -> Callable[_P, _R]:
        kept = cast(Callable[_P, _R], lru_cache(most, typed=True)(function))

        @wraps(function)
        def asked(*args: _P.args, **keywords: _P.kwargs) -> _R:
            try:
                hash((args, tuple(keywords.values())))
            except TypeError:
                return function(*args, **keywords)
            return kept(*args, **keywords)

        return asked

    return around


def fraction(name: str, value: Any, low: Any = None, high: Any = None) -> Fraction:
    """Return a number as the fraction that was meant.

    A float that is next to a fraction with a denominator up to 100,000 stands for it, so that
    2/3 is two thirds, 0.18 is 18 hundredths and 0.1 + 0.2 three tenths; any other stands for its
    decimals. Next to means nearer than 1e-13 of its size, or four roundings of a narrower type.

    Parameters
    ----------
    name : str
        What an error calls it.
    value : Fraction, int, float, Decimal or str
        The number; ``"1/3"`` and ``"0.05"`` are read exactly.
    low, high : number, optional
        Bounds, which belong to the range.

    Raises
    ------
    TypeError
        If it is no number.
    ValueError
        If it is not finite, or out of bounds.

    Examples
    --------
    >>> fraction("share", 0.18), fraction("share", 5 / 6), fraction("share", "1/3")
    (Fraction(9, 50), Fraction(5, 6), Fraction(1, 3))
    """

    def wrong() -> TypeError:
        return TypeError(
            f"{name} must be a number, or a decimal or fraction in a string; got {value!r}"
        )

    if isinstance(value, np.ndarray) and not value.ndim and not np.ma.isMaskedArray(value):
        value = value[()]
    if isinstance(value, (bool, np.bool_, np.timedelta64)):  # a span of time counts as an integer
        raise wrong()
    if isinstance(value, (float, np.floating, Decimal)) and not np.isfinite(float(value)):
        raise ValueError(f"{name} must be finite; got {value}")
    if isinstance(value, (float, np.floating)):
        found = _meant(value)
    elif isinstance(value, (int, np.integer, Fraction, Decimal, str)):
        try:
            found = Fraction(int(value) if isinstance(value, np.integer) else value)
        except (ValueError, ZeroDivisionError):
            raise wrong() from None
    else:
        raise wrong()
    if (low is not None and found < low) or (high is not None and found > high):
        range_ = (
            f"lie in [{low}, {high}]"
            if low is not None and high is not None
            else (f"be at most {high}" if low is None else f"be at least {low}")
        )
        raise ValueError(f"{name} must {range_}; got {value}")
    return found


def _meant(value: float | np.floating[Any]) -> Fraction:
    printed = Fraction(str(value))
    eps = float(np.finfo(type(value)).eps) if isinstance(value, np.floating) else 0.0
    narrow = eps > 1e-10
    largest = int(0.3 / eps**0.5) if narrow else _DENOMINATOR
    simple = printed.limit_denominator(largest)
    near = Fraction(4 * eps) if narrow else Fraction(1, 10**13)
    return simple if abs(simple - printed) <= near * abs(printed) else printed


class ByValue:
    """A frozen dataclass (with ``eq=False``) whose fields may be arrays, compared value by value.

    Two models are equal if all their parameters are, arrays entry by entry; equal models hash
    alike, so that a sweep may key a dictionary or a cache. Values that are not known (NaN) are
    equal to each other. A model checks its arguments in ``__post_init__``; a record of results has
    none of its own, and its arrays are copied and locked as they are.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        for f in fields(self):  # type: ignore[arg-type]
            object.__setattr__(self, f.name, _apart(getattr(self, f.name)))

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        # a copy, also one that comes from another process, is as locked as the model
        for name, value in state.items():
            object.__setattr__(self, name, _apart(value))

    def _value(self) -> tuple[Any, ...]:
        return tuple(_key(getattr(self, f.name)) for f in fields(self) if f.compare)  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or self._value() == other._value()

    def __hash__(self) -> int:
        return hash((type(self), self._value()))


def _apart(value: Any) -> Any:
    """Return arrays, and those within tuples, lists and mappings, as locked copies."""
    if isinstance(value, np.ndarray):
        return value if _is_apart(value) else lock(value.copy())
    if type(value) in (tuple, list):
        return type(value)(map(_apart, value))
    if isinstance(value, tuple) and hasattr(value, "_make"):  # a named tuple
        return value._make(map(_apart, value))
    if isinstance(value, (dict, MappingProxyType)):
        return type(value)({name: _apart(part) for name, part in value.items()})
    return value


def _is_apart(array: NDArray[Any]) -> bool:
    """Tell whether nobody can change an array: it owns its numbers and is locked."""
    return array.base is None and not array.flags.writeable


def _key(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return (value.shape, tuple(map(_key, value.ravel().tolist())))
    if isinstance(value, (list, tuple)):
        return tuple(map(_key, value))
    if isinstance(value, Mapping):
        return frozenset((name, _key(part)) for name, part in value.items())
    # what is not known is not equal to itself, and hashes by its place in memory
    return value if not isinstance(value, float) or value == value else "nan"
