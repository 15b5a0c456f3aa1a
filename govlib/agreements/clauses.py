"""What a treaty may add so that more states sign: a clause of entry, a measure against outsiders.

Both wrap any agreement of equal countries (:class:`govlib.agreements.stability.Agreement`) and
are agreements themselves, so that the same test of stability is put to them. Derived here; the
clause follows the entry into force of real treaties, the measure the ban on trade with outsiders
in the Montreal Protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, integer, number
from govlib._values import ByValue, Floats, plain
from govlib.agreements._sizes import sizes
from govlib.agreements.stability import Agreement

__all__ = ["EntryClause", "TradeMeasure"]


def _lifted(value: Any, k: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a payoff at one size with the axes of ``k`` behind its own."""
    one = np.asarray(value, dtype=float)
    return one.reshape(one.shape + (1,) * k.ndim)


@dataclass(frozen=True, eq=False)
class EntryClause(ByValue):
    """An agreement that binds nobody until enough have signed.

    Below ``least`` signatories the treaty is void and all act alone, as if nobody had signed.
    From there on it is the agreement itself.

    Parameters
    ----------
    agreement : Agreement
        What enters into force.
    least : int
        The fewest signatories with which it does, from 1 to n.

    Notes
    -----
    A clause that asks for ``least`` makes it cost more to leave at that size: whoever leaves
    loses the treaty. It works only as far as the others would really let the treaty die.

    Examples
    --------
    >>> from govlib.agreements import LinearAgreement, stable_sizes
    >>> stable_sizes(EntryClause(LinearAgreement(10), least=8))
    (0, 1, 2, 3, 4, 5, 6, 8)
    """

    agreement: Agreement
    least: int

    def __post_init__(self) -> None:
        instance("agreement", self.agreement, Agreement)
        object.__setattr__(self, "least", integer("least", self.least, 1, self.agreement.n))

    @property
    def n(self) -> int:
        """Countries."""
        return self.agreement.n

    def signatory(self, k: Any) -> Floats:
        """Return the payoff of each signatory when k have signed, 1 ≤ k ≤ n."""
        count = sizes(k, 1, self.n)
        return self._from(count, self.agreement.signatory(count))

    def outsider(self, k: Any) -> Floats:
        """Return the payoff of each outsider when k have signed, 0 ≤ k ≤ n − 1."""
        count = sizes(k, 0, self.n - 1)
        return self._from(count, self.agreement.outsider(count))

    def _from(self, k: NDArray[np.float64], payoff: Any) -> Floats:
        return plain(np.where(k >= self.least, payoff, _lifted(self.agreement.outsider(0), k)))


@dataclass(frozen=True, eq=False)
class TradeMeasure(ByValue):
    """An agreement whose signatories trade less, or not at all, with outsiders.

    Each signatory takes ``loss`` from each outsider, so that an outsider loses ``loss`` times
    the number of signatories. The measure may cost its authors something too: each signatory
    bears ``own`` for each outsider.

    Parameters
    ----------
    agreement : Agreement
        What is signed.
    loss : float
        What an outsider loses by each signatory, at least 0, in units of payoff.
    own : float, default 0
        What a signatory loses by each outsider, at least 0.

    Notes
    -----
    With linear benefits the k-th signatory gains
    (b²/c)(k − 1)(τ − (k − 3)/2) − own(n − k), where the loss is τ in units of b²/c. Without a
    cost of its own, up to 2τ + 3 sign; with one, a few may be too few to begin.

    Examples
    --------
    >>> from govlib.agreements import LinearAgreement, assess, stable_sizes
    >>> assess(TradeMeasure(LinearAgreement(10), loss=1)).largest
    5
    >>> stable_sizes(TradeMeasure(LinearAgreement(10), loss=4, own=1))
    (0, 10)
    """

    agreement: Agreement
    loss: float
    own: float = 0.0

    def __post_init__(self) -> None:
        instance("agreement", self.agreement, Agreement)
        object.__setattr__(self, "loss", number("loss", self.loss, 0))
        object.__setattr__(self, "own", number("own", self.own, 0))

    @property
    def n(self) -> int:
        """Countries."""
        return self.agreement.n

    def signatory(self, k: Any) -> Floats:
        """Return the payoff of each signatory when k have signed, 1 ≤ k ≤ n."""
        count = sizes(k, 1, self.n)
        return plain(np.asarray(self.agreement.signatory(count)) - self.own * (self.n - count))

    def outsider(self, k: Any) -> Floats:
        """Return the payoff of each outsider when k have signed, 0 ≤ k ≤ n − 1."""
        count = sizes(k, 0, self.n - 1)
        return plain(np.asarray(self.agreement.outsider(count)) - self.loss * count)
