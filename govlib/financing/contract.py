"""A joint promise with a bonus: all pay or nobody does, and who promised in vain is paid for it.

The dominant assurance contract of Tabarrok in the economy of :mod:`govlib.financing.donors`. What
each falls back on if it fails is what donors would give without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, number, numbers, positions
from govlib._labels import matched
from govlib._values import ByValue
from govlib.financing.donors import Donors
from govlib.financing.match import Funding

__all__ = ["BonusContract"]

_NEAR = 1e-12


@dataclass(frozen=True, eq=False)
class BonusContract(ByValue):
    """Donors who are asked to promise a payment each, for a good that comes if all promise.

    If all who are asked accept, each pays and the good gets the sum. If one refuses, nobody pays,
    those who accepted get the bonus, and donors give as they would without the contract. So
    accepting is better if somebody else refuses, by the bonus; and if all others accept, by what
    the good is worth above the payment and the fall-back.

    Parameters
    ----------
    donors : Donors
        Who is asked. They forget what they pay into the fund.
    payments : array_like, shape (n,)
        What each promises, at least 0 and not all 0; who would pay 0 is not asked.
    bonus : float, default 0
        What each who accepted gets if another refuses; at least 0.
    colluders : iterable of int, optional
        Positions of donors who answer, and would give, as is best for them together.

    References
    ----------
    A. Tabarrok (2017), "Making markets work better: dominant assurance contracts and some other
    helpful ideas", Cato Unbound, 7 June 2017. The fall-back on private gifts is ours.

    Examples
    --------
    >>> four = Donors([1, 2, 3, 4])
    >>> contract = BonusContract.in_proportion(four, bonus=1)
    >>> contract.payments, contract.gain, contract.is_dominant
    (array([10., 20., 30., 40.]), array([ 2.,  4.,  6., 24.]), True)
    >>> contract.outcome().level, contract.outcome().fund
    (100.0, 0.0)
    """

    donors: Donors
    payments: Any
    bonus: float = 0.0
    colluders: Iterable[int] = ()

    def __post_init__(self) -> None:
        instance("donors", self.donors, Donors)
        n = self.donors.valuation.size
        payments = numbers(
            "payments", matched("payments", self.payments, self.donors._labels), 0, ndim=1
        )
        if payments.size != n:
            raise ValueError(f"payments must have {n} entries; got {payments.size}")
        if not payments.max() > 0:
            raise ValueError("payments must hold at least one above 0; got none")
        object.__setattr__(self, "payments", payments)
        object.__setattr__(self, "bonus", number("bonus", self.bonus, 0))
        object.__setattr__(self, "colluders", tuple(positions("colluders", self.colluders, n)))

    @classmethod
    def in_proportion(
        cls,
        donors: Donors,
        *,
        bonus: float = 0.0,
        believed: Any = None,
        colluders: Iterable[int] = (),
    ) -> BonusContract:
        """Ask for the best level, each in proportion to what the good is worth to her.

        Parameters
        ----------
        donors : Donors
            Who is asked.
        bonus, colluders
            As for the contract.
        believed : array_like, shape (n,), optional
            Valuations that the organiser believes; by default the true ones.

        Examples
        --------
        An organiser who takes the first donor to value the good a quarter more than she does asks
        too much of her:

        >>> wrong = BonusContract.in_proportion(Donors([1, 2, 3, 4]), believed=[1.25, 2, 3, 4])
        >>> wrong.gain.round(2).tolist()
        [-0.31, 4.5, 6.75, 25.0]
        """
        instance("donors", donors, Donors)
        value, shown = donors.valuation, donors
        if believed is not None:
            shown = Donors(matched("believed", believed, donors._labels), donors.elasticity)
            value = shown.valuation
        payments = value / value.sum() * shown.optimum().level
        return cls(donors, payments, bonus, colluders)

    @property
    def fallback(self) -> Funding:
        """What donors give if the contract fails."""
        return self.donors.matched(0.0, colluders=self.colluders)

    @property
    def gain(self) -> NDArray[np.float64]:
        """What each gains by the contract above the fall-back, its bonus left out."""
        back = self.fallback
        then = self.donors.benefits(float(self.payments.sum())) - self.payments
        return np.asarray(then - (self.donors.benefits(back.level) - back.gifts))

    @property
    def parties(self) -> list[NDArray[np.intp]]:
        """Who answers together, of those who are asked: the group, then each other donor."""
        asked = np.flatnonzero(self.payments > 0)
        inside = np.isin(asked, np.asarray(self.colluders, int))
        alone = [np.array([who]) for who in asked[~inside]]
        return [asked[inside], *alone] if inside.any() else alone

    @property
    def is_dominant(self) -> bool:
        """Whether each who is asked does better by accepting, whatever the others do."""
        return self.holds and self.bonus > 0

    @property
    def holds(self) -> bool:
        """Whether nobody gains by refusing where all others accept.

        Colluders could let one of them refuse and the others collect the bonus.
        """
        group, gain = set(self.colluders), self.gain
        for party in self.parties:
            mine = sorted(group) if party[0] in group else party
            sabotage = self.bonus * (len(party) - 1)
            if not gain[mine].sum() - sabotage > _NEAR * self.payments.sum():
                return False
        return True

    def outcome(self) -> Funding:
        """Return what comes of it where each plays the better answer.

        If the contract does not hold one refuses, and the others collect the bonus. Without a
        bonus this is the better of two equilibria: where nobody promises, nobody gains by it.

        Returns
        -------
        Funding
            ``fund`` is what is paid in bonuses, which do not reach the good.
        """
        if self.holds:
            level = float(self.payments.sum())
            return Funding(self.payments, level, 0.0, float(self.donors.welfare(level)))
        back = self.fallback
        paid = self.bonus * (int(np.count_nonzero(self.payments)) - 1)
        return Funding(back.gifts, back.level, paid, back.welfare)
