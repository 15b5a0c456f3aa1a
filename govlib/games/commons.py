"""A common pool without rules: each takes what pays it, and together they take too much.

The pool is that of Walker, Gardner and Ostrom (1990): its yield rises ever more slowly with the
effort of all, each draws in proportion to its own effort, and an outside use of effort pays a
fixed return.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import numbers, parameters
from govlib._values import ByValue, Floats, plain

__all__ = ["CommonPool", "Use"]


@dataclass(frozen=True, eq=False)
class Use(ByValue):
    """How a pool is used when all do the same.

    Attributes
    ----------
    each : float or numpy.ndarray
        Effort of each appropriator.
    total : float or numpy.ndarray
        Effort of all.
    rent : float or numpy.ndarray
        What all draw from the pool beyond what their effort earns outside.
    """

    each: Floats
    total: Floats
    rent: Floats


@dataclass(frozen=True, eq=False)
class CommonPool(ByValue):
    """A pool with yield F(X) = aX − bX² that n appropriators share by their effort.

    Appropriator i earns w(e − xᵢ) + (xᵢ/X) F(X); what it earns beyond w e, xᵢ(a − w − bX), is its
    share of the rent. Efforts are real numbers, and endowments are not binding.

    Parameters
    ----------
    n : int or array_like
        Appropriators, at least 1.
    slope : float or array_like, default 23
        Yield a of the first unit of effort, above the outside return.
    curvature : float or array_like, default 0.25
        b, above 0.
    outside : float or array_like, default 5
        Outside return w of a unit of effort, at least 0.

    Notes
    -----
    Defaults are those of the experiments. Parameters that are arrays broadcast against each other;
    their axes are a sweep, and every result has those axes first.

    References
    ----------
    J. M. Walker, R. Gardner and E. Ostrom (1990), "Rent dissipation in a limited-access
    common-pool resource: experimental evidence", Journal of Environmental Economics and Management
    19(3), 203–211, doi:10.1016/0095-0696(90)90008-2.

    Examples
    --------
    >>> pool = CommonPool(8)
    >>> pool.equilibrium()
    Use(each=8.0, total=64.0, rent=128.0)
    >>> pool.optimum()
    Use(each=4.5, total=36.0, rent=324.0)
    >>> round(pool.efficiency, 3)
    0.395
    """

    n: Any
    slope: Any = 23.0
    curvature: Any = 0.25
    outside: Any = 5.0

    def __post_init__(self) -> None:
        parameters(
            self,
            n={"low": 1, "whole": True},
            slope={"above": 0},
            curvature={"above": 0},
            outside={"low": 0},
        )
        _, slope, _, outside = self._even()
        if (slope <= outside).any():
            raise ValueError(
                f"slope must exceed outside, or nobody uses the pool; got {self.slope} and "
                f"{self.outside}"
            )

    @property
    def _parameters(self) -> tuple[Any, ...]:
        return self.n, self.slope, self.curvature, self.outside

    def _even(self) -> list[NDArray[np.float64]]:
        return [np.asarray(v, dtype=float) for v in np.broadcast_arrays(*self._parameters)]

    def rents(self, efforts: Any) -> NDArray[np.float64]:
        """Return what each appropriator draws beyond what its effort earns outside.

        Parameters
        ----------
        efforts : array_like, shape (..., n)
            Efforts, at least 0.

        Returns
        -------
        numpy.ndarray, shape (..., n)
            xᵢ(a − w − bX); the sweep axes broadcast against the leading axes of ``efforts``.

        Examples
        --------
        >>> CommonPool(2).rents([10, 20])
        array([105., 210.])
        """
        x = numbers("efforts", efforts, 0)
        n, a, b, w = self._even()
        if x.ndim == 0 or (n != x.shape[-1]).any():
            raise ValueError(f"efforts must have n = {self.n} entries; got shape {x.shape}")
        a, b, w = (value[..., None] for value in (a, b, w))
        return np.asarray(x * (a - w - b * x.sum(axis=-1, keepdims=True)))

    def best_reply(self, others: Any) -> Floats:
        """Return the effort that pays one appropriator best when the others use ``others``."""
        rest = numbers("others", others, 0)
        _, a, b, w = self._even()
        return plain(np.maximum((a - w) / b - rest, 0) / 2)

    def equilibrium(self) -> Use:
        """Return the equilibrium: each uses (a − w)/(b(n + 1))."""
        n, _, _, _ = self._even()
        return self._use(self._limit / (n + 1))

    def optimum(self) -> Use:
        """Return the use with the largest rent: all together use (a − w)/2b."""
        n, _, _, _ = self._even()
        return self._use(self._limit / (2 * n))

    def open_access(self) -> Use:
        """Return the use at which the rent is gone: all together use (a − w)/b."""
        n, _, _, _ = self._even()
        use = self._use(self._limit / n)
        return Use(use.each, use.total, plain(np.zeros(np.shape(use.rent))))

    @property
    def efficiency(self) -> Floats:
        """The rent in equilibrium as a share of the largest one, 4n/(n + 1)²."""
        n, *_ = self._even()
        return plain(4 * n / (n + 1) ** 2)

    @property
    def fee(self) -> Floats:
        """The charge per unit of effort that makes the optimum an equilibrium.

        It is the damage that a unit does to the others at the optimum, b(n − 1)x*.
        """
        n, a, _, w = self._even()
        return plain((a - w) * (n - 1) / (2 * n))

    @property
    def critical_discount(self) -> Floats:
        """The patience at which a grim trigger sustains the optimum without any law.

        Who deviates takes the best reply to the others' share of the optimum once, and the
        equilibrium rent for ever after. In units of (a − w)²/b the three rents are ::

            optimum 1/4n,   deviation (n + 1)²/16n²,   equilibrium 1/(n + 1)²

        Returns
        -------
        float or numpy.ndarray
            (deviation − optimum)/(deviation − equilibrium); 0 where n = 1.

        Examples
        --------
        >>> CommonPool([2, 8, 100]).critical_discount.round(3)
        array([0.529, 0.717, 0.962])
        """
        n, *_ = self._even()
        best, deviation, equilibrium = 1 / (4 * n), ((n + 1) / (4 * n)) ** 2, 1 / (n + 1) ** 2
        gain, loss = deviation - best, deviation - equilibrium
        return plain(np.where(n == 1, 0.0, gain / np.where(n == 1, 1.0, loss)))

    @property
    def _limit(self) -> NDArray[np.float64]:
        """Effort at which the pool pays no more than the outside use."""
        _, a, b, w = self._even()
        return np.asarray((a - w) / b)

    def _use(self, each: NDArray[np.float64]) -> Use:
        n, a, b, w = self._even()
        total = n * each
        return Use(plain(each), plain(total), plain(total * (a - w - b * total)))
