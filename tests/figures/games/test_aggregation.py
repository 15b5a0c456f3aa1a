"""What the figures of aggregation draw, read against the model."""

import numpy as np
import pytest

from govlib.data import load
from govlib.figures.games import aggregation
from govlib.games import GiftEconomy
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
    lots = [bar.get_height() for bar in right.patches]
    kept = economy.incomes - economy.summation_gifts
    assert lots == pytest.approx(kept * economy.summation_total)
    base = GiftEconomy([10, 6, 2])
    before = (base.incomes - base.summation_gifts) * base.summation_total
    (line,) = right.collections
    assert [piece[0][1] for piece in line.get_segments()] == pytest.approx(before)


def test_every_lot_fits_its_axis():
    for technology in aggregation.TECHNOLOGIES:
        for transfer in aggregation.TRANSFERS:
            _, right = drawn(aggregation.aid, technology=technology, transfer=transfer)
            assert 0 < max(bar.get_height() for bar in right.patches) < right.get_ylim()[1] - 2


def test_aid_says_who_gains():
    say = aggregation.say_aid
    assert "all three are better off" in say(technology="the least effort", transfer=2.0)
    told = say(technology="the sum", transfer=2.0)
    assert "lowers the good from 5.33 to 4.67" in told
    assert "better off: poor; worse off: rich and middle" in told
    told = say(technology="the least effort", transfer=4.0)
    assert "better off: middle and poor; as well off as before: rich" in told


def test_worm_draws_the_table():
    top, low = drawn(aggregation.worm)
    cases = load("guinea_worm_cases")
    assert top.lines[0].get_ydata() == pytest.approx(cases.total)
    assert low.patches[0].get_height() == (cases.loc[1989].drop("total") > 0).sum() == 15
