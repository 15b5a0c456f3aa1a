"""The rule of quadratic funding: what it adds to gifts, and whose root counts for how much.

The rule is that of Buterin, Hitzig and Weyl (2019). Who gives what under it is a question of
:mod:`govlib.financing.donors`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from govlib._check import numbers
from govlib._values import ByValue, Floats, plain

__all__ = ["Funding", "quadratic_match"]


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


def parts_of_the_sum(
    share: float,
    interest: NDArray[np.float64],
    burden: NDArray[np.float64],
    names: NDArray[np.float64],
) -> tuple[float, NDArray[np.float64]]:
    """Return F^ε and the part of each name in the sum of roots, in equilibrium.

    Parameters
    ----------
    share : float
        α, the share of the full match that the fund pays.
    interest, burden : numpy.ndarray, shape (n,)
        What a gift of each is worth to those for whom she gives; their share of the fund.
    names : numpy.ndarray, shape (n,)
        Names under which each gives.
    """
    top, total = float(interest.max()), float(names @ interest)

    kept, own = 1 - burden * share, (1 - share) * interest
    untaxed, burdened = share * interest, bool(burden.any())

    def parts(m: float) -> NDArray[np.float64]:
        wish = np.maximum(share * (interest - burden * m), 0.0) if burdened else untaxed
        return np.asarray(wish / (m * kept - own))

    def surplus(m: float) -> float:
        return float(names @ parts(m)) - 1

    # where m = max a, those who value most would have all parts; where m = Σa, at most all;
    # rounding hides the difference where one donor is nearly alone
    if (share == 1 and not burdened) or surplus(total) >= 0:
        m = total
    elif surplus(top) <= 0:
        m = top
    else:
        m = float(brentq(surplus, top, total, xtol=1e-14 * total))
    return m, parts(m)


def spending(
    share: float,
    m: float,
    parts: NDArray[np.float64],
    names: NDArray[np.float64],
    elasticity: float,
) -> tuple[NDArray[np.float64], float, float]:
    """Return gifts, level and fund, from F^ε and the part of each name in the sum of roots."""
    level = m ** (1 / elasticity)
    roots = np.sqrt(level / (share + (1 - share) * float(names @ parts**2))) * parts
    # from its rule, because level − gifts would lose the digits of a small fund
    fund = share * (float(names @ roots) ** 2 - float(names @ roots**2))
    return names * roots**2, float(level), max(fund, 0.0)


def share_untaxed(
    has: float,
    most: float,
    interest: NDArray[np.float64],
    names: NDArray[np.float64],
    elasticity: float,
) -> float:
    """Return the share α of the match at which the fund spends what it has, without taxes.

    In u = (1 − α)/m, here from 0 to ``most``, the equilibrium needs no search of its own: with
    R = Σ a/(1 − ua) over all names, α = 1/(1 + uR), m = αR, and a part is a/(R(1 − ua)).
    """

    def share_at(u: float) -> tuple[float, float, NDArray[np.float64]]:
        wish = interest / (1 - u * interest)
        whole = float(names @ wish)
        share = 1 / (1 + u * whole)
        return share, share * whole, wish / whole

    def missing(u: float) -> float:
        return spending(*share_at(u), names, elasticity)[2] - has

    return share_at(float(brentq(missing, 0.0, most, xtol=1e-15 * most)))[0]
