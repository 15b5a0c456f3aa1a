"""Conventions against the full chain over all numbers of players."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from govlib.conventions import CoordinationGame

PAYOFFS = st.integers(-5, 5)


@st.composite
def games(draw):
    n = draw(st.integers(3, 12))
    b, c = draw(PAYOFFS), draw(PAYOFFS)
    a, d = c + draw(st.integers(1, 6)), b + draw(st.integers(1, 6))
    balance = (n * (d - b) + a - d) / (a - b - c + d)
    return CoordinationGame(n, a, b, c, d) if 0 < balance < n else None


def average_payoffs(game, z):
    """Return what the players of each strategy earn, meeting all others, times N − 1."""
    n = game.n
    return (
        (z - 1) * game.a + (n - z) * game.b,
        z * game.c + (n - z - 1) * game.d,
    )


def chain(game, error):
    n = game.n
    rows = []
    for z in range(n + 1):
        first = game.best_reply(z)
        keep = binom.pmf(np.arange(first + 1), first, 1 - error)
        come = binom.pmf(np.arange(n - first + 1), n - first, error)
        rows.append(np.convolve(keep, come))
    return np.array(rows)


@given(games())
def test_all_turn_to_what_earns_more(game):
    if game is None:
        return
    for z in range(1, game.n):
        first, second = average_payoffs(game, z)
        want = game.n if first > second else 0 if first < second else z
        assert game.best_reply(z) == want
    assert game.best_reply(0) == 0
    assert game.best_reply(game.n) == game.n


@given(games())
def test_errors_needed_by_counting(game):
    if game is None:
        return
    n = game.n
    assert game.errors_to_first == min(z for z in range(n + 1) if game.best_reply(z) == n)
    assert game.errors_to_second == min(k for k in range(n + 1) if game.best_reply(n - k) == 0)


@given(games(), st.floats(0.08, 0.5))
def test_long_run_by_the_full_chain(game, error):
    if game is None:
        return
    run, moves = game.long_run(error), chain(game, error)
    z = np.arange(game.n + 1)
    assert run.distribution @ moves == pytest.approx(run.distribution, rel=1e-9, abs=1e-14)
    assert run.distribution.sum() == pytest.approx(1)
    first, second = z > game.balance, z < game.balance
    assert run.share_first == pytest.approx(run.distribution[first].sum(), abs=1e-12)
    assert run.share_second == pytest.approx(run.distribution[second].sum(), abs=1e-12)
    for start, goal, found in ((0, first, run.to_first), (game.n, second, run.to_second)):
        rest = np.flatnonzero(~goal)
        inside = np.eye(rest.size) - moves[np.ix_(rest, rest)]
        waits = np.linalg.solve(inside, np.ones(rest.size))
        # the solver loses digits where the wait is long
        assert found == pytest.approx(waits[list(rest).index(start)], rel=1e-5)


@given(games(), st.floats(0.05, 0.5))
def test_names_of_the_strategies_do_not_matter(game, error):
    if game is None:
        return
    other = CoordinationGame(game.n, game.d, game.c, game.b, game.a)
    one, two = game.long_run(error), other.long_run(error)
    assert game.errors_to_first == other.errors_to_second
    assert one.log10_to_first == pytest.approx(two.log10_to_second)
    assert one.share_first == pytest.approx(two.share_second, abs=1e-12)
    assert one.distribution == pytest.approx(two.distribution[::-1], abs=1e-12)


def test_rare_errors_select_the_convention_that_is_harder_to_leave():
    game = CoordinationGame(10, 2, 0, 0, 1)
    shares = [game.long_run(error).share_second for error in (0.1, 0.01, 0.001)]
    assert game.long_run_convention == "first"
    assert shares[0] > shares[1] > shares[2]
    assert shares[2] == pytest.approx(0, abs=1e-6)


def test_risk_beats_payoff_in_the_long_run():
    """A stag hunt: the first convention pays more, the second risks less."""
    hunt = CoordinationGame(100, a=4, b=0, c=3, d=2)
    assert (hunt.payoff_dominant, hunt.risk_dominant) == ("first", "second")
    assert hunt.long_run_convention == "second"
    assert hunt.critical_share == pytest.approx(2 / 3)
    assert hunt.long_run(0.05).share_first < 1e-6


def test_even_games_have_no_favourite():
    even = CoordinationGame(8, 1, 0, 0, 1)
    assert even.risk_dominant == even.payoff_dominant == even.long_run_convention == "both"
    run = even.long_run(0.2)
    assert run.share_first == pytest.approx(run.share_second)
    assert run.share_tie > 0


def test_decimals_tie_exactly():
    """Payoffs 0.3 and 0.15 among 8 are even at exactly 3."""
    game = CoordinationGame(8, 0.3, 0, 0, 0.15)
    assert game.balance == 3
    assert game.best_reply(3) == 3


def test_times_beyond_every_float_stay_logarithms():
    run = CoordinationGame(1000, 2, 0, 0, 1).long_run(0.01)
    assert 300 < run.log10_to_first < run.log10_to_second < np.inf
    with pytest.raises(OverflowError, match="log10_to_second"):
        _ = run.to_second
    assert run.share_first == 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: CoordinationGame(1, 2, 0, 0, 1), "n must lie in"),
        (lambda: CoordinationGame(10, 0, 0, 0, 1), "a > c and d > b"),
        (lambda: CoordinationGame(10, 2, 1, 0, 1), "a > c and d > b"),
        (lambda: CoordinationGame(2, 9, 0, 0, 1).best_reply(3), "z must lie in"),
        (lambda: CoordinationGame(2, 10, -1, 9, 0), "both conventions"),
        (lambda: CoordinationGame(10, np.inf, 0, 0, 1), "a must be finite"),
        (lambda: CoordinationGame(10, 2, 0, 0, 1).long_run(0), "error must lie in"),
        (lambda: CoordinationGame(10, 2, 0, 0, 1).long_run(0.6), "error must lie in"),
    ],
)
def test_bad_arguments_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_numbers_of_players_must_be_whole():
    with pytest.raises(TypeError, match="n must be a whole number"):
        CoordinationGame(10.0, 2, 0, 0, 1)
    with pytest.raises(TypeError, match="b must be a number"):
        CoordinationGame(10, 2, True, 0, 1)
