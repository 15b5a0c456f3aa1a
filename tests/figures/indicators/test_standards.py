"""Standards of evaluation: bars and points against the indices."""

import numpy as np
import pytest
from figure_checks import drawn, grid, marks, said, widths

from govlib.figures.indicators import standards
from govlib.indicators import load_human_development


@pytest.mark.parametrize(("objective", "process"), [(0.5, 0.5), (0.2, 0.9)])
def test_standards_draws_the_scores_at_the_readers_weights(objective, process):
    ax, bars = drawn(standards.standards, objective=objective, process=process).axes
    o, p = objective, process
    weights = np.array([o * p, o * (1 - p), (1 - o) * p, (1 - o) * (1 - p)])
    want = np.array(list(standards.PROGRAMMES.values())) @ weights
    assert widths(bars) == pytest.approx(want)
    assert marks(ax)[0] == pytest.approx((objective, process))


@pytest.mark.parametrize("compensation", list(standards.POWERS)[:2])
def test_development_draws_the_places_that_each_moves(compensation):
    (ax,) = drawn(standards.development, compensation=compensation).axes
    report = load_human_development(2021)
    gained = report.published_rank - report.ranks(power=standards.POWERS[compensation])
    drawn_points = np.concatenate(
        [line.get_xydata() for line in ax.lines if line.get_marker() in ".^v"]
    )
    want = np.column_stack([report.published, gained])
    by_index = [table[np.lexsort(table.T[::-1])] for table in (drawn_points, want)]
    assert by_index[0] == pytest.approx(by_index[1])
    (rising,) = [line for line in ax.lines if line.get_marker() == "^"]
    assert (rising.get_ydata() > 0).all()


def test_each_programme_is_best_somewhere_on_the_map():
    _, leads = standards._map()
    assert ((leads > 0).any(axis=(1, 2))).all()
    for state in grid(standards.standards):
        best = list(standards.PROGRAMMES)[int(standards.scores(**state).argmax())]
        assert best in said(standards.standards, **state)


def test_development_names_those_who_move_most():
    report = load_human_development(2021)
    text = said(standards.development, compensation="none")
    gained = report.published_rank - report.ranks(power=-np.inf)
    assert report.names[int(gained.argmax())] in text
    assert str(-gained.min()) in text
    assert "all 191" in said(standards.development, compensation="partial (UNDP)")
