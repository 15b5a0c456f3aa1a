"""Games compiled to tables: every state, every refusal, the best by brute force."""

from __future__ import annotations

import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.rounds import Ending, Game, Rounds, Step, compile_rounds

LABELS = {"round": "round", "mark": "your gift", "unit": "points"}


def random_table(seed, states=4, rounds=4, endings=2):
    """Compile a game whose states, payoffs and ends are drawn."""
    rng = np.random.default_rng(seed)
    after = rng.integers(-endings, states, (states, 2))
    after[rng.random((states, 2)) < 0.15] = 99  # not allowed
    after[:, 0][after[:, 0] == 99] = 0
    gain = rng.integers(-3, 4, (states, 2)).astype(float)
    shown = rng.integers(0, 3, (states, 2))

    def step(state, action):
        to = int(after[state[0], action])
        if to == 99:
            return None
        return Step(
            (to,) if to >= 0 else -1 - to, (f"act {shown[state[0], action]}",),
            gain[state[0], action], float(action), told="x" if action else "",
        )  # fmt: skip

    ends = (Ending("kept"), Ending("halved", 0.0, 0.5))[:endings]
    game = Game((0,), ("a die",), endings=ends)
    actions = ("give", "keep")
    return compile_rounds(step, [game], actions=actions, rounds=rounds, labels=LABELS, start=5.0)


def all_plays(table):
    """Return every sequence of moves that can be played to its end, with what it brings."""
    found = {}
    for length in range(1, table.rounds + 1):
        for moves in itertools.product(range(2), repeat=length):
            state = table.games[0].start
            for move in moves:
                state = table.after[state, move] if state >= 0 else -1
            over = state < -1 or (state >= 0 and length == table.rounds)
            if over:
                ending = table.games[0].endings[max(0, -2 - state)]
                score = table.start
                at = table.games[0].start
                for move in moves:
                    score += table.payoff[at, move]
                    at = table.after[at, move]
                found[moves] = (score * ending.factor, score * ending.mean)
    return found


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_playing_and_the_best_against_brute_force(seed):
    table = random_table(seed)
    plays = all_plays(table)
    for moves, (kept, _) in plays.items():
        seen, earned = table.play(0, moves)
        assert len(seen) == len(moves)
        assert earned == pytest.approx(kept)
    assert table.best(0) == pytest.approx(max(mean for _, mean in plays.values()))


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_a_mixed_policy_earns_the_average_of_all_plays(seed):
    table = random_table(seed, endings=1)

    def allowed(seen):
        state = table.games[0].start
        for own, _ in seen:
            state = table.after[state, table.actions.index(own)]
        fine = table.after[state] != -1
        return fine / fine.sum()

    def chance(moves):
        seen, p = [], 1.0
        for k, move in enumerate(moves):
            p *= allowed(seen)[move]
            seen = table.play(0, moves[: k + 1])[0]
        return p

    plays = all_plays(table)
    expected = sum(chance(moves) * mean for moves, (_, mean) in plays.items())
    assert table.earn(0, allowed) == pytest.approx(expected)


def test_the_data_hold_the_whole_table():
    table = random_table(3)
    data = json.loads(json.dumps(table.data()))

    def cell(column, state, action):
        row = column[0] if len(column) == 1 else column[state]
        return row[0] if len(row) == 1 else row[action]

    for state, action in np.argwhere(table.after != -1):
        assert data["after"][state][action] == table.after[state, action]
        assert cell(data["payoff"], state, action) == table.payoff[state, action]
        assert cell(data["shown"], state, action) == table.shown[state, action].tolist()
        assert data["texts"][cell(data["told"], state, action)] == ("x" if action else "")
    assert data["mark"] == [[0, 1]]  # the same in every state: written once
    assert "beside" not in data
    assert data["games"][0]["endings"] == [["kept", 1.0, 1.0], ["halved", 0.0, 0.5]]


def test_a_state_at_the_last_round_is_an_end():
    table = compile_rounds(
        lambda state, action: Step((state[0] + 1,), ("on",), 1.0, 1.0),
        [Game((0,), ("a counter",))], actions=("on",), rounds=3, labels=LABELS,
    )  # fmt: skip
    assert table.after.tolist() == [[1], [2], [-2]]
    assert table.play(0, [0, 0, 0])[1] == 3
    with pytest.raises(ValueError, match="moves: 0 is not allowed in round 4"):
        table.play(0, [0] * 4)
    assert table.slots == ("1", "2", "3")
    assert math.isnan(table.beside[0, 0])


def test_moves_that_are_not_allowed():
    table = random_table(3)
    with pytest.raises(ValueError, match="moves: 2 is not allowed in round 1"):
        table.play(0, [2])
    with pytest.raises(ValueError, match="game must lie in"):
        table.play(7, [0])


def test_bad_input():
    step = lambda state, action: Step((state[0] + 1,), ("on",), 1.0, 1.0)  # noqa: E731
    one = [Game((0,), ("a counter",))]
    with pytest.raises(ValueError, match="games must hold at least one game"):
        compile_rounds(step, [], actions=("on",), rounds=3, labels=LABELS)
    with pytest.raises(ValueError, match="rounds must lie in"):
        compile_rounds(step, one, actions=("on",), rounds=41, labels=LABELS)
    with pytest.raises(ValueError, match="step must allow an action in every state"):
        compile_rounds(lambda s, a: None, one, actions=("on",), rounds=3, labels=LABELS)
    many = lambda s, a: Step((*s, a), ("on",), 1.0, 1.0)  # noqa: E731
    with pytest.raises(ValueError, match="step must reach at most 5000 states"):
        compile_rounds(many, one, actions=tuple("abc"), rounds=12, labels=LABELS)


def test_results_are_written_into_every_game():
    table = random_table(3).with_results({"give": lambda seen: 0})
    assert isinstance(table, Rounds)
    names = [name for name, _ in table.games[0].earned]
    assert names == ["give", "the best in hindsight"]
