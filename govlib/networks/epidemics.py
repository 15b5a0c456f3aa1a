"""Epidemics on networks: who falls ill, when, and from whom.

Simple contagion is the benign and the malign edge of one network: news and viruses need one
contact. Bond percolation is its model since Newman (2002).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from govlib._check import generator, number, numbers
from govlib._values import ByValue
from govlib.networks._nodes import node_numbers
from govlib.networks.graphs import as_csr, origins
from govlib.networks.spread import Spread, front_at, reached_from

__all__ = ["Epidemic", "Percolation", "percolation", "reed_frost", "sir"]


def reed_frost(graph: Any, transmissibility: float, seeds: Any, *, rng: Any = None) -> Spread:
    """Run one epidemic of Reed and Frost (the *independent cascade*) in steps.

    Who falls ill at step t infects each neighbour that is still healthy with chance T, at
    step t + 1, and recovers.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Infection runs along the links; weights do not count.
    transmissibility : float
        Chance T, from 0 to 1.
    seeds : int or sequence of int
        Nodes that are ill at step 0.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    govlib.networks.spread.Spread

    Examples
    --------
    >>> import networkx as nx
    >>> reed_frost(nx.path_graph(4), 1.0, 0).times.tolist()
    [0, 1, 2, 3]
    """
    matrix = as_csr(graph)
    T = number("transmissibility", transmissibility, 0, 1)
    n = matrix.shape[0]
    front = node_numbers(n, seeds, graph=graph)
    rng = generator("rng", rng)
    start, target = matrix.indptr, matrix.indices
    times = np.full(n, -1)
    times[front] = 0

    def transmit(links: int) -> NDArray[np.int64]:
        return np.flatnonzero(rng.random(links, dtype=np.float32) < T)

    step = 0
    while front.size:
        step += 1
        met = reached_from(start, target, front, transmit)
        met = met[times[met] < 0]
        times[met] = step
        front = front_at(times, step, met)
    return Spread(times)


@dataclass(frozen=True, eq=False)
class Percolation(ByValue):
    """The outbreaks from every possible seed at once, in one draw of the links that transmit.

    Attributes
    ----------
    member : numpy.ndarray of int, shape (n,)
        Number of the cluster to which a node belongs; clusters are sorted, largest first.
    sizes : numpy.ndarray of int
        Nodes in each cluster, descending.
    """

    member: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @property
    def reached(self) -> NDArray[np.int64]:
        """Nodes that an epidemic reaches from each seed, the seed included."""
        return self.sizes[self.member]

    @property
    def mean(self) -> float:
        """Mean size over all seeds."""
        return float(self.reached.mean())

    @property
    def largest_share(self) -> float:
        """Share of the nodes in the largest cluster."""
        return float(self.sizes[0] / self.member.size)


def percolation(graph: Any, transmissibility: float, *, rng: Any = None) -> Percolation:
    """Keep each link with chance T; the clusters are the final sizes of epidemics.

    The node that a Reed–Frost epidemic starts from belongs to the cluster that it will reach, so
    one draw tells the outcome for every seed.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Undirected; weights do not count.
    transmissibility : float
        Chance T of each link to transmit, from 0 to 1.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Percolation

    References
    ----------
    M. E. J. Newman (2002), "Spread of epidemic disease on networks", Physical Review E 66,
    016128, doi:10.1103/PhysRevE.66.016128.

    Examples
    --------
    >>> import networkx as nx
    >>> percolation(nx.path_graph(4), 1).reached.tolist()
    [4, 4, 4, 4]
    """
    matrix = as_csr(graph, symmetric=True)
    T = number("transmissibility", transmissibility, 0, 1)
    rng = generator("rng", rng)
    n, source, target = matrix.shape[0], origins(matrix), matrix.indices
    up = np.flatnonzero(source < target)
    up = up[rng.random(up.size) < T]
    open_ = sparse.coo_array((np.ones(up.size, np.int8), (source[up], target[up])), shape=(n, n))
    _, label = csgraph.connected_components(open_, directed=False)
    size = np.bincount(label)
    order = np.argsort(-size, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    return Percolation(rank[label], size[order])


@dataclass(frozen=True, eq=False)
class Epidemic(ByValue):
    """One epidemic in continuous time.

    Attributes
    ----------
    infected : numpy.ndarray, shape (n,)
        Time at which each node fell ill: 0 for a seed, infinite for a node never ill.
    recovered : numpy.ndarray, shape (n,)
        Time at which it recovered.
    """

    infected: NDArray[np.float64]
    recovered: NDArray[np.float64]

    @property
    def size(self) -> int:
        """How many nodes ever fell ill, seeds included."""
        return int(np.isfinite(self.infected).sum())

    @property
    def share(self) -> float:
        """Share of the nodes that ever fell ill."""
        return self.size / self.infected.size

    @property
    def duration(self) -> float:
        """Time of the last recovery."""
        return float(self.recovered[np.isfinite(self.infected)].max())

    def ill(self, times: Any) -> NDArray[np.int64]:
        """Return how many nodes are ill at each of the given times, which may be an array."""
        at = numbers("times", times)
        begun = np.searchsorted(np.sort(self.infected), at, side="right")
        ended = np.searchsorted(np.sort(self.recovered), at, side="right")
        return np.asarray(begun - ended)


def sir(
    graph: Any,
    infection_rate: float,
    recovery_rate: float,
    seeds: Any,
    *,
    rng: Any = None,
) -> Epidemic:
    """Run one Markov epidemic (susceptible, infected, recovered) in continuous time.

    An ill node infects each healthy neighbour at rate τ and recovers at rate γ. The lengths of
    all illnesses and the delays on all links can be drawn at once, since each counts at most
    once; a link transmits if its delay ends before the illness does, and a node falls ill after
    the shortest path of delays from a seed. This is exact, and all of it happens in whole arrays.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Infection runs along the links; weights do not count.
    infection_rate, recovery_rate : float
        Rates τ ≥ 0 and γ > 0, per unit of time.
    seeds : int or sequence of int
        Nodes that are ill at time 0.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Epidemic

    Examples
    --------
    >>> import networkx as nx
    >>> sir(nx.complete_graph(50), 1.0, 1.0, 0, rng=1).size
    50
    """
    matrix = as_csr(graph)
    tau = number("infection_rate", infection_rate, 0)
    gamma = number("recovery_rate", recovery_rate, above=0)
    n = matrix.shape[0]
    front = node_numbers(n, seeds, graph=graph)
    rng = generator("rng", rng)
    illness = rng.standard_exponential(n) / gamma
    if tau == 0:
        infected = np.full(n, np.inf)
        infected[front] = 0
        return Epidemic(infected, infected + illness)
    delay = rng.standard_exponential(matrix.nnz) / tau
    works = delay < np.repeat(illness, np.diff(matrix.indptr))
    before = np.concatenate([[0], np.cumsum(works)])
    paths = sparse.csr_array(
        (delay[works], matrix.indices[works], before[matrix.indptr]), shape=(n, n)
    )
    infected = csgraph.dijkstra(paths, indices=front, min_only=True)
    return Epidemic(infected, infected + illness)
