import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import as_networkx, graphs, shuffled

from govlib.networks import centrality, measures


@given(graphs(most=12))
def test_clustering_agrees_with_networkx(matrix):
    graph = as_networkx(matrix)
    assert measures.clustering(matrix) == pytest.approx(list(nx.clustering(graph).values()))
    assert measures.average_clustering(matrix) == pytest.approx(nx.average_clustering(graph))
    assert measures.transitivity(matrix) == pytest.approx(nx.transitivity(graph))


@given(graphs(most=12, directed=True))
def test_density_and_reciprocity_agree_with_networkx(matrix):
    graph = as_networkx(matrix, directed=True)
    assert measures.density(matrix) == pytest.approx(nx.density(graph))
    if matrix.any():
        assert measures.reciprocity(matrix) == pytest.approx(nx.overall_reciprocity(graph))


@given(graphs(most=12, directed=True))
def test_paths_agree_with_networkx(matrix):
    graph = as_networkx(matrix, directed=True)
    far = [
        d for i, row in nx.all_pairs_shortest_path_length(graph) for j, d in row.items() if i != j
    ]
    n = len(matrix)
    got = measures.path_lengths(matrix)
    assert got.connected == pytest.approx(len(far) / (n * (n - 1)) if n > 1 else 1)
    if far:
        assert got.mean == pytest.approx(np.mean(far))
        assert got.diameter == max(far)
        assert got.efficiency == pytest.approx(sum(1 / d for d in far) / (n * (n - 1)))
    else:
        assert np.isnan(got.mean)
        assert got.efficiency == got.diameter == 0


@given(graphs(most=10, directed=True))
def test_steps_are_paths_of_unit_weight(matrix):
    steps = measures.path_lengths(matrix)
    for length in ("weight", "closeness"):
        other = measures.path_lengths(matrix, length=length)
        for name in ("mean", "connected", "efficiency", "diameter"):
            assert getattr(other, name) == pytest.approx(getattr(steps, name), nan_ok=True)


def test_more_origins_than_a_machine_word_and_a_block():
    graph = nx.gnm_random_graph(1500, 2200, seed=4)
    far = [
        d for i, row in nx.all_pairs_shortest_path_length(graph) for j, d in row.items() if i != j
    ]
    got = measures.path_lengths(graph)
    assert got.mean == pytest.approx(np.mean(far))
    assert got.diameter == max(far)
    assert got.connected < 1


def test_closeness_shortens_strong_ties():
    paths = measures.path_lengths([[0, 4, 1], [4, 0, 4], [1, 4, 0]], length="closeness")
    assert paths.mean == pytest.approx((0.25 * 4 + 0.5 * 2) / 6)


@given(graphs(), st.randoms())
def test_measures_do_not_depend_on_the_order_of_nodes(matrix, random):
    order = list(range(len(matrix)))
    random.shuffle(order)
    other = shuffled(matrix, order)
    for measure in (measures.clustering, measures.degree, measures.strength):
        assert measure(other) == pytest.approx(measure(matrix)[order])
    for name in ("mean", "connected", "efficiency", "diameter"):
        a, b = measures.path_lengths(matrix), measures.path_lengths(other)
        assert getattr(a, name) == pytest.approx(getattr(b, name), nan_ok=True)


def test_direction():
    chain = [[0, 2, 0], [0, 0, 3], [0, 0, 0]]
    assert measures.degree(chain).tolist() == [1, 1, 0]
    assert measures.degree(chain, direction="in").tolist() == [0, 1, 1]
    assert measures.strength(chain).tolist() == [2, 3, 0]
    assert measures.strength(chain, direction="in").tolist() == [0, 2, 3]
    with pytest.raises(ValueError, match="direction"):
        measures.degree(chain, direction="both")
    with pytest.raises(ValueError, match="symmetric"):
        measures.clustering(chain)


def test_communities_of_cliques_in_a_ring():
    graph = nx.ring_of_cliques(5, 6)
    found = centrality.communities(graph, rng=1)
    assert found.count == 5
    assert np.bincount(found.member).tolist() == [6] * 5
    groups = [set(np.flatnonzero(found.member == i).tolist()) for i in range(5)]
    assert found.modularity == pytest.approx(nx.community.modularity(graph, groups))
    same = centrality.communities(graph, rng=1)
    assert (same.member == found.member).all()


def test_graphs_without_links():
    assert centrality.communities(nx.empty_graph(3)).count == 3
    assert measures.transitivity(nx.empty_graph(3)) == 0
    assert measures.reciprocity(nx.empty_graph(3)) == 1
    assert measures.density(nx.empty_graph(1)) == 0
