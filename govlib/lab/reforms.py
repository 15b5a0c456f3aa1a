"""Seven reforms, in every combination: what each does alone, last, and on average.

The average over all orders in which reforms may come is the Shapley value of the game whose
players are reforms and whose worth is provision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, integer, numbers
from govlib._values import ByValue
from govlib.coalitional import CoalitionalGame, shapley_value
from govlib.lab.rules import PATIENT, Rules

__all__ = ["REFORMS", "Contributions", "combined", "contributions"]

#: what each countermeasure changes in the rules when it is switched on
REFORMS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "rule": MappingProxyType({"rule": 0.55}),
        "patience": MappingProxyType({"rate": PATIENT}),
        "transfers": MappingProxyType({"transfers": True}),
        "channel": MappingProxyType({"channel": True}),
        "supervision": MappingProxyType({"lag": 2.0}),
        "sanctions": MappingProxyType({"tariff": 0.03}),
        "clubs": MappingProxyType({"clubs": True}),
    }
)


@dataclass(frozen=True, eq=False)
class Contributions(ByValue):
    """What each of k reforms adds, in the order of :data:`REFORMS`.

    Attributes
    ----------
    alone : numpy.ndarray, shape (k,)
        What it adds to none.
    last : numpy.ndarray, shape (k,)
        What it adds to all others.
    shapley : numpy.ndarray, shape (k,)
        What it adds on average over all orders.
    least, most : numpy.ndarray, shape (k,)
        What it adds to the set of others to which it adds least, and most.
    harms : numpy.ndarray, shape (k,)
        Share of the sets of others to which it adds less than nothing.
    """

    alone: NDArray[np.float64]
    last: NDArray[np.float64]
    shapley: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]
    harms: NDArray[np.float64]


def combined(base: Rules, code: int, reforms: Mapping[str, Mapping[str, Any]] = REFORMS) -> Rules:
    """Return rules with those reforms on whose bits are set in ``code``.

    Parameters
    ----------
    base : Rules
        Without reforms.
    code : int
        Bit i stands for reform i.
    reforms : mapping, optional
        What each changes; :data:`REFORMS` by default.

    Examples
    --------
    >>> rules = combined(Rules(), 0b100010)
    >>> rules.rate, rules.tariff, rules.transfers
    (0.03, 0.03, False)
    """
    instance("base", base, Rules)
    code = integer("code", code, 0, 2 ** len(reforms) - 1)
    changed: dict[str, Any] = {}
    for bit, change in enumerate(reforms.values()):
        if code >> bit & 1:
            changed |= change
    return replace(base, **changed)


def contributions(worth: Any) -> Contributions:
    """Return what each reform adds, from what all combinations are worth.

    Parameters
    ----------
    worth : array_like, shape (2ᵏ,)
        Provision, or another measure, of each combination; bit i of the place stands for reform i.

    Raises
    ------
    ValueError
        If the length is no power of two above 1.

    Examples
    --------
    A left and a right glove:

    >>> found = contributions([0, 0, 0, 1])
    >>> found.alone, found.last, found.shapley
    (array([0., 0.]), array([1., 1.]), array([0.5, 0.5]))
    """
    value = numbers("worth", worth, ndim=1)
    k = value.size.bit_length() - 1
    if k < 1 or value.size != 2**k:
        raise ValueError(f"worth must have 2, 4, 8, … entries; got {value.size}")
    codes = np.arange(value.size)
    steps = np.stack(
        [
            value[without | 1 << i] - value[without]
            for i in range(k)
            for without in [codes[codes >> i & 1 == 0]]
        ]
    )
    return Contributions(
        alone=steps[:, 0],
        last=steps[:, -1],
        shapley=shapley_value(CoalitionalGame(value - value[0])),
        least=steps.min(axis=1),
        most=steps.max(axis=1),
        harms=(steps < -1e-9).mean(axis=1),
    )
