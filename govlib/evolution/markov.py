"""Stationary distributions of Markov chains, accurate to the last digits of every entry.

Populations under strong selection pass between their states at rates that differ by hundreds of
orders of magnitude. Solving π(P − 1) = 0 by eigenvectors then returns noise in place of the small
entries, or negative ones. The three functions here only add, multiply and divide numbers of one
sign, so no digit is lost. They serve the finite populations of :mod:`govlib.evolution`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import reverse_cuthill_mckee
from scipy.special import logsumexp

from govlib._check import numbers, square

__all__ = ["birth_death", "stationary", "stationary_log"]

#: most entries of the band that a chain is unfolded into (1 GB)
MOST_ENTRIES = 2**27

#: where the running entries of a distribution are scaled down
HUGE = 1e200


def birth_death(log_up: Any, log_down: Any) -> NDArray[np.float64]:
    """Return the stationary distribution of a chain that moves one state at a time.

    In balance πₖ upₖ = πₖ₊₁ downₖ₊₁, so the distribution is a product of ratios, taken here in
    logarithms.

    Parameters
    ----------
    log_up : array_like, shape (..., n)
        Logarithm of the rate from state k to k + 1, for k = 0, …, n − 1.
    log_down : array_like, shape (..., n)
        Logarithm of the rate from state k + 1 to k, for k = 0, …, n − 1.

    Returns
    -------
    numpy.ndarray, shape (..., n + 1)
        Each distribution adds up to 1.

    Raises
    ------
    ValueError
        If a logarithm is not finite: states that cannot be left or reached have no place here.

    Examples
    --------
    >>> birth_death(np.log([0.2, 0.2]), np.log([0.1, 0.1])).round(4)
    array([0.1429, 0.2857, 0.5714])
    """
    up, down = numbers("log_up", log_up), numbers("log_down", log_down)
    if not up.ndim or up.shape[-1:] != down.shape[-1:]:
        raise ValueError(
            "log_up and log_down must have one entry for each pair of neighbouring states; "
            f"got shapes {up.shape} and {down.shape}"
        )
    steps = np.cumsum(up - down, axis=-1)
    log = np.concatenate([np.zeros((*steps.shape[:-1], 1)), steps], axis=-1)
    log -= log.max(axis=-1, keepdims=True)
    weight = np.exp(log)
    return np.asarray(weight / weight.sum(axis=-1, keepdims=True))


def stationary(rates: Any) -> NDArray[np.float64]:
    """Return the stationary distribution of a chain of any shape.

    The chain is watched on fewer and fewer states (Grassmann, Taksar and Heyman 1985). States
    are first put into an order in which transitions are short, so that a chain on a lattice
    costs its states times the square of its width.

    Parameters
    ----------
    rates : scipy sparse array or array_like, shape (n, n)
        Entry (i, j) is the rate, or the chance in one step, of a move from i to j, at least 0.
        The diagonal plays no part.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Adds up to 1.

    Raises
    ------
    ValueError
        If some states cannot be reached from others, so that the answer is not unique, or if
        the chain would need more than 1 GB.

    References
    ----------
    W. K. Grassmann, M. I. Taksar and D. P. Heyman (1985), "Regenerative analysis and steady state
    distributions for Markov chains", Operations Research 33(5), 1107–1116,
    doi:10.1287/opre.33.5.1107.

    Examples
    --------
    >>> stationary([[0, 1e-300], [2e-300, 0]]).round(4)
    array([0.6667, 0.3333])
    """
    if sparse.issparse(rates):
        chain = sparse.coo_array(rates)
        chain.sum_duplicates()
    else:
        chain = sparse.coo_array(square("rates", rates, 0))
    n = chain.shape[0]
    if chain.ndim != 2 or chain.shape[1] != n or not n:
        raise ValueError(f"rates must be a square matrix with a state; got shape {chain.shape}")
    numbers("rates", chain.data, 0, empty=True)
    moves = (chain.row != chain.col) & (chain.data > 0)
    source, target, rate = chain.row[moves], chain.col[moves], chain.data[moves]
    graph = sparse.csr_array((np.ones(len(rate)), (source, target)), shape=(n, n))
    if sparse.csgraph.connected_components(graph, connection="strong")[0] > 1:
        raise ValueError("rates must lead from every state to every other; some cannot be reached")
    order = reverse_cuthill_mckee(sparse.csr_matrix(graph))
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    source, target = place[source], place[target]
    width = int(np.abs(source - target).max(initial=0))
    if n * (2 * width + 1) > MOST_ENTRIES:
        raise ValueError(
            f"rates link states up to {width} apart among {n}, which needs more than 1 GB; "
            "take a smaller population"
        )
    # entry (i, j) of the band stands at i (2 width) + j + width, so a window of the matrix is a
    # window of this view; entries outside the band alias others and are never touched
    store = np.zeros(n * (2 * width + 1) + 1)
    store[source * 2 * width + target + width] = rate
    size = store.itemsize
    band = as_strided(store[width:], shape=(n, n), strides=(2 * width * size, size))
    return _censor(band, width)[place]


def _censor(band: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Watch the chain on fewer and fewer states, then step back up to the distribution."""
    n = len(band)
    for last in range(n - 1, 0, -1):
        first = max(0, last - width)
        out = band[last, first:last]
        into = band[first:last, last]
        into /= out.sum()
        band[first:last, first:last] += into[:, None] * out
    weight = np.zeros(n)
    weight[0] = 1.0
    for state in range(1, n):
        first = max(0, state - width)
        weight[state] = weight[first:state] @ band[first:state, state]
        if weight[state] > HUGE:
            weight[: state + 1] /= weight[state]
    return weight / weight.sum()


def stationary_log(log_rates: Any) -> NDArray[np.float64]:
    """Return the stationary distributions of small dense chains whose rates are logarithms.

    The same elimination as in :func:`stationary`, for rates too small for a floating-point
    number, such as the chance e⁻⁵⁰⁰⁰ that a strategy takes over under strong selection.

    Parameters
    ----------
    log_rates : array_like, shape (..., n, n)
        Logarithms; −∞ off the diagonal is a move that never happens, and the diagonal plays no
        part. Leading axes are a sweep.

    Returns
    -------
    numpy.ndarray, shape (..., n)
        Each distribution adds up to 1.

    Examples
    --------
    >>> stationary_log([[0, -5000], [-5001, 0]]).round(4)
    array([0.2689, 0.7311])
    """
    log = np.array(log_rates, dtype=np.float64)
    if log.ndim < 2 or log.shape[-1] != log.shape[-2] or not log.shape[-1]:
        raise ValueError(f"log_rates must be square matrices; got shape {log.shape}")
    n = log.shape[-1]
    off = ~np.eye(n, dtype=bool)
    if np.isnan(log[..., off]).any() or (log[..., off] == np.inf).any():
        raise ValueError("log_rates must be below infinity and not NaN")
    for last in range(n - 1, 0, -1):
        out = log[..., last, :last]
        total = logsumexp(out, axis=-1, keepdims=True)
        if np.isneginf(total).any():
            raise ValueError("log_rates must lead from every state to every other; some cannot")
        into = log[..., :last, last]
        into -= total
        log[..., :last, :last] = np.logaddexp(
            log[..., :last, :last], into[..., :, None] + out[..., None, :]
        )
    weight = np.zeros((*log.shape[:-2], n))
    for state in range(1, n):
        weight[..., state] = logsumexp(weight[..., :state] + log[..., :state, state], axis=-1)
    if np.isneginf(weight).any():
        raise ValueError("log_rates must lead from every state to every other; some cannot")
    return np.exp(weight - logsumexp(weight, axis=-1, keepdims=True))
