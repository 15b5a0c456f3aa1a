"""The joint Markov chain of finite strategies that meet, and its visits.

All meetings of a tournament are one sparse chain whose states are those pairs of states that can
occur; :mod:`govlib.games.meetings` turns its visits into outcomes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from govlib._check import number
from govlib.games._given import listed
from govlib.games.automata import Strategy

#: limits that keep memory below 2 GB
_MOST_PAIRS, _MOST_REACHED = 100_000_000, 4_000_000

#: pairs of states of one meeting that are solved at once: more could fill in beyond bounds
_MOST_SOLVED = 10_000

#: moves above which powers of the chain are squared, if they fit
_MANY_MOVES, _MOST_FILLED = 4096, 20_000_000

#: steps times transitions that are stepped through otherwise: about a minute
_MOST_WORK = 20_000_000_000


class Chain:
    """The Markov chain of all pairs of states that can occur in any of the meetings."""

    def __init__(self, rows: Any, columns: Any, noise: float) -> None:
        noise = number("noise", noise, 0, 1)
        self.rows = listed("rows", rows)
        self.twins = columns is None
        self.columns = self.rows if self.twins else listed("columns", columns)
        own, other = _Joined(self.rows, noise), _Joined(self.columns, noise)
        if own.size * other.size > _MOST_PAIRS:
            raise ValueError(
                f"rows and columns must have at most {_MOST_PAIRS:,} pairs of states; "
                f"got {own.size} times {other.size}, so let fewer of them meet at a time"
            )
        begin = np.add.outer(own.start * other.size, other.start)
        # a meeting and its mirror image are one
        first = begin[np.triu_indices(len(begin))] if self.twins else begin.ravel()
        states, targets, chances = _reachable(own, other, first)
        number_of = np.searchsorted(states, targets)
        source = np.broadcast_to(np.arange(len(states))[:, None], targets.shape)
        used = chances > 0
        # columns are states now, rows states next, so that a step is a product from the left
        self.step = sparse.csr_array(
            (chances[used], (number_of[used], source[used])), shape=(len(states),) * 2
        )
        self.chances = chances
        self.begin = np.zeros(len(states))
        self.begin[np.searchsorted(states, first)] = 1
        a, b = np.divmod(states, other.size)
        self.pair = own.block[a] * len(self.columns) + other.block[b]

    def outcomes(self, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up what happens in each state, weighted by how often it occurs."""
        shape = (len(self.rows), len(self.columns))
        cells = shape[0] * shape[1]
        counts = [np.bincount(self.pair, weight * p, minlength=cells) for p in self.chances.T]
        outcomes = np.stack(counts, axis=-1).astype(float).reshape(*shape, 2, 2)
        if self.twins:
            low = np.tril_indices(shape[0], -1)
            outcomes[low] = outcomes[low[::-1]].swapaxes(-1, -2)
        return outcomes

    def sum_of(self, steps: int) -> NDArray[np.float64]:
        """Return the expected visits of each state within a number of steps."""
        sizes = np.bincount(self.pair).astype(float)
        if steps > _MANY_MOVES and (sizes**2).sum() <= _MOST_FILLED:
            return self._doubled(steps)
        if steps * (self.step.nnz + 5000) > _MOST_WORK:
            raise ValueError(
                f"steps must be fewer for strategies with so many states; got {steps:,}, "
                "so let fewer of them meet, or ask for the limit of means (endless_play)"
            )
        now: NDArray[np.float64] = self.begin
        total = now.copy()
        for _ in range(steps - 1):
            now = self.step @ now
            total += now
        return total

    def _doubled(self, steps: int) -> NDArray[np.float64]:
        """Return the same from Q, Q², Q⁴, …, since S(m + n) = S(n) + Qⁿ S(m)."""
        power, doubled = self.step, self.begin
        total = np.zeros_like(doubled)
        while steps:
            if steps & 1:
                total = doubled + power @ total
            steps >>= 1
            if steps:
                doubled = doubled + power @ doubled
                power = power @ power
                # columns add up to 1; without this, rounding would double with each square
                power = power @ sparse.diags_array(1 / power.sum(axis=0))
        return np.asarray(total)

    def discounted(self, discount: float) -> NDArray[np.float64]:
        """Return the expected visits of each state, those at move t weighing wᵗ."""
        step = self._unit(len(self.begin)) - discount * self.step
        return _solve(step, self.begin, self.pair)

    def limit(self) -> NDArray[np.float64]:
        """Return the share of time in each state, from where play settles and how often there."""
        size = len(self.begin)
        classes, label = connected_components(self.step.T, connection="strong")
        later, earlier = self.step.nonzero()
        left = np.zeros(classes, bool)
        left[label[earlier[label[earlier] != label[later]]]] = True
        passing, staying = np.flatnonzero(left[label]), np.flatnonzero(~left[label])
        arriving = self.begin[staying]
        if len(passing):
            within = self._unit(len(passing)) - self.step[passing][:, passing]
            visits = _solve(within, self.begin[passing], self.pair[passing])
            arriving = arriving + self.step[staying][:, passing] @ visits
        # in each closed class one equation of balance gives way to the sum of its shares
        members, first, belongs = np.unique(label[staying], return_index=True, return_inverse=True)
        balance = self._unit(len(staying)) - self.step[staying][:, staying]
        keep = np.ones(len(staying))
        keep[first] = 0
        sums = sparse.csr_array(
            (np.ones(len(staying)), (first[belongs], np.arange(len(staying)))), balance.shape
        )
        target = np.zeros(len(staying))
        target[first] = np.bincount(belongs, arriving, minlength=len(members))
        share = np.zeros(size)
        balance = sparse.diags_array(keep) @ balance + sums
        share[staying] = _solve(balance, target, self.pair[staying])
        return share

    @staticmethod
    def _unit(size: int) -> Any:
        return sparse.eye_array(size, format="csr")


class _Joined:
    """Several strategies laid end to end, their states numbered through."""

    def __init__(self, strategies: Sequence[Strategy], noise: float) -> None:
        sizes = np.array([len(one) for one in strategies])
        offset = np.r_[0, np.cumsum(sizes)[:-1]]
        self.size = int(sizes.sum())
        self.block = np.repeat(np.arange(len(sizes)), sizes)
        self.start = offset + [one.start for one in strategies]
        self.after = np.concatenate([one.after for one in strategies])
        self.after += offset[self.block][:, None, None]
        meant = np.concatenate([one.chance for one in strategies])
        cooperates = meant * (1 - noise) + (1 - meant) * noise
        self.chance = np.stack([cooperates, 1 - cooperates], axis=-1)


def _reachable(
    own: _Joined, other: _Joined, begin: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return the joint states that can occur, sorted, what follows them, and how likely."""
    known = np.zeros(own.size * other.size, bool)
    new = np.unique(begin)
    reached = 0
    while len(new):
        known[new] = True
        reached += len(new)
        if reached > _MOST_REACHED:
            raise ValueError(
                f"rows and columns must reach at most {_MOST_REACHED:,} pairs of states; "
                "so let fewer of them meet at a time"
            )
        targets, chances = _follow(own, other, new)
        found = np.unique(targets[chances > 0])
        new = found[~known[found]]
    states = np.flatnonzero(known)
    return states, *_follow(own, other, states)


def _follow(
    own: _Joined, other: _Joined, states: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return what follows joint states after the outcomes CC, CD, DC, DD, and how likely."""
    a, b = np.divmod(states, other.size)
    targets = own.after[a] * other.size + other.after[b].swapaxes(-1, -2)
    chances = own.chance[a][:, :, None] * other.chance[b][:, None, :]
    return targets.reshape(-1, 4), chances.reshape(-1, 4)


def _solve(matrix: Any, right: NDArray[np.float64], pair: NDArray[np.int64]) -> NDArray[np.float64]:
    """Solve for visits, meeting after meeting, a few of them at a time."""
    sizes = np.bincount(pair)
    if sizes.max() > _MOST_SOLVED:
        raise ValueError(
            f"two strategies must reach at most {_MOST_SOLVED:,} pairs of states here; "
            f"got {sizes.max():,}, so ask for a finite play of many steps instead"
        )
    batch = (np.cumsum(sizes) // _MOST_SOLVED)[pair]
    visits = np.empty(len(right))
    for one in np.unique(batch):
        some = np.flatnonzero(batch == one)
        visits[some] = splu(matrix[some][:, some].tocsc()).solve(right[some])
    # visits are never negative; rounding may make a zero one slightly so
    return np.maximum(visits, 0.0)
