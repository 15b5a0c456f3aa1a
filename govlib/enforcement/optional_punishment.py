"""Peer against pool punishment, and who punishes those who leave punishing to others.

The five strategies of Sigmund, De Silva, Traulsen and Hauert (2010) in an optional public good, in
a population whose members imitate who does better. Fixation and stationary shares come from
:mod:`govlib.evolution.fixation`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, integer, listed, number
from govlib.evolution.fixation import Fixation, fixation
from govlib.evolution.symmetric import GroupGame, group_game

__all__ = ["OptionalPunishment"]

#: what a member can do, in the order of every result
STRATEGIES = ("cooperator", "defector", "non-participant", "pool punisher", "peer punisher")

_X, _Y, _Z, _V, _W = range(5)


@dataclass(frozen=True)
class OptionalPunishment:
    """A public good that one may stay out of, with two ways of punishing free riders.

    Groups of N are drawn from the population. Non-participants stay out and get ``outside``. Of
    the S who take part, cooperators and both kinds of punishers give c, and the gift, multiplied
    by r, goes to the *other* S − 1 in equal parts; one who would be alone gets ``outside``.
    Defectors give nothing.

    *Peer punishers* each fine every defector in the group ``peer_fine``, at the price
    ``peer_cost`` for each. *Pool punishers* pay ``pool_cost`` before anything happens, and every
    one of them adds ``pool_fine`` to the fine of every defector.

    With ``second_order`` those who give but do not punish are fined too: pool punishers fine
    everybody who does not pay into the pool; peer punishers fine cooperators, but can tell them
    from punishers only where there is a defector to punish.

    Parameters
    ----------
    n : int, default 5
        Group size N, 2 to 100.
    multiplier : float, default 3
        r, above 1.
    gift : float, default 1
        c, above 0.
    outside : float, default 1
        σ, what one who stays out gets, above 0 and below (r − 1)c.
    peer_fine, peer_cost : float, default 0.7 and 0.7
        β and γ, above 0.
    pool_fine, pool_cost : float, default 0.7 and 0.7
        B and G, above 0; G is below (r − 1)c − σ.
    second_order : bool, optional
        Whether those who do not punish are punished; they are not by default.

    References
    ----------
    K. Sigmund, H. De Silva, A. Traulsen and C. Hauert (2010), "Social learning promotes
    institutions for governing the commons", Nature 466, 861–863, doi:10.1038/nature09203.

    Examples
    --------
    Without punishment of the second order peer punishers rule nearly always, with it the pool:

    >>> for second_order in (False, True):
    ...     game = OptionalPunishment(second_order=second_order)
    ...     print(game.shares(population=100, selection=1000.0).round(3))
    [0.019 0.019 0.012 0.003 0.947]
    [0. 0. 0. 1. 0.]
    """

    n: int = 5
    multiplier: float = 3.0
    gift: float = 1.0
    outside: float = 1.0
    peer_fine: float = 0.7
    peer_cost: float = 0.7
    pool_fine: float = 0.7
    pool_cost: float = 0.7
    second_order: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2, 100))
        object.__setattr__(self, "multiplier", number("multiplier", self.multiplier, above=1))
        for name in ("gift", "outside", "peer_fine", "peer_cost", "pool_fine", "pool_cost"):
            object.__setattr__(self, name, number(name, getattr(self, name), above=0))
        if not isinstance(self.second_order, (bool, np.bool_)):
            raise TypeError(f"second_order must be True or False; got {self.second_order!r}")
        object.__setattr__(self, "second_order", bool(self.second_order))
        surplus = (self.multiplier - 1) * self.gift
        number("outside", self.outside, above=0, below=surplus)
        number("pool_cost", self.pool_cost, above=0, below=surplus - self.outside)

    def payoff(self, strategy: str, counts: Sequence[int]) -> float:
        """Return what one member of a group gets.

        Parameters
        ----------
        strategy : str
            One of ``STRATEGIES``, hers.
        counts : sequence of int, length 5
            Members of the group with each strategy, herself included; they sum to N.

        Examples
        --------
        Two peer punishers, two cooperators and a defector:

        >>> game = OptionalPunishment()
        >>> [round(game.payoff(s, [2, 1, 0, 0, 2]), 2) for s in ("defector", "peer punisher")]
        [1.6, 0.55]
        """
        own = STRATEGIES.index(choice("strategy", strategy, STRATEGIES))
        group = [integer("counts", count, 0, self.n) for count in listed("counts", counts)]
        if len(group) != 5 or sum(group) != self.n:
            raise ValueError(f"counts must hold 5 numbers that sum to {self.n}; got {tuple(group)}")
        if not group[own]:
            raise ValueError(f"counts must include the {strategy} herself; got {tuple(group)}")
        return self._payoff(own, tuple(group))

    def _payoff(self, own: int, group: tuple[int, ...]) -> float:
        defectors, away, pool, peers = group[_Y], group[_Z], group[_V], group[_W]
        others = self.n - away - 1  # who take part besides her
        if own == _Z or not others:
            return self.outside
        gives = own != _Y
        givers = group[_X] + pool + peers - gives
        earned = self.multiplier * self.gift * givers / others - self.gift * gives
        if own == _V:
            earned -= self.pool_cost
        elif own == _Y or self.second_order:
            earned -= self.pool_fine * pool
        if own == _Y or (own == _X and self.second_order and defectors):
            earned -= self.peer_fine * peers
        if own == _W:
            fined = defectors + (group[_X] if self.second_order and defectors else 0)
            earned -= self.peer_cost * fined
        return earned

    @cached_property
    def game(self) -> GroupGame:
        """Payoffs for each pair of strategies, in the order of ``STRATEGIES``."""
        return group_game(self._payoff, len(STRATEGIES), self.n)

    def fixation(
        self, population: int, selection: float, *, strategies: Sequence[str] = STRATEGIES
    ) -> Fixation:
        """Return the chances that one invader takes over a population.

        Parameters
        ----------
        population : int
            Members M, at least N.
        selection : float
            Strength of imitation s, at least 0: who compares himself to another takes over his
            strategy with chance 1/(1 + exp(−s · difference)).
        strategies : sequence of str
            Those that can occur; all by default. Without ``"non-participant"`` taking part is
            compulsory.
        """
        names = listed("strategies", strategies)
        rows = [STRATEGIES.index(choice("strategies", name, STRATEGIES)) for name in names]
        if len(set(rows)) != len(rows) or not rows:
            raise ValueError(f"strategies must be different ones; got {tuple(names)}")
        return fixation(
            GroupGame(self.game.payoffs[np.ix_(rows, rows)]),
            population,
            number("selection", selection, 0),
        )

    def shares(
        self, population: int, selection: float, *, strategies: Sequence[str] = STRATEGIES
    ) -> NDArray[np.float64]:
        """Return the share of time that each strategy rules, where experiments are rare.

        Parameters
        ----------
        population, selection, strategies
            As for :meth:`fixation`.

        Returns
        -------
        numpy.ndarray, shape (strategies,)
            In the order of ``strategies``; sums to 1.
        """
        return self.fixation(population, selection, strategies=strategies).stationary

    def income(self) -> NDArray[np.float64]:
        """Return what each member gets where all follow one strategy, shape (5,).

        Examples
        --------
        >>> OptionalPunishment().income()
        array([2. , 0. , 1. , 1.3, 2. ])
        """
        return np.diag(self.game.payoffs[:, :, -1]).copy()
