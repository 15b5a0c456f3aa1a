"""Checks of arguments: every model refuses bad input in the same words.

An error names the argument, what was expected and what came: ``risk must lie in [0, 1];
got 1.3``. A value of the wrong kind (text, a truth value, an object that is no game) is a
:class:`TypeError`; a value out of range, not finite, masked or empty is a :class:`ValueError`.

What a check returns belongs to the caller alone: arrays are copies and locked, so that a frozen
model cannot be changed from outside. Labels of tables are looked at in :mod:`govlib._labels`.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._kinds import choice, flag, instance, listed
from govlib._labels import aligned_square, together

__all__ = [
    "broadcast",
    "choice",
    "flag",
    "flags",
    "generator",
    "instance",
    "integer",
    "integers",
    "listed",
    "must_fit",
    "number",
    "numbers",
    "parameters",
    "positions",
    "square",
    "whole",
    "zeros_and_ones",
]


def numbers(
    name: str,
    value: Any,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    above: float | None = None,
    below: float | None = None,
    ndim: int | None = None,
    empty: bool = False,
) -> NDArray[np.float64]:
    """Return ``value`` as a locked copy in floats, all of it finite and within the bounds.

    ``low`` and ``high`` belong to the range, ``above`` and ``below`` do not. Text, truth values,
    complex numbers and masked entries are no numbers; an empty array is refused unless ``empty``.
    """
    array = _floats(name, value)
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} dimension(s); got shape {array.shape}")
    if not array.size and not empty:
        raise ValueError(f"{name} must not be empty; got shape {array.shape}")
    left, low = ("[", low) if above is None else ("(", above)
    right, high = ("]", high) if below is None else (")", below)
    fine = (array > low if left == "(" else array >= low) & (
        array < high if right == ")" else array <= high
    )
    fine &= np.isfinite(array)
    if not fine.all():
        bad = array[~fine].flat[0]
        raise ValueError(f"{name} must {_range(left, low, high, right)}; got {bad:g}")
    array.setflags(write=False)
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


def whole(
    name: str, value: Any, low: float, high: float = math.inf, **kw: Any
) -> NDArray[np.float64]:
    """Return ``value`` as a locked array of whole numbers from ``low`` on; 3.0 is whole."""
    array = numbers(name, value, low, high, **kw)
    if (array != np.floor(array)).any():
        bad = array[array != np.floor(array)].flat[0]
        raise ValueError(f"{name} must be whole; got {bad:g}")
    return array


def integer(name: str, value: Any, low: int | None = None, high: int | None = None) -> int:
    """Return ``value`` as an int within ``low`` and ``high``; 3.0 is refused, as is True."""
    # a span of time counts as an integer in numpy
    if isinstance(value, (bool, np.bool_, np.timedelta64)):
        raise TypeError(f"{name} must be a whole number; got {value!r}")
    _no_mask(name, value)
    try:
        found = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number; got {value!r}") from None
    _within(name, found, low, high)
    return found


def integers(
    name: str,
    value: Any,
    low: int | None = None,
    high: int | None = None,
    *,
    ndim: int | None = None,
    empty: bool = False,
) -> NDArray[np.int64]:
    """Return ``value`` as a locked copy in 64-bit whole numbers; 3.0 is refused, as is True.

    A narrow type is widened, so that sums of what came as ``int8`` do not wrap around.
    """
    _no_mask(name, value)
    try:
        array = np.asarray(value)
    except ValueError:
        raise TypeError(f"{name} must be whole numbers; got {value!r}") from None
    if array.dtype.kind not in "iu" and array.size:
        raise TypeError(f"{name} must be whole numbers; got {value!r}")
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} dimension(s); got shape {array.shape}")
    if not array.size and not empty:
        raise ValueError(f"{name} must not be empty; got shape {array.shape}")
    if array.size:
        top = np.iinfo(np.int64)
        _within(name, int(array.min()), low, high)
        _within(name, int(array.max()), low, top.max if high is None else min(high, top.max))
    array = array.astype(np.int64)
    array.setflags(write=False)
    return array


def flags(name: str, value: Any, shape: tuple[int, ...] | None = None) -> NDArray[np.bool_]:
    """Return ``value`` as a locked copy in truth values, of ``shape`` where one is asked for."""
    _no_mask(name, value)
    try:
        array = np.asarray(value)
    except ValueError:
        raise TypeError(f"{name} must be True or False each; got {value!r}") from None
    if array.dtype.kind != "b" and array.size:
        raise TypeError(f"{name} must be True or False each; got {value!r}")
    if shape is not None and array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}; got {array.shape}")
    array = array.astype(bool)
    array.setflags(write=False)
    return array


def positions(name: str, value: Any, n: int) -> list[int]:
    """Return the positions that a list names, from 0 to ``n`` − 1, each once and ascending."""
    return sorted({integer(name, one, 0, n - 1) for one in listed(name, value)})


def zeros_and_ones(name: str, value: Any) -> NDArray[np.bool_]:
    """Return ``value`` as a locked copy in truth values, which may come as 1 and 0."""
    if getattr(_square_of(value), "dtype", None) == np.bool_:
        return flags(name, value)
    array = numbers(name, value, 0, 1)
    if ((array != 0) & (array != 1)).any():
        raise ValueError(f"{name} must be true or false, 1 or 0 each; got {value!r}")
    return flags(name, array.astype(bool))


def generator(name: str, value: Any) -> np.random.Generator:
    """Return the generator of random numbers that a caller's ``rng`` or ``seed`` stands for.

    None is a fresh one; a whole number, a sequence of them or a SeedSequence seeds one; a
    Generator is used itself and moves on.
    """
    wrong = isinstance(value, (bool, np.bool_, str, bytes)) or (
        isinstance(value, (list, tuple, np.ndarray)) and not np.size(_square_of(value))
    )
    if not wrong:
        try:
            return np.random.default_rng(value)
        except (TypeError, ValueError):
            pass
    below_zero = isinstance(value, (int, np.integer)) and not wrong
    raise (ValueError if below_zero else TypeError)(
        f"{name} must be None, whole numbers at least 0, a SeedSequence or a numpy Generator; "
        f"got {value!r}"
    )


def square(
    name: str, value: Any, low: float = -math.inf, high: float = math.inf
) -> NDArray[np.float64]:
    """Return ``value`` as a square float matrix within the bounds.

    The columns of a table that has labels are put into the order of its rows.
    """
    array = numbers(name, aligned_square(name, value), low, high, ndim=2)
    if array.shape[0] != array.shape[1]:
        raise ValueError(f"{name} must be a square matrix; got shape {array.shape}")
    return array


def broadcast(**values: Any) -> tuple[int, ...]:
    """Return the shape of a sweep over all ``values`` together, named as the caller names them.

    >>> broadcast(cost=[0.1, 0.2], risk=0.5)
    (2,)
    """
    try:
        return np.broadcast_shapes(*map(np.shape, values.values()))
    except ValueError:
        *most, last = values
        who = f"{', '.join(most)} and {last}"
        shapes = ", ".join(str(np.shape(value)) for value in values.values())
        raise ValueError(f"{who} must broadcast; got shapes {shapes}") from None


def parameters(model: Any, **bounds: Mapping[str, Any]) -> tuple[int, ...]:
    """Check the parameters of a frozen model, set them, and return the shape of their sweep.

    Each keyword is a field of ``model`` with the bounds of :func:`numbers` that it must keep;
    ``whole=True`` asks for whole numbers. One number becomes a Python number, anything else a
    locked array. Series with labels are put into the order of the first of them.

    Examples
    --------
    In the ``__post_init__`` of a dataclass::

        parameters(self, n={"low": 2, "whole": True}, cost={"above": 0})
    """
    given = together(**{name: getattr(model, name) for name in bounds})
    checked: dict[str, Any] = {}
    for name, limits in bounds.items():
        limits = dict(limits)
        if limits.pop("whole", False):
            array = whole(name, given[name], limits.pop("low", -math.inf), **limits)
            checked[name] = array if array.ndim else int(array)
        else:
            array = numbers(name, given[name], **limits)
            checked[name] = array if array.ndim else float(array)
    shape = broadcast(**checked)
    for name, value in checked.items():
        object.__setattr__(model, name, value)
    return shape


def must_fit(what: str, entries: float, most: float, advice: str) -> None:
    """Refuse a table with more than ``most`` entries, and say what to do instead."""
    if entries > most:
        raise ValueError(f"{what} would hold {entries:.3g} numbers, more than {most:.3g}; {advice}")


def _floats(name: str, value: Any) -> NDArray[np.float64]:
    """Return a copy in floats of what are numbers already; nothing becomes a number here."""

    def wrong() -> TypeError:
        return TypeError(f"{name} must be a number or an array of numbers; got {value!r}")

    if value is None or isinstance(value, (str, bytes)):
        raise wrong()
    _no_mask(name, value)
    try:
        array = np.asarray(value)
    except ValueError:
        raise wrong() from None
    kind = array.dtype.kind
    if kind == "O":
        # Fractions, Decimals and whole numbers beyond 64 bits
        if not all(
            isinstance(x, (Real, Decimal)) and not isinstance(x, (bool, np.bool_))
            for x in array.flat
        ):
            raise wrong()
    elif kind not in "iuf" or (isinstance(value, (list, tuple)) and _has_flag(value)):
        raise wrong()
    try:
        return np.array(array, dtype=np.float64)
    except (TypeError, ValueError):
        raise wrong() from None
    except OverflowError:
        raise ValueError(f"{name} must be finite; got a number beyond 1e308") from None


def _square_of(value: Any) -> Any:
    """Return a list whose rows are of one length, or else nothing."""
    try:
        return np.asarray(value)
    except ValueError:
        return ()


def _no_mask(name: str, value: Any) -> None:
    """Refuse masked entries, which ``np.asarray`` would fill with what is hidden below them."""
    if isinstance(value, np.ma.MaskedArray):
        if np.ma.getmaskarray(value).any():
            raise ValueError(f"{name} must have no masked entries; got {value!r}")
    elif isinstance(value, (list, tuple)):
        for part in value:
            if isinstance(part, (list, tuple, np.ma.MaskedArray)):
                _no_mask(name, part)


def _has_flag(value: Any) -> bool:
    """Tell whether a truth value hides between the numbers of a list."""
    if isinstance(value, (list, tuple)):
        return any(map(_has_flag, value))
    return isinstance(value, (bool, np.bool_)) or getattr(value, "dtype", None) == np.bool_


def _within(name: str, value: int, low: int | None, high: int | None) -> None:
    if (low is not None and value < low) or (high is not None and value > high):
        lo, hi = -math.inf if low is None else low, math.inf if high is None else high
        raise ValueError(f"{name} must {_range('[', lo, hi, ']')}; got {value}")


def _range(left: str, low: float, high: float, right: str) -> str:
    if low == -math.inf and high == math.inf:
        return "be finite"
    if high == math.inf:
        return f"be at least {low:g}" if left == "[" else f"be above {low:g}"
    if low == -math.inf:
        return f"be at most {high:g}" if right == "]" else f"be below {high:g}"
    return f"lie in {left}{low:g}, {high:g}{right}"
