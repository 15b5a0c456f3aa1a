"""Positions from agreement: known points come back, and camps keep their members."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import pdist, squareform

from govlib.data import load
from govlib.opinions import camp_members, opinion_course, positions


@given(st.integers(0, 10_000), st.integers(1, 3))
def test_points_come_back_at_their_distances(seed, axes):
    places = np.random.default_rng(seed).random((9, axes)) / 2
    agreement = 1 - squareform(pdist(places))
    with pytest.raises(ValueError, match=f"axes must be at most {axes}, more carry nothing"):
        positions(agreement, axes + 1)
    found = positions(agreement, axes)
    assert pdist(found.coordinates) == pytest.approx(pdist(places), abs=1e-7)
    assert found.explained.sum() == pytest.approx(1)
    assert (np.diff(found.explained) <= 1e-12).all()
    assert (found.coordinates[0] <= 0).all()


def test_members_that_agree_nearly_always_are_told_apart():
    places = np.random.default_rng(3).random((9, 2))
    found = positions(1 - 1e-6 * squareform(pdist(places)), 2)
    assert pdist(found.coordinates) * 1e6 == pytest.approx(pdist(places), abs=1e-6)


def test_what_comes_short_of_symmetry_by_a_rounding_is_symmetric():
    found = positions([[1, 0.5, 0.25], [0.5 + 1e-10, 1, 0.75], [0.25, 0.75 - 1e-10, 1 - 1e-10]])
    assert found.coordinates[:, 0] == pytest.approx([-5 / 12, 1 / 12, 4 / 12])


def test_members_that_never_agree_stand_one_apart():
    assert positions(np.eye(2)).coordinates[:, 0].tolist() == pytest.approx([-0.5, 0.5])


def test_only_axes_that_there_are_can_be_scaled():
    corners = np.array(list(product([0, 0.4], [0, 0.3], [0, 0.2])))
    found = positions(1 - squareform(pdist(corners)), 3)
    for axis in range(3):
        assert found.scaled(axis) == pytest.approx(corners[:, axis] / corners[-1, axis])
    for axis in (-1, 3):
        with pytest.raises(ValueError, match=rf"axis must lie in \[0, 2\]; got {axis}"):
            found.scaled(axis)


def test_the_named_member_stands_low_and_the_first_and_last_at_the_ends():
    table = load("unga_agreement_2010_2019")
    for low in ("USA", "IRN"):
        found = positions(table, 2, low=low)
        at = dict(zip(found.names, found.coordinates, strict=True))
        assert (at[low] < 0).all()
        scaled = found.scaled()
        assert (scaled.min(), scaled.max()) == (0, 1)
    # the order of the rows does not matter, nor that of the columns
    turned = positions(table.iloc[::-1], 2, low="USA")
    mine = positions(table, 2, low="USA")
    assert turned.coordinates[::-1] == pytest.approx(mine.coordinates)


def test_what_an_axis_carries_by_hand():
    """A square: two axes that carry as much as each other."""
    square = np.array([[0, 0], [0.5, 0], [0.5, 0.5], [0, 0.5]])
    assert positions(1 - squareform(pdist(square)), 2).explained == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("across", "carried"), [(0.6, [18 / 43, 18 / 43, 7 / 43]), (0.8, [0.5, 0.5])]
)
def test_what_axes_carry_of_the_positive_by_hand(across, carried):
    """Four in a ring, neighbours half apart: eigenvalues across²/2, twice, and 1/4 − across²/2.

    The last is below 0 where those across are farther apart than any points can be.
    """
    ring = 1 - np.array([0, 0.5, across, 0.5])[np.subtract.outer(range(4), range(4)) % 4]
    assert positions(ring, len(carried)).explained == pytest.approx(carried)
    with pytest.raises(ValueError, match=f"axes must be at most {len(carried)}, more"):
        positions(ring, len(carried) + 1)


@given(
    st.lists(st.integers(0, 400).map(lambda k: k / 400), min_size=1, max_size=25),
    st.sampled_from([0.0, 0.1003, 0.2507]),
)
def test_members_of_a_camp_are_those_who_end_together(first, reach):
    series = pd.Series(first, index=[f"m{i}" for i in range(len(first))])
    camps = camp_members(series, reach)
    assert sorted(m for camp in camps for m in camp) == sorted(series.index)
    # a plain loop that knows each agent by place
    now, after = np.array(first), None
    while True:
        near = np.abs(now[:, None] - now) <= reach + 1e-12
        after = (near * now).sum(axis=1) / near.sum(axis=1)
        if np.abs(after - now).max() < 1e-13:
            break
        now = after
    for camp in camps:
        ends = now[[int(m[1:]) for m in camp]]
        assert np.ptp(ends) < 1e-9
    assert len(camps) == opinion_course(first, reach).camps.count


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"agreement": [[1, 0.5], [0.4, 1]]}, "agreement must be symmetric"),
        ({"agreement": [[0.9, 0.5], [0.5, 1]]}, "with 1 in its diagonal"),
        ({"agreement": [[0, 0.5], [0.5, 0]]}, "with 1 in its diagonal"),
        ({"agreement": [[1, -0.5], [-0.5, 1]]}, r"agreement must lie in \[0, 1\]; got -0.5"),
        ({"agreement": [[1, 1.5], [1.5, 1]]}, r"agreement must lie in \[0, 1\]; got 1.5"),
        ({"agreement": [[1.0]]}, "at least two members; got 1"),
        ({"low": 7}, "low must be one of the members; got 7"),
        ({"axes": 3}, r"axes must lie in \[1, 2\]; got 3"),
        ({"axes": 0}, r"axes must lie in \[1, 2\]; got 0"),
    ],
)
def test_bad_input(change, message):
    given = {"agreement": [[1, 0.5], [0.5, 1]], **change}
    with pytest.raises(ValueError, match=message):
        positions(given.pop("agreement"), **given)


def test_members_that_all_agree_have_no_axis():
    with pytest.raises(ValueError, match="axes must be at most 0"):
        positions(np.ones((3, 3)))


def test_camps_need_a_row_of_opinions_and_a_reach():
    with pytest.raises(ValueError, match=r"confidence must be at least 0; got -0\.1"):
        camp_members([0.2, 0.4], -0.1)
    with pytest.raises(ValueError, match=r"opinions must have 1 dimension\(s\)"):
        camp_members([[0.2, 0.4]], 0.1)
