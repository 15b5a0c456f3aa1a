"""Giving in a large economy: all but the richest stop, and the good does not grow.

These are the limits that Andreoni (1988) found for pure altruism, with evenly spaced incomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import parameters
from govlib._values import ByValue, Floats, plain

__all__ = ["LargeEconomy"]


@dataclass(frozen=True, eq=False)
class LargeEconomy(ByValue):
    """Members with incomes 1/n, 2/n, …, 1 and equal Cobb–Douglas preferences.

    The equilibrium is that of :class:`govlib.agreements.provision.PrivateProvision`; evenly
    spaced incomes let it be written down for any size. With κ = (1 − α)/α the member who is
    j-th below the richest gives where κj² + (2 + κ)j < 2n. Hence about √(2n/κ) of n give, their
    share vanishes, and the public good stays below 1/κ, what the richest alone would put up
    with.

    Parameters
    ----------
    n : int or array_like
        Members, at least 1.
    valuation : float or array_like, default 0.5
        Weight α of the public good, strictly between 0 and 1.

    References
    ----------
    J. Andreoni (1988), "Privately provided public goods in a large economy: the limits of
    altruism", Journal of Public Economics 35(1), 57–73.

    Examples
    --------
    >>> LargeEconomy([10, 100, 10_000]).contributors
    array([  4,  13, 140])
    >>> LargeEconomy([10, 100, 10_000]).public.round(3)
    array([0.68 , 0.873, 0.986])
    """

    n: Any
    valuation: Any = 0.5

    def __post_init__(self) -> None:
        parameters(
            self, n={"low": 1, "high": 1e15, "whole": True}, valuation={"above": 0, "below": 1}
        )

    @property
    def _kept(self) -> Any:
        return (1 - np.asarray(self.valuation)) / self.valuation

    @property
    def contributors(self) -> Any:
        """How many give."""
        kept, n = np.broadcast_arrays(self._kept, self.n)
        most = 2 * n / kept
        middle = (2 + kept) / (2 * kept)
        # the positive root of j² + 2·middle·j − most, in the form that loses no digits
        below = most / (middle + np.sqrt(middle**2 + most))
        # a root that is whole up to rounding is one who is indifferent and gives nothing
        near = np.rint(below)
        rank = np.where(np.abs(below - near) <= 1e-12 * near, near, np.ceil(below))
        return plain(np.minimum(rank, n).astype(np.int64))

    @property
    def public(self) -> Floats:
        """The public good."""
        k = np.asarray(self.contributors, dtype=float)
        return plain((k - k * (k - 1) / (2 * np.asarray(self.n))) / (1 + k * self._kept))

    @property
    def share(self) -> Floats:
        """Share of the members who give."""
        return plain(np.divide(self.contributors, self.n))

    @property
    def optimum_public(self) -> Floats:
        """The efficient public good, α times all income."""
        return plain(np.multiply(self.valuation, np.add(self.n, 1)) / 2)
