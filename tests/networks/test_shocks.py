import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govlib.networks.shocks import (
    SHAPES,
    ShockedBanks,
    complete_debts,
    halved_debts,
    mixed_debts,
    ring_debts,
)

even = st.integers(2, 8).map(lambda half: 2 * half)


@given(even, st.floats(0.1, 10), st.floats(0, 1))
def test_everybody_owes_and_is_owed_the_same(n, debt, gamma):
    even_debts = [make(n, debt) for make in (ring_debts, complete_debts, halved_debts)]
    for L in (*even_debts, mixed_debts(n, debt, gamma=gamma)):
        assert L.sum(axis=0) == pytest.approx(debt)
        assert L.sum(axis=1) == pytest.approx(debt)
        assert not L.diagonal().any()


def test_ends_of_the_mixture():
    assert (mixed_debts(6, 2, gamma=0) == ring_debts(6, 2)).all()
    assert (mixed_debts(6, 2, gamma=1) == complete_debts(6, 2)).all()
    banks = ShockedBanks(6, 2, 0.1)
    assert (banks.liabilities("mixed", gamma=0.3) == mixed_debts(6, 2, gamma=0.3)).all()


@given(even, st.floats(0.01, 1), st.floats(0.05, 0.98), st.floats(1.05, 4))
def test_small_shocks_hurt_the_ring_most_and_the_complete_network_least(n, surplus, part, times):
    # Proposition 4: ε < n(a − v) and a debt above (n − 1)(a − v)
    banks = ShockedBanks(n, times * (n - 1) * surplus, surplus)
    assert banks.debt > banks.critical_debt
    size = part * banks.critical_shock
    counts = {shape: banks.shock(size, shape).defaults for shape in SHAPES}
    between = banks.shock(size, "mixed", gamma=0.5).defaults
    assert counts["complete"] <= between <= counts["ring"]
    assert counts["complete"] <= counts["halves"] <= counts["ring"]
    assert counts["complete"] == (size > surplus * (1 + 1e-9))


@given(even, st.floats(0.01, 1), st.floats(1.02, 3), st.floats(1.05, 4))
def test_large_shocks_spare_only_those_who_are_not_linked(n, surplus, part, times):
    # Proposition 6: ε > n(a − v) and a debt above (n − 1)(a − v)
    banks = ShockedBanks(n, times * (n - 1) * surplus, surplus)
    size = part * banks.critical_shock
    assert banks.shock(size, "ring").defaults == n
    assert banks.shock(size, "complete").defaults == n
    assert banks.shock(size, "halves").defaults == n // 2


@given(st.floats(0, 1.5))
def test_defaults_in_the_ring_in_closed_form(size):
    # each bank on the way bears 0.1 of the shock; below y* nothing is limited by the debt
    assume(abs(size * 10 - round(size * 10)) > 1e-6)
    banks = ShockedBanks(10, 2, 0.1)
    want = min(int(np.ceil(size / 0.1)) - 1, 10) if size > 0.1 else 0
    assert banks.shock(size, "ring").defaults == (10 if size > 1 else want)


@pytest.mark.parametrize("shape", SHAPES)
def test_it_does_not_matter_which_bank_is_hit(shape):
    banks = ShockedBanks(8, 2, 0.1)
    runs = [banks.shock(0.45, shape, hit=i) for i in range(8)]
    assert len({run.defaults for run in runs}) == 1
    assert all(run.wave[i] == 1 for i, run in enumerate(runs))


def test_a_shock_that_all_can_just_bear():
    banks = ShockedBanks(10, 2, 0.1)
    assert banks.critical_shock == pytest.approx(1)
    assert banks.critical_debt == pytest.approx(0.9)
    assert banks.shock(banks.critical_shock, "ring").defaults == 9
    assert banks.shock(banks.surplus, "ring").defaults == 0
    assert banks.shock(0, "complete").defaults == 0


def test_money_adds_up():
    banks = ShockedBanks(10, 2, 0.1)
    for size in (0.05, 0.4, 0.9):
        assert banks.shock(size, "ring").equity.sum() == pytest.approx(1 - size)
    assert banks.shock(1.2, "ring").equity.sum() == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ShockedBanks(1, 1, 1), "n must"),
        (lambda: ShockedBanks(5, 0, 1), "debt must be above 0"),
        (lambda: ShockedBanks(5, 1, -1), "surplus must"),
        (lambda: ShockedBanks(5, 1, 1).shock(-1, "ring"), "size must"),
        (lambda: ShockedBanks(5, 1, 1).shock(1, "star"), "shape must be one of"),
        (
            lambda: ShockedBanks(5, 1, 1).shock(1, ring_debts(4)),
            r"must have shape \(5, 5\)",
        ),
        (lambda: ShockedBanks(5, 1, 1).shock(1, "ring", hit=5), "hit must"),
        (lambda: ShockedBanks(5, 1, 1).shock(1, "mixed"), "gamma must come with the mixed shape"),
        (lambda: ShockedBanks(5, 1, 1).shock(1, "ring", gamma=0.5), "gamma must come with"),
        (lambda: halved_debts(5), "n must be even"),
        (lambda: mixed_debts(5, gamma=1.2), "gamma must"),
    ],
)
def test_bad_arguments(call, words):
    with pytest.raises(ValueError, match=words):
        call()
