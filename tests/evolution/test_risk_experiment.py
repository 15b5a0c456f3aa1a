"""The game of the experiment, and what thirty groups did in it."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.evolution import TREATMENTS, RiskExperiment, contrast

GAME = RiskExperiment()
GIFTS = st.lists(st.sampled_from(GAME.totals.tolist()), min_size=6, max_size=6)


@given(GIFTS, st.floats(0, 1))
def test_all_keep_what_they_did_not_give_unless_the_dice_fall(gifts, risk):
    kept = GAME.kept(gifts, risk)
    chance = 1 if sum(gifts) >= 120 else 1 - risk
    assert kept == pytest.approx([(40 - g) * chance for g in gifts])


@given(GIFTS)
def test_at_high_risk_exactly_the_target_is_an_equilibrium(gifts):
    """The article's statement: any way to give exactly 120, as long as nobody gives over 36."""
    missing = 120 - sum(gifts)
    gifts = np.array(gifts)
    for player in range(6):
        change = np.clip(missing, -gifts[player], 40 - gifts[player])
        gifts[player] += change
        missing -= change
    assert gifts.sum() == 120
    assert GAME.is_equilibrium(gifts, 0.9) == bool((gifts <= 36).all())


@given(GIFTS, st.floats(0, 1))
def test_giving_too_much_is_no_equilibrium(gifts, risk):
    if sum(gifts) > 120:
        assert not GAME.is_equilibrium(gifts, risk)


def test_at_low_risk_only_giving_nothing_is_stable_among_equals():
    same = [total for total in GAME.totals if GAME.is_equilibrium([total] * 6, 0.1)]
    assert same == [0]


def test_fair_shares():
    assert GAME.fair_share == 20
    assert GAME.totals[[0, 1, -1]].tolist() == [0, 2, 40]


def test_more_risk_more_giving():
    risks = [t.risk for t in TREATMENTS]
    assert risks == sorted(risks, reverse=True)
    for a, b in itertools.pairwise(TREATMENTS):
        assert a.given > b.given
        assert a.reached > b.reached


@given(st.lists(st.integers(0, 10), min_size=2, max_size=5))
def test_the_test_sees_no_difference_where_there_is_none(counts):
    test = contrast(counts, [10] * len(counts))
    assert test.statistic >= 0
    assert 0 <= test.p <= 1
    assert (test.statistic < 1e-9) == (len(set(counts)) == 1)


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: RiskExperiment(n=1), "n must be at least 2"),
        (lambda: RiskExperiment(highest=5), "highest must be at most endowment/steps = 4"),
        (lambda: RiskExperiment(target=-1), "target must be above 0"),
        (lambda: GAME.kept([20] * 5, 0.9), "one entry for each of 6 players"),
        (lambda: GAME.kept(20, 0.9), "one entry for each of 6 players"),
        (lambda: GAME.kept([41] * 6, 0.9), "gifts must lie in"),
        (lambda: GAME.kept([20] * 6, 1.1), "risk must lie in"),
        (lambda: contrast([11], [10]), "at least two treatments"),
        (lambda: contrast([11, 1], [10, 10]), "must not exceed"),
        (lambda: contrast([1.5, 1], [10, 10]), "reached must be whole; got 1.5"),
        (lambda: contrast([0, 1], [0, 10]), "groups must be at least 1; got 0"),
    ],
)
def test_bad_input_is_refused(call, match):
    with pytest.raises(ValueError, match=match):
        call()


def test_a_target_that_nobody_can_reach_is_refused():
    assert RiskExperiment(target=240).target == 240
    with pytest.raises(ValueError, match=r"target must be at most .* = 120, .*; got 500"):
        RiskExperiment(n=3, target=500)
