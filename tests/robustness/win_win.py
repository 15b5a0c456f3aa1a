"""Robustness of *Win-win*: payments that please all, and ties that make givers.

    python tests/robustness/win_win.py

Sentences: with the payments of Chander and Tulkens each gains; no group does better if all others
act alone; some payments hold all while the others go on. Varied: number, benefits and costs of
countries, and benefits that fall, another way for each. Groups are counted with those only: where
benefits do not fall, a theorem says that none objects. Here equilibria are found from systems of
first-order conditions, and groups are tried one by one. Last: one more tie raises the ratio from
which giving spreads, and a stronger one lowers it; here from meeting times that are solved for as
one plain linear system.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import networkx as nx
import numpy as np
from counting import held_and_not, tell

from govlib.agreements import emitters
from govlib.data import load
from govlib.published.ivb_win_win import TIES, WEIGHTS, closer, random_pairs, worlds


def settle(b: np.ndarray, c: np.ndarray, end: np.ndarray, group: tuple[int, ...]) -> np.ndarray:
    """Return what each abates where the group acts as one and the others act alone."""
    stake, falls = b.copy(), b / end
    for each in (stake, falls):
        each[list(group)] = each[list(group)].sum()
    system = np.diag(c) + np.outer(falls, np.ones(len(b)))
    return np.linalg.solve(system, stake)


def earned(b: np.ndarray, c: np.ndarray, end: np.ndarray, done: np.ndarray) -> np.ndarray:
    """Return all payoffs."""
    total = done.sum()
    return b * (total - total**2 / (2 * end)) - c * done**2 / 2


def world(
    b: np.ndarray, c: np.ndarray, end: np.ndarray, groups: bool
) -> Iterator[tuple[str, bool]]:
    """Yield what holds in one world."""
    n = len(b)
    everyone = tuple(range(n))
    none, full = settle(b, c, end, ()), settle(b, c, end, everyone)
    alone, together = earned(b, c, end, none), earned(b, c, end, full)
    close = 1e-9 * np.abs(together).sum()
    extra = c * (full**2 - none**2) / 2
    last = b - b / end * full.sum()
    paid = together + extra - last * extra.sum() / last.sum()
    yield "each gains with payments", bool((paid - alone).min() >= -close)
    yield "each gains without", bool((together - alone).min() >= -close)
    outside = 0.0
    for i in everyone:
        rest = tuple(j for j in everyone if j != i)
        outside += float(earned(b, c, end, settle(b, c, end, rest))[i])
    yield "payments hold all", outside <= together.sum() + close
    if not groups:
        return
    equal = alone + (together - alone).mean()
    safe = {"paid": True, "equal": True}
    for size in range(1, n):
        for group in combinations(everyone, size):
            own = earned(b, c, end, settle(b, c, end, group))[list(group)].sum()
            safe["paid"] &= bool(own <= paid[list(group)].sum() + close)
            safe["equal"] &= bool(own <= equal[list(group)].sum() + close)
    yield "no group does better", safe["paid"]
    yield "no group does better, equal parts", safe["equal"]


def needed(weight: np.ndarray) -> float:
    """Return the ratio from which giving spreads, from one linear system for all meeting times."""
    n = len(weight)
    step = weight / weight.sum(1, keepdims=True)
    both = (np.kron(step, np.eye(n)) + np.kron(np.eye(n), step)) / 2
    apart = ~np.eye(n, dtype=bool).ravel()
    times = np.zeros(n * n)
    system = (np.eye(n * n) - both)[np.ix_(apart, apart)]
    times[apart] = np.linalg.solve(system, np.ones(apart.sum()))
    times = times.reshape(n, n)
    share = weight.sum(1) / weight.sum()
    t1, t2, t3 = (share @ (np.linalg.matrix_power(step, k) * times).sum(1) for k in (1, 2, 3))
    return float(t2 / (t3 - t1)) if t3 - t1 > 1e-9 * t1 else np.inf


def best_partners(name: str, k: int, alike: bool) -> np.ndarray:
    """Return ties with the best k partners of each, sorted country by country."""
    table = load(name).to_numpy(dtype=float)
    both = table + table.T
    np.fill_diagonal(both, 0)
    kept = np.zeros_like(both)
    for i, row in enumerate(both):
        least = sorted(row, reverse=True)[k - 1]
        for j in np.flatnonzero((row >= least) & (row > 0)):
            kept[i, j] = kept[j, i] = 1 if alike else both[i, j]
    return kept


def cases(every: int = 1) -> Iterator[tuple[str, bool]]:
    """Yield what was varied, and whether it held; of worlds and random networks every so many."""
    for b, c, end in list(worlds())[::every]:
        yield from world(b, c, end, groups=bool(np.isfinite(end).all()))
    for weight in WEIGHTS:
        for union in (False, True):
            game = emitters(weight, union=union)
            never = np.full(len(game.benefit), np.inf)
            yield from world(game.benefit, game.cost, never, groups=False)
    for alike in (True, False):
        for name in TIES:
            before = np.inf
            for k in range(1, len(load(name))):
                kept = best_partners(name, k, alike)
                if not nx.is_connected(nx.from_numpy_array(kept)):
                    continue
                now = needed(kept)
                if np.isfinite(before):
                    yield f"more is asked, {'alike' if alike else 'by weight'}", now > before
                elif np.isinf(now):
                    break
                before = now
                if np.isinf(now):
                    break
    for draw, (few, more) in list(enumerate(random_pairs()))[::every]:
        ties = nx.to_numpy_array(few)
        first = needed(ties)
        yield "more is asked, one link more", needed(nx.to_numpy_array(more)) > first
        one, pairs = closer(few, draw)
        yield "less is asked, one tie stronger", needed(nx.to_numpy_array(one)) < first
        yield "less is asked, pairs closer", needed(nx.to_numpy_array(pairs)) < first


def run(every: int = 1) -> dict[str, tuple[int, int]]:
    """Count for each variation in how many cases the sentence held, and in how many not."""
    return held_and_not(cases(every))


if __name__ == "__main__":
    tell(run())
