"""Two treaties and the clauses of a third: lines and dots against tables and models."""

import numpy as np
import pytest
from figure_checks import curves, drawn, said

from govlib.agreements import (
    ADOPTED,
    EntryClause,
    LinearAgreement,
    TradeMeasure,
    assess,
    stable_sizes,
    treaty_emissions,
    treaty_parties,
)
from govlib.figures.agreements import clauses as module


def test_two_treaties_draws_both_by_years_since():
    left, right = drawn(module.two_treaties).axes
    for ax, series in ((left, treaty_parties), (right, treaty_emissions)):
        for line, (treaty, year) in zip(curves(ax), ADOPTED.items(), strict=False):
            want = series(treaty)
            assert line.get_xdata() == pytest.approx(want.index - year)
            assert line.get_ydata() == pytest.approx(want)


def test_two_treaties_says_what_was_left():
    assert "fell to 13 percent by 2014" in said(module.two_treaties)
    assert "rose to 143 percent by 2012" in said(module.two_treaties)


def test_clauses_draws_stable_sizes_and_who_signs():
    left, right = drawn(module.clauses).axes
    dots = {(line.get_xdata()[0], line.get_ydata()[0]) for line in left.lines}
    want = {
        (k, -row)
        for row, least in enumerate(module.LEAST)
        for k in stable_sizes(EntryClause(LinearAgreement(10), least))
    }
    assert dots == want
    found = [assess(TradeMeasure(LinearAgreement(10), float(t))) for t in module.LOSSES]
    share, closed = (line.get_ydata() for line in right.lines)
    assert share == pytest.approx([10 * one.largest for one in found])
    assert closed == pytest.approx([100 * one.share_closed for one in found])


def test_clauses_says_what_holds():
    text = said(module.clauses)
    assert "at most 3 of 10" in text
    assert "holds at 5, 8 or 10" in text
    for least in module.LEAST[1:]:
        sizes = stable_sizes(EntryClause(LinearAgreement(10), least))
        assert sizes == (*range(least - 1), least)
    enough = float(text.split("takes ")[1].split()[0])
    assert assess(TradeMeasure(LinearAgreement(10), enough)).largest == 10
    assert assess(TradeMeasure(LinearAgreement(10), enough - 0.1)).largest < 10
    assert np.isclose(module.LOSSES[1], 0.1)
