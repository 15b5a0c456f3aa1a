"""Local and central provision: first-order conditions, brute force, equilibrium of delegation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from govlib.nations import Districts, cooperative, critical_spillover, minimum_winning

DEMANDS = st.lists(st.floats(0.2, 10), min_size=2, max_size=5)
PRICES = st.floats(0.2, 5)
PAIRS = st.builds(Districts, st.tuples(st.floats(0.2, 10), st.floats(0.2, 10)), st.floats(0.2, 5))


def surplus(districts, amounts, k):
    """Add up by hand what each district draws, less what all cost."""
    total, n = 0.0, len(amounts)
    for i, m in enumerate(districts.demands):
        others = [np.log(g) for j, g in enumerate(amounts) if j != i]
        total += m * ((1 - k) * np.log(amounts[i]) + k * sum(others) / (n - 1))
    return total - districts.price * sum(amounts)


@given(DEMANDS, PRICES, st.floats(0, 1), st.data())
def test_surplus_is_what_districts_draw_less_cost(demands, price, part, data):
    districts = Districts(demands, price)
    n = len(demands)
    amounts = data.draw(st.lists(st.floats(0.01, 20), min_size=n, max_size=n))
    k = part * districts.most
    by_hand = surplus(districts, amounts, k)
    assert float(districts.provide(amounts, k).surplus) == pytest.approx(by_hand)


@settings(max_examples=30)
@given(DEMANDS, PRICES, st.floats(0, 1))
def test_each_level_of_government_does_the_best_it_can(demands, price, part):
    districts = Districts(demands, price)
    k = part * districts.most
    best = districts.optimum(k)
    found = minimize(lambda g: -surplus(districts, np.exp(g), k), np.zeros(len(demands)), tol=1e-10)
    assert float(best.surplus) == pytest.approx(-found.fun, abs=1e-6)
    level = districts.centralised(k).amounts[0]
    for other in (0.9 * level, 1.1 * level):
        same = districts.provide([other] * len(demands), k).surplus
        assert same < districts.centralised(k).surplus
    local = districts.decentralised(k).amounts
    for i, m in enumerate(demands):
        tried = local[i] * np.array([0.9, 1, 1.1])
        own = m * (1 - k) * np.log(tried) - price * tried
        assert own.argmax() == 1
    for other in (districts.decentralised(k), districts.centralised(k)):
        assert other.surplus <= best.surplus + 1e-9


@given(DEMANDS, PRICES)
def test_the_centre_wins_exactly_above_the_critical_spillover(demands, price):
    districts = Districts(demands, price)
    critical = districts.critical_spillover
    assert 0 <= critical < districts.most
    for k in np.linspace(0, districts.most, 23):
        gap = float(districts.centralised(k).surplus - districts.decentralised(k).surplus)
        if abs(k - critical) > 1e-6:
            assert (gap > 0) == (k > critical) or abs(gap) < 1e-9


@given(DEMANDS, st.floats(0.1, 10), PRICES)
def test_units_and_prices_do_not_move_the_critical_spillover(demands, scale, price):
    base = Districts(demands).critical_spillover
    other = Districts([scale * m for m in demands], price).critical_spillover
    assert other == pytest.approx(base, abs=1e-6)


def test_difference_favours_local_governments_up_to_a_point():
    """Where one district hardly wants the good, uniform provision is not what costs most."""
    ratios = (1, 1.5, 2, 3, 4, 8, 100, 10**6)
    found = [Districts([ratio, 1]).critical_spillover for ratio in ratios]
    assert found[0] == 0
    assert np.all(np.diff(found[:5]) > 0)
    assert np.all(np.diff(found[5:]) < 0)


@given(PAIRS, st.floats(1e-3, 0.5))
def test_the_member_with_the_say_does_the_best_for_its_district(pair, k):
    found = minimum_winning(pair, k)
    for i, m in enumerate(pair.demands):
        g = found.amounts[i]

        def worth(g, i=i, m=m):
            own = m * ((1 - k) * np.log(g[i]) + k * np.log(g[1 - i]))
            return own - pair.price / 2 * sum(g)

        for step in ((0.05, 0), (-0.05, 0), (0, 0.05), (0, -0.05)):
            assert worth(g * (1 + np.array(step))) < worth(g)
    both = [float(pair.provide(g, k).surplus) for g in found.amounts]
    assert float(found.surplus) == pytest.approx(np.mean(both))


@given(PAIRS, st.floats(0, 0.499))
def test_no_district_gains_from_another_delegate(pair, k):
    found = cooperative(pair, k)
    assert (found.delegates >= 0).all()
    # where 1 − 2κ is small, tastes of delegates are large differences of similar amounts
    step = np.array([-0.3, -0.01, 0.01, 0.3]) * max(pair.demands)
    for i, m in enumerate(pair.demands):

        def worth(own, i=i, m=m):
            sent = found.delegates.copy()
            sent[i] = own
            g = np.array([(1 - k) * sent[0] + k * sent[1], k * sent[0] + (1 - k) * sent[1]])
            g = np.maximum(g / pair.price, 1e-300)
            return m * ((1 - k) * np.log(g[i]) + k * np.log(g[1 - i])) - pair.price / 2 * g.sum()

        now = worth(found.delegates[i])
        for own in np.maximum(found.delegates[i] + step, 0):
            assert worth(own) <= now + 1e-9 * max(1, abs(now))


@given(st.floats(0.2, 10), st.floats(0, 0.5))
def test_alike_districts_overspend_less_the_more_spills_over(m, k):
    pair = Districts([m, m])
    found = cooperative(pair, k)
    extra = 2 * ((1 - k) ** 2 + k**2)
    assert found.provision.amounts == pytest.approx(np.full(2, m * extra))
    assert pair.optimum(k).amounts == pytest.approx(np.full(2, m))
    assert 1 - 1e-12 <= extra <= 2


@pytest.mark.parametrize("ratio", [1, 1.3, 2, 5, 30, 1000])
@pytest.mark.parametrize("legislature", ["cooperative", "minimum winning"])
def test_a_legislature_overtakes_local_governments_once(ratio, legislature):
    pair = Districts([1, ratio])
    critical = critical_spillover(pair, legislature)
    k = np.linspace(1e-3, 0.5, 800)
    central = (
        minimum_winning(pair, k).surplus
        if legislature == "minimum winning"
        else cooperative(pair, k).provision.surplus
    )
    ahead = central > pair.decentralised(k).surplus
    assert np.array_equal(ahead, k > critical)


def test_order_of_districts_and_sweeps_do_not_matter():
    k = np.array([[0.05, 0.2], [0.4, 0.5]])
    pair, turned = Districts([3, 1], 2), Districts([1, 3], 2)
    for verb in (minimum_winning, lambda d, k: cooperative(d, k).provision):
        swept = verb(pair, k)
        assert swept.surplus.shape == (2, 2)
        np.testing.assert_allclose(verb(turned, k).surplus, swept.surplus, rtol=1e-12)
        for index in np.ndindex(2, 2):
            np.testing.assert_allclose(verb(pair, k[index]).surplus, swept.surplus[index])
    assert pair.decentralised(k).amounts.shape == (2, 2, 2)
    assert pair.centralised(k).surplus.shape == (2, 2)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Districts([1]), "demands must have two or more districts; got 1"),
        (lambda: Districts([1, 0]), "demands must be above 0; got 0"),
        (lambda: Districts([1, np.nan]), "demands must be above 0; got nan"),
        (lambda: Districts([1, 2], 0), "price must be above 0; got 0"),
        (lambda: Districts([1, 2]).optimum(0.6), r"spillover must lie in \[0, 0.5\]; got 0.6"),
        (lambda: Districts([1, 2]).decentralised(-0.1), "spillover must lie in"),
        (lambda: Districts([1, 2]).provide([1, 2, 3], 0.1), "amounts must have 2 entries"),
        (lambda: Districts([1, 2]).provide([1, 0], 0.1), "amounts must be above 0; got 0"),
        (lambda: minimum_winning(Districts([1, 2]), 0), "spillover must .*; got 0"),
        (lambda: minimum_winning(Districts([1, 2, 3]), 0.1), "districts must be two; got 3"),
        (lambda: cooperative(Districts([1, 2, 3]), 0.1), "districts must be two; got 3"),
        (lambda: cooperative(Districts([1, 2]), 0.7), "spillover must lie in"),
        (lambda: critical_spillover(Districts([1, 2]), "monarchy"), "legislature must be one of"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(("k", "sign"), [(0.05, -1), (0.2, -1), (0.3, 1), (0.45, 1)])
def test_a_small_difference_of_wishes_helps_local_governments_below_a_quarter(k, sign):
    """The sum of wishes stays; what the centre is ahead changes by (4κ − 1)h² for small h."""
    h = 1e-3

    def ahead(difference):
        pair = Districts([1 + difference, 1 - difference])
        return float(pair.centralised(k).surplus - pair.decentralised(k).surplus)

    change = ahead(h) - ahead(0)
    assert np.sign(change) == sign
    assert change == pytest.approx((4 * k - 1) * h**2, rel=1e-2)
