"""Robustness of *Where no rule is yet*: three sentences about fields without rules.

    python tests/robustness/rule_vacuum.py

First sentence: what nobody rules falls short of the best, of a pool by over a tenth of its rent, of
protection by over a hundredth of its cost. Second: the better convention comes up within 1,000
periods, where all meet all and where each meets two neighbours; and the safer convention is kept.
Third: one early adopter more raises the chance to take all. Pools are solved here by search over
efforts, networks by replies one after the other with costs added up over how many pass the loss on,
conventions by the whole chain of all numbers of players, walks and urns by the distribution after
each adopter; the library has closed forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

import numpy as np
from counting import held_and_not, tell
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import binom

from govlib.published.iiib4_rules import (
    ADOPTERS,
    BARRIERS,
    CONTAGION,
    COPIED,
    COSTS,
    DAMPED,
    ERRORS,
    LEAKS,
    NETWORKS,
    PLAYERS,
    POINTS,
    POWERS,
    RISKS,
    SAFETY,
    SHARES,
    USERS,
    WORTHS,
)


def left_of_the_rent(n: int, produce: Callable[[float], float], most: float) -> float:
    """Return the share of the rent that n leave, each with its best reply found by search."""

    def moves(each: float) -> float:
        # what a little more pays one of n, by differences
        step = most * 1e-6

        def pay(own: float) -> float:
            total = (n - 1) * each + own
            return own / total * produce(total)

        return pay(each + step) - pay(each - step)

    each = brentq(moves, most / n * 1e-3, most / n * 0.999999)
    best = minimize_scalar(lambda x: -produce(x), bounds=(0, most), method="bounded")
    return float(produce(n * each) / -best.fun)


@cache
def reached(bare: int, q: float) -> float:
    """Return the chance that at least one of the bare passes the loss on, over how many do."""
    return float(binom.pmf(np.arange(1, bare + 1), bare, q).sum())


def expected(p: float, q: float, leak: float, cost: float, bare: int, own: bool) -> float:
    """Return what one bears, protected or not, where ``bare`` others are bare."""
    others = reached(bare, q)
    return cost + leak * others if own else p + (1 - p) * others


def short_of_best(n: int, p: float, part: float, q: float, leak: float, *, m: int = 0) -> bool:
    """Let one after the other join the m protected, or leave; compare with the best number."""
    cost = part * p
    safe = [expected(p, q, leak, cost, bare, True) for bare in range(n)]
    bare = [expected(p, q, leak, cost, others, False) for others in range(n)]

    def mean(m: int) -> float:
        inside = m * safe[n - m] if m else 0.0
        return (inside + ((n - m) * bare[n - m - 1] if m < n else 0.0)) / n

    while m < n and safe[n - 1 - m] <= bare[n - 1 - m] + 1e-10:
        m += 1
    while m > 0 and safe[n - m] > bare[n - m] + 1e-10:
        m -= 1
    return mean(m) > 1.01 * min(mean(k) for k in range(n + 1))


def chain(n: int, a: float, c: float, error: float) -> bool:
    """Tell whether the mean wait for the better convention is short."""
    z = np.arange(n + 1)
    first, second = (z - 1) * a, z * c + (n - z - 1)
    gap = 10 * first - 10 * second
    reply = np.where(gap > 1e-6, n, np.where(gap < -1e-6, 0, z))
    jump = np.zeros((n + 1, n + 1))
    for here, after in enumerate(reply):
        stay = binom.pmf(np.arange(after + 1), after, 1 - error)
        come = binom.pmf(np.arange(n - after + 1), n - after, error)
        jump[here] = np.convolve(stay, come)
    good = gap > 1e-6
    away = ~good
    lost, short = np.zeros(n + 1), False
    lost[0] = 1.0
    # mean time = sum over periods of the chance to be still away; 1,000 is short
    total = 0.0
    for _ in range(20_000):
        total += lost[away].sum()
        lost = np.where(away, lost, 0) @ jump
        if total > 1000:
            break
        if lost[away].sum() < 1e-12:
            short = True
            break
    return short


def safer_is_kept(n: int, a: float, c: float, error: float) -> bool | None:
    """Tell whether the convention of the larger basin is kept; None where neither is larger."""
    if a == 1 + c:
        return None
    # the chain stands at 0, at n or at the tie after each turn; long run from odds of the jumps
    z = np.arange(n + 1)
    gap = (z - 1) * a - z * c - (n - z - 1)
    basin = np.where(gap > 1e-9, 2, np.where(gap < -1e-9, 0, 1))
    turned = [0, int(np.argmax(basin == 1)), n]
    jump = np.zeros((3, 3))
    for row, after in enumerate(turned):
        stay = binom.pmf(np.arange(after + 1), after, 1 - error)
        come = binom.pmf(np.arange(n - after + 1), n - after, error)
        chance = np.convolve(stay, come)
        jump[row] = [chance[basin == k].sum() for k in range(3)]
    if not (basin == 1).any():
        jump[1] = [0.5, 0, 0.5]
    # weights of spanning trees: no difference of near numbers, so rare jumps keep their digits
    tree = [
        jump[1, 0] * jump[2, 0] + jump[1, 0] * jump[2, 1] + jump[1, 2] * jump[2, 0],
        jump[0, 1] * jump[2, 1] + jump[0, 1] * jump[2, 0] + jump[0, 2] * jump[2, 1],
        jump[0, 2] * jump[1, 2] + jump[0, 2] * jump[1, 0] + jump[0, 1] * jump[1, 2],
    ]
    return bool(tree[2 if a > 1 + c else 0] > 0.9 * sum(tree))


def ring_wait(n: int, a: float, c: float, error: float, rng: np.random.Generator) -> bool:
    """Tell whether most histories on a ring of neighbours are short, by payoffs of each pair."""
    now, times = np.zeros((15, n), dtype=int), np.full(15, np.inf)
    for period in range(1, 1001):
        beside = np.concatenate([now[:, -1:], now, now[:, :1]], axis=1)
        x = beside[:, :-2] + beside[:, 2:]
        first, second = a * x, c * x + (2 - x)
        now = np.where(first > second + 1e-9, 1, np.where(first < second - 1e-9, 0, now))
        now = np.where(rng.random(now.shape) < error, 1 - now, now)
        times[(now.mean(axis=1) > 0.5) & np.isinf(times)] = period
        if np.isfinite(times).all():
            break
    return bool(np.median(times) < 1000)


def walk(up: int, down: int, share: float, lead: int) -> float:
    """Return the chance to reach one barrier before the other, adopter by adopter."""
    chance = np.zeros(up + down + 1)
    chance[down + lead] = 1
    for _ in range(30_000):
        inside = chance[1:-1].copy()
        if inside.sum() < 1e-10:
            break
        chance[1:-1] = 0
        chance[2:] += share * inside
        chance[:-2] += (1 - share) * inside
    return float(chance[-1])


def urn(exponent: float, first: int, second: int) -> float:
    """Return the chance of over three fifths after 400 adopters, ball by ball."""
    chance = {first: 1.0}
    for made in range(ADOPTERS):
        after: dict[int, float] = {}
        for a, weight in chance.items():
            b = first + second + made - a
            odds = a**exponent / (a**exponent + b**exponent)
            after[a + 1] = after.get(a + 1, 0) + weight * odds
            after[a] = after.get(a, 0) + weight * (1 - odds)
        chance = after
    bound = 3 * (first + second + ADOPTERS)
    return sum(w * (1 if 5 * a > bound else 0.5) for a, w in chance.items() if 5 * a >= bound)


def cases() -> Iterator[tuple[str, bool]]:
    """Yield what was varied, and whether the sentence held."""
    for n in USERS:
        yield "pools", left_of_the_rent(n, lambda x: 18 * x - x * x / 4, 72) < 0.9
        for s in POWERS:
            yield "pools", left_of_the_rent(n, lambda x, s=s: x**s - x, 1.0) < 0.9
    for leak in LEAKS:
        for n, p, part, q in product(NETWORKS, RISKS, COSTS, CONTAGION):
            yield f"leak {leak:g}", short_of_best(n, p, part, q, leak)
    for n, p, part, q in product(NETWORKS, RISKS, COSTS, CONTAGION):
        held = short_of_best(n, p, part, q, 1, m=n)
        yield "from all", held
        if part < 1:
            yield "from all, cheap", held
    rng = np.random.default_rng(8)
    for n, a, c, error in product(PLAYERS, WORTHS, SAFETY, ERRORS):
        yield "all meet all", chain(n, a, c, error)
        yield "neighbours", ring_wait(n, a, c, error, rng)
        if (kept := safer_is_kept(n, a, c, error)) is not None:
            yield "safer", kept
    for up, down, share in product(BARRIERS, BARRIERS, SHARES):
        gain = walk(up, down, share, 1) - walk(up, down, share, -1)
        yield "early", gain > 0
        yield "even tastes" if share == 0.5 else "other tastes", gain > POINTS
    for kind, exponents in (("urns", COPIED), ("damped", DAMPED)):
        for exponent, few in product(exponents, range(1, 6)):
            gain = urn(exponent, few + 1, few) - urn(exponent, few, few + 1)
            yield kind, gain > POINTS
            if kind == "urns":
                yield "early", gain > 0


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases())


if __name__ == "__main__":
    tell(run())
