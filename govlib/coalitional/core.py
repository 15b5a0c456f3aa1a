"""The core: divisions that no coalition would leave; and the least core where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from govlib._check import instance, number
from govlib._values import ByValue
from govlib.coalitional._linear import POSITIVE, Centred, lowest_level
from govlib.coalitional.games import CoalitionalGame

__all__ = ["CoreCheck", "LeastCore", "core_check", "least_core"]


@dataclass(frozen=True)
class CoreCheck:
    """Whether a payoff lies in the core, and who objects most if not.

    Attributes
    ----------
    inside : bool
        Whether it does, up to the tolerance.
    surplus : float
        What the payoff gives out beyond the value of all players, or what charges leave of the
        cost of all unpaid; 0 in the core.
    coalition : tuple
        The coalition that would gain most, or lose least, by leaving.
    excess : float
        What it would gain; above 0 it violates the core.
    """

    inside: bool
    surplus: float
    coalition: tuple[Any, ...]
    excess: float


@dataclass(frozen=True, eq=False)
class LeastCore(ByValue):
    """The smallest tax on leaving that makes some payoff stable.

    Attributes
    ----------
    epsilon : float
        The largest excess of a coalition other than all, made as small as it can be.
    payoff : numpy.ndarray, shape (n,)
        A payoff that attains it; others may as well.
    weights : dict
        Coalitions that bind, with weights of a balanced collection: the weights of the
        coalitions of each player add up to the same number, and their excesses cannot all be
        lower. This proves that the level is the lowest.
    core_is_empty : bool
        Whether some coalition leaves every payoff: ε is above 0 by more than rounding.
    """

    epsilon: float
    payoff: NDArray[np.float64]
    weights: dict[tuple[Any, ...], float]
    core_is_empty: bool


def core_check(game: CoalitionalGame, payoff: ArrayLike, *, tolerance: float = 1e-9) -> CoreCheck:
    """Tell whether a payoff lies in the core.

    Parameters
    ----------
    game : CoalitionalGame
    payoff : array_like, shape (n,)
        What each player gets.
    tolerance : float, default 1e-9
        Largest gain that is forgiven, as a share of the largest value of a coalition.

    Returns
    -------
    CoreCheck
        With the coalition that objects most.

    Examples
    --------
    >>> game = CoalitionalGame.from_dict({"AC": 1, "BC": 1, "ABC": 1}, "ABC", missing=0)
    >>> core_check(game, [0, 0, 1]).inside
    True
    >>> core_check(game, [0.5, 0, 0.5])
    CoreCheck(inside=False, surplus=0.0, coalition=('B', 'C'), excess=0.5)

    Charges in a game of costs; three towns would be served more cheaply on their own:

    >>> from govlib.coalitional import shapley_value
    >>> from govlib.data import load
    >>> water = CoalitionalGame.from_table(load("skane_costs"), costs=True)
    >>> found = core_check(water, shapley_value(water))
    >>> found.coalition, round(found.excess, 4)
    (('H', 'K', 'L'), 0.4275)
    """
    instance("game", game, CoalitionalGame)
    excess = game.excess(payoff)
    forgiven = number("tolerance", tolerance, 0) * float(np.abs(game.values).max())
    surplus = 0.0 - float(excess[-1])
    if game.n == 1:
        return CoreCheck(abs(surplus) <= forgiven, surplus, game.players, -surplus)
    worst = 1 + int(np.argmax(excess[1:-1]))
    gain = float(excess[worst])
    inside = gain <= forgiven and abs(surplus) <= forgiven
    return CoreCheck(inside, surplus, game.coalition(worst), gain)


def least_core(game: CoalitionalGame) -> LeastCore:
    """Return the smallest ε for which x(S) ≥ v(S) − ε is possible for all coalitions.

    In a game of costs, for which no coalition is charged more than c(S) + ε.

    Parameters
    ----------
    game : CoalitionalGame
        Of at least two players.

    References
    ----------
    M. Maschler, B. Peleg and L. S. Shapley (1979), "Geometric properties of the kernel,
    nucleolus, and related solution concepts", Mathematics of Operations Research 4(4), 303–338,
    doi:10.1287/moor.4.4.303.

    Examples
    --------
    Two of three can take everything: whoever is left out can outbid.

    >>> game = CoalitionalGame([0, 0, 0, 1, 0, 1, 1, 1])
    >>> found = least_core(game)
    >>> round(found.epsilon, 6), found.core_is_empty, found.payoff.round(4)
    (0.333333, True, array([0.3333, 0.3333, 0.3333]))
    """
    if instance("game", game, CoalitionalGame).n < 2:
        raise ValueError("game must have at least two players; got 1")
    own, game = game, game._gains()
    n, full = game.n, game.values.size - 1
    centred = Centred.of(game)
    free = np.ones(full + 1, bool)
    free[[0, full]] = False
    single = 1 << np.arange(n)
    start = np.unique(np.concatenate([single, full ^ single]))
    level = lowest_level(centred.values, free, start, np.ones((1, n)), np.zeros(1))
    binding = level.weights > POSITIVE
    weights = {
        game.coalition(mask): float(weight)
        for mask, weight in zip(level.rows[binding], level.weights[binding], strict=True)
    }
    payoff = centred.centre + centred.scale * level.payoff
    epsilon = centred.scale * level.epsilon
    empty = epsilon > 1e-9 * float(np.abs(game.values).max())
    return LeastCore(epsilon, own._as_paid(payoff), weights, empty)
