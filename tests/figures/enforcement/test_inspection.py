"""Fines and campaigns: lines and marks against the games."""

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, marks, said

from govlib.enforcement import Campaign, Inspection
from govlib.figures.enforcement import inspection


def outcome(fine, cost, kept, moves, sees):
    detection, alarm = inspection.SEES[sees]
    game = Inspection(1, fine, cost, 1, kept, detection, alarm)
    return game.leadership() if moves == inspection.MOVES[1] else game.equilibrium()


@pytest.mark.parametrize("state", [(1, 0.2, 0, 0, 0), (4, 0.5, 0.5, 1, 1), (2, 0.2, 1, 0, 2)])
def test_fines_draws_inspections_violations_and_the_loss(state):
    fine, cost, kept, who, what = state
    given = {
        "cost": cost,
        "kept": kept,
        "moves": inspection.MOVES[who],
        "sees": list(inspection.SEES)[what],
    }
    ax, low = drawn(inspection.fines, fine=fine, **given).axes
    levels = np.geomspace(0.5, 8, 241)
    every, now = outcome(levels, **given), outcome(fine, **given)
    names = ["inspection", "violation"] + ["wronged"] * (what == 2)
    want = [np.asarray(getattr(every, name)) for name in names]
    got = [np.broadcast_to(line.get_ydata(), levels.shape) for line in curves(ax)[: len(names)]]
    assert sorted(map(tuple, got)) == [pytest.approx(w) for w in sorted(map(tuple, want))]
    at = {round(y, 9) for _, y in marks(ax)}
    assert at == {round(float(getattr(now, name)), 9) for name in names}
    assert curves(low)[0].get_ydata() == pytest.approx(-np.asarray(every.inspector))
    assert marks(low) == [pytest.approx((fine, -now.inspector))]


@pytest.mark.parametrize("state", [(8, 2, 1), (12, 4, 0.25), (4, 6, 1)])
def test_campaign_draws_the_coverage_and_both_losses(state):
    periods, visits, caught = state
    ax, low = drawn(inspection.campaign, periods=periods, inspections=visits, caught=caught).axes
    cover = Campaign(periods, visits, caught).coverage()
    assert [bar.get_height() for bar in ax.patches] == pytest.approx(list(cover))
    assert sum(cover) == pytest.approx(min(visits, periods))
    best = [-Campaign(periods, m, caught).value for m in range(1, 7)]
    # by lot a violation goes unseen unless the last visit is kept for the last period
    lot = [max(0, 1 - m / periods) for m in range(1, 7)]
    one, other = (line.get_ydata() for line in curves(low) if len(line.get_xdata()) == 6)
    assert one == pytest.approx(best)
    assert other == pytest.approx(lot)


def test_fines_are_told_as_the_game_has_them():
    for state in grid(inspection.fines):
        now = outcome(**state)
        lead = state["moves"] == inspection.MOVES[1]
        text = said(inspection.fines, **state)
        assert f"{now.inspection:.0%} are inspected and {now.violation:.0%} violate" in text
        stays = not lead and not state["kept"] and now.violation < 1
        assert ("stay where they are" in text) == stays
        # all are inspected for the fines only where there are fines for nothing
        assert ("comes to all" in text) == (now.inspection == 1 and now.wronged > 0), state
        torn = lead and state["kept"] == 1 and "comes to all" not in text
        assert ("lose no more if all violated" in text) == torn, state
        assert ("nobody comes" in text) == (now.violation == 1 and now.inspection == 0), state
        twice = outcome(**{**state, "fine": 2 * state["fine"]})
        if "twice" in text:
            assert f"{twice.inspection:.0%}" in text.split("twice")[1]
            if stays:
                assert twice.violation == pytest.approx(now.violation)


def test_a_campaign_is_told_as_the_game_has_it():
    for state in grid(inspection.campaign):
        game = Campaign(**state)
        text = said(inspection.campaign, **state)
        if state["inspections"] >= state["periods"]:
            assert "enough for each" in text
        else:
            cover = game.coverage()
            assert f"first with a chance of {cover[0]:.0%}, in the last of {cover[-1]:.0%}" in text
            assert f"to lose {-game.value:.2f}" in text
