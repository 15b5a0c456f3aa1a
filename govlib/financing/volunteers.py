"""Somebody should, so nobody does: the volunteer's dilemma and clear responsibility.

Diekmann (1985): one is enough, and the more there are who could, the less likely it is that anyone
does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

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
    """

    n: Any
    cost: Any
    fine: Any = 0.0
    shared: bool = False

    def __post_init__(self) -> None:
        parameters(
            self,
            n={"low": 2, "whole": True},
            cost={"above": 0, "below": 1},
            fine={"low": 0},
        )
        cost, fine, _ = np.broadcast_arrays(self.cost, self.fine, self.n)
        object.__setattr__(self, "shared", flag("shared", self.shared))
        least = cost / self.n if self.shared else cost
        if (fine >= least).any():
            bad = fine[fine >= least].flat[0]
            what = "the cost over n, where it is shared" if self.shared else "the cost"
            raise ValueError(f"fine must be below {what}; got {bad:g}")

    def equilibrium(self) -> Volunteering:
        """Return the symmetric equilibrium, in which each volunteers with the same chance."""
        n, cost, fine = (np.asarray(v, float) for v in (self.n, self.cost, self.fine))
        if self.shared:
            return _sharing(*np.broadcast_arrays(n, cost, fine))
        left = cost - fine
        chance = -np.expm1(np.log(left) / (n - 1))
        payoff = np.broadcast_to(1 - cost, chance.shape) + 0.0
        return Volunteering(
            plain(chance), plain(left ** (n / (n - 1))), plain(payoff), plain(fine * (1 - chance))
        )


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
