"""Somebody should, so nobody does: the volunteer's dilemma and clear responsibility.

Diekmann (1985): one is enough, and the more there are who could, the less likely it is that anyone
does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import numbers, whole
from govlib._values import Floats, plain

__all__ = ["UnequalVolunteers", "Volunteering", "VolunteersDilemma"]


@dataclass(frozen=True, eq=False)
class Volunteering:
    """An equilibrium in which all may volunteer.

    Attributes
    ----------
    chance : float or numpy.ndarray
        Chance that one member volunteers; one a member where they differ.
    nobody : float or numpy.ndarray
        Chance that nobody does.
    payoff : float or numpy.ndarray
        Expected payoff of each, fines included: what a sure volunteer has.
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


@dataclass(frozen=True)
class VolunteersDilemma:
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
    """

    n: Any
    cost: Any
    fine: Any = 0.0

    def __post_init__(self) -> None:
        n = whole("n", self.n, 2)
        object.__setattr__(self, "n", plain(n if n.ndim else int(n)))
        object.__setattr__(self, "cost", plain(numbers("cost", self.cost, above=0, below=1)))
        object.__setattr__(self, "fine", plain(numbers("fine", self.fine, 0)))
        try:
            cost, fine, _ = np.broadcast_arrays(self.cost, self.fine, self.n)
        except ValueError:
            raise ValueError(
                "n, cost and fine must broadcast; got shapes "
                f"{np.shape(self.n)}, {np.shape(self.cost)}, {np.shape(self.fine)}"
            ) from None
        if (fine >= cost).any():
            bad = fine[fine >= cost].flat[0]
            raise ValueError(f"fine must be below the cost; got {bad:g}")

    def equilibrium(self) -> Volunteering:
        """Return the symmetric equilibrium, in which each volunteers with the same chance."""
        n, cost, fine = (np.asarray(v, float) for v in (self.n, self.cost, self.fine))
        left = cost - fine
        chance = -np.expm1(np.log(left) / (n - 1))
        payoff = np.broadcast_to(1 - cost, chance.shape) + 0.0
        return Volunteering(
            plain(chance), plain(left ** (n / (n - 1))), plain(payoff), plain(fine * (1 - chance))
        )


@dataclass(frozen=True, eq=False)
class UnequalVolunteers:
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
        k = numbers("cost", self.cost, above=0, below=1, ndim=1).copy()
        if k.size < 2:
            raise ValueError(f"cost must hold at least two; got {k.size}")
        k.setflags(write=False)
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
