"""The figure of bundlings: its numbers against the models, its drawing in the palette."""

import numpy as np
import pytest
from figure_checks import check_drawing, check_sentence

from govlib.figures.networks import bundles
from govlib.networks import bank_countries, bank_crisis


def test_the_first_row_is_the_full_network():
    crises = [
        [bank_crisis(code, size / 100).defaults for code in bank_countries()]
        for size in bundles.SIZES
    ]
    assert bundles._failures()[0] == pytest.approx(np.mean(crises, axis=1))


def test_small_shocks_are_worse_over_every_bundling():
    found = bundles._failures()
    assert (found[1:, 0] > found[0, 0]).all()
    for column in (1, 2):
        assert 0 < (found[1:, column] < found[0, column]).sum() < bundles.COUNT


def test_the_sentence_counts():
    text = bundles.say_bundles()
    check_sentence(text)
    found = bundles._failures()
    for size, column in zip(bundles.SIZES, found.T, strict=True):
        fewer, more = ((column[1:] < column[0]).sum(), (column[1:] > column[0]).sum())
        assert f"in {fewer} and more in {more} at {size} percent" in text


def test_the_rings_are_the_bundling_of_the_explorer():
    axes = check_drawing(bundles.bundles, (6.4, 3.2)).axes[0]
    rings = [line for line in axes.lines if line.get_markersize() == 9 and len(line.get_xdata())]
    drawn = [float(line.get_ydata()[0]) for line in rings]
    crises = [
        [bank_crisis(code, size / 100, 31).defaults for code in bank_countries()]
        for size in bundles.SIZES
    ]
    assert drawn == pytest.approx(np.mean(crises, axis=1))


@pytest.mark.parametrize("size", [(6.4, 3.2), (3.6, 3.6)])
def test_drawing(size):
    assert len(check_drawing(bundles.bundles, size).axes) == 1
