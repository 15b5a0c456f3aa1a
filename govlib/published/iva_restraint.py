"""Section IV.A: what the same warming costs each way, and which technology helps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, product

import numpy as np

from govlib.data import load
from govlib.published import reproduces
from govlib.sustainability import (
    WAYS,
    Dice,
    ResourceEconomy,
    optimum,
    restrain,
    restraint_for,
    social_cost_of_carbon,
    spread_loss,
)

#: weights of the future (time preference, elasticity), warming by a doubling of carbon, damages
#: and cost of clean energy as multiples of Nordhaus's, and how much cooler 2100 is to be
WEIGHTS = ((0.015, 1.45), (0.015, 2.0), (0.001, 1.0))
SENSITIVITIES, DAMAGES, BACKSTOPS, COOLER = (2.0, 3.1, 4.5), (1.0, 2.0, 4.0), (1.0, 4.0), 0.9

#: warming by a doubling, and damages, with which output vanishes on today's way
RUINED = (4.5, 4.0)

#: constant rates of saving between which the best is looked for, and a little slower progress
RATES, LITTLE = (0.1, 0.32), 0.0005

#: fertility, growth without any harvest, skill and regrowth on the island
FERTILITIES, BIRTHS, SKILLS = (3.0, 4.0, 5.0), (-0.05, -0.1, -0.15), (0.7, 0.8, 1, 1.5, 2, 3)
REGROWTHS = (0.02, 0.04, 0.08, 0.16)


def climates() -> Iterator[Dice]:
    """Yield the climate economies over which is counted."""
    usual = Dice()
    for (rho, eta), warms, harm, dear in product(WEIGHTS, SENSITIVITIES, DAMAGES, BACKSTOPS):
        if (warms, harm) == RUINED:
            continue
        yield replace(
            usual,
            time_preference=rho,
            elasticity=eta,
            sensitivity=warms,
            damage=usual.damage * harm,
            backstop=usual.backstop * dear,
        )


def best_saving(model: Dice, control: np.ndarray) -> float:
    """Return the constant rate of saving with the highest welfare."""
    from scipy.optimize import minimize_scalar

    def ill(rate: float) -> float:
        return -float(model.path(control, rate).welfare)

    return float(minimize_scalar(ill, bounds=RATES, method="bounded", options={"xatol": 1e-5}).x)


@lru_cache(maxsize=64)
def tell(model: Dice) -> tuple[list[bool], float]:
    """Tell of one climate economy what is counted in IVA.R1, and the points of IVA.B4."""
    goal = COOLER * restrain("less saving", None, model).today.at(2100).warming
    price, saving, slower = (restraint_for(way, goal, model) for way in WAYS[:3])
    lost = [spread_loss(run) for run in (price, saving, slower)]
    late = [run.loss(2100) for run in (price, saving, slower)]
    little = restrain("slower productivity", model.productivity_growth - LITTLE, model)
    without, priced = (best_saving(model, run.control) for run in (price.today, price.path))
    return [
        lost[0] < lost[1],
        lost[0] < lost[2],
        late[0] < min(late[1:]),
        lost[1] < 0,
        lost[2] < 0,
        without < priced,
        spread_loss(little) < 0,
    ], 100 * (priced - without)


def _counted(held: list[bool]) -> list[int]:
    return [sum(held), len(held) - sum(held)]


@reproduces("IVA.B1")
def three_brakes() -> list[list[float]]:
    """Reach 3.5 °C in 2100 by a price, by less saving, by slower productivity."""
    rows = []
    for way in WAYS[:3]:
        run = restraint_for(way, 3.5)
        worst = -float(run.change[run.path.years <= 2150].min())
        rows.append([run.level, run.loss(2100), worst, spread_loss(run), run.growth()])
    return rows


@reproduces("IVA.B2")
def if_the_poorest_emitted_nothing() -> list[float]:
    """Find the share of emitters below an HDI of 0.7, and 2100 without their emissions."""
    world = load("emissions_2018")
    hdi = load("hdi_2022").hdi_published
    low = (hdi.reindex(world.index) < 0.7).to_numpy()
    share = float(world.co2_2018_mt[low].sum() / world.co2_2018_mt.sum())
    past = world.cum_co2_1751_2018_mt
    today = restrain("carbon price").today
    control = today.control + share * (1 - today.control)
    control[0] = today.control[0]
    without = today.model.path(np.minimum(control, today.model.control_limit), today.saving)
    return [
        100 * share,
        float(100 * past[low].sum() / past.sum()),
        float(without.at(2100).warming),
    ]


@reproduces("IVA.B3")
def a_tonne_at_constant_rates() -> list[float]:
    """Price a tonne of 2020 at 2.5, 2, 1.5, 3 and 7 percent a year, whoever is richer."""
    today = restrain("carbon price").today
    # an elasticity next to nothing leaves the rate of time preference alone
    costs = []
    for rate in (0.025, 0.02, 0.015, 0.03, 0.07):
        flat = Dice(time_preference=rate, elasticity=1e-6)
        costs.append(float(social_cost_of_carbon(flat.path(today.control, today.saving))[1]))
    return costs


@reproduces("IVA.B5")
def a_tonne_and_the_last_year() -> list[list[float]]:
    """Price a tonne of 2020 with the horizon of the program, with twice as long a one, at best."""
    rows = []
    for rho, eta in (WEIGHTS[0], WEIGHTS[2]):
        costs = []
        for periods in (100, 200):
            now = restrain("less saving", None, Dice(periods=periods)).today
            own = Dice(time_preference=rho, elasticity=eta, periods=periods)
            costs.append(float(social_cost_of_carbon(own.path(now.control, now.saving))[1]))
        best = optimum(Dice(time_preference=rho, elasticity=eta))
        rows.append([*costs, float(best.at(2020).social_cost)])
    return rows


@reproduces("IVA.R1")
def price_or_restraint() -> list[list[int]]:
    """Count the climate economies in which each of seven sentences holds."""
    found = [tell(model)[0] for model in climates()]
    return [_counted(list(row)) for row in zip(*found, strict=True)]


@reproduces("IVA.B4")
def saving_without_a_price() -> list[list[float]]:
    """Find by how many points the best saving is lower without the price: least and most."""
    rows = []
    for weights in WEIGHTS:
        gaps = [tell(m)[1] for m in climates() if (m.time_preference, m.elasticity) == weights]
        rows.append([min(gaps), max(gaps)])
    return rows


@reproduces("IVA.R2")
def which_technology() -> list[list[int]]:
    """Count where cleaner, more productive and more skilful technology helps what is left."""
    cleaner, richer = [], []
    for model in climates():
        if (model.time_preference, model.elasticity) != WEIGHTS[0]:
            continue  # runs under a constant saving rate: the weights of the future move little
        now = restrain("less saving", None, model).today.at(2100).warming
        more = replace(model, productivity_growth=model.productivity_growth + 0.015)
        cleaner.append(restrain("cleaner technology", -0.03, model).path.at(2100).warming < now)
        richer.append(restrain("less saving", None, more).today.at(2100).warming < now)
    stay, calm = [], []
    for fertility, births in product(FERTILITIES, BIRTHS):
        rests = [
            ResourceEconomy(
                efficiency=skill * 1e-5, fertility=fertility, net_birth=births
            ).steady_state()
            for skill in SKILLS
        ]
        stay += [
            more.population > less.population for less, more in pairwise(rests) if more.population
        ]
    for fertility, growth in product(FERTILITIES, REGROWTHS):
        heights = []
        for skill in SKILLS:
            isle = ResourceEconomy(growth=growth, efficiency=skill * 1e-5, fertility=fertility)
            peak = isle.path(1000, points=2).peak
            heights.append(peak[1] / isle.steady_state().population if peak else 1.0)
        calm += [more < less for less, more in pairwise(heights)]
    return [_counted([bool(x) for x in row]) for row in (cleaner, richer, stay, calm)]
