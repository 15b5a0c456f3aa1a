"""People and the resource they live from: why Easter Island rose and fell.

The Ricardo–Malthus model of Brander and Taylor (1998): nobody owns the resource, people multiply
when it is plentiful, and what grows slowly is harvested too long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number, numbers
from govlib._values import ByValue, plain

__all__ = ["ResourceEconomy", "ResourcePath", "SteadyState"]


#: fastest growth or decline, a unit of time, that the equations are solved for
_FASTEST = 10.0


@dataclass(frozen=True)
class SteadyState:
    """Where people and resource can stay for ever.

    Attributes
    ----------
    stock, population : float
        Resource S* and people L*; the population is 0 where the resource cannot feed any.
    eigenvalues : tuple of complex
        Of the motion near the steady state, per unit of time.
    """

    stock: float
    population: float
    eigenvalues: tuple[complex, complex]

    @property
    def is_cyclic(self) -> bool:
        """Whether the way there overshoots, again and again."""
        return bool(self.eigenvalues[0].imag != 0)

    @property
    def cycle(self) -> float:
        """Length of one cycle near the steady state; infinite where there is none."""
        turn = abs(self.eigenvalues[0].imag)
        return float(2 * np.pi / turn) if turn else float("inf")

    @property
    def damping(self) -> float:
        """Rate at which the distance to the steady state shrinks."""
        return float(-max(value.real for value in self.eigenvalues))


@dataclass(frozen=True, eq=False)
class ResourcePath(ByValue):
    """People and resource over time.

    Attributes
    ----------
    times : numpy.ndarray, shape (n,)
        In the units of the parameters: decades at the defaults.
    stock, population : numpy.ndarray, shape (n,)
        Resource and people at those times.
    peak, bottom : tuple of float or None
        First time at which the population turns from growth to decline, and first time at which
        the resource turns from decline to growth, each with the value there; None where that
        does not happen within the times.
    """

    times: NDArray[np.float64]
    stock: NDArray[np.float64]
    population: NDArray[np.float64]
    peak: tuple[float, float] | None
    bottom: tuple[float, float] | None


@dataclass(frozen=True)
class ResourceEconomy:
    """The model of Brander and Taylor: S' = rS(1 − S/K) − αβLS, L' = L(n + φαβS).

    A share β of labour harvests, and a worker brings in α of every unit of the resource there
    is; without any harvest, people become fewer at the rate n = b − d < 0.

    Parameters
    ----------
    growth : float, default 0.04
        Intrinsic growth r of the resource, a decade, above 0 and at most 10.
    capacity : float, default 12000
        Carrying capacity K, above 0 and at most 10¹².
    efficiency : float, default 1e-5
        Harvest α a worker and unit of the resource, above 0 and at most 1.
    taste : float, default 0.4
        Share β of labour that harvests, within (0, 1].
    fertility : float, default 4
        How much a unit of harvest a head adds to the growth of the population, φ, above 0.
    net_birth : float, default -0.1
        Growth n = b − d of the population without any harvest, a decade, −10 to below 0.

    References
    ----------
    J. A. Brander and M. S. Taylor (1998), "The simple economics of Easter Island: a
    Ricardo–Malthus model of renewable resource use", American Economic Review 88(1), 119–138.

    Examples
    --------
    >>> island = ResourceEconomy()
    >>> rest = island.steady_state()
    >>> round(rest.stock), round(rest.population), rest.is_cyclic
    (6250, 4792, True)
    >>> fast = ResourceEconomy(growth=0.35).steady_state()  # a palm that soon grows back
    >>> round(rest.damping, 3), round(fast.damping, 3)
    (0.01, 0.091)
    """

    growth: float = 0.04
    capacity: float = 12000.0
    efficiency: float = 1e-5
    taste: float = 0.4
    fertility: float = 4.0
    net_birth: float = -0.1

    def __post_init__(self) -> None:
        bounds = {"growth": _FASTEST, "capacity": 1e12, "efficiency": 1.0, "fertility": 1e12}
        for name, high in bounds.items():
            object.__setattr__(self, name, number(name, getattr(self, name), above=0, high=high))
        object.__setattr__(self, "taste", number("taste", self.taste, above=0, high=1))
        net = number("net_birth", self.net_birth, -_FASTEST, below=0)
        object.__setattr__(self, "net_birth", net)
        births = self.fertility * self._effort * self.capacity
        if births > _FASTEST:
            raise ValueError(
                "fertility, efficiency, taste and capacity must multiply to a growth of people of "
                f"at most {_FASTEST:g}; got {births:g}"
            )

    @property
    def _effort(self) -> float:
        return self.efficiency * self.taste

    def harvest(self, stock: Any, population: Any) -> Any:
        """Return the harvest αβLS, a decade at the defaults."""
        stock, people = numbers("stock", stock, 0), numbers("population", population, 0)
        return plain(self._effort * people * stock)

    def steady_state(self) -> SteadyState:
        """Return the steady state that people and resource approach.

        With people it is S* = −n/(φαβ) and L* = (r/αβ)(1 − S*/K), which needs S* < K;
        otherwise the resource fills its capacity and people die out.

        Examples
        --------
        >>> ResourceEconomy(fertility=2).steady_state().population
        0.0
        """
        stock = -self.net_birth / (self.fertility * self._effort)
        if stock >= self.capacity:
            left = self.net_birth + self.fertility * self._effort * self.capacity
            return SteadyState(self.capacity, 0.0, (complex(-self.growth), complex(left)))
        population = self.growth / self._effort * (1 - stock / self.capacity)
        half = -self.growth * stock / self.capacity / 2
        turn = -self.fertility * self._effort**2 * stock * population
        root = np.sqrt(complex(half**2 + turn))
        return SteadyState(stock, population, (complex(half + root), complex(half - root)))

    def path(
        self,
        time: float,
        *,
        population: float = 40.0,
        stock: float | None = None,
        points: int = 401,
    ) -> ResourcePath:
        """Follow people and resource from a first landing.

        Parameters
        ----------
        time : float
            Last time, above 0 and at most 10,000; decades at the defaults.
        population : float, default 40
            First settlers, above 0.
        stock : float, optional
            Resource that they find, above 0; its capacity where none is given.
        points : int, default 401
            Times at which the path is told, 2 to 1,000,000, evenly spread.

        Raises
        ------
        RuntimeError
            If the equations cannot be solved that far.

        Examples
        --------
        >>> path = ResourceEconomy().path(150)
        >>> when, how_many = path.peak
        >>> round(when), round(how_many)
        (80, 10162)
        """
        from scipy.integrate import solve_ivp

        end = number("time", time, above=0, high=10_000)
        people = number("population", population, above=0, high=1e12)
        found = self.capacity if stock is None else number("stock", stock, above=0, high=1e12)
        times = np.linspace(0, end, integer("points", points, 2, 1_000_000))

        # in logarithms neither can fall below 0, and both motions are sums
        def birth(_: float, y: NDArray[np.float64]) -> float:
            return float(self.net_birth + self.fertility * self._effort * np.exp(y[0]))

        def regrowth(_: float, y: NDArray[np.float64]) -> float:
            free = 1 - np.exp(y[0]) / self.capacity
            return float(self.growth * free - self._effort * np.exp(y[1]))

        birth.direction, regrowth.direction = -1, 1  # type: ignore[attr-defined]
        with np.errstate(over="ignore", invalid="ignore"):
            solution = solve_ivp(
                lambda t, y: [regrowth(t, y), birth(t, y)],
                (0, end),
                np.log([found, people]),
                method="LSODA",
                t_eval=times,
                events=(birth, regrowth),
                rtol=1e-9,
                atol=1e-9,
            )
        if not solution.success or not np.isfinite(solution.y).all():
            raise RuntimeError(f"the equations could not be solved: {solution.message}")
        turns = [
            (float(t[0]), float(np.exp(y[0][which]))) if len(t) else None
            for t, y, which in zip(solution.t_events, solution.y_events, (1, 0), strict=True)
        ]
        return ResourcePath(times, np.exp(solution.y[0]), np.exp(solution.y[1]), *turns)
