"""Delayed feedback against its limits, its roots and a plain loop."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.enforcement import Correction, DelayedFeedback, smooth_limit, stability_limit

DELAYS = st.integers(0, 25)
GAINS = st.floats(-0.5, 2.5)


def by_hand(gain, delay, past, periods):
    x = list(past)
    for _ in range(periods):
        x.append(x[-1] - gain * x[-1 - delay])
    return np.array(x[delay:])


@given(GAINS, DELAYS, st.integers(0, 70), st.data())
def test_a_course_is_the_recursion(gain, delay, periods, data):
    past = data.draw(st.lists(st.floats(-5, 5), min_size=delay + 1, max_size=delay + 1))
    want = by_hand(gain, delay, past, periods)
    found = DelayedFeedback(gain, delay).run(periods, past)
    scale = np.abs(want).max() + 1
    assert found.shape == (periods + 1,)
    assert found / scale == pytest.approx(want / scale, abs=1e-9)


@given(DELAYS, st.floats(0.01, 0.999))
def test_below_the_limit_deviations_die_out_and_above_they_grow(delay, share):
    limit = stability_limit(delay)
    assert DelayedFeedback(share * limit, delay).factor < 1
    assert DelayedFeedback(limit / share, delay).factor > 1
    assert DelayedFeedback(limit, delay).factor == pytest.approx(1)


@given(DELAYS, st.floats(0.05, 1))
def test_up_to_the_smooth_limit_the_largest_root_is_positive(delay, share):
    limit = smooth_limit(delay)
    assert limit <= stability_limit(delay)
    calm = DelayedFeedback(share * limit, delay)
    assert calm.regime == "smooth"
    assert (calm.run(200) >= -1e-12).all()
    swinging = DelayedFeedback(limit * 1.05, delay)
    assert swinging.regime == "dying swings"
    assert abs(swinging.roots()[0].imag) > 0 or swinging.roots()[0].real < 0


@pytest.mark.parametrize("delay", [1, 2, 5])
def test_just_above_the_smooth_limit_deviations_change_sign(delay):
    course = DelayedFeedback(1.1 * smooth_limit(delay), delay).run(400)
    assert (course < 0).any()


@given(GAINS, st.integers(0, 12))
def test_roots_solve_their_equation(gain, delay):
    z = DelayedFeedback(gain, delay).roots()
    assert len(z) == delay + 1
    # a double root is known to the square root of the precision only
    assert np.abs(z ** (delay + 1) - z**delay + gain) == pytest.approx(0, abs=1e-6)


def test_regimes_by_name():
    names = {0.0: "unchanged", 0.2: "smooth", 0.25: "smooth", 0.3: "dying swings"}
    names |= {1.0: "lasting swings", 1.1: "growing swings", -0.1: "runaway"}
    for gain, name in names.items():
        assert DelayedFeedback(gain, delay=1).regime == name
    assert DelayedFeedback(1.0, 0).run(3).tolist() == [1, 0, 0, 0]


def test_limits_take_arrays_and_long_delays():
    delays = np.array([0, 1, 2, 10, 10**6])
    assert stability_limit(delays) == pytest.approx(2 * np.cos(delays * np.pi / (2 * delays + 1)))
    assert smooth_limit(delays)[:3] == pytest.approx([1, 1 / 4, 4 / 27])
    assert smooth_limit(10**6) == pytest.approx(1 / (np.e * 10**6), rel=1e-5)
    assert isinstance(stability_limit(3), float)


def by_hand_corrected(p, i, delay, push):
    x, total = [0.0], [0.0]
    for t, w in enumerate(push):
        late = t - delay
        u = p * x[late] + i * total[late] if late >= 0 else 0.0
        x.append(x[-1] + w - u)
        total.append(total[-1] + x[-1])
    return np.array(x)


@given(
    st.floats(0, 1.5),
    st.sampled_from([0.0, 0.05, 0.3]),
    st.integers(0, 6),
    st.lists(st.floats(-3, 3), min_size=1, max_size=40),
)
def test_a_corrected_course_is_the_recursion(p, i, delay, push):
    want = by_hand_corrected(p, i, delay, push)
    scale = np.abs(want).max() + 1
    found = Correction(p, i, delay).run(len(push), disturbance=push)
    assert found / scale == pytest.approx(want / scale, abs=1e-9)


@given(st.floats(0.05, 1.9), st.floats(0.01, 2), st.floats(-4, 4))
def test_without_delay_stability_is_that_of_jury(p, i, push):
    """z² + (p + i − 2)z + 1 − p has its roots within the circle iff i > 0, p < 2, 2p + i < 4."""
    rule = Correction(p, i)
    if abs(2 * p + i - 4) > 1e-3:
        assert rule.stable == (2 * p + i < 4)
    if rule.factor < 0.97:
        assert rule.lasting_error(push) == 0
        assert rule.run(1500, disturbance=push)[-1] == pytest.approx(0, abs=1e-6)


@given(st.integers(0, 6), st.floats(0.1, 0.9), st.floats(-4, 4))
def test_a_proportional_correction_leaves_a_lasting_error(delay, share, push):
    rule = Correction(share * stability_limit(delay), delay=delay)
    settled = rule.run(3000, disturbance=push)[-1]
    assert rule.lasting_error(push) == pytest.approx(settled, abs=1e-6)
    assert rule.factor == pytest.approx(DelayedFeedback(rule.proportional, delay).factor)


@pytest.mark.parametrize(
    ("error", "make", "message"),
    [
        (ValueError, lambda: stability_limit(-1), "delay must be at least 0; got -1"),
        (ValueError, lambda: smooth_limit(1.5), "delay must be whole; got 1.5"),
        (ValueError, lambda: DelayedFeedback(np.nan), "gain must be finite; got nan"),
        (ValueError, lambda: DelayedFeedback(1, 301), r"delay must lie in \[0, 300\]; got 301"),
        (TypeError, lambda: DelayedFeedback(1, 1.0), "delay must be a whole number; got 1.0"),
        (TypeError, lambda: DelayedFeedback("1"), "gain must be a number"),
        (ValueError, lambda: DelayedFeedback(1, 1).run(-1), "steps must lie in"),
        (ValueError, lambda: DelayedFeedback(1, 1).run(5, [1, 2, 3]), r"last 2 deviation\(s\)"),
        (ValueError, lambda: DelayedFeedback(50).run(1000), "outgrows the range of numbers after"),
        (ValueError, lambda: Correction(-1), "proportional must be at least 0; got -1"),
        (ValueError, lambda: Correction(1, -1), "integral must be at least 0; got -1"),
        (ValueError, lambda: Correction(3).lasting_error(1), "does not settle: .* by 2 each"),
        (ValueError, lambda: Correction(0).lasting_error(1), "does not settle"),
        (ValueError, lambda: Correction(0.5).run(3, disturbance=[1, 2]), "one number or 3"),
        (
            ValueError,
            lambda: Correction(50).run(1000, disturbance=1),
            "outgrows the range of numbers",
        ),
    ],
)
def test_bad_arguments_are_refused(error, make, message):
    with pytest.raises(error, match=message):
        make()
