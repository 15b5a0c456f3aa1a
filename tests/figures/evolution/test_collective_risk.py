"""Collective risk: lines, areas and marks against the model and the laboratory."""

import itertools
import re

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, marks, said, widths

from govlib.evolution import TREATMENTS, CollectiveRisk, RiskExperiment
from govlib.figures.evolution import collective_risk


def game(n, percent, risk, cost=0.1):
    return CollectiveRisk(n, max(1, -(-n * percent // 100)), cost, risk)


@pytest.mark.parametrize(("n", "percent", "risk"), [(6, 50, 0.5), (24, 75, 0.9)])
def test_dynamics_draws_benefit_cost_and_the_time_of_fifty(n, percent, risk):
    top, low = drawn(collective_risk.dynamics, n=n, percent=percent, risk=risk).axes
    model = game(n, percent, risk)
    x = np.linspace(0, 1, 201)
    assert curves(top)[0].get_ydata() == pytest.approx(risk * np.asarray(model.pivotal(x)))
    assert any(line.get_ydata() == pytest.approx([0.1, 0.1]) for line in top.lines)
    mixed = model.rest_points()
    inner = [v for v in (float(mixed.unstable), float(mixed.stable)) if 0 < v < 1]
    assert [x for x, _ in marks(top)] == pytest.approx([0, *inner, 1])
    time = model.population(50).chain.stationary
    top_of_area = low.collections[0].get_paths()[0].vertices[:, 1].max()
    assert top_of_area == pytest.approx(time.max())


@pytest.mark.parametrize(("n", "cost"), [(6, 0.1), (12, 0.5)])
def test_achievement_draws_each_size_at_this_cost(n, cost):
    (ax,) = drawn(collective_risk.achievement, n=n, percent=50, risk=0.5, cost=cost).axes
    risk = np.linspace(0, 1, 51)
    for size in (6, 12, 24):
        want = game(size, 50, risk, cost).population(50).achievement
        assert curve(ax, f"groups of {size}") == pytest.approx(np.asarray(want))
    at = float(game(n, 50, 0.5, cost).population(50).achievement)
    assert marks(ax) == [pytest.approx((0.5, at))]


def test_the_laboratory_stands_only_beside_its_own_cost():
    for cost in (0.05, 0.1, 0.2, 0.5):
        (ax,) = drawn(collective_risk.achievement, n=6, percent=50, risk=0.5, cost=cost).axes
        squares = [line for line in ax.lines if line.get_marker() == "s"]
        text = said(collective_risk.achievement, n=6, percent=50, risk=0.5, cost=cost)
        assert len(squares) == ("laboratory" in text) == (cost == 0.5)
    assert RiskExperiment().fair_share / RiskExperiment().endowment == 0.5
    assert squares[0].get_ydata() == pytest.approx([t.reached / t.groups for t in TREATMENTS])
    for t in TREATMENTS:
        assert f"{t.reached} of {t.groups} at {t.risk:g}" in text


def test_achievement_says_the_share_and_where_half_succeed():
    risk = np.linspace(0, 1, 51)
    for state in grid(collective_risk.achievement)[::7]:
        y = np.asarray(
            game(state["n"], state["percent"], risk, state["cost"]).population(50).achievement
        )
        text = said(collective_risk.achievement, **state)
        assert ("fewer than half" in text) == (y < 0.5).all()
        here = float(np.interp(state["risk"], risk, y))
        if 0.005 <= here <= 0.995:
            assert f"{here:.0%} of the groups" in text
        if half := re.search(r"a risk of about ([\d.]+) on", text):
            assert float(half[1]) == pytest.approx(risk[np.argmax(y >= 0.5)], abs=0.0051)


def test_experiment_draws_what_groups_gave():
    ax, side = drawn(collective_risk.experiment).axes
    assert widths(ax)[:3] == pytest.approx([t.given for t in TREATMENTS])
    kept = [40 * (1 - t.risk) for t in TREATMENTS]
    (points,) = [line for line in side.lines if line.get_marker() == "o"]
    assert points.get_xdata() == pytest.approx(kept)


def test_dynamics_says_the_equilibria_of_the_game():
    for state in grid(collective_risk.dynamics):
        text = said(collective_risk.dynamics, **state)
        mixed = game(**state).rest_points()
        none = np.isnan(mixed.unstable) and np.isnan(mixed.stable)
        assert ("dies out" in text or "no risk" in text) == none, (state, text)
        if "takes over once" in text or "a start with" in text:
            share = re.search(r"(?:over once|more than) (\d+)%", text.replace("nearly all", "100%"))
            assert float(share[1]) / 100 == pytest.approx(mixed.unstable, abs=0.00501)


def test_the_arrows_of_dynamics_point_where_selection_leads():
    for state in grid(collective_risk.dynamics):
        model = game(**state)
        mixed = model.rest_points()
        rests = collective_risk._rests(mixed.unstable, mixed.stable, model)
        for (a, good), (b, other) in itertools.pairwise(rests):
            up = model.gradient((a + b) / 2) > 0
            if b - a < 1e-6:
                continue  # at the critical risk two equilibria are one
            assert good != up, (state, rests)
            assert other == up, (state, rests)
