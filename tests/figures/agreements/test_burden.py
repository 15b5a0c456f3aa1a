"""Great powers: points, lines and marks against the figures of NATO and the models."""

import re

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, marks, said

from govlib.agreements import PrivateProvision, Shielding, alliance, burdens, crossover_cost
from govlib.figures.agreements import burden


def gifts(large, alpha):
    return 100 * burdens(PrivateProvision([large, 1.0], [alpha, 0.5]))


def shielded(large, cost):
    return Shielding([large, 1.0], [cost, np.inf], 10.0).equilibrium()


@pytest.mark.parametrize("year", [1964, 2019])
def test_nato_draws_every_member(year):
    (ax,) = drawn(burden.nato, year=year).axes
    members = alliance(year)
    points, mean = ax.lines
    assert points.get_xdata() == pytest.approx(members.gdp / 1e9)
    assert points.get_ydata() == pytest.approx(members.effort)
    whole = 100 * members.spending.sum() / members.gdp.sum()
    assert mean.get_ydata() == pytest.approx([whole, whole])


@pytest.mark.parametrize(("large", "alpha"), [(1.5, 0.4), (3, 0.2)])
def test_valuation_draws_both_gifts(large, alpha):
    (ax,) = drawn(burden.valuation, large=large, alpha=alpha).axes
    want = np.array([gifts(large, a) for a in burden.VALUATIONS])
    assert curve(ax, "the large") == pytest.approx(want[:, 0])
    assert curve(ax, "the small") == pytest.approx(want[:, 1])
    both = next(line for line in ax.lines if len(line.get_xdata()) == 2)
    assert both.get_xdata() == pytest.approx([alpha, alpha])
    assert both.get_ydata() == pytest.approx(gifts(large, alpha))


@pytest.mark.parametrize(("large", "cost"), [(3, 80), (2, 32)])
def test_shield_draws_mitigation_and_cost(large, cost):
    top, low = drawn(burden.shield, large=large, cost=cost).axes
    at = np.linspace(1.02 * large**2, 80, 160)
    want = [shielded(large, c) for c in at[::40]]
    assert curve(top, "the large")[::40] == pytest.approx([w.mitigation[0] for w in want])
    assert curve(top, "the small")[::40] == pytest.approx([w.mitigation[1] for w in want])
    assert curves(low)[0].get_ydata()[::40] == pytest.approx([w.cost[1] for w in want])
    now = shielded(large, cost)
    assert marks(low) == [pytest.approx((cost, now.cost[1]))]
    both = next(
        line for line in top.lines if len(line.get_xdata()) == 2 and line.get_marker() == "o"
    )
    assert both.get_ydata() == pytest.approx(now.mitigation)
    even = crossover_cost(large, 1.0, danger=10.0)
    assert any(line.get_xdata()[0] == pytest.approx(even) for line in top.lines)


def test_nato_tells_chance_from_rule():
    for year in burden.YEARS:
        sure = alliance(year).correlation().p < 0.05
        assert ("no more than chance" in said(burden.nato, year=year)) == (not sure)


def test_valuation_says_what_both_give_ties_included():
    for state in grid(burden.valuation):
        text = said(burden.valuation, **state)
        big, small = gifts(**state)
        parts = re.search(r"gives (.*?), (.*?) the small, which gives (.*?)\. The", text)
        for part, value in ((parts[1], big), (parts[3], small)):
            assert (part == "nothing") == (value < 1e-9), text
            if part != "nothing":
                assert float(part.split()[0]) == pytest.approx(value, abs=0.0501)
        tie = abs(big - small) < 1e-9
        want = "as much as" if tie else "more than" if big > small else "less than"
        assert parts[2] == want, text


def test_shield_says_who_does_more_ties_included():
    for state in grid(burden.shield):
        text = said(burden.shield, **state)
        big, small = shielded(**state).mitigation
        assert ("mitigates nothing" in text) == (big < 1e-9), text
        if big >= 1e-9:
            tie = abs(big - small) < 1e-9
            want = "as much as" if tie else "more than" if big > small else "less than"
            assert f"{want} the small" in text, text
    for large, cost in ((3, 36), (2, 32)):
        assert "as much as the small" in said(burden.shield, large=large, cost=cost)
    assert "mitigates nothing" in said(burden.shield, large=3, cost=27)
