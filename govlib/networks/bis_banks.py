"""The banks of sixteen countries and what they claimed of each other at the end of 2022.

The claims are data (consolidated banking statistics of the Bank for International Settlements,
:func:`govlib.data.load`); the balance sheets around them are ours. The model stands in
:mod:`govlib.networks.banking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import choice, integer, numbers
from govlib._values import lock, remembered
from govlib.networks.banking import BankNetwork, Crisis
from govlib.networks.bundling import random_bundles

__all__ = [
    "CAPITAL",
    "EXPOSURE",
    "LINKS",
    "bank_countries",
    "bank_crisis",
    "bis_banks",
    "bundled_failures",
]

#: equity, and the larger of foreign claims and debts, as shares of each balance sheet
CAPITAL, EXPOSURE = 0.04, 0.4

#: numbers of links, from about as few as can carry the sums to those that are there
LINKS = (31, 72, 239)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    from govlib.data import load

    found = load("countries").loc[list(load("bank_claims_2022q4").index)].sort_values("lon")
    return {str(code): str(name) for code, name in found["name"].items()}


def bank_countries() -> dict[str, str]:
    """Return code and name of the countries with bank claims, from west to east.

    Examples
    --------
    >>> list(bank_countries())[:2], bank_countries()["GBR"]
    (['USA', 'CHL'], 'United Kingdom')
    """
    return dict(_countries())


@remembered(32)
def bis_banks(
    links: int = LINKS[-1],
    *,
    capital: float = CAPITAL,
    exposure: float = EXPOSURE,
    depositors: str = "first",
) -> BankNetwork:
    """Return the banks of sixteen countries, linked by their claims at the end of 2022.

    Parameters
    ----------
    links : int
        Number of links; fewer than there are come from bundling, which keeps all sums.
    capital, exposure : float
        Equity, and the larger of foreign claims and debts, as shares of the balance sheet.
    depositors : {"first", "equal"}
        Whether depositors are paid before other banks, or with them.

    Returns
    -------
    BankNetwork
        In the order of :func:`bank_countries`; amounts in million dollars.

    Examples
    --------
    >>> int((bis_banks(48).claims > 0).sum()), int((bis_banks().claims > 0).sum())
    (48, 239)
    """
    from govlib.data import load

    codes = list(_countries())
    claims = load("bank_claims_2022q4").loc[codes, codes].to_numpy(dtype=float)
    n = len(codes)
    density = min(integer("links", links, 1) / (n * (n - 1)), 1.0)
    return BankNetwork(claims, capital, exposure, depositors).thinned(density)


@remembered(1024)
def bank_crisis(
    hit: str,
    loss: float,
    links: int = LINKS[-1],
    *,
    exposure: float = EXPOSURE,
    depositors: str = "first",
) -> Crisis:
    """Let the banks of one country lose a share of their assets at home.

    Parameters
    ----------
    hit : str
        Code of the country.
    loss : float
        Share lost, from 0 to 1.
    links, exposure, depositors
        As in :func:`bis_banks`.

    Examples
    --------
    >>> bank_crisis("GBR", 0.5).defaults, bank_crisis("GBR", 0.5, 31).defaults
    (9, 5)
    """
    codes = list(_countries())
    network = bis_banks(links, exposure=exposure, depositors=depositors)
    return network.shock(codes.index(choice("hit", hit, codes)), loss)


def bundled_failures(
    losses: Sequence[float],
    *,
    bundlings: int = 50,
    capital: float = CAPITAL,
    exposure: float = EXPOSURE,
    depositors: str = "first",
    hit: str | None = None,
    rng: Any = 16,
) -> NDArray[np.float64]:
    """Return how many countries fail over all links, and over a few large ones drawn at random.

    Parameters
    ----------
    losses : sequence of float
        Shares of the assets at home that the banks of the country that is hit lose.
    bundlings : int, default 50
        How many other networks with the same sums are drawn, see
        :func:`govlib.networks.bundling.random_bundles`.
    capital, exposure, depositors
        As in :func:`bis_banks`.
    hit : str, optional
        Code of the country that is hit; by default each in turn, and the mean is taken.
    rng : None, int or numpy.random.Generator, default 16
        Source of randomness.

    Returns
    -------
    numpy.ndarray, shape (1 + bundlings, losses)
        In the first row over all links, in the others over one drawn bundling each.

    Examples
    --------
    >>> bundled_failures([0.15, 0.5], bundlings=3).shape
    (4, 2)
    >>> bundled_failures([0.5], bundlings=2, hit="AUS").tolist()
    [[1.0], [3.0], [3.0]]
    """
    sizes = numbers("losses", losses, 0, 1, ndim=1)
    full = bis_banks(capital=capital, exposure=exposure, depositors=depositors)
    codes = list(_countries())
    struck = range(len(codes)) if hit is None else [codes.index(choice("hit", hit, codes))]
    drawn = random_bundles(full.claims, integer("bundlings", bundlings, 1), rng=rng)
    rows = [full, *(replace(full, claims=claims) for claims in drawn)]
    return lock(np.array([[_failures(banks, struck, size) for size in sizes] for banks in rows]))


def _failures(banks: BankNetwork, struck: Sequence[int], size: float) -> float:
    return float(np.mean([banks.shock(hit, size).defaults for hit in struck]))
