"""Unequal countries with linear benefits and quadratic costs, in any coalition.

The common ground of the two questions that unequal countries raise: which coalitions hold
(:mod:`govlib.agreements.coalitions`), and which payments make full cooperation pay for each
(:mod:`govlib.agreements.transfers`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, listed, numbers
from govlib._labels import labels_of, matched, together
from govlib._values import ByValue

__all__ = ["Abatement", "AbatementGame"]


@dataclass(frozen=True, eq=False)
class Abatement(ByValue):
    """What each country abates in some coalition, and what that brings it.

    Attributes
    ----------
    abatement : numpy.ndarray, shape (n,)
        Abatement of each country.
    payoff : numpy.ndarray, shape (n,)
        Payoff of each country, before any transfers.
    """

    abatement: NDArray[np.float64]
    payoff: NDArray[np.float64]

    @property
    def total(self) -> float:
        """Abatement of all countries."""
        return float(self.abatement.sum())

    @property
    def welfare(self) -> float:
        """Sum of all payoffs."""
        return float(self.payoff.sum())


@dataclass(frozen=True, eq=False)
class AbatementGame(ByValue):
    """Countries that abate a common bad, each with its own benefit and cost.

    Country i abates aᵢ ≥ 0 and earns uᵢ = bᵢ Σⱼ aⱼ − cᵢ aᵢ²/2. Alone it abates bᵢ/cᵢ; a
    coalition S maximises its joint payoff, so that each member abates Σ_{j∈S} bⱼ / cᵢ. What
    others do changes nothing in what a country wants to do.

    Parameters
    ----------
    benefit : array_like, shape (n,)
        Benefit bᵢ of country i from a unit abated anywhere, above 0.
    cost : array_like, shape (n,)
        Slope cᵢ of its marginal cost, above 0.
    names : iterable of str, optional
        Names of the countries, each different; by default the labels of a Series, or ``"1"``,
        ``"2"``, …

    Examples
    --------
    >>> game = AbatementGame(benefit=[1, 2, 3, 4], cost=[1, 0.5, 1, 2])
    >>> game.equilibrium().abatement
    array([1., 4., 3., 2.])
    >>> game.optimum().payoff
    array([ -5., -10.,  85., 155.])
    >>> round(game.gap_closed(["3", "4"]), 3)
    0.194
    """

    benefit: Any
    cost: Any
    names: Any = None

    def __post_init__(self) -> None:
        given = together(benefit=self.benefit, cost=self.cost)
        labels = labels_of(given["benefit"]) or labels_of(given["cost"])
        if self.names is None and labels:
            object.__setattr__(self, "names", tuple(map(str, labels)))
        elif labels and set(labels) == set(wanted := _names(self.names)):
            given = {name: matched(name, value, wanted) for name, value in given.items()}
        b = numbers("benefit", given["benefit"], above=0, ndim=1)
        c = numbers("cost", given["cost"], above=0, ndim=1)
        if b.shape != c.shape:
            raise ValueError(
                "benefit and cost must have one entry a country; "
                f"got shapes {b.shape} and {c.shape}"
            )
        with np.errstate(over="ignore"):
            if not np.isfinite(b.sum() ** 2 * (1 / c).sum() * b.size):
                raise ValueError("benefit is too large to square against cost; choose other units")
        if self.names is None:
            names = tuple(str(i) for i in range(1, b.size + 1))
        else:
            names = tuple(map(str, _names(self.names)))
        if len(names) != b.size or len(set(names)) != b.size:
            raise ValueError(f"names must be {b.size} different names; got {len(set(names))}")
        object.__setattr__(self, "benefit", b)
        object.__setattr__(self, "cost", c)
        object.__setattr__(self, "names", names)

    @property
    def n(self) -> int:
        """Number of countries."""
        return len(self.names)

    @property
    def capacity(self) -> NDArray[np.float64]:
        """What each country abates per unit of marginal cost, mᵢ = 1/cᵢ."""
        return np.asarray(1 / self.cost)

    def members(self, coalition: Iterable[Any]) -> NDArray[np.bool_]:
        """Return who belongs to a coalition, given by names or by positions from 0.

        Raises
        ------
        ValueError
            If a name is not known, or a position is out of range.
        """
        inside = np.zeros(self.n, dtype=bool)
        for one in listed("coalition", coalition):
            if isinstance(one, str):
                if one not in self.names:
                    raise ValueError(f"no country is called {one!r}")
                inside[self.names.index(one)] = True
            else:
                inside[integer("position in coalition", one, 0, self.n - 1)] = True
        return inside

    def play(self, coalition: Iterable[Any] = ()) -> Abatement:
        """Return what all do when ``coalition`` acts as one and the others act alone.

        Parameters
        ----------
        coalition : iterable of str or int
            Members, by name or by position from 0.
        """
        inside = self.members(coalition)
        level = np.where(inside, self.benefit[inside].sum(), self.benefit)
        done = level / self.cost
        return Abatement(done, self.benefit * done.sum() - self.cost * done**2 / 2)

    def equilibrium(self) -> Abatement:
        """Return what each does alone."""
        return self.play()

    def optimum(self) -> Abatement:
        """Return what all do together."""
        return self.play(range(self.n))

    def gap_closed(self, coalition: Iterable[Any]) -> float:
        """Return the share of the gap from all alone to all together that a coalition closes."""
        none, full = self.equilibrium().welfare, self.optimum().welfare
        if not full > none:
            raise ValueError("a single country leaves no gap to close")
        return (self.play(coalition).welfare - none) / (full - none)


def _names(names: Any) -> list[Any]:
    return [names] if isinstance(names, str) else listed("names", names)
