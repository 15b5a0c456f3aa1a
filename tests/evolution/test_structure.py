"""Critical ratios against closed forms, the equations themselves, and a simulation-free check."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from govlib.evolution import coalescence, transitive_ratio


@st.composite
def weighted_graphs(draw, largest=8):
    n = draw(st.integers(3, largest))
    tree = [(draw(st.integers(0, i - 1)), i) for i in range(1, n)]
    more = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=8))
    W = np.zeros((n, n))
    for a, b in tree + more:
        if a != b:
            W[a, b] = W[b, a] = draw(st.floats(0.1, 10))
    return W


@given(weighted_graphs())
def test_meeting_times_solve_their_equations(W):
    found = coalescence(W)
    P = W / W.sum(axis=1, keepdims=True)
    T = found.times
    want = 1 + (P @ T + (P @ T).T) / 2
    np.fill_diagonal(want, 0)
    assert pytest.approx(want, rel=1e-9) == T
    assert found.weights**2 @ found.remeeting == pytest.approx(1)


@given(weighted_graphs())
def test_distances_follow_the_recursion(W):
    """t at one step more is t plus the chance to be back times the remeeting time, less one."""
    found = coalescence(W)
    P = W / W.sum(axis=1, keepdims=True)
    back = np.eye(len(P))
    t = found.distances
    for step in range(3):
        gain = found.weights * np.diag(back) @ found.remeeting - 1
        assert t[step + 1] - t[step] == pytest.approx(gain, rel=1e-7, abs=1e-9)
        back = back @ P


@given(
    weighted_graphs(),
    st.sampled_from([1e-300, 1e-3, 7.0, 1e300]),
    st.randoms(use_true_random=False),
)
def test_units_and_names_of_nodes_do_not_matter(W, unit, random):
    order = random.sample(range(len(W)), len(W))
    found, other = coalescence(W), coalescence(unit * W[np.ix_(order, order)])
    assert other.distances == pytest.approx(found.distances, rel=1e-8)
    assert other.times == pytest.approx(found.times[np.ix_(order, order)], rel=1e-8)


@pytest.mark.parametrize(
    "graph",
    [
        nx.cycle_graph(3),
        nx.cycle_graph(9),
        nx.cycle_graph(60),
        nx.complete_graph(7),
        nx.petersen_graph(),
        nx.circulant_graph(30, [1, 2, 3]),
        nx.hypercube_graph(4),
        nx.grid_2d_graph(5, 5, periodic=True),
        nx.dodecahedral_graph(),
    ],
)
def test_graphs_whose_nodes_are_alike(graph):
    n, k = len(graph), graph.degree[next(iter(graph))]
    assert coalescence(graph).critical_ratio == pytest.approx(transitive_ratio(n, k), rel=1e-9)


@pytest.mark.parametrize(("a", "b"), [(1, 2), (1, 7), (2, 2), (3, 5)])
def test_no_benefit_suffices_on_complete_bipartite_graphs(a, b):
    assert coalescence(nx.complete_bipartite_graph(a, b)).critical_ratio == np.inf


def test_two_nodes_know_no_selection():
    assert np.isnan(coalescence(nx.path_graph(2)).critical_ratio)


def test_a_bipartite_graph_may_favour_cooperation():
    assert coalescence(nx.path_graph(6)).critical_ratio > 1


def weak_selection(W, ratio):
    """Sign of selection at b/c = ratio: first order of the chance to fix, from all states.

    Under neutral drift each node is replaced by a neighbour; the effect of payoffs on the
    expected share of cooperators is summed over the whole path of a uniformly placed mutant.
    """
    n = len(W)
    P = W / W.sum(axis=1, keepdims=True)
    pi = W.sum(axis=1) / W.sum()
    states = 2**n
    bits = (np.arange(states)[:, None] >> np.arange(n)) & 1
    neutral = np.zeros((states, states))
    change = np.zeros(states)
    for x in range(states):
        s = bits[x]
        pay = -s + ratio * P @ s
        for i in range(n):
            for j in np.flatnonzero(P[i]):
                after = x ^ ((int(s[i]) ^ int(s[j])) << i)
                neutral[x, after] += P[i, j] / n
            # first order in the strength of selection: weights 1 + δ pay of the neighbours
            tilt = P[i] * (pay - P[i] @ pay)
            change[x] += pi[i] * (tilt @ s) / n
    inner = np.arange(1, states - 1)
    visits = np.linalg.solve(
        (np.eye(states) - neutral)[np.ix_(inner, inner)].T, np.isin(inner, 2 ** np.arange(n)) / n
    )
    return visits @ change[inner]


@pytest.mark.parametrize("seed", range(3))
def test_selection_turns_at_the_critical_ratio(seed):
    """Against the whole chain over 2^n states: first-order selection vanishes at (b/c)*."""
    rng = np.random.default_rng(seed)
    graph = nx.path_graph(6)
    graph.add_edge(1, 4)
    W = nx.to_numpy_array(graph)
    W *= np.triu(rng.uniform(0.5, 2, W.shape))
    W += W.T
    star = coalescence(W).critical_ratio
    assert star > 0
    scale = abs(weak_selection(W, star + 1))
    assert weak_selection(W, star) == pytest.approx(0, abs=1e-9 * scale)
    assert weak_selection(W, star + 1) > 0 > weak_selection(W, star - 1)


def test_forms_of_input_agree_and_are_left_alone():
    graph = nx.karate_club_graph()
    W = nx.to_numpy_array(graph)
    matrix = sparse.csr_array(W)
    before = matrix.toarray()
    want = coalescence(graph).critical_ratio
    assert coalescence(W).critical_ratio == pytest.approx(want)
    assert coalescence(matrix).critical_ratio == pytest.approx(want)
    assert (matrix.toarray() == before).all()


@pytest.mark.parametrize(
    ("graph", "match"),
    [
        (nx.empty_graph(1), "at least two nodes"),
        (nx.empty_graph(3), "connected; got 3 parts, the smallest of 1"),
        (nx.disjoint_union(nx.path_graph(2), nx.path_graph(4)), "2 parts, the smallest of 2"),
        (nx.DiGraph([(0, 1)]), "symmetric"),
        (nx.Graph([(0, 1), (1, 1)]), "no loops; got one at node 1"),
        ([[0, -1], [-1, 0]], "finite and at least 0; got -1"),
        ([[0, np.nan], [np.nan, 0]], "finite"),
        (sparse.eye_array(6000, k=1) + sparse.eye_array(6000, k=-1), "take at most 4000 nodes"),
    ],
)
def test_graphs_without_an_answer_are_refused(graph, match):
    with pytest.raises(ValueError, match=match):
        coalescence(graph)


def test_weights_too_far_apart_are_refused():
    with pytest.raises(ArithmeticError, match="orders of magnitude"):
        coalescence(
            nx.Graph([(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (0, 3, {"weight": 1e-15})])
        )


def test_loops_can_be_dropped():
    graph = nx.petersen_graph()
    graph.add_edge(3, 3)
    want = coalescence(nx.petersen_graph()).critical_ratio
    assert coalescence(graph, loops="drop").critical_ratio == pytest.approx(want)


def test_transitive_ratio():
    assert transitive_ratio(8, 4) == np.inf
    assert transitive_ratio(5, 4) == -4
    with pytest.raises(ValueError, match="k must lie in"):
        transitive_ratio(5, 5)
    with pytest.raises(ValueError, match=r"k must be even where n is odd.*n = 21, k = 3"):
        transitive_ratio(21, 3)
