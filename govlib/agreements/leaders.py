"""Agreements that move first: the two models in which benefits of abatement fall.

Where more abatement elsewhere makes one's own less worthwhile, outsiders answer an agreement by
abating less, and signatories foresee it. Barrett (1994) chooses abatement; Diamantoudi and
Sartzetakis (2006) choose emissions, which cannot be negative. They are one model: with θ = b/(cN)
for abatement and θ = d/b for emissions, X = 1 + θ(N − k) and ψ = X² + θk², the loss of a signatory
against the best thinkable is L/ψ, that of an outsider L(1 + θ)X²/ψ². The second asks that no
country emit less than nothing at any size, stable or not, which leaves small agreements only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.polynomial import Polynomial

from govlib._check import integer, parameters
from govlib._values import ByValue, Floats, plain
from govlib.agreements._sizes import lift, sizes
from govlib.agreements.linear import Actions

__all__ = [
    "EmissionAgreement",
    "LeaderAgreement",
    "highest_theta",
    "switch_theta",
]


class _FirstMovers(ByValue):
    """What both models share: payoffs at every number of signatories, from θ, best and loss."""

    n: int

    def _check(self, *names: str) -> None:
        """Check n and the parameters named, and that payoffs stay within the numbers there are."""
        object.__setattr__(self, "n", integer("n", self.n, 2))
        parameters(self, **{name: {"above": 0} for name in names})
        words = f"{', '.join(names[:-1])} and {names[-1]}"
        with np.errstate(over="ignore", under="ignore"):
            scale = np.array([*map(np.max, self._scale()), np.max(self.theta) ** 2 * self.n**2])
        if not np.isfinite(scale).all():
            raise ValueError(f"{words} give payoffs too large to compute; choose other units")

    @property
    def theta(self) -> Floats:
        """Slope of the good that all share over that of what each bears alone, θ."""
        raise NotImplementedError

    def _scale(self) -> tuple[Any, Any]:
        """Return the best thinkable payoff, and the loss L against it if nobody did anything."""
        raise NotImplementedError

    def signatory(self, k: Any) -> Floats:
        """Return the payoff of each signatory when k have signed, 1 ≤ k ≤ n."""
        count = sizes(k, 1, self.n)
        _, psi = self._terms(count)
        best, loss = (lift(value, count) for value in self._scale())
        return plain(best - loss / psi)

    def outsider(self, k: Any) -> Floats:
        """Return the payoff of each outsider when k have signed, 0 ≤ k ≤ n − 1."""
        count = sizes(k, 0, self.n - 1)
        x, psi = self._terms(count)
        best, loss = (lift(value, count) for value in self._scale())
        return plain(best - loss * (1 + lift(self.theta, count)) * (x / psi) ** 2)

    def gain(self, k: Any) -> Floats:
        """Return what the k-th signatory gains by signing, πₛ(k) − πₒ(k − 1), 1 ≤ k ≤ n.

        The difference is written out, with Y = Xₖ₋₁ and m = n − k, because near θ = 0 it is far
        smaller than the payoffs::

            Lθ (Y² (θ²m² + θ(k² − 1) − (k − 1)(k − 3)) − θ(k − 1)⁴) / (ψ²ₖ₋₁ ψₖ)
        """
        count = sizes(k, 1, self.n)
        theta = lift(self.theta, count)
        y, before = self._terms(count - 1)
        _, after = self._terms(count)
        _, loss = self._scale()
        numerator = _numerator(theta, self.n, count, y)
        return plain(lift(loss, count) * theta * numerator / (before**2 * after))

    def _terms(self, k: Any) -> tuple[Any, Any]:
        theta = lift(self.theta, k)
        x = 1 + theta * (self.n - k)
        return x, x**2 + theta * k**2


def _numerator(theta: Any, n: int, k: Any, y: Any) -> Any:
    """Return what decides the sign of the gain; for numbers and for polynomials in θ."""
    inner = (theta * (n - k)) ** 2 + theta * (k**2 - 1) - (k - 1) * (k - 3)
    return y**2 * inner - theta * (k - 1) ** 4


@dataclass(frozen=True, eq=False)
class LeaderAgreement(_FirstMovers):
    """Barrett's agreement: abatement with falling benefits, signatories move first.

    Country i earns πᵢ = b(aQ − Q²/2)/N − c qᵢ²/2, where Q is everybody's abatement. Outsiders
    play against each other and take the signatories' abatement as given; signatories maximise
    their joint payoff and foresee the answer. At k = 0 all play Nash, at k = N all cooperate.

    Parameters
    ----------
    n : int
        Countries N, at least 2.
    benefit : float or array_like
        Slope b of the global marginal benefit, above 0.
    cost : float or array_like
        Slope c of each country's marginal cost, above 0.
    choke : float or array_like, default 1
        Abatement a at which marginal benefit is zero, above 0.

    Notes
    -----
    Abatement is not bounded by emissions here. Where all equal countries emit a/N without
    abatement, signatories of some agreements abate slightly more than they emit, at most by about
    5 % at n = 10 and 1 % at n = 100. With abatement kept below a/N
    (:class:`govlib.agreements.bounded_leaders.BoundedLeaderAgreement`) the stable number is the
    same or one less: large agreements do not rest on emissions below zero.

    References
    ----------
    S. Barrett (1994), "Self-enforcing international environmental agreements", Oxford Economic
    Papers 46 (Supplement), 878–894; Table 1.

    Examples
    --------
    >>> treaty = LeaderAgreement(n=10, benefit=1, cost=0.25, choke=100)
    >>> treaty.abatement([0, 10]).total.round(3)
    array([80.   , 97.561])
    >>> round(treaty.signatory(4), 2), round(treaty.outsider(4), 2)
    (472.16, 474.91)
    """

    n: int
    benefit: Any
    cost: Any
    choke: Any = 1.0

    def __post_init__(self) -> None:
        self._check("benefit", "cost", "choke")

    @property
    def theta(self) -> Floats:
        """Slope of each country's benefit over that of its cost, θ = b/(cN).

        It is also what each outsider abates of a unit that is still worth abating.
        """
        return plain(np.divide(self.benefit, np.multiply(self.cost, self.n)))

    def abatement(self, k: Any) -> Actions:
        """Return abatement when k have signed, 0 ≤ k ≤ n.

        Examples
        --------
        >>> done = LeaderAgreement(10, benefit=1, cost=0.25, choke=100).abatement(4)
        >>> round(done.signatory, 2), round(done.outsider, 2)
        (8.91, 7.57)
        """
        count = sizes(k, 0, self.n)
        x, psi = self._terms(count)
        theta, a = lift(self.theta, count), lift(self.choke, count)
        inside = np.where(count > 0, a * theta * count / psi, np.nan)
        outside = np.where(count < self.n, a * theta * x / psi, np.nan)
        return Actions(plain(inside), plain(outside), plain(a * (psi - x) / psi))

    def _scale(self) -> tuple[Any, Any]:
        loss = np.multiply(self.benefit, np.square(self.choke)) / (2 * self.n)
        return loss, loss


@dataclass(frozen=True, eq=False)
class EmissionAgreement(_FirstMovers):
    """The agreement of Diamantoudi and Sartzetakis: emissions, none below zero.

    Country i earns πᵢ = b(a eᵢ − eᵢ²/2) − dE²/2 from its emissions eᵢ and all emissions E.
    Outsiders and signatories move as in :class:`govlib.agreements.leaders.LeaderAgreement`.
    Only θ = d/b decides which sizes are stable. No emissions fall below zero at any size where
    θ ≤ 4/(n(n − 4)), for n > 4.

    Parameters
    ----------
    n : int
        Countries, at least 2.
    damage : float or array_like
        Slope d of each country's marginal damage, above 0.
    benefit : float or array_like, default 1
        Slope b of the marginal benefit of its own emissions, above 0.
    choke : float or array_like, default 1
        Emissions a of a country that does not care, above 0.

    Raises
    ------
    ValueError
        If θ exceeds :func:`govlib.agreements.leaders.highest_theta`.

    References
    ----------
    E. Diamantoudi and E. S. Sartzetakis (2006), "Stable international environmental agreements:
    an analytical approach", Journal of Public Economic Theory 8(2), 247–263.

    Examples
    --------
    >>> from govlib.agreements import assess
    >>> assess(EmissionAgreement(n=10, damage=[0.03, 0.066])).largest
    array([2, 3])
    >>> treaty = EmissionAgreement(n=10, damage=0.06, choke=10)
    >>> treaty.emissions([0, 3, 10]).total.round(1)
    array([62.5, 55.5, 14.3])
    """

    n: int
    damage: Any
    benefit: Any = 1.0
    choke: Any = 1.0

    def __post_init__(self) -> None:
        self._check("damage", "benefit", "choke")
        theta = np.asarray(self.theta)
        highest = highest_theta(self.n)
        if (theta > highest * (1 + 1e-12)).any():
            raise ValueError(
                f"damage / benefit must be at most {highest:g}, or emissions of some of {self.n} "
                f"countries fall below zero; got {theta.max():g}"
            )

    @property
    def theta(self) -> Floats:
        """Slope of each country's damage over that of its benefit, θ = d/b."""
        return plain(np.divide(self.damage, self.benefit))

    def emissions(self, k: Any) -> Actions:
        """Return emissions when k have signed, 0 ≤ k ≤ n."""
        count = sizes(k, 0, self.n)
        x, psi = self._terms(count)
        theta, a = lift(self.theta, count), lift(self.choke, count)
        inside = np.where(count > 0, a * (1 - theta * count * self.n / psi), np.nan)
        outside = np.where(count < self.n, a * (1 - theta * self.n * x / psi), np.nan)
        return Actions(plain(inside), plain(outside), plain(self.n * a * x / psi))

    def _scale(self) -> tuple[Any, Any]:
        free = np.square(self.choke)
        return np.multiply(self.benefit, free) / 2, np.multiply(self.damage, self.n**2 * free) / 2


def highest_theta(n: int) -> float:
    """Return the largest θ = d/b at which no country emits less than zero at any size.

    For more than four countries signatories are the first to reach zero, at 4/(n(n − 4)). Among
    two to four it is an outsider when s have signed, at the positive root of
    1 + θ(n − 2s + s²) = θ²s(n − s).

    References
    ----------
    E. Diamantoudi and E. S. Sartzetakis (2006), "Stable international environmental agreements:
    an analytical approach", Journal of Public Economic Theory 8(2), 247–263, for more than four.

    Examples
    --------
    >>> [round(highest_theta(n), 4) for n in (2, 4, 5, 10)]
    [1.618, 1.2071, 0.8, 0.0667]
    """
    n = integer("n", n, 2)
    if n > 4:
        return 4 / (n * (n - 4))
    s = np.arange(1, n)
    p, q = n - 2 * s + s**2, s * (n - s)
    return float(((p + np.sqrt(p**2 + 4 * q)) / (2 * q)).min())


def switch_theta(n: int, k: int) -> float:
    """Return the smallest θ = d/b at which k signatories would not leave.

    The sign of the gain is that of a polynomial in θ with whole coefficients; this is its first
    change from below to above zero within 0 < θ ≤ 4/(n(n − 4)).

    Parameters
    ----------
    n : int
        Countries, at least 5.
    k : int
        Signatories, from 2 to n.

    Returns
    -------
    float
        The switch; 0 where k are content at every θ, NaN where they are at none.

    References
    ----------
    E. Diamantoudi and E. S. Sartzetakis (2006), "Stable international environmental agreements:
    an analytical approach", Journal of Public Economic Theory 8(2), 247–263.

    Examples
    --------
    >>> round(switch_theta(10, 3), 6), switch_theta(10, 2), switch_theta(10, 4)
    (0.035297, 0.0, nan)
    """
    n = integer("n", n, 5)
    k = integer("k", k, 2, n)
    theta = Polynomial([0, 1])
    gain = _numerator(theta, n, k, 1 + theta * (n - k + 1))
    roots = gain.roots()
    real = np.sort(roots[np.abs(roots.imag) < 1e-9 * np.abs(roots)].real)
    inside = real[(real > 0) & (real <= highest_theta(n))]
    # between two roots the sign is that of any point; beyond the bound nothing is asked
    points = np.concatenate([[0.0], inside, [highest_theta(n)]])
    signs = np.sign(gain((points[:-1] + points[1:]) / 2))
    content = np.flatnonzero(signs >= 0)
    return float(points[content[0]]) if content.size else float("nan")
