"""What the figures of aggregation draw, read against the model."""

import numpy as np
import pytest

from govlib.data import load
from govlib.figures.games import aggregation
from govlib.games import GiftEconomy, WeakestLinkGame, expected_payoffs
from govlib.palette import new_figure, styled


def drawn(draw, **state):
    with styled():
        fig = new_figure(6.4, 3.4)
        draw(fig, **state)
    return fig.axes


@pytest.mark.parametrize("transfer", [0, 2])
def test_aid_stacks_gifts_and_what_is_kept(transfer):
    left, right = drawn(aggregation.aid, technology="the sum", transfer=transfer)
    economy = GiftEconomy([10 - transfer, 6, 2 + transfer])
    heights = [bar.get_height() for bar in left.patches]
    assert heights[:3] == pytest.approx(economy.summation_gifts)
    assert np.add(heights[:3], heights[3:6]) == pytest.approx(economy.incomes)
    change = [bar.get_height() for bar in right.patches]
    kept = economy.incomes - economy.summation_gifts
    base = GiftEconomy([10, 6, 2])
    before = (base.incomes - base.summation_gifts) * base.summation_total
    assert change == pytest.approx(100 * (kept * economy.summation_total / before - 1))


def test_aid_says_who_gains():
    say = aggregation.say_aid
    assert "all three are better off" in say(technology="the least effort", transfer=2.0)
    assert "worse off: rich and middle" in say(technology="the sum", transfer=2.0)


@pytest.mark.parametrize(("n", "sure"), [(2, 0.9), (14, 0.9)])
def test_trust_draws_expected_payoffs_and_fills_the_best(n, sure):
    (ax,) = drawn(aggregation.trust, n=n, sure=sure)
    pay = expected_payoffs(WeakestLinkGame(), [1 - sure, 0, 0, 0, 0, 0, sure], n)
    assert [bar.get_height() for bar in ax.patches] == pytest.approx(pay)
    fills = {bar.get_facecolor() for bar in ax.patches}
    assert len(fills) == 2
    best = ax.patches[int(pay.argmax())].get_facecolor()
    assert sum(bar.get_facecolor() == best for bar in ax.patches) == 1


def test_worm_draws_the_table():
    top, low = drawn(aggregation.worm)
    cases = load("guinea_worm_cases")
    assert top.lines[0].get_ydata() == pytest.approx(cases.total)
    assert low.patches[0].get_height() == (cases.loc[1989].drop("total") > 0).sum() == 15
