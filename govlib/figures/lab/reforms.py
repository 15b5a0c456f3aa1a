"""Figure of what each reform adds: alone, last, and on average over all orders."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import figure
from govlib.figures.words import listed
from govlib.lab import (
    SIX,
    WORLDS,
    Contributions,
    contributions,
    provisions,
    variant_provisions,
)
from govlib.palette import color, is_narrow

__all__ = ["reforms", "say_reforms"]

#: how the page calls the reforms and the worlds
NAMES = {
    "rule": "a rule",
    "patience": "patience",
    "transfers": "payments",
    "channel": "paid outsiders",
    "supervision": "supervision",
    "sanctions": "sanctions",
    "clubs": "clubs",
}
PLACES = {
    "both": "both",
    "shield": "shields",
    "goals": "goals differ",
    "neither": "neither",
}


@lru_cache(maxsize=8)
def _added(world: str) -> Contributions:
    return contributions(provisions(world, clubs=True))


@lru_cache(maxsize=1)
def _range() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return least and largest average of each of six reforms over all variants."""
    found = np.array([contributions(worth).shapley for worth in variant_provisions().values()])
    return found.min(axis=0), found.max(axis=0)


def _order() -> list[int]:
    """Return reforms from the largest average in the world with both challenges on."""
    return [int(i) for i in np.argsort(-_added("both").shapley, kind="stable")]


def say_reforms() -> str:
    """Say what :func:`reforms` shows."""
    found, names = _added("both"), list(NAMES.values())
    first = _order()[:3]
    share = found.shapley[first].sum() / found.shapley.sum()
    alone = float(found.alone.max())
    low, high = _range()
    widest = int((high - low).argmax())
    return (
        f"Averaged over all orders, {listed([names[i] for i in first])} bring {100 * share:.0f} "
        f"percent of what seven reforms do together where both challenges are there. No reform "
        f"alone adds more than {100 * alone:.0f} points; {names[int(found.harms.argmax())]} harm "
        f"in {100 * found.harms.max():.0f} percent of the sets they join. Over "
        f"{len(variant_provisions())} variants the average of {names[widest]} "
        f"moves most, from {100 * low[widest]:.0f} to {100 * high[widest]:.0f} points."
    )


@figure(says=say_reforms, size=(6.4, 4.0), narrow=(3.6, 6.4))
def reforms(fig: Figure) -> None:
    """Draw what seven reforms add, in points of provision.

    Left: with both challenges, alone, last and on average, and in grey the range of the average
    over eighteen variants. Right: the average in four worlds.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    if is_narrow(fig):
        axes = [fig.add_axes((0.33, y, 0.63, 0.32)) for y in (0.57, 0.08)]
    else:
        axes = [fig.add_axes((x, 0.15, 0.36, 0.66)) for x in (0.19, 0.61)]
    order, names = _order(), list(NAMES.values())
    spots = np.arange(len(order))[::-1]
    found = _added("both")
    for spot, i in zip(spots, order, strict=True):
        # clubs are not among the reforms of the variants
        if i < len(SIX):
            ends = [100 * limit[i] for limit in _range()]
            axes[0].plot(ends, [spot, spot], "-", color=color["line"], lw=8, solid_capstyle="butt")
    for values, marker, tint, name in (
        (found.shapley, "o", "blue", "average"),
        (found.alone, "^", "orange", "alone"),
        (found.last, "s", "green", "last"),
    ):
        axes[0].plot(
            100 * values[order], spots, marker, ls="none", ms=6, mew=1.4, mec=color[tint],
            mfc=color[tint] if marker == "o" else "none", label=name,
        )  # fmt: skip
    styles = zip(WORLDS, "oDsv", ("blue", "orange", "green", "purple"), strict=True)
    for world, marker, tint in styles:
        axes[1].plot(
            100 * _added(world).shapley[order], spots, marker, ls="none", ms=6, mew=1.4,
            mec=color[tint], mfc=color[tint] if marker == "o" else "none", label=PLACES[world],
        )  # fmt: skip
    for ax, title in zip(axes, ("Both challenges", "Average in four worlds"), strict=True):
        ax.axvline(0, color=color["muted"], lw=0.8)
        ax.set(xlim=(-12, 40), ylim=(-0.6, len(order) - 0.4))
        ax.set_xticks([-10, 0, 10, 20, 30, 40])
        ax.tick_params(axis="y", length=0)
        if ax is axes[1] or not is_narrow(fig):
            ax.set_xlabel("points of provision")
        ax.set_title(title, loc="left", pad=34)
        ax.legend(
            loc="lower left", bbox_to_anchor=(-0.02, 0.99), ncols=3 if ax is axes[0] else 2,
            borderpad=0, handletextpad=0.1, columnspacing=0.8, fontsize=9, labelspacing=0.15,
        )  # fmt: skip
    axes[0].set_yticks(spots, [names[i] for i in order])
    axes[1].set_yticks(spots, [names[i] for i in order] if is_narrow(fig) else [""] * len(order))
