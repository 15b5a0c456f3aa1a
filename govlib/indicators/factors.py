"""Weights from the data: principal components, rotated, as the handbook's example has them.

Indicators that move together count once rather than several times (OECD/JRC 2008, step 6.1). Such
weights correct for overlap; they say nothing about what matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer
from govlib._values import ByValue
from govlib.indicators.normalisation import table_of

__all__ = ["FactorAnalysis", "factor_weights", "varimax"]


@dataclass(frozen=True, eq=False)
class FactorAnalysis(ByValue):
    """Principal components of a table of indicators, rotated, and the weights they imply.

    Attributes
    ----------
    eigenvalues : numpy.ndarray, shape (q,)
        Of the correlation matrix, falling.
    loadings : numpy.ndarray, shape (q, f)
        Correlation of each indicator with each rotated factor; the largest of a factor is
        positive, and factors are ordered by what they explain.
    """

    eigenvalues: NDArray[np.float64]
    loadings: NDArray[np.float64]

    @property
    def explained(self) -> NDArray[np.float64]:
        """Share of each factor in what all factors explain, shape (f,)."""
        variance = (self.loadings**2).sum(axis=0)
        return np.asarray(variance / variance.sum())

    @property
    def weights(self) -> NDArray[np.float64]:
        """Weights of the indicators, shape (q,), with sum 1.

        Each indicator belongs to the factor that it loads on most and gets its share of that
        factor's squared loadings, times the factor's share in what is explained; all are then
        scaled to sum 1.
        """
        squares = self.loadings**2
        of = squares.argmax(axis=1)
        own = squares[np.arange(len(of)), of] / squares.sum(axis=0)[of] * self.explained[of]
        return np.asarray(own / own.sum())


def factor_weights(values: Any, factors: int) -> FactorAnalysis:
    """Return the principal components of indicators after a varimax rotation.

    Parameters
    ----------
    values : array_like, shape (n, q)
        One row a country, one column an indicator, in any unit.
    factors : int
        Factors to keep, from 1 to q.

    Returns
    -------
    FactorAnalysis

    Raises
    ------
    ValueError
        If an indicator does not vary.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, doi:10.1787/9789264043466-en,
    step 6.1, Tables 16 to 18.

    Examples
    --------
    >>> from govlib.data import load
    >>> found = factor_weights(load("tai23_oecd_tableA2"), factors=4)
    >>> found.eigenvalues.round(1)
    array([3.4, 1.7, 1. , 0.9, 0.5, 0.3, 0.2, 0.1])
    >>> found.weights.round(2)
    array([0.16, 0.15, 0.11, 0.07, 0.08, 0.12, 0.14, 0.16])
    """
    table = table_of("values", values, rows=2)
    keep = integer("factors", factors, 1, table.shape[1])
    still = np.ptp(table, axis=0) == 0
    if still.any():
        raise ValueError(
            f"values of indicator {int(np.argmax(still))} must differ; all are the same"
        )
    correlation = np.atleast_2d(np.corrcoef(table, rowvar=False))
    values_, vectors = np.linalg.eigh(correlation)
    order = np.argsort(-values_)
    eigenvalues = np.maximum(values_[order], 0.0)
    if eigenvalues[keep - 1] < 1e-10:
        raise ValueError(
            f"factors must not exceed the rank of the data, {int((eigenvalues > 1e-10).sum())}; "
            f"got {keep}"
        )
    loadings = varimax(vectors[:, order[:keep]] * np.sqrt(eigenvalues[:keep]))
    loadings = loadings[:, np.argsort(-(loadings**2).sum(axis=0))]
    peak = loadings[np.abs(loadings).argmax(axis=0), np.arange(keep)]
    return FactorAnalysis(eigenvalues, loadings * np.sign(peak))


def varimax(loadings: Any) -> NDArray[np.float64]:
    """Return loadings rotated so that each factor loads on few indicators (Kaiser's varimax).

    Parameters
    ----------
    loadings : array_like, shape (q, f)

    Returns
    -------
    numpy.ndarray, shape (q, f)
        With the same communality of each indicator (the sum of its squared loadings).
    """
    start = table_of("loadings", loadings)
    # rows are scaled to length 1 for the rotation (Kaiser's normalisation)
    length = np.sqrt((start**2).sum(axis=1, keepdims=True))
    length[length == 0] = 1.0
    rows = start / length
    rotation, reached = np.eye(start.shape[1]), 0.0
    for _ in range(1000):
        turned = rows @ rotation
        target = turned**3 - turned * (turned**2).mean(axis=0)
        left, size, right = np.linalg.svd(rows.T @ target)
        rotation = left @ right
        if size.sum() <= reached * (1 + 1e-14):
            break
        reached = size.sum()
    return np.asarray(rows @ rotation * length)
