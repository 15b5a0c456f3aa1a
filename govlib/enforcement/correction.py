"""Correcting what keeps coming back: in proportion to the error, or also to its sum.

Where something pushes a deviation up every period, a correction in proportion leaves a lasting
error; one that also adds up past errors removes it, at the price of more swings. The dynamics are
those of :mod:`govlib.enforcement.feedback` with a disturbance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers
from govlib.enforcement.feedback import LONGEST, ordered_roots, within_range

__all__ = ["Correction"]


@dataclass(frozen=True)
class Correction:
    """A deviation under a disturbance w and a correction u that comes d periods late.

    x(t + 1) = x(t) + w(t) − u(t), u(t) = p x(t − d) + i S(t − d), where S(t) sums the deviations
    up to t; x and S are 0 before the start.

    Parameters
    ----------
    proportional : float
        p: how strongly the last reported deviation counts, at least 0.
    integral : float, default 0
        i: how strongly the sum of all reported deviations counts, at least 0.
    delay : int, default 0
        d: periods between a deviation and the reaction to it, from 0 to 300.

    Examples
    --------
    A push of 1 each period, corrected by half the deviation, settles at 2; counting the sum as
    well brings it to 0:

    >>> Correction(0.5).lasting_error(1.0), Correction(0.5, 0.1).lasting_error(1.0)
    (2.0, 0.0)
    >>> Correction(0.5).run(30, disturbance=1.0)[-1].round(6)
    np.float64(2.0)
    """

    proportional: float
    integral: float = 0.0
    delay: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "proportional", number("proportional", self.proportional, 0))
        object.__setattr__(self, "integral", number("integral", self.integral, 0))
        object.__setattr__(self, "delay", integer("delay", self.delay, 0, LONGEST))

    def roots(self) -> NDArray[np.complex128]:
        """Return the roots that govern the deviation, largest first.

        Those of zᵈ(z − 1) + p without, and of zᵈ(z − 1)² + (p + i)z − p with an integral part.
        """
        d = self.delay
        if self.integral:
            polynomial = np.zeros(d + 3)
            polynomial[:3] = 1.0, -2.0, 1.0
            polynomial[-2] += self.proportional + self.integral
            polynomial[-1] -= self.proportional
        else:
            polynomial = np.zeros(d + 2)
            polynomial[:2] = 1.0, -1.0
            polynomial[-1] += self.proportional
        return ordered_roots(polynomial)

    @property
    def factor(self) -> float:
        """By what a passing deviation is multiplied each period, the size of the largest root."""
        return float(np.abs(self.roots()[0]))

    @property
    def stable(self) -> bool:
        """Whether passing deviations die out."""
        return self.factor < 1 - 1e-9

    def lasting_error(self, push: float) -> float:
        """Return where the deviation settles under the same disturbance each period.

        push/p without an integral part and 0 with one.

        Raises
        ------
        ValueError
            If it does not settle.
        """
        size = number("push", push)
        if not self.stable:
            raise ValueError(
                "the deviation does not settle: it is multiplied by "
                f"{self.factor:.4g} each period in the long run"
            )
        return 0.0 if self.integral else size / self.proportional

    def run(self, steps: int, *, disturbance: Any) -> NDArray[np.float64]:
        """Return the deviation from period 0 on, where it is 0.

        Parameters
        ----------
        steps : int
            Periods to follow, at least 0.
        disturbance : float or array_like, shape (steps,)
            The same push each period, or w(0), w(1), …

        Returns
        -------
        numpy.ndarray, shape (steps + 1,)

        Raises
        ------
        ValueError
            If the deviation outgrows the range of floats.

        Examples
        --------
        >>> Correction(0.5, delay=1).run(3, disturbance=1)
        array([0. , 1. , 2. , 2.5])
        """
        from scipy.signal import lfilter

        steps = integer("steps", steps, 0, 10_000_000)
        w = numbers("disturbance", disturbance, empty=not steps)
        if w.shape not in ((), (steps,)):
            raise ValueError(f"disturbance must be one number or {steps}; got shape {w.shape}")
        w = np.broadcast_to(w, (steps,))
        # zᵈ(z − 1) x + (p + i z/(z − 1)) x = zᵈ w, as a filter in powers of 1/z
        d = self.delay
        if self.integral:
            below, above = np.zeros(d + 3), [0.0, 1.0, -1.0]
            below[:3] = 1.0, -2.0, 1.0
            below[d + 1] += self.proportional + self.integral
            below[d + 2] -= self.proportional
        else:
            below, above = np.zeros(d + 2), [0.0, 1.0]
            below[:2] = 1.0, -1.0
            below[d + 1] += self.proportional
        with np.errstate(over="ignore", invalid="ignore"):
            x = lfilter(above, below, np.r_[w, 0.0])
        return within_range(np.asarray(x))
