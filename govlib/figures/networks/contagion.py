"""Figures of spreading: adoption on a rewired ring, and news against a norm.

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
from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.networks.graph import Mark, bend, key, links, nodes, ring, stage
from govlib.palette import color, is_narrow

__all__ = [
    "race",
    "rewiring",
    "say_race",
    "say_rewiring",
]

# ---- adoption on a ring some of whose links were moved

#: the drawn world: countries on a ring, partners of each
COUNTRIES, PARTNERS = 36, 4

#: the last step drawn
STEPS = 18

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
    pairs = networks.link_pairs(
        networks.watts_strogatz(COUNTRIES, PARTNERS, p, rng=networks.DRAWN_WORLD)
    )
    apart = pairs[:, 1] - pairs[:, 0]
    return pairs, np.minimum(apart, COUNTRIES - apart) > PARTNERS // 2


@lru_cache(maxsize=128)
def _adoption(p: float, need: int) -> networks.Spread:
    return networks.rewired_adoption(p, need, n=COUNTRIES, k=PARTNERS, rng=networks.DRAWN_WORLD)


def _reach(p: float, need: int) -> float:
    return networks.mean_adoption(p, need, n=COUNTRIES, k=PARTNERS)


def _whole(p: float, need: int) -> float:
    return networks.complete_share(p, need, n=COUNTRIES, k=PARTNERS)


def say_rewiring(*, p: float, need: int, step: int) -> str:
    """Say what :func:`rewiring` shows."""
    run, moved = _adoption(p, need), int(_world(p)[1].sum())
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
    if not p:
        return f"{text}; the last ones did at step {run.steps}."
    end = f"the last ones did at step {run.steps}" if run.complete else "it has stopped"
    all_in = round(networks.WORLDS * _whole(p, need))
    return (
        f"{text}; {end}. Over {networks.WORLDS} such worlds it reaches {_reach(p, need):.0%} on "
        f"average, and everybody in {all_in or 'none'} of them."
    )


@figure(
    says=say_rewiring,
    targets=(
        Target(
            "One partner enough: the smallest chance that halves the time until all have adopted",
            lambda p, need: (
                need == 1
                and _adoption(p, 1).complete
                and _adoption(p, 1).steps <= _adoption(0.0, 1).steps / 2
            ),
            smallest="p",
            said="With so few links moved, news already takes half the time.",
        ),
        Target(
            "Two partners needed: the largest chance at which all 36 still adopt",
            lambda p, need: need == 2 and _adoption(p, 2).complete,
            largest="p",
            said="At the next stop the norm no longer reaches everybody.",
        ),
    ),
    size=(6.4, 4.2),
    narrow=(3.6, 4.32),
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
    narrow = is_narrow(fig)
    if narrow:
        net = fig.add_axes((0.0, 0.45, 1.0, 0.55))
        chart = fig.add_axes((0.16, 0.25, 0.79, 0.13))
        where: dict[str, Any] = {"at": (0.07, 0.165), "columns": 2}
    else:
        net = fig.add_axes((0.0, 0.01, 0.61, 0.98))
        chart = fig.add_axes((0.7, 0.6, 0.28, 0.31))
        where = {"at": (0.685, 0.43)}
    _network(net, p, need, step, flat=0.68 if narrow else 1)
    for rule, (tone, dash, _) in _RULES.items():
        curve = _adoption(p, rule).curve / COUNTRIES
        share = curve[np.minimum(np.arange(step + 1), curve.size - 1)]
        strong = rule == need
        chart.plot(share, color=color[tone], ls=dash, lw=2.6 if strong else 1.3, clip_on=False)
        chart.plot([step], share[-1:], "o", ms=6 if strong else 4, color=color[tone], clip_on=False)
    chart.set(xlim=(0, STEPS), ylim=(0, 1), xticks=range(0, STEPS + 1, 6), yticks=(0, 0.5, 1))
    chart.yaxis.set_major_formatter(PercentFormatter(1))
    title = "Share that has adopted"
    if narrow:
        title += ", by step"  # no room for a label below
        chart.set_yticks((0, 1))
    else:
        chart.set_xlabel("step", labelpad=1)
    chart.set_title(title, loc="left", fontsize=10)
    chart.grid(axis="y")
    lines = {"moved link": _MOVED, **{name: (tone, dash) for tone, dash, name in _RULES.values()}}
    key(fig, _MARKS.values(), lines, **where)


def _network(
    ax: Axes, p: float, need: int, step: int, *, size: float = 75, flat: float = 1
) -> None:
    """Draw the ring, its moved links, and who has adopted by a step.

    ``flat`` is the height of the ring in parts of its width.
    """
    pairs, moved = _world(p)
    places = ring(COUNTRIES, flat=flat)
    curves = bend(places, pairs, pull=0.08)
    stage(ax, places, margin=0.05, square=flat == 1)
    links(ax, curves[~moved], width=1.0)
    links(ax, curves[moved], tone=_MOVED[0], style=_MOVED[1], width=1.4, layer=2)
    times = _adoption(p, need).times
    cases = [times == 0, (times > 0) & (times < step), times == step]
    nodes(ax, places, np.select(cases, [_FIRST, _IN, _NEW], _OUT), _MARKS, size=size)


#: what spreads in a race, by the partners that it needs
_RUNNERS = {1: "News", 2: "A norm"}


def say_race(*, p: float, step: int) -> str:
    """Say what :func:`race` shows."""
    runs = {name: _adoption(p, need) for need, name in _RUNNERS.items()}
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
        reached = int(_adoption(p, need).by(step).sum())
        ax.set_title(f"{name}: {reached} of {COUNTRIES}", fontsize=11, pad=2)
    marks = [_MARKS[kind] for kind in (_FIRST, _IN, _NEW)]
    size, width, left = (8, 1.2, 0.05) if narrow else (10, 1.6, 0.17)
    key(fig, marks, {}, at=(left, 0.08), columns=3, width=width, size=size)
