"""What tit for tat met in Axelrod's first tournament, as far as it can be played again.

The programs of 1980 are lost but for their descriptions, so its ranking cannot be reproduced;
cells of its table can. Most entries are given here completely, five as what they play *against tit
for tat*, which their descriptions settle although they leave other games open.
"""

from __future__ import annotations

import numpy as np

from govlib._check import integer
from govlib.games.automata import Strategy
from govlib.games.strategies import (
    always_cooperate,
    coin,
    grim,
    grofman,
    joss,
    nydegger,
    tit_for_tat,
)

__all__ = [
    "TOURNAMENT_STEPS",
    "davis",
    "downing",
    "feld",
    "first_tournament",
    "graaskamp",
    "tullock",
]

#: moves of each game, known to the entrants
TOURNAMENT_STEPS = 200


def first_tournament(steps: int = TOURNAMENT_STEPS) -> tuple[Strategy, ...]:
    """Return the fifteen entries in the order of their published ranks.

    Complete are the entries of Anatol Rapoport, Nydegger, Grofman, Friedman (:func:`grim
    <govlib.games.strategies.grim>`), Davis, Feld, Joss, Tullock and the random rule. Those of
    Tideman and Chieruzzi, Shubik, Stein and Rapoport, Graaskamp and Downing play as they do
    against tit for tat. The entry whose author withheld the name cooperates with the chance it
    starts from, 0.3; how it changed that chance is not known.

    Entrants knew how long a game would last. Three counted on it: Tideman and Chieruzzi, Stein
    and (Amnon) Rapoport defect on the last two moves, Feld's chances fall until the end. These
    three are built for one length and meet others at that length only.

    Parameters
    ----------
    steps : int, default 200
        Moves of each game, at least 11.

    References
    ----------
    R. Axelrod (1980), "Effective choice in the prisoner's dilemma", Journal of Conflict
    Resolution 24(1), 3–25, doi:10.1177/002200278002400101.

    Examples
    --------
    >>> from govlib.games.meetings import finite_play
    >>> entries = first_tournament()
    >>> row = finite_play(entries[0], entries, steps=TOURNAMENT_STEPS).totals()[0]
    >>> row[:5]
    array([600., 595., 600., 600., 600.])

    The published ranks are a table of :mod:`govlib.data`; what tit for tat gets from the last
    five of them:

    >>> from govlib.data import load
    >>> ranks = load("axelrod_first_tournament")
    >>> dict(zip(ranks["strategy"].tail(5), row[-5:].round().tolist()))
    {'Feld': 277.0, 'Joss': 246.0, 'Tullock': 304.0, '(Name withheld)': 361.0, 'Random': 449.0}
    """
    steps = integer("steps", steps, 11)
    last_two = _rows([1, 0], steps)
    last_two[-2:] = 0
    return (
        tit_for_tat(),
        tit_for_tat().timed("Tideman and Chieruzzi", last_two, steps=steps),
        nydegger(),
        grofman(),
        tit_for_tat().named("Shubik"),
        tit_for_tat().timed("Stein and Rapoport", last_two, steps=steps),
        grim().named("Friedman"),
        davis(),
        graaskamp(),
        downing(),
        feld(steps),
        joss(),
        tullock(),
        coin(0.3).named("name withheld"),
        coin().named("random"),
    )


def davis() -> Strategy:
    """Return Davis's entry: ten cooperations, then grim with a memory of all that happened."""
    chance = _rows([1, 0], 11)
    chance[:10] = 1
    return grim().timed("Davis", chance)


def graaskamp() -> Strategy:
    """Return Graaskamp's entry as it meets tit for tat.

    Tit for tat with one defection, at move 51. Having seen the echo, it recognises its opponent
    after five more moves and lets the quarrel end.
    """
    chance = _rows([1, 0], 58)
    chance[50], chance[56] = 0, 1
    return tit_for_tat().timed("Graaskamp", chance)


def downing() -> Strategy:
    """Return Downing's entry as it meets tit for tat: two defections, then cooperation.

    It starts from the belief that the other does not react, and learns better.
    """
    return always_cooperate().timed("Downing", [[0], [0], [1]])


def feld(steps: int = TOURNAMENT_STEPS) -> Strategy:
    """Return Feld's entry: tit for tat whose answer to cooperation fades from 1 to 1/2.

    The published description names the ends; that the chance falls linearly is our reading.

    Parameters
    ----------
    steps : int, default 200
        Moves of each game: the chance comes down to 1/2 at the last.
    """
    steps = integer("steps", steps, 2)
    chance = _rows([1, 0], steps)
    chance[:, 0] = np.linspace(1, 0.5, steps)
    return tit_for_tat().timed("Feld", chance, steps=steps)


def tullock() -> Strategy:
    """Return Tullock's entry, which cooperates a little less than the other does.

    Eleven cooperations; then the chance is the other's share of cooperation in the last ten
    moves, less 0.1.
    """
    window = np.arange(1024)  # bit k: the other defected k + 1 moves ago
    defections = np.array([bin(seen).count("1") for seen in window])
    following = window[:, None] * 2 % 1024 + np.arange(2)
    after = np.repeat(following[:, None, :], 2, axis=1)
    chance = np.maximum(9 - defections, 0) / 10
    rows = np.vstack([np.ones((11, 1024)), chance])
    return Strategy("last ten moves", chance, after).timed("Tullock", rows)


def _rows(chance: list[float], steps: int) -> np.ndarray:
    """Return the same chances for each move."""
    return np.tile(np.asarray(chance, dtype=float), (steps, 1))
