"""The linear public good: lines, bars and marks against the model, sentences over the grid."""

import re

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, heights, marks, said, values

from govlib.figures.games import public_goods
from govlib.games import LinearPublicGood, falling_mpcr


@pytest.mark.parametrize(("n", "mpcr", "others"), [(4, 0.4, 15), (10, 1.1, 5), (2, 1.0, 20)])
def test_payoffs_draws_the_payoff_and_marks_the_best_reply(n, mpcr, others):
    ax, bars = drawn(public_goods.payoffs, n=n, mpcr=mpcr, others=others).axes
    given = [0, 20]
    together = [20 - g + mpcr * n * g for g in given]
    alone = [20 - g + mpcr * (g + (n - 1) * others) for g in given]
    assert curve(ax, "if all give as you do") == pytest.approx(together)
    label = "if the other gives" if n == 2 else "if the others give"
    (own,) = [line for line in ax.lines if line.get_label().startswith(label)]
    assert str(others) in own.get_label()
    assert own.get_ydata() == pytest.approx(alone)
    best = [0] if mpcr < 1 else [20] if mpcr > 1 else [0, 20]
    mark = ax.lines[-1]
    assert mark.get_marker() == "o"
    assert mark.get_xdata() == pytest.approx(best)
    assert mark.get_ydata() == pytest.approx([alone[given.index(g)] for g in best])
    assert heights(bars) == pytest.approx([mpcr - 1, n * mpcr - 1])


def test_the_bars_of_a_phone_are_the_same():
    bars = drawn(public_goods.payoffs, (3.6, 4.6), n=10, mpcr=0.3, others=0).axes[1]
    assert [bar.get_width() for bar in bars.patches] == pytest.approx([-0.7, 2.0])
    assert [text.get_text() for text in bars.texts] == ["−0.70", "+2.00"]


@pytest.mark.parametrize(("mpcr", "fall", "discount"), [(0.4, 0.6, 0.5), (0.75, 1.2, 0.9)])
def test_patience_draws_what_full_giving_needs(mpcr, fall, discount):
    (ax,) = drawn(public_goods.patience, mpcr=mpcr, fall=fall, discount=discount).axes
    sizes = np.arange(2, 201)
    fixed = LinearPublicGood(sizes, np.full(199, mpcr)).critical_discount
    falling = LinearPublicGood(sizes, mpcr * (sizes / 4.0) ** -fall).critical_discount
    drawn_fixed, drawn_falling, held = (line.get_ydata() for line in curves(ax)[:3])
    assert drawn_fixed == pytest.approx(np.asarray(fixed))
    assert drawn_falling == pytest.approx(np.asarray(falling))
    assert (np.isfinite(held) == (falling <= discount + 1e-9)).all()
    at = falling[191]
    assert marks(ax) == ([pytest.approx((193, at))] if at <= 1 + 1e-9 else [])


def test_payoffs_says_the_best_reply():
    for state in grid(public_goods.payoffs):
        game = LinearPublicGood(state["n"], state["mpcr"], 20)
        text = said(public_goods.payoffs, **state)
        if state["mpcr"] == 1:
            assert "whatever you give" in text
        else:
            choice = "nothing" if game.best_reply().lowest == 0 else "everything"
            assert f"giving {choice}" in text
        assert ("Giving helps nobody" in text) == (game.multiplier < 1 - 1e-9)
        assert not re.search(r"\b1 (others|members)\b", text)


def test_patience_says_where_giving_lasts():
    for state in grid(public_goods.patience):
        text = said(public_goods.patience, **state)
        sizes = np.arange(2, 201)
        returns = falling_mpcr(sizes, state["mpcr"], state["fall"], reference=4)
        holds = LinearPublicGood(sizes, returns).critical_discount <= state["discount"] + 1e-9
        if holds.all():
            assert "every group" in text
        elif not holds.any():
            assert "no group" in text
        else:
            told = np.zeros(201, bool)
            for first, last in re.findall(r"(\d+)(?: to (\d+))?", text.split("groups of ")[1]):
                told[int(first) : int(last or first) + 1] = True
            assert (told[2:] == holds).all(), text


def test_the_readers_target_in_patience():
    """At 0.4 among four, 193 need more patience from a fall of 1.0 on; from 1.2 none is enough."""
    four, many = 2, 191
    falls = values(public_goods.patience, "fall")
    needs = {fall: public_goods._thresholds(0.4, fall)[1] for fall in falls}
    assert min(fall for fall, need in needs.items() if need[many] > need[four]) == 1.0
    assert min(fall for fall, need in needs.items() if need[many] > 1) == 1.2
