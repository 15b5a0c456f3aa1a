"""Late reactions: courses and limits against the model; sentences over the grid."""

import re

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, marks, said

from govlib.enforcement import Correction, DelayedFeedback, smooth_limit, stability_limit
from govlib.figures.enforcement import feedback


@pytest.mark.parametrize(("gain", "delay"), [(0.5, 2), (0.08, 4)])
def test_late_draws_the_course_and_its_place_on_the_map(gain, delay):
    ax, field = drawn(feedback.late, gain=gain, delay=delay).axes
    want = DelayedFeedback(gain, delay).run(40)
    shown = curves(ax)[0].get_ydata()
    seen = np.isfinite(shown)
    assert seen.all() == (np.abs(want) <= feedback.FAR).all()
    inside = seen & (np.abs(want) <= feedback.FAR)
    assert np.asarray(shown)[inside] == pytest.approx(want[inside])
    delays = np.arange(9)
    assert curves(field)[0].get_ydata() == pytest.approx(np.asarray(stability_limit(delays)))
    assert curves(field)[1].get_ydata() == pytest.approx(np.asarray(smooth_limit(delays)))
    assert marks(field) == [pytest.approx((delay, gain))]


@pytest.mark.parametrize(("proportional", "integral", "delay"), [(0.5, 0.1, 0), (0.3, 0.02, 1)])
def test_pushed_draws_three_courses(proportional, integral, delay):
    (ax,) = drawn(feedback.pushed, proportional=proportional, integral=integral, delay=delay).axes
    for label, share in (("deviation only", 0.0), ("also its sum", integral)):
        want = Correction(proportional, share, delay).run(40, disturbance=1)
        assert curve(ax, label) == pytest.approx(want)
    nothing = curve(ax, "nothing")
    assert nothing[:9] == pytest.approx(range(9))


def test_late_says_what_the_course_does():
    for state in grid(feedback.late):
        path, text = DelayedFeedback(**state).run(400), said(feedback.late, **state)
        share = re.search(r"Taking back (none|all|[\d.]+) (of|times) each", text)[1]
        assert float({"none": 0, "all": 1}.get(share, share)) == state["gain"]
        limits = re.search(r"smooth up to ([\d.]+) and stable below ([\d.]+):", text)
        smooth, stable = map(float, limits.groups())
        gain = state["gain"]
        grows = np.abs(path[-50:]).max() > 1.0001 * max(np.abs(path[:60]).max(), 1)
        assert ("more and more" in text) == grows, (state, text)
        if gain:
            # the digits that are printed leave no doubt about the state that is shown
            assert ("more and more" in text) == (gain > stable), (state, text)
            assert ("without overshooting" in text) == (gain <= smooth), (state, text)
            assert ("without overshooting" in text) == (path.min() > -1e-9), (state, text)


def test_pushed_says_where_it_settles():
    text = feedback.say_pushed(proportional=0.5, integral=0.1, delay=0)
    assert "a deviation of 2 for good" in text
    assert "brings it to zero" in text
    for state in grid(feedback.pushed):
        path = Correction(**state).run(2000, disturbance=1)
        text = said(feedback.pushed, **state)
        if state["integral"]:
            assert ("brings it to zero" in text) == (abs(path[-1]) < 0.01), state
