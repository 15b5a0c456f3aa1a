"""Figures of network structure: what moving links does, and how real networks are clustered.

The models stand in :mod:`govlib.networks`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from govlib import data, networks
from govlib.drawing import figure
from govlib.figures.networks.graph import Mark, key
from govlib.palette import color, is_narrow

__all__ = ["REAL", "backbones", "say_backbones", "say_worlds", "worlds"]

#: two neighbours who begin
BEGIN = (0, 1)

# ---- what moving links does to a large world, and to what spreads over it


@lru_cache(maxsize=1)
def _large() -> tuple[NDArray[np.float64], ...]:
    """Measure rewired rings of 1,000 nodes, and what two neighbours begin on them."""
    at = np.logspace(-4, 0, 13)
    curve = networks.rewiring_curve(1000, 10, at, draws=10, rng=1)
    fates = np.empty((2, at.size, 40))
    for i, stream in enumerate(np.random.default_rng(2).spawn(at.size)):
        for j in range(fates.shape[2]):
            world = networks.watts_strogatz(1000, 4, at[i], rng=stream)
            fates[0, i, j] = networks.complex_contagion(world, 1, BEGIN).steps
            fates[1, i, j] = networks.complex_contagion(world, 2, BEGIN).share
    still = networks.complex_contagion(networks.ring_lattice(1000, 4), 1, BEGIN).steps
    news, norm = fates.mean(axis=2)
    return at, curve.clustering.mean(axis=1), curve.distance.mean(axis=1), news / still, norm


def say_worlds() -> str:
    """Say what :func:`worlds` shows."""
    at, clustering, distance, news, norm = _large()
    i = int(np.argmin(np.abs(np.log10(at) + 2)))
    return (
        f"With one link in a hundred moved, a ring of 1,000 nodes keeps {clustering[i]:.0%} of its "
        f"clustering and {distance[i]:.0%} of its distances; news takes {news[i]:.0%} of the time "
        f"that it takes on the ring, and a norm that needs two neighbours reaches {norm[i]:.0%}."
    )


@figure(says=say_worlds, size=(6.4, 3.4), narrow=(3.6, 5.6))
def worlds(fig: Figure) -> None:
    """Draw how clustering and distance, news and norms fall as links are moved."""
    if is_narrow(fig):
        spots = (0.15, 0.585, 0.81, 0.34), (0.15, 0.09, 0.81, 0.34)
    else:
        spots = (0.09, 0.16, 0.39, 0.73), (0.59, 0.16, 0.39, 0.73)
    at, clustering, distance, news, norm = _large()
    panels = (
        ("The world, 10 links each", (("clustering", clustering), ("distance", distance))),
        ("What spreads, 4 links each", (("reach of a norm", norm), ("time of the news", news))),
    )
    for spot, (title, curves) in zip(spots, panels, strict=True):
        ax = fig.add_axes(spot)
        for (name, y), tone, look in zip(curves, ("blue", "orange"), ("o-", "s--"), strict=True):
            ax.plot(at, y, look, color=color[tone], ms=5, label=name)
        ax.set(xscale="log", xlim=(8e-5, 1.25), ylim=(-0.02, 1.05))
        ax.set_xlabel("chance of a link to be moved", labelpad=2)
        ax.yaxis.set_major_formatter(PercentFormatter(1))
        ax.set_title(title, loc="left")
        ax.grid(axis="y")
        # between the two curves of the first panel, right of those of the second
        free = {"loc": "upper right"} if title.startswith("What") else {"loc": (0.22, 0.62)}
        ax.legend(**free)


# ---- three real networks against networks with the same degrees

#: name of the data -> what a link means
REAL = {
    "trade_2006": "trade, 30 economies",
    "igo_comembership_2014": "joint membership, 40 states",
    "bank_claims_2022q4": "bank claims, 16 countries",
}

#: share of the pairs that counts as linked: the strongest ones
STRONGEST = 0.3


@lru_cache(maxsize=8)
def _backbone(name: str) -> NDArray[np.int64]:
    return networks.backbone(data.load(name), STRONGEST)


@lru_cache(maxsize=8)
def _against_null(name: str) -> networks.NullComparison:
    return networks.against_null(_backbone(name), networks.average_clustering, draws=200, rng=1)


def say_backbones() -> str:
    """Say what :func:`backbones` shows."""
    parts = []
    for name, label in REAL.items():
        found = _against_null(name)
        parts.append(f"{label.split(',')[0]} {found.observed:.2f} against {found.mean:.2f}")
    return (
        "Clustering of the strongest three tenths of the pairs, against the mean of random "
        f"networks with the same degrees: {'; '.join(parts)}."
    )


@figure(says=say_backbones, size=(6.4, 2.8), narrow=(3.6, 3.3))
def backbones(fig: Figure) -> None:
    """Draw the clustering of real networks beside that of random ones with the same degrees."""
    ax = fig.add_axes((0.05, 0.2, 0.91, 0.62) if is_narrow(fig) else (0.36, 0.2, 0.6, 0.6))
    for row, (name, label) in enumerate(REAL.items()):
        found = _against_null(name)
        low, high = np.quantile(found.draws, [0.025, 0.975])
        at = -row
        ax.plot([low, high], [at, at], color=color["muted"], lw=7, solid_capstyle="butt")
        ax.plot([found.mean], [at], "|", color=color["paper"], ms=9, mew=2)
        ax.plot([found.observed], [at], "D", color=color["orange"], mec=color["ink"], ms=8)
        if is_narrow(fig):
            ax.text(0.2, at + 0.32, label, ha="left", va="center", fontsize=10)
    ax.set(xlim=(0.18, 0.92), ylim=(-2.5, 0.6), yticks=[] if is_narrow(fig) else (0, -1, -2))
    if not is_narrow(fig):
        ax.set_yticklabels(REAL.values())
    ax.set_xlabel("clustering")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    lines = {"95% of random networks": ("muted", "-")}
    corner = (0.08, 0.95) if is_narrow(fig) else (0.36, 0.92)
    key(fig, [Mark("real", "orange", "D")], lines, at=corner, columns=2, width=0.8, size=10)
