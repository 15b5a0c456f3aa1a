"""Four ways to a cooler world: lines, marks and sentence against the model."""

import re

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, marks, said

from govlib.figures.sustainability import restraint
from govlib.sustainability import restrain


@pytest.mark.parametrize(
    ("way", "strength", "level"),
    [("carbon price", 4, 40.0), ("slower productivity", 10, 0.016)],
)
def test_brakes_draws_the_changed_run_beside_todays(way, strength, level):
    left, right = drawn(restraint.brakes, way=way, strength=strength).axes
    run = restrain(way, level)
    shown = run.path.years <= restraint.END
    before, after = (line.get_ydata() for line in curves(left)[:2])
    assert before == pytest.approx(run.today.warming[shown])
    assert after == pytest.approx(run.path.warming[shown])
    lost = next(c for c in curves(right) if len(c.get_xdata()) == shown.sum())
    assert lost.get_ydata() == pytest.approx(run.change[shown])
    assert marks(left) == [pytest.approx((2100, run.path.at(2100).warming))]
    assert marks(right) == [pytest.approx((2100, -run.loss(2100)))]


def test_the_sentence_tells_what_the_run_brings():
    for state in grid(restraint.brakes)[::2]:
        text = said(restraint.brakes, **state)
        run = restraint._run(**state)
        change = run.change[run.path.years <= restraint.END]
        assert f"{run.path.at(2100).warming:.1f} °C in 2100" in text
        if state["strength"] == 0:
            assert np.abs(change).max() < 1e-9
            continue
        assert ("no year up to 2150 is poorer" in text) == (change.min() > -0.05)
        if told := re.search(r"year up to 2150 is (\d+), ([\d.]+)% lower", text):
            assert run.path.years[change.argmin()] == int(told[1])
            assert float(told[2]) == pytest.approx(-change.min(), abs=0.051)
        if told := re.search(r"head is ([\d.]+)% (higher|lower) in 2100", text):
            assert float(told[1]) == pytest.approx(abs(run.loss(2100)), abs=0.051)
            assert (told[2] == "lower") == (run.loss(2100) > 0)
