"""How far an epidemic goes in the mean: final size, threshold, generating functions.

The final size goes back to Kermack and McKendrick (1927), the theory on networks to Newman (2002).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import lambertw

from govlib._check import broadcast, number, numbers
from govlib._values import plain
from govlib.networks.graphs import as_csr

__all__ = [
    "OutbreakTheory",
    "critical_transmissibility",
    "final_size",
    "outbreak_theory",
    "poisson_degrees",
]

#: largest mean degree: tables hold a number for each degree
MOST_NEIGHBOURS = 1e7


def final_size(r0: Any, *, seeds: Any = 0.0) -> Any:
    """Return the share that a large well-mixed epidemic reaches, r = 1 − (1 − s) exp(−R₀ r).

    The same number is the share of the giant outbreak on a random graph with Poisson degrees of
    mean z and transmissibility T, with R₀ = zT (Newman 2002), and the chance that one infection
    starts it.

    Parameters
    ----------
    r0 : float or array_like
        Basic reproduction number R₀, at least 0.
    seeds : float or array_like, default 0
        Share s infected at the start. With 0 the result is the share reached if the epidemic
        takes off at all, which it cannot for R₀ ≤ 1.

    Returns
    -------
    float or numpy.ndarray

    References
    ----------
    W. O. Kermack and A. G. McKendrick (1927), "A contribution to the mathematical theory of
    epidemics", Proceedings of the Royal Society A 115, 700–721, doi:10.1098/rspa.1927.0118.

    Examples
    --------
    >>> final_size([0.9, 1.5, 2]).round(6).tolist()
    [0.0, 0.582812, 0.796812]
    """
    r = numbers("r0", r0, 0)
    s = numbers("seeds", seeds, 0, 1)
    broadcast(r0=r, seeds=s)
    r, s = np.broadcast_arrays(r, s)
    # with w = W(−r(1 − s)exp(−r)), the solution is 1 + w/r = 1 − (1 − s)exp(−r − w)
    # at the branch point −1/e, where r = 1 and nobody is seeded, scipy may return NaN
    inside = -r * (1 - s) * np.exp(-r)
    w = np.where(inside <= -np.exp(-1.0), -1.0, np.real(lambertw(inside)))
    size = 1 - (1 - s) * np.exp(-r - w)
    size = np.where((s == 0) & (r <= 1), 0.0, np.clip(size, s, 1))
    small = (size > 0) & (size < 1e-2)
    if small.any():
        size[small] = _small_size(r[small], s[small], size[small])
    return plain(size)


def _small_size(
    r: NDArray[np.float64], s: NDArray[np.float64], size: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return final sizes near the threshold, where Lambert's W keeps half of the digits only.

    The gap s − (1 − s)(exp(−rx) − 1) − x is concave, so Newton's steps from above come down to
    its larger root.
    """
    x = size + 1e-7
    for _ in range(60):
        gap = s - (1 - s) * np.expm1(-r * x) - x
        x = np.maximum(x - gap / ((1 - s) * r * np.exp(-r * x) - 1), s)
    return x


def critical_transmissibility(graph: Any) -> float:
    """Return the transmissibility above which a graph with these degrees has a giant outbreak.

    T_c = ⟨k⟩ / (⟨k²⟩ − ⟨k⟩): exact for large graphs that are random apart from their degrees.

    Parameters
    ----------
    graph : networkx.Graph, scipy sparse array or array_like, shape (n, n)
        Undirected; weights do not count.

    Returns
    -------
    float
        Infinite where no node has two neighbours; above 1 means that there is no giant outbreak
        at any transmissibility.

    References
    ----------
    M. E. J. Newman (2002), "Spread of epidemic disease on networks", Physical Review E 66,
    016128, doi:10.1103/PhysRevE.66.016128.

    Examples
    --------
    >>> import networkx as nx
    >>> critical_transmissibility(nx.random_regular_graph(3, 10, seed=1))
    0.5
    """
    k = np.diff(as_csr(graph, symmetric=True).indptr).astype(np.float64)
    further = float((k * (k - 1)).sum())
    return float(k.sum()) / further if further else float("inf")


def poisson_degrees(mean: float, *, tail: float = 1e-16) -> NDArray[np.float64]:
    """Return Poisson probabilities p₀, p₁, … up to where less than ``tail`` is left.

    Examples
    --------
    >>> poisson_degrees(1.0)[:3].round(4).tolist()
    [0.3679, 0.3679, 0.1839]
    """
    from scipy.stats import poisson

    mean = number("mean", mean, 0, MOST_NEIGHBOURS)
    top = int(poisson.isf(number("tail", tail, above=0, below=1), mean)) + 2
    return np.asarray(poisson.pmf(np.arange(top + 1), mean), dtype=np.float64)


@dataclass(frozen=True)
class OutbreakTheory:
    """An epidemic on a large random graph with given degrees.

    Attributes
    ----------
    threshold : float
        Critical transmissibility T_c (infinite where no node has two neighbours).
    size : float
        Share of the nodes in the giant outbreak, which is also the chance that one random
        infection starts it; 0 below the threshold.
    small : float
        Mean number of nodes reached below the threshold; infinite above.
    """

    threshold: float
    size: float
    small: float


def outbreak_theory(degrees: Any, transmissibility: float) -> OutbreakTheory:
    """Return size and threshold of an epidemic by generating functions.

    With G₀(x) = Σ pₖ xᵏ and G₁(x) = G₀′(x)/⟨k⟩, the chance u that a link does not lead to the
    giant outbreak is the smallest solution of u = 1 − T + T G₁(u), and the outbreak has size
    1 − G₀(u) (Newman 2002).

    Parameters
    ----------
    degrees : array_like, shape (K + 1,)
        Probabilities p₀ … p_K of the degrees; they must add up to 1.
    transmissibility : float
        Chance T that an ill node infects a given neighbour, from 0 to 1.

    Returns
    -------
    OutbreakTheory

    References
    ----------
    M. E. J. Newman (2002), "Spread of epidemic disease on networks", Physical Review E 66,
    016128, doi:10.1103/PhysRevE.66.016128.

    Examples
    --------
    >>> theory = outbreak_theory(poisson_degrees(4), 0.5)
    >>> round(theory.threshold, 6), round(theory.size, 6)
    (0.25, 0.796812)
    """
    p = numbers("degrees", degrees, 0, 1, ndim=1)
    if not np.isclose(p.sum(), 1, rtol=0, atol=1e-9):
        raise ValueError(f"degrees must add up to 1; got {p.sum():g}")
    T = number("transmissibility", transmissibility, 0, 1)
    k = np.arange(p.size)
    mean, further = float(k @ p), float(k * (k - 1) @ p)
    threshold = mean / further if further else float("inf")
    if threshold >= T or T == 0:
        growth = T * further / mean if mean else 0.0
        small = 1 + T * mean / (1 - growth) if growth < 1 else float("inf")
        return OutbreakTheory(threshold, 0.0, small)
    forward = (k * p)[1:] / mean  # degrees met along a link, the link itself not counted
    turn = np.polynomial.polynomial.polyval

    def gap(v: float) -> float:  # v = 1 − u, the chance that a link does lead there
        return float(T * (1 - turn(1 - v, forward)) - v)

    low = 1e-3
    while gap(low) <= 0 and low > 1e-15:
        low /= 10
    v = brentq(gap, low, 1.0, xtol=1e-15) if gap(low) > 0 else 0.0
    return OutbreakTheory(threshold, float(1 - turn(1 - v, p)), float("inf"))
