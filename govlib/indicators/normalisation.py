"""Putting indicators in different units on one scale, the step before any weighting.

The ways follow step 5 of the handbook of the OECD and the Joint Research Centre (2008): the range
of the data, standard scores, ranks, and goalposts that are set beforehand, as the human
development index has them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, flags, number, numbers
from govlib._labels import labels_of, matched, together
from govlib._values import ByValue

__all__ = ["Goalposts", "min_max", "rank_scores", "standard_scores"]

#: what :meth:`Goalposts.apply` can do with a value beyond a goalpost
BEYOND = ("refuse", "cap", "keep")


def table_of(name: str, values: Any, *, rows: int = 1) -> NDArray[np.float64]:
    """Return ``values`` as a table of finite floats with at least ``rows`` rows and a column."""
    table = numbers(name, values, ndim=2)
    if table.shape[0] < rows or table.shape[1] < 1:
        raise ValueError(
            f"{name} must have at least {rows} row(s) and 1 column; got shape {table.shape}"
        )
    return table


@dataclass(frozen=True, eq=False)
class Goalposts(ByValue):
    """The values of each indicator that count as 0 and as 1, set beforehand.

    Parameters
    ----------
    worst, best : array_like, shape (q,)
        What counts as 0 and as 1. Where less is better, ``worst`` is the larger one. Series with
        labels are put into one order, and the columns of tables into theirs.
    log : array_like of bool, shape (q,), optional
        Indicators that are taken in logarithms first; none by default. The base does not matter.
    beyond : {"refuse", "cap", "keep"}, default "refuse"
        What happens to a value beyond a goalpost: an error, counting as at the goalpost, or a
        score below 0 or above 1.

    Examples
    --------
    Life expectancy and income per head of the human development index:

    >>> posts = Goalposts(worst=[20, 100], best=[85, 75000], log=[False, True])
    >>> posts.apply([[52.5, 100], [85, 75000]]).round(3)
    array([[0.5, 0. ],
           [1. , 1. ]])
    """

    worst: Any
    best: Any
    log: Any = None
    beyond: str = "refuse"
    _labels: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        given = together(worst=self.worst, best=self.best, log=self.log)
        labels = next((x for v in given.values() if (x := labels_of(v)) is not None), None)
        object.__setattr__(self, "_labels", labels)
        worst = numbers("worst", given["worst"], ndim=1)
        best = numbers("best", given["best"], ndim=1)
        log = flags("log", np.zeros(len(worst), bool) if self.log is None else given["log"])
        if not worst.size or not worst.shape == best.shape == log.shape:
            raise ValueError(
                "worst, best and log must have one entry an indicator; got shapes "
                f"{worst.shape}, {best.shape}, {log.shape}"
            )
        if (worst == best).any():
            raise ValueError(f"worst and best must differ; both hold {worst[worst == best][0]:g}")
        for name, post in (("worst", worst), ("best", best)):
            numbers(name, post[log], above=0, empty=True)
        choice("beyond", self.beyond, BEYOND)
        for name, value in (("worst", worst), ("best", best), ("log", log)):
            object.__setattr__(self, name, value)

    def apply(self, values: Any) -> NDArray[np.float64]:
        """Return scores, 0 at the worst goalpost and 1 at the best one.

        Parameters
        ----------
        values : array_like, shape (..., q)
            One column an indicator.

        Returns
        -------
        numpy.ndarray, shape (..., q)

        Raises
        ------
        ValueError
            If a value lies beyond a goalpost and ``beyond`` is ``"refuse"``, or a value that is
            taken in logarithms is not above 0.
        """
        table = numbers("values", matched("values", values, self._labels))
        if table.ndim == 0 or table.shape[-1] != len(self.worst):
            raise ValueError(
                f"values must have {len(self.worst)} columns, one an indicator; "
                f"got shape {table.shape}"
            )
        numbers("values taken in logarithms", table[..., self.log], above=0, empty=True)
        inner, low, high = (
            np.where(self.log, np.log(np.where(self.log, x, 1.0)), x)
            for x in (table, self.worst, self.best)
        )
        scores = (inner - low) / (high - low)
        if self.beyond == "cap":
            return np.clip(scores, 0, 1)
        outside = (scores < -1e-12) | (scores > 1 + 1e-12)
        if self.beyond == "refuse" and outside.any():
            column = int(np.nonzero(outside)[-1][0])
            raise ValueError(
                f"values of indicator {column} must lie between its goalposts "
                f"{self.worst[column]:g} and {self.best[column]:g}; "
                f"got {table[outside][0]:g} (beyond='cap' counts it as at the goalpost)"
            )
        return np.asarray(scores)


def min_max(values: Any, *, reverse: Any = False) -> NDArray[np.float64]:
    """Return scores from 0, the worst of the data, to 1, the best.

    Parameters
    ----------
    values : array_like, shape (n, q)
        One row a country, one column an indicator.
    reverse : bool or array_like of bool, shape (q,), optional
        Indicators of which less is better; none by default.

    Returns
    -------
    numpy.ndarray, shape (n, q)

    Raises
    ------
    ValueError
        If all countries have the same value of an indicator.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, doi:10.1787/9789264043466-en,
    step 5.3.

    Examples
    --------
    >>> min_max([[7.1], [9.55], [12.0]]).ravel()
    array([0. , 0.5, 1. ])
    """
    table = _signed(values, reverse)
    width = _spread(_width(table))
    return np.asarray((table - table.min(axis=0)) / width)


def standard_scores(
    values: Any, *, mean: float = 0.0, sd: float = 1.0, reverse: Any = False
) -> NDArray[np.float64]:
    """Return scores with the same mean and standard deviation for each indicator.

    Parameters
    ----------
    values : array_like, shape (n, q)
        One row a country, one column an indicator.
    mean, sd : float, default 0 and 1
        Mean and standard deviation of the scores; 50 and 10 keep them positive, which geometric
        aggregation needs.
    reverse : bool or array_like of bool, shape (q,), optional
        Indicators of which less is better; none by default.

    Returns
    -------
    numpy.ndarray, shape (n, q)

    Notes
    -----
    The standard deviation is that of a sample (n − 1), as in Table 15 of the handbook.

    References
    ----------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, doi:10.1787/9789264043466-en,
    step 5.2.

    Examples
    --------
    >>> standard_scores([[1.0], [2.0], [3.0]], mean=50, sd=10).ravel()
    array([40., 50., 60.])
    """
    mean = number("mean", mean)
    sd = number("sd", sd, above=0)
    table = _signed(values, reverse)
    _spread(_width(table))
    return np.asarray(mean + sd * (table - table.mean(axis=0)) / table.std(axis=0, ddof=1))


def rank_scores(values: Any, *, reverse: Any = False) -> NDArray[np.float64]:
    """Return the share of the other countries that each one is ahead of, ties counting half.

    Parameters
    ----------
    values : array_like, shape (n, q)
        One row a country, one column an indicator.
    reverse : bool or array_like of bool, shape (q,), optional
        Indicators of which less is better; none by default.

    Returns
    -------
    numpy.ndarray, shape (n, q)
        From 0 to 1. The sum over indicators orders countries as Borda's rule does.

    Examples
    --------
    >>> rank_scores([[5.0], [9.0], [9.0], [400.0]]).ravel()
    array([0. , 0.5, 0.5, 1. ])
    """
    from scipy.stats import rankdata

    table = _signed(values, reverse)
    return np.asarray((rankdata(table, axis=0) - 1) / (len(table) - 1))


def _signed(values: Any, reverse: Any) -> NDArray[np.float64]:
    """Turn the sign of the columns of which less is better."""
    table = table_of("values", values, rows=2)
    flip = flags("reverse", matched("reverse", reverse, labels_of(values)))
    if flip.ndim and flip.shape != table.shape[1:]:
        raise ValueError(
            f"reverse must have one entry an indicator, {table.shape[1]}; got shape {flip.shape}"
        )
    return np.where(flip, -table, table)


def _width(table: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(over="ignore"):
        return np.asarray(np.ptp(table, axis=0))


def _spread(width: NDArray[np.float64]) -> NDArray[np.float64]:
    if not np.isfinite(width).all():
        column = int(np.argmax(~np.isfinite(width)))
        raise ValueError(f"values of indicator {column} lie too far apart for floats")
    if (width == 0).any():
        column = int(np.argmin(width))
        raise ValueError(f"values of indicator {column} must differ; all are the same")
    return width
