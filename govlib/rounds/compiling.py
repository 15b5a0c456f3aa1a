"""Compile a game: from what one round brings to a table of every state."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from govlib._check import integer
from govlib.rounds.table import Game, Rounds, Step

__all__ = ["compile_rounds"]

#: tables with more states are refused: a page carries them
MOST_STATES = 5000


def compile_rounds(
    step: Callable[[Any, int], Step | None],
    games: Sequence[Game],
    *,
    actions: Sequence[str],
    rounds: int,
    labels: Mapping[str, str],
    where: Callable[[Any], str] = lambda state: "",
    slot: Callable[[Any], int] = lambda state: -1,
    slots: Sequence[str] = (),
    **more: Any,
) -> Rounds:
    """Find every state that can be reached, and write what happens there into a table.

    Parameters
    ----------
    step : callable
        ``step(state, action)`` returns what a round brings, or None where it is not allowed.
    games : sequence of Game
        Their ``start`` is a state.
    actions : sequence of str
        Names of the actions.
    rounds : int
        At least 1 and at most 40.
    labels : mapping of str to str
        Words for the page, see :class:`~govlib.rounds.table.Rounds`.
    where, slot : callable
        What is said before a move in a state, and where it is drawn.
    slots : sequence of str, optional
        Names of the places; the numbers of the rounds by default.
    **more
        ``cumulative``, ``start`` and ``guesses`` of :class:`~govlib.rounds.table.Rounds`.

    Raises
    ------
    ValueError
        If more than 5,000 states can be reached, or none is.

    Examples
    --------
    >>> from govlib.rounds import Game, Step, compile_rounds

    Two rounds in which the other does what the reader did before, and gives first:

    >>> def echo(state, move):
    ...     other = ("give", "keep")[state[0]]
    ...     return Step((move,), (other,), 2.0 * (other == "give") - (move == 0), move)
    >>> table = compile_rounds(
    ...     echo, [Game((0,), ("an echo",))], actions=("give", "keep"), rounds=2, labels={}
    ... )
    >>> table
    Rounds(1 games, 2 states, 2 rounds)
    >>> table.play(0, [0, 1])
    ([('give', ('give',)), ('keep', ('give',))], 3.0)
    >>> table.best(0)
    3.0
    """
    rounds = integer("rounds", rounds, 1, 40)
    if not games:
        raise ValueError("games must hold at least one game")
    depth = dict.fromkeys((one.start for one in games), 0)
    number = {state: k for k, state in enumerate(depth)}
    states = list(number)
    acts: dict[str, int] = {}
    texts = {"": 0}
    rows = []
    for state in states:  # grows while it is read
        row: list[tuple[Any, ...] | None] = []
        for action, name in enumerate(actions):
            found = step(state, action)
            if found is None:
                row.append(None)
                continue
            if isinstance(found.after, int):
                after = -2 - found.after
            elif found.after not in number and depth[state] + 1 == rounds:
                after = -2  # nobody plays on from here
            else:
                after = number.setdefault(found.after, len(number))
                if after == len(states):
                    states.append(found.after)
                    depth[found.after] = depth[state] + 1
            done = acts.setdefault(found.done or name, len(acts))
            shown = [acts.setdefault(act, len(acts)) for act in found.shown]
            told = texts.setdefault(found.told, len(texts))
            row.append((after, done, shown, found.payoff, found.mark, found.beside, told))
        if not any(row):
            raise ValueError(f"step must allow an action in every state; none is in {state!r}")
        rows.append(row)
        if len(states) > MOST_STATES:
            raise ValueError(f"step must reach at most {MOST_STATES} states; it reaches more")
    others = max(len(cell[2]) for row in rows for cell in row if cell)
    empty = (-1, 0, [0] * others, 0.0, 0.0, math.nan, 0)
    cells = [[cell or empty for cell in row] for row in rows]
    names = ("after", "done", "shown", "payoff", "mark", "beside", "told")
    columns: dict[str, Any] = {
        name: np.array([[cell[k] for cell in row] for row in cells]) for k, name in enumerate(names)
    }
    return Rounds(
        actions=tuple(actions),
        rounds=rounds,
        games=tuple(replace(one, start=number[one.start]) for one in games),
        labels=dict(labels),
        acts=tuple(acts),
        where=tuple(map(where, states)),
        slot=np.array([slot(state) for state in states]),
        texts=tuple(texts),
        slots=tuple(slots) or tuple(str(t + 1) for t in range(rounds)),
        **columns,
        **more,
    )
