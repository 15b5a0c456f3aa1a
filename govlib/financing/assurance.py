"""Money back if too few give: the provision point and its equilibria.

A good that costs C is provided when the contributions reach C; the assurance contract of Bagnoli
and Lipman (1989) refunds them when they do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betainc, betaincc, gammaln, xlog1py, xlogy

from govlib._check import flag, integer, number, numbers
from govlib._labels import labels_of, matched
from govlib._values import ByValue, plain

__all__ = ["PledgeGame", "Pledging", "ProvisionPoint"]

_NEAR = 1e-12


@dataclass(frozen=True, eq=False)
class ProvisionPoint(ByValue):
    """A good of given cost, contributors who value it, and a rule for contributions that fail.

    Parameters
    ----------
    values : array_like, shape (n,)
        What the good is worth to each, at least 0.
    cost : float
        What it costs, above 0.
    refund : bool, default True
        Whether contributions go back where they fall short of the cost.

    References
    ----------
    M. Bagnoli and B. L. Lipman (1989), "Provision of public goods: fully implementing the core
    through private contributions", Review of Economic Studies 56(4), 583–601.

    Examples
    --------
    >>> bridge = ProvisionPoint(values=[5, 4, 3], cost=9)
    >>> bridge.is_efficient, bridge.least.tolist(), bridge.most.tolist()
    (True, [2.0, 1.0, 0.0], [5.0, 4.0, 3.0])
    >>> bridge.is_equilibrium([4, 3, 2]), bridge.is_equilibrium([0, 0, 0])
    (True, True)
    >>> bridge.in_core([4, 3, 2]), bridge.in_core([0, 0, 0])
    (True, False)
    """

    values: Any
    cost: float
    refund: bool = True
    _labels: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_labels", labels_of(self.values))
        object.__setattr__(self, "values", numbers("values", self.values, 0, ndim=1))
        object.__setattr__(self, "cost", number("cost", self.cost, above=0))
        object.__setattr__(self, "refund", flag("refund", self.refund))

    @property
    def is_efficient(self) -> bool:
        """Whether all together value the good at no less than it costs."""
        return bool(self.values.sum() >= self.cost * (1 - _NEAR))

    @property
    def least(self) -> NDArray[np.float64]:
        """Least that each pays in an equilibrium that provides: what the others cannot bear."""
        return np.maximum(self.cost - (self.values.sum() - self.values), 0.0)

    @property
    def most(self) -> NDArray[np.float64]:
        """Most that each pays in an equilibrium that provides: her value, and not the cost."""
        return np.minimum(self.values, self.cost)

    def provided(self, contributions: Any) -> Any:
        """Tell whether contributions reach the cost.

        Parameters
        ----------
        contributions : array_like, shape (..., n)
            At least 0.
        """
        return plain(self._given(contributions).sum(axis=-1) >= self.cost * (1 - _NEAR))

    def payoffs(self, contributions: Any) -> NDArray[np.float64]:
        """Return what each gains: her value less her contribution, or what failure leaves her.

        Contributions beyond the cost are lost to those who made them.
        """
        c = self._given(contributions)
        done = np.asarray(self.provided(c))[..., None]
        return np.where(done, self.values - c, 0.0 if self.refund else -c)

    def is_equilibrium(self, contributions: Any) -> Any:
        """Tell whether nobody gains by another contribution, the others' being given.

        A contributor has three sensible choices: what is missing for the good, if anything; just
        what she gives; nothing. So contributions are an equilibrium that provides where they
        cost exactly C and nobody pays more than her value, and one that does not where nobody
        would fill the gap alone (and nobody has given, unless there is a refund).

        Parameters
        ----------
        contributions : array_like, shape (..., n)
            At least 0.
        """
        c = self._given(contributions)
        others = c.sum(axis=-1, keepdims=True) - c
        gap = np.maximum(self.cost - others, 0.0)
        now = self.payoffs(c)
        # with the gap filled by her; with nothing from her
        fill = self.values - gap
        leave = np.where(gap <= self.cost * _NEAR, self.values, 0.0)
        best = np.maximum(fill, leave)
        slack = _NEAR * (self.cost + self.values.max())
        return plain(np.all(now >= best - slack, axis=-1))

    def in_core(self, contributions: Any) -> Any:
        """Tell whether contributions pay for the good and no one pays more than her value.

        These are the outcomes of the undominated perfect equilibria of the contract with a
        refund, where the good is worth more than it costs (Bagnoli and Lipman 1989).
        """
        c = self._given(contributions)
        exact = np.abs(c.sum(axis=-1) - self.cost) <= self.cost * _NEAR * 10
        return plain(exact & np.all(c <= self.values * (1 + _NEAR), axis=-1))

    @property
    def can_fail(self) -> bool:
        """Whether giving nothing at all is an equilibrium too: nobody would pay alone."""
        return bool(self.values.max() <= self.cost)

    def proportional(self) -> NDArray[np.float64]:
        """Return contributions in proportion to values that just pay for the good.

        Raises
        ------
        ValueError
            If all together value the good at less than it costs.
        """
        if not self.is_efficient:
            raise ValueError(
                f"values must sum to the cost of {self.cost:g} at least; "
                f"got a sum of {self.values.sum():g}"
            )
        return np.asarray(self.values * (self.cost / self.values.sum()))

    def _given(self, contributions: Any) -> NDArray[np.float64]:
        c = numbers("contributions", matched("contributions", contributions, self._labels), 0)
        if c.ndim == 0 or c.shape[-1] != self.values.size:
            raise ValueError(
                f"contributions must have {self.values.size} entries; got shape {c.shape}"
            )
        return c


@dataclass(frozen=True)
class Pledging:
    """What comes of a campaign.

    Attributes
    ----------
    chance : float
        Chance that one of the n pledges.
    success : float
        Chance that the good comes.
    paid : float
        Bonuses that the organiser pays on average, as a share of what the good is worth to one.
    """

    chance: float
    success: float
    paid: float = 0.0


@dataclass(frozen=True)
class PledgeGame:
    """A campaign: n equal people may pledge a fixed sum; the good comes if enough do.

    Everybody gains 1 where at least ``needed`` of the n pledge, and who pledges pays ``cost``;
    with a refund she pays only where the good comes. That exactly ``needed`` of them pledge is an
    equilibrium, but people who are alike cannot tell who shall. Here all pledge with the same
    chance, in mixed strategies; this is the participation game of Palfrey and
    Rosenthal (1984, Journal of Public Economics 24, 171–193). With ``needed`` = 1 it is the
    volunteer's dilemma.

    A ``bonus`` on top of the refund, for who pledged in vain, is the dominant assurance contract
    of Tabarrok: where hardly anybody pledges it pays to be one of the few, so that a campaign in
    which nobody pledges is no equilibrium any more.

    Parameters
    ----------
    n : int
        People, 2 to 100,000.
    needed : int
        Pledges that the good takes, 1 to n.
    cost : float
        Pledge as a share of the value of the good, within [1e-9, 1).
    refund : bool, default True
        Whether a failed campaign pays back.
    bonus : float, default 0
        What a failed campaign pays to each who pledged, besides the refund without which there
        is none; at least 0.

    References
    ----------
    T. N. Cason, A. Tabarrok and R. Zubrickas (2021), "Early refund bonuses increase successful
    crowdfunding", Games and Economic Behavior 129, 78–95, doi:10.1016/j.geb.2021.05.006.

    Examples
    --------
    >>> campaign = PledgeGame(n=10, needed=5, cost=0.2)
    >>> without = PledgeGame(n=10, needed=5, cost=0.2, refund=False)
    >>> round(campaign.equilibrium().success, 2), round(without.equilibrium().success, 2)
    (0.82, 0.77)
    >>> promised = PledgeGame(n=10, needed=5, cost=0.2, bonus=0.2).equilibrium()
    >>> round(promised.success, 2), round(promised.paid, 2)
    (0.84, 0.11)
    """

    n: int
    needed: int
    cost: float
    refund: bool = True
    bonus: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2, 100_000))
        object.__setattr__(self, "needed", integer("needed", self.needed, 1, self.n))
        object.__setattr__(self, "cost", number("cost", self.cost, 1e-9, below=1))
        object.__setattr__(self, "refund", flag("refund", self.refund))
        object.__setattr__(self, "bonus", number("bonus", self.bonus, 0))
        if self.bonus and not self.refund:
            raise ValueError("bonus comes on top of a refund, so refund must be True; got False")

    def gain(self, chance: Any) -> Any:
        """Return what a pledge is worth when each of the others pledges with a given chance.

        It decides where exactly ``needed`` − 1 of the others pledge; it is paid always, or with
        a refund where at least so many do; it earns the bonus where fewer do.

        Parameters
        ----------
        chance : float or array_like
            Within [0, 1].
        """
        from scipy.stats import binom

        p = numbers("chance", chance, 0, 1)
        p = np.where(p < 1e-300, 0.0, p)  # scipy's distribution overflows below
        decides = binom.pmf(self.needed - 1, self.n - 1, p)
        pays = binom.sf(self.needed - 2, self.n - 1, p) if self.refund else 1.0
        earns = self.bonus * binom.cdf(self.needed - 2, self.n - 1, p)
        return plain(decides - self.cost * pays + earns)

    def equilibrium(self) -> Pledging:
        """Return the symmetric equilibrium with the largest chance of a pledge that holds.

        It holds where a little more pledging makes a pledge worth less. Where no pledging but
        none at all holds, the chance is 0.
        """
        chance = self._chance()
        success = float(_at_least(self.needed, self.n, chance))
        # the mean number of pledges where they are too few: n p times a chance among the others
        few = self.n * chance * float(_below(self.needed - 1, self.n - 1, chance))
        return Pledging(chance, success, self.bonus * few)

    def _chance(self) -> float:
        n, k, c = self.n, self.needed, self.cost
        if k == n:
            return 1.0  # every pledge decides, and is worth more than it costs

        log_cost = np.log(c)
        # with one pledge needed, nobody pledges in vain
        log_bonus = np.log(self.bonus) if self.bonus and k > 1 else -np.inf

        def surplus(p: float) -> float:
            pays = np.log(_at_least(k - 1, n - 1, p)) if self.refund else 0.0
            worth = _log_exactly(k - 1, n - 1, p)
            if log_bonus > -np.inf:
                worth = np.logaddexp(worth, log_bonus + np.log(_below(k - 1, n - 1, p)))
            return float(worth - pays - log_cost)

        if self.refund:
            # the chance to decide falls against the chance to pay; here it is still c at least,
            # because the chances of k, k + 1, … pledges fall faster than a geometric series; and
            # a bonus, whose chance falls against the chance to pay too, only adds to it
            odds = (1 - c) * k / (n - k)
            low = odds / (1 + odds)
        else:
            low = (k - 1) / (n - 1)  # where a pledge is most likely to decide
            if surplus(low) <= 0:
                return 0.0
        with np.errstate(divide="ignore"):  # near 1 nobody pledges in vain
            return float(brentq(surplus, low, 1 - 1e-15, xtol=1e-15))


# the chances of k among n, as scipy.stats.binom has them; its checks would take most of the time
def _at_least(k: int, n: int, p: Any) -> Any:
    return betainc(k, n - k + 1, p) if k > 0 else np.ones_like(p)


def _below(k: int, n: int, p: Any) -> Any:
    return betaincc(k, n - k + 1, p) if k > 0 else np.zeros_like(p)


def _log_exactly(k: int, n: int, p: Any) -> Any:
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return ways + xlogy(k, p) + xlog1py(n - k, -p)
