"""A finite population in which members imitate those who do better, and now and then experiment.

One member at a time compares herself with another and takes over his strategy with the chance of
Traulsen, Nowak and Pacheco (2006), the function of Fermi; with a small chance she takes any other
strategy instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from govlib._check import integer, must_fit, numbers, parameters
from govlib._values import ByValue, Floats, plain
from govlib.evolution.markov import birth_death

__all__ = ["Imitation", "TwoStrategies"]


@dataclass(frozen=True, eq=False)
class TwoStrategies(ByValue):
    """How a population of two strategies moves, and where it spends its time.

    Attributes
    ----------
    stationary : numpy.ndarray, shape (..., Z + 1)
        Share of time with k members of the first strategy, k = 0, …, Z.
    drift : numpy.ndarray, shape (..., Z + 1)
        Gradient of selection, mutation included: chance that k rises minus chance that it falls.
    """

    stationary: NDArray[np.float64]
    drift: NDArray[np.float64]

    @property
    def mean(self) -> Floats:
        """Mean share of the first strategy."""
        k = np.arange(self.stationary.shape[-1])
        return plain(self.stationary @ k / k[-1])

    def average(self, values: Any) -> Floats:
        """Return the mean over time of a quantity that is known for each k.

        Parameters
        ----------
        values : array_like, shape (..., Z + 1)
        """
        return plain((self.stationary * numbers("values", values)).sum(axis=-1))


@dataclass(frozen=True, eq=False)
class Imitation(ByValue):
    """The rule by which strategies spread.

    In each step a random member compares herself with a random other. With chance 1 − μ she
    takes over his strategy with chance 1/(1 + exp(−β(his payoff − hers))); with chance μ she
    takes any other strategy, all equally likely.

    Parameters
    ----------
    population : int
        Members Z, at least 2.
    selection : float or array_like
        Strength of selection β, at least 0: at 0 payoffs play no part.
    mutation : float or array_like
        Chance μ of an experiment, above 0 and at most 1.

    References
    ----------
    A. Traulsen, M. A. Nowak and J. M. Pacheco (2006), "Stochastic dynamics of invasion and
    fixation", Physical Review E 74, 011909, doi:10.1103/PhysRevE.74.011909.

    Examples
    --------
    >>> chain = Imitation(50, selection=0, mutation=0.02).two_strategies(np.zeros(49))
    >>> round(chain.mean, 9)
    0.5
    """

    population: int
    selection: Any
    mutation: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "population", integer("population", self.population, 2, 10**6))
        parameters(self, selection={"low": 0}, mutation={"above": 0, "high": 1})

    def two_strategies(self, advantage: Any) -> TwoStrategies:
        """Return the chain of a population with two strategies.

        Parameters
        ----------
        advantage : array_like, shape (..., Z − 1)
            Payoff of the first strategy minus that of the second where k = 1, …, Z − 1 members
            play the first. Leading axes broadcast against ``selection`` and ``mutation``.

        Returns
        -------
        TwoStrategies

        Raises
        ------
        ValueError
            If there are not Z − 1 advantages.
        """
        Z = self.population
        better = numbers("advantage", advantage)
        if not better.ndim or better.shape[-1] != Z - 1:
            raise ValueError(
                f"advantage must have population − 1 = {Z - 1} entries; got shape {better.shape}"
            )
        beta = np.asarray(self.selection)[..., None]
        mu = np.asarray(self.mutation)[..., None]
        k = np.arange(1, Z)
        meet = k * (Z - k) / (Z * (Z - 1.0))
        shape = np.broadcast_shapes(better.shape, beta.shape, mu.shape)
        must_fit("the chains", prod(shape[:-1]) * Z, 2**24, "sweep fewer values at a time")
        inner = (1 - mu) * meet
        with np.errstate(over="ignore"):  # an infinite pull is followed for certain
            pull = beta * better
        up = inner * expit(pull) + mu * (Z - k) / Z
        down = inner * expit(-pull) + mu * k / Z
        edge = np.broadcast_to(mu, (*up.shape[:-1], 1))
        up = np.concatenate([edge, up], axis=-1)
        down = np.concatenate([down, edge], axis=-1)
        drift = np.concatenate([edge, up[..., 1:] - down[..., :-1], -edge], axis=-1)
        return TwoStrategies(birth_death(np.log(up), np.log(down)), drift)
