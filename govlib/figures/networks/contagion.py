"""Figures of spreading: adoption on a rewired ring, and the cascade window.

The models stand in :mod:`govlib.networks`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from govlib import networks
from govlib._values import fraction
from govlib.drawing import Choice, Slider, figure
from govlib.figures.networks.graph import Mark, bend, key, links, nodes, ring, stage
from govlib.palette import color, is_narrow

__all__ = [
    "adoption",
    "race",
    "reach",
    "rewiring",
    "say_race",
    "say_rewiring",
    "say_window",
    "window",
]

# ---- adoption on a ring some of whose links were moved

#: the drawn world: countries on a ring, partners of each, and the two that begin
COUNTRIES, PARTNERS, BEGIN = 36, 4, (0, 1)

#: which random world is drawn: one whose outcomes lie near the means over many draws
DRAW = 563

#: the last step drawn
STEPS = 18

#: worlds over which the text averages
WORLDS = 200

_OUT, _IN, _NEW, _FIRST = range(4)
_MARKS = {
    _OUT: Mark("not adopted", "paper"),
    _IN: Mark("adopted before", "blue"),
    _NEW: Mark("adopts now", "orange", "D"),
    _FIRST: Mark("began", "blue", "s", scale=1.2),
}
_MOVED = ("purple", "--")
_RULES: dict[int, tuple[str, str, str]] = {
    1: ("green", ":", "one partner enough"),
    2: ("ink", "-", "two partners needed"),
}


@lru_cache(maxsize=64)
def _world(p: float) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the links of the drawn world, and which of them are none of the ring's."""
    pairs = networks.links(networks.watts_strogatz(COUNTRIES, PARTNERS, p, rng=DRAW))
    apart = pairs[:, 1] - pairs[:, 0]
    return pairs, np.minimum(apart, COUNTRIES - apart) > PARTNERS // 2


@lru_cache(maxsize=128)
def adoption(p: float, need: int) -> networks.Spread:
    """Spread a behaviour over the drawn world, from two neighbours.

    Parameters
    ----------
    p : float
        Chance of each link to be moved.
    need : int
        Partners that must have adopted before a country does.

    Examples
    --------
    >>> adoption(0.0, 1).steps, adoption(0.0, 2).steps
    (9, 17)
    """
    world = networks.watts_strogatz(COUNTRIES, PARTNERS, p, rng=DRAW)
    return networks.complex_contagion(world, need, BEGIN)


@lru_cache(maxsize=64)
def reach(p: float, need: int) -> float:
    """Return the share of the 36 countries that adopt in the end, the mean over many worlds.

    Parameters
    ----------
    p : float
        Chance of each link to be moved.
    need : int
        Partners that must have adopted before a country does.

    Examples
    --------
    >>> reach(0.0, 2), reach(0.1, 1)
    (1.0, 1.0)
    """
    drawn = (networks.watts_strogatz(COUNTRIES, PARTNERS, p, rng=i) for i in range(WORLDS))
    return float(np.mean([networks.complex_contagion(w, need, BEGIN).share for w in drawn]))


def say_rewiring(*, p: float, need: int, step: int) -> str:
    """Say what :func:`rewiring` shows."""
    run, moved = adoption(p, need), int(_world(p)[1].sum())
    total = COUNTRIES * PARTNERS // 2
    verb = "has" if moved == 1 else "have"
    how_many = (
        f"Of {total} links, {moved} {verb} left the ring" if moved else "No link has left the ring"
    )
    rule = "one partner is enough" if need == 1 else "two partners are needed"
    now = int(run.by(step).sum())
    who = f"All {COUNTRIES}" if now == COUNTRIES else f"{now} of {COUNTRIES}"
    text = f"{how_many}, and {rule}. {who} countries have adopted by step {step}"
    if step < run.steps:
        return f"{text}, and more will follow."
    if run.complete:
        return f"{text}; the last ones did at step {run.steps}."
    mean = f"{reach(p, need):.0%}"
    return f"{text}; it has stopped. Over {WORLDS} such worlds it reaches {mean} on average."


@figure(
    says=say_rewiring,
    size=(6.4, 4.2),
    narrow=(3.6, 5.6),
    play="step",
    interval=500,
    p=Slider(
        values=[0, 0.02, 0.05, 0.1, 0.2, 0.4, 1], start=0.1, label="chance of a link to be moved"
    ),
    need=Choice(
        [1, 2],
        ["one partner is enough", "two partners are needed"],
        "radio",
        start=2,
        label="a country adopts when",
    ),
    step=Slider(0, STEPS, 1, start=4, label="step"),
)
def rewiring(fig: Figure, *, p: float, need: int, step: int) -> None:
    """Draw adoption spreading over a ring of countries, some of whose links were moved.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    p : float
        Chance of each link to be moved to a random country.
    need : int
        Partners that must have adopted before a country does, 1 or 2.
    step : int
        The step shown.
    """
    if is_narrow(fig):
        net = fig.add_axes((0.03, 0.42, 0.94, 0.57))
        chart = fig.add_axes((0.16, 0.245, 0.79, 0.12))
        where: dict[str, Any] = {"at": (0.07, 0.14), "columns": 2}
    else:
        net = fig.add_axes((0.0, 0.01, 0.61, 0.98))
        chart = fig.add_axes((0.7, 0.6, 0.28, 0.31))
        where = {"at": (0.685, 0.43)}
    _network(net, p, need, step)
    for rule, (tone, dash, _) in _RULES.items():
        curve = adoption(p, rule).curve / COUNTRIES
        share = curve[np.minimum(np.arange(step + 1), curve.size - 1)]
        strong = rule == need
        chart.plot(share, color=color[tone], ls=dash, lw=2.6 if strong else 1.3, clip_on=False)
        chart.plot([step], share[-1:], "o", ms=6 if strong else 4, color=color[tone], clip_on=False)
    chart.set(xlim=(0, STEPS), ylim=(0, 1), xticks=range(0, STEPS + 1, 6), yticks=(0, 0.5, 1))
    chart.set_xlabel("step", labelpad=1)
    chart.yaxis.set_major_formatter(PercentFormatter(1))
    chart.set_title("Share that has adopted", loc="left", fontsize=10)
    chart.grid(axis="y")
    lines = {"moved link": _MOVED, **{name: (tone, dash) for tone, dash, name in _RULES.values()}}
    key(fig, _MARKS.values(), lines, **where)


def _network(ax: Axes, p: float, need: int, step: int, size: float = 75) -> None:
    """Draw the ring, its moved links, and who has adopted by a step."""
    pairs, moved = _world(p)
    places = ring(COUNTRIES)
    curves = bend(places, pairs, pull=0.08)
    stage(ax, places, margin=0.05)
    links(ax, curves[~moved], width=1.0)
    links(ax, curves[moved], tone=_MOVED[0], style=_MOVED[1], width=1.4, layer=2)
    times = adoption(p, need).times
    cases = [times == 0, (times > 0) & (times < step), times == step]
    nodes(ax, places, np.select(cases, [_FIRST, _IN, _NEW], _OUT), _MARKS, size=size)


#: what spreads in a race, by the partners that it needs
_RUNNERS = {1: "News", 2: "A norm"}


def say_race(*, p: float, step: int) -> str:
    """Say what :func:`race` shows."""
    runs = {name: adoption(p, need) for need, name in _RUNNERS.items()}
    news, norm = runs.values()
    moved, total = int(_world(p)[1].sum()), COUNTRIES * PARTNERS // 2
    now = [int(run.by(step).sum()) for run in (news, norm)]
    first = f"By step {step}, {now[0]} have the news and {now[1]} the norm"
    first = f"{first}; {moved} of {total} links are moved"
    if step < max(news.steps, norm.steps):
        return f"{first}."
    if norm.complete:
        return f"{first}. The news took {news.steps} steps, the norm {norm.steps}."
    return f"{first}. The norm has stopped: nobody else has two partners who keep it."


@figure(
    says=say_race,
    size=(6.4, 3.1),
    narrow=(3.6, 2.25),
    play="step",
    interval=450,
    p=Slider(values=[0, 0.02, 0.05, 0.1, 0.2, 0.4], start=0.1, label="links moved"),
    step=Slider(0, STEPS, 1, start=4, label="step"),
)
def race(fig: Figure, *, p: float, step: int) -> None:
    """Draw news and a norm side by side on the same rewired ring.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    p : float
        Chance of each link to be moved to a random country.
    step : int
        The step shown.
    """
    narrow = is_narrow(fig)
    for place, (need, name) in enumerate(_RUNNERS.items()):
        ax = fig.add_axes((0.01 + 0.5 * place, 0.11, 0.48, 0.77))
        _network(ax, p, need, step, size=26 if narrow else 60)
        reached = int(adoption(p, need).by(step).sum())
        ax.set_title(f"{name}: {reached} of {COUNTRIES}", fontsize=11, pad=2)
    marks = [_MARKS[kind] for kind in (_FIRST, _IN, _NEW)]
    size, width, left = (8, 1.15, 0.06) if narrow else (10, 1.6, 0.17)
    key(fig, marks, {}, at=(left, 0.08), columns=3, width=width, size=size)


# ---- the cascade window

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
    chance, size = np.transpose([_cascade(z, phi) for z in inside.tolist()])
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


@figure(
    says=say_window,
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
    plane.text(1.5, 0.108, "cascades", fontsize=10, va="center")
    plane.text(13.7, 0.26, "too many partners", fontsize=10, ha="right", color=color["muted"])
    plane.text(0.5, 0.16, "too few", fontsize=10, ha="center", rotation=90, color=color["muted"])
    inside = bool(networks.cascade_window(phi).contains(z))
    fill = color["orange"] if inside else color["paper"]
    plane.plot([z], [phi], "o", ms=10, mfc=fill, mec=color["orange"], mew=2.5, clip_on=False)
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


def _percent(share: float) -> str:
    return "more than 99%" if share > 0.995 else "less than 1%" if share < 0.005 else f"{share:.0%}"
