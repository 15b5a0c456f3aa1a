"""The course of anything that spreads over a graph in steps, and the step itself.

Complex contagion, global cascades, interbank defaults and the Reed–Frost epidemic share both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer
from govlib._values import ByValue

__all__ = ["Spread"]


@dataclass(frozen=True, eq=False)
class Spread(ByValue):
    """When each node was reached.

    Attributes
    ----------
    times : numpy.ndarray of int, shape (n,)
        Step at which each node was reached: 0 for a seed, −1 for a node never reached.
    """

    times: NDArray[np.int64]

    @property
    def steps(self) -> int:
        """The last step at which a node was reached; 0 where nothing spread."""
        return int(self.times.max())

    @property
    def reached(self) -> NDArray[np.bool_]:
        """Whether each node was reached, seeds included."""
        return self.times >= 0

    @property
    def size(self) -> int:
        """How many nodes were reached, seeds included."""
        return int(np.count_nonzero(self.times >= 0))

    @property
    def share(self) -> float:
        """Share of the nodes reached, seeds included."""
        return self.size / self.times.size

    @property
    def complete(self) -> bool:
        """Whether every node was reached."""
        return bool((self.times >= 0).all())

    @property
    def new(self) -> NDArray[np.int64]:
        """How many nodes were reached at each step 0, 1, …, :attr:`steps`."""
        return np.bincount(self.times[self.times >= 0], minlength=self.steps + 1)

    @property
    def curve(self) -> NDArray[np.int64]:
        """How many nodes had been reached by each step 0, 1, …, :attr:`steps`."""
        return np.cumsum(self.new)

    def by(self, step: int) -> NDArray[np.bool_]:
        """Tell which nodes had been reached by a step."""
        return (self.times >= 0) & (self.times <= integer("step", step, 0))


def reached_from(
    start: NDArray[np.integer],
    target: NDArray[np.integer],
    nodes: NDArray[np.integer],
    pick: Callable[[int], NDArray[np.integer]] = np.arange,
) -> NDArray[np.integer]:
    """Return the ends of links that leave ``nodes``, repeated where several links meet.

    Parameters
    ----------
    start, target : numpy.ndarray
        ``indptr`` and ``indices`` of the graph in compressed rows.
    nodes : numpy.ndarray of int
        Where the links begin.
    pick : callable
        From the number of these links to the positions, among them, of those to follow; by
        default all.

    Examples
    --------
    >>> import networkx as nx
    >>> from govlib.networks.graphs import as_csr
    >>> star = as_csr(nx.star_graph(3))
    >>> reached_from(star.indptr, star.indices, np.array([1, 0])).tolist()
    [0, 1, 2, 3]
    """
    first = start[nodes]
    count = start[nodes + 1] - first
    end = np.cumsum(count)
    total = int(end[-1]) if end.size else 0
    # position + skip runs through all the rows: within a row one link on, then the next row
    skip = np.repeat(first - (end - count), count)
    which = pick(total)
    return target[skip[which] + which]


def front_at(times: NDArray[np.int64], step: int, met: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the nodes reached at a step, once each; ``met`` holds them with repetitions."""
    if met.size < times.size // 200:
        return np.unique(met).astype(np.int64)
    return np.flatnonzero(times == step)
