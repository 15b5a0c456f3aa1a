"""Figure of bundlings: whether few large links bear a shock better hangs on which they are.

The claims are those of :mod:`govlib.networks.bis_banks`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import figure
from govlib.networks import LINKS, bank_countries, bank_crisis, bundled_failures
from govlib.palette import color, is_narrow

__all__ = ["COUNT", "SIZES", "bundles", "say_bundles"]

#: how many other bundlings are drawn, and the seed of the draw
COUNT, SEED = 50, 16

#: percent of the assets at home that the banks of the country that is hit lose
SIZES = (15, 50, 100)


@lru_cache(maxsize=1)
def _failures() -> NDArray[np.float64]:
    return bundled_failures([size / 100 for size in SIZES], bundlings=COUNT, rng=SEED)


def say_bundles() -> str:
    """Say what :func:`bundles` shows."""
    found = _failures()
    parts = [
        f"{int((column[1:] < column[0]).sum())} and more in {int((column[1:] > column[0]).sum())} "
        f"at {size} percent"
        for size, column in zip(SIZES, found.T, strict=True)
    ]
    return (
        f"Of {COUNT} random ways to bundle the claims on {LINKS[0]} links, fewer countries fail "
        f"than over all {LINKS[-1]} links in {parts[0]}, in {parts[1]} and in {parts[2]}."
    )


@lru_cache(maxsize=1)
def _shown() -> NDArray[np.float64]:
    """Return the same means over the bundling that the explorer of a shock shows."""
    codes = list(bank_countries())
    return np.array(
        [
            np.mean([bank_crisis(code, size / 100, LINKS[0]).defaults for code in codes])
            for size in SIZES
        ]
    )


@figure(says=say_bundles, size=(6.4, 3.2), narrow=(3.6, 3.6))
def bundles(fig: Figure) -> None:
    """Draw the failures over each bundling beside those over all links."""
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.1, 0.15, 0.87, 0.68) if narrow else (0.07, 0.17, 0.9, 0.72))
    dot: dict[str, Any] = {"ls": "", "marker": "o", "ms": 4, "mew": 0, "color": color["purple"]}
    ring: dict[str, Any] = {"ls": "", "marker": "o", "ms": 9, "mew": 2, "mfc": "none"}
    ring |= {"mec": color["orange"], "zorder": 4}
    line: dict[str, Any] = {"ls": "-", "lw": 2.4, "color": color["ink"], "zorder": 3}
    for place, column in enumerate(_failures().T):
        for value, count in zip(*np.unique(column[1:], return_counts=True), strict=True):
            row = (np.arange(count) - (count - 1) / 2) * (0.04 if narrow else 0.024)
            ax.plot(place + row, np.full(count, value), **dot)
        ax.plot([place - 0.42, place + 0.42], [column[0]] * 2, **line)
        ax.plot([place], _shown()[place], **ring)
    ax.plot([], [], **line, label=f"all {LINKS[-1]} links")
    ax.plot(
        [], [], **dot, label=f"{LINKS[0]} links, {'bundled' if narrow else 'one bundling each'}"
    )
    ax.plot([], [], **ring, label="the explorer's" if narrow else "the one of the explorer")
    ax.legend(loc="lower right")
    ax.set_xticks(range(len(SIZES)), [f"{size}%" for size in SIZES])
    ax.set(xlim=(-0.55, len(SIZES) - 0.45), ylim=(0, None))
    ax.set_xlabel("lost at home in the country that is hit")
    title = "Countries that fail, mean over who is hit"
    ax.set_title(title.replace(", ", ",\n") if narrow else title, loc="left")
    ax.grid(axis="y")
