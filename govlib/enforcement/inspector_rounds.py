"""Two surprise visits a year, compiled for a reader who plays the inspector.

Chapter *Supervision* (section IV.D of the paper). The operator plays the equilibrium of the
recursive game of :mod:`govlib.enforcement.campaign`, with dice thrown in advance.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from govlib._check import generator, instance, integer
from govlib.enforcement.campaign import Campaign
from govlib.rounds import Game, Line, Policy, Rounds, Seen, Step, compile_rounds

__all__ = ["inspector_rounds"]

STAY, VISIT = 0, 1

#: how a year stands, besides the period of an unseen violation (1, 2, …)
OPEN, CAUGHT = 0, -1


def inspector_rounds(
    campaign: Campaign | None = None, *, years: int = 3, draws: int = 6, rng: Any = 2016
) -> Rounds:
    """Compile years of inspections against the operator of the equilibrium.

    Every year is the game again. The operator, who may violate once a year, does so with the
    chance that leaves the inspector indifferent. What the inspector does not see, she is told
    when the year is over. A year with a violation caught is over at once.

    Parameters
    ----------
    campaign : Campaign, optional
        One year; four quarters, two visits, one violation by default.
    years : int, default 3
        1 to 5; at most 20 periods in all.
    draws : int, default 6
        Games with different dice, 1 to 20.
    rng : None, int, numpy.random.SeedSequence or numpy.random.Generator
        Throws them.

    Returns
    -------
    govlib.rounds.table.Rounds
        Drawn is the share of years with a visit in each period, over the equilibrium's chance.

    References
    ----------
    B. von Stengel (2016), "Recursive inspection games", Mathematics of Operations Research 41(3),
    935–952, doi:10.1287/moor.2015.0762.

    Examples
    --------
    >>> table = inspector_rounds()
    >>> [round(chance, 3) for chance in table.games[0].lines[0].values]
    [0.364, 0.364, 0.545, 0.727]

    Whatever the operator does, the equilibrium's dice bring the value of the game, every time:

    >>> [round(dict(game.earned)["throw the equilibrium’s dice"], 3) for game in table.games]
    [-0.818, -0.818, -0.818, -0.818, -0.818, -0.818]
    >>> round(3 * Campaign(4, 2).value, 3)
    -0.818
    """
    year = Campaign(4, 2) if campaign is None else instance("campaign", campaign, Campaign)
    if year.violations != 1 or not 1 <= year.inspections < year.periods:
        raise ValueError(
            "campaign must have one violation and fewer inspections than periods; got "
            f"{year.violations} and {year.inspections} in {year.periods}"
        )
    years = integer("years", years, 1, 5)
    draws = integer("draws", draws, 1, 20)
    n, m = year.periods, year.inspections
    if n * years > 20:
        raise ValueError(f"years times periods must be at most 20; got {n * years}")
    dice = generator("rng", rng).random((draws, years, n))
    tempted = {
        (left, visits): Campaign(left, visits, year.caught).temptation
        for left in range(1, n + 1)
        for visits in range(m + 1)
    }
    words = _words(n)

    def step(state: tuple[int, int, int, int, int], action: int) -> Step | None:
        game, y, t, visits, stands = state
        if action == VISIT and not visits:
            return None
        violates = stands == OPEN and dice[game, y, t] < tempted[n - t, visits]
        seen, told, payoff = "not seen", "", 0.0
        if action == VISIT:
            visits -= 1
            seen = "violated" if violates else "complied"
        if violates:
            stands = CAUGHT if action == VISIT else t + 1
        last = t + 1 == n
        if stands == CAUGHT:
            payoff, told = year.caught, "Caught: the year is over."
        elif last and stands != OPEN:
            payoff, told = (
                -1.0,
                f"The accounts of the year show a violation in {words[stands - 1]}.",
            )
        elif last:
            told = "The accounts of the year show no violation."
        after: Any = (game, y, t + 1, visits, stands)
        if last or stands == CAUGHT:
            after = (game, y + 1, 0, m, OPEN) if y + 1 < years else 0
        return Step(after, (seen,), payoff, float(action), told=told)

    def where(state: tuple[int, int, int, int, int]) -> str:
        _, y, t, visits, _ = state
        left = {0: "no visit left", 1: "one visit left"}.get(visits, f"{visits} visits left")
        return f"Year {y + 1}, {words[t]}: {left}"

    line = Line("chance of a visit in equilibrium", tuple(map(float, year.coverage())))
    table = compile_rounds(
        step,
        [
            Game((game, 0, 0, m, OPEN), ("the operator of the equilibrium",), luck=game,
                 lines=(line,))
            for game in range(draws)
        ],
        actions=("stay away", "visit"),
        rounds=n * years,
        labels={
            "round": "period",
            "mark": "share of your years with a visit",
            "unit": "points",
            "axis": "share of years",
        },
        where=where,
        slot=lambda state: state[2],
        slots=words,
    )  # fmt: skip
    return table.with_results(_strategies(year, years))


def _words(periods: int) -> list[str]:
    if periods == 4:
        return [f"quarter {t + 1}" for t in range(4)]
    return [f"period {t + 1}" for t in range(periods)]


def _strategies(year: Campaign, years: int) -> dict[str, Policy]:
    """Return ways to spread the visits, as they play in the reader's seat."""
    n, m = year.periods, year.inspections
    chances = year.chances()

    def stands(seen: Sequence[Seen]) -> tuple[int, int]:
        """Return the period of the year, and the visits left."""
        t, left = 0, m
        for own, (other,) in seen:
            left -= own == "visit"
            t += 1
            if t == n or other == "violated":
                t, left = 0, m
        return t, left

    def plan(periods: Sequence[int]) -> Policy:
        return lambda seen: int(stands(seen)[0] in periods)

    def equilibrium(seen: Sequence[Seen]) -> Any:
        t, left = stands(seen)
        come = chances[n - t, min(left, n - t)]
        return np.array([1 - come, come])

    spread = [round((k + 1) * n / m) - 1 for k in range(m)]
    return {
        "visit as early as possible": plan(range(m)),
        "visit at equal distances": plan(spread),
        "visit as late as possible": plan(range(n - m, n)),
        "throw the equilibrium’s dice": equilibrium,
    }
