"""Figures of evolution on networks: which structure makes giving spread."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import networkx as nx
import numpy as np
from matplotlib.figure import Figure

from govlib.data import load
from govlib.drawing import Choice, Slider, figure
from govlib.evolution import Coalescence, NetworkGoods, coalescence
from govlib.figures.networks.graph import Mark, links, nodes, ring, stage
from govlib.networks.graphs import as_csr, link_pairs, symmetrise
from govlib.palette import color, is_narrow

__all__ = [
    "NETWORKS",
    "diversity",
    "say_diversity",
    "say_structure",
    "structure",
]


def _trade() -> Any:
    """Trade of 2006 among thirty countries, both directions together."""
    return symmetrise(load("trade_2006").to_numpy())


def _two_stars() -> nx.Graph:
    stars = nx.disjoint_union(nx.star_graph(7), nx.star_graph(7))
    stars.add_edge(0, 8)
    return stars


#: the networks that a reader can choose from, named as in a menu
NETWORKS: dict[str, Callable[[], Any]] = {
    "ring": lambda: nx.cycle_graph(16),
    "two stars": _two_stars,
    "wide ring": lambda: nx.circulant_graph(16, [1, 2]),
    "hubs": lambda: nx.barabasi_albert_graph(24, 2, seed=4),
    "karate club": nx.karate_club_graph,
    "fan of triangles": lambda: nx.windmill_graph(8, 3),
    "one star": lambda: nx.star_graph(15),
    "all with all": lambda: nx.complete_graph(12),
    "world trade": _trade,
}

#: beyond this ratio of benefit to cost the scale ends
LAST = 12.0


@lru_cache(maxsize=32)
def _solved(name: str) -> tuple[np.ndarray, Any, Coalescence]:
    """Places of the nodes, the network itself, and the walks on it."""
    made = NETWORKS[name]()
    # the weights that networkx gives the karate club are left out: all links are alike
    network = nx.to_scipy_sparse_array(made, weight=None) if isinstance(made, nx.Graph) else made
    n = network.shape[0]
    if "ring" in name or network.nnz == n * (n - 1):
        places = ring(n)
    else:
        layout = nx.kamada_kawai_layout(nx.from_scipy_sparse_array(network))
        places = np.array([layout[i] for i in range(n)])
    return places, as_csr(network), coalescence(network)


@lru_cache(maxsize=1)
def _ordered() -> list[tuple[str, float]]:
    """Networks with their critical ratios, the kindest to cooperation first, spite last."""
    found = [(name, _solved(name)[2].critical_ratio) for name in NETWORKS]
    return sorted(found, key=lambda pair: pair[1] if pair[1] > 0 else np.inf)


def say_structure(*, network: str, ratio: float) -> str:
    """Say what :func:`structure` shows."""
    _, matrix, walks = _solved(network)
    critical = walks.critical_ratio
    degree = matrix.nnz / matrix.shape[0]
    mean = f"On the network “{network}” members have {degree:.3g} neighbours on average"
    if critical < 0:
        return f"{mean} and everybody meets everybody alike: no benefit makes giving spread there."
    if not np.isfinite(critical):
        return f"{mean}, and no benefit, however large, makes giving spread there."
    verdict = (
        "is enough"
        if ratio > critical + 1e-9
        else "is just at the edge"
        if ratio > critical - 1e-9
        else "is too little"
    )
    return (
        f"{mean}; giving spreads once a gift is worth more than {critical:.3g} times its cost. "
        f"Your ratio of {ratio:g} {verdict}."
    )


@figure(
    says=say_structure,
    narrow=(3.6, 4.6),
    network=Choice(list(NETWORKS), label="network"),
    ratio=Slider(
        values=[1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12], start=6, label="benefit over cost"
    ),
)
def structure(fig: Figure, *, network: str, ratio: float) -> None:
    """Draw a network, and the benefit-to-cost ratio from which each of them favours giving.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    network : str
        One of :data:`NETWORKS`.
    ratio : float
        Benefit over cost that the reader sets.
    """
    narrow = is_narrow(fig)
    if narrow:
        net, ax = fig.add_axes((0.25, 0.6, 0.5, 0.37)), fig.add_axes((0.42, 0.11, 0.54, 0.41))
    else:
        net, ax = fig.add_axes((0.0, 0.08, 0.4, 0.82)), fig.add_axes((0.62, 0.16, 0.35, 0.74))
    places, matrix, _ = _solved(network)
    pairs = link_pairs(matrix)
    weight = np.asarray(matrix[pairs[:, 0], pairs[:, 1]], dtype=float)
    widest = 0.8 if weight.min() == weight.max() else 3.0
    links(net, places[pairs], width=0.1 + widest * (weight / weight.max()) ** 0.6)
    nodes(net, places, np.zeros(len(places), int), {0: Mark("node", "blue")}, size=34)
    stage(net, places)
    order = _ordered()
    box = {"boxstyle": "square,pad=0.1", "fc": color["paper"], "ec": "none"}
    ax.plot([ratio, ratio], [-0.6, len(order) - 0.5], "-.", color=color["green"], lw=1.6)
    ax.text(
        ratio,
        -0.65,
        "yours",
        ha="left" if ratio < 1.5 else "right" if ratio > LAST - 1.5 else "center",
        va="bottom",
        color=color["green"],
        fontsize=10,
    )
    for row, (name, critical) in enumerate(order):
        chosen = name == network
        tone = color["blue"] if chosen else color["muted"]
        if not 0 < critical <= LAST:
            words = "never" if not 0 < critical < np.inf else f"from {critical:.0f}"
            ax.text(LAST, row, words, ha="right", va="center", color=tone, fontsize=10, bbox=box)
            continue
        ax.plot([critical, LAST], [row, row], "-", color=tone, lw=5 if chosen else 2.4)
        ax.plot([critical], [row], "o", ms=9 if chosen else 6, color=tone, clip_on=False)
    ax.set(xlim=(0, LAST), ylim=(len(order) - 0.5, -1.2), xticks=range(0, 13, 2))
    ax.set_yticks(range(len(order)), [name for name, _ in order])
    for label, (name, _) in zip(ax.get_yticklabels(), order, strict=True):
        label.set_fontweight("bold" if name == network else "normal")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("benefit over cost")
    ax.set_title("Giving spreads from here on", loc="right" if narrow else "left")


#: nodes, generations, runs and draw of the networks of public goods
CROWD, GENERATIONS, RUNS, DRAW = 400, 300, 4, 3

#: the cases of the figure of diversity: name, colour, line style, cost
_CASES = (
    ("hubs, one gift for all games", "blue", "-", "per player"),
    ("hubs, a gift in each game", "orange", "--", "per game"),
    ("all have four neighbours", "muted", ":", "per game"),
)


@lru_cache(maxsize=2)
def _crowd(hubs: bool) -> Any:
    graph = (
        nx.barabasi_albert_graph(CROWD, 2, seed=DRAW) if hubs else nx.circulant_graph(CROWD, [1, 2])
    )
    return nx.to_scipy_sparse_array(graph)


# hundreds of generations one after the other, three times: longer than a move should take
@lru_cache(maxsize=256)
def _course(case: int, worth: float, start: int) -> np.ndarray:
    """Mean share of givers over the generations."""
    cost = _CASES[case][3]
    goods = NetworkGoods(_crowd(case < 2), multiplier=5 * worth, pays=cost)
    run = goods.run(GENERATIONS, start=start / 100, draws=RUNS, rng=DRAW)
    return np.asarray(run.shares.mean(axis=1))


def say_diversity(*, worth: float, start: int) -> str:
    """Say what :func:`diversity` shows."""
    player, game, equal = (f"{_course(case, worth, start)[-1]:.0%}" for case in range(3))
    pays = "gets back" if worth >= 1 else "gets back only"
    return (
        f"A giver {pays} {worth:g} from a gift of 1 herself. After {GENERATIONS} "
        f"generations from a start at {start}%, {equal} give where all have four neighbours; "
        f"with hubs {game} do if each game asks for a gift, and {player} if one is divided."
    )


@figure(
    says=say_diversity,
    narrow=(3.6, 4.6),
    worth=Slider(0.2, 1.4, 0.2, start=0.6, label="what a gift of 1 returns to its giver"),
    start=Slider(values=[10, 50], start=50, label="givers at first", unit=" %"),
)
def diversity(fig: Figure, *, worth: float, start: int) -> None:
    """Draw how giving rises or falls where some have many more neighbours than others.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    worth : float
        What comes back to the giver herself from a gift of 1 in a game of mean size.
    start : int
        Givers at first, in percent.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.17, 0.29, 0.79, 0.62) if narrow else (0.1, 0.29, 0.86, 0.61))
    for case, (label, tone, style, _) in enumerate(_CASES):
        shares = _course(case, worth, start)
        ax.plot(np.arange(len(shares)), shares, style, color=color[tone], label=label, lw=2.2)
    ax.set(xlim=(0, GENERATIONS), ylim=(-0.02, 1.02), yticks=np.arange(0, 1.1, 0.25))
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.grid(axis="y")
    ax.set_xlabel("generations")
    ax.set_title("Members who give", loc="left")
    ax.legend(
        loc="upper center",
        bbox_to_anchor=(0.45, -0.19),
        ncols=1 if narrow else 3,
        columnspacing=1.2,
        handlelength=2.4,
        handletextpad=0.5,
        borderaxespad=0,
        labelspacing=0.3,
        fontsize=9,
    )
