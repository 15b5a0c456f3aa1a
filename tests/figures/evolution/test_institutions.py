"""One institution, many, or none: lines and bars against the chains of the model."""

import numpy as np
import pytest
from figure_checks import curve, drawn, grid, marks, said, widths

from govlib.evolution import CollectiveRisk, Sanctions
from govlib.figures.evolution import institutions
from govlib.published import get


def world(scale, risk, fine, population):
    made = Sanctions(**institutions.RULES, risk=risk, fine=fine, scale=scale)
    return made.population(population)


@pytest.mark.parametrize(("risk", "fine"), [(0.2, 0.3), (0.4, 0.1)])
def test_institutions_draws_the_three_worlds(risk, fine):
    ax, bars = drawn(institutions.institutions, risk=risk, fine=fine, population=20).axes
    for scale, label in (("global", "one global"), ("local", "many local")):
        want = [world(scale, r, fine, 20).achievement for r in institutions.RISKS]
        assert curve(ax, label) == pytest.approx(want)
    alone = CollectiveRisk(4, 3, 0.1, np.array(institutions.RISKS)).population(20).achievement
    assert curve(ax, "none") == pytest.approx(np.asarray(alone))
    at = institutions.RISKS.index(risk)
    here = [alone[at], *(world(s, risk, fine, 20).achievement for s in ("global", "local"))]
    assert marks(ax) == [pytest.approx((risk, value)) for value in here]
    shares = np.array([world(s, risk, fine, 20).shares for s in ("global", "local")])
    assert widths(bars) == pytest.approx(shares[:, [1, 0, 2]].T.ravel())


def test_institutions_draws_the_published_numbers():
    """The figure's rules are those of the published result, so its curves pass through it."""
    curves = institutions._scales(50, 0.3)
    at = institutions.RISKS.index(0.2)
    assert get("IIIB1.V1").agrees((curves["global"][at], curves["local"][at]))


def test_institutions_says_which_scale_does_better_and_what_it_needs():
    for state in grid(institutions.institutions):
        curves = institutions._scales(state["population"], state["fine"])
        at = institutions.RISKS.index(state["risk"])
        gap = float(curves["local"][at] - curves["global"][at])
        text = said(institutions.institutions, **state)
        founders = {20: 5, 50: 13}[state["population"]]
        assert ("a local one a single member" in text) == (gap > 0.05)
        assert ("one for all does better" in text) == (gap < -0.05)
        assert ("hardly matters" in text) == (abs(gap) <= 0.05)
        assert (f"needs {founders} who pay" in text) == (abs(gap) > 0.05)


def test_the_readers_target_in_institutions():
    """Local institutions reach half of the groups at a lower risk than a global one."""
    for fine in (0.1, 0.3):
        curves = institutions._scales(50, fine)
        first = {name: int(np.argmax(curve >= 0.5)) for name, curve in curves.items()}
        assert first["local"] < first["global"] <= first["no"]
