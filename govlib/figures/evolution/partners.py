"""Figure of trade: how many partners each country keeps, and what a gift must be worth then."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import networkx as nx
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.data import load
from govlib.drawing import Slider, Target, figure
from govlib.evolution import coalescence
from govlib.figures.handles import handle
from govlib.figures.networks.graph import Mark, links, nodes, stage
from govlib.networks.graphs import link_pairs, strongest_partners
from govlib.palette import color, is_narrow

__all__ = ["PARTNERS", "partners", "say_partners"]

#: partners that a country may keep
PARTNERS = range(2, 11)

#: ends of the scale of ratios, and the height at which "never" is marked
LOW, HIGH, NEVER = 1.5, 230.0, 400.0

#: countries with most links that are named
NAMED = 4


@lru_cache(maxsize=1)
def _trade() -> Any:
    return load("trade_2006")


@lru_cache(maxsize=32)
def _network(k: int) -> Any:
    """Trade with the best k partners of each, by weight."""
    return strongest_partners(_trade().to_numpy(), k)


@lru_cache(maxsize=32)
def critical(k: int) -> tuple[float, float]:
    """Return the critical ratio with all links alike, and with links by trade; inf for never."""
    kept = _network(k)
    alike = kept.copy()
    alike.data[:] = 1
    found = (coalescence(alike).critical_ratio, coalescence(kept).critical_ratio)
    first, second = (ratio if ratio > 0 else float("inf") for ratio in found)
    return first, second


@lru_cache(maxsize=1)
def _places() -> NDArray[np.float64]:
    # one layout for all k, so that only links come and go
    layout = nx.kamada_kawai_layout(nx.from_scipy_sparse_array(_network(3)), weight=None)
    return np.array([layout[i] for i in range(len(layout))])


def say_partners(*, k: int, ratio: float) -> str:
    """Say what :func:`partners` shows."""
    alike, weighed = critical(k)
    mean = _network(k).nnz / len(_trade())
    first = f"Each keeps its best {k} partners, so that it has {mean:.1f} links on average."
    from_here = (
        "no ratio makes giving spread"
        if np.isinf(alike)
        else f"giving spreads where a gift is worth more than {alike:.3g} times its cost"
    )
    enough = [ratio > at for at in (alike, weighed)]
    yours = {
        (True, True): "is enough for both",
        (False, False): "is too little for both",
        (True, False): "is enough for the first only",
        (False, True): "is enough for the second only",
    }[enough[0], enough[1]]
    return (
        f"{first} If all links count alike, {from_here}; if they count by trade, from "
        f"{weighed:.3g} on. Your ratio of {ratio:g} {yours}."
    )


@figure(
    says=say_partners,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "Your gift is worth twenty times its cost: the most partners with giving, links alike",
            lambda k, ratio: ratio == 20 and ratio > critical(k)[0],
            largest="k",
            said="Twenty times the cost, and still no more than that.",
        ),
        Target(
            "The fewest partners from which no ratio is enough, links alike",
            lambda k: np.isinf(critical(k)[0]),
            smallest="k",
            said="From here on givers are too thinly spread among the others to gain from it.",
        ),
    ],
    k=Slider(2, 10, 1, start=3, label="best partners that each keeps"),
    ratio=Slider(
        values=[2, 3, 4, 6, 8, 10, 15, 20, 30, 50, 70, 100], start=8, label="benefit over cost"
    ),
)
def partners(fig: Figure, *, k: int, ratio: float) -> None:
    """Draw trade with the best k partners of each, and the ratio from which giving spreads.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    k : int
        Partners that each country keeps.
    ratio : float
        Benefit over cost that the reader sets.
    """
    narrow = is_narrow(fig)
    if narrow:
        net, ax = fig.add_axes((0.12, 0.56, 0.76, 0.42)), fig.add_axes((0.15, 0.11, 0.82, 0.33))
    else:
        net, ax = fig.add_axes((0.0, 0.03, 0.47, 0.94)), fig.add_axes((0.57, 0.15, 0.41, 0.66))
    network, places = _network(k), _places()
    pairs = link_pairs(network)
    weight = np.asarray(network[pairs[:, 0], pairs[:, 1]], dtype=float)
    links(net, places[pairs], width=0.3 + 2.5 * (weight / weight.max()) ** 0.6)
    nodes(net, places, np.zeros(len(places), int), {0: Mark("country", "blue")}, size=30)
    stage(net, places)
    box = {"boxstyle": "square,pad=0.1", "fc": color["paper"], "ec": "none", "alpha": 0.8}
    for i in np.argsort(-np.diff(network.indptr), kind="stable")[:NAMED]:
        net.annotate(
            _trade().index[i],
            places[i],
            xytext=(0, 6),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=9,
            bbox=box,
        )
    counts = np.array(PARTNERS)
    found = np.array([critical(int(n)) for n in counts])
    looks = ((0, "blue", "-", "o", "links alike"), (1, "orange", "--", "s", "by trade"))
    for column, hue, style, mark, label in looks:
        height = np.where(np.isinf(found[:, column]), NEVER, found[:, column])
        finite = height < NEVER
        tone = color[hue]
        ax.plot(counts[finite], height[finite], style, marker=mark, ms=5, color=tone, label=label)
        ax.plot(counts[~finite], height[~finite], mark, ms=5, color=tone, clip_on=False)
    ax.axhline(ratio, ls="-.", color=color["green"], lw=1.4, zorder=0)
    (point,) = ax.plot([k], [ratio], "D", ms=9, color=color["green"], mec=color["paper"], zorder=4)
    handle(point, "k", "ratio", field=ax)
    ax.set_yscale("log")
    ax.set(xlim=(1.6, 10.4), ylim=(LOW, 600), xticks=counts, xlabel="best partners kept")
    ax.set_yticks([2, 5, 10, 20, 50, 100, NEVER], ["2", "5", "10", "20", "50", "100", "never"])
    ax.minorticks_off()
    ax.axhline(HIGH, color=color["line"], lw=0.8)
    # above the panel: inside it, the reader's point comes everywhere
    ax.legend(loc="lower left", bbox_to_anchor=(-0.02, 0.98), ncols=2, fontsize=9, borderpad=0.2)
    ax.set_title("Giving spreads above", loc="left", pad=22)
