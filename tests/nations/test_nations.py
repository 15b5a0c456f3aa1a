"""The number of nations against brute force on a line of people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.nations import (
    Nations,
    best_new_nation,
    best_secession,
    largest_secession_proof,
    largest_without_new_nation,
)

WORLDS = st.builds(Nations, st.floats(0.2, 5), st.floats(0.1, 1), st.floats(1e-4, 0.05))


@given(WORLDS, st.integers(1, 30))
def test_averages_and_borders_are_those_of_people_on_the_line(world, count):
    people = world.along(count, points=20_001)
    places, utility = people.places, people.utility
    split = world.divided(count)
    assert utility.mean() == pytest.approx(split.average, abs=2e-3)
    assert utility.min() == pytest.approx(split.border, abs=1e-3)
    assert utility.max() <= world.benefit - world.cost * count + 1e-12
    assert places[0] == 0
    assert places[-1] == 1


@given(WORLDS)
def test_no_number_beats_the_efficient_one(world):
    best = world.optimum()
    tried = world.divided(np.linspace(1, 4 * best.number + 2, 500))
    assert best.average >= tried.average.max() - 1e-12
    whole = world.optimum(whole=True)
    tried = world.divided(np.arange(1, int(4 * best.number) + 3))
    assert whole.average == pytest.approx(tried.average.max())
    assert whole.number == int(whole.number)


@given(WORLDS, st.floats(0, 1))
def test_the_stable_size_is_best_at_the_border(world, compensation):
    """After transfers a person at distance l bears (1 − τ) of her loss and τ of the mean loss."""
    stable = world.stable(compensation=compensation)
    size = np.linspace(0.2, 3, 2001) * stable.size
    loss = (1 - compensation) * size / 2 + compensation * size / 4
    utility = world.benefit * (1 - world.distance_loss * loss) - world.cost / size
    own = np.interp(stable.size, size, utility)
    if stable.number > 1:
        assert own == pytest.approx(utility.max(), abs=1e-5)


@given(WORLDS)
def test_order_of_the_numbers(world):
    efficient, stable = world.optimum().number, world.stable().number
    assert world.stable(compensation=1).number == pytest.approx(efficient)
    assert world.leviathan(0.5).number == pytest.approx(efficient)
    assert world.leviathan(0).number == 1
    assert world.leviathan(1).number == pytest.approx(stable)
    if efficient > 1:
        assert stable == pytest.approx(np.sqrt(2) * efficient)


@given(WORLDS, st.floats(0.05, 1))
def test_rulers_keep_most_at_their_number(world, insurrection):
    """They take what the person at rank δ can be made to pay, less the cost of governments."""
    best = world.leviathan(insurrection).number
    number = np.linspace(1, 2 * best + 1, 20_000)

    def kept(count):
        far = world.distance_loss * insurrection / (2 * count)
        return world.benefit * (1 - far) - world.cost * count

    assert best == pytest.approx(number[kept(number).argmax()], abs=2e-4 * best)
    whole = world.leviathan(insurrection, whole=True)
    tried = np.arange(1, 2 * best + 3)
    assert kept(whole.number) == pytest.approx(kept(tried).max(), abs=1e-12)
    assert whole.rent == pytest.approx(kept(whole.number))
    # the farthest of those who count is left with nothing, whoever lives farther with less
    places = 20_001
    people = world.along(int(whole.number), points=places).utility - whole.rent
    # in each nation a grid of places counts a stretch of people to one place
    near = (whole.number + 1) / places
    assert (people >= -1e-9).mean() == pytest.approx(insurrection, abs=near)
    assert people.min() == pytest.approx(whole.border, abs=1e-3 * world.benefit)


def test_rulers_of_a_small_world_choose_three_nations_and_not_two():
    found = Nations(1, 1, 0.02).leviathan(0.25, whole=True)
    assert found.number == 3
    two, three = 0.25 / 4 + 0.04, 0.25 / 6 + 0.06
    assert two > three
    assert found.rent == pytest.approx(1 - three)
    assert Nations(1, 1, 0.02).leviathan(0.25, reserve=0.3).rent == pytest.approx(
        Nations(1, 1, 0.02).leviathan(0.25).rent - 0.3
    )


@given(WORLDS, st.floats(0, 1))
def test_borders_hold_a_whole_number_and_not_one_more(world, compensation):
    """At a border a little growth of one side must make people prefer the other."""
    count = world.stable(compensation=compensation, whole=True).number
    share = (2 - compensation) / 4

    def slope(nations):
        return world.cost * nations**2 - share * world.benefit * world.distance_loss

    assert count == 1 or slope(count) <= 1e-9
    assert slope(count + 1) > -1e-9


@given(WORLDS, st.floats(0.05, 1))
def test_no_interval_has_a_larger_least_gain_than_the_best_secession(world, size):
    """All intervals of at most half a nation, on a grid, with everybody in them asked."""
    x = np.linspace(0, size, 61)
    low, high = (edge.ravel() for edge in np.broadcast_arrays(x[:, None], x[None, :]))
    some = (high > low) & (high - low <= size / 2)
    low, high = low[some], high[some]
    gradient = world.benefit * world.distance_loss
    old = world.benefit - gradient * np.abs(x - size / 2) - world.cost / size
    inside = (x >= low[:, None]) & (x <= high[:, None])
    region = (high - low)[:, None]
    new = world.benefit - gradient * np.abs(x - (low + high)[:, None] / 2) - world.cost / region
    least = np.where(inside, new - old, np.inf).min(axis=1)
    found = best_secession(world, size)
    # where nobody gains, a region around the capital may lose less than one at the border
    assert least.max() <= max(found.gain, 0) + 1e-9
    own = gradient * (size - 3 * high) / 2 - world.cost / high + world.cost / size
    np.testing.assert_allclose(least[low == 0], own[low == 0], atol=1e-9)


@given(WORLDS)
def test_nations_are_safe_exactly_up_to_the_largest_safe_size(world):
    largest = largest_secession_proof(world)
    assert best_secession(world, 0.999 * largest).gain < 0
    if largest < 1:
        assert best_secession(world, largest).gain == pytest.approx(0, abs=1e-9)
        assert best_secession(world, min(1, 1.001 * largest)).gain > 0
        assert world.optimum().size < largest


def whole_optimum(world):
    return world.optimum(whole=True)


def test_a_sweep_equals_its_single_worlds():
    cost, distance = np.array([0.001, 0.01]), np.array([[0.5], [1.0], [2.0]])
    swept = Nations(1, distance, cost)
    assert swept.optimum().average.shape == (3, 2)
    for i, j in np.ndindex(3, 2):
        one = Nations(1, distance[i, 0], cost[j])
        for verb in (Nations.optimum, Nations.stable, whole_optimum):
            assert verb(swept).number[i, j] == verb(one).number
            assert verb(swept).border[i, j] == verb(one).border
        assert best_secession(swept, 0.5).gain[i, j] == best_secession(one, 0.5).gain
        assert largest_secession_proof(swept)[i, j] == largest_secession_proof(one)
    assert isinstance(Nations(1, 1, 0.1).optimum().number, float)
    assert Nations([1, 2], 1, 0.01).divided(3).tax.tolist() == [0.03, 0.03]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Nations(0, 1, 1), "benefit must be above 0; got 0"),
        (lambda: Nations(1, -1, 1), "distance_loss must be above 0; got -1"),
        (lambda: Nations(1, 1, np.inf), "cost must be above 0; got inf"),
        (lambda: Nations([1, 2], [1, 2, 3], 1), r"must broadcast; got shapes \(2,\), \(3,\), \(\)"),
        (lambda: Nations(1, 1, 1).divided(0.5), "count must be at least 1; got 0.5"),
        (lambda: Nations(1, 1, 1).leviathan(1.5), r"insurrection must lie in \[0, 1\]; got 1.5"),
        (lambda: Nations(1, 1, 1).stable(compensation=-1), "compensation must lie in"),
        (lambda: best_secession(Nations(1, 1, 1), 0), "size must .*; got 0"),
        (lambda: best_secession(Nations(1, 1, 1), 1.1), "size must .*; got 1.1"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_people_are_looked_at_in_one_world_only():
    with pytest.raises(TypeError, match="cost must be one number"):
        Nations(1, 1, [0.1, 0.2]).along(3)


@given(WORLDS, st.floats(0.02, 0.5), st.floats(0.5, 1))
def test_no_nation_on_a_border_gains_more_votes_than_the_best_one(world, size, support):
    """People on both sides of a border at 0, asked one by one."""
    gradient = world.benefit * world.distance_loss
    found = best_new_nation(world, size, support=support)

    def least(region):
        place = np.linspace(-region / 2, region / 2, 2001)
        old = -gradient * (size / 2 - np.abs(place)) - world.cost / size
        gain = np.sort(-gradient * np.abs(place) - world.cost / region - old)[::-1]
        return gain[min(int(np.ceil(support * len(gain))), len(gain)) - 1]

    assert least(found.size) == pytest.approx(found.gain, abs=gradient * found.size * 2e-3)
    tried = [least(part * size) for part in np.linspace(0.02, 1, 50)]
    assert max(tried) <= found.gain + gradient * size * 2e-3


@given(WORLDS, st.floats(0.5, 1))
def test_nobody_founds_a_nation_exactly_up_to_the_largest_size_without_one(world, support):
    largest = largest_without_new_nation(world, support=support)
    assert best_new_nation(world, 0.99 * largest, support=support).gain <= 1e-12
    if largest < 0.49:
        assert best_new_nation(world, 1.01 * largest, support=support).gain > 0


@given(WORLDS)
def test_half_of_the_votes_leave_the_size_that_borders_hold(world):
    stable = world.stable()
    if stable.number >= 2:
        assert largest_without_new_nation(world) == pytest.approx(stable.size)
        assert best_new_nation(world, stable.size).gain == pytest.approx(0, abs=1e-12)
        # all must agree: 1 + √2 times as large
        every = largest_without_new_nation(world, support=1)
        assert every == pytest.approx(min((1 + np.sqrt(2)) * stable.size, 0.5))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: best_new_nation(Nations(1, 1, 1), 0.6), r"size must .*0.5\]; got 0.6"),
        (lambda: best_new_nation(Nations(1, 1, 1), 0.2, support=0.4), "support must lie in"),
        (lambda: largest_without_new_nation(Nations(1, 1, 1), support=2), "support must lie in"),
    ],
)
def test_bad_votes_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
