"""Linking issues: what one country would not do on its own it does in a package.

Countries meet for ever in several prisoner's dilemmas at once. Who gains little on one issue may
gain much on another; tied together by one trigger, the issues support each other. Interconnected
games of this kind are those of van Mouche, Folmer and Ragland (and of Cesar and de Zeeuw);
parameters and closed form are derived here. Side payments do between countries what linking does
between issues, and both may be used at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import flag, integer, listed, numbers
from govlib._labels import labels_of, matched
from govlib._values import ByValue

__all__ = ["Issues", "Package"]

#: largest number of issues whose packages are all tried
_MOST_ISSUES = 20


@dataclass(frozen=True)
class Package:
    """A set of issues under one trigger, and the patience that it takes.

    Attributes
    ----------
    issues : tuple of int
        Numbers of the issues, from 0.
    critical_discount : float
        Discount factor at which the least willing country keeps to the package, or, where the
        countries pay one another, at which they can pay enough for all to keep to it; infinite
        or above 1 where no patience is enough.
    """

    issues: tuple[int, ...]
    critical_discount: float

    @property
    def feasible(self) -> bool:
        """Whether some discount factor below 1 is enough."""
        return self.critical_discount < 1


@dataclass(frozen=True, eq=False)
class Issues(ByValue):
    """Several prisoner's dilemmas between the same countries.

    On each issue a country that cooperates bears its own cost; if all others cooperate it enjoys
    a benefit, whatever it does itself. One period of cooperation thus brings bᵢₖ − cᵢₖ to country
    i on issue k, a deviation bᵢₖ, and the time after it nothing.

    Parameters
    ----------
    benefit : array_like, shape (issues, countries)
        bᵢₖ, at least 0.
    cost : array_like, shape (issues, countries)
        cᵢₖ, at least 0; broadcast against the benefit.

    References
    ----------
    P. van Mouche, H. Folmer and S. Ragland (2015), "Interconnected games and international
    environmental problems", in M. Finus and A. Caparrós (eds), Game Theory and International
    Environmental Cooperation, Edward Elgar, ISBN 978-1-78254-509-5.

    J. W. Friedman (1971), "A non-cooperative equilibrium for supergames", Review of Economic
    Studies 38(1), 1–12, doi:10.2307/2296617.

    Examples
    --------
    Two issues that mirror each other: the second country loses from cooperation on the first.

    >>> mirrored = Issues(benefit=[[5, 0.5], [0.5, 5]], cost=1)
    >>> mirrored.critical_discount
    array([[0.2, 2. ],
           [2. , 0.2]])
    >>> round(mirrored.package().critical_discount, 6)
    0.363636
    """

    benefit: Any
    cost: Any

    def __post_init__(self) -> None:
        benefits = numbers("benefit", self.benefit, 0, 1e150, ndim=2)
        # tables may name issues and countries in different orders
        given = matched("cost", self.cost, labels_of(self.benefit))
        if np.ndim(given) == 2:
            given = matched("cost", given, labels_of(self.benefit, 0), 0)
        costs = numbers("cost", given, 0, 1e150)
        try:
            costs = np.broadcast_to(costs, benefits.shape)
        except ValueError:
            raise ValueError(
                f"cost must broadcast to the benefit's shape {benefits.shape}; got {costs.shape}"
            ) from None
        object.__setattr__(self, "benefit", benefits)
        object.__setattr__(self, "cost", costs)

    @property
    def critical_discount(self) -> NDArray[np.float64]:
        """The patience that each country needs on each issue alone, c/b.

        Conforming is worth (b − c)/(1 − δ), deviating b now and nothing later; the first is
        at least as much where δ ≥ c/b.

        Returns
        -------
        numpy.ndarray, shape (issues, countries)
            Above 1 where cooperation does not pay the country at all; 0 where it costs nothing;
            infinite where it costs something and brings nothing.
        """
        return _patience(self.cost, self.benefit)

    def package(self, issues: Any = None, *, payments: bool = False) -> Package:
        """Tie issues together: whoever deviates on one loses cooperation on all of them.

        The best deviation from a package is to deviate on all its issues, since each saves a cost
        now and the punishment is the same. A country conforms where δ ≥ Σc/Σb over the package.
        With payments among the countries only the sums over all of them count (see
        :meth:`payments`): all can be brought to conform where δ ≥ ΣΣc/ΣΣb.

        Parameters
        ----------
        issues : sequence of int, optional
            Numbers of the issues; by default all.
        payments : bool, default False
            Whether the countries may pay one another in each period.

        Raises
        ------
        ValueError
            If there is no such issue, none is named, or one is named twice.

        Examples
        --------
        One issue from which the second country loses, and what payments make of it:

        >>> lopsided = Issues(benefit=[[5, 0.5]], cost=1)
        >>> lopsided.package().feasible
        False
        >>> round(lopsided.package(payments=True).critical_discount, 6)
        0.363636
        """
        chosen = self._chosen(issues)
        axis = None if flag("payments", payments) else 0
        need = _patience(self.cost[chosen].sum(axis=axis), self.benefit[chosen].sum(axis=axis))
        return Package(tuple(chosen), float(np.max(need)))

    def _chosen(self, issues: Any) -> list[int]:
        """Return the numbers of the issues that are named, each once."""
        total = len(self.benefit)
        chosen = list(range(total)) if issues is None else listed("issues", issues)
        chosen = [integer("issues", issue, 0, total - 1) for issue in chosen]
        if not chosen or len(set(chosen)) < len(chosen):
            raise ValueError(f"issues must name each issue once; got {chosen}")
        return chosen

    def payments(self, discount: float, issues: Any = None) -> NDArray[np.float64]:
        """Return what each country is paid in each period for a package to hold.

        The payments follow at the end of a period in which all have conformed; whoever deviates
        is neither paid nor asked to pay. A country then conforms where its slack and what it is
        paid add up to at least 0. Those that lack slack are paid what they lack and no more; the
        others pay in proportion to their slack. Nobody gains by keeping back a payment that is
        due: it would end cooperation, and what that is worth from the next period on,
        δ(b − c)/(1 − δ) less later payments, is at least the payment.

        Parameters
        ----------
        discount : float
            Discount factor δ, from 0 to below 1.
        issues : sequence of int, optional
            Numbers of the issues; by default all.

        Returns
        -------
        numpy.ndarray, shape (countries,)
            Above 0 for those that are paid, below for those that pay; they add up to 0. In units
            of the benefit and cost.

        Raises
        ------
        ValueError
            If the countries together lack slack: no payments can make the package hold.

        Examples
        --------
        >>> Issues(benefit=[[5, 0.5]], cost=1).payments(0.5)
        array([-0.75,  0.75])
        """
        chosen = self._chosen(issues)
        slack = self.slack(discount)[chosen].sum(axis=0)
        lacking, spare = np.maximum(-slack, 0), np.maximum(slack, 0)
        scale = 1e-12 * (self.benefit + self.cost).sum()
        if spare.sum() < lacking.sum() - scale:
            need = self.package(chosen, payments=True).critical_discount
            raise ValueError(
                f"discount must be at least {need:g} for payments to hold the package; "
                f"got {discount:g}"
            )
        if not lacking.any():
            return np.zeros_like(slack)
        return np.asarray(lacking - spare * (lacking.sum() / spare.sum()))

    def slack(self, discount: float) -> NDArray[np.float64]:
        """Return by how much conforming is worth more than deviating, in one period's units.

        Parameters
        ----------
        discount : float
            Discount factor δ, from 0 to below 1.

        Returns
        -------
        numpy.ndarray, shape (issues, countries)
            δb − c. Cooperation on one issue holds where all countries' slack is at least 0; a
            package holds where their sums over its issues are. Linking pools slack and makes none.
        """
        delta = float(numbers("discount", discount, 0, below=1, ndim=0))
        return np.asarray(delta * self.benefit - self.cost)

    def packages(self, discount: float, *, payments: bool = False) -> list[Package]:
        """Return the largest packages that hold at a discount factor.

        A package is listed if it holds and no package that holds contains it.

        Parameters
        ----------
        discount : float
            Discount factor δ, from 0 to below 1.
        payments : bool, default False
            Whether the countries may pay one another in each period.

        Raises
        ------
        ValueError
            If there are more than 20 issues.

        Examples
        --------
        >>> mirrored = Issues(benefit=[[5, 0.5], [0.5, 5]], cost=1)
        >>> mirrored.packages(0.3), [held.issues for held in mirrored.packages(0.4)]
        ([], [(0, 1)])
        """
        count = len(self.benefit)
        if count > _MOST_ISSUES:
            raise ValueError(
                f"packages of at most {_MOST_ISSUES} issues can all be tried; got {count} issues. "
                "Ask package() about the ones that matter"
            )
        slack = self.slack(discount)
        if flag("payments", payments):
            slack = slack.sum(axis=1, keepdims=True)
        scale = 1e-12 * (self.benefit + self.cost).sum()
        holds = np.ones(1 << count, dtype=bool)
        for country in slack.T:  # sums over all subsets, by doubling
            sums = np.zeros(1)
            for value in country:
                sums = np.concatenate([sums, sums + value])
            holds &= sums >= -scale
        holds[0] = False
        # bigger[S]: some package that holds contains S and more
        bigger = np.zeros(1 << count, dtype=bool)
        within = holds.copy()
        subsets = np.arange(1 << count)
        for issue in range(count):
            lacks = subsets[subsets >> issue & 1 == 0]
            bigger[lacks] |= within[lacks | 1 << issue]
            within[lacks] |= within[lacks | 1 << issue]
        top = np.flatnonzero(holds & ~bigger)
        named = [[k for k in range(count) if s >> k & 1] for s in top.tolist()]
        return [self.package(issues, payments=payments) for issues in named]


def _patience(costs: NDArray[np.float64], benefits: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(costs == 0, 0.0, costs / benefits)
