"""Barrett's agreement where nobody can abate more than it emits.

Of :class:`govlib.agreements.leaders.LeaderAgreement` the larger agreements sometimes ask for
slightly more than a country emits, a/N. Here no emissions fall below zero (in the manner of Rubio
and Ulph 2006); the stable agreements stay as large, or are one smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, parameters
from govlib._values import ByValue, Floats, plain
from govlib.agreements._sizes import lift, sizes
from govlib.agreements.linear import Actions

__all__ = ["BoundedLeaderAgreement"]


@dataclass(frozen=True, eq=False)
class BoundedLeaderAgreement(ByValue):
    """The agreement of leaders with abatement between 0 and a/N for every country.

    Payoffs and moves are those of :class:`govlib.agreements.leaders.LeaderAgreement`. Signatories
    foresee that outsiders answer with min(θ(a − Q), a/N).

    Parameters
    ----------
    n : int
        Countries N, at least 2.
    benefit : float or array_like
        Slope b of the global marginal benefit, above 0.
    cost : float or array_like
        Slope c of each country's marginal cost, above 0.
    choke : float or array_like, default 1
        Abatement a at which marginal benefit is zero, above 0: all emissions.

    References
    ----------
    S. Barrett (1994), "Self-enforcing international environmental agreements", Oxford Economic
    Papers 46 (Supplement), 878–894.

    Examples
    --------
    >>> from govlib.agreements import LeaderAgreement, assess
    >>> free = LeaderAgreement(n=10, benefit=1, cost=0.05)
    >>> kept = BoundedLeaderAgreement(n=10, benefit=1, cost=0.05)
    >>> assess(free).largest, assess(kept).largest
    (8, 8)
    >>> round(free.abatement(8).signatory * 10, 4), round(kept.abatement(8).signatory * 10, 4)
    (1.0458, 1.0)
    """

    n: int
    benefit: Any
    cost: Any
    choke: Any = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2))
        parameters(self, benefit={"above": 0}, cost={"above": 0}, choke={"above": 0})
        with np.errstate(over="ignore", under="ignore"):
            theta = np.asarray(self.theta)
            largest = np.square(1 + theta.max() * self.n) + np.max(self._unit)
        if not np.isfinite(largest) or theta.min() < np.finfo(float).tiny:
            raise ValueError(
                "benefit, cost and choke give payoffs too large or too small to compute; "
                "choose other units"
            )

    @property
    def theta(self) -> Floats:
        """Slope of each country's benefit over that of its cost, θ = b/(cN)."""
        return plain(np.divide(self.benefit, np.multiply(self.cost, self.n)))

    @property
    def _unit(self) -> Any:
        return np.multiply(self.benefit, np.square(self.choke))

    def abatement(self, k: Any) -> Actions:
        """Return abatement when k have signed, 0 ≤ k ≤ n."""
        count = sizes(k, 0, self.n)
        inside, outside, total = self._play(count)
        a = lift(self.choke, count)
        return Actions(
            plain(np.where(count > 0, a * inside, np.nan)),
            plain(np.where(count < self.n, a * outside, np.nan)),
            plain(a * total),
        )

    def signatory(self, k: Any) -> Floats:
        """Return the payoff of each signatory when k have signed, 1 ≤ k ≤ n."""
        count = sizes(k, 1, self.n)
        inside, _, total = self._play(count)
        return plain(lift(self._unit, count) * self._payoff(inside, total, count))

    def outsider(self, k: Any) -> Floats:
        """Return the payoff of each outsider when k have signed, 0 ≤ k ≤ n − 1."""
        count = sizes(k, 0, self.n - 1)
        _, outside, total = self._play(count)
        return plain(lift(self._unit, count) * self._payoff(outside, total, count))

    def _payoff(self, own: Any, total: Any, k: Any) -> NDArray[np.float64]:
        """Return a payoff in units of ba², from abatement in units of a."""
        spent = own**2 / (2 * lift(self.theta, k))
        return np.asarray((total - total**2 / 2 - spent) / self.n)

    def _play(self, k: Any) -> tuple[NDArray[np.float64], ...]:
        """Return what each signatory and each outsider does, and all together, in units of a."""
        theta, n = lift(self.theta, k), self.n
        others, most = n - k, 1 / n
        x = 1 + theta * others

        # outsiders do all they can while signatories do less than this; so far those gain by doing
        # more, for what would be best against such outsiders, θk²/(n(1 + θk²)), lies beyond
        edge = (1 - x / (theta * n)) / np.maximum(k, 1)
        inside = np.clip(theta * k / (x**2 + theta * k**2), edge, most)
        outside = np.minimum(theta * (1 - k * inside) / x, most)
        return inside, outside, k * inside + others * outside
