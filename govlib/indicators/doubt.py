"""The benefit of the doubt: each country is judged with the weights that suit it best.

Data envelopment turned on indicators (OECD/JRC 2008, step 6.3): nobody can say that other weights
would have been kinder, but the scores of two countries no longer rest on the same weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from govlib._check import number, numbers
from govlib._values import ByValue
from govlib.indicators.normalisation import table_of

__all__ = ["BenefitOfDoubt", "benefit_of_doubt"]


@dataclass(frozen=True, eq=False)
class BenefitOfDoubt(ByValue):
    """Scores of countries, each with its own weights.

    Attributes
    ----------
    scores : numpy.ndarray, shape (n,)
        At most 1; a country with 1 has weights under which nobody scores more.
    multipliers : numpy.ndarray, shape (n, q)
        What each country's indicators are multiplied by; where several choices are equally good
        for it, one of them.
    """

    scores: NDArray[np.float64]
    multipliers: NDArray[np.float64]

    @property
    def weights(self) -> NDArray[np.float64]:
        """The multipliers of each country as shares, shape (n, q); each row sums to 1.

        NaN for a country that scores 0 whatever its weights are.
        """
        total = self.multipliers.sum(axis=1, keepdims=True)
        return np.asarray(self.multipliers / np.where(total > 0, total, np.nan))

    @property
    def at_the_top(self) -> NDArray[np.bool_]:
        """Which countries score 1, shape (n,)."""
        return np.asarray(self.scores > 1 - 1e-9)


def benefit_of_doubt(scores: Any, *, least: float = 0.0, most: float = 1.0) -> BenefitOfDoubt:
    """Return the score of each country under the weights that are best for it.

    Country c chooses multipliers m ≥ 0 that maximise Σ m_q s_qc, while no country may score more
    than 1 with them. Bounds keep it from resting its score on one indicator: each multiplier is
    at least the share ``least`` and at most the share ``most`` of their sum.

    Parameters
    ----------
    scores : array_like, shape (n, q)
        Normalised indicators, at least 0.
    least, most : float, default 0 and 1
        Bounds on the share of each indicator, 0 ≤ least ≤ 1/q ≤ most ≤ 1.

    Returns
    -------
    BenefitOfDoubt

    Raises
    ------
    ValueError
        If an indicator is 0 for all countries: its multiplier would have no bound.

    Notes
    -----
    One linear program a country, each solved by HiGHS; about 2 ms each.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, doi:10.1787/9789264043466-en,
    step 6.3, equation 22, Table 19 and endnote 29 (the bounds of its example, 0.10 and 0.15).

    Examples
    --------
    >>> found = benefit_of_doubt([[1.0, 0.2], [0.3, 0.9], [0.5, 0.4]])
    >>> found.scores.round(3), found.at_the_top
    (array([1.  , 1.  , 0.75]), array([ True,  True, False]))
    """
    table = numbers("scores", table_of("scores", scores), 0)
    n, q = table.shape
    low, high = number("least", least, 0, 1), number("most", most, 0, 1)
    if not low * q <= 1 + 1e-12 or not high * q >= 1 - 1e-12:
        raise ValueError(
            f"least and most must leave room for shares that sum to 1: least ≤ 1/{q} ≤ most; "
            f"got {low:g} and {high:g}"
        )
    dead = (table == 0).all(axis=0)
    if dead.any():
        raise ValueError(f"scores of indicator {int(np.argmax(dead))} must not all be 0")
    share = np.ones((q, q))
    rows = []
    if low > 0:
        rows.append(low * share - np.eye(q))
    if high < 1:
        rows.append(np.eye(q) - high * share)
    # in units of the largest entry of each indicator, because the solver's tolerances are absolute
    unit = table.max(axis=0)
    bounds = np.concatenate([table, *rows]) / unit
    bounds[n:] /= np.abs(bounds[n:]).max(axis=1, keepdims=True)
    limits = np.r_[np.ones(n), np.zeros(len(bounds) - n)]
    multipliers = np.empty((n, q))
    for country, own in enumerate(table / unit):
        found = linprog(-own, A_ub=bounds, b_ub=limits, bounds=(0, None), method="highs")
        if found.status != 0:
            raise RuntimeError(f"the linear program of country {country} failed: {found.message}")
        multipliers[country] = found.x / unit
    return BenefitOfDoubt((multipliers * table).sum(axis=1), multipliers)
