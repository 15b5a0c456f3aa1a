"""How likely one invader is to take over a whole population, and who rules when that is rare.

Members imitate by the rule of Traulsen, Nowak and Pacheco (2006); where experiments are rare the
population is nearly always of one strategy, and the chances of taking over are all that matters
(Fudenberg and Imhof 2006).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, integer, must_fit, numbers
from govlib._values import ByValue
from govlib.evolution.markov import stationary_log
from govlib.evolution.symmetric import GroupGame, PairGame

__all__ = ["Fixation", "fixation"]

#: numbers worked on at a time (32 MB)
CHUNK = 2**22

#: largest exponent that is told from infinity with room to spare
MOST = 1e300


@dataclass(frozen=True, eq=False)
class Fixation(ByValue):
    """Chances that one invader takes over, for all pairs of strategies.

    Attributes
    ----------
    log_chance : numpy.ndarray, shape (..., s, s)
        Natural logarithm of the chance; entry (r, i) is that of one i among residents r. The
        diagonal holds the chance of a neutral mutant, 1/Z.
    population : int
        Members Z.
    """

    log_chance: NDArray[np.float64]
    population: int

    @property
    def chance(self) -> NDArray[np.float64]:
        """The chances themselves; one below about 1e-308 comes out as 0."""
        return np.exp(self.log_chance)

    @property
    def relative(self) -> NDArray[np.float64]:
        """Chances as multiples of that of a neutral mutant, Zρ; above 1 selection favours i."""
        return np.exp(self.log_chance + np.log(self.population))

    @property
    def stationary(self) -> NDArray[np.float64]:
        """Return the share of time that each strategy rules, where experiments are rare.

        The limit μ → 0 of the population with mutation: it jumps from all r to all i at a rate
        that is proportional to ρ(r, i).

        Returns
        -------
        numpy.ndarray, shape (..., s)

        References
        ----------
        D. Fudenberg and L. A. Imhof (2006), "Imitation processes with small mutations", Journal
        of Economic Theory 131(1), 251–262, doi:10.1016/j.jet.2005.04.006.
        """
        return stationary_log(self.log_chance)


def fixation(game: PairGame | GroupGame, population: int, selection: Any) -> Fixation:
    """Return the chances that one invader takes over, for all pairs of strategies at once.

    Two members meet; the first takes over the strategy of the second with chance
    1/(1 + exp(−β(his payoff − hers))). Then one invader takes over with chance ::

        ρ = 1 / (1 + Σₖ exp(−β Σⱼ₌₁ᵏ advantage(j))),   k = 1, …, Z − 1

    which is computed in logarithms, so that no strength of selection overflows. For a game of
    pairs the inner sum is a polynomial in k.

    Parameters
    ----------
    game : PairGame or GroupGame
        The game.
    population : int
        Members Z, at least 2, and at least as many as play together.
    selection : float or array_like
        Strength of selection β, at least 0. Its axes are a sweep and come first in the result.

    Returns
    -------
    Fixation

    References
    ----------
    A. Traulsen, M. A. Nowak and J. M. Pacheco (2006), "Stochastic dynamics of invasion and
    fixation", Physical Review E 74, 011909, doi:10.1103/PhysRevE.74.011909.

    Examples
    --------
    Always cooperate, always defect and tit for tat over ten rounds of a prisoner's dilemma:

    >>> game = PairGame([[30, 0, 30], [50, 10, 14], [30, 9, 30]])
    >>> result = fixation(game, population=50, selection=0.01)
    >>> result.relative.round(2)
    array([[1.  , 8.9 , 1.  ],
           [0.  , 1.  , 1.94],
           [1.  , 0.06, 1.  ]])
    >>> result.stationary.round(3)
    array([0.063, 0.309, 0.628])
    """
    instance("game", game, (PairGame, GroupGame))
    Z = integer("population", population, 2)
    beta = numbers("selection", selection, 0)
    s = game.strategies
    must_fit("the result", float(beta.size) * s * s, 2**26, "sweep fewer values at a time")
    must_fit("the course of one pair", Z, 2**22, "take a smaller population")
    low, high = np.triu_indices(s, 1)
    log = np.empty((beta.size, s, s))
    log[:, np.arange(s), np.arange(s)] = -np.log(Z)
    step = max(1, CHUNK // Z)
    for first in range(0, len(low), step):
        r, i = low[first : first + step], high[first : first + step]
        sums = game.ladder(Z, r, i)
        if beta.max() * max(1.0, float(np.abs(sums).max())) > MOST:
            raise ValueError(f"selection times the payoffs must stay below {MOST:g} in all")
        for at, strength in enumerate(beta.ravel()):
            exponent = -strength * sums
            top = exponent.max(axis=1)
            invade = -top - np.log(np.exp(exponent - top[:, None]).sum(axis=1))
            log[at, r, i] = invade
            # the chances of a pair differ by the product of all ratios along the way
            log[at, i, r] = invade + exponent[:, -1]
    return Fixation(log.reshape((*beta.shape, s, s)), Z)
