"""Opinions: lines, points and areas against the models, and the two panels against each other."""

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, said, values

from govlib.figures.opinions import camps
from govlib.opinions import compromise, hegselmann_krause_exact, opinion_course
from govlib.published import get

STATES = values(camps.confidence, "states")


@pytest.mark.parametrize(("reach", "states"), [(0.2, 20), (0.19, 40)])
def test_confidence_draws_the_course_to_its_end_and_the_same_camps(reach, states):
    left, right = drawn(camps.confidence, reach=reach, states=states).axes
    course = opinion_course(np.linspace(0, 1, states), reach)
    last = max(camps.STEPS, course.steps)
    assert left.get_xlim() == (0, last)
    ends = {round(float(line.get_ydata()[-1]), 6) for line in curves(left)}
    here = [
        c
        for c in right.collections
        if len(c.get_offsets()) and np.allclose(np.asarray(c.get_offsets())[:, 0], reach)
    ]
    (squares,) = here
    places = {round(float(y), 6) for y in np.asarray(squares.get_offsets())[:, 1]}
    assert ends == places, "the lines end where the camps are drawn"
    starts = [line.get_ydata()[0] for line in curves(left)]
    assert (min(starts), max(starts)) == (0, 1)


def test_both_panels_and_the_sentence_agree_in_all_states():
    for state in grid(camps.confidence):
        course = camps._course(**state)
        at, places, _ = camps._ends(state["states"])
        here = places[np.abs(at - state["reach"]) < 1e-6]
        assert here == pytest.approx(course.camps.positions), state
        text = said(camps.confidence, **state)
        assert ("agree after" in text) == (len(here) == 1), state
        if len(here) > 1 and course.steps:
            assert f"in {len(here)} camps" in text, state


@pytest.mark.parametrize("states", STATES)
def test_no_reach_of_the_explorer_is_a_tie_at_the_start(states):
    spaces = np.array(values(camps.confidence, "reach")) * (states - 1)
    assert np.abs(spaces - spaces.round()).min() > 1e-6


@pytest.mark.parametrize("reach", ["0.05", "0.11", "0.19", "0.20", "0.25", "0.40"])
def test_confidence_says_what_fractions_say(reach):
    end = hegselmann_krause_exact([f"{i}/19" for i in range(20)], reach)
    text = said(camps.confidence, reach=float(reach), states=20)
    if end.consensus:
        assert "agree after" in text
    elif end.count < 20:
        assert f"in {end.count} camps" in text


@pytest.mark.parametrize(("half_range", "time"), [(2, 10), (1.5, 60)])
def test_compromises_draws_the_density(half_range, time):
    (ax,) = drawn(camps.compromises, half_range=half_range, time=time).axes
    now = compromise(half_range, time=time, resolution=camps.RESOLUTION)
    spacing = now.opinions[1] - now.opinions[0]
    top = ax.collections[0].get_paths()[0].vertices[:, 1].max()
    assert top == pytest.approx(min((now.masses / spacing).max(), 8.0))
    start = curves(ax)[0]
    assert start.get_xdata() == pytest.approx([-half_range, -half_range, half_range, half_range])


def test_compromises_find_the_published_numbers_of_camps():
    for id, half_range in (("BKR-01", 1.5), ("BKR-02", 2.0), ("BKR-04", 3.0)):
        text = said(camps.compromises, half_range=half_range, time=60)
        count = get(id).value
        assert ("one camp" if count == 1 else f"in {count} large camps") in text
