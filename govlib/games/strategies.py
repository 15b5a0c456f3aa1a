"""The named strategies of the repeated prisoner's dilemma that are finite automata.

Each function returns a :class:`~govlib.games.automata.Strategy`;
:func:`~govlib.games.strategies.field` returns those that the book lets meet.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from govlib._check import number
from govlib.games.automata import Strategy, from_memory, memory_one

__all__ = [
    "alternate",
    "always_cooperate",
    "always_defect",
    "bully",
    "coin",
    "contrite_tit_for_tat",
    "extortion",
    "field",
    "firm_but_fair",
    "generous_tit_for_tat",
    "grim",
    "grofman",
    "joss",
    "nydegger",
    "suspicious_tit_for_tat",
    "tit_for_tat",
    "tit_for_two_tats",
    "two_tits_for_tat",
    "win_stay_lose_shift",
]

#: a state that remembers the other's last move only
_LAST = [[[0, 1], [0, 1]], [[0, 1], [0, 1]]]

#: the sums at which Nydegger's rule defects
_NYDEGGER = (1, 6, 7, 17, 22, 23, 26, 29, 30, 31, 33, 38, 39, 45, 49, 54, 55, 58, 61)


def always_cooperate() -> Strategy:
    """Return the strategy that cooperates whatever happens."""
    return Strategy("always cooperate", [1], np.zeros((1, 2, 2)))


def always_defect() -> Strategy:
    """Return the strategy that defects whatever happens."""
    return Strategy("always defect", [0], np.zeros((1, 2, 2)))


def coin(chance: float = 0.5) -> Strategy:
    """Return the strategy that cooperates with the same chance at every move.

    Parameters
    ----------
    chance : float, default 0.5
        In [0, 1].
    """
    return Strategy("coin", [number("chance", chance, 0, 1)], np.zeros((1, 2, 2)))


def alternate() -> Strategy:
    """Return the strategy that cooperates and defects in turn: not what it did last."""
    return Strategy("alternate", [1, 0], [[[1, 1], [0, 0]]] * 2)


def tit_for_tat() -> Strategy:
    """Return Rapoport's strategy: cooperate first, then do what the other did last.

    References
    ----------
    R. Axelrod (1980), "Effective choice in the prisoner's dilemma", Journal of Conflict
    Resolution 24(1), 3–25, doi:10.1177/002200278002400101.
    """
    return Strategy("tit for tat", [1, 0], _LAST)


def suspicious_tit_for_tat() -> Strategy:
    """Return tit for tat that defects first."""
    return Strategy("suspicious tit for tat", [1, 0], _LAST, start=1)


def generous_tit_for_tat(generosity: float = 1 / 3) -> Strategy:
    """Return tit for tat that lets a defection pass with some chance.

    Parameters
    ----------
    generosity : float, default 1/3
        Chance of cooperation after a defection, in [0, 1]. With payoffs 5, 3, 1, 0 the default
        is the most that does not invite exploitation,
        min(1 − (T − R)/(R − S), (R − P)/(T − P)).
    """
    return Strategy("generous tit for tat", [1, number("generosity", generosity, 0, 1)], _LAST)


def tit_for_two_tats() -> Strategy:
    """Return the strategy that defects only after two defections in a row."""
    after = [[[0, 1], [0, 1]], [[0, 2], [0, 2]], [[0, 2], [0, 2]]]
    return Strategy("tit for two tats", [1, 1, 0], after)


def two_tits_for_tat() -> Strategy:
    """Return the strategy that answers each defection with two."""
    after = [[[0, 2], [0, 2]], [[0, 2], [0, 2]], [[1, 2], [1, 2]]]
    return Strategy("two tits for tat", [1, 0, 0], after)


def contrite_tit_for_tat() -> Strategy:
    """Return tit for tat that accepts punishment for its own slips.

    Both players start in good standing. Who defects without cause, that is while in bad
    standing or against one in good standing, falls into bad standing; who cooperates returns to
    good. The strategy defects only if the other is in bad standing and it itself is not.

    References
    ----------
    J. Wu and R. Axelrod (1995), "How to cope with noise in the iterated prisoner's dilemma",
    Journal of Conflict Resolution 39(1), 183–189, doi:10.1177/0022002795039001008.
    """
    # states: 0 both are in good standing (or both in bad), 1 only itself is, 2 only the other
    after = [[[0, 1], [2, 0]], [[0, 1], [0, 1]], [[0, 0], [2, 2]]]
    return Strategy("contrite tit for tat", [1, 0, 1], after)


def grim() -> Strategy:
    """Return the strategy that never cooperates again after the first defection of the other.

    Its own slips it forgets. Axelrod (1980) knew it as Friedman's.
    """
    return Strategy("grim", [1, 0], [[[0, 1], [0, 1]], [[1, 1], [1, 1]]])


def win_stay_lose_shift() -> Strategy:
    """Return Pavlov: repeat a move that the other answered with cooperation, else change it.

    References
    ----------
    M. Nowak and K. Sigmund (1993), "A strategy of win-stay, lose-shift that outperforms
    tit-for-tat in the Prisoner's Dilemma game", Nature 364, 56–58, doi:10.1038/364056a0.
    """
    return Strategy("win-stay, lose-shift", [1, 0], [[[0, 1], [1, 0]], [[0, 1], [1, 0]]])


def firm_but_fair() -> Strategy:
    """Return the strategy that punishes being exploited and forgives two times in three."""
    return memory_one("firm but fair", 1, 1, 0, 1, 2 / 3)


def bully() -> Strategy:
    """Return the opposite of tit for tat: defect first, then do what the other did not."""
    return Strategy("bully", [0, 1], _LAST)


def joss(slip: float = 0.1) -> Strategy:
    """Return tit for tat that defects now and then on a cooperator.

    Parameters
    ----------
    slip : float, default 0.1
        Chance of a defection after the other cooperated, in [0, 1].
    """
    kept = 1 - number("slip", slip, 0, 1)
    return memory_one("Joss", 1, kept, 0, kept, 0)


def grofman() -> Strategy:
    """Return the strategy that cooperates if both did the same, else with chance 2/7."""
    return memory_one("Grofman", 1, 1, 2 / 7, 2 / 7, 1)


def extortion(factor: float = 2.0) -> Strategy:
    """Return a strategy that earns ``factor`` times the other's surplus, whatever the other does.

    For the payoffs 5, 3, 1, 0 and in the limit of means: own − 1 = factor · (other's − 1).

    Parameters
    ----------
    factor : float, default 2
        At least 1. At 1 it is tit for tat with dice.

    References
    ----------
    W. H. Press and F. J. Dyson (2012), "Iterated Prisoner's Dilemma contains strategies that
    dominate any evolutionary opponent", Proceedings of the National Academy of Sciences
    109(26), 10409–10413, doi:10.1073/pnas.1206569109.
    """
    factor = number("factor", factor, 1)
    # half of the largest step that keeps all four chances within [0, 1]
    step = 0.5 / (4 * factor + 1)
    return memory_one(
        "extortion",
        1,
        1 - 2 * step * (factor - 1),
        1 - step * (4 * factor + 1),
        step * (factor + 4),
        0,
    )


def nydegger() -> Strategy:
    """Return Nydegger's entry to the first tournament, which looks three moves back.

    It plays tit for tat for three moves, but defects on the third if it alone cooperated on the
    first and alone defected on the second. From then on it adds, for each of the last three
    moves, 2 points for the other's defection and 1 for its own, weighted 16, 4 and 1 from the
    latest to the oldest, and defects at 19 of the 64 sums.
    """

    def rule(own: Sequence[int], other: Sequence[int]) -> float:
        if len(own) == 3:
            points = sum(
                weight * (2 * theirs + mine)
                for weight, mine, theirs in zip((1, 4, 16), own, other, strict=True)
            )
            return float(points not in _NYDEGGER)
        if len(own) == 2 and list(other) == [1, 0]:
            return 0.0 if list(own) == [0, 1] else 1.0
        return 1.0 - other[-1] if other else 1.0

    return from_memory("Nydegger", 3, rule)


def field() -> tuple[Strategy, ...]:
    """Return fifteen strategies that differ in kind, the nice ones first.

    Examples
    --------
    >>> len(field()), field()[0]
    (15, Strategy('tit for tat', 2 states))
    """
    return (
        tit_for_tat(),
        tit_for_two_tats(),
        two_tits_for_tat(),
        generous_tit_for_tat(),
        contrite_tit_for_tat(),
        win_stay_lose_shift(),
        firm_but_fair(),
        grim(),
        always_cooperate(),
        suspicious_tit_for_tat(),
        joss(),
        alternate(),
        coin(),
        bully(),
        always_defect(),
    )
