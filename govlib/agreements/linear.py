"""Agreements where benefits are linear: abatement by degrees, and all or nothing.

What one country does changes nothing in what the others want to do, so only the incentive to sign
matters. With quadratic costs three sign (Carraro and Siniscalco 1993), where abatement is all or
nothing ⌈c/b⌉ do (Barrett 1999).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import integer, parameters
from govlib._values import ByValue, Floats, plain
from govlib.agreements._sizes import lift, sizes

__all__ = ["Actions", "BinaryAgreement", "LinearAgreement"]


@dataclass(frozen=True, eq=False)
class Actions(ByValue):
    """What countries do at some number of signatories.

    Attributes
    ----------
    signatory, outsider : float or numpy.ndarray
        Abatement or emissions of each; NaN where there is no such country.
    total : float or numpy.ndarray
        Sum over all countries.
    """

    signatory: Floats
    outsider: Floats
    total: Floats


@dataclass(frozen=True, eq=False)
class LinearAgreement(ByValue):
    """Equal countries with benefits linear in total abatement and quadratic costs.

    Country i abates qᵢ ≥ 0 and earns πᵢ = b Σⱼ qⱼ − c qᵢ²/2. An outsider abates b/c, each of k
    signatories kb/c, and whether signatories move first makes no difference.

    Parameters
    ----------
    n : int
        Countries, at least 2.
    benefit : float or array_like, default 1
        Benefit b of each country from a unit abated anywhere, above 0.
    cost : float or array_like, default 1
        Slope c of the marginal cost, above 0.

    Notes
    -----
    The k-th signatory gains −(b²/2c)(k − 1)(k − 3): three signatories at most, whatever n, b and c.
    At two, an outsider is indifferent about joining.

    References
    ----------
    C. Carraro and D. Siniscalco (1993), "Strategies for the international protection of the
    environment", Journal of Public Economics 52(3), 309–328.

    Examples
    --------
    >>> treaty = LinearAgreement(n=10, benefit=2, cost=1)
    >>> treaty.abatement(3)
    Actions(signatory=6.0, outsider=2.0, total=32.0)
    >>> treaty.signatory([2, 3, 4]), treaty.outsider([1, 2, 3])
    (array([40., 46., 56.]), array([38., 46., 62.]))
    """

    n: int
    benefit: Any = 1.0
    cost: Any = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2))
        parameters(self, benefit={"above": 0}, cost={"above": 0})
        with np.errstate(over="ignore"):
            if not np.isfinite(np.square(self.benefit) / np.asarray(self.cost)).all():
                raise ValueError("benefit is too large to square against cost; choose other units")

    def abatement(self, k: Any) -> Actions:
        """Return abatement when k have signed, 0 ≤ k ≤ n."""
        count = sizes(k, 0, self.n)
        alone = lift(np.divide(self.benefit, self.cost), count)
        inside = np.where(count > 0, alone * count, np.nan)
        outside = np.where(count < self.n, alone * np.ones_like(count), np.nan)
        return Actions(plain(inside), plain(outside), plain(alone * (count**2 + self.n - count)))

    def signatory(self, k: Any) -> Any:
        """Return the payoff of each signatory, (b²/c)(n − k + k²/2)."""
        count = sizes(k, 1, self.n)
        return plain(self._unit(count) * (self.n - count + count**2 / 2))

    def outsider(self, k: Any) -> Any:
        """Return the payoff of each outsider, (b²/c)(n − k + k² − 1/2)."""
        count = sizes(k, 0, self.n - 1)
        return plain(self._unit(count) * (self.n - count + count**2 - 0.5))

    def gain(self, k: Any) -> Any:
        """Return what the k-th signatory gains by signing, −(b²/2c)(k − 1)(k − 3)."""
        count = sizes(k, 1, self.n)
        return plain(-self._unit(count) / 2 * (count - 1) * (count - 3))

    def _unit(self, k: Any) -> Any:
        return lift(np.square(self.benefit) / np.asarray(self.cost), k)


@dataclass(frozen=True, eq=False)
class BinaryAgreement(ByValue):
    """Equal countries that abate or do not, with linear benefits and costs.

    Each unit abated brings every country b and costs its abater c, with b < c < nb: nobody
    abates alone, and all gain if all do. Signatories abate where their joint benefit kb covers
    c, so that ⌈c/b⌉ is the largest stable size: one fewer, and the agreement does nothing.

    Parameters
    ----------
    n : int
        Countries, at least 2.
    benefit : float or array_like
        Benefit b of each country from one that abates, above 0.
    cost : float or array_like
        Cost c of abating, between b and nb.

    References
    ----------
    S. Barrett (1999), "A theory of full international cooperation", Journal of Theoretical
    Politics 11(4), 519–541.

    Examples
    --------
    >>> treaty = BinaryAgreement(n=10, benefit=[0.3, 0.75], cost=1)
    >>> treaty.smallest_active
    array([4, 2])
    >>> treaty.signatory(4)
    array([0.2, 2. ])
    """

    n: int
    benefit: Any
    cost: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2))
        parameters(self, benefit={"above": 0}, cost={"above": 0})
        ratio = np.divide(self.cost, self.benefit)
        wrong = ~((ratio > 1) & (ratio < self.n))
        if wrong.any():
            raise ValueError(
                f"cost / benefit must lie in (1, n = {self.n}), or there is no dilemma; "
                f"got {np.asarray(ratio)[wrong].flat[0]:g}"
            )

    @property
    def smallest_active(self) -> Any:
        """The fewest signatories whose joint benefit covers the cost, ⌈c/b⌉."""
        # the factor keeps c/b whole where it is whole in decimals (c = 1, b = 0.2)
        ratio = np.divide(self.cost, self.benefit) * (1 - 1e-12)
        return plain(np.ceil(ratio).astype(np.int64))

    def signatory(self, k: Any) -> Any:
        """Return the payoff of each signatory: kb − c, or 0 where they do not abate."""
        count = sizes(k, 1, self.n)
        b, c = lift(self.benefit, count), lift(self.cost, count)
        # where they abate, kb covers c: what falls below 0 is rounding
        return plain(np.where(self._active(count), np.maximum(count * b - c, 0), 0.0))

    def outsider(self, k: Any) -> Any:
        """Return the payoff of each outsider: kb, or 0 where signatories do not abate."""
        count = sizes(k, 0, self.n - 1)
        return plain(np.where(self._active(count), count * lift(self.benefit, count), 0.0))

    def _active(self, k: Any) -> Any:
        return k >= lift(self.smallest_active, k)
