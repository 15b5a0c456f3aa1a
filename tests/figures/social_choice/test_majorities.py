"""Majorities: arrows, bars and lines against the counts."""

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, marks, said, values, widths

from govlib.figures.social_choice import majorities, triangle
from govlib.social_choice import Profile, condorcet_chance, condorcet_limit, kemeny


def profile(first, second, third):
    return Profile(dict(zip(majorities.ORDERS, (first, second, third), strict=True)))


@pytest.mark.parametrize("state", [(4, 3, 2), (7, 2, 1)])
def test_majorities_draws_the_votes_of_each_pair_and_the_points(state):
    names = ("first", "second", "third")
    net, bars = drawn(majorities.majorities, **dict(zip(names, state, strict=True))).axes
    made = profile(*state)
    points = made.borda()
    assert widths(bars) == pytest.approx([points[goal] for goal in triangle.GOALS])
    words = " ".join(text.get_text() for text in net.texts)
    votes, place = made.pairwise, made.names.index
    for one, other in (("t", "p"), ("p", "e"), ("e", "t")):
        pair = sorted((int(votes[place(one), place(other)]), int(votes[place(other), place(one)])))
        assert f"{pair[1]}:{pair[0]}" in words.replace(" : ", ":").replace("–", ":"), words


@pytest.mark.parametrize(("voters", "goals", "alike"), [(9, 3, 0), (3, 5, 0.3)])
def test_paradox_draws_the_chance_of_no_winner(voters, goals, alike):
    (ax,) = drawn(majorities.paradox, voters=voters, goals=goals, alike=alike).axes
    many, apart = (line.get_ydata() for line in curves(ax)[:2])
    numbers = range(2, 11)
    assert many == pytest.approx([1 - condorcet_limit(m) for m in numbers])
    assert apart == pytest.approx([1 - condorcet_chance(voters, m) for m in numbers])
    assert marks(ax) == [pytest.approx((goals, majorities._no_winner(voters, goals, alike)))]


def test_majorities_name_the_winner_or_the_circle():
    for state in grid(majorities.majorities):
        text = said(majorities.majorities, **state)
        made = profile(*state.values())
        winner = made.condorcet_winner()
        if winner is None:
            assert "circle" in text or "tie" in text
            assert ("circle" in text) == ((made.pairwise * 2 != made.n).all())
            assert kemeny(made).rankings
        else:
            assert f"{triangle.GOALS[winner]} beats both" in text


def test_paradox_grows_with_the_goals_and_falls_with_likeness():
    likes, goals = values(majorities.paradox, "alike"), values(majorities.paradox, "goals")
    for voters in values(majorities.paradox, "voters"):
        for alike in likes:
            chance = [majorities._no_winner(voters, m, alike) for m in goals]
            assert chance[0] == pytest.approx(0, abs=1e-12)
            assert (np.diff(chance) > 0).all()
        for m in goals[1:]:
            chance = [majorities._no_winner(voters, m, a) for a in likes]
            assert (np.diff(chance) < 0).all()


def test_two_states_follow_each_other_as_often_as_said():
    """Among two states, a majority winner needs the same first goal of both."""
    for goals in (3, 4):
        for alike in (0.0, 0.3, 0.6):
            agree = alike + (1 - alike) / goals
            assert majorities._no_winner(2, goals, alike) == pytest.approx(1 - agree)
