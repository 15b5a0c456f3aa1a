"""Strategies of repeated games as finite automata: Moore machines with two moves.

A machine remembers no more than its state, so what two of them expect from each other can be
computed exactly (:mod:`govlib.games.meetings`). Rubinstein (1986) used such machines as players;
the named ones stand in :mod:`govlib.games.strategies`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers

__all__ = ["COOPERATE", "DEFECT", "Strategy", "from_memory", "memory_one"]

#: the two moves, as indices of ``Strategy.after``
COOPERATE, DEFECT = 0, 1

#: machines with more states are refused: their meetings would not fit in memory
MOST_STATES = 20_000


@dataclass(frozen=True, eq=False)
class Strategy:
    """A player with finitely many states of mind.

    In state s the machine cooperates with chance ``chance[s]``. When both have moved, it goes to
    state ``after[s, own, other]``, where a move is 0 (cooperate) or 1 (defect). What it did
    itself counts too: it notices its own slips.

    Parameters
    ----------
    name : str
        How tables and figures call it.
    chance : array_like, shape (states,)
        Chance of cooperation in each state, in [0, 1].
    after : array_like of int, shape (states, 2, 2)
        Next state for each own move and each move of the other.
    start : int, default 0
        State before the first move.
    steps : int, optional
        Length of the play that the machine is built for, if it counts on an end; plays of any
        other length refuse it.

    Examples
    --------
    >>> tit_for_tat = Strategy("tit for tat", [1, 0], [[[0, 1], [0, 1]], [[0, 1], [0, 1]]])
    >>> tit_for_tat
    Strategy('tit for tat', 2 states)
    """

    name: str
    chance: Any
    after: Any
    start: int = 0
    steps: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise TypeError(f"name must be a text that is not empty; got {self.name!r}")
        chance = numbers("chance", self.chance, 0, 1, ndim=1).copy()
        size = len(chance)
        if not 1 <= size <= MOST_STATES:
            raise ValueError(f"chance must have 1 to {MOST_STATES} states; got {size}")
        after = numbers("after", self.after, 0, size - 1)
        if after.shape != (size, 2, 2):
            raise ValueError(f"after must have shape ({size}, 2, 2); got {after.shape}")
        if (after != np.floor(after)).any():
            bad = after[after != np.floor(after)].flat[0]
            raise ValueError(f"after must hold whole numbers; got {bad:g}")
        object.__setattr__(self, "start", integer("start", self.start, 0, size - 1))
        if self.steps is not None:
            object.__setattr__(self, "steps", integer("steps", self.steps, 1))
        for name, value in (("chance", chance), ("after", after.astype(np.int64))):
            value.flags.writeable = False
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        states = "1 state" if len(self) == 1 else f"{len(self)} states"
        return f"Strategy({self.name!r}, {states})"

    def __len__(self) -> int:
        """Return the number of states."""
        return len(self.chance)

    @property
    def is_deterministic(self) -> bool:
        """Whether it never throws dice."""
        return bool(np.isin(self.chance, (0.0, 1.0)).all())

    def named(self, name: str) -> Strategy:
        """Return the same machine under another name."""
        return replace(self, name=name)

    def timed(self, name: str, chance: Any, *, steps: int | None = None) -> Strategy:
        """Return a machine that also watches the clock.

        It moves between the same states, but in the first moves its chances of cooperation are
        those of the given rows. Afterwards the last row stays in force.

        Parameters
        ----------
        name : str
            Name of the new strategy.
        chance : array_like, shape (moves, states)
            Chance of cooperation at each move in each state of this machine.
        steps : int, optional
            Length of the play that the rows are made for, where they count on its end.

        Returns
        -------
        Strategy
            With only those pairs of clock and state that can be reached.

        Examples
        --------
        Tit for tat that defects on the last two of 200 moves:

        >>> from govlib.games.strategies import tit_for_tat
        >>> rows = [[1, 0]] * 198 + [[0, 0]]
        >>> tit_for_tat().timed("tit for tat, end game", rows, steps=200)
        Strategy('tit for tat, end game', 397 states)
        """
        rows = numbers("chance", chance, 0, 1, ndim=2)
        moves, size = rows.shape
        if moves == 0 or size != len(self):
            raise ValueError(
                f"chance must have a column for each of {len(self)} states and at least one row; "
                f"got shape {rows.shape}"
            )
        number_of = np.full((moves, size), -1)
        layers: list[NDArray[np.int64]] = []
        layer, count = np.array([self.start]), 0
        for t in range(moves):
            if t == moves - 1:  # the last row stays in force: all that can follow is in it
                layer = self._closure(layer)
            number_of[t, layer] = np.arange(count, count + len(layer))
            layers.append(layer)
            count += len(layer)
            layer = np.unique(self.after[layer])
            if count > MOST_STATES:
                raise ValueError(
                    f"the timed machine must have at most {MOST_STATES} states; "
                    f"it reaches that after {t + 1} moves, so give fewer rows"
                )
        clock = np.repeat(np.arange(moves), [len(layer) for layer in layers])
        state = np.concatenate(layers)
        later = np.minimum(clock + 1, moves - 1)
        after = number_of[later[:, None, None], self.after[state]]
        begin = int(number_of[0, self.start])
        return Strategy(name, rows[clock, state], after, begin, steps)

    def _closure(self, states: NDArray[np.int64]) -> NDArray[np.int64]:
        """All states that can follow the given ones, with themselves."""
        known = np.zeros(len(self), bool)
        known[states] = True
        while len(states):
            found = np.unique(self.after[states])
            states = found[~known[found]]
            known[states] = True
        return np.flatnonzero(known)


def memory_one(
    name: str, first: Any, after_cc: Any, after_cd: Any, after_dc: Any, after_dd: Any
) -> Strategy:
    """Return a strategy that looks at the last move only.

    Parameters
    ----------
    name : str
        Its name.
    first : float
        Chance of cooperation at the first move.
    after_cc, after_cd, after_dc, after_dd : float
        Chance of cooperation after each outcome, own move first.

    Examples
    --------
    >>> memory_one("win-stay, lose-shift", 1, 1, 0, 0, 1)
    Strategy('win-stay, lose-shift', 5 states)
    """
    names = ("first", "after_cc", "after_cd", "after_dc", "after_dd")
    given = (first, after_cc, after_cd, after_dc, after_dd)
    chance = [number(n, value, 0, 1) for n, value in zip(names, given, strict=True)]
    return Strategy(name, chance, [[[1, 2], [3, 4]]] * 5)


def from_memory(
    name: str, length: int, rule: Callable[[Sequence[int], Sequence[int]], float]
) -> Strategy:
    """Return a strategy that looks at the last moves of both.

    Parameters
    ----------
    name : str
        Its name.
    length : int
        How many moves it remembers, 1 to 5.
    rule : callable
        Takes its own last moves and those of the other, oldest first, and returns the chance of
        cooperation. At the start both are shorter than ``length``.

    Examples
    --------
    Tit for two tats, which forgives a single defection:

    >>> from_memory("tit for two tats", 2, lambda own, other: 0 if list(other) == [1, 1] else 1)
    Strategy('tit for two tats', 21 states)
    """
    length = integer("length", length, 1, 5)
    histories: list[tuple[tuple[int, int], ...]] = [()]
    index = {histories[0]: 0}
    after = []
    for history in histories:  # grows while it is read, until no new history appears
        row = []
        for own in (COOPERATE, DEFECT):
            for other in (COOPERATE, DEFECT):
                longer = (*history, (own, other))[-length:]
                if longer not in index:
                    index[longer] = len(histories)
                    histories.append(longer)
                row.append(index[longer])
        after.append(row)
    said = [rule([own for own, _ in h], [other for _, other in h]) for h in histories]
    # a rule may say yes or no in place of 1 or 0
    chance = [
        float(x) if isinstance(x, (bool, np.bool_)) else number("rule", x, 0, 1) for x in said
    ]
    return Strategy(name, chance, np.reshape(after, (-1, 2, 2)))
