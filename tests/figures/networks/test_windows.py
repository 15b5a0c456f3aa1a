"""The cascade window: its outline, curves and marks against the theory."""

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, marks, said, values
from matplotlib.path import Path

from govlib import networks
from govlib.drawing import declaration
from govlib.figures.networks import windows
from govlib.palette import color

THRESHOLDS = values(windows.window, "phi")
PARTNERS = values(windows.window, "z")


@pytest.mark.parametrize(("phi", "z"), [(0.18, 3), (0.18, 5.5), (0.3, 0.5)])
def test_window_draws_chance_and_size_and_the_readers_point(phi, z):
    plane, chart = drawn(windows.window, phi=phi, z=z).axes
    point = plane.lines[0]
    assert (point.get_xdata()[0], point.get_ydata()[0]) == (z, phi)
    inside = bool(networks.cascade_window(phi).contains(z))
    assert (point.get_markerfacecolor() != color["paper"]) == inside
    here = networks.cascade_theory(z, phi)
    size, chance = (y for _, y in marks(chart)[:2])
    assert (size, chance) == pytest.approx((here.size, here.trigger))
    chance, size = (line.get_xydata() for line in curves(chart)[:2])
    for x in (2, 4, 6):
        theory = networks.cascade_theory(x, phi)
        if networks.cascade_window(phi).contains(x):
            at = np.flatnonzero(np.isclose(chance[:, 0], x))[0]
            assert chance[at, 1] == pytest.approx(theory.trigger)
            assert size[at, 1] == pytest.approx(theory.size)


def test_at_the_upper_edge_the_chance_falls_to_nothing_and_the_size_does_not():
    """What the chapter says of the picture: rarer and larger towards the edge, then none."""
    _, chart = drawn(windows.window, phi=0.18, z=3).axes
    chance, size = (line.get_xydata() for line in curves(chart)[:2])
    upper = networks.cascade_window(0.18).upper
    at = np.isclose(chance[:, 0], upper)
    assert at.sum() == 2
    assert chance[at, 1] == pytest.approx([0, 0])
    assert size[at, 1].max() > 0.9
    assert size[at, 1].min() == 0


def test_the_drawn_window_is_the_computed_one():
    area = Path(windows._outline())
    for phi in THRESHOLDS:
        found = networks.cascade_window(phi)
        for z in np.arange(0.3, 16, 0.37):
            # a hair below the threshold, so that a point on a tie lies inside its own step
            assert area.contains_point((z, phi - 1e-9)) == bool(found.contains(z)), (phi, z)


def test_every_state_of_the_window_is_said():
    for state in grid(windows.window):
        phi, z = state["phi"], state["z"]
        text = said(windows.window, **state)
        found = networks.cascade_window(phi)
        assert ("sets off a cascade" in text) == bool(found.contains(z))
        assert ("a tie" in text) == (phi in (0.1, 0.2, 0.25))
        assert ("no single start" in text) == found.empty
        assert ("in pieces" in text) == (not found.empty and z <= found.lower)
        assert ("window ends" in text) == (not found.empty and z >= found.upper)


def test_the_targets_of_the_window_can_be_found():
    inside = [z for z in PARTNERS if networks.cascade_window(0.18).contains(z)]
    assert (min(inside), max(inside)) == (1.5, 5.5)
    assert min(phi for phi in THRESHOLDS if networks.cascade_window(phi).empty) == 0.26
    drawn(windows.window, phi=0.213, z=3.3)  # between the steps of the sliders


@pytest.mark.parametrize("size", declaration(windows.window).sizes.values(), ids=str)
def test_the_readers_point_lies_on_no_word(size):
    for phi in THRESHOLDS:
        for z in (0.5, 1, 2.5, 4, 8, 10.5, 13):
            fig = drawn(windows.window, size, phi=phi, z=z)
            plane = fig.axes[0]
            (point,) = plane.lines[0].get_transform().transform(plane.lines[0].get_xydata())
            reach = (plane.lines[0].get_markersize() / 2 + 1.25) * fig.dpi / 72
            for text in plane.texts:
                box = text.get_window_extent()
                nearest = np.clip(point, (box.x0, box.y0), (box.x1, box.y1))
                # a box has a little white above and below its letters
                assert np.hypot(*(point - nearest)) > reach - 2, (phi, z, text.get_text())
