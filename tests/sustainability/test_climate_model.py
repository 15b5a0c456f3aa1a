"""The climate economy: its laws, its slopes, its optima; the rest of the model against itself."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.sustainability import (
    Dice,
    baseline,
    optimum,
    shadow_prices,
    social_cost_of_carbon,
    under_prices,
)
from govlib.sustainability.carbon_cost import slopes_of_welfare

MODEL = Dice()


@st.composite
def policies(draw):
    """Return controls and saving rates that bend smoothly and stay within the limits."""
    ends = draw(st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4))
    saves = draw(st.lists(st.floats(0.1, 0.4), min_size=2, max_size=2))
    control = np.interp(np.arange(100), [0, 20, 50, 99], ends)
    return control, np.interp(np.arange(100), [0, 99], saves)


def law_by_law(model, control, saving):
    """Step through the program's equations as they stand there, one number at a time."""
    people, productivity = model.population, model.productivity
    sigma = model.reference_emissions / (model.reference_output * (1 - model.initial_control))
    fall = model.intensity_growth
    capital, (air, upper, deep), (hot, sea) = model.capital, model.carbon, model.warming
    b12, b23 = model.carbon_down
    eq = model.carbon_balance
    b21, b32 = b12 * eq[0] / eq[1], b23 * eq[1] / eq[2]
    c1, c3, c4 = model.heat
    warming, consumption = [], []
    for t in range(100):
        gross = productivity * (people / 1000) ** 0.7 * capital**0.3
        backstop = 550 * (1 - 0.025) ** t
        cost = backstop * sigma / 2.6 / 1000 * control[t] ** 2.6
        net = gross * (1 - 0.00236 * hot**2 - cost)
        emissions = sigma * gross * (1 - control[t]) + 2.6 * (1 - 0.115) ** t
        warming.append(hot)
        consumption.append(net * (1 - saving[t]) / people * 1000)
        capital = 0.9**5 * capital + 5 * saving[t] * net
        air, upper, deep = (
            air * (1 - b12) + upper * b21 + emissions * 5 / 3.666,
            air * b12 + upper * (1 - b21 - b23) + deep * b32,
            deep * (1 - b32) + upper * b23,
        )
        other = 0.5 + (0.5 / 17) * (t + 1) if t + 1 < 17 else 1.0
        forcing = 3.6813 * np.log(air / 588) / np.log(2) + other
        hot, sea = (
            hot + c1 * (forcing - 3.6813 / 3.1 * hot - c3 * (hot - sea)),
            sea + c4 * (hot - sea),
        )
        people = people * (11500 / people) ** 0.134
        productivity = productivity / (1 - 0.076 * np.exp(-0.005 * 5 * t))
        sigma = sigma * np.exp(fall * 5)
        fall = fall * (1 - 0.001) ** 5
    return np.array(warming), np.array(consumption)


@settings(max_examples=10)
@given(policies())
def test_a_run_follows_the_programs_equations(policy):
    path = MODEL.path(*policy)
    warming, consumption = law_by_law(MODEL, *policy)
    assert path.warming == pytest.approx(warming, rel=1e-10)
    assert path.consumption == pytest.approx(consumption, rel=1e-10)


@settings(max_examples=10)
@given(policies())
def test_carbon_is_neither_made_nor_lost(policy):
    path = MODEL.path(*policy)
    stocks = path.states.atmosphere + path.states.upper + path.states.deep
    emitted = np.cumsum(path.flows.emissions) * 5 / 3.666
    assert np.diff(stocks) == pytest.approx(np.diff(np.r_[0, emitted])[:-1], abs=1e-8)


@settings(max_examples=10)
@given(policies(), st.integers(0, 98))
def test_slopes_agree_with_small_steps(policy, t):
    control, saving = policy
    control = np.clip(control, 0.01, 0.99)
    prices = shadow_prices(MODEL.path(control, saving))
    step = 1e-5 * np.eye(100)[t]
    sides = np.array([step, -step])
    by_control = MODEL.path(control + sides, saving).welfare
    by_saving = MODEL.path(control, saving + sides).welfare
    # welfare is of the order of a million, so differences keep about ten digits less than it
    assert prices.control[t] == pytest.approx(np.diff(by_control)[0] / -2e-5, rel=1e-3, abs=1e-3)
    assert prices.saving[t] == pytest.approx(np.diff(by_saving)[0] / -2e-5, rel=1e-3, abs=1e-3)


def test_the_social_cost_is_the_harm_of_a_tonne():
    """Where land emits in the first period only, a little more of it is a pulse of carbon."""
    less, path, more = (
        replace(MODEL, land=land, land_decline=1.0).path(0.2, 0.25) for land in (2.5, 2.6, 2.7)
    )
    harm = (less.welfare - more.welfare) / 0.2
    worth = shadow_prices(path).consumption[0]
    assert social_cost_of_carbon(path)[0] == pytest.approx(1000 * harm / worth, rel=1e-6)


def test_a_solver_is_told_what_a_path_says():
    control, saving = np.linspace(0.03, 1, 100), np.linspace(0.2, 0.3, 100)
    path = MODEL.path(control, saving)
    found = shadow_prices(path)
    welfare, by_control, by_saving = slopes_of_welfare(MODEL, control, saving)
    assert welfare == path.welfare
    assert (by_control == found.control).all()
    assert (by_saving == found.saving).all()


def test_a_path_is_priced_with_other_weights_of_the_future():
    rates = np.array([[0.1], [0.6]]) * np.ones(100)
    rho, eta = np.array([0.001, 0.03]), np.array([[1.0], [2.0]])
    path, both = MODEL.path(0.2, 0.25), MODEL.path(rates, 0.25)
    swept = social_cost_of_carbon(path, time_preference=rho, elasticity=eta)
    paired = social_cost_of_carbon(both, time_preference=rho)
    assert swept.shape == (2, 2, 100)
    for i, j in np.ndindex(2, 2):
        other = replace(MODEL, time_preference=rho[j], elasticity=eta[i, 0])
        assert swept[i, j] == pytest.approx(social_cost_of_carbon(other.path(0.2, 0.25)), rel=1e-12)
    for i in range(2):
        one = replace(MODEL, time_preference=rho[i]).path(rates[i], 0.25)
        assert paired[i] == pytest.approx(social_cost_of_carbon(one), rel=1e-12)
    with pytest.raises(ValueError, match="must fit each other and a sweep of shape"):
        social_cost_of_carbon(both, time_preference=[0.01, 0.02, 0.03])
    with pytest.raises(ValueError, match="elasticity must"):
        social_cost_of_carbon(path, elasticity=0)


def test_a_sweep_equals_its_single_runs():
    rates = np.array([[0.0], [0.5], [1.0]]) * np.ones(100)
    swept = MODEL.path(rates, 0.25)
    swept_prices = shadow_prices(swept)
    for i, rate in enumerate(rates):
        one = MODEL.path(rate, 0.25)
        assert swept.warming[i] == pytest.approx(one.warming)
        assert swept.welfare[i] == pytest.approx(one.welfare)
        assert swept_prices.social_cost[i] == pytest.approx(social_cost_of_carbon(one))
    assert swept.at(2100).warming.shape == (3,)


def test_logarithmic_utility_is_the_limit():
    near, log = (replace(MODEL, elasticity=e).path(0.1, 0.25).welfare for e in (1 + 1e-9, 1.0))
    assert near == pytest.approx(log, rel=1e-6)


@given(st.floats(0, 2000))
def test_price_and_control_are_inverse(price):
    control = MODEL.control_at(price)
    free = control < MODEL.control_limit
    assert MODEL.price_of(control)[free] == pytest.approx(np.full(free.sum(), price))


def test_interest_follows_the_ramsey_rule():
    path = MODEL.path(0.1, 0.25)
    growth = np.log(path.consumption[1:] / path.consumption[:-1]) / 5
    assert np.log1p(path.interest) == pytest.approx(np.log(1.015) + 1.45 * growth)


def test_at_the_optimum_no_rate_can_be_improved():
    best = optimum()
    prices = shadow_prices(best.path)
    scale = prices.consumption * best.path.flows.output
    inner = (best.path.control > 1e-6) & (best.path.control < MODEL.control_limit - 1e-6)
    inner[0] = False
    early = np.arange(100) < 90
    assert np.abs(prices.saving / scale)[early].max() < 1e-5
    assert np.abs(prices.control / scale)[inner].max() < 1e-5
    # on the upper bound more control would still be welcome
    bound = best.path.control > MODEL.control_limit - 1e-9
    assert (prices.control[bound] > 0).all()


def test_along_the_optimum_the_price_is_the_social_cost():
    best = optimum()
    t = slice(2, 15)  # control is free there; saving shares the burden of control only nearly
    assert best.path.price[t] == pytest.approx(best.social_cost[t], rel=1e-3)


def test_the_optimum_is_asked_for_once():
    assert optimum() is optimum(Dice()) is optimum(solver="scipy")


def test_patience_cools():
    patient = replace(MODEL, time_preference=0.005)
    assert optimum(patient).path.at(2100).warming < optimum().path.at(2100).warming - 0.3


def test_a_higher_price_cools():
    today, twice = (under_prices(k * MODEL.base_prices).path.at(2100).warming for k in (1, 2))
    assert today > twice


def test_a_price_that_would_burn_more_than_there_is_is_refused():
    with pytest.raises(RuntimeError, match="burns more than the 6000 Gt"):
        under_prices(0)


def test_both_solvers_reach_the_same_optimum():
    ours, theirs = optimum(), optimum(solver="ipopt")
    assert ours.path.welfare == pytest.approx(theirs.path.welfare, rel=1e-9)
    assert ours.social_cost[:60] == pytest.approx(theirs.social_cost[:60], rel=1e-4)


def test_the_baseline_keeps_its_price_bounds():
    base = baseline()
    assert (base.path.price[:45] <= MODEL.base_prices[:45] * (1 + 1e-6)).all()
    assert base.path.within_fossil_limit
    assert optimum().path.welfare > base.path.welfare
    plain = under_prices(MODEL.base_prices)
    assert base.social_cost[:10] == pytest.approx(plain.social_cost[:10], rel=1e-3)


def test_a_limit_is_kept_and_costs():
    capped = optimum(warming_limit=2.5)
    assert capped.path.warming.max() <= 2.5 + 1e-9
    assert capped.path.welfare < optimum().path.welfare
    assert (capped.social_cost[:10] > optimum().social_cost[:10]).all()
    loose = optimum(warming_limit=8.0)
    assert loose.social_cost[:60] == pytest.approx(optimum().social_cost[:60], rel=1e-4)


def test_a_limit_out_of_reach_is_told():
    with pytest.raises(RuntimeError, match=r"no optimum with warming of at most 1\.5 °C"):
        optimum(warming_limit=1.5)


def test_without_casadi_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "casadi", None)
    with pytest.raises(ImportError, match=r"pip install 'govlib\[climate\]'"):
        optimum(replace(MODEL, damage=0.0021), solver="ipopt")


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Dice(elasticity=0), ValueError, r"elasticity must lie in \(0, 5\]; got 0"),
        (lambda: Dice(elasticity=np.nan), ValueError, "elasticity must lie in .*; got nan"),
        (lambda: Dice(damage=-1), ValueError, "damage must be at least 0; got -1"),
        (lambda: Dice(damage="much"), TypeError, "damage must be a number"),
        (lambda: Dice(periods=10), ValueError, r"periods must lie in \[20, 400\]; got 10"),
        (lambda: Dice(periods=30.0), TypeError, "periods must be a whole number; got 30.0"),
        (lambda: Dice(step=10), ValueError, r"step must lie in \[5, 5\]; got 10"),
        (lambda: Dice(carbon=(1, 2)), ValueError, r"carbon must hold 3 numbers; got shape \(2,\)"),
        (lambda: Dice(capital_share=1.0), ValueError, r"capital_share must lie in .*; got 1"),
        (lambda: MODEL.path(1.1, 0.2), ValueError, "control must not exceed 1 in 2015; got 1.1"),
        (lambda: MODEL.path(-0.1, 0.2), ValueError, "control must be at least 0; got -0.1"),
        (lambda: MODEL.path(0.1, 1.0), ValueError, r"saving must lie in \[0, 1\); got 1"),
        (lambda: MODEL.path([0.1, 0.2], 0.2), ValueError, r"100 periods; got shape \(2,\)"),
        (lambda: MODEL.path(np.nan, 0.2), ValueError, "control must be at least 0; got nan"),
        (lambda: MODEL.path(np.zeros((60_000, 100)), 0.2), ValueError, "at most 50000 policies"),
        (lambda: Dice(damage=0.05).path(0, 0.2), ValueError, "leave some output .* from 2120 on"),
        (lambda: Dice(damage=0.05).path([[0.0] * 100] * 2, 0.2), ValueError, "from 2120 on"),
        (lambda: MODEL.period(2016), ValueError, "year must be one of 2015, 2020, …, 2510"),
        (lambda: MODEL.period(2515), ValueError, "got 2515"),
        (lambda: MODEL.control_at(-1), ValueError, "price must be at least 0; got -1"),
        (lambda: under_prices([1, 2]), ValueError, r"price must be one number or 100"),
        (lambda: optimum(solver="gams"), ValueError, "solver must be one of 'scipy', 'ipopt'"),
        (lambda: optimum(warming_limit=2, solver="scipy"), ValueError, "must be 'ipopt' where"),
        (lambda: optimum(warming_limit=0.5), ValueError, r"warming_limit must lie in \[0.85, 12\]"),
        (lambda: MODEL.control_at([1, 2]), ValueError, r"100 periods; got shape \(2,\)"),
        (lambda: MODEL.price_of([0.1, 0.2]), ValueError, r"100 periods; got shape \(2,\)"),
        (lambda: Dice(productivity=1e308).path(0, 0.2), ValueError, "from 2015 on"),
        (lambda: shadow_prices(MODEL.path(0, 0.2), warming=-1), ValueError, "at least 0; got -1"),
        (lambda: shadow_prices(MODEL.path(0, 0.2), burnt=[1, 2]), ValueError, "burnt must fit"),
    ],
)
def test_bad_arguments_are_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()
