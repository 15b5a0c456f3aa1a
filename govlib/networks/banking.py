"""A shock to the banks of one country, on a real matrix of claims between countries.

Derived here: the clearing of Eisenberg and Noe (2001), with senior depositors as in Acemoglu,
Ozdaglar and Tahbaz-Salehi (2015), applied to foreign claims. The claims are figures of fact; the
balance sheets around them follow from two ratios that we choose.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, integer, number, square
from govlib._values import ByValue
from govlib.networks.clearing import Clearing, clear

__all__ = ["BankNetwork", "Crisis", "thin_claims"]


def thin_claims(claims: Any, density: float) -> NDArray[np.float64]:
    """Return claims with fewer and larger links, while everybody lends and owes as much as before.

    The smallest claim x(i, j) is moved: i lends its amount to another debtor l instead, and a
    creditor k of l lends to j what it had lent to l. Among the exchanges that need no new link,
    the one with the largest claim x(k, l) is taken; where a claim cannot be moved, the next
    larger one is. Each exchange removes at least one link and changes no row or column sum.

    The same sums fit on few links in many ways, and this is one of them: what a large shock does
    depends on which (:func:`govlib.networks.bundling.random_bundles` draws others).

    Parameters
    ----------
    claims : array_like, shape (n, n)
        x[i, j] is what i has lent to j; not negative. The diagonal must be 0.
    density : float
        Share of the n(n − 1) possible links to keep at most, above 0 and at most 1. The result
        has more where no exchange is left: n creditors and n debtors need about 2n links.

    Returns
    -------
    numpy.ndarray, shape (n, n)
        The links kept at a lower density are among those kept at a higher one.

    Examples
    --------
    >>> thin_claims([[0, 4, 1, 2], [2, 0, 3, 2], [2, 3, 0, 1], [1, 1, 4, 0]], 0.7).tolist()
    [[0.0, 4.0, 0.0, 3.0], [3.0, 0.0, 4.0, 0.0], [0.0, 4.0, 0.0, 2.0], [2.0, 0.0, 4.0, 0.0]]
    """
    x = _claims(claims).copy()
    n = len(x)
    keep = number("density", density, 0, 1, above=0) * n * (n - 1)
    dust = 1e-13 * x.sum()
    while np.count_nonzero(x) > keep:
        for i, j in np.argwhere(x > 0)[np.argsort(x[x > 0], kind="stable")]:
            amount = x[i, j]
            other = x.copy()
            other[:, x[i] == 0] = 0  # l must owe i already
            other[x[:, j] == 0] = 0  # k must be a creditor of j already
            other[i], other[:, j] = 0, 0
            k, l = np.unravel_index(np.argmax(other), x.shape)  # noqa: E741
            if other[k, l] >= amount:
                x[i, l] += amount
                x[k, j] += amount
                x[k, l] = 0 if x[k, l] - amount <= dust else x[k, l] - amount
                x[i, j] = 0
                break
        else:
            break
    return x


@dataclass(frozen=True, eq=False)
class Crisis(ByValue):
    """What a shock to one country's banks does to all.

    Attributes
    ----------
    hit : int
        Number of the country whose banks were hit.
    clearing : govlib.networks.clearing.Clearing
        All payments; its ``wave`` says who fails when.
    before : numpy.ndarray, shape (n,)
        Equity of each country's banks before the shock.
    losses : numpy.ndarray, shape (n,)
        What each country's banks lose: the shock, and what their debtors leave unpaid.
    """

    hit: int
    clearing: Clearing
    before: NDArray[np.float64]
    losses: NDArray[np.float64]

    @property
    def wave(self) -> NDArray[np.int64]:
        """0 for banks that pay in full; else the wave in which they fail."""
        return self.clearing.wave

    @property
    def waves(self) -> NDArray[np.int64]:
        """How many countries' banks fail in each wave, from the first."""
        return self.clearing.waves

    @property
    def defaulted(self) -> NDArray[np.bool_]:
        """Which countries' banks fail."""
        return self.clearing.defaulted

    @property
    def defaults(self) -> int:
        """How many countries' banks fail."""
        return self.clearing.defaults

    @property
    def equity_lost(self) -> NDArray[np.float64]:
        """Share of its equity that each country's banks lose, at most 1."""
        return np.minimum(self.losses / self.before, 1.0)

    @property
    def capital_lost(self) -> float:
        """Share of all bank capital that is destroyed.

        A bank loses its capital at most; what it loses beyond falls on its creditors. No loss is
        counted twice on its way through the network.
        """
        return float(np.minimum(self.losses, self.before).sum() / self.before.sum())

    @property
    def passed_on(self) -> float:
        """Losses of all but the banks that were hit."""
        return float(self.losses.sum() - self.losses[self.hit])


@dataclass(frozen=True, eq=False)
class BankNetwork(ByValue):
    """Countries' banking systems that lend to each other, and the balance sheets around it.

    Each system has claims on the others (row sums) and debts to them (column sums). The larger
    of the two is a given share of its balance sheet; the rest of its assets and of its debts
    lies outside the network, with households and firms at home. Its equity is a given share of
    the balance sheet. All claims on a country count as claims on its banks.

    Parameters
    ----------
    claims : array_like, shape (n, n)
        x[i, j] is what the banks of i have lent to j; not negative, 0 on the diagonal.
    capital : float, default 0.04
        Equity as a share κ of the balance sheet, above 0 and below 1.
    exposure : float, default 0.2
        The larger of claims and debts as a share of the balance sheet, above 0 and at most
        1 − κ. Both defaults are those of Gai and Kapadia (2010).
    depositors : {"first", "equal"}
        Whether the creditors at home are paid before other banks (as in Acemoglu, Ozdaglar and
        Tahbaz-Salehi 2015) or rank equally with them.

    References
    ----------
    L. Eisenberg and T. H. Noe (2001), "Systemic risk in financial systems", Management Science
    47(2), 236–249, doi:10.1287/mnsc.47.2.236.9835.

    Examples
    --------
    >>> network = BankNetwork([[0, 60, 0], [0, 0, 90], [80, 0, 0]], exposure=0.5)
    >>> network.balance.tolist(), network.equity.tolist()
    ([160.0, 180.0, 180.0], [6.4, 7.2, 7.2])
    >>> crisis = network.shock(2, 0.2)
    >>> crisis.wave.tolist(), crisis.losses.round(1).tolist()
    ([0, 2, 1], [5.6, 12.8, 20.0])
    """

    claims: NDArray[np.float64]
    capital: float = 0.04
    exposure: float = 0.2
    depositors: str = "first"

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", _claims(self.claims))
        object.__setattr__(self, "capital", number("capital", self.capital, above=0, below=1))
        most = 1 - self.capital
        object.__setattr__(self, "exposure", number("exposure", self.exposure, 0, most, above=0))
        choice("depositors", self.depositors, ["first", "equal"])
        if not (self.lent + self.owed).all():
            alone = int(np.argmin(self.lent + self.owed))
            raise ValueError(f"claims must link every country; got none for number {alone}")

    @property
    def lent(self) -> NDArray[np.float64]:
        """Claims of each country's banks on the others."""
        return self.claims.sum(axis=1)

    @property
    def owed(self) -> NDArray[np.float64]:
        """Debts of each country's banks to the others."""
        return self.claims.sum(axis=0)

    @property
    def balance(self) -> NDArray[np.float64]:
        """Balance sheet total of each country's banks."""
        return np.maximum(self.lent, self.owed) / self.exposure

    @property
    def equity(self) -> NDArray[np.float64]:
        """Equity of each country's banks before any shock."""
        return self.capital * self.balance

    @property
    def density(self) -> float:
        """Share of the possible links that are there."""
        n = len(self.claims)
        return np.count_nonzero(self.claims) / (n * (n - 1))

    def thinned(self, density: float) -> BankNetwork:
        """Return the same balance sheets with fewer and larger links, see :func:`thin_claims`."""
        return replace(self, claims=thin_claims(self.claims, density))

    def shock(self, hit: int, size: float) -> Crisis:
        """Let the banks of one country lose a share of their assets at home, and clear.

        Parameters
        ----------
        hit : int
            Number of the country.
        size : float
            Share of the assets outside the network that is lost, from 0 to 1.

        Returns
        -------
        Crisis
        """
        n = len(self.claims)
        hit = integer("hit", hit, 0, n - 1)
        home = self.balance - self.lent
        loss = np.zeros(n)
        loss[hit] = number("size", size, 0, 1) * home[hit]
        deposits = self.balance - self.equity - self.owed
        if self.depositors == "first":
            result = clear(self.claims.T, home - loss, senior=deposits)
        else:  # the depositors of all countries are one more creditor, who owes nothing
            debts = np.zeros((n + 1, n + 1))
            debts[:n, :n], debts[:n, n] = self.claims.T, deposits
            result = clear(debts, np.append(home - loss, 0.0)).first(n)
        return Crisis(hit, result, self.equity, loss + self.lent - result.received)


def _claims(claims: Any) -> NDArray[np.float64]:
    x = square("claims", claims, 0)
    if len(x) < 2:
        raise ValueError(f"claims must have at least two countries; got {len(x)}")
    if x.diagonal().any():
        raise ValueError("claims must be 0 on the diagonal; got a claim on oneself")
    return x
