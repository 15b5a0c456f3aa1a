"""Central provision when a legislature decides: two districts, shared costs, different wishes.

Besley and Coate (2003) drop the assumption that a centre treats districts alike. Costs are shared
by both districts, so each would like the other to pay for its good. What comes of it depends on
how the legislature works. The equilibria below are worked out from the assumptions of the article
for logarithmic benefits; its printed propositions were not at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from govlib._check import choice, instance, numbers
from govlib._values import ByValue, plain
from govlib.nations.decentralisation import Districts, Provision

__all__ = ["Delegation", "cooperative", "critical_spillover", "minimum_winning"]


@dataclass(frozen=True, eq=False)
class Delegation(ByValue):
    """Whom the districts send to a legislature that bargains, and what it provides.

    Attributes
    ----------
    delegates : numpy.ndarray, shape (..., 2)
        Demand m of each district's delegate.
    provision : Provision
        Amounts and surplus.
    """

    delegates: NDArray[np.float64]
    provision: Provision


def minimum_winning(districts: Districts, spillover: Any) -> Provision:
    """Return what a legislature provides in which either district decides alone, by chance.

    Each district's delegate has the say with chance ½ and maximises the benefit of its own
    people less their half of the cost: gᵢ = 2mᵢ(1 − κ)/p at home and gⱼ = 2mᵢκ/p abroad. Since
    only the own delegate's taste matters when it has the say, voters send one of their own.

    Parameters
    ----------
    districts : Districts
        Two of them.
    spillover : float or array_like
        κ, in (0, ½]. At 0 the losing district would get nothing, which is worth −∞.

    Returns
    -------
    Provision
        Its ``surplus`` is the expected one; its ``amounts``, shape (..., 2, 2), have the two
        outcomes first: who has the say, then the district.

    Examples
    --------
    >>> pair = Districts([3, 1])
    >>> minimum_winning(pair, 0.25).amounts
    array([[4.5, 1.5],
           [0.5, 1.5]])
    """
    instance("districts", districts, Districts)
    m = _two(districts)
    k = numbers("spillover", spillover, above=0, high=districts.most)
    share = np.stack([np.stack([1 - k, k], -1), np.stack([k, 1 - k], -1)], -2)
    amounts = 2 * m[:, None] * share / districts.price
    either = np.asarray(districts.provide(amounts, k[..., None]).surplus)
    return Provision(amounts, plain(either.mean(axis=-1)))


def cooperative(districts: Districts, spillover: Any) -> Delegation:
    """Return what a legislature provides that maximises the surplus of its members.

    Delegates with demands λ₁, λ₂ agree on gᵢ = [(1 − κ)λᵢ + κλⱼ]/p. Voters foresee this, pay
    half of the bill, and send delegates who want more than they themselves do: in equilibrium ::

        mᵢ [(1 − κ)²/gᵢ + κ²/gⱼ] = p/2      for both i

    unless the district with the smaller demand is content with a delegate who asks for
    nothing, where m₂/m₁ ≤ κ(1 − κ)/(1 − 3κ(1 − κ)); the other then sends λ₁ = 2m₁. Without
    spillovers districts get twice what is efficient; equal ones get what is efficient at κ = ½.

    Parameters
    ----------
    districts : Districts
        Two of them.
    spillover : float or array_like
        κ, in [0, ½].

    Examples
    --------
    >>> cooperative(Districts([1, 1]), [0, 0.25, 0.5]).provision.amounts
    array([[2.  , 2.  ],
           [1.25, 1.25],
           [1.  , 1.  ]])
    """
    instance("districts", districts, Districts)
    m, p = _two(districts), districts.price
    k = districts.spillovers(spillover)
    near, far = (1 - k) ** 2, k**2
    # linear in 1/g₁ and 1/g₂
    det = np.maximum(near**2 - far**2, np.finfo(float).tiny)
    upside = np.stack([near / m[0] - far / m[1], near / m[1] - far / m[0]], -1)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        g = 2 * det[..., None] / (p * upside)
        asked = ((1 - k)[..., None] * g - k[..., None] * g[..., ::-1]) / (1 - 2 * k)[..., None]
        asked = p * asked
    mixed = k * (1 - k)
    low, high = np.argmin(m), np.argmax(m)
    content = m[low] * (1 - 3 * mixed) <= m[high] * mixed * (1 + 1e-12)
    alone = np.zeros(2)
    alone[high] = 2 * m[high]
    if low == high:  # equal districts: the same delegate from both, also at κ = ½
        delegates = (2 * m[0] * (near + far))[..., None] * np.ones(2)
    else:
        delegates = np.where(content[..., None], alone, asked)
    amounts = ((1 - k)[..., None] * delegates + k[..., None] * delegates[..., ::-1]) / p
    return Delegation(delegates, districts.provide(amounts, k))


def critical_spillover(districts: Districts, legislature: str) -> float:
    """Return the spillover above which a legislature does better than local governments.

    Parameters
    ----------
    districts : Districts
        Two of them.
    legislature : {"minimum winning", "cooperative"}

    Examples
    --------
    Politics makes the case for the centre harder, most of all where wishes are alike:

    >>> alike = Districts([1, 1])
    >>> alike.critical_spillover
    0.0
    >>> for legislature in ("cooperative", "minimum winning"):
    ...     print(round(critical_spillover(alike, legislature), 4))
    0.2356
    0.3229
    """
    instance("districts", districts, Districts)
    _two(districts)
    choice("legislature", legislature, ("minimum winning", "cooperative"))

    def ahead(k: float) -> float:
        local = float(districts.decentralised(k).surplus)
        if legislature == "cooperative":
            return float(cooperative(districts, k).provision.surplus) - local
        return float(minimum_winning(districts, k).surplus) - local

    # near 0 local governments are efficient, or nearly; at the other end the centre is ahead
    return float(brentq(ahead, 1e-9, districts.most, xtol=1e-14))


def _two(districts: Districts) -> NDArray[np.float64]:
    if len(districts.demands) != 2:
        raise ValueError(f"districts must be two; got {len(districts.demands)}")
    return np.asarray(districts.demands)
