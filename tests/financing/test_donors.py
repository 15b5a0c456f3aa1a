"""Rules of funding: no donor gains by another gift, and the known limits hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.financing import Donors, quadratic_match

WEIGHTS = st.lists(st.floats(0.1, 10), min_size=1, max_size=6)
ELASTICITIES = st.floats(0.3, 0.8)
SHARES = st.floats(0.05, 1)


def level(gifts, share):
    """Return what the rule spends, from its definition."""
    return share * np.sqrt(gifts).sum(axis=-1) ** 2 + (1 - share) * gifts.sum(axis=-1)


@settings(max_examples=50)
@given(WEIGHTS, ELASTICITIES, SHARES)
def test_no_donor_gains_by_another_gift(weights, elasticity, share):
    donors = Donors(weights, elasticity)
    found = donors.quadratic(share)
    assert found.level == pytest.approx(level(found.gifts, share))
    for i, gift in enumerate(found.gifts):
        tried = np.tile(found.gifts, (41, 1))
        tried[:, i] = gift * np.linspace(0, 3, 41)
        payoff = donors.benefits(level(tried, share))[:, i] - tried[:, i]
        own = donors.benefits(found.level)[i] - gift
        assert own >= payoff.max() - 1e-9 * max(1, abs(own))


@settings(max_examples=50)
@given(WEIGHTS, ELASTICITIES, SHARES, st.randoms(use_true_random=False))
def test_colluders_cannot_gain_together(weights, elasticity, share, random):
    donors = Donors(weights, elasticity)
    group = random.sample(range(len(weights)), random.randint(1, len(weights)))
    found = donors.quadratic(share, colluders=group)
    joint = donors.benefits(found.level)[group].sum() - found.gifts[group].sum()
    rng = np.random.default_rng(0)
    tried = np.tile(found.gifts, (200, 1))
    tried[:, group] *= np.exp(rng.normal(0, 0.5, (200, len(group))))
    payoff = donors.benefits(level(tried, share))[:, group].sum(axis=1)
    payoff -= tried[:, group].sum(axis=1)
    assert joint >= payoff.max() - 1e-9 * max(1, abs(joint))


@given(WEIGHTS, ELASTICITIES)
def test_the_full_match_reaches_the_optimum(weights, elasticity):
    donors = Donors(weights, elasticity)
    assert donors.quadratic().level == pytest.approx(donors.optimum().level)
    assert donors.quadratic().fund == pytest.approx(
        quadratic_match(donors.quadratic().gifts), abs=1e-9
    )


@given(WEIGHTS, ELASTICITIES, st.floats(0.1, 10))
def test_no_level_beats_the_optimum(weights, elasticity, factor):
    donors = Donors(weights, elasticity)
    best = donors.optimum()
    assert donors.welfare(best.level * factor) <= best.welfare + 1e-9 * abs(best.welfare)


@given(WEIGHTS, ELASTICITIES)
def test_without_a_match_it_is_private_giving(weights, elasticity):
    donors = Donors(weights, elasticity)
    least = donors.quadratic(1e-9)
    assert least.level == pytest.approx(donors.equilibrium().level, rel=1e-4)
    assert donors.matched(0).level == donors.equilibrium().level == donors.granted(0).level


@given(WEIGHTS, ELASTICITIES, st.floats(0.05, 0.9))
def test_more_match_means_more_of_the_good(weights, elasticity, share):
    donors = Donors(weights, elasticity)
    less, more = donors.quadratic(share), donors.quadratic(share + 0.1)
    assert more.level >= less.level * (1 - 1e-12)
    assert more.fund >= less.fund - 1e-9 * more.level
    assert more.welfare >= less.welfare - 1e-9 * abs(more.welfare)


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=6), st.floats(0.01, 0.95))
def test_a_fund_spends_what_it_has(weights, part):
    donors = Donors(weights)
    fund = part * donors.quadratic().fund
    share = donors.share_for_fund(fund)
    assert donors.quadratic(share).fund == pytest.approx(fund, rel=1e-11)
    assert donors.share_for_fund(donors.quadratic().fund * 1.01) == 1


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=6), ELASTICITIES, st.floats(0.01, 0.95))
def test_taxes_of_almost_nothing_change_almost_nothing(weights, elasticity, part):
    donors = Donors(weights, elasticity)
    for group in ([], [0, 1]):
        fund = part * donors.quadratic(colluders=group).fund
        # with taxes the share is searched for in another way
        without, taxed = (
            donors.share_for_fund(fund, colluders=group, taxes=tax) for tax in (0, 1e-15)
        )
        assert without == pytest.approx(taxed, rel=1e-9)


@given(WEIGHTS, ELASTICITIES)
def test_the_right_rate_of_matching_reaches_the_optimum(weights, elasticity):
    donors = Donors(weights, elasticity)
    best, found = donors.optimum(), donors.matched(donors.matching_for_optimum)
    assert found.level == pytest.approx(best.level)
    assert found.gifts.sum() + found.fund == pytest.approx(found.level)


@given(WEIGHTS, ELASTICITIES, st.floats(0, 3))
def test_under_matching_no_donor_gains_by_another_gift(weights, elasticity, rate):
    donors = Donors(weights, elasticity)
    found = donors.matched(rate)
    for i, gift in enumerate(found.gifts):
        others = found.gifts.sum() - gift
        tried = np.linspace(0, 2 * found.level, 101)
        payoff = donors.benefits((1 + rate) * (others + tried))[:, i] - tried
        assert donors.benefits(found.level)[i] - gift >= payoff.max() - 1e-9 * found.level


@given(WEIGHTS, st.floats(0, 2))
def test_a_grant_crowds_out_gifts(weights, part):
    donors = Donors(weights)
    alone = donors.equilibrium().level
    found = donors.granted(part * alone)
    assert found.level == pytest.approx(max(1, part) * alone)
    assert found.fund == pytest.approx(part * alone)


@given(st.lists(st.floats(0.1, 5), min_size=2, max_size=5), SHARES, st.integers(2, 5))
def test_more_names_draw_more_from_the_fund(weights, share, names):
    donors = Donors(weights)
    honest = donors.quadratic(share)
    identities = np.ones(len(weights), int)
    identities[-1] = names
    assert donors.quadratic(share, identities=identities).level > honest.level
    assert donors.quadratic(share, identities=1).level == honest.level


@given(st.lists(st.floats(0.1, 5), min_size=2, max_size=5))
def test_collusion_of_one_is_none_and_of_all_overshoots(weights):
    donors = Donors(weights)
    assert donors.quadratic(colluders=[0]).level == pytest.approx(donors.quadratic().level)
    everybody = donors.quadratic(colluders=range(len(weights)))
    assert everybody.level == pytest.approx(len(weights) ** 2 * donors.optimum().level)
    assert everybody.welfare < donors.quadratic().welfare


@given(WEIGHTS, st.randoms(use_true_random=False))
def test_gifts_follow_a_relabelling(weights, random):
    order = random.sample(range(len(weights)), len(weights))
    gifts = Donors(weights).quadratic(0.4).gifts
    assert Donors(np.array(weights)[order]).quadratic(0.4).gifts == pytest.approx(gifts[order])


def test_a_thousand_donors_are_no_matter():
    donors = Donors(np.ones(1000))
    assert donors.quadratic().level == pytest.approx(1e6)
    assert donors.equilibrium().gifts.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Donors([]), ValueError, "valuation must not be empty"),
        (lambda: Donors([0, 0]), ValueError, "valuation must hold at least one above 0"),
        (lambda: Donors([-1, 2]), ValueError, "valuation must be at least 0; got -1"),
        (lambda: Donors([[1, 2]]), ValueError, r"valuation must have 1 dimension\(s\)"),
        (lambda: Donors([1], elasticity=1), ValueError, r"elasticity must lie in \(0, 1\); got 1"),
        (lambda: Donors([1e200, 1], 0.5), ValueError, "the best level is no number"),
        (lambda: Donors([1, 2]).quadratic(0), ValueError, r"share must lie in \(0, 1\]; got 0"),
        (lambda: Donors([1, 2]).quadratic(colluders=[2]), ValueError, "colluders must lie in"),
        (lambda: Donors([1, 2]).quadratic(colluders=[0.5]), TypeError, "colluders must be a whole"),
        (lambda: Donors([1, 2]).quadratic(identities=0), ValueError, "identities must lie in"),
        (lambda: Donors([1, 2]).quadratic(identities=[1, 1, 1]), ValueError, "one number or 2"),
        (lambda: Donors([1, 2]).matched(-1), ValueError, "rate must lie in"),
        (lambda: Donors([1, 2]).granted(np.inf), ValueError, "grant must be at least 0; got inf"),
        (lambda: Donors([1, 2]).share_for_fund(0), ValueError, "fund must be above 0; got 0"),
        (lambda: Donors([1, 2]).share_for_fund(1e-30), ValueError, "fund must be at least"),
        (lambda: Donors([1, 2]).benefits(-1), ValueError, "level must be at least 0; got -1"),
        (lambda: quadratic_match([]), ValueError, "gifts must not be empty"),
        (lambda: quadratic_match([-1]), ValueError, "gifts must be at least 0; got -1"),
    ],
)
def test_bad_arguments_are_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()
