"""The palette and the matplotlib settings that every figure of the book shares.

Each colour has a name and two values, for a light and for a dark page. Figures draw with the
light one, ``color["blue"]``; the explorer replaces it by a CSS variable, so one frame serves
both. Use no other colours: a literal one would not follow the reader's theme. The hues differ
in lightness too, and every figure sets them apart by line style, marker or a label besides, so
no meaning rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib.figure import Figure

__all__ = ["CYCLE", "MAP", "NARROW", "PALETTE", "RC", "color", "is_narrow", "new_figure", "styled"]

#: name -> (on a light page, on a dark page)
PALETTE: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#14181e"),
    "ink": ("#1f2328", "#e6edf3"),
    "muted": ("#57606a", "#a0a9b4"),
    "line": ("#d0d7de", "#3d444d"),
    "edge": ("#8c959f", "#626c77"),
    "blue": ("#0f6fd6", "#4aa8fa"),
    "orange": ("#c0450b", "#e27a35"),
    "green": ("#00603d", "#3deba8"),
    "purple": ("#a53a8a", "#d465b0"),
    "gold": ("#503700", "#f2dc45"),
}

#: the light value of each name, which is what a figure function draws with
color: dict[str, str] = {name: light for name, (light, _) in PALETTE.items()}

#: the order in which series take colours, each with a line style of its own
CYCLE = ("blue", "orange", "green", "purple", "gold")

#: colour map for quantities, monotone in lightness and safe for colour-blind readers
MAP = "cividis"

#: figures narrower than this (inches) are for a phone; stack the panels
NARROW = 4.5

RC: dict[str, Any] = {
    "svg.fonttype": "none",
    "image.interpolation": "none",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "font.size": 11,
    "axes.titlesize": 11,
    "axes.labelsize": 11,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "legend.fontsize": 10,
    "legend.frameon": False,
    "text.color": color["ink"],
    "axes.labelcolor": color["ink"],
    "axes.titlecolor": color["ink"],
    "axes.edgecolor": color["muted"],
    "xtick.color": color["muted"],
    "ytick.color": color["muted"],
    "xtick.labelcolor": color["ink"],
    "ytick.labelcolor": color["ink"],
    "grid.color": color["line"],
    "grid.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 2.0,
    "axes.prop_cycle": cycler(color=[color[name] for name in CYCLE])
    + cycler(linestyle=["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))]),
}


@contextmanager
def styled(**more: Any) -> Iterator[None]:
    """Apply the book's settings within a ``with`` block.

    Parameters
    ----------
    **more
        Further ``rcParams``, with ``__`` for the dot: ``svg__hashsalt="x"``.
    """
    settings: dict[Any, Any] = {**RC, **{k.replace("__", "."): v for k, v in more.items()}}
    with mpl.rc_context(settings):
        yield


def new_figure(width: float = 6.4, height: float = 3.8) -> Figure:
    """Return an empty figure of the given size in inches, outside pyplot's registry."""
    return Figure(figsize=(width, height))


def is_narrow(fig: Figure) -> bool:
    """Tell whether ``fig`` is drawn for a phone, so that panels should be stacked."""
    return bool(fig.get_figwidth() < NARROW)
