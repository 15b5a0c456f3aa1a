"""Figure of who can start a norm among states tied by joint memberships.

The model stands in :mod:`govlib.networks.cascades`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib import data, networks
from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.networks.graph import Mark, bend, key, links, names, nodes, ring, stage
from govlib.palette import color, is_narrow

__all__ = ["say_starters", "starters"]

#: share of the pairs that count as tied: those with most joint memberships
STRONGEST = 0.3

#: shares of a state's partners that must go first
SHARES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3)

#: the groups of the United Nations, around the ring
_GROUPS = ("GRULAC", "WEOG", "Eastern European Group", "African Group", "Asia-Pacific Group")

_OUT, _FIRST, _FOLLOWS = range(3)
_MARKS = {
    _OUT: Mark("does not follow", "paper"),
    _FIRST: Mark("starts", "orange", "s"),
    _FOLLOWS: Mark("follows (number: step)", "purple"),
}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Codes and names of the states, around the ring: by group, from west to east."""
    countries = data.load("countries").loc[data.load("igo_comembership_2014").index]
    group = countries.un_voting_group.map(_place)
    order = np.lexsort((countries.lon, group))
    return dict(countries.name.iloc[order])


def _place(group: str) -> int:
    return next((i for i, name in enumerate(_GROUPS) if group.startswith(name)), len(_GROUPS))


@lru_cache(maxsize=1)
def _ties() -> NDArray[np.int64]:
    """Return which states are tied, in the order of the ring."""
    joint = data.load("igo_comembership_2014")
    codes = list(_names())
    return networks.backbone(joint.loc[codes, codes], STRONGEST)


@lru_cache(maxsize=256)
def _cascade(starter: str, phi: float) -> networks.Spread:
    return networks.cascade(_ties(), phi, list(_names()).index(starter))


@lru_cache(maxsize=8)
def _sizes(phi: float) -> NDArray[np.int64]:
    return networks.sizes_by_seed(_ties(), phi)


def _called(code: str) -> str:
    name = _names()[code]
    return f"The {name}" if name.startswith(("United", "Netherlands", "Philippines")) else name


def _easy(starter: str, phi: float) -> tuple[int, int]:
    """Return how many partners a state has, and how many of them follow after one example."""
    ties = _ties()
    partners = np.flatnonzero(ties[list(_names()).index(starter)])
    need = networks.neighbours_needed(ties.sum(axis=1), phi)
    return len(partners), int((need[partners] == 1).sum())


def say_starters(*, starter: str, phi: float) -> str:
    """Say what :func:`starters` shows."""
    partners, easy = _easy(starter, phi)
    who = _called(starter)
    if not partners:
        return f"{who} has no partner here, so nobody follows it."
    of_them = "that one" if partners == easy == 1 else f"{easy or 'none'} of them"
    noun = "partner" if partners == 1 else "partners"
    text = f"{who} has {partners} {noun}; one example is enough for {of_them}. "
    run = _cascade(starter, phi)
    followers = run.size - 1
    if not followers:
        return text + f"Where {phi:.0%} must go first, nobody follows."
    verb, when = ("follows", "step") if followers == 1 else ("follow", "steps")
    steps = f"in {run.steps} {when if run.steps > 1 else 'step'}"
    return f"{text}Where {phi:.0%} must go first, {followers} of 39 others {verb}, {steps}."


@figure(
    says=say_starters,
    size=(6.4, 4.4),
    narrow=(3.6, 4.2),
    targets=(
        Target(
            "20% must go first: a state that most of the others follow",
            lambda starter, phi: phi == 0.2 and _cascade(starter, phi).size > 20,
            said="One of its partners follows after a single example, and hands the norm on.",
        ),
        Target(
            "25% must go first: the one state that most of the others still follow",
            lambda starter, phi: phi == 0.25 and _cascade(starter, phi).size > 20,
            said="India. At 30% there is none.",
        ),
    ),
    starter=Choice(
        list(_names()),
        labels=list(_names().values()),
        start="FRA",
        label="starter",
        help="Or tap a state in the picture.",
    ),
    phi=Slider(values=SHARES, start=0.2, label="share of partners that must go first"),
)
def starters(fig: Figure, *, starter: str, phi: float) -> None:
    """Draw who follows a single state that starts a norm.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    starter : str
        Code of the state that starts.
    phi : float
        Share of a state's partners that must keep the norm before it does.
    """
    narrow = is_narrow(fig)
    if narrow:
        net, chart = fig.add_axes((0.0, 0.295, 1.0, 0.705)), fig.add_axes((0.1, 0.147, 0.84, 0.105))
        where: dict[str, Any] = {"at": (0.05, 0.062), "columns": 2, "width": 1.45}
    else:
        net, chart = fig.add_axes((0.0, 0.0, 0.69, 1.0)), fig.add_axes((0.76, 0.58, 0.22, 0.26))
        where = {"at": (0.72, 0.36)}
    _network(net, starter, phi, narrow=narrow)
    followers = [_cascade(starter, value).size - 1 for value in SHARES]
    chart.plot(SHARES, followers, "-o", ms=5, lw=1.2, color=color["purple"], clip_on=False)
    at = SHARES.index(phi)
    chart.plot([phi], [followers[at]], "D", ms=8, color=color["orange"], clip_on=False)
    chart.set(xlim=(0.04, 0.31), ylim=(0, 40), xticks=(0.1, 0.2, 0.3), yticks=(0, 20, 40))
    chart.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    if narrow:  # no room for a label below
        chart.set_yticks((0, 40))
        title = "Followers, by share that must go first"
        chart.set_title(title, loc="left", fontsize=10, x=-0.08, pad=7)
    else:
        chart.set_xlabel("must go first", labelpad=1)
        chart.set_title("States that follow", loc="left", fontsize=10)
    chart.grid(axis="y")
    key(fig, _MARKS.values(), {"partners": ("edge", "-")}, **where)


def _network(ax: Axes, starter: str, phi: float, *, narrow: bool) -> None:
    """Draw the ring of states, their ties, and when each follows."""
    codes, ties = list(_names()), _ties()
    places = ring(len(codes), flat=0.8 if narrow else 1)
    stage(ax, places, margin=0.12 if narrow else 0.13, square=not narrow)
    pairs = np.argwhere(np.triu(ties))
    mine = (pairs == codes.index(starter)).any(axis=1)
    curves = bend(places, pairs, pull=0.12)
    links(ax, curves[~mine], width=0.5, tone="line")
    links(ax, curves[mine], width=1.2, tone="orange", layer=2)
    times = _cascade(starter, phi).times
    kinds = np.select([times == 0, times > 0], [_FIRST, _FOLLOWS], _OUT)
    nodes(ax, places, kinds, _MARKS, size=100 if narrow else 110, control="starter", values=codes)
    for i in np.flatnonzero(times > 0):
        ax.text(
            places[i, 0],
            places[i, 1],
            str(times[i]),
            color=color["paper"],
            fontsize=7.7 if narrow else 8,
            ha="center",
            va="center_baseline",
            zorder=5,
        )
    size, away = (8, 0.15) if narrow else (9, 0.14)
    strong = [codes.index(starter)]
    names(ax, places, codes, away=away, size=size, strong=strong, control="starter")
