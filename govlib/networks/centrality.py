"""Who belongs together: communities.

Both are computed by networkx, through its interface; here they become arrays in the order of the
nodes, with a clear rule for graphs that fall apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from govlib._check import generator, number
from govlib._values import ByValue
from govlib.networks.graphs import as_csr, is_symmetric

__all__ = ["Communities", "communities"]


@dataclass(frozen=True, eq=False)
class Communities(ByValue):
    """A division of the nodes into groups.

    Attributes
    ----------
    member : numpy.ndarray of int, shape (n,)
        Number of each node's group, from the largest (0) to the smallest.
    modularity : float
        Share of the weight inside groups, beyond what equal strengths and chance would put there.
    """

    member: NDArray[np.int64]
    modularity: float

    @property
    def count(self) -> int:
        """How many groups there are."""
        return int(self.member.max()) + 1


def communities(graph: Any, *, resolution: float = 1.0, rng: Any = None) -> Communities:
    """Return groups with many links inside, by the method of Louvain.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Weights count. Nodes that no path connects are never in one group.
    resolution : float, default 1
        Above 1 for smaller groups, below 1 for larger ones.
    rng : None, int or numpy.random.Generator
        Source of randomness: the order in which nodes are moved.

    Returns
    -------
    Communities

    References
    ----------
    V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre (2008), "Fast unfolding of
    communities in large networks", Journal of Statistical Mechanics P10008,
    doi:10.1088/1742-5468/2008/10/P10008.

    Examples
    --------
    >>> import networkx as nx
    >>> communities(nx.barbell_graph(4, 0), rng=1).count
    2
    """
    resolution = number("resolution", resolution, above=0)
    matrix = as_csr(graph).astype(np.float64)
    seed = int(generator("rng", rng).integers(2**31))
    net = _networkx(matrix)
    groups = nx.community.louvain_communities(net, resolution=resolution, seed=seed)
    groups = sorted(groups, key=lambda g: (-len(g), min(g)))
    member = np.empty(matrix.shape[0], np.int64)
    for i, group in enumerate(groups):
        member[list(group)] = i
    value = nx.community.modularity(net, groups, resolution=resolution) if matrix.nnz else 0.0
    return Communities(member, float(value))


def _networkx(matrix: sparse.csr_array) -> nx.Graph:
    kind = nx.Graph if is_symmetric(matrix) else nx.DiGraph
    return nx.from_scipy_sparse_array(matrix, create_using=kind)
