"""Who pays for sanctions: one global institution, or many local ones.

Vasconcelos, Santos and Pacheco (2013) add to the dilemma of collective risk members who contribute
and also pay for an institution that fines those who do not. The institution stands once enough of
them pay: in the whole population (global) or in a group (local).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit

from govlib._check import choice, integer, must_fit, number
from govlib._values import ByValue
from govlib.evolution.collective_risk import CollectiveRisk
from govlib.evolution.markov import stationary
from govlib.evolution.sampling import companions, groups

__all__ = ["SanctionedPopulation", "Sanctions"]

#: the two scales of an institution
SCALES = ("global", "local")

#: the largest population whose chain is solved: 45,000 states, 16 s, 220 MB
LARGEST = 300


@dataclass(frozen=True, eq=False)
class SanctionedPopulation(ByValue):
    """A population of cooperators, punishers and defectors, and where it spends its time.

    Attributes
    ----------
    states : numpy.ndarray of int, shape (S, 3)
        Numbers of cooperators, punishers and defectors in each state of the population.
    stationary : numpy.ndarray, shape (S,)
        Share of time spent in each state.
    drift : numpy.ndarray, shape (S, 3)
        Gradient of selection: how many of each kind are gained on average in one step.
    reach : numpy.ndarray, shape (S,)
        Share of the groups that reach the target.
    governed : numpy.ndarray, shape (S,)
        Share of the groups whose defectors are fined.
    """

    states: NDArray[np.int64]
    stationary: NDArray[np.float64]
    drift: NDArray[np.float64]
    reach: NDArray[np.float64]
    governed: NDArray[np.float64]

    @property
    def shares(self) -> NDArray[np.float64]:
        """Mean shares of cooperators, punishers and defectors."""
        return np.asarray(self.stationary @ self.states / self.states[0].sum())

    @property
    def achievement(self) -> float:
        """Mean share of groups that reach the target, η_G."""
        return float(self.stationary @ self.reach)

    @property
    def prevalence(self) -> float:
        """Mean share of groups under an institution, η_I."""
        return float(self.stationary @ self.governed)


@dataclass(frozen=True)
class Sanctions:
    """The dilemma of collective risk with members who pay for an institution.

    Cooperators (C) and punishers (P) both contribute; punishers also pay a tax. Where punishers
    are at least the quorum, in the population or in the group, the institution stands and each
    defector (D) it sees is fined.

    Parameters
    ----------
    n, threshold, cost, risk, endowment
        The dilemma, as in :class:`govlib.evolution.collective_risk.CollectiveRisk`; all of them
        single numbers.
    tax : float
        What a punisher pays for the institution, whether it stands or not, at least 0.
    fine : float
        What a defector loses where the institution stands, at least 0.
    quorum : float
        Share of punishers, above 0 and at most 1, from which an institution stands.
    scale : {"global", "local"}
        Whether that share is taken of the population or of each group.

    References
    ----------
    V. V. Vasconcelos, F. C. Santos and J. M. Pacheco (2013), "A bottom-up institutional approach
    to cooperative governance of risky commons", Nature Climate Change 3(9), 797–801,
    doi:10.1038/nclimate1927.

    Examples
    --------
    >>> common = {"n": 4, "threshold": 3, "cost": 0.1, "risk": 0.2, "tax": 0.03, "fine": 0.3}
    >>> for scale in ("global", "local"):
    ...     game = Sanctions(**common, quorum=0.25, scale=scale)
    ...     print(scale, round(game.population(50).achievement, 3))
    global 0.104
    local 0.838
    """

    n: int
    threshold: int
    cost: float
    risk: float
    tax: float
    fine: float
    quorum: float
    scale: str
    endowment: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "cost", number("cost", self.cost, 0, 1))
        object.__setattr__(self, "risk", number("risk", self.risk, 0, 1))
        for name in ("n", "threshold", "endowment"):
            object.__setattr__(self, name, getattr(self.dilemma, name))
        object.__setattr__(self, "tax", number("tax", self.tax, 0))
        object.__setattr__(self, "fine", number("fine", self.fine, 0))
        object.__setattr__(self, "quorum", number("quorum", self.quorum, 0, 1, above=0))
        choice("scale", self.scale, SCALES)

    @property
    def dilemma(self) -> CollectiveRisk:
        """The dilemma without an institution."""
        return CollectiveRisk(self.n, self.threshold, self.cost, self.risk, self.endowment)

    def needed(self, members: int) -> int:
        """Return how many punishers among ``members`` make the quorum.

        Examples
        --------
        >>> game = Sanctions(4, 3, 0.1, 0.2, tax=0.03, fine=0.3, quorum=0.25, scale="local")
        >>> game.needed(4), game.needed(50)
        (1, 13)
        """
        # the factor lets a share that is whole in decimals stay whole: 0.07 of 100 is 7
        return ceil(self.quorum * integer("members", members, 1) * (1 - 1e-12))

    def population(
        self, population: int, selection: float = 5.0, mutation: float | None = None
    ) -> SanctionedPopulation:
        """Return the game in a finite population whose members imitate each other.

        Parameters
        ----------
        population : int
            Members Z of the population, from N to 300.
        selection : float, default 5
            Strength of selection β.
        mutation : float, optional
            Chance μ of an experiment; by default 1/Z.

        Returns
        -------
        SanctionedPopulation

        Raises
        ------
        ValueError
            If the population is too large for the chain of its (Z + 1)(Z + 2)/2 states.
        """
        Z = integer("population", population, self.n)
        must_fit("the population", Z, LARGEST, f"take at most {LARGEST} members")
        beta = number("selection", selection, 0)
        mu = 1 / Z if mutation is None else number("mutation", mutation, 0, 1, above=0)
        C, P = (a.ravel() for a in np.indices((Z + 1, Z + 1)))
        inside = C + P <= Z
        states = np.column_stack([C[inside], P[inside], Z - C[inside] - P[inside]])
        pay, governed = self._payoffs(states, Z)
        rates, drift = _moves(states, pay, Z, beta, mu)
        reach = groups(Z, self.n)[:, self.threshold :].sum(axis=1)
        return SanctionedPopulation(
            states, stationary(rates), drift, reach[states[:, 0] + states[:, 1]], governed
        )

    def _payoffs(
        self, states: NDArray[np.int64], Z: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return mean payoffs of the three kinds, and the share of groups that are governed."""
        givers, punishers = states[:, 0] + states[:, 1], states[:, 1]
        chance = companions(Z, self.n)
        enough = chance[:, self.threshold - 1 :].sum(axis=1)
        enough_without = chance[:, self.threshold :].sum(axis=1)
        # a kind that is absent has no payoff; the index is clipped and no move uses the value
        seen = np.minimum(givers, Z - 1)
        b, r = self.endowment, self.risk
        cooperate = b * (1 - r + r * enough[np.maximum(givers - 1, 0)] - self.cost)
        defect = b * (1 - r + r * enough_without[seen])
        if self.scale == "global":
            stands = (punishers >= self.needed(Z)).astype(float)
            fined = stands
        else:
            quorum = self.needed(self.n)
            fined = chance[:, quorum:].sum(axis=1)[np.minimum(punishers, Z - 1)]
            stands = groups(Z, self.n)[:, quorum:].sum(axis=1)[punishers]
        pay = np.column_stack([cooperate, cooperate - self.tax, defect - self.fine * fined])
        return pay, stands


def _moves(
    states: NDArray[np.int64], pay: NDArray[np.float64], Z: int, beta: float, mu: float
) -> tuple[sparse.coo_array, NDArray[np.float64]]:
    """Return the chances of all moves of one member, and the mean change of the numbers."""
    place = np.full((Z + 2, Z + 2), -1)
    place[states[:, 0], states[:, 1]] = np.arange(len(states))
    drift = np.zeros((len(states), 3))
    source, target, rate = [], [], []
    for a in range(3):
        for b in range(3):
            if a == b:
                continue
            n = states[:, a]
            with np.errstate(over="ignore"):  # an infinite pull is followed for certain
                pull = beta * (pay[:, b] - pay[:, a])
            meet = n * states[:, b] / (Z * (Z - 1.0))
            chance = (1 - mu) * meet * expit(pull) + mu * n / (2 * Z)
            drift[:, a] -= chance
            drift[:, b] += chance
            here = np.flatnonzero(n)
            after = states[here].copy()
            after[:, a] -= 1
            after[:, b] += 1
            source.append(here)
            target.append(place[after[:, 0], after[:, 1]])
            rate.append(chance[here])
    index = (np.concatenate(source), np.concatenate(target))
    return sparse.coo_array((np.concatenate(rate), index), shape=(len(states),) * 2), drift
