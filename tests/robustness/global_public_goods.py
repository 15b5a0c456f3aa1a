"""Robustness of *Problems without borders*: what aid to the poorest does to each kind of good.

    python tests/robustness/global_public_goods.py

The sentence: a transfer from the richest to the poorest raises the good where the least effort
counts, and raises it neither where the sum counts nor where the greatest does. Varied: number
of countries, spread of incomes, size of the transfer, tastes (any that want a fixed ratio of
private use to the good), two equally poor countries, and the equilibrium that is played. Each
case is solved here by bisection on best replies, not by the closed forms of the library.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from counting import held_and_not, tell

from govlib.published.ii import aid_cases


def levels(incomes: np.ndarray, ratios: np.ndarray | float) -> tuple[float, float, float]:
    """Return the good under the least, the sum and the greatest, by search."""
    y, r = np.asarray(incomes), np.broadcast_to(ratios, np.shape(incomes))
    low, high = 0.0, float(y.sum())
    for _ in range(80):  # where what all wish to give at this total adds up to it
        total = (low + high) / 2
        wished = np.maximum(y - r * total, 0).sum()
        low, high = (total, high) if wished > total else (low, total)
    alone = np.array([_alone(a, b) for a, b in zip(y, r, strict=True)])
    return float(alone.min()), total, float(alone.max())


def _alone(income: float, ratio: float) -> float:
    """Return what a country gives that gives alone: x = y − g falls to r·g."""
    low, high = 0.0, income
    for _ in range(80):
        g = (low + high) / 2
        low, high = (g, high) if income - g > ratio * g else (low, g)
    return low


def cases(draws: int = 10) -> Iterator[tuple[str, bool]]:
    """Yield what was varied, and whether the sentence held."""
    for name, before, after, ratios in aid_cases(draws):
        old, new = levels(before, ratios), levels(after, ratios)
        more = [b > a * (1 + 1e-9) for a, b in zip(old, new, strict=True)]
        yield name, more == [True, False, False]
        if name == "one taste":
            # a common effort below the best that the poorest would make is an equilibrium too,
            # before and after: the transfer need not move it
            common = 0.9 * old[0]
            yield "a lower common effort", bool(min(common, new[0]) > common)


def run(draws: int = 10) -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases(draws))


if __name__ == "__main__":
    tell(run())
