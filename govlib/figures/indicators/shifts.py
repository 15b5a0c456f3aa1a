"""Figure of what decides how far ranks move: how alike the two composites are."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import scipy.stats  # noqa: F401 (models import it late, and a first answer would wait)
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import figure
from govlib.figures.words import listed
from govlib.indicators import (
    aggregate,
    expected_shift,
    load_governance,
    load_human_development,
    load_technology,
    rank_shift,
    ranks,
)
from govlib.palette import color, is_narrow

__all__ = ["CHANGES", "say_shifts", "shifts"]

#: what is changed -> weights of the part that is picked (None where the mean is changed), powers
CHANGES = {
    "one part counts double": (2.0, (1.0,)),
    "one part is dropped": (0.0, (1.0,)),
    "the mean compensates less": (None, (0.0, -1.0, -np.inf)),
}

#: end of both axes, percent
MOST = 20

_TONES = {
    "human development": ("blue", "o"),
    "standards": ("green", "s"),
    "technology": ("orange", "^"),
}


def parts(index: str) -> NDArray[np.float64]:
    """Return the scores from 0 to 1 that an index is made of.

    Examples
    --------
    >>> [parts(index).shape for index in ("human development", "standards", "technology")]
    [(191, 3), (55, 4), (23, 8)]
    """
    if index == "human development":
        return load_human_development(2021).dimensions
    return load_governance().spread if index == "standards" else load_technology().normalised


@lru_cache(maxsize=16)
def _points(index: str, change: str) -> NDArray[np.float64]:
    """Correlation of the two composites, and the average shift as a share of all places."""
    factor, powers = CHANGES[change]
    table = parts(index)
    q = table.shape[1]
    sets = np.ones((1, q)) if factor is None else np.ones((q, q)) + (factor - 1) * np.eye(q)
    first = aggregate(table)
    found = []
    for weights in sets:
        for power in powers:
            second = aggregate(table, weights, power=power)
            shift = rank_shift(ranks(first, digits=12), ranks(second, digits=12))
            found.append((np.corrcoef(first, second)[0, 1], shift / len(table)))
    return np.array(found)


def say_shifts() -> str:
    """Say what :func:`shifts` shows."""
    found = {index: np.concatenate([_points(index, c) for c in CHANGES]) for index in _TONES}
    low = [f"{points[:, 1].min():.1%}" for points in found.values()]
    high = [f"{points[:, 1].max():.1%}" for points in found.values()]
    spans = [f"{a} to {b} in {i}" for a, b, i in zip(low, high, _TONES, strict=True)]
    every = np.concatenate(list(found.values()))
    gap = np.abs(every[:, 1] - expected_shift(every[:, 0]))
    return (
        f"Under other weights and other means countries move on average by {listed(spans)}, of all "
        "places. The rule knows only how the two composites correlate; it misses the shift by "
        f"{100 * gap.mean():.1f} percentage points on average and {100 * gap.max():.1f} at most."
    )


@figure(says=say_shifts, size=(6.4, 3.4), narrow=(3.6, 4.0))
def shifts(fig: Figure) -> None:
    """Draw the average shift of ranks against what the correlation of the composites foretells.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.14, 0.13, 0.81, 0.76) if narrow else (0.08, 0.16, 0.88, 0.72))
    ax.plot([0, MOST], [0, MOST], "-", lw=1.2, color=color["muted"])
    for index, (tone, mark) in _TONES.items():
        for change in CHANGES:
            r, share = _points(index, change).T
            inside = "none" if CHANGES[change][0] is None else color[tone]
            ax.plot(
                100 * np.asarray(expected_shift(r)),
                100 * share,
                mark,
                ms=6,
                mec=color[tone],
                mfc=inside,
                mew=1.4,
                clip_on=False,
                label=index if change == next(iter(CHANGES)) else "_",
            )
    ticks = range(0, MOST + 1, 5)
    ax.set(xlim=(0, MOST), ylim=(0, MOST), xticks=ticks, yticks=ticks)
    ax.set_xlabel("shift by the rule, percent of places", loc="left")
    ax.set_title("Average shift found, percent of places", loc="left")
    note = "filled: other weights\nhollow: other means"
    ax.text(MOST - 0.4, 0.8, note, ha="right", va="bottom", fontsize=9.5)
    ax.legend(loc="upper left", fontsize=9.5, borderaxespad=0.2)
