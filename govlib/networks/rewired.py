"""Adoption on a ring of neighbours some of whose links were moved: what shortcuts do to it.

News needs one neighbour, a norm two or more (Centola and Macy 2007); the ring is that of Watts
and Strogatz (:mod:`govlib.networks.rings`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from govlib._check import integer
from govlib.networks.rings import watts_strogatz
from govlib.networks.spread import Spread
from govlib.networks.thresholds import complex_contagion

__all__ = ["DRAWN_WORLD", "WORLDS", "mean_adoption", "rewired_adoption"]

#: seed of the world that the book draws: one whose outcomes lie near the means over many draws
DRAWN_WORLD = 563

#: worlds over which the book averages
WORLDS = 200

#: two neighbours who begin
_BEGIN = (0, 1)


def rewired_adoption(p: float, need: int, *, n: int = 36, k: int = 4, rng: Any = None) -> Spread:
    """Spread a behaviour from two neighbours over one ring with moved links.

    Parameters
    ----------
    p : float
        Chance of each link to be moved.
    need : int
        Partners that must have adopted before one adopts.
    n, k : int
        Size of the ring and links of each, as in :func:`govlib.networks.rings.watts_strogatz`.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Examples
    --------
    >>> rewired_adoption(0.0, 1).steps, rewired_adoption(0.0, 2).steps
    (9, 17)
    """
    return complex_contagion(watts_strogatz(n, k, p, rng=rng), need, _BEGIN)


@lru_cache(maxsize=256)
def mean_adoption(p: float, need: int, *, n: int = 36, k: int = 4, draws: int = WORLDS) -> float:
    """Return the share that adopts in the end, the mean over worlds with the seeds 0, 1, 2, ….

    Parameters
    ----------
    p, need, n, k
        As in :func:`rewired_adoption`.
    draws : int, default 200
        Worlds.

    Examples
    --------
    >>> mean_adoption(0.0, 2), mean_adoption(0.1, 1)
    (1.0, 1.0)
    """
    worlds = range(integer("draws", draws, 1))
    return float(np.mean([rewired_adoption(p, need, n=n, k=k, rng=i).share for i in worlds]))
