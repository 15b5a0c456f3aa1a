"""The best policy of the climate economy, with the social cost of carbon along it.

:mod:`govlib.sustainability.climate_policy` finds it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govlib._values import ByValue, plain
from govlib.sustainability.climate_path import ClimatePath, Snapshot

__all__ = ["Optimum"]


@dataclass(frozen=True, eq=False)
class Optimum(ByValue):
    """The policy with the largest welfare within limits.

    Attributes
    ----------
    path : ClimatePath
        The run of the model under that policy.
    social_cost : numpy.ndarray, shape (periods,)
        Social cost of carbon, dollars of 2010 a tonne of CO₂; where a limit to warming binds, it
        includes what it costs to stay below. 0 in the last period, which has no successor.
    warming_limit : float or None
        Limit that was set, °C.
    solver : str
        ``"ipopt"`` or ``"scipy"``.
    """

    path: ClimatePath
    social_cost: NDArray[np.float64]
    warming_limit: float | None
    solver: str

    def at(self, year: int) -> Snapshot:
        """Return what holds in the period that begins in ``year``.

        As :meth:`govlib.sustainability.climate_path.ClimatePath.at`; its social cost is that of
        this optimum, limits included.

        Examples
        --------
        >>> from govlib.sustainability import optimum
        >>> found = optimum().at(2020)
        >>> round(found.social_cost, 1), round(found.price, 1)
        (36.7, 36.7)
        """
        cost = self.social_cost[..., self.path.model.period(year)]
        return self.path.at(year)._replace(social_cost=plain(cost))
