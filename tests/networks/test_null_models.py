from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare
from strategies import graphs

from govlib.networks.measures import average_clustering, clustering, degree, transitivity
from govlib.networks.null_models import NullComparison, against_null, shuffle


@given(graphs(most=10), st.integers(0, 2**32 - 1))
def test_degrees_stay(matrix, seed):
    got = shuffle(matrix, rounds=5, rng=seed)
    assert (degree(got) == matrix.sum(axis=1)).all()
    assert (got != got.T).nnz == 0
    assert got.data.tolist() == [1] * got.nnz
    assert not got.diagonal().any()


@given(graphs(most=10, directed=True), st.integers(0, 2**32 - 1))
def test_both_degrees_of_a_directed_graph_stay(matrix, seed):
    got = shuffle(matrix, rounds=5, rng=seed).toarray()
    assert (got.sum(axis=1) == matrix.sum(axis=1)).all()
    assert (got.sum(axis=0) == matrix.sum(axis=0)).all()
    assert got.max(initial=0) <= 1
    assert not got.diagonal().any()


def all_graphs(degrees, directed):
    """Every simple graph with these degrees (out and in), as a frozenset of links."""
    n = len(degrees)
    pairs = list(permutations(range(n), 2) if directed else combinations(range(n), 2))
    links = sum(d[0] if directed else d for d in degrees) // (1 if directed else 2)
    found = set()
    for chosen in combinations(pairs, links):
        matrix = np.zeros((n, n), int)
        for i, j in chosen:
            matrix[i, j] = 1
            if not directed:
                matrix[j, i] = 1
        have = list(zip(matrix.sum(1).tolist(), matrix.sum(0).tolist(), strict=True))
        if have == [d if directed else (d, d) for d in degrees]:
            found.add(frozenset(chosen))
    return found


@pytest.mark.parametrize(
    ("degrees", "directed"),
    [
        ([2, 2, 2, 1, 1], False),
        ([2, 2, 2, 2, 2], False),
        ([3, 2, 2, 2, 1], False),
        ([(1, 1), (1, 1), (1, 1)], True),  # two triangles, which no exchange connects
        ([(2, 1), (1, 1), (1, 2), (1, 1)], True),
    ],
)
def test_every_graph_with_the_degrees_is_equally_likely(degrees, directed):
    space = sorted(map(sorted, all_graphs(degrees, directed)))
    assert len(space) > 1
    n, draws = len(degrees), 1500
    now = np.zeros((n, n), int)
    for i, j in space[0]:
        now[i, j] = 1
        now[j, i] |= not directed
    count = dict.fromkeys(map(tuple, space), 0)
    rng = np.random.default_rng(5)
    for _ in range(draws):
        now = shuffle(now, rounds=12, rng=rng).toarray()
        links = np.argwhere(now if directed else np.triu(now))
        count[tuple(map(tuple, links.tolist()))] += 1
    assert chisquare(list(count.values())).pvalue > 1e-3


def test_a_ring_of_cliques_is_more_clustered_than_its_degrees_explain():
    result = against_null(nx.ring_of_cliques(6, 5), transitivity, draws=40, rng=1)
    assert result.z > 8
    assert result.above == pytest.approx(1 / 41)
    assert result.below == 1


def test_a_shuffled_graph_is_an_ordinary_one():
    graph = shuffle(nx.ring_of_cliques(6, 5), rng=2)
    result = against_null(graph, average_clustering, draws=60, rng=3)
    assert abs(result.z) < 3


def test_measures_that_are_arrays():
    result = against_null(nx.karate_club_graph(), clustering, draws=5, rounds=10, rng=1)
    assert result.draws.shape == (5, 34)
    assert np.shape(result.z) == np.shape(result.mean) == np.shape(result.above) == (34,)


def test_a_graph_with_one_realisation_has_no_distance_to_it():
    result = against_null(nx.complete_graph(5), transitivity, draws=3, rounds=3, rng=1)
    assert result.z == 0
    assert result.above == result.below == 1
    assert NullComparison(2.0, np.ones(4)).z == np.inf


def test_draws_repeat_with_the_seed():
    a, b = (against_null(nx.karate_club_graph(), transitivity, draws=3, rng=9) for _ in range(2))
    assert (a.draws == b.draws).all()
    with pytest.raises(ValueError, match="draws must"):
        against_null(nx.path_graph(4), transitivity, draws=1)
    with pytest.raises(ValueError, match="rounds must"):
        shuffle(nx.path_graph(4), rounds=-1)
