"""The island: lines and marks against the model of resource and people."""

import re

import pytest
from figure_checks import curve, curves, drawn, grid, said

from govlib.figures.sustainability import resources
from govlib.sustainability import ResourceEconomy


def economy(growth, skill, fertility):
    return ResourceEconomy(growth=growth / 100, efficiency=skill / 1e5, fertility=fertility)


@pytest.mark.parametrize(("growth", "skill", "fertility"), [(4, 1, 4), (16, 3, 3)])
def test_island_draws_people_and_resource_each_as_itself(growth, skill, fertility):
    state = {"growth": growth, "skill": skill, "fertility": fertility}
    ax, plane = drawn(resources.island, **state).axes
    path = economy(**state).path(resources.DECADES, points=521)
    assert curve(ax, "resource") == pytest.approx(path.stock / 1000)
    assert curve(ax, "people") == pytest.approx(path.population / 1000)
    line = curves(plane)[0]
    assert line.get_xdata() == pytest.approx(path.stock / 1000)
    assert line.get_ydata() == pytest.approx(path.population / 1000)
    assert max(path.population.max(), path.stock.max()) / 1000 < resources.TOP


def test_island_tells_the_peak_of_the_model_and_who_can_stay():
    for state in grid(resources.island)[::3]:
        model = economy(**state)
        text = said(resources.island, **state)
        rest, path = model.steady_state(), model.path(resources.DECADES, points=521)
        stay = rest.population / 1000
        if peak := re.search(r"peak at ([\d.]+) thousand in the year (\d+), (.*?) the", text):
            when, high = path.peak
            assert float(peak[1]) == pytest.approx(high / 1000, abs=0.051)
            assert int(peak[2]) == round(400 + 10 * when)
            assert (peak[3] == "far above") == (high > 1.5 * rest.population)
            assert (peak[3] == "near") == (high <= 1.05 * rest.population)
            assert float(re.search(r"the ([\d.]+) thousand who", text)[1]) == pytest.approx(
                stay, abs=0.051
            )
        else:
            assert path.population[-1] <= 1.001 * rest.population
            assert float(re.search(r"towards ([\d.]+) thousand", text)[1]) == pytest.approx(
                stay, abs=0.051
            )
