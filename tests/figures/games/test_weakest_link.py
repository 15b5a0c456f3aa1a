"""What the figures of the weakest link draw, read against the game and the data."""

import pytest
from figure_checks import drawn

from govlib.data import load
from govlib.figures.games import weakest_link
from govlib.games import WeakestLinkGame, expected_payoffs


def test_trust_says_small_chances_in_words():
    assert "a chance of 0.25" in weakest_link.say_trust(n=14, sure=0.9)
    assert "below one in a thousand" in weakest_link.say_trust(n=193, sure=0.5)
    # 0.999 squared is no certainty
    assert "a chance of 0.998." in weakest_link.say_trust(n=3, sure=0.999)


@pytest.mark.parametrize(("n", "sure"), [(2, 0.9), (14, 0.9)])
def test_trust_draws_expected_payoffs_and_fills_the_best(n, sure):
    (ax,) = drawn(weakest_link.trust, n=n, sure=sure).axes
    pay = expected_payoffs(WeakestLinkGame(), [1 - sure, 0, 0, 0, 0, 0, sure], n)
    assert [bar.get_height() for bar in ax.patches] == pytest.approx(pay)
    fills = {bar.get_facecolor() for bar in ax.patches}
    assert len(fills) == 2
    best = ax.patches[int(pay.argmax())].get_facecolor()
    assert sum(bar.get_facecolor() == best for bar in ax.patches) == 1


def test_rounds_draws_both_columns():
    (ax,) = drawn(weakest_link.rounds).axes
    shares = load("weakest_link_vhbb1990").sort_index()
    heights = [bar.get_height() for bar in ax.patches]
    assert heights[:7] == shares.percent_round_1.tolist()
    assert heights[7:] == shares.percent_round_10.tolist()
    assert "first round 31 percent choose effort 7" in weakest_link.say_rounds()
