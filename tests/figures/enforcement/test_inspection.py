"""Fines and campaigns: lines and marks against the games."""

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, marks, said

from govlib.enforcement import Campaign, Inspection
from govlib.figures.enforcement import inspection


def outcome(fine, cost, kept, moves):
    game = Inspection(gain=1, fine=fine, cost=cost, kept=kept)
    return game.leadership() if moves == inspection.MOVES[1] else game.equilibrium()


@pytest.mark.parametrize("state", [(1, 0.2, 0, 0), (4, 0.4, 0.5, 1)])
def test_fines_draws_inspections_violations_and_the_loss(state):
    fine, cost, kept, who = state
    moves = inspection.MOVES[who]
    ax, low = drawn(inspection.fines, fine=fine, cost=cost, kept=kept, moves=moves).axes
    levels = np.geomspace(0.25, 16, 241)
    every, now = outcome(levels, cost, kept, moves), outcome(fine, cost, kept, moves)
    want = [np.asarray(every.inspection), np.asarray(every.violation)]
    got = [np.broadcast_to(line.get_ydata(), levels.shape) for line in curves(ax)[:2]]
    assert sorted(map(tuple, got)) == [pytest.approx(w) for w in sorted(map(tuple, want))]
    at = {round(y, 9) for _, y in marks(ax)}
    assert at == {round(float(now.inspection), 9), round(float(now.violation), 9)}
    assert curves(low)[0].get_ydata() == pytest.approx(-np.asarray(every.inspector))
    assert marks(low) == [pytest.approx((fine, -now.inspector))]


@pytest.mark.parametrize("state", [(8, 2, 1), (12, 4, 0.25)])
def test_campaign_draws_the_loss_for_each_number_of_visits(state):
    periods, visits, caught = state
    ax, low = drawn(inspection.campaign, periods=periods, inspections=visits, caught=caught).axes
    want = [-Campaign(periods, m, caught).value for m in range(periods + 1)]
    assert curves(low)[0].get_ydata() == pytest.approx(want)
    assert marks(low) == [pytest.approx((visits, want[visits]))]
    chances = Campaign(periods, visits, caught).chances()
    first = [line.get_ydata() for line in curves(ax)]
    whole = Campaign(periods, visits, caught).chance
    assert any(np.isclose(np.asarray(y, float), whole).any() for y in first)
    assert np.isfinite(np.asarray(chances, float)).any()


def test_fines_are_told_as_the_game_has_them():
    for state in grid(inspection.fines):
        now = outcome(**state)
        lead = state["moves"] == inspection.MOVES[1]
        text = said(inspection.fines, **state)
        assert f"{now.inspection:.0%} are inspected and {now.violation:.0%} violate" in text
        stays = not lead and not state["kept"] and now.violation < 1
        assert ("stay where they are" in text) == stays


def test_a_campaign_is_told_as_the_game_has_it():
    for state in grid(inspection.campaign):
        game = Campaign(**state)
        text = said(inspection.campaign, **state)
        assert f"at once in {game.chance:.0%}" in text
        assert ("next to nothing" in text) == (game.value > -0.005)
