"""Donors who foresee the tax for the fund, donors who collude, and joint promises."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.financing import BonusContract, Donors

WEIGHTS = st.lists(st.floats(0.2, 8), min_size=2, max_size=5)
SHARES = st.floats(0.05, 1)
FOUR = Donors([1, 2, 3, 4])


def by_quadratic(gifts, share):
    """Return what the rule spends, and from the fund, from its definition."""
    added = share * (np.sqrt(gifts).sum(axis=-1) ** 2 - gifts.sum(axis=-1))
    return gifts.sum(axis=-1) + added, added


def shares_of(tax, weights, whole):
    """Equal taxes, taxes by worth, or one who pays none."""
    a = np.array(weights)
    return {
        "equal": np.full(a.size, whole / a.size),
        "by worth": whole * a / a.sum(),
        "not the first": np.r_[0, np.full(a.size - 1, whole / a.size)],
    }[tax]


TAXES = st.sampled_from(["equal", "by worth", "not the first"])


@settings(max_examples=60)
@given(WEIGHTS, SHARES, TAXES, st.floats(0, 0.95), st.floats(0.3, 0.8))
def test_no_donor_who_foresees_the_tax_gains_by_another_gift(weights, share, tax, whole, e):
    donors, taxes = Donors(weights, e), shares_of(tax, weights, whole)
    found = donors.quadratic(share, taxes=taxes)
    level, fund = by_quadratic(found.gifts, share)
    assert found.level == pytest.approx(level)
    assert found.fund == pytest.approx(fund, abs=1e-9)
    for i, gift in enumerate(found.gifts):
        tried = np.tile(found.gifts, (81, 1))
        tried[:, i] = np.concatenate(
            [gift * np.linspace(0, 3, 41), found.level * np.linspace(0, 1, 40)]
        )
        level, fund = by_quadratic(tried, share)
        payoff = donors.benefits(level)[:, i] - tried[:, i] - taxes[i] * fund
        own = donors.benefits(found.level)[i] - gift - taxes[i] * found.fund
        assert own >= payoff.max() - 1e-8 * max(1, abs(own))


@settings(max_examples=40)
@given(WEIGHTS, TAXES, st.floats(0, 0.95), st.floats(0, 4), st.floats(0.3, 0.8))
def test_no_donor_gains_by_another_gift_under_matching(weights, tax, whole, rate, e):
    donors, taxes = Donors(weights, e), shares_of(tax, weights, whole)
    found = donors.matched(rate, taxes=taxes)
    assert found.level == pytest.approx((1 + rate) * found.gifts.sum())
    for i, gift in enumerate(found.gifts):
        tried = np.linspace(0, 2 * found.level, 161)
        given_ = found.gifts.sum() - gift + tried
        payoff = donors.benefits((1 + rate) * given_)[:, i] - tried - taxes[i] * rate * given_
        own = donors.benefits(found.level)[i] - gift - taxes[i] * found.fund
        assert own >= payoff.max() - 1e-8 * max(1, abs(own))


@settings(max_examples=30)
@given(WEIGHTS, SHARES, st.floats(0, 0.95), st.randoms(use_true_random=False))
def test_colluders_who_foresee_the_tax_cannot_gain_together(weights, share, whole, random):
    donors, taxes = Donors(weights), shares_of("equal", weights, whole)
    group = random.sample(range(len(weights)), random.randint(2, len(weights)))
    found = donors.quadratic(share, colluders=group, taxes=taxes)
    rng = np.random.default_rng(0)
    tried = np.tile(found.gifts, (300, 1))
    tried[:, group] *= np.exp(rng.normal(0, 0.5, (300, len(group))))
    level, fund = by_quadratic(tried, share)

    def joint(level, gifts, fund):
        gain = donors.benefits(level)[..., group] - gifts[..., group]
        return gain.sum(axis=-1) - taxes[group].sum() * fund

    own = joint(np.float64(found.level), found.gifts, found.fund)
    assert own >= joint(level, tried, fund).max() - 1e-8 * max(1, abs(own))


@given(st.integers(2, 200))
def test_equals_who_foresee_an_equal_tax_reach_a_quarter_in_the_end(n):
    found = Donors(np.ones(n)).quadratic(taxes=1 / n)
    assert found.level == pytest.approx((n**2 / (2 * n - 1)) ** 2)
    assert found.level / n**2 > 1 / 4


def test_the_four_donors_as_the_chapter_has_them():
    assert FOUR.quadratic(taxes=0.25).level == pytest.approx(36)
    assert FOUR.quadratic(taxes=0.25).gifts == pytest.approx(np.array([0, 2 / 3, 2, 10 / 3]) ** 2)
    # all give: X (1 + B/10) = B with B = 10 Σ a/(10 − a)
    b = 10 * (1 / 9 + 2 / 8 + 3 / 7 + 4 / 6)
    by_worth = FOUR.quadratic(taxes=np.array([1, 2, 3, 4]) / 10)
    assert by_worth.level == pytest.approx((b / (1 + b / 10)) ** 2)


@given(WEIGHTS, SHARES)
def test_taxes_of_nothing_change_nothing(weights, share):
    donors = Donors(weights)
    taxed = donors.quadratic(share, taxes=np.zeros(len(weights)))
    assert taxed.level == donors.quadratic(share).level
    assert donors.matched(1, taxes=0).level == donors.matched(1).level


def test_who_foresees_more_of_the_tax_has_less_spent():
    for share, rule in itertools.product((0.2, 0.6, 1.0), ("quadratic", "matched")):
        levels = [getattr(FOUR, rule)(share, taxes=t / 4).level for t in (0, 0.3, 0.6, 0.9)]
        assert (np.diff(levels) < 0).all(), (rule, share)


@pytest.mark.parametrize("group", [(), (0, 1, 2), (2, 3)])
@pytest.mark.parametrize("taxes", [0.0, 0.25])
@pytest.mark.parametrize("fund", [1, 10, 30])
def test_a_fund_spends_what_it_has_or_what_the_best_takes(fund, taxes, group):
    more = {"colluders": group, "taxes": taxes}
    matched = FOUR.matched(FOUR.rate_for_fund(fund, **more), **more)
    assert matched.fund == pytest.approx(fund) or matched.level == pytest.approx(100)
    share = FOUR.share_for_fund(fund, **more)
    quadratic = FOUR.quadratic(share, **more)
    assert quadratic.fund == pytest.approx(fund, rel=1e-6) or (share == 1 and quadratic.fund < fund)
    assert FOUR.rate_for_fund(1e6) == pytest.approx(FOUR.matching_for_optimum)


def test_matching_from_the_same_fund_brings_more_unless_all_are_equal():
    for fund in (1, 5, 20, 45):
        rules = [
            (d.matched(d.rate_for_fund(fund)).level, d.quadratic(d.share_for_fund(fund)).level)
            for d in (FOUR, Donors([3, 3, 3, 3]))
        ]
        assert rules[0][0] > rules[0][1] + 0.5
        assert rules[1][0] == pytest.approx(rules[1][1])


def test_a_grant_falls_on_gifts_and_colluders_give_for_all_of_them():
    assert FOUR.matched(0, colluders=[0, 1, 2]).gifts == pytest.approx([12, 12, 12, 0])
    assert FOUR.granted(10, colluders=[0, 1, 2]).level == 36
    assert FOUR.granted(50, colluders=[0, 1, 2]).level == 50


# ---- joint promises


def answers(contract):
    """Payoffs of each donor for every set of answers, from the rules of the contract."""
    donors, back = contract.donors, contract.fallback
    asked = contract.payments > 0
    for accept in itertools.product([True, False], repeat=asked.sum()):
        yes = np.zeros(asked.size, bool)
        yes[asked] = accept
        if all(accept):
            pay = donors.benefits(contract.payments.sum()) - contract.payments
        else:
            pay = donors.benefits(back.level) - back.gifts + contract.bonus * yes
        yield tuple(accept), pay


@pytest.mark.parametrize("believed", [None, [1.25, 2, 3, 4], [1, 2, 2, 2], [0, 2, 3, 4]])
@pytest.mark.parametrize("bonus", [0.0, 0.5])
def test_accepting_is_dominant_by_trying_all_answers(believed, bonus):
    contract = BonusContract.in_proportion(FOUR, bonus=bonus, believed=believed)
    table = dict(answers(contract))
    who = np.flatnonzero(contract.payments > 0)
    dominant, holds = True, True
    for place, i in enumerate(who):
        for others in itertools.product([True, False], repeat=len(who) - 1):
            yes = (*others[:place], True, *others[place:])
            no = (*others[:place], False, *others[place:])
            better = table[yes][i] > table[no][i] + 1e-9
            dominant &= better
            holds &= better or not all(others)
    assert contract.is_dominant == dominant
    assert contract.holds == holds
    if not holds:
        assert contract.outcome().level == 16
        assert contract.outcome().fund == pytest.approx(bonus * (len(who) - 1))


@given(WEIGHTS, st.floats(0.3, 0.7))
def test_the_payments_are_the_lindahl_prices(weights, elasticity):
    donors = Donors(weights, elasticity)
    contract = BonusContract.in_proportion(donors)
    best = donors.optimum().level
    assert contract.payments.sum() == pytest.approx(best)
    step = 1e-5 * best
    slope = (donors.benefits(best + step) - donors.benefits(best - step)) / (2 * step)
    assert contract.payments / best == pytest.approx(slope, rel=1e-5)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_the_promise_holds_where_the_others_value_it_more_than_the_keenest(weights):
    others, alike = sum(weights) - max(weights), len(set(weights)) == 1
    held = BonusContract.in_proportion(Donors(weights)).holds
    assert held == (others > max(weights) or alike)


def test_colluders_refuse_for_a_large_bonus_and_make_others_wait():
    group = [0, 1, 2]
    found = BonusContract.in_proportion(FOUR, colluders=group)
    # their own gifts of 36 are what the fourth falls back on
    assert found.gain == pytest.approx([10, 8, 6, -8])
    assert not found.holds
    low = BonusContract(FOUR, [12, 24, 36, 28], bonus=1, colluders=group)
    high = BonusContract(FOUR, [12, 24, 36, 28], bonus=10, colluders=group)
    assert low.gain[3] == pytest.approx(4)
    assert (low.holds, high.holds) == (True, False), "two bonuses of 10 are more than a gain of 12"
    assert (low.outcome().level, high.outcome().level) == (100, 36)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: FOUR.quadratic(taxes=[0.5, 0.5]), ValueError, "taxes must be one number or 4"),
        (lambda: FOUR.quadratic(taxes=0.3), ValueError, "taxes must sum to 1 at most; got 1.2"),
        (lambda: FOUR.quadratic(taxes=-0.1), ValueError, "taxes must lie in"),
        (
            lambda: FOUR.quadratic(taxes=0.25, colluders=range(4)),
            ValueError,
            "taxes of one donor, or of all colluders, must be below 1",
        ),
        (lambda: FOUR.matched(1, colluders=[4]), ValueError, "colluders must lie in"),
        (lambda: FOUR.rate_for_fund(-1), ValueError, "fund must be at least 0; got -1"),
        (
            lambda: FOUR.rate_for_fund(100, taxes=[0.1, 0.2, 0.3, 0.4]),
            ValueError,
            "fund must be smaller: no rate of matching draws 100",
        ),
        (lambda: BonusContract([1, 2], [1, 1]), TypeError, "donors must be a Donors"),
        (lambda: BonusContract(FOUR, [1, 1]), ValueError, "payments must have 4 entries; got 2"),
        (lambda: BonusContract(FOUR, [0] * 4), ValueError, "payments must hold at least one"),
        (lambda: BonusContract(FOUR, [1] * 4, -1), ValueError, "bonus must be at least 0; got -1"),
        (lambda: BonusContract(FOUR, [1] * 4, 0, [4]), ValueError, "colluders must lie in"),
    ],
)
def test_bad_arguments_are_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()


@pytest.mark.parametrize(
    ("believed", "group", "level"), [(1, (), 100), (1.25, (), 16), (1, (0, 1, 2), 36)]
)
def test_what_the_promise_brings_does_not_hang_on_how_the_fund_is_split(believed, group, level):
    for bonus in (0.01, 70 / 4, 70 / 3, 70):
        contract = BonusContract.in_proportion(
            FOUR, bonus=bonus, believed=[believed, 2, 3, 4], colluders=group
        )
        assert contract.outcome().level == pytest.approx(level)


def test_how_much_too_keen_the_first_may_be_taken_for():
    """2S − bS = 8 with S = 9 + b: she refuses above b = (√89 − 7)/2 = 1.217."""
    turn = (89**0.5 - 7) / 2
    for believed, accepts in ((1.2, True), (turn - 1e-6, True), (turn + 1e-6, False)):
        asked = BonusContract.in_proportion(FOUR, believed=[believed, 2, 3, 4])
        assert asked.holds is accepts
