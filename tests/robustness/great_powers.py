"""Robustness of *The burden of the great*: who gives the smaller share, and who does less.

    python tests/robustness/great_powers.py

First sentence: the largest gives a smaller share of its income than all others together. Varied:
the group, the weight of the good, how much less the largest cares, who commits first. Second
sentence: the large mitigates less than a small one. Varied: damage, danger, price of the shield,
how many are small, who has a shield. Third sentence: a shield for one raises the cost of all
together. Fourth sentence: size and effort go together in NATO by more than chance. Varied: the
year, and which members are left out. Equilibria are found here by replies to replies until nobody
moves, the first mover's gift by trying four thousand, the danger by halving; the library solves
each at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

import numpy as np
from counting import held_and_not, tell

from govlib.agreements import alliance
from govlib.published.iiib2_burden import (
    ALPHAS,
    DAMAGES,
    DANGERS,
    LESS,
    PRICES,
    SMALL,
    chance,
    groups,
    less,
)

Reply = Callable[[int, float], float]


def settle(n: int, reply: Reply) -> np.ndarray:
    """Let one after the other reply to the sum of the others' gifts until nobody moves."""
    gifts = np.zeros(n)
    for _ in range(100_000):
        before = gifts.copy()
        for i in range(n):
            gifts[i] = reply(i, gifts.sum() - gifts[i])
        if np.abs(gifts - before).max() < 1e-12 * (1 + gifts.max()):
            return gifts
    raise AssertionError("replies do not come to rest")


def simple(w: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Return gifts to one good: spend the share α of all that you and the others have for it."""
    return settle(w.size, lambda i, rest: max(0.0, alpha[i] * (w[i] + rest) - rest))


def led(w: np.ndarray, alpha: float) -> np.ndarray:
    """Return gifts if the largest tries four thousand gifts and the others reply to each."""
    at = int(w.argmax())
    rest = np.delete(w, at)
    tried = w[at] * np.linspace(0, 1, 4001)[:-1]
    low, high = np.zeros_like(tried), np.full_like(tried, w.sum())
    for _ in range(80):
        good = (low + high) / 2
        filled = tried + np.maximum(rest - good[:, None] * (1 - alpha) / alpha, 0).sum(axis=1)
        low, high = np.where(filled > good, good, low), np.where(filled > good, high, good)
    best = int(((1 - alpha) * np.log(w[at] - tried) + alpha * np.log(low)).argmax())
    gifts = np.maximum(w - low[best] * (1 - alpha) / alpha, 0)
    gifts[at] = tried[best]
    return gifts


def burdens(quick: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the variation, and whether the largest gives the smaller share."""
    for w, alpha in product(groups(), ALPHAS):
        if quick and w.size > 5:
            continue
        largest = np.arange(w.size) == w.argmax()
        for part in LESS:
            yield "cares less", less(w, simple(w, np.where(largest, part * alpha, alpha)))
        yield "commits first", less(w, led(w, alpha))


def shielded(d: np.ndarray, h: np.ndarray, danger: float) -> tuple[np.ndarray, float]:
    """Return what each mitigates, and the cost of all: halve until the danger left meets itself."""
    low, high = 0.0, danger
    for _ in range(60):
        left = (low + high) / 2
        more = danger - (d * (1 - np.minimum(1, d * left / h))).sum() > left
        low, high = (left, high) if more else (low, left)
    share = np.minimum(1, d * low / h)
    walls = sum(wall * a**2 for wall, a in zip(h, share, strict=True) if a > 0)
    done = d * (1 - share)
    return done, float((done**2).sum() / 2 + walls / 2 + low * done.sum())


def shields() -> Iterator[tuple[str, bool]]:
    """Yield who has a shield and what is compared, and whether the sentence holds."""
    for large, n, price, danger in product(DAMAGES, SMALL, PRICES, DANGERS):
        d = np.array([large, *[1.0] * n])
        dear = price * large**2
        nobody = np.full(d.size, np.inf)
        _, before = shielded(d, nobody, danger)
        alone, after = shielded(d, np.where(d == large, dear, np.inf), danger)
        same, _ = shielded(d, np.full(d.size, dear), danger)
        yield "the large", bool(alone[0] < alone[1] - 1e-9)
        yield "all, one price", bool(same[0] < same[1] - 1e-9)
        yield "costs all more", bool(after > before + 1e-9)


def ranks() -> Iterator[tuple[str, bool]]:
    """Yield the year, and whether size and effort go together more than by chance."""
    for year in (1964, 2018, 2019):
        every = alliance(year)
        for left_out in (0, 1, 2):
            for gone in combinations(range(len(every.codes)), left_out):
                size, effort = (np.delete(x, gone) for x in (every.gdp, every.effort))
                # above less below, member by member: twice the distance from the middle rank
                first, second = (
                    np.sign(x[:, None] - x[None, :]).sum(axis=1) for x in (size, effort)
                )
                n = size.size
                rho = (first @ second) / np.sqrt((first @ first) * (second @ second))
                yield str(year), bool(rho > 0 and chance(n, abs(rho)) < 0.05)


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not((*burdens(), *shields(), *ranks()))


if __name__ == "__main__":
    tell(run())
