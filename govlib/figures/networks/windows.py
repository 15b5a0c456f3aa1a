"""Figure of the cascade window: links, threshold, and where one start moves the world.

The models stand in :mod:`govlib.networks`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import scipy.stats  # noqa: F401 (models import it late, and a first answer would wait)
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from govlib import networks
from govlib._values import fraction
from govlib.drawing import Slider, Target, figure
from govlib.figures.handles import handle
from govlib.figures.networks.graph import key
from govlib.palette import color, is_narrow

__all__ = ["say_window", "window"]

#: limits of the map: mean number of partners, and threshold
_DENSEST, _LEAST, _MOST = 14.0, 0.09, 0.32


@lru_cache(maxsize=1)
def _outline() -> NDArray[np.float64]:
    """Return the outline of the window in the plane of partners and thresholds."""
    right, left = [], []
    for most in range(round(1 / _LEAST) + 1, 1, -1):
        found = networks.cascade_window(1 / most)
        if not found.empty:
            low = max(1 / (most + 1), _LEAST / 2)
            right += [(found.upper, low), (found.upper, 1 / most)]
            left += [(found.lower, low), (found.lower, 1 / most)]
    return np.array(right + left[::-1])


@lru_cache(maxsize=4096)
def _cascade(z: float, phi: float) -> tuple[float, float]:
    """Return chance and size of a cascade from one start."""
    found = networks.cascade_theory(z, phi)
    return float(found.trigger), float(found.size)


@lru_cache(maxsize=64)
def _curves(phi: float) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return mean numbers of partners, and chance and size of a cascade at each.

    Outside the window both are 0; at its upper edge the size jumps and the chance does not.
    """
    found = networks.cascade_window(phi)
    if found.empty:
        return np.array([0, _DENSEST]), np.zeros(2), np.zeros(2)
    inside = np.arange(0, _DENSEST + 0.01, 0.25)
    inside = inside[found.contains(inside)]
    theory = networks.cascade_theory(inside, phi)
    chance, size = theory.trigger, theory.size
    edge = min(found.upper, _DENSEST)
    last = 0.0 if edge == found.upper else chance[-1]
    at = np.concatenate([[0, found.lower], inside, [edge, found.upper, _DENSEST + 1]])
    chance = np.concatenate([[0, 0], chance, [last, 0, 0]])
    return at, chance, np.concatenate([[0, 0], size, [size[-1], 0, 0]])


def say_window(*, phi: float, z: float) -> str:
    """Say what :func:`window` shows."""
    most = networks.vulnerable_degree(phi)
    first = f"At φ = {phi:.2f} one example moves a country with at most {most} partners"
    if fraction("phi", phi) * most == 1:
        first += f" (a tie, 1 of {most}, counts)"
    found = networks.cascade_window(phi)
    if found.empty:
        return f"{first}. That is too few for any number of links: no single start moves the world."
    if z <= found.lower:
        return (
            f"{first}. With z = {z:g} the network is in pieces, and a cascade dies where it starts."
        )
    if z >= found.upper:
        return (
            f"{first}. With z = {z:g} such countries are too rare to form a chain: one start "
            f"leads nowhere. The window ends at z = {found.upper:.2f}."
        )
    chance, size = map(_percent, _cascade(z, phi))
    return (
        f"{first}. With z = {z:g} one start sets off a cascade with a chance of {chance}, and it "
        f"then reaches {size} of the world."
    )


def _open(phi: float, z: float) -> bool:
    return phi == 0.18 and bool(networks.cascade_window(phi).contains(z))


@figure(
    says=say_window,
    targets=(
        Target(
            "φ = 0.18: the lower end of the window, just inside",
            _open,
            smallest="z",
            said="Below this stop the network is in pieces.",
        ),
        Target(
            "φ = 0.18: the upper end, just inside",
            _open,
            largest="z",
            said="You stand at the upper end: how likely is a cascade here, and how large?",
        ),
        Target(
            "The smallest φ at which no z lets one country move the world",
            lambda phi: networks.cascade_window(phi).empty,
            smallest="phi",
            said="From this threshold on the window is shut, whatever z is.",
        ),
    ),
    size=(6.4, 4.6),
    narrow=(3.6, 5.0),
    phi=Slider(
        values=[0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.25, 0.26, 0.3],
        start=0.18,
        label="threshold φ",
    ),
    z=Slider(0.5, 14, 0.5, start=3, label="mean number of partners z"),
)
def window(fig: Figure, *, phi: float, z: float) -> None:
    """Draw the cascade window with the reader's point, and what one start leads to.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    phi : float
        Share of its partners that moves a country.
    z : float
        Mean number of partners.
    """
    left, wide = (0.16, 0.81) if is_narrow(fig) else (0.1, 0.88)
    plane, chart = fig.add_axes((left, 0.59, wide, 0.345)), fig.add_axes((left, 0.19, wide, 0.28))
    plane.fill(*_outline().T, facecolor=color["line"], edgecolor=color["muted"], lw=1)
    _name(plane, phi, z)
    inside = bool(networks.cascade_window(phi).contains(z))
    fill = color["orange"] if inside else color["paper"]
    look: dict[str, Any] = {"mfc": fill, "mec": color["orange"], "mew": 2.5, "clip_on": False}
    handle(plane.plot([z], [phi], "o", ms=10, **look)[0], "z", "phi", field=plane)
    plane.set(ylim=(_LEAST, _MOST), yticks=(0.1, 0.2, 0.3))
    plane.set_ylabel("threshold φ")
    plane.set_title("Where one start can move the world", loc="left")
    at, chance, size = _curves(phi)
    chart.plot(at, chance, "--", color=color["orange"])
    chart.plot(at, size, "-", color=color["blue"])
    here_chance, here_size = _cascade(z, phi)
    chart.plot([z], [here_size], "s", color=color["blue"], ms=7, clip_on=False)
    chart.plot([z], [here_chance], "o", color=color["orange"], ms=7, clip_on=False)
    chart.set(ylim=(0, 1), yticks=(0, 0.5, 1))
    chart.set_xlabel("mean number of partners z", labelpad=2)
    chart.yaxis.set_major_formatter(PercentFormatter(1))
    chart.set_title(f"What one start leads to at φ = {phi:.2f}", loc="left")
    tones = {"chance of a cascade": ("orange", "--"), "its size": ("blue", "-")}
    key(fig, (), tones, at=(0.5 - 1.25 / fig.get_figwidth(), 0.035), columns=2, width=1.9, size=10)
    for ax, ticks in ((plane, ()), (chart, range(0, 15, 2))):
        ax.set(xlim=(0, _DENSEST), xticks=ticks)
        ax.axvline(z, color=color["muted"], lw=0.9, ls=":", zorder=0)


def _name(plane: Axes, phi: float, z: float) -> None:
    """Name the three parts of the plane, each where the reader's point does not lie on it."""
    over = 0.22 < phi < 0.28 and z > 7
    words = (
        (1.5, 0.175 if phi < 0.13 and z < 5.5 else 0.108, "cascades", "left", 0, "line"),
        (13.7, 0.287 if over else 0.255, "too many partners", "right", 0, ""),
        (0.5, 0.275 if phi < 0.21 and z < 1.5 else 0.16, "too few", "center", 90, ""),
    )
    for x, y, word, side, turned, ground in words:
        # the ground hides the line that drops from the point
        plane.text(
            x,
            y,
            word,
            fontsize=10,
            ha=side,
            va="center",
            rotation=turned,
            color=color["ink" if ground else "muted"],
            bbox={"boxstyle": "square,pad=0.1", "fc": color[ground or "paper"], "ec": "none"},
        )


def _percent(share: float) -> str:
    return "more than 99%" if share > 0.995 else "less than 1%" if share < 0.005 else f"{share:.0%}"
