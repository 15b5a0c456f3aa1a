"""Who follows a starter, as drawn and as said, against cascades run one step at a time."""

import math

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, said

from govlib.data import load
from govlib.drawing import declaration
from govlib.figures.networks import starters


def followed(starter, phi):
    """Steps at which states follow, by counting partners that keep the norm."""
    joint = load("igo_comembership_2014")
    codes = list(joint.index)
    pairs = sorted(
        ((joint.iloc[i, j], i, j) for i in range(40) for j in range(i)), key=lambda p: -p[0]
    )
    bound = pairs[round(0.3 * len(pairs)) - 1][0]
    partners = {c: set() for c in codes}
    strong = [p for p in pairs if p[0] >= bound]
    for _, i, j in strong:
        partners[codes[i]].add(codes[j])
        partners[codes[j]].add(codes[i])
    time, step = {starter: 0}, 0
    while True:
        step += 1
        new = [
            c
            for c in codes
            if c not in time
            and partners[c]
            and len(partners[c] & set(time)) >= math.ceil(round(phi * len(partners[c]), 9))
        ]
        if not new:
            return time, len(strong)
        time |= dict.fromkeys(new, step)


@pytest.mark.parametrize(("starter", "phi"), [("FRA", 0.2), ("IND", 0.25), ("CUB", 0.2)])
def test_starters_draws_the_steps(starter, phi):
    net, chart = drawn(starters.starters, starter=starter, phi=phi).axes
    times, pairs = followed(starter, phi)
    steps = sorted(int(t.get_text()) for t in net.texts if t.get_text().isdigit())
    assert steps == sorted(step for step in times.values() if step)
    assert sum(len(c.get_segments()) for c in net.collections[:2]) == pairs
    at = starters.SHARES.index(phi)
    assert curve(chart, 0)[at] == len(times) - 1


def test_starters_says_what_it_draws():
    for state in grid(starters.starters):
        run = starters._cascade(**state)
        text = said(starters.starters, **state)
        if run.size == 1:
            assert "nobody follows" in text
        else:
            assert f"{run.size - 1} of 39 others follow" in text
            assert f"in {run.steps} step" in text


def test_whoever_sets_off_more_than_itself_has_a_partner_for_whom_one_is_enough():
    for state in grid(starters.starters):
        easy = starters._easy(**state)[1]
        assert (starters._cascade(**state).size > 1) == (easy > 0)


def test_the_readers_targets_in_starters():
    known = declaration(starters.starters)
    few, one = (
        {s["starter"] for s in known.states() if target.reached(s, known.controls)}
        for target in known.targets
    )
    assert few == {"ARG", "BRA", "CHL", "COL", "CUB", "IND", "MEX"}
    assert one == {"IND"}


def test_states_of_a_group_stand_together():
    countries = load("countries")
    groups = countries.loc[list(starters._names())].un_voting_group.to_numpy()
    assert (groups[1:] != groups[:-1]).sum() == len(np.unique(groups)) - 1
