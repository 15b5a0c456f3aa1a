"""The sessions of Fischbacher and Gächter (2010), as a population whose course can be run.

The one module of this family that reads data: it loads two tables of :mod:`govlib.data` when it is
asked to, fits the two coefficients that :class:`govlib.games.conditional.Population` needs, and
keeps them beside what was measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._values import ByValue
from govlib.games.conditional import Fit, Population, fit_learning, fit_pull
from govlib.games.schedules import Schedules, fit_shares

__all__ = ["Sessions", "load_sessions"]

_NAMES = {
    "conditional_cooperator": "conditional cooperator",
    "free_rider": "free rider",
    "hump_shaped": "hump-shaped",
    "other": "other",
}


@dataclass(frozen=True, eq=False)
class Sessions(ByValue):
    """Ten periods of play, with the schedules and beliefs of those who played.

    Attributes
    ----------
    schedules : Schedules
        What each type says that it gives, for each average gift of the others.
    shares : numpy.ndarray, shape (types,)
        Share of each type among the subjects.
    average : numpy.ndarray, shape (k,)
        Schedule of the average subject, at ``schedules.others``.
    beliefs, gifts : numpy.ndarray, shape (periods,)
        Average belief about the others' gift, and average gift, of each period.
    learning : Fit
        How far beliefs move towards what was seen.
    pull : Fit
        How far gifts lie between the schedules and the beliefs.
    """

    schedules: Schedules
    shares: NDArray[np.float64]
    average: NDArray[np.float64]
    beliefs: NDArray[np.float64]
    gifts: NDArray[np.float64]
    learning: Fit
    pull: Fit

    def population(self, shares: Any = None, *, pull: Any = 0.0) -> Population:
        """Return a population of these types that learns as the subjects did.

        Parameters
        ----------
        shares : array_like, shape (..., types), optional
            Another mix; the measured one by default.
        pull : float or array_like, default 0
            0 follows the schedules alone, ``self.pull.value`` mixes in the beliefs.
        """
        mix = self.shares if shares is None else shares
        return Population(self.schedules, mix, self.learning.value, pull)


@cache
def load_sessions() -> Sessions:
    """Load the sessions and fit the two coefficients.

    References
    ----------
    U. Fischbacher and S. Gächter (2010), "Social preferences, beliefs, and the dynamics of free
    riding in public goods experiments", American Economic Review 100(1), 541–556,
    doi:10.1257/aer.100.1.541.

    Examples
    --------
    >>> sessions = load_sessions()
    >>> sessions.schedules.names
    ('conditional cooperator', 'free rider', 'hump-shaped', 'other')
    >>> round(sessions.learning.value, 3), round(sessions.pull.value, 3)
    (0.415, 0.429)
    """
    from govlib.data import load  # here, so that the models themselves need no data

    said = load("public_goods_fg2010_schedules").reset_index()
    played = load("public_goods_fg2010_periods").reset_index()
    others = said["others_mean_contribution"].to_numpy(float)
    column = {name: next(c for c in said if str(c).startswith(f"{name}_")) for name in _NAMES}
    rows = np.array([said[column[name]].to_numpy(float) for name in _NAMES])
    schedules = Schedules(others, rows, tuple(_NAMES.values()))
    average = said["all_140"].to_numpy(float)
    shares = fit_shares(schedules, average)
    beliefs = played["mean_belief_others"].to_numpy(float)
    gifts = played["mean_contribution"].to_numpy(float)
    scheduled = np.interp(beliefs, others, average)
    return Sessions(
        schedules,
        shares,
        average,
        beliefs,
        gifts,
        fit_learning(beliefs, gifts),
        fit_pull(gifts, scheduled, beliefs),
    )
