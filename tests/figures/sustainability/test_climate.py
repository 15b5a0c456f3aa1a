"""Climate policies and prices: lines and marks against the model.

Optima take a second each, and those for Stern several: two states stand for the others.
"""

import re

import pytest
from figure_checks import curve, curves, drawn, grid, marks, said

from govlib.figures.sustainability import climate
from govlib.sustainability import Dice, optimum, under_prices


@pytest.mark.parametrize("discounting", ["Nordhaus 2007", "Nordhaus 2017"])
def test_policies_draws_todays_prices_and_the_best_policy(discounting):
    state = {"discounting": discounting, "sensitivity": 3.1}
    left, right = drawn(climate.policies, **state).axes
    rho, eta = climate.DISCOUNTING[discounting]
    model = Dice(time_preference=rho, elasticity=eta, sensitivity=3.1)
    today, best = under_prices(model.base_prices, model).path, optimum(model).path
    shown = today.years <= climate.SOON
    for ax, pick in ((left, "warming"), (right, "price")):
        before, after = (line.get_ydata() for line in curves(ax)[:2])
        assert before == pytest.approx(getattr(today, pick)[shown])
        assert after == pytest.approx(getattr(best, pick)[shown])
    assert marks(left) == [pytest.approx((2100, best.at(2100).warming))]
    assert marks(right) == [pytest.approx((2100, best.at(2100).price))]
    label = left.texts[0].get_text()
    text = said(climate.policies, **state)
    assert f"warms by {label} °C by 2100" in text
    saved = [f"{path.saving[model.period(2050)]:.1%}" for path in (today, best)]
    assert f"in 2050 {saved[0]} of output at today’s prices, {saved[1]} at the best" in text


@pytest.mark.parametrize(("price", "growth"), [(40, 2), (200, 0)])
def test_carbon_price_draws_warming_and_what_it_costs(price, growth):
    left, right = drawn(climate.carbon_price, price=price, growth=growth).axes
    model = Dice()
    prices = price * (1 + growth / 100) ** (model.years - 2020.0)
    prices[0] = model.base_price  # that of 2015 is past
    path = model.path(model.control_at(prices), model.late_saving)
    today = model.path(model.control_at(model.base_prices), model.late_saving)
    shown = path.years <= climate.LATE
    assert curve(left, "your price") == pytest.approx(path.warming[shown])
    assert curve(left, "today's prices") == pytest.approx(today.warming[shown])
    gain = 100 * (path.consumption / today.consumption - 1)
    assert curves(right)[-1].get_ydata() == pytest.approx(gain[shown])


def test_a_carbon_price_like_todays_changes_nothing_soon():
    text = climate.say_carbon_price(price=2 * 1.02**5, growth=2)
    assert text.endswith("Consumption is the same at all times.")


def test_carbon_price_says_who_loses_and_who_gains():
    today = climate._today()
    for state in grid(climate.carbon_price)[::3]:
        path = climate._priced(**state)
        shown = path.years <= climate.LATE
        years = path.years[shown]
        gain = (100 * (path.consumption / today.consumption - 1))[shown]
        text = said(climate.carbon_price, **state)
        if lost := re.search(r"costs up to ([\d.]+)% of consumption \(in (\d+)\)", text):
            assert float(lost[1]) == pytest.approx(-gain.min(), rel=0.05)
            assert int(lost[2]) == years[gain.argmin()]
        assert ("no lasting gain" in text) == (gain[-1] <= 0.005)
