"""Policies that are known: climbs of the climate economy that take longer than a reader waits.

To climb to the best policy takes from a tenth of a second to a second. For three ways to weigh the
future and three sensitivities of the climate ``tools/known_tables.py`` has kept the rates that
:func:`govlib.sustainability.climate_policy.optimum` and
:func:`govlib.sustainability.climate_policy.under_prices` found; a run under known rates takes
milliseconds.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance
from govlib.sustainability.climate_path import ClimatePath
from govlib.sustainability.dice import Dice

__all__ = ["known_policies"]

#: weights of the future and sensitivity of a model
_Case = tuple[float, ...]

#: saving under today's prices, control and saving of the best policy
_Rates = tuple[NDArray[np.float64], ...]


@lru_cache(maxsize=1)
def _rates() -> dict[_Case, _Rates]:
    from govlib.data import load

    table = load("dice_policies").astype(float)
    cases = table[["time_preference", "elasticity", "sensitivity"]]
    rates = table[["saving_today", "control", "saving"]]
    return {
        tuple(case): tuple(rates[(cases == case).all(axis=1)].to_numpy().T)
        for case in cases.drop_duplicates().to_numpy().tolist()
    }


def known_policies(model: Dice | None = None) -> tuple[ClimatePath, ClimatePath] | None:
    """Return what today's carbon prices and the best policy lead to, where that is kept.

    Parameters
    ----------
    model : Dice, optional
        Parameters; those of DICE-2016R where none are given.

    Returns
    -------
    tuple of ClimatePath, or None
        The paths of ``under_prices(model.base_prices, model)`` and of ``optimum(model)``. None
        where nothing is kept of the model: of those whose ``time_preference``, ``elasticity`` and
        ``sensitivity`` alone differ from DICE-2016R, nine are.

    Examples
    --------
    >>> today, best = known_policies()
    >>> round(today.at(2100).warming, 2), round(best.at(2100).warming, 2)
    (4.1, 3.48)
    >>> known_policies(Dice(sensitivity=3.0)) is None
    True
    """
    model = Dice() if model is None else instance("model", model, Dice)
    case = model.time_preference, model.elasticity, model.sensitivity
    like = replace(Dice(), time_preference=case[0], elasticity=case[1], sensitivity=case[2])
    rates = _rates().get(case) if like == model else None
    if rates is None:
        return None
    today, control, saving = rates
    under_today = model.control_at(model.base_prices)
    return model.path(under_today, today), model.path(control, saving)
