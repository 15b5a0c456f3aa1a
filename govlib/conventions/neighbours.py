"""Conventions among neighbours: each plays with those beside it, and a change can travel.

Where all meet all, a convention falls only if many err at once. On a ring each looks at a few
neighbours, so a few errors side by side can spread. Ellison (1993) shows that this makes the wait
short in large groups as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import generator, integer, number, zeros_and_ones
from govlib.conventions.coordination import CoordinationGame

__all__ = ["RingGame"]


@dataclass(frozen=True)
class RingGame:
    """A `CoordinationGame` played with neighbours on a ring.

    In each period all turn to the strategy that earns more against their neighbours as these
    stood (a tie changes nobody), and then each takes the other one with the error probability.

    Parameters
    ----------
    game : CoordinationGame
        Number of players and payoffs.
    reach : int, default 1
        Neighbours on each side, at least 1; 2 · reach must be below the number of players.

    References
    ----------
    G. Ellison (1993), "Learning, local interaction, and coordination", Econometrica 61(5),
    1047–1071.

    Examples
    --------
    193 who would wait for ever if all met all:

    >>> ring = RingGame(CoordinationGame(193, 2, 0, 0, 1))
    >>> waits = ring.waits(0.1, draws=50, most=1000, rng=1)
    >>> bool(waits.max() < 100)
    True
    """

    game: CoordinationGame
    reach: int = 1

    def __post_init__(self) -> None:
        if not isinstance(self.game, CoordinationGame):
            raise TypeError(f"game must be a CoordinationGame; got {self.game!r}")
        object.__setattr__(self, "reach", integer("reach", self.reach, 1))
        if 2 * self.reach >= self.game.n:
            raise ValueError(
                f"2 · reach must be below the {self.game.n} players; got reach = {self.reach}"
            )

    def best_reply(self, first: Any) -> NDArray[np.bool_]:
        """Return who plays the first strategy after all have turned to what earned more.

        Parameters
        ----------
        first : array_like of bool, shape (..., n)
            Who plays the first strategy now, in the order of the ring.

        Examples
        --------
        One neighbour out of two is enough where the first strategy is worth twice as much:

        >>> RingGame(CoordinationGame(6, 2, 0, 0, 1)).best_reply([0, 0, 1, 0, 0, 0]).astype(int)
        array([0, 1, 0, 1, 0, 0])
        """
        now = zeros_and_ones("first", first)
        if now.ndim == 0 or now.shape[-1] != self.game.n:
            raise ValueError(f"first must have {self.game.n} entries; got shape {now.shape}")
        seen = np.zeros(now.shape, dtype=np.int64)
        for step in range(1, self.reach + 1):
            seen += np.roll(now, step, axis=-1)
            seen += np.roll(now, -step, axis=-1)
        a, b, c, d = (Fraction(getattr(self.game, name)) for name in "abcd")
        even = 2 * self.reach * (d - b) / (a - c + d - b)
        # whole numbers, so that a tie is one
        more = seen * even.denominator > even.numerator
        tied = seen * even.denominator == even.numerator
        return more | (tied & now)

    def waits(
        self, error: float, *, draws: int = 100, most: int = 10_000, rng: Any = None
    ) -> NDArray[np.float64]:
        """Draw how long it takes from all-second until most play the first strategy.

        Parameters
        ----------
        error : float
            Probability that a player takes the other strategy, above 0 and at most 0.5.
        draws : int, default 100
            Histories.
        most : int, default 10,000
            Periods after which a history is given up.
        rng : None, int or numpy.random.Generator
            Source of randomness.

        Returns
        -------
        numpy.ndarray, shape (draws,)
            Periods; infinite where it was given up.
        """
        eps = number("error", error, 0, 0.5, above=0)
        draws, most = integer("draws", draws, 1), integer("most", most, 1)
        rng = generator("rng", rng)
        n = self.game.n
        waits = np.full(draws, np.inf)
        left, now = np.arange(draws), np.zeros((draws, n), dtype=bool)
        for period in range(1, most + 1):
            now = self.best_reply(now) ^ (rng.random(now.shape) < eps)
            there = 2 * now.sum(axis=1) > n
            waits[left[there]] = period
            left, now = left[~there], now[~there]
            if not left.size:
                break
        return waits
