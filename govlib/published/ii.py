"""Section II: the public good, how gifts add up, and conditional cooperation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from govlib.data import load
from govlib.financing import VolunteersDilemma
from govlib.games import (
    GiftEconomy,
    LinearPublicGood,
    Population,
    WeakestLinkGame,
    best_efforts,
    load_sessions,
    needed_trust,
    stylised,
    supply_for_tastes,
)
from govlib.published import reproduces

#: the stage game of Fischbacher, Gächter and Fehr (2001) and of the sessions of 2010
EXPERIMENT = LinearPublicGood(n=4, mpcr=0.4, endowment=20)

#: three countries whose incomes differ
COUNTRIES = GiftEconomy([10, 6, 2])


@reproduces("II.A1")
def coalition_at_the_low_return() -> int:
    """Count the givers who gain at a return of 0.3."""
    return int(LinearPublicGood(10, 0.3).smallest_profitable_coalition)


@reproduces("II.A2")
def coalition_at_the_high_return() -> int:
    """Count the givers who gain at a return of 0.75."""
    return int(LinearPublicGood(10, 0.75).smallest_profitable_coalition)


@reproduces("II.A3")
def what_cooperation_multiplies() -> float:
    """Divide the payoff of full giving by that of none."""
    game = LinearPublicGood(10, 0.3)
    return float(game.optimum().payoff / game.equilibrium().payoff)


@reproduces("II.A5")
def payoff_if_all_give() -> float:
    """Pay each of four who give all they have."""
    return float(EXPERIMENT.payoffs([20, 20, 20, 20])[0])


@reproduces("II.A6")
def payoff_of_a_lone_giver() -> float:
    """Pay the one who gives all while three give nothing."""
    return float(EXPERIMENT.payoffs([20, 0, 0, 0])[0])


@reproduces("II.A8")
def patience_among_four() -> float:
    """Find the patience that full giving asks of four."""
    return float(LinearPublicGood(4, 0.3).critical_discount)


@reproduces("II.A9")
def patience_among_ten() -> float:
    """Find the patience that full giving asks of ten."""
    return float(LinearPublicGood(10, 0.3).critical_discount)


@reproduces("II.A11")
def shares_of_types() -> tuple[float, ...]:
    """Recover the mix of types from the schedules measured in 2010."""
    sessions = load_sessions()
    shares = dict(zip(sessions.schedules.names, sessions.shares, strict=True))
    order = ("conditional cooperator", "free rider", "hump-shaped")
    return tuple(float(shares[name]) for name in order)


@reproduces("II.A12")
def third_period() -> float:
    """Follow the mean field for three periods."""
    people = Population(stylised(20), [0.50, 0.36, 0.14])
    return float(people.run(belief=10, steps=3).mean[-1])


@reproduces("II.O1")
def weakest_link_payoffs() -> tuple[float, ...]:
    """Pay three players of the minimum-effort game."""
    game = WeakestLinkGame()
    return tuple(np.asarray(game.payoff([7, 1, 7], [7, 1, 1])).tolist())


@reproduces("II.O2")
def weakest_link_equilibria() -> int:
    """Count the efforts that are best replies to themselves."""
    return len(WeakestLinkGame().equilibria())


@reproduces("II.O3")
def summation_shortfall() -> float:
    """Divide the Nash total by the efficient one among ten equals."""
    ten = GiftEconomy(np.full(10, 3.0))
    return float(ten.summation_total / ten.optimum_total)


@reproduces("II.O5")
def nobody_volunteers() -> tuple[float, ...]:
    """Find how often nobody provides, among two and among ten."""
    return tuple(np.asarray(VolunteersDilemma([2, 10], 0.5).equilibrium().nobody).tolist())


@reproduces("II.O7")
def three_countries_sum() -> float:
    """Add the Nash gifts of three countries."""
    return float(COUNTRIES.summation_total)


@reproduces("II.O8")
def three_countries_weakest_link() -> float:
    """Find the best level that the weakest link allows."""
    return float(COUNTRIES.weakest_link_best)


@reproduces("II.O9")
def three_countries_best_shot() -> tuple[tuple[int, float], ...]:
    """List the countries that can be the only provider."""
    return tuple((eq.provider, eq.level) for eq in COUNTRIES.best_shot_equilibria())


@reproduces("II.O10")
def aid_under_three_technologies() -> tuple[float, ...]:
    """Supply the good after the rich of three has handed 2 to the poor."""
    after = GiftEconomy([8, 6, 4])
    return (
        float(after.weakest_link_best),
        float(after.summation_total),
        after.best_shot_equilibria()[0].level,
    )


@reproduces("II.O11")
def trust_that_seven_needs() -> tuple[float, ...]:
    """Find how sure one must be of each of the others, among 2, 14 and 193."""
    return tuple(needed_trust(WeakestLinkGame(), n) for n in (2, 14, 193))


@reproduces("II.O12")
def best_reply_to_the_first_round() -> tuple[int, ...]:
    """Answer the efforts of 1990 in groups of 2, 5, 14 and 16."""
    shares = load("weakest_link_vhbb1990").percent_round_1.sort_index() / 100
    return tuple(
        int(best_efforts(WeakestLinkGame(), shares.to_numpy(), n)[0]) for n in (2, 5, 14, 16)
    )


@reproduces("II.O14")
def shares_of_the_efficient_amount() -> tuple[float, ...]:
    """Divide what ten equals supply by what they would choose together, for three technologies."""
    ten = GiftEconomy(np.full(10, 3.0))
    together = float(ten.optimum_total)  # each may draw on the purse of all
    return (
        float(ten.summation_total) / together,
        float(ten.weakest_link_best) / (together / 10),  # a tenth of the purse goes to each link
        ten.best_shot_equilibria()[0].level / together,
    )


#: a transfer in one economy: what was varied, incomes before and after, wanted ratios x : G
AidCase = tuple[str, np.ndarray[Any, Any], np.ndarray[Any, Any], Any]


def aid_cases(draws: int = 10) -> Iterator[AidCase]:
    """Yield transfers from the richest to the poorest, over numbers, spreads, sizes and tastes."""
    rng = np.random.default_rng(1983)
    sizes = product((2, 3, 5, 10, 50), (0.3, 1.0, 2.0), (0.01, 0.1, 0.5), range(draws))
    for n, spread, share, _ in sizes:
        before = np.sort(rng.lognormal(0, spread, n))
        yield from (
            ("one taste", before, _aided(before, share), r) for r in (1 / 9, 1 / 3, 1, 3, 9)
        )
        for _ in range(5):
            yield "many tastes", before, _aided(before, share), rng.lognormal(0, 1, n)
        if n > 2:
            twins = before.copy()
            twins[1] = twins[0]
            yield "two poorest", twins, _aided(twins, share), 1.0


def _aided(incomes: np.ndarray[Any, Any], share: float) -> np.ndarray[Any, Any]:
    """Move a share of the gap, at most a half, from the last and richest to the first."""
    moved = share * (incomes[-1] - incomes[0])
    after = incomes.copy()
    after[0] += moved
    after[-1] -= moved
    return after


@reproduces("II.O13")
def where_aid_helps_one_technology_only() -> tuple[tuple[int, int], ...]:
    """Count cases in which aid raises the least effort and neither the sum nor the greatest."""
    counts = {"one taste": [0, 0], "many tastes": [0, 0], "two poorest": [0, 0]}
    for name, before, after, ratios in aid_cases():
        old, new = supply_for_tastes(before, ratios), supply_for_tastes(after, ratios)
        more = [b > a * (1 + 1e-9) for a, b in zip(old, new, strict=True)]
        counts[name][more != [True, False, False]] += 1
    return tuple((held, not_held) for held, not_held in counts.values())
