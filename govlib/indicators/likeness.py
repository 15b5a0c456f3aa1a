"""How far ranks move when weights change, from how alike the parts of an index are.

Two composites of the same parts with different weights are the more alike, the more the parts are.
The correlation of the two composites then says by how many places countries move on average.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import broadcast, number, numbers, whole
from govlib._labels import together
from govlib._values import Floats, plain
from govlib.indicators.aggregation import as_weights
from govlib.indicators.normalisation import table_of

__all__ = [
    "composite_correlation",
    "expected_shift",
    "likeness",
    "pair_correlations",
    "settled_pairs",
]


def pair_correlations(scores: Any) -> NDArray[np.float64]:
    """Return the correlation of each pair of indicators, shape (q(q − 1)/2,).

    Parameters
    ----------
    scores : array_like, shape (n, q)
        At least two countries and two indicators.

    Raises
    ------
    ValueError
        If an indicator is the same for all countries: it goes with nothing.

    Examples
    --------
    >>> pair_correlations([[1, 2, 5], [2, 4, 3], [3, 6, 1]]).round(9)
    array([ 1., -1., -1.])
    """
    table = table_of("scores", scores, rows=2)
    q = table.shape[1]
    if q < 2:
        raise ValueError(f"scores must have at least 2 indicators; got shape {table.shape}")
    flat = np.ptp(table, axis=0) == 0
    if flat.any():
        raise ValueError(f"scores of indicator {int(np.argmax(flat))} must not all be the same")
    return np.atleast_2d(np.corrcoef(table.T))[np.triu_indices(q, 1)]


def likeness(scores: Any) -> float:
    """Return how alike the parts of an index are: the mean correlation over all pairs.

    1 where all parts say the same, 0 where they have nothing to do with each other.

    Parameters
    ----------
    scores : array_like, shape (n, q)
        At least two countries and two indicators.

    Examples
    --------
    >>> from govlib.indicators import load_human_development, load_technology
    >>> round(likeness(load_human_development(2021).dimensions), 2)
    0.84
    >>> round(likeness(load_technology().normalised), 2)
    0.21
    """
    return float(pair_correlations(scores).mean())


def settled_pairs(scores: Any) -> float:
    """Return the share of pairs of countries whose order no weights can turn.

    One of the two is nowhere behind the other, and somewhere ahead; pairs that are alike in all
    indicators have no order and do not count as settled.

    Parameters
    ----------
    scores : array_like, shape (n, q)
        At least two countries; higher is better.

    References
    ----------
    J. E. Foster, M. McGillivray and S. Seth (2013), "Composite indices: rank robustness,
    statistical association, and redundancy", Econometric Reviews 32(1), 35–56,
    doi:10.1080/07474938.2012.690647.

    Examples
    --------
    >>> round(settled_pairs([[3, 3], [2, 1], [1, 2]]), 3)
    0.667
    """
    table = table_of("scores", scores, rows=2)
    first, second = np.triu_indices(len(table), 1)
    gap = table[first] - table[second]
    ahead, behind = (gap > 0).any(axis=1), (gap < 0).any(axis=1)
    return float((ahead != behind).mean())


def composite_correlation(alike: float, first: Any, second: Any) -> float:
    """Return the correlation of two composites with different weights.

    The parts have the same variance, and each pair the same correlation h. With weights w and v
    that sum to 1 the composites correlate with

        (h + (1 − h) Σ wv) / √((h + (1 − h) Σ w²)(h + (1 − h) Σ v²)).

    Parameters
    ----------
    alike : float
        h, from 0 to 1.
    first, second : array_like, shape (q,)
        Weights, at least 0, scaled to sum 1.

    Examples
    --------
    Three parts, and the first counts double:

    >>> [round(composite_correlation(h, [1, 1, 1], [2, 1, 1]), 3) for h in (0, 0.5, 0.84, 1)]
    [0.943, 0.985, 0.996, 1.0]
    """
    h = number("alike", alike, 0, 1)
    given = together(first=first, second=second)
    w = numbers("first", given["first"], 0, ndim=1)
    w, v = (as_weights(x, w.size, name) for name, x in given.items())
    if v.shape != w.shape:
        raise ValueError(f"second must have shape {w.shape}; got shape {v.shape}")
    both, one, other = (h + (1 - h) * float(a @ b) for a, b in ((w, v), (w, w), (v, v)))
    return float(both / np.sqrt(one * other))


def expected_shift(correlation: Any, countries: Any = 1) -> Floats:
    """Return by how many places countries move on average between two rankings.

    For scores that are jointly normal with correlation r, the mean absolute difference of the two
    ranks of n countries is n(1/2 − arcsin((1 + r)/2)/π): a third of n at 0, nothing at 1. Scores
    that are not normal follow it roughly.

    Parameters
    ----------
    correlation : float or array_like
        r, from −1 to 1.
    countries : int or array_like, default 1
        n. With 1 the shift is a share of all places.

    Returns
    -------
    float or numpy.ndarray

    Notes
    -----
    Let Z be a third normal variable, apart from X and Y. P(Z < X) at a given X is the rank of X as
    a share. The mean difference of the two ranks is the chance that Z lies between X and Y, and
    the signs of two normal variables with correlation c differ with chance arccos(c)/π; X − Z and
    Y − Z have c = (1 + r)/2. This is the limit of many countries. At r = 0 the mean for n of them
    is (n − 1/n)/3.

    Examples
    --------
    >>> expected_shift([0, 0.5, 0.9, 1], 100).round(1)
    array([33.3, 23. , 10.1,  0. ])
    """
    r, n = numbers("correlation", correlation, -1, 1), whole("countries", countries, 1)
    broadcast(correlation=r, countries=n)
    # the arc cosine keeps its digits near 1, where the difference from π/2 would lose them
    return plain(n * np.arccos((1 + r) / 2) / np.pi)
