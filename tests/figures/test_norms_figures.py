"""The figures of diverging goals and of missing rules, over their whole grids."""

import re

import numpy as np
import pytest
from figure_checks import SIZES, check_drawing, check_sentence, corners, states

from govlib.conventions import CoordinationGame, TwoKinds
from govlib.figures.conventions import early_rules
from govlib.figures.games import commons, linkage
from govlib.figures.opinions import camps
from govlib.figures.social_choice import majorities
from govlib.games import CommonPool, EqualSecurity
from govlib.opinions import hegselmann_krause_exact
from govlib.published import get
from govlib.social_choice import Profile, kemeny

GROUPS = {name: list(range(1, 10)) for name in ("first", "second", "third")}
PARADOX = {"voters": [3, 5, 9, 15], "goals": [2, 3, 4, 5], "alike": [0.0, 0.1, 0.3, 0.6]}
CONFIDENCE = {"reach": camps.REACHES.round(2).tolist(), "states": [20, 50, 100]}
COMPROMISES = {"half_range": [0.5, 1.0, 1.5, 1.8, 2.0, 2.5, 3.0, 4.0], "time": [0, 2, 5, 10, 60]}
PACKAGE = {
    "difference": [0.0, 1.0, 2.5, 3.0],
    "cost": [0.5, 1.0, 2.5],
    "discount": [0.1, 0.3, 0.5, 0.7, 0.9],
}
WAITING = {
    "players": list(range(4, 41, 6)),
    "worth": [1.0, 1.5, 2.0, 4.0],
    "error": [0.01, 0.05, 0.1, 0.3],
}
LOCK_IN = {"ahead": [1, 3, 5, 12], "behind": [1, 2, 5, 12], "share": [0.3, 0.5, 0.6, 0.7]}
URN = {"exponent": [0.5, 1.0, 1.5, 3.0], "first": [1, 5], "second": [1, 5]}
DISSIPATION = {"users": [1, 2, 8, 15, 30], "fee": [0, 2, 5, 8, 9, 16]}
PROTECTION = {
    "agents": [5, 10, 20, 30],
    "cost": [0.02, 0.05, 0.1, 0.15, 0.3],
    "contagion": [0.01, 0.1, 0.3],
}
FIGURES = [
    (majorities.majorities, majorities.say_majorities, GROUPS),
    (majorities.paradox, majorities.say_paradox, PARADOX),
    (camps.confidence, camps.say_confidence, CONFIDENCE),
    (camps.compromises, camps.say_compromises, COMPROMISES),
    (linkage.package, linkage.say_package, PACKAGE),
    (early_rules.waiting, early_rules.say_waiting, WAITING),
    (early_rules.lock_in, early_rules.say_lock_in, LOCK_IN),
    (early_rules.urn, early_rules.say_urn, URN),
    (commons.dissipation, commons.say_dissipation, DISSIPATION),
    (commons.protection, commons.say_protection, PROTECTION),
]
each_figure = pytest.mark.parametrize(
    ("draw", "say", "grid"), FIGURES, ids=lambda x: getattr(x, "__name__", "")
)


@each_figure
def test_every_state_is_a_whole_sentence(draw, say, grid):
    for state in states(grid):
        check_sentence(say(**state))


@pytest.mark.parametrize("size", SIZES)
@each_figure
def test_corners_are_drawn_within_the_figure_and_in_the_palette(draw, say, grid, size):
    for state in corners(grid):
        check_drawing(draw, size, **state)


def test_majorities_name_the_winner_or_the_circle():
    for state in states(GROUPS):
        text = majorities.say_majorities(**state)
        profile = Profile(dict(zip(majorities.ORDERS, state.values(), strict=True)))
        winner = profile.condorcet_winner()
        if winner is None:
            assert "circle" in text or "tie" in text
            assert ("circle" in text) == ((profile.pairwise * 2 != profile.n).all())
            assert kemeny(profile).rankings
        else:
            assert f"{majorities.GOALS[winner]} beats both" in text


def test_paradox_grows_with_the_goals_and_falls_with_likeness():
    for voters in PARADOX["voters"]:
        for alike in PARADOX["alike"]:
            chance = [majorities._no_winner(voters, m, alike) for m in PARADOX["goals"]]
            assert chance[0] == pytest.approx(0, abs=1e-12)
            assert (np.diff(chance) > 0).all()
        for goals in PARADOX["goals"][1:]:
            chance = [majorities._no_winner(voters, goals, a) for a in PARADOX["alike"]]
            assert (np.diff(chance) < 0).all()


def test_two_states_follow_each_other_as_often_as_said():
    """Among two states, a majority winner needs the same first goal of both."""
    for goals in (3, 4):
        for alike in (0.0, 0.3, 0.6):
            agree = alike + (1 - alike) / goals
            assert majorities._no_winner(2, goals, alike) == pytest.approx(1 - agree)


@pytest.mark.parametrize("states", CONFIDENCE["states"])
def test_no_reach_of_the_explorer_is_a_tie_at_the_start(states):
    spaces = np.array(CONFIDENCE["reach"]) * (states - 1)
    assert np.abs(spaces - spaces.round()).min() > 1e-6


@pytest.mark.parametrize("reach", ["0.05", "0.11", "0.19", "0.20", "0.25", "0.40"])
def test_confidence_says_what_fractions_say(reach):
    end = hegselmann_krause_exact([f"{i}/49" for i in range(50)], reach)
    text = camps.say_confidence(reach=float(reach), states=50)
    if end.consensus:
        assert "agree after" in text
    else:
        assert f"in {end.count} camps" in text


def test_compromises_find_the_published_numbers_of_camps():
    for id, half_range in (("BKR-01", 1.5), ("BKR-02", 2.0), ("BKR-04", 3.0)):
        text = camps.say_compromises(half_range=half_range, time=60)
        count = get(id).value
        assert ("one camp" if count == 1 else f"in {count} large camps") in text


def test_package_says_what_holds():
    for state in states(PACKAGE):
        text = linkage.say_package(**state)
        issues = linkage._issues(state["difference"], state["cost"])
        together = issues.package().critical_discount <= state["discount"] + 1e-9
        alone = (issues.critical_discount <= state["discount"] + 1e-9).all()
        if state["difference"]:
            assert ("nothing holds" in text) == (not together)
            assert ("each issue holds" in text) == alone
            assert ("both linked do" in text) == (together and not alone)
        else:
            assert alone == together


def test_the_published_package_is_in_the_explorer():
    issues = linkage._issues(2.0, 1.0)
    assert issues.package().critical_discount == pytest.approx(1 / 3)
    assert linkage._issues(0.0, 1.0).package().critical_discount == pytest.approx(
        get("LINK-04").value
    )


def test_waiting_counts_errors():
    for state in states(WAITING):
        game = CoordinationGame(state["players"], state["worth"], 0, 0, 1)
        found = re.search(
            r"once (\d+) err at once.*; (\d+) must err", early_rules.say_waiting(**state)
        )
        assert (int(found[1]), int(found[2])) == (game.errors_to_first, game.errors_to_second)


def test_lock_in_says_the_chance():
    for state in states(LOCK_IN):
        text = early_rules.say_lock_in(**state)
        chance = TwoKinds(**state).chance_of_first
        if 0.01 <= chance <= 0.99:
            assert f"chance of {chance:.0%}" in text
        else:
            assert "99%" in text or "1%" in text


def test_urn_classes_add_up_and_are_even_where_shares_are_copied():
    for state in states(URN):
        classes, courses = early_rules._urn(**state)
        assert classes.sum() == pytest.approx(1)
        assert courses.shape == (early_rules.SHOWN, early_rules.DRAWS + 1)
    even = early_rules._urn(1.0, 1, 1)[0]
    assert even == pytest.approx(np.full(20, 0.05), rel=0.03)


def test_dissipation_says_what_is_left():
    assert "40%" in commons.say_dissipation(users=8, fee=0)
    for users in DISSIPATION["users"]:
        fee = float(CommonPool(users).fee)
        assert commons._use(users, fee) == pytest.approx(CommonPool(users).optimum().total)


def test_protection_says_how_many_tip_the_rest():
    for state in states(PROTECTION):
        text = commons.say_protection(**state)
        game = EqualSecurity(state["agents"], state["cost"], commons.RISK, state["contagion"])
        tip = game.tipping_size
        assert ("both last" in text) == (0 < tip < state["agents"])
        assert ("whatever the others do" in text) == (tip == 0)
        if "both last" in text:
            assert f"Once {tip} of {state['agents']}" in text
