"""Two rankings of the same countries, joined by lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.palette import color

__all__ = ["FAR", "draw_slopes", "slope_key"]

#: places a country must move to be marked
FAR = 3


def draw_slopes(
    ax: Axes, names: Sequence[str], before: NDArray[np.int64], after: NDArray[np.int64]
) -> None:
    """Draw each country's place before on the left and after on the right, with its name.

    Countries that move ``FAR`` places or more stand out; those that share a rank keep the order
    of the names.
    """
    slots = _slots(before), _slots(after)
    for country, name in enumerate(names):
        tone, dash, width = _look(int(before[country] - after[country]))
        ends = slots[0][country], slots[1][country]
        ax.plot([0, 1], ends, ls=dash, lw=width, color=color[tone], clip_on=False)
        ink = color["ink"] if tone == "edge" else color[tone]
        for x, y, text, ha in (
            (-0.03, ends[0], f"{name}  {before[country]}", "right"),
            (1.03, ends[1], f"{after[country]}  {name}", "left"),
        ):
            ax.text(x, y, text, ha=ha, va="center", fontsize=8, color=ink)
    ax.set(xlim=(0, 1), ylim=(len(before) - 0.4, -0.6))
    ax.axis("off")


def slope_key(fig: Figure, y: float, left: float, right: float, *, short: bool) -> None:
    """Say what the two kinds of line that stand out mean."""
    more = "+" if short else " or more"
    for x, tone, label in (
        (left, "blue", f"— {FAR} up{more}"),
        (right, "orange", f"- - {FAR} down{more}"),
    ):
        fig.text(x, y, label, color=color[tone], ha="center", va="bottom", fontsize=9)


def _slots(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows from top to bottom: by rank, ties in the order of the table."""
    order = np.argsort(places, kind="stable")
    slots = np.empty(len(places), int)
    slots[order] = np.arange(len(places))
    return slots


def _look(moved: int) -> tuple[str, str, float]:
    if moved >= FAR:
        return "blue", "-", 2.0
    if moved <= -FAR:
        return "orange", "--", 2.0
    return "edge", "-", 1.0
