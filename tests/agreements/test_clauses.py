"""A clause of entry and a measure against outsiders: by their words, and who signs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.agreements import (
    Agreement,
    BinaryAgreement,
    EntryClause,
    LeaderAgreement,
    LinearAgreement,
    PreciseAgreement,
    TradeMeasure,
    assess,
    stable_sizes,
)

SIZES = st.integers(3, 30)
SOME = st.floats(0.05, 20)


def by_definition(inside, outside):
    n = len(inside)
    return tuple(
        k
        for k in range(n + 1)
        if (k == 0 or inside[k - 1] >= outside[k - 1] - 1e-9)
        and (k == n or inside[k] <= outside[k] + 1e-9)
    )


@given(SIZES, SOME, st.data())
def test_below_the_clause_all_act_alone(n, cost, data):
    least = data.draw(st.integers(1, n))
    base = LeaderAgreement(n, benefit=1, cost=cost)
    treaty = EntryClause(base, least)
    k = np.arange(1, n + 1)
    alone = base.outsider(0)
    assert treaty.signatory(k) == pytest.approx(np.where(k < least, alone, base.signatory(k)))
    k = np.arange(n)
    assert treaty.outsider(k) == pytest.approx(np.where(k < least, alone, base.outsider(k)))


@given(SIZES, SOME, SOME)
def test_a_clause_for_all_holds_at_all(n, b, c):
    for base in (LinearAgreement(n, b, c), LeaderAgreement(n, b, c)):
        assert assess(EntryClause(base, n)).largest == n


@pytest.mark.parametrize(
    ("least", "sizes"),
    [
        (1, (0, 2, 3)),
        (5, (0, 1, 2, 3, 5)),
        (8, (*range(7), 8)),
        (10, (*range(9), 10)),
    ],
)
def test_ten_linear_countries_with_a_clause(least, sizes):
    assert stable_sizes(EntryClause(LinearAgreement(10), least)) == sizes


@given(SIZES, st.floats(0, 5), st.floats(0, 2))
def test_the_measure_takes_by_signatories_and_costs_by_outsiders(n, loss, own):
    base = LinearAgreement(n)
    treaty = TradeMeasure(base, loss, own)
    inside = [base.signatory(k) - own * (n - k) for k in range(1, n + 1)]
    outside = [base.outsider(k) - loss * k for k in range(n)]
    assert treaty.signatory(np.arange(1, n + 1)) == pytest.approx(inside)
    assert treaty.outsider(np.arange(n)) == pytest.approx(outside)
    gains = np.array(inside) - outside
    k = np.arange(1, n + 1)
    assert gains == pytest.approx((k - 1) * (loss - (k - 3) / 2) - own * (n - k), abs=1e-8)


@pytest.mark.parametrize("loss", [0, 0.4, 1, 1.6, 2.3, 3.5, 9])
def test_up_to_twice_the_loss_and_three_sign(loss):
    n = 10
    treaty = TradeMeasure(LinearAgreement(n), loss)
    assert assess(treaty).largest == min(n, int(np.floor(2 * loss + 3 + 1e-9)))


def test_a_measure_that_costs_its_authors_needs_a_beginning():
    treaty = TradeMeasure(LinearAgreement(10), loss=4, own=1)
    inside, outside = treaty.signatory(np.arange(1, 11)), treaty.outsider(np.arange(10))
    assert stable_sizes(treaty) == by_definition(inside, outside) == (0, 10)


def test_they_stack_and_sweep():
    stacked = EntryClause(TradeMeasure(LinearAgreement(10), 1), 7)
    assert isinstance(stacked, Agreement)
    assert not isinstance(stacked, PreciseAgreement)
    assert stable_sizes(stacked) == (0, 1, 2, 3, 4, 5, 7)
    swept = EntryClause(BinaryAgreement(10, [0.3, 0.75], 1), 6)
    assert assess(swept).largest.tolist() == [6, 6]
    assert assess(TradeMeasure(LinearAgreement(10, [1, 2]), 1)).largest.tolist() == [5, 3]


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: EntryClause("Kyoto", 3), TypeError, "agreement"),
        (lambda: EntryClause(LinearAgreement(5), 6), ValueError, "least must"),
        (lambda: EntryClause(LinearAgreement(5), 0), ValueError, "least must"),
        (lambda: TradeMeasure(LinearAgreement(5), -1), ValueError, "loss must"),
        (lambda: TradeMeasure(LinearAgreement(5), 1, own=np.nan), ValueError, "own must"),
        (lambda: TradeMeasure(LinearAgreement(5), 1).signatory(0), ValueError, "k must"),
        (lambda: EntryClause(LinearAgreement(5), 2).outsider(5), ValueError, "k must"),
    ],
)
def test_what_cannot_be_is_refused(make, error, words):
    with pytest.raises(error, match=words):
        make()
