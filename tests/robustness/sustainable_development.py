"""Robustness of *Now and later*: restraint against a price, and which technology helps.

    python tests/robustness/sustainable_development.py

Sentences: for the same warming a carbon price costs less than less saving and than slower
productivity; either is better than nothing; the best saving is much lower where carbon has no
price; cleaner, more productive, more skilful technology helps. Varied: weights of the future,
warming by a doubling of carbon, damages, cost of clean energy; fertility, births, regrowth and
skill on the island. Here the equations of the program are stepped through once more, for all
levels at once, and levels are found by cutting; people and resource are stepped with a rule of
Runge and Kutta, and who can stay is looked for among stocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
from counting import held_and_not, tell

PERIODS, GOAL_PERIOD = 100, 17
WAYS = {"price": (0.0, 5000.0), "saving": (None, 0.01), "productivity": (0.076, 0.0)}


def climate(
    world: tuple[float, ...], price: np.ndarray, saving: np.ndarray, growth: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return warming, consumption a head and people, each (levels, periods)."""
    warms, harm, dear = world[2:]
    people, productivity = 7403.0, 5.115 * np.ones_like(price)
    sigma, fall = 35.85 / (105.5 * 0.97), -0.0152
    capital = 223.0 * np.ones_like(price)
    air, upper, deep = (x * np.ones_like(price) for x in (851.0, 460.0, 1740.0))
    hot, sea = 0.85 * np.ones_like(price), 0.0068 * np.ones_like(price)
    back, back2 = 0.12 * 588 / 360, 0.007 * 360 / 1720
    told: list[list[np.ndarray]] = [[], [], []]
    for t in range(PERIODS):
        backstop = 550 * dear * 0.975**t
        paid = np.maximum(2 * 1.02 ** (5 * t), price * 1.02 ** (5 * t - 5) if t else 2.0)
        control = np.minimum((paid / backstop) ** (1 / 1.6), 1.0 if t < 29 else 1.2)
        gross = productivity * (people / 1000) ** 0.7 * capital**0.3
        cost = backstop * sigma / 2600 * control**2.6
        net = gross * (1 - 0.00236 * harm * hot**2 - cost)
        for series, now in zip(
            told, (hot, 1000 * net * (1 - saving) / people, people + 0 * hot), strict=True
        ):
            series.append(now)
        emitted = sigma * gross * (1 - control) + 2.6 * 0.885**t
        capital = 0.9**5 * capital + 5 * saving * net
        air, upper, deep = (
            air * 0.88 + upper * back + emitted * 5 / 3.666,
            air * 0.12 + upper * (1 - back - 0.007) + deep * back2,
            deep * (1 - back2) + upper * 0.007,
        )
        other = 0.5 + 0.5 * min((t + 1) / 17, 1)
        forcing = 3.6813 * np.log2(air / 588) + other
        hot, sea = (
            hot + 0.1005 * (forcing - 3.6813 / warms * hot - 0.088 * (hot - sea)),
            sea + 0.025 * (hot - sea),
        )
        people *= (11500 / people) ** 0.134
        productivity = productivity / (1 - growth * np.exp(-0.025 * t))
        sigma *= np.exp(5 * fall)
        fall *= 0.999**5
    return tuple(np.array(series).T for series in told)  # type: ignore[return-value]


def welfare(world: tuple[float, ...], spend: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Return the sum of weighted utilities, for each level."""
    rho, eta = world[:2]
    utility = np.log(spend) if eta == 1 else spend ** (1 - eta) / (1 - eta)
    return (people * utility / (1 + rho) ** (5 * np.arange(PERIODS))).sum(axis=1)


def usual_saving(world: tuple[float, ...]) -> float:
    """Return the saving rate of the long run."""
    rho, eta = world[:2]
    return 0.3 * 0.104 / (0.1 + 0.004 * eta + rho)


def run(world: tuple[float, ...], way: str, levels: np.ndarray) -> tuple[np.ndarray, ...]:
    """Change one thing, at all these levels."""
    same = np.ones_like(levels)
    parts = [0 * same, usual_saving(world) * same, 0.076 * same]
    parts[list(WAYS).index(way)] = levels
    return climate(world, *parts)


def level_for(world: tuple[float, ...], way: str, goal: float) -> float:
    """Find the level at which 2100 is so warm, by cutting into thirty-two parts four times."""
    start, end = WAYS[way]
    start = usual_saving(world) if start is None else start
    for _ in range(4):
        levels = np.linspace(start, end, 33)
        cool = int(np.argmax(run(world, way, levels)[0][:, GOAL_PERIOD] <= goal))
        start, end = levels[cool - 1], levels[cool]
    return float(end)


def points(world: tuple[float, ...], price: float) -> float:
    """Return by how many points the best saving is lower without a price than with it.

    The best of a grid is moved to the top of the parabola through it and its neighbours.
    """
    rates, best = np.linspace(0.02, 0.44, 169), []
    for paid in (0.0, price):
        flat = np.ones_like(rates)
        _, got, crowd = climate(world, paid * flat, rates, 0.076 * flat)
        worth = welfare(world, got, crowd)
        top = int(np.argmax(worth))
        left, mid, right = worth[top - 1 : top + 2]
        lean = (left - right) / (left - 2 * mid + right) / 2
        best.append(rates[top] + lean * (rates[1] - rates[0]))
    return float(100 * (best[1] - best[0]))


def climate_cases(world: tuple[float, ...]) -> Iterator[tuple[str, bool]]:
    """Yield what holds in one climate economy."""
    one = np.zeros(1)
    hot, spend, people = run(world, "price", one)
    goal = 0.9 * hot[0, GOAL_PERIOD]
    level = {way: level_for(world, way, goal) for way in WAYS}
    worth = {"nothing": welfare(world, spend, people)[0]}
    late = {}
    for way in WAYS:
        _, got, _ = run(world, way, np.array([level[way]]))
        worth[way], late[way] = welfare(world, got, people)[0], got[0, GOAL_PERIOD]
    yield "a price costs less than less saving", bool(worth["price"] > worth["saving"])
    yield "a price costs less than slower progress", bool(worth["price"] > worth["productivity"])
    yield (
        "in 2100 less than either",
        bool(late["price"] > max(late["saving"], late["productivity"])),
    )
    yield "less saving is better than nothing", bool(worth["saving"] > worth["nothing"])
    yield "slower progress is better than nothing", bool(worth["productivity"] > worth["nothing"])
    yield "the best saving is lower without a price", points(world, level["price"]) > 0
    _, got, _ = run(world, "productivity", np.array([0.0755]))
    little = welfare(world, got, people)[0]
    yield "a little slower progress is better than nothing", bool(little > worth["nothing"])


def technology_cases(world: tuple[float, ...]) -> Iterator[tuple[str, bool]]:
    """Yield whether faster productivity cools; cleaner output does by the equations alone."""
    growth = np.array([0.076, 0.091])
    hot, _, _ = run(world, "productivity", growth)
    yield "faster productivity cools", bool(hot[1, GOAL_PERIOD] < hot[0, GOAL_PERIOD])


def can_stay(skill: float, fertility: float, births: float, regrowth: float = 0.04) -> float:
    """Return the people among whom neither they nor the resource change, by trying stocks."""
    stock = np.linspace(1, 12000, 240_000)
    change = births + fertility * skill * 4e-6 * stock
    if change[-1] <= 0:
        return 0.0
    at = stock[np.argmax(change > 0)]
    return float(regrowth * at * (1 - at / 12000) / (skill * 4e-6 * at))


def peak(skill: float, fertility: float, regrowth: float) -> float:
    """Return the first largest number of people, stepping a quarter of a decade at a time."""
    y, h = np.array([12000.0, 40.0]), 0.25

    def slope(y: np.ndarray) -> np.ndarray:
        harvest = skill * 4e-6 * y[0] * y[1]
        births = y[1] * (-0.1 + fertility * skill * 4e-6 * y[0])
        return np.array([regrowth * y[0] * (1 - y[0] / 12000) - harvest, births])

    for _ in range(int(1000 / h)):
        a = slope(y)
        b = slope(y + h / 2 * a)
        c = slope(y + h / 2 * b)
        d = slope(y + h * c)
        following = y + h / 6 * (a + 2 * b + 2 * c + d)
        if following[1] < y[1]:
            break
        y = following
    return float(y[1])


def cases(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield what was varied, and whether it held; of climates every so many."""
    weights = ((0.015, 1.45), (0.015, 2.0), (0.001, 1.0))
    # where carbon warms by 4.5 °C and harms four times as much, nothing is left on today's way
    rest = [r for r in product((2, 3.1, 4.5), (1, 2, 4), (1, 4)) if r[:2] != (4.5, 4)]
    worlds = [(*pair, *others) for pair in weights for others in rest]
    for world in worlds[::every]:
        yield from climate_cases(world)
    for world in worlds[:16][::every]:
        yield from technology_cases(world)
    skills = (0.7, 0.8, 1, 1.5, 2, 3)
    for fertility, births in product((3, 4, 5), (-0.05, -0.1, -0.15)):
        stay = [can_stay(skill, fertility, births) for skill in skills]
        for few, more in pairwise(stay):
            if more:
                yield "more skill lets more stay", more > few
    for fertility, regrowth in product((3, 4, 5), (0.02, 0.04, 0.08, 0.16)):
        height = [
            max(peak(s, fertility, regrowth) / can_stay(s, fertility, -0.1, regrowth), 1)
            for s in skills
        ]
        for low, high in pairwise(height):
            yield "more skill calms", high < low - 1e-6


def run_counts(every: int = 1) -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases(every))


if __name__ == "__main__":
    tell(run_counts())
