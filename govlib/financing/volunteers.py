"""Somebody should, so nobody does: the volunteer's dilemma and clear responsibility.

Diekmann (1985): one is enough, and the more there are who could, the less likely it is that anyone
does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit

from govlib._check import flag, numbers, parameters
from govlib._values import ByValue, Floats, plain

__all__ = ["UnequalVolunteers", "Volunteering", "VolunteersDilemma"]


@dataclass(frozen=True, eq=False)
class Volunteering(ByValue):
    """An equilibrium in which all may volunteer.

    Attributes
    ----------
    chance : float or numpy.ndarray
        Chance that one member volunteers; one a member where they differ.
    nobody : float or numpy.ndarray
        Chance that nobody does.
    payoff : float or numpy.ndarray
        Expected payoff of each, fines included: what a sure volunteer expects.
    fines : float or numpy.ndarray
        Expected fines that each pays.
    """

    chance: Floats
    nobody: Floats
    payoff: Floats
    fines: Floats

    @property
    def provided(self) -> Floats:
        """Chance that at least one volunteers, so that the good is provided."""
        return plain(1 - np.asarray(self.nobody))


@dataclass(frozen=True, eq=False)
class VolunteersDilemma(ByValue):
    """A group in which one volunteer is enough: everybody gains 1 if at least one pays the cost.

    In the symmetric equilibrium each is indifferent between paying the cost κ and waiting, which
    brings the good unless all others wait too, and a fine f where each answers for herself:
    1 − κ = 1 − γ^(n−1) − f, so each waits with probability γ = (κ − f)^(1/(n−1)).

    Parameters
    ----------
    n : int or array_like
        Members, at least 2.
    cost : float or array_like
        Cost κ of volunteering as a share of what the good is worth, within (0, 1).
    fine : float or array_like, default 0
        What each who does not volunteer pays, whether or not somebody else does: clear
        responsibility. At least 0 and below the cost; from the cost on all would volunteer.

    shared : bool, default False
        Whether all who volunteer bear the cost together, κ/m each where they are m. Each then
        waits with the probability γ at which κ(1 − γⁿ)/(n(1 − γ)) = γ^(n−1) + f (derived here); the
        fine must lie below κ/n, from which on all would volunteer.
    failure : float or array_like, default 0
        Chance ε that one who volunteers does not succeed, independently of the others, within
        [0, 1). Then (1 − ε)(1 − p(1 − ε))^(n−1) = κ − f (derived here). Not with a shared cost.

    Notes
    -----
    Parameters that are arrays broadcast against each other: a sweep.

    References
    ----------
    A. Diekmann (1985), "Volunteer's dilemma", Journal of Conflict Resolution 29(4), 605–610,
    doi:10.1177/0022002785029004003.

    Examples
    --------
    >>> found = VolunteersDilemma(n=[2, 10], cost=0.5).equilibrium()
    >>> found.chance.round(3), found.provided.round(3)
    (array([0.5  , 0.074]), array([0.75 , 0.537]))
    >>> round(VolunteersDilemma(n=10, cost=0.5, fine=0.25).equilibrium().provided, 3)
    0.786
    >>> round(VolunteersDilemma(n=10, cost=0.5, shared=True).equilibrium().provided, 3)
    0.746
    >>> unsure = VolunteersDilemma(n=10, cost=0.1, failure=0.2)
    >>> round(unsure.equilibrium().provided, 3), unsure.named
    (0.901, 0.8)
    """

    n: Any
    cost: Any
    fine: Any = 0.0
    shared: bool = False
    failure: Any = 0.0

    def __post_init__(self) -> None:
        parameters(
            self,
            n={"low": 2, "whole": True},
            cost={"above": 0, "below": 1},
            fine={"low": 0},
            failure={"low": 0, "below": 1},
        )
        cost, fine, failure, _ = np.broadcast_arrays(self.cost, self.fine, self.failure, self.n)
        object.__setattr__(self, "shared", flag("shared", self.shared))
        if self.shared and failure.any():
            raise ValueError("failure must be 0 where the cost is shared")
        least = cost / self.n if self.shared else cost
        if (fine >= least).any():
            bad = fine[fine >= least].flat[0]
            what = "the cost over n, where it is shared" if self.shared else "the cost"
            raise ValueError(f"fine must be below {what}; got {bad:g}")

    def equilibrium(self) -> Volunteering:
        """Return the symmetric equilibrium, in which each volunteers with the same chance."""
        n, cost, fine, failure = self._arrays()
        if self.shared:
            return _sharing(n, cost, fine)
        # what one's own success must find undone by the others for a volunteer to be indifferent
        undone = (cost - fine) / (1 - failure)
        chance = np.clip(-np.expm1(np.log(undone) / (n - 1)) / (1 - failure), 0.0, 1.0)
        inside = (chance > 0) & (chance < 1)
        nobody = np.where(inside, undone ** (n / (n - 1)), (1 - chance * (1 - failure)) ** n)
        others = np.where(inside, undone, (1 - chance * (1 - failure)) ** (n - 1))
        act, wait = 1 - failure * others - cost, 1 - others - fine
        payoff = np.where(chance > 0, act, wait)
        parts = (chance, nobody, payoff, fine * (1 - chance))
        return Volunteering(*map(plain, parts))

    def quantal(self, precision: Any) -> Volunteering:
        """Return the equilibrium of members who err, the less the more an error costs.

        Each volunteers with the chance p = 1/(1 + exp(−λ·d)), where d = (1 − p)^(n−1) + f − κ is
        what it wins against waiting: the logit equilibrium of McKelvey and Palfrey (1995).

        Parameters
        ----------
        precision : float or array_like
            λ, above 0; large is without error.

        Examples
        --------
        Without error more members do it less often; with errors a large group does it more often:

        >>> groups = VolunteersDilemma(n=[2, 50], cost=0.5)
        >>> groups.equilibrium().provided.round(2), groups.quantal(5).provided.round(2)
        (array([0.75, 0.51]), array([0.75, 0.99]))
        """
        if self.shared or np.any(np.asarray(self.failure)):
            raise ValueError("errors are solved for where no cost is shared and nobody fails")
        strength = numbers("precision", precision, above=0)
        n, cost, fine, strength = np.broadcast_arrays(*self._arrays()[:3], strength)
        low, high = np.zeros(n.shape), np.ones(n.shape)
        for _ in range(60):
            p = (low + high) / 2
            rare = p < expit(strength * ((1 - p) ** (n - 1) + fine - cost))
            low, high = np.where(rare, p, low), np.where(rare, high, p)
        p = (low + high) / 2
        others = (1 - p) ** (n - 1)
        payoff = p * (1 - cost) + (1 - p) * (1 - others - fine)
        return Volunteering(*map(plain, (p, others * (1 - p), payoff, fine * (1 - p))))

    @property
    def named(self) -> Floats:
        """Chance that the good is provided where one member is named, and the others wait.

        She volunteers where that is worth its cost to her.
        """
        _, cost, _, failure = self._arrays()
        return plain(np.where(cost < 1 - failure, 1 - failure, 0.0))

    def _arrays(self) -> list[Any]:
        each = (self.n, self.cost, self.fine, self.failure)
        return list(np.broadcast_arrays(*(np.asarray(v, float) for v in each)))


def _sharing(n: Any, cost: Any, fine: Any) -> Volunteering:
    """Solve for the chance by bisection in its logarithm; waiting pays more the larger it is."""
    low, high = np.full(n.shape, -80.0), np.zeros(n.shape)
    for _ in range(70):
        middle = (low + high) / 2
        wait = np.log(-np.expm1(np.minimum(middle, -1e-300)))  # ln γ
        mine = cost * -np.expm1(n * wait) / (n * np.exp(middle))
        rare = mine < np.exp((n - 1) * wait) + fine
        low, high = np.where(rare, middle, low), np.where(rare, high, middle)
    chance = np.exp((low + high) / 2)
    wait = np.log1p(-chance)
    payoff = 1 - np.exp((n - 1) * wait) - fine
    parts = (chance, np.exp(n * wait), payoff, fine * (1 - chance))
    return Volunteering(*map(plain, parts))


@dataclass(frozen=True, eq=False)
class UnequalVolunteers(ByValue):
    """Members whose costs of volunteering differ.

    Any one who volunteers alone, the others relying on her, is an equilibrium: responsibility is
    clear. In the equilibrium in which all may volunteer, each waits with probability
    qᵢ = Q/κᵢ, where Q = (Π κⱼ)^(1/(n−1)) is the probability that nobody acts: each must be
    indifferent, so those whom it costs *more* volunteer more often.

    Parameters
    ----------
    cost : array_like, shape (n,)
        Cost of each as a share of what the good is worth to her, within (0, 1); at least two.

    References
    ----------
    A. Diekmann (1985), "Volunteer's dilemma", Journal of Conflict Resolution 29(4), 605–610,
    doi:10.1177/0022002785029004003 (equal costs; the same condition for each gives the rest).

    Examples
    --------
    >>> pair = UnequalVolunteers([0.2, 0.5])
    >>> pair.equilibrium().chance.round(2), round(pair.equilibrium().nobody, 2), pair.cheapest
    (array([0.5, 0.8]), 0.1, 0)
    """

    cost: Any

    def __post_init__(self) -> None:
        k = numbers("cost", self.cost, above=0, below=1, ndim=1)
        if k.size < 2:
            raise ValueError(f"cost must hold at least two; got {k.size}")
        object.__setattr__(self, "cost", k)

    @property
    def cheapest(self) -> int:
        """Position of the member whom it costs least: the best one to be responsible."""
        return int(np.argmin(self.cost))

    @property
    def exists(self) -> bool:
        """Whether costs are close enough for the equilibrium in which all may volunteer."""
        return bool(self._nobody <= self.cost.min() * (1 + 1e-12))

    @property
    def _nobody(self) -> float:
        return float(np.exp(np.log(self.cost).sum() / (self.cost.size - 1)))

    def equilibrium(self) -> Volunteering:
        """Return the equilibrium in which all may volunteer.

        Raises
        ------
        ValueError
            If costs differ too much: the one whom it costs least would rather wait for sure.
        """
        nobody = self._nobody
        if not self.exists:
            raise ValueError(
                "cost must not lie too far apart for all to volunteer at times; "
                f"the least is {self.cost.min():g}, and would have to be {nobody:g}"
            )
        chance = np.maximum(1 - nobody / self.cost, 0.0)
        return Volunteering(chance, nobody, 1 - self.cost, np.zeros_like(self.cost))
