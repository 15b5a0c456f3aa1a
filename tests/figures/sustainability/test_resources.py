"""The island: lines and marks against the model of resource and people."""

import re

import pytest
from figure_checks import curve, curves, drawn, grid, said

from govlib.figures.sustainability import resources
from govlib.sustainability import ResourceEconomy


def economy(growth, taste):
    return ResourceEconomy(growth=growth / 100, taste=taste / 100)


@pytest.mark.parametrize(("growth", "taste"), [(4, 40), (35, 20)])
def test_island_draws_people_and_resource_each_as_itself(growth, taste):
    ax, plane = drawn(resources.island, growth=growth, taste=taste).axes
    path = economy(growth, taste).path(resources.DECADES, points=301)
    assert curve(ax, "resource") == pytest.approx(path.stock / 1000)
    assert curve(ax, "people") == pytest.approx(path.population / 1000)
    line = curves(plane)[0]
    assert line.get_xdata() == pytest.approx(path.stock / 1000)
    assert line.get_ydata() == pytest.approx(path.population / 1000)


def test_island_tells_the_peak_of_the_model():
    for state in grid(resources.island):
        model = economy(**state)
        text = said(resources.island, **state)
        rest = model.steady_state()
        assert ("people die out" in text) == (rest.population == 0)
        if peak := re.search(r"peak at ([\d.]+) thousand in the year (\d+)", text):
            when, high = model.path(resources.DECADES).peak
            assert float(peak[1]) == pytest.approx(high / 1000, abs=0.06)
            assert int(peak[2]) == round(400 + 10 * when)
