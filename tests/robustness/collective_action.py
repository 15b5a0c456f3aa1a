"""Robustness of *The dilemma of collective action*: size and patience, and the decline of giving.

    python tests/robustness/collective_action.py

First sentence: a larger group needs less patience than four. Varied: the return, the size, how
fast the return falls, and how often a gift is misread. Second sentence: without punishment,
giving ends below a half, and falls. Varied: who plays, what they first expect, how fast they
learn. Each case is solved here by values and by steps, not by the library's closed forms.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from counting import held_and_not, tell

from govlib.games import load_sessions
from govlib.published.ii_giving import giving_cases, size_cases


def patience(n: int, mpcr: float, error: float) -> float:
    """Find by bisection where cheating once stops paying; a rate above 1 is no patience."""
    clear = (1 - error) ** n

    def gain(discount: float) -> float:
        # what trust is worth above none: nm - 1 now, and again if nobody is misread
        worth = (n * mpcr - 1) / (1 - discount * clear)
        return (1 - mpcr) - discount * clear * worth

    low, high = 0.0, 1 / clear - 1e-12
    if n * mpcr <= 1:
        return np.inf
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if gain(middle) > 0 else (low, middle)
    return low


def walk(shares: tuple[float, ...], belief: float, learning: float) -> tuple[float, float]:
    """Return the gifts of the first and the tenth period, step by step."""
    schedules = load_sessions().schedules
    gifts = []
    for _ in range(10):
        each = [np.interp(belief, schedules.others, row) for row in schedules.gifts]
        gifts.append(float(np.dot(shares, each)))
        belief += learning * (gifts[-1] - belief)
    return gifts[0], gifts[-1]


def cases() -> Iterator[tuple[str, bool]]:
    """Yield what was varied, and whether the sentence held."""
    for name, mpcr, size, fall, error in size_cases():
        fallen = mpcr * (4 / size) ** fall
        yield name, patience(size, fallen, error) < patience(4, mpcr, error) - 1e-9
    for shares, belief, learning in giving_cases():
        first, last = walk(shares, belief, learning)
        yield "below half", last < 10
        yield "falls", last < first - 1e-9


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases())


if __name__ == "__main__":
    tell(run())
