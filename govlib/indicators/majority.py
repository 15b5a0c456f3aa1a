"""Ranking by majority of indicators: how many indicators put one country before another.

Only the order within each indicator counts, so no strength makes up for a weakness: the
non-compensatory way of OECD/JRC (2008), steps 6.12 and 6.13. Weights are then shares of the vote.
As among voters, the majority may run in a circle; for ballots see
:mod:`govlib.social_choice.ballots`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._labels import labels_of, matched
from govlib._values import ByValue
from govlib.indicators.aggregation import as_weights
from govlib.indicators.normalisation import table_of

__all__ = ["Outranking", "outranking"]

#: countries above which the comparison of all pairs would take more than 2 GB
MOST = 5000


@dataclass(frozen=True, eq=False)
class Outranking(ByValue):
    """The weight of the indicators that put one country before another.

    Attributes
    ----------
    matrix : numpy.ndarray, shape (n, n)
        Row before column; an indicator that ties two countries counts half for each. The entries
        of a pair sum to 1, the diagonal is 0.
    """

    matrix: NDArray[np.float64]

    @property
    def beats(self) -> NDArray[np.bool_]:
        """Whether more than half of the weight puts the row before the column, shape (n, n)."""
        # a pair that is even in decimals must not be parted by rounding
        return np.asarray(self.matrix > self.matrix.T + 1e-12)

    @property
    def borda(self) -> NDArray[np.float64]:
        """Borda's points, how many others its indicators put each country before, shape (n,)."""
        return np.asarray(self.matrix.sum(axis=1))

    @property
    def copeland(self) -> NDArray[np.int64]:
        """How many countries each beats, less how many beat it, shape (n,)."""
        return np.asarray(self.beats.sum(axis=1) - self.beats.sum(axis=0), dtype=np.int64)

    @property
    def winner(self) -> int | None:
        """The country that beats every other one, or None."""
        alone = self.beats.sum(axis=1) == len(self.matrix) - 1
        return int(np.argmax(alone)) if alone.any() else None

    @property
    def order(self) -> tuple[int, ...] | None:
        """All countries from the first to the last, or None where the majority gives no order.

        There is one if each country beats exactly those behind it: no circle and no even pair.
        """
        wins = self.beats.sum(axis=1)
        if sorted(wins) != list(range(len(wins))):
            return None
        return tuple(int(i) for i in np.argsort(-wins))


def outranking(values: Any, weights: Any = None) -> Outranking:
    """Compare every pair of countries by the indicators that put one before the other.

    Parameters
    ----------
    values : array_like, shape (n, q)
        Indicators of which more is better, in any unit; at most 5000 countries.
    weights : array_like, shape (q,), optional
        Scaled to sum 1; equal by default.

    Returns
    -------
    Outranking

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, doi:10.1787/9789264043466-en,
    steps 6.12 and 6.13, Tables 25 to 30.

    Examples
    --------
    Table 25 of the handbook: 3, 5, 7 and 6 indicators rank four countries in four ways.

    >>> places = [[1, 1, 4, 4], [2, 3, 1, 2], [3, 2, 3, 1], [4, 4, 2, 3]]
    >>> found = outranking([[-p for p in row] for row in places], weights=[3, 5, 7, 6])
    >>> (found.matrix * 21).round().astype(int)
    array([[ 0,  8,  8,  8],
           [13,  0, 10, 21],
           [13, 11,  0, 14],
           [13,  0,  7,  0]])
    >>> found.order, (found.borda * 21).round().astype(int)
    ((2, 1, 3, 0), array([24, 44, 38, 20]))
    """
    table = table_of("values", values)
    n, q = table.shape
    if n > MOST:
        raise ValueError(f"values must have at most {MOST} rows, for memory; got {n}")
    if np.ndim(weights) > 1:
        raise ValueError(f"weights must have one axis; got shape {np.shape(weights)}")
    share = as_weights(matched("weights", weights, labels_of(values)), q)
    matrix = np.zeros((n, n))
    for column, weight in zip(table.T, share, strict=True):
        gap = column[:, None] - column
        matrix += weight * ((gap > 0) + 0.5 * (gap == 0))
    np.fill_diagonal(matrix, 0.0)
    return Outranking(matrix)
