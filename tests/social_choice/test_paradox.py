"""The chance of a majority winner against enumeration of all profiles and known forms."""

import itertools
from collections import Counter
from fractions import Fraction
from math import asin, factorial, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.social_choice import Profile, condorcet_chance, condorcet_limit, draw_condorcet


def enumerated(n, m, alpha):
    """Add up the profiles with a winner, each with its weight from the urn."""
    orders = list(itertools.permutations(range(m)))
    won = total = Fraction(0)
    for drawn in itertools.combinations_with_replacement(orders, n):
        weight = Fraction(factorial(n))
        for count in Counter(drawn).values():
            weight /= factorial(count)
            for copies in range(count):
                weight *= 1 + alpha * copies
        total += weight
        won += weight * (Profile(drawn).condorcet_winner() is not None)
    return float(won / total)


@pytest.mark.parametrize("alpha", [0, 1, Fraction(1, 2), 30])
@pytest.mark.parametrize(
    ("n", "m"), [(1, 3), (2, 3), (3, 3), (4, 3), (6, 3), (4, 2), (2, 4), (3, 4)]
)
def test_chance_by_enumeration(n, m, alpha):
    assert condorcet_chance(n, m, contagion=float(alpha)) == pytest.approx(
        enumerated(n, m, alpha), rel=1e-12
    )


@given(st.integers(0, 30).map(lambda k: 2 * k + 1))
def test_anonymous_profiles_follow_the_closed_form(n):
    want = 15 * (n + 3) ** 2 / (16 * (n + 2) * (n + 4))
    assert condorcet_chance(n, 3, contagion=1) == pytest.approx(want, rel=1e-11)


@pytest.mark.parametrize("n", [3, 5, 25, 101])
def test_four_alternatives_follow_from_three(n):
    """With an odd number of voters, P(4) = 2 P(3) − 1 (inclusion and exclusion)."""
    three, four = (condorcet_chance(n, m) for m in (3, 4))
    assert four == pytest.approx(2 * three - 1, rel=1e-11)


@given(st.integers(1, 40), st.integers(2, 8))
@settings(max_examples=30)
def test_a_small_contagion_leads_back_to_impartial_culture(n, m):
    if m > 3 and n > 12:
        n = 12
    if m > 4:
        m = 4
    near = condorcet_chance(n, m, contagion=1e-12)
    assert near == pytest.approx(condorcet_chance(n, m), abs=1e-9)


def test_voters_of_one_mind_always_agree():
    assert condorcet_chance(9, 3, contagion=1e12) == pytest.approx(1, abs=1e-9)


def test_even_voters_may_tie():
    assert condorcet_chance(2, 2) == pytest.approx(1 / 2)
    assert condorcet_chance(5, 2) == pytest.approx(1)
    assert condorcet_chance(4, 1) == 1


def test_limits():
    assert condorcet_limit(1) == condorcet_limit(2) == 1
    assert condorcet_limit(3) == pytest.approx(3 / 4 + 3 / (2 * pi) * asin(1 / 3), abs=1e-12)
    assert condorcet_limit(4) == pytest.approx(2 * condorcet_limit(3) - 1, abs=1e-12)
    many = [condorcet_chance(n, 5) for n in (25, 51, 101)]
    assert np.all(np.diff(many) < 0)
    assert condorcet_limit(5) < many[-1] < condorcet_limit(5) + 0.004


def test_more_alternatives_make_a_winner_rarer():
    chances = [condorcet_chance(15, m) for m in range(2, 10)]
    assert np.all(np.diff(chances) < 0)


@pytest.mark.parametrize(("n", "m", "alpha"), [(25, 3, 0.0), (11, 6, 0.0), (15, 4, 5.0)])
def test_draws_agree_with_the_exact_chance(n, m, alpha):
    found = draw_condorcet(n, m, contagion=alpha, draws=20_000, rng=3)
    assert abs(found.value - condorcet_chance(n, m, contagion=alpha)) < 4.5 * found.error
    assert found.error == pytest.approx(np.sqrt(found.value * (1 - found.value) / 20_000))


def test_draws_can_be_repeated():
    assert draw_condorcet(5, draws=500, rng=7) == draw_condorcet(5, draws=500, rng=7)
    assert draw_condorcet(5, draws=500, rng=7) != draw_condorcet(5, draws=500, rng=8)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: condorcet_chance(0), "n must be at least 1"),
        (lambda: condorcet_chance(3, 0), "alternatives must be at least 1"),
        (lambda: condorcet_chance(3, contagion=-1), "contagion must lie"),
        (lambda: condorcet_chance(3, contagion=np.nan), "contagion must lie"),
        (lambda: condorcet_chance(10**6), "draw_condorcet estimates"),
        (lambda: condorcet_chance(10**6, 30), "draw_condorcet estimates"),
        (lambda: condorcet_chance(1001, contagion=1), "draw_condorcet estimates"),
        (lambda: condorcet_chance(5, 40, contagion=1), "draw_condorcet estimates"),
        (lambda: draw_condorcet(10**6, 100), "profiles of more than"),
        (lambda: draw_condorcet(3, draws=0), "draws must be at least 1"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("value", [3.0, True, "3"])
def test_numbers_of_voters_must_be_whole(value):
    with pytest.raises(TypeError, match="n must be a whole number"):
        condorcet_chance(value)
