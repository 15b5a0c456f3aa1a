"""Robustness of *Many purses, one good*: what a further channel adds, and what naming one adds.

    python tests/robustness/financing.py

First sentence: new money adds to the good, by three yardsticks: something is added, more than half
of the money, more than all of it. Varied: members, incomes, the weight of the good, the sum, who
pays it, the pleasure of giving, the rule of a fund, whether its tax is foreseen, whether its rate
is believed. Second: one named member does better than a group in which nobody is named. Varied:
members, cost, acts that fail, members who err, by two yardsticks.

Games are solved here in another way than the library's: gifts by best replies, each in its turn,
until none moves; volunteers by a search for the chance at which nobody gains by another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from math import comb, exp

from counting import held_and_not, tell

from govlib.financing import Donors
from govlib.published.ivc_financing import (
    COSTS,
    DONORS,
    ELASTICITIES,
    FAILURES,
    GLOWS,
    GROUPS,
    MARGIN,
    PARTS,
    PRECISIONS,
    YARDSTICKS,
    economies,
)


def halved(rises: Callable[[float], bool], low: float, high: float, steps: int = 60) -> float:
    """Find by halving where ``rises`` turns from true to false."""
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(middle) else (low, middle)
    return (low + high) / 2


def reply(income: float, others: float, weight: float, glow: float) -> float:
    """What one gives who keeps the rest: where a further unit given is worth a unit kept."""
    if not glow:
        return max(0.0, weight * (income + others) - others)
    step = others + 1e-12

    def wants_more(gift: float) -> bool:
        return weight / (step + gift) + glow / gift > (1 - weight - glow) / (income - gift)

    return halved(wants_more, 0.0, income, 45)


def settled(incomes: list[float], spent: float, weight: float, glow: float) -> float:
    """The good where nobody wants to give another gift, others given."""
    gifts = [owned / 2 for owned in incomes]
    for _ in range(3000):
        total, moved = sum(gifts), 0.0
        for i, owned in enumerate(incomes):
            new = reply(owned, total - gifts[i] + spent, weight, glow)
            moved, total, gifts[i] = max(moved, abs(new - gifts[i])), total + new - gifts[i], new
        if moved < 1e-11:
            break
    return sum(gifts) + spent


def gifts_and_channels(every: int = 1) -> Iterator[tuple[str, float]]:
    """Yield the channel and what it adds per dollar, for each economy in so many."""
    for place, (incomes, weight) in enumerate(economies()):
        if place % every:
            continue
        n, owned = len(incomes), list(map(float, incomes))
        for glow in (0.0, *GLOWS):
            end = ", warm glow" if glow else ""
            before = settled(owned, 0.0, weight, glow)
            # who has no more than a giver keeps gives nothing
            others = [w * weight <= (1 - weight) * before + 1e-9 for w in owned]
            for part in PARTS:
                money = part * before
                burdens = {"grant": [0.0] * n, "taxes": [money / n] * n}
                if any(others) and not glow:
                    burdens["taxes on others"] = [money / sum(others) * out for out in others]
                for kind, taxes in burdens.items():
                    left = [w - tax for w, tax in zip(owned, taxes, strict=True)]
                    if min(left) >= 0:
                        yield kind + end, (settled(left, money, weight, glow) - before) / money


def answered(donors: Donors, share: float, rate: float, tax: float) -> tuple[float, float]:
    """Level and fund by best replies: the quadratic rule if ``share``, matching if ``rate``."""
    worth, power = donors.valuation.tolist(), 1 - donors.elasticity
    n = len(worth)
    best = donors.optimum().level
    roots = [(best / n / n) ** 0.5] * n

    def outcome(x: list[float]) -> tuple[float, float]:
        given = sum(root * root for root in x)
        fund = rate * given + share * (sum(x) ** 2 - given)
        return given + fund, fund

    for _ in range(2000):
        moved = 0.0
        for i in range(n):
            rest, squares = sum(roots) - roots[i], sum(r * r for r in roots) - roots[i] ** 2

            def gains(x: float, i: int = i, rest: float = rest, squares: float = squares) -> bool:
                added = share * ((rest + x) ** 2 - squares - x * x) + rate * (squares + x * x)
                level = squares + x * x + added
                slope = 2 * x + share * 2 * rest + rate * 2 * x
                cost = 2 * x + tax * (share * 2 * rest + rate * 2 * x)
                return worth[i] * slope / level ** (1 - power) > cost

            new = halved(gains, 1e-9, 2 * best**0.5, 50)
            new = 0.0 if new < 1e-8 else new
            moved, roots[i] = max(moved, abs(new - roots[i])), new
        if moved < 1e-9:
            break
    return outcome(roots)


def funds() -> Iterator[tuple[str, float]]:
    """Yield the rule of a fund, and what it adds per dollar."""
    for worth, elasticity, part in product(DONORS, ELASTICITIES, PARTS):
        donors, n = Donors(worth, elasticity), len(worth)
        alone = max(worth) ** (1 / elasticity)
        # a sum that comes anyway: the keenest fills up what is missing to what she wants
        yield "a fixed sum", (max(alone, part * alone) - alone) / (part * alone)
        for name, tax in (("from outside", 0.0), ("foreseen", 1 / n)):
            rate = donors.rate_for_fund(part * alone, taxes=tax)
            share = donors.share_for_fund(part * alone, taxes=tax)
            for rule, how in (("matching", (0.0, rate)), ("quadratic", (share, 0.0))):
                level, fund = answered(donors, *how, tax)
                yield f"{rule}, {name}", (level - alone) / fund if fund > 1e-6 * alone else 0.0


def judged(found: Iterable[tuple[str, float]]) -> Iterator[tuple[str, bool]]:
    """Yield the channel with a yardstick, and whether it adds more than that."""
    for name, added in found:
        for least in YARDSTICKS:
            yield f"{name}, more than {least:g} of a dollar", added > least + MARGIN


def crowd(n: int, cost: float, failure: float, precision: float) -> tuple[float, float]:
    """Chance that the good comes, and what a member expects, where nobody is named."""

    def left(p: float) -> float:
        """Chance that none of the others succeeds, over how many of them act."""
        ways = (comb(n - 1, k) * p**k * (1 - p) ** (n - 1 - k) * failure**k for k in range(n))
        return sum(ways)

    def more(p: float) -> bool:
        wins = (1 - failure) * left(p) - cost
        return p < 1 / (1 + exp(-precision * wins)) if precision else wins > 0

    p = halved(more, 0.0, 1.0, 50)
    undone = left(p)
    act, wait = 1 - failure * undone - cost, 1 - undone
    return 1 - undone * (1 - p * (1 - failure)), p * act + (1 - p) * wait


def naming() -> Iterator[tuple[str, bool]]:
    """Yield what is assumed, and whether the second sentence held."""
    for n, cost in product(GROUPS, COSTS):
        for failure in FAILURES:
            if 1 - failure <= cost:
                continue  # nobody acts, named or not: no case
            chance, worth = crowd(n, cost, failure, 0.0)
            yield "may fail", 1 - failure > chance
            yield "may fail, payoff", 1 - failure - cost / n > worth
        for precision in PRECISIONS:
            chance, worth = crowd(n, cost, 0.0, precision)
            acts = 1 / (1 + exp(-precision * (1 - cost)))
            yield "err", acts > chance
            yield "err, payoff", acts * (1 - cost / n) > worth


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not((*judged(gifts_and_channels()), *judged(funds()), *naming()))


if __name__ == "__main__":
    tell(run())
