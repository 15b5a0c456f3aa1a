"""Threshold contagion: a node adopts when enough of its neighbours have adopted.

Where one neighbour is enough, contagion is *simple*, as for news or a virus; where it takes
several, it is *complex*, as for a costly norm (Centola and Macy 2007). Thresholds that are shares
of the neighbours (Watts 2002) are turned into whole numbers of neighbours here, exactly, and serve
:mod:`govlib.networks.cascades`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from govlib._check import broadcast, integer, integers, numbers
from govlib._values import fraction
from govlib.networks._nodes import by_node, node_numbers
from govlib.networks.graphs import as_csr
from govlib.networks.spread import Spread, front_at, reached_from

__all__ = ["complex_contagion", "neighbours_needed"]


def complex_contagion(
    graph: Any, threshold: Any, seeds: Any, *, steps: int | None = None
) -> Spread:
    """Spread a behaviour that a node takes up once enough neighbours have it.

    All nodes look at once: a node that has not adopted by step t adopts at step t + 1 if at
    least ``threshold`` of its neighbours had adopted by step t. Nobody gives up what was adopted.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Influence runs along the links: node j watches every i with a link from i to j. Weights
        do not count.
    threshold : int or array_like of int, shape (n,)
        Adopted neighbours that a node needs, at least 1; one number for all or one a node.
    seeds : int or sequence of int
        Nodes that have adopted at step 0.
    steps : int, optional
        Stop after so many steps; by default when nobody adopts any more.

    Returns
    -------
    govlib.networks.spread.Spread

    Raises
    ------
    ValueError
        If a threshold is below 1, or a seed is no node of the graph.

    References
    ----------
    D. Centola and M. Macy (2007), "Complex contagions and the weakness of long ties", American
    Journal of Sociology 113(3), 702–734, doi:10.1086/521848.

    Examples
    --------
    Two neighbours start on a ring in which everybody knows the two next on either side:

    >>> from govlib.networks.rings import ring_lattice
    >>> ring = ring_lattice(20, 4)
    >>> complex_contagion(ring, 1, [0, 1]).steps, complex_contagion(ring, 2, [0, 1]).steps
    (5, 9)
    """
    matrix = as_csr(graph)
    n = matrix.shape[0]
    need = integers("threshold", by_node("threshold", threshold, graph), 1)
    if need.shape not in ((), (n,)):
        raise ValueError(f"threshold must be one number or one a node; got shape {need.shape}")
    front = node_numbers(n, seeds, graph=graph)
    return spread_from(matrix, np.broadcast_to(need, (n,)), front, steps)


def neighbours_needed(degree: Any, phi: Any) -> NDArray[np.int64]:
    """Return the fewest neighbours that make up a share of them, ⌈φk⌉ and at least 1.

    The tie counts: where φk is whole, φk neighbours are enough. It is computed in whole numbers,
    so ties are exact.

    Parameters
    ----------
    degree : array_like of int
        Neighbours k of each node.
    phi : Fraction, str, Decimal, float or array_like of float
        Share φ, above 0 and at most 1; one for all or one a node.

    Returns
    -------
    numpy.ndarray of int
        A node without neighbours needs 1, which it never gets.

    Examples
    --------
    In binary 0.07 · 100 exceeds 7 by a hair, and its ceiling would be 8:

    >>> neighbours_needed([100, 50, 5, 0], 0.07)
    array([7, 4, 1, 1])
    """
    k = integers("degree", degree, 0, empty=True)
    if not isinstance(phi, (list, tuple)) and np.ndim(phi) == 0:
        share = fraction("phi", phi)
        if not 0 < share <= 1:
            raise ValueError(f"phi must lie in (0, 1]; got {phi}")
        top, bottom = share.numerator, share.denominator
        if top * max(1, int(k.max(initial=0))) < 2**62 and bottom < 2**62:
            return np.maximum(-(-top * k // bottom), 1)
        return np.maximum([-(-top * int(d) // bottom) for d in k.flat], 1).reshape(k.shape)
    each = numbers("phi", phi, 0, 1, above=0)
    broadcast(degree=k, phi=each)
    k, each = np.broadcast_arrays(k, each)
    product = each * k
    need = np.ceil(product).astype(np.int64)
    # where a float comes close to a whole number, decide in fractions
    for i in np.flatnonzero(np.abs(product - np.rint(product)) < 1e-9 * (1 + k)):
        share = fraction("phi", each.flat[i])
        need.flat[i] = -(-share.numerator * int(k.flat[i]) // share.denominator)
    return np.maximum(need, 1)


def in_degrees(matrix: sparse.csr_array) -> NDArray[np.int64]:
    """Return how many links arrive at each node."""
    return np.bincount(matrix.indices, minlength=matrix.shape[0])


def spread_from(
    matrix: sparse.csr_array,
    need: NDArray[np.int64],
    seeds: NDArray[np.int64],
    steps: int | None = None,
) -> Spread:
    """Run the steps; every link is followed once, when its origin has just adopted."""
    last = np.iinfo(np.int64).max if steps is None else integer("steps", steps, 0)
    n = matrix.shape[0]
    start, target = matrix.indptr, matrix.indices
    lack = need.astype(np.int32)  # neighbours that a node still waits for
    times = np.full(n, -1)
    times[seeds] = 0
    front, step = seeds, 0
    while front.size and step < last:
        step += 1
        hit = reached_from(start, target, front)
        if hit.size > n // 8:
            lack -= np.bincount(hit, minlength=n).astype(np.int32)
            front = np.flatnonzero((lack <= 0) & (times < 0))
            times[front] = step
        else:
            np.subtract.at(lack, hit, 1)
            hit = hit[(lack[hit] <= 0) & (times[hit] < 0)]
            times[hit] = step
            front = front_at(times, step, hit)
    return Spread(times)
