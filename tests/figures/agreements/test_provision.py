"""Private gifts to a public good: bars, lines and marks against the model."""

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, marks, said

from govlib.agreements import LargeEconomy, PrivateProvision
from govlib.figures.agreements import provision


@pytest.mark.parametrize(("spread", "valuation"), [(0, 0.35), (3, 0.5)])
def test_gifts_stacks_what_is_kept_and_what_is_given(spread, valuation):
    raw = np.exp(-spread * np.arange(8) / 7)
    found = PrivateProvision(80 * raw / raw.sum(), valuation).equilibrium()
    (ax,) = drawn(provision.gifts, spread=spread, valuation=valuation).axes
    kept, given = (list(bars) for bars in ax.containers)
    assert [bar.get_height() for bar in kept] == pytest.approx(found.private)
    assert [bar.get_height() for bar in given] == pytest.approx(found.gifts)
    assert [bar.get_y() for bar in given] == pytest.approx(found.private)
    line = curve(ax, "what a giver keeps")
    assert line == pytest.approx((1 - valuation) / valuation * found.public)


@pytest.mark.parametrize(("source", "money"), [("taxes", 1.5), ("grant", 4)])
def test_crowding_draws_the_good_and_the_gifts_in_it(source, money):
    (ax,) = drawn(provision.crowding, source=source, valuation=0.5, money=money).axes
    group = PrivateProvision((4.0, 3.0, 3.0), 0.5)
    at = np.linspace(0, 6, 121)
    some = [0, 30, 80, 120]
    for i in some:
        more = {"taxes": at[i] / 3} if source == "taxes" else {"grant": at[i]}
        found = group.equilibrium(**more)
        assert curve(ax, "public good")[i] == pytest.approx(found.public)
        assert curve(ax, "gifts in it")[i] == pytest.approx(found.gifts.sum())
    (rule,) = [c for c in ax.collections if len(c.get_segments()) == 1]
    (x, low), (_, high) = rule.get_segments()[0]
    more = {"taxes": money / 3} if source == "taxes" else {"grant": money}
    now = group.equilibrium(**more)
    assert (x, low, high) == pytest.approx((money, now.gifts.sum(), now.public))


@pytest.mark.parametrize(("valuation", "n"), [(0.5, 193), (0.8, 10)])
def test_large_draws_the_share_that_gives_and_what_they_provide(valuation, n):
    left, right = drawn(provision.large, valuation=valuation, n=n).axes
    every, one = LargeEconomy(provision.SIZES, valuation), LargeEconomy(n, valuation)
    assert curves(left)[0].get_ydata() == pytest.approx(100 * np.asarray(every.share))
    assert curves(right)[0].get_ydata() == pytest.approx(np.asarray(every.public))
    assert marks(left) == [pytest.approx((n, 100 * one.share))]
    assert marks(right) == [pytest.approx((n, one.public))]


def test_crowding_says_when_all_is_undone():
    for money in (0.5, 1.0):
        text = said(provision.crowding, source="taxes", valuation=0.5, money=money)
        assert "leaves the public good at 2.5" in text
        assert "undo all of it" in text
    assert "undo all" not in said(provision.crowding, source="grant", valuation=0.5, money=1.0)


def test_gifts_count_the_givers():
    for state in grid(provision.gifts):
        raw = np.exp(-state["spread"] * np.arange(8) / 7)
        k = PrivateProvision(80 * raw / raw.sum(), state["valuation"]).equilibrium().contributors
        word = "all eight give" if k == 8 else "only the richest" if k == 1 else f"{k} of eight"
        assert word in said(provision.gifts, **state)


def test_large_counts_the_givers():
    for state in grid(provision.large):
        k, n = LargeEconomy(state["n"], state["valuation"]).contributors, state["n"]
        word = "all" if k == n else "only the richest" if k == 1 else str(k)
        assert word in said(provision.large, **state)
