"""Ten periods of giving beside people of the measured types, compiled for a reader to play.

Chapter *The dilemma of collective action* (section II of the paper). Three others follow the
schedules that Fischbacher and Gächter (2010) measured, and learn as their subjects did.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from govlib._check import generator, instance, integer, number
from govlib.games.public_goods import LinearPublicGood
from govlib.games.sessions import Sessions, load_sessions
from govlib.rounds import Game, Line, Policy, Rounds, Step, compile_rounds

__all__ = ["giving_rounds"]

#: beliefs are kept to a tenth of a token
FINE = 10

#: what the reader can give: every second number of tokens
STEP = 2


def giving_rounds(
    sessions: Sessions | None = None,
    *,
    mpcr: float = 0.4,
    endowment: int = 20,
    groups: int = 6,
    rng: Any = 2010,
) -> Rounds:
    """Compile the game of giving: as many periods as were played, in a group of four.

    The three others are drawn from the measured shares of types. All three expect the same
    of the group, at first what the subjects expected; each gives what the schedule of her type
    says, in whole tokens; then they move their belief by the fitted share towards the average
    gift of the four, as in :class:`govlib.games.conditional.Population`, which the reader joins.

    Parameters
    ----------
    sessions : Sessions, optional
        Schedules, shares and learning; :func:`~govlib.games.sessions.load_sessions` by default.
    mpcr : float, default 0.4
        What each draws from a token given by anybody, above 0.
    endowment : int, default 20
        Tokens of each in each period, even and at least 2.
    groups : int, default 6
        Different groups, 1 to 20; no two are the same.
    rng : None, int, numpy.random.SeedSequence or numpy.random.Generator
        Draws the groups.

    Returns
    -------
    govlib.rounds.table.Rounds
        One game a group. The line is the average gift of the sessions.

    References
    ----------
    U. Fischbacher and S. Gächter (2010), "Social preferences, beliefs, and the dynamics of free
    riding in public goods experiments", American Economic Review 100(1), 541–556,
    doi:10.1257/aer.100.1.541.

    Examples
    --------
    >>> table = giving_rounds()
    >>> table.games[0].players
    ('conditional cooperator', 'conditional cooperator', 'free rider')
    >>> seen, earned = table.play(0, [5] * 10)  # 10 tokens in each period
    >>> seen[0], seen[-1]
    (('10', ('7', '7', '0')), ('10', ('3', '3', '0')))
    """
    measured = load_sessions() if sessions is None else instance("sessions", sessions, Sessions)
    endowment = integer("endowment", endowment, 2)
    groups = integer("groups", groups, 1, 20)
    if endowment % STEP:
        raise ValueError(f"endowment must be even; got {endowment}")
    game = LinearPublicGood(4, number("mpcr", mpcr, above=0), endowment)
    names = measured.schedules.names
    learning = float(np.clip(measured.learning.value, 0, 1))

    def others(kinds: tuple[int, ...], belief: int) -> list[int]:
        gifts = measured.schedules.respond(belief / FINE)
        return [round(float(min(gifts[kind], endowment))) for kind in kinds]

    def step(state: tuple[tuple[int, ...], int], action: int) -> Step:
        kinds, belief = state
        own, gifts = STEP * action, others(kinds, belief)
        seen = (own + sum(gifts)) / 4
        after = belief + learning * (seen * FINE - belief)
        payoff = float(game.payoffs([own, *gifts])[0])
        shown = tuple(map(str, gifts))
        return Step((kinds, round(after)), shown, payoff, own, sum(gifts) / 3)

    first = round(FINE * float(measured.beliefs[0]))
    line = Line("average gift in 2010", tuple(map(float, measured.gifts)))
    table = compile_rounds(
        step,
        [
            Game((kinds, first), tuple(names[kind] for kind in kinds), lines=(line,))
            for kinds in _draw(measured, groups, generator("rng", rng))
        ],
        actions=[str(gift) for gift in range(0, endowment + 1, STEP)],
        rounds=len(measured.gifts),
        labels={
            "round": "period",
            "act": "give",
            "mark": "your gift",
            "beside": "average gift of the three others",
            "unit": "tokens",
        },
    )
    return table.with_results(_strategies(measured, endowment))


def _draw(measured: Sessions, groups: int, rng: np.random.Generator) -> list[tuple[int, ...]]:
    """Draw different groups of three, each in the order of the types."""
    shares = np.clip(measured.shares, 0, None)
    shares = shares / shares.sum()
    size = np.count_nonzero(shares)
    most = size * (size + 1) * (size + 2) // 6
    if groups > most:
        raise ValueError(f"groups must be at most {most} with {size} types; got {groups}")
    found: Counter[tuple[int, ...]] = Counter()
    while len(found) < groups:
        found[tuple(sorted(rng.choice(len(shares), 3, p=shares).tolist()))] += 1
    return list(found)


def _strategies(measured: Sessions, endowment: int) -> dict[str, Policy]:
    """Return the strategies of the chapter, as they play in the reader's seat."""

    def average(seen: Any) -> float:
        gifts = [float(gift) for gift in seen[-1][1]]
        return sum(gifts) / len(gifts)

    def conditional(seen: Any) -> int:
        hope = average(seen) if seen else measured.beliefs[0]
        return round(float(measured.schedules.respond(hope)[0]) / STEP)

    half = endowment // STEP // 2
    return {
        "give nothing": lambda seen: 0,
        "give half": lambda seen: half,
        "give everything": lambda seen: endowment // STEP,
        "match the others": lambda seen: round(average(seen) / STEP) if seen else half,
        f"a {measured.schedules.names[0]} of 2010": conditional,
    }
