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

#: channels, one a row of FIN-01
KINDS = (
    "taxes",
    "taxes on others",
    "grant",
    "taxes, warm glow",
    "grant, warm glow",
    "matching, from outside",
    "matching, foreseen",
    "quadratic, from outside",
    "quadratic, foreseen",
    "a fixed sum",
)

#: what must be added per dollar: something, more than is undone, more than the dollar. A share
#: that equals one of them but for rounding is not beyond it: where one gives alone and the weight
#: is one half, exactly half is added
YARDSTICKS, MARGIN = (0.0, 0.5, 1.0), 1e-5

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


def channels() -> Iterator[tuple[str, float]]:
    """Yield the kind of channel, and how much is added to the good per dollar of new money.

    A fund of which nothing is drawn adds nothing. A fund that is spent on this good whatever
    donors give is a grant, by whichever rule it is said to be spent.
    """
    for incomes, weight in economies():
        plain = PrivateProvision(incomes, weight)
        alone = plain.equilibrium()
        for part in PARTS:
            money = part * float(alone.public)
            equal = np.full(incomes.size, money / incomes.size)
            others = ~alone.contributes
            burdens = {"taxes": equal}
            if others.any():
                burdens["taxes on others"] = np.where(others, money / others.sum(), 0.0)
            for kind, taxes in burdens.items():
                if (taxes <= incomes).all():  # otherwise somebody could not pay
                    yield kind, float(crowding_out(plain, taxes=taxes).rise) / money
            yield "grant", float(crowding_out(plain, grant=money).rise) / money
            for glow in GLOWS:
                before = warm_glow(incomes, weight, glow)
                spent = part * before
                tax = spent / incomes.size
                if tax <= incomes.min():
                    after = warm_glow(incomes, weight, glow, tax)
                    yield "taxes, warm glow", (after - before) / spent
                after = warm_glow(incomes, weight, glow, grant=spent)
                yield "grant, warm glow", (after - before) / spent
    for worth, elasticity, part in product(DONORS, ELASTICITIES, PARTS):
        donors = Donors(worth, elasticity)
        given = donors.equilibrium().level
        fund = part * given
        yield "a fixed sum", (donors.granted(fund).level - given) / fund
        for name, owed in (("from outside", 0.0), ("foreseen", 1 / len(worth))):
            rate = donors.rate_for_fund(fund, taxes=owed)
            share = donors.share_for_fund(fund, taxes=owed)
            found = {
                "matching": donors.matched(rate, taxes=owed),
                "quadratic": donors.quadratic(share, taxes=owed),
            }
            for rule, one in found.items():
                drawn = one.fund > 1e-9 * fund
                yield f"{rule}, {name}", (one.level - given) / one.fund if drawn else 0.0


def naming() -> Iterator[tuple[str, bool]]:
    """Yield what is assumed, and whether one named member does better than a group without name.

    By the chance that the good comes, and by what members expect on average. Where an act fails
    so often that nobody acts, named or not, there is nothing to compare, and no case.
    """
    for n, cost in product(GROUPS, COSTS):
        for failure in FAILURES:
            group = VolunteersDilemma(n, cost, failure=failure)
            if cost >= 1 - failure:
                continue
            crowd = group.equilibrium()
            yield "may fail", bool(group.named > crowd.provided)
            yield "may fail, payoff", bool(group.named - cost / n > crowd.payoff)
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
def what_a_channel_adds() -> list[list[list[int]]]:
    """Count, by kind of channel and by yardstick, where it adds more than that and where not."""
    found = list(channels())
    table = []
    for kind in KINDS:
        added = np.array([part for name, part in found if name == kind])
        beyond = [int((added > least + MARGIN).sum()) for least in YARDSTICKS]
        table.append([[held, added.size - held] for held in beyond])
    return table


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
