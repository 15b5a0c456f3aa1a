"""Interdependent security: costs by all events, equilibria and tipping by all sets."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.games import EqualSecurity, Security


@st.composite
def networks(draw, most=6):
    n = draw(st.integers(1, most))
    each = st.lists(st.floats(0.01, 0.6), min_size=n, max_size=n)
    contagion = np.array(draw(st.lists(each, min_size=n, max_size=n)))
    np.fill_diagonal(contagion, 0)
    return Security(draw(each), draw(each), contagion, draw(each))


def cost_by_events(game, secured, i):
    """Add up over who of the unprotected passes the loss on to i, and the direct attack."""
    sources = [j for j in range(game.n) if not secured[j] and j != i]
    chance_spared = 1.0
    for j in sources:
        chance_spared *= 1 - game.contagion[j, i]
    if secured[i]:
        return game.cost[i] + (1 - chance_spared) * game.loss[i]
    return (1 - chance_spared * (1 - game.risk[i])) * game.loss[i]


@given(networks(), st.data())
def test_expected_costs_and_best_replies(game, data):
    secured = np.array(data.draw(st.lists(st.booleans(), min_size=game.n, max_size=99)))
    secured = secured[: game.n]
    costs = game.expected_costs(secured)
    reply = game.best_reply(secured)
    for i in range(game.n):
        assert costs[i] == pytest.approx(cost_by_events(game, secured, i))
        other = secured.copy()
        other[i] = not secured[i]
        invests, not_ = (
            cost_by_events(game, np.where(np.arange(game.n) == i, value, secured), i)
            for value in (True, False)
        )
        if abs(invests - not_) > 1e-9:
            assert reply[i] == (invests < not_)


@given(networks())
def test_equilibria_form_a_lattice_whose_ends_are_found(game):
    found = np.array([one.secured for one in game.equilibria()])
    assert len(found)
    assert (game.best_reply(found) == found).all()
    assert (found[0] == game.cascade().secured).all()
    assert (found[-1] == game.greatest_equilibrium().secured).all()
    assert (found >= found[0]).all()
    assert (found <= found[-1]).all()


def spread(game, forced):
    now = set(forced)
    while True:
        mask = np.array([i in now for i in range(game.n)])
        later = now | set(np.flatnonzero(game.best_reply(mask)).tolist())
        if later == now:
            return now
        now = later


@given(networks(most=5))
def test_tipping_sets_are_the_smallest_that_reach_all(game):
    everybody = set(range(game.n))
    for size in range(game.n + 1):
        tips = [
            s for s in itertools.combinations(range(game.n), size) if spread(game, s) == everybody
        ]
        if tips:
            break
    assert game.tipping_sets() == tips
    for forced in tips:
        run = game.cascade(forced)
        assert run.complete
        assert (np.flatnonzero(run.joined == 0) == sorted(forced)).all()


@given(networks(), st.data())
def test_rounds_of_a_cascade(game, data):
    forced = data.draw(st.sets(st.integers(0, game.n - 1)))
    run = game.cascade(forced)
    assert set(np.flatnonzero(run.secured)) == spread(game, forced)
    for step in range(1, run.steps + 1):
        before = (run.joined >= 0) & (run.joined < step)
        joined = run.joined == step
        assert (game.best_reply(before) & ~before == joined).all()


@given(networks(most=5))
def test_the_optimum_by_all_sets(game):
    best = min(
        game.expected_costs(np.array(mask)).sum()
        for mask in itertools.product([False, True], repeat=game.n)
    )
    assert game.optimum().cost.sum() == pytest.approx(best)


@given(
    st.integers(2, 8),
    st.floats(0.01, 0.3),
    st.floats(0.01, 1),
    st.floats(0, 0.6),
    st.floats(0.5, 2),
)
def test_agents_who_are_alike(n, cost, risk, contagion, loss):
    equal = EqualSecurity(n, cost, risk, contagion, loss)
    game = Security(np.full(n, cost), risk, np.full((n, n), contagion) * (1 - np.eye(n)), loss)
    assert len(game.tipping_sets()[0]) == equal.tipping_size
    ends = {(0, equal.none_invest), (n, equal.all_invest)}
    found = {int(one.secured.sum()) for one in game.equilibria()}
    if contagion > 1e-6:
        assert found == {size for size, holds in ends if holds}
    for m in range(n + 1):
        mask = np.arange(n) < m
        assert equal.mean_cost(m) == pytest.approx(game.expected_costs(mask).mean())
        if m:
            others = mask.copy()
            others[0] = False
            drop = game.expected_costs(others)[0] - game.expected_costs(mask)[0]
            assert equal.gain(m - 1) == pytest.approx(drop, abs=1e-12)


def cost_with_leak(game, invests, bare):
    """What one agent must expect where so many others are bare, event by event."""
    spared = (1 - game.contagion) ** bare
    if invests:
        return game.cost + game.loss * game.leak * (1 - spared)
    return game.loss * (game.risk + (1 - game.risk) * (1 - spared))


@given(
    st.integers(2, 8),
    st.floats(0.01, 0.6),
    st.floats(0.01, 1),
    st.floats(0, 0.6),
    st.floats(0.5, 2),
    st.floats(0, 1),
)
def test_protection_that_leaks(n, cost, risk, contagion, loss, leak):
    game = EqualSecurity(n, cost, risk, contagion, loss, leak)
    bare = range(n - 1, -1, -1)  # 0, 1, … others are protected
    gain = [cost_with_leak(game, False, b) - cost_with_leak(game, True, b) for b in bare]
    gain = np.array(gain)
    assert game.gain(np.arange(n)) == pytest.approx(gain, abs=1e-12)
    for m in range(n + 1):
        each = [cost_with_leak(game, i < m, n - m - (i >= m)) for i in range(n)]
        assert game.mean_cost(m) == pytest.approx(np.mean(each))
    if (abs(gain) > 1e-9).all():
        pays = gain > 0
        follow = [m for m in range(n) if pays[m:].all()]
        assert game.tipping_size == (follow[0] if follow else n)
        assert game.equilibria() == tuple(
            m for m in range(n + 1) if (m == 0 or pays[m - 1]) and (m == n or not pays[m])
        )
        assert game.none_invest == (not pays[0])
        assert game.all_invest == pays[-1]


def test_encouragement_turns_into_free_riding():
    """The sign of what others do flips at λ = 1 − p; numbers of the chapter, by hand."""
    game = EqualSecurity(20, 0.1, 0.2, 0.05, leak=[1, 0.8, 0])
    others = [game.gain(k) for k in (0, 19)]
    assert others[0] == pytest.approx([0.2 * 0.95**19 - 0.1, 0.1, 0.9 - 0.8 * 0.95**19])
    assert others[1] == pytest.approx([0.1, 0.1, 0.1])
    assert game.tipping_size.tolist() == [6, 0, 0]
    assert EqualSecurity(20, 0.2, 0.2, 0.05, leak=0.8).tipping_size == 0
    assert EqualSecurity(20, 0.1, 0.2, 0.05).equilibria() == (0, 20)


def test_ties_invest_and_equal_agents_sweep():
    """0.1 · 0.9² = 0.081: with seven of ten protected the others just follow."""
    game = EqualSecurity(10, [0.081, 0.0811, 0.11, 0.01], 0.1, 0.1)
    assert game.tipping_size.tolist() == [7, 8, 10, 0]
    assert game.all_invest.tolist() == [True, True, False, True]
    assert game.none_invest.tolist() == [True, True, True, False]
    assert EqualSecurity(10, 0.1, 0.1, 0.0).tipping_size == 0


def test_free_protection_and_no_risk():
    free = Security([0.0, 0.1], [0.0, 0.0], [[0, 0.5], [0.5, 0]])
    assert free.cascade().joined.tolist() == [1, -1]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Security([], 0.1, np.zeros((0, 0))), "cost must not be empty"),
        (lambda: Security([0.1], 0.1, [[0.5]]), "0 on the diagonal"),
        (lambda: Security([0.1], 0.1, np.zeros((2, 2))), "contagion must have shape"),
        (lambda: Security([0.1], 1.5, [[0]]), "risk must lie"),
        (lambda: Security([0.1], [0.1, 0.2], [[0]]), "one an agent"),
        (lambda: Security([-0.1], 0.1, [[0]]), "cost must be at least 0"),
        (lambda: Security([0.1, 0.1], 0.1, [[0, 1], [0, 0]]), "contagion must lie"),
        (lambda: Security([0.1], 0.1, [[0]], np.nan), "loss must be"),
        (lambda: Security([0.1], 0.1, [[0]]).cascade([1]), "forced must lie"),
        (lambda: Security([0.1], 0.1, [[0]]).best_reply([True, False]), "1 entries"),
        (lambda: Security(np.ones(19), 0.1, np.zeros((19, 19))).equilibria(), "at most 18"),
        (lambda: Security(np.ones(19), 0.1, np.zeros((19, 19))).tipping_sets(), "at most 18"),
        (lambda: Security(np.ones(19), 0.1, np.zeros((19, 19))).optimum(), "at most 18"),
        (lambda: EqualSecurity(1, 0.1, 0.1, 0.1), "n must be at least 2"),
        (lambda: EqualSecurity(2, 0, 0.1, 0.1), "cost must be above 0"),
        (lambda: EqualSecurity(2, 0.1, 0, 0.1), "risk must lie"),
        (lambda: EqualSecurity(2, 0.1, 0.1, 1), "contagion must lie"),
        (lambda: EqualSecurity(2, 0.1, 0.1, 0.1, leak=1.1), "leak must lie"),
        (lambda: EqualSecurity(2, [0.1, 0.2], 0.1, 0.1).equilibria(), "got an array"),
        (lambda: EqualSecurity([2, 3], [1, 1, 1], 0.1, 0.1), "must broadcast"),
        (lambda: EqualSecurity(2, 0.1, 0.1, 0.1).gain(2), "others must not exceed"),
        (lambda: EqualSecurity(2, 0.1, 0.1, 0.1).mean_cost(3), "secured must not exceed"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_who_invests_must_be_true_or_false():
    with pytest.raises(TypeError, match="True or False"):
        Security([0.1], 0.1, [[0]]).best_reply([1])


def test_tables_in_another_order_are_put_right():
    """A pivot sorts rows and columns by other rules; who endangers whom must not change."""
    names = list("ABC")
    table = pd.DataFrame([[0, 0.5, 0.5], [0.1, 0, 0.2], [0.3, 0.1, 0]], index=names, columns=names)
    cost = pd.Series([0.095, 0.06, 0.05], index=names)
    plain = Security(cost.to_numpy(), 0.1, table.to_numpy())
    turned = Security(cost[["C", "A", "B"]], 0.1, table[["B", "C", "A"]])
    assert turned == plain
    with pytest.raises(ValueError, match="cost must have the labels 'A', 'B', 'C'"):
        Security(cost.rename({"C": "D"}), 0.1, table)
