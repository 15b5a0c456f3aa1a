"""Section IV.C: what a further channel adds, what naming one adds, over many versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from govlib.agreements import PrivateProvision, crowding_out
from govlib.financing import BonusContract, Donors, PledgeGame, VolunteersDilemma
from govlib.published import reproduces

#: members, weight of the good, richest income over the poorest, new money over the gifts before
SIZES, WEIGHTS, RATIOS, PARTS = (2, 3, 5, 10, 30), (0.3, 0.5, 0.7), (1, 4, 16), (0.1, 0.5, 1, 2)

#: weights of the pleasure of giving itself
GLOWS = (0.05, 0.2)

#: donors of one economy of gifts and funds, and how fast a further dollar loses its use
DONORS, ELASTICITIES = (
    ((1, 2, 3, 4), (1, 1, 1, 1), (1, 1, 1, 9), tuple(range(1, 11))),
    (0.3, 0.5, 0.7),
)

#: members, cost of acting, chance that an act fails, precision of those who err
GROUPS, COSTS = (2, 3, 5, 10, 30, 100), (0.05, 0.1, 0.25, 0.5, 0.75, 0.9)
FAILURES, PRECISIONS = (0.05, 0.2, 0.4), (2, 5, 20)

FOUR = Donors([1, 2, 3, 4])


def warm_glow(
    incomes: NDArray[np.float64],
    weight: float,
    glow: float,
    taxes: float = 0.0,
    grant: float = 0.0,
) -> float:
    """Return the public good where giving itself is worth something (Andreoni 1990).

    Each has the utility (1 − α − ω) ln x + α ln G + ω ln g, and gives the positive root of
    (α/G) g² + (1 − α − αy/G) g − ωy = 0 out of an income y after taxes (derived here).
    """
    left = incomes - taxes
    public = taxes * incomes.size + grant
    low, high = 1e-12, float(incomes.sum()) + grant
    for _ in range(80):
        middle = (low + high) / 2
        a = weight / middle
        b = 1 - weight - a * left
        gifts = (-b + np.sqrt(b * b + 4 * a * glow * left)) / (2 * a)
        low, high = (middle, high) if gifts.sum() + public > middle else (low, middle)
    return (low + high) / 2


def economies() -> Iterator[tuple[NDArray[np.float64], float]]:
    """Yield incomes that fall by a fixed ratio from rich to poor, and the weight of the good."""
    for n, weight, ratio in product(SIZES, WEIGHTS, RATIOS):
        yield ratio ** -np.linspace(0, 1, n), weight


def channels() -> Iterator[tuple[str, bool]]:
    """Yield the kind of channel, and whether at least half of its money is added to the good."""
    for incomes, weight in economies():
        plain = PrivateProvision(incomes, weight)
        before = float(plain.equilibrium().public)
        for part, kind in product(PARTS, ("taxes", "grant")):
            money = part * before
            tax, grant = (money / incomes.size, 0.0) if kind == "taxes" else (0.0, money)
            if tax > incomes.min():
                continue  # the poorest could not pay
            rise = float(crowding_out(plain, taxes=tax, grant=grant).rise)
            yield kind, rise >= money / 2 - 1e-9
            for glow in GLOWS:
                alone = warm_glow(incomes, weight, glow)
                spent = part * alone
                tax, grant = (spent / incomes.size, 0.0) if kind == "taxes" else (0.0, spent)
                if tax > incomes.min():
                    continue
                rise = warm_glow(incomes, weight, glow, tax, grant) - alone
                yield f"{kind}, warm glow", rise >= spent / 2 - 1e-9
    for worth, elasticity, part in product(DONORS, ELASTICITIES, PARTS):
        donors = Donors(worth, elasticity)
        alone = donors.equilibrium().level
        for name, taxes in (("from outside", 0.0), ("foreseen", 1 / len(worth))):
            fund = part * alone
            matched = donors.matched(donors.rate_for_fund(fund, taxes=taxes), taxes=taxes)
            yield f"matching, {name}", matched.level - alone >= matched.fund / 2 - 1e-9
            share = donors.share_for_fund(fund, taxes=taxes)
            rooted = donors.quadratic(share, taxes=taxes)
            yield f"quadratic, {name}", rooted.level - alone >= rooted.fund / 2 - 1e-9


def naming() -> Iterator[tuple[str, bool]]:
    """Yield what is assumed, and whether one named member does better than a group without name.

    By the chance that the good comes, and by what members expect on average.
    """
    for n, cost in product(GROUPS, COSTS):
        for failure in FAILURES:
            group = VolunteersDilemma(n, cost, failure=failure)
            crowd, acts = group.equilibrium(), cost < 1 - failure
            yield "may fail", bool(group.named > crowd.provided)
            yield "may fail, payoff", bool(group.named - acts * cost / n > crowd.payoff)
        for precision in PRECISIONS:
            crowd = VolunteersDilemma(n, cost).quantal(precision)
            # the named one errs as well: acting wins her 1 − κ, the others being known to wait
            acts = 1 / (1 + np.exp(-precision * (1 - cost)))
            yield "err", bool(acts > crowd.provided)
            yield "err, payoff", bool(acts - acts * cost / n > crowd.payoff)


def _counts(cases: Iterable[tuple[str, bool]], rows: tuple[str, ...]) -> list[list[int]]:
    found = list(cases)
    return [[found.count((row, held)) for held in (True, False)] for row in rows]


@reproduces("FIN-01")
def what_a_channel_adds() -> list[list[int]]:
    """Count where at least half of the new money is added, by kind of channel."""
    kinds = ("taxes", "grant", "taxes, warm glow", "grant, warm glow")
    rules = (
        f"{rule}, {name}"
        for rule in ("matching", "quadratic")
        for name in ("from outside", "foreseen")
    )
    return _counts(channels(), (*kinds, *rules))


@reproduces("FIN-02")
def what_naming_one_adds() -> list[list[int]]:
    """Count where naming one makes the good likelier."""
    return _counts(naming(), ("may fail", "may fail, payoff", "err", "err, payoff"))


@reproduces("FIN-03")
def taxes_foreseen() -> tuple[float, ...]:
    """Let four donors foresee an equal tax for the fund, and a hundred equals."""
    hundred = Donors(np.ones(100))
    return (
        FOUR.quadratic(taxes=0.25).level,
        FOUR.quadratic(taxes=np.arange(1, 5) / 10).level,
        hundred.quadratic(taxes=0.01).level / hundred.optimum().level,
    )


@reproduces("FIN-04")
def three_collude() -> tuple[float, ...]:
    """Let three of four donors collude, under the full match and under a quarter of it."""
    full, part = (FOUR.quadratic(share, colluders=range(3)) for share in (1, 0.25))
    return full.fund, full.welfare, part.welfare, FOUR.quadratic(0.25).welfare


@reproduces("FIN-05")
def a_joint_promise() -> tuple[float, ...]:
    """Ask four donors for a joint promise, and take the first for keener than she is."""
    right = BonusContract.in_proportion(FOUR, bonus=1)
    wrong = BonusContract.in_proportion(FOUR, bonus=1, believed=[1.25, 2, 3, 4])
    return right.outcome().level, right.outcome().fund, wrong.outcome().level, wrong.outcome().fund


@reproduces("FIN-06")
def a_campaign_for_pledges() -> tuple[float, ...]:
    """Need ten pledges of twenty at three tenths of the worth: lost, back, with a bonus."""
    lost, back = (PledgeGame(20, 10, 0.3, refund).equilibrium() for refund in (False, True))
    more = PledgeGame(20, 10, 0.3, bonus=0.3).equilibrium()
    return lost.success, back.success, more.success
