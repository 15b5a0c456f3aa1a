"""What the agreements of equal countries share: numbers of signatories as an axis."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import whole


def sizes(k: Any, low: int, high: int) -> NDArray[np.float64]:
    """Return ``k`` as an array of whole numbers of signatories within the bounds."""
    array = whole("k", k, low)
    if (array > high).any():
        raise ValueError(f"k must lie in [{low}, {high}]; got {array.max():g}")
    return array


def lift(value: Any, k: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a parameter with as many axes behind its own as ``k`` has."""
    array = np.asarray(value, dtype=float)
    return array.reshape(array.shape + (1,) * k.ndim)
