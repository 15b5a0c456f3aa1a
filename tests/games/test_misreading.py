"""Misread moves against play by dice, by hand, and against the errors that both see."""

import numpy as np
import pytest

from govlib.games import finite_play, misread_play
from govlib.games import strategies as named
from govlib.games.automata import from_memory

KINDS = [named.tit_for_tat, named.contrite_tit_for_tat, named.generous_tit_for_tat, named.grim]


@pytest.mark.parametrize("one", KINDS)
@pytest.mark.parametrize("two", [named.tit_for_tat, named.win_stay_lose_shift])
def test_without_errors_it_is_finite_play(one, two):
    assert misread_play(one(), two(), steps=30, misread=0).outcomes == pytest.approx(
        finite_play(one(), two(), steps=30).outcomes
    )


def test_two_moves_by_hand():
    """Second move of tit for tat: a misread cooperation is answered by a defection."""
    e = 0.1
    want = np.array([[1 + (1 - e) ** 2, (1 - e) * e], [(1 - e) * e, e**2]])
    found = misread_play(named.tit_for_tat(), named.tit_for_tat(), steps=2, misread=e)
    assert found.outcomes[0, 0] == pytest.approx(want)
    assert found.length == 2
    assert found.cooperation[0, 0] == pytest.approx((1 + (1 - e)) / 2)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (named.contrite_tit_for_tat, named.contrite_tit_for_tat),
        (named.generous_tit_for_tat, named.bully),
        (named.tit_for_two_tats, named.joss),
    ],
)
def test_play_by_dice_agrees(one, two):
    """Ten thousand plays of 20 moves; four standard errors."""
    a, b = one(), two()
    draws, steps, misread = 10_000, 20, 0.2
    rng = np.random.default_rng(3)
    s, r = np.full(draws, a.start), np.full(draws, b.start)
    points = np.zeros(draws)
    matrix = np.array([[3, 0], [5, 1]])
    for _ in range(steps):
        dice = rng.random((4, draws))
        x, y = (dice[0] >= a.chance[s]).astype(int), (dice[1] >= b.chance[r]).astype(int)
        points += matrix[x, y]
        s, r = a.after[s, x, y ^ (dice[2] < misread)], b.after[r, y, x ^ (dice[3] < misread)]
    mean, error = points.mean() / steps, points.std() / steps / np.sqrt(draws)
    found = misread_play(a, b, steps=steps, misread=misread).scores()[0, 0]
    assert abs(found - mean) < 4 * error


def test_contrition_helps_against_slips_and_not_against_misreading():
    for kind, helped in ((named.contrite_tit_for_tat, False), (named.generous_tit_for_tat, True)):
        slips = finite_play(kind(), noise=0.01).scores()[0, 0]
        misread = misread_play(kind(), kind(), misread=0.01).scores()[0, 0]
        tit_for_tat = misread_play(named.tit_for_tat(), named.tit_for_tat()).scores()[0, 0]
        assert slips > 2.95
        assert (misread > tit_for_tat + 0.1) == helped


def test_refusals():
    with pytest.raises(ValueError, match="misread must lie in"):
        misread_play(named.grim(), named.grim(), misread=1.5)
    with pytest.raises(ValueError, match="steps must lie in"):
        misread_play(named.grim(), named.grim(), steps=0)
    long = from_memory("long", 4, lambda own, other: 1.0)
    with pytest.raises(ValueError, match="at most 2000 pairs of states"):
        misread_play(long, long)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (named.tit_for_tat, "got the function tit_for_tat, so call it"),
        ("tit for tat", "such as tit_for_tat\\(\\); got 'tit for tat'"),
    ],
)
def test_what_is_no_strategy_is_named_whole(given, told):
    with pytest.raises(TypeError, match=told):
        finite_play(given)
    with pytest.raises(TypeError, match=told):
        misread_play(named.grim(), given)
