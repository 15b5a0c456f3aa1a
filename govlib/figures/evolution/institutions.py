"""Figures of offices that fine: one for the world, many local ones, or none.

The model stands in :mod:`govlib.evolution.institutions`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import Slider, Target, figure
from govlib.evolution import (
    CollectiveRisk,
    KnownOffice,
    Sanctions,
    known_office,
    sanctioned,
)
from govlib.figures.evolution.collective_risk import COST, share
from govlib.palette import color, is_narrow

__all__ = ["founding", "institutions", "say_founding", "say_institutions"]

#: members of the drawn population
POPULATION = 50

#: risks at which the curves are computed
RISKS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)

#: the sanctions of the chapter, but for what the reader sets
RULES: dict[str, Any] = {"n": 4, "threshold": 3, "cost": COST, "tax": 0.03}

#: members whose payment founds a local office
LOCAL = 1

#: a difference that a reader can see
SEEN = 0.05


# offices that no table keeps: fourteen chains of 1,326 states, solved together in two thirds of the
# time of one after the other, and kept because every risk asks for them
@lru_cache(maxsize=64)
def _solved(founders: int, fine: float) -> dict[str, KnownOffice]:
    games = [
        Sanctions(**RULES, risk=np.array(RISKS), fine=fine, scale=scale, founders=number)
        for scale, number in (("global", founders), ("local", LOCAL))
    ]
    return {
        game.scale: KnownOffice(np.asarray(found.achievement), found.shares)
        for game, found in zip(games, sanctioned(games, POPULATION), strict=True)
    }


def _offices(founders: int, fine: float) -> dict[str, KnownOffice]:
    """Return what an office of the world with some founders, and local ones, bring about."""
    world, local = known_office("global", founders, fine), known_office("local", LOCAL, fine)
    if world is None or local is None:
        return _solved(founders, fine)
    return {"global": world, "local": local}


@lru_cache(maxsize=1)
def _none() -> NDArray[np.float64]:
    alone = CollectiveRisk(RULES["n"], RULES["threshold"], COST, np.array(RISKS))
    return np.asarray(alone.population(POPULATION).achievement)


def _curves(founders: int, fine: float) -> dict[str, NDArray[np.float64]]:
    offices = _offices(founders, fine)
    return {"no": _none(), **{scale: offices[scale].achievement for scale in _SCALES}}


_SCALES = ("global", "local")

#: how the three curves look, and what they are called
_LOOKS = {
    "no": ("muted", ":", "none"),
    "global": ("orange", "--", "world office"),
    "local": ("blue", "-", "local offices"),
}


def say_institutions(*, risk: float, fine: float, founders: int) -> str:
    """Say what :func:`institutions` shows."""
    at = RISKS.index(risk)
    none, world, local = (float(curve[at]) for curve in _curves(founders, fine).values())
    text = (
        f"At a risk of {risk:g} and a fine of {fine:g}, {share(local)} of the groups meet their "
        f"target under local offices, {share(world)} under a world office that needs {founders} "
        f"of {POPULATION}, and {share(none)} without any."
    )
    if local > world + SEEN:
        return f"{text} Local offices are ahead."
    if world > local + SEEN:
        return f"{text} The world office is ahead."
    return f"{text} The two are within {100 * SEEN:.0f} percentage points of each other."


@figure(
    says=say_institutions,
    narrow=(3.6, 4.16),
    targets=(
        Target(
            "risk 0.2, fine 0.3: the largest number of founders at which the world office does "
            "at least as well as local ones",
            lambda risk, fine, founders: (
                (risk, fine) == (0.2, 0.3)
                and _curves(founders, fine)["global"][2] >= _curves(founders, fine)["local"][2]
            ),
            largest="founders",
            said="Five of fifty. One more, and local offices are ahead.",
        ),
        Target(
            "13 founders, fine 0.3: the smallest risk at which the two are less than a tenth apart",
            lambda risk, fine, founders: (
                (fine, founders) == (0.3, 13)
                and abs(np.subtract(*[_curves(13, 0.3)[s][RISKS.index(risk)] for s in _SCALES]))
                < 0.1
            ),
            smallest="risk",
            said="Here most groups meet their target without any office at all.",
        ),
    ),
    risk=Slider(values=RISKS, start=0.2, label="risk of losing all"),
    fine=Slider(values=[0.1, 0.2, 0.3, 0.5], start=0.3, label="fine"),
    founders=Slider(
        values=[1, 2, 3, 4, 5, 6, 8, 13],
        start=13,
        unit=f" of {POPULATION}",
        label="founders of the world office",
        help="How many must pay before the world office fines anybody.",
    ),
)
def institutions(fig: Figure, *, risk: float, fine: float, founders: int) -> None:
    """Draw how far groups get without an office, with one for the world, and with local ones.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    risk : float
        Chance of losing all where too few contribute: one of ``RISKS``.
    fine : float
        What an office takes from a defector.
    founders : int
        Members of the population who must pay before the world office stands.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, bars = fig.add_axes((0.17, 0.54, 0.79, 0.385)), fig.add_axes((0.2, 0.155, 0.72, 0.2))
    else:
        ax, bars = fig.add_axes((0.1, 0.16, 0.49, 0.74)), fig.add_axes((0.73, 0.42, 0.22, 0.36))
    curves, at = _curves(founders, fine), RISKS.index(risk)
    ax.axvline(risk, color=color["line"], lw=1, zorder=0)
    for name, (tone, style, label) in _LOOKS.items():
        ax.plot(RISKS, curves[name], style, color=color[tone], lw=2.2, label=label)
        ax.plot(
            [risk], curves[name][at : at + 1], "o", ms=7, color=color[tone], zorder=4, clip_on=False
        )
    ax.set(xlim=(-0.02, 0.62), ylim=(-0.02, 1.24), yticks=np.arange(0, 1.1, 0.25))
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.grid(axis="y")
    ax.set_xlabel("risk of losing all", labelpad=2 if narrow else None)
    ax.set_title("Groups that meet their target", loc="left")
    _mixes(bars, fine=fine, at=at, founders=founders, narrow=narrow)
    _legend(ax, 3)


def _legend(ax: Axes, columns: int) -> None:
    """Name the curves above them, where no state draws anything."""
    ax.legend(
        loc="upper left",
        ncols=columns,
        fontsize=9,
        handlelength=1.5,
        handletextpad=0.4,
        columnspacing=0.8,
        borderaxespad=0.1,
    )


def _mixes(ax: Axes, *, fine: float, at: int, founders: int, narrow: bool) -> None:
    """Draw the mean shares of punishers, cooperators and defectors under both scales."""
    kinds = (
        ("pay for the office", 1, "blue", "xx"),
        ("only contribute", 0, "green", ""),
        ("keep", 2, "line", ".."),
    )
    offices = _offices(founders, fine)
    shares = np.array([offices[scale].shares[at] for scale in _SCALES])
    left = np.zeros(2)
    for label, kind, tone, hatch in kinds:
        ax.barh(
            np.arange(2),
            shares[:, kind],
            left=left,
            height=0.62,
            color=color[tone],
            hatch=hatch,
            edgecolor=color["paper"],
            label=label,
        )
        left += shares[:, kind]
    ax.set(yticks=range(2), yticklabels=("world", "local"), xlim=(0, 1), ylim=(1.5, -0.5))
    ax.set_xticks((0, 0.5, 1))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_title("Who they are" if narrow else "Who they are,\nat this risk", loc="left")
    ax.legend(
        loc="upper center" if narrow else "upper left",
        bbox_to_anchor=(0.4, -0.24) if narrow else (-0.3, -0.2),
        ncols=3 if narrow else 1,
        columnspacing=0.8,
        handlelength=1.3,
        handletextpad=0.4,
        fontsize=9,
    )


# ---- equal numbers against equal shares

#: numbers of founders at which a world office is drawn
_NUMBERS = (1, 2, 3, 4, 6, 8, 10, 13, 17, 21, 25)


@lru_cache(maxsize=1)
def _founding() -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Numbers of founders and what is achieved with them, at both scales."""
    found = {}
    for scale, numbers in (("global", _NUMBERS), ("local", (1, 2, 3, 4))):
        game = Sanctions(**RULES, risk=0.2, fine=0.3, scale=scale, founders=numbers)
        reached = np.asarray(game.population(POPULATION).achievement)
        found[scale] = (np.array(numbers, float), reached)
    return found


def say_founding() -> str:
    """Say what :func:`founding` shows."""
    found = _founding()
    world = dict(zip(*found["global"], strict=True))
    local = dict(zip(*found["local"], strict=True))
    return (
        f"With one founder each, {share(world[1])} of the groups meet their target under a world "
        f"office and {share(local[1])} under local ones. With a quarter of those concerned, 13 of "
        f"{POPULATION} and one of four, it is {share(world[13])} and {share(local[1])}; with half "
        f"of them {share(world[25])} and {share(local[2])}."
    )


@figure(says=say_founding, size=(6.4, 3.2), narrow=(3.6, 5.2))
def founding(fig: Figure) -> None:
    """Draw both scales at equal numbers of founders, and at equal shares."""
    if is_narrow(fig):
        spots = (0.17, 0.59, 0.79, 0.33), (0.17, 0.1, 0.79, 0.33)
    else:
        spots = (0.09, 0.18, 0.38, 0.7), (0.59, 0.18, 0.38, 0.7)
    whole = {"global": POPULATION, "local": RULES["n"]}
    for i, spot in enumerate(spots):
        ax = fig.add_axes(spot)
        for scale, mark in (("global", "s"), ("local", "o")):
            numbers, reached = _founding()[scale]
            tone, style, label = _LOOKS[scale]
            x = numbers / whole[scale] if i else numbers
            shown = x <= (0.5 if i else 13)
            ax.plot(
                x[shown],
                reached[shown],
                style,
                marker=mark,
                ms=6,
                color=color[tone],
                label=label,
                lw=1.6,
            )
        ax.set(ylim=(-0.03, 1.24), yticks=np.arange(0, 1.1, 0.25))
        ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        ax.grid(axis="y")
        if i:
            ax.set(xlim=(0, 0.53), xticks=(0, 0.25, 0.5))
            ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
            ax.set_xlabel("founders, of those concerned", labelpad=2)
            ax.set_title("Equal shares", loc="left")
        else:
            ax.set(xlim=(0, 14), xticks=(1, 2, 4, 8, 13))
            ax.set_xlabel("founders of an office", labelpad=2)
            ax.set_title("Equal numbers", loc="left")
            _legend(ax, 2)
