"""Stationary distributions of Markov chains, accurate to the last digits of every entry.

Populations under strong selection pass between their states at rates that differ by hundreds of
orders of magnitude. Solving π(P − 1) = 0 by eigenvectors then returns noise in place of the small
entries, or negative ones. The functions here only add, multiply and divide numbers of one
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

from govlib._check import integer, integers, numbers, square

__all__ = ["birth_death", "stationary", "stationary_log", "stationary_sweep"]

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
    if chain.ndim != 2 or chain.shape[0] != chain.shape[1] or not chain.shape[0]:
        raise ValueError(f"rates must be a square matrix with a state; got shape {chain.shape}")
    numbers("rates", chain.data, 0, empty=True)
    moves = (chain.row != chain.col) & (chain.data > 0)
    return _watched(chain.row[moves], chain.col[moves], chain.data[moves], chain.shape[0])


def stationary_sweep(source: Any, target: Any, rates: Any, states: int) -> NDArray[np.float64]:
    """Return the stationary distributions of chains that have the same moves at other rates.

    The same elimination as in :func:`stationary`, for all chains at once: ten take about twice
    the time of one.

    Parameters
    ----------
    source, target : array_like of int, shape (m,)
        From which state to which each move goes; each move stands once.
    rates : array_like, shape (..., m)
        Rate of each move in each chain, above 0. Leading axes are a sweep.
    states : int
        Number n of states, numbered from 0.

    Returns
    -------
    numpy.ndarray, shape (..., n)
        Each distribution adds up to 1.

    Raises
    ------
    ValueError
        If a move leads from a state to itself or stands twice, if some states cannot be reached
        from others, or if the chains would need more than 1 GB.

    Examples
    --------
    >>> stationary_sweep([0, 1], [1, 0], [[1, 2], [1, 3]], 2).round(4)
    array([[0.6667, 0.3333],
           [0.75  , 0.25  ]])
    """
    n = integer("states", states, 1)
    source = integers("source", source, 0, n - 1)
    target = integers("target", target, 0, n - 1)
    if source.ndim != 1 or source.shape != target.shape:
        raise ValueError(
            "source and target must have one entry for each move; "
            f"got shapes {source.shape} and {target.shape}"
        )
    if (source == target).any():
        raise ValueError("a move must lead to another state; some lead from a state to itself")
    if len(np.unique(source * n + target)) < len(source):
        raise ValueError("each move must stand once; some stand twice")
    rates = numbers("rates", rates, above=0)
    if rates.shape[-1:] != source.shape:
        raise ValueError(
            f"rates must end with one entry for each of {len(source)} moves; got {rates.shape}"
        )
    return _watched(source, target, rates, n)


def _watched(
    source: NDArray[np.int64], target: NDArray[np.int64], rates: NDArray[np.float64], n: int
) -> NDArray[np.float64]:
    """Unfold chains with the same moves into bands, and eliminate their states."""
    graph = sparse.csr_array((np.ones(len(source)), (source, target)), shape=(n, n))
    if sparse.csgraph.connected_components(graph, connection="strong")[0] > 1:
        raise ValueError("rates must lead from every state to every other; some cannot be reached")
    order = reverse_cuthill_mckee(sparse.csr_matrix(graph))
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    source, target = place[source], place[target]
    width = int(np.abs(source - target).max(initial=0))
    sweep = rates.shape[:-1]
    chains = int(np.prod(sweep))
    if chains * n * (2 * width + 1) > MOST_ENTRIES:
        raise ValueError(
            f"rates link states up to {width} apart among {n}, which needs more than 1 GB; "
            "take a smaller population"
        )
    # entry (i, j) of the band stands at i (2 width) + j + width, so a window of the matrix is a
    # window of this view; entries outside the band alias others and are never touched
    store = np.zeros((chains, n * (2 * width + 1) + 1))
    store[:, source * 2 * width + target + width] = rates.reshape(chains, -1)
    chain, size = store.strides
    band = as_strided(
        store[:, width:], shape=(chains, n, n), strides=(chain, 2 * width * size, size)
    )
    # no state above s is linked to one below nearest[s], which narrows the windows further
    nearest = np.arange(n)
    np.minimum.at(nearest, np.maximum(source, target), np.minimum(source, target))
    nearest = np.minimum.accumulate(nearest[::-1])[::-1]
    return _censor(band, nearest)[:, place].reshape(*sweep, n)


def _censor(band: NDArray[np.float64], nearest: NDArray[np.int64]) -> NDArray[np.float64]:
    """Watch the chains on fewer and fewer states, then step back up to the distributions."""
    chains, n, _ = band.shape
    firsts = nearest.tolist()
    widest = max(state - first for state, first in enumerate(firsts))
    room = np.empty(chains * widest * widest)  # for the products of a step, used again
    for last in range(n - 1, 0, -1):
        first = firsts[last]
        width = last - first
        out = band[:, last, first:last]
        into = band[:, first:last, last]
        into /= np.add.reduce(out, axis=1, keepdims=True)
        window = band[:, first:last, first:last]
        product = room[: chains * width * width].reshape(chains, width, width)
        np.multiply(into[:, :, None], out[:, None, :], out=product)
        np.add(window, product, out=window)
    weight = np.zeros((chains, n))
    weight[:, 0] = 1.0
    for state in range(1, n):
        first = firsts[state]
        step = np.add.reduce(weight[:, first:state] * band[:, first:state, state], axis=1)
        weight[:, state] = step
        if step.max(initial=0) > HUGE:
            large = step > HUGE
            weight[large, : state + 1] /= step[large, None]
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


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
