"""Bounded confidence in exact arithmetic, for agents that stand evenly.

Hegarty and Wedin follow n agents one confidence apart: a chain on which every neighbour is just
within reach, so a rounding error would cut it. Opinions are whole numbers over a common
denominator here. For many agents, and where ties do not matter,
:mod:`govlib.opinions.bounded_confidence` is faster.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer
from govlib._values import fraction
from govlib.opinions.bounded_confidence import Camps

__all__ = ["equally_spaced", "hegselmann_krause_exact"]

#: most agents: beyond, the whole numbers grow too long
_MOST_AGENTS = 2000


def equally_spaced(n: int, low: Any = 0, high: Any = 1) -> list[Fraction]:
    """Return opinions at equal distances from ``low`` to ``high``.

    Parameters
    ----------
    n : int
        Agents, at least 2.
    low, high : Fraction, str, Decimal, int or float
        First and last opinion.

    Examples
    --------
    >>> [str(x) for x in equally_spaced(4)]
    ['0', '1/3', '2/3', '1']
    """
    n = integer("n", n, 2, _MOST_AGENTS)
    first, last = fraction("low", low), fraction("high", high)
    if not first < last:
        raise ValueError(f"low must be below high; got {low} and {high}")
    return [first + (last - first) * Fraction(i, n - 1) for i in range(n)]


def hegselmann_krause_exact(opinions: Any, confidence: Any, *, steps: int | None = None) -> Camps:
    """Let everybody move to the mean of all opinions within reach, without rounding.

    Parameters
    ----------
    opinions : sequence of Fraction, str, Decimal, int or float
        First opinions, in any order. A float is read as the simple fraction next to it (see
        ``govlib._values.fraction``).
    confidence : Fraction, str, Decimal, int or float
        Reach ε, at least 0; who stands exactly ε away is heard.
    steps : int, optional
        Stop after so many steps; by default when nobody moves.

    Returns
    -------
    govlib.opinions.bounded_confidence.Camps
        Its positions are fractions, its positions and sizes tuples.

    References
    ----------
    P. Hegarty and E. Wedin (2014), "The Hegselmann–Krause dynamics for equally spaced agents",
    arXiv:1406.0819.

    R. Hegselmann and U. Krause (2002), "Opinion dynamics and bounded confidence: models, analysis
    and simulation", Journal of Artificial Societies and Social Simulation 5(3), 2.

    Examples
    --------
    Twelve agents one confidence apart end in four camps of three:

    >>> end = hegselmann_krause_exact(range(12), 1)
    >>> end.steps, end.sizes, end.positions[0], [round(float(x), 2) for x in end.positions]
    (11, (3, 3, 3, 3), Fraction(26209, 15552), [1.69, 4.68, 6.32, 9.31])
    """
    first = sorted(fraction("opinions", x) for x in opinions)
    if not 1 <= len(first) <= _MOST_AGENTS:
        raise ValueError(
            f"opinions must hold 1 to {_MOST_AGENTS} agents; got {len(first)}. "
            "govlib.opinions.hegselmann_krause takes more, with rounding"
        )
    reach = fraction("confidence", confidence)
    if reach < 0:
        raise ValueError(f"confidence must be at least 0; got {confidence}")
    last = None if steps is None else integer("steps", steps, 0)
    # whole numbers over one denominator, which every step makes longer
    bottom = lcm(reach.denominator, *(x.denominator for x in first))
    width = int(reach * bottom)
    now, sizes = _merged([int(x * bottom) for x in first], [1] * len(first))
    made, settled = 0, False
    while not settled:
        low = np.searchsorted(now, now - width, side="left")
        high = np.searchsorted(now, now + width, side="right")
        settled = bool((high - low == 1).all())
        if settled or made == last:
            break
        heard = np.concatenate([[0], np.cumsum(sizes)])
        heard = heard[high] - heard[low]
        running = np.concatenate([[0], np.cumsum(now * sizes)])
        factor = lcm(*set(heard.tolist()))
        means = (running[high] - running[low]) * (factor // heard)
        common = gcd(bottom * factor, width * factor, *means.tolist())
        now, sizes = _merged((means // common).tolist(), sizes.tolist())
        bottom, width, made = bottom * factor // common, width * factor // common, made + 1
    places = tuple(Fraction(x, bottom) for x in now.tolist())
    return Camps(places, tuple(sizes.tolist()), made, settled)


def _merged(values: list[int], sizes: list[int]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return different values and how many agents hold each, as arrays of Python integers."""
    held: dict[int, int] = {}
    for value, size in zip(values, sizes, strict=True):
        held[value] = held.get(value, 0) + size
    return np.array(list(held), dtype=object), np.array(list(held.values()), dtype=object)
