"""Robustness of *The price of a check*: how far inspection, fines and punishment carry.

    python tests/robustness/supervision.py

First sentence: at most one in ten violates. Second: a fine four times as high takes away at least a
tenth of the violations. Varied: fine, loss, cost, detection, false alarms, who keeps the fine, who
moves first, errors. Third: most give more than half of the time. Varied: who may punish whom, what
giving and staying out bring, the size of groups, fine, its cost, the strength of imitation. Fourth,
where nobody may stay out: whoever loses in the long run, and came first, gives way within a million
tries.

Games are solved here in another way than the library's: equilibria of two by two actions by trying
all supports, an announcement by trying a fine grid of them, errors by halving the other side's
chance; imitation with decimal numbers of a wide range, by eliminating one strategy after another.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, getcontext
from itertools import product
from math import comb, exp

import numpy as np
from counting import held_and_not, tell

from govlib.enforcement import OpenPunishment, OptionalPunishment
from govlib.enforcement.open_punishment import STRATEGIES as OPEN
from govlib.enforcement.optional_punishment import STRATEGIES
from govlib.published.ivd_supervision import (
    ALARMS,
    CLOSED,
    COSTS,
    DETECTIONS,
    HEIGHTS,
    LOSSES,
    PATIENCE,
    POPULATION,
    PRECISIONS,
    PUNISHERS,
    goods,
)

getcontext().prec = 40

Game = tuple[float, float, float, float, float, float]


def outcomes(game: Game) -> tuple[list[list[float]], list[list[float]]]:
    """Payoffs of inspector and inspectee; rows visit or not, columns violate or not."""
    fine, loss, cost, kept, detection, alarm = game
    inspector = [
        [detection * kept * fine - (1 - detection) * loss - cost, alarm * kept * fine - cost],
        [-loss, 0.0],
    ]
    inspectee = [[(1 - detection) - detection * fine, -alarm * fine], [1.0, 0.0]]
    return inspector, inspectee


def at_once(game: Game) -> float:
    """Violations in the equilibrium with the fewest inspections, over all supports."""
    a, b = outcomes(game)
    found = []
    for row, column in product((0, 1), repeat=2):
        if a[row][column] >= a[1 - row][column] - 1e-12 and (
            b[row][column] >= b[row][1 - column] - 1e-12
        ):
            found.append((1.0 - row, 1.0 - column))
    visits, stays = a[0][0] - a[1][0], a[0][1] - a[1][1]  # what a visit wins, by column
    there, away = b[0][0] - b[0][1], b[1][0] - b[1][1]  # what a violation wins, by row
    if visits != stays and there != away:
        q, p = stays / (stays - visits), away / (away - there)
        if 0 <= q <= 1 and 0 <= p <= 1:
            found.append((p, q))
    return min(found)[1]


def announced(game: Game) -> float:
    """Violations where the inspector tries announcements on a grid; who is torn complies."""
    a, b = outcomes(game)
    p = np.linspace(0, 1, 20001)
    breaks = p * (b[0][0] - b[0][1]) + (1 - p) * (b[1][0] - b[1][1]) > 1e-9
    column = np.where(breaks, 0, 1)
    worth = p * np.take(a[0], column) + (1 - p) * np.take(a[1], column)
    return float(breaks[worth.argmax()])


def erring(game: Game, precision: float) -> float:
    """Violations where both answer with errors, by halving the chance of a violation."""
    a, b = outcomes(game)

    def chance(wins: float) -> float:
        return 1 / (1 + exp(min(-precision * wins, 700.0)))

    under, over = 0.0, 1.0
    for _ in range(50):
        q = 0.5 * (under + over)
        p = chance(q * (a[0][0] - a[1][0]) + (1 - q) * (a[0][1] - a[1][1]))
        answer = chance(p * (b[0][0] - b[0][1]) + (1 - p) * (b[1][0] - b[1][1]))
        under, over = (q, over) if answer > q else (under, q)
    return under


def inspected() -> Iterator[tuple[str, bool]]:
    """Yield the version, and whether the first or the second sentence held."""
    varied = product(HEIGHTS, LOSSES, COSTS, DETECTIONS, ALARMS, (0.0, 0.5, 1.0))
    for fine, loss, cost, detection, alarm, kept in varied:
        rest = loss, cost * loss, kept, detection, alarm
        low, high = (float(fine), *rest), (4.0 * fine, *rest)
        held = "kept" if kept else "not kept"
        ways = [(held, held, at_once)]
        if not kept:
            ways += [("errors", f"errors {s}", lambda g, s=s: erring(g, s)) for s in PRECISIONS]
        for name, closer, solve in ways:
            few = solve(low)
            yield f"one in ten, {name}", few <= 0.1 + 1e-9
            if fine <= 2:
                yield f"four times, {closer}", solve(high) <= 0.9 * few + 1e-9
        yield f"one in ten, first, {held}", announced(low) <= 0.1


def takes_over(payoff, resident: int, invader: int, n: int, strength: Decimal) -> Decimal:
    """Chance that one invader takes over, payoffs averaged over all groups."""
    size, total, term = POPULATION, Decimal(1), Decimal(1)
    table = {}
    for count in range(n + 1):
        for own, there in ((invader, count), (resident, n - count)):
            if there:
                table[own, count] = payoff(own, invader, count, resident)
    for k in range(1, size):
        mean = {}
        for own in (invader, resident):
            ways = Decimal(0)
            mine = k - (own == invader)
            for others in range(n):  # companions who play as the invader does
                weight = comb(mine, others) * comb(size - 1 - mine, n - 1 - others)
                if weight:
                    count = others + (own == invader)
                    ways += weight * Decimal(table[own, count])
            mean[own] = ways / comb(size - 1, n - 1)
        term *= (-strength * (mean[invader] - mean[resident])).exp()
        total += term
    return 1 / total


def long_run(rates: list[list[Decimal]]) -> list[Decimal]:
    """Shares of time of a chain with these rates, after Grassmann, Taksar and Heyman."""
    q = [row[:] for row in rates]
    last = len(q) - 1
    for k in range(last, 0, -1):
        out = sum(q[k][:k])
        for i in range(k):
            q[i][k] /= out
            for j in range(k):
                q[i][j] += q[i][k] * q[k][j]
    shares = [Decimal(1)]
    for k in range(1, last + 1):
        shares.append(sum(shares[i] * q[i][k] for i in range(k)))
    whole = sum(shares)
    return [share / whole for share in shares]


def imitated(who: str, given: dict, strength: float) -> tuple[list, list[bool]]:
    """Return the chances of taking over, residents in rows, and who of them gives."""
    if who in PUNISHERS:
        names, second = PUNISHERS[who]
        game = OptionalPunishment(
            given["n"], given["multiplier"], outside=given["outside"], second_order=second,
            peer_fine=given["fine"], pool_fine=given["fine"],
            peer_cost=given["cost"], pool_cost=given["cost"],
        )  # fmt: skip
        every, rows = STRATEGIES, [STRATEGIES.index(name) for name in names]
        gives = [name not in ("defector", "non-participant") for name in names]
    else:
        game, every = OpenPunishment(**given), OPEN
        rows = list(range(len(OPEN)))
        gives = [action == "give" for action, _ in OPEN]

    def payoff(own: int, invader: int, count: int, resident: int) -> float:
        group = [0] * len(every)
        group[invader] += count
        group[resident] += game.n - count
        return game._payoff(own, tuple(group))

    rates = [
        [
            takes_over(payoff, r, i, game.n, Decimal(strength)) if i != r else Decimal(0)
            for i in rows
        ]
        for r in rows
    ]
    return rates, gives


def most_give(rates: list, gives: list[bool]) -> bool:
    """Say whether most give more than half of the time."""
    return sum(s for s, give in zip(long_run(rates), gives, strict=True) if give) > 0.5


def gives_way(rates: list, most: bool) -> bool:
    """Say whether the loser of the long run, free riders or the pool, gives way in a million."""
    first = PUNISHERS[CLOSED][0].index("defector" if most else "pool punisher")
    return max(rates[first]) >= Decimal(PATIENCE)


def punished(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield who may punish, and whether the third or fourth sentence held, one case in so many."""
    for who in (*PUNISHERS, "anybody"):
        for place, (given, strength) in enumerate(goods()):
            if place % every == 0:
                alike = who == CLOSED and given["fine"] == given["cost"]
                name = f"{who}, a fine as its price" if alike else who
                rates, gives = imitated(who, given, strength)
                most = most_give(rates, gives)
                yield name, most
                if who == CLOSED:
                    came = "free riders" if most else "a pool"
                    yield f"{who}, {came} came first", gives_way(rates, most)


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not((*inspected(), *punished()))


if __name__ == "__main__":
    tell(run())
