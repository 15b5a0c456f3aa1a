"""Standards of evaluation: bars and points against the indices."""

import re

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, said

from govlib.figures.indicators import standards
from govlib.indicators import load_governance, load_human_development


@pytest.mark.parametrize(("objective", "process"), [(0, 0), (75, 100)])
def test_standards_joins_each_governments_two_places(objective, process):
    ax, field = drawn(standards.standards, objective=objective, process=process).axes
    table = load_governance("g20")
    before = table.ranks()
    after = table.ranks(objective=objective / 100, process=process / 100)
    words = [text.get_text() for text in ax.texts]
    for country, name in enumerate(standards.names()):
        assert f"{name}  {before[country]}" in words
        assert f"{after[country]}  {name}" in words
    ends = np.array([line.get_ydata() for line in curves(ax)])
    assert (ends + 1 == np.column_stack([before, after])).all()
    point = field.lines[-1].get_xydata()
    assert point[0] == pytest.approx((objective, process))


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


def test_standards_says_who_is_first_and_moves_most():
    twenty, every = load_governance("g20"), load_governance()
    for state in grid(standards.standards):
        shares = {name: value / 100 for name, value in state.items()}
        text = said(standards.standards, **state)
        moved = twenty.ranks() - twenty.ranks(**shares)
        first = standards.names()[int(twenty.scores(**shares).argmax())]
        assert f"{first} comes first" in text
        assert not re.search(r"(?<!the )(?<!The )\b(USA|UK)\b", text), text
        china = every.ranks(**shares)[every.place("CHN")]
        assert f"China is number {china}." in text
        if moved.any():
            assert f"{np.abs(moved).mean():.1f} of eighteen" in text
            far = standards.names()[int(np.abs(moved).argmax())]
            assert f"{far} from" in text
        else:
            assert "At equal shares" in text


def test_development_names_those_who_move_most():
    report = load_human_development(2021)
    text = said(standards.development, compensation="none")
    gained = report.published_rank - report.ranks(power=-np.inf)
    assert report.names[int(gained.argmax())] in text
    assert str(-gained.min()) in text
    assert "all 191" in said(standards.development, compensation="partial (UNDP)")
