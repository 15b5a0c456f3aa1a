"""Who pays for a public good: private gifts, grants, matching and quadratic funding compared.

One economy of donors, several rules for what a fund adds to their gifts; quadratic funding is the
rule of Buterin, Hitzig and Weyl (2019), with its form for a limited fund and its weakness against
collusion.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from govlib._check import integer, integers, number, numbers
from govlib._values import ByValue, Floats, plain

__all__ = ["Donors", "Funding", "quadratic_match"]


def quadratic_match(gifts: Any) -> Floats:
    """Return what quadratic funding adds to gifts, (Σ√cᵢ)² − Σcᵢ.

    Parameters
    ----------
    gifts : array_like, shape (..., n)
        Gifts to one project, at least 0.

    Returns
    -------
    float or numpy.ndarray
        0 for a single giver; the more givers there are of the same sum, the more is added.

    References
    ----------
    V. Buterin, Z. Hitzig and E. G. Weyl (2019), "A flexible design for funding public goods",
    Management Science 65(11), 5171–5187, doi:10.1287/mnsc.2019.3337.

    Examples
    --------
    >>> quadratic_match([[4, 0, 0, 0], [1, 1, 1, 1]])
    array([ 0., 12.])
    """
    c = numbers("gifts", gifts, 0)
    if c.ndim == 0 or c.shape[-1] == 0:
        raise ValueError(f"gifts must hold at least one; got shape {c.shape}")
    return plain(np.sqrt(c).sum(axis=-1) ** 2 - c.sum(axis=-1))


#: smallest share of the full match that is looked for
_LEAST_SHARE = 1e-9


@dataclass(frozen=True, eq=False)
class Funding(ByValue):
    """What a rule brings about.

    Attributes
    ----------
    gifts : numpy.ndarray, shape (n,)
        What each donor gives.
    level : float
        What is spent on the good: gifts and what the fund adds.
    fund : float
        What the fund adds.
    welfare : float
        Sum of the donors' benefits less what is spent, whoever pays.
    """

    gifts: NDArray[np.float64]
    level: float
    fund: float
    welfare: float


@dataclass(frozen=True, eq=False)
class Donors(ByValue):
    """Donors who value a public good differently and give what pays them.

    Donor i draws Vᵢ(F) = aᵢ F^(1−ε)/(1−ε) from a good on which F is spent, and gives cᵢ out of
    her own pocket: at the default ε = 1/2, Vᵢ(F) = 2aᵢ√F. Each takes the gifts of the others and
    the rule of the fund as given, and does not count what she may have paid into the fund.

    Parameters
    ----------
    valuation : array_like, shape (n,)
        aᵢ, at least 0 and not all 0.
    elasticity : float, default 0.5
        ε, within (0, 1): how fast a further dollar loses its use.

    References
    ----------
    V. Buterin, Z. Hitzig and E. G. Weyl (2019), "A flexible design for funding public goods",
    Management Science 65(11), 5171–5187, doi:10.1287/mnsc.2019.3337.

    Examples
    --------
    >>> donors = Donors([1, 2, 3, 4])
    >>> donors.equilibrium().level, donors.optimum().level
    (16.0, 100.0)
    >>> result = donors.quadratic()
    >>> result.gifts.round(6), round(result.level, 6), round(result.fund, 6)
    (array([ 1.,  4.,  9., 16.]), 100.0, 70.0)
    """

    valuation: Any
    elasticity: float = 0.5

    def __post_init__(self) -> None:
        a = numbers("valuation", self.valuation, 0, ndim=1)
        if not a.max() > 0:
            raise ValueError("valuation must hold at least one above 0; got none")
        e = number("elasticity", self.elasticity, above=0, below=1)
        with np.errstate(over="ignore"):
            if not np.isfinite(np.square(a.sum() ** (1 / e))):
                raise ValueError(
                    "valuation must be smaller, or elasticity larger: the best level is no number"
                )
        object.__setattr__(self, "valuation", a)
        object.__setattr__(self, "elasticity", e)

    def benefits(self, level: Any) -> NDArray[np.float64]:
        """Return what each donor draws from a level of the good.

        Parameters
        ----------
        level : float or array_like
            F, at least 0.

        Returns
        -------
        numpy.ndarray, shape (..., n)
        """
        f, power = numbers("level", level, 0), 1 - self.elasticity
        return np.multiply.outer(f**power / power, self.valuation)

    def welfare(self, level: Any) -> Floats:
        """Return the sum of benefits less what is spent."""
        return plain(self.benefits(level).sum(axis=-1) - np.asarray(level))

    def optimum(self) -> Funding:
        """Return the level that a planner would choose, all of it paid by the fund."""
        level = float(self.valuation.sum() ** (1 / self.elasticity))
        return self._funding(np.zeros_like(self.valuation), level)

    def equilibrium(self) -> Funding:
        """Return what donors give without any fund: only those who value the good most.

        Where several value it most, they are taken to give the same.
        """
        return self.matched(0.0)

    def matched(self, rate: float) -> Funding:
        """Return the equilibrium in which the fund adds ``rate`` to every dollar given.

        A dollar given then brings 1 + rate, so those who value the good most give until
        aᵢ(1 + rate) = F^ε. Where several do, they are taken to give the same.

        Parameters
        ----------
        rate : float
            At least 0; 1 doubles every gift.

        Examples
        --------
        >>> doubled = Donors([1, 2, 3, 4]).matched(1)
        >>> doubled.gifts, doubled.level, doubled.fund
        (array([ 0.,  0.,  0., 32.]), 64.0, 32.0)
        """
        boost = 1 + number("rate", rate, 0, 1e6)
        most = self.valuation == self.valuation.max()
        level = float((boost * self.valuation.max()) ** (1 / self.elasticity))
        return self._funding(most * (level / boost / most.sum()), level)

    def granted(self, grant: float) -> Funding:
        """Return the equilibrium after the fund has given a fixed sum to the good.

        Gifts fall by as much as is granted, until there are none: full crowding out.

        Parameters
        ----------
        grant : float
            At least 0.

        Examples
        --------
        >>> [Donors([1, 2, 3, 4]).granted(grant).level for grant in (0, 10, 16, 20)]
        [16.0, 16.0, 16.0, 20.0]
        """
        paid = number("grant", grant, 0)
        alone = self.equilibrium()
        left = max(alone.level - paid, 0.0)
        return self._funding(alone.gifts * (left / alone.level), max(alone.level, paid))

    @property
    def matching_for_optimum(self) -> float:
        """Rate of matching that brings about the optimum, Σa/max a − 1."""
        return float(self.valuation.sum() / self.valuation.max() - 1)

    def quadratic(
        self, share: float = 1.0, *, colluders: Iterable[int] = (), identities: Any = 1
    ) -> Funding:
        """Return the equilibrium of quadratic funding, in full or from a limited fund.

        The good gets F = α(Σ√c)² + (1 − α)Σc. With xᵢ = √cᵢ, X = Σx and m = F^ε, donor i gives
        until aᵢ(αX/xᵢ + 1 − α) = m, so the shares of X are αaᵢ/(m − (1 − α)aᵢ); they sum to 1 at
        exactly one m.

        Parameters
        ----------
        share : float, default 1
            α within (0, 1]: the share of the full match that the fund pays. 1 is quadratic
            funding, which reaches the optimum; towards 0 it becomes private giving.
        colluders : iterable of int, optional
            Positions of donors who give what is best for them together.
        identities : int or array_like of int, shape (n,), default 1
            Names under which each donor gives, in equal parts; more than one is a fraud that
            draws more from the fund.

        Returns
        -------
        Funding
            ``gifts`` adds up the parts of each donor.

        Examples
        --------
        >>> donors = Donors([1, 2, 3, 4])
        >>> round(donors.quadratic(0.25).level, 4)
        24.3871
        >>> honest, together = donors.quadratic(), donors.quadratic(colluders=[0, 1, 2])
        >>> round(together.level), round(together.fund), round(together.welfare)
        (484, 360, -44)
        >>> round(donors.quadratic(identities=[1, 1, 1, 3]).level)
        324
        """
        alpha = number("share", share, above=0, high=1)
        names = self._identities(identities)
        interest = self.valuation.copy()
        group = sorted({integer("colluders", who, 0, interest.size - 1) for who in colluders})
        # members of the group and all names of one donor weigh each gift by what all of them gain
        interest[group] = self.valuation[group].sum()
        top, total = float(interest.max()), float(names @ interest)
        rest = (1 - alpha) * interest

        def surplus(m: float) -> float:
            return float(names @ (alpha * interest / (m - rest))) - 1

        # where m = max a, those who value most would have all shares; where m = Σa, at most all;
        # rounding hides the difference where one donor is nearly alone
        if alpha == 1 or surplus(total) >= 0:
            m = total
        elif surplus(top) <= 0:
            m = top
        else:
            m = float(brentq(surplus, top, total, xtol=1e-14 * total))
        parts = alpha * interest / (m - rest)
        level = m ** (1 / self.elasticity)
        roots = np.sqrt(level / (alpha + (1 - alpha) * float(names @ parts**2))) * parts
        # from its rule, because level − gifts would lose the digits of a small fund
        fund = alpha * (float(names @ roots) ** 2 - float(names @ roots**2))
        return self._funding(names * roots**2, float(level), max(fund, 0.0))

    def share_for_fund(self, fund: float) -> float:
        """Return the share α of the full match at which the fund spends exactly what it has.

        Parameters
        ----------
        fund : float
            Above 0.

        Returns
        -------
        float
            1 where the fund can pay the full match.

        Examples
        --------
        >>> donors = Donors([1, 2, 3, 4])
        >>> share = donors.share_for_fund(10)
        >>> round(share, 3), round(donors.quadratic(share).level, 1)
        (0.304, 27.8)
        """
        has = number("fund", fund, above=0)
        if self.quadratic().fund <= has:
            return 1.0
        least = self.quadratic(_LEAST_SHARE).fund
        if has < least:
            raise ValueError(f"fund must be at least {least:g} to change anything; got {has:g}")
        return float(brentq(lambda share: self.quadratic(share).fund - has, _LEAST_SHARE, 1.0))

    def _identities(self, identities: Any) -> NDArray[np.float64]:
        names = integers("identities", identities, 1, 10**6)
        if names.shape not in ((), self.valuation.shape):
            raise ValueError(
                f"identities must be one number or {self.valuation.size} of them; "
                f"got shape {names.shape}"
            )
        return np.broadcast_to(names.astype(float), self.valuation.shape)

    def _funding(
        self, gifts: NDArray[np.float64], level: float, fund: float | None = None
    ) -> Funding:
        if fund is None:
            fund = max(level - float(gifts.sum()), 0.0)
        return Funding(gifts, level, fund, float(self.welfare(level)))
