"""Conventions, lock-in, urns: lines, bars and areas against the models."""

import re

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, heights, marks, said

from govlib.conventions import CoordinationGame, TwoKinds, Urn, power_rule
from govlib.figures.conventions import early_rules


def run(players, worth, error, safety):
    return CoordinationGame(players, worth, 0, safety, 1).long_run(error)


@pytest.mark.parametrize("state", [(10, 2, 0.1, 0), (20, 1.2, 0.2, 1)])
def test_waiting_draws_both_waits_and_the_long_run(state):
    players, worth, error, safety = state
    fig = drawn(early_rules.waiting, players=players, worth=worth, error=error, safety=safety)
    left, right = fig.axes[:2]
    every = [run(int(n), worth, error, safety) for n in range(4, 41, 2)]
    good, poor = (line.get_ydata() for line in curves(left)[:2])
    assert good == pytest.approx([one.log10_to_second for one in every])
    assert poor == pytest.approx([one.log10_to_first for one in every])
    here = run(players, worth, error, safety)
    want = [(players, here.log10_to_second), (players, here.log10_to_first)]
    assert marks(left) == [pytest.approx(one) for one in want]
    bars = [bar for each in right.containers for bar in each]
    at = {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in bars}
    assert [at[z] for z in range(players + 1)] == pytest.approx(here.distribution)


@pytest.mark.parametrize(("ahead", "behind", "share"), [(3, 5, 0.5), (8, 5, 0.52)])
def test_lock_in_draws_when_each_has_locked_in(ahead, behind, share):
    left, right = drawn(early_rules.lock_in, ahead=ahead, behind=behind, share=share).axes
    course = TwoKinds(ahead, behind, share).course(early_rules.ADOPTERS)
    first, middle, second = right.collections
    assert first.get_paths()[0].vertices[:, 1].max() == pytest.approx(course.first.max())
    assert second.get_paths()[0].vertices[:, 1].min() == pytest.approx(1 - course.second.max())
    rules = {line.get_ydata()[0] for line in left.lines if len(line.get_xdata()) == 2}
    assert {ahead, -behind} <= rules
    assert np.isfinite(middle.get_paths()[0].vertices).all()


@pytest.mark.parametrize(("exponent", "first", "second"), [(1, 1, 1), (3, 1, 5)])
def test_urn_draws_histories_and_the_chance_of_each_share(exponent, first, second):
    left, right = drawn(early_rules.urn, exponent=exponent, first=first, second=second).axes
    made = Urn(first, second, power_rule(exponent)).distribution(early_rules.DRAWS)
    bars = heights(right)
    assert sum(bars) == pytest.approx(1)
    share = (first + np.arange(len(made))) / (first + second + early_rules.DRAWS)
    assert sum(bars[10:]) == pytest.approx(made[share > 0.5].sum(), abs=0.02)
    for line in curves(left)[: early_rules.SHOWN]:
        assert line.get_ydata()[0] == pytest.approx(first / (first + second))


def test_waiting_counts_errors():
    for state in grid(early_rules.waiting):
        game = CoordinationGame(state["players"], state["worth"], 0, state["safety"], 1)
        text = said(early_rules.waiting, **state)
        found = re.search(r"once (one errs|\d+ err at once).*; (\d+) must err", text)
        up = 1 if found[1] == "one errs" else int(found[1].split()[0])
        assert (up, int(found[2])) == (game.errors_to_first, game.errors_to_second)
        kept = run(**state).share_first
        if shown := re.search(r"it is kept ([\d.]+)% of the time", text):
            assert float(shown[1]) == pytest.approx(100 * kept, abs=0.051)
        else:
            assert kept > 0.999 or kept < 0.001 or game.long_run_convention == "both"
        safer = game.risk_dominant
        told = "worse is safer" in text, "the safer one too" in text
        if game.long_run_convention != "both":
            assert told == (safer == "second", safer == "first"), (state, text)


def test_waiting_keeps_its_axes_over_all_states():
    for state in list(grid(early_rules.waiting))[::3]:
        here = run(**state)
        assert max(here.log10_to_first, here.log10_to_second) < 28
        assert here.distribution.max() < 0.7


def test_lock_in_says_the_chance():
    for state in grid(early_rules.lock_in):
        text = said(early_rules.lock_in, **state)
        chance = TwoKinds(**state).chance_of_first
        if 0.01 <= chance <= 0.99:
            assert f"chance of {chance:.0%}" in text
        else:
            assert "99%" in text or "1%" in text


def test_urn_classes_add_up_and_are_even_where_shares_are_copied():
    for state in grid(early_rules.urn)[::9]:
        classes, courses = early_rules._urn(**state)
        assert classes.sum() == pytest.approx(1)
        assert courses.shape == (early_rules.SHOWN, early_rules.DRAWS + 1)
    even = early_rules._urn(1.0, 1, 1)[0]
    assert even == pytest.approx(np.full(20, 0.05), rel=0.03)
