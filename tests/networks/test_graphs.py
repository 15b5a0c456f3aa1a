import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from scipy import sparse
from strategies import graphs

from govlib.networks._nodes import node_numbers
from govlib.networks.graphs import (
    _unrank,
    as_csr,
    is_symmetric,
    link_pairs,
    poisson_graph,
    strongest_partners,
    symmetrise,
)


def test_all_kinds_of_graph_give_the_same_array():
    graph = nx.karate_club_graph()
    dense = nx.to_numpy_array(graph)
    want = as_csr(graph)
    for other in (
        dense,
        sparse.csr_array(dense),
        sparse.coo_array(dense),
        sparse.csc_matrix(dense),
    ):
        got = as_csr(other)
        assert isinstance(got, sparse.csr_array)
        assert (got != want).nnz == 0


def test_nodes_keep_their_order():
    graph = nx.DiGraph()
    graph.add_nodes_from("cab")
    graph.add_edge("a", "c", weight=5)
    assert as_csr(graph).toarray().tolist() == [[0, 0, 0], [5, 0, 0], [0, 0, 0]]


def test_a_clean_array_is_returned_itself_and_a_dirty_one_is_left_alone():
    clean = as_csr(nx.path_graph(4))
    assert as_csr(clean) is clean
    dirty = sparse.csr_array((np.array([1.0, 2.0, 0.0]), np.array([1, 1, 0]), np.array([0, 2, 3])))
    before = dirty.data.copy()
    assert as_csr(dirty).toarray().tolist() == [[0, 3], [0, 0]]
    assert (dirty.data == before).all()
    assert dirty.nnz == 3


@pytest.mark.parametrize(
    ("graph", "words"),
    [
        (nx.Graph(), "at least one node"),
        (np.zeros((0, 0)), "graph must not be empty"),
        (np.zeros((2, 3)), "square"),
        (sparse.csr_array((2, 3)), "square"),
        ([[0, -1], [0, 0]], "at least 0"),
        ([[0, np.nan], [0, 0]], "nan"),
        (sparse.csr_array([[0, -1.0], [0, 0]]), "at least 0; got -1"),
        (sparse.csr_array([[0, np.nan], [1, 0]]), "finite"),
        (sparse.csr_array([[0, np.inf], [1, 0]]), "finite"),
        ([[1, 0], [0, 0]], "no loops; got one at node 0"),
    ],
)
def test_bad_graphs_are_refused(graph, words):
    with pytest.raises(ValueError, match=words):
        as_csr(graph)


def test_loops_can_be_dropped():
    assert as_csr([[3, 1], [1, 0]], loops="drop").toarray().tolist() == [[0, 1], [1, 0]]
    with pytest.raises(ValueError, match="loops must be one of"):
        as_csr([[0]], loops="keep")


def test_symmetry_is_checked_with_weights():
    with pytest.raises(ValueError, match="symmetric"):
        as_csr([[0, 1], [0, 0]], symmetric=True)
    with pytest.raises(ValueError, match="symmetric"):
        as_csr([[0, 1], [2, 0]], symmetric=True)
    assert is_symmetric(as_csr([[0, 2], [2, 0]]))


@given(graphs(directed=True))
def test_symmetrised(matrix):
    both = symmetrise(matrix)
    assert (both.toarray() == matrix + matrix.T).all()
    assert len(link_pairs(both)) == np.count_nonzero(np.triu(both.toarray()))


@pytest.mark.parametrize(
    ("seeds", "error"),
    [
        ([], ValueError),
        (5, ValueError),
        (-1, ValueError),
        (1.0, TypeError),
        (["a"], TypeError),
        ([True], TypeError),
        ([[1]], TypeError),
    ],
)
def test_bad_seeds(seeds, error):
    with pytest.raises(error, match="seeds must"):
        node_numbers(5, seeds)


def test_pairs_are_numbered_without_gaps():
    low, high = _unrank(np.arange(4950))
    assert (low < high).all()
    assert len(set(zip(low.tolist(), high.tolist(), strict=True))) == 4950
    assert high.max() == 99
    last = np.array([10**9 * (10**9 - 1) // 2 - 1])  # where a square root in floats is off
    assert [int(v[0]) for v in _unrank(last)] == [10**9 - 2, 10**9 - 1]


@pytest.mark.parametrize("directed", [False, True])
def test_every_pair_is_linked_with_the_same_chance(directed):
    n, draws = 8, 4000
    rng = np.random.default_rng(1)
    total = sum(
        poisson_graph(n, 3, directed=directed, rng=rng).toarray().astype(int) for _ in range(draws)
    )
    off = ~np.eye(n, dtype=bool)
    spread = np.sqrt(draws * 3 / 7 * 4 / 7)
    assert not total[~off].any()
    assert np.abs(total[off] - draws * 3 / 7).max() < 4.5 * spread
    assert (total == total.T).all() == (not directed)


def test_number_of_links_is_binomial():
    rng = np.random.default_rng(2)
    count = np.array([poisson_graph(30, 2, rng=rng).nnz // 2 for _ in range(3000)])
    p = 2 / 29
    assert count.mean() == pytest.approx(435 * p, abs=4 * np.sqrt(435 * p * (1 - p) / 3000))
    assert count.var() == pytest.approx(435 * p * (1 - p), rel=0.1)


def test_limits_of_the_random_graph():
    assert poisson_graph(5, 0).nnz == 0
    assert poisson_graph(1, 0).shape == (1, 1)
    assert poisson_graph(5, 4).nnz == 20
    assert poisson_graph(5, 4, directed=True).nnz == 20
    with pytest.raises(ValueError, match="mean_degree"):
        poisson_graph(5, 4.5)
    a, b = (poisson_graph(100, 4, rng=3) for _ in range(2))
    assert (a != b).nnz == 0


def test_each_keeps_its_strongest_partners():
    rng = np.random.default_rng(3)
    weight = rng.random((9, 9))
    both = weight + weight.T
    np.fill_diagonal(both, 0)
    for k in (1, 3, 8):
        kept = strongest_partners(weight, k).toarray()
        want = np.zeros((9, 9))
        for i in range(9):
            for j in sorted(range(9), key=lambda j: -both[i, j])[:k]:
                want[i, j] = want[j, i] = both[i, j]
        assert kept == pytest.approx(want)


def test_who_has_fewer_partners_keeps_those_and_bad_counts_are_refused():
    path = [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert strongest_partners(path, 2).nnz == 4
    with pytest.raises(ValueError, match=r"k must lie in \[1, 2\]"):
        strongest_partners(path, 3)
    with pytest.raises(ValueError, match="at least two nodes"):
        strongest_partners([[0]], 1)
