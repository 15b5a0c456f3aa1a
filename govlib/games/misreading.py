"""Misread moves: what two strategies expect where each sees the other's moves through errors.

An error of :mod:`govlib.games.meetings` is a slip that both sides see. Here a move is made as it
was meant, and the other may take it for its opposite; who moved does not know. The two then
remember different histories, and none can accept a punishment that it does not understand.
"""

from __future__ import annotations

import numpy as np

from govlib._check import integer, number
from govlib.games._given import fitting, listed
from govlib.games.automata import Strategy
from govlib.games.meetings import Meetings

__all__ = ["misread_play"]

#: pairs of states that are followed at most: a full matrix of their steps then has 32 MB
_MOST_PAIRS = 2_000


def misread_play(
    one: Strategy, two: Strategy, *, steps: int = 200, misread: float = 0.01
) -> Meetings:
    """Let two strategies play while each may misread what the other did.

    Payoffs follow from what was done, memories from what was seen; each remembers its own moves
    rightly. Both errors are independent.

    Parameters
    ----------
    one, two : Strategy
    steps : int, default 200
        Moves of the play, 1 to 100,000.
    misread : float, default 0.01
        Chance that a move is taken for its opposite, in [0, 1].

    Returns
    -------
    Meetings
        Of one row and one column.

    Raises
    ------
    ValueError
        If the strategies have more than 2,000 pairs of states.

    References
    ----------
    J. Wu and R. Axelrod (1995), "How to cope with noise in the iterated prisoner's dilemma",
    Journal of Conflict Resolution 39(1), 183–189, doi:10.1177/0022002795039001008, study the
    errors that both see.

    Examples
    --------
    A misread move costs two of tit for tat what a slip costs them, and contrition does not help:

    >>> from govlib.games.strategies import contrite_tit_for_tat, tit_for_tat
    >>> for kind in (tit_for_tat, contrite_tit_for_tat):
    ...     print(misread_play(kind(), kind(), misread=0.01).scores().round(2))
    [[2.46]]
    [[2.46]]
    """
    (one,), (two,) = listed("one", one), listed("two", two)
    steps = integer("steps", steps, 1, 100_000)
    fitting((one, two), steps)
    misread = number("misread", misread, 0, 1)
    pairs = len(one) * len(two)
    if pairs > _MOST_PAIRS:
        raise ValueError(
            f"one and two must have at most {_MOST_PAIRS} pairs of states; got {pairs}"
        )
    chance = np.stack([one.chance, 1 - one.chance]), np.stack([two.chance, 1 - two.chance])
    a, b = np.divmod(np.arange(pairs), len(two))
    step = np.zeros((pairs, pairs))
    happens = np.empty((2, 2, pairs))
    for x in (0, 1):
        for y in (0, 1):
            happens[x, y] = chance[0][x, a] * chance[1][y, b]
            for seen_x in (0, 1):
                for seen_y in (0, 1):
                    wrong = (seen_x != x) + (seen_y != y)
                    share = misread**wrong * (1 - misread) ** (2 - wrong)
                    after = one.after[a, x, seen_y] * len(two) + two.after[b, y, seen_x]
                    np.add.at(step, (np.arange(pairs), after), happens[x, y] * share)
    now, visits = np.zeros(pairs), np.zeros(pairs)
    now[one.start * len(two) + two.start] = 1
    for _ in range(steps):
        visits += now
        now = now @ step
    return Meetings((one.name,), (two.name,), (happens @ visits)[None, None], float(steps))
