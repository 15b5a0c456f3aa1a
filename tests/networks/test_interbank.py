from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import graphs

from govlib.networks.interbank import RULES, GaiKapadia
from govlib.networks.windows import cascade_window

ratios = st.fractions(min_value="1/50", max_value=2, max_denominator=50)


@given(ratios, ratios, st.sampled_from(RULES), st.integers(0, 60))
def test_needed_by_counting(capital, interbank, rule, debtors):
    banks = GaiKapadia(capital, interbank, rule)

    def fails(m):
        loss = m * interbank / debtors if debtors else 0
        return loss > capital or (rule == RULES[1] and loss == capital)

    enough = [m for m in range(1, debtors + 1) if fails(m)]
    got = int(banks.needed(debtors))
    if enough:
        assert got == enough[0]
    else:
        assert got > debtors
    if debtors:
        assert (got == 1) == (debtors <= banks.vulnerable_degree)


def test_the_rule_at_the_tie():
    strict, weak = (GaiKapadia("0.04", "0.20", rule) for rule in RULES)
    assert (strict.vulnerable_degree, weak.vulnerable_degree) == (4, 5)
    assert strict.needed([5, 10]).tolist() == [2, 3]
    assert weak.needed([5, 10]).tolist() == [1, 2]
    assert GaiKapadia(0.04, 0.2) == strict  # floats are read as decimals
    assert strict.capital == Fraction(1, 25)


def test_its_window_is_that_of_watts():
    # five neighbours of whom one is enough; or four debtors, of whom one is met along the loan
    a, b = GaiKapadia().window(), cascade_window("0.18")
    assert (a.lower, a.upper) == (b.lower, b.upper)
    assert GaiKapadia(default_when=RULES[1]).window().upper > a.upper


@given(st.fractions("1/100", "1/10"), st.fractions("1/100", "1/10"))
def test_capital_narrows_the_window(a, b):
    thin, thick = (GaiKapadia(capital=k).window() for k in (min(a, b), max(a, b)))
    if not thick.empty:
        assert thin.lower <= thick.lower
        assert thin.upper >= thick.upper


@given(graphs(most=8, directed=True), st.sampled_from(RULES), st.data())
def test_contagion_by_hand(matrix, rule, data):
    n = len(matrix)
    seed = data.draw(st.integers(0, n - 1))
    banks = GaiKapadia("0.06", "0.2", rule)
    failed = {seed}
    while True:
        new = set()
        for j in set(range(n)) - failed:
            debtors = np.flatnonzero(matrix[:, j])
            lost = sum(1 for i in debtors if i in failed) * Fraction(1, 5)
            limit = Fraction(6, 100) * len(debtors)
            if lost and (lost > limit or (rule == RULES[1] and lost == limit)):
                new.add(j)
        if not new:
            break
        failed |= new
    assert set(np.flatnonzero(banks.contagion(matrix, seed).reached).tolist()) == failed


def test_losses_run_from_debtor_to_creditor():
    loans = nx.DiGraph([(0, 1), (1, 2)])  # 1 has lent to 0, and 2 to 1
    assert GaiKapadia().contagion(loans, 1).times.tolist() == [-1, 0, 1]


def test_simulations_agree_with_the_theory():
    banks = GaiKapadia()
    for z in (2.0, 5.0):
        theory = banks.theory(z)
        draws = banks.simulate(1000, z, draws=400, rng=1)
        error = np.sqrt(theory.frequency * (1 - theory.frequency) / 400)
        assert draws.frequency() == pytest.approx(theory.frequency, abs=4 * error + 0.01)
        assert draws.extent() == pytest.approx(theory.extent, abs=0.02)


def test_robust_yet_fragile():
    theory = GaiKapadia().theory([3.0, 5.7])
    assert theory.frequency[1] < theory.frequency[0]
    assert theory.extent[1] > theory.extent[0]
    outside = GaiKapadia().theory([0.0, 1.0, 6.0])
    assert outside.frequency.tolist() == outside.extent.tolist() == [0, 0, 0]


def test_draws():
    a, b = (GaiKapadia().simulate(50, 2, draws=5, rng=3) for _ in range(2))
    assert (a.shares == b.shares).all()
    assert (a.shares >= 1 / 50).all()
    assert np.isnan(GaiKapadia(capital=1).simulate(50, 2, draws=5, rng=3).extent())


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: GaiKapadia(capital=0), "capital must be above 0; got 0"),
        (lambda: GaiKapadia(interbank=-0.1), "interbank must be above 0"),
        (lambda: GaiKapadia(default_when="never"), "default_when must be one of"),
        (lambda: GaiKapadia().simulate(1, 0), "n must"),
        (lambda: GaiKapadia().simulate(10, 20), "mean_degree must"),
        (lambda: GaiKapadia().theory(-1), "z must"),
    ],
)
def test_bad_arguments(call, words):
    with pytest.raises(ValueError, match=words):
        call()
