"""What public money adds to a good that lives from gifts, and what fewer gifts undo.

In the model of Bergstrom, Blume and Varian (1986) a tax on those who give is undone in full, a
grant from outside nearly so; Andreoni (1993) put this to a test in the laboratory, and his
subjects did not undo as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import instance
from govlib._values import ByValue, Floats, plain
from govlib.agreements.provision import Giving, PrivateProvision

__all__ = ["Crowding", "crowding_design", "crowding_out"]


@dataclass(frozen=True, eq=False)
class Crowding(ByValue):
    """What public money for the good does to the gifts.

    Attributes
    ----------
    before, after : Giving
        Without and with the policy.
    spent : float or numpy.ndarray
        Public money: taxes and grants.
    """

    before: Giving
    after: Giving
    spent: Floats

    @property
    def rise(self) -> Floats:
        """How much the public good grows."""
        return plain(np.subtract(self.after.public, self.before.public))

    @property
    def share(self) -> Floats:
        """Share of the public money that fewer gifts undo; 1 is complete crowding out."""
        return plain(1 - np.divide(self.rise, self.spent))


def crowding_out(economy: PrivateProvision, *, taxes: Any = 0.0, grant: Any = 0.0) -> Crowding:
    """Return what public money adds to a public good that lives from gifts.

    Parameters
    ----------
    economy : PrivateProvision
        The members.
    taxes, grant : float or array_like
        As in :meth:`govlib.agreements.provision.PrivateProvision.equilibrium`; together above 0.

    Returns
    -------
    Crowding

    Examples
    --------
    Taxes smaller than the gifts of those who pay them change nothing; a grant from outside is
    largely undone:

    >>> round(crowding_out(PrivateProvision([4, 3, 3]), taxes=[0.5, 0.2, 0.1]).share, 9)
    1.0
    >>> crowding_out(PrivateProvision([4, 3, 3]), grant=1).share
    0.75
    """
    instance("economy", economy, PrivateProvision)
    _, tax, outside = economy._after(taxes, grant)
    spent = tax.sum(axis=-1) + outside
    if not (spent > 0).all():
        raise ValueError("taxes and grant together must be above 0; got no public money")
    return Crowding(
        economy.equilibrium(), economy.equilibrium(taxes=taxes, grant=grant), plain(spent)
    )


def crowding_design() -> PrivateProvision:
    """Return the three subjects of Andreoni's experiment on crowding out.

    Each divides 7 tokens. The published prediction is a gift of 3 without a tax and of 1 where
    2 tokens are taken and put into the good; equal Cobb–Douglas weights that predict so are
    9/13, worked out here from the prediction.

    References
    ----------
    J. Andreoni (1993), "An experimental test of the public-goods crowding-out hypothesis",
    American Economic Review 83(5), 1317–1327.

    Examples
    --------
    >>> three = crowding_design()
    >>> three.equilibrium().gifts.round(9), three.equilibrium(taxes=2).gifts.round(9)
    (array([3., 3., 3.]), array([1., 1., 1.]))
    """
    return PrivateProvision([7, 7, 7], 9 / 13)
