"""One shock, many shapes of network: when links share a loss and when they spread it.

Small shocks are shared best by many links; large ones reach everybody through them (Acemoglu,
Ozdaglar and Tahbaz-Salehi 2015). The same clearing of payments on a real matrix of claims stands
in :mod:`govlib.networks.banking`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, integer, number, square
from govlib.networks.clearing import Clearing, clear

__all__ = ["SHAPES", "ShockedBanks", "complete_debts", "halved_debts", "mixed_debts", "ring_debts"]

#: names of the shapes that :class:`ShockedBanks` knows
SHAPES = ("ring", "complete", "halves")


def ring_debts(n: int, debt: float = 1.0) -> NDArray[np.float64]:
    """Return liabilities in which each bank owes all to one other, round in a ring.

    Bank i owes ``debt`` to bank i + 1, and the last to bank 0.

    Examples
    --------
    >>> ring_debts(3, 2).tolist()
    [[0.0, 2.0, 0.0], [0.0, 0.0, 2.0], [2.0, 0.0, 0.0]]
    """
    n, y = integer("n", n, 2), number("debt", debt, 0)
    return y * np.roll(np.eye(n), 1, axis=1)


def complete_debts(n: int, debt: float = 1.0) -> NDArray[np.float64]:
    """Return liabilities in which each bank owes all others the same, ``debt`` together.

    Examples
    --------
    >>> complete_debts(3, 2).tolist()
    [[0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]]
    """
    n, y = integer("n", n, 2), number("debt", debt, 0)
    return y / (n - 1) * (1 - np.eye(n))


def halved_debts(n: int, debt: float = 1.0) -> NDArray[np.float64]:
    """Return two complete networks of n/2 banks each, without a link between them.

    Parameters
    ----------
    n : int
        Banks, even and at least 4; the first half is one network.
    debt : float, default 1
        What each bank owes.

    Examples
    --------
    >>> halved_debts(4, 2)[0].tolist()
    [0.0, 2.0, 0.0, 0.0]
    """
    n = integer("n", n, 4)
    if n % 2:
        raise ValueError(f"n must be even; got {n}")
    return np.asarray(np.kron(np.eye(2), complete_debts(n // 2, debt)), dtype=np.float64)


def mixed_debts(n: int, debt: float = 1.0, *, gamma: float) -> NDArray[np.float64]:
    """Return γ times the complete network and 1 − γ times the ring: a γ-convex combination.

    Each bank owes ``debt`` for every γ.

    Examples
    --------
    >>> mixed_debts(3, 2, gamma=0.5)[0].tolist()
    [0.0, 1.5, 0.5]
    """
    share = number("gamma", gamma, 0, 1)
    return share * complete_debts(n, debt) + (1 - share) * ring_debts(n, debt)


@dataclass(frozen=True)
class ShockedBanks:
    """Equal banks that owe each other, one of which loses a part of its assets.

    Each bank has liquid assets that exceed its senior debts by ``surplus`` (a − v: a project that
    returns a, less what depositors are owed), owes the other banks ``debt`` together, and is owed
    as much by them. The shock takes ε from one bank's assets; what it then lacks to pay its
    depositors it lacks first for the other banks.

    Parameters
    ----------
    n : int
        Banks, at least 2.
    debt : float
        What each owes the others, y, above 0.
    surplus : float
        Assets beyond senior debts of a bank without a shock, a − v, at least 0.

    References
    ----------
    D. Acemoglu, A. Ozdaglar and A. Tahbaz-Salehi (2015), "Systemic risk and stability in
    financial networks", American Economic Review 105(2), 564–608, doi:10.1257/aer.20130456.
    Propositions 4 and 6.

    Examples
    --------
    >>> banks = ShockedBanks(n=10, debt=2, surplus=0.1)
    >>> [banks.shock(0.6, shape).defaults for shape in SHAPES]
    [5, 1, 5]
    >>> [banks.shock(1.05, shape).defaults for shape in SHAPES]
    [10, 10, 5]
    """

    n: int
    debt: float
    surplus: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2))
        object.__setattr__(self, "debt", number("debt", self.debt, above=0))
        object.__setattr__(self, "surplus", number("surplus", self.surplus, 0))

    @property
    def critical_shock(self) -> float:
        """The largest shock ε* = n(a − v) that all banks together can bear."""
        return self.n * self.surplus

    @property
    def critical_debt(self) -> float:
        """The debt y* = (n − 1)(a − v) above which the ring is most fragile to small shocks."""
        return (self.n - 1) * self.surplus

    def liabilities(self, shape: str, *, gamma: float | None = None) -> NDArray[np.float64]:
        """Return the liabilities of a network of the given shape.

        Parameters
        ----------
        shape : {"ring", "complete", "halves", "mixed"}
            One of :data:`SHAPES`, or what lies between the complete network and the ring.
        gamma : float, optional
            How complete a mixed network is; for that alone, and needed there.
        """
        choice("shape", shape, (*SHAPES, "mixed"))
        if (gamma is None) == (shape == "mixed"):
            raise ValueError(f"gamma must come with the mixed shape, and only there; got {gamma}")
        if gamma is not None:
            return mixed_debts(self.n, self.debt, gamma=gamma)
        make = {"ring": ring_debts, "complete": complete_debts, "halves": halved_debts}[shape]
        return make(self.n, self.debt)

    def shock(
        self, size: float, network: Any, *, hit: int = 0, gamma: float | None = None
    ) -> Clearing:
        """Clear all payments after bank ``hit`` has lost ``size``.

        Parameters
        ----------
        size : float
            Shock ε, at least 0.
        network : str or array_like, shape (n, n)
            A shape that :meth:`liabilities` knows, or liabilities.
        hit : int, default 0
            The bank that loses.
        gamma : float, optional
            How complete a mixed network is.

        Returns
        -------
        govlib.networks.clearing.Clearing

        Examples
        --------
        >>> banks = ShockedBanks(n=10, debt=2, surplus=0.1)
        >>> banks.shock(0.6, "mixed", gamma=0.5).defaults
        3
        """
        loss = number("size", size, 0)
        hit = integer("hit", hit, 0, self.n - 1)
        named = isinstance(network, str)
        L = self.liabilities(network, gamma=gamma) if named else square("network", network, 0)
        if L.shape != (self.n, self.n):
            raise ValueError(f"network must have shape ({self.n}, {self.n}); got {L.shape}")
        outside, senior = np.full(self.n, self.surplus), np.zeros(self.n)
        # a loss beyond the surplus falls on the depositors' money: it must be made good first
        outside[hit], senior[hit] = max(self.surplus - loss, 0), max(loss - self.surplus, 0)
        return clear(L, outside, senior=senior)
