"""One office, many, or none: lines, bars and sentences against the chains of the model."""

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, marks, said, widths

from govlib.drawing import declaration
from govlib.evolution import CollectiveRisk, Sanctions
from govlib.figures.evolution import institutions
from govlib.published import get


def world(scale, risk, fine, founders):
    made = Sanctions(**institutions.RULES, risk=risk, fine=fine, scale=scale, founders=founders)
    return made.population(50)


@pytest.mark.parametrize(("risk", "fine", "founders"), [(0.2, 0.3, 13), (0.4, 0.1, 3)])
def test_institutions_draws_the_three_worlds(risk, fine, founders):
    state = {"risk": risk, "fine": fine, "founders": founders}
    ax, bars = drawn(institutions.institutions, **state).axes
    at = institutions.RISKS.index(risk)
    here, mixes = [], []
    alone = CollectiveRisk(4, 3, 0.1, np.array(institutions.RISKS)).population(50).achievement
    assert curve(ax, "none") == pytest.approx(np.asarray(alone))
    for label, scale, number in (
        ("world office", "global", founders),
        ("local offices", "local", 1),
    ):
        line = curve(ax, label)
        one = world(scale, risk, fine, number)
        assert line[at] == pytest.approx(one.achievement)
        assert line[0] == pytest.approx(world(scale, 0, fine, number).achievement)
        here.append(one.achievement)
        mixes.append(one.shares)
    assert marks(ax) == [pytest.approx((risk, value)) for value in (alone[at], *here)]
    assert widths(bars) == pytest.approx(np.array(mixes)[:, [1, 0, 2]].T.ravel())


def test_institutions_draws_the_published_numbers():
    """The figure's rules are those of the published results, so its curves pass through them."""
    at = institutions.RISKS.index(0.2)
    curves = institutions._curves(13, 0.3)
    assert get("IIIB1.V1").agrees((curves["global"][at], curves["local"][at]))


def test_institutions_says_who_is_ahead():
    for state in grid(institutions.institutions):
        curves = institutions._curves(state["founders"], state["fine"])
        at = institutions.RISKS.index(state["risk"])
        gap = float(curves["local"][at] - curves["global"][at])
        text = said(institutions.institutions, **state)
        assert ("Local offices are ahead" in text) == (gap > 0.05)
        assert ("The world office is ahead" in text) == (gap < -0.05)
        assert ("within 5 percentage points" in text) == (abs(gap) <= 0.05)
        assert f"needs {state['founders']} of 50" in text


def test_the_readers_targets_in_institutions():
    known = declaration(institutions.institutions)
    crossing, calm = known.targets
    reached = [s for s in known.states() if crossing.reached(s, known.controls)]
    assert reached == [{"risk": 0.2, "fine": 0.3, "founders": 5}]
    assert world("global", 0.2, 0.3, 5).achievement >= world("local", 0.2, 0.3, 1).achievement
    assert world("global", 0.2, 0.3, 6).achievement < world("local", 0.2, 0.3, 1).achievement
    reached = [s for s in known.states() if calm.reached(s, known.controls)]
    assert reached == [{"risk": 0.4, "fine": 0.3, "founders": 13}]


def test_founding_draws_both_ways_to_be_equal():
    numbers, shares = drawn(institutions.founding).axes
    lines = {line.get_label(): line for line in numbers.lines}
    for founders in (1, 13):
        x, y = lines["world office"].get_data()
        here = world("global", 0.2, 0.3, founders).achievement
        assert y[list(x).index(founders)] == pytest.approx(here)
    x, y = shares.lines[1].get_data()
    assert x == pytest.approx([0.25, 0.5])
    want = [world("local", 0.2, 0.3, k).achievement for k in (1, 2)]
    assert y == pytest.approx(want)
    told = institutions.say_founding()
    assert "13 of 50 and one of four, it is 10% and 84%" in told
