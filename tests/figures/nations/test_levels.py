"""Levels of government: lines and marks against the models."""

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, marks, said

from govlib.figures.nations import levels
from govlib.nations import Districts, cooperative, minimum_winning


def lost(ratio, centre, k):
    pair = Districts([2 * ratio / (1 + ratio), 2 / (1 + ratio)])
    best = pair.optimum(k).surplus
    central = (
        pair.centralised(k).surplus,
        cooperative(pair, k).provision.surplus,
        minimum_winning(pair, k).surplus,
    )[levels.CENTRES.index(centre)]
    return best - pair.decentralised(k).surplus, best - central


@pytest.mark.parametrize(("ratio", "centre"), [(3, 0), (2, 1), (5, 2)])
def test_levels_draws_what_each_level_loses(ratio, centre):
    name = levels.CENTRES[centre]
    (ax,) = drawn(levels.levels, ratio=ratio, centre=name, spillover=0.1).axes
    local, central = lost(ratio, name, np.linspace(0.002, 0.5, 250))
    assert curve(ax, "local governments") == pytest.approx(local)
    assert curve(ax, f"centre: {name}") == pytest.approx(central)
    # what is off the scale has no mark
    at = [(0.1, v[0]) for v in lost(ratio, name, np.array([0.1])) if v[0] <= levels.TOP]
    assert np.array(marks(ax)) == pytest.approx(np.array(at))


def test_levels_give_the_good_to_whoever_loses_less():
    for state in grid(levels.levels):
        text = said(levels.levels, **state)
        at = np.array([state["spillover"]])
        local, central = (float(v[0]) for v in lost(state["ratio"], state["centre"], at))
        assert abs(local - central) > 1e-6, "no tie on the grid"
        assert ("the centre should decide" in text) == (central < local)
        if state["centre"] == levels.CENTRES[1]:
            m = np.array([state["ratio"], 1]) * 2 / (1 + state["ratio"])
            sent = cooperative(Districts(m), state["spillover"]).delegates
            assert ("asks for nothing" in text) == (sent.min() == 0)


def test_the_marked_spillover_is_where_the_curves_cross():
    for state in grid(levels.levels):
        if state["spillover"] == 0.1 and state["ratio"] > 1:
            turn = levels._turn(state["ratio"], state["centre"])
            local, central = lost(state["ratio"], state["centre"], np.array([turn]))
            assert local == pytest.approx(central, abs=1e-9)
