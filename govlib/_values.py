"""Small helpers that the models share: sweeps of whole numbers, plain numbers out."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from govlib._check import numbers

Floats: TypeAlias = float | NDArray[np.float64]


def plain(value: Any) -> Any:
    """Return ``value`` as a Python number where it has no axes, else as it is."""
    array = np.asarray(value)
    return array if array.ndim else array.item()


def whole(name: str, value: Any, low: int) -> NDArray[np.float64]:
    """Return ``value`` as an array of whole numbers, none below ``low``."""
    array = numbers(name, value, low)
    if (array != np.floor(array)).any():
        bad = array[array != np.floor(array)].flat[0]
        raise ValueError(f"{name} must be whole; got {bad:g}")
    return array
