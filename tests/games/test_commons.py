"""The common pool: no better reply, no better use, and patience by streams."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.games import CommonPool

POOLS = st.builds(
    CommonPool,
    st.integers(1, 12),
    slope=st.floats(6, 40),
    curvature=st.floats(0.05, 2),
    outside=st.floats(0, 5.5),
)


@given(POOLS, st.floats(0, 3))
def test_no_effort_beats_the_equilibrium(pool, factor):
    each = pool.equilibrium().each
    efforts = np.full(pool.n, each)
    other = efforts.copy()
    other[0] *= factor
    assert pool.rents(other)[0] <= pool.rents(efforts)[0] + 1e-9
    assert pool.best_reply((pool.n - 1) * each) == pytest.approx(each)


@given(POOLS, st.floats(0, 3))
def test_no_use_beats_the_optimum(pool, factor):
    best = pool.optimum()
    other = np.full(pool.n, best.each * factor)
    assert pool.rents(other).sum() <= best.rent + 1e-9
    assert pool.rents(np.full(pool.n, best.each)).sum() == pytest.approx(best.rent)
    assert pool.efficiency == pytest.approx(pool.equilibrium().rent / best.rent)


@given(POOLS)
def test_open_access_leaves_nothing(pool):
    use = pool.open_access()
    assert pool.rents(np.full(pool.n, use.each)).sum() == pytest.approx(0, abs=1e-6)
    assert use.rent == 0
    assert pool.optimum().total <= pool.equilibrium().total * (1 + 1e-12) <= use.total * (1 + 1e-12)


@given(POOLS)
def test_the_fee_turns_the_optimum_into_an_equilibrium(pool):
    charged = CommonPool(pool.n, pool.slope, pool.curvature, pool.outside + pool.fee)
    assert charged.equilibrium().each == pytest.approx(pool.optimum().each)


@given(POOLS)
def test_critical_discount_parts_the_streams(pool):
    delta = pool.critical_discount
    if pool.n == 1:
        assert delta == 0
        return
    share = pool.optimum().each
    rest = (pool.n - 1) * share
    once = pool.rents(np.r_[pool.best_reply(rest), np.full(pool.n - 1, share)])[0]
    keep = pool.optimum().rent / pool.n
    after = pool.equilibrium().rent / pool.n
    assert keep / (1 - delta) == pytest.approx(once + delta * after / (1 - delta))
    assert 0 < delta < 1


def test_parameters_sweep():
    pool = CommonPool(np.array([2, 8])[:, None], outside=[2.0, 5.0, 8.0])
    assert pool.equilibrium().each.shape == (2, 3)
    assert pool.equilibrium().each[1, 1] == CommonPool(8).equilibrium().each
    assert pool.fee.shape == pool.efficiency.shape == (2, 3)


def test_use_grows_towards_open_access_with_the_number_of_users():
    pools = CommonPool([1, 2, 8, 1000])
    assert pools.equilibrium().total[0] == pools.optimum().total[0]
    assert (np.diff(pools.equilibrium().total) > 0).all()
    assert pools.equilibrium().total[-1] == pytest.approx(pools.open_access().total[-1], rel=2e-3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: CommonPool(0), "n must be at least 1"),
        (lambda: CommonPool(2.5), "n must be whole"),
        (lambda: CommonPool(2, slope=4), "slope must exceed outside"),
        (lambda: CommonPool(2, curvature=0), "curvature must be above 0"),
        (lambda: CommonPool(2, outside=-1), "outside must be at least 0"),
        (lambda: CommonPool([2, 3], slope=[9, 9, 9]), "must broadcast"),
        (lambda: CommonPool(2).rents([1, 2, 3]), "n = 2 entries"),
        (lambda: CommonPool(2).rents([1, -2]), "efforts must be at least 0"),
        (lambda: CommonPool(2).best_reply(np.nan), "others must be"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
