"""Robustness of *Treaties that hold by themselves*: what agreements win without an authority.

    python tests/robustness/sovereign_states.py

First sentence: the largest stable agreement closes less than half of the gap between nobody and
all; and, by another yardstick, less than half is abated of what all together would. Varied: four
models of equal countries, their number and costs, the forty emitters with the European Union as
many or as one, small worlds of unequal countries; then equal ones with a clause of entry for all,
and with a measure against outsiders. Second sentence: of two agreements the one with more parties
wins back more, or closes more of its gap. Third: with a bound on abatement the leaders' stable
size is the same or one less, so that they are not counted twice. Each case is solved here in exact
fractions from the payoffs, emitters by trying every coalition of up to four and small worlds by
trying every one, not by the library's closed forms.
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
    unequal_worlds,
)

#: payoffs of a signatory and of an outsider, and what is abated, at each number of signatories
Payoffs = tuple[list[Fraction | None], list[Fraction | None], list[Fraction]]


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
    done: list[Fraction] = []
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
        done.append(total)
        if k:
            inside.append(worth(q, total))
        outside.append(worth(answer(q), total) if others else None)
    return inside, outside, done


def emissions(n: int, theta: Fraction) -> Payoffs:
    """Let signatories move first: emissions that harm all, b = 1 and a = 1."""
    inside: list[Fraction | None] = [None]
    outside: list[Fraction | None] = []
    done: list[Fraction] = []
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
        done.append(n - total(e))
    return inside, outside, done


def simple(n: int, cost: Fraction | None) -> Payoffs:
    """Linear benefits with quadratic costs, or all or nothing at a cost; b = c = 1 otherwise."""
    inside: list[Fraction | None] = [None]
    outside: list[Fraction | None] = []
    done: list[Fraction] = []
    for k in range(n + 1):
        if cost is None:
            each, alone = Fraction(k), Fraction(1)
            total = k * each + (n - k) * alone
            pay, rest = total - each**2 / 2, total - alone**2 / 2
            done.append(total)
        else:
            act = k >= cost
            pay, rest = (k - cost, Fraction(k)) if act else (Fraction(0), Fraction(0))
            done.append(rest)
        if k:
            inside.append(pay)
        outside.append(rest if k < n else None)
    return inside, outside, done


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
    inside, outside, _ = pair
    n = len(inside) - 1
    return max(
        k
        for k in range(n + 1)
        if (k == 0 or inside[k] >= outside[k - 1]) and (k == n or inside[k + 1] <= outside[k])
    )


def welfare(pair: Payoffs, k: int) -> Fraction:
    """Return the sum of all payoffs."""
    inside, outside, _ = pair
    n = len(inside) - 1
    return (k * inside[k] if k else Fraction(0)) + ((n - k) * outside[k] if k < n else Fraction(0))


def closed(pair: Payoffs) -> Fraction:
    """Return the share of the gap that the largest stable agreement closes."""
    n, k = len(pair[0]) - 1, largest(pair)
    none, full = welfare(pair, 0), welfare(pair, n)
    return (welfare(pair, k) - none) / (full - none)


def all_or_void(pair: Payoffs) -> Payoffs:
    """Add the clause that the treaty is void unless all have signed."""
    inside, outside, done = pair
    n, none = len(inside) - 1, outside[0]
    void = [None, *[none] * (n - 1), inside[n]], [*[none] * n, None]
    return *void, [*[done[0]] * n, done[n]]


def taken_from(pair: Payoffs, loss: Fraction) -> Payoffs:
    """Let each signatory take something from each outsider."""
    inside, outside, done = pair
    return inside, [None if u is None else u - k * loss for k, u in enumerate(outside)], done


def best_of_emitters(weight: float, union: bool) -> tuple[float, float]:
    """Return the gap closed by the best coalition of two to four that no member leaves.

    The second number is what is abated then, as a share of what all together would.
    """
    game = emitters(weight, union=union)
    b, m = game.benefit, 1 / game.cost
    alone = float(b @ m)

    def world(stake: np.ndarray, ability: np.ndarray, own: np.ndarray) -> np.ndarray:
        return alone - own + stake * ability

    best, done = 0.0, alone
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
            share = float((some.max() - welfare_none) / (welfare_all - welfare_none))
            if share > best:
                best, done = share, float(world(stake, ability, own)[stays][some.argmax()])
    return best, done / float(b.sum() * m.sum())


def best_of_few(benefit: np.ndarray, cost: np.ndarray) -> float:
    """Return the gap closed by the best coalition that no member leaves, of all there are."""
    n = len(benefit)
    everyone = range(n)
    sets = [frozenset(s) for size in range(n + 1) for s in combinations(everyone, size)]
    payoff: dict[frozenset[int], np.ndarray] = {}
    for members in sets:
        inside = np.array([i in members for i in everyone])
        effort = np.where(inside, benefit[inside].sum(), benefit) / cost
        payoff[members] = benefit * effort.sum() - cost * effort**2 / 2
    none, full = payoff[sets[0]].sum(), payoff[sets[-1]].sum()
    held = [
        payoff[s].sum()
        for s in sets
        if all(payoff[s][i] >= payoff[s - {i}][i] * (1 - 1e-12) for i in s)
    ]
    return float((max(held) - none) / (full - none))


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
        kind = "leaders" if case[0] == "emissions" else case[0]
        weak = closed(pair) < Fraction(1, 2)
        yield "weak", weak
        yield f"weak, {kind}", weak
        yield f"little done, {kind}", pair[2][largest(pair)] / pair[2][n] < Fraction(1, 2)
        yield "weak with a clause", closed(all_or_void(pair)) < Fraction(1, 2)
        yield "weak with a measure", closed(taken_from(pair, gain / n)) < Fraction(1, 2)
    for weight in WEIGHTS:
        for union in (False, True):
            share, done = best_of_emitters(weight, union)
            yield "weak", share < 0.5
            yield "weak, emitters", share < 0.5
            yield "little done, emitters", done < 0.5
    for power, benefit, cost in unequal_worlds():
        yield f"weak, unequal, power {power}", best_of_few(benefit, cost) < 0.5
    for n in SIZES:
        for kind in ("leaders", "bounded leaders"):
            for held, near in _pairs([payoffs(kind, n, cost) for cost in COSTS]):
                yield f"more done, {kind}", held
                yield f"closer, {kind}", near
        group = [taken_from(simple(n, None), short(loss)) for loss in measured(n)]
        for held, near in _pairs(group):
            yield "more done, measure", held
            yield "closer, measure", near
        for theta in THETAS[::every]:
            cost = 1 / (short(theta) * n)
            free, kept = (largest(leaders(n, cost, bound)) for bound in (False, True))
            yield "same with the bound", free == kept
            yield "same or one less", free - kept in (0, 1)


def _pairs(group: list[Payoffs]) -> Iterator[tuple[bool, bool]]:
    """Compare agreements of different sizes: whether the larger wins back more, and closes more."""
    found = []
    for pair in group:
        n, k = len(pair[0]) - 1, largest(pair)
        won = (welfare(pair, k) - welfare(pair, 0)) / welfare(pair, n)
        found.append((k, won, closed(pair)))
    for one, two in combinations(found, 2):
        if one[0] != two[0]:
            more = one[0] > two[0]
            yield more == (one[1] > two[1]), more == (one[2] > two[2])


def run(every: int = 1) -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases(every))


if __name__ == "__main__":
    # every tenth slope: all of them take half an hour
    tell(run(every=10))
