"""The figures of climate, resource and discounting, and what they say, over their grids."""

import re

import numpy as np
import pytest
from figure_checks import SIZES, check_drawing, corners, figure_tests, states

from govlib.figures.sustainability import climate, discounting, resources
from govlib.sustainability import STERN, GammaDiscounting, Ramsey, ResourceEconomy

#: optima take a second each, and those for Stern several: these few stand for the others
POLICIES = {"discounting": ["Nordhaus 2007", "Nordhaus 2017"], "sensitivity": [3.1]}
CARBON_PRICE = {"price": [0, 2, 10, 40, 100, 300], "growth": [0, 2, 5]}
TIME = {"time_preference": [0.1, 0.5, 1.5, 3.0], "elasticity": [1.0, 1.45, 2.0, 3.0]}
ISLAND = {"growth": [1, 4, 10, 35, 80], "taste": [20, 40, 60, 90]}
WEIGHTS = {"time_preference": [0, 0.1, 1.5, 3], "elasticity": [0.5, 1, 3], "growth": [-0.5, 1.3, 3]}
DOUBT = {"mean": [1, 2, 4, 8], "sd": [0, 1, 3, 6]}
FIGURES = [
    (climate.policies, climate.say_policies, POLICIES),
    (climate.carbon_price, climate.say_carbon_price, CARBON_PRICE),
    (climate.time_and_carbon, climate.say_time_and_carbon, TIME),
    (resources.island, resources.say_island, ISLAND),
    (discounting.weights, discounting.say_weights, WEIGHTS),
    (discounting.doubt, discounting.say_doubt, DOUBT),
]


test_every_state_is_said, test_every_corner_is_drawn = figure_tests(FIGURES)


def test_policies_marks_2100():
    fig = check_drawing(climate.policies, SIZES[0], discounting="Nordhaus 2017", sensitivity=3.1)
    left, right = fig.axes
    said = climate.say_policies(discounting="Nordhaus 2017", sensitivity=3.1)
    assert f"warms by {left.texts[0].get_text()} °C by 2100" in said
    today, best = (line.get_ydata() for line in right.lines[:2])
    assert (best[1:] > today[1:]).all()


def test_a_carbon_price_like_todays_changes_nothing_soon():
    text = climate.say_carbon_price(price=2 * 1.02**5, growth=2)
    assert text.endswith("Consumption is the same at all times.")


def test_carbon_price_says_who_loses_and_who_gains():
    for state in states(CARBON_PRICE)[::3]:
        fig = check_drawing(climate.carbon_price, SIZES[0], **state)
        line = fig.axes[1].lines[-1]
        years, gain = line.get_xdata(), line.get_ydata()
        text = climate.say_carbon_price(**state)
        if lost := re.search(r"costs up to ([\d.]+)% of consumption \(in (\d+)\)", text):
            assert float(lost[1]) == pytest.approx(-gain.min(), rel=0.05)
            assert int(lost[2]) == years[gain.argmin()]
        assert ("no lasting gain" in text) == (gain[-1] <= 0.005)


def test_time_and_carbon_marks_the_readers_weights():
    for state in corners(TIME):
        fig = check_drawing(climate.time_and_carbon, SIZES[0], **state)
        (label,) = fig.axes[0].texts
        assert label.get_text().removeprefix("yours: ") in climate.say_time_and_carbon(**state)


def test_impatience_lowers_the_social_cost():
    curve = climate._cost_curve(1.45)
    assert (np.diff(curve) < 0).all()
    assert (climate._cost_curve(1.0) > curve).all()


def test_island_tells_the_peak_of_the_model():
    for state in states(ISLAND):
        economy = ResourceEconomy(growth=state["growth"] / 100, taste=state["taste"] / 100)
        text = resources.say_island(**state)
        rest = economy.steady_state()
        assert ("people die out" in text) == (rest.population == 0)
        if peak := re.search(r"peak at ([\d.]+) thousand in the year (\d+)", text):
            when, high = economy.path(resources.DECADES).peak
            assert float(peak[1]) == pytest.approx(high / 1000, abs=0.06)
            assert int(peak[2]) == round(400 + 10 * when)


def test_weights_says_the_rate_and_the_weight():
    for state in states(WEIGHTS):
        rho, eta, g = state["time_preference"], state["elasticity"], state["growth"]
        text = discounting.say_weights(**state).replace("−", "-")
        said = re.search(r"= ([\d.-]+)% a year", text)
        assert float(said[1]) == pytest.approx(rho + eta * g, rel=0.01, abs=1e-9)
        cents = 100 * Ramsey(rho / 100, eta, g / 100).factor(100)
        shown = re.search(r"weighs ([\d.]+) cents today", text)
        assert (shown is None) == (cents < 0.01)
        if shown:
            assert float(shown[1]) == pytest.approx(cents, rel=0.05, abs=0.006)
        assert f"For Stern it weighs {100 * STERN.factor(100):.0f} cents" in text


def test_doubt_says_what_it_multiplies():
    for state in states(DOUBT):
        text = discounting.say_doubt(**state)
        if said := re.search(r"weighs ([\d.]+) times", text):
            doubted, sure = (
                GammaDiscounting(state["mean"] / 100, sd / 100).factor(100)
                for sd in (state["sd"], 0)
            )
            assert float(said[1]) == pytest.approx(doubted / sure, rel=0.06)
        assert (said is None) == (state["sd"] == 0)
