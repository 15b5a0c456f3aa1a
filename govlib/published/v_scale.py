"""Section V: regions that leave, trade, and the counts of robustness."""

from __future__ import annotations

from itertools import product

import numpy as np

from govlib.nations import (
    Districts,
    Nations,
    TradingNations,
    best_secession,
    critical_spillover,
    largest_secession_proof,
    largest_without_new_nation,
)
from govlib.published import reproduces
from govlib.published.v import WORLD

#: worlds on a line that the counts look at
COSTS, DISTANCES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05), (0.5, 1.0, 2.0)
#: exponents of the loss by distance; 1 is the line of the chapter
BENDS = (0.5, 1.0, 2.0, 4.0)
#: income by a large market, openness, exponents of income in the size of the market
MARKETS, OPENNESS, EXPONENTS = (0.05, 0.1, 0.2), (0.0, 0.25, 0.5, 0.75, 1.0), (0.3, 0.6, 1.0)


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


def _counted(held: list[bool]) -> tuple[int, int]:
    return sum(held), len(held) - sum(held)


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
