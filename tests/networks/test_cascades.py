import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import bdtrc
from scipy.stats import poisson
from strategies import graphs, shuffled

from govlib import networks as cs
from govlib.networks import windows
from govlib.networks.graphs import poisson_graph

shares = st.fractions(min_value="1/20", max_value=1, max_denominator=20)


@given(graphs(most=10), shares, st.data())
def test_the_order_of_switching_does_not_matter(matrix, phi, data):
    n = len(matrix)
    seeds = data.draw(st.sets(st.integers(0, n - 1), min_size=1))
    on, k = set(seeds), matrix.sum(axis=1)
    todo = True
    while todo:  # one node at a time, in an order of chance
        todo = [
            i
            for i in range(n)
            if i not in on and k[i] and sum(int(matrix[i, j]) for j in on) >= phi * int(k[i])
        ]
        if todo:
            on.add(data.draw(st.sampled_from(todo)))
    assert set(np.flatnonzero(cs.cascade(matrix, phi, sorted(seeds)).reached).tolist()) == on


@given(graphs(most=12), shares, shares, st.data())
def test_a_higher_threshold_reaches_no_more(matrix, a, b, data):
    seed = data.draw(st.integers(0, len(matrix) - 1))
    low, high = (cs.cascade(matrix, phi, seed).reached for phi in (min(a, b), max(a, b)))
    assert (low >= high).all()


@given(graphs(most=10), shares)
def test_all_seeds_at_once(matrix, phi):
    n = len(matrix)
    runs = [cs.cascade(matrix, phi, i) for i in range(n)]
    assert cs.sizes_by_seed(matrix, phi).tolist() == [run.size for run in runs]
    found = cs.seed_analysis(matrix, phi)
    for i in np.flatnonzero(found.triggers):
        assert runs[i].reached[found.cluster].all()
    assert (found.triggers >= found.cluster).all()
    assert (found.vulnerable >= found.cluster).all()


@given(graphs(), shares, st.randoms())
def test_cascades_do_not_depend_on_the_order_of_nodes(matrix, phi, random):
    order = list(range(len(matrix)))
    random.shuffle(order)
    got = cs.sizes_by_seed(shuffled(matrix, order), phi)
    assert (got == cs.sizes_by_seed(matrix, phi)[order]).all()


def test_the_tie_counts_in_decimals():
    star = nx.star_graph(100)  # the hub switches at 7 of 100 leaves, which 0.07 · 100 exceeds
    assert cs.cascade(star, 0.07, range(1, 8)).complete
    assert cs.cascade(star, 0.07, range(1, 7)).size == 6
    assert cs.vulnerable_degree(0.1) == 10
    assert cs.vulnerable_degree("0.3333") == 3
    assert cs.vulnerable_degree(1 / 3) == 3


def test_thresholds_of_each_node():
    run = cs.cascade(nx.path_graph(4), [1.0, 0.5, 1.0, 0.5], 0)
    assert run.times.tolist() == [0, 1, -1, -1]


@pytest.mark.parametrize("phi", ["0.05", "0.1", "0.18", "0.24", "0.25"])
def test_edges_of_the_window_solve_the_condition(phi):
    window = cs.cascade_window(phi)
    most = cs.vulnerable_degree(phi) - 2
    for z in (window.lower, window.upper):
        k = np.arange(most + 1)
        # Σ k (k − 1) p_k over the vulnerable equals the mean degree: Watts's own form
        total = sum((j + 2) * (j + 1) * poisson.pmf(j + 2, z) for j in k)
        assert total == pytest.approx(z, rel=1e-9)
        assert cs.vulnerable_neighbours(z, phi) == pytest.approx(1)
    grid = np.linspace(0, 30, 3001)
    assert cs.vulnerable_neighbours(grid, phi).max() <= window.peak + 1e-12
    inside = cs.vulnerable_neighbours(grid, phi) > 1
    assert (window.contains(grid) == inside).all()


def test_the_window_closes_above_a_quarter():
    assert not cs.cascade_window("0.25").empty
    for phi in ("0.2501", "0.34", "0.6", 1):
        window = cs.cascade_window(phi)
        assert window.empty
        assert not window.contains(2.0)
    assert cs.cascade_window(1).peak == 0


def test_a_lower_threshold_widens_the_window():
    windows = [cs.cascade_window(f"1/{K}") for K in range(4, 12)]
    upper, lower = ([getattr(w, side) for w in windows] for side in ("upper", "lower"))
    assert (np.diff(upper) > 0).all()
    assert (np.diff(lower) < 0).all()


def test_theory_solves_its_equations():
    z, phi = 3.0, "0.18"
    theory = cs.cascade_theory(z, phi)
    k = np.arange(200)
    p = poisson.pmf(k, z)
    u = np.log(1 - theory.trigger) / z + 1  # the trigger chance is 1 − exp(−z (1 − u))
    assert u == pytest.approx(1 - (p[:5] * (1 - u ** k[:5])).sum())
    assert theory.vulnerable == pytest.approx((p[:6] * (1 - u ** k[:6])).sum())


def test_theory_outside_the_window_and_in_a_sweep():
    z = np.array([0.0, 0.5, 1.0, 2.0, 5.0, 5.7, 5.9, 8.0])
    theory = cs.cascade_theory(z, "0.18")
    outside = ~cs.cascade_window("0.18").contains(z)
    for value in (theory.vulnerable, theory.trigger, theory.size):
        assert value.shape == z.shape
        assert (value[outside] == 0).all()
        assert (value[~outside] > 0).all()
    assert (theory.vulnerable <= theory.trigger).all()
    one = cs.cascade_theory(5.0, "0.18")
    assert isinstance(one.size, float)
    assert one.size == pytest.approx(theory.size[4])


def test_near_the_upper_edge_cascades_are_rare_and_total():
    theory = cs.cascade_theory(5.7, "0.18")
    assert theory.trigger < 0.2
    assert theory.size > 0.99


def test_simulations_agree_with_the_theory():
    theory = cs.cascade_theory(3, "0.18")
    rng = np.random.default_rng(1)
    graph = poisson_graph(20_000, 3, rng=rng)
    found = cs.seed_analysis(graph, "0.18")
    assert found.cluster_share == pytest.approx(theory.vulnerable, abs=0.015)
    assert found.trigger_share == pytest.approx(theory.trigger, abs=0.015)
    for seed in rng.choice(20_000, 20):
        run = cs.cascade(graph, "0.18", int(seed))
        if found.triggers[seed]:
            assert run.share == pytest.approx(theory.size, abs=0.015)
        else:
            assert run.share < 0.01


def test_no_vulnerable_node():
    found = cs.seed_analysis(nx.complete_graph(5), 0.5)
    assert not found.vulnerable.any()
    assert found.trigger_share == found.cluster_share == 0


@pytest.mark.parametrize("phi", [0, 1.5, -1, float("inf")])
def test_bad_thresholds(phi):
    for call in (
        cs.vulnerable_degree,
        cs.cascade_window,
        lambda p: cs.cascade_theory(2, p),
        lambda p: cs.cascade(nx.path_graph(3), p, 0),
    ):
        with pytest.raises(ValueError, match="must"):
            call(phi)


@pytest.mark.parametrize("z", [1.0, 1.0001, 1.001, 1.02, 1.5])
def test_the_theory_arrives_at_the_critical_point(z):
    """Where everybody is vulnerable a cascade takes the giant component; at z = 1 it crawled."""
    found = cs.cascade_theory(z, 0.01)
    if z == 1:
        assert found.size == found.trigger == 0
        return
    size = brentq(lambda s: s + np.expm1(-z * s), 1e-9, 1)
    for share in (found.size, found.trigger, found.vulnerable):
        assert share == pytest.approx(size, rel=1e-6)


def test_the_theory_needs_few_steps_at_the_critical_point(monkeypatch):
    calls = []
    monkeypatch.setattr(windows, "bdtrc", lambda *args: calls.append(1) or bdtrc(*args))
    for z in (1.0, 1.0001, 5.76):
        cs.cascade_theory(z, 0.18)
    assert len(calls) < 12_000
