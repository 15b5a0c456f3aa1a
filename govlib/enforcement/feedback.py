"""Correcting a deviation late: when feedback settles, swings or destabilises.

A deviation x is reported d periods later and corrected in proportion, x(t + 1) = x(t) − k x(t −
d). The longer the delay, the weaker the reaction must be (Levin and May 1976). A correction that
also counts past deviations stands in :mod:`govlib.enforcement.correction`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers, whole
from govlib._values import Floats, plain

__all__ = ["DelayedFeedback", "smooth_limit", "stability_limit"]

#: longest delay for which the roots are found
LONGEST = 300


def stability_limit(delay: Any) -> Floats:
    """Return the gain above which delayed correction makes deviations grow, 2 cos(dπ/(2d + 1)).

    Parameters
    ----------
    delay : int or array_like
        d, at least 0.

    References
    ----------
    S. A. Levin and R. M. May (1976), "A note on difference-delay equations", Theoretical
    Population Biology 9(2), 178–187, doi:10.1016/0040-5809(76)90043-5.

    Examples
    --------
    >>> stability_limit([0, 1, 2, 10]).round(4)
    array([2.    , 1.    , 0.618 , 0.1495])
    """
    d = whole("delay", delay, 0)
    # the cosine of an angle near π/2 is the sine of what is missing, without cancellation
    return plain(2 * np.sin(np.pi / (2 * (2 * d + 1))))


def smooth_limit(delay: Any) -> Floats:
    """Return the gain above which delayed correction overshoots, dᵈ/(d + 1)ᵈ⁺¹.

    Up to it a deviation falls without changing sign.

    Parameters
    ----------
    delay : int or array_like
        d, at least 0.

    References
    ----------
    S. A. Levin and R. M. May (1976), "A note on difference-delay equations", Theoretical
    Population Biology 9(2), 178–187, doi:10.1016/0040-5809(76)90043-5.

    Examples
    --------
    >>> smooth_limit([0, 1, 2, 10]).round(4)
    array([1.    , 0.25  , 0.1481, 0.035 ])
    """
    d = whole("delay", delay, 0)
    share = np.where(d > 0, d / (d + 1), 1.0)
    return plain(share**d / (d + 1))


def ordered_roots(polynomial: NDArray[np.float64]) -> NDArray[np.complex128]:
    """Return the roots of a polynomial by falling size, those at 0 included.

    Parameters
    ----------
    polynomial : numpy.ndarray, shape (k + 1,)
        Coefficients, that of the highest power, not 0, first.

    Returns
    -------
    numpy.ndarray, shape (k,)

    Examples
    --------
    >>> ordered_roots(np.array([1.0, -3.0, 0.0])).real
    array([3., 0.])
    """
    found = np.roots(polynomial).astype(complex)
    # numpy leaves out the roots at 0 that zeros at the end stand for
    found = np.r_[found, np.zeros(len(polynomial) - 1 - len(found), complex)]
    return np.asarray(found[np.argsort(-np.abs(found), kind="stable")])


@dataclass(frozen=True)
class DelayedFeedback:
    """A deviation that is corrected in proportion to what it was d periods ago.

    x(t + 1) = x(t) − k x(t − d).

    Parameters
    ----------
    gain : float
        k: share of the reported deviation that is taken back each period. Below 0 it is
        reinforced.
    delay : int, default 0
        d: periods between a deviation and the reaction to it, from 0 to 300.

    References
    ----------
    S. A. Levin and R. M. May (1976), "A note on difference-delay equations", Theoretical
    Population Biology 9(2), 178–187, doi:10.1016/0040-5809(76)90043-5.

    Examples
    --------
    The same reaction, at once and two periods late:

    >>> DelayedFeedback(0.7).regime, DelayedFeedback(0.7, delay=2).regime
    ('smooth', 'growing swings')
    """

    gain: float
    delay: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "gain", number("gain", self.gain))
        object.__setattr__(self, "delay", integer("delay", self.delay, 0, LONGEST))

    @property
    def regime(self) -> str:
        """What a deviation does in the long run.

        ``"smooth"``: it falls without a change of sign; ``"dying swings"``: it overshoots and
        falls; ``"lasting swings"``: it swings for ever, exactly at the limit; ``"growing
        swings"``; ``"unchanged"`` without feedback; ``"runaway"`` where it is reinforced.
        """
        most, smooth = float(stability_limit(self.delay)), float(smooth_limit(self.delay))
        if self.gain < 0:
            return "runaway"
        if self.gain == 0:
            return "unchanged"
        if self.gain <= smooth * (1 + 1e-12):
            return "smooth"
        if abs(self.gain - most) <= 1e-12 * most:
            return "lasting swings"
        return "dying swings" if self.gain < most else "growing swings"

    def roots(self) -> NDArray[np.complex128]:
        """Return the d + 1 roots of zᵈ⁺¹ − zᵈ + k, largest first.

        A deviation is a sum of their powers; near a double root they are exact to about 1e-7.
        """
        polynomial = np.zeros(self.delay + 2)
        polynomial[0], polynomial[1] = 1.0, -1.0
        polynomial[-1] += self.gain
        return ordered_roots(polynomial)

    @property
    def factor(self) -> float:
        """By what a deviation is multiplied each period in the long run; below 1 it dies out.

        The size of the largest root.
        """
        return float(np.abs(self.roots()[0]))

    def run(self, steps: int, start: Any = 1.0) -> NDArray[np.float64]:
        """Return the deviation from period 0 on.

        Parameters
        ----------
        steps : int
            Periods to follow, at least 0.
        start : float or array_like, shape (d + 1,), default 1
            Deviations x(−d), …, x(0) that history hands over; one number stands for x(0) after
            zeros, a shock out of calm.

        Returns
        -------
        numpy.ndarray, shape (steps + 1,)

        Raises
        ------
        ValueError
            If the deviation outgrows the range of floats.

        Examples
        --------
        >>> DelayedFeedback(0.5, delay=1).run(4)
        array([ 1.  ,  1.  ,  0.5 ,  0.  , -0.25])
        """
        steps, d = integer("steps", steps, 0, 10_000_000), self.delay
        past = numbers("start", start)
        if past.ndim == 0:
            past = np.r_[np.zeros(d), past]
        if past.shape != (d + 1,):
            raise ValueError(
                f"start must hold the last {d + 1} deviation(s), or one; got shape {past.shape}"
            )
        x = np.empty(d + 1 + steps)
        x[: d + 1] = past
        with np.errstate(over="ignore", invalid="ignore"):
            # what the next d + 1 periods react to is known already
            for t in range(d, d + steps, d + 1):
                known = x[t - d : t + 1][: d + steps - t]
                x[t + 1 : t + 1 + len(known)] = x[t] - self.gain * np.cumsum(known)
        return within_range(x, d)[d:]


def within_range(course: NDArray[np.float64], before: int = 0) -> NDArray[np.float64]:
    """Return ``course`` if all of it is finite.

    Parameters
    ----------
    course : numpy.ndarray
        Deviations, of which the first ``before`` lie before period 0.
    before : int, default 0

    Raises
    ------
    ValueError
        If the deviation outgrew the range of floats.
    """
    if not np.isfinite(course).all():
        last = int(np.argmax(~np.isfinite(course))) - before - 1
        raise ValueError(
            f"the deviation outgrows the range of numbers after {last} periods; "
            f"take fewer than {len(course) - before - 1}"
        )
    return course
