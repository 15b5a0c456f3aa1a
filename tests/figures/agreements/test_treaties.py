"""Who signs, and what a treaty wins back: the lines against the model of leaders."""

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, marks, said

from govlib.agreements import LeaderAgreement, assess
from govlib.figures.agreements import treaties


def agreement(n, cost):
    return assess(LeaderAgreement(n=n, choke=100, benefit=1, cost=cost))


@pytest.mark.parametrize(("n", "cost"), [(10, 0.25), (5, 3)])
def test_signing_draws_both_payoffs_against_full_cooperation(n, cost):
    fig = drawn(treaties.signing, n=n, cost=cost)
    (ax,) = fig.axes
    found = agreement(n, cost)
    full = found.signatory[-1]
    for label, payoff in (("signatory", found.signatory), ("outsider", found.outsider)):
        assert curve(ax, label) == pytest.approx(100 * (payoff / full - 1), nan_ok=True)
    mean = 100 * (found.welfare / found.welfare[-1] - 1)
    assert curve(ax, "mean of all") == pytest.approx(mean)
    (rule,) = [c for c in ax.collections if len(c.get_segments()) == 1]
    assert rule.get_segments()[0][0][0] == found.largest


@pytest.mark.parametrize(("n", "cost"), [(10, 0.25), (50, 2.5)])
def test_paradox_draws_what_is_lost_and_what_is_won_back(n, cost):
    fig = drawn(treaties.paradox, n=n, cost=cost)
    top, low = fig.axes
    found = agreement(n, treaties.COSTS)
    lost = 100 * (1 - found.welfare[:, 0] / found.welfare[:, -1])
    assert curves(top)[0].get_ydata() == pytest.approx(found.largest)
    assert curve(low, "lost without agreement") == pytest.approx(lost)
    assert curve(low, "won back by the agreement") == pytest.approx(lost * found.share_closed)
    one = agreement(n, cost)
    assert marks(top) == [(cost, one.largest)]
    now = 100 * (1 - one.welfare[0] / one.welfare[-1]) * one.share_closed
    assert marks(low) == [pytest.approx((cost, now))]


def test_signing_says_how_many():
    for state in grid(treaties.signing):
        k = agreement(**state).largest
        text = said(treaties.signing, **state)
        n = state["n"]
        assert text.startswith(f"All {k}" if k == n else f"{k} of {n} countries")
        welfare = agreement(**state).welfare
        harm = [k for k in range(n + 1) if welfare[k] < welfare[0] * (1 - 1e-12)]
        assert harm == list(range(1, len(harm) + 1))
        some = "1 signatory" if len(harm) == 1 else f"1 to {len(harm)} signatories"
        some = "1 or 2 signatories" if len(harm) == 2 else some
        assert f"With {some} the world is worse off" in text


def test_signing_targets_are_the_stops_that_their_words_name():
    lowest = [c for c in treaties.STOPS if agreement(10, c).largest == 10]
    assert max(lowest) == 0.01
    gap = [agreement(10, c).gap_closed[2] for c in treaties.STOPS]
    harmless = [c for c, share in zip(treaties.STOPS, gap, strict=True) if share >= 0]
    assert harmless == [1, 3, 10, 30]


def test_paradox_says_how_many():
    for state in grid(treaties.paradox):
        k, n = agreement(**state).largest, state["n"]
        who = f"all {n} countries" if k == n else f"{k} of {n} countries"
        assert who in said(treaties.paradox, **state)
    assert np.isfinite(treaties.COSTS).all()
