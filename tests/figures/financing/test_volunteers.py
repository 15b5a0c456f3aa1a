"""One who is named, and groups in which nobody is: curves and sentence against the model."""

import re

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, said

from govlib.figures.financing import volunteers
from govlib.financing import VolunteersDilemma

SIZES = np.arange(2, 101)


def chances(cost):
    group = VolunteersDilemma(SIZES, cost / 100)
    shared = VolunteersDilemma(SIZES, cost / 100, shared=True).equilibrium()
    return {
        "one is named": np.ones(99),
        "nobody is named": group.equilibrium().provided,
        "nobody is named, cost shared": shared.provided,
        "nobody is named, members err": group.quantal(10).provided,
    }


@pytest.mark.parametrize("cost", [10, 75])
def test_responsibility_draws_the_chances(cost):
    (ax,) = drawn(volunteers.responsibility, cost=cost).axes
    for label, want in chances(cost).items():
        assert curve(ax, label) == pytest.approx(np.asarray(want))


def test_responsibility_says_the_chances():
    for state in grid(volunteers.responsibility):
        found = chances(state["cost"])
        text = said(volunteers.responsibility, **state)
        told = [float(x) for x in re.findall(r"\d\.\d\d", text)]
        want = [
            found["nobody is named"][0],
            *(found[f"nobody is named{how}"][-1] for how in ("", ", cost shared", ", members err")),
        ]
        assert told == pytest.approx(want, abs=0.0051)
