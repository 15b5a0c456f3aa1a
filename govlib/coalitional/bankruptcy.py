"""Sharing what is not enough for all claims.

Claimants c₁, …, cₙ share an estate E of at most Σc: in proportion, with equal awards, with equal
losses, or as the Mishnah does. The last rule is the nucleolus of a coalitional game, as Aumann and
Maschler (1985) found.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from govlib._check import numbers
from govlib.coalitional.games import CoalitionalGame, _sums

__all__ = [
    "bankruptcy_game",
    "constrained_equal_awards",
    "constrained_equal_losses",
    "proportional",
    "talmud",
]


def proportional(claims: ArrayLike, estate: ArrayLike) -> NDArray[np.float64]:
    """Share an estate in proportion to the claims.

    Parameters
    ----------
    claims : array_like, shape (..., n)
        What each claimant is owed, at least 0.
    estate : float or array_like, shape (...)
        What there is, between 0 and the sum of claims. Axes before the last one of ``claims``
        broadcast against the axes of ``estate``; they are a sweep.

    Returns
    -------
    numpy.ndarray, shape (..., n)
        Awards, which add up to the estate.

    Raises
    ------
    ValueError
        If the estate exceeds the claims.

    Examples
    --------
    >>> proportional([100, 200, 300], 300)
    array([ 50., 100., 150.])
    """
    owed, there = _checked(claims, estate)
    total = owed.sum(axis=-1, keepdims=True)
    share = np.divide(there[..., None], total, out=np.zeros_like(total), where=total > 0)
    return np.asarray(owed * share)


def constrained_equal_awards(claims: ArrayLike, estate: ArrayLike) -> NDArray[np.float64]:
    """Give all claimants the same, but nobody more than her claim: min(cᵢ, λ).

    Parameters
    ----------
    claims : array_like, shape (..., n)
    estate : float or array_like, shape (...)
        As for :func:`govlib.coalitional.bankruptcy.proportional`.

    Returns
    -------
    numpy.ndarray, shape (..., n)

    Examples
    --------
    >>> constrained_equal_awards([100, 200, 300], [150, 400])
    array([[ 50.,  50.,  50.],
           [100., 150., 150.]])
    """
    return _equal_awards(*_checked(claims, estate))


def constrained_equal_losses(claims: ArrayLike, estate: ArrayLike) -> NDArray[np.float64]:
    """Let all claimants lose the same, but nobody more than her claim: max(0, cᵢ − λ).

    Parameters
    ----------
    claims : array_like, shape (..., n)
    estate : float or array_like, shape (...)
        As for :func:`govlib.coalitional.bankruptcy.proportional`.

    Returns
    -------
    numpy.ndarray, shape (..., n)

    Examples
    --------
    >>> constrained_equal_losses([100, 200, 300], 300)
    array([  0., 100., 200.])
    """
    owed, there = _checked(claims, estate)
    return np.asarray(owed - _equal_awards(owed, owed.sum(axis=-1) - there))


def talmud(claims: ArrayLike, estate: ArrayLike) -> NDArray[np.float64]:
    """Share as the Mishnah does: up to half of the claims equal awards, beyond that equal losses.

    Any two claimants share what they get together as "the contested garment" is shared: each
    leaves to the other what she does not claim herself, and the rest is halved. The awards are
    the nucleolus of :func:`govlib.coalitional.bankruptcy.bankruptcy_game`.

    Parameters
    ----------
    claims : array_like, shape (..., n)
    estate : float or array_like, shape (...)
        As for :func:`govlib.coalitional.bankruptcy.proportional`.

    Returns
    -------
    numpy.ndarray, shape (..., n)

    References
    ----------
    R. J. Aumann and M. Maschler (1985), "Game theoretic analysis of a bankruptcy problem from
    the Talmud", Journal of Economic Theory 36(2), 195–213, doi:10.1016/0022-0531(85)90102-4.

    Examples
    --------
    The three estates of the Mishnah (Ketubot 93a).

    >>> talmud([100, 200, 300], [100, 200, 300]).round(2)
    array([[ 33.33,  33.33,  33.33],
           [ 50.  ,  75.  ,  75.  ],
           [ 50.  , 100.  , 150.  ]])
    """
    owed, there = _checked(claims, estate)
    half, total = owed / 2, owed.sum(axis=-1)
    short = _equal_awards(half, np.minimum(there, total / 2))
    ample = owed - _equal_awards(half, np.minimum(total - there, total / 2))
    return np.where((there <= total / 2)[..., None], short, ample)


def bankruptcy_game(
    claims: ArrayLike, estate: float, players: Iterable[Hashable] | None = None
) -> CoalitionalGame:
    """Return the game in which a coalition gets what is left when all others are paid in full.

    v(S) = max(0, E − Σᵢ∉S cᵢ). It is convex.

    Parameters
    ----------
    claims : array_like, shape (n,)
        What each claimant is owed, at least 0.
    estate : float
        What there is, between 0 and the sum of claims.
    players : iterable, optional
        Names.

    Examples
    --------
    >>> bankruptcy_game([100, 200, 300], 200).values
    array([  0.,   0.,   0.,   0.,   0.,   0., 100., 200.])
    """
    owed, there = _checked(claims, estate)
    if owed.ndim != 1:
        raise ValueError(f"claims must be one a player; got shape {owed.shape}")
    return CoalitionalGame(np.maximum(0, there - _sums(owed)[::-1]), players)


def _checked(claims: Any, estate: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return claims and estate with the axes of the sweep made equal."""
    owed, there = numbers("claims", claims, 0), numbers("estate", estate, 0)
    if owed.ndim == 0:
        raise ValueError(f"claims must have one entry a claimant; got shape {owed.shape}")
    try:
        shape = np.broadcast_shapes(owed.shape[:-1], there.shape)
    except ValueError:
        raise ValueError(
            f"claims and estate must broadcast; got shapes {owed.shape} and {there.shape}"
        ) from None
    owed = np.broadcast_to(owed, (*shape, owed.shape[-1]))
    there = np.broadcast_to(there, shape)
    total = owed.sum(axis=-1)
    over = there > total * (1 + 1e-12)
    if over.any():
        raise ValueError(
            f"estate must not exceed the claims, {total[over].flat[0]:g}; got "
            f"{there[over].flat[0]:g}"
        )
    return owed, np.minimum(there, total)


def _equal_awards(owed: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the level λ at which the awards min(cᵢ, λ) add up to the estate."""
    n = owed.shape[-1]
    ordered = np.sort(owed, axis=-1)
    paid = np.cumsum(ordered, axis=-1) - ordered  # to those with smaller claims, in full
    level = (there[..., None] - paid) / (n - np.arange(n))
    # the first claimant whom the level leaves short gets it, and all with larger claims do
    short = level < ordered
    first = np.where(short.any(axis=-1), short.argmax(axis=-1), n - 1)
    cut = np.take_along_axis(level, first[..., None], axis=-1)
    return np.minimum(owed, np.maximum(cut, 0))
