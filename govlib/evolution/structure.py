"""When a network favours cooperation: the exact critical ratio of benefit to cost.

Allen and others (2017) found the ratio above which selection favours cooperation on any weighted
graph, from the times after which random walks from two nodes meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from govlib._check import integer, must_fit
from govlib._values import ByValue
from govlib.networks.graphs import as_csr

__all__ = ["Coalescence", "coalescence", "transitive_ratio"]

#: the largest graph: eight matrices of 4000 x 4000 take 1 GB
LARGEST = 4000

#: share of the meeting time of neighbours below which t₃ − t₁ counts as 0
NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Coalescence(ByValue):
    """Meeting times of random walks on a graph, and what they mean for cooperation.

    Attributes
    ----------
    times : numpy.ndarray, shape (n, n)
        Mean time τ until walks from i and j meet, where both step once a unit of time on average.
    weights : numpy.ndarray, shape (n,)
        Share π of each node in the weight of all links; a walk spends that share of time there.
    remeeting : numpy.ndarray, shape (n,)
        Mean time τ⁺ until two walks that leave node i together meet again.
    distances : numpy.ndarray, shape (4,)
        Mean meeting times t₀, t₁, t₂, t₃ of the two ends of a walk of 0, 1, 2 and 3 steps.
    """

    times: NDArray[np.float64]
    weights: NDArray[np.float64]
    remeeting: NDArray[np.float64]
    distances: NDArray[np.float64]

    @property
    def critical_ratio(self) -> float:
        """Ratio b/c above which selection favours cooperation, t₂/(t₃ − t₁).

        Negative where the graph favours spite: cooperation then gains only where it harms
        others. Infinite where no benefit suffices, as on a star, and NaN on two nodes, where
        selection does not act.
        """
        _, t1, t2, t3 = self.distances
        if abs(t3 - t1) > NOTHING * t1:
            return float(t2 / (t3 - t1))
        return float(np.inf if t2 > NOTHING * t1 else np.nan)


def coalescence(graph: Any, *, loops: str = "refuse") -> Coalescence:
    """Return the meeting times of random walks from all pairs of nodes.

    They decide when cooperation spreads. A cooperator pays c, and each of her neighbours gains b;
    a node's payoff is a mean over its links, by weight. Now and then a random node gives up its
    strategy and takes over that of a neighbour, drawn by weight of the link and, weakly, by
    payoff (death and birth, under weak selection). A cooperator among defectors then takes over
    more often than a neutral mutant where b/c exceeds :attr:`Coalescence.critical_ratio`.

    Walks from i and j move one at a time, both equally often, along links in proportion to their
    weights; with pᵢₖ the chance of a step from i to k ::

        τᵢⱼ = 1 + ½ Σₖ (pᵢₖ τₖⱼ + pⱼₖ τᵢₖ)   for i ≠ j,   τᵢᵢ = 0

    The system of n(n−1)/2 equations is symmetric once nodes are scaled by √π, and is solved by
    conjugate gradients to the last digits; the identity Σᵢ πᵢ² τ⁺ᵢ = 1 checks the answer.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Undirected and connected, with 2 to 4000 nodes and any positive weights. The time grows
        with n² times the number of steps that a walk needs to forget its start: a second for a
        few hundred nodes, minutes for thousands.
    loops : {"refuse", "drop"}
        What to do with links from a node to itself.

    Returns
    -------
    Coalescence

    Raises
    ------
    ValueError
        If the graph is directed, has loops (unless dropped), is not connected, or is too small
        or too large.
    ArithmeticError
        If the weights differ by so many orders of magnitude that digits are lost.

    References
    ----------
    B. Allen, G. Lippner, Y.-T. Chen, B. Fotouhi, N. Momeni, S.-T. Yau and M. A. Nowak (2017),
    "Evolutionary dynamics on any population structure", Nature 544(7649), 227–230,
    doi:10.1038/nature21723.

    Examples
    --------
    >>> import networkx as nx
    >>> round(coalescence(nx.petersen_graph()).critical_ratio, 9)
    6.0
    >>> coalescence(nx.star_graph(5)).critical_ratio
    inf
    >>> round(coalescence(nx.complete_graph(5)).critical_ratio, 9)
    -4.0

    Trade among thirty countries links everybody with everybody, some far more than others:

    >>> from govlib.data import load
    >>> from govlib.networks.graphs import symmetrise
    >>> trade = symmetrise(load("trade_2006").to_numpy())
    >>> round(coalescence(trade).critical_ratio)
    214
    """
    links = as_csr(graph, symmetric=True, loops=loops)
    n = links.shape[0]
    if n < 2:
        raise ValueError(f"graph must have at least two nodes; got {n}")
    must_fit("a matrix of meeting times", float(n) * n, LARGEST**2, f"take at most {LARGEST} nodes")
    parts, part = sparse.csgraph.connected_components(sparse.csr_matrix(links), directed=False)
    if parts > 1:
        raise ValueError(
            f"graph must be connected; got {parts} parts, the smallest of {np.bincount(part).min()}"
            " node(s): walks from different parts never meet"
        )
    links = sparse.csr_array(links / float(links.data.max()))  # so that no sum overflows
    weight = np.asarray(links.sum(axis=1))
    root = np.sqrt(weight / weight.sum())
    scale = sparse.diags_array(1 / np.sqrt(weight))
    half: Any = sparse.csr_array(scale @ links @ scale)
    chance: Any = sparse.csr_array(sparse.diags_array(1 / weight) @ links)
    if links.nnz > n * n // 8:  # so dense that a full product is faster
        half, chance = half.toarray(), chance.toarray()
    times = _meet(half, root) / np.outer(root, root)
    share = root**2
    along = chance @ times  # mean meeting time of a node with a neighbour of another
    remeeting = 1 + along.diagonal()
    if not abs(share**2 @ remeeting - 1) <= 1e-7:
        raise ArithmeticError(
            "the weights of the graph differ by too many orders of magnitude to tell meeting "
            "times apart; leave out the weakest links"
        )
    twice = chance @ along
    distances = [0.0]
    for ends in (along, twice, chance @ twice):
        distances.append(float(share @ ends.diagonal()))
    return Coalescence(times, share, remeeting, np.array(distances))


def _meet(half: Any, root: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solve Y − ½(SY + YS) = √π√πᵀ off the diagonal, Y = 0 on it, by conjugate gradients.

    S is the symmetric form of the walk. The operator is symmetric and positive definite on
    matrices without a diagonal.
    """

    def apply(Y: NDArray[np.float64]) -> NDArray[np.float64]:
        product = half @ Y
        result = product + product.T
        result *= -0.5
        result += Y
        np.fill_diagonal(result, 0)
        return np.asarray(result)

    residual = np.outer(root, root)
    np.fill_diagonal(residual, 0)
    solution = np.zeros_like(residual)
    direction = residual.copy()
    size = float(np.vdot(residual, residual))
    goal = size * 1e-30
    for _ in range(20 * len(root) + 100):
        if not size > goal:
            break
        image = apply(direction)
        step = size / float(np.vdot(direction, image))
        solution += step * direction
        residual -= step * image
        new = float(np.vdot(residual, residual))
        direction *= new / size
        direction += residual
        size = new
    return solution


def transitive_ratio(n: int, k: int) -> float:
    """Return the critical ratio of an unweighted graph whose nodes are all alike.

    It is (n − 2)/(n/k − 2): on a cycle, a lattice on a torus or a complete graph, each node looks
    like every other. As n grows it tends to k, the rule of Ohtsuki and others (2006) that
    benefits must exceed costs by more than the number of neighbours.

    Parameters
    ----------
    n : int
        Nodes, at least 3.
    k : int
        Links of each, from 2 to n − 1; n·k must be even, for each link has two ends.

    Returns
    -------
    float
        Infinite where n = 2k.

    References
    ----------
    H. Ohtsuki, C. Hauert, E. Lieberman and M. A. Nowak (2006), "A simple rule for the evolution of
    cooperation on graphs and social networks", Nature 441(7092), 502–505,
    doi:10.1038/nature04605.

    Examples
    --------
    >>> transitive_ratio(20, 4), transitive_ratio(10**6, 4)
    (6.0, 4.000024000192002)
    """
    n = integer("n", n, 3)
    k = integer("k", k, 2, n - 1)
    if n * k % 2:
        raise ValueError(
            f"k must be even where n is odd, or some link has one end only; got n = {n}, k = {k}"
        )
    return (n - 2) * k / (n - 2 * k) if n != 2 * k else float("inf")
