"""The figures of sharing, and what they say, over their whole grids."""

import numpy as np
import pytest
from figure_checks import SIZES, check_drawing, check_sentence, states

from govlib.coalitional import CoalitionalGame, core_check, least_core
from govlib.figures.coalitional import sharing
from govlib.palette import new_figure, styled
from govlib.published.ivb_sharing import TENNESSEE

ESTATE = {"rule": list(sharing.RULES), "estate": list(range(0, 601, 50))}
GAINS = {"joint": [20, 25, 30, 31, 35, 40, 60, 80, 100, 120, 141.858, 160]}
WATER = {"method": list(sharing.METHODS)}
FIGURES = [
    (sharing.estate, sharing.say_estate, ESTATE),
    (sharing.gains, sharing.say_gains, GAINS),
    (sharing.water, sharing.say_water, WATER),
]


@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_every_state_is_a_whole_sentence(draw, say, grid):
    for state in states(grid):
        check_sentence(say(**state))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", ""))
def test_states_are_drawn_within_the_figure_and_in_the_palette(draw, say, grid, size):
    for state in states({name: [*values[::3], values[-1]] for name, values in grid.items()}):
        fig = check_drawing(draw, size, **state)
        for text in (text for legend in fig.legends for text in legend.get_texts()):
            assert 0 <= text.get_window_extent().x0 <= text.get_window_extent().x1 <= fig.bbox.x1


def test_the_pairs_are_those_of_the_tennessee_valley():
    for pair, saved in sharing._PAIRS.items():
        alone = sum(TENNESSEE.value(purpose) for purpose in pair)
        assert (alone - TENNESSEE.value(pair)) / 1000 == pytest.approx(saved)
    assert (TENNESSEE.alone.sum() - TENNESSEE.total) / 1000 == pytest.approx(GAINS["joint"][-2])


@pytest.mark.parametrize("joint", GAINS["joint"])
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
    with styled():
        fig = new_figure()
        sharing.estate(fig, rule="Talmud", estate=200)
    (ax,) = fig.axes
    lines = [line for line in ax.lines if len(line.get_xdata()) > 2]
    for claim, line in zip(sharing.CLAIMS, lines, strict=True):
        assert line.get_ydata()[0] == 0
        assert line.get_ydata()[-1] == pytest.approx(claim)
        assert np.interp(300, line.get_xdata(), line.get_ydata()) == pytest.approx(claim / 2)
