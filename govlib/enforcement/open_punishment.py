"""Peers who may fine anybody: punishment is not reserved for those who deserve it.

Models of punishment usually let givers fine free riders and nobody else. Rand and Nowak (2011) give
every member the same weapon. Here theirs are the strategies, and the game is the optional public
good of :mod:`govlib.enforcement.optional_punishment`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from govlib._check import choice, flag, integer, number
from govlib.evolution.fixation import fixation
from govlib.evolution.symmetric import GroupGame, group_game

__all__ = ["OpenPunishment", "StrategyShares"]

#: what a member can do with the public good
ACTIONS = ("give", "keep", "stay out")

#: all strategies: what she does, and whom she fines
STRATEGIES = tuple(
    (action, targets)
    for action in ACTIONS
    for size in range(len(ACTIONS) + 1)
    for targets in combinations(ACTIONS, size)
)

#: who may fine whom
FINES = ("nobody", "givers fine those who keep", "everybody fines anybody")


@dataclass(frozen=True)
class StrategyShares:
    """Shares of time that kinds of members rule.

    Attributes
    ----------
    giving, keeping, away : float
        Members who give, who take part and keep, who stay out; they sum to 1.
    against_givers : float
        Members who do not give, and fine those who do.
    """

    giving: float
    keeping: float
    away: float
    against_givers: float


@dataclass(frozen=True)
class OpenPunishment:
    """An optional public good whose members may fine each other for whatever they do.

    Groups of N are drawn from the population. Who stays out gets ``outside``. A giver pays c, and
    the gift, multiplied by r, goes to the others who take part in equal parts; one who would be
    alone gets ``outside``. Then every member fines each *other* member of the group whose action
    is on her list: that costs her ``cost`` and the other ``fine``.

    Parameters
    ----------
    n : int, default 5
        Group size N, 2 to 20.
    multiplier : float, default 3
        r, above 1.
    gift : float, default 1
        c, above 0.
    outside : float, default 1
        What one who stays out gets, above 0 and below (r − 1)c.
    fine, cost : float, default 0.7 and 0.7
        Above 0.

    References
    ----------
    D. G. Rand and M. A. Nowak (2011), "The evolution of antisocial punishment in optional public
    goods games", Nature Communications 2, 434, doi:10.1038/ncomms1442 (the strategies). The game
    is that of Sigmund, De Silva, Traulsen and Hauert (2010), doi:10.1038/nature09203.

    Examples
    --------
    Peers who may fine free riders keep giving up; peers who may fine anybody do not:

    >>> game = OpenPunishment()
    >>> for fines in FINES:
    ...     print(fines, round(game.rule(population=100, selection=1000, fines=fines).giving, 2))
    nobody 0.25
    givers fine those who keep 0.96
    everybody fines anybody 0.33
    """

    n: int = 5
    multiplier: float = 3.0
    gift: float = 1.0
    outside: float = 1.0
    fine: float = 0.7
    cost: float = 0.7

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2, 20))
        object.__setattr__(self, "multiplier", number("multiplier", self.multiplier, above=1))
        for name in ("gift", "fine", "cost"):
            object.__setattr__(self, name, number(name, getattr(self, name), above=0))
        most = (self.multiplier - 1) * self.gift
        object.__setattr__(self, "outside", number("outside", self.outside, above=0, below=most))

    def _payoff(self, own: int, group: tuple[int, ...]) -> float:
        action, targets = STRATEGIES[own]
        doing = dict.fromkeys(ACTIONS, 0)  # the others, by what they do
        fined = 0
        for other, count in enumerate(group):
            others = count - (other == own)
            doing[STRATEGIES[other][0]] += others
            fined += others * (action in STRATEGIES[other][1])
        partners = doing["give"] + doing["keep"]
        if action == "stay out" or not partners:
            earned = self.outside
        else:
            received = self.multiplier * self.gift * doing["give"] / partners
            earned = received - self.gift * (action == "give")
        return earned - self.cost * sum(doing[t] for t in targets) - self.fine * fined

    @cached_property
    def game(self) -> GroupGame:
        """Payoffs for each pair of the 24 strategies."""
        return group_game(self._payoff, len(STRATEGIES), self.n)

    def rule(
        self, population: int, selection: float, *, fines: str = FINES[2], away: bool = True
    ) -> StrategyShares:
        """Return who rules for which share of time, where experiments are rare.

        Parameters
        ----------
        population : int
            Members, at least N.
        selection : float
            Strength of imitation, at least 0.
        fines : str
            One of ``FINES``: who may fine whom.
        away : bool
            Whether one may stay out.
        """
        choice("fines", fines, FINES)
        away = flag("away", away)
        pools = {
            FINES[0]: lambda action, targets: not targets,
            FINES[1]: lambda action, targets: (
                not targets or (action == "give" and targets == ("keep",))
            ),
            FINES[2]: lambda action, targets: True,
        }
        rows = [
            i
            for i, (action, targets) in enumerate(STRATEGIES)
            if pools[fines](action, targets) and (away or action != "stay out")
        ]
        part = GroupGame(self.game.payoffs[np.ix_(rows, rows)])
        shares = fixation(part, population, number("selection", selection, 0)).stationary
        sums = dict.fromkeys(ACTIONS, 0.0)
        against = 0.0
        for row, share in zip(rows, shares, strict=True):
            action, targets = STRATEGIES[row]
            sums[action] += float(share)
            against += float(share) * (action != "give" and "give" in targets)
        return StrategyShares(sums["give"], sums["keep"], sums["stay out"], against)
