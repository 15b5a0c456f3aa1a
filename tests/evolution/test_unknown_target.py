"""Targets that are not known: means of known ones, and their peaks by brute force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.evolution import CollectiveRisk, UnknownTarget


@st.composite
def doubts(draw):
    n = draw(st.integers(2, 12))
    low = draw(st.integers(1, n))
    return n, low, draw(st.integers(low, n))


@given(doubts(), st.floats(0, 1))
def test_an_even_doubt_is_the_mean_of_known_targets(doubt, x):
    n, low, high = doubt
    known = [CollectiveRisk(n, m, 0.1, 1).pivotal(x) for m in range(low, high + 1)]
    assert UnknownTarget.evenly(n, low, high, 0.1).pivotal(x) == pytest.approx(np.mean(known))


@given(st.integers(2, 40), st.floats(0, 1))
def test_where_any_number_may_be_needed_nobody_decides_more_often(n, x):
    assert UnknownTarget.evenly(n, 1, n, 0.1).pivotal(x) == pytest.approx(1 / n)


@given(doubts())
def test_the_critical_risk_is_at_the_highest_peak(doubt):
    target = UnknownTarget.evenly(*doubt, 0.1)
    x = np.linspace(0, 1, 5001)
    assert target.critical_risk <= 0.1 / target.pivotal(x).max() + 1e-9
    assert target.critical_risk == pytest.approx(0.1 / target.pivotal(x).max(), rel=1e-4)


def test_a_known_target_is_the_dilemma_itself():
    known = CollectiveRisk(9, 4, 0.1, 1)
    assert UnknownTarget.evenly(9, 4, 4, 0.1).critical_risk == pytest.approx(known.critical_risk)
    assert UnknownTarget.evenly(9, 4, 4, 0.1).most_pivotal == pytest.approx(3 / 8, abs=1e-6)


def test_two_peaks_and_unequal_chances():
    target = UnknownTarget(12, [0, 0.3, 0, 0, 0, 0, 0, 0, 0, 0, 0.7, 0], 0.1)
    assert target.most_pivotal == pytest.approx(10 / 11, abs=1e-3)


def test_bad_input():
    with pytest.raises(ValueError, match=r"chances must add up to 1; got 0\.9"):
        UnknownTarget(3, [0.3, 0.3, 0.3], 0.1)
    with pytest.raises(ValueError, match="one entry for each of 1 to 4 cooperators; got 3"):
        UnknownTarget(4, [0.5, 0.5, 0], 0.1)
    with pytest.raises(ValueError, match=r"high must lie in \[3, 6\]; got 2"):
        UnknownTarget.evenly(6, 3, 2, 0.1)
    with pytest.raises(ValueError, match=r"cost must lie in \[0, 1\]; got 2"):
        UnknownTarget.evenly(6, 3, 3, 2)
