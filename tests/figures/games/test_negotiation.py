"""The Nile and two readings: bars and lines against the models, sentences over the whole grid."""

import re

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, marks, said

from govlib.data import load
from govlib.drawing import declaration
from govlib.figures.games import negotiation
from govlib.games import NashBargain

PIE = 74


def egypt_by_hand(egypt, sudan, reading, strength):
    """Nash's solution to live on; the power's share, moved to the fall-backs, to leave for."""
    if reading == "to live on":
        power = [strength, 1 - strength]
        return NashBargain([egypt, sudan], power=power, pie=PIE).solution().shares[0]
    return min(max(strength * PIE, egypt), PIE - sudan)


@pytest.mark.parametrize(
    ("state", "share"),
    [
        ((48, 4, "to live on", 0.5), 59),
        ((48, 4, "to leave for", 0.5), 48),
        ((0, 20, "to leave for", 0.3), 22.2),
        ((38, 4, "to live on", 0.5), 54),
    ],
)
def test_the_bars_are_fall_backs_and_gains(state, share):
    egypt, sudan, reading, strength = state
    (ax,) = drawn(
        negotiation.nile, egypt=egypt, sudan=sudan, reading=reading, strength=strength
    ).axes
    bars = [bar for group in ax.containers for bar in group]
    widths = [bar.get_width() for bar in bars]
    want = [egypt, share - egypt, PIE - share - sudan, sudan, 48, 7.5, 14.5, 4]
    assert widths == pytest.approx(want, abs=1e-9)
    lefts = [bar.get_x() for bar in bars]
    assert lefts[:4] == pytest.approx([0, egypt, share, PIE - sudan])
    assert curve(ax, 1).tolist() == [0.9, 1.6]  # the border that is dragged
    border = [line for line in ax.lines if line.get_gid() == "gx-drag:strength"]
    assert [float(line.get_xdata()[0]) for line in border] == pytest.approx([share])


def test_the_sentence_tells_the_shares_in_every_state():
    for state in grid(negotiation.nile):
        text, share = said(negotiation.nile, **state), egypt_by_hand(**state)
        found = re.search(r"Egypt gets ([\d.]+) and Sudan ([\d.]+) of 74\.", text)
        assert float(found[1]) == pytest.approx(share, abs=0.0501)
        assert float(found[2]) == pytest.approx(PIE - share, abs=0.0501)
        assert text.endswith("The agreement of 1959: 55.5 and 18.5.")
        leave = state["reading"] == "to leave for"
        alone = state["strength"] * PIE
        bound = alone < state["egypt"] - 1e-9 or PIE - alone < state["sudan"] - 1e-9
        assert ("change nothing" in text) == (leave and not bound), text
        assert ("just matched" in text) == (leave and bound), text
        if leave and bound:
            who = "Egypt" if alone < state["egypt"] else "Sudan"
            assert f"{who} would leave for" in text
        if not leave:
            gains = re.search(r"Gains: ([\d.]+) and ([\d.]+)\.", text)
            assert float(gains[1]) == pytest.approx(share - state["egypt"], abs=0.0501)
            assert float(gains[2]) == pytest.approx(PIE - share - state["sudan"], abs=0.0501)


def test_each_target_is_reached_in_one_state():
    fitted, borne, other = declaration(negotiation.nile).targets
    every = grid(negotiation.nile)
    want = [
        (fitted, {(48, 4, "to live on", 0.34)}),
        (borne, {(38, 4, "to live on", 0.5)}),
        (other, {(37, 0, "to live on", 0.5)}),
    ]
    for target, states in want:
        found = {
            (s["egypt"], s["sudan"], s["reading"], s["strength"]) for s in every if target.when(**s)
        }
        assert found == states


def test_the_shares_of_1959_are_the_table():
    shares = load("nile_waters_1959").share_1959
    assert shares.sum() == PIE
    assert shares["Egypt"] == 55.5
    # exactly three to one, as the chapter says
    assert shares["Egypt"] / shares["Sudan"] == 3


def test_two_readings_by_hand():
    """0.1 for the other: (1 + o − 0.1)/2 to live on; one half, then o itself, to leave for."""
    (ax,) = drawn(negotiation.readings).axes
    fallback = np.linspace(0, 0.88, 177)
    assert curve(ax, "lives on it") == pytest.approx((0.9 + fallback) / 2)
    assert curve(ax, "leaves for it") == pytest.approx(np.maximum(0.5, fallback))
    assert marks(ax) == [pytest.approx((0.3, 0.6)), pytest.approx((0.3, 0.5))]
    assert "0.6 and 0.5" in said(negotiation.readings)


def test_a_secret_fall_back_costs_half_of_the_agreements_and_a_quarter_of_the_gains():
    """By hand: an offer of 0.4 of 0.8; a triangle of 0.08 beside a trapezium of 0.24."""
    (ax,) = drawn(negotiation.secret).axes
    reached, missed = (area.get_paths()[0] for area in ax.collections)
    assert area_of(reached.vertices) == pytest.approx(0.24)
    assert area_of(missed.vertices) == pytest.approx(0.08)
    assert missed.get_extents().x0 == pytest.approx(0.4)
    assert missed.get_extents().x1 == pytest.approx(0.8)
    assert "misses 50% of the agreements" in said(negotiation.secret)
    assert "25% of the gains" in said(negotiation.secret)


def area_of(corners):
    """Return the area of a polygon."""
    x, y = corners.T
    return abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
