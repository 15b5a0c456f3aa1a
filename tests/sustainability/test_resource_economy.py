"""People and their resource: steady states, cycles, and what the path never does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import eigvals

from govlib.sustainability import ResourceEconomy

ECONOMIES = st.builds(
    ResourceEconomy,
    growth=st.floats(0.02, 1.0),
    capacity=st.floats(5000, 20000),
    taste=st.floats(0.2, 1.0),
    fertility=st.floats(2.0, 8.0),
    net_birth=st.floats(-0.3, -0.05),
)


def motion(economy, stock, people):
    harvest = economy.harvest(stock, people)
    return np.array(
        [
            economy.growth * stock * (1 - stock / economy.capacity) - harvest,
            people * (economy.net_birth + economy.fertility * harvest / people),
        ]
    )


@given(ECONOMIES)
def test_nothing_moves_in_the_steady_state(economy):
    rest = economy.steady_state()
    if rest.population == 0:
        assert rest.stock == economy.capacity
        return
    flow = economy.growth * rest.stock
    assert motion(economy, rest.stock, rest.population) == pytest.approx([0, 0], abs=1e-9 * flow)


@given(ECONOMIES)
def test_eigenvalues_are_those_of_the_jacobian(economy):
    rest = economy.steady_state()
    stock, people = rest.stock, rest.population
    effort = economy.efficiency * economy.taste
    jacobian = [
        [economy.growth * (1 - 2 * stock / economy.capacity) - effort * people, -effort * stock],
        [
            economy.fertility * effort * people,
            economy.net_birth + economy.fertility * effort * stock,
        ],
    ]
    ours = np.sort_complex(np.array(rest.eigenvalues))
    assert np.sort_complex(eigvals(jacobian)) == pytest.approx(ours, rel=1e-6, abs=1e-6)
    assert rest.damping >= -1e-12
    assert rest.is_cyclic == np.isfinite(rest.cycle)


@settings(max_examples=15)
@given(ECONOMIES, st.floats(1, 5000))
def test_a_path_keeps_to_its_bounds_and_turns_where_it_says(economy, settlers):
    path = economy.path(200, population=settlers, points=2001)
    assert (path.stock > 0).all()
    assert (path.stock <= economy.capacity * (1 + 1e-6)).all()
    if path.peak:
        before = path.population[path.times < path.peak[0]]
        assert before.max(initial=0) <= path.peak[1] * (1 + 1e-6)
        # population stands still where the stock is that of the steady state
        there = economy.path(path.peak[0], population=settlers, points=2)
        assert there.stock[-1] == pytest.approx(economy.steady_state().stock, rel=1e-5)
        assert there.population[-1] == pytest.approx(path.peak[1], rel=1e-5)
    if path.bottom:
        before = path.stock[path.times <= path.bottom[0]]
        assert before.min(initial=economy.capacity) >= path.bottom[1] * (1 - 1e-6)
        there = economy.path(path.bottom[0], population=settlers, points=2)
        flow = motion(economy, there.stock[-1], there.population[-1])[0]
        assert abs(flow) < 1e-4 * economy.growth * economy.capacity


def test_a_path_ends_in_the_steady_state():
    economy = ResourceEconomy(growth=0.35)
    path, rest = economy.path(400), economy.steady_state()
    assert path.stock[-1] == pytest.approx(rest.stock, rel=1e-6)
    assert path.population[-1] == pytest.approx(rest.population, rel=1e-6)


def test_a_path_that_starts_at_rest_stays():
    economy = ResourceEconomy()
    rest = economy.steady_state()
    path = economy.path(100, population=rest.population, stock=rest.stock)
    assert path.stock == pytest.approx(np.full(401, rest.stock), rel=1e-6)


def test_slow_resources_make_cycles_and_fast_ones_do_not():
    assert ResourceEconomy(growth=0.04).steady_state().is_cyclic
    assert not ResourceEconomy(growth=0.75).steady_state().is_cyclic


def test_where_nothing_turns_nothing_is_told():
    path = ResourceEconomy(fertility=1.0).path(50)
    assert path.peak is None
    assert path.population[-1] < path.population[0]


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: ResourceEconomy(growth=0), ValueError, r"growth must lie in \(0, 10\]; got 0"),
        (lambda: ResourceEconomy(taste=1.2), ValueError, r"taste must lie in \(0, 1\]; got 1.2"),
        (lambda: ResourceEconomy(net_birth=0.1), ValueError, r"net_birth must lie in \[-10, 0\)"),
        (lambda: ResourceEconomy(capacity=np.inf), ValueError, r"capacity must lie in .*; got inf"),
        (lambda: ResourceEconomy(fertility=1e6), ValueError, "at most 10; got 48000"),
        (lambda: ResourceEconomy(growth=True), TypeError, "growth must be a number; got True"),
        (lambda: ResourceEconomy().path(0), ValueError, r"time must lie in \(0, 10000\]; got 0"),
        (
            lambda: ResourceEconomy().path(9, population=0),
            ValueError,
            r"population must lie in \(0, ",
        ),
        (lambda: ResourceEconomy().path(9, stock=-1), ValueError, r"stock must lie in .*; got -1"),
        (lambda: ResourceEconomy().path(9, points=1), ValueError, "points must lie in"),
    ],
)
def test_bad_arguments_are_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()
