"""Power that is known: exact counts that take longer than a reader waits, kept in tables.

The counts of :func:`govlib.voting.power.banzhaf` and the integral of
:func:`govlib.voting.power.shapley_shubik` for 190 Governors with five million votes, and the counts
where votes and members both need a majority, take from a tenth of a second to some seconds.
``tools/known_tables.py`` makes the tables with these functions; reading them takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, number
from govlib._values import lock, remembered
from govlib.voting.fund import PRICES

__all__ = ["known_double_majority", "known_governors"]


@remembered(2)
def known_governors(index: str = "banzhaf") -> NDArray[np.float64]:
    """Return a power index of the IMF's Governors, who decide by more than half of their votes.

    Parameters
    ----------
    index : {"banzhaf", "shapley_shubik"}
        Which index.

    Returns
    -------
    numpy.ndarray, shape (190,)
        In the order of :func:`govlib.voting.bodies.imf_governors`; the shares add up to 1.

    Examples
    --------
    >>> from govlib.voting import imf_governors
    >>> float(known_governors()[imf_governors().place("USA")].round(3))
    0.233
    """
    from govlib.data import load

    column = choice("index", index, ("banzhaf", "shapley_shubik"))
    return lock(load("imf_governors_power")[column].to_numpy(float))


@lru_cache(maxsize=1)
def _double_majority() -> dict[tuple[float, str, float], Mapping[str, float]]:
    from govlib.data import load

    rows = load("imf_double_majority").to_dict("records")
    return {
        (float(row.pop("gdp")), str(row.pop("prices")), float(row.pop("basic"))): MappingProxyType(
            {str(who): float(power) for who, power in row.items()}
        )
        for row in rows
    }


def known_double_majority(gdp: float, prices: str, basic: float) -> Mapping[str, float] | None:
    """Return who could stop what if the IMF needed a majority of its votes and of its members.

    Parameters
    ----------
    gdp, prices, basic
        As :func:`govlib.voting.fund.imf_reform`, with a majority of one half of both.

    Returns
    -------
    mapping of str to float, or None
        Coleman's powers to prevent of eight members by country code, and of the least developed
        members if they vote as one (``"LDC"``); under ``"act"`` the power of the body to act. None
        where nothing is kept of such a rule: weights of 0, 0.5, 0.75 and 1 with basic votes of
        0.055, 0.1, 0.15 and 0.3 are.

    Examples
    --------
    >>> found = known_double_majority(0.5, "market", 0.1)
    >>> round(found["USA"], 2), known_double_majority(0.51, "market", 0.1)
    (0.72, None)
    """
    shares = number("gdp", gdp, 0, 1), number("basic", basic, 0, 1)
    output, equal = (round(100 * share, 6) for share in shares)  # the table has percent
    return _double_majority().get((output, choice("prices", prices, PRICES), equal))
