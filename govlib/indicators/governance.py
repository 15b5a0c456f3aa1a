"""Standards of governance: one indicator in each cell of the paper's two-by-two, 55 countries.

Loads tables of :mod:`govlib.data` when asked to.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, listed
from govlib._values import ByValue, remembered
from govlib.indicators.aggregation import aggregate, ranks
from govlib.indicators.normalisation import min_max
from govlib.indicators.weighting import two_by_two

__all__ = ["Governance", "load_governance"]

#: what each indicator rests on and looks at, in the order of the table's columns
KINDS = (
    ("objective", "process"),
    ("subjective", "process"),
    ("objective", "result"),
    ("subjective", "result"),
)

#: groups of countries that can be loaded alone
GROUPS = ("", "g20", "g7", "brics_2012", "eu27", "g77")

_COLUMNS = ["spi_2023", "government_effectiveness_2019", "hdi_2022", "life_ladder"]


@dataclass(frozen=True, eq=False)
class Governance(ByValue):
    """Countries and their indicators.

    Attributes
    ----------
    codes, names : tuple of str, length n
    values : numpy.ndarray, shape (n, 4)
        Statistical performance (0 to 100), perceived effectiveness of government (about −2.5 to
        2.5), human development (0 to 1), and the mean answer to the Gallup ladder (0 to 10): the
        cells of ``KINDS``.
    spread : numpy.ndarray, shape (n, 4)
        The indicators from the worst to the best country of the table, 0 to 1. Kept where
        countries are left out, so that their scores stay what they are.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    values: NDArray[np.float64]
    spread: NDArray[np.float64]

    def scores(
        self, *, objective: float = 0.5, process: float = 0.5, power: float = 1.0
    ) -> NDArray[np.float64]:
        """Return one number a country under the reader's shares, shape (n,).

        Parameters
        ----------
        objective, process : float, default 0.5
            Shares of the weight on objective standards and on the process, from 0 to 1; see
            :func:`govlib.indicators.weighting.two_by_two`.
        power : float, default 1
            How far indicators compensate each other; see
            :func:`govlib.indicators.aggregation.aggregate`.
        """
        weights = two_by_two(KINDS, objective=objective, process=process)
        return np.asarray(aggregate(self.spread, weights, power=power))

    def ranks(
        self, *, objective: float = 0.5, process: float = 0.5, power: float = 1.0
    ) -> NDArray[np.int64]:
        """Return the rank of each country, 1 for the best, shape (n,); see :meth:`scores`."""
        # scores that are equal but for rounding share a rank
        return ranks(self.scores(objective=objective, process=process, power=power), digits=12)

    def among(self, codes: Collection[Any]) -> Governance:
        """Return those countries alone whose codes are given, in the order of the table.

        Their scores stay as they are, and their ranks are counted among themselves. Codes of
        countries that the table does not hold are passed over.

        Raises
        ------
        ValueError
            If the table holds none of them.
        """
        wanted = {str(code) for code in listed("codes", codes)}
        keep = [i for i, code in enumerate(self.codes) if code in wanted]
        if not keep:
            raise ValueError(f"codes must name a country of the table; got {sorted(wanted)}")
        return Governance(
            tuple(self.codes[i] for i in keep),
            tuple(self.names[i] for i in keep),
            self.values[keep],
            self.spread[keep],
        )

    def place(self, code: str) -> int:
        """Return the place of a country in the table by its ISO code of three letters."""
        return self.codes.index(choice("code", code, self.codes))


@remembered()
def load_governance(group: str = "") -> Governance:
    """Load the 55 countries, or those of them that belong to a group.

    Parameters
    ----------
    group : {"", "g20", "g7", "brics_2012", "eu27", "g77"}, default ""
        A group of the table of countries. Of the nineteen countries in the G20 the table of
        standards has eighteen: Saudi Arabia is not in it.

    Raises
    ------
    ValueError
        For another group.

    Examples
    --------
    >>> twenty = load_governance("g20")
    >>> [twenty.names[int(i)] for i in twenty.ranks().argsort()[:3]]
    ['Canada', 'Australia', 'Germany']
    >>> len(load_governance().codes), len(twenty.codes)
    (55, 18)
    """
    from govlib.data import load

    table = load("governance_standards")
    values = table[_COLUMNS].to_numpy(float)
    found = Governance(tuple(table.index), tuple(table["name"]), values, min_max(values))
    choice("group", group, GROUPS)
    if not group:
        return found
    countries = load("countries")
    return found.among(countries.index[countries[group] == 1])
