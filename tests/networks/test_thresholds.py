import math
from decimal import Decimal
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import graphs, shuffled

from govlib.networks.cascades import cascade
from govlib.networks.rings import ring_lattice
from govlib.networks.spread import Spread
from govlib.networks.thresholds import complex_contagion, neighbours_needed


def by_hand(matrix, need, seeds):
    """The definition, node by node."""
    n = len(matrix)
    times = [0 if i in seeds else -1 for i in range(n)]
    step = 0
    while True:
        step += 1
        ready = [
            j
            for j in range(n)
            if times[j] < 0 and sum(matrix[i, j] and times[i] >= 0 for i in range(n)) >= need[j]
        ]
        if not ready:
            return times
        for j in ready:
            times[j] = step


@given(graphs(directed=True), st.data())
def test_contagion_by_hand(matrix, data):
    n = len(matrix)
    need = data.draw(st.lists(st.integers(1, 4), min_size=n, max_size=n))
    seeds = data.draw(st.sets(st.integers(0, n - 1), min_size=1))
    got = complex_contagion(matrix, need, sorted(seeds))
    assert got.times.tolist() == by_hand(matrix, need, seeds)


@given(graphs(most=12), st.data())
def test_more_seeds_and_lower_thresholds_reach_more(matrix, data):
    n = len(matrix)
    few = data.draw(st.sets(st.integers(0, n - 1), min_size=1))
    many = few | data.draw(st.sets(st.integers(0, n - 1)))
    low = data.draw(st.integers(1, 3))
    base = complex_contagion(matrix, low + 1, sorted(few))
    for more in (
        complex_contagion(matrix, low + 1, sorted(many)),
        complex_contagion(matrix, low, sorted(few)),
    ):
        assert (more.reached >= base.reached).all()
        assert (more.times[base.reached] <= base.times[base.reached]).all()


@given(graphs(), st.integers(1, 3), st.randoms())
def test_contagion_does_not_depend_on_the_order_of_nodes(matrix, need, random):
    order = list(range(len(matrix)))
    random.shuffle(order)
    got = complex_contagion(shuffled(matrix, order), need, order.index(0))
    assert (got.times == complex_contagion(matrix, need, 0).times[order]).all()


def test_a_dense_front_and_a_sparse_one_agree():
    graph = nx.gnm_random_graph(400, 1600, seed=2)  # both ways of counting are taken
    matrix = nx.to_numpy_array(graph, dtype=int)
    seeds = set(range(6))
    got = complex_contagion(graph, 2, sorted(seeds))
    assert got.times.tolist() == by_hand(matrix, [2] * 400, seeds)


@pytest.mark.parametrize("n", [10, 22, 100])
def test_on_the_ring_contagion_moves_at_the_speed_of_the_threshold(n):
    ring = ring_lattice(n, 4)
    assert complex_contagion(ring, 1, [0, 1]).steps == math.ceil((n - 2) / 4)
    assert complex_contagion(ring, 2, [0, 1]).steps == math.ceil((n - 2) / 2)
    assert complex_contagion(ring, 3, [0, 1]).steps == 0


def test_course():
    run = Spread(np.array([0, 2, 1, -1, 2, 0]))
    assert (run.steps, run.size, run.complete) == (2, 5, False)
    assert run.new.tolist() == [2, 1, 2]
    assert run.curve.tolist() == [2, 3, 5]
    assert run.share == pytest.approx(5 / 6)
    assert run.by(1).tolist() == [True, False, True, False, False, True]
    assert (run.by(9) == run.reached).all()
    with pytest.raises(ValueError, match="step must"):
        run.by(-1)


def test_stopping_early():
    chain = nx.path_graph(6)
    assert complex_contagion(chain, 1, 0, steps=2).times.tolist() == [0, 1, 2, -1, -1, -1]
    assert complex_contagion(chain, 1, 0, steps=0).size == 1


@given(st.integers(0, 400), st.integers(1, 1000), st.integers(1, 1000))
def test_needed_is_exact(k, a, b):
    top, bottom = min(a, b), max(a, b)
    phi = Fraction(top, bottom)
    want = max(1, math.ceil(phi * k))
    decimal = Decimal(top) / 1000
    assert neighbours_needed(k, phi) == want
    assert neighbours_needed(k, f"{top}/{bottom}") == want
    assert neighbours_needed([k], [top / bottom])[0] == neighbours_needed(k, top / bottom) == want
    assert (
        neighbours_needed(k, decimal)
        == neighbours_needed(k, top / 1000)
        == max(1, math.ceil(Fraction(top, 1000) * k))
    )


def test_needed_with_numbers_too_large_for_a_word():
    phi = Fraction(10**30 + 1, 10**31)
    assert neighbours_needed([10, 100], phi).tolist() == [2, 11]
    assert neighbours_needed([10, 100], 0.1).tolist() == [1, 10]


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (0, ValueError),
        (1.01, ValueError),
        (-0.5, ValueError),
        (float("nan"), ValueError),
        ("half", TypeError),
        (None, TypeError),
        (True, TypeError),
        ("1/0", TypeError),
        ([0.5, 0.0], ValueError),
        ([0.5, 2], ValueError),
    ],
)
def test_bad_shares(value, error):
    with pytest.raises(error, match="phi must"):
        neighbours_needed([2, 2], value)


def test_a_share_is_a_threshold_for_each_degree():
    graph = nx.karate_club_graph()
    need = neighbours_needed([k for _, k in graph.degree()], "1/4")
    a, b = cascade(graph, "1/4", 0), complex_contagion(graph, need, 0)
    assert (a.times == b.times).all()


@pytest.mark.parametrize(
    ("threshold", "error"),
    [
        (0, ValueError),
        (1.0, TypeError),
        ([1, 2], ValueError),
        ([1, 1, 0, 1], ValueError),
        ("1", TypeError),
    ],
)
def test_bad_thresholds(threshold, error):
    with pytest.raises(error, match="threshold must"):
        complex_contagion(nx.path_graph(4), threshold, 0)
