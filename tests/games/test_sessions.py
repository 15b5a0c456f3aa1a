"""The sessions of 2010: what was loaded hangs together, and what was fitted fits."""

import numpy as np
import pytest

from govlib.games import load_sessions


@pytest.fixture(scope="module")
def sessions():
    return load_sessions()


def test_types_mix_to_the_average_schedule(sessions):
    mixed = sessions.shares @ sessions.schedules.gifts
    assert mixed == pytest.approx(sessions.average, abs=1e-3)  # printed to four decimals
    assert sessions.shares * 140 == pytest.approx(np.round(sessions.shares * 140), abs=0.02)
    assert sessions.shares.sum() == pytest.approx(1)


def test_free_riders_say_that_they_give_nothing(sessions):
    free = sessions.schedules.names.index("free rider")
    assert (sessions.schedules.gifts[free] == 0).all()


def test_learning_predicts_beliefs_better_than_standing_still(sessions):
    assert 0 < sessions.learning.value < 1
    assert sessions.learning.rmse < np.sqrt(np.mean(np.diff(sessions.beliefs) ** 2)) / 2


def test_the_course_starts_where_the_subjects_did_and_declines(sessions):
    start = sessions.beliefs[0]
    alone = sessions.population().run(start)
    assert alone.mean[0] == pytest.approx(
        np.interp(start, np.arange(21), sessions.average), abs=1e-3
    )
    assert (np.diff(alone.mean) < 0).all()
    pulled = sessions.population(pull=sessions.pull.value).run(start)
    miss = [np.sqrt(np.mean((c.mean - sessions.gifts) ** 2)) for c in (alone, pulled)]
    assert miss[1] < miss[0]


def test_without_free_riders_giving_declines_all_the_same(sessions):
    """Imperfect conditional cooperation is enough: the point of the 2010 article."""
    only = sessions.population([1, 0, 0, 0]).run(sessions.beliefs[0])
    assert only.mean[-1] < only.mean[0] / 2


def test_groups_of_four_follow_the_mean_field(sessions):
    people = sessions.population(pull=sessions.pull.value)
    drawn = people.simulate(sessions.beliefs[0], 10, groups=35, draws=300, rng=11).mean.mean(axis=0)
    assert drawn == pytest.approx(people.run(sessions.beliefs[0]).mean, abs=0.35)
