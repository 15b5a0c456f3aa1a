"""Coalitional games: what each coalition can bring about on its own.

A game gives every coalition S of players a value v(S): what its members can secure together, to be
divided as they like. Values lie in one array, in the order of bit masks: player i is in coalition
number m where bit i of m is set.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from govlib._check import flag, integer, listed, numbers
from govlib._labels import matched
from govlib._values import ByValue

__all__ = ["CoalitionalGame", "coalition_sums"]

#: 2^24 values fill 128 MB
MOST_PLAYERS = 24


@dataclass(frozen=True, eq=False)
class CoalitionalGame(ByValue):
    """What each coalition of players is worth, or what it costs.

    Parameters
    ----------
    values : array_like, shape (2^n,)
        Worth of each coalition in the order of bit masks: ∅, {0}, {1}, {0, 1}, {2}, …; the empty
        one is worth nothing.
    players : sequence, optional
        Names, in the order of the bits; 0, 1, … by default.
    costs : bool, default False
        Whether the values are costs, of which everybody wants to bear little. Payoffs are charges
        then, and a coalition objects where it is charged more than it would cost on its own.

    Examples
    --------
    Two of three suffice for the whole.

    >>> game = CoalitionalGame([0, 0, 0, 1, 0, 1, 1, 1], players="ABC")
    >>> game.value("AC"), game.value([]), game.n
    (1.0, 0.0, 3)
    >>> game.coalition(6)
    ('B', 'C')
    """

    values: NDArray[np.float64]
    players: tuple[Any, ...] = ()
    costs: bool = False

    def __init__(
        self,
        values: ArrayLike,
        players: Iterable[Hashable] | None = None,
        *,
        costs: bool = False,
    ) -> None:
        array = numbers("values", values, ndim=1)
        n = max(array.size, 1).bit_length() - 1
        if array.size != 1 << n or not 1 <= n <= MOST_PLAYERS:
            raise ValueError(
                f"values must have 2^n entries, n from 1 to {MOST_PLAYERS}; got {array.size}"
            )
        if array[0] != 0:
            raise ValueError(f"values must begin with 0 for the empty coalition; got {array[0]:g}")
        names = tuple(range(n)) if players is None else _names(players)
        if len(names) != n or len(set(names)) != n:
            raise ValueError(f"players must be {n} different names; got {names}")
        object.__setattr__(self, "values", array)
        object.__setattr__(self, "players", names)
        object.__setattr__(self, "costs", flag("costs", costs))

    @classmethod
    def from_function(
        cls,
        worth: Callable[[frozenset[Any]], float],
        players: Iterable[Hashable],
        *,
        costs: bool = False,
    ) -> CoalitionalGame:
        """Return the game in which a function says what each coalition is worth.

        Parameters
        ----------
        worth : callable
            Takes a frozenset of players; called once for each coalition that is not empty.
        players : iterable
            Names.
        costs : bool, default False
            Whether values are costs.

        Examples
        --------
        >>> CoalitionalGame.from_function(lambda s: len(s) ** 2, "AB").values
        array([0., 1., 1., 4.])
        """
        names = _few(players)
        sets = ([p for i, p in enumerate(names) if m >> i & 1] for m in range(1, 1 << len(names)))
        return cls([0.0, *(worth(frozenset(s)) for s in sets)], names, costs=costs)

    @classmethod
    def from_dict(
        cls,
        worth: Mapping[Any, float],
        players: Iterable[Hashable] | None = None,
        *,
        missing: float | None = None,
        costs: bool = False,
    ) -> CoalitionalGame:
        """Return the game of a mapping from coalitions to values.

        Parameters
        ----------
        worth : mapping
            Keys are collections of players: tuples, frozensets, or strings whose characters are
            players. The empty coalition may be left out.
        players : iterable, optional
            Names in the order wanted; by default in the order in which the keys name them.
        missing : float, optional
            Value of coalitions that are not named; without it all must be.
        costs : bool, default False
            Whether values are costs.

        Raises
        ------
        ValueError
            If a coalition is named twice, has an unknown player, or is missing.

        Examples
        --------
        >>> CoalitionalGame.from_dict({"A": 1, "B": 2, "AB": 5}).values
        array([0., 1., 2., 5.])
        >>> CoalitionalGame.from_dict({("US", "EU"): 7}, missing=0).players
        ('US', 'EU')
        """
        if not isinstance(worth, Mapping):
            raise TypeError(f"worth must be a mapping from coalitions to values; got {worth!r}")
        for coalition in worth:
            if not isinstance(coalition, Iterable):
                raise TypeError(f"a coalition must be a collection of players; got {coalition!r}")
        seen = dict.fromkeys(player for coalition in worth for player in coalition)
        names = _few(seen if players is None else players)
        bit = {player: 1 << i for i, player in enumerate(names)}
        fill = np.nan if missing is None else numbers("missing", missing, ndim=0)
        values = np.full(1 << len(names), fill)
        values[0] = 0
        named = set()
        for coalition, value in worth.items():
            mask = _mask(coalition, bit)
            if mask in named:
                raise ValueError(f"coalition {coalition!r} is named twice")
            named.add(mask)
            values[mask] = numbers(f"value of {coalition!r}", value, ndim=0)
        lacking = np.flatnonzero(np.isnan(values))
        if lacking.size:
            first = tuple(p for i, p in enumerate(names) if int(lacking[0]) >> i & 1)
            raise ValueError(f"{lacking.size} coalitions have no value, such as {first}")
        return cls(values, names, costs=costs)

    @classmethod
    def from_table(
        cls, table: Any, players: Iterable[Hashable] | None = None, *, costs: bool = False
    ) -> CoalitionalGame:
        """Return the game of a pandas series, or a frame with one column, indexed by coalition.

        Parameters
        ----------
        table : pandas.Series or pandas.DataFrame
            Index entries are read like the keys of ``from_dict``.
        players : iterable, optional
            Names in the order wanted.
        costs : bool, default False
            Whether values are costs.

        Examples
        --------
        >>> from govlib.data import load
        >>> costs = CoalitionalGame.from_table(load("skane_costs"), costs=True)
        >>> costs.players, costs.value("AHKLMT")
        (('A', 'H', 'K', 'L', 'M', 'T'), 83.82)
        """
        column = table.squeeze("columns") if getattr(table, "ndim", 0) == 2 else table
        if getattr(column, "ndim", 0) != 1 or not hasattr(column, "items"):
            raise ValueError("table must be a series, or a frame with one column of values")
        if not column.index.is_unique:
            raise ValueError("table names a coalition twice")
        return cls.from_dict(dict(column.items()), players, costs=costs)

    @property
    def n(self) -> int:
        """Number of players."""
        return len(self.players)

    @property
    def total(self) -> float:
        """Value of all players together."""
        return float(self.values[-1])

    @property
    def alone(self) -> NDArray[np.float64]:
        """Value of each player on her own, shape (n,)."""
        return self.values[1 << np.arange(self.n)]

    @cached_property
    def _bits(self) -> dict[Any, int]:
        return {player: 1 << i for i, player in enumerate(self.players)}

    def mask(self, coalition: Iterable[Hashable]) -> int:
        """Return the number of a coalition in the array of values.

        Raises
        ------
        ValueError
            If it has a player twice, or one that the game does not know.
        """
        return _mask(coalition, self._bits)

    def coalition(self, mask: int) -> tuple[Any, ...]:
        """Return the players of coalition number ``mask``."""
        number = integer("mask", mask, 0, self.values.size - 1)
        return tuple(player for player, bit in self._bits.items() if number & bit)

    def value(self, coalition: Iterable[Hashable]) -> float:
        """Return what a coalition is worth."""
        return float(self.values[self.mask(coalition)])

    def excess(self, payoff: ArrayLike) -> NDArray[np.float64]:
        """Return how much each coalition would gain by leaving a payoff, v(S) − x(S).

        In a game of costs it is what the coalition would save, x(S) − c(S).

        Parameters
        ----------
        payoff : array_like, shape (n,)
            What each player gets, or is charged. A Series is read by the players' names.

        Returns
        -------
        numpy.ndarray, shape (2^n,)

        Examples
        --------
        >>> CoalitionalGame([0, 1, 1, 4]).excess([3, 1])
        array([ 0., -2.,  0.,  0.])
        """
        gain = self.values - _sums(self._payoff(payoff))
        return -gain if self.costs else gain

    def dual(self) -> CoalitionalGame:
        """Return the game of what a coalition keeps from the others, v(N) − v(N∖S)."""
        return CoalitionalGame(self.total - self.values[::-1], self.players, costs=self.costs)

    def subgame(self, players: Iterable[Hashable]) -> CoalitionalGame:
        """Return the game among some of the players only.

        Examples
        --------
        >>> CoalitionalGame([0, 0, 0, 1, 0, 1, 1, 1], "ABC").subgame("CA").values
        array([0., 0., 0., 1.])
        """
        names = _names(players)
        bits = np.array([self.mask([player]) for player in names])
        chosen = self.values[_sums(bits).astype(np.int64)]
        return CoalitionalGame(chosen, names, costs=self.costs)

    def _gains(self) -> CoalitionalGame:
        """Return the game itself, or costs as gains below 0: charges are then losses."""
        return CoalitionalGame(-self.values, self.players) if self.costs else self

    def _as_paid(self, payoff: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a payoff of :meth:`_gains` as one of this game."""
        return 0.0 - payoff if self.costs else payoff

    def _payoff(self, payoff: ArrayLike) -> NDArray[np.float64]:
        x = numbers("payoff", matched("payoff", payoff, self.players), empty=True)
        if x.shape != (self.n,):
            raise ValueError(f"payoff must have one entry a player ({self.n}); got shape {x.shape}")
        return x


def coalition_sums(x: ArrayLike) -> NDArray[np.float64]:
    """Return x(S) = Σᵢ∈S xᵢ for every coalition, in the order of bit masks.

    Examples
    --------
    >>> coalition_sums([1, 2, 4])
    array([0., 1., 2., 3., 4., 5., 6., 7.])
    """
    return _sums(numbers("x", x, ndim=1, empty=True))


def _sums(x: ArrayLike) -> NDArray[np.float64]:
    each = np.asarray(x, dtype=np.float64)
    sums = np.zeros(1 << len(each))
    for i, value in enumerate(each):
        np.add(sums[: 1 << i], value, out=sums[1 << i : 2 << i])
    return sums


def _few(players: Iterable[Hashable]) -> tuple[Any, ...]:
    names = _names(players)
    if not 1 <= len(names) <= MOST_PLAYERS:
        raise ValueError(f"players must be 1 to {MOST_PLAYERS}; got {len(names)}")
    return names


def _mask(coalition: Iterable[Hashable], bits: Mapping[Any, int]) -> int:
    members = _names(coalition, "coalition")
    unknown = [player for player in members if not _known(player, bits)]
    if unknown or len(set(members)) != len(members):
        known = ", ".join(map(str, bits))
        raise ValueError(f"a coalition must have different players of {known}; got {coalition!r}")
    return sum(bits[player] for player in members)


def _names(players: Any, what: str = "players") -> tuple[Any, ...]:
    # the letters of a text are names, too
    return tuple(players if isinstance(players, str) else listed(what, players))


def _known(player: Any, bits: Mapping[Any, int]) -> bool:
    """Tell whether somebody plays; True is no player 1, as in a list that says who is inside."""
    try:
        found = player in bits
    except TypeError:  # what has no hash is no name
        return False
    flag_of = isinstance(player, (bool, np.bool_))
    return found and (not flag_of or any(isinstance(p, (bool, np.bool_)) for p in bits))
