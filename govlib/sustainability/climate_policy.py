"""The best climate policy, today's, and any carbon price: what DICE-2016R makes of them.

A limit to warming, and the baseline of Nordhaus's program, need IPOPT by way of casadi, an
optional extra (``pip install 'govlib[climate]'``); everything else is solved by scipy, to the same
welfare.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from govlib._check import instance, number, numbers
from govlib.sustainability._climate_solvers import HOTTEST, solve
from govlib.sustainability.climate_optimum import Optimum
from govlib.sustainability.dice import Dice

__all__ = ["baseline", "optimum", "under_prices"]

#: periods whose carbon price the baseline bounds
POLICY_PERIODS = 45


def optimum(
    model: Dice | None = None, *, warming_limit: float | None = None, solver: str | None = None
) -> Optimum:
    """Return the policy that maximises welfare, from the second period on.

    The control of the first period is given, as are the saving rates of the last ten. The answer
    is stored: asking again for the same costs nothing.

    Parameters
    ----------
    model : Dice, optional
        Parameters; those of DICE-2016R where none are given.
    warming_limit : float, optional
        Largest warming allowed in any period, °C.
    solver : {"scipy", "ipopt"}, optional
        Without a limit to warming both reach the same welfare, and ``"scipy"`` is taken, which
        needs no further package; with a limit, ``"ipopt"``.

    Raises
    ------
    ImportError
        If IPOPT is wanted and casadi is not installed, with the extra that brings it.
    RuntimeError
        If the solver finds no optimum, as where no policy keeps the limit.

    References
    ----------
    W. D. Nordhaus (2017), "Revisiting the social cost of carbon", Proceedings of the National
    Academy of Sciences 114(7), 1518–1523, doi:10.1073/pnas.1609244114.

    Examples
    --------
    >>> best = optimum()
    >>> round(best.at(2100).warming, 2), round(best.at(2020).social_cost, 1)
    (3.48, 36.7)
    """
    model = Dice() if model is None else instance("model", model, Dice)
    least, most = np.zeros(model.periods), np.array(model.control_limit)
    least[0] = most[0] = model.initial_control
    if warming_limit is not None:
        warming_limit = number("warming_limit", warming_limit, model.warming[0], HOTTEST)
    return solve(model, least, most, warming_limit, solver)


def baseline(model: Dice | None = None) -> Optimum:
    """Return what happens under today's policies, as Nordhaus's program defines them.

    For 45 periods the carbon price is at most ``base_prices`` of the model, or the price that
    scarcity of fossil carbon alone would bring if that is higher (it is found first, in a world
    without damages). Within that, control and saving are the best ones, which makes the social
    cost of carbon a price of the optimum. The solver is IPOPT, because the limit to fossil carbon
    binds in the first step; the answer is stored.

    Raises
    ------
    ImportError
        If casadi is not installed, with the extra that brings it.

    References
    ----------
    W. D. Nordhaus (2017), "Revisiting the social cost of carbon", Proceedings of the National
    Academy of Sciences 114(7), 1518–1523, doi:10.1073/pnas.1609244114.
    """
    model = Dice() if model is None else instance("model", model, Dice)
    least, most = np.zeros(model.periods), np.array(model.control_limit)
    unharmed = solve(replace(model, damage=0.0), least, most, None, "ipopt").path
    price = np.maximum(unharmed.price, model.base_prices)
    most[:POLICY_PERIODS] = model.control_at(price)[:POLICY_PERIODS]
    return solve(model, least, most, None, "ipopt")


def under_prices(price: Any, model: Dice | None = None) -> Optimum:
    """Return what happens under given carbon prices, saving being the best for them.

    Parameters
    ----------
    price : array_like, shape (periods,) or ()
        Dollars of 2010 a tonne of CO₂, at least 0.
    model : Dice, optional
        Parameters; those of DICE-2016R where none are given.

    Raises
    ------
    RuntimeError
        If the prices are so low that more fossil carbon would be burnt than there is.

    Examples
    --------
    >>> model = Dice()
    >>> today = under_prices(model.base_prices, model)
    >>> round(today.at(2100).warming, 2)
    4.1
    """
    model = Dice() if model is None else instance("model", model, Dice)
    prices = numbers("price", price, 0)
    if prices.shape not in ((), (model.periods,)):
        raise ValueError(
            f"price must be one number or {model.periods} of them; got shape {prices.shape}"
        )
    control = model.control_at(np.broadcast_to(prices, model.periods))
    return solve(model, control, control)
