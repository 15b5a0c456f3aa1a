"""Conventions without law: which one lasts when people err now and then, and how long.

N players play a coordination game with each other, turn to what does better, and each errs with a
small probability. Kandori, Mailath and Rob (1993) show that the convention that is harder to leave
by errors is kept almost always in the long run, but that the way there can take very long. Waiting
times are exact here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlog1py, xlogy

from govlib._check import integer, number
from govlib._values import ByValue, fraction

__all__ = ["CoordinationGame", "LongRun"]

#: most players: folding two of their distributions takes a second
_MOST_PLAYERS = 10**5


@dataclass(frozen=True, eq=False)
class LongRun(ByValue):
    """What happens in the long run when each player errs with a given probability.

    Attributes
    ----------
    share_first : float
        Share of all periods that begin in the basin of the first convention.
    share_tie : float
        Share that begins in a state in which both do equally well; 0 where there is none.
    distribution : numpy.ndarray, shape (N + 1,)
        Long-run probability of each number of players of the first strategy.
    log10_to_first, log10_to_second : float
        Logarithm (base 10) of the mean number of periods until the other basin is first reached,
        from the state in which all play the second strategy or the first.
    """

    share_first: float
    share_tie: float
    distribution: NDArray[np.float64]
    log10_to_first: float
    log10_to_second: float

    @property
    def share_second(self) -> float:
        """Share of all periods that begin in the basin of the second convention."""
        return max(0.0, 1 - self.share_first - self.share_tie)

    @property
    def to_first(self) -> float:
        """Mean number of periods from all-second to the basin of the first convention.

        Raises
        ------
        OverflowError
            If it exceeds every float; ``log10_to_first`` still has it.
        """
        return _power("log10_to_first", self.log10_to_first)

    @property
    def to_second(self) -> float:
        """Mean number of periods from all-first to the basin of the second convention.

        Raises
        ------
        OverflowError
            If it exceeds every float; ``log10_to_second`` still has it.
        """
        return _power("log10_to_second", self.log10_to_second)


@dataclass(frozen=True)
class CoordinationGame:
    """N players who all meet each other in a game with two conventions.

    The first strategy earns a against itself and b against the second; the second earns c against
    the first and d against itself; a > c and d > b, so both conventions are equilibria. Payoffs
    that are floats are read as the decimals they print, so ties are exact.

    Parameters
    ----------
    n : int
        Players N, at least 2.
    a, b, c, d : int, float, Fraction, Decimal or str
        Payoffs.

    Notes
    -----
    With z players of the first strategy those earn π₁ = ((z−1)a + (N−z)b)/(N−1) on average and the
    others π₂ = (zc + (N−z−1)d)/(N−1). In each period all turn to the strategy that earned more (if
    both earned the same nobody changes), and then each player takes the other strategy with the
    error probability, independently.

    References
    ----------
    M. Kandori, G. J. Mailath and R. Rob (1993), "Learning, mutation, and long run equilibria in
    games", Econometrica 61(1), 29–56, doi:10.2307/2951777. The example of section 2.

    Examples
    --------
    Ten students choose between two computer systems, worth 2 and 1 to those who share them:

    >>> game = CoordinationGame(10, a=2, b=0, c=0, d=1)
    >>> game.errors_to_first, game.errors_to_second
    (4, 7)
    >>> run = game.long_run(0.1)
    >>> round(run.to_first, 1), round(run.to_second), round(run.share_first, 4)
    (78.2, 109630, 0.9993)
    """

    n: int
    a: Any
    b: Any
    c: Any
    d: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2, _MOST_PLAYERS))
        for name in "abcd":
            object.__setattr__(self, name, fraction(name, getattr(self, name)))
        a, b, c, d = self._payoffs
        if not (a > c and d > b):
            raise ValueError(
                "payoffs must make both conventions equilibria, a > c and d > b; "
                f"got a = {self.a}, b = {self.b}, c = {self.c}, d = {self.d}"
            )
        if not 0 < self.balance < self.n:
            raise ValueError(
                f"n must be large enough for both conventions to hold among {self.n} players; "
                f"payoffs are even at {float(self.balance):g} players of the first strategy"
            )

    @property
    def _payoffs(self) -> tuple[Fraction, ...]:
        return self.a, self.b, self.c, self.d

    @cached_property
    def balance(self) -> Fraction:
        """Number z* of players of the first strategy at which both strategies earn the same."""
        a, b, c, d = self._payoffs
        return (self.n * (d - b) + a - d) / (a - b - c + d)

    @property
    def critical_share(self) -> float:
        """Share of the first strategy at which both are equally good to one who meets anybody."""
        a, b, c, d = self._payoffs
        return float((d - b) / (a - c + d - b))

    @property
    def risk_dominant(self) -> str:
        """The convention that is best against an even mix: ``"first"``, ``"second"``, ``"both"``.

        The long-run convention of many players.
        """
        a, b, c, d = self._payoffs
        gap = (a + b) - (c + d)
        return "first" if gap > 0 else "second" if gap < 0 else "both"

    @property
    def payoff_dominant(self) -> str:
        """The convention that pays more: ``"first"``, ``"second"`` or ``"both"``."""
        a, _, _, d = self._payoffs
        return "first" if a > d else "second" if a < d else "both"

    @property
    def errors_to_first(self) -> int:
        """Errors in one period that lead from all-second into the basin of the first."""
        return int(self.balance // 1) + 1

    @property
    def errors_to_second(self) -> int:
        """Errors in one period that lead from all-first into the basin of the second."""
        return int(self.n - -(-self.balance // 1)) + 1

    @property
    def long_run_convention(self) -> str:
        """The convention that is kept almost always as errors become rare.

        The one that takes more errors to leave; ``"both"`` where it takes the same.
        """
        gap = self.errors_to_second - self.errors_to_first
        return "first" if gap > 0 else "second" if gap < 0 else "both"

    def best_reply(self, z: int) -> int:
        """Return how many play the first strategy after all have turned to the better one.

        Parameters
        ----------
        z : int
            Players of the first strategy now, from 0 to N.

        Examples
        --------
        >>> game = CoordinationGame(10, 2, 0, 0, 1)
        >>> [game.best_reply(z) for z in (3, 4)]
        [0, 10]
        """
        z = integer("z", z, 0, self.n)
        return self.n if z > self.balance else 0 if z < self.balance else z

    def long_run(self, error: float) -> LongRun:
        """Return long-run shares and mean waiting times at an error probability.

        Parameters
        ----------
        error : float
            Probability ε that a player takes the other strategy, above 0 and at most 0.5.

        Returns
        -------
        LongRun

        Notes
        -----
        After the turn to the better strategy all play the first, all play the second, or the
        players stand at the tie. The chain over these two or three states is solved in logarithms
        of exact binomial tails, so rare transitions keep all their digits.
        """
        eps = number("error", error, 0, 0.5, above=0)
        n, to_first, to_second = self.n, self.errors_to_first, self.errors_to_second
        log_few = _log_binomial(n, eps)
        few = np.exp(log_few)
        # log chances to jump from second to first, and from first to second
        jump = np.array([np.logaddexp.reduce(log_few[least:]) for least in (to_first, to_second)])
        to_tie, after_tie = np.full(2, -np.inf), np.zeros(n + 1)
        leave_tie, leave = np.zeros(2), 0.0
        if self.balance.denominator == 1:
            at = int(self.balance)
            stay = np.exp(_log_binomial(at, eps))[::-1]
            after_tie = np.convolve(stay, np.exp(_log_binomial(n - at, eps)))
            with np.errstate(divide="ignore"):
                leave_tie = np.log([after_tie[at + 1 :].sum(), after_tie[:at].sum()])
            leave = np.logaddexp(*leave_tie)
            to_tie = log_few[[at, n - at]]
        # chance to end in the other basin, by way of the tie or not, whenever one starts afresh
        cross = np.logaddexp(jump, to_tie + leave_tie - leave)
        # a start lasts one period, and 1/leave more at the tie
        wait = np.logaddexp(0.0, to_tie - leave) - cross
        # flows between the basins balance, and those into and out of the tie
        tied = np.logaddexp(*(cross + to_tie[::-1])) - leave
        share = np.exp([*cross, tied] - np.logaddexp.reduce([*cross, tied]))
        mix = share[0] * few[::-1] + share[1] * few + share[2] * after_tie
        log_first, log_second = (wait / np.log(10)).tolist()
        return LongRun(float(share[0]), float(share[2]), mix, log_first, log_second)


def _log_binomial(n: int, chance: float) -> NDArray[np.float64]:
    """Return the logarithm of the chance of each number of errors, 0 to n."""
    k = np.arange(n + 1)
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.asarray(ways + xlogy(k, chance) + xlog1py(n - k, -chance))


def _power(name: str, exponent: float) -> float:
    if exponent > 308:
        raise OverflowError(f"the mean time exceeds every float; {name} = {exponent:.1f} has it")
    return float(10**exponent)
