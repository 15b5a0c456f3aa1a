"""Urns: shares that feed back on themselves, and where they settle.

Each newcomer takes standard A with a probability that depends on A's share so far. Where it equals
the share (Pólya) every share can last; where it exaggerates the share, one standard takes all, and
early chance decides which (Arthur 1989). Distributions after any number of draws are exact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betainc, betaln, gammaln

from govlib._check import generator, integer, number

__all__ = ["RestPoint", "Urn", "polya_limit_above", "polya_shares", "power_rule", "smooth_rule"]

#: most steps: work grows with their square
_MOST_STEPS = 30_000


@dataclass(frozen=True)
class RestPoint:
    """A share at which the probability of A equals the share.

    Attributes
    ----------
    share : float
        The share of A.
    stable : bool
        Whether shares nearby move towards it. The urn settles at a stable one with positive
        probability, and never at one that is unstable.
    """

    share: float
    stable: bool


@dataclass(frozen=True, eq=False)
class Urn:
    """An urn to which each step adds one ball.

    Parameters
    ----------
    first, second : int
        Balls of A and B at the start, at least 0 and not both 0.
    rule : callable
        Takes an array of A's shares in [0, 1] and returns the probabilities that the next ball
        is A. See :func:`power_rule` and :func:`smooth_rule`; ``lambda x: x`` is Pólya's urn.

    References
    ----------
    W. B. Arthur (1989), "Competing technologies, increasing returns, and lock-in by historical
    events", Economic Journal 99(394), 116–131, doi:10.2307/2234208.

    Examples
    --------
    One ball more at the start, and a rule that exaggerates: A takes the market in five of six.

    >>> urn = Urn(2, 1, smooth_rule)
    >>> round(urn.chance_above(0.5, steps=2000), 4)
    0.8333
    >>> [(point.share, point.stable) for point in urn.rest_points()]
    [(0.0, True), (0.5, False), (1.0, True)]
    """

    first: int
    second: int
    rule: Callable[[NDArray[np.float64]], Any]

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", integer("first", self.first, 0, 2**31))
        object.__setattr__(self, "second", integer("second", self.second, 0, 2**31))
        if self.first + self.second == 0:
            raise ValueError("first and second must not both be 0")
        if not callable(self.rule):
            raise TypeError(f"rule must be a function of A's share; got {self.rule!r}")
        self._chance(np.linspace(0, 1, 11))

    def distribution(self, steps: int) -> NDArray[np.float64]:
        """Return the probability of each number of A among the balls that were added.

        Parameters
        ----------
        steps : int
            Balls added, from 0 to 30,000.

        Returns
        -------
        numpy.ndarray, shape (steps + 1,)
            Entry k: the chance that k of them were A; its share is then
            (first + k)/(first + second + steps).
        """
        steps = integer("steps", steps, 0, _MOST_STEPS)
        chance = np.ones(1)
        for made in range(steps):
            share = (self.first + np.arange(made + 1)) / (self.first + self.second + made)
            taken = chance * self._chance(share)
            chance = np.concatenate([chance - taken, [0.0]])
            chance[1:] += taken
        return chance

    def chance_above(self, share: float, steps: int) -> float:
        """Return the chance that A's share exceeds ``share`` after ``steps`` balls.

        A share that equals it counts half.
        """
        share = number("share", share, 0, 1)
        chance = self.distribution(steps)
        balls = self.first + self.second + len(chance) - 1
        gap = self.first + np.arange(len(chance)) - share * balls
        tied = np.abs(gap) < 1e-9 * balls
        return float(chance[(gap > 0) & ~tied].sum() + chance[tied].sum() / 2)

    def draw(self, steps: int, *, draws: int = 1, rng: Any = None) -> NDArray[np.float64]:
        """Return random histories of A's share.

        Parameters
        ----------
        steps : int
            Balls added, at least 0.
        draws : int, default 1
            Independent urns, at least 1.
        rng : None, int or numpy.random.Generator
            Source of randomness.

        Returns
        -------
        numpy.ndarray, shape (draws, steps + 1)
        """
        steps, draws = integer("steps", steps, 0), integer("draws", draws, 1)
        if (steps + 1) * draws > 5e7:
            raise ValueError(
                f"steps and draws must make at most 50 million numbers; got {steps} and {draws}"
            )
        rng = generator("rng", rng)
        luck = rng.random((steps, draws))
        course = np.empty((steps + 1, draws))
        balls = np.full(draws, float(self.first))
        course[0] = balls / (self.first + self.second)
        for made in range(steps):
            balls += luck[made] < self._chance(course[made])
            course[made + 1] = balls / (self.first + self.second + made + 1)
        return course.T

    def rest_points(self, *, grid: int = 2000) -> tuple[RestPoint, ...]:
        """Return the shares that reproduce themselves, ascending.

        Parameters
        ----------
        grid : int, default 2000
            Shares at which the rule is looked at; two rest points within one cell are missed.

        Raises
        ------
        ValueError
            If the rule reproduces a whole stretch of shares, as Pólya's does everywhere.
        """
        x = np.linspace(0, 1, integer("grid", grid, 2) + 1)
        gap = self._chance(x) - x
        zero = np.abs(gap) < 1e-12
        if (zero[1:] & zero[:-1]).any():
            raise ValueError("rule must not reproduce a whole stretch of shares, as Pólya's does")

        def off(share: float) -> float:
            return float(self._chance(np.array([share]))[0] - share)

        places = x[zero].tolist()
        cross = ~zero[1:] & ~zero[:-1] & (gap[1:] * gap[:-1] < 0)
        places += [brentq(off, x[i], x[i + 1], xtol=1e-14) for i in np.flatnonzero(cross)]
        found, h = [], 0.5 / grid
        for place in sorted(places):
            left = place < h or off(place - h) > 0
            right = place > 1 - h or off(place + h) < 0
            found.append(RestPoint(float(place), left and right))
        return tuple(found)

    def _chance(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        chance = np.asarray(self.rule(share), dtype=float)
        if chance.shape != share.shape:
            raise ValueError(
                f"rule must return one probability a share; got shape {chance.shape} for "
                f"{share.shape}"
            )
        fine = (chance >= -1e-12) & (chance <= 1 + 1e-12)
        if not fine.all():
            raise ValueError(f"rule must return probabilities; got {chance[~fine].flat[0]:g}")
        return np.clip(chance, 0, 1)


def smooth_rule(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 3x² − 2x³, the chance that A has the majority of three who are asked.

    Examples
    --------
    >>> smooth_rule(np.array([0.25, 0.5]))
    array([0.15625, 0.5    ])
    """
    return np.asarray(share**2 * (3 - 2 * share))


def power_rule(exponent: float) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Return the rule x^γ/(x^γ + (1−x)^γ).

    Parameters
    ----------
    exponent : float
        γ from 0 to 1000. Below 1 the leader is damped and both standards last in equal shares; at
        1 it is Pólya's urn; above 1 the leader is favoured and one standard takes all.

    Examples
    --------
    >>> power_rule(2)(np.array([0.0, 0.25, 0.5]))
    array([0. , 0.1, 0.5])
    """
    gamma = number("exponent", exponent, 0, 1000)

    def rule(share: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(divide="ignore", over="ignore"):
            odds = np.exp(gamma * (np.log1p(-share) - np.log(share)))
        return np.asarray(1 / (1 + odds))

    # 0 · ∞ at an empty side: nobody to follow, an even chance
    return rule if gamma else lambda share: np.full(np.shape(share), 0.5)


def polya_shares(first: int, second: int, steps: int) -> NDArray[np.float64]:
    """Return the distribution of Pólya's urn in closed form (beta-binomial).

    Parameters
    ----------
    first, second : int
        Balls at the start, at least 1 each.
    steps : int
        Balls added, at least 0.

    Returns
    -------
    numpy.ndarray, shape (steps + 1,)
        The chance of each number of A among them.

    Examples
    --------
    From one ball each, every share is equally likely:

    >>> polya_shares(1, 1, 4)
    array([0.2, 0.2, 0.2, 0.2, 0.2])
    """
    a, b = integer("first", first, 1, 2**31), integer("second", second, 1, 2**31)
    n = integer("steps", steps, 0, 10**7)
    k = np.arange(n + 1)
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.asarray(np.exp(ways + betaln(a + k, b + n - k) - betaln(a, b)))


def polya_limit_above(first: int, second: int, share: float) -> float:
    """Return the chance that the share at which Pólya's urn settles exceeds ``share``.

    The limit follows the beta distribution with the numbers of balls at the start.

    Parameters
    ----------
    first, second : int
        Balls at the start, at least 1 each.
    share : float
        From 0 to 1.

    Examples
    --------
    >>> polya_limit_above(5, 1, 0.5)
    0.96875
    """
    a, b = integer("first", first, 1, 2**31), integer("second", second, 1, 2**31)
    return float(betainc(b, a, 1 - number("share", share, 0, 1)))
