"""The dilemma of collective risk: reach a target together, or all may lose what they have.

The game, its replicator equation and its finite populations are those of Santos and Pacheco
(2011); the experiment behind it stands in :mod:`govlib.evolution.risk_experiment`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlog1py, xlogy

from govlib._check import broadcast, flag, integer, must_fit, number, numbers, parameters, whole
from govlib._values import ByValue, Floats, plain
from govlib.evolution.imitation import Imitation, TwoStrategies
from govlib.evolution.sampling import companions, groups

__all__ = ["CollectiveRisk", "RestPoints", "RiskPopulation"]

_MEANS = ("cooperation", "achievement")


@dataclass(frozen=True, eq=False)
class RestPoints(ByValue):
    """Shares of cooperators at which an infinite population stays mixed.

    Attributes
    ----------
    unstable, stable : float or numpy.ndarray
        Below ``unstable`` cooperation dies out, above it the population moves to ``stable``.
        NaN where there is no such share: risk is too low, or the game has no threshold of its
        own (a target that one, or that all, must meet has one of the two only).
    """

    unstable: Floats
    stable: Floats


@dataclass(frozen=True, eq=False)
class RiskPopulation(ByValue):
    """A finite population in the dilemma of collective risk.

    Attributes
    ----------
    chain : TwoStrategies
        Drift and stationary distribution over the number of cooperators.
    reach : numpy.ndarray, shape (Z + 1,)
        Share of the groups that reach the target where k members of the population cooperate.
    """

    chain: TwoStrategies
    reach: NDArray[np.float64]

    def __repr__(self) -> str:
        """Show the two means; the arrays would fill a page."""
        told = (f"{name}={np.round(getattr(self, name), 4)!s}" for name in _MEANS)
        return f"RiskPopulation(Z={self.reach.size - 1}, {', '.join(told)})"

    @property
    def cooperation(self) -> Floats:
        """Mean share of cooperators."""
        return self.chain.mean

    @cached_property
    def achievement(self) -> Floats:
        """Mean share of groups that reach the target, η_G."""
        return self.chain.average(self.reach)


@dataclass(frozen=True, eq=False)
class CollectiveRisk(ByValue):
    """Groups that lose their endowments with some chance unless enough members contribute.

    Each of the N members of a group has an endowment b; a cooperator pays the share c of it.
    With at least M cooperators all keep what they have left; otherwise all lose it with chance
    r. Payoffs are expected values: b(1 − r) for a defector in a group that fails, and b for one
    in a group that does not; a cooperator gets cb less.

    Parameters
    ----------
    n : int
        Members N of a group, at least 2.
    threshold : int
        Cooperators M that a group needs, from 1 to N.
    cost : float or array_like
        Share c of the endowment that a cooperator pays, in [0, 1].
    risk : float or array_like
        Chance r of losing all where the target is missed, in [0, 1].
    endowment : float, default 1
        What each member has, above 0.

    Notes
    -----
    ``cost`` and ``risk`` may be arrays that broadcast; their axes are a sweep and come first in
    every result.

    The cost is paid in any case and counted in full even where the rest is lost, as in the
    article: a cooperator in a group that fails expects b(1 − r) − cb.

    References
    ----------
    F. C. Santos and J. M. Pacheco (2011), "Risk of collective failure provides an escape from the
    tragedy of the commons", Proceedings of the National Academy of Sciences 108(26),
    10421–10425, doi:10.1073/pnas.1015648108.

    Examples
    --------
    >>> game = CollectiveRisk(n=6, threshold=3, cost=0.1, risk=0.9)
    >>> round(game.critical_risk, 4)
    0.2894
    >>> mixed = game.rest_points()
    >>> round(mixed.unstable, 4), round(mixed.stable, 4)
    (0.1299, 0.723)
    """

    n: int
    threshold: int
    cost: Any
    risk: Any
    endowment: float = 1.0

    def __post_init__(self) -> None:
        n = integer("n", self.n, 2, 10**6)
        object.__setattr__(self, "n", n)
        object.__setattr__(self, "threshold", integer("threshold", self.threshold, 1, n))
        object.__setattr__(self, "endowment", number("endowment", self.endowment, above=0))
        parameters(self, cost={"low": 0, "high": 1}, risk={"low": 0, "high": 1})

    def payoff(self, cooperators: Any, *, cooperates: bool) -> Floats:
        """Return the expected payoff of one member of a group.

        Parameters
        ----------
        cooperators : int or array_like of int
            Cooperators in the group, herself included, from 0 to N.
        cooperates : bool
            Whether she is one of them.

        Returns
        -------
        float or numpy.ndarray, shape (sweep..., cooperators...)

        Examples
        --------
        >>> game = CollectiveRisk(6, 3, cost=0.1, risk=0.5)
        >>> game.payoff([2, 3], cooperates=True), game.payoff([2, 3], cooperates=False)
        (array([0.4, 0.9]), array([0.5, 1. ]))
        """
        low, high = (1, self.n) if flag("cooperates", cooperates) else (0, self.n - 1)
        j = whole("cooperators", cooperators, low, high)
        spare = (...,) + (None,) * j.ndim
        risk, cost = np.asarray(self.risk)[spare], np.asarray(self.cost)[spare]
        kept = np.where(j >= self.threshold, 1.0, 1 - risk) - cost * bool(cooperates)
        value = self.endowment * kept
        return plain(value)

    def pivotal(self, x: Any) -> Floats:
        """Return the chance that a member decides whether her group reaches the target.

        With a share x of cooperators it is Γ(x) = C(N−1, M−1) x^(M−1) (1−x)^(N−M), the chance
        that exactly M − 1 of her N − 1 companions cooperate.

        Parameters
        ----------
        x : float or array_like
            Share of cooperators, in [0, 1].

        Examples
        --------
        >>> CollectiveRisk(6, 3, 0.1, 0.9).pivotal([0, 0.4, 1]).round(4)
        array([0.    , 0.3456, 0.    ])
        """
        share = numbers("x", x, 0, 1)
        N, M = self.n, self.threshold
        log = gammaln(N) - gammaln(M) - gammaln(N - M + 1)
        value = np.exp(log + xlogy(M - 1, share) + xlog1py(N - M, -share))
        return plain(value)

    def gradient(self, x: Any) -> Floats:
        """Return how fast the share of cooperators grows, ẋ = x (1−x) b (r Γ(x) − c).

        This is the replicator equation of an infinite population.

        Parameters
        ----------
        x : float or array_like
            Share of cooperators, in [0, 1].

        Returns
        -------
        float or numpy.ndarray, shape (sweep..., x...)
        """
        share = numbers("x", x, 0, 1)
        spare = (...,) + (None,) * share.ndim
        risk, cost = np.asarray(self.risk)[spare], np.asarray(self.cost)[spare]
        value = self.endowment * share * (1 - share) * (risk * self.pivotal(share) - cost)
        return plain(value)

    @property
    def most_pivotal(self) -> float:
        """Share of cooperators (M − 1)/(N − 1) at which a member decides most often."""
        return (self.threshold - 1) / (self.n - 1)

    @property
    def critical_risk(self) -> Floats:
        """Smallest risk c/Γ* at which cooperation can last; above 1 where no risk suffices.

        Γ* is the largest value of :meth:`pivotal`. At the critical risk itself the two
        equilibria meet.
        """
        value = np.asarray(self.cost) / self.pivotal(self.most_pivotal)
        return plain(value)

    def rest_points(self) -> RestPoints:
        """Return where the population stays mixed, Γ(x) = c/r.

        Γ rises up to :attr:`most_pivotal` and falls beyond, so there is at most one root on
        either side: the lower is unstable, the upper stable. With ``threshold=1`` only the upper
        exists, with ``threshold=N`` only the lower. Where cooperation costs nothing, the ends
        0 and 1 themselves are returned on the sides that have a root.

        Returns
        -------
        RestPoints
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            level = np.asarray(self.cost, float) / np.asarray(self.risk, float)
        level = np.where(np.isnan(level), np.inf, level)  # no cost and no risk: nobody cares
        top = self.most_pivotal
        lower = self._root(level, 0.0, top) if self.threshold > 1 else np.full(level.shape, np.nan)
        upper = self._root(level, 1.0, top) if top < 1 else np.full(level.shape, np.nan)
        return RestPoints(plain(lower), plain(upper))

    def destination(self, start: Any) -> Floats:
        """Return where the replicator equation leads from a share of cooperators.

        Parameters
        ----------
        start : float or array_like
            Share of cooperators at first, in [0, 1].

        Returns
        -------
        float or numpy.ndarray, shape (sweep..., start...)
            A start at 0, at 1 or at the unstable share stays where it is.

        Examples
        --------
        >>> game = CollectiveRisk(6, 3, cost=0.1, risk=0.5)
        >>> game.destination([0.15, 0.25]).round(3)
        array([0.   , 0.631])
        """
        x = numbers("start", start, 0, 1)
        spare = (...,) + (None,) * x.ndim
        mixed = self.rest_points()
        low, high = (np.asarray(v, float)[spare] for v in (mixed.unstable, mixed.stable))
        if self.threshold == 1:
            end = np.where(np.isnan(high), 0.0, high)  # no share below which it dies out
        else:
            above = 1.0 if self.threshold == self.n else high
            end = np.where(np.isnan(low) | (x < low), 0.0, np.where(x > low, above, x))
        idle = (np.asarray(self.cost) + np.asarray(self.risk))[spare] == 0  # nothing to gain
        return plain(np.where((x == 0) | (x == 1) | idle, x, end))

    def _root(self, level: NDArray[np.float64], end: float, top: float) -> NDArray[np.float64]:
        """Bisect between an end, where Γ is 0, and the peak of Γ, for all levels at once."""
        outer, inner = np.full(level.shape, end), np.full(level.shape, top)
        for _ in range(60):
            middle = (outer + inner) / 2
            over = self.pivotal(middle) > level
            inner, outer = np.where(over, middle, inner), np.where(over, outer, middle)
        # a level that exceeds the peak by rounding only is the critical risk itself
        exists = self.pivotal(top) >= level * (1 - 1e-12)
        found = np.where(exists, (outer + inner) / 2, np.nan)
        return np.where(level == 0, end, found)

    def population(
        self, population: int, selection: Any = 5.0, mutation: Any = None
    ) -> RiskPopulation:
        """Return the dilemma in a finite population whose members imitate each other.

        Groups are drawn from the population at random. Payoffs are means over all groups that
        a member may find herself in.

        Parameters
        ----------
        population : int
            Members Z of the population, at least N.
        selection : float or array_like, default 5
            Strength of selection β.
        mutation : float or array_like, optional
            Chance μ of an experiment; by default 1/Z. Where few experiment a population stays at
            its ends, so that what is achieved on average hangs on this chance: among six at a
            risk of one half from 0.02 (μ = 0.0001) to 0.77 (μ = 1/50).

        Returns
        -------
        RiskPopulation

        Examples
        --------
        >>> game = CollectiveRisk(6, 3, cost=0.1, risk=[0.2, 0.5, 0.9])
        >>> game.population(50).achievement.round(3)
        array([0.05 , 0.772, 0.921])
        """
        Z = integer("population", population, self.n)
        rule = Imitation(Z, selection, 1 / Z if mutation is None else mutation)
        sweep = np.broadcast_shapes(np.shape(self.cost), np.shape(self.risk))
        broadcast(cost=self.cost, risk=self.risk, selection=rule.selection, mutation=rule.mutation)
        must_fit("the chains", prod(sweep) * Z, 2**24, "sweep fewer values at a time")
        chance = companions(Z, self.n)
        k = np.arange(1, Z)
        # she decides where exactly M − 1 companions cooperate: a cooperator sees k − 1 others in
        # the population, a defector k
        enough = chance[:, self.threshold - 1 :].sum(axis=1)
        enough_without = chance[:, self.threshold :].sum(axis=1)
        gain = enough[k - 1] - enough_without[k]
        risk, cost = (np.asarray(v)[..., None] for v in (self.risk, self.cost))
        chain = rule.two_strategies(self.endowment * (risk * gain - cost))
        reach = groups(Z, self.n)[:, self.threshold :].sum(axis=1)
        return RiskPopulation(chain, reach)
