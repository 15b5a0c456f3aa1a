"""Tables of whole numbers of any size, added cell by cell with numpy.

The number of coalitions of 190 members needs 190 bits. A cell keeps it as Σᵢ cells[i] · 2^(48 i);
fifteen bits of each limb stay free, so that thirteen additions go by before anything has to be
carried.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Limbs"]

_BITS = 48
_MASK = (1 << _BITS) - 1
#: what the highest limb may hold by itself
_TOP = 62
#: additions after which the free bits are used up
_DOUBLINGS = 13
#: cells that are carried in one call, few enough for the cache of a processor
_CHUNK = 1 << 15


def _limbs(bits: int) -> int:
    """Return how many limbs hold numbers of so many bits."""
    return 1 + max(0, -(-(bits - _TOP) // _BITS))


class Limbs:
    """A table of whole numbers below 2^bits.

    Parameters
    ----------
    shape : tuple of int
        Axes of the table.
    bits : int
        Size that no number will exceed.

    Attributes
    ----------
    cells : numpy.ndarray of int64, shape (limbs, *shape)
    used : int
        Limbs that are not zero yet; add only those.
    """

    def __init__(self, shape: tuple[int, ...], bits: int) -> None:
        self.cells: NDArray[np.int64] = np.zeros((_limbs(bits), *shape), np.int64)
        self.used = 1
        self._added = 0

    @staticmethod
    def size(bits: int) -> int:
        """Return the limbs of one cell."""
        return _limbs(bits)

    def power(self, exponent: int) -> NDArray[np.int64]:
        """Return 2^exponent as limbs, as many as are in use."""
        value = np.zeros(self.used, np.int64)
        top = min(exponent // _BITS, self.used - 1)
        value[top] = 1 << (exponent - _BITS * top)
        return value

    def added(self, bits: int, region: tuple[slice, ...]) -> None:
        """Take note that cells in ``region`` were added to each other, up to ``bits`` in size."""
        self._added += 1
        if self._added == _DOUBLINGS or _limbs(bits) > self.used:
            self.carry(bits, region)

    def carry(self, bits: int, region: tuple[slice, ...]) -> None:
        """Bring all limbs but the highest back below 2^48."""
        self.used = max(self.used, _limbs(bits))
        rows = max(1, _CHUNK // max(1, self.cells[0, 0].size))
        stop = len(self.cells[0][region])
        for i in range(self.used - 1):
            for start in range(0, stop, rows):
                part = (slice(start, min(start + rows, stop)), *region[1:])
                low, high = self.cells[i][part], self.cells[i + 1][part]
                high += low >> _BITS
                low &= _MASK
        self._added = 0

    def sums(self, cells: NDArray[Any], signs: NDArray[np.int64], axis: int) -> NDArray[Any]:
        """Return Σ signs · cells over one axis, as Python integers.

        Each limb is cut in two, so that up to 2^38 of them add up without overflow.
        """
        signs = signs.reshape([-1 if a == axis % cells.ndim else 1 for a in range(cells.ndim)])
        half = _BITS // 2
        low = ((cells & ((1 << half) - 1)) * signs).sum(axis)
        high = ((cells >> half) * signs).sum(axis)
        total = high.astype(object) * (1 << half) + low.astype(object)
        return sum((limb << (_BITS * i) for i, limb in enumerate(total)), np.zeros((), object))
