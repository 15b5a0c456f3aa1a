"""Section III.B.2: who carries an alliance, and who shields itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from itertools import combinations, product

import numpy as np
from scipy.special import stdtr

from govlib.agreements import (
    PrivateProvision,
    Shielding,
    ShieldingOutcome,
    alliance,
    burdens,
    commit_first,
    equal_burden,
    fit_joint,
)
from govlib.published import reproduces


def _shielded(cost: float) -> ShieldingOutcome:
    """Let a large and a small country face a danger; only the large can protect itself."""
    return Shielding(damage=[3, 1], protection_cost=[cost, math.inf], danger=10).equilibrium()


@reproduces("IIIB2.E1")
def exploitation() -> list[float]:
    """Divide the gifts of three by their incomes."""
    return burdens(PrivateProvision([10, 6, 2])).tolist()


@reproduces("IIIB2.E2")
def where_the_large_does_no_more() -> list[float]:
    """Find how little the large must care, and let both give at that valuation."""
    even = equal_burden([10, 4], valuation=0.5, member=1)
    large, _ = burdens(PrivateProvision([10, 4], even.valuation))
    return [float(even.valuation[0]), float(large)]


@reproduces("IIIB2.O1")
def size_and_effort() -> list[float]:
    """Correlate GDP and defence effort in NATO, of all and of the old members."""
    now = alliance(2018)
    return [now.correlation().rho, now.only(alliance(1964).codes).correlation().rho]


@reproduces("IIIB2.O2")
def share_of_the_largest() -> list[float]:
    """Compute the weight of the United States."""
    usa = alliance(2018).share("USA")
    return [usa.gdp, usa.spending]


@reproduces("IIIB2.S1")
def no_shield() -> list[float]:
    """Let nobody protect itself."""
    found = _shielded(math.inf)
    return [*found.mitigation.tolist(), float(found.danger)]


@reproduces("IIIB2.S2")
def shield_at_the_crossover() -> list[float]:
    """Make protection so cheap that the large mitigates no more than the small."""
    found = _shielded(36)
    protection, cost = found.protection[0], found.cost[1]
    return [float(v) for v in (found.mitigation[0], found.danger, protection, cost)]


@reproduces("IIIB2.S3")
def cheap_shield() -> list[float]:
    """Make protection cheaper still."""
    found = _shielded(30)
    return [float(found.mitigation[0]), float(found.danger)]


#: weights of the common good that the robustness lines try
ALPHAS = (0.03, 0.1, 0.3, 0.5, 0.7)

#: how much less the largest cares, as a part of the others' weight
LESS = (0.25, 0.5, 0.75, 0.9)

#: the large's damage, the price of a shield as a multiple of the least price that is allowed, how
#: many small countries there are, and the danger if nobody acts
DAMAGES, PRICES, SMALL = (1.5, 2, 3, 4), (1.1, 1.5, 2, 3, 4, 6, 10), (1, 2, 4)
DANGERS = (9.0, 12.0, 24.0)

#: so many members have few enough orders to count them all
COUNTED = 14


def groups() -> list[np.ndarray]:
    """Return incomes of eighteen groups: NATO in three years, and drawn ones of 2 to 28."""
    rng = np.random.default_rng(10)
    drawn = [rng.lognormal(0, 1.5, n) for n in (2, 3, 5, 14, 28) for _ in range(3)]
    return [*(alliance(year).gdp / 1e12 for year in (1964, 2018, 2019)), *drawn]


def less(incomes: np.ndarray, gifts: np.ndarray) -> bool:
    """Tell whether the largest gives a smaller share of its income than all others together."""
    at = int(incomes.argmax())
    rest = (gifts.sum() - gifts[at]) / (incomes.sum() - incomes[at])
    return bool(gifts[at] / incomes[at] < rest - 1e-9)


def _count(held: Iterable[bool]) -> list[int]:
    every = list(held)
    return [sum(every), len(every) - sum(every)]


@reproduces("IIIB2.J1")
def joint_then() -> list[float]:
    """Fit a joint product to NATO in 1964."""
    return _joint(1964)


@reproduces("IIIB2.J2")
def joint_now() -> list[float]:
    """Fit a joint product to NATO in 2018."""
    return _joint(2018)


def _joint(year: int) -> list[float]:
    members = alliance(year)
    found = fit_joint(members.gdp, members.effort)
    return [found.common, found.own, found.error, found.flat_error]


@reproduces("IIIB2.B1")
def the_largest_gives_less() -> list[list[int]]:
    """Count in how many groups the largest gives a smaller share than the others.

    Only what no theorem decides: at equal weights it never does, with one good or a joint product.
    """
    unlike, first = [], []
    for w, alpha in product(groups(), ALPHAS):
        largest = np.arange(w.size) == w.argmax()
        for part in LESS:
            weights = np.where(largest, part * alpha, alpha)
            unlike.append(less(w, PrivateProvision(w, weights).equilibrium().gifts))
        led = commit_first(PrivateProvision(w, alpha), int(w.argmax()))
        first.append(less(w, led.gifts))
    return [_count(held) for held in (unlike, first)]


@reproduces("IIIB2.B2")
def the_shielded_does_less() -> list[list[int]]:
    """Count where a large country does less than a small one, and where a shield costs all more."""
    alone, same, dearer = [], [], []
    for large, n, price, danger in product(DAMAGES, SMALL, PRICES, DANGERS):
        damage = [large, *[1.0] * n]
        h = price * large**2
        none, one, both = (
            Shielding(damage, cost, danger).equilibrium()
            for cost in ([math.inf] * (n + 1), [h, *[math.inf] * n], [h] * (n + 1))
        )
        alone.append(_behind(one.mitigation))
        same.append(_behind(both.mitigation))
        dearer.append(bool(one.cost.sum() > none.cost.sum() + 1e-9))
    return [_count(held) for held in (alone, same, dearer)]


def _behind(done: np.ndarray) -> bool:
    return bool(done[0] < done[1] - 1e-9)


@reproduces("IIIB2.B3")
def size_and_effort_without_two() -> list[list[int]]:
    """Count in how many parts of NATO size and effort go together more than by chance."""
    found = []
    for year in (1964, 2018, 2019):
        members = alliance(year)
        left_out = [c for k in (0, 1, 2) for c in combinations(members.codes, k)]
        every = [members.without(*codes) for codes in left_out]
        rhos = [(len(some.codes), some.correlation().rho) for some in every]
        found.append(_count(rho > 0 and chance(n, rho) < 0.05 for n, rho in rhos))
    return found


def chance(n: int, rho: float) -> float:
    """Return how often two orders of n, one of them shuffled, correlate so far from 0 or farther.

    Every order is counted for up to :data:`COUNTED` members, where Student's approximation errs
    at the five percent level: it lets 0.580 of twelve pass, which one shuffle in nineteen reaches.
    """
    if n > COUNTED:
        return float(2 * stdtr(n - 2, -abs(rho) * math.sqrt((n - 2) / (1 - rho**2))))
    count = orders(n)
    found = (np.arange(count.size) - n * (n + 1) ** 2 / 4) * 12 / (n**3 - n)
    return float(count[abs(found) > abs(rho) - 1e-9].sum() / count.sum())


@cache
def orders(n: int) -> np.ndarray:
    """Return how many orders π of 1 to n have the sum of i·π(i), for each sum from 0."""
    most = n * (n + 1) * (2 * n + 1) // 6
    count = {0: np.zeros(most + 1)}
    count[0][0] = 1
    for i in range(1, n + 1):
        further: dict[int, np.ndarray] = {}
        for used, sums in count.items():
            for j in range(1, n + 1):
                if not used >> j & 1:
                    moved = further.setdefault(used | 1 << j, np.zeros(most + 1))
                    moved[i * j :] += sums[: most + 1 - i * j]
        count = further
    return next(iter(count.values()))
