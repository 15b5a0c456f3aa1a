"""Sharing the cost of a joint project.

A cost game gives each coalition the cost c(S) of serving it alone. What a division of the joint
cost leaves each player of her cost alone is a payoff in the game of savings, v(S) = Σᵢ∈S c(i) −
c(S); so the solutions for gains apply to costs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from govlib._check import instance
from govlib.coalitional.games import CoalitionalGame, _sums

__all__ = ["charges", "savings", "separable_costs", "separable_costs_remaining_benefits"]


def savings(costs: CoalitionalGame) -> CoalitionalGame:
    """Return the game of what each coalition saves by acting together.

    Parameters
    ----------
    costs : CoalitionalGame
        Cost of serving each coalition (``costs=True``).

    Examples
    --------
    >>> costs = CoalitionalGame.from_dict({"A": 5, "B": 4, "AB": 7}, costs=True)
    >>> savings(costs).values
    array([0., 0., 0., 2.])
    """
    _of_costs(costs)
    return CoalitionalGame(_sums(costs.alone) - costs.values, costs.players)


def charges(costs: CoalitionalGame, payoff: ArrayLike) -> NDArray[np.float64]:
    """Return what each player pays if a payoff divides the savings.

    Parameters
    ----------
    costs : CoalitionalGame
        Cost of serving each coalition (``costs=True``).
    payoff : array_like, shape (n,)
        A division of the savings, such as their nucleolus.

    Returns
    -------
    numpy.ndarray, shape (n,)
        c(i) − xᵢ.

    Examples
    --------
    >>> costs = CoalitionalGame.from_dict({"A": 5, "B": 4, "AB": 7}, costs=True)
    >>> charges(costs, [1, 1])
    array([4., 3.])
    """
    _of_costs(costs)
    return costs.alone - costs._payoff(payoff)


def separable_costs(costs: CoalitionalGame) -> NDArray[np.float64]:
    """Return what each player adds to the cost of serving all the others, shape (n,)."""
    _of_costs(costs)
    full = costs.values.size - 1
    return costs.total - costs.values[full ^ (1 << np.arange(costs.n))]


def separable_costs_remaining_benefits(costs: CoalitionalGame) -> NDArray[np.float64]:
    """Share costs as water engineers do (the SCRB method).

    Everybody pays the separable cost mᵢ = c(N) − c(N∖i); what remains of the joint cost is
    shared in proportion to the remaining benefits c(i) − mᵢ.

    Parameters
    ----------
    costs : CoalitionalGame
        Cost of serving each coalition (``costs=True``).

    Returns
    -------
    numpy.ndarray, shape (n,)
        Adds up to the joint cost.

    Raises
    ------
    ValueError
        If no benefits remain, or some are negative.

    References
    ----------
    H. P. Young, N. Okada and T. Hashimoto (1982), "Cost allocation in water resources
    development", Water Resources Research 18(3), 463–475, doi:10.1029/WR018i003p00463.

    Examples
    --------
    >>> from govlib.data import load
    >>> water = CoalitionalGame.from_table(load("skane_costs"), costs=True)
    >>> separable_costs_remaining_benefits(water).round(2)
    array([19.54, 13.29,  5.61, 10.9 , 16.65, 17.82])
    """
    least = separable_costs(costs)
    remaining = costs.alone - least
    if (remaining < 0).any() or remaining.sum() == 0:
        raise ValueError(
            "costs must leave benefits, c(i) above c(N) − c(N∖i); got remaining benefits "
            f"{np.array2string(remaining, precision=4)}"
        )
    return np.asarray(least + (costs.total - least.sum()) * remaining / remaining.sum())


def _of_costs(costs: CoalitionalGame) -> None:
    if not instance("costs", costs, CoalitionalGame).costs:
        raise ValueError("costs must be a game of costs, made with costs=True; got one of gains")
