import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from strategies import graphs

from govlib import networks as ep
from govlib.networks.graphs import poisson_graph


def copies(graph, times):
    """Many copies of a small graph side by side: as many independent runs in one call."""
    return sparse.csr_array(sparse.block_diag([nx.to_scipy_sparse_array(graph)] * times, "csr"))


def close(counts, chances):
    """Whether counts agree with chances within four and a half standard errors."""
    draws = np.sum(counts)
    want = np.asarray(chances)
    error = np.sqrt(want * (1 - want) / draws)
    return bool((np.abs(np.asarray(counts) / draws - want) <= 4.5 * error + 1e-12).all())


@given(st.floats(0, 20), st.floats(0, 1))
def test_final_size_solves_its_equation(r0, seeds):
    r = ep.final_size(r0, seeds=seeds)
    assert seeds - 1e-12 <= r <= 1
    assert r == pytest.approx(1 - (1 - seeds) * np.exp(-r0 * r), abs=1e-12)


def test_final_size_rises_and_is_zero_below_the_threshold():
    r0 = np.linspace(0, 5, 200)
    r = ep.final_size(r0)
    assert (r[r0 <= 1] == 0).all()
    assert (r[r0 > 1.01] > 0).all()
    assert (np.diff(r) >= 0).all()
    assert ep.final_size(0, seeds=0.3) == pytest.approx(0.3)
    assert isinstance(ep.final_size(2), float)


@given(st.floats(0.1, 8), st.floats(0, 1))
def test_theory_on_poisson_degrees_is_the_final_size(z, T):
    theory = ep.outbreak_theory(ep.poisson_degrees(z), T)
    assert theory.threshold == pytest.approx(1 / z)
    assert theory.size == pytest.approx(ep.final_size(z * T), abs=1e-6)
    if z * T < 0.999:
        assert theory.small == pytest.approx(1 / (1 - z * T), rel=1e-6)


def test_theory_on_regular_graphs():
    # three neighbours: v = T (1 − (1 − v)²) has the root v = 2 − 1/T
    theory = ep.outbreak_theory([0, 0, 0, 1], 0.75)
    v = 2 - 1 / 0.75
    assert theory.threshold == 0.5
    assert theory.size == pytest.approx(1 - (1 - v) ** 3)
    assert theory.small == np.inf


def test_theory_at_the_limits():
    assert ep.outbreak_theory([0, 0, 1], 1).size == pytest.approx(0)  # rings: no giant one
    assert ep.outbreak_theory([0, 0, 0, 1], 1).size == 1
    pairs = ep.outbreak_theory([0.5, 0.5], 1)
    assert pairs.threshold == np.inf
    assert pairs.small == 1.5
    assert ep.outbreak_theory([1.0], 1).small == 1
    with pytest.raises(ValueError, match="degrees must add up to 1"):
        ep.outbreak_theory([0.5, 0.4], 1)


def test_critical_transmissibility_of_given_degrees():
    star = nx.star_graph(9)
    assert ep.critical_transmissibility(star) == pytest.approx(18 / 72)
    assert ep.critical_transmissibility(nx.path_graph(2)) == np.inf
    graph = poisson_graph(20_000, 4, rng=1)
    assert ep.critical_transmissibility(graph) == pytest.approx(0.25, rel=0.02)


@given(graphs(), st.integers(0, 2**32 - 1))
def test_certain_infection_reaches_the_component(matrix, seed):
    start = seed % len(matrix)
    far = nx.single_source_shortest_path_length(nx.from_numpy_array(matrix), start)
    want = [far.get(i, -1) for i in range(len(matrix))]
    assert ep.reed_frost(matrix, 1, start, rng=seed).times.tolist() == want
    assert ep.reed_frost(matrix, 0, start, rng=seed).size == 1
    assert ep.percolation(matrix, 1, rng=seed).reached[start] == len(far)
    assert (ep.percolation(matrix, 0, rng=seed).reached == 1).all()


@pytest.mark.parametrize("T", [0.2, 0.5, 0.9])
def test_sizes_of_outbreaks_on_triangles(T):
    times = 6000
    graph = copies(nx.complete_graph(3), times)
    want = [(1 - T) ** 2, 2 * T * (1 - T) ** 2, 1 - (1 - T) ** 2 - 2 * T * (1 - T) ** 2]
    spread = ep.reed_frost(graph, T, 3 * np.arange(times), rng=1)
    size = spread.reached.reshape(-1, 3).sum(axis=1)
    assert close(np.bincount(size, minlength=4)[1:], want)
    reached = ep.percolation(graph, T, rng=2).reached[::3]
    assert close(np.bincount(reached, minlength=4)[1:], want)


def test_reed_frost_takes_one_step_a_link_and_one_chance_a_link():
    times = 5000
    spread = ep.reed_frost(copies(nx.path_graph(3), times), 0.6, 3 * np.arange(times), rng=3)
    end = spread.times.reshape(-1, 3)[:, 2]
    assert set(end.tolist()) == {-1, 2}
    assert close([(end == 2).sum(), (end < 0).sum()], [0.36, 0.64])


def test_large_epidemics_agree_with_the_theory():
    graph = poisson_graph(20_000, 4, rng=1)
    want = ep.final_size(2)
    assert ep.reed_frost(graph, 0.5, range(20), rng=1).share == pytest.approx(want, abs=0.015)
    assert ep.percolation(graph, 0.5, rng=1).largest_share == pytest.approx(want, abs=0.015)
    assert ep.percolation(graph, 0.1, rng=1).mean == pytest.approx(1 / (1 - 0.4), rel=0.05)


def test_one_link_in_continuous_time():
    times, tau, gamma = 20_000, 0.7, 1.6
    run = ep.sir(copies(nx.path_graph(2), times), tau, gamma, 2 * np.arange(times), rng=4)
    second = run.infected.reshape(-1, 2)[:, 1]
    caught = np.isfinite(second)
    chance = tau / (tau + gamma)
    assert close([caught.sum(), (~caught).sum()], [chance, 1 - chance])
    assert second[caught].mean() == pytest.approx(1 / (tau + gamma), rel=0.04)
    ever = np.isfinite(run.infected)
    assert run.recovered.reshape(-1, 2)[:, 0].mean() == pytest.approx(1 / gamma, rel=0.03)
    assert (run.recovered[ever] >= run.infected[ever]).all()


def test_triangles_in_continuous_time():
    times, tau, gamma = 20_000, 0.8, 1.0
    run = ep.sir(copies(nx.complete_graph(3), times), tau, gamma, 3 * np.arange(times), rng=5)
    size = np.isfinite(run.infected).reshape(-1, 3).sum(axis=1)
    one = gamma / (2 * tau + gamma)  # jump chain of the numbers ill and healthy
    two = (1 - one) * (gamma / (tau + gamma)) ** 2
    assert close(np.bincount(size, minlength=4)[1:], [one, two, 1 - one - two])


def test_course_of_an_epidemic():
    graph = poisson_graph(2000, 5, rng=1)
    run = ep.sir(graph, 1.0, 1.0, [0, 1, 2], rng=1)
    assert run.ill(0) == 3
    assert run.ill(run.duration + 1) == 0
    at = np.linspace(0, run.duration, 50)
    want = [((run.infected <= t) & (run.recovered > t)).sum() for t in at]
    assert run.ill(at).tolist() == want
    assert run.size == round(run.share * 2000)
    i, j = np.nonzero(graph.toarray())
    first = np.full(2000, np.inf)
    np.minimum.at(first, j, run.infected[i])
    later = np.isfinite(run.infected) & (run.infected > 0)
    assert (run.infected[later] > first[later]).all()  # everybody has somebody to catch it from


def test_no_infection_without_a_rate():
    run = ep.sir(nx.complete_graph(5), 0, 1, 2, rng=1)
    assert run.size == 1
    assert run.duration > 0


@pytest.mark.parametrize(
    "call",
    [
        lambda g: ep.reed_frost(g, 1.2, 0),
        lambda g: ep.reed_frost(g, 0.5, 7),
        lambda g: ep.percolation(g, -0.1),
        lambda g: ep.sir(g, -1, 1, 0),
        lambda g: ep.sir(g, 1, 0, 0),
        lambda g: ep.sir(g, float("nan"), 1, 0),
        lambda g: ep.percolation([[0, 1], [0, 0]], 0.5),
        lambda g: ep.final_size(-1),
        lambda g: ep.final_size(2, seeds=2),
    ],
)
def test_bad_arguments(call):
    with pytest.raises(ValueError, match="must"):
        call(nx.path_graph(4))


def test_runs_repeat_with_the_seed():
    graph = poisson_graph(300, 4, rng=1)
    a, b = (ep.reed_frost(graph, 0.4, 0, rng=8) for _ in range(2))
    assert (a.times == b.times).all()
    a, b = (ep.sir(graph, 1, 1, 0, rng=8) for _ in range(2))
    assert (a.infected == b.infected).all()


@pytest.mark.parametrize("beyond", [1e-9, 1e-8, 1e-6, 1e-4, 4e-3])
def test_final_sizes_just_above_the_threshold(beyond):
    r = 1 + beyond
    delta = r - 1  # what the float above 1 really is beyond it
    # the series of the solution in δ = R₀ − 1
    series = 2 * delta - 8 / 3 * delta**2 + 28 / 9 * delta**3
    assert ep.final_size(r) == pytest.approx(series, rel=1e-7 + 10 * delta**3)


@pytest.mark.parametrize("seeds", [1e-14, 1e-10, 1e-6])
def test_final_sizes_of_few_seeds_at_the_threshold(seeds):
    size = ep.final_size(1.0, seeds=seeds)
    assert size == pytest.approx(np.sqrt(2 * seeds), rel=seeds**0.5)
    assert size - seeds == pytest.approx(-(1 - seeds) * np.expm1(-size), rel=1e-8)
