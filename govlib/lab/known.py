"""Treaties that are known: what the long searches found, kept in tables.

A conference among forty countries takes a part of a second to search for, and a search may miss.
For the four worlds of the chapter and every set of the six reforms the treaties were searched for
once, from below, from above, and from what other states had found. In the two worlds where goals
differ a ceiling that no treaty exceeds was computed too (:mod:`govlib.lab.bounds`): it lies 5 per
cent above what was found on average, and 25 at worst. ``tools/lab_tables.py`` makes the
tables; reading them takes milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, flag, integer, number
from govlib._values import ByValue, remembered
from govlib.lab.outcomes import Report, report
from govlib.lab.reforms import REFORMS, combined
from govlib.lab.rules import Rules
from govlib.lab.search import Treaty
from govlib.lab.world import forty

__all__ = [
    "SIX",
    "WORLDS",
    "KnownFounders",
    "ceilings",
    "known_clubs",
    "known_depths",
    "known_founders",
    "known_goals",
    "known_report",
    "known_treaty",
    "provisions",
    "variant_provisions",
]

#: the four worlds: share that great powers shield, and how far the poor want other things first
WORLDS = {
    "both": (0.5, 0.5),
    "shield": (0.5, 0.0),
    "goals": (0.0, 0.5),
    "neither": (0.0, 0.0),
}

#: all reforms but further clubs, in the order of their bits
SIX = tuple(REFORMS)[:6]


@dataclass(frozen=True, eq=False)
class KnownFounders(ByValue):
    """What came of each of the 780 pairs among the forty, patient and with sanctions of 3 percent.

    Attributes
    ----------
    first, second : tuple of str
        Codes of the founders.
    size : numpy.ndarray of int, shape (780,)
        Members in the end; 0 where the pair does not hold.
    provision : numpy.ndarray, shape (780,)
        As a share of the best.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    size: NDArray[np.int64]
    provision: NDArray[np.float64]


def _mask(code: int, n: int = 40) -> NDArray[np.bool_]:
    return (int(code) >> np.arange(n) & 1).astype(bool)


@lru_cache(maxsize=1)
def _treaties() -> dict[tuple[float, float, int], Any]:
    from govlib.data import load

    rows = load("lab_treaties")
    return {
        (float(shield), float(priority), int(code)): row
        for shield, priority, code, row in zip(
            rows.shield, rows.priority, rows.reforms, rows.itertuples(index=False), strict=True
        )
    }


def _row(world: str, reforms: int) -> Any:
    shield, priority = WORLDS[choice("world", world, WORLDS)]
    return _treaties()[shield, priority, integer("reforms", reforms, 0, 63)]


def known_treaty(world: str, reforms: int) -> Treaty:
    """Return the best treaty that was found in one of the four worlds.

    Parameters
    ----------
    world : {"both", "shield", "goals", "neither"}
        Which of the two challenges there are; a key of :data:`WORLDS`.
    reforms : int
        Bit i stands for reform i of :data:`SIX`.

    Examples
    --------
    >>> found = known_treaty("both", 0b100000)
    >>> int(found.members.sum()), found.depth
    (40, 1.0)
    """
    row = _row(world, reforms)
    return Treaty(_mask(row.members), float(row.depth), float(row.clause))


@remembered(600)
def known_report(world: str, reforms: int, *, clubs: bool = False) -> Report:
    """Report what a set of reforms achieves in one of the four worlds.

    Parameters
    ----------
    world : {"both", "shield", "goals", "neither"}
    reforms : int
        Bit i stands for reform i of :data:`SIX`.
    clubs : bool, default False
        Whether the rest founds further treaties; these are found when asked for.
    """
    treaty = known_treaty(world, reforms)
    shield, priority = WORLDS[world]
    rules = combined(Rules(shield=shield, clubs=flag("clubs", clubs)), reforms)
    return report(forty(priority), rules, treaty=treaty)


def provisions(world: str, *, clubs: bool = False) -> NDArray[np.float64]:
    """Return provision, as a share of the best, of all sets of reforms.

    Parameters
    ----------
    world : {"both", "shield", "goals", "neither"}
    clubs : bool, default False
        Whether clubs are among the reforms, as the seventh.

    Returns
    -------
    numpy.ndarray, shape (64,) or (128,)
        The bits of the place say which reforms are on.
    """
    clubs = flag("clubs", clubs)
    rows = [_row(world, code) for code in range(64)]
    plain = np.array([row.provision for row in rows])
    return np.append(plain, [row.with_clubs for row in rows]) if clubs else plain


def ceilings(world: str) -> NDArray[np.float64]:
    """Return what provision no treaty exceeds, of all sets of reforms, shape (64,).

    Where no rule lets a conference meet, nobody looks for the best treaty, and the ceiling is what
    accession brings. For conferences it was computed in the worlds "both" and "goals"; in the
    others it is NaN, and :func:`govlib.lab.bounds.ceiling` finds it in a few seconds.
    """
    return np.array([_row(world, code).ceiling for code in range(64)])


def _size(members: Any) -> NDArray[np.int64]:
    return np.array([int(code).bit_count() for code in members])


def known_depths(tariff: float, transfers: bool, rate: float) -> Any:
    """Return the best treaty that was found at each depth, where there is rule and supervision.

    Great powers shield themselves and the poor want other things first, as in the world "both".

    Parameters
    ----------
    tariff : {0, 0.01, 0.03, 0.05, 0.1}
    transfers : bool
    rate : {0.03, 0.04, 0.05}

    Returns
    -------
    pandas.DataFrame
        Indexed by depth: ``size`` (members), ``members`` (as bits), ``clause`` and ``provision``
        as a share of the best, which is what was found.

    Examples
    --------
    >>> known_depths(0.0, False, 0.03).index.tolist()
    [0.1, 0.2, 0.35, 0.5, 0.7, 1.0]
    """
    from govlib.data import load

    rows = load("lab_depths")
    for name, value in (("tariff", tariff), ("rate", rate)):
        choice(name, number(name, value), sorted(set(rows[name])))
    here = (rows.tariff == tariff) & (rows.rate == rate)
    here &= rows.transfers == int(flag("transfers", transfers))
    found = rows[here].set_index("depth")
    return found.assign(size=_size(found.members))[["size", "members", "clause", "provision"]]


@lru_cache(maxsize=1)
def known_founders() -> KnownFounders:
    """Return what came of each founding pair.

    Examples
    --------
    >>> len(known_founders().first)
    780
    """
    from govlib.data import load

    rows = load("lab_founders")
    return KnownFounders(
        tuple(rows["first"]),
        tuple(rows.second),
        _size(rows.members),
        rows.provision.to_numpy(float),
    )


def known_clubs(price: float) -> NDArray[np.int64]:
    """Return members of the largest club of the regions of Nordhaus (2015) that holds.

    All 2¹⁵ clubs were tried, with the target price and a tariff on outsiders.

    Parameters
    ----------
    price : {12.5, 25, 50, 100}
        Dollars a tonne.

    Returns
    -------
    numpy.ndarray of int, shape (11,)
        At tariffs of 0, 1, … 10 percent.

    Examples
    --------
    >>> known_clubs(25).tolist()
    [0, 9, 13, 15, 15, 15, 15, 15, 15, 15, 15]
    """
    from govlib.data import load

    rows = load("lab_clubs")
    choice("price", number("price", price), sorted(set(rows.price)))
    found = rows[rows.price == price].sort_values("tariff")
    return _size(found.members)


def known_goals(shield: float, rule: float, tariff: float, transfers: bool) -> NDArray[np.float64]:
    """Return provision as stakes go from heads to the rich, patient and with supervision.

    Parameters
    ----------
    shield : {0, 0.5}
    rule : {0, 0.55}
    tariff : {0, 0.03}
    transfers : bool

    Returns
    -------
    numpy.ndarray, shape (5,)
        As shares of the best, at priorities of −1, −½, 0, ½ and 1 (:func:`govlib.lab.world.forty`).

    Examples
    --------
    >>> known_goals(0.0, 0.0, 0.0, True).round(2)
    array([0.33, 0.29, 0.33, 0.43, 0.55])
    """
    from govlib.data import load

    rows = load("lab_goals")
    here = rows.transfers == int(flag("transfers", transfers))
    for name, value in (("shield", shield), ("rule", rule), ("tariff", tariff)):
        here &= rows[name] == choice(name, number(name, value), sorted(set(rows[name])))
    return rows[here].sort_values("priority").provision.to_numpy(float)


@lru_cache(maxsize=1)
def variant_provisions() -> dict[str, NDArray[np.float64]]:
    """Return provision of all sets of the six reforms where something else differs.

    Eighteen variants of the world "both", in which the search was shorter than in the four worlds;
    the first is that world itself, "base". ``tools/lab_tables.py`` says what each changes.

    Returns
    -------
    dict of str to numpy.ndarray, shape (64,)
        As shares of the best of the variant; the bits of the place say which reforms are on.

    Examples
    --------
    >>> found = variant_provisions()
    >>> len(found), found["base"].shape
    (18, (64,))
    """
    from govlib.data import load

    rows = load("lab_variants")
    return {
        str(name): part.sort_values("reforms").provision.to_numpy(float)
        for name, part in rows.groupby("variant", sort=False)
    }
