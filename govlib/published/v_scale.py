"""Section V: regions that leave, trade, and the counts of robustness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from govlib.nations import (
    Districts,
    Nations,
    TradingNations,
    best_secession,
    cooperative,
    critical_spillover,
    largest_secession_proof,
    largest_without_new_nation,
    minimum_winning,
)
from govlib.published import reproduces
from govlib.published.v import WORLD

#: worlds on a line that the counts look at
COSTS, DISTANCES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05), (0.5, 1.0, 2.0)
#: exponents of the loss by distance; 1 is the line of the chapter
BENDS = (0.5, 1.0, 2.0, 4.0)
#: income by a large market, openness, exponents of income in the size of the market
MARKETS, OPENNESS, EXPONENTS = (0.05, 0.1, 0.2), (0.0, 0.25, 0.5, 0.75, 1.0), (0.3, 0.6, 1.0)

#: districts, spreads of the logarithms of their wishes, draws
SIZES, SPREADS, DRAWS = (2, 3, 5, 10), (0.0, 0.5, 1.0, 2.0), 5
#: spillovers, as shares of the largest that there can be
PARTS = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
#: benefits of a good, g to the power θ over θ; 0 stands for the logarithm
FORMS = (0.5, 0.0, -1.0)
#: ratios of two wishes under a legislature
RATIOS = (1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 5.0, 8.0, 12.0, 20.0)


@reproduces("V.L1")
def cost_of_other_numbers() -> tuple[float, float]:
    """Compare what is taken at the borders' and at the rulers' number with the least."""
    least = 1 - float(WORLD.optimum().average)
    others = (WORLD.stable(), WORLD.divided(WORLD.leviathan(0.25).number))
    votes, rulers = ((1 - float(split.average)) / least - 1 for split in others)
    return votes, rulers


@reproduces("V.S1")
def sizes_that_hold() -> tuple[float, float, float, float]:
    """Say up to which size nations are left whole: half, all across a border, all of a region."""
    half, every = (float(largest_without_new_nation(WORLD, support=s)) for s in (0.5, 1))
    return float(WORLD.optimum().size), half, every, float(largest_secession_proof(WORLD))


@reproduces("V.S2")
def region_that_leaves() -> tuple[float, float, float]:
    """Let a region leave a nation of 0.4, and another one a nation of 0.3."""
    large, small = best_secession(WORLD, 0.4), best_secession(WORLD, 0.3)
    return float(large.size), float(large.gain), float(small.gain)


@reproduces("V.O1")
def numbers_by_openness() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Open a world with markets: the best number of nations, and the one that borders hold."""
    trading = TradingNations(WORLD, 0.2, [0, 0.2, 0.4, 0.6, 0.8, 1])
    best, held = trading.optimum(whole=True).number, trading.stable(whole=True).number
    return tuple(map(int, np.asarray(best))), tuple(map(int, np.asarray(held)))


@reproduces("V.D1")
def border_by_difference() -> tuple[tuple[float, ...], ...]:
    """Find the critical spillover as two wishes part, under three centres."""
    pairs = [Districts([ratio, 1]) for ratio in (1, 2, 5, 30)]
    rules = ("cooperative", "minimum winning")
    uniform = tuple(pair.critical_spillover for pair in pairs)
    return uniform, *(tuple(critical_spillover(pair, rule) for pair in pairs) for rule in rules)


@reproduces("V.D2")
def advantage_by_difference() -> tuple[tuple[float, ...], ...]:
    """Say how far a uniform centre is ahead, at three spillovers, as wishes of 2 in all part."""
    pairs = [Districts([1 + h, 1 - h]) for h in (0, 0.25, 0.5)]
    ahead = [
        [float(pair.centralised(k).surplus - pair.decentralised(k).surplus) for pair in pairs]
        for k in (0.1, 0.25, 0.4)
    ]
    return tuple(map(tuple, ahead))


# ---- counts


def wishes() -> Iterator[NDArray[np.float64]]:
    """Yield what districts want; without a spread one draw is enough."""
    for n, spread in product(SIZES, SPREADS):
        for draw in range(DRAWS if spread else 1):
            rng = np.random.default_rng([n, int(10 * spread), draw])
            yield np.exp(spread * rng.standard_normal(n))


def uniform_lead(m: NDArray[np.float64], form: float) -> NDArray[np.float64]:
    """Return how far a uniform centre is ahead of local governments, at each of the parts.

    Each draws m[(1 − κ)u(gᵢ) + κ · mean u(gⱼ)] with u(g) = g^θ/θ or ln g, at a price of 1. The
    local amount solves m(1 − κ)u′(g) = 1, the uniform one mean m · u′(g) = 1.
    """
    n = len(m)
    k = np.array(PARTS)[:, None] * (n - 1) / n
    stakes = (1 - k) * m + k * (m.sum() - m) / (n - 1)

    def solved(wish: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(wish ** (1 / (1 - form)))

    def worth(g: NDArray[np.float64]) -> NDArray[np.float64]:
        u = np.log(g) if form == 0 else g**form / form
        return np.asarray((stakes * u - g).sum(axis=1))

    local = worth(solved(m * (1 - k)))
    central = worth(np.broadcast_to(solved(np.array(m.mean())), stakes.shape))
    return central - local


def substitutes_lead(m: NDArray[np.float64], form: float) -> NDArray[np.float64]:
    """Return the same where what spills over stands in for one's own: m u((1 − κ)gᵢ + κ mean gⱼ).

    Each local government fills up what it has to x with m(1 − κ)u′(x) = 1. With the sum S of all
    amounts, what i gives is max(0, x − eS)/d for e = κ/(n − 1) and d = 1 − κ − e.
    """
    n = len(m)
    k = np.array(PARTS)[:, None] * (n - 1) / n
    want, e = (m * (1 - k)) ** (1 / (1 - form)), k / (n - 1)
    d = np.maximum(1 - k - e, 1e-9)
    low, high = np.zeros_like(k), want.sum(axis=1, keepdims=True) / np.minimum(d, e)
    for _ in range(80):
        total = (low + high) / 2
        short = (np.maximum(want - e * total, 0) / d).sum(axis=1, keepdims=True) > total
        low, high = np.where(short, total, low), np.where(short, high, total)
    own = np.maximum(want, e * low)

    def u(x: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.log(x) if form == 0 else x**form / form)

    local = (m * u(own)).sum(axis=1) - low[:, 0]
    level = np.array(m.mean() ** (1 / (1 - form)))
    return np.asarray(m.sum() * u(level) - n * level - local)


def legislature_lead(ratio: float, rule: str) -> NDArray[np.float64]:
    """Return how far a legislature of two districts is ahead, at each of the parts."""
    pair, k = Districts([ratio, 1]), 0.5 * np.array(PARTS)
    found = minimum_winning(pair, k) if rule == "narrow" else cooperative(pair, k).provision
    return np.asarray(found.surplus - pair.decentralised(k).surplus)


def changes_hands_once(lead: NDArray[np.float64]) -> bool:
    """Tell whether the centre falls behind nowhere above a spillover at which it is ahead."""
    ahead = lead > -1e-12
    return bool(ahead[-1] and (np.diff(ahead.astype(int)) >= 0).all())


def _leads() -> dict[str, list[NDArray[np.float64]]]:
    uniform = [uniform_lead(m, form) for m, form in product(wishes(), FORMS)]
    return {
        "uniform": uniform,
        "substitutes": [substitutes_lead(m, form) for m, form in product(wishes(), FORMS)],
        "cooperative": [legislature_lead(r, "cooperative") for r in RATIOS],
        "narrow": [legislature_lead(r, "narrow") for r in RATIOS],
    }


def _counted(held: list[bool]) -> tuple[int, int]:
    return sum(held), len(held) - sum(held)


@reproduces("V.R1")
def counts_of_levels() -> tuple[tuple[int, int], ...]:
    """Count where a good changes hands once, from local governments to the centre."""
    return tuple(_counted([changes_hands_once(x) for x in leads]) for leads in _leads().values())


@reproduces("V.R2")
def counts_of_the_better() -> tuple[tuple[int, int], ...]:
    """Count where local governments lose less: at small, middle and large spillovers."""
    every = np.array([lead for leads in _leads().values() for lead in leads])
    parts = np.array(PARTS)
    groups = (parts <= 0.3, (parts > 0.3) & (parts <= 0.6), parts > 0.6)
    return tuple(_counted((every[:, group] < -1e-12).ravel().tolist()) for group in groups)


def bent_numbers(cost: float, distance: float, bend: float) -> tuple[int, int, float]:
    """Return the best whole number, the one that borders hold, and what the second costs more.

    Distance l takes a·l^γ. On average a nation of size s loses a(s/2)^γ/(γ + 1), at a border
    a(s/2)^γ.
    """
    counts = np.arange(1, 400)
    far = distance * (1 / (2 * counts)) ** bend
    taken = far / (bend + 1) + cost * counts
    best = int(counts[taken.argmin()])
    edge = (distance * bend / (2**bend * cost)) ** (1 / (bend + 1))
    held = max(int(edge * (1 + 1e-12)), 1)
    return best, held, float(taken[held - 1] / taken[best - 1] - 1)


@reproduces("V.R3")
def counts_of_borders() -> tuple[tuple[int, int], ...]:
    """Count where borders hold more nations than are best, where fewer, and a cost below a tenth.

    The last pair counts trading worlds in place of bent distances, by what is lost of what
    distance, tax and small markets take.
    """
    bent = [bent_numbers(*case) for case in product(COSTS, DISTANCES, BENDS)]
    more = [held > best for best, held, _ in bent]
    fewer = [held < best for best, held, _ in bent]
    cheap = [extra < 0.1 for *_, extra in bent]
    trading = trading_worlds()
    best, held = trading.optimum(whole=True), trading.stable(whole=True)
    # a world that lost nothing would have 1, and the income of one market
    lost = (best.average - held.average) / (1 + np.asarray(trading.market) - best.average)
    trade = (np.asarray(lost) < 0.1).ravel().tolist()
    return tuple(map(_counted, (more, fewer, cheap, trade)))


def trading_worlds() -> TradingNations:
    """Return all trading worlds as one sweep: costs, distances, markets, exponents, openness."""
    lists = (COSTS, DISTANCES, MARKETS, EXPONENTS, OPENNESS)
    cost, distance, market, exponent, openness = np.meshgrid(*lists, indexing="ij")
    return TradingNations(Nations(1, distance, cost), market, openness, exponent)


@reproduces("V.R4")
def counts_of_opening() -> tuple[tuple[int, int, int], ...]:
    """Count steps of openness at which numbers rise, stay and fall; then the excess.

    First the best whole number, then the one that borders hold, then the second over the first,
    not whole.
    """
    trading = trading_worlds()
    best, held = trading.optimum(whole=True).number, trading.stable(whole=True).number
    excess = np.asarray(trading.stable().number) / trading.optimum().number
    told = []
    for values in (best, held, excess):
        step = np.diff(np.asarray(values), axis=-1)
        rises, falls = int((step > 1e-9).sum()), int((step < -1e-9).sum())
        told.append((rises, step.size - rises - falls, falls))
    return tuple(told)
