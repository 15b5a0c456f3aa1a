"""Conditional cooperation against closed forms, a plain loop and the limit of large groups."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govlib.games import (
    Population,
    Schedules,
    fit_learning,
    fit_pull,
    fit_shares,
    stylised,
)

SHARES = st.lists(st.floats(0.01, 1), min_size=3, max_size=3).map(lambda s: np.array(s) / sum(s))
UNIT = st.floats(0, 1)
BELIEFS = st.floats(0, 20)


def by_hand(schedules, shares, learning, pull, belief, periods):
    """The two rules, one number at a time."""
    means = []
    for _ in range(periods):
        mean = 0.0
        for row, share in zip(schedules.gifts, shares, strict=True):
            scheduled = np.interp(belief, schedules.others, row)
            mean += share * ((1 - pull) * scheduled + pull * belief)
        means.append(mean)
        belief += learning * (mean - belief)
    return means


@given(SHARES, UNIT, UNIT, BELIEFS)
def test_a_run_equals_a_plain_loop(shares, learning, pull, belief):
    people = Population(stylised(), shares, learning, pull)
    expected = by_hand(stylised(), shares, learning, pull, belief, 6)
    assert people.run(belief, 6).mean == pytest.approx(expected)


@given(UNIT, UNIT, UNIT, st.floats(0, 0.99))
def test_linear_types_decline_geometrically(share, learning, slope, pull):
    """With one linear response the mean shrinks by 1 − ρ(1 − k) a period, k = (1 − w)as + w."""
    people = Population(stylised(slope=slope), [share, 1 - share, 0], learning, pull)
    k = (1 - pull) * share * slope + pull
    periods = np.arange(8)
    expected = 10 * k * (1 - learning * (1 - k)) ** periods
    assert people.run(10, 8).mean == pytest.approx(expected, abs=1e-9)


@given(SHARES, UNIT, UNIT, BELIEFS)
def test_gifts_and_beliefs_stay_within_the_schedules(shares, learning, pull, belief):
    course = Population(stylised(), shares, learning, pull).run(belief, 12)
    for values in (course.beliefs, course.gifts, course.mean):
        assert values.min() >= 0
        assert values.max() <= 20 + 1e-9


@given(BELIEFS, UNIT)
def test_matchers_keep_what_they_expect(belief, learning):
    course = Population(stylised(), [1, 0, 0], learning).run(belief, 10)
    assert course.mean == pytest.approx(np.full(10, belief))


def test_a_sweep_equals_its_single_runs():
    shares = np.array([[1, 0, 0], [0.5, 0.36, 0.14], [0, 1, 0]])
    learning, belief = np.array([[0.2], [1.0]]), 14
    course = Population(stylised(), shares, learning).run(belief, 5)
    assert course.mean.shape == (2, 3, 5)
    assert course.gifts.shape == (2, 3, 5, 3)
    for i, rho in enumerate(learning[:, 0]):
        for j, mix in enumerate(shares):
            one = Population(stylised(), mix, rho).run(belief, 5)
            assert course.mean[i, j] == pytest.approx(one.mean)
            assert course.beliefs[i, j] == pytest.approx(one.beliefs)


def test_small_groups_follow_the_mean_field_where_types_are_linear():
    """With linear responses the expected course does not depend on the size of groups."""
    people = Population(stylised(slope=0.8), [0.7, 0.3, 0], learning=0.5)
    runs = people.simulate(12, 8, groups=10, n=4, draws=2000, rng=5)
    exact = people.run(12, 8).mean
    error = runs.mean.std(axis=0) / np.sqrt(2000)
    assert (np.abs(runs.mean.mean(axis=0) - exact) < 4.5 * error).all()


def test_a_crowd_in_one_group_has_no_luck():
    people = Population(stylised(), [0.5, 0.36, 0.14], learning=0.4, pull=0.3)
    course = people.simulate(10, 10, groups=1, n=40_000, rng=2)
    assert course.mean[0] == pytest.approx(people.run(10, 10).mean, rel=0.03)
    assert course.gifts[0, :, 1] == pytest.approx(people.run(10, 10).gifts[:, 1], rel=0.03)


def test_every_member_sees_only_the_others():
    """Two in a group, one period: each learns exactly what the other gave."""
    people = Population(stylised(), [0.5, 0.5, 0], learning=1)
    course = people.simulate(10, 2, groups=1, n=2, draws=400, rng=3)
    first, second = course.mean.T
    # both give 10, one does, or none: next period a matcher beside a free rider gives 0
    assert set(first) == {0.0, 5.0, 10.0}
    assert (second[first == 10] == 10).all()
    assert (second[first == 5] == 0).all()


def test_simulations_repeat_with_their_seed():
    people = Population(stylised(), [0.5, 0.36, 0.14])
    one, two = (people.simulate(10, 5, rng=4).mean for _ in range(2))
    assert (one == two).all()
    assert (people.simulate(10, 5, rng=5).mean != one).any()


@settings(max_examples=30)
@given(SHARES, st.floats(0.5, 1), st.floats(0, 0.5))
def test_courses_end_at_a_resting_point(shares, learning, pull):
    people = Population(stylised(slope=0.9), shares, learning, pull)
    steepest = 0.9 * shares[0] + shares[2]
    assume(steepest < 0.95)
    # then a distance shrinks by at least the factor 1 − 0.5·0.5·0.05 a period
    end = people.run(20, 2000).mean[-1]
    assert np.abs(people.rest_points() - end).min() < 1e-6


def test_resting_points_are_crossings():
    s_shaped = Schedules([0, 4, 8, 20], [[1, 2, 12, 14]], ("one",))
    people = Population(s_shaped, [1.0])
    assert people.rest_points() == pytest.approx([4 / 3, 16 / 3, 12.8])
    for point in people.rest_points():
        assert people.run(point, 3).mean == pytest.approx(np.full(3, point))
    matchers = Population(stylised(), [1, 0, 0])
    assert matchers.rest_points().tolist() == [0, 10, 20]


@given(SHARES, st.floats(0.05, 1), st.floats(0, 0.9), st.floats(5, 20))
def test_fits_recover_the_coefficients_of_a_course(shares, learning, pull, belief):
    people = Population(stylised(slope=0.7), shares, learning, pull)
    course = people.run(belief, 10)
    assert fit_learning(course.beliefs, course.mean).value == pytest.approx(learning)
    scheduled = stylised(slope=0.7).respond(course.beliefs) @ shares
    fit = fit_pull(course.mean, scheduled, course.beliefs)
    assert fit.value == pytest.approx(pull, abs=1e-6)
    assert fit.rmse == pytest.approx(0, abs=1e-9)


@given(SHARES, UNIT)
def test_shares_are_found_again_from_the_average_schedule(shares, slope):
    types = stylised(slope=max(slope, 0.1))
    assert fit_shares(types, shares @ types.gifts) == pytest.approx(shares, abs=1e-9)


def test_least_squares_leaves_no_slope_in_the_residuals():
    beliefs, means = np.array([10, 8, 7.5, 5.0]), np.array([6, 7, 4.0, 3.0])
    fit = fit_learning(beliefs, means)
    error = means[:-1] - beliefs[:-1]
    assert fit.residuals @ error == pytest.approx(0, abs=1e-12)
    assert fit.residuals == pytest.approx(np.diff(beliefs) - fit.value * error)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Schedules([0, 0], [[1, 2]], ("a",)), r"others must rise"),
        (lambda: Schedules([0, 1], [[1, 2]], ("a", "b")), r"shape \(2, 2\); got \(1, 2\)"),
        (lambda: stylised(slope=1.2), r"slope must lie in \[0, 1\]; got 1.2"),
        (lambda: Population(stylised(), [0.5, 0.5]), r"3 entries; got shape \(2,\)"),
        (lambda: Population(stylised(), [0.5, 0.4, 0.2]), r"sum to 1; got 1.1"),
        (lambda: Population(stylised(), [1, 0, 0], learning=2), r"learning must lie in \[0, 1\]"),
        (lambda: Population(stylised(), [1, 0, 0]).run(21), r"belief must lie in \[0, 20\]"),
        (lambda: Population(stylised(), [1, 0, 0]).run(5, 0), r"steps must be at least 1"),
        (lambda: Population(stylised(), [[1, 0, 0]]).simulate(5), r"no sweep axes"),
        (lambda: Population(stylised(), [[1, 0, 0]]).rest_points(), r"no sweep axes"),
        (lambda: fit_learning([1, 2], [1, 2, 3]), r"equally long, at least 2; got 2, 3"),
        (lambda: fit_learning([1, 1], [1, 1]), r"must vary"),
        (lambda: fit_shares(stylised(), [1, 2]), r"average must have 3 entries"),
        (lambda: fit_shares(stylised(slope=0), [0, 1, 0]), r"told apart"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
