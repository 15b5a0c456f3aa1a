"""The technology achievement index of 23 countries, with four sets of weights and their rankings.

The case that the OECD handbook and the paper of Saisana, Saltelli and Tarantola work through.
Loads tables of :mod:`govlib.data` when asked to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice
from govlib._values import ByValue
from govlib.indicators.aggregation import aggregate, ranks
from govlib.indicators.doubt import benefit_of_doubt
from govlib.indicators.normalisation import Goalposts, min_max, standard_scores
from govlib.indicators.robustness import Choices

__all__ = ["Technology", "load_technology"]

#: the eight indicators, in the order of the tables
INDICATORS = (
    "patents",
    "royalties",
    "internet",
    "tech exports",
    "telephones",
    "electricity",
    "schooling",
    "university",
)

#: least and largest of the 72 countries of 2001; the table holds telephones and electricity as
#: logarithms already, and four countries use more electricity than the goalpost
GOALPOSTS = Goalposts(
    worst=[0, 0, 0, 0, 0, np.log10(22), 0.8, 0.1],
    best=[994, 272.6, 232.4, 80.8, np.log10(901), np.log10(6969), 12, 27.4],
    beyond="cap",
)


#: bounds on the share of an indicator in the handbook's benefit of the doubt (endnote 29)
LEAST, MOST = 0.10, 0.15


@dataclass(frozen=True, eq=False)
class Technology(ByValue):
    """The 23 countries of the handbook's example.

    Attributes
    ----------
    codes, names : tuple of str, length 23
    values : numpy.ndarray, shape (23, 8)
        Raw indicators, telephones and electricity as decimal logarithms.
    weights : mapping of str to numpy.ndarray, shape (8,)
        Equal weighting ``"EW"``, factor analysis ``"FA"``, the budgets of experts ``"BAP"`` and
        their pairwise judgements ``"AHP"``, as printed (Table 22).
    rankings : mapping of str to numpy.ndarray, shape (23,)
        Ranks under each, and under the benefit of the doubt ``"BOD"``, as printed (Table 23).
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    values: NDArray[np.float64]
    weights: Mapping[str, NDArray[np.float64]]
    rankings: Mapping[str, NDArray[np.int64]]

    @property
    def normalised(self) -> NDArray[np.float64]:
        """Scores between the goalposts of the index, shape (23, 8)."""
        return GOALPOSTS.apply(self.values)

    @property
    def spread(self) -> NDArray[np.float64]:
        """Scores from the worst to the best of the 23 countries, shape (23, 8)."""
        return min_max(self.values)

    def scores(self, method: str = "EW", *, power: float = 1.0) -> NDArray[np.float64]:
        """Return the index under a set of weights, shape (23,).

        Parameters
        ----------
        method : {"EW", "FA", "BAP", "AHP", "BOD"}
            One of ``weights``, or the benefit of the doubt with the bounds of the handbook.
        power : float, default 1
            How far indicators compensate each other, see
            :func:`govlib.indicators.aggregation.aggregate`; the benefit of the doubt adds up.

        Raises
        ------
        ValueError
            For another method, or another power with the benefit of the doubt.
        """
        choice("method", method, self.rankings)
        if method != "BOD":
            return np.asarray(aggregate(self.normalised, self.weights[method], power=power))
        if power != 1:
            raise ValueError(f"power must be 1 for the benefit of the doubt; got {power!r}")
        return benefit_of_doubt(self.spread, least=LEAST, most=MOST).scores

    def ranks(self, method: str = "EW", *, power: float = 1.0) -> NDArray[np.int64]:
        """Return ranks under a set of weights, shape (23,); see :meth:`scores`."""
        # linear programs leave rounding behind, which must not part equals
        digits = 9 if method == "BOD" else None
        return ranks(self.scores(method, power=power), digits=digits)

    def choices(self) -> Choices:
        """Return what could have been chosen otherwise.

        Goalposts or standard scores (mean 50, standard deviation 10), arithmetic or geometric
        means, and for each indicator the weight of one of the four sets.
        """
        return Choices(
            [self.normalised, standard_scores(self.values, mean=50, sd=10)],
            np.stack(list(self.weights.values())),
            powers=(1.0, 0.0),
            names=INDICATORS,
        )

    def place(self, code: str) -> int:
        """Return the place of a country by its ISO code of three letters."""
        return self.codes.index(choice("code", code, self.codes))


@cache
def load_technology() -> Technology:
    """Load the index with its weights and rankings.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, doi:10.1787/9789264043466-en,
    Tables 22, 23 and A.2.

    M. Saisana, A. Saltelli and S. Tarantola (2005), "Uncertainty and sensitivity analysis
    techniques as tools for the quality assessment of composite indicators", Journal of the Royal
    Statistical Society A 168(2), 307–323, doi:10.1111/j.1467-985X.2005.00350.x, Table 1 (the
    goalposts).

    Examples
    --------
    >>> tai = load_technology()
    >>> [tai.names[i] for i in tai.scores("EW").argsort()[::-1][:3]]
    ['Finland', 'United States', 'Sweden']
    >>> korea = tai.place("KOR")
    >>> {method: int(tai.ranks(method)[korea]) for method in tai.weights}
    {'EW': 5, 'FA': 5, 'BAP': 4, 'AHP': 2}
    """
    from govlib.data import load

    table, weights = load("tai_2001"), load("tai_weights")
    rankings = load("tai_rankings").loc[table.index]
    return Technology(
        tuple(table.index),
        tuple(table["name"]),
        table.drop(columns="name").to_numpy(float),
        MappingProxyType({str(m): weights.loc[m].to_numpy(float) for m in weights.index}),
        MappingProxyType({str(m): rankings[m].to_numpy(int) for m in rankings.columns}),
    )
