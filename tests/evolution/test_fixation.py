"""Chances of taking over against the absorbing chain, in fractions and by linear algebra."""

from fractions import Fraction
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from govlib.evolution import (
    CollectiveRisk,
    GroupGame,
    Imitation,
    PairGame,
    fixation,
    group_game,
)

PAYOFF = st.floats(-5, 5)


@st.composite
def pair_games(draw, largest=4):
    s = draw(st.integers(1, largest))
    return PairGame(draw(arrays(float, (s, s), elements=PAYOFF)))


def absorbed(advantage, Z, beta):
    """Chance that one invader takes over, by solving the chain of 1, …, Z − 1 invaders.

    In fractions: where both ends attract, elimination in floats loses half of the digits.
    """
    k = np.arange(1, Z)
    meet = k * (Z - k) / (Z * (Z - 1))
    up = [Fraction(x) for x in meet / (1 + np.exp(-beta * advantage))]
    down = [Fraction(x) for x in meet / (1 + np.exp(beta * advantage))]
    # the chance from k is `climb` times that from k + 1, from the bottom where it is 0
    chance, climb = Fraction(1), Fraction(0)
    for rise, fall in zip(up, down, strict=True):
        climb = rise / (rise + fall - fall * climb)
        chance *= climb
    return float(chance)


@given(pair_games(), st.integers(2, 12), st.floats(0, 1))
def test_every_pair_by_solving_its_chain(game, Z, beta):
    found = fixation(game, Z, beta).chance
    advantage = game.advantage(Z)
    for r in range(game.strategies):
        for i in range(game.strategies):
            want = 1 / Z if r == i else absorbed(advantage[r, i], Z, beta)
            assert found[r, i] == pytest.approx(want, rel=1e-8)


@given(pair_games(), st.integers(3, 12), st.floats(0, 3))
def test_a_pair_is_a_group_of_two(game, Z, beta):
    A, s = game.payoffs, game.strategies
    table = [[[A[i, r], A[i, i]] for r in range(s)] for i in range(s)]
    group = GroupGame(table)
    assert group.advantage(Z) == pytest.approx(game.advantage(Z), abs=1e-9)
    assert fixation(group, Z, beta).log_chance == pytest.approx(
        fixation(game, Z, beta).log_chance, abs=1e-8
    )


@given(pair_games(), st.integers(2, 12))
def test_advantages_by_meeting_everybody(game, Z):
    A = game.payoffs
    found = game.advantage(Z)
    for r in range(game.strategies):
        for i in range(game.strategies):
            for k in range(1, Z):
                invader = ((k - 1) * A[i, i] + (Z - k) * A[i, r]) / (Z - 1)
                resident = (k * A[r, i] + (Z - k - 1) * A[r, r]) / (Z - 1)
                assert found[r, i, k - 1] == pytest.approx(invader - resident, abs=1e-9)


@given(pair_games(), st.integers(2, 30))
def test_without_selection_all_are_neutral(game, Z):
    assert fixation(game, Z, 0).relative == pytest.approx(np.ones((game.strategies,) * 2))


@given(pair_games(), st.floats(-3, 3), st.floats(0, 5))
def test_what_all_get_alike_does_not_matter(game, more, beta):
    other = PairGame(game.payoffs + more)
    assert fixation(other, 9, beta).log_chance == pytest.approx(
        fixation(game, 9, beta).log_chance, abs=1e-7
    )


def test_constant_advantage_in_exact_fractions():
    """Payoffs whose advantage is ln 2 in every state: ρ = 1/(1 + 1/2 + … + 1/2^(Z−1))."""
    Z = 20
    game = PairGame([[0, 0], [np.log(2), np.log(2)]])
    found = fixation(game, Z, [1.0, 3.0])
    for at, base in ((0, 2), (1, 8)):
        invade = 1 / sum(Fraction(1, base**k) for k in range(Z))
        back = 1 / sum(Fraction(base**k) for k in range(Z))
        assert found.chance[at, 0, 1] == pytest.approx(float(invade), rel=1e-13)
        assert found.chance[at, 1, 0] == pytest.approx(float(back), rel=1e-13)
        share = invade / (invade + back)
        assert found.stationary[at] == pytest.approx([float(1 - share), float(share)])


def test_strong_selection_stays_in_logarithms():
    game = PairGame([[3, 0, 1], [5, 1, 0], [1, 2, 2]])
    found = fixation(game, 1000, 1e4)
    assert np.isfinite(found.log_chance).all()
    assert found.log_chance.min() < -1e6
    share = found.stationary
    assert np.isfinite(share).all()
    assert share.sum() == pytest.approx(1)


@given(pair_games(3), st.floats(0, 0.5))
@settings(max_examples=20)
def test_rare_experiments_are_the_limit_of_the_chain(game, beta):
    """For two strategies the time at the ends of the full chain tends to the small-mutation one."""
    if game.strategies != 2:
        return
    Z = 8
    full = Imitation(Z, beta, 1e-9).two_strategies(game.advantage(Z)[1, 0])
    ends = full.stationary[[Z, 0]]
    assert fixation(game, Z, beta).stationary == pytest.approx(ends, abs=1e-6)


@given(st.integers(2, 6), st.data())
def test_the_dilemma_of_collective_risk_as_a_group_game(size, data):
    threshold = data.draw(st.integers(1, size))
    dilemma = CollectiveRisk(size, threshold, 0.1, data.draw(st.floats(0, 1)))
    game = group_game(lambda i, counts: dilemma.payoff(counts[0], cooperates=i == 0), 2, size)
    Z = 15
    chain = Imitation(Z, 2.0, 0.05).two_strategies(game.advantage(Z)[1, 0])
    want = dilemma.population(Z, 2.0, 0.05).chain
    assert chain.stationary == pytest.approx(want.stationary, abs=1e-10)


def test_three_strategies_in_groups_by_enumeration():
    """Payoff = own number times those of the others: each pair counted group by group."""
    values = (1.0, 2.0, 4.0)

    def payoff(i, counts):
        own = [v for v, c in zip(values, counts, strict=True) for _ in range(c)]
        own.remove(values[i])
        return values[i] + prod(own)

    game = group_game(payoff, 3, 3)
    assert game.n == 3
    Z = 5
    found = game.advantage(Z)
    for r in range(3):
        for i in range(3):
            if r == i:
                continue
            for k in range(1, Z):
                assert found[r, i, k - 1] == pytest.approx(
                    meeting(values, i, [i] * (k - 1) + [r] * (Z - k))
                    - meeting(values, r, [i] * k + [r] * (Z - k - 1))
                )


def meeting(values, own, others):
    pairs = [(a, b) for a in range(len(others)) for b in range(a)]
    return values[own] + np.mean([values[others[a]] * values[others[b]] for a, b in pairs])


def test_a_sweep_is_each_of_its_points():
    game = PairGame(np.random.default_rng(0).normal(size=(4, 4)))
    beta = np.array([[0.0, 0.1], [1.0, 10.0]])
    sweep = fixation(game, 30, beta)
    assert sweep.log_chance.shape == (2, 2, 4, 4)
    assert sweep.stationary.shape == (2, 2, 4)
    assert sweep.log_chance[1, 0] == pytest.approx(fixation(game, 30, 1.0).log_chance)


@pytest.mark.parametrize(
    ("call", "error", "match"),
    [
        (lambda: PairGame([[1, 2]]), ValueError, "square"),
        (lambda: PairGame(np.empty((0, 0))), ValueError, "not be empty"),
        (lambda: PairGame([[np.nan]]), ValueError, "payoffs must be finite"),
        (lambda: PairGame("ab"), TypeError, "payoffs must be a number"),
        (lambda: GroupGame([[1, 2], [3, 4]]), ValueError, r"3 dimension"),
        (lambda: GroupGame(np.zeros((2, 3, 4))), ValueError, "shape"),
        (lambda: GroupGame(np.zeros((2, 2, 1))), ValueError, "two players"),
        (
            lambda: GroupGame([[[0, 1], [0, 2]], [[0, 0], [0, 0]]]),
            ValueError,
            "a strategy that nobody plays; those of 0 among themselves are 1, but 2 beside 1",
        ),
        (lambda: fixation([[1]], 2, 1), TypeError, "game must be a PairGame or a GroupGame"),
        (lambda: fixation(PairGame([[1]]), 1, 1), ValueError, "population must be at least 2"),
        (lambda: fixation(PairGame([[1]]), 5.0, 1), TypeError, "population must be a whole"),
        (lambda: fixation(PairGame([[1]]), 5, -1), ValueError, "selection must be at least 0"),
        (
            lambda: fixation(GroupGame(np.zeros((2, 2, 4))), 3, 1),
            ValueError,
            "population must be at least 4",
        ),
        (
            lambda: fixation(PairGame(np.zeros((2, 2))), 10**8, 1),
            ValueError,
            "take a smaller population",
        ),
        (
            lambda: fixation(PairGame(np.zeros((50, 50))), 10, np.zeros(10**5)),
            ValueError,
            "sweep fewer values",
        ),
        (lambda: PairGame(np.zeros((99, 99))).advantage(10**6), ValueError, "fewer strategies"),
        (lambda: fixation(PairGame([[0, 9], [5, 1]]), 9, 1e300), ValueError, "stay below 1e\\+300"),
    ],
)
def test_bad_input_to_fixation_is_refused(call, error, match):
    with pytest.raises(error, match=match):
        call()
