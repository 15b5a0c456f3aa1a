"""Exact numbers of winning coalitions, by size and by member.

Two ways lead to the same whole numbers; :func:`govlib.voting._counting.tally` takes the cheaper
one.

* *Tables* (Mann and Shapley 1962 for one rule). A coalition meets a conjunction of rules exactly
  if its complement weighs at most cᵣ = totalᵣ − quotaᵣ under each rule r, so it is enough to
  count the coalitions F(x) that weigh at most x, for x in the box from 0 to c. Members are added
  one by one: F(x) + F(x − w). One member is taken out again without a second table, because
  F(c) = G(c) + G(c − w), where G leaves her out, gives G(c) = F(c) − F(c − w) + F(c − 2w) − …
* *Halves* (:mod:`govlib.voting._halves`): all coalitions of one half of the members meet those of
  the other half; this does not mind how large the weights are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb, gcd, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib.voting._halves import halves, halves_cost
from govlib.voting._limbs import Limbs
from govlib.voting.rules import WeightedGame

__all__ = ["Tally", "cheapest", "tally"]

#: bytes that one table may take
LARGEST_TABLE = 10**9
#: cells that are added in one call, few enough for the cache of a processor
_CHUNK = 1 << 14


@dataclass(frozen=True, eq=False)
class Tally:
    """Winning coalitions of one conjunction.

    Attributes
    ----------
    winning : numpy.ndarray of Python int, shape (sizes,)
        How many there are: of each size from 0 to n, or of all sizes in one entry.
    containing : numpy.ndarray of Python int, shape (n, sizes)
        How many of them have each member.
    """

    winning: NDArray[Any]
    containing: NDArray[Any]


def tally(rules: tuple[WeightedGame, ...], *, by_size: bool) -> Tally:
    """Count the coalitions that win under all ``rules``.

    Parameters
    ----------
    rules : tuple of WeightedGame
        Of the same members.
    by_size : bool
        Whether to keep sizes apart, which the Shapley–Shubik index needs.

    Raises
    ------
    ValueError
        If neither way fits into the memory of a small computer.

    References
    ----------
    I. Mann and L. S. Shapley (1962), "Values of large games, VI: evaluating the Electoral
    College exactly", RAND Memorandum RM-3158-PR.

    Examples
    --------
    >>> found = tally((WeightedGame([2, 1, 1], 3),), by_size=True)
    >>> found.winning.tolist(), found.containing[0].tolist()
    ([0, 0, 2, 1], [0, 0, 2, 1])
    """
    n = rules[0].n
    cost, way = cheapest(rules, by_size=by_size)
    if cost == float("inf"):
        raise ValueError(
            f"{n} members with totals {', '.join(str(rule.total) for rule in rules)} are too many "
            "to count exactly; divide the weights by a common factor, or round them, first"
        )
    sized = _sized(rules, by_size) if way == "halves" else by_size
    weights, corner, least = _boxed(rules, sized)
    if way == "halves":
        shape = weights.shape
        found = _halved(weights.tobytes(), corner.tobytes(), shape, sized)
        winning, containing = (counts.copy() for counts in found)
    elif len(weights) == 1 and not by_size:
        winning, containing = _line(weights[0], int(corner[0]))
    else:
        winning, containing = _box(weights, corner, n, by_size)
    if sized:
        winning[:least] = 0
        containing[:, :least] = 0
    if sized and not by_size:
        winning, containing = winning.sum(keepdims=True), containing.sum(axis=1, keepdims=True)
    return Tally(winning, containing)


# the terms of a union often differ in the least size alone, which is asked afterwards, and both
# indices ask for the same counts
@lru_cache(maxsize=16)
def _halved(
    weights: bytes, corner: bytes, shape: tuple[int, int], by_size: bool
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return :func:`govlib.voting._halves.halves` of arrays that are given as bytes."""
    table, corners = (np.frombuffer(data, np.int64) for data in (weights, corner))
    return halves(table.reshape(shape), corners, shape[1], by_size=by_size)


def cheapest(rules: tuple[WeightedGame, ...], *, by_size: bool) -> tuple[float, str]:
    """Return roughly how many additions the cheaper way takes, and its name.

    Infinite if both would need too much memory or hours.
    """
    ways = {
        "halves": halves_cost(
            rules[0].n, len(_boxed(rules, True)[0]), by_size=_sized(rules, by_size)
        ),
        "table": _table_cost(*_boxed(rules, by_size)[:2], by_size),
    }
    way = min(ways, key=lambda name: ways[name])
    return ways[way], way


def _sized(rules: tuple[WeightedGame, ...], by_size: bool) -> bool:
    """Tell whether two halves keep sizes apart: where one rule may be a rule on size alone too."""
    return by_size or len(rules) > 1


def _boxed(
    rules: tuple[WeightedGame, ...], by_size: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Return weights (rules, n), corner c and the least size that wins.

    Weights are divided by what they have in common. Where sizes are kept apart, a rule that
    gives all the same weight needs no axis: it asks for a size.
    """
    n, least = rules[0].n, 0
    weights, corner = [], []
    for rule in rules:
        common = gcd(*rule.weights)
        quota = -(-rule.quota // common)
        if by_size and len(set(rule.weights)) == 1:
            least = max(least, quota)
        else:
            weights.append([w // common for w in rule.weights])
            corner.append(rule.total // common - quota)
    return np.array(weights, np.int64).reshape(-1, n), np.array(corner, np.int64), least


def _table_cost(weights: NDArray[np.int64], corner: NDArray[np.int64], by_size: bool) -> float:
    n, sizes = weights.shape[1], (weights.shape[1] + 1 if by_size else 1)
    cells = sizes * prod(int(c) + 1 for c in corner)
    if cells * Limbs.size(n + 1) * 8 > LARGEST_TABLE:
        return float("inf")
    count = np.arange(1, n + 1)
    limbs = 1.0 + np.maximum(0, count - 14) // 48
    if len(corner) == 1:
        filled = np.minimum(np.cumsum(np.sort(weights[0])), corner[0]) + 1.0
    else:
        filled = np.full(n, float(cells // sizes))
    return float((limbs * filled * (np.minimum(count, sizes) if by_size else 1)).sum())


def _line(weights: NDArray[np.int64], corner: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Count under one rule, whatever the size.

    Light members come first, so that the table is short for as long as possible. Only its lower
    half is kept: of k members who weigh t together, as many coalitions weigh at most x as weigh
    at least t − x, so that F(x) = 2^k − F(t − 1 − x).
    """
    n = len(weights)
    table = Limbs((corner + 1,), n + 1)
    cells = table.cells
    cells[0, 0] = 1
    total, have = 0, 1  # weight of the members so far; cells that are filled
    for k, w in enumerate(sorted(weights.tolist())):
        reach = min((total + w) // 2, corner) + 1
        rows = cells[: table.used]
        if reach > have:
            full, mirrored = table.power(k)[:, None], min(reach, total)
            if mirrored > have:
                other = rows[:, total - mirrored : total - have][:, ::-1]
                np.subtract(full, other, out=rows[:, have:mirrored])
            rows[:, max(have, total) : reach] = full
        for limb in rows:  # from above, so that what is added was not changed yet
            for stop in range(reach, w, -_CHUNK):
                start = max(w, stop - _CHUNK)
                limb[start:stop] += limb[start - w : stop - w]
        total, have = total + w, reach
        table.added(k + 2, (slice(0, have),))
    table.carry(n + 1, (slice(0, have),))
    # beyond half of all weights the table was not filled: the corner may lie there
    if have <= corner:
        upper = table.power(n)[:, None] - cells[:, total - 1 - corner : total - have][:, ::-1]
        cells[:, have:] = upper
    light = min((w for w in weights.tolist() if w), default=corner + 1)
    signs = _signs(corner // light + 1)  # of the longest line
    without: dict[int, int] = {}
    for w in set(weights.tolist()):
        if w == 0:
            without[w] = int(table.sums(cells[:, corner:], signs[:1], 1)) // 2
        else:
            line = cells[:, corner::-w]
            without[w] = int(table.sums(line, signs[: line.shape[1]], 1))
    winning = int(table.sums(cells[:, corner:], signs[:1], 1))
    containing = np.array([[without[w]] for w in weights.tolist()], object)
    return np.array([winning], object), containing


def _box(
    weights: NDArray[np.int64], corner: NDArray[np.int64], n: int, by_size: bool
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Count under several rules at once, and by size where asked."""
    # the longest axis first: chunks are cut along it, and light members come first
    order = np.argsort(-corner, kind="stable")
    weights, corner = weights[order], corner[order]
    if not len(corner):  # rules on size alone
        weights, corner = np.zeros((1, n), np.int64), np.zeros(1, np.int64)
    sizes = n + 1 if by_size else 1
    table = Limbs((*(int(c) + 1 for c in corner), sizes), n + 1)
    cells = table.cells
    have = np.ones(len(corner), np.int64)
    cells[(0, *(0 for _ in corner), 0)] = 1
    total = np.zeros(len(corner), np.int64)
    rows = max(1, _CHUNK // int(np.prod(cells.shape[2:])))
    shift = int(by_size)
    for k, member in enumerate(np.lexsort(weights[::-1])):
        w = weights[:, member]
        reach = np.minimum(total + w, corner) + 1
        for axis, (old, new) in enumerate(zip(have.tolist(), reach.tolist(), strict=True)):
            # nobody weighs more than all together: beyond the total the table is flat
            edge = [slice(0, int(r)) for r in have]
            new_part = edge.copy()
            edge[axis], new_part[axis] = slice(old - 1, old), slice(old, new)
            if new > old:
                cells[(slice(0, table.used), *new_part)] = cells[(slice(0, table.used), *edge)]
            have[axis] = new
        if (w < reach).all():
            into = [slice(int(v), int(r)) for v, r in zip(w, reach, strict=True)]
            out = [slice(0, int(r - v)) for v, r in zip(w, reach, strict=True)]
            high = min(k + 2, sizes)
            tail = (*into[1:], slice(shift, high))
            source = (*out[1:], slice(0, high - shift))
            first, last = int(w[0]), int(reach[0])
            for stop in range(last, first, -rows):
                start = max(first, stop - rows)
                cells[(slice(0, table.used), slice(start, stop), *tail)] += cells[
                    (slice(0, table.used), slice(start - first, stop - first), *source)
                ]
        total = total + w
        table.added(k + 2, tuple(slice(0, int(r)) for r in reach))
    table.carry(n + 1, (slice(None),))
    return _read(table, weights, corner, n, by_size)


def _read(
    table: Limbs, weights: NDArray[np.int64], corner: NDArray[np.int64], n: int, by_size: bool
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Take each member out of the full table, along the line of her weights from the corner."""
    cells = table.cells
    all_sizes = table.sums(
        cells[(slice(None), *(slice(c, c + 1) for c in corner))].reshape(len(cells), 1, -1),
        _signs(1),
        1,
    )
    # a complement of size t leaves a coalition of size n − t
    winning = np.atleast_1d(all_sizes)[::-1].copy()
    kinds, which = np.unique(weights, axis=1, return_inverse=True)
    found = []
    for w in kinds.T:
        steps = min([int(c // v) for c, v in zip(corner, w, strict=True) if v] or [n])
        steps = min(steps, n) if by_size else steps
        if not by_size and not w.any():
            found.append(np.atleast_1d(all_sizes) // 2)
            continue
        k = np.arange(steps + 1)
        line = cells[(slice(None), *(c - k * v for c, v in zip(corner, w, strict=True)))]
        if by_size:  # each of the k steps takes one member off the size as well
            size = np.arange(n + 1)[None, :] - k[:, None]
            line = np.where(size >= 0, line[:, k[:, None], np.maximum(size, 0)], 0)
        found.append(np.atleast_1d(table.sums(line, _signs(steps + 1), 1))[::-1])
    containing = np.array(found, object)[which.ravel()]
    return winning, containing


def _signs(count: int) -> NDArray[np.int64]:
    """Return ``count`` signs, the first of them plus."""
    return 1 - 2 * (np.arange(count) % 2)


def binomials(n: int) -> NDArray[Any]:
    """Return how many coalitions of n members have each size, as Python integers."""
    return np.array([comb(n, s) for s in range(n + 1)], object)
