"""Robustness of *One centre or many*: local offices against one for the world.

    python tests/robustness/many_centres.py

Three sentences, each in 2,520 cases. *Shares*: at equal shares of founders, which a group can meet
exactly, local offices reach their target more often than a world office. *Numbers*: at equal
numbers the world office does. *Sum*: a world office that few found, who pay what many would,
reaches it more often than one that the many must found. One in 50, *quorums*: the first at every
percent, rounded up. And one in 60: a state with the most partners can start a norm alone.

Chains are solved here from payoffs of single groups and a linear system of their balance; cascades
by counting partners, one step after the other. The library eliminates states and joins clusters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import spsolve
from scipy.special import expit
from scipy.stats import hypergeom

from govlib.data import load
from govlib.published.iiib1_institutions import (
    FINES,
    PHIS,
    RISKS,
    STRONGEST,
    TAXES,
    Setting,
    settings,
)

COST = 0.1


def _payoffs(at: Setting, scale: str, founders: int) -> tuple[np.ndarray, ...]:
    """Chances that a giver and a keeper see the target met, and that a keeper is fined.

    Rows are numbers of givers for the first two, of punishers for the third.
    """
    Z, n = at.Z, at.n
    others = np.arange(n)
    met_by_giver, met_by_keeper, fined = np.zeros((3, Z + 1))
    for k in range(Z + 1):
        if k:
            seen = hypergeom.pmf(others, Z - 1, k - 1, n - 1)
            met_by_giver[k] = seen[others + 1 >= at.threshold].sum()
        if k < Z:
            seen = hypergeom.pmf(others, Z - 1, k, n - 1)
            met_by_keeper[k] = seen[others >= at.threshold].sum()
            local = seen[others >= founders].sum()
            fined[k] = local if scale == "local" else float(k >= founders)
    return met_by_giver, met_by_keeper, fined


def _reach(
    at: Setting, scale: str, founders: int, payers: int, case: tuple[float, float, float]
) -> float:
    """Share of groups that meet the target, from the balance of the chain."""
    risk, fine, tax = case
    Z, mu = at.Z, at.mutation
    by_giver, by_keeper, fined = _payoffs(at, scale, founders)
    number, states = {}, []
    for c in range(Z + 1):
        for p in range(Z + 1 - c):
            number[c, p] = len(states)
            states.append((c, p, Z - c - p))
    rows, columns, values = [], [], []
    for here, state in enumerate(states):
        c, p, _ = state
        gives = 1 - risk * (1 - by_giver[c + p]) - COST
        pay = (
            gives,
            gives - tax * payers / founders,
            1 - risk * (1 - by_keeper[c + p]) - fine * fined[p],
        )
        for a, b in product(range(3), repeat=2):
            if a == b or not state[a]:
                continue
            copies = state[a] / Z * state[b] / (Z - 1) * expit(at.selection * (pay[b] - pay[a]))
            after = list(state)
            after[a] -= 1
            after[b] += 1
            chance = (1 - mu) * copies + mu * state[a] / (2 * Z)
            rows += [number[after[0], after[1]], here]
            columns += [here, here]
            values += [chance, -chance]
    size = len(states)
    flow = sparse.coo_matrix((values, (rows, columns)), shape=(size, size)).tolil()
    flow[-1, :] = 1.0  # one balance follows from the others; the shares add up to one instead
    time = spsolve(flow.tocsc(), np.eye(size)[-1])
    members = np.array([c + p for c, p, _ in states])
    return float(time @ hypergeom.sf(at.threshold - 1, Z, members, at.n))


def offices(every: int = 1) -> Iterator[tuple[Setting, tuple[float, float, float], dict[str, int]]]:
    """Yield each case, and for each sentence 1 where it held, −1 where it was reversed, else 0."""
    cases = [(at, case) for at in settings() for case in product(RISKS, FINES, TAXES)]
    for at, case in cases[::every]:
        few, many = at.founders, at.as_many
        local = _reach(at, "local", few, few, case)
        number = _reach(at, "global", few, few, case)
        share = _reach(at, "global", many, many, case)
        purse = _reach(at, "global", few, many, case)
        gaps = {"shares": local - share, "numbers": number - local, "sum": purse - share}
        yield at, case, {name: int(np.sign(g) * (abs(g) > 0.01)) for name, g in gaps.items()}


def quorums(percents: Iterable[int] = range(1, 51)) -> Iterator[tuple[int, int]]:
    """Yield a quorum, and 1 where local offices are ahead, −1 where they are behind, else 0."""
    at, case = Setting(4, 3, 50, 5, 0.02, 1), (0.2, 0.3, 0.03)
    for percent in percents:
        few, many = (
            next(k for k in range(1, size + 1) if 100 * k >= percent * size) for size in (4, 50)
        )
        gap = _reach(at, "local", few, few, case) - _reach(at, "global", many, many, case)
        yield percent, int(np.sign(gap) * (abs(gap) > 0.01))


def _follow(partners: list[set[int]], phi: float, starter: int) -> int:
    """Count who keeps the norm in the end."""
    keep, before = {starter}, set()
    while keep != before:
        before = set(keep)
        for state, mine in enumerate(partners):
            if mine and len(mine & before) >= phi * len(mine) - 1e-9:
                keep.add(state)
    return len(keep)


def starting() -> Iterator[tuple[str, str]]:
    """Yield whether a state with the most partners can start a norm, others can, or nobody."""
    for table in ("igo_comembership_2014", "trade_2006"):
        links = load(table).to_numpy(float)
        links = (links + links.T) / 2
        n = len(links)
        pairs = sorted(((links[i, j], i, j) for i in range(n) for j in range(i)), reverse=True)
        for strongest, phi in product(STRONGEST, PHIS):
            bound = pairs[round(strongest * len(pairs)) - 1][0]
            partners: list[set[int]] = [set() for _ in range(n)]
            for weight, i, j in pairs:
                if weight >= bound:
                    partners[i].add(j)
                    partners[j].add(i)
            start = [_follow(partners, phi, i) > n / 2 for i in range(n)]
            most = max(map(len, partners))
            best = any(start[i] for i in range(n) if len(partners[i]) == most)
            yield table, "best" if best else "others" if any(start) else "nobody"


def run(every: int = 1) -> dict[str, dict[str, int]]:
    """Count for each sentence in how many cases it held, and in how many not."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _, _, found in offices(every):
        for name, sign in found.items():
            counts[name][("alike", "held", "reversed")[sign]] += 1
    for _, sign in quorums(range(1, 51, every)):
        counts["quorums"][("alike", "held", "reversed")[sign]] += 1
    for name, told in starting():
        counts[name][told] += 1
    return {name: dict(found) for name, found in counts.items()}


if __name__ == "__main__":
    for name, found in run().items():
        print(f"{name}: " + ", ".join(f"{word} {n}" for word, n in sorted(found.items())))
