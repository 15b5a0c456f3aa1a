"""Nations that trade: against markets solved from their parts, and against trying all sizes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from govlib.nations import Nations, TradingNations

TRADING = st.builds(
    TradingNations,
    st.builds(Nations, st.floats(0.5, 2), st.floats(0.3, 1), st.floats(1e-3, 0.03)),
    st.floats(0, 0.5),
    st.floats(0, 1),
    st.floats(0.2, 1),
)


@pytest.mark.parametrize(("nations", "lost"), [(2, 0.3), (4, 0.5), (5, 0.0), (3, 1.0)])
def test_income_is_what_places_earn_that_trade_their_goods(nations, lost):
    """What alike places, at home and abroad, use of a good is chosen so that it is used up.

    Its worth is then largest, as in a market without frictions.
    """
    places, alpha = 60, 0.4
    home = places // nations

    def worth(at_home):
        abroad = (1 - home * at_home) / max(places - home, 1)
        arrives = (1 - lost) * abroad
        return home * at_home**alpha + (places - home) * max(arrives, 0) ** alpha

    found = minimize(lambda x: -worth(x[0]), [1 / places], bounds=[(1e-9, 1 / home)], tol=1e-14)
    omega = (1 - lost) ** (alpha / (1 - alpha))
    # 60 places with a unit each: A is what a place earns without barriers
    free = places * (1 / places) ** alpha
    trading = TradingNations(Nations(1, 1, 0.01), free, omega, 1 - alpha)
    assert trading.divided(nations).income == pytest.approx(-found.fun, rel=1e-5)


@given(TRADING)
def test_no_size_beats_the_best_and_none_is_better_at_a_border_than_the_stable_one(trading):
    size = np.geomspace(1 / 200, 1, 4000)
    tried = trading.divided(1 / size)
    for split, name in ((trading.optimum(), "average"), (trading.stable(), "border")):
        if split.number < 150:
            assert getattr(split, name) >= getattr(tried, name).max() - 1e-12
    whole = trading.optimum(whole=True)
    assert whole.average == pytest.approx(trading.divided(np.arange(1, 60)).average.max())


@given(TRADING)
def test_whole_borders_hold_and_one_more_does_not(trading):
    held = trading.stable(whole=True).number

    def slope(count):
        size = np.array([1 / count, (1 + 1e-6) / count])
        low, high = trading.divided(1 / size).border
        return high - low

    assert held == 1 or slope(held) <= 1e-9
    assert slope(held + 1) > -1e-9


@given(TRADING, st.floats(0, 1))
def test_opening_brings_more_nations_and_the_least_excess_where_it_ends(trading, other):
    low, high = sorted([trading.openness, other])
    both = TradingNations(trading.world, trading.market, [low, high], trading.exponent)
    best, held = both.optimum(), both.stable()
    assert np.diff(best.number)[0] >= -1e-9
    assert np.diff(held.number)[0] >= -1e-9
    ratio = held.number / best.number
    assert (ratio >= 1 - 1e-12).all()
    if best.number[0] > 1:
        assert (ratio >= np.sqrt(2) - 1e-9).all()
        if trading.exponent == 1:
            assert np.diff(ratio)[0] <= 1e-9


def test_each_step_of_opening_lessens_the_excess_where_markets_are_linear_alone():
    openness = np.linspace(0, 1, 21)

    def ratios(market, exponent):
        trading = TradingNations(Nations(1.5, 0.5, 1 / 256), market, openness, exponent)
        assert (trading.optimum().number > 1).all()
        return trading.stable().number / trading.optimum().number

    linear, bent = ratios(0.1, 1), ratios(0.5, 0.25)
    assert (np.diff(linear) < 0).all()
    # a little openness weakens the pull of a market most where nations are small, as held ones are
    assert bent.max() > bent[0] + 0.2
    assert bent[-1] == pytest.approx(linear[-1]) == pytest.approx(np.sqrt(2))


def test_without_borders_or_markets_nations_are_those_of_the_line():
    world = Nations(1, 1, 0.005)
    for trading in (TradingNations(world, 0.3, 1), TradingNations(world, 0, 0.2)):
        assert trading.optimum().number == pytest.approx(world.optimum().number)
        assert trading.stable(whole=True).number == world.stable(whole=True).number
        assert trading.optimum(whole=True).number == world.optimum(whole=True).number


def test_linear_markets_have_the_closed_form():
    openness = np.array([0, 0.25, 0.8])
    trading = TradingNations(Nations(2, 0.5, 0.01), 0.2, openness)
    assert trading.optimum().number == pytest.approx(np.sqrt((0.25 - 0.2 * (1 - openness)) / 0.01))
    assert trading.stable().number == pytest.approx(np.sqrt((0.5 - 0.2 * (1 - openness)) / 0.01))


def test_a_sweep_equals_its_single_worlds():
    cost, openness = np.array([0.005, 0.02]), np.array([[0.0], [0.5]])
    swept = TradingNations(Nations(1, 1, cost), 0.2, openness, 0.5)
    for i, j in np.ndindex(2, 2):
        one = TradingNations(Nations(1, 1, cost[j]), 0.2, openness[i, 0], 0.5)
        for whole in (False, True):
            assert swept.optimum(whole=whole).number[i, j] == one.optimum(whole=whole).number
            assert swept.stable(whole=whole).border[i, j] == one.stable(whole=whole).border
    assert isinstance(one.optimum().number, float)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda w: TradingNations(w, -1, 0), ValueError, "market must be at least 0; got -1"),
        (
            lambda w: TradingNations(w, 1, 1.2),
            ValueError,
            r"openness must lie in \[0, 1\]; got 1.2",
        ),
        (lambda w: TradingNations(w, 1, 0, 0), ValueError, "exponent must .*; got 0"),
        (lambda w: TradingNations(w, 1, 0, 2), ValueError, "exponent must .*; got 2"),
        (lambda w: TradingNations(3, 1, 0), TypeError, "world must be a Nations"),
        (lambda w: TradingNations(w, 1, 0).divided(0.5), ValueError, "count must be at least 1"),
    ],
)
def test_bad_arguments_are_refused(make, error, message):
    with pytest.raises(error, match=message):
        make(Nations(1, 1, 0.01))
