"""Few inspections over many periods: the recursive game of Dresher, as von Stengel solves it.

The inspectee sees when the inspector comes and knows how many visits are left. Every period is a
small game whose payoffs are the values of what follows, and the whole has a closed form.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers

__all__ = ["Campaign"]

#: periods above which binomial coefficients leave the range of floats
MOST = 1000


@dataclass(frozen=True)
class Campaign:
    """m inspections to spread over n periods, against one who wants to violate k times.

    In each period the inspector inspects or not while the inspectee, who sees past inspections,
    violates or not. An undetected violation pays the inspector −1 and the game goes on; a
    detected one pays him ``caught`` and ends it; the rest pays nothing. What the inspector gets,
    the inspectee loses.

    Parameters
    ----------
    periods : int
        n, from 0 to 1000.
    inspections : int
        m, at least 0.
    caught : float, default 1
        What a detection is worth to the inspector, above 0, in units of an undetected violation.
    violations : int, default 1
        k, the most that the inspectee intends; at least 0. One is the game of Dresher (1962).

    References
    ----------
    B. von Stengel (2016), "Recursive inspection games", Mathematics of Operations Research 41(3),
    935–952, doi:10.1287/moor.2015.0762.

    Examples
    --------
    >>> Campaign(periods=4, inspections=2).value
    -0.2727...
    >>> Campaign(periods=4, inspections=2).chance
    0.3636...
    """

    periods: int
    inspections: int
    caught: float = 1.0
    violations: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "periods", integer("periods", self.periods, 0, MOST))
        object.__setattr__(self, "inspections", integer("inspections", self.inspections, 0))
        object.__setattr__(self, "caught", number("caught", self.caught, above=0))
        object.__setattr__(self, "violations", integer("violations", self.violations, 0))

    @property
    def value(self) -> float:
        """What the inspector can expect at best, 0 or less.

        With s(n, m) = Σᵢ C(n, i) b^(m − i), i = 0 … m and b the worth of a detection, it is
        −(C(n, m + 1) − C(n − k, m + 1)) / s(n, m).
        """
        n, m, k = self.periods, min(self.inspections, self.periods), self.violations
        k = min(k, n)
        ways = comb(n, m + 1) - comb(n - k, m + 1)
        if not ways:
            return 0.0
        # s(n, m) is divided by C(n, m) term by term, so that nothing leaves the range of floats
        terms, term = 0.0, 1.0
        for i in range(m, -1, -1):
            terms += term
            term *= i * self.caught / (n - i + 1)
        return 0.0 - ways / comb(n, m) / terms

    @property
    def chance(self) -> float:
        """Chance that the inspector inspects in the first period; it does not depend on k.

        1 where there are inspections for all periods, 0 where there are none.
        """
        table = self.chances()
        return float(table[-1, -1]) if self.periods else 0.0

    @property
    def temptation(self) -> float:
        """Chance that the inspectee violates in the first period."""
        n, m = self.periods, self.inspections
        if not n or not self.violations or m >= n:
            return 0.0
        if not m:
            return 1.0  # nothing to fear: there is no reason to wait
        after = self._follow(n - 1, m - 1).value, self._follow(n - 1, m).value
        failed = -1 + self._follow(n - 1, m, self.violations - 1).value
        legal_gap, violating_gap = after[0] - after[1], self.caught - failed
        # the chance that leaves the inspector indifferent between coming and staying away
        return float(-legal_gap / (violating_gap - legal_gap))

    def chances(self) -> NDArray[np.float64]:
        """Return the chance of inspecting now for all periods and inspections left.

        Returns
        -------
        numpy.ndarray, shape (n + 1, min(m, n) + 1)
            Entry (i, j) with i periods and j inspections left; row 0 is 0.

        Notes
        -----
        The chance is s(n − 1, m − 1)/s(n, m), with s as in :attr:`value`.
        """
        n, m = self.periods, min(self.inspections, self.periods)
        table = np.zeros((n + 1, m + 1))
        # Pascal's rule gives s(n, m) = s(n − 1, m) + s(n − 1, m − 1); kept are the ratios
        # s(n, m)/s(n, m − 1) of neighbours, which start at b and stay within range
        ratio = np.full(m, self.caught)
        for left in range(1, n + 1):
            table[left, 1:] = 1 / (1 + ratio)
            grown = 1 + 1 / ratio
            ratio = ratio * grown / np.r_[1.0, grown[:-1]]
        enough = np.arange(m + 1) >= np.maximum(np.arange(n + 1), 1)[:, None]
        table[enough] = 1.0
        table[0] = 0.0
        return table

    def coverage(self) -> NDArray[np.float64]:
        """Return the chance of an inspection in each period if nothing is detected, shape (n,).

        The chances sum to the inspections that can be used, min(m, n).
        """
        n, m = self.periods, min(self.inspections, self.periods)
        chances, left = self.chances(), np.zeros(m + 1)
        left[m] = 1.0
        found = np.empty(n)
        for period in range(n):
            come = left * chances[n - period]
            found[period] = come.sum()
            left = left - come
            left[:-1] += come[1:]
        return found

    def even(self) -> NDArray[np.float64]:
        """Return the chances of one who draws her periods by lot, each set as likely as any other.

        Returns
        -------
        numpy.ndarray, shape (n + 1, min(m, n) + 1)
            As :meth:`chances`: with i periods and j inspections left she comes with chance j/i.
        """
        n, m = self.periods, min(self.inspections, self.periods)
        left = np.maximum(np.arange(n + 1), 1)[:, None]
        table = np.minimum(np.arange(m + 1) / left, 1.0)
        table[0] = 0.0
        return table

    def against(self, chances: Any) -> float:
        """Return what an inspector gets whose chances the inspectee knows, and answers best.

        Parameters
        ----------
        chances : array_like, shape (n + 1, min(m, n) + 1)
            Of coming with i periods and j inspections left, as :meth:`chances` gives them. With
            no inspection left nobody comes, whatever stands there.

        Examples
        --------
        Two visits by lot among four quarters lose almost twice what they need to:

        >>> game = Campaign(periods=4, inspections=2)
        >>> round(game.against(game.chances()), 4), game.against(game.even())
        (-0.2727, -0.5)
        """
        n, m = self.periods, min(self.inspections, self.periods)
        table = numbers("chances", chances, 0, 1, ndim=2)
        if table.shape != (n + 1, m + 1):
            raise ValueError(
                f"chances must have shape ({n + 1}, {m + 1}), periods and inspections left; "
                f"got {table.shape}"
            )
        # worth[k, j]: of the periods that are left, with k violations intended and j inspections
        worth = np.zeros((self.violations + 1, m + 1))
        for left in range(1, n + 1):
            come = np.r_[0.0, table[left, 1:]]
            used = np.c_[np.zeros(len(worth)), worth[:, :-1]]  # one inspection is spent
            wait = come * used + (1 - come) * worth
            violate = come * self.caught + (1 - come) * (worth[:-1] - 1)
            worth = np.vstack([wait[:1], np.minimum(wait[1:], violate)])
        return float(worth[-1, -1])

    def _follow(self, periods: int, inspections: int, violations: Any = None) -> Campaign:
        k = self.violations if violations is None else violations
        return Campaign(periods, inspections, self.caught, k)
