"""Random profiles: how often majorities run in a circle where no formula reaches.

Profiles come from the urn of :mod:`govlib.social_choice.paradox`, which gives the same
probabilities exactly where it can.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from govlib._check import generator, integer, number
from govlib.social_choice.paradox import MOST_ALIKE

__all__ = ["Estimate", "draw_condorcet"]

#: pairs of alternatives in one profile, 400 MB
_MOST_PAIRS = 5e7


@dataclass(frozen=True)
class Estimate:
    """A probability estimated from random draws.

    Attributes
    ----------
    value : float
        Share of the draws.
    error : float
        Standard error √(p(1 − p)/draws).
    draws : int
        Independent draws.
    """

    value: float
    error: float
    draws: int


def draw_condorcet(
    n: int,
    alternatives: int = 3,
    *,
    contagion: float = 0.0,
    draws: int = 10_000,
    rng: Any = None,
) -> Estimate:
    """Estimate :func:`govlib.social_choice.paradox.condorcet_chance` from random profiles.

    Parameters
    ----------
    n, alternatives, contagion
        As in :func:`govlib.social_choice.paradox.condorcet_chance`.
    draws : int, default 10000
        Independent profiles, at least 1.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Estimate

    Examples
    --------
    >>> from govlib.social_choice.paradox import condorcet_chance
    >>> found = draw_condorcet(25, 3, draws=4000, rng=1)
    >>> abs(found.value - condorcet_chance(25, 3)) < 4 * found.error
    True
    """
    n, m = integer("n", n, 1), integer("alternatives", alternatives, 1)
    alpha = number("contagion", contagion, 0, MOST_ALIKE)
    draws = integer("draws", draws, 1)
    size = n * m * max(m, 8)
    if size > _MOST_PAIRS:
        raise ValueError(
            f"voters and alternatives must not make profiles of more than {_MOST_PAIRS:g} pairs; "
            f"got {n} voters and {m} alternatives"
        )
    rng = generator("rng", rng)
    batch, found, left = max(1, int(5e6 // size)), 0, draws
    while left:
        now = min(batch, left)
        found += int(_has_winner(_profiles(now, n, m, alpha, rng)).sum())
        left -= now
    share = found / draws
    return Estimate(share, float(np.sqrt(share * (1 - share) / draws)), draws)


def _profiles(
    draws: int, n: int, m: int, alpha: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return heights, shape (draws, n, m): each voter ranks the alternatives by them."""
    heights = rng.random((draws, n, m))
    if not alpha:
        return heights
    # a voter copies one of the earlier draws, or takes a ranking of the first filling
    voter = np.arange(n)
    copies = alpha * voter
    with np.errstate(over="ignore"):
        fresh = np.exp(gammaln(m + 1))
    source = np.where(
        rng.random((draws, n)) * (fresh + copies) < copies,
        (rng.random((draws, n)) * voter).astype(np.int64),
        voter,
    )
    while True:
        older = np.take_along_axis(source, source, axis=1)
        if (older == source).all():
            return np.take_along_axis(heights, source[..., None], axis=1)
        source = older


def _has_winner(heights: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which profiles have an alternative above each other one for most voters."""
    _, n, m = heights.shape
    found = np.zeros(len(heights), dtype=bool)
    for i in range(m):
        votes = (heights[:, :, i, None] > heights).sum(axis=1)
        found |= (votes * 2 > n).sum(axis=1) == m - 1
    return found
