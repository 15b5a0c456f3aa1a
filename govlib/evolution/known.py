"""Offices that are known: populations that take longer to solve than a reader waits.

Fourteen chains of 1,326 states take a fifteenth of a second and more
(:mod:`govlib.evolution.institutions`); ``tools/known_tables.py`` has solved those of the chapter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, integer, number
from govlib._values import ByValue, lock
from govlib.evolution.institutions import SCALES

__all__ = ["KnownOffice", "known_office"]


@dataclass(frozen=True, eq=False)
class KnownOffice(ByValue):
    """What an office brings about at seven risks of losing all, from 0 to 0.6.

    Attributes
    ----------
    achievement : numpy.ndarray, shape (7,)
        Mean share of groups that reach the target.
    shares : numpy.ndarray, shape (7, 3)
        Mean shares of cooperators, punishers and defectors.
    """

    achievement: NDArray[np.float64]
    shares: NDArray[np.float64]


@lru_cache(maxsize=1)
def _offices() -> dict[tuple[str, int, float], KnownOffice]:
    from govlib.data import load

    kinds = ["cooperators", "punishers", "defectors"]
    found = {}
    for _, rows in load("office_populations").groupby(["scale", "founders", "fine"]):
        first = rows.iloc[0]
        reached, shares = rows.achievement.to_numpy(float), rows[kinds].to_numpy(float)
        key = str(first.scale), int(first.founders), float(first.fine)
        found[key] = KnownOffice(lock(reached), lock(shares))
    return found


def known_office(scale: str, founders: int, fine: float) -> KnownOffice | None:
    """Return what an office brings about in a population of fifty, where that is kept.

    Groups of four need three who pay a tenth of what they have; who pays for the office pays 0.03
    more. Selection is 5 and mutation 1/50, the defaults of
    :meth:`govlib.evolution.institutions.Sanctions.population`.

    Parameters
    ----------
    scale : {"global", "local"}
        One office for all, or one for each group.
    founders : int
        Members of the population, or of the group, who must pay before the office stands.
    fine : float
        What it takes from a defector.

    Returns
    -------
    KnownOffice or None
        None where nothing is kept: fines of 0.1, 0.2, 0.3 and 0.5 are, with one founder of a local
        office and with 1 to 6, 8 and 13 founders of a global one.

    Examples
    --------
    >>> known_office("local", 1, 0.3).achievement[:3].round(3)
    array([0.486, 0.644, 0.838])
    >>> known_office("local", 2, 0.3) is None
    True
    """
    wanted = choice("scale", scale, SCALES), integer("founders", founders, 1)
    return _offices().get((*wanted, number("fine", fine, 0)))
