"""Section II: in how many variations the sentences about size and about giving hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from govlib.games import LinearPublicGood, Population, falling_mpcr, load_sessions
from govlib.published import reproduces

#: returns among four, larger sizes, falls of the return, and chances of an error
RETURNS, SIZES = (0.3, 0.4, 0.5, 0.75, 0.9), (10, 20, 50, 100, 193)
FALLS, ERRORS = tuple(step / 10 for step in range(1, 16)), (0.01, 0.02, 0.05)

#: a variation: what was varied, return among four, size, fall, error
SizeCase = tuple[str, float, int, float, float]


def size_cases() -> Iterator[SizeCase]:
    """Yield what is compared with a group of four."""
    for mpcr, size in product(RETURNS, SIZES):
        yield "fixed", mpcr, size, 0.0, 0.0
        yield from (("falling", mpcr, size, fall, 0.0) for fall in FALLS)
        yield from (("errors", mpcr, size, 0.0, error) for error in ERRORS)


@reproduces("II.A13")
def where_size_lowers_the_patience_needed() -> tuple[tuple[int, int], ...]:
    """Count the larger groups that need less patience than four, and those that do not."""
    counts = {"fixed": [0, 0], "falling": [0, 0], "errors": [0, 0]}
    for name, mpcr, size, fall, error in size_cases():
        pair = [4, size]
        game = LinearPublicGood(pair, falling_mpcr(pair, mpcr, fall, reference=4))
        few, many = np.ravel(game.noisy_discount(error))
        counts[name][not many < few] += 1
    return tuple((less, not_less) for less, not_less in counts.values())


#: a variation: shares of the four types, first belief, learning
GivingCase = tuple[tuple[float, ...], float, float]


def giving_cases() -> Iterator[GivingCase]:
    """Yield mixes of the measured types, with what they first expect and how fast they learn."""
    parts = (0, 1, 2, 3, 4)
    mixes = [mix for mix in product(parts, repeat=4) if sum(mix) == 4]
    for mix, belief, learning in product(mixes, (5, 10, 15, 20), (0.2, 0.4, 0.8)):
        yield tuple(part / 4 for part in mix), belief, learning


@reproduces("II.A14")
def where_giving_declines() -> tuple[tuple[int, int], ...]:
    """Count the cases in which ten periods end below a half, and below their beginning."""
    below, fallen = [0, 0], [0, 0]
    for shares, belief, learning in giving_cases():
        sessions = load_sessions()
        first, *_, last = Population(sessions.schedules, shares, learning).run(belief, 10).mean
        below[not last < sessions.schedules.others[-1] / 2] += 1
        fallen[not last < first - 1e-9] += 1
    return (below[0], below[1]), (fallen[0], fallen[1])
