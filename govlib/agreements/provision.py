"""A public good paid for by gifts: who gives, what policy adds, what it crowds out.

Each member divides an income between herself and a common good, and stops giving where the others
give enough. The model is that of Bergstrom, Blume and Varian (1986), with the neutrality of Warr
(1983); here with Cobb–Douglas preferences, where everything can be solved exactly. Any other
normal preferences: :mod:`govlib.agreements.preferences`; what public money adds:
:mod:`govlib.agreements.crowding`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import numbers
from govlib._labels import labels_of, matched, together
from govlib._values import ByValue, Floats, left_over, plain
from govlib.agreements._meeting import meeting_point

__all__ = ["Giving", "Lindahl", "PrivateProvision"]


@dataclass(frozen=True, eq=False)
class Giving(ByValue):
    """Gifts that are best replies to each other.

    Attributes
    ----------
    gifts : numpy.ndarray, shape (..., n)
        What each gives to the public good.
    private : numpy.ndarray, shape (..., n)
        What each keeps.
    public : float or numpy.ndarray
        The public good: all gifts and whatever else was spent on it.
    """

    gifts: NDArray[np.float64]
    private: NDArray[np.float64]
    public: Floats

    @property
    def contributes(self) -> NDArray[np.bool_]:
        """Who gives anything."""
        return np.asarray(self.gifts > 0)

    @property
    def contributors(self) -> Any:
        """How many give anything."""
        return plain(self.contributes.sum(axis=-1))


@dataclass(frozen=True, eq=False)
class Lindahl(ByValue):
    """An efficient amount of the public good, paid for at personal prices.

    Attributes
    ----------
    price : numpy.ndarray, shape (..., n)
        Share of each unit that each member pays; they add up to 1.
    private : numpy.ndarray, shape (..., n)
        What each keeps.
    public : float or numpy.ndarray
        The public good.
    """

    price: NDArray[np.float64]
    private: NDArray[np.float64]
    public: Floats


@dataclass(frozen=True, eq=False)
class PrivateProvision(ByValue):
    """Members with Cobb–Douglas preferences who give to a public good.

    Member i has income wᵢ, gives gᵢ, keeps xᵢ = wᵢ − gᵢ and has the utility
    uᵢ = (1 − αᵢ) ln xᵢ + αᵢ ln G from her own consumption and the public good G = Σⱼ gⱼ. Who gives
    keeps xᵢ = κᵢG with κᵢ = (1 − αᵢ)/αᵢ; who has less than that gives nothing. Hence
    G = Σᵢ max(0, wᵢ − κᵢG), which has one solution. With α = 1/2 this is the summation game of
    :class:`govlib.games.aggregation.GiftEconomy`.

    Parameters
    ----------
    incomes : array_like, shape (..., n)
        Incomes, at least 0, not all 0. Leading axes are a sweep.
    valuation : float or array_like, shape (..., n), default 0.5
        Weight αᵢ of the public good, strictly between 0 and 1.

    References
    ----------
    T. Bergstrom, L. Blume and H. Varian (1986), "On the private provision of public goods",
    Journal of Public Economics 29(1), 25–49, doi:10.1016/0047-2727(86)90024-1.

    P. G. Warr (1983), "The private provision of a public good is independent of the distribution
    of income", Economics Letters 13(2–3), 207–211.

    Examples
    --------
    >>> found = PrivateProvision([10, 6, 2]).equilibrium()
    >>> found.gifts.round(3), round(found.public, 3)
    (array([4.667, 0.667, 0.   ]), 5.333)

    Income moved between two who give changes nothing (Warr 1983):

    >>> PrivateProvision([[9, 7, 2], [8, 8, 2]]).equilibrium().public.round(3)
    array([5.333, 5.333])
    """

    incomes: Any
    valuation: Any = 0.5
    _labels: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        given = together(incomes=self.incomes, valuation=self.valuation)
        labels = labels_of(given["incomes"]) or labels_of(given["valuation"])
        object.__setattr__(self, "_labels", labels)
        incomes = numbers("incomes", given["incomes"], 0)
        if incomes.ndim == 0:
            raise ValueError(f"incomes must have one entry a member; got shape {incomes.shape}")
        if not (incomes.max(axis=-1) > 0).all():
            raise ValueError("incomes must not all be 0; got a group without any income")
        valuations = numbers("valuation", given["valuation"], above=0, below=1)
        try:
            shape = np.broadcast_shapes(incomes.shape, valuations.shape)
        except ValueError:
            shape = ()
        if not shape or shape[-1] != incomes.shape[-1]:
            raise ValueError(
                "valuation must be one number or one a member; got shapes "
                f"{valuations.shape} for incomes of {incomes.shape}"
            )
        object.__setattr__(self, "incomes", np.broadcast_to(incomes, shape))
        object.__setattr__(self, "valuation", np.broadcast_to(valuations, shape))

    @property
    def kept(self) -> NDArray[np.float64]:
        """What a giver keeps for each unit of the public good, κᵢ = (1 − αᵢ)/αᵢ."""
        return np.asarray((1 - self.valuation) / self.valuation)

    def equilibrium(self, *, taxes: Any = 0.0, grant: Any = 0.0) -> Giving:
        """Return the gifts that nobody wants to change.

        Parameters
        ----------
        taxes : float or array_like, shape (..., n), default 0
            What is taken from each member and spent on the public good; at most her income.
        grant : float or array_like, shape (...), default 0
            What comes from outside the group, at least 0.

        Returns
        -------
        Giving
            Gifts are voluntary ones; the public good includes taxes and the grant.

        Examples
        --------
        >>> PrivateProvision([4, 3, 3]).equilibrium(taxes=[0.5, 0.2, 0.1]).public
        2.5
        >>> PrivateProvision([4, 3, 3]).equilibrium(grant=1).public
        2.75
        """
        income, tax, outside = self._after(taxes, grant)
        spent = tax.sum(axis=-1) + outside
        kept = np.broadcast_to(self.kept, income.shape)
        public = meeting_point(income, kept, spent)
        gifts = left_over(income, kept * public[..., None])
        return Giving(gifts, income - gifts, plain(public))

    def matched(self, rate: Any) -> Giving:
        """Return the gifts when a government matches them and taxes everybody equally for it.

        A giver pays 1 − s of each unit given; the rest comes from equal taxes sG/n, which each
        takes as given. Who gives keeps xᵢ = (1 − s)κᵢG. Among equals the rate 1 − 1/n makes the
        gifts efficient: each then pays her Lindahl price 1/n.

        Parameters
        ----------
        rate : float or array_like, shape (...)
            Share s of each gift that the match pays, at least 0 and below 1.

        Returns
        -------
        Giving
            Gifts are what each pays herself, without the match and the tax.

        Raises
        ------
        ValueError
            If the tax would exceed somebody's income.

        Examples
        --------
        >>> four = PrivateProvision([3, 3, 3, 3])
        >>> four.equilibrium().public, four.matched(0.75).public, four.lindahl().public
        (2.4, 6.0, 6.0)
        """
        s = numbers("rate", rate, 0, below=1)
        n = self.incomes.shape[-1]
        shape = self._sweep(rate=s.shape)
        income = np.broadcast_to(self.incomes, (*shape, n))
        paid = np.broadcast_to(1 - s, shape)
        slope = (s / n)[..., None] / paid[..., None] + self.kept
        public = meeting_point(income / paid[..., None], slope, np.zeros(shape))
        after = income - (s / n * public)[..., None]
        if (after < 0).any():
            raise ValueError(
                "an equal tax for the match would exceed somebody's income; "
                f"got incomes down to {income.min():g} and a match of {np.max(s):g}"
            )
        gifts = left_over(after, (paid * public)[..., None] * self.kept)
        return Giving(gifts, after - gifts, plain(public))

    def lindahl(self) -> Lindahl:
        """Return the efficient outcome in which each pays what a unit is worth to her.

        At the price pᵢ member i wants G = αᵢwᵢ/pᵢ; all want the same where G = Σᵢ αᵢwᵢ. With
        equal valuations every efficient outcome has this much of the public good.

        Examples
        --------
        >>> PrivateProvision([10, 6, 2]).lindahl().public
        9.0
        """
        value = self.valuation * self.incomes
        public = value.sum(axis=-1)
        return Lindahl(value / public[..., None], self.incomes - value, plain(public))

    def utility(self, private: Any, public: Any) -> NDArray[np.float64]:
        """Return utilities; −∞ where nothing is kept or nothing provided.

        Parameters
        ----------
        private : array_like, shape (..., n)
            What each keeps.
        public : float or array_like, shape (...)
            The public good.
        """
        x = numbers("private", matched("private", private, self._labels), 0)
        g = numbers("public", public, 0)
        with np.errstate(divide="ignore"):
            own, common = np.log(x), np.log(g)[..., None]
        return np.asarray((1 - self.valuation) * own + self.valuation * common)

    def _after(self, taxes: Any, grant: Any) -> tuple[NDArray[np.float64], ...]:
        """Return incomes after taxes, the taxes and the grant, on common axes.

        Parameters
        ----------
        taxes, grant : float or array_like
            As in :meth:`govlib.agreements.provision.PrivateProvision.equilibrium`.
        """
        tax = numbers("taxes", matched("taxes", taxes, self._labels), 0)
        outside = numbers("grant", grant, 0)
        n = self.incomes.shape[-1]
        if tax.ndim and tax.shape[-1] != n:
            raise ValueError(f"taxes must have n = {n} entries; got shape {tax.shape}")
        shape = (*self._sweep(taxes=tax.shape[:-1], grant=outside.shape), n)
        tax = np.broadcast_to(tax, shape)
        if (tax > self.incomes).any():
            bad = (tax - self.incomes).max()
            raise ValueError(f"taxes must not exceed incomes; one does by {bad:g}")
        return np.asarray(self.incomes - tax), tax, np.broadcast_to(outside, shape[:-1])

    def _sweep(self, **axes: tuple[int, ...]) -> tuple[int, ...]:
        """Return the sweep axes of the economy and of a policy together."""
        own = self.incomes.shape[:-1]
        try:
            return np.broadcast_shapes(own, *axes.values())
        except ValueError:
            raise ValueError(
                f"{' and '.join(axes)} must broadcast with the sweep of incomes {own}; "
                f"got shapes {', '.join(map(str, axes.values()))}"
            ) from None
