"""Rings of neighbours, and the same with links rewired at random (Watts and Strogatz 1998).

What rewiring does to clustering and distance stands in :mod:`govlib.networks.small_world`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from govlib._check import generator, integer, number

__all__ = ["ring_lattice", "watts_strogatz"]


def ring_lattice(n: int, k: int) -> sparse.csr_array:
    """Return a ring in which each node is linked to the k next, k/2 on either side.

    Parameters
    ----------
    n : int
        Nodes.
    k : int
        Links a node: even, at least 2 and below n.

    Returns
    -------
    scipy.sparse.csr_array, shape (n, n)
        Weights 1.

    Examples
    --------
    >>> ring_lattice(6, 2).toarray()[0].tolist()
    [0, 1, 0, 0, 0, 1]
    """
    n, k = ring_size(n, k)
    here, there = _lattice_links(n, k)
    return _undirected(n, here, there)


def watts_strogatz(n: int, k: int, p: float, *, rng: Any = None) -> sparse.csr_array:
    """Return a ring lattice with each link rewired with probability p.

    The procedure of 1998, identical in law: lap by lap (first the links to the next neighbour,
    then to the second next, …) and node by node clockwise, the far end of a link is moved with
    probability p to a node drawn with equal chances from all that are neither the node itself
    nor linked to it at that moment. A node linked to all others keeps its link.

    Parameters
    ----------
    n : int
        Nodes.
    k : int
        Links a node before rewiring: even, at least 2 and below n.
    p : float
        Chance of each link to be rewired, from 0 to 1.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    scipy.sparse.csr_array, shape (n, n)
        Weights 1; the number of links is nk/2 for every p. The graph may fall apart.

    Notes
    -----
    All moved links draw at once. A draw that is not allowed (the node itself, a lattice link
    that still stands when its turn comes, the new link of an earlier turn) is repeated. Each
    link thus ends with the first allowed member of its own sequence of draws, given the links
    that came before it: the same law as one link after the other.

    References
    ----------
    D. J. Watts and S. H. Strogatz (1998), "Collective dynamics of 'small-world' networks",
    Nature 393, 440–442, doi:10.1038/30918.

    Examples
    --------
    >>> graph = watts_strogatz(1000, 10, 0.1, rng=1)
    >>> graph.nnz // 2
    5000
    """
    n, k = ring_size(n, k)
    return _undirected(n, *_rewired(n, k, number("p", p, 0, 1), generator("rng", rng)))


def rewired_rings(n: int, k: int, p: float, draws: int) -> sparse.csr_array:
    """Return the graphs of :func:`watts_strogatz` with the seeds 0, 1, 2, … side by side.

    Nodes i n to (i + 1) n − 1 are those of the graph with seed i.
    """
    n, k = ring_size(n, k)
    p = number("p", p, 0, 1)
    links = np.array([_rewired(n, k, p, np.random.default_rng(seed)) for seed in range(draws)])
    links += n * np.arange(draws)[:, None, None]
    return _undirected(n * draws, *links.transpose(1, 0, 2).reshape(2, -1))


def _rewired(
    n: int, k: int, p: float, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ends of all links after rewiring."""
    here, there = _lattice_links(n, k)
    never = len(here)
    moves = rng.random(never) < p
    gone = np.where(moves, np.arange(never), never)  # turn at which a lattice link is taken up
    turn = np.flatnonzero(moves)
    source, end = here[turn], rng.integers(0, n, turn.size)
    repeats = 0
    while (barred := _barred(n, k, turn, source, end, gone)).any():
        repeats += 1
        if repeats > 32:  # crowded: settle the first barred link by looking at every node
            first = int(np.argmax(barred))
            allowed = _allowed(n, k, first, turn, source, end, gone)
            if not allowed.size:  # linked to everybody: the link stays for good
                gone[turn[first]] = never
                turn, source, end = (np.delete(a, first) for a in (turn, source, end))
                continue
            end[first] = rng.choice(allowed)
            barred[first] = False
        end[barred] = rng.integers(0, n, int(barred.sum()))
    there[turn] = end
    return here, there


def even(k: Any) -> int:
    """Return ``k`` after checking that it is an even number of links, at least 2."""
    k = integer("k", k, 2)
    if k % 2:
        raise ValueError(f"k must be even; got {k}")
    return k


def ring_size(n: Any, k: Any) -> tuple[int, int]:
    """Return ``n`` and ``k`` after checking that such a ring exists."""
    n, k = integer("n", n, 3), even(k)
    if k >= n:
        raise ValueError(f"k must be below n = {n}; got {k}")
    return n, k


def _lattice_links(n: int, k: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the links in the order of the procedure: number (lap − 1) n + node."""
    here = np.tile(np.arange(n), k // 2)
    return here, (here + np.repeat(np.arange(1, k // 2 + 1), n)) % n


def _undirected(n: int, here: NDArray[np.int64], there: NDArray[np.int64]) -> sparse.csr_array:
    ends = np.r_[here, there], np.r_[there, here]
    graph = sparse.csr_array(sparse.coo_array((np.ones(2 * len(here), np.int8), ends), (n, n)))
    graph.sort_indices()
    return graph


def _standing(
    n: int,
    k: int,
    turn: NDArray[np.int64],
    source: NDArray[np.int64],
    end: NDArray[np.int64],
    gone: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell which pairs are a lattice link that has not been moved before its turn."""
    ahead = (end - source) % n
    lap = np.minimum(ahead, n - ahead)
    near = (lap >= 1) & (lap <= k // 2)
    tail = np.where(ahead <= n - ahead, source, end)
    number_ = np.where(near, (lap - 1) * n + tail, 0)
    return near & (gone[number_] >= turn)


def _barred(
    n: int,
    k: int,
    turn: NDArray[np.int64],
    source: NDArray[np.int64],
    end: NDArray[np.int64],
    gone: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell which draws are not allowed at their turn; ``turn`` ascends."""
    barred = (source == end) | _standing(n, k, turn, source, end, gone)
    open_ = np.flatnonzero(~barred)
    pair = np.minimum(source, end)[open_] * n + np.maximum(source, end)[open_]
    _, first = np.unique(pair, return_index=True)  # the earliest turn has the pair
    taken = np.ones(open_.size, bool)
    taken[first] = False
    barred[open_[taken]] = True
    return barred


def _allowed(
    n: int,
    k: int,
    which: int,
    turn: NDArray[np.int64],
    source: NDArray[np.int64],
    end: NDArray[np.int64],
    gone: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the nodes to which one link may be moved, given all that moved before it."""
    every = np.arange(n)
    here = np.full(n, source[which])
    free = (every != here) & ~_standing(n, k, np.full(n, turn[which]), here, every, gone)
    free[end[:which][source[:which] == here[0]]] = False
    free[source[:which][end[:which] == here[0]]] = False
    return np.flatnonzero(free)
