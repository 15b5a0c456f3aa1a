"""Section IV.A: climate and economy, a renewable resource, the weight of the future."""

from __future__ import annotations

from govlib.published import reproduces
from govlib.sustainability import (
    NORDHAUS,
    STERN,
    Dice,
    GammaDiscounting,
    Optimum,
    ResourceEconomy,
    baseline,
    optimum,
)

#: the model with Nordhaus's parameters, the island of the base case, the opinions on the rate
DICE = Dice()
ISLAND = ResourceEconomy()
OPINIONS = GammaDiscounting(mean=0.04, sd=0.03)


def _cost(found: Optimum, year: int) -> float:
    return float(found.social_cost[DICE.period(year)])


@reproduces("DICE-01")
def carbon_2015_baseline() -> float:
    """Price a tonne of 2015 under today's policies."""
    return _cost(baseline(DICE), 2015)


@reproduces("DICE-02")
def carbon_2020_baseline() -> float:
    """Price a tonne of 2020 under today's policies."""
    return _cost(baseline(DICE), 2020)


@reproduces("DICE-04")
def carbon_2030_baseline() -> float:
    """Price a tonne of 2030 under today's policies."""
    return _cost(baseline(DICE), 2030)


@reproduces("DICE-05")
def carbon_2055_baseline() -> float:
    """Price a tonne of 2055, which is printed under 2050."""
    return _cost(baseline(DICE), 2055)


@reproduces("DICE-06")
def carbon_2050_baseline() -> float:
    """Price a tonne of 2050 under today's policies."""
    return _cost(baseline(DICE), 2050)


@reproduces("DICE-07")
def carbon_2020_optimum() -> float:
    """Price a tonne of 2020 under the best policy."""
    return _cost(optimum(DICE), 2020)


@reproduces("DICE-09")
def carbon_2020_within_limit() -> float:
    """Price a tonne of 2020 where warming must stay below 2.5 °C."""
    return _cost(optimum(DICE, warming_limit=2.5), 2020)


@reproduces("DICE-10")
def warming_2100_baseline() -> float:
    """Read the thermometer of 2100 under today's policies."""
    return float(baseline(DICE).path.at(2100).warming)


@reproduces("DICE-13")
def warming_2100_by_rule() -> float:
    """Read the thermometer of 2100 under a fixed saving rate and the base price."""
    path = DICE.path(DICE.control_at(DICE.base_prices), saving=DICE.late_saving)
    return float(path.at(2100).warming)


@reproduces("DICE-15")
def output_2015() -> float:
    """Produce in 2015."""
    return float(DICE.path(control=DICE.initial_control, saving=0.25).flows.gross[0])


@reproduces("BT-01")
def resting_stock() -> float:
    """Find the stock at which the population stands still."""
    return ISLAND.steady_state().stock


@reproduces("BT-02")
def resting_population() -> float:
    """Find the population at which the stock stands still."""
    return ISLAND.steady_state().population


@reproduces("BT-03")
def return_to_rest() -> float:
    """Find how fast a deviation from the steady state shrinks."""
    return ISLAND.steady_state().eigenvalues[0].real


@reproduces("BT-05")
def largest_population() -> float:
    """Find the largest population after forty settlers land."""
    peak = ISLAND.path(200).peak
    return peak[1] if peak else float("nan")


@reproduces("BT-07")
def smallest_stock() -> float:
    """Find the smallest stock after forty settlers land."""
    bottom = ISLAND.path(200).bottom
    return bottom[1] if bottom else float("nan")


@reproduces("GAMMA-01")
def rate_at_50() -> float:
    """Find the rate for a dollar in 50 years."""
    return float(OPINIONS.rate(50))


@reproduces("GAMMA-02")
def rate_at_100() -> float:
    """Find the rate for a dollar in 100 years."""
    return float(OPINIONS.rate(100))


@reproduces("GAMMA-03")
def weight_at_100() -> float:
    """Weigh a dollar in 100 years."""
    return float(OPINIONS.factor(100))


@reproduces("GAMMA-06")
def what_doubt_adds() -> float:
    """Compare a dollar in 100 years under doubt and under the mean rate."""
    return float(OPINIONS.factor(100) / GammaDiscounting(OPINIONS.mean, 0).factor(100))


@reproduces("RAMSEY-01")
def stern_over_nordhaus() -> float:
    """Compare a dollar in 100 years for Stern and for Nordhaus."""
    return float(STERN.factor(100) / NORDHAUS.factor(100))
