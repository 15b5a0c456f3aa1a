"""The linear public good: what giving costs you, what it brings the group, and how it lasts.

The stage game is that of Isaac and Walker (1988); the trigger strategy that keeps giving alive in
the repeated game goes back to Friedman (1971).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import broadcast, numbers, parameters, whole
from govlib._values import ByValue, Floats, plain

__all__ = ["BestReply", "LinearPublicGood", "Outcome", "falling_mpcr"]


@dataclass(frozen=True, eq=False)
class BestReply(ByValue):
    """The gifts that are best for one member, whatever the others give.

    Attributes
    ----------
    lowest, highest : float or numpy.ndarray
        Ends of the interval of best gifts; they differ only where the marginal per capita
        return is exactly 1 and the member is indifferent.
    """

    lowest: Floats
    highest: Floats


@dataclass(frozen=True, eq=False)
class Outcome(ByValue):
    """What happens when all members give the same.

    Attributes
    ----------
    gift : float or numpy.ndarray
        Gift of each member.
    payoff : float or numpy.ndarray
        Payoff of each member.
    """

    gift: Floats
    payoff: Floats


@dataclass(frozen=True, eq=False)
class LinearPublicGood(ByValue):
    """A group whose members split an endowment between themselves and a common pot.

    Member i keeps e − gᵢ and draws m from every unit in the pot, whoever put it there:
    πᵢ = e − gᵢ + m Σⱼ gⱼ. The number m is the *marginal per capita return* (MPCR). Giving is a
    dilemma where 1/n < m < 1: a unit given costs its giver 1 − m and brings the group nm − 1.

    Parameters
    ----------
    n : int or array_like
        Members of the group, at least 2.
    mpcr : float or array_like
        Marginal per capita return m, above 0.
    endowment : float or array_like, default 1
        What each member has to divide, above 0.

    Notes
    -----
    Parameters that are arrays broadcast against each other; their axes are a sweep, and every
    result has those axes first.

    References
    ----------
    R. M. Isaac and J. M. Walker (1988), "Group size effects in public goods provision: the
    voluntary contributions mechanism", Quarterly Journal of Economics 103(1), 179–199,
    doi:10.2307/1882648.

    J. W. Friedman (1971), "A non-cooperative equilibrium for supergames", Review of Economic
    Studies 38(1), 1–12, doi:10.2307/2296617.

    Examples
    --------
    >>> game = LinearPublicGood(n=4, mpcr=0.4, endowment=20)
    >>> game.payoffs([20, 20, 20, 0])
    array([24., 24., 24., 44.])
    >>> game.equilibrium().payoff, game.optimum().payoff
    (20.0, 32.0)
    """

    n: Any
    mpcr: Any
    endowment: Any = 1.0

    def __post_init__(self) -> None:
        parameters(self, n={"low": 2, "whole": True}, mpcr={"above": 0}, endowment={"above": 0})

    @property
    def multiplier(self) -> Floats:
        """What the whole group draws from one unit in the pot, nm."""
        return plain(np.multiply(self.n, self.mpcr))

    @property
    def is_dilemma(self) -> Any:
        """Whether giving hurts the giver and helps the group: 1/n < m < 1."""
        return plain((np.asarray(self.mpcr) < 1) & (np.asarray(self.multiplier) > 1))

    def payoff(self, own: Any, others: Any) -> Floats:
        """Return the payoff of one member.

        Parameters
        ----------
        own : float or array_like
            Her gift, between 0 and the endowment.
        others : float or array_like
            What the n − 1 others give together.

        Returns
        -------
        float or numpy.ndarray
            e − own + m (own + others), broadcast over arguments and parameters.

        Raises
        ------
        ValueError
            If a gift exceeds what its giver has.

        Examples
        --------
        >>> LinearPublicGood(4, 0.4, 20).payoff(own=[0, 10, 20], others=30)
        array([32., 26., 20.])
        """
        own, others = numbers("own", own, 0), numbers("others", others, 0)
        broadcast(n=self.n, mpcr=self.mpcr, endowment=self.endowment, own=own, others=others)
        self._affordable("own", own, self.endowment)
        self._affordable("others", others, np.multiply(np.subtract(self.n, 1), self.endowment))
        return plain(self.endowment - own + self.mpcr * (own + others))

    def payoffs(self, gifts: Any) -> NDArray[np.float64]:
        """Return everybody's payoff.

        Parameters
        ----------
        gifts : array_like, shape (..., n)
            One gift a member, each between 0 and the endowment.

        Returns
        -------
        numpy.ndarray, shape (..., n)
            The sweep axes of the parameters broadcast against the leading axes of ``gifts``.

        Raises
        ------
        ValueError
            If there are not n gifts, or one of them is not affordable.

        Examples
        --------
        >>> LinearPublicGood(4, [0.3, 0.75]).payoffs([1, 1, 0, 0])
        array([[0.6, 0.6, 1.6, 1.6],
               [1.5, 1.5, 2.5, 2.5]])
        """
        given = numbers("gifts", gifts, 0)
        if np.ndim(given) == 0 or np.any(np.asarray(self.n) != given.shape[-1]):
            raise ValueError(f"gifts must have n = {self.n} entries; got shape {given.shape}")
        e, m = (np.asarray(value)[..., None] for value in (self.endowment, self.mpcr))
        self._affordable("gifts", given, e)
        return np.asarray(e - given + m * given.sum(axis=-1, keepdims=True))

    def best_reply(self) -> BestReply:
        """Return the gifts that pay one member best; they do not depend on the others.

        Her payoff has slope m − 1 in her own gift, so she gives nothing where m < 1,
        everything where m > 1, and does not care where m = 1.

        Examples
        --------
        >>> LinearPublicGood(4, [0.4, 1.0, 1.2], 20).best_reply()
        BestReply(lowest=array([ 0.,  0., 20.]), highest=array([ 0., 20., 20.]))
        """
        m, e = self._even(self.mpcr, self.endowment)
        return BestReply(plain(np.where(m > 1, e, 0.0)), plain(np.where(m >= 1, e, 0.0)))

    def equilibrium(self) -> Outcome:
        """Return the equilibrium in dominant gifts (the lower one where m = 1)."""
        return self._all_give(self.best_reply().lowest)

    def optimum(self) -> Outcome:
        """Return the outcome with the largest sum of payoffs (the lower one where nm = 1)."""
        factor, e = self._even(self.multiplier, self.endowment)
        return self._all_give(np.where(factor > 1, e, 0.0))

    def efficiency(self, gifts: Any) -> Floats:
        """Return the sum of payoffs as a share of the largest possible one.

        Parameters
        ----------
        gifts : array_like, shape (..., n)
            One gift a member.

        Examples
        --------
        >>> LinearPublicGood(4, 0.4, 20).efficiency([0, 0, 0, 0])
        0.625
        """
        best = np.multiply(self.n, self.optimum().payoff)
        return plain(self.payoffs(gifts).sum(axis=-1) / best)

    @property
    def smallest_profitable_coalition(self) -> Any:
        """The fewest givers who gain from giving together while nobody else gives.

        Each of k givers draws km from a unit of her own and of her k − 1 partners, so she gains
        where km > 1. A result above n says that no coalition within the group gains.

        Returns
        -------
        int or numpy.ndarray of int

        Examples
        --------
        >>> LinearPublicGood(10, [0.2, 0.3, 0.75]).smallest_profitable_coalition
        array([6, 4, 2])
        """
        # the factor lets 1/m come out whole where it is whole in decimals (m = 0.2, k = 6)
        _, m = self._even(self.n, self.mpcr)
        return plain((np.floor(1 / m * (1 + 1e-12)) + 1).astype(np.int64))

    @property
    def critical_discount(self) -> Floats:
        """The smallest discount factor at which a grim trigger sustains full giving.

        All give everything until somebody does not; from then on nobody gives. Who conforms
        earns nme each period. Who keeps everything once earns e + m(n − 1)e now and e ever
        after; because payoffs are linear, no smaller deviation pays better. Conforming is best
        where ::

            nme / (1 − δ) ≥ e + m(n − 1)e + δe / (1 − δ)
            ⇔  δ ≥ δ* = (1 − m) / (m (n − 1))

        Returns
        -------
        float or numpy.ndarray
            δ*; 0 where m ≥ 1, because giving then pays by itself. Above 1 where nm < 1: no
            patience sustains a gift that the group does not gain from.

        Examples
        --------
        >>> game = LinearPublicGood(n=[4, 10, 40], mpcr=0.3)
        >>> game.critical_discount.round(3)
        array([0.778, 0.259, 0.06 ])
        """
        n, m = self._even(self.n, self.mpcr)
        return plain(np.maximum(1 - m, 0) / (m * (n - 1)))

    def noisy_discount(self, error: Any) -> Floats:
        """Return the patience that full giving needs where gifts are misread.

        Each period each gift is taken for missing with chance ε, by all alike, and the grim
        trigger answers that too. With q = (1 − ε)ⁿ, the chance that nobody is misread, what
        cooperation is worth above none is ::

            W = (nm − 1)e + δqW

        A cheat saves (1 − m)e now and forgoes δqW, so full giving lasts where ::

            δ ≥ (1 − m) / (m (n − 1) (1 − ε)ⁿ)

        Parameters
        ----------
        error : float or array_like
            ε, at least 0 and below 1.

        Returns
        -------
        float or numpy.ndarray
            Broadcast over the game and ``error``; above 1 where no patience is enough.

        Raises
        ------
        ValueError
            If ``error`` is below 0, or 1 and more.

        Examples
        --------
        >>> LinearPublicGood([4, 10, 193], 0.4).noisy_discount(0.02).round(2)
        array([0.54, 0.2 , 0.39])
        """
        chance = numbers("error", error, 0, below=1)
        n = np.asarray(self.n, dtype=float)
        broadcast(n=n, mpcr=self.mpcr, error=chance)
        return plain(np.asarray(self.critical_discount) / (1 - chance) ** n)

    def _all_give(self, gift: Any) -> Outcome:
        factor, e, g = self._even(self.multiplier, self.endowment, gift)
        return Outcome(plain(g), plain(e - g + factor * g))

    def _even(self, *values: Any) -> tuple[NDArray[np.float64], ...]:
        """Broadcast ``values`` over all sweep axes of the game."""
        shape = np.broadcast_shapes(*map(np.shape, (self.n, self.mpcr, self.endowment)))
        return tuple(np.broadcast_to(np.asarray(v, dtype=float), shape) for v in values)

    @staticmethod
    def _affordable(name: str, given: NDArray[np.float64], limit: Any) -> None:
        over = given > np.asarray(limit) * (1 + 1e-12)
        if over.any():
            bad = np.broadcast_to(given, over.shape)[over].flat[0]
            raise ValueError(f"{name} must not exceed what there is to give; got {bad:g}")


def falling_mpcr(n: Any, base: Any, exponent: Any, *, reference: Any = 1.0) -> Floats:
    """Return a marginal per capita return that falls as the group grows.

    m(n) = base · (reference / n)^exponent. Exponent 0 is a pure public good: a newcomer takes
    nothing from the others. Exponent 1 divides a pot of fixed size: with ``reference=1`` the
    base is then the multiplier r, and m = r/n.

    Parameters
    ----------
    n : int or array_like
        Members of the group, at least 1.
    base : float or array_like
        Return in a group of the reference size, above 0.
    exponent : float or array_like
        Rate of the fall γ, at least 0.
    reference : float or array_like, default 1
        Size at which the return is ``base``.

    Returns
    -------
    float or numpy.ndarray
        Broadcast over all arguments.

    Examples
    --------
    >>> falling_mpcr([4, 8, 16], base=0.4, exponent=1, reference=4)
    array([0.4, 0.2, 0.1])
    >>> falling_mpcr(4, base=1.6, exponent=1)  # multiplier 1.6, shared by four
    0.4
    """
    size = whole("n", n, 1)
    start = numbers("base", base, above=0)
    rate = numbers("exponent", exponent, 0)
    at = numbers("reference", reference, above=0)
    broadcast(n=size, base=start, exponent=rate, reference=at)
    return plain(start * (at / size) ** rate)
