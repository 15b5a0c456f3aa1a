"""Section V: which level for which good, counted over many cases.

Four families of cases, in each of which the sentence can fail: *a good changes hands once as more
of it spills over, from local governments to the centre*. Where a uniform centre faces goods that
spill over both ways, beside each other, it is a theorem and not counted: the surplus of the centre
does not depend on the spillover, and that of local governments falls.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import root

from govlib.published import reproduces

__all__ = [
    "FORMS",
    "PARTS",
    "RATIOS",
    "changes_hands_once",
    "delegates",
    "legislature_lead",
    "one_way_lead",
    "pairs",
    "substitutes_lead",
    "uniform_lead",
    "wishes",
]

Array = NDArray[np.float64]

#: districts, spreads of the logarithms of their wishes, draws
SIZES, SPREADS, DRAWS = (2, 3, 5, 10), (0.0, 0.5, 1.0, 2.0), 5
#: spillovers, as shares of the largest that there can be
PARTS = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
#: benefits of a good, g to the power θ over θ; 0 stands for the logarithm
FORMS = (0.5, 0.0, -1.0)
#: ratios of two wishes that add up to 2
RATIOS = (1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 5.0, 8.0, 12.0, 20.0, 30.0)
#: a loss that counts as small, as a share of what the best amounts cost
SMALL = 0.1


def wishes() -> Iterator[Array]:
    """Yield what districts want; without a spread one draw is enough."""
    for n, spread in product(SIZES, SPREADS):
        for draw in range(DRAWS if spread else 1):
            rng = np.random.default_rng([n, int(10 * spread), draw])
            yield np.exp(spread * rng.standard_normal(n))


def pairs() -> list[tuple[Array, float]]:
    """Return two wishes that add up to 2, with each benefit."""
    return [(np.array([2 * r, 2]) / (r + 1), form) for r, form in product(RATIOS, FORMS)]


def _worth(g: Array, form: float) -> Array:
    return np.asarray(np.log(g) if form == 0 else g**form / form)


def _amount(stake: Array, form: float) -> Array:
    """Return the amount at which a unit more is worth its price of 1 to this stake."""
    return np.asarray(stake ** (1 / (1 - form)))


def _surplus(stakes: Array, g: Array, form: float) -> Array:
    return np.asarray((stakes * _worth(g, form) - g).sum(axis=-1))


def uniform_lead(m: Array, form: float) -> Array:
    """Return how far a uniform centre is ahead of local governments, at each of the parts.

    Each draws m[(1 − κ)u(gᵢ) + κ · mean u(gⱼ)] with u(g) = g^θ/θ or ln g, at a price of 1. The
    local amount solves m(1 − κ)u′(g) = 1, the uniform one mean m · u′(g) = 1.
    """
    n = len(m)
    k = np.array(PARTS)[:, None] * (n - 1) / n
    stakes = (1 - k) * m + k * (m.sum() - m) / (n - 1)
    level = _amount(np.full(n, m.mean()), form)
    return _surplus(stakes, level, form) - _surplus(stakes, _amount(m * (1 - k), form), form)


def one_way_lead(m: Array, form: float) -> Array:
    """Return the same where the good of the first district reaches the second, and none comes back.

    Who lives upstream draws m₁u(g₁), who lives downstream m₂[(1 − κ)u(g₂) + κu(g₁)].
    """
    k = np.array(PARTS) / 2
    stakes = np.stack([m[0] + k * m[1], (1 - k) * m[1]], -1)
    local = np.stack([np.full_like(k, m[0]), (1 - k) * m[1]], -1)
    level = _amount(np.full(2, m.mean()), form)
    return _surplus(stakes, level, form) - _surplus(stakes, _amount(local, form), form)


def substitutes_lead(m: Array, form: float) -> Array:
    """Return the same where what spills over stands in for one's own: m u((1 − κ)gᵢ + κ mean gⱼ).

    Each local government fills up what it has to x with m(1 − κ)u′(x) = 1. With the sum S of all
    amounts, what i gives is max(0, x − eS)/d for e = κ/(n − 1) and d = 1 − κ − e.
    """
    n = len(m)
    k = np.array(PARTS)[:, None] * (n - 1) / n
    want, e = _amount(m * (1 - k), form), k / (n - 1)
    d = np.maximum(1 - k - e, 1e-9)
    low, high = np.zeros_like(k), want.sum(axis=1, keepdims=True) / np.minimum(d, e)
    for _ in range(80):
        total = (low + high) / 2
        short = (np.maximum(want - e * total, 0) / d).sum(axis=1, keepdims=True) > total
        low, high = np.where(short, total, low), np.where(short, high, total)
    local = (m * _worth(np.maximum(want, e * low), form)).sum(axis=1) - low[:, 0]
    level = _amount(np.array(m.mean()), form)
    return np.asarray(m.sum() * _worth(level, form) - n * level - local)


def delegates(m: Array, k: float, form: float) -> Array:
    """Return whom two districts send to a legislature that does the best for its members.

    Delegates λ agree on amounts of sᵢ^η with sᵢ = (1 − κ)λᵢ + κλⱼ and η = 1/(1 − θ). Voters pay
    half, so each district's answer solves, with near and far shares w ::

        Σⱼ wᵢⱼ sⱼ^(η−1) [mᵢwᵢⱼ/sⱼ − ½] = 0

    unless the one that wants less sends 0 and the other, whatever the benefit, 2mᵢ.
    """
    reach, power = np.array([[1 - k, k], [k, 1 - k]]), 1 / (1 - form)

    def slopes(s: Array) -> Array:
        return np.asarray((reach * s ** (power - 1) * (m[:, None] * reach / s - 0.5)).sum(axis=1))

    if m[0] == m[1]:
        return np.full(2, 2 * m[0] * ((1 - k) ** 2 + k**2))
    alone = np.where(m == m.max(), 2 * m, 0.0)
    if slopes(reach @ alone)[m.argmin()] <= 0:
        return alone
    found = root(lambda x: slopes(np.exp(x)), np.log(reach @ (2 * m)), tol=1e-12)
    return np.asarray(np.linalg.solve(reach, np.exp(found.x)))


def _three(m: Array, form: float, centre: str) -> tuple[Array, Array, Array, Array]:
    """Return surpluses of two districts at each part: local, central, best; what the best costs."""
    k = np.array(PARTS) / 2
    reach = np.stack([np.stack([1 - k, k], -1), np.stack([k, 1 - k], -1)], -2)
    stakes = m @ reach
    best = _amount(stakes, form)
    if centre == "narrow":  # who has the say gives each district what it is worth to her own
        either = [_amount(2 * m[i] * reach[:, i], form) for i in (0, 1)]
        central = np.mean([_surplus(stakes, g, form) for g in either], axis=0)
    elif centre == "cooperative":
        sent = np.array([delegates(m, each, form) for each in k])
        central = _surplus(stakes, _amount((reach @ sent[..., None])[..., 0], form), form)
    else:
        central = _surplus(stakes, _amount(np.full(2, m.mean()), form), form)
    local = _surplus(stakes, _amount(m * (1 - k)[:, None], form), form)
    return local, np.asarray(central), _surplus(stakes, best, form), best.sum(axis=-1)


def legislature_lead(m: Array, form: float, rule: str) -> Array:
    """Return how far a legislature of two districts is ahead, at each of the parts."""
    local, central, *_ = _three(m, form, rule)
    return central - local


def changes_hands_once(lead: Array) -> bool:
    """Tell whether the centre falls behind nowhere above a spillover at which it is ahead."""
    ahead = lead > -1e-12
    return bool(ahead[-1] and (np.diff(ahead.astype(int)) >= 0).all())


@lru_cache(maxsize=1)
def leads() -> dict[str, list[Array]]:
    """Return the lead of the centre in all cases in which the sentence can fail."""
    # whoever wants more may live upstream or downstream
    both = pairs() + [(m[::-1], form) for m, form in pairs() if m[0] != m[1]]
    return {
        "substitutes": [substitutes_lead(m, form) for m, form in product(wishes(), FORMS)],
        "cooperative": [legislature_lead(m, form, "cooperative") for m, form in pairs()],
        "narrow": [legislature_lead(m, form, "narrow") for m, form in pairs()],
        "one way": [one_way_lead(m, form) for m, form in both],
    }


def _counted(held: list[bool]) -> tuple[int, int]:
    return sum(held), len(held) - sum(held)


@reproduces("V.R1")
def counts_of_levels() -> tuple[tuple[int, int], ...]:
    """Count where a good changes hands once, to the centre: all cases, then each family."""
    held = [[changes_hands_once(x) for x in found] for found in leads().values()]
    return _counted([one for family in held for one in family]), *map(_counted, held)


@reproduces("V.R2")
def counts_of_small_losses() -> tuple[tuple[int, int], ...]:
    """Count where the better level misses less than a tenth of what the best amounts cost."""
    told = []
    for centre in ("uniform", "cooperative", "narrow"):
        held: list[bool] = []
        for m, form in pairs():
            local, central, best, cost = _three(m, form, centre)
            held += ((best - np.maximum(local, central)) < SMALL * cost).tolist()
        told.append(_counted(held))
    return tuple(told)


@reproduces("V.R5")
def counts_of_shrinking_leads() -> tuple[int, int]:
    """Count where a uniform centre's lead shrinks from one part to the next, for substitutes."""
    return _counted([bool((np.diff(x) < -1e-9).any()) for x in leads()["substitutes"]])
