"""Great powers: points, lines and marks against the figures of NATO and the models."""

import re

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, said

from govlib.agreements import (
    JointProduct,
    PrivateProvision,
    Shielding,
    alliance,
    burdens,
    crossover_cost,
    fit_joint,
)
from govlib.data import load
from govlib.figures.agreements import alliances, burden, exhibits


def gifts(large, alpha):
    return 100 * burdens(PrivateProvision([large, 1.0], [alpha, 0.5]))


def shielded(large, cost):
    return Shielding([large, 1.0], [cost, np.inf], 10.0).equilibrium()


@pytest.mark.parametrize(
    ("year", "members", "count"),
    [
        (1964, "all", 14),
        (2019, "all but the United States", 27),
        (2018, "the fourteen of 1964", 14),
    ],
)
def test_nato_draws_every_member(year, members, count):
    (ax,) = drawn(alliances.nato, year=year, members=members).axes
    every = alliance(year)
    old = alliance(1964).codes
    keep = [
        members == "all" or (code in old if "fourteen" in members else code != "USA")
        for code in every.codes
    ]
    points, promise = ax.lines
    assert len(points.get_xdata()) == count
    assert points.get_xdata() == pytest.approx(every.gdp[keep] / 1e9)
    assert points.get_ydata() == pytest.approx(every.effort[keep])
    assert promise.get_ydata() == pytest.approx([2, 2])


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
    at = np.linspace(1.02 * large**2, 80, 160)[::40]
    now = shielded(large, cost)
    for ax, kind in ((top, "mitigation"), (low, "cost")):
        want = np.array([getattr(shielded(large, c), kind) for c in at])
        large_line, small_line, both = (line.get_ydata()[::40] for line in curves(ax)[:3])
        assert large_line == pytest.approx(want[:, 0])
        assert small_line == pytest.approx(want[:, 1])
        assert both == pytest.approx(want.sum(axis=1))
        mark = next(line for line in ax.lines if line.get_marker() == "o")
        value = getattr(now, kind)
        assert mark.get_ydata() == pytest.approx([*value, value.sum()])
        even = crossover_cost(large, 1.0, danger=10.0)
        assert any(line.get_xdata()[0] == pytest.approx(even) for line in ax.lines)


def test_shield_tells_whose_cost_goes_where():
    pattern = r"from (\d+\.?\d*) to (\d+\.?\d*)"
    for state in grid(burden.shield):
        pairs = re.findall(pattern, said(burden.shield, **state))
        small, big, both = ((float(a), float(b)) for a, b in pairs)
        assert small[0] < small[1]
        assert big[0] > big[1]
        assert both[0] > both[1], "what the page says of the sum holds in every state"


def test_nato_tells_chance_from_rule_and_counts_the_promise():
    for state in grid(alliances.nato):
        text = said(alliances.nato, **state)
        every = alliance(state["year"])
        if state["members"] == "the fourteen of 1964":
            every = every.only(alliance(1964).codes)
        elif state["members"] != "all":
            every = every.without("USA")
        sure = every.correlation().p < 0.05
        assert ("no more than chance" in text) == (not sure)
        kept, of = re.search(r", (\d+) of .*?(\d+) members", text).groups()
        assert (int(kept), int(of)) == ((every.effort >= 2).sum(), len(every.codes))


@pytest.mark.parametrize("call", [burden.say_valuation, burden.say_shield])
def test_an_equal_is_no_large_member(call):
    other = {"alpha": 0.5} if call is burden.say_valuation else {"cost": 50}
    with pytest.raises(ValueError, match="large must be above 1; got 1"):
        call(large=1, **other)


def test_members_that_are_not_drawn_are_refused():
    with pytest.raises(ValueError, match="members must be one of"):
        alliances.say_nato(year=2018, members="some")


def test_peace_draws_who_pays_above_who_sends():
    (ax,) = drawn(exhibits.peace).axes
    table = load("peacekeeping_2021").set_index("name")
    names = [label.get_text() for label in ax.get_yticklabels()]
    paid, sent = ([bar.get_width() for bar in bars] for bars in ax.containers)
    share = 100 * table.uniformed_personnel / table.uniformed_personnel.sum()
    assert paid == pytest.approx(table.assessed_percent[names].to_numpy())
    assert sent == pytest.approx(share[names].to_numpy())
    assert min(paid[:5]) >= max(paid[5:])
    assert min(sent[5:]) >= max(sent[:5])


def test_joint_draws_the_fit_beside_the_data():
    (ax,) = drawn(exhibits.joint, year=2018).axes
    members = alliance(2018)
    found = fit_joint(members.gdp, members.effort)
    share = members.gdp / members.gdp.sum()
    model = JointProduct(share, found.common, found.own).equilibrium().gifts / share
    assert curve(ax, "spent") == pytest.approx(members.effort)
    assert curve(ax, "joint product") == pytest.approx(100 * model[share.argsort()])


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
