"""Where givers whose gifts fall in the public good come to rest, exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def meeting_point(
    incomes: NDArray[np.float64], slopes: NDArray[np.float64], spent: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the G that solves G = spent + Σᵢ max(0, incomesᵢ − slopesᵢ·G).

    Members stop giving at G = incomes/slopes; taken from the last to stop, the first who give k
    and no more meet at (spent + Σ incomes)/(1 + Σ slopes).

    Parameters
    ----------
    incomes, slopes : numpy.ndarray, shape (..., n)
        Slopes above 0.
    spent : numpy.ndarray, shape (...)
        What is there without gifts.
    """
    stop = incomes / slopes
    order = np.argsort(-stop, axis=-1, kind="stable")
    stop, income, slope = (
        np.take_along_axis(np.broadcast_to(array, stop.shape), order, axis=-1)
        for array in (stop, incomes, slopes)
    )
    meet = (spent[..., None] + np.cumsum(income, axis=-1)) / (1 + np.cumsum(slope, axis=-1))
    alone = np.concatenate([np.asarray(spent)[..., None], meet], axis=-1)
    # the k-th gives only if she has not stopped at what the k − 1 before her provide
    givers = (stop > alone[..., :-1]).sum(axis=-1)
    return np.asarray(np.take_along_axis(alone, givers[..., None], axis=-1)[..., 0])
