"""Section II: the public good, how gifts add up, and conditional cooperation."""

from __future__ import annotations

import numpy as np

from govlib.financing import VolunteersDilemma
from govlib.games import (
    GiftEconomy,
    LinearPublicGood,
    Population,
    WeakestLinkGame,
    load_sessions,
    stylised,
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
