"""The linear public good against brute force, nashpy and its own symmetries."""

import itertools

import nashpy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.games import LinearPublicGood, falling_mpcr

SIZES = st.integers(2, 12)
RETURNS = st.floats(0.05, 1.4)
ENDOWMENTS = st.floats(0.5, 50)


@st.composite
def games_with_gifts(draw):
    n, e = draw(SIZES), draw(ENDOWMENTS)
    gifts = draw(st.lists(st.floats(0, 1), min_size=n, max_size=n))
    return LinearPublicGood(n, draw(RETURNS), e), e * np.array(gifts)


@given(games_with_gifts())
def test_payoffs_add_up_to_what_is_kept_and_what_the_pot_returns(case):
    game, gifts = case
    total = game.n * game.endowment - gifts.sum() + game.multiplier * gifts.sum()
    assert game.payoffs(gifts).sum() == pytest.approx(total)


@given(games_with_gifts(), st.randoms(use_true_random=False))
def test_payoffs_follow_a_relabelling_of_members(case, random):
    game, gifts = case
    order = random.sample(range(game.n), game.n)
    assert game.payoffs(gifts[order]) == pytest.approx(game.payoffs(gifts)[order])


@given(games_with_gifts())
def test_one_members_payoff_is_her_entry_of_all_payoffs(case):
    game, gifts = case
    assert game.payoff(gifts[0], gifts[1:].sum()) == pytest.approx(game.payoffs(gifts)[0])


@given(games_with_gifts())
def test_no_gift_beats_the_best_reply(case):
    game, gifts = case
    others = gifts[1:].sum()
    tried = game.payoff(np.linspace(0, game.endowment, 41), others)
    assert game.payoff(game.best_reply().lowest, others) >= tried.max() - 1e-9


@given(games_with_gifts())
def test_no_gifts_beat_the_efficient_outcome(case):
    game, gifts = case
    assert game.efficiency(gifts) <= 1 + 1e-12
    full = np.full(game.n, game.optimum().gift)
    assert game.efficiency(full) == pytest.approx(1)
    assert game.payoffs(full) == pytest.approx(np.full(game.n, game.optimum().payoff))


@pytest.mark.parametrize("mpcr", [0.2, 0.6, 0.9, 1.3])
def test_nash_agrees_with_nashpy_for_two(mpcr):
    gifts = np.array([0.0, 0.5, 1.0])
    game = LinearPublicGood(2, mpcr)
    row = game.payoff(gifts[:, None], gifts[None, :])
    found = list(nashpy.Game(row, row.T).support_enumeration())
    assert len(found) == 1
    for strategy in found[0]:
        assert gifts @ strategy == pytest.approx(game.equilibrium().gift)


@pytest.mark.parametrize("mpcr", [0.2, 0.25, 0.3, 0.34, 0.5, 0.75, 1.0, 1.1])
def test_smallest_coalition_by_trying_all_sizes(mpcr):
    n, e = 10, 20
    game = LinearPublicGood(n, mpcr, e)
    gains = (
        [
            game.payoffs([e] * k + [0] * (n - k))[0] > game.equilibrium().payoff + 1e-9
            for k in range(1, n + 1)
        ]
        if mpcr < 1
        else [mpcr * k > 1 for k in range(1, n + 1)]
    )
    assert game.smallest_profitable_coalition == gains.index(True) + 1


def stream(flow, discount, tail):
    """Present value of ``flow`` followed by ``tail`` for ever."""
    weights = discount ** np.arange(len(flow))
    return weights @ flow + discount ** len(flow) * tail / (1 - discount)


@given(SIZES, st.floats(0.05, 0.95), ENDOWMENTS, st.floats(0, 0.99))
def test_critical_discount_parts_the_streams(n, mpcr, e, gift):
    """A single deviation at δ* to nothing is worth as much as conforming; to less, never more."""
    game = LinearPublicGood(n, mpcr, e)
    delta = game.critical_discount
    if delta >= 0.999:
        return
    conform = game.payoff(e, (n - 1) * e)

    def deviation(own, discount):
        return stream(np.array([game.payoff(own, (n - 1) * e)]), discount, e)

    keep = stream(np.array([conform]), delta, conform)
    assert deviation(0, delta) == pytest.approx(keep)
    assert deviation(gift * e, delta) <= keep + 1e-9
    patient = (1 + delta) / 2
    assert deviation(0, patient) < stream(np.array([conform]), patient, conform)


@given(SIZES, st.floats(0.05, 0.95))
def test_discount_falls_with_size_at_a_fixed_return(n, mpcr):
    small, large = LinearPublicGood([n, n + 1], mpcr).critical_discount
    assert large < small


@given(SIZES, st.floats(1.05, 1.95))
def test_discount_rises_with_size_at_a_fixed_multiplier(n, multiplier):
    sizes = np.array([n, n + 1, 10**6])
    game = LinearPublicGood(sizes, falling_mpcr(sizes, multiplier, 1))
    small, large, limit = game.critical_discount
    assert small < large < limit
    assert limit == pytest.approx(1 / multiplier, abs=1e-5)


@given(SIZES, RETURNS)
def test_patience_above_one_exactly_where_giving_hurts_the_group(n, mpcr):
    game = LinearPublicGood(n, mpcr)
    if abs(game.multiplier - 1) > 1e-9:
        assert (game.critical_discount > 1) == (game.multiplier < 1)
    assert game.is_dilemma == (1 / n < mpcr < 1)


def test_a_sweep_equals_its_single_games():
    n, mpcr = np.array([[2], [4], [10]]), np.array([0.2, 0.75, 1.1])
    swept = LinearPublicGood(n, mpcr, 20)
    for (i, size), (j, m) in itertools.product(enumerate(n[:, 0]), enumerate(mpcr)):
        one = LinearPublicGood(int(size), m, 20)
        assert swept.critical_discount[i, j] == one.critical_discount
        assert swept.optimum().payoff[i, j] == one.optimum().payoff
        assert swept.equilibrium().gift[i, j] == one.equilibrium().gift
        coalition = swept.smallest_profitable_coalition[i, j]
        assert coalition == one.smallest_profitable_coalition
    many = LinearPublicGood(3, mpcr, 20)
    gifts = np.array([0, 5.0, 20])
    for j, m in enumerate(mpcr):
        assert many.payoffs(gifts)[j] == pytest.approx(LinearPublicGood(3, m, 20).payoffs(gifts))


def test_ties_are_named():
    indifferent = LinearPublicGood(3, 1.0, 10).best_reply()
    assert (indifferent.lowest, indifferent.highest) == (0, 10)
    assert LinearPublicGood(4, 0.25).optimum().gift == 0
    assert LinearPublicGood(5, 0.2).smallest_profitable_coalition == 6


@given(st.integers(1, 200), st.floats(0.1, 2), st.floats(0, 2))
def test_falling_mpcr_is_a_power_law(n, base, exponent):
    m = falling_mpcr(np.array([n, 2 * n]), base, exponent, reference=4)
    assert m[0] / m[1] == pytest.approx(2**exponent)
    assert falling_mpcr(4, base, exponent, reference=4) == pytest.approx(base)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: LinearPublicGood(1, 0.4), r"n must be at least 2; got 1"),
        (lambda: LinearPublicGood(2.5, 0.4), r"n must be whole; got 2.5"),
        (lambda: LinearPublicGood(4, 0.0), r"mpcr must be above 0; got 0"),
        (lambda: LinearPublicGood(4, 0.4, -1), r"endowment must be above 0; got -1"),
        (lambda: LinearPublicGood([2, 3], [0.1, 0.2, 0.3]), r"must broadcast; got shapes \(2,\)"),
        (lambda: LinearPublicGood(4, 0.4).payoffs([1, 1, 1]), r"n = 4 entries; got shape \(3,\)"),
        (lambda: LinearPublicGood(4, 0.4).payoffs([1, 1, 1, 2]), r"must not exceed .*; got 2"),
        (lambda: LinearPublicGood(4, 0.4).payoff(0, 3.5), r"others must not exceed .*; got 3.5"),
        (lambda: LinearPublicGood(4, 0.4).payoff(-1, 0), r"own must be at least 0; got -1"),
        (lambda: falling_mpcr(4, 0.4, -1), r"exponent must be at least 0; got -1"),
    ],
)
def test_bad_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@given(SIZES, st.floats(0.15, 0.9), st.floats(0, 0.3))
def test_errors_ask_for_the_patience_that_a_walk_of_two_states_needs(n, mpcr, error):
    """Values of trust and of its end from the linear equations, one deviation tried."""
    game = LinearPublicGood(n, mpcr)
    delta = game.noisy_discount(error)
    if delta >= 0.99:
        return
    clear = (1 - error) ** n

    def gain(discount):
        """Return what one deviation brings, from the values of the two states."""
        step = np.array([[clear, 1 - clear], [0, 1]])
        worth = np.linalg.solve(np.eye(2) - discount * step, [n * mpcr, 1.0])
        return 1 + mpcr * (n - 1) + discount * worth[1] - worth[0]

    assert gain(delta) == pytest.approx(0, abs=1e-7)
    assert gain(delta + 0.005) < 0 < gain(delta * 0.99) + 1e-12


def test_without_errors_nothing_changes_and_errors_are_chances():
    game = LinearPublicGood([4, 10], 0.4)
    assert game.noisy_discount(0) == pytest.approx(game.critical_discount)
    for bad in (-0.1, 1.0):
        with pytest.raises(ValueError, match="error"):
            game.noisy_discount(bad)
