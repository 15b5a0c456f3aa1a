"""How concentrated a sum is on few: Herfindahl, Gini, and the share of the largest.

They measure how much a budget depends on few contributors.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, numbers
from govlib._values import Floats, plain

__all__ = ["gini", "herfindahl", "top_share"]


def herfindahl(amounts: Any) -> Floats:
    """Return the sum of squared shares; its inverse is the effective number of contributors.

    Parameters
    ----------
    amounts : array_like, shape (..., n)
        At least 0, with a sum above 0.

    Returns
    -------
    float or numpy.ndarray
        Between 1/n, where all give the same, and 1, where one gives everything.

    Examples
    --------
    >>> herfindahl([[1, 1, 1, 1], [4, 0, 0, 0]])
    array([0.25, 1.  ])
    """
    x = _amounts(amounts)
    return plain(np.square(x / x.sum(axis=-1, keepdims=True)).sum(axis=-1))


def gini(amounts: Any) -> Floats:
    """Return the Gini coefficient: the mean difference of two amounts, over twice the mean.

    Parameters
    ----------
    amounts : array_like, shape (..., n)
        At least 0, with a sum above 0.

    Returns
    -------
    float or numpy.ndarray
        Between 0, where all give the same, and 1 − 1/n, where one gives everything.

    Examples
    --------
    >>> gini([[1, 1, 1, 1], [4, 0, 0, 0]])
    array([0.  , 0.75])
    """
    x = np.sort(_amounts(amounts), axis=-1)
    n = x.shape[-1]
    below = np.arange(1, n)
    # by the gaps between neighbours: where there are none it is 0, and not a rounding below it
    return plain(np.diff(x, axis=-1) @ (below * (n - below)) / (n * x.sum(axis=-1)))


def top_share(amounts: Any, largest: int) -> Floats:
    """Return the share of the sum that the largest so many contribute.

    Parameters
    ----------
    amounts : array_like, shape (..., n)
        At least 0, with a sum above 0.
    largest : int
        1 to n.

    Examples
    --------
    >>> top_share([5, 1, 3, 1], largest=2)
    0.8
    """
    x = np.sort(_amounts(amounts), axis=-1)
    count = integer("largest", largest, 1, x.shape[-1])
    return plain(x[..., x.shape[-1] - count :].sum(axis=-1) / x.sum(axis=-1))


def _amounts(amounts: Any) -> NDArray[np.float64]:
    x = numbers("amounts", amounts, 0)
    if x.ndim == 0:
        raise ValueError(f"amounts must be a list of what each gives; got {x:g}")
    if not np.all(x.sum(axis=-1) > 0):
        raise ValueError("amounts must hold at least one above 0")
    return x
