"""The Assembly: courses, camps and sentences against the model, and both panels as one story."""

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, said

from govlib.data import load
from govlib.figures.opinions import assembly
from govlib.opinions import hegselmann_krause, opinion_course, positions


@pytest.mark.parametrize("state", [(0.2, assembly.AXES[0]), (0.05, assembly.AXES[1])])
def test_lines_end_where_the_camps_are_drawn(state):
    reach, axis = state
    left, right = drawn(assembly.assembly, reach=reach, axis=axis).axes
    course = opinion_course(assembly.assembly_line(axis), reach)
    lines = curves(left)
    assert len(lines) == 40
    drawn_rows = np.array([line.get_ydata() for line in lines]).T
    assert drawn_rows[: len(course.opinions)] == pytest.approx(course.opinions)
    ends = sorted({round(float(line.get_ydata()[-1]), 6) for line in lines})
    _, here = right.collections
    at = np.asarray(here.get_offsets())
    assert at[:, 0] == pytest.approx(reach)
    assert at[:, 1] == pytest.approx(ends, abs=1e-6)


def test_all_states_are_told_with_their_number_of_camps():
    for state in grid(assembly.assembly):
        end = hegselmann_krause(assembly.assembly_line(state["axis"]), state["reach"])
        text = said(assembly.assembly, **state)
        assert end.steps <= assembly.STEPS
        if end.count == 1:
            assert f"all forty agree after {end.steps} steps" in text
        else:
            assert f"there are {end.count} camps after {end.steps} steps" in text
        found = assembly.camps(state["reach"], state["axis"])
        assert [len(camp) for camp in found] == end.sizes.tolist()


def test_lines_come_from_the_table():
    table = load("unga_agreement_2010_2019")
    by_votes, by_us = (assembly.assembly_line(axis) for axis in assembly.AXES)
    assert (by_votes.idxmin(), by_votes.idxmax()) == ("ISR", "IRN")
    first = positions(table, low="USA").scaled()
    assert by_votes.to_numpy() == pytest.approx(first)
    least = table["USA"].min()
    assert by_us["CHN"] == pytest.approx((1 - table.loc["USA", "CHN"]) / (1 - least))


def test_the_plane_draws_both_axes():
    (ax,) = drawn(assembly.plane).axes
    found = positions(load("unga_agreement_2010_2019"), 2, low="USA")
    points = np.vstack([line.get_xydata() for line in curves(ax)])
    assert sorted(points[:, 0]) == pytest.approx(sorted(found.coordinates[:, 0]))
    assert sorted(points[:, 1]) == pytest.approx(sorted(found.coordinates[:, 1]))
    assert f"{found.explained[0]:.0%}" in said(assembly.plane)
