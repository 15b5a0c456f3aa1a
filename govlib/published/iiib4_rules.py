"""Section III.B.4: in how many cases the chapter's three sentences hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np

from govlib.conventions import CoordinationGame, RingGame, TwoKinds, Urn, power_rule
from govlib.games import CommonPool, EqualSecurity
from govlib.published import reproduces

#: what is varied: users, exponents of the yield
USERS, POWERS = (2, 3, 4, 6, 8, 10, 20, 30), (0.3, 0.5, 0.7)

#: networks, direct risks, cost over direct risk, contagion, leaks
NETWORKS, RISKS = (5, 10, 20, 40), (0.1, 0.2, 0.4)
COSTS, CONTAGION, LEAKS = (0.25, 0.5, 0.75, 1.5), (0.02, 0.05, 0.1, 0.2), (1, 0.9, 0.4, 0)

#: players, worth of the better convention, safety of the worse, errors
PLAYERS, WORTHS, SAFETY, ERRORS = (10, 40, 193), (1.2, 1.5, 2, 4), (0, 0.5, 1), (0.1, 0.2)

#: barriers, shares of the first kind, exponents of urns
BARRIERS, SHARES = (2, 3, 5, 8, 12), (0.4, 0.45, 0.5, 0.55, 0.6)
COPIED, DAMPED, ADOPTERS = (1, 1.5, 2, 3), (0.3, 0.5, 0.7), 400

#: a lead, in share of the chance, that counts
POINTS = 0.05


def counted(held: Iterable[bool]) -> list[int]:
    """Count true and false."""
    every = list(held)
    return [sum(every), len(every) - sum(every)]


def power_pool(n: int, power: float) -> float:
    """Return the share of the rent that n leave of a pool with yield X^s; effort costs 1."""

    def rent(use: float) -> float:
        return float(use**power - use)

    free = ((n - 1 + power) / n) ** (1 / (1 - power))
    return rent(free) / rent(power ** (1 / (1 - power)))


def short_pools() -> Iterator[bool]:
    """Tell of each pool whether less than nine tenths of the rent are left."""
    for n in USERS:
        yield float(CommonPool(n).efficiency) < 0.9
        for power in POWERS:
            yield power_pool(n, power) < 0.9


def short_networks(leak: float, *, start: int = 0, dearest: float = np.inf) -> Iterator[bool]:
    """Tell of each group whether it bears over a hundredth more than it must.

    It starts with nobody protected (0) or with all (−1), that is from the first or the last
    equilibrium; groups whose protection costs more than ``dearest`` direct risks are left out.
    """
    costs = [part for part in COSTS if part <= dearest]
    for n, p, part, q in product(NETWORKS, RISKS, costs, CONTAGION):
        game = EqualSecurity(n, part * p, p, q, leak=leak)
        mean = np.asarray(game.mean_cost(np.arange(n + 1)))
        yield bool(mean[game.equilibria()[start]] > 1.01 * mean.min())


@reproduces("IIIB4.V1")
def deficits() -> list[list[int]]:
    """Count where nobody's rule leaves a deficit."""
    from_nobody = [counted(short_networks(leak)) for leak in LEAKS]
    from_all = counted(short_networks(1, start=-1))
    return [
        counted(short_pools()),
        *from_nobody,
        from_all,
        counted(short_networks(1, start=-1, dearest=1)),
    ]


def coordination() -> Iterator[tuple[CoordinationGame, float]]:
    """Yield games and errors."""
    for n, a, c, error in product(PLAYERS, WORTHS, SAFETY, ERRORS):
        yield CoordinationGame(n, a, 0, c, 1), error


def kept() -> Iterator[bool]:
    """Tell of each game with a safer convention whether that one is kept."""
    for game, error in coordination():
        run = game.long_run(error)
        if game.risk_dominant != "both":
            yield (run.share_first if game.risk_dominant == "first" else run.share_second) > 0.9


@reproduces("IIIB4.V2")
def orders() -> list[list[int]]:
    """Count where the better convention comes up soon, and where the safer one is kept."""
    all_meet = counted(game.long_run(error).log10_to_first < 3 for game, error in coordination())
    beside = counted(
        float(np.median(RingGame(game).waits(error, draws=15, most=1001, rng=1))) < 1000
        for game, error in coordination()
    )
    return [all_meet, beside, counted(kept())]


def leads(shares: Iterable[float]) -> Iterator[float]:
    """Yield what a lead of one at the start adds to the chance, over a lead of the other."""
    for up, down, share in product(BARRIERS, BARRIERS, shares):
        with_it = TwoKinds(up - 1, down + 1, share).chance_of_first
        yield with_it - TwoKinds(up + 1, down - 1, share).chance_of_first


def head_starts(exponents: Iterable[float]) -> Iterator[float]:
    """Yield what a ball more at the start adds to the chance of three fifths."""
    for exponent, few in product(exponents, range(1, 6)):
        rule = power_rule(exponent)
        with_it = Urn(few + 1, few, rule).chance_above(0.6, steps=ADOPTERS)
        yield with_it - Urn(few, few + 1, rule).chance_above(0.6, steps=ADOPTERS)


@reproduces("IIIB4.V3")
def early_rules() -> list[list[int]]:
    """Count where one early adopter matters at all, and where it matters much."""
    even, uneven = list(leads([0.5])), list(leads(share for share in SHARES if share != 0.5))
    copied, damped = list(head_starts(COPIED)), list(head_starts(DAMPED))
    much = [counted(x > POINTS for x in group) for group in (even, uneven, copied, damped)]
    return [counted(x > 0 for x in even + uneven + copied), *much]
