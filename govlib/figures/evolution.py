"""Figures of evolution on networks and in populations: which structure makes giving spread.

Chapter *Win-win*.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.evolution import (
    Coalescence,
    Fixation,
    NetworkGoods,
    PairGame,
    coalescence,
    fixation,
)
from govlib.figures.network import Mark, links, nodes, ring, stage
from govlib.figures.style import color, is_narrow

__all__ = [
    "NETWORKS",
    "diversity",
    "say_diversity",
    "say_structure",
    "say_takeover",
    "structure",
    "takeover",
]


def _two_stars() -> nx.Graph:
    stars = nx.disjoint_union(nx.star_graph(7), nx.star_graph(7))
    stars.add_edge(0, 8)
    return stars


#: the networks that a reader can choose from, named as in a menu
NETWORKS: dict[str, Callable[[], nx.Graph]] = {
    "ring": lambda: nx.cycle_graph(16),
    "two stars": _two_stars,
    "wide ring": lambda: nx.circulant_graph(16, [1, 2]),
    "hubs": lambda: nx.barabasi_albert_graph(24, 2, seed=4),
    "karate club": nx.karate_club_graph,
    "fan of triangles": lambda: nx.windmill_graph(8, 3),
    "one star": lambda: nx.star_graph(15),
    "all with all": lambda: nx.complete_graph(12),
}

#: beyond this ratio of benefit to cost the scale ends
LAST = 12.0


@lru_cache(maxsize=32)
def _solved(name: str) -> tuple[np.ndarray, np.ndarray, Coalescence]:
    """Places of the nodes, links as pairs of numbers, and the walks on the network."""
    graph = nx.convert_node_labels_to_integers(NETWORKS[name]())
    plain = nx.to_scipy_sparse_array(graph, weight=None)
    if "ring" in name or name == "all with all":
        places = ring(len(graph))
    else:
        layout = nx.kamada_kawai_layout(nx.Graph(graph.edges))
        places = np.array([layout[i] for i in range(len(graph))])
    return places, np.array(graph.edges), coalescence(plain)


@lru_cache(maxsize=1)
def _ordered() -> list[tuple[str, float]]:
    """Networks with their critical ratios, the kindest to cooperation first, spite last."""
    found = [(name, _solved(name)[2].critical_ratio) for name in NETWORKS]
    return sorted(found, key=lambda pair: pair[1] if pair[1] > 0 else np.inf)


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
    places, pairs, _ = _solved(network)
    links(net, places[pairs], width=0.9)
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
            ax.text(LAST, row, "never", ha="right", va="center", color=tone, fontsize=10, bbox=box)
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


def say_structure(*, network: str, ratio: float) -> str:
    """Say what :func:`structure` shows."""
    _, pairs, walks = _solved(network)
    critical = walks.critical_ratio
    degree = 2 * len(pairs) / len(walks.weights)
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
        f"{mean}; giving spreads once a gift is worth more than {critical:.2f} times its cost. "
        f"Your ratio of {ratio:g} {verdict}."
    )


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


@lru_cache(maxsize=256)
def _course(case: int, worth: float, start: int) -> np.ndarray:
    """Mean share of givers over the generations."""
    cost = _CASES[case][3]
    goods = NetworkGoods(_crowd(case < 2), multiplier=5 * worth, cost=cost)
    run = goods.run(GENERATIONS, start=start / 100, runs=RUNS, rng=DRAW)
    return np.asarray(run.shares.mean(axis=1))


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


def say_diversity(*, worth: float, start: int) -> str:
    """Say what :func:`diversity` shows."""
    player, game, equal = (f"{_course(case, worth, start)[-1]:.0%}" for case in range(3))
    pays = "gets back" if worth >= 1 else "gets back only"
    return (
        f"A giver {pays} {worth:g} from a gift of 1 herself. After {GENERATIONS} "
        f"generations from a start at {start}%, {equal} give where all have four neighbours; "
        f"with hubs {game} do if each game asks for a gift, and {player} if one is divided."
    )


#: members of the population in which strategies try to take over, and what the three are called
INVADED = 50
STRATEGIES = ("always give", "never give", "tit for tat")


@lru_cache(maxsize=512)
def _takeover(rounds: int, ratio: float, selection: float) -> tuple[Fixation, np.ndarray]:
    """Chances of taking over, and the shares of time."""
    give, gain = 1.0, ratio
    once = 1 / rounds
    payoffs = [
        [gain - give, -give, gain - give],
        [gain, 0.0, gain * once],
        [gain - give, -give * once, gain - give],
    ]
    found = fixation(PairGame(payoffs), INVADED, selection)
    return found, found.stationary()


def takeover(fig: Figure, *, rounds: int, ratio: float, selection: float) -> None:
    """Draw who takes over from whom among three strategies, and how long each rules.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    rounds : int
        Times that two members meet.
    ratio : float
        What a gift is worth over what it costs.
    selection : float
        Strength of selection β.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, bars = fig.add_axes((0.02, 0.36, 0.96, 0.64)), fig.add_axes((0.3, 0.05, 0.52, 0.21))
    else:
        ax, bars = fig.add_axes((0.0, 0.02, 0.56, 0.96)), fig.add_axes((0.74, 0.2, 0.17, 0.58))
    found, time = _takeover(rounds, ratio, selection)
    places = np.array([[-1.0, -0.6], [1.0, -0.6], [0.0, 0.9]])
    ax.set(xlim=(-1.75, 1.75), ylim=(-1.5, 1.5))
    ax.set_axis_off()
    for r in range(3):
        for i in range(3):
            if r != i:
                _arrow(ax, places[r], places[i], float(found.relative[r, i]))
    for place, name, share in zip(places, STRATEGIES, time, strict=True):
        ax.plot(
            *place[:, None],
            "o",
            ms=14 + 30 * np.sqrt(share),
            mfc=color["blue"],
            color=color["ink"],
            mec=color["paper"],
            zorder=3,
        )
        high = place[1] > 0
        ax.text(
            place[0], place[1] + (0.44 if high else -0.44), name, ha="center", va="center", zorder=5
        )
    ax.text(
        0,
        -1.4,
        f"takes over … times as often as one in {INVADED}",
        ha="center",
        color=color["muted"],
        fontsize=9,
    )
    rows = np.arange(3)
    bars.barh(rows, time, height=0.6, color=color["blue"])
    for row, share in enumerate(time):
        bars.text(share + 0.03, row, f"{share:.0%}", va="center", clip_on=False)
    bars.set(yticks=rows, yticklabels=STRATEGIES, xlim=(0, 1), ylim=(2.5, -0.5), xticks=[])
    bars.spines[["left", "bottom"]].set_visible(False)
    bars.tick_params(axis="y", length=0)
    bars.set_title("Time at the top", loc="left")


def _arrow(ax: Axes, start: np.ndarray, end: np.ndarray, relative: float) -> None:
    """Draw the way from residents to an invader, bold where selection favours him."""
    along = end - start
    length = float(np.hypot(*along))
    unit = along / length
    aside = 0.11 * np.array([unit[1], -unit[0]])
    favoured = relative > 1 + 1e-6
    tone = color["orange"] if favoured else color["muted"]
    ax.annotate(
        "",
        end - 0.3 * unit + aside,
        xytext=start + 0.3 * unit + aside,
        arrowprops={
            "arrowstyle": "-|>",
            "color": tone,
            "lw": 2.4 if favoured else 1.0,
            "ls": "-" if favoured else "--",
            "mutation_scale": 14,
        },
    )
    words = (
        "0"
        if relative < 0.005
        else f"{relative:.{2 if relative < 0.95 else 0 if relative > 9.5 else 1}f}"
    )
    # a number beside a slanting arrow needs more room than one above a level one
    at = (start + end) / 2 + (2.4 if abs(unit[0]) > 0.9 else 3.0) * aside
    ax.text(float(at[0]), float(at[1]), words, ha="center", va="center", color=tone, fontsize=10)


def say_takeover(*, rounds: int, ratio: float, selection: float) -> str:
    """Say what :func:`takeover` shows."""
    found, time = _takeover(rounds, ratio, selection)
    top = int(np.argmax(time))
    times = "once" if rounds == 1 else f"{rounds} times"
    if time.max() - time.min() < 0.02:
        first = f"Where members meet {times}, all three strategies rule about equally long."
    else:
        first = (
            f"Where members meet {times}, “{STRATEGIES[top]}” rules {time[top]:.0%} of the time."
        )
    tit = float(found.relative[1, 2])
    verdict = "works against it" if tit < 1 else "favours it"
    if abs(tit - 1) < 0.005:
        second = "One tit for tat among those who never give takes over as often as by chance."
    elif tit < 0.005:
        second = "One tit for tat among those who never give practically never takes over."
    else:
        second = (
            f"One tit for tat among {INVADED - 1} who never give takes over {tit:.2g} times as "
            f"often as by chance, so selection {verdict}."
        )
    return f"{first} {second}"
