"""What a later dollar weighs: lines, bars and marks against the rules."""

import re

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, heights, marks, said

from govlib.figures.sustainability import discounting
from govlib.sustainability import STERN, GammaDiscounting, Ramsey


@pytest.mark.parametrize("state", [(1.5, 2, 2), (0.1, 1, -1)])
def test_weights_draws_the_readers_rule_beside_sterns(state):
    rho, eta, g = state
    (ax,) = drawn(discounting.weights, time_preference=rho, elasticity=eta, growth=g).axes
    years = curves(ax)[0].get_xdata()
    own = Ramsey(rho / 100, eta, g / 100)
    shown = [line.get_ydata() for line in curves(ax)]
    for rule in (own, STERN):
        assert any(len(y) == len(years) and np.allclose(y, 100 * rule.factor(years)) for y in shown)
    assert marks(ax) == [pytest.approx((100, 100 * own.factor(100)))]


@pytest.mark.parametrize(("mean", "sd"), [(4, 3), (2, 1)])
def test_doubt_draws_the_falling_rate_and_both_weights(mean, sd):
    ax, bars = drawn(discounting.doubt, mean=mean, sd=sd).axes
    doubted, sure = GammaDiscounting(mean / 100, sd / 100), GammaDiscounting(mean / 100, 0)
    years = curves(ax)[0].get_xdata()
    assert curve(ax, "everybody agrees") == pytest.approx(mean)
    assert curve(ax, "opinions differ") == pytest.approx(100 * doubted.rate(years))
    assert marks(ax) == [pytest.approx((100, 100 * doubted.rate(100)))]
    assert heights(bars) == pytest.approx([100 * rule.factor(100) for rule in (sure, doubted)])


def test_weights_says_the_rate_and_the_weight():
    for state in grid(discounting.weights):
        rho, eta, g = state["time_preference"], state["elasticity"], state["growth"]
        text = said(discounting.weights, **state).replace("−", "-")
        rate = re.search(r"= ([\d.-]+)% a year", text)
        assert float(rate[1]) == pytest.approx(rho + eta * g, rel=0.01, abs=1e-9)
        cents = 100 * Ramsey(rho / 100, eta, g / 100).factor(100)
        shown = re.search(r"weighs ([\d.]+) cents today", text)
        if shown:
            assert float(shown[1]) == pytest.approx(cents, rel=0.05, abs=0.006)
        assert f"For Stern it weighs {100 * STERN.factor(100):.0f} cents" in text


def test_doubt_says_what_it_multiplies():
    for state in grid(discounting.doubt):
        text = said(discounting.doubt, **state)
        if told := re.search(r"weighs ([\d.]+) times", text):
            doubted, sure = (
                GammaDiscounting(state["mean"] / 100, sd / 100).factor(100)
                for sd in (state["sd"], 0)
            )
            assert float(told[1]) == pytest.approx(doubted / sure, rel=0.06)
        assert (told is None) == (state["sd"] == 0)
