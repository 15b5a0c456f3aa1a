"""Section IV.D: how far inspection and punishment carry, over many versions of the games."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib.enforcement import Campaign, Inspection, OpenPunishment, OptionalPunishment
from govlib.enforcement.open_punishment import FINES
from govlib.enforcement.optional_punishment import STRATEGIES
from govlib.published import reproduces

#: what is varied in the static game: loss in multiples of the gain, cost in multiples of the loss,
#: detection, false alarms. No share that is kept, 0, ½ or 1, is a loss: there a leader is torn.
LOSSES, COSTS = (0.7, 1.5), (0.05, 0.09, 0.2, 0.4, 0.8, 1.5)
DETECTIONS, ALARMS = (0.6, 1.0), (0.0, 0.1)

#: fines, in multiples of the gain, and precisions of those who err
HEIGHTS, PRECISIONS = (1, 2, 4, 8), (5, 20, 100)

#: multiplier with the worth of staying out, size of groups, fine, its cost, strength of imitation
GOODS = (((3.0, 1.0), (4.0, 0.5)), (3, 5, 10), (0.7, 1.4), (0.35, 0.7), (0.1, 1.0, 1000.0))

POPULATION = 100

#: chance of taking over below which a change of rule is not awaited: once in a million tries
PATIENCE = 1e-6

#: the version in which nobody may stay out
CLOSED = "nobody stays out"

#: who may punish -> strategies, second-order fines
PUNISHERS = {
    "peers": (("cooperator", "defector", "non-participant", "peer punisher"), False),
    "a pool": (("cooperator", "defector", "non-participant", "pool punisher"), False),
    "a pool, second order": (
        ("cooperator", "defector", "non-participant", "pool punisher"),
        True,
    ),
    CLOSED: (tuple(s for s in STRATEGIES if s != "non-participant"), True),
}


@reproduces("INSPECT-07")
def two_visits_by_lot() -> float:
    """Let an inspector draw two of four periods against one who answers best."""
    game = Campaign(periods=4, inspections=2)
    return game.against(game.even())


@reproduces("INSPECT-08")
def a_higher_fine_among_those_who_err() -> tuple[float, ...]:
    """Compare a fine with one four times as high where both sides err."""
    found: list[float] = []
    for fine in (1, 4):
        both = Inspection(gain=1, fine=fine, cost=0.2).quantal(5)
        found += [float(both.inspection), float(both.violation)]
    return tuple(found)


def static_games() -> Iterator[tuple[str, Inspection, int]]:
    """Yield how is played, all games of that kind at once, and the precision (0 for none)."""
    axes = np.meshgrid(HEIGHTS, LOSSES, COSTS, DETECTIONS, ALARMS, indexing="ij")
    fine, loss, cost, detection, alarm = (np.ravel(axis) for axis in axes)
    for kept in (0.0, 0.5, 1.0):
        game = Inspection(1, fine, cost * loss, loss, kept, detection, alarm)
        name = "kept" if kept else "not kept"
        yield name, game, 0
        yield f"first, {name}", game, 0
        if not kept:
            for precision in PRECISIONS:
                yield f"errors, {precision}", game, precision


def violations(kind: str, game: Inspection, precision: float) -> NDArray[np.float64]:
    """Return how many violate, for each game."""
    if kind.startswith("first"):
        return np.asarray(game.leadership().violation)
    found = game.quantal(precision) if precision else game.equilibrium()
    return np.asarray(found.violation)


def _count(held: Any) -> list[int]:
    return [int(np.sum(held)), int(np.sum(~np.asarray(held, bool)))]


@reproduces("INSPECT-09")
def who_keeps_to_the_rule() -> list[list[int]]:
    """Count in how many games at most one in ten violates."""
    ways = ("not kept", "kept", "first, not kept", "first, kept", "errors")
    found: dict[str, list[bool]] = {way: [] for way in ways}
    for kind, game, precision in static_games():
        found["errors" if precision else kind] += list(
            violations(kind, game, precision) <= 0.1 + 1e-9
        )
    return [_count(held) for held in found.values()]


@reproduces("INSPECT-10")
def what_four_times_the_fine_does() -> list[list[int]]:
    """Count in how many games a fine four times as high takes away a tenth of the violations."""
    ways = ("not kept", "kept", *(f"errors, {precision}" for precision in PRECISIONS))
    found: dict[str, list[bool]] = {way: [] for way in ways}
    for kind, game, precision in static_games():
        if kind in found:
            few = violations(kind, game, precision)
            fewer = violations(kind, replace(game, fine=4 * game.fine), precision)
            found[kind] += list((fewer <= 0.9 * few + 1e-9)[game.fine <= 2])
    return [_count(held) for held in found.values()]


@reproduces("PUNISH-07")
def peers_who_may_fine_anybody() -> tuple[float, ...]:
    """Say how often most give, by who may fine whom."""
    game = OpenPunishment()
    return tuple(game.rule(POPULATION, 1000.0, fines=fines).giving for fines in FINES)


def goods() -> Iterator[tuple[dict[str, Any], float]]:
    """Yield the parameters of a public good that one may fine in, and the strength."""
    for (multiplier, outside), n, fine, cost, strength in product(*GOODS):
        given = {"n": n, "multiplier": multiplier, "outside": outside, "fine": fine, "cost": cost}
        yield given, strength


@lru_cache(maxsize=16)
def _open(n: int, multiplier: float, outside: float, fine: float, cost: float) -> OpenPunishment:
    return OpenPunishment(n, multiplier, outside=outside, fine=fine, cost=cost)


@lru_cache(maxsize=64)
def _optional(
    n: int, multiplier: float, outside: float, fine: float, cost: float, second_order: bool
) -> OptionalPunishment:
    return OptionalPunishment(
        n,
        multiplier,
        outside=outside,
        peer_fine=fine,
        pool_fine=fine,
        peer_cost=cost,
        pool_cost=cost,
        second_order=second_order,
    )


def giving(who: str, given: dict[str, Any], strength: float) -> float:
    """Return the share of time in which most give."""
    if who not in PUNISHERS:
        return _open(**given).rule(POPULATION, strength).giving
    strategies, second = PUNISHERS[who]
    game = _optional(**given, second_order=second)
    shares = game.shares(POPULATION, strength, strategies=strategies)
    give = [name not in ("defector", "non-participant") for name in strategies]
    return float(shares[give].sum())


@reproduces("PUNISH-08")
def where_most_give() -> list[list[int]]:
    """Count in how many games most give more than half of the time."""
    found: list[list[int]] = []
    for who in (*PUNISHERS, "anybody"):
        held = [(g["fine"] > g["cost"], giving(who, g, strength) > 0.5) for g, strength in goods()]
        if who == CLOSED:
            found.append(_count([most for heavy, most in held if not heavy]))
            held = [case for case in held if case[0]]
        found.append(_count([most for _, most in held]))
    return found


@reproduces("PUNISH-09")
def where_who_came_first_gives_way() -> list[list[int]]:
    """Count behind a closed door where the loser of the long run gives way in a million tries.

    First where most give in the long run, and free riders came first; then where free riders rule,
    and the pool came first.
    """
    names, second = PUNISHERS[CLOSED]
    most: dict[bool, list[bool]] = {True: [], False: []}
    for given, strength in goods():
        chances = _optional(**given, second_order=second).fixation(
            POPULATION, strength, strategies=names
        )
        wins = giving(CLOSED, given, strength) > 0.5
        first = names.index("defector" if wins else "pool punisher")
        others = [i for i in range(len(names)) if i != first]
        most[wins].append(float(chances.chance[first, others].max()) >= PATIENCE)
    return [_count(held) for held in most.values()]
