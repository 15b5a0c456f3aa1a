"""Section III.B.2: who carries an alliance, and who shields itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import combinations

import numpy as np

from govlib.agreements import (
    JointProduct,
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


#: weights of the common good, and of one's own gift, that the robustness lines try
ALPHAS = (0.03, 0.1, 0.3, 0.5, 0.7)
OWN = (0.01, 0.05, 0.2)

#: how much less the largest cares, as a part of the others' weight
LESS = (0.25, 0.5, 0.75, 0.9)

#: the large's damage, the price of a shield as a multiple of the least price that is allowed, and
#: how many small countries there are
DAMAGES, PRICES, SMALL = (1.5, 2, 3, 4), (1.1, 1.5, 2, 3, 4, 6, 10), (1, 2, 4)
DANGER = 12.0


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
    """Count in how many groups the largest gives a smaller share than the others."""
    every = groups()
    pure, first, joint, unlike, least = [], [], [], [], []
    for w in every:
        at = int(w.argmax())
        for alpha in ALPHAS:
            economy = PrivateProvision(w, alpha)
            pure.append(less(w, economy.equilibrium().gifts))
            first.append(less(w, commit_first(economy, at).gifts))
            joint += [less(w, JointProduct(w, alpha, a).equilibrium().gifts) for a in OWN]
            for part in LESS:
                weights = np.where(np.arange(w.size) == at, part * alpha, alpha)
                unlike.append(less(w, PrivateProvision(w, weights).equilibrium().gifts))
            # a weakest link: all give what the poorest wants, nobody gains by more
            least.append(less(w, np.full(w.size, alpha * w.min())))
    return [_count(held) for held in (pure, joint, first, unlike, least)]


@reproduces("IIIB2.B2")
def the_shielded_does_less() -> list[list[int]]:
    """Count where a large country does less than a small one: alone with a shield, or all."""
    alone, everyone = [], []
    for large in DAMAGES:
        for n in SMALL:
            damage = [large, *[1.0] * n]
            for price in PRICES:
                h = price * large**2
                one = Shielding(damage, [h, *[math.inf] * n], DANGER).equilibrium().mitigation
                alone.append(bool(one[0] < one[1] - 1e-9))
                both = Shielding(damage, [h] * (n + 1), DANGER).equilibrium().mitigation
                everyone.append(bool(both[0] < both[1] - 1e-9))
    return [_count(held) for held in (alone, everyone)]


@reproduces("IIIB2.B3")
def size_and_effort_without_two() -> list[list[int]]:
    """Count in how many parts of NATO size and effort go together more than by chance."""
    found = []
    for year in (1964, 2018, 2019):
        members = alliance(year)
        left_out = [c for k in (0, 1, 2) for c in combinations(members.codes, k)]
        every = [members.without(*codes).correlation() for codes in left_out]
        found.append(_count(r.p < 0.05 and r.rho > 0 for r in every))
    return found
