"""Rules of voting: weighted games, and conjunctions and unions of them.

A rule says which coalitions of members can carry a decision. Rules of international bodies are
weighted games (the votes in favour reach a quota) and combinations of them: a double majority is a
conjunction, ``votes & members``; a clause that a fourth member must oppose is a union, ``rule |
members``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, positions
from govlib._values import fraction

__all__ = ["Conjunction", "SimpleGame", "Union", "WeightedGame"]

#: totals of weights are added up in 64-bit integers, with room to spare
LARGEST_TOTAL = 2**60

#: most members that are made at once
_MOST = 10**6


class SimpleGame:
    """A rule of voting: which coalitions win.

    Bigger coalitions never lose what smaller ones win, nobody's silence carries a decision, and
    all members together carry any. Combine games of the same members with ``&`` (both must
    agree) and ``|`` (one of them is enough).

    Attributes
    ----------
    n : int
        Number of members.
    """

    n: int

    def wins(self, coalitions: Any) -> Any:
        """Tell which coalitions win.

        Parameters
        ----------
        coalitions : array_like of bool, shape (..., n)
            Who votes in favour.

        Returns
        -------
        bool or numpy.ndarray of bool, shape (...)

        Examples
        --------
        >>> WeightedGame([4, 2, 1], 5).wins([[1, 0, 0], [1, 0, 1]])
        array([False,  True])
        """
        votes = np.asarray(coalitions)
        if votes.ndim == 0 or votes.shape[-1] != self.n or not np.isin(votes, (0, 1)).all():
            raise ValueError(
                f"coalitions must hold n = {self.n} entries, each 0 or 1; got shape {votes.shape}"
            )
        won = np.asarray(self._decides(votes.astype(bool)))
        return won if won.ndim else bool(won)

    @property
    def veto_players(self) -> NDArray[np.bool_]:
        """Who can block every decision: all the others together lose without them.

        Examples
        --------
        >>> WeightedGame([4, 2, 1], 5).veto_players
        array([ True, False, False])
        """
        return ~np.asarray(self.wins(~np.eye(self.n, dtype=bool)))

    def __and__(self, other: SimpleGame) -> Conjunction:
        return Conjunction((self, other))

    def __or__(self, other: SimpleGame) -> Union:
        return Union((self, other))

    def _decides(self, votes: NDArray[np.bool_]) -> NDArray[np.bool_]:
        raise NotImplementedError

    def _terms(self) -> Counter[tuple[WeightedGame, ...]]:
        """Write the set of winning coalitions as a signed sum of conjunctions."""
        raise NotImplementedError


@dataclass(frozen=True)
class WeightedGame(SimpleGame):
    """A coalition wins where its weights add up to the quota or more.

    Parameters
    ----------
    weights : sequence of int
        Votes of each member, at least 0. Fractions are refused, because rounding decides who
        has a swing: scale them to whole numbers first.
    quota : int
        Votes that a decision needs, between 1 and the sum of all.

    Examples
    --------
    >>> council = WeightedGame([4, 4, 4, 2, 2, 1], 12)
    >>> council.n, council.total, council.dual().quota
    (6, 17, 6)
    """

    weights: tuple[int, ...]
    quota: int
    n: int = field(init=False, repr=False, compare=False)
    total: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        weights = _votes(self.weights)
        total = sum(weights)
        if not 0 < total <= LARGEST_TOTAL:
            raise ValueError(f"weights must add up to a number from 1 to 2^60; got {total}")
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "n", len(weights))
        object.__setattr__(self, "total", total)
        object.__setattr__(self, "quota", integer("quota", self.quota, 1, total))

    @classmethod
    def above(cls, weights: Iterable[int], share: Any) -> WeightedGame:
        """Return the game that needs *more* than a share of all weights.

        Parameters
        ----------
        weights : sequence of int
            Votes of each member.
        share : Fraction, str or float
            Share of the total, at least 0 and below 1. A float is read as the fraction that was
            meant: 0.1 is one tenth exactly, 2/3 two thirds.

        Examples
        --------
        >>> WeightedGame.above([5, 3, 2], "1/2").quota, WeightedGame.above([1, 1, 1], 2 / 3).quota
        (6, 3)
        """
        votes = _votes(weights)
        return cls(votes, floor(fraction("share", share, 0, 1) * sum(votes)) + 1)

    @classmethod
    def at_least(cls, weights: Iterable[int], share: Any) -> WeightedGame:
        """Return the game that needs a share of all weights *or more*.

        Parameters
        ----------
        weights : sequence of int
            Votes of each member.
        share : Fraction, str or float
            Share of the total, above 0 and at most 1; read as in ``above``.

        Examples
        --------
        >>> WeightedGame.at_least([5, 3, 2], 0.5).quota
        5
        """
        votes = _votes(weights)
        return cls(votes, ceil(fraction("share", share, 0, 1) * sum(votes)))

    @classmethod
    def members(cls, n: int, quota: int) -> WeightedGame:
        """Return the game of ``n`` members with one vote each.

        Examples
        --------
        >>> WeightedGame.members(3, 2)
        WeightedGame(weights=(1, 1, 1), quota=2)
        """
        return cls((1,) * integer("n", n, 1, _MOST), quota)

    @classmethod
    def veto(cls, n: int, players: Iterable[int]) -> WeightedGame:
        """Return the game of ``n`` members that needs all of ``players`` and nobody else.

        Examples
        --------
        >>> WeightedGame.veto(4, [0, 2])
        WeightedGame(weights=(1, 0, 1, 0), quota=2)
        """
        size = integer("n", n, 1, _MOST)
        who = set(positions("players", players, size))
        return cls(tuple(int(i in who) for i in range(size)), len(who))

    def dual(self) -> WeightedGame:
        """Return the game of blocking: who wins there can stop the others here."""
        return WeightedGame(self.weights, self.total - self.quota + 1)

    def _decides(self, votes: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.asarray(votes @ np.array(self.weights, dtype=np.int64) >= self.quota)

    def _terms(self) -> Counter[tuple[WeightedGame, ...]]:
        return Counter({(self,): 1})


@dataclass(frozen=True)
class _Combination(SimpleGame):
    """Several games of the same members.

    Parameters
    ----------
    parts : sequence of SimpleGame
        At least one.
    """

    parts: tuple[SimpleGame, ...]
    n: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = tuple(self.parts)
        if not parts or not all(isinstance(part, SimpleGame) for part in parts):
            raise TypeError(f"parts must be games, at least one; got {parts!r}")
        if len({part.n for part in parts}) > 1:
            sizes = ", ".join(str(part.n) for part in parts)
            raise ValueError(f"parts must have the same members; got {sizes} of them")
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "n", parts[0].n)


class Conjunction(_Combination):
    """A coalition wins where it wins in every part.

    Parameters
    ----------
    parts : sequence of SimpleGame
        At least one; also written ``a & b``.

    Examples
    --------
    The Security Council: nine votes of fifteen, and the five permanent members among them.

    >>> council = WeightedGame.members(15, 9) & WeightedGame.veto(15, range(5))
    >>> int(council.veto_players.sum())
    5
    """

    def _decides(self, votes: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.all([part._decides(votes) for part in self.parts], axis=0)

    def _terms(self) -> Counter[tuple[WeightedGame, ...]]:
        return reduce(_both, (part._terms() for part in self.parts))


class Union(_Combination):
    """A coalition wins where it wins in at least one part.

    Parameters
    ----------
    parts : sequence of SimpleGame
        At least one; also written ``a | b``.

    Examples
    --------
    Two thirds of the shares, or all but one of the owners.

    >>> owners = WeightedGame([6, 2, 1], 6) | WeightedGame.members(3, 2)
    >>> owners.wins([[1, 0, 0], [0, 1, 1], [0, 1, 0]])
    array([ True,  True, False])
    """

    def _decides(self, votes: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.any([part._decides(votes) for part in self.parts], axis=0)

    def _terms(self) -> Counter[tuple[WeightedGame, ...]]:
        return reduce(_either, (part._terms() for part in self.parts))


def _votes(weights: Any) -> tuple[int, ...]:
    """Return weights as whole numbers of Python, whose sums cannot wrap around."""
    if isinstance(weights, (str, bytes, dict)) or not isinstance(weights, Iterable):
        raise TypeError(f"weights must be a sequence of whole numbers; got {weights!r}")
    return tuple(integer("weights", w, 0, LARGEST_TOTAL) for w in weights)


_Terms = Counter[tuple[WeightedGame, ...]]


def _both(left: _Terms, right: _Terms) -> _Terms:
    """Multiply two signed sums; of rules with the same weights the stricter one stays."""
    product: _Terms = Counter()
    for a, x in left.items():
        for b, y in right.items():
            quotas: dict[tuple[int, ...], int] = {}
            for rule in (*a, *b):
                quotas[rule.weights] = max(rule.quota, quotas.get(rule.weights, 0))
            rules = tuple(WeightedGame(w, q) for w, q in sorted(quotas.items()))
            product[rules] += x * y
    return product


def _either(left: _Terms, right: _Terms) -> _Terms:
    """Add two signed sums and take off what both count (inclusion and exclusion)."""
    total = Counter(left)
    total.update(right)
    total.subtract(_both(left, right))
    return Counter({rules: sign for rules, sign in total.items() if sign})
