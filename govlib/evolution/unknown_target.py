"""Collective risk where nobody knows how many are needed: the target is a distribution.

Derived here from the dilemma of :mod:`govlib.evolution.collective_risk`. Barrett and Dannenberg
(2012) study the question in the laboratory: fear of a known target lets groups coordinate, and
doubt about it turns the problem back into a dilemma.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import gammaln, xlog1py, xlogy

from govlib._check import integer, number, numbers
from govlib._values import ByValue, Floats, lock, plain

__all__ = ["UnknownTarget"]


@dataclass(frozen=True, eq=False)
class UnknownTarget(ByValue):
    """The dilemma of collective risk with a target that members know in distribution only.

    Parameters
    ----------
    n : int
        Members of a group, 2 to 1,000.
    chances : array_like, shape (n,)
        Chance that 1, 2, …, n cooperators are needed; they add up to 1.
    cost : float
        Share of the endowment that a cooperator pays, in [0, 1].

    Notes
    -----
    A member who cooperates decides with chance Σ p_M Γ_M(x), the mean of the chances to be
    pivotal. If all thresholds from 1 to n are equally likely it is 1/n whatever the others do,
    because exactly one of the n thresholds makes her the one who is missing.

    References
    ----------
    S. Barrett and A. Dannenberg (2012), "Climate negotiations under scientific uncertainty",
    Proceedings of the National Academy of Sciences 109(43), 17372–17376,
    doi:10.1073/pnas.1208417109.

    Examples
    --------
    >>> UnknownTarget.evenly(6, 1, 6, cost=0.1).pivotal([0.1, 0.5, 0.9]).round(4)
    array([0.1667, 0.1667, 0.1667])
    >>> [round(UnknownTarget.evenly(6, 3 - d, 3 + d, 0.1).critical_risk, 3) for d in (0, 1, 2)]
    [0.289, 0.359, 0.5]
    """

    n: int
    chances: Any
    cost: float

    def __post_init__(self) -> None:
        n = integer("n", self.n, 2, 1000)
        chances = numbers("chances", self.chances, 0, 1, ndim=1)
        if chances.size != n:
            raise ValueError(
                f"chances must have one entry for each of 1 to {n} cooperators; got {chances.size}"
            )
        if abs(chances.sum() - 1) > 1e-6:
            raise ValueError(f"chances must add up to 1; got {chances.sum():.6g}")
        object.__setattr__(self, "n", n)
        object.__setattr__(self, "chances", lock(chances.copy()))
        object.__setattr__(self, "cost", number("cost", self.cost, 0, 1))

    @classmethod
    def evenly(cls, n: int, low: int, high: int, cost: float) -> UnknownTarget:
        """Return the dilemma where all targets from ``low`` to ``high`` are equally likely.

        Parameters
        ----------
        n : int
            Members of a group.
        low, high : int
            Fewest and most cooperators that may be needed, 1 ≤ low ≤ high ≤ n.
        cost : float
            Share of the endowment that a cooperator pays.
        """
        size = integer("n", n, 2, 1000)
        first = integer("low", low, 1, size)
        last = integer("high", high, first, size)
        chances = np.zeros(size)
        chances[first - 1 : last] = 1 / (last - first + 1)
        return cls(size, chances, cost)

    def pivotal(self, x: Any) -> Floats:
        """Return the chance that a member decides whether her group reaches the target.

        Parameters
        ----------
        x : float or array_like
            Share of cooperators, in [0, 1].
        """
        share = numbers("x", x, 0, 1)
        return plain(self._others(share) @ self.chances)

    @property
    def most_pivotal(self) -> float:
        """Share of cooperators at which a member decides most often; the lowest of several."""
        x = np.linspace(0, 1, 2001)
        values = np.asarray(self.pivotal(x))
        at = int(np.argmax(values >= values.max() - 1e-12))
        if at in (0, x.size - 1):
            return float(x[at])
        found = minimize_scalar(
            lambda v: -self._others(np.asarray(v)) @ self.chances,
            bounds=(x[at - 1], x[at + 1]),
            method="bounded",
            options={"xatol": 1e-12},
        )
        return float(found.x)

    @property
    def critical_risk(self) -> float:
        """Smallest risk at which cooperation can last; above 1 where no risk suffices."""
        return float(self.cost / self.pivotal(self.most_pivotal))

    def _others(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Chance that 0, 1, …, n − 1 of the companions cooperate, along the last axis."""
        j, x = np.arange(self.n), share[..., None]
        log = gammaln(self.n) - gammaln(j + 1) - gammaln(self.n - j)
        return np.asarray(np.exp(log + xlogy(j, x) + xlog1py(self.n - 1 - j, -x)))
