"""What a gift economy supplies under each technology, and what a transfer does to it.

:class:`~govlib.games.aggregation.GiftEconomy` solves one technology at a time; here all stand on
one scale, the exponent v of the power mean, so that a transfer can be compared along it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, integer, number, numbers
from govlib._labels import together
from govlib._values import ByValue
from govlib.games.aggregation import GiftEconomy, power_mean
from govlib.games.minimum_effort import WeakestLinkGame

__all__ = [
    "Supply",
    "best_efforts",
    "expected_payoffs",
    "needed_trust",
    "supply",
    "supply_for_tastes",
]


@dataclass(frozen=True, eq=False)
class Supply(ByValue):
    """Gifts in equilibrium and what they bring.

    Attributes
    ----------
    level : float
        The good: the sum at v = 1, the power mean of the gifts at other exponents.
    gifts : numpy.ndarray, shape (n,)
        Gift of each country.
    utility : numpy.ndarray, shape (n,)
        Private use times the good, x·G.
    """

    level: float
    gifts: NDArray[np.float64]
    utility: NDArray[np.float64]


def supply(economy: GiftEconomy, exponent: float, provider: int = 0) -> Supply:
    """Return the equilibrium of a gift economy at any exponent of the power mean.

    Where there are many equilibria, the one that all prefer is taken (weakest link), or the one
    of a named provider (best shot).

    Parameters
    ----------
    economy : GiftEconomy
        One set of incomes.
    exponent : float
        v: −∞ for the weakest link, below 1 for weaker links, 1 for the sum, ∞ for the best shot.
        Between 1 and ∞ there is no equilibrium in which several give.
    provider : int, default 0
        Country that provides a best shot; it must have at least half of the largest income.

    Returns
    -------
    Supply

    Raises
    ------
    TypeError
        If ``economy`` is no gift economy.
    ValueError
        If the exponent is NaN or lies between 1 and ∞, the incomes are a sweep, or the provider
        would be relieved by a richer country.

    Examples
    --------
    >>> economy = GiftEconomy([10, 6, 2])
    >>> [round(supply(economy, v).level, 3) for v in (-math.inf, 0, 1, math.inf)]
    [1.0, 1.233, 5.333, 5.0]
    """
    instance("economy", economy, GiftEconomy)
    incomes = np.asarray(economy.incomes)
    if incomes.ndim != 1:
        raise ValueError(f"economy must hold one set of incomes; got shape {incomes.shape}")
    at = integer("provider", provider, 0, incomes.size - 1)
    if not (isinstance(exponent, (float, np.floating)) and not math.isfinite(exponent)):
        exponent = number("exponent", exponent)
    if math.isnan(exponent) or 1 < exponent < math.inf:
        raise ValueError(f"exponent must be at most 1, or inf; got {exponent:g}")
    if exponent == -math.inf:
        level = float(economy.weakest_link_best)
        gifts = np.full(incomes.size, level)
    elif exponent < 1:
        gifts = economy.weaker_link_gifts(exponent)
        level = float(power_mean(gifts, exponent))
    elif exponent == 1:
        level, gifts = float(economy.summation_total), economy.summation_gifts
    else:
        found = {e.provider: e.level for e in economy.best_shot_equilibria()}
        if at not in found:
            raise ValueError(f"provider must be one of {sorted(found)}; got {at}")
        level = found[at]
        gifts = np.where(np.arange(incomes.size) == at, level, 0.0)
    return Supply(level, gifts, (incomes - gifts) * level)


def supply_for_tastes(
    incomes: NDArray[np.float64] | list[float], ratios: NDArray[np.float64] | list[float] | float
) -> tuple[float, float, float]:
    """Return the good under weakest link, sum and best shot, for tastes other than x·G.

    Country i wants rᵢ units for itself to each unit of the good, whatever it has: Cobb–Douglas,
    constant elasticity and every other taste whose mix does not hang on income. Alone it gives
    yᵢ/(1 + rᵢ). Of the equilibria of the weakest link the best is taken; a best shot is provided
    by the country that alone would give most.

    Parameters
    ----------
    incomes : array_like, shape (n,)
        Above 0, for at least two countries.
    ratios : float or array_like, shape (n,)
        rᵢ above 0; 1 is the taste x·G.

    Returns
    -------
    tuple of float
        Level under the weakest link, the sum and the best shot.

    Raises
    ------
    TypeError, ValueError
        If incomes or ratios are not above 0, or their shapes do not fit.

    Examples
    --------
    >>> [round(level, 3) for level in supply_for_tastes([10, 6, 2], 1)]
    [1.0, 5.333, 5.0]
    """
    given = together(incomes=incomes, ratios=ratios)
    y = numbers("incomes", given["incomes"], above=0)
    if y.ndim != 1 or y.size < 2:
        raise ValueError(f"incomes must hold at least two in a row; got shape {y.shape}")
    r = numbers("ratios", given["ratios"], above=0)
    if r.shape not in ((), y.shape):
        raise ValueError(f"ratios must be one or {y.size}; got shape {r.shape}")
    r = np.broadcast_to(r, y.shape)
    alone = y / (1 + r)
    # a giver stops where x = rG; who would stop last gives first, and the k first givers supply
    # Σy/(1 + Σr). One more giver raises this as long as she still wants to give.
    order = np.argsort(-y / r)
    totals = y[order].cumsum() / (1 + r[order].cumsum())
    return float(alone.min()), float(totals.max()), float(alone.max())


def expected_payoffs(
    game: WeakestLinkGame, belief: NDArray[np.float64] | list[float], n: int
) -> NDArray[np.float64]:
    """Return the expected payoff of each effort, given what each of the others may choose.

    The n − 1 others choose independently. The least of all efforts is at least j if all of them
    choose j or more, so E[min(k, least)] = Σⱼ₌₁ᵏ S(j)ⁿ⁻¹ with S(j) the chance of j or more.

    Parameters
    ----------
    game : WeakestLinkGame
        The game.
    belief : array_like, shape (efforts,)
        Chance of each effort, from effort 1 on; adds up to 1.
    n : int
        Players, at least 2.

    Returns
    -------
    numpy.ndarray, shape (efforts,)

    Raises
    ------
    TypeError, ValueError
        If an argument is of another kind, or the belief is no distribution over the efforts.

    Examples
    --------
    >>> expected_payoffs(WeakestLinkGame(), [0.1, 0, 0, 0, 0, 0, 0.9], 2).round(2)
    array([0.7 , 0.78, 0.86, 0.94, 1.02, 1.1 , 1.18])
    """
    instance("game", game, WeakestLinkGame)
    n = integer("n", n, 2)
    chances = numbers("belief", belief, 0, 1 + 1e-9)
    if chances.shape != (game.efforts,):
        raise ValueError(f"belief must hold {game.efforts} chances; got shape {chances.shape}")
    if abs(chances.sum() - 1) > 1e-9:
        raise ValueError(f"belief must be chances that add up to 1; got {belief}")
    survive = chances[::-1].cumsum()[::-1]
    survive[0] = 1.0  # every effort is at least the first
    least = (survive ** (n - 1)).cumsum()
    own = np.arange(1, game.efforts + 1)
    return game.base - game.cost * own + game.benefit * least


def best_efforts(
    game: WeakestLinkGame, belief: NDArray[np.float64] | list[float], n: int
) -> NDArray[np.int64]:
    """Return the efforts with the largest expected payoff; several if they tie.

    Parameters and errors are those of :func:`expected_payoffs`.

    Examples
    --------
    >>> best_efforts(WeakestLinkGame(), [0.1, 0, 0, 0, 0, 0, 0.9], 14)
    array([1])
    """
    pay = expected_payoffs(game, belief, n)
    return np.flatnonzero(pay >= pay.max() - 1e-9 * game._scale) + 1


def needed_trust(game: WeakestLinkGame, n: int) -> float:
    """Return how sure one must be of each other player that the highest effort pays.

    If each of the others chooses the highest effort with chance p and else the lowest, the
    highest pays where b·p^(n−1) is at least the cost c of a unit of effort: p ≥ (c/b)^(1/(n−1)).

    Examples
    --------
    >>> round(needed_trust(WeakestLinkGame(), 14), 3)
    0.948
    """
    instance("game", game, WeakestLinkGame)
    n = integer("n", n, 2)
    return float((game.cost / game.benefit) ** (1 / (n - 1)))
