"""Small worlds: what a few rewired links do to a ring (Watts and Strogatz 1998).

A few long links shorten all paths while neighbours still know each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import generator, integer, numbers
from govlib._values import ByValue
from govlib.networks.measures import average_clustering, path_lengths, transitivity
from govlib.networks.rings import even, ring_lattice, ring_size, watts_strogatz

__all__ = [
    "RewiringCurve",
    "clustering_after_rewiring",
    "lattice_clustering",
    "lattice_distance",
    "rewiring_curve",
    "site_percolation_threshold",
]


def lattice_clustering(k: int) -> float:
    """Return the clustering C(0) = 3(k − 2) / (4(k − 1)) of a ring lattice with n > 3k/2.

    Examples
    --------
    >>> round(lattice_clustering(10), 6)
    0.666667
    """
    k = even(k)
    return 3 * (k - 2) / (4 * (k - 1))


def lattice_distance(n: int, k: int) -> float:
    """Return the mean number of steps L(0) between two nodes of a ring lattice, exactly.

    A node d places away along the ring is ⌈d / (k/2)⌉ steps away.

    Examples
    --------
    >>> round(lattice_distance(1000, 10), 5)
    50.45045
    """
    n, k = ring_size(n, k)
    place = np.arange(1, n)
    steps = -(-2 * np.minimum(place, n - place) // k)
    return float(steps.mean())


def clustering_after_rewiring(k: int, p: Any) -> Any:
    """Return C(p) = C(0)(1 − p)³: a triangle survives if none of its three links moves.

    It is exact up to terms of order 1/n for the share of closed triples (the
    :func:`govlib.networks.measures.transitivity`), and close for the mean over nodes.

    Parameters
    ----------
    k : int
        Links a node: even, at least 2.
    p : float or array_like
        Chance of a link to be rewired.

    Returns
    -------
    float or numpy.ndarray

    References
    ----------
    A. Barrat and M. Weigt (2000), "On the properties of small-world network models", European
    Physical Journal B 13, 547–560, doi:10.1007/s100510050067.

    Examples
    --------
    >>> round(clustering_after_rewiring(10, 0.01) / lattice_clustering(10), 6)
    0.970299
    """
    value = lattice_clustering(k) * (1 - numbers("p", p, 0, 1)) ** 3
    return value if np.ndim(value) else float(value)


def site_percolation_threshold(shortcuts: Any) -> Any:
    """Return the share of susceptible nodes above which a disease percolates, for k = 1.

    On a ring whose nodes know the next one on either side, with φ shortcuts a link on average
    and only a share p of the nodes susceptible, a giant outbreak becomes possible at ::

        p_c = [√(4φ² + 12φ + 1) − 2φ − 1] / (4φ)

    Parameters
    ----------
    shortcuts : float or array_like
        Shortcuts φ for each link of the ring, at least 0. (Their number is Poisson, their ends
        are drawn with equal chances.)

    Returns
    -------
    float or numpy.ndarray
        1 where there is no shortcut.

    References
    ----------
    M. E. J. Newman and D. J. Watts (1999), "Scaling and percolation in the small-world network
    model", Physical Review E 60(6), 7332–7342, doi:10.1103/PhysRevE.60.7332.

    Examples
    --------
    >>> round(site_percolation_threshold(0.1), 6)
    0.741657
    """
    phi = numbers("shortcuts", shortcuts, 0)
    # the same root written without the difference that vanishes as φ → 0
    value = 2 / (np.sqrt(4 * phi**2 + 12 * phi + 1) + 2 * phi + 1)
    return value if np.ndim(value) else float(value)


@dataclass(frozen=True, eq=False)
class RewiringCurve(ByValue):
    """Clustering and distance of rewired rings, each relative to the lattice.

    Attributes
    ----------
    p : numpy.ndarray, shape (P,)
        Rewiring probabilities.
    clustering : numpy.ndarray, shape (P, graphs)
        C(p)/C(0) of each graph, C being the mean of the local clustering.
    distance : numpy.ndarray, shape (P, graphs)
        L(p)/L(0) of each graph, L being the mean over the pairs that are connected.
    transitivity : numpy.ndarray, shape (P, graphs)
        Share of closed triples, relative to the lattice.
    connected : numpy.ndarray, shape (P, graphs)
        Share of the pairs that are connected.
    """

    p: NDArray[np.float64]
    clustering: NDArray[np.float64]
    distance: NDArray[np.float64]
    transitivity: NDArray[np.float64]
    connected: NDArray[np.float64]


def rewiring_curve(n: int, k: int, p: Any, *, draws: int = 20, rng: Any = None) -> RewiringCurve:
    """Measure many rewired rings, as in the figure of Watts and Strogatz (1998).

    Parameters
    ----------
    n, k : int
        As in :func:`govlib.networks.rings.watts_strogatz`, with k at least 4 (with fewer links
        nobody's neighbours know each other, and C(0) is 0).
    p : float or array_like, shape (P,)
        Rewiring probabilities.
    draws : int, default 20
        Graphs drawn for each.
    rng : None, int or numpy.random.Generator
        Source of randomness. Each p has a stream of its own, whatever the others are.

    Returns
    -------
    RewiringCurve

    Examples
    --------
    >>> curve = rewiring_curve(200, 8, [0, 0.05, 1], draws=4, rng=1)
    >>> curve.clustering.mean(axis=1).round(2).tolist()
    [1.0, 0.87, 0.05]
    >>> curve.distance.mean(axis=1).round(2).tolist()
    [1.0, 0.34, 0.21]
    """
    n, k = ring_size(n, k)
    if k < 4:
        raise ValueError(f"k must be at least 4; got {k}")
    at = np.atleast_1d(numbers("p", p, 0, 1))
    if at.ndim != 1:
        raise ValueError(f"p must have 1 dimension(s); got shape {at.shape}")
    draws = integer("draws", draws, 1)
    base = ring_lattice(n, k)
    unit = average_clustering(base), lattice_distance(n, k), transitivity(base)
    out = np.empty((4, at.size, draws))
    for i, stream in enumerate(generator("rng", rng).spawn(at.size)):
        for j in range(draws):
            graph = watts_strogatz(n, k, at[i], rng=stream)
            paths = path_lengths(graph)
            out[:3, i, j] = average_clustering(graph), paths.mean, transitivity(graph)
            out[:3, i, j] /= unit
            out[3, i, j] = paths.connected
    return RewiringCurve(at, out[0], out[1], out[2], out[3])
