"""Payments that make full cooperation pay for every country and every group of them.

Cooperation raises the sum of payoffs, but whoever abates cheaply and gains little may lose by it.
The transfers of Chander and Tulkens (1995, 1997) mend that. Whether a member would still do better
outside, while the others go on, is another question: see :mod:`govlib.agreements.leaving`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, numbers
from govlib._labels import matched
from govlib._values import ByValue
from govlib.agreements.abatement import Abatement, AbatementGame

__all__ = ["GammaCoreCheck", "Transfers", "chander_tulkens", "gamma_core", "gamma_values"]

#: most countries whose 2ⁿ coalitions are held at once, in about 1 GB
_MOST = 24


@dataclass(frozen=True, eq=False)
class Transfers(ByValue):
    """Full cooperation with payments among the countries.

    Attributes
    ----------
    equilibrium, optimum : Abatement
        All alone, and all together before any payment.
    received : numpy.ndarray, shape (n,)
        What each country receives; negative where it pays. They add up to 0.
    """

    equilibrium: Abatement
    optimum: Abatement
    received: NDArray[np.float64]

    @property
    def payoff(self) -> NDArray[np.float64]:
        """What each country earns by full cooperation, after the transfers."""
        return self.optimum.payoff + self.received

    @property
    def gain(self) -> NDArray[np.float64]:
        """What each country gains by full cooperation, after the transfers."""
        return self.payoff - self.equilibrium.payoff

    @property
    def gain_without(self) -> NDArray[np.float64]:
        """What each country would gain, or lose, by full cooperation without the transfers."""
        return self.optimum.payoff - self.equilibrium.payoff


def chander_tulkens(game: AbatementGame) -> Transfers:
    """Return the transfers of Chander and Tulkens.

    Each country is repaid the cost that cooperation adds to what it would do alone, and bears a
    share of all these costs that is its share of the benefits::

        Tᵢ = Cᵢ(aᵢ*) − Cᵢ(āᵢ) − (bᵢ / Σⱼ bⱼ) Σⱼ (Cⱼ(aⱼ*) − Cⱼ(āⱼ))

    with ā what they do alone, a* what they do together, Cᵢ(a) = cᵢa²/2. With linear benefits no
    country and no group of countries gains by leaving if all others then act alone:
    see :func:`govlib.agreements.transfers.gamma_core`.

    Parameters
    ----------
    game : AbatementGame
        The countries.

    Returns
    -------
    Transfers

    References
    ----------
    P. Chander and H. Tulkens (1995), "A core-theoretic solution for the design of cooperative
    agreements on transfrontier pollution", International Tax and Public Finance 2(2), 279–293,
    doi:10.1007/BF00877502.

    Examples
    --------
    >>> deal = chander_tulkens(AbatementGame([1, 2, 3, 4], [1, 0.5, 1, 2]))
    >>> deal.gain_without
    array([-14.5, -26. ,  59.5, 119. ])
    >>> deal.received.round(1)
    array([ 28.3,  53.6, -18.1, -63.8])
    >>> deal.gain.round(1)
    array([13.8, 27.6, 41.4, 55.2])
    """
    instance("game", game, AbatementGame)
    nash, efficient = game.equilibrium(), game.optimum()
    extra = game.cost * (efficient.abatement**2 - nash.abatement**2) / 2
    share = game.benefit / game.benefit.sum()
    return Transfers(nash, efficient, extra - share * extra.sum())


def gamma_values(game: AbatementGame) -> NDArray[np.float64]:
    """Return what each coalition can secure while all others act alone.

    The value of S is its joint payoff in the equilibrium where S acts as one and every outsider
    for itself (Chander and Tulkens 1997).

    Returns
    -------
    numpy.ndarray, shape (2ⁿ,)
        Coalition S has index Σ_{i∈S} 2ⁱ.

    Raises
    ------
    ValueError
        If there are more than 24 countries.

    References
    ----------
    P. Chander and H. Tulkens (1997), "The core of an economy with multilateral environmental
    externalities", International Journal of Game Theory 26(3), 379–401, doi:10.1007/BF01263279.

    Examples
    --------
    >>> gamma_values(AbatementGame([1, 2], [1, 1]))
    array([0. , 2.5, 4. , 9. ])
    """
    instance("game", game, AbatementGame)
    if game.n > _MOST:
        raise ValueError(
            f"{game.n} countries have 2^{game.n} coalitions, too many to list; "
            f"group them into at most {_MOST}"
        )
    alone = game.benefit * game.capacity
    benefit = _sums(game.benefit)
    value = alone.sum() - _sums(alone)
    value *= benefit
    value += benefit**2 * _sums(game.capacity) / 2
    return value


@dataclass(frozen=True, eq=False)
class GammaCoreCheck:
    """Whether any coalition can do better on its own than under a proposal.

    Attributes
    ----------
    excess : float
        The most that any coalition short of all gains by leaving; negative if all lose.
    coalition : tuple of str
        Who gains that much.
    efficient : bool
        Whether the proposal divides exactly what all earn together.
    """

    excess: float
    coalition: tuple[str, ...]
    efficient: bool

    @property
    def inside(self) -> bool:
        """Whether the proposal lies in the core."""
        return self.efficient and self.excess <= 0


def gamma_core(game: AbatementGame, payoff: Any) -> GammaCoreCheck:
    """Check a division of the payoffs of full cooperation against every coalition.

    Parameters
    ----------
    game : AbatementGame
        The countries, at least 2 and at most 24.
    payoff : array_like, shape (n,)
        What each country is to earn, transfers included.

    Returns
    -------
    GammaCoreCheck
        The coalition with the largest excess is the witness where the core is missed.

    Examples
    --------
    >>> game = AbatementGame([1, 2, 3, 4], [1, 0.5, 1, 2])
    >>> gamma_core(game, chander_tulkens(game).payoff).inside
    True
    >>> bare = gamma_core(game, game.optimum().payoff)
    >>> bare.coalition, bare.excess
    (('1', '2'), 43.5)
    """
    instance("game", game, AbatementGame)
    share = numbers("payoff", matched("payoff", payoff, game.names), ndim=1)
    if share.shape != (game.n,):
        raise ValueError(f"payoff must have n = {game.n} entries; got shape {share.shape}")
    if game.n < 2:
        raise ValueError("a single country has no coalitions; got n = 1")
    value = gamma_values(game)
    excess = value - _sums(share)
    # rounding in sums of large payoffs: what cannot be told from 0 is 0
    size = np.abs(value[-1]) + np.abs(share).sum()
    excess[np.abs(excess) <= 1e-12 * size] = 0.0
    worst = int(np.argmax(excess[1:-1])) + 1
    who = tuple(name for i, name in enumerate(game.names) if worst >> i & 1)
    return GammaCoreCheck(float(excess[worst]), who, bool(excess[-1] == 0))


def _sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums over all subsets, subset S at index Σ_{i∈S} 2ⁱ."""
    sums = np.zeros(2**values.size)
    for i, value in enumerate(values):
        np.add(sums[: 2**i], value, out=sums[2**i : 2 ** (i + 1)])
    return sums
