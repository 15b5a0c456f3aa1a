"""Schedules of giving: how much somebody gives for each average gift of the others.

Fischbacher, Gächter and Fehr (2001) introduced the measurement: each subject fills in a table
before anybody plays. The module takes arrays; where they come from is the caller's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, listed, number, numbers
from govlib._labels import matched
from govlib._values import ByValue

__all__ = ["Schedules", "fit_shares", "stylised"]


@dataclass(frozen=True, eq=False)
class Schedules(ByValue):
    """How much each type gives, for each average gift of the others.

    Parameters
    ----------
    others : array_like, shape (k,)
        Average gifts of the others, rising.
    gifts : array_like, shape (types, k)
        What each type then gives, at least 0.
    names : tuple of str
        One name a type.

    Examples
    --------
    >>> two = Schedules([0, 20], [[0, 20], [0, 0]], ("matcher", "free rider"))
    >>> two.respond([5, 10])
    array([[ 5.,  0.],
           [10.,  0.]])
    """

    others: Any
    gifts: Any
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        others = numbers("others", self.others, 0, ndim=1)
        names = tuple(listed("names", self.names))
        if len(set(names)) < len(names):
            raise ValueError(f"names must name each type once; got {names}")
        gifts = numbers("gifts", matched("gifts", self.gifts, names, 0), 0, ndim=2)
        if len(others) < 2 or (np.diff(others) <= 0).any():
            raise ValueError(f"others must rise through at least two values; got {others}")
        if gifts.shape != (len(names), len(others)):
            raise ValueError(
                f"gifts must have shape ({len(names)}, {len(others)}); got {gifts.shape}"
            )
        object.__setattr__(self, "others", others)
        object.__setattr__(self, "gifts", gifts)
        object.__setattr__(self, "names", names)

    def respond(self, belief: Any) -> NDArray[np.float64]:
        """Return what each type gives when it expects ``belief`` of the others.

        Between two measured points the schedule is a straight line; outside them it is flat.

        Parameters
        ----------
        belief : array_like, shape (...)
            Expected average gift of the others.

        Returns
        -------
        numpy.ndarray, shape (..., types)
        """
        at = numbers("belief", belief)
        return np.stack([np.interp(at, self.others, row) for row in self.gifts], axis=-1)


def stylised(endowment: float = 20.0, *, slope: float = 1.0) -> Schedules:
    """Return three clear-cut types: conditional cooperator, free rider, hump-shaped.

    The conditional cooperator gives ``slope`` times what the others give; the hump-shaped type
    matches them up to half the endowment and gives less and less beyond it.

    Parameters
    ----------
    endowment : float, default 20
        What each has, above 0.
    slope : float, default 1
        Within [0, 1].

    References
    ----------
    U. Fischbacher, S. Gächter and E. Fehr (2001), "Are people conditionally cooperative?
    Evidence from a public goods experiment", Economics Letters 71(3), 397–404,
    doi:10.1016/S0165-1765(01)00394-9.

    Examples
    --------
    >>> stylised().respond(15)
    array([15.,  0.,  5.])
    """
    e = number("endowment", endowment, above=0)
    give = number("slope", slope, 0, 1)
    rows = [[0, give * e / 2, give * e], [0, 0, 0], [0, e / 2, 0]]
    return Schedules([0, e / 2, e], rows, ("conditional cooperator", "free rider", "hump-shaped"))


def fit_shares(schedules: Schedules, average: Any) -> NDArray[np.float64]:
    """Return the mix of types whose average schedule comes closest to a measured one.

    Least squares over all points of the schedule, with shares that sum to 1.

    Parameters
    ----------
    schedules : Schedules
        The types.
    average : array_like, shape (k,)
        Average gift of everybody, at the same gifts of the others.

    Returns
    -------
    numpy.ndarray, shape (types,)

    Raises
    ------
    ValueError
        If two mixes of types have the same average schedule.

    Examples
    --------
    >>> fit_shares(stylised(), [0, 6.4, 10]).round(2)
    array([0.5 , 0.36, 0.14])
    """
    instance("schedules", schedules, Schedules)
    target = numbers("average", average, 0, ndim=1)
    if target.shape != schedules.others.shape:
        raise ValueError(
            f"average must have {len(schedules.others)} entries; got shape {target.shape}"
        )
    # the last type takes what the others leave
    last = schedules.gifts[-1]
    columns = (schedules.gifts[:-1] - last).T
    rest, _, rank, _ = np.linalg.lstsq(columns, target - last, rcond=None)
    if rank < columns.shape[1]:
        raise ValueError("schedules must differ enough for the shares to be told apart")
    return np.append(rest, 1 - rest.sum())
