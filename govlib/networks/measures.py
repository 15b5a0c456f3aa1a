"""What a network looks like: density, clustering, distances.

A graph that falls apart is never refused: each measure says what it does with pairs that no path
connects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from govlib._check import choice
from govlib.networks.graphs import as_csr

__all__ = [
    "Paths",
    "average_clustering",
    "clustering",
    "degree",
    "density",
    "path_lengths",
    "reciprocity",
    "strength",
    "transitivity",
]


def density(graph: Any) -> float:
    """Return the share of the ordered pairs of nodes that are linked, 0 for a single node.

    Examples
    --------
    >>> import networkx as nx
    >>> density(nx.path_graph(3))
    0.6666666666666666
    """
    matrix = as_csr(graph)
    n = matrix.shape[0]
    return matrix.nnz / (n * (n - 1)) if n > 1 else 0.0


def reciprocity(graph: Any) -> float:
    """Return the share of the links that are answered by one in return; 1 without links."""
    pattern = _pattern(as_csr(graph))
    return float(pattern.multiply(pattern.T).sum() / pattern.nnz) if pattern.nnz else 1.0


def degree(graph: Any, *, direction: str = "out") -> NDArray[np.int64]:
    """Return the number of links of each node that leave it (``out``) or arrive (``in``).

    Examples
    --------
    >>> import networkx as nx
    >>> degree(nx.star_graph(3)).tolist()
    [3, 1, 1, 1]
    """
    choice("direction", direction, ["out", "in"])
    matrix = as_csr(graph)
    if direction == "out":
        return np.diff(matrix.indptr).astype(np.int64)
    return np.bincount(matrix.indices, minlength=matrix.shape[0])


def strength(graph: Any, *, direction: str = "out") -> NDArray[np.float64]:
    """Return the weight of all links that leave each node (``out``) or arrive (``in``).

    Examples
    --------
    >>> strength([[0, 3], [1, 0]], direction="in").tolist()
    [1.0, 3.0]
    """
    choice("direction", direction, ["out", "in"])
    matrix = as_csr(graph).astype(np.float64)
    return np.asarray(matrix.sum(axis=1 if direction == "out" else 0), dtype=np.float64)


def clustering(graph: Any) -> NDArray[np.float64]:
    """Return the local clustering: the share of a node's pairs of neighbours that are linked.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Undirected; weights do not count.

    Returns
    -------
    numpy.ndarray, shape (n,)
        0 for nodes with fewer than two neighbours.

    References
    ----------
    D. J. Watts and S. H. Strogatz (1998), "Collective dynamics of 'small-world' networks",
    Nature 393, 440–442, doi:10.1038/30918.

    Examples
    --------
    >>> import networkx as nx
    >>> clustering(nx.complete_graph(4)).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    pattern = _pattern(as_csr(graph, symmetric=True))
    k = np.diff(pattern.indptr)
    return _share(_closed(pattern), k * (k - 1))


def average_clustering(graph: Any) -> float:
    """Return the mean of the local clustering over all nodes: C of Watts and Strogatz."""
    return float(clustering(graph).mean())


def transitivity(graph: Any) -> float:
    """Return the share of the paths of length two that close to a triangle; 0 without any.

    Examples
    --------
    >>> import networkx as nx
    >>> transitivity(nx.complete_graph(4)), transitivity(nx.star_graph(4))
    (1.0, 0.0)
    """
    pattern = _pattern(as_csr(graph, symmetric=True))
    k = np.diff(pattern.indptr).astype(np.float64)
    triples = float((k * (k - 1)).sum())
    return float(_closed(pattern).sum() / triples) if triples else 0.0


@dataclass(frozen=True)
class Paths:
    """How far the nodes of a graph are from each other.

    Attributes
    ----------
    mean : float
        Mean length of the shortest paths over the ordered pairs that a path connects; NaN
        where there is no such pair.
    connected : float
        Share of the ordered pairs that a path connects (1 for a single node).
    efficiency : float
        Mean of 1/length over all ordered pairs, where a pair without a path counts 0.
    diameter : float
        Longest of the shortest paths that exist; 0 where there is none.
    """

    mean: float
    connected: float
    efficiency: float
    diameter: float


def path_lengths(graph: Any, *, length: str = "steps") -> Paths:
    """Return the mean length, the efficiency and the diameter of the shortest paths.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Directed or not.
    length : {"steps", "weight", "closeness"}
        What a link costs: 1, its weight, or 1/weight (where a large weight is a close tie).

    Returns
    -------
    Paths
        Pairs without a path are left out of the mean and count 0 in the efficiency.

    Notes
    -----
    Steps are counted from all origins at once, 64 origins in a machine word: in each round
    every node takes over, from its neighbours, the origins that have reached them.

    References
    ----------
    V. Latora and M. Marchiori (2001), "Efficient behavior of small-world networks", Physical
    Review Letters 87, 198701, doi:10.1103/PhysRevLett.87.198701.

    Examples
    --------
    >>> import networkx as nx
    >>> path_lengths(nx.path_graph(3)).mean
    1.3333333333333333
    >>> path_lengths(nx.empty_graph(3))
    Paths(mean=nan, connected=0.0, efficiency=0.0, diameter=0.0)
    """
    choice("length", length, ["steps", "weight", "closeness"])
    matrix = as_csr(graph)
    n = matrix.shape[0]
    if length == "steps":
        count = _pairs_by_steps(matrix)
        far = np.arange(count.size, dtype=np.float64)
    else:
        cost = matrix.astype(np.float64)
        if length == "closeness":
            cost.data = 1 / cost.data
        apart = csgraph.dijkstra(cost)
        far, count = np.unique(apart[np.isfinite(apart)], return_counts=True)
    count, far = count[far > 0], far[far > 0]
    found, pairs = int(count.sum()), n * (n - 1)
    return Paths(
        mean=float(far @ count / found) if found else float("nan"),
        connected=found / pairs if pairs else 1.0,
        efficiency=float((1 / far) @ count / pairs) if found else 0.0,
        diameter=float(far[count > 0].max()) if found else 0.0,
    )


def _pattern(matrix: sparse.csr_array) -> sparse.csr_array:
    """Return the graph with all weights 1."""
    ones = np.ones(matrix.nnz, np.int32)
    return sparse.csr_array((ones, matrix.indices, matrix.indptr), shape=matrix.shape)


def _closed(matrix: sparse.csr_array) -> NDArray[np.float64]:
    """Weigh the closed walks of length three from each node."""
    return np.asarray(matrix.multiply(matrix @ matrix).sum(axis=1), dtype=np.float64)


def _share(part: NDArray[np.float64], whole: NDArray[np.integer]) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def _pairs_by_steps(matrix: sparse.csr_array, words: int = 16) -> NDArray[np.int64]:
    """Count the ordered pairs that are 0, 1, 2, … steps apart."""
    n = matrix.shape[0]
    into = sparse.csr_array(matrix.T)  # row j: the nodes with a link to j
    rows = np.flatnonzero(np.diff(into.indptr))
    begin, origin = into.indptr[rows], into.indices
    counts: list[int] = [n]
    for low in range(0, n, 64 * words):
        own = np.arange(low, min(low + 64 * words, n))
        seen = np.zeros((n, -(-own.size // 64)), np.uint64)
        seen[own, (own - low) // 64] = np.uint64(1) << ((own - low) % 64).astype(np.uint64)
        front, step = seen.copy(), 0
        while rows.size:
            step += 1
            arrive = np.zeros_like(front)
            arrive[rows] = np.bitwise_or.reduceat(front[origin], begin, axis=0)
            front = arrive & ~seen
            new = int(np.bitwise_count(front).sum())
            if not new:
                break
            seen |= front
            counts.extend([0] * (step + 1 - len(counts)))
            counts[step] += new
    return np.array(counts)
