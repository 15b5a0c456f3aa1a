"""The figures of sharing, and what they say, over their whole grids."""

import numpy as np
import pytest
from figure_checks import drawn, marks, values

from govlib.coalitional import CoalitionalGame, core_check, least_core
from govlib.figures.coalitional import sharing
from govlib.published.ivb_sharing import TENNESSEE

JOINT = values(sharing.gains, "joint")


@pytest.mark.parametrize("joint", [30, 141.858])
def test_gains_draws_both_divisions_and_the_core(joint):
    fig = drawn(sharing.gains, joint=joint)
    plane, key = fig.axes
    game, shapley, kernel = sharing._tennessee(joint)
    want = [sharing._flat(payoffs)[0] for payoffs in (shapley, kernel)]
    assert [tuple(p) for p in want] == [pytest.approx(mark) for mark in marks(plane)[:2]]
    words = [text.get_text() for text in key.texts]
    for payoffs in (shapley, kernel):
        assert any(" / ".join(f"{part:.1f}" for part in payoffs) in word for word in words)
    core = sharing._corners(game)
    assert len(plane.patches) == 1 + (len(core) > 0)
    if len(core):
        drawn_core = plane.patches[1].get_xy()[:-1]
        assert drawn_core == pytest.approx(sharing._flat(core))


@pytest.mark.parametrize("method", ["nucleolus", "equal parts"])
def test_water_draws_what_each_town_pays(method):
    (ax,) = drawn(sharing.water, method=method).axes
    costs, paid = sharing._water()
    bars = {
        round(bar.get_x() + bar.get_width() / 2): bar.get_height()
        for each in ax.containers
        for bar in each
    }
    assert [bars[i] for i in range(costs.n)] == pytest.approx(paid[method])
    alone = [c.get_segments()[0][0][1] for c in ax.collections if len(c.get_segments()) == 1]
    assert alone[: costs.n] == pytest.approx(costs.alone)


@pytest.mark.parametrize(("rule", "estate"), [("Talmud", 250), ("in proportion", 400)])
def test_estate_marks_what_each_gets(rule, estate):
    (ax,) = drawn(sharing.estate, rule=rule, estate=estate).axes
    got = sharing.RULES[rule](sharing.CLAIMS, estate)
    assert marks(ax) == [pytest.approx((estate, award)) for award in got]


def test_the_pairs_are_those_of_the_tennessee_valley():
    for pair, saved in sharing._PAIRS.items():
        alone = sum(TENNESSEE.value(purpose) for purpose in pair)
        assert (alone - TENNESSEE.value(pair)) / 1000 == pytest.approx(saved)
    assert (TENNESSEE.alone.sum() - TENNESSEE.total) / 1000 == pytest.approx(JOINT[-1])


@pytest.mark.parametrize("joint", JOINT)
def test_the_core_is_drawn_where_there_is_one(joint):
    game, shapley, _ = sharing._tennessee(joint)
    corners = sharing._corners(game)
    assert (len(corners) == 0) == least_core(game).core_is_empty
    for corner in corners:
        assert core_check(game, corner).inside
    if len(corners):  # no corner is missing: the extreme payoffs of each player are there
        from scipy.optimize import linprog

        rows = (np.arange(1, 7)[:, None] >> np.arange(3)) & 1
        for player in range(3):
            for sign in (1, -1):
                best = linprog(
                    sign * np.eye(3)[player],
                    -rows,
                    -game.values[1:7],
                    np.ones((1, 3)),
                    [game.total],
                    (None, None),
                )
                assert (sign * corners[:, player]).min() == pytest.approx(best.fun, abs=1e-7)
    text = sharing.say_gains(joint=joint)
    assert ("No division is stable" in text) == (len(corners) == 0)
    inside = core_check(game, shapley, tolerance=1e-9).inside
    assert ("as the Shapley value does" in text) == inside


def test_water_marks_who_would_leave():
    for method in sharing.METHODS:
        who, excess = sharing._objection(method)
        costs, paid = sharing._water()
        assert paid[method].sum() == pytest.approx(costs.total)
        if who:
            charge = sum(paid[method][costs.players.index(p)] for p in who)
            assert charge - costs.value(who) == pytest.approx(excess)
            assert excess > 0
        else:
            game = CoalitionalGame(-costs.values, costs.players)
            assert core_check(game, -paid[method], tolerance=1e-9).inside
        assert ("It is not stable" in sharing.say_water(method=method)) == bool(who)


def test_estate_draws_the_rule():
    fig = drawn(sharing.estate, rule="Talmud", estate=200)
    (ax,) = fig.axes
    lines = [line for line in ax.lines if len(line.get_xdata()) > 2]
    for claim, line in zip(sharing.CLAIMS, lines, strict=True):
        assert line.get_ydata()[0] == 0
        assert line.get_ydata()[-1] == pytest.approx(claim)
        assert np.interp(300, line.get_xdata(), line.get_ydata()) == pytest.approx(claim / 2)
