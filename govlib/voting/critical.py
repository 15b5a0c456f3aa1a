"""Two more power indices, which share each coalition's power among those that it cannot lose.

Banzhaf counts every swing alike. Johnston (1978) gives each winning coalition that somebody could
break one unit, divided among all that could; Deegan and Packel (1978) count only the coalitions
that *every* member of theirs could break. Both look at all coalitions, so they are for committees.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, must_fit
from govlib.voting.rules import Conjunction, SimpleGame, Union, WeightedGame

__all__ = ["deegan_packel", "johnston"]

#: members whose coalitions can still be looked at one by one
MOST_MEMBERS = 24


def johnston(game: SimpleGame) -> NDArray[np.float64]:
    """Return the Johnston index.

    Parameters
    ----------
    game : SimpleGame
        With at most 24 members.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Shares that add up to 1.

    Raises
    ------
    ValueError
        If the game has more members.

    References
    ----------
    R. J. Johnston (1978), "On the measurement of power: some reactions to Laver", Environment and
    Planning A 10(8), 907–914.

    Examples
    --------
    >>> from govlib.voting import WeightedGame
    >>> johnston(WeightedGame([3, 2, 1], 4)).round(3)
    array([0.667, 0.167, 0.167])
    """
    return _shared(game, minimal=False)


def deegan_packel(game: SimpleGame) -> NDArray[np.float64]:
    """Return the Deegan–Packel index.

    Parameters
    ----------
    game : SimpleGame
        With at most 24 members.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Shares that add up to 1. They need not grow with the votes.

    Raises
    ------
    ValueError
        If the game has more members.

    References
    ----------
    J. Deegan and E. W. Packel (1978), "A new index of power for simple n-person games",
    International Journal of Game Theory 7(2).

    Examples
    --------
    Twenty votes can be worth less than fifteen.

    >>> from govlib.voting import WeightedGame
    >>> deegan_packel(WeightedGame([35, 20, 15, 15, 15], 51)).round(3)
    array([0.3  , 0.15 , 0.183, 0.183, 0.183])
    """
    return _shared(game, minimal=True)


def _shared(game: SimpleGame, *, minimal: bool) -> NDArray[np.float64]:
    instance("game", game, SimpleGame)
    n = game.n
    if n > MOST_MEMBERS:
        must_fit(f"the coalitions of {n} members", 2.0**n, 2.0**MOST_MEMBERS, "merge some")
    wins = _winning(game)
    critical = np.zeros(1 << n, np.int8)
    for i in range(n):
        _with(critical, i)[...] += _swings(wins, i)
    counted = critical > 0
    if minimal:
        size = np.zeros(1 << n, np.int8)
        for i in range(n):
            _with(size, i)[...] += 1
        counted &= critical == size
    share = np.zeros(n + 1)
    share[1:] = 1 / np.arange(1, n + 1)
    power = np.zeros(n)
    for i in range(n):
        those = _with(critical, i)[_swings(wins, i) & _with(counted, i)]
        power[i] = np.bincount(those, minlength=n + 1) @ share
    return np.asarray(power / power.sum())


def _winning(game: SimpleGame) -> NDArray[np.bool_]:
    """Tell of each coalition whether it wins; member i is in those whose number has bit i."""
    if isinstance(game, Conjunction):
        return np.logical_and.reduce([_winning(part) for part in game.parts])
    if isinstance(game, Union):
        return np.logical_or.reduce([_winning(part) for part in game.parts])
    game = instance("game", game, WeightedGame)
    total = np.zeros(1 << game.n, np.int64)
    for i, weight in enumerate(game.weights):
        # the coalitions that hold member i and none after her
        np.add(total[: 1 << i], weight, out=total[1 << i : 2 << i])
    return np.asarray(total >= game.quota)


def _with(values: NDArray[Any], i: int) -> NDArray[Any]:
    """Return a view of the values of all coalitions that hold member i."""
    return values.reshape(-1, 2, 1 << i)[:, 1]


def _swings(wins: NDArray[np.bool_], i: int) -> NDArray[np.bool_]:
    both = wins.reshape(-1, 2, 1 << i)
    return np.asarray(both[:, 1] & ~both[:, 0])
