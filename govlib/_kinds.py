"""Checks of what is no number: one of several, true or false, a list, a thing of a class.

Models import them from :mod:`govlib._check`, which says how errors are worded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np

__all__ = ["choice", "flag", "instance", "listed"]

_Kind = TypeVar("_Kind")


def choice(name: str, value: Any, options: Iterable[Any]) -> Any:
    """Return ``value`` if it is one of ``options``."""
    options = list(options)
    if not any(value is option or _same(value, option) for option in options):
        known = ", ".join(map(repr, options))
        raise ValueError(f"{name} must be one of {known}; got {value!r}")
    return value


def flag(name: str, value: Any) -> bool:
    """Return ``value`` if it is True or False; 1 and "yes" are refused."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be True or False; got {value!r}")
    return bool(value)


def listed(name: str, value: Any) -> list[Any]:
    """Return what a list or another collection holds; a text is one thing, no collection."""
    if not isinstance(value, (str, bytes)):
        try:
            return list(value)
        except TypeError:
            pass
    raise TypeError(f"{name} must be a list or another collection; got {value!r}")


def instance(name: str, value: Any, kind: type[_Kind] | tuple[type[_Kind], ...]) -> _Kind:
    """Return ``value`` if it is of a class, or of one of several."""
    if not isinstance(value, kind):
        kinds = kind if isinstance(kind, tuple) else (kind,)
        known = " or ".join(f"{_article(one.__name__)} {one.__name__}" for one in kinds)
        raise TypeError(f"{name} must be {known}; got {value!r}")
    return value


def _same(value: Any, option: Any) -> bool:
    """Tell whether a value is an option; 1 is not True, and an array is neither."""
    if isinstance(value, (bool, np.bool_)) != isinstance(option, (bool, np.bool_)):
        return False
    same = value == option
    return isinstance(same, (bool, np.bool_)) and bool(same)


def _article(word: str) -> str:
    return "an" if word[0].upper() in "AEIOU" else "a"
