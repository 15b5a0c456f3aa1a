"""Rankings, and what majority rule and Borda make of them.

states rank the same goals differently, and majorities may then run in a circle (Condorcet 1785).
The worked examples are those of the OECD/JRC handbook (2008), Tables 25 to 33. Kemeny's ranking
stands in :mod:`govlib.social_choice.kemeny_rule`, the chance of a circle in
:mod:`govlib.social_choice.paradox`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from govlib._check import integer
from govlib._values import ByValue

__all__ = ["Profile"]

#: more votes than this could overflow the sums of a ranking's disagreements
_MOST_VOTES = 2**40

#: pairwise counts of so many alternatives fill the memory
_MOST_ALTERNATIVES = 4000


@dataclass(frozen=True, eq=False, init=False)
class Profile(ByValue):
    """Strict rankings of the same alternatives, and how many voters hold each.

    Parameters
    ----------
    rankings : mapping or sequence
        Either a mapping from a ranking to its voters, ``{"abc": 23, "bca": 17}``, or a sequence
        of rankings. A ranking lists all alternatives, best first: a string of letters or a
        sequence of hashable names.
    counts : sequence of int, optional
        Voters of each ranking, at least 0; by default 1. Not with a mapping. Voters are whole:
        of weights such as 15.254 percent take the thousandths, 15254.

    Attributes
    ----------
    names : tuple
        The alternatives, sorted where their names can be sorted, else in the order of the first
        ranking; arrays of results follow this order.
    order : numpy.ndarray of int, shape (rankings, alternatives)
        Numbers of the alternatives, best first, one row a ranking.
    votes : numpy.ndarray of int, shape (rankings,)
        Voters of each row.

    Raises
    ------
    ValueError
        If a ranking leaves out, repeats or invents an alternative, or nobody votes.

    References
    ----------
    OECD and JRC (2008), Handbook on Constructing Composite Indicators, ISBN 978-92-64-04345-9,
    Tables 25 to 33.

    Examples
    --------
    Condorcet's example of 60 voters: majorities run in a circle.

    >>> sixty = Profile({"abc": 23, "bca": 17, "bac": 2, "cab": 10, "cba": 8})
    >>> sixty.pairwise
    array([[ 0, 33, 25],
           [27,  0, 42],
           [35, 18,  0]])
    >>> sixty.borda()
    {'a': 58, 'b': 69, 'c': 53}
    >>> sixty.condorcet_winner() is None
    True
    >>> sixty.top_cycle()
    ('a', 'b', 'c')
    """

    names: tuple[Any, ...]
    order: NDArray[np.int64]
    votes: NDArray[np.int64]

    def __init__(self, rankings: Any, counts: Sequence[int] | None = None) -> None:
        if isinstance(rankings, Mapping):
            if counts is not None:
                raise TypeError("counts must not be given where rankings is a mapping")
            rankings, counts = list(rankings), list(rankings.values())
        elif isinstance(rankings, (str, bytes)) or not isinstance(rankings, Iterable):
            raise TypeError(
                f"rankings must be a mapping or a sequence of rankings; got {rankings!r}"
            )
        rows = [_ranking(row) for row in rankings]
        if not rows:
            raise ValueError("rankings must hold at least one ranking; got none")
        names = _sorted_names(rows[0])
        if len(names) > _MOST_ALTERNATIVES:
            raise ValueError(
                f"rankings must have at most {_MOST_ALTERNATIVES} alternatives; got {len(names)}"
            )
        number = {name: i for i, name in enumerate(names)}
        for row in rows:
            if len(row) != len(names) or set(row) != set(names):
                raise ValueError(
                    f"rankings must list each of {', '.join(map(str, names))} once; got {row!r}"
                )
        if counts is None:
            votes = [1] * len(rows)
        else:
            votes = [integer("counts", count, 0) for count in counts]
        if len(votes) != len(rows):
            raise ValueError(f"counts must have {len(rows)} entries; got {len(votes)}")
        if not 1 <= sum(votes) <= _MOST_VOTES:
            raise ValueError(f"counts must sum to between 1 and 2^40 voters; got {sum(votes)}")
        order = np.array([[number[name] for name in row] for row in rows], dtype=np.int64)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "order", order)
        object.__setattr__(self, "votes", np.array(votes, dtype=np.int64))

    @property
    def n(self) -> int:
        """How many vote."""
        return int(self.votes.sum())

    @cached_property
    def pairwise(self) -> NDArray[np.int64]:
        """Voters who rank the row's alternative above the column's (the outranking matrix)."""
        m = len(self.names)
        place = np.argsort(self.order, axis=1)
        counts = np.zeros((m, m), dtype=np.int64)
        for i in range(m):  # one row at a time keeps the memory at rankings x alternatives
            counts[i] = self.votes @ (place[:, i, None] < place)
        return counts

    def borda(self) -> dict[Any, int]:
        """Return Borda scores: m − 1 points for a first place, one less for each place below.

        An alternative's score is also the number of times it is ranked above another one, the
        row sum of :attr:`pairwise`.
        """
        scores = self.pairwise.sum(axis=1)
        return dict(zip(self.names, scores.tolist(), strict=True))

    def borda_winners(self) -> tuple[Any, ...]:
        """Return the alternatives with the highest Borda score; several where they tie."""
        scores = self.pairwise.sum(axis=1)
        return tuple(self.names[i] for i in np.flatnonzero(scores == scores.max()))

    def condorcet_winner(self) -> Any:
        """Return the alternative that beats every other one by a majority, or None.

        A majority is more voters for than against; equal numbers beat nobody. With a single
        alternative that one wins.
        """
        wins = beating(self.pairwise).sum(axis=1) == len(self.names) - 1
        return self.names[int(np.argmax(wins))] if wins.any() else None

    def top_cycle(self) -> tuple[Any, ...]:
        """Return the smallest set whose members all beat every alternative outside (Smith set).

        A single member is the Condorcet winner; more than one means that the majority cannot
        settle on a best alternative.
        """
        return tuple(self.names[i] for i in beating_blocks(self.pairwise)[0])

    def disagreements(self, ranking: Any) -> int:
        """Return in how many pairs the voters disagree with a ranking, summed over voters.

        Parameters
        ----------
        ranking : str or sequence
            All alternatives, best first.

        Examples
        --------
        >>> Profile({"abc": 2, "cba": 1}).disagreements("abc")
        3
        """
        row = _ranking(ranking)
        if len(row) != len(self.names) or set(row) != set(self.names):
            known = ", ".join(map(str, self.names))
            raise ValueError(f"ranking must list each of {known} once; got {ranking!r}")
        line = [self.names.index(name) for name in row]
        return int(np.tril(self.pairwise[np.ix_(line, line)], -1).sum())


def beating(pairwise: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which alternative (row) beats which (column) by a majority."""
    return np.asarray(pairwise > pairwise.T)


def beating_blocks(pairwise: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return the finest split into blocks each of which beats all that follow, member by member.

    Two alternatives stand in one block where each reaches the other along "is not beaten by".
    """
    count, label = connected_components(~beating(pairwise), connection="strong")
    beaten = (beating(pairwise).sum(axis=1)).astype(float)
    strength = [beaten[label == block].max() for block in range(count)]
    return [np.flatnonzero(label == block) for block in np.argsort(strength)[::-1]]


def _ranking(row: Any) -> tuple[Any, ...]:
    if not isinstance(row, Iterable):
        raise TypeError(f"a ranking must be a string or a sequence of names; got {row!r}")
    names = tuple(row)
    if not names or len(set(names)) != len(names):
        raise ValueError(f"a ranking must list each alternative once; got {row!r}")
    return names


def _sorted_names(names: tuple[Any, ...]) -> tuple[Any, ...]:
    try:
        return tuple(sorted(names))
    except TypeError:
        return names
