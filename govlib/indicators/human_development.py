"""The human development index, from its four indicators to the ranks that UNDP prints.

Loads a table of :mod:`govlib.data` when asked to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, numbers
from govlib._values import ByValue, Floats, plain, remembered
from govlib.indicators.aggregation import aggregate, ranks
from govlib.indicators.normalisation import Goalposts

__all__ = ["HumanDevelopment", "human_development_index", "load_human_development"]

#: life expectancy, expected and mean years of schooling, income per head in PPP dollars of 2017;
#: UNDP lets nobody gain from more than 18 and 15 years of schooling or 75,000 dollars
GOALPOSTS = Goalposts(
    worst=[20, 0, 0, 100],
    best=[85, 18, 15, 75000],
    log=[False, False, False, True],
    beyond="cap",
)

_COLUMNS = {
    2021: ("hdi2021_undp", ["le", "eys", "mys", "gnipc"], "country", "hdi_pub", "rank_pub"),
    2022: (
        "hdi_2022",
        [
            "life_expectancy_years",
            "expected_schooling_years",
            "mean_schooling_years",
            "gni_per_capita_ppp2017usd",
        ],
        "name",
        "hdi_published",
        "rank",
    ),
}


def human_development_index(values: Any, *, power: float = 0.0) -> Floats:
    """Return the human development index of UNDP's method since 2010.

    The two years of schooling are averaged into one index; health, education and income then
    count the same. The geometric mean (``power=0``) has been UNDP's since 2010, the arithmetic
    one (``power=1``) was the rule before.

    Parameters
    ----------
    values : array_like, shape (..., 4)
        Life expectancy and expected and mean schooling in years, income per head in PPP dollars
        of 2017.
    power : float, default 0
        How far dimensions compensate each other; see
        :func:`govlib.indicators.aggregation.aggregate`.

    Returns
    -------
    float or numpy.ndarray

    References
    ----------
    UNDP (2022), Human Development Report 2021/2022, ISBN 978-92-1-126451-7, technical note 1.

    Examples
    --------
    Switzerland in 2021:

    >>> round(human_development_index([83.9872, 16.50029945, 13.85966015, 66933.00454]), 3)
    0.962
    """
    return plain(aggregate(dimensions(values), power=power))


def dimensions(values: Any) -> NDArray[np.float64]:
    """Return the indices of health, education and income from the four indicators.

    Parameters
    ----------
    values : array_like, shape (..., 4)
        As for :func:`govlib.indicators.human_development.human_development_index`.

    Returns
    -------
    numpy.ndarray, shape (..., 3)
        From 0 to 1.

    Examples
    --------
    >>> dimensions([52.5, 9, 15, 75_000])
    array([0.5 , 0.75, 1.  ])
    """
    parts = GOALPOSTS.apply(numbers("values", values, 0))
    education = parts[..., 1:3].mean(axis=-1)
    return np.stack([parts[..., 0], education, parts[..., 3]], axis=-1)


@dataclass(frozen=True, eq=False)
class HumanDevelopment(ByValue):
    """The countries of one report.

    Attributes
    ----------
    year : int
    codes, names : tuple of str, length n
    values : numpy.ndarray, shape (n, 4)
        The indicators that :func:`human_development_index` takes.
    published, published_rank : numpy.ndarray, shape (n,)
        The index with three decimals and the rank, as UNDP prints them.
    """

    year: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    values: NDArray[np.float64]
    published: NDArray[np.float64]
    published_rank: NDArray[np.int64]

    @property
    def dimensions(self) -> NDArray[np.float64]:
        """Indices of health, education and income, shape (n, 3)."""
        return dimensions(self.values)

    def scores(self, *, power: float = 0.0) -> NDArray[np.float64]:
        """Return the index of each country, not rounded, shape (n,)."""
        return np.asarray(human_development_index(self.values, power=power))

    def ranks(self, *, power: float = 0.0) -> NDArray[np.int64]:
        """Return the rank of each country by its index with three decimals, shape (n,)."""
        return ranks(self.scores(power=power), digits=3)

    def place(self, code: str) -> int:
        """Return the place of a country by its ISO code of three letters."""
        return self.codes.index(choice("code", code, self.codes))


@remembered()
def load_human_development(year: int = 2021) -> HumanDevelopment:
    """Load the indicators of 2021 (191 countries) or 2022 (193).

    Raises
    ------
    ValueError
        For another year.

    Examples
    --------
    >>> report = load_human_development(2021)
    >>> int((report.scores().round(3) == report.published).sum()), len(report.codes)
    (191, 191)
    """
    from govlib.data import load

    name, columns, names, published, rank = _COLUMNS[choice("year", year, _COLUMNS)]
    table = load(name)
    return HumanDevelopment(
        int(year),
        tuple(table.index),
        tuple(table[names]),
        table[columns].to_numpy(float),
        table[published].to_numpy(float),
        table[rank].to_numpy(int),
    )
