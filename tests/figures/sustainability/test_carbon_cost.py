"""What a tonne costs: lines and marks against the model."""

import numpy as np
import pytest
from figure_checks import curves, drawn, said

from govlib.figures.sustainability import carbon_cost
from govlib.sustainability import Dice, social_cost_of_carbon


@pytest.mark.parametrize("state", [(1.5, 1.45, 1), (0.1, 1, 4)])
def test_time_and_carbon_marks_the_readers_weights(state):
    rho, eta, damages = state
    state = {"time_preference": rho, "elasticity": eta, "damages": damages}
    (ax,) = drawn(carbon_cost.time_and_carbon, **state).axes
    own, plain = Dice(time_preference=rho / 100, elasticity=eta, damage=0.00236 * damages), Dice()
    path = own.path(plain.control_at(plain.base_prices), plain.late_saving)
    cost = float(social_cost_of_carbon(path)[1])
    (mark,) = [line for line in ax.lines if line.get_marker() == "o" and len(line.get_xdata()) == 1]
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == pytest.approx((rho, cost))
    (label,) = ax.texts
    text = said(carbon_cost.time_and_carbon, **state)
    assert label.get_text().replace("$", "costs ") + " dollars" in text
    assert f"{100 * 0.00236 * damages * 9:.1f}% of output lost at 3 °C" in text
    # the points of the three economists lie on the curves of their elasticity, where one is drawn
    line = next(c for c in curves(ax) if c.get_label() == f"η = {eta:g} (yours)")
    assert np.interp(rho, line.get_xdata(), line.get_ydata()) == pytest.approx(cost, rel=0.01)


def test_impatience_lowers_the_social_cost_and_damages_raise_it():
    curve = carbon_cost._cost_curve(1.45, 1)
    assert (np.diff(curve) < 0).all()
    assert (carbon_cost._cost_curve(1.0, 1) > curve).all()
    # a warmer, poorer world also weighs its dollars more: more than in proportion
    assert (carbon_cost._cost_curve(1.45, 2) > 2 * curve).all()
