"""Nations and levels: lines and marks against the models."""

import re

import numpy as np
import pytest
from figure_checks import curve, curves, drawn, grid, marks, said

from govlib.figures.nations import borders
from govlib.nations import Districts, Nations, cooperative, minimum_winning


def rulers(cost, distance):
    """The whole number that leaves rulers most, by trying all: a quarter must be satisfied."""
    counts = np.arange(1, 200)
    kept = 1 - distance * 0.25 / (2 * counts) - cost * counts
    return int(counts[kept.argmax()]), float(kept.max())


@pytest.mark.parametrize("rule", borders.RULES)
@pytest.mark.parametrize(("cost", "distance"), [(0.005, 1), (0.02, 0.5)])
def test_nations_draws_peoples_utility(rule, cost, distance):
    (ax,) = drawn(borders.nations, cost=cost, distance=distance, rule=rule).axes
    world = Nations(1, distance, cost)
    count, kept = (
        rulers(cost, distance) if rule == "rulers" else (int(borders._split(world, rule).number), 0)
    )
    x, utility = curves(ax)[0].get_data()
    capital = (np.floor(x * count).clip(max=count - 1) + 0.5) / count
    want = 1 - distance * np.abs(x - capital) - cost * count - kept
    inside = np.abs(x * count - np.round(x * count)) > 1e-6
    assert np.asarray(utility)[inside] == pytest.approx(want[inside])
    mean = 1 - distance / (4 * count) - cost * count - kept
    assert any(line.get_ydata()[0] == pytest.approx(mean) for line in ax.lines)
    (seats,) = [line for line in ax.lines if line.get_marker() == "^"]
    assert seats.get_xdata() == pytest.approx((np.arange(count) + 0.5) / count)
    assert f"tax {cost * count + kept:.3g}" in ax.get_title(loc="left")


@pytest.mark.parametrize(("insurrection", "compensation"), [(0.25, 0), (0.75, 0.5)])
def test_numbers_draws_the_three_rules(insurrection, compensation):
    state = {"distance": 1, "insurrection": insurrection, "compensation": compensation}
    (ax,) = drawn(borders.numbers, **state).axes
    cost = np.geomspace(0.001, 0.1, 200)
    assert curve(ax, "best on average") == pytest.approx(np.sqrt(1 / (4 * cost)))
    world = Nations(1, 1, cost)
    votes = world.stable(compensation=compensation).number
    assert curve(ax, "votes at the borders") == pytest.approx(votes)
    want = np.maximum(np.sqrt(insurrection / (2 * cost)), 1)
    assert curve(ax, "rulers") == pytest.approx(want)


@pytest.mark.parametrize(("ratio", "centre"), [(3, 0), (2, 1), (5, 2)])
def test_levels_draws_what_each_level_loses(ratio, centre):
    name = borders.CENTRES[centre]
    (ax,) = drawn(borders.levels, ratio=ratio, centre=name, spillover=0.1).axes
    pair, k = Districts([ratio, 1]), np.linspace(0.002, 0.5, 250)
    best = pair.optimum(k).surplus
    central = (
        pair.centralised(k).surplus,
        cooperative(pair, k).provision.surplus,
        minimum_winning(pair, k).surplus,
    )[centre]
    assert curve(ax, "local governments") == pytest.approx(best - pair.decentralised(k).surplus)
    shown = curve(ax, f"centre: {name}")
    seen = np.isfinite(shown)
    assert shown[seen] == pytest.approx((best - central)[seen])
    local = float(np.asarray(pair.optimum(0.1).surplus - pair.decentralised(0.1).surplus))
    assert marks(ax)[0] == pytest.approx((0.1, local))


def test_nations_name_the_number_that_is_and_the_one_that_would_be_best():
    for state in grid(borders.nations):
        text = said(borders.nations, **state)
        cost, distance = state["cost"], state["distance"]
        counts = np.arange(1, 200)
        best = int(counts[(1 - distance / (4 * counts) - cost * counts).argmax()])
        told = re.search(r"than the (\d+) that", text)
        first = int(re.search(r"(\d+) nation", text)[1])
        assert (int(told[1]) if told else first) == best, text
        if state["rule"] == "rulers":
            number, kept = rulers(cost, distance)
            assert (first, f"they keep {kept:.3g}" in text) == (number, True), text


def test_rulers_choose_the_better_of_the_two_whole_numbers():
    assert rulers(0.02, 1)[0] == 3
    assert "want 3 nations" in said(borders.nations, cost=0.02, distance=1, rule="rulers")


def test_levels_give_the_good_to_whoever_loses_less():
    for state in grid(borders.levels):
        text = said(borders.levels, **state)
        at = np.array([state["spillover"]])
        lost = borders._lost(state["ratio"], state["centre"], at)
        local, central = (float(value[0]) for value in lost)
        if abs(local - central) > 1e-9:
            assert ("the centre should decide" in text) == (central < local)
        else:
            assert "no difference" in text
    for ratio in (2, 3):
        critical = Districts([ratio, 1]).critical_spillover
        critical = float(critical() if callable(critical) else critical)
        for k in (critical - 0.01, critical + 0.01):
            text = said(borders.levels, ratio=ratio, centre=borders.CENTRES[0], spillover=k)
            assert ("the centre should decide" in text) == (k > critical)
