"""Bounded confidence: everybody moves to the mean of the opinions within reach.

States listen to those that are not too far away, and end in one camp or in several. The model is
that of Hegselmann and Krause (2002). This module computes in floats and is made for many agents.
Who stands a confidence apart is heard, and distances that differ by less than a part in 10¹⁰ of
the widest count as equal, so that rounding does not decide who listens to whom;
:mod:`govlib.opinions.exact` needs no such tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers
from govlib._values import ByValue

__all__ = ["Camps", "OpinionCourse", "hegselmann_krause", "opinion_course"]

#: numbers kept of a course, 400 MB
_MOST_NUMBERS = 5e7

#: distances that differ by less than this part of the widest are equal
TIE = 1e-10

#: largest sum of opinions that leaves room for rounding
_LARGEST = 1e300


@dataclass(frozen=True, eq=False)
class Camps(ByValue):
    """Who holds which opinion, in every model of this family.

    Attributes
    ----------
    positions : numpy.ndarray or tuple of Fraction, shape (camps,)
        Opinions that are left, ascending; fractions where they were computed exactly.
    sizes : numpy.ndarray or tuple of int, shape (camps,)
        Agents that hold each, or their mass.
    steps : int, optional
        Steps until nobody moved any more, or that were made; None in a model without steps.
    settled : bool, optional
        Whether nobody moves any more; None in a model that says nothing of it.
    """

    positions: Any
    sizes: Any
    steps: int | None = None
    settled: bool | None = None

    @property
    def count(self) -> int:
        """How many camps there are."""
        return len(self.positions)

    @property
    def consensus(self) -> bool:
        """Whether all hold one opinion."""
        return self.count == 1


@dataclass(frozen=True, eq=False)
class OpinionCourse(ByValue):
    """Opinions over time.

    Attributes
    ----------
    opinions : numpy.ndarray, shape (steps + 1, agents)
        Opinions at each step, agents in the order of their first opinions, which lasts: nobody
        overtakes anybody.
    settled : bool
        Whether nobody moves any more after the last step.
    """

    opinions: NDArray[np.float64]
    settled: bool

    @property
    def steps(self) -> int:
        """Steps that were made."""
        return len(self.opinions) - 1

    @property
    def camps(self) -> Camps:
        """Camps after the last step."""
        positions, sizes = np.unique(self.opinions[-1], return_counts=True)
        return Camps(positions, sizes, self.steps, self.settled)


def hegselmann_krause(opinions: Any, confidence: float, *, steps: int | None = None) -> Camps:
    """Let everybody move to the mean of all opinions within reach, until nobody moves.

    All move at once: xᵢ(t+1) is the mean of the xⱼ(t) that differ from xᵢ(t) by ε at most, her own
    included.

    Parameters
    ----------
    opinions : array_like, shape (agents,)
        First opinions, in any order.
    confidence : float
        Reach ε, at least 0; who stands ε away is heard.
    steps : int, optional
        Stop after so many steps; by default when nobody moves.

    Returns
    -------
    Camps

    Notes
    -----
    Sorted opinions stay sorted, so the opinions within reach are a run; its ends are found by
    bisection and its mean from running sums. Agents who come closer than the tolerance of a tie
    merge and count as one from then on, as they do on paper where their means are equal.
    A few mediators between two camps can take very many steps to bring them together.

    References
    ----------
    R. Hegselmann and U. Krause (2002), "Opinion dynamics and bounded confidence: models, analysis
    and simulation", Journal of Artificial Societies and Social Simulation 5(3), 2.

    Examples
    --------
    >>> end = hegselmann_krause(np.linspace(0, 1, 50), 0.2)
    >>> end.positions.round(3), end.sizes
    (array([0.304, 0.696]), array([25, 25]))
    >>> hegselmann_krause(np.linspace(0, 1, 50), 0.25).consensus
    True
    """
    camps, reach, last = _checked(opinions, confidence, steps)
    made = 0
    while made < last and (later := _step(camps, reach)) is not None:
        camps, made = later, made + 1
    return Camps(*camps, made, made < last or _step(camps, reach) is None)


def opinion_course(opinions: Any, confidence: float, *, steps: int | None = None) -> OpinionCourse:
    """Return the opinions of all agents at each step of :func:`hegselmann_krause`.

    Parameters
    ----------
    opinions, confidence, steps
        As there.

    Returns
    -------
    OpinionCourse

    Raises
    ------
    ValueError
        If the course would hold more than 50 million numbers; :func:`hegselmann_krause` keeps
        only the end.

    Examples
    --------
    >>> opinion_course([0, 0.3, 0.7, 1], 0.5).opinions.round(3)
    array([[0.   , 0.3  , 0.7  , 1.   ],
           [0.15 , 0.333, 0.667, 0.85 ],
           [0.242, 0.383, 0.617, 0.758],
           [0.414, 0.5  , 0.5  , 0.586],
           [0.5  , 0.5  , 0.5  , 0.5  ]])
    """
    camps, reach, last = _checked(opinions, confidence, steps)
    agents, rows, settled = int(camps[1].sum()), [np.repeat(*camps)], False
    while not settled and len(rows) <= last:
        later = _step(camps, reach)
        if later is None:
            settled = True
            break
        camps = later
        rows.append(np.repeat(*camps))
        if len(rows) * agents > _MOST_NUMBERS:
            raise ValueError(
                f"opinions must not make a course of more than {_MOST_NUMBERS:g} numbers; got "
                f"{agents} agents after {len(rows) - 1} steps. Give fewer steps"
            )
    return OpinionCourse(np.array(rows), settled or _step(camps, reach) is None)


#: different opinions, ascending, and how many hold each
_Held: TypeAlias = tuple[NDArray[np.float64], NDArray[np.int64]]

#: reach with the tolerance of a tie, and that tolerance
_Reach: TypeAlias = tuple[float, float]


def _checked(opinions: Any, confidence: Any, steps: Any) -> tuple[_Held, _Reach, int]:
    first = numbers("opinions", opinions, ndim=1)
    if not first.size:
        raise ValueError("opinions must hold at least one agent; got none")
    reach = number("confidence", confidence, 0)
    last = np.iinfo(np.int64).max if steps is None else integer("steps", steps, 0)
    if np.abs(first).max() + reach > _LARGEST / first.size:
        raise ValueError(
            f"opinions and confidence must be small enough to add up; got {np.abs(first).max():g} "
            f"and {reach:g}"
        )
    values, sizes = np.unique(first, return_counts=True)
    tie = TIE * max(float(np.ptp(first)), reach)
    return (values, sizes), (reach + tie, tie), int(last)


def _step(camps: _Held, within: _Reach) -> _Held | None:
    """Return the next different opinions, or None where everybody hears one opinion already."""
    (now, sizes), (reach, tie) = camps, within
    low = np.searchsorted(now, now - reach, side="left")
    high = np.searchsorted(now, now + reach, side="right")
    alone = high - low == 1
    if alone.all():
        return None
    # sums of distances from the middle: less rounding than sums of opinions
    middle = now[now.size // 2]
    running = np.concatenate([[0.0], np.cumsum(sizes * (now - middle))])
    heard = np.concatenate([[0], np.cumsum(sizes)])
    mean = middle + (running[high] - running[low]) / (heard[high] - heard[low])
    # rounding must neither move who hears nobody, nor leave the run, nor change the order
    mean = np.where(alone, now, np.clip(mean, now[low], now[high - 1]))
    mean = np.maximum.accumulate(mean)
    if (mean == now).all():  # a few last digits apart, where rounding undoes every step
        return None
    starts = np.flatnonzero(np.concatenate([[True], mean[1:] - mean[:-1] > tie]))
    return mean[starts], np.add.reduceat(sizes, starts)
