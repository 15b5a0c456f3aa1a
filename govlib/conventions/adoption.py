"""Increasing returns: what the first adopters choose can bind all who follow.

rules, like standards, become more useful to each the more others follow them. The two models are
those of Arthur (1989): adopters who are alike choose what pays now and may lock in the worse
standard; adopters of two kinds arrive at random, and chance decides which standard takes all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import generator, integer, number, numbers
from govlib._values import ByValue, fraction

__all__ = ["Adoption", "Leads", "Returns", "TwoKinds"]

#: sizes beyond which arrays of adopters do not fit in memory
_MOST = 10**7


@dataclass(frozen=True, eq=False)
class Adoption(ByValue):
    """A sequence of choices by adopters who are alike.

    Attributes
    ----------
    choices : numpy.ndarray of int, shape (adopters,)
        0 for the first standard, 1 for the second.
    payoffs : numpy.ndarray, shape (adopters,)
        What each earned when choosing.
    """

    choices: NDArray[np.int64]
    payoffs: NDArray[np.float64]

    @property
    def first(self) -> int:
        """Adopters of the first standard."""
        return int((self.choices == 0).sum())

    @property
    def total(self) -> float:
        """Sum of the payoffs."""
        return float(self.payoffs.sum())


@dataclass(frozen=True)
class Returns:
    """Two standards whose worth grows with the number that adopted before.

    The next adopter of standard k earns baseₖ + gainₖ n, n being its earlier adopters.

    Parameters
    ----------
    base : pair of float
        Worth of each standard to its first adopter.
    gain : pair of float
        What every earlier adopter adds, at least 0.

    References
    ----------
    W. B. Arthur (1989), "Competing technologies, increasing returns, and lock-in by historical
    events", Economic Journal 99(394), 116–131, doi:10.2307/2234208.

    Examples
    --------
    Everybody chooses A, though B would serve all hundred better:

    >>> standards = Returns(base=(10, 4), gain=(0.1, 0.3))
    >>> standards.choose(100).first, round(standards.choose(100).total)
    (100, 1495)
    >>> round(standards.optimum(100).total)
    1885
    """

    base: tuple[float, float]
    gain: tuple[float, float]

    def __post_init__(self) -> None:
        for name, low in (("base", -1e150), ("gain", 0.0)):
            pair = numbers(name, getattr(self, name), low, 1e150, ndim=1)
            if pair.size != 2:
                raise ValueError(f"{name} must hold two numbers; got {pair.size}")
            object.__setattr__(self, name, tuple(pair.tolist()))

    def choose(self, adopters: int) -> Adoption:
        """Let adopters choose one after the other what pays each the most at once.

        With gains of at least 0 the choice of the first adopter only becomes better: all follow.
        A tie goes to the first standard.

        Parameters
        ----------
        adopters : int
            At least 0.
        """
        return self.all_on(0 if self.base[0] >= self.base[1] else 1, adopters)

    def all_on(self, standard: int, adopters: int) -> Adoption:
        """Put all adopters on one standard.

        Parameters
        ----------
        standard : int
            0 or 1.
        adopters : int
            At least 0.
        """
        k = integer("standard", standard, 0, 1)
        before = np.arange(integer("adopters", adopters, 0, _MOST))
        payoffs = np.asarray(self.base[k] + self.gain[k] * before)
        return Adoption(np.full(before.size, k), payoffs)

    def optimum(self, adopters: int) -> Adoption:
        """Return the adoption with the largest sum of payoffs that a planner could reach.

        Splitting the adopters never pays: the sum is convex in the split. A tie goes to the
        first standard.

        Parameters
        ----------
        adopters : int
            At least 0.
        """
        return max((self.all_on(k, adopters) for k in (0, 1)), key=lambda found: found.total)


@dataclass(frozen=True, eq=False)
class Leads(ByValue):
    """How likely it is that a standard has taken all by a given number of adopters.

    Attributes
    ----------
    first, second : numpy.ndarray, shape (adopters + 1,)
        Probability that the first or the second standard is locked in by then.
    lead : numpy.ndarray, shape (adopters + 1, states)
        Probability of each lead of the first standard, from its second barrier to its first.
    """

    first: NDArray[np.float64]
    second: NDArray[np.float64]
    lead: NDArray[np.float64]

    @property
    def open(self) -> NDArray[np.float64]:
        """Probability that neither standard is locked in yet."""
        return np.clip(1 - self.first - self.second, 0, 1)


@dataclass(frozen=True)
class TwoKinds:
    """Adopters of two kinds, each with a favourite standard, who arrive in random order.

    A kind takes its favourite until the other standard is so far ahead that it pays to follow.
    Then all take that one: the lead of the first standard is a random walk between two barriers
    that hold it for ever.

    Parameters
    ----------
    ahead : int
        Lead of the first standard at which everybody takes it, at least 1.
    behind : int
        Lead of the second standard at which everybody takes that one, at least 1.
    share : float, default 0.5
        Probability that the next adopter is of the kind that favours the first, from 0 to 1.

    References
    ----------
    W. B. Arthur (1989), "Competing technologies, increasing returns, and lock-in by historical
    events", Economic Journal 99(394), 116–131, doi:10.2307/2234208.

    Examples
    --------
    >>> walk = TwoKinds(ahead=3, behind=5)
    >>> walk.chance_of_first, walk.mean_adopters
    (0.625, 15.0)
    """

    ahead: int
    behind: int
    share: float = 0.5

    def __post_init__(self) -> None:
        object.__setattr__(self, "ahead", integer("ahead", self.ahead, 1, _MOST))
        object.__setattr__(self, "behind", integer("behind", self.behind, 1, _MOST))
        object.__setattr__(self, "share", number("share", self.share, 0, 1))

    @classmethod
    def from_returns(
        cls, preference: tuple[Any, Any], gain: tuple[Any, Any], share: float = 0.5
    ) -> TwoKinds:
        """Return the walk of two kinds whose payoffs are given.

        Parameters
        ----------
        preference : pair of number
            By how much each kind prefers its favourite when both standards have equally many
            adopters: of the kind that favours the first, and of the other. At least 0.
        gain : pair of number
            What one adopter's lead adds for each kind, above 0.
        share : float, default 0.5
            Probability of the first kind.

        Returns
        -------
        TwoKinds
            A kind changes over when the lead times its gain exceeds its preference; at equality it
            keeps to its favourite.

        Examples
        --------
        >>> TwoKinds.from_returns(preference=(0.4, 0.2), gain=(0.1, 0.1))
        TwoKinds(ahead=3, behind=5, share=0.5)
        """
        first, second = (fraction("preference", value) for value in preference)
        up, down = (fraction("gain", value) for value in gain)
        if first < 0 or second < 0:
            raise ValueError(f"preference must be at least 0; got {preference}")
        if up <= 0 or down <= 0:
            raise ValueError(f"gain must be above 0; got {gain}")
        return cls(int(second // down) + 1, int(first // up) + 1, share)

    @property
    def chance_of_first(self) -> float:
        """Probability that the first standard takes all in the end (ruin of a gambler)."""
        p, up, down = self.share, self.ahead, self.behind
        if p in (0.0, 1.0):
            return p
        drift = np.log1p(-p) - np.log(p)  # ln((1 − p)/p)
        if abs(drift) * (up + down) < 1e-9:
            return down / (up + down)
        # (1 − r^down)/(1 − r^(up+down)), with r below 1 by symmetry
        if drift < 0:
            return float(np.expm1(down * drift) / np.expm1((up + down) * drift))
        tail = np.expm1(-down * drift) / np.expm1(-(up + down) * drift)
        return float(np.exp(-up * drift) * tail)

    @property
    def mean_adopters(self) -> float:
        """Mean number of adopters until a standard is locked in."""
        p, up, down = self.share, self.ahead, self.behind
        if abs(2 * p - 1) * (up + down) < 1e-6:
            return float(up * down)
        return (self.chance_of_first * (up + down) - down) / (2 * p - 1)

    def course(self, adopters: int) -> Leads:
        """Return exactly how likely each lead is after each adopter.

        Parameters
        ----------
        adopters : int
            Adopters followed, at least 0.

        Raises
        ------
        ValueError
            If adopters and barriers make more than 50 million numbers.
        """
        steps = integer("adopters", adopters, 0)
        states = self.ahead + self.behind + 1
        if (steps + 1) * states > 5e7:
            raise ValueError(
                f"adopters and barriers must make at most 50 million numbers; got {steps} and "
                f"{states}. chance_of_first and mean_adopters need no course"
            )
        lead = np.zeros((steps + 1, states))
        lead[0, self.behind] = 1
        for now, after in pairwise(lead):
            after[[0, -1]] = now[[0, -1]]
            after[2:] += self.share * now[1:-1]
            after[:-2] += (1 - self.share) * now[1:-1]
        return Leads(lead[:, -1].copy(), lead[:, 0].copy(), lead)

    def walks(self, adopters: int, *, draws: int = 1, rng: Any = None) -> NDArray[np.int64]:
        """Return random histories of the lead of the first standard.

        Parameters
        ----------
        adopters : int
            Adopters followed, at least 0.
        draws : int, default 1
            Independent histories, at least 1.
        rng : None, int or numpy.random.Generator
            Source of randomness.

        Returns
        -------
        numpy.ndarray of int, shape (draws, adopters + 1)
            Beyond a barrier the lead grows or falls with every adopter.
        """
        steps, draws = integer("adopters", adopters, 0), integer("draws", draws, 1)
        if (steps + 1) * draws > 5e7:
            raise ValueError(
                f"adopters and draws must make at most 50 million numbers; got {steps} and {draws}"
            )
        rng = generator("rng", rng)
        moves = np.where(rng.random((draws, steps)) < self.share, 1, -1)
        lead = np.concatenate([np.zeros((draws, 1), dtype=np.int64), moves.cumsum(axis=1)], axis=1)
        out = (lead >= self.ahead) | (lead <= -self.behind)
        since = np.where(out.any(axis=1), out.argmax(axis=1), steps)[:, None]
        held = np.take_along_axis(lead, since, axis=1)
        beyond = np.maximum(np.arange(steps + 1) - since, 0)
        return np.where(beyond > 0, held + np.sign(held) * beyond, lead)
