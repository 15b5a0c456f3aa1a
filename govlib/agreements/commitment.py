"""A member that moves first: it binds itself to a gift, and the others fill up or do not.

In the private provision of a public good all give at once. Who can commit to a gift before the
others may gain by committing to little (the move order that Nosenzo and Sefton 2011 take from
Varian); here solved exactly for Cobb–Douglas preferences and any number of followers.
"""

from __future__ import annotations

import numpy as np

from govlib._check import instance, integer
from govlib._values import left_over
from govlib.agreements.provision import Giving, PrivateProvision

__all__ = ["commit_first"]


def commit_first(economy: PrivateProvision, member: int = 0) -> Giving:
    """Return the gifts if one member chooses hers first and the others reply.

    To a gift g of hers the others answer with the equilibrium among themselves, so that the
    public good G(g) consists of straight pieces; on each the best gift has a closed form, cut off
    at the ends of the piece. Of gifts that are equally good to her the smallest is taken.

    Parameters
    ----------
    economy : PrivateProvision
        One group, without leading axes, of at least two members.
    member : int, default 0
        Position of the one who moves first; its income must be above 0.

    References
    ----------
    D. Nosenzo and M. Sefton (2011), "Endogenous move structure and voluntary provision of public
    goods", Journal of Public Economic Theory, doi:10.1111/j.1467-9779.2011.01518.x.

    Examples
    --------
    Half as rich again as the other, she gives a sixth of her income and the other three eighths;
    eight times as rich, she gives alone:

    >>> commit_first(PrivateProvision([1.5, 1])).gifts
    array([0.25 , 0.375])
    >>> commit_first(PrivateProvision([8, 1])).gifts
    array([4., 0.])
    """
    instance("economy", economy, PrivateProvision)
    if economy.incomes.ndim != 1 or economy.incomes.size < 2:
        raise ValueError(
            f"economy must be one group of at least two; got incomes of {economy.incomes.shape}"
        )
    at = integer("member", member, 0, economy.incomes.size - 1)
    own, weight = float(economy.incomes[at]), float(economy.valuation[at])
    if own == 0:
        raise ValueError("member must have an income above 0; got 0")
    others = np.delete(np.arange(economy.incomes.size), at)
    income, kept = economy.incomes[others], economy.kept[others]
    order = np.argsort(-income / kept, kind="stable")
    income, kept = income[order], kept[order]
    total = np.concatenate([[0], np.cumsum(income)])  # of the first k followers
    slope = np.concatenate([[0], np.cumsum(kept)])
    # the k-th follower stops where the public good is all that she wants; before, k of them give
    stops = np.concatenate([[np.inf], income / kept, [0.0]])
    tried = {0.0}
    for k in range(income.size + 1):
        low = max(0.0, stops[k + 1] * (1 + slope[k]) - total[k])
        high = min(own, stops[k] * (1 + slope[k]) - total[k])
        if low <= high:
            best = own - (1 - weight) * (own + total[k])
            tried.add(float(np.clip(best, low, high)))
    found = []
    for gift in sorted(tried):
        if gift < own:
            public = _filled(gift, income, kept)
            if public > 0:
                utility = (1 - weight) * np.log(own - gift) + weight * np.log(public)
                found.append((utility, gift, public))
    most = max(utility for utility, _, _ in found)
    gift, public = next((g, p) for u, g, p in found if u >= most - 1e-12)
    gifts = left_over(economy.incomes, economy.kept * public)
    gifts[at] = gift
    return Giving(gifts, economy.incomes - gifts, float(public))


def _filled(gift: float, income: np.ndarray, kept: np.ndarray) -> float:
    """Return the public good when the others have replied to a gift."""
    followers = PrivateProvision(income, 1 / (1 + kept)) if income.max() > 0 else None
    return gift if followers is None else float(followers.equilibrium(grant=gift).public)
