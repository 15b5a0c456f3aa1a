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


@pytest.mark.parametrize(("mpcr", "fall", "error"), [(0.4, 0.6, 0), (0.75, 1.2, 2)])
def test_patience_draws_what_full_giving_needs(mpcr, fall, error):
    (ax,) = drawn(public_goods.patience, mpcr=mpcr, fall=fall, error=error).axes
    sizes = np.arange(2, 201)
    returns = mpcr * (sizes / 4.0) ** -fall
    fixed = (1 - mpcr) / (mpcr * (sizes - 1))
    needed = (1 - returns) / (returns * (sizes - 1)) / (1 - error / 100) ** sizes
    drawn_fixed, drawn_needed, within = (line.get_ydata() for line in curves(ax)[:3])
    assert drawn_fixed == pytest.approx(fixed)
    assert drawn_needed == pytest.approx(np.maximum(needed, 0))
    assert (np.isfinite(within) == (needed <= 1 + 1e-9)).all()
    marked = [(n, needed[n - 2]) for n in (4, 10, 193) if needed[n - 2] <= 1 + 1e-9]
    assert marks(ax) == [pytest.approx(spot) for spot in marked]


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


def test_patience_says_what_each_size_needs():
    for state in grid(public_goods.patience):
        text = said(public_goods.patience, **state)
        sizes = np.arange(2, 201)
        returns = falling_mpcr(sizes, state["mpcr"], state["fall"], reference=4)
        needed = LinearPublicGood(sizes, returns).critical_discount
        needed = needed / (1 - state["error"] / 100) ** sizes
        for size, word in ((4, "Among 4, full giving"), (10, "among 10"), (193, "among 193")):
            at = needed[size - 2]
            what = "(is out of reach|needs a patience of ([0-9.]+))(?=[ ,;.])"
            found = re.search(f"{word}( and among 193)?(?: it)? {what}", text)
            assert found, (word, text)
            assert (found[2] == "is out of reach") == (at > 1 + 1e-9)
            if found[3]:
                shown = float(found[3].rstrip("."))
                two = float(f"{min(at, 1):.2g}")
                # more digits only where two would call it certain
                assert shown == two if two < 1 else shown == pytest.approx(min(at, 1), abs=5e-3)
                assert (shown == 1) == (at > 1 - 1e-9)
        least = re.search(r"A group of (\d+) needs the least", text)
        assert least, text
        assert needed[int(least[1]) - 2] == pytest.approx(needed.min())


def test_the_readers_targets_in_patience():
    """No errors: 193 need more than 4 from 1.0 on at 0.4, and 10 more than 4 from 0.5 at 0.75."""
    falls = values(public_goods.patience, "fall")

    def first(mpcr, size):
        needs = {fall: public_goods._thresholds(mpcr, fall, 0)[1] for fall in falls}
        return min(fall for fall, need in needs.items() if need[size - 2] > need[2])

    assert first(0.4, 193) == 1.0
    assert first(0.75, 10) == 0.5
    errors = values(public_goods.patience, "error")
    out = [e for e in errors if public_goods._needed(193, 0.4, 0, e) > 1]
    assert min(out) == 5
