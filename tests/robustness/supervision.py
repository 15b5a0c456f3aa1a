"""Robustness of *The price of a check*: how far inspection, fines and punishment carry.

    python tests/robustness/supervision.py

First sentence: at most one in ten violates. Second: a fine four times as high takes away at least a
tenth of the violations. Varied: fine, cost, detection, false alarms, who keeps the fine, who moves
first, errors. Third: most give more than half of the time. Varied: who may punish whom, what giving
and staying out bring, fine, its cost, the strength of imitation.

Games are solved here in another way than the library's: equilibria of two by two actions by trying
all supports, an announcement by trying a fine grid of them, errors by small steps towards the best
answer; imitation with decimal numbers of a wide range, by eliminating one strategy after another.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, getcontext
from itertools import product
from math import comb, exp

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
    POPULATION,
    PRECISIONS,
    PUNISHERS,
    goods,
)

getcontext().prec = 40

Game = tuple[float, float, float, float, float]  # fine, cost, kept, detection, false alarm


def outcomes(game: Game) -> tuple[list[list[float]], list[list[float]]]:
    """Payoffs of inspector and inspectee; rows visit or not, columns violate or not."""
    fine, cost, kept, detection, alarm = game
    inspector = [
        [detection * kept * fine - (1 - detection) - cost, alarm * kept * fine - cost],
        [-1.0, 0.0],
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
    """Violations where the inspector tries a thousand announcements; who is torn complies."""
    a, b = outcomes(game)
    best = (-1e9, 0)
    for step in range(1001):
        p = step / 1000
        breaks = p * (b[0][0] - b[0][1]) + (1 - p) * (b[1][0] - b[1][1]) > 1e-9
        column = 0 if breaks else 1
        # an announcement a hair above the best that deters loses a hair: ties go to compliance
        best = max(best, (p * a[0][column] + (1 - p) * a[1][column] + 2e-3 * column, column))
    return 1.0 - best[1]


def erring(game: Game, precision: float) -> float:
    """Violations where both answer with errors, by small steps from even chances."""
    a, b = outcomes(game)
    p = q = 0.5
    for _ in range(20000):
        come = q * (a[0][0] - a[1][0]) + (1 - q) * (a[0][1] - a[1][1])
        breaks = p * (b[0][0] - b[0][1]) + (1 - p) * (b[1][0] - b[1][1])
        p, old = p + 0.01 * (1 / (1 + exp(-precision * come)) - p), (p, q)
        q += 0.01 * (1 / (1 + exp(-precision * breaks)) - q)
        if abs(p - old[0]) + abs(q - old[1]) < 1e-12:
            break
    return q


def inspected() -> Iterator[tuple[str, bool]]:
    """Yield the version, and whether the first or the second sentence held."""
    for fine, cost, detection, alarm in product(HEIGHTS, COSTS, DETECTIONS, ALARMS):
        for kept in (0.0, 0.5, 1.0):
            low, high = ((f, cost, kept, detection, alarm) for f in (float(fine), 4.0 * fine))
            ways = [("kept" if kept else "not kept", at_once)]
            if not kept:
                ways += [("errors", lambda g, s=s: erring(g, s)) for s in PRECISIONS]
            for name, solve in ways:
                few = solve(low)
                yield f"one in ten, {name}", few <= 0.1 + 1e-9
                if fine <= 2:
                    yield f"four times, {name}", solve(high) <= 0.9 * few + 1e-9
            yield "one in ten, first", announced(low) <= 0.1


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


def most_give(who: str, given: dict[str, float], strength: float) -> bool:
    """Say whether most give more than half of the time."""
    if who in PUNISHERS:
        names, second = PUNISHERS[who]
        game = OptionalPunishment(
            multiplier=given["multiplier"], outside=given["outside"], second_order=second,
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
    return sum(s for s, give in zip(long_run(rates), gives, strict=True) if give) > 0.5


def punished(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield who may punish, and whether the third sentence held, for each case in so many."""
    for who in (*PUNISHERS, "anybody"):
        for place, (given, strength) in enumerate(goods()):
            if place % every == 0:
                alike = who == CLOSED and given["fine"] == given["cost"]
                name = f"{who}, a fine as its price" if alike else who
                yield name, most_give(who, given, strength)


def run() -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not((*inspected(), *punished()))


if __name__ == "__main__":
    tell(run())
