"""From many scores to one number, and from numbers to ranks.

How far a weakness can be made up for by a strength is one exponent: full compensation at 1 (the
arithmetic mean), less at 0 (the geometric mean), none at −∞ (the worst score alone). After step 6
of the handbook of the OECD and the Joint Research Centre (2008).
"""

from __future__ import annotations

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, numbers
from govlib._labels import labels_of, matched, together
from govlib._values import Floats, plain

__all__ = ["aggregate", "as_weights", "rank_shift", "ranks"]


def as_weights(weights: Any, q: int, name: str = "weights") -> NDArray[np.float64]:
    """Return ``weights`` of q indicators, scaled to sum 1 over the last axis; None is equal.

    ``name`` is what the caller calls them.

    Examples
    --------
    >>> as_weights([2, 1, 1], 3)
    array([0.5 , 0.25, 0.25])
    >>> as_weights(None, 4)
    array([0.25, 0.25, 0.25, 0.25])
    """
    given = np.ones(q) if weights is None else numbers(name, weights, 0)
    if given.ndim == 0 or given.shape[-1] != q:
        raise ValueError(f"{name} must have one entry an indicator, {q}; got shape {given.shape}")
    total = given.sum(axis=-1, keepdims=True)
    if (total == 0).any():
        raise ValueError(f"{name} must not all be 0")
    return np.asarray(given / total)


def aggregate(scores: Any, weights: Any = None, *, power: float = 1.0) -> Floats:
    """Return the weighted power mean of scores, the composite indicator.

    C = (Σ w_q s_q^p)^(1/p) with weights that sum to 1. At p = 1 a point lost in one indicator is
    made up for by a point won in another of the same weight; the smaller p, the less it is.

    Parameters
    ----------
    scores : array_like, shape (..., q)
        Normalised indicators, at least 0; any sign where ``power`` is 1.
    weights : array_like, shape (..., q), optional
        At least 0, scaled to sum 1; equal by default. Leading axes broadcast against those of
        the scores.
    power : float, default 1
        p: 1 arithmetic, 0 geometric, −1 harmonic; −∞ and ∞ give the worst and the best score
        among the indicators with a weight above 0.

    Returns
    -------
    float or numpy.ndarray
        The scores' leading axes.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, doi:10.1787/9789264043466-en,
    steps 6.10 and 6.11.

    Examples
    --------
    Two countries that the arithmetic mean cannot tell apart:

    >>> scores = [[21, 1, 1, 1], [6, 6, 6, 6]]
    >>> aggregate(scores), aggregate(scores, power=0).round(2)
    (array([6., 6.]), array([2.14, 6.  ]))
    """
    p = as_power(power)
    weights = matched("weights", weights, labels_of(scores))
    s = numbers("scores", scores) if p == 1 else numbers("scores", scores, 0)
    if s.ndim == 0 or s.shape[-1] == 0:
        raise ValueError(f"scores must have one column an indicator; got shape {s.shape}")
    w = as_weights(weights, s.shape[-1])
    if p == 1:
        return plain((w * s).sum(axis=-1))
    if np.isinf(p):
        ignored = np.where(w > 0, s, -p)
        return plain(ignored.min(axis=-1) if p < 0 else ignored.max(axis=-1))
    # a score of 0 that counts lets nothing compensate from p = 0 down
    void = ((s == 0) & (w > 0)).any(axis=-1) & (p <= 0)
    counts = (s > 0) & (w > 0)
    logs = np.log(np.where(counts, s, 1.0))
    if p == 0:
        return plain(np.where(void, 0.0, np.exp((w * logs).sum(axis=-1))))
    # relative to the score that dominates, powers stay within the range of floats
    edge = np.sign(p) * np.inf
    far = np.where(counts, logs, -edge)
    extreme = (far.max if p > 0 else far.min)(axis=-1)
    extreme = np.where(np.isfinite(extreme), extreme, 0.0)
    gaps = p * (np.where(counts, logs, 0) - extreme[..., None])
    # at a small power every power is 1 up to rounding, which its logarithm over p would magnify
    less = (w * np.where(counts, np.expm1(gaps), -1.0)).sum(axis=-1)
    powers = (w * np.where(counts, np.exp(gaps), 0.0)).sum(axis=-1)
    with np.errstate(divide="ignore"):
        mean = np.where(less > -0.5, np.log1p(np.maximum(less, -0.5)), np.log(powers)) / p
    return plain(np.where(void, 0.0, np.exp(mean + extreme)))


def as_power(power: Any) -> float:
    """Return an exponent, which may be infinite."""
    if isinstance(power, (bool, np.bool_)) or not isinstance(power, (Real, np.number)):
        raise TypeError(f"power must be a number, or infinite; got {power!r}")
    if isinstance(power, np.complexfloating) or np.isnan(float(power)):
        raise ValueError(f"power must be a number, or infinite; got {power!r}")
    return float(power)


def ranks(scores: Any, *, digits: int | None = None) -> NDArray[np.int64]:
    """Return ranks over the last axis, 1 for the highest score; ties share the better rank.

    Parameters
    ----------
    scores : array_like, shape (..., n)
        Higher is better.
    digits : int, optional
        Decimals that scores are rounded to first, so that what prints alike ranks alike.

    Examples
    --------
    >>> ranks([0.962, 0.961, 0.9613, 0.7]), ranks([0.962, 0.961, 0.9613, 0.7], digits=3)
    (array([1, 3, 2, 4]), array([1, 2, 2, 4]))
    """
    from scipy.stats import rankdata

    s = numbers("scores", scores)
    if s.ndim == 0:
        raise ValueError("scores must have one entry a country; got a single number")
    if digits is not None:
        s = np.round(s, integer("digits", digits, 0, 15))
    return np.asarray(rankdata(-s, method="min", axis=-1)).astype(np.int64)


def rank_shift(ranks: Any, reference: Any) -> Floats:
    """Return by how many places countries move on average.

    The mean of the absolute differences between two rankings.

    Parameters
    ----------
    ranks, reference : array_like, shape (..., n)
        Two rankings of the same countries, at least 1; leading axes broadcast.

    References
    ----------
    M. Saisana, A. Saltelli and S. Tarantola (2005), "Uncertainty and sensitivity analysis
    techniques as tools for the quality assessment of composite indicators", Journal of the Royal
    Statistical Society A 168(2), 307–323, doi:10.1111/j.1467-985X.2005.00350.x, equation 3.

    Examples
    --------
    >>> rank_shift([1, 2, 3, 4], [2, 1, 3, 4])
    0.5
    """
    given = together(ranks=ranks, reference=reference)
    first, second = (numbers(name, value, 1) for name, value in given.items())
    if first.ndim == 0 or second.ndim == 0 or first.shape[-1] != second.shape[-1]:
        raise ValueError(
            "ranks and reference must rank the same countries; "
            f"got shapes {first.shape} and {second.shape}"
        )
    return plain(np.abs(first - second).mean(axis=-1))
