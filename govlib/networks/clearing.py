"""Clearing of payments: who can pay what when everybody owes everybody (Eisenberg and Noe 2001).

What a bank can pay depends on what it is paid. The greatest clearing vector is the best outcome in
which nobody pays more than is owed or than is there.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, numbers, square
from govlib._labels import matched, square_labels
from govlib._values import ByValue

__all__ = ["Clearing", "clear"]

#: amounts closer than this share of a bank's obligations and assets count as equal
TIE = 1e-11


@dataclass(frozen=True, eq=False)
class Clearing(ByValue):
    """The greatest clearing vector and what follows from it.

    Attributes
    ----------
    owed : numpy.ndarray, shape (n,)
        What each bank owes the other banks, p̄.
    paid : numpy.ndarray, shape (n,)
        What it pays them, p.
    received : numpy.ndarray, shape (n,)
        What it is paid by them.
    senior_paid : numpy.ndarray, shape (n,)
        What it pays on senior debts, which come first.
    equity : numpy.ndarray, shape (n,)
        What is left after all payments; 0 for a bank in default.
    wave : numpy.ndarray of int, shape (n,)
        0 for a bank that pays in full; else the round of the fictitious default algorithm in
        which it failed. A bank of wave 1 would fail even if all others paid in full; one of
        wave 2 fails because of those of wave 1; and so on.
    """

    owed: NDArray[np.float64]
    paid: NDArray[np.float64]
    received: NDArray[np.float64]
    senior_paid: NDArray[np.float64]
    equity: NDArray[np.float64]
    wave: NDArray[np.int64]

    @property
    def defaulted(self) -> NDArray[np.bool_]:
        """Whether each bank fails to pay all it owes, senior debts included."""
        return self.wave > 0

    @property
    def defaults(self) -> int:
        """How many banks fail."""
        return int(np.count_nonzero(self.wave))

    @property
    def waves(self) -> NDArray[np.int64]:
        """How many banks fail in each wave, from the first."""
        return np.bincount(self.wave)[1:]

    @property
    def shortfall(self) -> NDArray[np.float64]:
        """What each bank leaves unpaid to other banks, p̄ − p."""
        return self.owed - self.paid

    def first(self, n: int) -> Clearing:
        """Return the same for the first ``n`` banks only."""
        n = integer("n", n, 1, len(self.owed))
        return Clearing(*(getattr(self, field.name)[:n] for field in fields(self)))


def clear(liabilities: Any, outside: Any, *, senior: Any = 0.0) -> Clearing:
    """Return the greatest clearing vector of a system of banks.

    Bank i has assets eᵢ from outside and what the others pay it. It first pays its senior debts
    vᵢ, then the other banks, each in proportion to what it is owed ::

        pᵢ = min(p̄ᵢ, max(0, eᵢ + Σⱼ pⱼ Lⱼᵢ / p̄ⱼ − vᵢ))

    Parameters
    ----------
    liabilities : array_like, shape (n, n)
        L[i, j] is what bank i owes bank j; not negative, nothing on the diagonal. The columns of
        a table with labels, and Series of ``outside`` and ``senior``, are read in the order of
        its rows.
    outside : array_like, shape (n,)
        Assets e from outside the system, at least 0; one number is the same for all.
    senior : array_like, shape (n,), default 0
        Debts v to outside creditors who are paid first, at least 0.

    Returns
    -------
    Clearing

    Raises
    ------
    ValueError
        If an amount is negative or not finite, a bank owes itself, or shapes do not fit.

    Notes
    -----
    The *fictitious default algorithm*: suppose all pay in full; find who cannot; solve the linear
    equations of what they pay; see who fails in turn; stop when nobody new fails. At most n
    rounds, each exact up to rounding. With senior debts a bank may pay the others nothing; who
    does is found inside each round by raising, from nobody paying, the set of those who pay.
    Amounts that differ by less than 10⁻¹¹ of a bank's balance sheet count as equal, so that sums
    which are equal on paper cause no default.

    References
    ----------
    L. Eisenberg and T. H. Noe (2001), "Systemic risk in financial systems", Management Science
    47(2), 236–249, doi:10.1287/mnsc.47.2.236.9835.

    Examples
    --------
    >>> result = clear([[0, 4, 2], [3, 0, 3], [1, 2, 0]], [1, 2, 0.5])
    >>> result.paid.round(9).tolist(), result.wave.tolist()
    ([5.0, 6.0, 3.0], [1, 0, 0])
    """
    L = square("liabilities", liabilities, 0)
    n = len(L)
    if not n:
        raise ValueError("liabilities must have at least one bank; got none")
    if L.diagonal().any():
        bad = int(np.flatnonzero(L.diagonal())[0])
        raise ValueError(f"liabilities must be 0 on the diagonal; got {L[bad, bad]:g} at {bad}")
    banks = square_labels(liabilities)
    e, v = _each("outside", outside, n, banks), _each("senior", senior, n, banks)
    owed = L.sum(axis=1)
    part = np.divide(L, owed[:, None], out=np.zeros_like(L), where=owed[:, None] > 0)
    slack = TIE * (owed + v + e + L.sum(axis=0))
    net = e - v
    paid, wave = owed.copy(), np.zeros(n, np.int64)
    for round_ in range(1, n + 1):
        fails = (wave == 0) & (net + paid @ part < owed - slack)
        if not fails.any():
            break
        wave[fails] = round_
        paid = _pay(part, net, owed, wave > 0)
    received = paid @ part
    senior_paid = np.minimum(v, e + received)
    equity = np.where(wave > 0, 0.0, np.maximum(net + received - owed, 0.0))
    return Clearing(owed, paid, received, senior_paid, equity, wave)


def _pay(
    part: NDArray[np.float64],
    net: NDArray[np.float64],
    owed: NDArray[np.float64],
    failed: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Solve what the failed banks pay, pᵢ = max(0, netᵢ + Σ pⱼ partⱼᵢ), the others paying all."""
    bank = np.flatnonzero(failed)
    among = part[np.ix_(bank, bank)].T
    income = net[bank] + (np.where(failed, 0, owed) @ part)[bank]
    x = np.zeros(len(bank))
    pays = np.zeros(len(bank), bool)
    while True:
        more = pays | (income + among @ x > 0)
        if (more == pays).all():
            break
        pays = more
        at = np.flatnonzero(pays)
        x = np.zeros(len(bank))
        x[at] = np.linalg.solve(np.eye(len(at)) - among[np.ix_(at, at)], income[at])
    paid = owed.copy()
    paid[bank] = np.clip(x, 0, owed[bank])
    return paid


def _each(name: str, value: Any, n: int, banks: list[Any] | None) -> NDArray[np.float64]:
    array = numbers(name, matched(name, value, banks), 0)
    if array.shape not in ((), (n,)):
        raise ValueError(f"{name} must be one number or one a bank; got shape {array.shape}")
    return np.broadcast_to(array, (n,)).astype(np.float64)
