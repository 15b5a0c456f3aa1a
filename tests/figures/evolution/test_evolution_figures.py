"""The figures of collective risk and of evolution, over their whole grids."""

import itertools
import re

import numpy as np
import pytest
from figure_checks import figure_tests, states

from govlib.evolution import CollectiveRisk, Sanctions
from govlib.figures.evolution import collective_risk, institutions, structure
from govlib.figures.games import takeover
from govlib.published import get

RISK = np.linspace(0, 1, 11).round(1).tolist()
GROUPS = {"n": [2, 4, 6, 12, 24, 48], "percent": [10, 25, 50, 75, 100], "risk": RISK}
RULES = {"risk": RISK, "fine": [0.0, 0.1, 0.3, 1.0], "population": [10, 20]}
STRUCTURE = {"network": list(structure.NETWORKS), "ratio": [1.0, 2.5, 6, 12]}
DIVERSITY = {"worth": [0.2, 0.6, 1.0, 1.4], "start": [10, 50]}
TAKEOVER = {
    "rounds": [1, 2, 10, 100],
    "ratio": [1.2, 2, 3, 10],
    "selection": [0.0, 0.01, 0.1, 1.0, 100.0],
}
FIGURES = [
    (collective_risk.dynamics, collective_risk.say_dynamics, GROUPS),
    (collective_risk.achievement, collective_risk.say_achievement, GROUPS),
    (collective_risk.experiment, collective_risk.say_experiment, {}),
    (institutions.institutions, institutions.say_institutions, RULES),
    (structure.structure, structure.say_structure, STRUCTURE),
    (structure.diversity, structure.say_diversity, DIVERSITY),
    (takeover.takeover, takeover.say_takeover, TAKEOVER),
]


test_every_state_is_said, test_every_corner_is_drawn = figure_tests(FIGURES)


def test_dynamics_says_the_equilibria_of_the_game():
    for state in states(GROUPS):
        text = collective_risk.say_dynamics(**state)
        needed = max(1, -(-state["n"] * state["percent"] // 100))
        game = CollectiveRisk(state["n"], needed, 0.1, state["risk"])
        mixed = game.rest_points()
        none = np.isnan(mixed.unstable) and np.isnan(mixed.stable)
        assert ("dies out" in text or "no risk" in text) == none, (state, text)
        if "takes over once" in text or "a start with" in text:
            share = re.search(r"(?:over once|more than) (\d+)%", text.replace("nearly all", "100%"))
            assert float(share[1]) / 100 == pytest.approx(mixed.unstable, abs=0.00501)


def test_the_arrows_of_dynamics_point_where_selection_leads():
    for state in states(GROUPS):
        needed = max(1, -(-state["n"] * state["percent"] // 100))
        game = CollectiveRisk(state["n"], needed, 0.1, state["risk"])
        mixed = game.rest_points()
        rests = collective_risk._rests(mixed.unstable, mixed.stable, game)
        for (a, good), (b, other) in itertools.pairwise(rests):
            up = game.gradient((a + b) / 2) > 0
            if b - a < 1e-6:
                continue  # at the critical risk two equilibria are one
            assert good != up, (state, rests)
            assert other == up, (state, rests)


def test_institutions_draws_the_published_numbers():
    """The figure's rules are those of the published result, so its curves pass through it."""
    curves = institutions._scales(50, 0.3)
    at = institutions.RISKS.index(0.2)
    result = get("IIIB1.V1")
    assert result.agrees((curves["global"][at], curves["local"][at]))
    alone = Sanctions(**institutions.RULES, risk=0.2, fine=0.3, scale="local").dilemma
    assert curves["no"][at] == pytest.approx(alone.population(50).achievement)


def test_the_readers_target_in_institutions():
    """Local institutions reach half of the groups at a lower risk than a global one."""
    for fine in (0.1, 0.3):
        curves = institutions._scales(50, fine)
        first = {name: int(np.argmax(curve >= 0.5)) for name, curve in curves.items()}
        assert first["local"] < first["global"] <= first["no"]


def test_achievement_falls_with_the_size_of_groups():
    six, twelve, many = (collective_risk._curve(size, 50)[1] for size in (6, 12, 24))
    assert (six >= twelve).all()
    assert (twelve >= many).all()


def test_structure_orders_networks_and_agrees_with_its_sentence():
    order = structure._ordered()
    assert {name for name, _ in order} == set(structure.NETWORKS)
    kind = [ratio for _, ratio in order if ratio > 0]
    assert kind == sorted(kind)
    for name, ratio in order:
        text = structure.say_structure(network=name, ratio=6)
        assert ("no benefit" in text) == (not 0 < ratio < np.inf)
        assert ("is enough" in text) == (0 < ratio < 6)
    assert get("ALLEN-09").agrees(dict(order)["karate club"])


def test_hubs_help_most_where_one_gift_is_divided():
    for worth in (0.4, 0.6, 0.8):
        player, game, equal = (structure._course(case, worth, 50)[-1] for case in range(3))
        assert player > game >= equal
        assert player > equal + 0.3


def test_takeover_needs_many_rounds():
    """The longer members meet, the longer tit for tat rules."""
    rule = [takeover._takeover(rounds, 3.0, 0.1)[1][2] for rounds in (1, 2, 5, 20, 100)]
    assert rule == sorted(rule)
    assert rule[0] < 0.1 < 0.5 < rule[-1]
