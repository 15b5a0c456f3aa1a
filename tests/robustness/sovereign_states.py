"""Robustness of *Treaties that hold by themselves*: what agreements win without an authority.

    python tests/robustness/sovereign_states.py

First sentence: the largest stable agreement closes less than half of the gap between nobody and
all. Varied: five models of equal countries, their number and costs, the forty emitters with the
European Union as many or as one; then the same with a clause of entry for all, and with a measure
against outsiders. Second sentence: of two agreements the one with more parties wins back more.
Third: with a bound on abatement the leaders' stable size is the same or one less. Each case is
solved here in exact fractions from the payoffs, and emitters by trying every coalition of up to
four, not by the library's closed forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations

import numpy as np
from counting import held_and_not, tell

from govlib.agreements import emitters
from govlib.published.iiib1_treaties import (
    COSTS,
    SIZES,
    THETAS,
    WEIGHTS,
    equal_cases,
    measured,
)

#: payoffs of a signatory and of an outsider at each number of signatories
Payoffs = tuple[list[Fraction | None], list[Fraction | None]]


def vertex(joint: Callable[[Fraction], Fraction]) -> Fraction:
    """Return where a parabola is highest, from three of its points."""
    left, middle, right = (joint(Fraction(x)) for x in (-1, 0, 1))
    curve, slope = (left + right) / 2 - middle, (right - left) / 2
    return -slope / (2 * curve)


def leaders(n: int, cost: Fraction, bound: bool) -> Payoffs:
    """Let signatories move first: abatement with falling benefits, b = 1 and a = 1."""
    theta, most = 1 / (cost * n), Fraction(1, n)

    def worth(own: Fraction, total: Fraction) -> Fraction:
        return (total - total * total / 2) / n - cost * own * own / 2

    inside: list[Fraction | None] = [None]
    outside: list[Fraction | None] = []
    for k in range(n + 1):
        others = n - k

        def free(q: Fraction, k: int = k, others: int = others) -> Fraction:
            return theta * (1 - k * q) / (1 + theta * others)

        def answer(q: Fraction, free: Callable[[Fraction], Fraction] = free) -> Fraction:
            return min(free(q), most) if bound else free(q)

        def joint(
            q: Fraction,
            reply: Callable[[Fraction], Fraction] = answer,
            k: int = k,
            others: int = others,
        ) -> Fraction:
            return worth(q, k * q + others * reply(q))

        q = Fraction(0)
        if k and bound:
            # below this the outsiders do all they can
            edge = (1 - most * (1 + theta * others) / theta) / k
            edge = min(max(edge, Fraction(0)), most)
            spots = [
                min(max(vertex(lambda x, f=free: joint(x, f)), edge), most),
                min(max(vertex(lambda x: joint(x, lambda _: most)), Fraction(0)), edge),
            ]
            q = max(spots, key=joint)
        elif k:
            q = vertex(joint)
        total = k * q + others * answer(q)
        if k:
            inside.append(worth(q, total))
        outside.append(worth(answer(q), total) if others else None)
    return inside, outside


def emissions(n: int, theta: Fraction) -> Payoffs:
    """Let signatories move first: emissions that harm all, b = 1 and a = 1."""
    inside: list[Fraction | None] = [None]
    outside: list[Fraction | None] = []
    for k in range(n + 1):
        others = n - k

        def total(e: Fraction, k: int = k, others: int = others) -> Fraction:
            return k * e + others * (1 - theta * k * e) / (1 + theta * others)

        def worth(own: Fraction, all_of_it: Fraction) -> Fraction:
            return own - own * own / 2 - theta * all_of_it**2 / 2

        e = vertex(lambda x, t=total: worth(x, t(x))) if k else Fraction(0)
        if k:
            inside.append(worth(e, total(e)))
        outside.append(worth(1 - theta * total(e), total(e)) if others else None)
    return inside, outside


def simple(n: int, cost: Fraction | None) -> Payoffs:
    """Linear benefits with quadratic costs, or all or nothing at a cost; b = c = 1 otherwise."""
    inside: list[Fraction | None] = [None]
    outside: list[Fraction | None] = []
    for k in range(n + 1):
        if cost is None:
            each, alone = Fraction(k), Fraction(1)
            total = k * each + (n - k) * alone
            pay, rest = total - each**2 / 2, total - alone**2 / 2
        else:
            act = k >= cost
            pay, rest = (k - cost, Fraction(k)) if act else (Fraction(0), Fraction(0))
        if k:
            inside.append(pay)
        outside.append(rest if k < n else None)
    return inside, outside


def short(value: float) -> Fraction:
    """Return a decimal as the fraction that is meant; exact sums are then quick."""
    return Fraction(value).limit_denominator(10**7)


@cache
def payoffs(kind: str, n: int, value: float) -> Payoffs:
    """Return the payoffs of a case, exactly."""
    if kind == "linear":
        return simple(n, None)
    if kind == "all or nothing":
        return simple(n, short(value))
    if kind == "emissions":
        return emissions(n, short(value))
    return leaders(n, short(value), kind == "bounded leaders")


def largest(pair: Payoffs) -> int:
    """Return the largest size that nobody leaves and nobody joins."""
    inside, outside = pair
    n = len(inside) - 1
    return max(
        k
        for k in range(n + 1)
        if (k == 0 or inside[k] >= outside[k - 1]) and (k == n or inside[k + 1] <= outside[k])
    )


def welfare(pair: Payoffs, k: int) -> Fraction:
    """Return the sum of all payoffs."""
    inside, outside = pair
    n = len(inside) - 1
    return (k * inside[k] if k else Fraction(0)) + ((n - k) * outside[k] if k < n else Fraction(0))


def closed(pair: Payoffs) -> Fraction:
    """Return the share of the gap that the largest stable agreement closes."""
    n, k = len(pair[0]) - 1, largest(pair)
    none, full = welfare(pair, 0), welfare(pair, n)
    return (welfare(pair, k) - none) / (full - none)


def all_or_void(pair: Payoffs) -> Payoffs:
    """Add the clause that the treaty is void unless all have signed."""
    inside, outside = pair
    n, none = len(inside) - 1, outside[0]
    return [None, *[none] * (n - 1), inside[n]], [*[none] * n, None]


def taken_from(pair: Payoffs, loss: Fraction) -> Payoffs:
    """Let each signatory take something from each outsider."""
    inside, outside = pair
    return inside, [None if u is None else u - k * loss for k, u in enumerate(outside)]


def best_of_emitters(weight: float, union: bool) -> float:
    """Return the share that the best coalition closes of two to four that no member leaves."""
    game = emitters(weight, union=union)
    b, m = game.benefit, 1 / game.cost
    alone = float(b @ m)

    def world(stake: np.ndarray, ability: np.ndarray, own: np.ndarray) -> np.ndarray:
        return alone - own + stake * ability

    best = 0.0
    everyone = np.arange(len(b))[None]
    welfare_all = _sum(everyone, b, m, alone)[0]
    welfare_none = _sum(everyone[:, :0], b, m, alone)[0]
    for size in (2, 3, 4):
        who = np.array(list(combinations(range(len(b)), size)))
        stake, ability = b[who].sum(1), m[who].sum(1)
        own = (b[who] * m[who]).sum(1)
        stays = np.ones(len(who), dtype=bool)
        for j in range(size):
            bi, mi = b[who[:, j]], m[who[:, j]]
            stay = bi * world(stake, ability, own) - mi * stake**2 / 2
            left, able = stake - bi, ability - mi
            leave = bi * world(left, able, own - bi * mi) - mi * bi**2 / 2
            stays &= stay >= leave - 1e-12 * np.abs(stay)
        if stays.any():
            some = _sum(who[stays], b, m, alone)
            best = max(best, float((some.max() - welfare_none) / (welfare_all - welfare_none)))
    return best


def _sum(who: np.ndarray, b: np.ndarray, m: np.ndarray, alone: float) -> np.ndarray:
    """Return the sum of all payoffs where these act as one."""
    stake, ability = b[who].sum(1), m[who].sum(1)
    total = alone - (b[who] * m[who]).sum(1) + stake * ability
    cost = (m * b**2).sum() / 2 - (m[who] * b[who] ** 2).sum(1) / 2 + ability * stake**2 / 2
    return b.sum() * total - cost


def cases(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield what was varied, and whether the sentence held; of leaders' slopes every so many."""
    for case in equal_cases():
        pair, n = payoffs(*case), case[1]
        gain = pair[0][n] - pair[1][0]
        yield "weak", closed(pair) < Fraction(1, 2)
        if case[0] == "all or nothing":
            yield "weak, all or nothing", closed(pair) < Fraction(1, 2)
        yield "weak with a clause", closed(all_or_void(pair)) < Fraction(1, 2)
        yield "weak with a measure", closed(taken_from(pair, gain / n)) < Fraction(1, 2)
    for weight in WEIGHTS:
        for union in (False, True):
            yield "weak", best_of_emitters(weight, union) < 0.5
    for n in SIZES:
        for kind in ("leaders", "bounded leaders"):
            for held in _pairs([payoffs(kind, n, cost) for cost in COSTS]):
                yield f"more done, {kind}", held
        group = [taken_from(simple(n, None), short(loss)) for loss in measured(n)]
        for held in _pairs(group):
            yield "more done, measure", held
        for theta in THETAS[::every]:
            cost = 1 / (short(theta) * n)
            free, kept = (largest(leaders(n, cost, bound)) for bound in (False, True))
            yield "same with the bound", free == kept
            yield "same or one less", free - kept in (0, 1)


def _pairs(group: list[Payoffs]) -> Iterator[bool]:
    """Compare agreements of different sizes: whether the larger one wins back more."""
    found = []
    for pair in group:
        n, k = len(pair[0]) - 1, largest(pair)
        found.append((k, (welfare(pair, k) - welfare(pair, 0)) / welfare(pair, n)))
    for (k, won), (other, more) in combinations(found, 2):
        if k != other:
            yield (k > other) == (won > more)


def run(every: int = 1) -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases(every))


if __name__ == "__main__":
    # every tenth slope: all of them take half an hour
    tell(run(every=10))
