"""The figures of repeated games, bargaining and scale, and what they say, over their grids."""

import re

import numpy as np
import pytest
from figure_checks import figure_tests, states

from govlib.figures.games import bargaining, iterated
from govlib.figures.nations import borders
from govlib.games import PrisonersDilemma, round_robin
from govlib.games.strategies import field
from govlib.nations import Districts, Nations
from govlib.palette import new_figure, styled

MATCH = {
    "own": list(iterated.PLAYERS),
    "other": list(iterated.PLAYERS),
    "noise": [0.0, 0.01, 0.05, 0.1],
}
TOURNAMENT = {"noise": [0.0, 0.01, 0.03, 0.05, 0.1, 0.2], "steps": [1, 5, 20, 50, 200, 1000]}
SHADOW = {
    "temptation": [3.2, 4.0, 5.0, 5.9, 6.4],
    "discount": [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98],
}
CLUSTER = {
    "discount": [0.0, 0.3, 0.5, 0.7, 0.9, 0.99],
    "share": [0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0],
}
NASH = {
    "outside": [0.0, 0.1, 0.3, 0.5, 0.9],
    "caution": [0.0, 0.5, 0.75],
    "strength": [0.2, 0.35, 0.5, 0.8],
}
OFFERS = {
    "second": [0.2, 0.5, 0.8, 0.9, 0.99],
    "outside": [0.0, 0.2, 0.4, 0.6],
    "first": [0.0, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99],
}
NATIONS = {
    "cost": [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
    "distance": [0.25, 0.5, 1.0, 2.0],
    "rule": list(borders.RULES),
}
NUMBERS = {
    "distance": [0.25, 0.5, 1.0, 2.0],
    "insurrection": [0.0, 0.1, 0.25, 0.5, 0.75, 1.0],
    "compensation": [0.0, 0.5, 1.0],
}
LEVELS = {
    "ratio": [1.0, 1.5, 2.0, 3.0, 5.0, 10.0],
    "centre": list(borders.CENTRES),
    "spillover": [0.01, 0.1, 0.2, 0.3, 0.4, 0.5],
}
FIGURES = [
    (iterated.match, iterated.say_match, MATCH),
    (iterated.tournament, iterated.say_tournament, TOURNAMENT),
    (iterated.shadow, iterated.say_shadow, SHADOW),
    (iterated.cluster, iterated.say_cluster, CLUSTER),
    (bargaining.nash, bargaining.say_nash, NASH),
    (bargaining.offers, bargaining.say_offers, OFFERS),
    (borders.nations, borders.say_nations, NATIONS),
    (borders.numbers, borders.say_numbers, NUMBERS),
    (borders.levels, borders.say_levels, LEVELS),
]


test_every_state_is_said, test_every_corner_is_drawn = figure_tests(FIGURES)


def test_tournament_draws_the_ranking_from_the_top():
    with styled():
        fig = new_figure()
        iterated.tournament(fig, noise=0.05, steps=200)
    (ax,) = fig.axes
    labels = [label.get_text() for label in ax.get_yticklabels()][::-1]
    contest = round_robin(field(), noise=0.05)
    assert tuple(labels) == contest.ranking
    assert ax.patches[-1].get_width() == pytest.approx(contest.means.max())


def test_the_shadow_says_where_cooperation_is_best():
    for state in states(SHADOW):
        threshold = PrisonersDilemma(state["temptation"]).critical_discount
        best = "tit for tat to cooperate" in iterated.say_shadow(**state)
        if abs(state["discount"] - threshold) > 1e-9:
            assert best == (state["discount"] > threshold)


def test_a_cluster_invades_above_the_share_that_the_model_names():
    for state in states(CLUSTER):
        need = PrisonersDilemma().smallest_cluster(state["discount"])
        text = iterated.say_cluster(**state)
        assert ("they invade" in text) == (state["share"] > need + 1e-9)
        assert ("they die out" in text) == (state["share"] < need - 1e-9)


def test_offers_say_when_the_outside_option_binds():
    for state in states(OFFERS):
        text = bargaining.say_offers(**state)
        alone = (1 - state["second"]) / (1 - state["first"] * state["second"])
        binds = alone > 1 - state["outside"] and state["outside"] > 0
        if abs(alone - 1 + state["outside"]) > 1e-9:
            assert ("must be matched" in text) == binds


def test_nash_says_the_share_that_it_draws():
    for state in states(NASH)[::6]:
        text = bargaining.say_nash(**state)
        if state["caution"] == 0:
            a, d = state["strength"], state["outside"]
            said = int(re.search(r"gets (\d+)%", text)[1])
            assert said == pytest.approx(100 * (d + a * (1 - d)), abs=0.5 + 1e-9)


def test_nations_name_the_number_that_would_be_best():
    for state in states(NATIONS):
        text = borders.say_nations(**state)
        best = Nations(1, state["distance"], state["cost"]).optimum(whole=True).number
        said = re.search(r"than the (\d+) that", text)
        first = int(re.search(r"(\d+) nation", text)[1])
        assert (int(said[1]) if said else first) == best


def test_levels_give_the_good_to_whoever_loses_less():
    for state in states(LEVELS):
        if state["centre"] != borders.CENTRES[0]:
            continue
        text = borders.say_levels(**state)
        critical = Districts([state["ratio"], 1]).critical_spillover
        assert ("the centre should decide" in text) == (state["spillover"] > critical)


def test_the_readers_target_in_the_tournament():
    """Without errors the first nine are never first to defect; a single move undoes them all."""
    last = iterated._contest(0.0, 200)
    nice = {one.name for one in field()[:9]}
    assert set(last.ranking[:9]) == nice
    once = iterated._contest(0.0, 1)
    assert not nice & set(once.ranking[: np.count_nonzero(once.means > 2.5)])
