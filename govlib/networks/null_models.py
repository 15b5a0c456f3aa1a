"""What is special about a network: its measures against random networks with the same degrees.

A network with many links is clustered for that reason alone. The null model keeps how many links
each node has and shuffles who is linked to whom (Maslov and Sneppen 2002).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from govlib._check import generator, integer
from govlib._values import ByValue
from govlib.networks.graphs import as_csr, is_symmetric, origins

__all__ = ["NullComparison", "against_null", "shuffle"]


@dataclass(frozen=True, eq=False)
class NullComparison(ByValue):
    """A measure of one network beside the same measure of shuffled ones.

    Attributes
    ----------
    observed : float or numpy.ndarray
        The measure of the network itself.
    draws : numpy.ndarray, shape (draws, ...)
        The measure of each shuffled network.
    """

    observed: Any
    draws: NDArray[np.float64]

    @property
    def mean(self) -> Any:
        """Mean over the shuffled networks."""
        return self.draws.mean(axis=0)[()]

    @property
    def sd(self) -> Any:
        """Standard deviation over the shuffled networks."""
        return self.draws.std(axis=0, ddof=1)[()]

    @property
    def z(self) -> Any:
        """Distance of the observed from the mean, in standard deviations.

        0 where both are equal up to rounding; infinite where they differ and the shuffled
        networks do not.
        """
        gap = np.asarray(self.observed - self.mean, dtype=np.float64)
        rounding = 1e-12 * np.maximum(np.abs(self.observed), np.abs(self.mean))
        gap = np.where(np.abs(gap) <= rounding, 0.0, gap)
        sd = np.where(self.sd <= rounding, 0.0, self.sd)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(gap == 0, 0.0, gap / sd)[()]

    @property
    def above(self) -> Any:
        """Share of the shuffled networks at or above the observed, the observed one included."""
        return (1 + (self.draws >= self.observed).sum(axis=0)) / (1 + len(self.draws))

    @property
    def below(self) -> Any:
        """Share of the shuffled networks at or below the observed, the observed one included."""
        return (1 + (self.draws <= self.observed).sum(axis=0)) / (1 + len(self.draws))


def against_null(
    graph: Any,
    measure: Callable[[sparse.csr_array], Any],
    *,
    draws: int = 100,
    rounds: int = 100,
    rng: Any = None,
) -> NullComparison:
    """Compare a measure of a network with the same measure of shuffled networks.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Directed or not; weights do not count.
    measure : callable
        From a graph to a number or an array, such as
        :func:`govlib.networks.measures.transitivity`.
    draws : int, default 100
        Shuffled networks, at least 2, each shuffled anew from the network itself.
    rounds : int, default 100
        Rounds of :func:`shuffle` for each.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    NullComparison

    Examples
    --------
    >>> import networkx as nx
    >>> from govlib.networks.measures import transitivity
    >>> result = against_null(nx.karate_club_graph(), transitivity, rng=1)
    >>> round(float(result.observed), 3), bool(result.z < 2)
    (0.256, True)
    """
    matrix = _ones(as_csr(graph))
    count = integer("draws", draws, 2)
    streams = generator("rng", rng).spawn(count)
    values = [measure(shuffle(matrix, rounds=rounds, rng=stream)) for stream in streams]
    return NullComparison(measure(matrix), np.asarray(values, dtype=np.float64))


def shuffle(graph: Any, *, rounds: int = 100, rng: Any = None) -> sparse.csr_array:
    """Return a random graph in which every node has the links it has, to other nodes.

    Links are taken in pairs, a→b and c→d, which exchange their ends: a→d and c→b, unless that
    gives a loop or a link that is there already. An undirected graph stays undirected; in a
    directed one both the links that leave and those that arrive are kept.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Directed or not; weights do not count.
    rounds : int, default 100
        Rounds; in each one about a quarter of all links tries to exchange its end.
    rng : None, int or numpy.random.Generator
        Source of randomness.

    Returns
    -------
    scipy.sparse.csr_array, shape (n, n)
        Weights 1.

    Notes
    -----
    A round pairs all links at random and tosses a coin for each pair. A pair whose coin shows
    heads exchanges, if none of the two old and two new links belongs to any other pair, be it as
    a link that is there or as one that it proposes. Whether a pair exchanges thus depends on sets
    that an exchange leaves as they are, so a round leads from one graph to another as often as
    back; and any single exchange is possible. The chain is symmetric, and all graphs with the
    given degrees are equally likely in the long run (as for single exchanges, see Fosdick and
    co-authors 2018). Directed graphs also turn around directed triangles, without which some
    cannot be reached (Rao, Jana and Bandyopadhyay 1996).

    References
    ----------
    S. Maslov and K. Sneppen (2002), "Specificity and stability in topology of protein
    networks", Science 296, 910–913, doi:10.1126/science.1065103.

    B. K. Fosdick, D. B. Larremore, J. Nishimura and J. Ugander (2018), "Configuring random graph
    models with fixed degree sequences", SIAM Review 60(2), 315–355, doi:10.1137/16M1087175.

    A. R. Rao, R. Jana and S. Bandyopadhyay (1996), "A Markov chain Monte Carlo method for
    generating random (0, 1)-matrices with given marginals", Sankhyā A 58(2), 225–242.

    Examples
    --------
    >>> import networkx as nx
    >>> from govlib.networks.measures import degree
    >>> club = nx.karate_club_graph()
    >>> bool((degree(shuffle(club, rng=1)) == degree(club)).all())
    True
    """
    matrix = as_csr(graph)
    rounds = integer("rounds", rounds, 0)
    rng = generator("rng", rng)
    n = matrix.shape[0]
    source, target = origins(matrix), matrix.indices.astype(np.int64)
    directed = not is_symmetric(_ones(matrix))
    if not directed:
        up = source < target
        source, target = source[up], target[up]
    for _ in range(rounds):
        _exchange(n, source, target, directed, rng)
        if directed and n > 2:
            _turn_triangles(n, source, target, rng)
    if not directed:
        source, target = np.r_[source, target], np.r_[target, source]
    ones = np.ones(source.size, np.int8)
    result = sparse.csr_array(sparse.coo_array((ones, (source, target)), shape=(n, n)))
    result.sort_indices()
    return result


def _exchange(
    n: int,
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    directed: bool,
    rng: np.random.Generator,
) -> None:
    """Exchange the ends of random pairs of links, in place."""
    half = source.size // 2
    if not half:
        return
    order = rng.permutation(source.size)
    coin = rng.random(half) < 0.5
    first, second = order[:half][coin], order[half : 2 * half][coin]
    a, b, c, d = source[first], target[first], source[second], target[second]
    if not directed:  # an undirected link may be read from either end
        flip = rng.random(a.size) < 0.5
        c, d = np.where(flip, d, c), np.where(flip, c, d)
    fine = (a != d) & (c != b)
    new = np.concatenate([_key(n, a, d, directed), _key(n, c, b, directed)])
    new = new[np.r_[fine, fine]]
    every = np.concatenate([_key(n, source, target, directed), new])
    single = _times(every, n * n) == 1
    m = int(fine.sum())
    proposed = single[source.size :]
    alone = single[first[fine]] & single[second[fine]] & proposed[:m] & proposed[m:]
    at = np.flatnonzero(fine)[alone]
    source[first[at]], target[first[at]] = a[at], d[at]
    source[second[at]], target[second[at]] = c[at], b[at]


def _turn_triangles(
    n: int, source: NDArray[np.int64], target: NDArray[np.int64], rng: np.random.Generator
) -> None:
    """Turn around directed triangles among random disjoint triples of nodes, in place."""
    a, b, c = rng.permutation(n)[: 3 * (n // 3)].reshape(3, -1)
    key = source * n + target
    order = np.argsort(key)

    def find(i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.int64]:
        wanted = i * n + j
        place = np.minimum(np.searchsorted(key, wanted, sorter=order), key.size - 1)
        return np.where(key[order[place]] == wanted, order[place], -1)

    if not key.size:
        return
    there = np.stack([find(a, b), find(b, c), find(c, a)])
    back = np.stack([find(b, a), find(c, b), find(a, c)])
    turns = (there >= 0).all(axis=0) & (back < 0).all(axis=0) & (rng.random(a.size) < 0.5)
    at = there[:, turns].ravel()
    source[at], target[at] = target[at], source[at]


def _key(n: int, i: NDArray[np.int64], j: NDArray[np.int64], directed: bool) -> NDArray[np.int64]:
    return i * n + j if directed else np.minimum(i, j) * n + np.maximum(i, j)


def _times(keys: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return how often each of some keys below ``most`` is among them."""
    if most <= 16 * keys.size:  # in a dense network counting is faster than sorting
        return np.bincount(keys, minlength=most)[keys]
    _, back, times = np.unique(keys, return_inverse=True, return_counts=True)
    return times[back]


def _ones(matrix: sparse.csr_array) -> sparse.csr_array:
    ones = np.ones(matrix.nnz, np.int8)
    return sparse.csr_array((ones, matrix.indices, matrix.indptr), shape=matrix.shape)
