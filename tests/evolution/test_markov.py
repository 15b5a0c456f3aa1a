"""Stationary distributions against linear algebra, exact fractions and each other."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from govlib.evolution import birth_death, stationary, stationary_log, stationary_sweep


@st.composite
def chains(draw, largest=7):
    n = draw(st.integers(1, largest))
    entries = st.lists(st.floats(1e-3, 1), min_size=n * n, max_size=n * n)
    return np.array(draw(entries)).reshape(n, n)


def by_least_squares(rates):
    n = len(rates)
    generator = rates - np.diag(np.diag(rates))
    generator -= np.diag(generator.sum(axis=1))
    system = np.vstack([generator.T, np.ones(n)])
    return np.linalg.lstsq(system, np.r_[np.zeros(n), 1.0], rcond=None)[0]


@given(chains())
def test_all_three_agree_with_least_squares(rates):
    want = by_least_squares(rates)
    assert stationary(rates) == pytest.approx(want, abs=1e-9)
    assert stationary(sparse.csr_array(rates)) == pytest.approx(want, abs=1e-9)
    assert stationary_log(np.log(rates)) == pytest.approx(want, abs=1e-9)


@given(chains(), st.floats(1e-6, 1e6))
def test_the_unit_of_time_and_the_diagonal_do_not_matter(rates, unit):
    other = rates * unit
    np.fill_diagonal(other, 0.37)
    assert stationary(other) == pytest.approx(stationary(rates), rel=1e-10)


@given(chains(), st.randoms(use_true_random=False))
def test_states_may_be_relabelled(rates, random):
    order = random.sample(range(len(rates)), len(rates))
    assert stationary(rates[np.ix_(order, order)]) == pytest.approx(stationary(rates)[order])


@given(st.lists(st.tuples(st.floats(-40, 40), st.floats(-40, 40)), min_size=1, max_size=12))
def test_a_line_of_states_is_solved_the_same_way_twice(steps):
    up, down = np.array(steps).T
    rates = np.diag(np.exp(up), 1) + np.diag(np.exp(down), -1)
    assert birth_death(up, down) == pytest.approx(stationary(rates), rel=1e-10, abs=1e-300)


def test_small_entries_keep_all_their_digits():
    """Against exact fractions, where rates differ by two hundred orders of magnitude."""
    small = Fraction(1, 10**100)
    rates = [[0, small, 0, 1], [1, 0, small, 0], [0, 1, 0, small**2], [1, small, small, 0]]
    weight = [Fraction(1)]
    table = [row[:] for row in rates]
    for last in (3, 2, 1):
        total = sum(table[last][:last])
        for i in range(last):
            table[i][last] /= total
            for j in range(last):
                table[i][j] += table[i][last] * table[last][j]
    for state in (1, 2, 3):
        weight.append(sum(weight[i] * table[i][state] for i in range(state)))
    want = [float(w / sum(weight)) for w in weight]
    # exact balance of the fractions themselves: what flows into a state flows out of it
    for j in range(4):
        into = sum(weight[i] * rates[i][j] for i in range(4) if i != j)
        assert into == weight[j] * sum(rates[j][k] for k in range(4) if k != j)
    found = stationary([[float(x) for x in row] for row in rates])
    assert found == pytest.approx(want, rel=1e-13, abs=0)


def test_a_long_line_does_not_overflow():
    n = 400
    rates = sparse.diags_array([np.full(n - 1, 1.0), np.full(n - 1, 1e-3)], offsets=[1, -1])
    found = stationary(rates)
    assert np.isfinite(found).all()
    assert found[-3:] == pytest.approx([0.999e-6, 0.999e-3, 0.999])


def test_logarithms_reach_where_floats_do_not():
    found = stationary_log([[0, -9000.0, -np.inf], [-9001.0, 0, -9000.0], [-np.inf, -9002.0, 0]])
    weight = np.exp([0.0, 1.0, 3.0])
    assert found == pytest.approx(weight / weight.sum())


def test_a_sweep_of_logarithms_is_each_of_them():
    rng = np.random.default_rng(0)
    many = rng.normal(size=(3, 2, 4, 4))
    found = stationary_log(many)
    assert found.shape == (3, 2, 4)
    assert found[2, 1] == pytest.approx(stationary_log(many[2, 1]))


@pytest.mark.parametrize(
    ("rates", "match"),
    [
        ([[0, 1], [0, 0]], "every state to every other"),
        ([[0, -1], [1, 0]], "rates must be at least 0; got -1"),
        ([[0, np.nan], [1, 0]], "rates must be at least 0; got nan"),
        ([[0, 1, 2], [1, 0, 1]], "square"),
        (sparse.csr_array((2, 3)), "square"),
        (sparse.csr_array(np.array([[0, np.inf], [1, 0]])), "rates must be at least 0; got inf"),
        (np.empty((0, 0)), "not be empty"),
    ],
)
def test_chains_that_have_no_single_answer_are_refused(rates, match):
    with pytest.raises(ValueError, match=match):
        stationary(rates)


def test_logarithms_are_checked():
    with pytest.raises(ValueError, match="every state to every other"):
        stationary_log([[0, -np.inf], [0, 0]])
    with pytest.raises(ValueError, match="every state to every other"):
        stationary_log([[0, 0], [-np.inf, 0]])
    with pytest.raises(ValueError, match="square"):
        stationary_log([0, 1])
    with pytest.raises(ValueError, match="NaN"):
        stationary_log([[0, np.nan], [0, 0]])
    with pytest.raises(ValueError, match="one entry for each pair"):
        birth_death([0, 1], [0])
    with pytest.raises(ValueError, match="finite"):
        birth_death([-np.inf], [0])


def test_a_chain_too_wide_is_refused():
    n = 20_000
    rows = np.arange(n)
    rng = np.random.default_rng(0)
    columns = rng.permutation(n)
    web = sparse.coo_array(
        (np.ones(3 * n), (np.tile(rows, 3), np.r_[columns, np.roll(rows, 1), rng.permutation(n)])),
        shape=(n, n),
    )
    with pytest.raises(ValueError, match="needs more than 1 GB"):
        stationary(web)


def test_a_sweep_of_chains_is_its_chains_one_by_one():
    rng = np.random.default_rng(5)
    n = 9
    source, target = (a[a0 != a1] for a0, a1 in [np.indices((n, n))] for a in (a0, a1))
    rates = rng.exponential(size=(2, 3, len(source))) ** 4
    found = stationary_sweep(source, target, rates, n)
    assert found.shape == (2, 3, n)
    for i, j in np.ndindex(2, 3):
        one = np.zeros((n, n))
        one[source, target] = rates[i, j]
        assert found[i, j] == pytest.approx(stationary(one), rel=1e-12)


@pytest.mark.parametrize(
    ("source", "target", "rates", "match"),
    [
        ([0, 1], [1, 1], [1, 1], "lead to another state"),
        ([0, 0, 1], [1, 1, 0], [1, 1, 1], "stand once"),
        ([0, 1], [1, 0], [1, 1, 1], "one entry for each of 2 moves"),
        ([0, 1], [1], [1, 1], "one entry for each move"),
        ([0, 1], [1, 2], [1, 1], "cannot be reached"),
        ([0, 1], [1, 0], [1, 0], "rates must"),
    ],
)
def test_bad_sweeps_of_chains_are_refused(source, target, rates, match):
    with pytest.raises(ValueError, match=match):
        stationary_sweep(source, target, rates, 3)
