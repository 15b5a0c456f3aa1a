"""Adoption on a ring of neighbours some of whose links were moved: what shortcuts do to it.

News needs one neighbour, a norm two or more (Centola and Macy 2007); the ring is that of Watts
and Strogatz (:mod:`govlib.networks.rings`). Where now and then one neighbour is enough after all,
long links can help a norm too (Eckles, Mossel, Rahimian and Sen 2024).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from govlib._check import generator, integer, number
from govlib._values import lock, remembered
from govlib.networks.graphs import as_csr
from govlib.networks.rings import rewired_rings, watts_strogatz
from govlib.networks.spread import Spread
from govlib.networks.thresholds import complex_contagion

__all__ = [
    "DRAWN_WORLD",
    "WORLDS",
    "complete_share",
    "mean_adoption",
    "rewired_adoption",
    "steps_with_slips",
]

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
    return float(np.mean(_reached(p, need, n, k, draws) / n))


def complete_share(p: float, need: int, *, n: int = 36, k: int = 4, draws: int = WORLDS) -> float:
    """Return in which share of the worlds with the seeds 0, 1, 2, … all adopt in the end.

    Parameters
    ----------
    p, need, n, k
        As in :func:`rewired_adoption`.
    draws : int, default 200
        Worlds.

    Examples
    --------
    >>> complete_share(0.0, 2), complete_share(0.1, 2) < 0.5
    (1.0, True)
    """
    return float(np.mean(_reached(p, need, n, k, draws) == n))


@remembered(256)
def _reached(p: float, need: int, n: int, k: int, draws: int) -> NDArray[np.int64]:
    """Return how many adopt in the worlds with the seeds 0, 1, 2, …, all run as one graph."""
    worlds = _worlds(p, n, k, integer("draws", draws, 1))
    begin = n * np.arange(draws)[:, None] + np.array(_BEGIN)
    run = complex_contagion(worlds, need, begin.ravel())
    return lock(run.reached.reshape(draws, n).sum(axis=1))


@lru_cache(maxsize=16)
def _worlds(p: float, n: int, k: int, draws: int) -> sparse.csr_array:
    return rewired_rings(n, k, p, draws)


def steps_with_slips(
    p: float,
    need: int,
    slip: float,
    *,
    n: int = 200,
    k: int = 4,
    goal: float = 0.9,
    rng: Any = None,
) -> int | None:
    """Return when a share of the countries has adopted, if one example is sometimes enough.

    As in :func:`rewired_adoption`, but a country that sees fewer adopters than it needs, and at
    least one, adopts in each step with a small chance.

    Parameters
    ----------
    p, need, n, k
        As in :func:`rewired_adoption`.
    slip : float
        That chance, from 0 to 1.
    goal : float, default 0.9
        Share of the countries that is waited for, above 0 and at most 1.
    rng : None, int or numpy.random.Generator
        Source of randomness, for the links and then for the slips.

    Returns
    -------
    int or None
        Steps until the goal is reached; None if nobody is left who can adopt before that.

    References
    ----------
    D. Eckles, E. Mossel, M. A. Rahimian and S. Sen (2024), "Long ties accelerate noisy
    threshold-based contagions", Nature Human Behaviour 8, 1057–1064,
    doi:10.1038/s41562-024-01865-0.

    Examples
    --------
    >>> steps_with_slips(0, 2, 0), steps_with_slips(0.1, 2, 0, rng=1)
    (89, None)
    """
    slip, need = number("slip", slip, 0, 1), integer("need", need, 1)
    wanted = number("goal", goal, 0, 1, above=0) * n
    draw = generator("rng", rng)
    links = as_csr(watts_strogatz(n, k, p, rng=draw))
    adopted = np.zeros(n, bool)
    adopted[list(_BEGIN)] = True
    step = 0
    while adopted.sum() < wanted:
        seen = links @ adopted.astype(np.int64)
        sure, tempted = ~adopted & (seen >= need), ~adopted & (seen >= 1)
        if not (sure.any() or (slip and tempted.any())):
            return None
        adopted |= sure | (tempted & (draw.random(n) < slip))
        step += 1
    return step
