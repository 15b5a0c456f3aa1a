"""Kemeny's ranking: the order that the voters disagree with in the fewest pairs, exactly.

Kemeny's rule is the one that Young and Levenglick (1978) single out among all rules that agree
with majorities. It is hard in general; here it is exact. Alternatives fall into blocks each of
which beats all that follow (see ``beating_blocks`` of :mod:`govlib.social_choice.ballots`), and
every optimal ranking lists block after block; within a block the best orders are found over all
subsets, or by integer programming.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer
from govlib.social_choice.ballots import Profile, beating_blocks

__all__ = ["Kemeny", "kemeny"]

#: largest block that is solved over all its subsets: 2^18 of them, 40 MB
_SUBSETS = 18

#: largest block that is left to integer programming
_PROGRAM = 60

#: largest majority, in units of their greatest common divisor, that the solver's tolerance bears
_MARGIN = 10**6


@dataclass(frozen=True)
class Kemeny:
    """The rankings with the fewest disagreements.

    Attributes
    ----------
    rankings : tuple of tuple
        Optimal rankings, each best first; more than one where they tie.
    disagreements : int
        Pairs in which a voter and the ranking disagree, summed over voters.
    complete : bool
        Whether all optimal rankings are listed; False where there are more than were asked for.
    """

    rankings: tuple[tuple[Any, ...], ...]
    disagreements: int
    complete: bool

    @property
    def ranking(self) -> tuple[Any, ...]:
        """The first of the optimal rankings."""
        return self.rankings[0]

    @property
    def unique(self) -> bool:
        """Whether no other ranking does as well."""
        return self.complete and len(self.rankings) == 1

    @property
    def winners(self) -> tuple[Any, ...]:
        """The alternatives that stand first in a listed ranking."""
        return tuple(dict.fromkeys(ranking[0] for ranking in self.rankings))


def kemeny(profile: Profile, *, most: int = 20) -> Kemeny:
    """Return all rankings that the voters disagree with in the fewest pairs.

    Parameters
    ----------
    profile : Profile
        The voters' rankings.
    most : int, default 20
        List at most so many optimal rankings. In a block of more than 18 alternatives each
        takes an integer program of its own.

    Returns
    -------
    Kemeny

    Raises
    ------
    ValueError
        If a block of alternatives that no majority splits has more than 60 members.

    Notes
    -----
    Let f(S) be the fewest disagreements within a set S that stands on top. The last of S, i,
    costs one disagreement for each voter who ranks it above another member: ::

        f(S) = min over i in S of f(S − i) + Σⱼ∈S−i (voters who rank i above j)

    Blocks of more than 18 alternatives are solved as an integer program with one variable a
    pair; ties are then found by excluding each optimum in turn.

    References
    ----------
    H. P. Young and A. Levenglick (1978), "A consistent extension of Condorcet's election
    principle", SIAM Journal on Applied Mathematics 35(2), 285–300, doi:10.1137/0135023.

    Examples
    --------
    Condorcet's 60 voters, whose majorities run in a circle:

    >>> best = kemeny(Profile({"abc": 23, "bca": 17, "bac": 2, "cab": 10, "cba": 8}))
    >>> best.rankings, best.disagreements
    ((('b', 'c', 'a'),), 76)

    A perfect circle leaves three rankings, and no reason to choose one:

    >>> kemeny(Profile(["abc", "bca", "cab"])).winners
    ('a', 'b', 'c')
    """
    if not isinstance(profile, Profile):
        raise TypeError(f"profile must be a Profile; got {profile!r}")
    most = integer("most", most, 1)
    pairwise = profile.pairwise
    lists = []
    for block in beating_blocks(pairwise):
        inside = pairwise[np.ix_(block, block)]
        found = list(islice(_best_orders(inside), most + 1))
        lists.append([block[list(order)] for order in found])
    rankings = [np.concatenate(parts) for parts in islice(product(*lists), most + 1)]
    named = sorted(tuple(map(int, ranking)) for ranking in rankings[:most])
    line = np.array(named[0])
    return Kemeny(
        tuple(tuple(profile.names[i] for i in ranking) for ranking in named),
        int(np.tril(pairwise[np.ix_(line, line)], -1).sum()),
        len(rankings) <= most,
    )


def _best_orders(pairwise: NDArray[np.int64]) -> Iterator[tuple[int, ...]]:
    """Yield the optimal orders of one block, best first."""
    k = len(pairwise)
    if k <= _SUBSETS:
        return _by_subsets(pairwise)
    if k > _PROGRAM:
        raise ValueError(
            f"profile must not have a block of more than {_PROGRAM} alternatives that no majority "
            f"splits; got {k}. Leave out alternatives, or look at top_cycle()"
        )
    return _by_program(pairwise)


def _by_subsets(pairwise: NDArray[np.int64]) -> Iterator[tuple[int, ...]]:
    k = len(pairwise)
    subsets = np.arange(1 << k)
    # cost[i, S]: voters who rank i above members of S
    cost = np.zeros((k, 1), dtype=np.int64)
    for j in range(k):
        cost = np.concatenate([cost, cost + pairwise[:, j, None]], axis=1)
    least = np.full(1 << k, np.iinfo(np.int64).max)
    least[0] = 0
    size = np.bitwise_count(subsets)
    for members in range(1, k + 1):
        layer = subsets[size == members]
        for i in range(k):
            whole = layer[layer >> i & 1 == 1]
            rest = whole ^ 1 << i
            least[whole] = np.minimum(least[whole], least[rest] + cost[i, rest])

    def orders(whole: int) -> Iterator[tuple[int, ...]]:
        if not whole:
            yield ()
        for i in range(k):
            rest = whole ^ 1 << i
            if whole >> i & 1 and least[whole] == least[rest] + cost[i, rest]:
                for order in orders(rest):
                    yield (*order, i)

    return orders((1 << k) - 1)


def _by_program(pairwise: NDArray[np.int64]) -> Iterator[tuple[int, ...]]:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, vstack

    k = len(pairwise)
    upper, lower = np.triu_indices(k, 1)  # one variable a pair: 1 where upper stands above lower
    number = np.zeros((k, k), dtype=np.int64)
    number[upper, lower] = np.arange(upper.size)
    margin = pairwise[lower, upper] - pairwise[upper, lower]
    margin = margin // max(int(np.gcd.reduce(margin)), 1)
    if np.abs(margin).max() > _MARGIN:
        raise ValueError(
            f"counts must not make majorities above {_MARGIN:,} votes among more than {_SUBSETS} "
            f"alternatives that no majority splits; got {np.abs(margin).max():,}"
        )
    a, b, c = np.array(list(combinations(range(k), 3)), dtype=np.int64).reshape(-1, 3).T
    row = np.arange(a.size)
    entries = np.r_[np.ones(2 * a.size), -np.ones(a.size)]
    columns = np.r_[number[a, b], number[b, c], number[a, c]]
    # no circle among a, b, c: 0 ≤ ab + bc − ac ≤ 1
    matrix = csr_array((entries, (np.tile(row, 3), columns)), shape=(a.size, upper.size))
    low, high = np.zeros(a.size), np.ones(a.size)
    best = None
    while True:
        answer = milp(
            margin,
            integrality=np.ones(upper.size),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0.0},
        )
        if answer.status == 2 and best is not None:  # nothing is left to exclude
            return
        if answer.status != 0:
            raise ArithmeticError(f"the integer program was not solved: {answer.message}")
        above = np.rint(answer.x).astype(np.int64)
        value = int(margin @ above)
        best = value if best is None else best
        if value > best:
            return
        wins = np.bincount(upper, above, k) + np.bincount(lower, 1 - above, k)
        yield tuple(np.argsort(-wins).tolist())
        # exclude this order: at least one pair must differ
        matrix = vstack([matrix, csr_array((1.0 - 2 * above)[None, :])], format="csr")
        low, high = np.r_[low, 1 - above.sum()], np.r_[high, np.inf]
