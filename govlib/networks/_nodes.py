"""Which node is meant: by its number, or by what the graph calls it."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from govlib._check import integers
from govlib._labels import labels_of, matched, square_labels

__all__ = ["by_node", "node_labels", "node_numbers"]


def node_numbers(
    n: int, nodes: Any, name: str = "seeds", *, graph: Any = None
) -> NDArray[np.int64]:
    """Return distinct node numbers, ascending, after checking that the graph has them.

    Parameters
    ----------
    n : int
        Nodes of the graph.
    nodes : int or sequence of int
        One number or several, each from 0 to n − 1.
    name : str
        What error messages call them.
    graph : optional
        The graph as it was given. Where it calls another node by one of the numbers, nobody can
        tell which node is meant.

    Raises
    ------
    ValueError
        If there is none, one lies outside, or one is what the graph calls another node.
    TypeError
        If one is not a whole number, or they are a table with one entry a node.
    """
    array = np.atleast_1d(integers(name, nodes, 0, n - 1, empty=True))
    if array.shape == (0,):
        raise ValueError(f"{name} must name at least one node; got none")
    if array.ndim != 1:
        raise TypeError(f"{name} must be whole numbers of nodes; got {nodes!r}")
    labels = node_labels(graph)
    if labels is None:
        return np.unique(array)
    own = labels_of(nodes)
    if own is not None and set(own) == set(labels):
        raise TypeError(
            f"{name} must be numbers of nodes, not a table with one entry a node; got {nodes!r}"
        )
    known = set(labels)
    for i in array.tolist():
        if i in known and labels[i] != i:
            raise ValueError(
                f"{name} must say which node is meant; got {i}, and the graph calls node {i} "
                f"{labels[i]!r} and another {i}: number the nodes first, for example with "
                "networkx.convert_node_labels_to_integers"
            )
    return np.unique(array)


def node_labels(graph: Any) -> list[Any] | None:
    """Return what a graph calls its nodes, in the order of their numbers, or None."""
    return list(graph) if isinstance(graph, nx.Graph) else square_labels(graph)


def by_node(name: str, value: Any, graph: Any) -> Any:
    """Return ``value``, where it is a Series with one entry a node, in the order of the nodes.

    Examples
    --------
    >>> import networkx as nx
    >>> import pandas as pd
    >>> shares = pd.Series({"c": 0.3, "a": 0.1, "b": 0.2})
    >>> by_node("phi", shares, nx.Graph([("a", "b"), ("b", "c")])).tolist()
    [0.1, 0.2, 0.3]
    """
    return matched(name, value, node_labels(graph))
