"""Local or central: who should provide a good that spills over to other districts.

A local government knows what its district wants and forgets what its good does for others; a
central one minds all of them, but gives each the same. Oates (1972) called this trade-off; the
version here, with logarithmic benefits, is the standard approach as Besley and Coate (2003) set it
out before they replace it by politics (:mod:`govlib.nations.legislature`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from govlib._check import number, numbers
from govlib._labels import labels_of, matched
from govlib._values import ByValue, Floats, plain

__all__ = ["Districts", "Provision"]


@dataclass(frozen=True, eq=False)
class Provision(ByValue):
    """What is provided, and what it is worth.

    Attributes
    ----------
    amounts : numpy.ndarray, shape (..., districts)
        Amount of the good in each district.
    surplus : float or numpy.ndarray, shape (...)
        Benefits of all districts less the cost of all amounts.
    """

    amounts: NDArray[np.float64]
    surplus: Floats


@dataclass(frozen=True)
class Districts:
    """Districts that want a local public good which spills over.

    With amounts gⱼ the people of district i draw ::

        mᵢ [(1 − κ) ln gᵢ + κ · mean of ln gⱼ over the others]

    and a unit of the good costs p. The spillover κ runs from 0, a purely local good, to
    (n − 1)/n, at which a good does the same for all districts wherever it stands (1/2 for two).

    Parameters
    ----------
    demands : sequence of float
        mᵢ of each district, above 0; two or more.
    price : float, default 1
        p, above 0.

    References
    ----------
    W. E. Oates (1972), Fiscal Federalism, Harcourt Brace Jovanovich.

    T. Besley and S. Coate (2003), "Centralized versus decentralized provision of local public
    goods: a political economy approach", Journal of Public Economics 87(12), 2611–2637,
    doi:10.1016/S0047-2727(02)00141-X.

    Examples
    --------
    >>> pair = Districts([3, 1])
    >>> round(pair.decentralised(0.25).surplus, 6)
    -1.404198
    >>> round(pair.centralised(0.25).surplus, 6)
    -1.227411
    >>> round(pair.critical_spillover, 6)
    0.197249
    """

    demands: Any
    price: float = 1.0
    _labels: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_labels", labels_of(self.demands))
        demands = tuple(numbers("demands", self.demands, above=0, ndim=1).tolist())
        if len(demands) < 2:
            raise ValueError(f"demands must have two or more districts; got {len(demands)}")
        object.__setattr__(self, "demands", demands)
        object.__setattr__(self, "price", number("price", self.price, above=0))

    @property
    def most(self) -> float:
        """The largest spillover, (n − 1)/n: the good is then public to all."""
        return (len(self.demands) - 1) / len(self.demands)

    def stakes(self, spillover: Any) -> NDArray[np.float64]:
        """Return what all districts together draw from ln gⱼ, for each j.

        mⱼ(1 − κ) + κ · (sum of the others' m)/(n − 1), shape (..., districts).
        """
        k = self.spillovers(spillover)[..., None]
        m = np.asarray(self.demands)
        return (1 - k) * m + k * (m.sum() - m) / (len(m) - 1)

    def provide(self, amounts: Any, spillover: Any) -> Provision:
        """Return what given amounts are worth.

        Parameters
        ----------
        amounts : array_like, shape (..., districts)
            Above 0.
        spillover : float or array_like
            κ, in [0, (n − 1)/n]; its axes broadcast against the leading ones of ``amounts``.
        """
        g = numbers("amounts", matched("amounts", amounts, self._labels), above=0)
        if g.ndim == 0 or g.shape[-1] != len(self.demands):
            raise ValueError(
                f"amounts must have {len(self.demands)} entries in the last axis; "
                f"got shape {g.shape}"
            )
        stakes = self.stakes(spillover)
        surplus = (stakes * np.log(g)).sum(axis=-1) - self.price * g.sum(axis=-1)
        g = np.broadcast_to(g, (*np.shape(surplus), g.shape[-1]))
        return Provision(g, plain(surplus))

    def optimum(self, spillover: Any) -> Provision:
        """Return the amounts with the largest surplus: stakes of all over the price."""
        return self.provide(self.stakes(spillover) / self.price, spillover)

    def decentralised(self, spillover: Any) -> Provision:
        """Return what local governments provide, each for its own people: gᵢ = mᵢ(1 − κ)/p.

        Examples
        --------
        >>> Districts([3, 1]).decentralised([0, 0.25]).amounts
        array([[3.  , 1.  ],
               [2.25, 0.75]])
        """
        k = self.spillovers(spillover)[..., None]
        return self.provide(np.asarray(self.demands) * (1 - k) / self.price, spillover)

    def centralised(self, spillover: Any) -> Provision:
        """Return what a central government provides that must treat all alike: g = mean m / p."""
        level = np.mean(self.demands) / self.price
        return self.provide(np.full(len(self.demands), level), spillover)

    @property
    def critical_spillover(self) -> float:
        """The spillover κ* above which the centre does better.

        The surplus of the centre does not depend on κ and that of local governments falls in
        it, so there is exactly one such point; it is 0 where districts are alike.
        """

        def ahead(k: float) -> float:
            return float(self.decentralised(k).surplus - self.centralised(k).surplus)

        if ahead(0.0) <= 1e-12 * sum(self.demands):
            return 0.0
        return float(brentq(ahead, 0.0, self.most, xtol=1e-14))

    def spillovers(self, value: Any) -> NDArray[np.float64]:
        """Return spillovers that are possible between these districts."""
        return numbers("spillover", value, 0, self.most)
