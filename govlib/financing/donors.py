"""Who pays for a public good: private gifts, grants, matching and quadratic funding compared.

One economy of donors, several rules for what a fund adds to their gifts; quadratic funding is the
rule of Buterin, Hitzig and Weyl (2019), with its form for a limited fund and its weakness against
collusion.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from govlib._check import integers, number, numbers, positions
from govlib._labels import labels_of, matched
from govlib._values import ByValue, Floats, plain
from govlib.financing.match import Funding, parts_of_the_sum, share_untaxed, spending

__all__ = ["Donors"]


#: smallest share of the full match that is looked for
_LEAST_SHARE = 1e-9


@dataclass(frozen=True, eq=False)
class Donors(ByValue):
    """Donors who value a public good differently and give what pays them.

    Donor i draws Vᵢ(F) = aᵢ F^(1−ε)/(1−ε) from a good on which F is spent, and gives cᵢ out of
    her own pocket: at the default ε = 1/2, Vᵢ(F) = 2aᵢ√F. Each takes the gifts of the others and
    the rule of the fund as given: the rate that is announced, and not what it will have spent.
    What is left of the fund goes back to those who paid it. By default nobody counts what she
    pays into the fund; ``taxes`` are the shares of the fund that donors foresee to pay, so that
    a gift which draws a dollar from the fund costs donor i the part sᵢ of that dollar as well.

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
    _labels: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_labels", labels_of(self.valuation))
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
        f = numbers("level", level, 0)
        return plain(self.benefits(f).sum(axis=-1) - f)

    def optimum(self) -> Funding:
        """Return the level that a planner would choose, all of it paid by the fund."""
        level = float(self.valuation.sum() ** (1 / self.elasticity))
        return self._funding(np.zeros_like(self.valuation), level)

    def equilibrium(self) -> Funding:
        """Return what donors give without any fund: only those who value the good most.

        Where several value it most, they are taken to give the same.
        """
        return self.matched(0.0)

    def matched(self, rate: float, *, colluders: Iterable[int] = (), taxes: Any = 0.0) -> Funding:
        """Return the equilibrium in which the fund adds ``rate`` to every dollar given.

        A dollar given then brings 1 + rate and costs 1 + sᵢ·rate, so those for whom
        aᵢ(1 + rate)/(1 + sᵢ·rate) is largest give until it is F^ε. Where several do, they are
        taken to give the same.

        Parameters
        ----------
        rate : float
            At least 0; 1 doubles every gift.
        colluders : iterable of int, optional
            Positions of donors who give what is best for them together.
        taxes : float or array_like, shape (n,), default 0
            Share sᵢ of the fund that each donor foresees to pay, with a sum of at most 1.

        Examples
        --------
        >>> doubled = Donors([1, 2, 3, 4]).matched(1)
        >>> doubled.gifts, doubled.level, doubled.fund
        (array([ 0.,  0.,  0., 32.]), 64.0, 32.0)
        >>> round(Donors([1, 2, 3, 4]).matched(1, taxes=0.25).level, 6)
        40.96
        """
        r = number("rate", rate, 0, 1e6)
        return self._funding(*self._matching(r, *self._parties(colluders, taxes)))

    def granted(self, grant: float, *, colluders: Iterable[int] = ()) -> Funding:
        """Return the equilibrium after the fund has given a fixed sum to the good.

        Gifts fall by as much as is granted, until there are none: full crowding out. Taxes for
        the fund change nothing here, because no gift moves what the fund spends.

        Parameters
        ----------
        grant : float
            At least 0.
        colluders : iterable of int, optional
            As in :meth:`matched`.

        Examples
        --------
        >>> [Donors([1, 2, 3, 4]).granted(grant).level for grant in (0, 10, 16, 20)]
        [16.0, 16.0, 16.0, 20.0]
        """
        paid = number("grant", grant, 0)
        alone = self.matched(0, colluders=colluders)
        left = max(alone.level - paid, 0.0)
        return self._funding(alone.gifts * (left / alone.level), max(alone.level, paid))

    @property
    def matching_for_optimum(self) -> float:
        """Rate of matching that brings about the optimum, Σa/max a − 1."""
        return float(self.valuation.sum() / self.valuation.max() - 1)

    def quadratic(
        self,
        share: float = 1.0,
        *,
        colluders: Iterable[int] = (),
        identities: Any = 1,
        taxes: Any = 0.0,
    ) -> Funding:
        """Return the equilibrium of quadratic funding, in full or from a limited fund.

        The good gets F = α(Σ√c)² + (1 − α)Σc. With xᵢ = √cᵢ, X = Σx and m = F^ε, donor i gives
        until aᵢ(αX + (1 − α)xᵢ)/m = xᵢ + sᵢα(X − xᵢ), so her part of X is
        α(aᵢ − sᵢm)/(m(1 − sᵢα) − (1 − α)aᵢ), and 0 where aᵢ < sᵢm; the parts sum to 1 at exactly
        one m (derived here; without taxes it is the rule's own condition).

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
        taxes : float or array_like, shape (n,), default 0
            Share sᵢ of the fund that each donor foresees to pay, with a sum of at most 1, and
            below 1 for any one donor and for all colluders together.

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
        >>> round(donors.quadratic(taxes=0.25).level, 6)
        36.0
        """
        alpha = number("share", share, above=0, high=1)
        names = self._identities(identities)
        # members of the group and all names of one donor weigh each gift by what all of them gain
        return self._funding(*self._squaring(alpha, *self._parties(colluders, taxes), names))

    def share_for_fund(
        self, fund: float, *, colluders: Iterable[int] = (), taxes: Any = 0.0
    ) -> float:
        """Return the share α of the full match at which the fund spends exactly what it has.

        Parameters
        ----------
        fund : float
            Above 0.
        colluders, taxes
            As in :meth:`quadratic`.

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
        has, names = number("fund", fund, above=0), self._identities(1)
        interest, burden = self._parties(colluders, taxes)

        def spent(share: float) -> float:
            return self._squaring(share, interest, burden, names)[2]

        if spent(1.0) <= has:
            return 1.0
        edge = parts_of_the_sum(_LEAST_SHARE, interest, burden, names)
        least = spending(_LEAST_SHARE, *edge, names, self.elasticity)[2]
        if has < least:
            raise ValueError(f"fund must be at least {least:g} to change anything; got {has:g}")
        if not burden.any():
            most = (1 - _LEAST_SHARE) / edge[0]
            return share_untaxed(has, most, interest, names, self.elasticity)
        return float(brentq(lambda share: spent(share) - has, _LEAST_SHARE, 1.0))

    def rate_for_fund(
        self, fund: float, *, colluders: Iterable[int] = (), taxes: Any = 0.0
    ) -> float:
        """Return the rate of matching at which the fund spends exactly what it has.

        Parameters
        ----------
        fund : float
            At least 0.
        colluders, taxes
            As in :meth:`matched`.

        Returns
        -------
        float
            The rate that brings about the optimum where the fund has more than that takes.

        Raises
        ------
        ValueError
            If no rate up to a million spends the fund or reaches the optimum.

        Examples
        --------
        >>> donors = Donors([1, 2, 3, 4])
        >>> rate = donors.rate_for_fund(10)
        >>> round(rate, 4), round(donors.matched(rate).level, 1)
        (0.4354, 33.0)
        """
        has, best = number("fund", fund, 0), self.optimum().level
        interest, burden = self._parties(colluders, taxes)

        def beyond(rate: float) -> float:
            gifts, level = self._matching(rate, interest, burden)
            return max(level - float(gifts.sum()) - has, (level - best) / best)

        if beyond(0.0) >= 0:
            return 0.0
        if beyond(1e6) < 0:
            raise ValueError(
                f"fund must be smaller: no rate of matching draws {has:g} from these donors"
            )
        return float(brentq(beyond, 0.0, 1e6, xtol=1e-13, rtol=1e-13))

    def _matching(self, rate: float, interest: Any, burden: Any) -> tuple[Any, float]:
        """Return gifts and level in the equilibrium of :meth:`matched`."""
        urge = interest * (1 + rate) / (1 + burden * rate)
        top = float(urge.max())
        most = urge >= top * (1 - 1e-12)
        level = top ** (1 / self.elasticity)
        return most * (level / (1 + rate) / most.sum()), level

    def _squaring(
        self, share: float, interest: Any, burden: Any, names: Any
    ) -> tuple[NDArray[np.float64], float, float]:
        """Return gifts, level and fund in the equilibrium of :meth:`quadratic`."""
        if burden.max() >= 1:
            raise ValueError("taxes of one donor, or of all colluders, must be below 1 together")
        found = parts_of_the_sum(share, interest, burden, names)
        return spending(share, *found, names, self.elasticity)

    def _parties(self, colluders: Iterable[int], taxes: Any) -> tuple[Any, Any]:
        """Return what each gift is worth, and what each dollar of the fund costs, to its giver."""
        paid = numbers("taxes", matched("taxes", taxes, self._labels), 0, 1)
        burden = self._one_each("taxes", paid).copy()
        if burden.sum() > 1 + 1e-9:
            raise ValueError(f"taxes must sum to 1 at most; got {burden.sum():g}")
        interest = self.valuation.copy()
        group = positions("colluders", colluders, interest.size)
        interest[group] = self.valuation[group].sum()
        burden[group] = burden[group].sum()
        return interest, burden

    def _identities(self, identities: Any) -> NDArray[np.float64]:
        names = matched("identities", identities, self._labels)
        return self._one_each("identities", integers("identities", names, 1, 10**6))

    def _one_each(self, name: str, given: NDArray[Any]) -> NDArray[np.float64]:
        n = self.valuation.size
        if given.shape not in ((), (n,)):
            raise ValueError(f"{name} must be one number or {n} of them; got shape {given.shape}")
        return np.broadcast_to(given.astype(float), n)

    def _funding(
        self, gifts: NDArray[np.float64], level: float, fund: float | None = None
    ) -> Funding:
        if fund is None:
            fund = max(level - float(gifts.sum()), 0.0)
        return Funding(gifts, level, fund, float(self.welfare(level)))
