"""One offer to an unknown fall-back: brute force, closed forms, and what is missed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from govlib.games import SingleOffer

SHAPES = st.floats(1, 20)


@settings(max_examples=30)
@given(st.floats(0, 0.95), SHAPES, SHAPES)
def test_no_other_offer_brings_more(own, one, two):
    talks = SingleOffer(own, one, two)
    shares = np.linspace(0, 1 - own, 20001)

    def worth(share):
        return beta.cdf(share, one, two) * (1 - own - share)

    assert worth(talks.offer) >= worth(shares).max() * (1 - 1e-9)
    assert 0 < talks.offer < 1 - own


@given(st.floats(0, 0.99))
def test_alike_likely_fall_backs_halve_the_agreements(own):
    """By hand: x(1 − own − x) is largest in the middle."""
    talks = SingleOffer(own)
    assert talks.offer == pytest.approx((1 - own) / 2)
    assert talks.missed == pytest.approx(0.5)


@pytest.mark.parametrize("power", [1, 2, 5])
def test_high_fall_backs_by_hand(power):
    """With F = x^a one offers a/(a + 1) of what there is, and misses 1 − (a/(a + 1))^a."""
    talks = SingleOffer(0.3, alpha=power)
    part = power / (power + 1)
    assert talks.offer == pytest.approx(0.7 * part)
    assert talks.missed == pytest.approx(1 - part**power)
    # ∫ (m − f) dF up to x = pm is m^(a + 1) (p^a − a p^(a + 1)/(a + 1)), and with p = 1 all of it
    gained = part**power - part ** (power + 2)
    assert talks.lost == pytest.approx(1 - gained * (power + 1))


def test_missed_is_what_draws_miss():
    talks = SingleOffer(0.2, 2, 3)
    drawn = np.random.default_rng(11).beta(2, 3, 400_000)
    possible = drawn < 0.8
    failed = possible & (drawn > talks.offer)
    assert talks.missed == pytest.approx(failed.sum() / possible.sum(), abs=3e-3)
    assert talks.agreement == pytest.approx((drawn <= talks.offer).mean(), abs=3e-3)
    gains = 0.8 - drawn
    assert talks.lost == pytest.approx(gains[failed].sum() / gains[possible].sum(), abs=3e-3)


@given(st.floats(0, 0.95), SHAPES, SHAPES)
def test_what_fails_is_poorer_than_what_does_not(own, one, two):
    talks = SingleOffer(own, one, two)
    assert 0 < talks.lost < talks.missed


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"own": 1}, r"own must lie in \[0, 1\); got 1"),
        ({"own": -0.1}, "own must lie"),
        ({"alpha": 0.5}, "alpha must lie"),
        ({"beta": 2000}, "beta must lie"),
        ({"beta": np.nan}, "beta must lie"),
    ],
)
def test_bad_arguments_are_refused(given_, words):
    with pytest.raises(ValueError, match=words):
        SingleOffer(**given_)


def test_a_list_is_refused():
    with pytest.raises(TypeError, match="own must be one number"):
        SingleOffer([0.1, 0.2])
