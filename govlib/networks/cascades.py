"""Global cascades: one small start tips a whole network, or nothing happens (Watts 2002).

A node switches when at least a share φ of its neighbours has. Whether that can go on and on
depends on the *vulnerable* nodes, of whose neighbours a single one is enough. The theory of large
random graphs stands in :mod:`govlib.networks.windows`.

The tie counts: a node switches at φk neighbours where φk is whole, as in Watts's "at least a
threshold fraction". Shares are compared in whole numbers, so ties are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from govlib._values import ByValue
from govlib.networks._nodes import by_node, node_numbers
from govlib.networks.graphs import as_csr, origins
from govlib.networks.spread import Spread
from govlib.networks.thresholds import in_degrees, neighbours_needed, spread_from

__all__ = ["SeedAnalysis", "cascade", "seed_analysis", "sizes_by_seed"]


def cascade(graph: Any, phi: Any, seeds: Any, *, steps: int | None = None) -> Spread:
    """Run a cascade: whoever has at least a share φ of switched neighbours switches.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Influence runs along the links; weights do not count.
    phi : Fraction, str, Decimal, float or array_like of float, shape (n,)
        Threshold φ, above 0 and at most 1; one for all or one a node. A float is read as the
        simple fraction next to it, see ``govlib._values.fraction``.
    seeds : int or sequence of int
        Nodes switched at step 0.
    steps : int, optional
        Stop after so many steps.

    Returns
    -------
    govlib.networks.spread.Spread
        All nodes look at once in each step. The final state does not depend on that.

    References
    ----------
    D. J. Watts (2002), "A simple model of global cascades on random networks", Proceedings of
    the National Academy of Sciences 99(9), 5766–5771, doi:10.1073/pnas.082090499.

    Examples
    --------
    >>> import networkx as nx
    >>> cascade(nx.path_graph(4), 0.5, 0).times.tolist()
    [0, 1, 2, 3]
    >>> cascade(nx.path_graph(4), 0.51, 0).times.tolist()
    [0, -1, -1, -1]
    """
    matrix = as_csr(graph)
    need = _needs(in_degrees(matrix), by_node("phi", phi, graph))
    front = node_numbers(matrix.shape[0], seeds, graph=graph)
    return spread_from(matrix, need, front, steps)


@dataclass(frozen=True, eq=False)
class SeedAnalysis(ByValue):
    """Which single seeds can set off a global cascade on one graph.

    Attributes
    ----------
    vulnerable : numpy.ndarray of bool, shape (n,)
        Nodes with neighbours of which a single one is enough.
    cluster : numpy.ndarray of bool, shape (n,)
        The largest cluster of vulnerable nodes.
    triggers : numpy.ndarray of bool, shape (n,)
        Seeds in or next to that cluster: any of them switches the whole of it.
    """

    vulnerable: NDArray[np.bool_]
    cluster: NDArray[np.bool_]
    triggers: NDArray[np.bool_]

    @property
    def cluster_share(self) -> float:
        """Share of the nodes in the largest vulnerable cluster."""
        return float(self.cluster.mean())

    @property
    def trigger_share(self) -> float:
        """Share of the nodes that are triggers, and so the chance that a random seed is one."""
        return float(self.triggers.mean())


def seed_analysis(graph: Any, phi: Any) -> SeedAnalysis:
    """Find the largest vulnerable cluster and all seeds that switch it.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Undirected; weights do not count.
    phi : Fraction, str, Decimal, float or array_like of float, shape (n,)
        Threshold.

    Examples
    --------
    >>> import networkx as nx
    >>> found = seed_analysis(nx.star_graph(4), 0.5)
    >>> found.vulnerable.tolist(), found.triggers.tolist()
    ([False, True, True, True, True], [True, True, False, False, False])
    """
    matrix = as_csr(graph, symmetric=True)
    phi = by_node("phi", phi, graph)
    vulnerable, label = _vulnerable_clusters(matrix, phi)
    if not vulnerable.any():
        none = np.zeros(matrix.shape[0], bool)
        return SeedAnalysis(vulnerable, none, none)
    cluster = vulnerable & (label == np.argmax(np.bincount(label[vulnerable])))
    triggers = cluster.copy()
    triggers[matrix.indices[cluster[origins(matrix)]]] = True
    return SeedAnalysis(vulnerable, cluster, triggers)


def sizes_by_seed(graph: Any, phi: Any) -> NDArray[np.int64]:
    """Return how many nodes the cascade from each single seed reaches, exactly.

    All seeds in one vulnerable cluster reach the same nodes, so that one run serves them all.

    Parameters
    ----------
    graph, phi
        As in :func:`seed_analysis`.

    Returns
    -------
    numpy.ndarray of int, shape (n,)

    Examples
    --------
    >>> import networkx as nx
    >>> sizes_by_seed(nx.star_graph(4), 0.5).tolist()
    [5, 1, 1, 1, 1]
    """
    matrix = as_csr(graph, symmetric=True)
    phi = by_node("phi", phi, graph)
    need = _needs(np.diff(matrix.indptr), phi)
    _, label = _vulnerable_clusters(matrix, phi)
    size = np.zeros(matrix.shape[0], np.int64)
    _, first = np.unique(label, return_index=True)  # whoever is not vulnerable is alone
    for node in first:
        size[label == label[node]] = spread_from(matrix, need, np.array([node])).size
    return size


def _vulnerable_clusters(
    matrix: sparse.csr_array, phi: Any
) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    k = np.diff(matrix.indptr)
    vulnerable = (_needs(k, phi) == 1) & (k > 0)
    source = origins(matrix)
    keep = vulnerable[source] & vulnerable[matrix.indices]
    ends = source[keep], matrix.indices[keep]
    inside = sparse.coo_array((np.ones(len(ends[0]), np.int8), ends), shape=matrix.shape)
    _, label = csgraph.connected_components(inside, directed=False)
    return vulnerable, label


def _needs(degree: NDArray[Any], phi: Any) -> NDArray[np.int64]:
    """Return how many neighbours each node needs, from one share or from one a node."""
    need = neighbours_needed(degree, phi)
    if need.shape != degree.shape:
        raise ValueError(f"phi must be one number or one a node; got shape {np.shape(phi)}")
    return need
