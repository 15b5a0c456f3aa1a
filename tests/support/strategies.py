"""Graphs for the tests of the network models."""

import networkx as nx
import numpy as np
from hypothesis import strategies as st


@st.composite
def graphs(draw, most=9, directed=False):
    n = draw(st.integers(1, most))
    cells = draw(st.lists(st.booleans(), min_size=n * n, max_size=n * n))
    matrix = np.array(cells, dtype=np.int8).reshape(n, n)
    np.fill_diagonal(matrix, 0)
    return matrix if directed else np.triu(matrix) + np.triu(matrix).T


def shuffled(matrix, order):
    """The same graph with its nodes in another order: node order[i] becomes node i."""
    return matrix[np.ix_(order, order)]


def as_networkx(matrix, directed=False):
    return nx.from_numpy_array(
        np.asarray(matrix), create_using=nx.DiGraph if directed else nx.Graph
    )
