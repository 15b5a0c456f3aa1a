"""Bounded confidence: floats and fractions against a plain loop, and what must hold."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.opinions import (
    equally_spaced,
    hegselmann_krause,
    hegselmann_krause_exact,
    opinion_course,
)

# eighths are exact in binary, so floats and fractions see the same ties at the start
STARTS = st.lists(st.integers(0, 40).map(lambda k: k / 8), min_size=1, max_size=14)
REACHES = st.sampled_from([0.0, 0.3, 0.7, 1.1, 2.3])


def plain_step(now, reach):
    return [
        sum(y for y in now if abs(y - x) <= reach) / sum(1 for y in now if abs(y - x) <= reach)
        for x in now
    ]


@given(STARTS, REACHES)
def test_exact_camps_by_a_plain_loop(start, reach):
    now = sorted(Fraction(x) for x in start)
    width = Fraction(str(reach))
    steps = 0
    while (later := plain_step(now, width)) != now:
        now, steps = later, steps + 1
    end = hegselmann_krause_exact(start, reach)
    assert end.steps == steps
    assert end.settled
    assert sorted(set(now)) == list(end.positions)
    assert [now.count(x) for x in end.positions] == list(end.sizes)


@given(STARTS, REACHES)
def test_floats_take_the_same_first_step(start, reach):
    course = opinion_course(start, reach, steps=1).opinions[-1]
    assert course == pytest.approx(plain_step(np.sort(start), reach))


@given(
    st.lists(st.floats(-5, 5).map(lambda x: round(x, 6)), min_size=1, max_size=30),
    st.floats(0, 3).map(lambda x: round(x, 7) + 3e-8),
)
def test_what_holds_in_every_course(start, reach):
    course = opinion_course(start, reach)
    assert course.settled
    assert (np.diff(course.opinions, axis=1) >= 0).all()
    low, high = course.opinions[:, 0], course.opinions[:, -1]
    assert (np.diff(low) >= 0).all()
    assert (np.diff(high) <= 0).all()
    camps = course.camps
    assert camps.sizes.sum() == len(start)
    assert (np.diff(camps.positions) > reach).all()
    fast = hegselmann_krause(start, reach)
    assert fast.steps == course.steps
    assert (fast.positions == camps.positions).all()
    assert (fast.sizes == camps.sizes).all()
    assert fast.consensus == (fast.count == 1)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=20), st.floats(0.1, 3), st.floats(-50, 50))
def test_the_first_step_follows_shift_and_mirror(start, reach, shift):
    now = opinion_course(start, reach, steps=1).opinions[-1]
    mirrored = opinion_course(-np.array(start), reach, steps=1).opinions[-1]
    # a shift by rounding may part a pair that is exactly in reach; then the test has no point
    gaps = np.abs(np.subtract.outer(start, start))
    if np.abs(gaps - reach).min() > 1e-9:
        moved = opinion_course(np.array(start) + shift, reach, steps=1).opinions[-1]
        assert moved == pytest.approx(now + shift, abs=1e-9)
        assert -mirrored[::-1] == pytest.approx(now, abs=1e-12)


@pytest.mark.parametrize("n", [6, 12, 18, 24, 31, 43, 60])
def test_the_law_of_equal_spaces(n):
    """Hegarty and Wedin: two camps of three for each six agents, and one of the rest."""
    end = hegselmann_krause_exact(range(n), 1)
    want = [3] * (2 * (n // 6)) + ([n % 6] if n % 6 else [])
    assert sorted(end.sizes) == sorted(want)
    assert abs(end.steps - 5 * n / 6) <= 3


@pytest.mark.parametrize("reach", ["0.11", "0.16", "0.22", "0.31", "0.43"])
def test_floats_and_fractions_end_alike_without_ties(reach):
    exact = hegselmann_krause_exact(equally_spaced(60), reach)
    floats = hegselmann_krause(np.linspace(0, 1, 60), float(reach))
    assert floats.steps == exact.steps
    assert floats.sizes.tolist() == list(exact.sizes)
    assert floats.positions == pytest.approx([float(x) for x in exact.positions])
    assert exact.consensus == (exact.count == 1)


def test_steps_stop_the_course():
    short = hegselmann_krause(range(12), 1.0, steps=2)
    assert (short.steps, short.settled) == (2, False)
    assert opinion_course(range(12), 1.0, steps=2).opinions.shape == (3, 12)
    exact = hegselmann_krause_exact(range(12), 1, steps=2)
    assert (exact.steps, exact.settled) == (2, False)
    assert hegselmann_krause_exact(range(12), 1, steps=11).settled
    assert opinion_course([0, 3], 1.0, steps=0).settled


def test_opinions_a_last_digit_apart_come_to_an_end():
    """The outer two would move by half a digit, which rounding undoes."""
    digit = np.spacing(5.0)
    end = hegselmann_krause([5, 5 + digit, 5 + 2 * digit], digit)
    assert end.settled
    assert end.steps <= 1


def test_many_agents_with_a_mediator_come_to_an_end():
    crowd = np.random.default_rng(0).random(200_000)
    end = hegselmann_krause(crowd, 0.2)
    assert end.settled
    assert end.sizes.sum() == crowd.size


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: hegselmann_krause([], 1), "opinions must not be empty"),
        (lambda: hegselmann_krause([[1, 2]], 1), "1 dimension"),
        (lambda: hegselmann_krause([0, np.nan], 1), "opinions must be finite"),
        (lambda: hegselmann_krause([0, 1e308], 1), "small enough to add up"),
        (lambda: hegselmann_krause([0], -1), "confidence must be at least 0"),
        (lambda: hegselmann_krause([0], 1, steps=-1), "steps must be at least 0"),
        (lambda: hegselmann_krause_exact([], 1), "1 to 2000 agents"),
        (lambda: hegselmann_krause_exact([0], -1), "confidence must be at least 0"),
        (lambda: hegselmann_krause_exact([np.inf], 1), "opinions must be finite"),
        (lambda: equally_spaced(1), "n must lie in"),
        (lambda: equally_spaced(3, 1, 0), "low must be below high"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_course_that_fills_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr("govlib.opinions.bounded_confidence._MOST_NUMBERS", 100)
    with pytest.raises(ValueError, match="Give fewer steps"):
        opinion_course(np.arange(40.0), 1.0)


@pytest.mark.parametrize("n", [2, 7, 12, 30, 47, 60, 71])
def test_floats_at_ties_are_as_good_as_fractions(n):
    """Of chains one confidence apart 65 in 78 came out wrong; 60 agents need 51 steps."""
    exact, floats = hegselmann_krause_exact(range(n), 1), hegselmann_krause(range(n), 1)
    assert (floats.steps, floats.sizes.tolist()) == (exact.steps, list(exact.sizes))
    assert floats.positions == pytest.approx([float(x) for x in exact.positions], abs=1e-8)
    if n == 60:
        assert (floats.steps, floats.count) == (51, 20)


@pytest.mark.parametrize("reach", [2, 7, 11, 14, 20, 25, 33, 45])
def test_evenly_spread_floats_are_as_good_as_fractions(reach):
    exact = hegselmann_krause_exact(equally_spaced(50), Fraction(reach, 100))
    floats = hegselmann_krause(np.linspace(0, 1, 50), reach / 100)
    assert (floats.steps, floats.sizes.tolist()) == (exact.steps, list(exact.sizes))


def test_units_do_not_move_ties():
    for unit in (1e-6, 0.1, 3.7, 1e9):
        found = hegselmann_krause(unit * np.arange(30) - 5 * unit, unit)
        assert found.sizes.tolist() == hegselmann_krause(range(30), 1).sizes.tolist()
