"""Compromise by pairs: what is conserved, closed forms, and agents beside the equation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.opinions import compromise, encounters
from govlib.opinions.compromises import _changes, _weights


@given(st.floats(0.05, 3), st.floats(0, 8), st.integers(4, 25))
@settings(max_examples=40)
def test_number_and_mean_are_conserved(half_range, time, resolution):
    later = compromise(half_range, time=time, resolution=resolution)
    assert later.masses.sum() == pytest.approx(2 * half_range)
    assert later.masses @ later.opinions == pytest.approx(0, abs=1e-9)
    assert later.masses == pytest.approx(later.masses[::-1])
    assert (later.masses > -1e-12).all()
    assert later.spread <= compromise(half_range, time=0, resolution=resolution).spread + 1e-12


@given(st.lists(st.floats(0, 3), min_size=2, max_size=15), st.floats(0.4, 8))
def test_rates_by_meeting_every_pair(masses, reach):
    masses = np.array(masses)
    near, share = _weights(reach, masses.size)
    want = np.zeros(masses.size)
    for i, one in enumerate(masses):
        for j, other in enumerate(masses):
            if abs(i - j) > near:
                continue
            rate = one * other * share[abs(i - j)]
            want[i] -= rate
            want[(i + j) // 2] += rate / 2
            want[(i + j + 1) // 2] += rate / 2
    assert _changes(masses.size, near, share)(masses) == pytest.approx(want, abs=1e-9)


@pytest.mark.parametrize("time", [1.0, 4.0])
def test_the_error_falls_with_the_square_of_the_spacing(time):
    gaps = []
    for resolution in (25, 50, 100):
        first, later = (compromise(0.4, time=t, resolution=resolution) for t in (0, time))
        gaps.append(later.spread / first.spread - np.exp(-0.4 * time))
    assert gaps[0] / gaps[1] == pytest.approx(4, rel=0.1)
    assert gaps[1] / gaps[2] == pytest.approx(4, rel=0.1)


@pytest.mark.parametrize(
    ("half_range", "major"), [(0.8, 1), (1.7, 1), (2.1, 2), (2.6, 2), (2.9, 3)]
)
def test_camps_are_out_of_each_others_reach(half_range, major):
    end = compromise(half_range, time=150, resolution=25)
    camps = end.camps()
    assert camps.sizes.sum() == pytest.approx(2 * half_range, abs=1e-4)
    assert end.camps(least=0.5).count == major
    assert (np.diff(camps.positions) > 0.9).all()


def test_agents_end_where_the_equation_does():
    half_range = 2.5
    crowd = np.linspace(-half_range, half_range, 5000)
    run = encounters(crowd, 1.0, steps=300, rng=5)
    camps = run.camps(gap=0.5)
    large = camps.sizes > 250
    want = compromise(half_range, time=80).camps(least=0.5)
    assert camps.positions[large] == pytest.approx(want.positions, abs=0.1)
    share = camps.sizes[large] / crowd.size * 2 * half_range
    assert share == pytest.approx(want.sizes, abs=0.15)


@given(
    st.lists(st.floats(-3, 3), min_size=2, max_size=21),
    st.floats(0.1, 4),
    st.floats(0, 0.5),
    st.integers(0, 12),
)
def test_what_holds_in_every_meeting(start, confidence, pull, steps):
    run = encounters(start, confidence, steps=steps, pull=pull, rng=1)
    assert run.steps == steps
    assert run.opinions.sum(axis=1) == pytest.approx(sum(start), abs=1e-9)
    assert (np.diff(run.opinions.var(axis=1)) <= 1e-12).all()
    assert run.camps(0.01).sizes.sum() == len(start)


def test_who_is_too_far_apart_stays():
    assert (encounters([0.0, 1.0], 1.0, steps=20, rng=1).opinions[-1] == [0, 1]).all()
    assert (encounters([0.0, 1.0], 1.01, steps=1, rng=1).opinions[-1] == [0.5, 0.5]).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: compromise(0, time=1), "half_range must be above 0"),
        (lambda: compromise(1, time=-1), "time must lie in"),
        (lambda: compromise(1, time=1, resolution=3), "resolution must be at least 4"),
        (lambda: compromise(1e6, time=1), "lower resolution"),
        (lambda: compromise(1, time=np.inf), "time must lie in"),
        (lambda: encounters([1.0], 1, steps=1), "at least two agents"),
        (lambda: encounters([1.0, 2], 0, steps=1), "confidence must be above 0"),
        (lambda: encounters([1.0, 2], 1, steps=10**8), "several calls"),
        (lambda: encounters([1.0, 2], 1, steps=1, pull=0.6), "pull must lie"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
