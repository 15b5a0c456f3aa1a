"""Collective risk: lines, areas and marks against the model and the laboratory."""

import itertools
import re

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, marks, said, values, widths

from govlib.data import load
from govlib.evolution import TREATMENTS, CollectiveRisk, RiskExperiment
from govlib.figures.evolution import collective_risk, risk_experiment


def game(n, percent, risk, cost=0.1):
    return CollectiveRisk(n, max(1, -(-n * percent // 100)), cost, risk)


@pytest.mark.parametrize(("n", "percent", "risk", "start"), [(6, 50, 0.5, 15), (24, 75, 0.9, 69)])
def test_dynamics_draws_benefit_cost_and_the_time_of_fifty(n, percent, risk, start):
    top, line, low = drawn(
        collective_risk.dynamics, n=n, percent=percent, risk=risk, start=start
    ).axes
    model = game(n, percent, risk)
    x = np.linspace(0, 1, 201)
    assert curves(top)[0].get_ydata() == pytest.approx(risk * np.asarray(model.pivotal(x)))
    assert any(line.get_ydata() == pytest.approx([0.1, 0.1]) for line in top.lines)
    mixed = model.rest_points()
    inner = [v for v in (float(mixed.unstable), float(mixed.stable)) if 0 < v < 1]
    assert [x for x, y in marks(line) if y == 0] == pytest.approx([0, *inner, 1])
    time = model.population(50).chain.stationary
    many = float(time @ np.arange(51)) / 50
    told = said(collective_risk.dynamics, n=n, percent=percent, risk=risk, start=start)
    assert f"{collective_risk.share(many)} cooperate on average" in told
    top_of_area = low.collections[0].get_paths()[0].vertices[:, 1].max()
    assert top_of_area == pytest.approx(time.max())


def test_dynamics_leads_from_each_start_to_its_end():
    for state in grid(collective_risk.dynamics)[::11]:
        _, line, _ = drawn(collective_risk.dynamics, **state).axes
        start = state.pop("start")
        end = float(game(**state).destination(start / 100))
        (way,) = [t for t in line.texts if t.xyann[1] == 1]
        assert (way.xyann[0], way.xy[0]) == pytest.approx((start / 100, end))
        text = said(collective_risk.dynamics, **state, start=start)
        told = f"A start of {start}% ends "
        assert told + ("with nobody" if end == 0 else f"at {collective_risk.share(end)}") in text


def test_starts_are_those_of_the_survey():
    table = load("climate_beliefs").set_index(["source", "statement"]).percent
    survey = table["Global Climate Change Survey"]
    said_and_thought = (
        survey["think that others would give 1% of income"],
        survey["would give 1% of income"],
    )
    assert collective_risk.STARTS[2:] == said_and_thought
    root = float(game(6, 50, 0.5).rest_points().unstable)
    assert collective_risk.STARTS[0] / 100 < root < collective_risk.STARTS[1] / 100


HALF, ALL = "a tenth from half", "half from all"
ASKED = {HALF: (50, 0.1), ALL: (100, 0.5)}


@pytest.mark.parametrize(("n", "asked", "mutation"), [(6, HALF, 0.02), (12, ALL, 0.1)])
def test_achievement_draws_each_size_at_what_is_asked(n, asked, mutation):
    state = {"n": n, "risk": 0.5, "asked": asked, "mutation": mutation}
    percent, cost = ASKED[asked]
    (ax,) = drawn(collective_risk.achievement, **state).axes
    risk = np.linspace(0, 1, 51)
    for size in (6, 12, 24):
        want = game(size, percent, risk, cost).population(50, mutation=mutation).achievement
        assert curve(ax, f"groups of {size}") == pytest.approx(np.asarray(want))
    at = float(game(n, percent, 0.5, cost).population(50, mutation=mutation).achievement)
    assert marks(ax) == [pytest.approx((0.5, at))]


def test_the_laboratory_stands_only_beside_its_own_game():
    assert values(collective_risk.achievement, "asked") == (HALF, ALL)
    for asked in (HALF, ALL):
        state = {"n": 6, "risk": 0.5, "asked": asked, "mutation": 0.02}
        (ax,) = drawn(collective_risk.achievement, **state).axes
        squares = [line for line in ax.lines if line.get_marker() == "s"]
        text = said(collective_risk.achievement, **state)
        assert len(squares) == ("laboratory" in text) == (asked == ALL)
    # what the laboratory asked for: if each gives the fair share, the target takes all six
    lab = RiskExperiment()
    percent, cost = ASKED[ALL]
    assert lab.fair_share == cost * lab.endowment
    assert lab.target == lab.n * percent / 100 * lab.fair_share
    assert squares[0].get_ydata() == pytest.approx([t.reached / t.groups for t in TREATMENTS])
    for t in TREATMENTS:
        assert f"{t.reached} of {t.groups} at {t.risk:g}" in text


def test_achievement_says_the_share_and_where_half_succeed():
    risk = np.linspace(0, 1, 51)
    for state in grid(collective_risk.achievement)[::7]:
        percent, cost = ASKED[state["asked"]]
        chain = game(state["n"], percent, risk, cost)
        y = np.asarray(chain.population(50, mutation=state["mutation"]).achievement)
        text = said(collective_risk.achievement, **state)
        assert ("fewer than half" in text) == (y < 0.5).all()
        here = float(np.interp(state["risk"], risk, y))
        if 0.005 <= here <= 0.995:
            assert f"{here:.0%} of the groups" in text
        if half := re.search(r"a risk of about ([\d.]+) on", text):
            assert float(half[1]) == pytest.approx(risk[np.argmax(y >= 0.5)], abs=0.0051)


def test_deciding_draws_sizes_and_what_is_known():
    left, right = drawn(risk_experiment.deciding).axes
    x = np.linspace(0, 1, 201)
    for n in (6, 12, 24):
        want = CollectiveRisk(n, n // 2, 0.1, 1).pivotal(x)
        assert curve(left, f"{n // 2} of {n}") == pytest.approx(np.asarray(want))
    for label, needed in (("exactly 3", (3,)), ("2, 3 or 4", (2, 3, 4)), ("1 to 6", range(1, 7))):
        want = np.mean([CollectiveRisk(6, m, 0.1, 1).pivotal(x) for m in needed], axis=0)
        assert curve(right, label) == pytest.approx(want)
    flat = curve(right, "1 to 6")
    assert flat == pytest.approx(np.full(201, 1 / 6))
    assert "0.36 (2, 3 or 4), 0.60 (1 to 6)" in said(risk_experiment.deciding)


def test_experiment_draws_what_groups_gave():
    ax, side = drawn(risk_experiment.experiment).axes
    assert widths(ax)[:3] == pytest.approx([t.given for t in TREATMENTS])
    kept = [40 * (1 - t.risk) for t in TREATMENTS]
    (points,) = [line for line in side.lines if line.get_marker() == "o"]
    assert points.get_xdata() == pytest.approx(kept)


def test_dynamics_says_the_equilibria_of_the_game():
    for state in grid(collective_risk.dynamics):
        text = said(collective_risk.dynamics, **state)
        mixed = game(state["n"], state["percent"], state["risk"]).rest_points()
        assert ("dies out" in text) == np.isnan(mixed.unstable), (state, text)
        if "dies out" not in text:
            roots = re.search(r"grows above (\d+)% and comes to rest at (\d+)%", text)
            found = [float(root) / 100 for root in roots.groups()]
            assert found == pytest.approx([mixed.unstable, mixed.stable], abs=0.00501)


def test_the_arrows_of_dynamics_point_where_selection_leads():
    for state in grid(collective_risk.dynamics):
        model = game(state["n"], state["percent"], state["risk"])
        mixed = model.rest_points()
        rests = collective_risk._rests(mixed.unstable, mixed.stable, model)
        for (a, good), (b, other) in itertools.pairwise(rests):
            up = model.gradient((a + b) / 2) > 0
            if b - a < 1e-6:
                continue  # at the critical risk two equilibria are one
            assert good != up, (state, rests)
            assert other == up, (state, rests)
