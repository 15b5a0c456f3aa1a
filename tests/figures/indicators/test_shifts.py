"""The figure of shifts against the indices themselves."""

import numpy as np
import pytest
from figure_checks import drawn, said

from govlib.figures.indicators import shifts
from govlib.indicators import load_human_development, rank_shift


def test_each_point_is_a_shift_found_and_the_one_that_the_rule_foretells():
    (ax,) = drawn(shifts.shifts).axes
    points = [line.get_xydata() for line in ax.lines if line.get_marker() == "o"]
    report = load_human_development(2021)
    parts = report.dimensions
    first = parts.mean(axis=1)

    def order(scores):
        return 1 + (scores[:, None] < scores[None, :] - 1e-12).sum(axis=1)

    for row, weights in enumerate([(2, 1, 1), (1, 2, 1), (1, 1, 2)]):
        second = parts @ weights / 4
        r = np.corrcoef(first, second)[0, 1]
        share = rank_shift(order(first), order(second)) / 191
        rule = 0.5 - np.arcsin((1 + r) / 2) / np.pi
        assert points[0][row] == pytest.approx((100 * rule, 100 * share), abs=1e-6)
    geometric = np.exp(np.log(parts).mean(axis=1))
    want = rank_shift(order(first), order(geometric)) / 191
    assert points[2][0, 1] == pytest.approx(100 * want)
    assert f"{want:.1%} to " in said(shifts.shifts)


def test_the_sentence_holds_for_all_points():
    (ax,) = drawn(shifts.shifts).axes
    every = np.concatenate([line.get_xydata() for line in ax.lines[1:]])
    gap = np.abs(every[:, 1] - every[:, 0])
    text = said(shifts.shifts)
    assert f"{gap.mean():.1f} percentage points on average and {gap.max():.1f} at most" in text
