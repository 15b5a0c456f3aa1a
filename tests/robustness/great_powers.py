"""Robustness of *The burden of the great*: who gives the smaller share, and who does less.

    python tests/robustness/great_powers.py

First sentence: the largest gives a smaller share of its income than all others together. Varied:
the group, the weight of the good, whether it is joint, who commits first, whether the largest
cares less, how gifts add up. Second sentence: the large mitigates less than a small one. Varied:
damage, price of the shield, how many are small, who has a shield. Third sentence: size and effort
go together in NATO. Varied: the year, and which members are left out. Equilibria are found here by
replies to replies until nobody moves, the first mover's gift by trying four thousand; the library
solves each for the good at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
from counting import held_and_not, tell
from scipy.optimize import brentq
from scipy.stats import t as student

from govlib.agreements import alliance
from govlib.published.iiib2_burden import (
    ALPHAS,
    DAMAGES,
    DANGER,
    LESS,
    OWN,
    PRICES,
    SMALL,
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


def twofold(w: np.ndarray, common: float, own: float) -> np.ndarray:
    """Return gifts that serve the giver a second time; each by the sign of her marginal gain."""

    def reply(i: int, rest: float) -> float:
        def gain(part: float) -> float:
            gift = part * w[i]
            return common / (rest + gift) + own / gift - (1 - common - own) / (w[i] - gift)

        return float(w[i] * brentq(gain, 1e-9, 1 - 1e-9, xtol=1e-14))

    return settle(w.size, reply)


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


def least(w: np.ndarray, alpha: float) -> np.ndarray:
    """Return gifts if only the least counts: all come down to what somebody wants at most."""
    gifts = w.copy()
    for _ in range(w.size + 1):
        gifts = np.minimum(alpha * w, gifts.min())
    return gifts


def burdens(quick: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the variation, and whether the largest gives the smaller share."""
    for w in groups():
        if quick and w.size > 5:
            continue
        largest = np.arange(w.size) == w.argmax()
        for alpha in ALPHAS:
            yield "one good", less(w, simple(w, np.full(w.size, alpha)))
            for own in OWN:
                yield "joint", less(w, twofold(w, alpha, own))
            yield "commits first", less(w, led(w, alpha))
            for part in LESS:
                yield "cares less", less(w, simple(w, np.where(largest, part * alpha, alpha)))
            yield "least counts", less(w, least(w, alpha))


def shields() -> Iterator[tuple[str, bool]]:
    """Yield who has a shield, and whether the large mitigates less than a small one."""
    for large in DAMAGES:
        for n in SMALL:
            d = np.array([large, *[1.0] * n])
            for price in PRICES:
                for who in ("the large", "all"):
                    h = np.full(d.size, float(price * large**2))
                    if who == "the large":
                        h[1:] = np.inf
                    left = DANGER
                    for _ in range(20_000):
                        now = DANGER - (d * (1 - np.minimum(1, d * left / h))).sum()
                        if abs(now - left) < 1e-13:
                            break
                        left = now
                    done = d * (1 - np.minimum(1, d * left / h))
                    yield who, bool(done[0] < done[1] - 1e-9)


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
                p = 2 * student.sf(abs(rho) * np.sqrt((n - 2) / (1 - rho**2)), n - 2)
                yield str(year), bool(p < 0.05 and rho > 0)


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not((*burdens(), *shields(), *ranks()))


if __name__ == "__main__":
    tell(run())
