"""Who pays for sanctions: one global institution, or many local ones.

Vasconcelos, Santos and Pacheco (2013) add to the dilemma of collective risk members who contribute
and also pay for an institution that fines those who do not. The institution stands once enough of
them pay: in the whole population (global) or in a group (local).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from math import ceil, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from govlib._check import broadcast, choice, instance, integer, listed, must_fit, number, parameters
from govlib._values import ByValue, Floats, plain
from govlib.evolution.collective_risk import CollectiveRisk
from govlib.evolution.markov import stationary_sweep
from govlib.evolution.sampling import companions, groups

__all__ = ["SanctionedPopulation", "Sanctions", "sanctioned"]

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
    stationary : numpy.ndarray, shape (sweep..., S)
        Share of time spent in each state.
    drift : numpy.ndarray, shape (sweep..., S, 3)
        Gradient of selection: how many of each kind are gained on average in one step.
    reach : numpy.ndarray, shape (S,)
        Share of the groups that reach the target.
    governed : numpy.ndarray, shape (sweep..., S)
        Share of the groups whose defectors are fined.
    """

    states: NDArray[np.int64]
    stationary: NDArray[np.float64]
    drift: NDArray[np.float64]
    reach: NDArray[np.float64]
    governed: NDArray[np.float64]

    @property
    def shares(self) -> NDArray[np.float64]:
        """Mean shares of cooperators, punishers and defectors, shape (sweep..., 3)."""
        return np.asarray(self.stationary @ self.states / self.states[0].sum())

    @property
    def achievement(self) -> Floats:
        """Mean share of groups that reach the target, η_G."""
        return plain(self.stationary @ self.reach)

    @property
    def prevalence(self) -> Floats:
        """Mean share of groups under an institution, η_I."""
        return plain((self.stationary * self.governed).sum(axis=-1))


@dataclass(frozen=True, eq=False)
class Sanctions(ByValue):
    """The dilemma of collective risk with members who pay for an institution.

    Cooperators (C) and punishers (P) both contribute; punishers also pay a tax. Where there are
    enough punishers, in the population or in the group, the institution stands and each defector
    (D) it sees is fined. Enough is a share, ``quorum``, or a number, ``founders``.

    Parameters
    ----------
    n, threshold, endowment
        The dilemma, as in :class:`govlib.evolution.collective_risk.CollectiveRisk`.
    cost, risk : float or array_like
        The same, in [0, 1].
    tax : float or array_like
        What a punisher pays for the institution, whether it stands or not, at least 0.
    fine : float or array_like
        What a defector loses where the institution stands, at least 0.
    scale : {"global", "local"}
        Whether there is one institution for the population, or one for each group.
    quorum : float, optional
        Share of punishers among those concerned, above 0 and at most 1, from which an
        institution stands.
    founders : int or array_like of int, optional
        Number of punishers from which an institution stands, in place of a share; at least 1,
        and at most the group where the scale is local.

    Notes
    -----
    ``cost``, ``risk``, ``tax``, ``fine`` and ``founders`` may be arrays that broadcast; their axes
    are a sweep and come first in every result.

    References
    ----------
    V. V. Vasconcelos, F. C. Santos and J. M. Pacheco (2013), "A bottom-up institutional approach
    to cooperative governance of risky commons", Nature Climate Change 3(9), 797–801,
    doi:10.1038/nclimate1927.

    Examples
    --------
    A quarter of those concerned is one of four, and thirteen of fifty.

    >>> common = {"n": 4, "threshold": 3, "cost": 0.1, "risk": 0.2, "tax": 0.03, "fine": 0.3}
    >>> for scale in ("global", "local"):
    ...     game = Sanctions(**common, scale=scale, quorum=0.25)
    ...     print(scale, round(game.population(50).achievement, 3))
    global 0.104
    local 0.838
    >>> few = Sanctions(**common, scale="global", founders=[1, 5, 13])
    >>> few.population(50).achievement.round(3)
    array([0.989, 0.85 , 0.104])
    """

    n: int
    threshold: int
    cost: Any
    risk: Any
    tax: Any
    fine: Any
    _: KW_ONLY
    scale: str
    quorum: float | None = None
    founders: Any = None
    endowment: float = 1.0

    def __post_init__(self) -> None:
        for name in ("n", "threshold", "endowment"):
            object.__setattr__(self, name, getattr(self.dilemma, name))
        choice("scale", self.scale, SCALES)
        bounds: dict[str, Any] = {
            "cost": {"low": 0, "high": 1},
            "risk": {"low": 0, "high": 1},
            "tax": {"low": 0},
            "fine": {"low": 0},
        }
        if (self.quorum is None) == (self.founders is None):
            raise ValueError(
                "give either quorum, a share, or founders, a number; "
                f"got quorum={self.quorum!r} and founders={self.founders!r}"
            )
        if self.quorum is not None:
            object.__setattr__(self, "quorum", number("quorum", self.quorum, 0, 1, above=0))
        else:
            bounds["founders"] = {"low": 1, "whole": True}
            if self.scale == "local":
                bounds["founders"]["high"] = self.n
        parameters(self, **bounds)

    @property
    def dilemma(self) -> CollectiveRisk:
        """The dilemma without an institution."""
        return CollectiveRisk(self.n, self.threshold, self.cost, self.risk, self.endowment)

    @property
    def sweep(self) -> tuple[int, ...]:
        """Shape of the sweep over the parameters that are arrays."""
        swept = {name: getattr(self, name) for name in ("cost", "risk", "tax", "fine")}
        return broadcast(**swept, founders=1 if self.founders is None else self.founders)

    def needed(self, members: int) -> int | NDArray[np.int64]:
        """Return how many punishers among ``members`` make an institution stand.

        Returns
        -------
        int or numpy.ndarray of int
            An array where ``founders`` is one.

        Raises
        ------
        ValueError
            If more founders are asked for than there are members.

        Examples
        --------
        >>> game = Sanctions(4, 3, 0.1, 0.2, tax=0.03, fine=0.3, scale="local", quorum=0.25)
        >>> game.needed(4), game.needed(50)
        (1, 13)
        """
        members = integer("members", members, 1)
        if self.quorum is not None:
            # the factor lets a share that is whole in decimals stay whole: 0.07 of 100 is 7
            return ceil(self.quorum * members * (1 - 1e-12))
        founders = np.asarray(self.founders).astype(np.int64)
        if founders.max() > members:
            raise ValueError(f"founders must be at most the {members} members; got {self.founders}")
        return plain(founders)

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
        return sanctioned([self], population, selection, mutation)[0]

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
        cost, r, tax, fine = (
            np.asarray(v)[..., None] for v in (self.cost, self.risk, self.tax, self.fine)
        )
        b = self.endowment
        cooperate = b * (1 - r + r * enough[np.maximum(givers - 1, 0)] - cost)
        defect = b * (1 - r + r * enough_without[seen])
        if self.scale == "global":
            stands = (punishers >= np.asarray(self.needed(Z))[..., None]).astype(float)
            fined = stands
        else:
            quorum = np.asarray(self.needed(self.n))
            fined = _at_least(chance, quorum)[..., np.minimum(punishers, Z - 1)]
            stands = _at_least(groups(Z, self.n), quorum)[..., punishers]
        shape = (*self.sweep, len(states))
        kinds = (cooperate, cooperate - tax, defect - fine * fined)
        pay = np.stack([np.broadcast_to(kind, shape) for kind in kinds], axis=-1)
        return pay, np.broadcast_to(stands, shape)


def sanctioned(
    games: Sequence[Sanctions],
    population: int,
    selection: float = 5.0,
    mutation: float | None = None,
) -> list[SanctionedPopulation]:
    """Return games in populations of one size, solved together: two take little longer than one.

    Parameters
    ----------
    games : sequence of Sanctions
        At least one. The shapes of their sweeps are the same.
    population, selection, mutation
        As :meth:`Sanctions.population`.

    Returns
    -------
    list of SanctionedPopulation
        What :meth:`Sanctions.population` returns for each game.

    Raises
    ------
    ValueError
        If there is no game, if the sweeps differ in shape, or as :meth:`Sanctions.population`.

    Examples
    --------
    >>> rules = {"n": 4, "threshold": 3, "cost": 0.1, "risk": 0.2, "tax": 0.03, "fine": 0.3}
    >>> two = [Sanctions(**rules, scale=scale, founders=1) for scale in ("global", "local")]
    >>> [round(one.achievement, 3) for one in sanctioned(two, 50)]
    [0.989, 0.838]
    """
    games = [instance("each of games", game, Sanctions) for game in listed("games", games)]
    if not games:
        raise ValueError("games must hold at least one game; got none")
    sweep = games[0].sweep
    if any(game.sweep != sweep for game in games):
        shapes = ", ".join(str(game.sweep) for game in games)
        raise ValueError(f"games must have sweeps of one shape; got {shapes}")
    Z = integer("population", population, max(game.n for game in games))
    must_fit("the population", Z, LARGEST, f"take at most {LARGEST} members")
    # the band of a chain is about twice as wide as the population
    entries = len(games) * prod(sweep) * Z**3
    must_fit("the chains", entries, LARGEST**3, "sweep fewer values at a time")
    beta = number("selection", selection, 0)
    mu = 1 / Z if mutation is None else number("mutation", mutation, 0, 1, above=0)
    C, P = (a.ravel() for a in np.indices((Z + 1, Z + 1)))
    inside = C + P <= Z
    states = np.column_stack([C[inside], P[inside], Z - C[inside] - P[inside]])
    parts = []
    for game in games:
        pay, governed = game._payoffs(states, Z)
        source, target, rates, drift = _moves(states, pay, Z, beta, mu)
        reach = groups(Z, game.n)[:, game.threshold :].sum(axis=1)
        parts.append((rates, drift, reach[states[:, 0] + states[:, 1]], governed))
    # whoever is in which state, the same moves are possible in all games
    times = stationary_sweep(source, target, np.stack([p[0] for p in parts]), len(states))
    return [
        SanctionedPopulation(states, time, drift, reach, governed)
        for time, (_, drift, reach, governed) in zip(times, parts, strict=True)
    ]


def _at_least(chance: NDArray[np.float64], quorum: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the chance of at least a quorum, for each quorum and each row of a table."""
    tails = np.cumsum(chance[:, ::-1], axis=1)[:, ::-1]
    tails = np.column_stack([tails, np.zeros(len(tails))])  # herself she cannot be a companion
    return np.asarray(tails.T[quorum])


def _moves(
    states: NDArray[np.int64], pay: NDArray[np.float64], Z: int, beta: float, mu: float
) -> tuple[Any, Any, NDArray[np.float64], NDArray[np.float64]]:
    """Return all moves of one member and their chances, and the mean change of the numbers."""
    place = np.full((Z + 2, Z + 2), -1)
    place[states[:, 0], states[:, 1]] = np.arange(len(states))
    drift = np.zeros(pay.shape)
    source, target, rate = [], [], []
    for a in range(3):
        for b in range(3):
            if a == b:
                continue
            n = states[:, a]
            with np.errstate(over="ignore"):  # an infinite pull is followed for certain
                pull = beta * (pay[..., b] - pay[..., a])
            meet = n * states[:, b] / (Z * (Z - 1.0))
            chance = (1 - mu) * meet * expit(pull) + mu * n / (2 * Z)
            drift[..., a] -= chance
            drift[..., b] += chance
            here = np.flatnonzero(n)
            after = states[here].copy()
            after[:, a] -= 1
            after[:, b] += 1
            source.append(here)
            target.append(place[after[:, 0], after[:, 1]])
            rate.append(chance[..., here])
    return np.concatenate(source), np.concatenate(target), np.concatenate(rate, axis=-1), drift
