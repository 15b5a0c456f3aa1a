"""Matching, volunteers, pledges: lines, bars and marks against the models."""

import re

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, heights, marks, said

from govlib.figures.financing import fund
from govlib.financing import Donors, PledgeGame, VolunteersDilemma

DONORS = Donors([1, 2, 3, 4])


def funded(share, colluders):
    return DONORS.quadratic(share / 100, colluders=range(colluders) if colluders > 1 else ())


def campaign(needed, cost, refund):
    return PledgeGame(20, needed, cost / 100, refund).equilibrium().success


def number(text):
    return float(text.replace("−", "-"))


@pytest.mark.parametrize(("share", "colluders"), [(100, 1), (26, 3)])
def test_matching_draws_what_is_spent_and_who_pays(share, colluders):
    ax, bars = drawn(fund.matching, share=share, colluders=colluders).axes
    found = funded(share, colluders)
    assert marks(ax) == [pytest.approx((share, found.level))]
    honest = curve(ax, "each for herself")
    assert honest == pytest.approx([funded(int(s), 1).level for s in range(1, 101)])
    if colluders > 1:
        together = curve(ax, f"{colluders} of 4 collude")
        assert together == pytest.approx([funded(int(s), colluders).level for s in range(1, 101)])
    assert heights(bars) == pytest.approx([*found.gifts, found.fund])
    shown = re.search(r"welfare (−?[\d.]+) of 100", ax.get_title(loc="left"))
    assert number(shown[1]) == pytest.approx(found.welfare, rel=0.006)


@pytest.mark.parametrize(("cost", "fine"), [(25, 0), (50, 25)])
def test_volunteers_draws_the_chances(cost, fine):
    (ax,) = drawn(fund.volunteers, cost=cost, fine=fine).axes
    sizes = np.arange(2, 101)
    free = VolunteersDilemma(sizes, cost / 100).equilibrium()
    assert curve(ax, "one member acts") == pytest.approx(np.asarray(free.chance))
    assert curve(ax, "somebody acts") == pytest.approx(np.asarray(free.provided))
    held = VolunteersDilemma(sizes, cost / 100, cost * fine / 1e4).equilibrium()
    if fine:
        assert curve(ax, "somebody acts, with the fine") == pytest.approx(np.asarray(held.provided))
    points = ax.lines[-1]
    assert points.get_xdata() == pytest.approx([2, 10, 100])
    assert points.get_ydata() == pytest.approx(np.asarray(held.provided)[[0, 8, 98]])


@pytest.mark.parametrize(("needed", "cost"), [(10, 18), (15, 50)])
def test_pledges_draws_both_campaigns(needed, cost):
    (ax,) = drawn(fund.pledges, needed=needed, cost=cost).axes
    for label, refund in (("money back if it fails", True), ("money is lost if it fails", False)):
        want = [campaign(needed, c, refund) for c in (1, 18, 50, 99)]
        assert curve(ax, label)[[0, 17, 49, 98]] == pytest.approx(want)
    want = [campaign(needed, cost, refund) for refund in (True, False)]
    assert marks(ax) == [pytest.approx((cost, value)) for value in want]


def test_matching_says_what_is_spent_to_three_digits():
    for state in grid(fund.matching):
        found, text = funded(**state), said(fund.matching, **state)
        spent, best, paid = re.search(
            r"match, ([\d.]+) is spent where ([\d.]+) is best; the fund pays ([\d.]+)", text
        ).groups()
        assert float(spent) == pytest.approx(found.level, rel=0.006)
        assert float(paid) == pytest.approx(found.fund, rel=0.06, abs=0.0051)
        assert (float(paid) > 0) == (found.fund > 0), "a small payment is no payment of 0"
        assert float(best) == 100
        assert ("collude" in text) == (state["colluders"] > 1)
        pattern = r"welfare (?:is|rises from [\d.]+ to|hardly rises above) (−?\d+(?:\.\d+)?)"
        welfare = re.search(pattern, text)
        assert number(welfare[1]) == pytest.approx(found.welfare, rel=0.006)


def test_collusion_overspends_only_where_the_fund_pays_enough():
    """The readers' target: where four collude, a small share of the match is best."""
    for colluders, best in ((1, 100), (2, 69), (3, 26), (4, 1)):
        welfare = [funded(share, colluders).welfare for share in range(1, 101)]
        assert 1 + int(np.argmax(welfare)) == best


def test_volunteers_says_the_probabilities():
    for state in grid(fund.volunteers):
        cost, fine = state["cost"] / 100, state["cost"] * state["fine"] / 1e4
        told = [float(x) for x in re.findall(r"0\.\d+", said(fund.volunteers, **state))]
        want = [VolunteersDilemma(n, cost).equilibrium().provided for n in (2, 100)]
        if fine:
            want.append(VolunteersDilemma(100, cost, fine).equilibrium().provided)
        assert told == pytest.approx(want, abs=0.0006)


def test_pledges_says_the_probabilities():
    for state in grid(fund.pledges):
        text = said(fund.pledges, **state)
        kept, sunk = (campaign(state["needed"], state["cost"], refund) for refund in (True, False))
        told = [float(x) for x in re.findall(r"[01]\.\d\d", text)]
        if state["needed"] == 20:
            assert "every pledge decides" in text
        elif sunk:
            assert told == pytest.approx([kept, sunk], abs=0.006)
        else:
            assert "nobody does" in text
            assert told == ([] if kept < 0.005 else pytest.approx([kept], abs=0.006))
