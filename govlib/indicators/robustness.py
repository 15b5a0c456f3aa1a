"""How far ranks depend on the choices behind a composite indicator, and on which of them.

Following Saisana, Saltelli and Tarantola (2005): the way of normalising, the compensation between
indicators and the weight of each indicator are drawn at random among defensible choices; ranks are
then distributions, and Sobol' shares say which choice moves them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, listed, number, numbers
from govlib._labels import labels_of, matched
from govlib._values import ByValue, Floats, lock
from govlib.indicators.aggregation import aggregate, as_power, as_weights, rank_shift, ranks
from govlib.indicators.normalisation import table_of
from govlib.indicators.sensitivity import MOST, Sensitivity, sobol_indices

__all__ = ["Choices", "Robustness"]

#: numbers worked on at a time (16 MB)
CHUNK = 2**21


@dataclass(frozen=True, eq=False)
class Robustness(ByValue):
    """Ranks under draws of all choices, and what the choices contribute.

    Attributes
    ----------
    reference : numpy.ndarray, shape (n,)
        Ranks under the first of the choices everywhere.
    ranks : numpy.ndarray, shape (draws, n)
        Ranks under independent draws.
    first, total : numpy.ndarray, shape (n + 1, k)
        Sobol' shares of each choice in the variance of each country's rank and, last row, of the
        average shift; NaN for a country whose rank never changes. Estimates: a first-order share
        may fall a little below 0, and with 1024 draws each is known to a few hundredths only.
    inputs : tuple of str, length k
        What the choices are.
    """

    reference: NDArray[np.int64]
    ranks: NDArray[np.int64]
    first: NDArray[np.float64]
    total: NDArray[np.float64]
    inputs: tuple[str, ...]

    @property
    def shift(self) -> Floats:
        """Average shift of ranks from the reference, one a draw, shape (draws,)."""
        return rank_shift(self.ranks, self.reference)

    def interval(self, share: float = 0.9) -> NDArray[np.int64]:
        """Return the ranks between which each country falls in the middle ``share`` of draws.

        Ties may let the interval hold more than that, never less.

        Returns
        -------
        numpy.ndarray, shape (2, n)
            Better end first.
        """
        tail = (1 - number("share", share, 0, 1)) / 2
        low = np.quantile(self.ranks, tail, axis=0, method="lower")
        high = np.quantile(self.ranks, 1 - tail, axis=0, method="higher")
        return np.stack([low, high]).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Choices(ByValue):
    """What can be chosen in building a composite indicator, each as likely as the others.

    Parameters
    ----------
    tables : sequence of array_like, shape (n, q)
        The indicators under each way of normalising. Where they have labels, their rows and
        columns follow the first, as do the columns of ``weights``.
    weights : array_like, shape (s, q)
        Sets of weights; each is scaled to sum 1. An indicator takes its weight from one of the
        sets drawn for it alone, and the weights are then scaled again.
    powers : sequence of float, default (1.0,)
        Exponents of :func:`govlib.indicators.aggregation.aggregate`.
    names : sequence of str, length q, optional
        Names of the indicators, for ``inputs``; numbered by default.

    Notes
    -----
    Choices with a single option are no inputs. Saisana, Saltelli and Tarantola draw the weight of
    each indicator from those of twenty interviewees; here the sets take their place.

    References
    ----------
    M. Saisana, A. Saltelli and S. Tarantola (2005), "Uncertainty and sensitivity analysis
    techniques as tools for the quality assessment of composite indicators", Journal of the Royal
    Statistical Society A 168(2), 307–323, doi:10.1111/j.1467-985X.2005.00350.x, section 2.

    Examples
    --------
    Does the mean of two scores become a different ranking if it compensates less?

    >>> choices = Choices([[[0.9, 0.2], [0.5, 0.5], [0.1, 0.3]]], [[1, 1]], powers=(1.0, 0.0))
    >>> found = choices.assess(draws=256, rng=0)
    >>> found.reference, found.interval(1.0).tolist()
    (array([1, 2, 3]), [[1, 1, 3], [2, 2, 3]])
    >>> found.inputs
    ('compensation',)
    """

    tables: Sequence[Any]
    weights: Any
    powers: Sequence[float] = (1.0,)
    names: Sequence[str] = ()

    def __post_init__(self) -> None:
        given = listed("tables", self.tables)
        rows, columns = (labels_of(given[0], axis) if given else None for axis in (0, -1))
        given = [matched("tables", matched("tables", table, rows, 0), columns) for table in given]
        tables = tuple(table_of("tables", table, rows=2) for table in given)
        if not tables or len({table.shape for table in tables}) != 1:
            raise ValueError(
                "tables must hold the same countries and indicators; got shapes "
                f"{[table.shape for table in tables]}"
            )
        weights = numbers("weights", matched("weights", self.weights, columns), 0, ndim=2)
        weights = lock(as_weights(weights, tables[0].shape[1]))
        powers = tuple(map(as_power, listed("powers", self.powers)))
        if not powers:
            raise ValueError("powers must hold at least one exponent; got none")
        q = tables[0].shape[1]
        names = tuple(map(str, listed("names", self.names)))
        names = names or tuple(f"indicator {i}" for i in range(q))
        if len(names) != q:
            raise ValueError(f"names must have one entry an indicator, {q}; got {len(names)}")
        labels = [str(label) for label in columns or names]
        if set(labels) == set(names) and labels != list(names):
            raise ValueError(f"names must stand in the order of the columns {labels}; got {names}")
        values = {"tables": tables, "weights": weights, "powers": powers, "names": names}
        for name, value in values.items():
            object.__setattr__(self, name, value)
        for power in powers:  # refuses what cannot be aggregated before anything is drawn
            for table in tables:
                aggregate(table, weights[0], power=power)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the choices that have more than one option."""
        options = {"normalisation": self.tables, "compensation": self.powers}
        names = [name for name, choice in options.items() if len(choice) > 1]
        if len(self.weights) > 1:
            names += [f"weight of {name}" for name in self.names]
        return tuple(names)

    def scores(self, draws: Any) -> NDArray[np.float64]:
        """Return composite scores for draws of the choices.

        Parameters
        ----------
        draws : array_like, shape (m, k)
            Entries in [0, 1): one column for each of ``inputs``; an option is taken by ⌊c·u⌋.

        Returns
        -------
        numpy.ndarray, shape (m, n)
        """
        u = numbers("draws", draws, 0, below=1)
        if u.ndim != 2 or u.shape[1] != len(self.inputs):
            raise ValueError(
                f"draws must have {len(self.inputs)} columns, one a choice; got shape {u.shape}"
            )
        columns = iter(u.T)

        def pick(options: int) -> NDArray[np.int64]:
            if options == 1:
                return np.zeros(len(u), np.int64)
            return np.minimum((next(columns) * options).astype(np.int64), options - 1)

        of_table, of_power = pick(len(self.tables)), pick(len(self.powers))
        sets, q = self.weights.shape
        chosen = np.stack([pick(sets) for _ in range(q)], axis=1)
        weights = self.weights[chosen, np.arange(q)]
        total = weights.sum(axis=1)
        if (total == 0).any():
            raise ValueError("weights must not let all indicators weigh 0 in a draw")
        scores = np.empty((len(u), len(self.tables[0])))
        for which, table in enumerate(self.tables):
            for exponent, power in enumerate(self.powers):
                rows = np.flatnonzero((of_table == which) & (of_power == exponent))
                for part in np.array_split(rows, 1 + rows.size * table.size // CHUNK):
                    scores[part] = aggregate(table, weights[part][:, None, :], power=power)
        return scores

    def assess(self, *, draws: int = 1024, rng: Any = None) -> Robustness:
        """Draw all choices and return the distribution of ranks and what moves them.

        Parameters
        ----------
        draws : int, default 1024
            A power of 2, as in :func:`govlib.indicators.sensitivity.sobol_indices`.
        rng : None, int, numpy.random.Generator or like, optional
            Source of randomness; results repeat for the same seed.

        Raises
        ------
        ValueError
            If there is nothing to choose, or the ranks of all draws would not fit into memory.
        """
        if not self.inputs:
            raise ValueError("there is nothing to choose: one table, one power and one set only")
        size = integer("draws", draws, 2) * (len(self.inputs) + 2) * (len(self.tables[0]) + 1)
        if size > MOST:
            raise ValueError(
                f"draws · (choices + 2) · (countries + 1) must be at most {MOST:,}, for memory; "
                f"got {size:,}: take fewer draws"
            )
        first = aggregate(self.tables[0], self.weights[0], power=self.powers[0])
        # scores that are equal but for rounding share a rank
        reference = ranks(first, digits=12)

        def model(u: NDArray[np.float64]) -> NDArray[np.float64]:
            places = ranks(self.scores(u), digits=12)
            return np.column_stack([places, rank_shift(places, reference)])

        found: Sensitivity = sobol_indices(model, len(self.inputs), draws=draws, rng=rng)
        return Robustness(
            reference,
            found.outputs[:, :-1].astype(np.int64),
            found.first,
            found.total,
            self.inputs,
        )
