"""A common pool, and protection that depends on others: marks, lines, bars against the models."""

import re

import numpy as np
import pytest
from figure_checks import curves, drawn, grid, heights, marks, said, values

from govlib.figures.games import commons
from govlib.games import CommonPool, EqualSecurity


def rent(effort):
    return float(np.asarray(CommonPool(1).rents(np.array([[effort]]))).ravel()[0])


def use(users, fee):
    return float(CommonPool(users, outside=5.0 + fee).equilibrium().total)


@pytest.mark.parametrize(("users", "fee"), [(8, 0), (15, 6)])
def test_dissipation_marks_what_users_leave_of_the_rent(users, fee):
    left, right = drawn(commons.dissipation, users=users, fee=fee).axes
    best = CommonPool(users).optimum()
    want = [(best.total, best.rent), (72, 0), (use(users, fee), rent(use(users, fee)))]
    assert marks(left) == [pytest.approx(one, abs=1e-9) for one in want]
    x, y = curves(left)[0].get_data()
    assert y[::40] == pytest.approx([rent(e) for e in x[::40]])
    free, paid = curves(right)[:2]
    sizes = np.arange(1, 31)
    assert free.get_ydata() == pytest.approx([rent(use(int(n), 0)) / best.rent for n in sizes])
    left_over = np.asarray(paid.get_ydata(), float).ravel()
    assert left_over == pytest.approx([rent(use(int(n), fee)) / best.rent for n in sizes])
    assert marks(right) == [pytest.approx((users, rent(use(users, fee)) / best.rent))]


@pytest.mark.parametrize("state", [(20, 0.1, 0.05, 1), (10, 0.15, 0.4, 1), (20, 0.3, 0.1, 0)])
def test_protection_draws_the_gain_and_the_mean_cost(state):
    agents, cost, contagion, leak = state
    fig = drawn(commons.protection, agents=agents, cost=cost, contagion=contagion, leak=leak)
    left, right = fig.axes
    game = EqualSecurity(agents, cost, commons.RISK, contagion, leak=leak)
    assert sorted(heights(left)) == pytest.approx(sorted(game.gain(np.arange(agents))))
    for bar in (bar for bars in left.containers for bar in bars):
        others = round(bar.get_x() + bar.get_width() / 2)
        assert bar.get_height() == pytest.approx(game.gain(others))
    mean = curves(right)[0].get_ydata()
    assert mean == pytest.approx(game.mean_cost(np.arange(agents + 1)))
    at, mean_there = right.lines[-1].get_data()
    assert tuple(at) == game.equilibria()
    assert mean_there == pytest.approx([game.mean_cost(m) for m in game.equilibria()])
    ticks = right.get_xticks()
    assert (ticks == np.round(ticks)).all(), "networks are whole"


def test_dissipation_says_what_is_left():
    for state in grid(commons.dissipation):
        users, fee = state.values()
        text = said(commons.dissipation, **state)
        if users > 1:
            best = CommonPool(users).optimum().rent
            shown = int(re.search(r"leave (−?\d+)%", text)[1].replace("−", "-"))
            assert shown == pytest.approx(100 * rent(use(users, fee)) / best, abs=0.501)
    for users in values(commons.dissipation, "users"):
        fee = float(CommonPool(users).fee)
        assert commons._use(users, fee) == pytest.approx(CommonPool(users).optimum().total)


def test_protection_says_what_pays_whom():
    for state in grid(commons.protection):
        text = said(commons.protection, **state)
        agents = state["agents"]
        game = EqualSecurity(
            agents, state["cost"], commons.RISK, state["contagion"], leak=state["leak"]
        )
        gain = np.asarray(game.gain(np.arange(agents)))
        shown = re.search(r"gains (\S+) of a loss where .*, (\S+) where all", text)
        told = [float(one.replace("−", "-")) for one in shown.groups()]
        assert told == pytest.approx([gain[0], gain[-1]], abs=6e-4)
        pays = gain >= -1e-12
        both = pays[-1] and not pays[0]
        assert ("both last" in text) == both, (state, text)
        assert ("whatever the others do" in text) == pays.all(), (state, text)
        assert ("ride free" in text) == (pays[0] and not pays[-1]), (state, text)
        assert ("nobody protects itself" in text) == (not pays.any()), (state, text)
        if both:
            assert f"Once {int(np.argmax(pays))} of {agents}" in text
        if "ride free" in text:
            assert f"{int(pays.sum())} protect themselves" in text
        none, every = game.mean_cost(0), game.mean_cost(agents)
        assert f"each bears {none:.2f} of a loss if nobody is protected, {every:.2f}" in text
