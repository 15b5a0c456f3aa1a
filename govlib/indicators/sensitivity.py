"""How much each uncertain assumption contributes to the uncertainty of a result (Sobol').

Any model of independent assumptions can be asked; :mod:`govlib.indicators.robustness` asks the
ranks of a composite indicator. The function of Ishigami and Homma (1990), whose indices are known,
checks the method.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import generator, integer, number, numbers
from govlib._values import ByValue, Floats, plain

__all__ = ["Sensitivity", "SobolIndices", "ishigami", "ishigami_indices", "sobol_indices"]

#: numbers in the sample and in the outputs above which memory would run short
MOST = 2 * 10**7


@dataclass(frozen=True, eq=False)
class SobolIndices(ByValue):
    """Shares of the variance of a result that its uncertain inputs account for.

    Attributes
    ----------
    first : numpy.ndarray, shape (..., k)
        Share that each input accounts for by itself, Sᵢ. Estimates may fall a little below 0.
    total : numpy.ndarray, shape (..., k)
        Share that it accounts for alone and together with others, Sₜᵢ.

    Notes
    -----
    Leading axes are those of the model's results. Where a result does not vary, its shares are
    NaN: there is nothing to account for.
    """

    first: NDArray[np.float64]
    total: NDArray[np.float64]

    @property
    def interaction(self) -> NDArray[np.float64]:
        """Share that each input accounts for only together with others, shape (..., k)."""
        return np.asarray(self.total - self.first)


@dataclass(frozen=True, eq=False)
class Sensitivity(SobolIndices):
    """Estimated shares, and the results that they come from.

    Attributes
    ----------
    first, total : numpy.ndarray, shape (..., k)
        As in :class:`SobolIndices`.
    outputs : numpy.ndarray, shape (draws, ...)
        Results for independent draws of all inputs.
    """

    outputs: NDArray[np.float64]


def sobol_indices(
    model: Callable[[NDArray[np.float64]], Any], inputs: int, *, draws: int = 1024, rng: Any = None
) -> Sensitivity:
    """Estimate the variance that each input of a model accounts for, alone and with others.

    Parameters
    ----------
    model : callable
        Takes draws of the inputs, an array of shape (m, k) with entries in [0, 1), and returns
        m results, an array of shape (m,) or (m, ...). An input that is not uniform is made from
        one by the inverse of its distribution; a choice among c things by ⌊c·u⌋.
    inputs : int
        Number k of inputs, 1 to 10,000.
    draws : int, default 1024
        A power of 2, N; the model is called once with N(k + 2) rows. Errors of the shares are
        about 0.03 at 1024 and fall nearly as 1/N for smooth models.
    rng : None, int, numpy.random.Generator or like, optional
        Source of randomness; results repeat for the same seed.

    Returns
    -------
    Sensitivity
        ``outputs`` holds 2N independent results.

    Raises
    ------
    ValueError
        If the model returns something else than finite numbers, one row a draw.

    Notes
    -----
    Two halves A and B of a scrambled Sobol' sequence in 2k dimensions, and k tables that are A
    with one column of B. First-order shares by the estimator of Saltelli et al. (2010, Table 2b),
    total ones by Jansen's (Table 2f).

    Before that, the columns are shifted at random, modulo 1. A choice among 2 or 4 things hangs on
    the first bits of its column, and in many dimensions these are tied: with ten inputs and 1024
    draws the first bits of the columns 1, 2, 11 and 16 always add up to an even number, or always
    to an odd one, which no scrambling undoes. An effect of several choices together was then
    taken for one of a single choice, up or down by the seed. Shifted columns are cut elsewhere.

    References
    ----------
    A. Saltelli, P. Annoni, I. Azzini, F. Campolongo, M. Ratto and S. Tarantola (2010), "Variance
    based sensitivity analysis of model output", Computer Physics Communications 181(2), 259–270,
    doi:10.1016/j.cpc.2009.09.018.

    Examples
    --------
    >>> found = sobol_indices(lambda u: 2 * u[:, 0] + u[:, 1], inputs=2, rng=0)
    >>> found.first.round(2), found.total.round(2)
    (array([0.8, 0.2]), array([0.8, 0.2]))
    """
    k = integer("inputs", inputs, 1, 10_000)
    n = integer("draws", draws, 2)
    if n & (n - 1):
        raise ValueError(f"draws must be a power of 2, as Sobol' sequences need; got {n}")
    if n * (k + 2) * k > MOST:
        raise ValueError(
            f"draws · (inputs + 2) · inputs must be at most {MOST:,}, for memory; "
            f"got {n * (k + 2) * k:,}: take fewer draws"
        )
    from scipy.stats import qmc

    stream = generator("rng", rng)
    both = qmc.Sobol(2 * k, rng=stream).random(n)
    both = (both + stream.random(2 * k)) % 1.0
    a, b = both[:, :k], both[:, k:]
    crossed = np.repeat(a[None], k, axis=0)
    crossed[np.arange(k), :, np.arange(k)] = b.T
    y = _results(model, np.concatenate([a, b, crossed.reshape(k * n, k)]))
    at_a, at_b, at_crossed = y[:n], y[n : 2 * n], y[2 * n :].reshape(k, n, *y.shape[1:])
    outputs = y[: 2 * n]
    variance = outputs.var(axis=0)
    still = np.ptp(outputs, axis=0) == 0
    # centred outputs lose less to rounding where the mean is far from 0
    centre = outputs.mean(axis=0)
    first = ((at_b - centre) * (at_crossed - at_a)).mean(axis=1)
    total = ((at_crossed - at_a) ** 2).mean(axis=1) / 2
    size = np.where(still, np.nan, variance)
    return Sensitivity(np.moveaxis(first / size, 0, -1), np.moveaxis(total / size, 0, -1), outputs)


def _results(
    model: Callable[[NDArray[np.float64]], Any], rows: NDArray[np.float64]
) -> NDArray[np.float64]:
    y = numbers("results of the model", model(rows))
    if y.ndim == 0 or len(y) != len(rows):
        raise ValueError(
            f"the model must return one result a row, {len(rows)}; got shape {y.shape}"
        )
    if y.size > MOST:
        raise ValueError(
            f"the model may return at most {MOST:,} numbers, for memory; got {y.size:,}: "
            "take fewer draws"
        )
    return y


def ishigami(u: Any, a: float = 7.0, b: float = 0.1) -> Floats:
    """Return sin x₁ + a sin² x₂ + b x₃⁴ sin x₁, where x = π(2u − 1).

    Parameters
    ----------
    u : array_like, shape (..., 3)
        Draws in [0, 1].
    a, b : float, default 7 and 0.1

    References
    ----------
    T. Ishigami and T. Homma (1990), "An importance quantification technique in uncertainty
    analysis for computer models", Proceedings of the First International Symposium on Uncertainty
    Modeling and Analysis, 398–403, doi:10.1109/ISUMA.1990.151285.

    Examples
    --------
    >>> ishigami([0.75, 0.75, 0.5])
    8.0
    """
    x = np.pi * (2 * numbers("u", u, 0, 1) - 1)
    if x.ndim == 0 or x.shape[-1] != 3:
        raise ValueError(f"u must have 3 columns; got shape {x.shape}")
    sine = np.sin(x[..., 0])
    return plain(
        sine + number("a", a) * np.sin(x[..., 1]) ** 2 + number("b", b) * x[..., 2] ** 4 * sine
    )


def ishigami_indices(a: float = 7.0, b: float = 0.1) -> SobolIndices:
    """Return the exact first-order and total shares of :func:`ishigami`.

    With V₁ = (1 + bπ⁴/5)²/2, V₂ = a²/8 and V₁₃ = 8b²π⁸/225 the variance is V₁ + V₂ + V₁₃; the
    third input acts only together with the first.

    Returns
    -------
    SobolIndices

    Raises
    ------
    ValueError
        If the function does not vary.

    Examples
    --------
    >>> exact = ishigami_indices()
    >>> exact.first.round(4), exact.total.round(4)
    (array([0.3139, 0.4424, 0.    ]), array([0.5576, 0.4424, 0.2437]))
    """
    a, b = number("a", a), number("b", b)
    one, two = (1 + b * np.pi**4 / 5) ** 2 / 2, a**2 / 8
    joint = 8 * b**2 * np.pi**8 / 225
    variance = one + two + joint
    if variance == 0:
        raise ValueError(f"a and b must let the function vary; got {a:g} and {b:g}")
    return SobolIndices(
        np.array([one, two, 0.0]) / variance,
        np.array([one + joint, two, joint]) / variance,
    )
