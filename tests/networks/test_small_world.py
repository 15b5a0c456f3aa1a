from collections import defaultdict

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse import csgraph
from scipy.stats import chisquare

from govlib import networks as sw
from govlib.networks.measures import average_clustering, path_lengths


@given(st.integers(3, 40), st.integers(1, 8))
def test_lattice_agrees_with_networkx(n, half):
    k = 2 * half
    if k >= n:
        with pytest.raises(ValueError, match="k must be below"):
            sw.ring_lattice(n, k)
        return
    want = nx.to_numpy_array(nx.watts_strogatz_graph(n, k, 0))
    assert (sw.ring_lattice(n, k).toarray() == want).all()
    assert sw.lattice_distance(n, k) == pytest.approx(path_lengths(want).mean)
    if 2 * n > 3 * k:
        assert sw.lattice_clustering(k) == pytest.approx(average_clustering(want))


def law(n, k, p):
    """Every graph that the procedure of 1998 can end with, and its exact probability."""
    state = {
        frozenset(
            frozenset((i, (i + lap) % n)) for lap in range(1, k // 2 + 1) for i in range(n)
        ): 1.0
    }
    for lap in range(1, k // 2 + 1):
        for i in range(n):
            old = frozenset((i, (i + lap) % n))
            after = defaultdict(float)
            for links, chance in state.items():
                free = [w for w in range(n) if w != i and frozenset((i, w)) not in links]
                if not free:
                    after[links] += chance
                    continue
                if p < 1:
                    after[links] += chance * (1 - p)
                for w in free:
                    after[(links - {old}) | {frozenset((i, w))}] += chance * p / len(free)
            state = after
    return state


@pytest.mark.parametrize(
    ("n", "k", "p"), [(5, 2, 0.6), (5, 2, 1.0), (6, 4, 0.7), (6, 4, 1.0), (5, 4, 0.5)]
)
def test_the_law_of_the_procedure(n, k, p):
    want = law(n, k, p)
    # where only one graph is left, a draw that is another shows at once
    draws, rng = 2500 if len(want) > 1 else 100, np.random.default_rng(7)
    count = dict.fromkeys(want, 0)
    for _ in range(draws):
        graph = sparse.coo_array(sparse.triu(sw.watts_strogatz(n, k, p, rng=rng)))
        links = frozenset(map(frozenset, zip(*(c.tolist() for c in graph.coords), strict=True)))
        count[links] += 1
    expected = np.array(list(want.values())) * draws
    seen = np.array(list(count.values()))
    rare = expected < 5  # pooled, as the test needs
    if rare.any():
        expected = np.append(expected[~rare], expected[rare].sum())
        seen = np.append(seen[~rare], seen[rare].sum())
    if len(seen) == 1:
        assert seen[0] == draws
    else:
        assert chisquare(seen, expected).pvalue > 1e-3


@given(st.integers(8, 60), st.sampled_from([2, 4, 6]), st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_rewired_graphs_are_simple(n, k, p, seed):
    graph = sw.watts_strogatz(n, k, p, rng=seed)
    assert graph.nnz == n * k
    assert (graph.data == 1).all()
    assert not graph.diagonal().any()
    assert (graph != graph.T).nnz == 0
    assert np.diff(graph.indptr).min() >= k // 2


def test_no_rewiring_is_the_lattice():
    assert (sw.watts_strogatz(30, 4, 0, rng=1) != sw.ring_lattice(30, 4)).nnz == 0


def test_clustering_falls_with_the_cube():
    p = [0.01, 0.1, 0.4]
    curve = sw.rewiring_curve(1000, 10, p, draws=5, rng=1)
    want = sw.clustering_after_rewiring(10, p) / sw.lattice_clustering(10)
    assert curve.transitivity.mean(axis=1) == pytest.approx(want, abs=0.02)
    assert (curve.connected == 1).all()
    assert (np.diff(curve.distance.mean(axis=1)) < 0).all()


def test_each_probability_has_its_own_stream():
    one = sw.rewiring_curve(60, 4, [0.1], draws=2, rng=5)
    two = sw.rewiring_curve(60, 4, [0.1, 0.9], draws=2, rng=5)
    assert (one.distance[0] == two.distance[0]).all()


def test_percolation_threshold_is_the_root_of_its_equation():
    # the site percolation threshold on a ring with shortcuts: at p_c the mean number of further
    # local clusters reached from one is 1; a local cluster of susceptible nodes has on average
    # (1 + p) / (1 − p) nodes and 2φ shortcut ends each, which lead to a susceptible node with p
    for phi in (0.01, 0.1, 1, 5):
        p = sw.site_percolation_threshold(phi)
        assert 2 * phi * p * (1 + p) / (1 - p) == pytest.approx(1)
    assert sw.site_percolation_threshold(0) == 1
    assert (np.diff(sw.site_percolation_threshold(np.linspace(0, 9, 50))) < 0).all()


def test_percolation_on_simulated_small_worlds():
    n, phi, rng = 50_000, 0.1, np.random.default_rng(3)
    threshold = sw.site_percolation_threshold(phi)
    share = []
    for p in (threshold - 0.08, threshold + 0.08):
        here = np.arange(n)
        ends = rng.integers(0, n, (2, rng.poisson(phi * n)))
        a, b = np.r_[here, ends[0]], np.r_[(here + 1) % n, ends[1]]
        open_ = rng.random(n) < p
        keep = open_[a] & open_[b]
        graph = sparse.coo_array((np.ones(keep.sum()), (a[keep], b[keep])), (n, n))
        _, label = csgraph.connected_components(graph, directed=False)
        share.append(np.bincount(label).max() / n)
    assert share[0] < 0.05
    assert share[1] > 0.25


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: sw.watts_strogatz(10, 3, 0.1), "k must be even"),
        (lambda: sw.watts_strogatz(10, 4, 1.1), r"p must lie in \[0, 1\]; got 1.1"),
        (lambda: sw.watts_strogatz(10, 4, float("nan")), "p must"),
        (lambda: sw.ring_lattice(2, 2), "n must"),
        (lambda: sw.rewiring_curve(20, 2, 0.1), "k must be at least 4"),
        (lambda: sw.rewiring_curve(20, 4, [[0.1]]), "dimension"),
        (lambda: sw.site_percolation_threshold(-1), "shortcuts must"),
    ],
)
def test_bad_arguments(call, words):
    with pytest.raises(ValueError, match=words):
        call()
