import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from govlib.networks.clearing import clear
from govlib.networks.measures import strength

amounts = st.integers(0, 12).map(float)


@st.composite
def systems(draw, most=6, senior=False):
    n = draw(st.integers(1, most))
    L = draw(arrays(float, (n, n), elements=amounts))
    np.fill_diagonal(L, 0)
    e = draw(arrays(float, n, elements=amounts))
    v = draw(arrays(float, n, elements=amounts)) if senior else np.zeros(n)
    return L, e, v


def share(L):
    owed = L.sum(axis=1, keepdims=True)
    return np.divide(L, owed, out=np.zeros_like(L), where=owed > 0)


@given(systems())
def test_greatest_clearing_vector_by_linear_programming(system):
    L, e, _ = system
    n, owed = len(L), L.sum(axis=1)
    # of all payments within what is owed and what is there, the greatest in sum
    oracle = linprog(
        -np.ones(n), np.eye(n) - share(L).T, e, bounds=list(zip([0] * n, owed, strict=True))
    )
    assert clear(L, e).paid == pytest.approx(oracle.x, abs=1e-7)


@given(systems(senior=True))
def test_a_clearing_vector(system):
    L, e, v = system
    got = clear(L, e, senior=v)
    owed = L.sum(axis=1)
    assert got.owed == pytest.approx(owed)
    # limited liability: nobody pays more than is there, after senior debts
    there = np.maximum(e + got.received - v, 0)
    assert (got.paid <= np.minimum(owed, there) + 1e-9).all()
    # absolute priority: all is paid, or all that is there
    assert got.paid == pytest.approx(np.minimum(owed, there))
    assert got.received == pytest.approx(got.paid @ share(L))
    assert got.senior_paid == pytest.approx(np.minimum(v, e + got.received))
    assert (got.equity[got.defaulted] == 0).all()
    lacking = (got.shortfall > 1e-9) | (got.senior_paid < v - 1e-9)
    assert (got.defaulted == lacking).all()
    # money is neither made nor lost
    assert got.equity.sum() + got.senior_paid.sum() == pytest.approx(e.sum())


@given(systems(senior=True))
def test_greatest_by_paying_down_from_the_top(system):
    L, e, v = system
    assume((e - v).sum() > 0.5)  # else the steps can become endless
    owed, part = L.sum(axis=1), share(L)
    paid = owed.copy()
    for _ in range(20_000):
        new = np.minimum(owed, np.maximum(0, e + paid @ part - v))
        if np.abs(new - paid).max(initial=0) < 1e-13:
            break
        paid = new
    assert clear(L, e, senior=v).paid == pytest.approx(paid, abs=1e-6)


@given(systems(senior=True), st.data())
def test_more_money_never_hurts(system, data):
    L, e, v = system
    more = e + data.draw(arrays(float, len(e), elements=amounts))
    a, b = clear(L, e, senior=v), clear(L, more, senior=v)
    assert (b.paid >= a.paid - 1e-9).all()
    assert (b.equity >= a.equity - 1e-9).all()
    assert (b.defaulted <= a.defaulted).all()


@given(systems(senior=True), st.randoms(), st.floats(0.01, 1000))
def test_order_and_currency_do_not_matter(system, random, unit):
    L, e, v = system
    order = list(range(len(L)))
    random.shuffle(order)
    a = clear(L, e, senior=v)
    b = clear(unit * L[np.ix_(order, order)], unit * e[order], senior=unit * v[order])
    assert b.paid == pytest.approx(unit * a.paid[order])
    assert (b.wave == a.wave[order]).all()


def test_waves_run_down_a_chain():
    L = np.diag([10.0, 10, 10], k=1)  # 0 owes 1, 1 owes 2, 2 owes 3
    got = clear(L, [5, 2, 2, 0])
    assert got.wave.tolist() == [1, 2, 3, 0]
    assert got.waves.tolist() == [1, 1, 1]
    assert got.defaults == 3
    assert got.paid.tolist() == [5, 7, 9, 0]
    assert got.equity.tolist() == [0, 0, 0, 9]


def test_nobody_fails():
    got = clear([[0, 1], [1, 0]], 0)
    assert got.defaults == 0
    assert got.waves.tolist() == []
    assert got.paid.tolist() == [1, 1]


def test_sums_that_are_equal_on_paper_cause_no_default():
    L = np.zeros((11, 11))
    L[0, 1:] = 0.1  # ten times 0.1 from assets of 1
    assert clear(L, [1] + [0] * 10).defaults == 0
    assert clear(L, [1 - 1e-6] + [0] * 10).defaults == 1


def test_all_fail_and_some_pay_nothing():
    ring = np.roll(np.eye(4), 1, axis=1) * 2
    got = clear(ring, [0, 0.1, 0.1, 0.1], senior=[5, 0, 0, 0])
    assert got.paid == pytest.approx([0, 0.1, 0.2, 0.3])
    assert got.senior_paid[0] == pytest.approx(0.3)
    assert got.defaults == 4


def test_the_greatest_where_there_are_many():
    # the sums cancel exactly: every shift of the payments clears, down to nothing at bank 0
    ring = np.roll(np.eye(10), 1, axis=1) * 2
    got = clear(ring, [0] + [0.1] * 9, senior=[0.9] + [0] * 9)
    assert got.defaults == 9
    assert got.paid[9] == pytest.approx(2)


@given(st.integers(0, 2**32 - 1))
def test_large_systems(seed):
    rng = np.random.default_rng(seed)
    n = 120
    L = rng.lognormal(0, 2, (n, n)) * (rng.random((n, n)) < 0.05)
    np.fill_diagonal(L, 0)
    e = rng.lognormal(0, 2, n)
    got = clear(L, e)
    assert got.paid == pytest.approx(np.minimum(got.owed, e + got.received))
    assert (np.diff(np.flatnonzero(got.waves)) == 1).all()


def test_first_banks():
    got = clear([[0, 4, 2], [3, 0, 3], [1, 2, 0]], [1, 2, 0.5]).first(2)
    assert got.paid == pytest.approx([5, 6])
    assert got.wave.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("L", "e", "words"),
    [
        ([[0, -1], [0, 0]], 1, "liabilities must be at least 0; got -1"),
        ([[0, np.nan], [0, 0]], 1, "liabilities must"),
        ([[1, 0], [0, 0]], 1, "liabilities must be 0 on the diagonal; got 1 at 0"),
        ([[0, 1]], 1, "liabilities must be a square matrix"),
        (np.zeros((0, 0)), 1, "liabilities must not be empty"),
        ([[0, 1], [0, 0]], -1, "outside must be at least 0; got -1"),
        ([[0, 1], [0, 0]], [1, 2, 3], "outside must be one number or one a bank"),
        ([[0, 1], [0, 0]], np.inf, "outside must"),
    ],
)
def test_bad_systems(L, e, words):
    with pytest.raises(ValueError, match=words):
        clear(L, e)


LABELLED = pd.DataFrame([[0.0, 10, 0], [0, 0, 20], [0, 0, 0]], index=[*"ABC"], columns=[*"ABC"])


def test_labels_and_not_places_say_who_owes_whom():
    want = clear(LABELLED.to_numpy(), [5.0, 1, 2], senior=[0, 0.5, 0]).paid
    senior = pd.Series([0.5, 0, 0], index=[*"BCA"])
    for columns in ("ABC", "CAB", "BCA"):
        got = clear(LABELLED[[*columns]], pd.Series([2.0, 1, 5], index=[*"CBA"]), senior=senior)
        assert (got.paid == want).all()
    with pytest.raises(ValueError, match="outside must have the labels 'A', 'B', 'C'"):
        clear(LABELLED, pd.Series([2.0, 1, 5], index=[*"CBX"]))
    with pytest.raises(ValueError, match="liabilities must have the labels"):
        clear(LABELLED.set_axis([*"ABX"], axis=1), 1.0)


def test_masked_debts_are_refused():
    hidden = np.ma.array([[0.0, 5.0], [1.0, 0.0]], mask=[[False, True], [False, False]])
    with pytest.raises(ValueError, match="liabilities must have no masked entries"):
        clear(hidden, [1.0, 1.0])
    with pytest.raises(ValueError, match="graph must have no masked entries"):
        strength(hidden)
