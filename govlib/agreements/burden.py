"""Who carries an alliance: the large, unless it cares less.

Olson and Zeckhauser (1966) explain why the largest ally bears more than its share of a common
good; here with the equilibrium of Bergstrom, Blume and Varian (1986), which also says how little
the large must care for the good to bear only its share. The figures of NATO are our
reconstruction, not their table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, instance, integer, number, numbers
from govlib._values import ByValue, lock
from govlib.agreements.provision import PrivateProvision

__all__ = [
    "Alliance",
    "AllianceShare",
    "EqualBurden",
    "RankCorrelation",
    "alliance",
    "burdens",
    "equal_burden",
]

#: table -> columns of GDP and of defence in percent of it
_TABLES = {
    1964: ("nato_1964", "implied_gdp_usd_million", "milex_percent_gdp", 1e6),
    2018: ("nato_2018", "real_gdp_2015usd", "defence_pct_gdp", 1.0),
    2019: ("nato_2019", "gdp_2019_usd_million", "milex_percent_gdp", 1e6),
}


def burdens(economy: PrivateProvision) -> NDArray[np.float64]:
    """Return the share of its income that each member gives in equilibrium.

    Parameters
    ----------
    economy : PrivateProvision
        Members whose incomes are above 0.

    Returns
    -------
    numpy.ndarray, shape (..., n)

    Examples
    --------
    >>> burdens(PrivateProvision([10, 6, 2])).round(3)
    array([0.467, 0.111, 0.   ])
    """
    instance("economy", economy, PrivateProvision)
    if not (economy.incomes > 0).all():
        raise ValueError("a burden needs an income; got an income of 0")
    return np.asarray(economy.equilibrium().gifts / economy.incomes)


@dataclass(frozen=True, eq=False)
class EqualBurden(ByValue):
    """Valuations at which all members bear the same burden.

    Attributes
    ----------
    valuation : numpy.ndarray, shape (n,)
        Weight of the public good for each.
    burden : float
        Share of income that each gives.
    """

    valuation: NDArray[np.float64]
    burden: float


def equal_burden(incomes: Any, valuation: float, member: int = 0) -> EqualBurden:
    """Return how much each must care for all to give the same share of income.

    Who gives keeps κᵢG; with equal burdens it also keeps a fixed share of wᵢ. So κᵢ is
    proportional to income, and the large must care less: at equal valuations it bears more,
    below the valuation found here less than its share.

    Parameters
    ----------
    incomes : array_like, shape (n,)
        Incomes, above 0.
    valuation : float
        Weight α of the public good for the member whose valuation is known.
    member : int, default 0
        Its position.

    Examples
    --------
    >>> found = equal_burden([10, 4], valuation=0.5, member=1)
    >>> found.valuation.round(4), round(found.burden, 4)
    (array([0.2857, 0.5   ]), 0.2222)
    """
    w = numbers("incomes", incomes, above=0, ndim=1)
    alpha = number("valuation", valuation, above=0, below=1)
    at = integer("member", member, 0, w.size - 1)
    kept = (1 - alpha) / alpha * w / w[at]
    return EqualBurden(1 / (1 + kept), float(1 / (1 + kept[at] * w.sum() / w[at])))


@dataclass(frozen=True)
class RankCorrelation:
    """Spearman's rank correlation.

    Attributes
    ----------
    rho : float
        From −1 to 1.
    p : float
        Chance of one at least as far from 0 if ranks were unrelated (approximated by Student's
        t).
    """

    rho: float
    p: float


@dataclass(frozen=True)
class AllianceShare:
    """What part of an alliance one member is.

    Attributes
    ----------
    gdp, spending : float
        Its share of the members' GDP, and of their defence spending.
    """

    gdp: float
    spending: float


@dataclass(frozen=True, eq=False)
class Alliance(ByValue):
    """The members of NATO in one year, but for Iceland, which has no forces.

    Attributes
    ----------
    year : int
        The year.
    codes : tuple of str
        ISO codes of the members.
    gdp : numpy.ndarray
        GDP in dollars of the table's year.
    effort : numpy.ndarray
        Defence spending in percent of GDP.
    """

    year: int
    codes: tuple[str, ...]
    gdp: NDArray[np.float64]
    effort: NDArray[np.float64]

    @property
    def spending(self) -> NDArray[np.float64]:
        """Defence spending in the dollars of ``gdp``."""
        return np.asarray(self.gdp * self.effort / 100)

    def without(self, *codes: str) -> Alliance:
        """Return the alliance without some of its members.

        Raises
        ------
        ValueError
            If a code is not that of a member.

        Examples
        --------
        >>> round(alliance(1964).without("USA").correlation().rho, 2)
        0.44
        """
        unknown = sorted(set(codes) - set(self.codes))
        if unknown:
            raise ValueError(f"not members in {self.year}: {', '.join(unknown)}")
        return self.only(code for code in self.codes if code not in codes)

    def only(self, codes: Iterable[str]) -> Alliance:
        """Return the alliance of some of its members.

        Raises
        ------
        ValueError
            If a code is not that of a member.
        """
        wanted = list(codes)
        unknown = sorted(set(wanted) - set(self.codes))
        if unknown:
            raise ValueError(f"not members in {self.year}: {', '.join(unknown)}")
        keep = np.isin(self.codes, wanted)
        names = tuple(code for code, kept in zip(self.codes, keep, strict=True) if kept)
        return Alliance(self.year, names, self.gdp[keep], self.effort[keep])

    def share(self, code: str) -> AllianceShare:
        """Return one member's share of the alliance's GDP, and of its defence spending."""
        if code not in self.codes:
            raise ValueError(f"not a member in {self.year}: {code}")
        at = self.codes.index(code)
        spent = self.spending
        return AllianceShare(float(self.gdp[at] / self.gdp.sum()), float(spent[at] / spent.sum()))

    def correlation(self) -> RankCorrelation:
        """Return Spearman's rank correlation of GDP and defence effort.

        Raises
        ------
        ValueError
            If there are fewer than three members.
        """
        # scipy.stats has this in one call, and takes longer to import than a whole chapter to run
        from pandas import Series
        from scipy.special import stdtr

        n = len(self.codes)
        if n < 3:
            raise ValueError(f"ranks of {n} members say nothing; take at least 3")
        size, effort = (Series(x).rank().to_numpy() for x in (self.gdp, self.effort))
        rho = float(np.clip(np.corrcoef(size, effort)[0, 1], -1, 1))
        with np.errstate(divide="ignore"):
            distance = abs(rho) * np.sqrt(np.divide(n - 2, (1 - rho) * (1 + rho)))
        return RankCorrelation(rho, float(2 * stdtr(n - 2, -distance)))


@lru_cache(maxsize=len(_TABLES))
def _read(year: int) -> Alliance:
    from govlib.data import load

    name, gdp, effort, unit = _TABLES[year]
    table = load(name)
    return Alliance(
        year,
        tuple(table.index),
        lock(table[gdp].to_numpy(dtype=float) * unit),
        lock(table[effort].to_numpy(dtype=float, copy=True)),
    )


def alliance(year: int) -> Alliance:
    """Return the members of NATO in 1964, 2018 or 2019, but for Iceland, which has no forces.

    Each year is read once; its figures cannot be changed.

    Parameters
    ----------
    year : int
        1964, the year that Olson and Zeckhauser studied, with figures reconstructed from the
        Correlates of War; 2018 (NATO's figures) or 2019 (SIPRI's).

    References
    ----------
    M. Olson and R. Zeckhauser (1966), "An economic theory of alliances", Review of Economics
    and Statistics 48(3), 266–279, doi:10.2307/1927082.

    Examples
    --------
    >>> then, now = alliance(1964), alliance(2018)
    >>> round(then.correlation().rho, 2), round(now.correlation().rho, 2)
    (0.55, 0.08)
    >>> round(now.share("USA").gdp, 2), round(now.share("USA").spending, 2)
    (0.51, 0.69)
    """
    return _read(int(choice("year", year, _TABLES)))
