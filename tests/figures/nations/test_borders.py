"""Nations, regions that leave, trade and seats: lines and marks against the models."""

import re

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, marks, said

from govlib.data import load
from govlib.figures.nations import borders, opening, seats
from govlib.nations import Nations, TradingNations

COUNTS = np.arange(1, 200)


def taken(counts, cost, distance):
    """What distance and tax take on average and at a border, from the length of a nation."""
    reach = 1 / (2 * counts)
    return distance * reach / 2 + cost * counts, distance * reach + cost * counts


def chosen(cost, distance):
    """Best, held and rulers' whole numbers, by trying all."""
    mean, edge = taken(COUNTS, cost, distance)
    best = int(COUNTS[mean.argmin()])
    # one side of a border grows by a little: those at the border must not like it
    size = 1 / COUNTS
    grown = distance * (size + 1e-9) / 2 + cost / (size + 1e-9)
    held = int(COUNTS[grown >= edge - 1e-15].max())
    kept = 1 - distance * 0.25 / (2 * COUNTS) - cost * COUNTS
    return best, held, int(COUNTS[kept.argmax()])


@pytest.mark.parametrize(
    ("count", "cost", "distance"), [(7, 0.005, 1), (12, 0.02, 2), (1, 0.1, 0.5)]
)
def test_nations_draws_what_is_taken_and_the_three_numbers(count, cost, distance):
    line, ax = drawn(borders.nations, count=count, cost=cost, distance=distance).axes
    mean, edge = taken(np.linspace(1, 14, 150), cost, distance)
    assert curve(ax, "on average") == pytest.approx(mean)
    assert curve(ax, "at a border") == pytest.approx(edge)
    best, held, rulers = chosen(cost, distance)
    spots = [(best, 0), (held, 1), (rulers, 0), (count, 0)]
    want = [(n, float(taken(n, cost, distance)[which])) for n, which in spots]
    assert np.array(marks(ax)) == pytest.approx(np.array(want))
    (governments,) = [one for one in line.lines if one.get_marker() == "^"]
    assert governments.get_xdata() == pytest.approx((np.arange(count) + 0.5) / count)
    slides = [one for one in line.lines if one.get_marker() == ">"]
    assert bool(slides) == (count > held)


def test_nations_say_what_is_best_and_what_borders_hold():
    for state in grid(borders.nations):
        text = said(borders.nations, **state)
        cost, distance, count = state["cost"], state["distance"], state["count"]
        best, held, rulers = chosen(cost, distance)
        mean, edge = taken(count, cost, distance)
        shown = re.search(r"take ([\d.]+) from each on average, ([\d.]+) at", text).groups()
        assert [float(one) for one in shown] == pytest.approx([mean, edge], rel=5.1e-3)
        assert text.endswith(f"Rulers would have {rulers}.")
        told = re.search(r"([\d.]+)% more than in (\d+),", text)
        assert bool(told) == (count != best), text
        if told:
            more = 100 * (mean / taken(best, cost, distance)[0] - 1)
            assert (float(told[1]), int(told[2])) == (round(more, 0 if more >= 10 else 1), best)
        assert ("slide: they" in text) == (count > held)
        assert ("more they would slide" in text) == (count == held)
        assert (f"would hold up to {held}" in text) == (count < held)


def test_a_new_nation_is_founded_from_the_marked_sizes_on():
    (ax,) = drawn(borders.secession).axes
    size = np.linspace(0.05, 0.45, 200)
    half, every = (marks(ax)[i][0] for i in (0, 1))
    for label, border in (
        ("half agree", half),
        ("the same", every),
        ("region of", marks(ax)[2][0]),
    ):
        (line,) = [one for one in ax.lines if label in str(one.get_label())]
        gain = np.asarray(line.get_ydata())
        assert (gain[size > border + 1e-3] > 0).all()
        assert (gain[size < border - 1e-3] <= 1e-12).all()
    assert (half, every) == pytest.approx((0.1, (2 + 2**0.5) * 0.005**0.5))


@pytest.mark.parametrize(("openness", "market", "cost"), [(0, 0.2, 0.005), (0.6, 0.1, 0.02)])
def test_opening_draws_both_numbers(openness, market, cost):
    (ax,) = drawn(opening.opening, openness=openness, market=market, cost=cost).axes
    shut = market * (1 - np.linspace(0, 1, 101))
    assert curve(ax, "best on average") == pytest.approx(np.sqrt((1 / 4 - shut) / cost))
    assert curve(ax, "borders hold") == pytest.approx(np.sqrt((1 / 2 - shut) / cost))
    held, best = (spot[1] for spot in marks(ax))
    worth = [market * (openness + (1 - openness) / n) - taken(n, cost, 1)[0] for n in COUNTS]
    assert best == COUNTS[np.argmax(worth)]
    assert held == int(np.sqrt((1 / 2 - market * (1 - openness)) / cost) + 1e-9)
    assert f"{best:.0f} nations are best on average, and borders hold {held:.0f}" in said(
        opening.opening, openness=openness, market=market, cost=cost
    )


def test_opening_tells_what_too_many_nations_lose():
    for state in grid(opening.opening):
        text = said(opening.opening, **state)
        trading = TradingNations(Nations(1, 1, state["cost"]), state["market"], state["openness"])
        best, held = (int(n) for n in re.search(r"ss of \S+, (\d+) .* hold (\d+)", text).groups())
        lost = trading.divided(best).average - trading.divided(held).average
        assert lost >= 0
        if held > best and lost > 1e-9:
            told = float(re.search(r"loss of ([\d.]+) to", text)[1])
            assert told == pytest.approx(lost, rel=0.06)


def test_seats_are_todays_members_by_their_year():
    (ax,) = drawn(seats.seats).axes
    shown = [len(dots.get_offsets()) for dots in ax.collections]
    years = np.sort(load("countries").un_accession_year)
    assert (
        np.cumsum(shown).tolist()
        == np.searchsorted(years, [1945, 1960, 1989, 2011], "right").tolist()
    )
    assert [int(re.search(r": (\d+)$", dots.get_label())[1]) for dots in ax.collections] == shown
    assert "49 had a seat by 1945, 98 by 1960" in said(seats.seats)
