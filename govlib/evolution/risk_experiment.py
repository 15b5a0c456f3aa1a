"""The experiment on collective risk: thirty groups, a target, and dice.

Six people have 40 euros each and give 0, 2 or 4 in each of ten rounds. If the group gives 120 in
all, everybody takes home what she kept; if not, all lose it with the chance that the treatment
sets (Milinski and others 2008).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from govlib._check import integer, number, numbers, whole
from govlib._labels import together

__all__ = ["TREATMENTS", "Contrast", "RiskExperiment", "Treatment", "contrast"]


@dataclass(frozen=True)
class Treatment:
    """What the groups of one treatment did.

    Attributes
    ----------
    risk : float
        Chance of losing all where the target was missed.
    groups : int
        Groups of six that took part.
    reached : int
        Groups that reached the target.
    given : float
        Mean total gift of a group, in euros.
    error : float
        Standard error of that mean.
    """

    risk: float
    groups: int
    reached: int
    given: float
    error: float


#: The three treatments, as the article reports them: an observation, not a result of a model.
TREATMENTS = (
    Treatment(0.9, 10, 5, 118.2, 1.9),
    Treatment(0.5, 10, 1, 92.2, 9.0),
    Treatment(0.1, 10, 0, 73.0, 4.4),
)


@dataclass(frozen=True)
class RiskExperiment:
    """The game of the experiment.

    Parameters
    ----------
    n : int, default 6
        Members of a group, at least 2.
    endowment : float, default 40
        What each has at first, in euros.
    steps : int, default 10
        Rounds, at least 1.
    highest : float, default 4
        Largest gift in a round, at most endowment/steps. Gifts are 0, half of it, or all of it.
    target : float, default 120
        What a group must give in all, above 0 and within what it can give.

    References
    ----------
    M. Milinski, R. D. Sommerfeld, H.-J. Krambeck, F. A. Reed and J. Marotzke (2008), "The
    collective-risk social dilemma and the prevention of simulated dangerous climate change",
    Proceedings of the National Academy of Sciences 105(7), 2291–2294,
    doi:10.1073/pnas.0709546105.

    Examples
    --------
    >>> game = RiskExperiment()
    >>> game.kept([20] * 6, risk=0.9)
    array([20., 20., 20., 20., 20., 20.])
    >>> game.kept([0] * 6, risk=[0.9, 0.5, 0.1])[:, 0]
    array([ 4., 20., 36.])
    """

    n: int = 6
    endowment: float = 40.0
    steps: int = 10
    highest: float = 4.0
    target: float = 120.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2))
        object.__setattr__(self, "steps", integer("steps", self.steps, 1, 10**6))
        for name in ("endowment", "target", "highest"):
            object.__setattr__(self, name, number(name, getattr(self, name), above=0))
        if self.highest * self.steps > self.endowment * (1 + 1e-12):
            raise ValueError(
                f"highest must be at most endowment/steps = {self.endowment / self.steps:g}; "
                f"got {self.highest:g}"
            )
        most = self.n * self.highest * self.steps
        if self.target > most * (1 + 1e-12):
            raise ValueError(
                f"target must be at most n·highest·steps = {most:g}, all that a group can give; "
                f"got {self.target:g}"
            )

    @property
    def fair_share(self) -> float:
        """What each must give in all where all give the same."""
        return self.target / self.n

    @property
    def totals(self) -> NDArray[np.float64]:
        """All totals that one player can give over the rounds, ascending."""
        return np.asarray(self.highest / 2 * np.arange(2 * self.steps + 1))

    def kept(self, gifts: Any, risk: Any) -> NDArray[np.float64]:
        """Return what each player expects to take home.

        Parameters
        ----------
        gifts : array_like, shape (..., n)
            Total gift of each player, at most what she can give over the rounds.
        risk : float or array_like
            Chance of losing all where the target is missed, in [0, 1].

        Returns
        -------
        numpy.ndarray, shape (risk..., gifts..., n)
            In euros.
        """
        given = numbers("gifts", gifts, 0, self.highest * self.steps)
        if given.ndim == 0 or given.shape[-1] != self.n:
            raise ValueError(
                f"gifts must have one entry for each of {self.n} players; got shape {given.shape}"
            )
        chance = numbers("risk", risk, 0, 1)
        chance = chance.reshape(chance.shape + (1,) * given.ndim)
        # the hair lets a target that is met in decimals count as met
        met = given.sum(axis=-1, keepdims=True) >= self.target * (1 - 1e-12)
        return np.asarray((self.endowment - given) * np.where(met, 1.0, 1 - chance))

    def is_equilibrium(self, gifts: Any, risk: float) -> bool:
        """Tell whether no player gains by giving another total while the others stay.

        Parameters
        ----------
        gifts : array_like, shape (n,)
            Total gift of each player.
        risk : float
            Chance of losing all where the target is missed.

        Examples
        --------
        At high risk the fair share is an equilibrium, and so is giving nothing:

        >>> game = RiskExperiment()
        >>> game.is_equilibrium([20] * 6, 0.9), game.is_equilibrium([0] * 6, 0.9)
        (True, True)
        >>> game.is_equilibrium([20] * 6, 0.1)
        False
        """
        given = numbers("gifts", gifts, 0, ndim=1)
        chance = number("risk", risk, 0, 1)
        now = self.kept(given, chance)
        for player in range(self.n):
            tried = np.tile(given, (len(self.totals), 1))
            tried[:, player] = self.totals
            if self.kept(tried, chance)[:, player].max() > now[player] + 1e-12 * self.endowment:
                return False
        return True


@dataclass(frozen=True)
class Contrast:
    """Whether treatments differ in how many groups reach the target.

    Attributes
    ----------
    statistic : float
        Likelihood ratio statistic G, large where they differ.
    p : float
        Chance of a statistic as large if they did not differ (chi-squared approximation).
    """

    statistic: float
    p: float


def contrast(reached: Any, groups: Any) -> Contrast:
    """Return the likelihood ratio test of equal chances to reach the target.

    Parameters
    ----------
    reached : array_like of int, shape (treatments,)
        Groups that reached the target.
    groups : array_like of int, shape (treatments,)
        Groups that took part, at least 1 each.

    Returns
    -------
    Contrast

    Examples
    --------
    >>> counts = [(t.reached, t.groups) for t in TREATMENTS]
    >>> test = contrast(*zip(*counts, strict=True))
    >>> round(test.statistic, 2), round(test.p, 3)
    (9.66, 0.008)
    """
    given = together(reached=reached, groups=groups)
    yes, all_ = whole("reached", given["reached"], 0), whole("groups", given["groups"], 1)
    if yes.ndim != 1 or yes.shape != all_.shape or yes.size < 2:
        raise ValueError(
            "reached and groups must have one entry for each of at least two treatments; "
            f"got shapes {yes.shape} and {all_.shape}"
        )
    if (yes > all_).any():
        raise ValueError("reached must not exceed groups")
    seen = np.column_stack([yes, all_ - yes])
    expected = np.outer(all_, seen.sum(axis=0) / all_.sum())
    ratio = np.divide(seen, expected, out=np.ones_like(seen), where=seen > 0)
    statistic = max(0.0, 2 * float((seen * np.log(ratio)).sum()))
    return Contrast(statistic, float(chdtrc(yes.size - 1, statistic)))
