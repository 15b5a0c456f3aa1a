"""Graphs as arrays: one checked conversion, random graphs, and small helpers.

Every function of :mod:`govlib.networks` takes a networkx graph, a scipy sparse array or a square
matrix, and turns it once into compressed sparse rows. Row i holds the links that leave node i;
nodes keep the order in which they came, and results are arrays in that order.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from govlib._check import choice, flag, generator, integer, number, square

__all__ = [
    "as_csr",
    "backbone",
    "is_symmetric",
    "link_pairs",
    "poisson_graph",
    "strongest_partners",
    "symmetrise",
]

#: share of a weight by which sums that are equal on paper may differ
_TIE = 1e-12


def as_csr(
    graph: Any, *, symmetric: bool = False, loops: str = "refuse", name: str = "graph"
) -> sparse.csr_array:
    """Return a graph as a sparse array in compressed rows, after checking it.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Entry (i, j) is the weight of the link from i to j; 0 is no link. The links of a networkx
        graph weigh what their ``weight`` says, else 1; parallel links add up.
    symmetric : bool, default False
        Refuse a graph whose links do not run both ways with the same weight.
    loops : {"refuse", "drop"}
        What to do with links from a node to itself.
    name : str
        What error messages call the graph.

    Returns
    -------
    scipy.sparse.csr_array, shape (n, n)
        Columns ascend within each row, and no zero is stored. The argument is never changed; it
        is returned itself where it is already in that form.

    Raises
    ------
    ValueError
        If the graph has no node, is not square, has a weight that is negative or not finite, has
        a loop that is not to be dropped, or is not symmetric where it must be.

    Examples
    --------
    >>> import networkx as nx
    >>> as_csr(nx.path_graph(3)).toarray()
    array([[0, 1, 0],
           [1, 0, 1],
           [0, 1, 0]])
    """
    choice("loops", loops, ["refuse", "drop"])
    symmetric = flag("symmetric", symmetric)
    if isinstance(graph, nx.Graph):
        if not len(graph):
            raise ValueError(f"{name} must have at least one node; got none")
        matrix = sparse.csr_array(nx.to_scipy_sparse_array(graph, format="csr"))
    elif sparse.issparse(graph):
        # a conversion adds up what stands twice, so it needs room before
        ready = isinstance(graph, sparse.csr_array)
        matrix = graph if ready else sparse.csr_array(widened(graph))
    else:
        matrix = sparse.csr_array(square(name, graph))
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"{name} must be a square matrix; got shape {matrix.shape}")
    if not matrix.shape[0]:
        raise ValueError(f"{name} must have at least one node; got none")
    if matrix.dtype.kind not in "biuf":
        raise TypeError(f"{name} must have weights that are real numbers; got {matrix.dtype}")
    if matrix.dtype == np.bool_:  # a sum of truth values is one, and no weight
        matrix = matrix.astype(np.int8)
    weights = matrix.data
    if weights.size and not (weights.min() >= 0 and np.isfinite(weights.max())):
        bad = weights[~(np.isfinite(weights) & (weights >= 0))][0]
        raise ValueError(f"{name} must have weights that are finite and at least 0; got {bad:g}")
    if not matrix.has_canonical_format or not weights.all():
        matrix = widened(matrix.copy() if matrix is graph else matrix)
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
    own = matrix.diagonal()
    if own.any():
        if loops == "refuse":
            raise ValueError(f"{name} must have no loops; got one at node {np.flatnonzero(own)[0]}")
        matrix = sparse.csr_array(matrix - sparse.diags_array(own, dtype=own.dtype))
        matrix.eliminate_zeros()
    if symmetric and not is_symmetric(matrix):
        raise ValueError(f"{name} must be symmetric; got a link that does not run both ways")
    return matrix


def is_symmetric(graph: sparse.csr_array) -> bool:
    """Tell whether every link runs both ways with the same weight."""
    turned = sparse.csr_array(graph.T)
    turned.sort_indices()
    return bool(
        np.array_equal(graph.indptr, turned.indptr)
        and np.array_equal(graph.indices, turned.indices)
        and np.allclose(graph.data, turned.data, rtol=1e-12, atol=0)
    )


def symmetrise(graph: Any, *, loops: str = "drop") -> sparse.csr_array:
    """Return an undirected graph whose links weigh the sum of both directions.

    Examples
    --------
    >>> symmetrise([[0, 2], [1, 0]]).toarray()
    array([[0., 3.],
           [3., 0.]])
    """
    matrix = widened(as_csr(graph, loops=loops))
    return as_csr(matrix + matrix.T)


def widened(matrix: Any) -> Any:
    """Return whole weights in 64 bits, whose sums do not wrap around."""
    whole = matrix.dtype.kind in "iu" and matrix.dtype.itemsize < 8
    return matrix.astype(np.int64) if whole else matrix


def backbone(graph: Any, share: float = 0.3) -> NDArray[np.int64]:
    """Return the strongest pairs of a weighted network, both directions added up.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Weights; loops are dropped.
    share : float, default 0.3
        Share of the pairs that is kept, above 0 and at most 1.

    Returns
    -------
    numpy.ndarray of int, shape (n, n)
        Symmetric, 1 where a pair is linked. Ties at the border are kept, pairs without a link
        are not.

    Examples
    --------
    >>> backbone([[0, 5, 1], [4, 0, 2], [0, 0, 0]], share=0.34).tolist()
    [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    """
    weight = symmetrise(graph).toarray()
    pairs = weight[np.triu_indices(len(weight), 1)]
    if not pairs.size:
        raise ValueError("graph must have at least two nodes; got one")
    kept = max(1, round(number("share", share, above=0, high=1) * pairs.size))
    least = np.sort(pairs)[-kept]
    kept = weight >= least * (1 - _TIE)  # sums that tie on paper
    return np.asarray(kept & (weight > 0), dtype=np.int64)


def strongest_partners(graph: Any, k: int) -> sparse.csr_array:
    """Return the weighted network in which each node keeps the k partners with whom it has most.

    Both directions are added up. A link stays if it is among the k strongest of either end, so
    that a node whom many choose has more than k.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Weights; loops are dropped.
    k : int
        Partners that each keeps, from 1 to n − 1; fewer where it has fewer. Ties are kept.

    Returns
    -------
    scipy.sparse.csr_array, shape (n, n)
        Symmetric, with the weights of the links that stay.

    Examples
    --------
    The third node has most with the second, who would not choose it:

    >>> strongest_partners([[0, 5, 1], [4, 0, 2], [0, 0, 0]], k=1).toarray()
    array([[0., 9., 0.],
           [9., 0., 2.],
           [0., 2., 0.]])
    """
    weight = symmetrise(graph).toarray()
    if len(weight) < 2:
        raise ValueError(f"graph must have at least two nodes; got {len(weight)}")
    least = -np.sort(-weight, axis=1)[:, integer("k", k, 1, len(weight) - 1) - 1]
    kept = (weight >= least[:, None] * (1 - _TIE)) & (weight > 0)  # sums that tie on paper
    return as_csr(np.where(kept | kept.T, weight, 0))


def link_pairs(graph: Any) -> NDArray[np.int64]:
    """Return the links of an undirected graph, one row ``(i, j)`` with i < j each, sorted.

    Examples
    --------
    >>> import networkx as nx
    >>> link_pairs(nx.cycle_graph(3)).tolist()
    [[0, 1], [0, 2], [1, 2]]
    """
    matrix = as_csr(graph, symmetric=True)
    source, target = origins(matrix), matrix.indices
    keep = source < target
    return np.column_stack([source[keep], target[keep]]).astype(np.int64)


def origins(matrix: sparse.csr_array) -> NDArray[np.int64]:
    """Return the node that each stored link leaves."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def poisson_graph(
    n: int, mean_degree: float, *, directed: bool = False, rng: Any = None
) -> sparse.csr_array:
    """Return a random graph in which every pair is linked with the same chance.

    This is the graph of Erdős and Rényi with link probability p = z/(n − 1); its degrees are
    binomial, and Poisson with mean z in the limit of many nodes. The number of links is drawn
    first, then that many distinct pairs, so the work grows with the links and not with n².

    Parameters
    ----------
    n : int
        Nodes, at least 1.
    mean_degree : float
        Mean number z of links a node (of links that leave it, if directed), at most n − 1.
    directed : bool, default False
        Draw each direction of a pair by itself.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    scipy.sparse.csr_array, shape (n, n)
        Weights 1.

    Examples
    --------
    >>> graph = poisson_graph(1000, 4, rng=1)
    >>> round(graph.nnz / 1000, 2)
    3.95
    """
    n = integer("n", n, 1)
    z = number("mean_degree", mean_degree, 0, n - 1)
    rng = generator("rng", rng)
    pairs = n * (n - 1) if flag("directed", directed) else n * (n - 1) // 2
    if not pairs or z == 0:
        return sparse.csr_array((n, n), dtype=np.int8)
    count = rng.binomial(pairs, z / (n - 1))
    drawn = _distinct(pairs, count, rng)
    if directed:
        source, target = np.divmod(drawn, n - 1)
        return _from_pairs(n, source, target + (target >= source))
    low, high = _unrank(drawn)
    return _from_pairs(n, np.r_[low, high], np.r_[high, low])


def _distinct(pool: int, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw ``count`` distinct numbers below ``pool``, all sets equally likely."""
    if count > pool // 4:
        return rng.permutation(pool)[:count]
    # the first `count` distinct values of an independent sequence are a uniform random set
    seen = np.empty(0, np.int64)
    while seen.size < count:
        more = rng.integers(0, pool, count - seen.size + count // 16 + 4)
        sequence = np.concatenate([seen, more])
        _, first = np.unique(sequence, return_index=True)
        seen = sequence[np.sort(first)][:count]
    return seen


def _unrank(number: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs low < high whose numbers are high (high − 1)/2 + low."""
    high = ((1 + np.sqrt(1 + 8.0 * number)) / 2).astype(np.int64)
    high -= high * (high - 1) // 2 > number
    high += high * (high + 1) // 2 <= number
    return number - high * (high - 1) // 2, high


def _from_pairs(n: int, source: NDArray[np.int64], target: NDArray[np.int64]) -> sparse.csr_array:
    """Return the graph with these links, each of weight 1."""
    ones = np.ones(len(source), np.int8)
    matrix = sparse.csr_array(sparse.coo_array((ones, (source, target)), shape=(n, n)))
    matrix.sort_indices()
    return matrix
