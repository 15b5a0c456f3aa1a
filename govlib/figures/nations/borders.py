"""Figures of borders: how many nations they hold, and who would found one more."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.drawing import Slider, Target, figure
from govlib.figures.handles import handle
from govlib.nations import (
    Nations,
    best_new_nation,
    best_secession,
    largest_secession_proof,
    largest_without_new_nation,
)
from govlib.palette import color, is_narrow

__all__ = ["SATISFIED", "nations", "say_nations", "say_secession", "secession"]

#: share of their people whom rulers must satisfy
SATISFIED = 0.25

#: numbers of nations that a reader can try
MOST = 14


@lru_cache(maxsize=64)
def _chosen(cost: float, distance: float) -> tuple[int, int, int]:
    """Whole numbers of nations: best on average, held by borders, wanted by rulers."""
    world = Nations(1, distance, cost)
    splits = (
        world.optimum(whole=True),
        world.stable(whole=True),
        world.leviathan(SATISFIED, whole=True),
    )
    best, held, rulers = (int(split.number) for split in splits)
    return best, held, rulers


def _given_up(count: Any, cost: float, distance: float) -> tuple[Any, Any]:
    """Return what distance and tax take from each, on average and at a border."""
    split = Nations(1, distance, cost).divided(count)
    # a sum of a few decimals, without the noise of taking it from 1
    return np.round(1 - np.asarray(split.average), 12), np.round(1 - np.asarray(split.border), 12)


def _many(count: int) -> str:
    return f"{count} nation" + "s" * (count > 1)


def say_nations(*, count: int, cost: float, distance: float) -> str:
    """Say what :func:`nations` shows."""
    best, held, rulers = _chosen(cost, distance)
    mean, edge = _given_up(count, cost, distance)
    lowest, _ = _given_up(best, cost, distance)
    where = "at a border" if count > 1 else "at its ends"
    text = (
        f"In {_many(count)} distance and tax take {mean:.3g} from each on average, {edge:.3g} "
        f"{where}"
    )
    more = float(mean / lowest) - 1
    if count == best:
        text += "; no other number takes less on average. "
    else:
        text += f": {more:.{0 if more >= 0.1 else 1}%} more than in {best}, the best number. "
    if count < held:
        text += f"Borders {'hold, and ' if count > 1 else ''}would hold up to {held}"
    elif count == held:
        text += (
            f"{'Borders hold, and with' if count > 1 else 'With'} one nation more they would slide"
        )
    else:
        text += f"Borders slide: they hold no more than {held}"
    return f"{text}. Rulers would have {rulers}."


@figure(
    says=say_nations,
    size=(6.4, 4.2),
    narrow=(3.6, 4.9),
    targets=[
        Target(
            "Cost 0.005, loss by distance 1: the most nations whose borders hold",
            lambda count, cost, distance: (
                cost == 0.005 and distance == 1 and count <= _chosen(cost, distance)[1]
            ),
            largest="count",
            said="With one nation more, whoever grows a little goes on growing.",
        ),
        Target(
            "Loss by distance 1: the cheapest government at which borders hold the best number",
            lambda cost, distance: (
                distance == 1 and _chosen(cost, distance)[0] == _chosen(cost, distance)[1]
            ),
            smallest="cost",
            said="Where governments are so dear, one nation more would cost those at a border too.",
        ),
    ],
    count=Slider(1, MOST, 1, start=7, label="nations"),
    cost=Slider(values=[0.005, 0.01, 0.02, 0.05, 0.1], start=0.005, label="cost of a government"),
    distance=Slider(values=[0.5, 1, 2], start=1, label="loss by distance"),
)
def nations(fig: Figure, *, count: int, cost: float, distance: float) -> None:
    """Draw a line of nations, and what more of them cost on average and at a border.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    count : int
        Nations of equal size that the reader tries.
    cost : float
        Cost of one government.
    distance : float
        What a unit of distance from the government takes of its benefit.
    """
    narrow = is_narrow(fig)
    if narrow:
        line, ax = fig.add_axes((0.14, 0.8, 0.82, 0.1)), fig.add_axes((0.14, 0.11, 0.82, 0.4))
    else:
        line, ax = fig.add_axes((0.09, 0.8, 0.88, 0.1)), fig.add_axes((0.09, 0.14, 0.88, 0.42))
    best, held, rulers = _chosen(cost, distance)
    _world(line, count, held)
    numbers = np.linspace(1, MOST, 150)
    mean, edge = _given_up(numbers, cost, distance)
    ax.plot(numbers, edge, "--", color=color["orange"], label="at a border")
    ax.plot(numbers, mean, "-", color=color["blue"], label="on average")
    marks = (
        (best, 0, "o", "blue", "best on average"),
        (held, 1, "s", "orange", "held by borders"),
        (rulers, 0, "^", "purple", "rulers"),
    )
    for where, which, mark, hue, label in marks:
        height = float(_given_up(where, cost, distance)[which])
        ax.plot(
            [where], [height], mark, ms=10, mfc=color["paper"], mec=color[hue], mew=2,
            color=color[hue], label=label, zorder=4, clip_on=False,
        )  # fmt: skip
    own, _ = _given_up(count, cost, distance)
    ax.axvline(count, color=color["line"], lw=1, zorder=0)
    (yours,) = ax.plot(
        [count], [float(own)], "D", ms=6, color=color["green"], label="your number", zorder=5
    )
    handle(yours, "count", field=ax)
    ax.set_yscale("log")
    ax.set(xlim=(0.6, MOST + 0.4), ylim=(0.045, 2.2), xticks=[1, 2, 4, 6, 8, 10, 12, 14])
    ax.set_yticks([0.05, 0.1, 0.2, 0.5, 1, 2], ["0.05", "0.1", "0.2", "0.5", "1", "2"])
    ax.minorticks_off()
    ax.set_xlabel("nations")
    ax.legend(
        loc="lower left", bbox_to_anchor=(-0.13 if narrow else -0.02, 1.12 if narrow else 1.13),
        ncols=2 if narrow else 3, columnspacing=1, handletextpad=0.5, labelspacing=0.25,
        borderaxespad=0,
    )  # fmt: skip
    ax.set_title("Taken by distance and tax (log scale)", loc="left")


def _world(ax: Axes, count: int, held: int) -> None:
    """Draw the line on which people live, its nations, and where their borders go."""
    edges = np.arange(count + 1) / count
    for i in range(count):
        ax.axvspan(edges[i], edges[i + 1], color=color["line"], alpha=0.9 if i % 2 else 0.4, lw=0)
    seats = (edges[:-1] + edges[1:]) / 2
    ax.plot(seats, np.full(count, 0.5), "^", color=color["ink"], ms=6, zorder=3)
    for x in edges[1:-1]:
        ax.axvline(x, color=color["ink"], lw=1.2)
    inner = edges[1:-1]
    if count > held:
        ax.plot(inner, np.full(len(inner), 0.5), ">", color=color["orange"], ms=8, zorder=4)
    title = "borders slide" if count > held else "borders hold"
    ax.set(xlim=(0, 1), ylim=(0, 1), yticks=[])
    ax.set_xticks([0, 0.5, 1], ["0", "½", "1"])
    ax.spines[["left"]].set_visible(False)
    ax.set_title(f"▲ governments; {title}" if count > 1 else "▲ government", loc="left")


#: the world in which regions leave
_LEFT = Nations(1, 1, 0.005)


def say_secession() -> str:
    """Say what :func:`secession` shows."""
    half = largest_without_new_nation(_LEFT)
    every = largest_without_new_nation(_LEFT, support=1)
    inside = largest_secession_proof(_LEFT)
    return (
        f"A nation on the border of two is founded from a size of {half:.3g} on if half of its "
        f"people are enough, from {every:.3g} on if all must gain. A region of one nation leaves, "
        f"if all in it must gain, from {inside:.3g} on. The best size is "
        f"{_LEFT.optimum().size:.3g}."
    )


@figure(says=say_secession, narrow=(3.6, 4.4))
def secession(fig: Figure) -> None:
    """Draw what the least eager of those who must agree gains by a new nation.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.17, 0.12, 0.79, 0.58) if narrow else (0.11, 0.14, 0.85, 0.6))
    size = np.linspace(0.05, 0.45, 200)
    curves = (
        ("new nation on a border, half agree", best_new_nation(_LEFT, size).gain, "orange", "--"),
        ("the same, all agree", best_new_nation(_LEFT, size, support=1).gain, "purple", "-."),
        ("region of one nation, all agree", best_secession(_LEFT, size).gain, "green", "-"),
    )
    for label, gain, hue, style in curves:
        ax.plot(size, gain, style, color=color[hue], label=label)
    ax.axhline(0, color=color["muted"], lw=1)
    best = float(_LEFT.optimum().size)
    ax.axvline(best, color=color["blue"], ls=":", lw=1.6)
    ax.text(best + 0.006, 0.105, "best size", color=color["blue"], fontsize=10, va="center")
    safe = (
        (largest_without_new_nation(_LEFT), "orange", "s"),
        (largest_without_new_nation(_LEFT, support=1), "purple", "^"),
        (largest_secession_proof(_LEFT), "green", "o"),
    )
    for where, hue, mark in safe:
        ax.plot([float(where)], [0], mark, ms=8, color=color[hue], zorder=4)
    ax.set(xlim=(0.05, 0.45), ylim=(-0.1, 0.12), xlabel="size of the nations")
    ax.set_xticks([0.1, 0.2, 0.3, 0.4], ["0.1", "0.2", "0.3", "0.4"])
    ax.set_yticks([-0.1, -0.05, 0, 0.05, 0.1], ["−0.1", "−0.05", "0", "0.05", "0.1"])
    ax.legend(
        loc="lower left", bbox_to_anchor=(-0.16 if narrow else -0.02, 1.13), labelspacing=0.25,
        borderaxespad=0,
    )  # fmt: skip
    ax.set_title("Gain of the last who must agree", loc="left")
