"""Winning coalitions counted by letting two halves of the members meet.

The exact way for up to 40 members whose weights are too large for a table, such as populations.
Each coalition is one of the first half together with one of the second. For a coalition of the
first half, the partners with which it wins are those of each size that weigh what is missing;
where one rule has weights they are found by bisection in a sorted list, and by comparing all where
several have.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["halves", "halves_cost"]

#: most members with one rule, and with several
MOST_MEMBERS, MOST_COMPARED = 40, 30
#: pairs that are compared in one call, few enough for the cache of a processor
_CHUNK = 1 << 16


def halves_cost(n: int, rules: int, *, by_size: bool = True) -> float:
    """Return roughly how many additions of table cells take as long as this way does."""
    if n > (MOST_MEMBERS if rules < 2 else MOST_COMPARED):
        return float("inf")
    half = -(-n // 2)
    searched = half + 1 if by_size else 2
    return 2.0**half * searched * 100 + (2.0**n * 2 * rules if rules > 1 else 0)


def halves(
    weights: NDArray[np.int64], corner: NDArray[np.int64], n: int, *, by_size: bool = True
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Count the coalitions whose complement weighs at most ``corner`` under each rule.

    Parameters
    ----------
    weights : numpy.ndarray of int, shape (rules, n)
    corner : numpy.ndarray of int, shape (rules,)
    n : int
        Members; needed where there is no rule, so that every coalition wins.
    by_size : bool, default True
        Whether to keep sizes apart; one rule alone can do without, which takes a single search.

    Returns
    -------
    winning : numpy.ndarray of Python int, shape (n + 1,)
        Winning coalitions of each size; of all sizes in one entry where they are not kept apart.
    containing : numpy.ndarray of Python int, shape (n, n + 1)
        Those that have each member.
    """
    quotas = weights.sum(axis=1) - corner
    if not by_size:
        return _together(weights[0], int(quotas[0]))
    # heavy and light members alternate, so that the halves are alike
    order = np.argsort(-weights[0], kind="stable") if len(weights) else np.arange(n)
    containing = np.zeros((n, n + 1), np.int64)
    winning = np.zeros(n + 1, np.int64)
    for mine, others in ((order[::2], order[1::2]), (order[1::2], order[::2])):
        partners = _partners(weights[:, mine], weights[:, others], quotas)
        size, has = _sizes(len(mine)), _has(len(mine))
        counts = np.zeros((len(partners), n + 1), np.int64)
        for s in range(len(others) + 1):
            counts[np.arange(len(partners)), size + s] += partners[:, s]
        winning = counts.sum(axis=0)
        for j, member in enumerate(mine):
            containing[member] = counts[has[:, j]].sum(axis=0)
    return winning.astype(object), containing.astype(object)


def _together(weights: NDArray[np.int64], quota: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Count the coalitions of all sizes that weigh ``quota`` or more."""
    order = np.argsort(-weights, kind="stable")
    parts = order[::2], order[1::2]
    totals = [_totals(weights[None, part])[0] for part in parts]
    containing = np.zeros((len(weights), 1), np.int64)
    for i, mine in enumerate(parts):
        ascending = np.argsort(totals[i])
        missing = quota - totals[i][ascending]
        partners = np.empty_like(missing)
        partners[ascending] = len(totals[1 - i]) - np.searchsorted(np.sort(totals[1 - i]), missing)
        containing[mine, 0] = partners @ _has(len(mine))
    return np.array([partners.sum()]).astype(object), containing.astype(object)


def _partners(
    mine: NDArray[np.int64], others: NDArray[np.int64], quotas: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Count, for each coalition of mine, the coalitions of others that make it win, by size."""
    missing = quotas[:, None] - _totals(mine)
    if len(missing) == 1:  # bisection is several times quicker in order
        order = np.argsort(missing[0])
        missing = missing[:, order]
    theirs, size = _totals(others), _sizes(others.shape[1])
    found = np.empty((missing.shape[1], others.shape[1] + 1), np.int64)
    for s in range(others.shape[1] + 1):
        group = theirs[:, size == s]
        if len(group) == 0:
            found[:, s] = group.shape[1]
        elif len(group) == 1:
            found[:, s] = group.shape[1] - np.searchsorted(np.sort(group[0]), missing[0])
        else:
            rows = max(1, _CHUNK // group.shape[1])
            for start in range(0, len(found), rows):
                part = slice(start, start + rows)
                wins = group[0] >= missing[0, part, None]
                for total, need in zip(group[1:], missing[1:], strict=True):
                    wins &= total >= need[part, None]
                found[part, s] = np.count_nonzero(wins, axis=1)
    if len(missing) == 1:
        found[order] = found.copy()
    return found


def _totals(weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what each of the 2^n coalitions weighs, shape (rules, 2^n); bit i is member i."""
    total = np.zeros((len(weights), 1), np.int64)
    for w in weights.T:
        total = np.concatenate([total, total + w[:, None]], axis=1)
    return total


def _has(n: int) -> NDArray[np.bool_]:
    """Return who is in each of the 2^n coalitions, shape (2^n, n)."""
    return (np.arange(1 << n)[:, None] >> np.arange(n) & 1).astype(bool)


def _sizes(n: int) -> NDArray[np.int64]:
    return _totals(np.ones((1, n), np.int64))[0]
