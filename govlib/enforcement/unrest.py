"""What late correction is good for: how long a deviation lasts, and how far it strays.

Two yardsticks for the rule of :mod:`govlib.enforcement.feedback`: the periods until one shock is
over, and the mean square of the deviation where every period brings a new one.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import solve_discrete_lyapunov
from scipy.optimize import minimize_scalar

from govlib._check import integer, number
from govlib.enforcement.feedback import DelayedFeedback, stability_limit

__all__ = ["calmest_gain", "settling_time", "unrest"]

#: longest delay for which the equations of the mean square are solved, and periods looked at
LONGEST, HORIZON = 60, 100_000


def settling_time(gain: float, delay: int = 0, *, within: float = 0.1) -> float:
    """Return after how many periods one shock stays below a share of its size.

    Parameters
    ----------
    gain : float
        Share of the reported deviation that is taken back each period, at least 0.
    delay : int, default 0
        Periods between a deviation and the reaction to it, from 0 to 60.
    within : float, default 0.1
        Share of the shock that counts as over, between 0 and 1.

    Returns
    -------
    float
        A whole number; infinite where the deviation does not die out.

    Examples
    --------
    A gentle reaction is done sooner where the report comes a little later:

    >>> settling_time(0.2), settling_time(0.2, delay=1), settling_time(0.2, delay=4)
    (11.0, 9.0, 28.0)
    """
    gain, delay = _rule(gain, delay)
    share = number("within", within, above=0, below=1)
    rule = DelayedFeedback(gain, delay)
    if rule.regime not in ("smooth", "dying swings"):
        return float("inf")
    steps = 64
    while True:
        # what equals the share but for rounding is over
        far = np.flatnonzero(np.abs(rule.run(steps)) > share * (1 + 1e-9))
        # a swing lasts some (4d + 2) periods: quiet for longer than two of them is quiet for good
        if steps - far[-1] > 4 * (2 * delay + 1) + 16:
            return float(far[-1] + 1)
        if steps >= HORIZON:
            raise ValueError(
                f"gain must let the deviation die out within {HORIZON:,} periods; got {gain:g}"
            )
        steps *= 4


def unrest(gain: float, delay: int = 0, *, push: float = 1.0, error: float = 0.0) -> float:
    """Return the mean square of a deviation that new shocks and wrong reports keep alive.

    y(t + 1) = y(t) + e(t) − s(y(t − d) + f(t)), where e and f are independent draws with mean 0
    and the standard deviations ``push`` and ``error``.

    Parameters
    ----------
    gain : float
        s: share of the reported deviation that is taken back each period, at least 0.
    delay : int, default 0
        d: periods between a deviation and the reaction to it, from 0 to 60.
    push : float, default 1
        Size of the shocks, at least 0.
    error : float, default 0
        Size of the errors of reports, at least 0.

    Returns
    -------
    float
        In the long run; infinite where deviations do not die out and something moves them.

    Notes
    -----
    The deviation and its d predecessors are a linear system; their covariance solves a discrete
    Lyapunov equation.

    Examples
    --------
    Without delay it is 1/(s(2 − s)):

    >>> round(unrest(0.5), 6), round(unrest(0.5, delay=1), 6), unrest(0.5, delay=4)
    (1.333333, 2.4, inf)
    """
    gain, delay = _rule(gain, delay)
    size = number("push", push, 0) ** 2 + (gain * number("error", error, 0)) ** 2
    if size == 0:
        return 0.0
    if DelayedFeedback(gain, delay).regime not in ("smooth", "dying swings"):
        return float("inf")
    system = np.zeros((delay + 1, delay + 1))
    system[0, 0] = 1.0
    system[0, delay] -= gain
    system[np.arange(1, delay + 1), np.arange(delay)] = 1.0
    shock = np.zeros_like(system)
    shock[0, 0] = size
    return float(solve_discrete_lyapunov(system, shock)[0, 0])


def calmest_gain(delay: int = 0, *, push: float = 1.0, error: float = 0.0) -> float:
    """Return the reaction that keeps the deviation smallest in mean square.

    Parameters
    ----------
    delay, push, error
        As for :func:`unrest`; ``push`` above 0.

    Examples
    --------
    >>> [round(calmest_gain(d), 2) for d in (0, 1, 2, 4, 8)]
    [1.0, 0.47, 0.29, 0.16, 0.09]
    """
    _, delay = _rule(0.0, delay)
    push, error = number("push", push, above=0), number("error", error, 0)
    most = float(stability_limit(delay))
    found = minimize_scalar(
        lambda gain: unrest(gain, delay, push=push, error=error),
        bounds=(most * 1e-6, most * (1 - 1e-6)),
        method="bounded",
        options={"xatol": 1e-9 * most},
    )
    return float(found.x)


def _rule(gain: float, delay: int) -> tuple[float, int]:
    return number("gain", gain, 0), integer("delay", delay, 0, LONGEST)
