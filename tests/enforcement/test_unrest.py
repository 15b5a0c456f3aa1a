"""How long deviations last and how far they stray, against brute force and closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.enforcement import (
    DelayedFeedback,
    calmest_gain,
    settling_time,
    stability_limit,
    unrest,
)


@given(st.floats(0.02, 1.98))
def test_without_delay_unrest_is_a_quotient(gain):
    assert unrest(gain) == pytest.approx(1 / (gain * (2 - gain)))


@given(st.floats(0.02, 0.98))
def test_one_period_late_unrest_is_that_of_a_second_order_process(gain):
    want = (1 + gain) / ((1 - gain) * gain * (2 + gain))
    assert unrest(gain, 1) == pytest.approx(want)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 8), st.floats(0.1, 0.8), st.floats(0, 2), st.floats(0, 2))
def test_unrest_adds_up_the_squares_of_all_past_shocks(delay, part, push, error):
    gain = part * float(stability_limit(delay))
    answer = DelayedFeedback(gain, delay).run(4000)
    want = (push**2 + (gain * error) ** 2) * float(answer @ answer)
    assert unrest(gain, delay, push=push, error=error) == pytest.approx(want, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("delay", [0, 1, 2, 5, 8])
def test_settling_is_the_last_period_beyond_the_share(delay):
    limit = float(stability_limit(delay))
    for gain in limit * np.array([0.05, 0.2, 0.25, 0.3, 0.37, 0.5, 0.8, 0.95]):
        for within in (0.5, 0.1, 0.01):
            course = np.abs(DelayedFeedback(gain, delay).run(1500))
            want = np.flatnonzero(course > within)[-1] + 1
            assert settling_time(gain, delay, within=within) == want


def test_what_does_not_die_out_has_no_end():
    for gain, delay in ((0.0, 2), (2.0, 0), (1.0, 1), (0.7, 2)):
        assert settling_time(gain, delay) == unrest(gain, delay) == float("inf")
    assert unrest(0.7, 2, push=0, error=0) == 0


@pytest.mark.parametrize(("delay", "error"), [(0, 0), (1, 0), (3, 0), (2, 3)])
def test_no_gain_is_calmer_than_the_calmest(delay, error):
    best = calmest_gain(delay, error=error)
    least = unrest(best, delay, error=error)
    for gain in np.linspace(0.01, 0.99, 60) * float(stability_limit(delay)):
        assert unrest(gain, delay, error=error) >= least - 1e-9
    assert calmest_gain(delay, error=error + 2) < best


def test_bad_input():
    with pytest.raises(ValueError, match=r"gain must be at least 0; got -0\.1"):
        unrest(-0.1)
    with pytest.raises(ValueError, match="delay"):
        settling_time(0.2, delay=61)
    with pytest.raises(ValueError, match="within"):
        settling_time(0.2, within=1)
    with pytest.raises(ValueError, match="push"):
        calmest_gain(1, push=0)


def test_waiting_pays_where_prompt_reports_are_very_wrong():
    """Without delay the best is the root of a quadratic; later ones are read off a fine grid."""
    size = 100.0
    # (1 + s²e²)/(s(2 − s)) is least where s²e² + s − 1 = 0
    gain = (np.sqrt(1 + 4 * size) - 1) / (2 * size)
    prompt = (1 + gain**2 * size) / (gain * (2 - gain))
    assert calmest_gain(0, error=10) == pytest.approx(gain, abs=1e-6)
    error = 10 / np.sqrt(3)
    grid = [unrest(s, 2, error=error) for s in np.linspace(0.01, 0.6, 120)]
    assert min(grid) == pytest.approx(
        unrest(calmest_gain(2, error=error), 2, error=error), rel=1e-3
    )
    assert min(grid) < prompt
