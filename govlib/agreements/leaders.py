"""Agreements that move first: the two models in which benefits of abatement fall.

Where more abatement elsewhere makes one's own less worthwhile, outsiders answer an agreement by
abating less, and signatories foresee it. Barrett (1994) chooses abatement; Diamantoudi and
Sartzetakis (2006) choose emissions, which cannot be negative. They are one model: with θ = b/(cN)
for abatement and θ = c/b for emissions, X = 1 + θ(N − k) and ψ = X² + θk², the loss of a signatory
against the best thinkable is L/ψ, that of an outsider L(1 + θ)X²/ψ². The large agreements of the
first need emissions below zero in the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.polynomial import Polynomial

from govlib._check import integer, numbers
from govlib._values import Floats, plain
from govlib.agreements.stability import lift, sizes

__all__ = [
    "Actions",
    "EmissionAgreement",
    "FirstMovers",
    "LeaderAgreement",
    "highest_ratio",
    "switch_ratio",
]


@dataclass(frozen=True)
class Actions:
    """What countries do at some number of signatories.

    Attributes
    ----------
    signatory, outsider : float or numpy.ndarray
        Abatement or emissions of each; NaN where there is no such country.
    total : float or numpy.ndarray
        Sum over all countries.
    """

    signatory: Floats
    outsider: Floats
    total: Floats


@dataclass(frozen=True)
class FirstMovers:
    """What both models share: three parameters, and payoffs at every number of signatories.

    Not used by itself; see :class:`govlib.agreements.leaders.LeaderAgreement` and
    :class:`govlib.agreements.leaders.EmissionAgreement`.
    """

    n: int
    a: Any
    b: Any
    c: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer("n", self.n, 2))
        for name in ("a", "b", "c"):
            object.__setattr__(self, name, plain(numbers(name, getattr(self, name), above=0)))
        try:
            np.broadcast_shapes(np.shape(self.a), np.shape(self.b), np.shape(self.c))
        except ValueError:
            raise ValueError(
                "a, b and c must broadcast; got shapes "
                f"{np.shape(self.a)}, {np.shape(self.b)}, {np.shape(self.c)}"
            ) from None
        with np.errstate(over="ignore", under="ignore"):
            scale = np.array([*map(np.max, self._scale()), np.max(self.theta) ** 2 * self.n**2])
        if not np.isfinite(scale).all():
            raise ValueError("a, b and c give payoffs too large to compute; choose other units")

    @property
    def theta(self) -> Floats:
        """How strongly outsiders answer, θ."""
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


@dataclass(frozen=True)
class LeaderAgreement(FirstMovers):
    """Barrett's agreement: abatement with falling benefits, signatories move first.

    Country i earns πᵢ = b(aQ − Q²/2)/N − c qᵢ²/2, where Q is everybody's abatement. Outsiders
    play against each other and take the signatories' abatement as given; signatories maximise
    their joint payoff and foresee the answer. At k = 0 all play Nash, at k = N all cooperate.

    Parameters
    ----------
    n : int
        Countries N, at least 2.
    a : float or array_like
        Abatement at which marginal benefit is zero, above 0.
    b : float or array_like
        Slope of the global marginal benefit, above 0.
    c : float or array_like
        Slope of each country's marginal cost, above 0.

    Notes
    -----
    Abatement is not bounded by emissions here. Where all equal countries emit a/N without
    abatement, the larger agreements abate more than they emit; see
    :class:`govlib.agreements.leaders.EmissionAgreement`.

    References
    ----------
    S. Barrett (1994), "Self-enforcing international environmental agreements", Oxford Economic
    Papers 46 (Supplement), 878–894; Table 1.

    Examples
    --------
    >>> treaty = LeaderAgreement(n=10, a=100, b=1, c=0.25)
    >>> treaty.abatement([0, 10]).total.round(3)
    array([80.   , 97.561])
    >>> round(treaty.signatory(4), 2), round(treaty.outsider(4), 2)
    (472.16, 474.91)
    """

    @property
    def theta(self) -> Floats:
        """What each outsider abates of a unit that is still worth abating, b/(cN)."""
        return plain(np.divide(self.b, np.multiply(self.c, self.n)))

    def abatement(self, k: Any) -> Actions:
        """Return abatement when k have signed, 0 ≤ k ≤ n.

        Examples
        --------
        >>> done = LeaderAgreement(n=10, a=100, b=1, c=0.25).abatement(4)
        >>> round(done.signatory, 2), round(done.outsider, 2)
        (8.91, 7.57)
        """
        count = sizes(k, 0, self.n)
        x, psi = self._terms(count)
        theta, a = lift(self.theta, count), lift(self.a, count)
        inside = np.where(count > 0, a * theta * count / psi, np.nan)
        outside = np.where(count < self.n, a * theta * x / psi, np.nan)
        return Actions(plain(inside), plain(outside), plain(a * (psi - x) / psi))

    def _scale(self) -> tuple[Any, Any]:
        loss = np.multiply(self.b, np.square(self.a)) / (2 * self.n)
        return loss, loss


@dataclass(frozen=True)
class EmissionAgreement(FirstMovers):
    """The agreement of Diamantoudi and Sartzetakis: emissions, none below zero.

    Country i earns πᵢ = b(a eᵢ − eᵢ²/2) − cE²/2 from its emissions eᵢ and all emissions E.
    Outsiders and signatories move as in :class:`govlib.agreements.leaders.LeaderAgreement`.
    Payoffs: :class:`govlib.agreements.leaders.FirstMovers`.
    No emissions fall below zero at any size where γ = c/b ≤ 4/(n(n − 4)), for n > 4.

    Parameters
    ----------
    n : int
        Countries, at least 2.
    a : float or array_like
        Emissions of a country that does not care, above 0.
    b : float or array_like
        Slope of the marginal benefit of emissions, above 0.
    c : float or array_like
        Slope of each country's marginal damage, above 0.

    Raises
    ------
    ValueError
        If γ exceeds :func:`govlib.agreements.leaders.highest_ratio`.

    References
    ----------
    E. Diamantoudi and E. S. Sartzetakis (2006), "Stable international environmental agreements:
    an analytical approach", Journal of Public Economic Theory 8(2), 247–263.

    Examples
    --------
    >>> from govlib.agreements import assess
    >>> assess(EmissionAgreement(n=10, a=10, b=1, c=[0.03, 0.066])).largest
    array([2, 3])
    >>> treaty = EmissionAgreement(n=10, a=10, b=1, c=0.06)
    >>> treaty.emissions([0, 3, 10]).total.round(1)
    array([62.5, 55.5, 14.3])
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        gamma = np.asarray(self.theta)
        highest = highest_ratio(self.n)
        if (gamma > highest * (1 + 1e-12)).any():
            raise ValueError(
                f"c / b must be at most {highest:g}, or emissions of some of {self.n} countries "
                f"fall below zero; got {gamma.max():g}"
            )

    @property
    def theta(self) -> Floats:
        """Damage against benefit, γ = c/b."""
        return plain(np.divide(self.c, self.b))

    def emissions(self, k: Any) -> Actions:
        """Return emissions when k have signed, 0 ≤ k ≤ n."""
        count = sizes(k, 0, self.n)
        x, psi = self._terms(count)
        gamma, a = lift(self.theta, count), lift(self.a, count)
        inside = np.where(count > 0, a * (1 - gamma * count * self.n / psi), np.nan)
        outside = np.where(count < self.n, a * (1 - gamma * self.n * x / psi), np.nan)
        return Actions(plain(inside), plain(outside), plain(self.n * a * x / psi))

    def _scale(self) -> tuple[Any, Any]:
        free = np.square(self.a)
        return np.multiply(self.b, free) / 2, np.multiply(self.c, self.n**2 * free) / 2


def highest_ratio(n: int) -> float:
    """Return the largest γ = c/b at which no country emits less than zero at any size.

    For more than four countries signatories are the first to reach zero, at 4/(n(n − 4)). Among
    two to four it is an outsider when s have signed, at the positive root of
    1 + γ(n − 2s + s²) = γ²s(n − s).

    References
    ----------
    E. Diamantoudi and E. S. Sartzetakis (2006), "Stable international environmental agreements:
    an analytical approach", Journal of Public Economic Theory 8(2), 247–263, for more than four.

    Examples
    --------
    >>> [round(highest_ratio(n), 4) for n in (2, 4, 5, 10)]
    [1.618, 1.2071, 0.8, 0.0667]
    """
    n = integer("n", n, 2)
    if n > 4:
        return 4 / (n * (n - 4))
    s = np.arange(1, n)
    p, q = n - 2 * s + s**2, s * (n - s)
    return float(((p + np.sqrt(p**2 + 4 * q)) / (2 * q)).min())


def switch_ratio(n: int, k: int) -> float:
    """Return the smallest γ = c/b at which k signatories would not leave.

    The sign of the gain is that of a polynomial in γ with whole coefficients; this is its first
    change from below to above zero within 0 < γ ≤ 4/(n(n − 4)).

    Parameters
    ----------
    n : int
        Countries, at least 5.
    k : int
        Signatories, from 2 to n.

    Returns
    -------
    float
        The switch; 0 where k are content at every γ, NaN where they are at none.

    References
    ----------
    E. Diamantoudi and E. S. Sartzetakis (2006), "Stable international environmental agreements:
    an analytical approach", Journal of Public Economic Theory 8(2), 247–263.

    Examples
    --------
    >>> round(switch_ratio(10, 3), 6), switch_ratio(10, 2), switch_ratio(10, 4)
    (0.035297, 0.0, nan)
    """
    n = integer("n", n, 5)
    k = integer("k", k, 2, n)
    gamma = Polynomial([0, 1])
    gain = _numerator(gamma, n, k, 1 + gamma * (n - k + 1))
    roots = gain.roots()
    real = np.sort(roots[np.abs(roots.imag) < 1e-9 * np.abs(roots)].real)
    inside = real[(real > 0) & (real <= highest_ratio(n))]
    # between two roots the sign is that of any point; beyond the bound nothing is asked
    points = np.concatenate([[0.0], inside, [highest_ratio(n)]])
    signs = np.sign(gain((points[:-1] + points[1:]) / 2))
    content = np.flatnonzero(signs >= 0)
    return float(points[content[0]]) if content.size else float("nan")
