"""Conventions on a ring: replies by hand, waits against the exact chain of a small ring."""

import itertools

import numpy as np
import pytest

from govlib.conventions import CoordinationGame, RingGame


def reply_by_loops(game, reach, now):
    n, new = len(now), []
    for i in range(n):
        beside = [now[(i + s) % n] for s in (*range(1, reach + 1), *range(-reach, 0))]
        first = sum(game.a if x else game.b for x in beside)
        second = sum(game.c if x else game.d for x in beside)
        new.append(now[i] if first == second else first > second)
    return new


@pytest.mark.parametrize(
    ("payoffs", "reach"), [((2, 0, 0, 1), 1), ((1, 0, 0, 1), 2), ((4, 0, 3, 2.5), 2)]
)
def test_each_turns_to_what_earns_more_beside_it(payoffs, reach):
    game = CoordinationGame(7, *payoffs)
    for now in itertools.product([False, True], repeat=7):
        got = RingGame(game, reach).best_reply(now)
        assert got.tolist() == reply_by_loops(game, reach, now)


def test_waits_are_those_of_the_exact_chain():
    """All 2⁵ states of a ring of five: mean time until three or more play the first."""
    ring, eps = RingGame(CoordinationGame(5, 2, 0, 0, 1)), 0.05
    states = np.array(list(itertools.product([False, True], repeat=5)))
    off = (ring.best_reply(states)[:, None, :] ^ states[None]).sum(-1)
    jump = eps**off * (1 - eps) ** (5 - off)
    away = states.sum(1) <= 2
    mean = np.linalg.solve(np.eye(away.sum()) - jump[np.ix_(away, away)], np.ones(away.sum()))[0]
    waits = ring.waits(eps, draws=4000, rng=3)
    assert waits.mean() == pytest.approx(mean, abs=4 * waits.std() / np.sqrt(4000))


def test_histories_are_given_up_and_repeat():
    ring = RingGame(CoordinationGame(40, 2, 0, 1.5, 1))
    assert np.isinf(ring.waits(0.01, draws=3, most=5, rng=1)).all()
    assert (ring.waits(0.2, draws=9, rng=1) == ring.waits(0.2, draws=9, rng=1)).all()


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: RingGame(3), TypeError, "game must be a CoordinationGame; got 3"),
        (lambda: RingGame(CoordinationGame(6, 2, 0, 0, 1), 3), ValueError, "below the 6 players"),
        (lambda: RingGame(CoordinationGame(6, 2, 0, 0, 1), 0), ValueError, "reach must be at"),
        (
            lambda: RingGame(CoordinationGame(6, 2, 0, 0, 1)).best_reply([True]),
            ValueError,
            "6 entries",
        ),
        (
            lambda: RingGame(CoordinationGame(6, 2, 0, 0, 1)).waits(0.7),
            ValueError,
            "error must",
        ),
    ],
)
def test_bad_arguments_are_refused(call, error, words):
    with pytest.raises(error, match=words):
        call()
