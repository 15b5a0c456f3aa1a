"""Rules for sharing an estate: what they keep, and how they mirror each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.coalitional import (
    bankruptcy_game,
    constrained_equal_awards,
    constrained_equal_losses,
    convex,
    core_check,
    proportional,
    talmud,
)

RULES = [proportional, constrained_equal_awards, constrained_equal_losses, talmud]
CLAIMS = st.lists(st.integers(0, 10**4), min_size=1, max_size=6)


@st.composite
def problems(draw):
    claims = np.array(draw(CLAIMS)) / 7
    return claims, draw(st.integers(1, 48)) / 48 * claims.sum()


@pytest.mark.parametrize("rule", RULES)
@given(problem=problems())
def test_everything_is_shared_and_nobody_gets_more_than_her_claim(rule, problem):
    claims, estate = problem
    awards = rule(claims, estate)
    assert awards.sum() == pytest.approx(estate, abs=1e-9)
    assert (awards >= 0).all()
    assert (awards <= claims * (1 + 1e-12) + 1e-9).all()
    # who claims more gets more, and loses more
    order = np.argsort(claims)
    assert (np.diff(awards[order]) >= -1e-8).all()
    assert (np.diff((claims - awards)[order]) >= -1e-8).all()


@given(problems())
def test_losses_are_shared_as_awards_are(problem):
    claims, estate = problem
    rest = claims.sum() - estate
    assert constrained_equal_losses(claims, estate) == pytest.approx(
        claims - constrained_equal_awards(claims, rest), abs=1e-8
    )
    for rule in (proportional, talmud):
        assert rule(claims, estate) == pytest.approx(claims - rule(claims, rest), abs=1e-8)


@given(problems())
def test_equal_awards_have_one_level(problem):
    claims, estate = problem
    awards = constrained_equal_awards(claims, estate)
    short = awards < claims - 1e-9
    assert np.ptp(awards[short]) < 1e-8 if short.any() else awards == pytest.approx(claims)
    assert not short.any() or (awards <= awards[short].max() + 1e-8).all()


@given(problems())
def test_any_two_share_as_the_contested_garment(problem):
    claims, estate = problem
    awards = talmud(claims, estate)
    for i in range(len(claims) - 1):
        a, b = claims[i : i + 2]
        both = awards[i] + awards[i + 1]
        left_to_a, left_to_b = max(0, both - b), max(0, both - a)
        contested = both - left_to_a - left_to_b
        assert awards[i] == pytest.approx(left_to_a + contested / 2, abs=1e-7)


@given(problems())
def test_every_rule_lies_in_the_core_of_a_convex_game(problem):
    claims, estate = problem
    game = bankruptcy_game(claims, estate)
    assert convex(game)
    for rule in RULES:
        assert core_check(game, rule(claims, estate), tolerance=1e-8).inside


@pytest.mark.parametrize("rule", RULES)
def test_a_sweep_is_one_problem_after_another(rule):
    claims = np.array([[100, 200, 300], [50, 50, 1]])
    estates = np.array([[0.0], [80], [101]])
    awards = rule(claims, estates)
    assert awards.shape == (3, 2, 3)
    for i, j in np.ndindex(3, 2):
        assert awards[i, j] == pytest.approx(rule(claims[j], estates[i, 0]))


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_owed(rule):
    assert rule([0, 0], 0).tolist() == [0, 0]


@pytest.mark.parametrize("rule", [*RULES, bankruptcy_game])
@pytest.mark.parametrize(
    ("claims", "estate", "match"),
    [
        ([1, 2], 4, "estate must not exceed the claims, 3; got 4"),
        ([1, -2], 0, "claims must be at least 0; got -2"),
        ([1, 2], -1, "estate must be at least 0; got -1"),
        ([1, float("nan")], 1, "claims must be at least 0; got nan"),
        ([1, 2], float("inf"), "estate must be at least 0; got inf"),
        ([], 0, "claims must not be empty"),
        (3, 1, "claims must have one entry a claimant"),
        ([[1, 2], [3, 4]], [1, 2, 3], "claims and estate must broadcast"),
    ],
)
def test_bad_problems_are_refused(rule, claims, estate, match):
    with pytest.raises(ValueError, match=match):
        rule(claims, estate)


def test_a_game_has_one_estate():
    with pytest.raises(ValueError, match="claims must be one a player"):
        bankruptcy_game([1, 2], [1, 2])
