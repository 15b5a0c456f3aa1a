"""Symmetric games of any number of players, as a finite population meets them.

Serves :mod:`govlib.evolution.fixation` and so the What matters there is a population in which at
most two strategies are present: the payoffs of :class:`PairGame` are a matrix, those of
:class:`GroupGame` a table over pairs of strategies and the number of companions who play alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, must_fit, numbers, square
from govlib._values import ByValue
from govlib.evolution.sampling import companions

__all__ = ["GroupGame", "PairGame", "group_game"]


@dataclass(frozen=True, eq=False)
class PairGame(ByValue):
    """A symmetric game of two players.

    Parameters
    ----------
    payoffs : array_like, shape (s, s)
        Entry (i, r) is what strategy i gets against strategy r.

    Examples
    --------
    >>> prisoners = PairGame([[3, 0], [5, 1]])
    >>> prisoners.advantage(10)[0, 1].round(2)  # of defectors among cooperators
    array([2.33, 2.22, 2.11, 2.  , 1.89, 1.78, 1.67, 1.56, 1.44])
    """

    payoffs: Any

    def __post_init__(self) -> None:
        table = square("payoffs", self.payoffs)
        object.__setattr__(self, "payoffs", table)

    @property
    def strategies(self) -> int:
        """Number of strategies s."""
        return len(self.payoffs)

    def advantage(self, population: int) -> NDArray[np.float64]:
        """Return how much more an invader earns than a resident.

        Everybody meets each of the Z − 1 others equally often, and not herself.

        Parameters
        ----------
        population : int
            Members Z, at least 2.

        Returns
        -------
        numpy.ndarray, shape (s, s, Z − 1)
            Entry [r, i, k − 1]: mean payoff of i minus that of r where k play i and Z − k play r.
        """
        Z = integer("population", population, 2)
        _fits(self.strategies, Z)
        residents, invaders = np.indices((self.strategies, self.strategies))
        u, v = self._line(Z, residents, invaders)
        return u[..., None] * np.arange(1, Z) + v[..., None]

    def ladder(
        self, population: int, residents: NDArray[np.int64], invaders: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the sums of the first 0, …, Z − 1 advantages, one row a pair of strategies."""
        u, v = self._line(population, residents, invaders)
        k = np.arange(float(population))
        return np.asarray(u[:, None] * (k * (k + 1) / 2) + v[:, None] * k)

    def _line(
        self, Z: int, residents: NDArray[np.int64], invaders: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return u and v: k invaders have the advantage uk + v."""
        A = self.payoffs
        alike, mixed = A[invaders, invaders], A[invaders, residents]
        back, home = A[residents, invaders], A[residents, residents]
        u = (alike - mixed - back + home) / (Z - 1)
        v = (Z * mixed - alike - (Z - 1) * home) / (Z - 1)
        return u, v


@dataclass(frozen=True, eq=False)
class GroupGame(ByValue):
    """A symmetric game of N players, known for each pair of strategies.

    Parameters
    ----------
    payoffs : array_like, shape (s, s, N)
        Entry (i, r, j) is what a player of strategy i gets where j of her N − 1 companions play i
        as well and the others play r. Where all play alike, the entries (i, r, N − 1) must be
        the same for all r.

    Examples
    --------
    A public good of three whose pot is doubled: the first strategy gives, the second does not.

    >>> gives = [2 / 3 - 1, 4 / 3 - 1, 2 - 1]
    >>> keeps = [4 / 3, 2 / 3, 0]
    >>> game = GroupGame([[gives, gives], [keeps, keeps]])
    >>> game.advantage(6)[1, 0].round(4)  # of givers
    array([-0.6, -0.6, -0.6, -0.6, -0.6])
    """

    payoffs: Any

    def __post_init__(self) -> None:
        table = numbers("payoffs", self.payoffs, ndim=3)
        s, other, size = table.shape
        if s != other or size < 2:
            raise ValueError(
                "payoffs must have shape (strategies, strategies, n) with at least one "
                f"strategy and two players; got {table.shape}"
            )
        alike = table[:, :, -1]
        own = np.diag(alike)[:, None]
        near = 1e-12 * float(np.abs(table).max())
        if not np.allclose(alike, own, rtol=1e-9, atol=near):
            i, r = np.argwhere(~np.isclose(alike, own, rtol=1e-9, atol=near))[0]
            raise ValueError(
                f"payoffs must not depend on a strategy that nobody plays; those of {i} among "
                f"themselves are {own[i, 0]:g}, but {alike[i, r]:g} beside {r}"
            )
        object.__setattr__(self, "payoffs", table)

    @property
    def strategies(self) -> int:
        """Number of strategies s."""
        return len(self.payoffs)

    @property
    def n(self) -> int:
        """Number of players N of a group."""
        return int(self.payoffs.shape[2])

    def advantage(self, population: int) -> NDArray[np.float64]:
        """Return how much more an invader earns than a resident, in groups drawn at random.

        Parameters
        ----------
        population : int
            Members Z, at least N.

        Returns
        -------
        numpy.ndarray, shape (s, s, Z − 1)
            Entry [r, i, k − 1]: mean payoff of i minus that of r where k play i and Z − k play r.
        """
        s, Z = self.strategies, integer("population", population, self.n)
        _fits(s, Z)
        residents, invaders = (a.ravel() for a in np.indices((s, s)))
        return self._pairs(Z, residents, invaders).reshape(s, s, Z - 1)

    def ladder(
        self, population: int, residents: NDArray[np.int64], invaders: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the sums of the first 0, …, Z − 1 advantages, one row a pair of strategies."""
        Z = integer("population", population, self.n)
        start = np.zeros((len(residents), 1))
        steps = np.cumsum(self._pairs(Z, residents, invaders), axis=1)
        return np.concatenate([start, steps], axis=1)

    def _pairs(
        self, Z: int, residents: NDArray[np.int64], invaders: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        # of k invaders each has k − 1 others of her kind in the population, each of the
        # residents Z − k − 1
        chance = companions(Z, self.n)[: Z - 1]
        invader = self.payoffs[invaders, residents] @ chance.T
        resident = self.payoffs[residents, invaders] @ chance[::-1].T
        return np.asarray(invader - resident)


def group_game(
    payoff: Callable[[int, tuple[int, ...]], float], strategies: int, n: int
) -> GroupGame:
    """Tabulate a game of groups from a function.

    Parameters
    ----------
    payoff : callable
        ``payoff(i, counts)`` is what a player of strategy i gets in a group in which
        ``counts[a]`` members, herself included, play a.
    strategies : int
        Number of strategies s.
    n : int
        Members N of a group, at least 2.

    Returns
    -------
    GroupGame

    Examples
    --------
    The dilemma of collective risk as a game of two strategies:

    >>> from govlib.evolution.collective_risk import CollectiveRisk
    >>> dilemma = CollectiveRisk(6, 3, cost=0.1, risk=0.7)
    >>> game = group_game(
    ...     lambda i, counts: dilemma.payoff(counts[0], cooperates=i == 0), strategies=2, n=6
    ... )
    >>> game.payoffs[0, 1].round(2)
    array([0.2, 0.2, 0.9, 0.9, 0.9, 0.9])
    """
    s, N = integer("strategies", strategies, 1), integer("n", n, 2)

    def pay(i: int, r: int, alike: int) -> float:
        counts = [0] * s
        counts[i] += alike + 1
        counts[r] += N - 1 - alike
        return payoff(i, tuple(counts))

    table: Sequence[Any] = [
        [[pay(i, r, alike) for alike in range(N)] for r in range(s)] for i in range(s)
    ]
    return GroupGame(table)


def _fits(strategies: int, population: int) -> None:
    must_fit(
        "the table of advantages",
        float(strategies) ** 2 * population,
        2**25,
        "take fewer strategies or a smaller population",
    )
