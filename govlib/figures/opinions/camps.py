"""Figures of opinions that draw together or part: bounded confidence and compromise in pairs.

The models stand in :mod:`govlib.opinions.bounded_confidence` and
:mod:`govlib.opinions.compromises`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from govlib.drawing import Slider, figure
from govlib.opinions import (
    Camps,
    OpinionCourse,
    OpinionDensity,
    compromise,
    hegselmann_krause,
    opinion_course,
)
from govlib.palette import color, is_narrow

__all__ = ["compromises", "confidence", "say_compromises", "say_confidence"]

#: steps drawn of a course at least, and reaches over which the last camps are drawn
STEPS, REACHES = 12, np.arange(0.03, 0.41, 0.01).round(2)

#: sites in a unit of opinion, and mass from which a camp is named
RESOLUTION, LARGE = 25, 0.1


# ---- bounded confidence


@lru_cache(maxsize=256)
def _course(reach: float, states: int) -> OpinionCourse:
    return opinion_course(np.linspace(0, 1, states), reach)


@lru_cache(maxsize=16)
def _ends(states: int) -> NDArray[np.float64]:
    """Return reach, position and share of each camp, for all reaches."""
    found = []
    for reach in REACHES.tolist():
        end = hegselmann_krause(np.linspace(0, 1, states), reach)
        found += [(reach, *camp) for camp in zip(end.positions, end.sizes / states, strict=True)]
    return np.array(found).T


def say_confidence(*, reach: float, states: int) -> str:
    """Say what :func:`confidence` shows."""
    course = _course(reach, states)
    camps = course.camps
    who = f"When {states} states listen up to {reach:.2f} of the range, they"
    if course.steps == 0:
        return f"{who} hear nobody but themselves: no neighbour is that near, and nobody moves."
    pace = f"after {course.steps} step{'s' if course.steps > 1 else ''}"
    if camps.consensus:
        return f"{who} agree {pace}: the chain of those who hear each other never breaks."
    sizes = f"{camps.sizes.min()} to {camps.sizes.max()} states"
    if camps.sizes.min() == camps.sizes.max():
        sizes = f"{camps.sizes.max()} state{'s' if camps.sizes.max() > 1 else ''} each"
    return (
        f"{who} end in {camps.count} camps of {sizes} {pace}. The camps are too far apart to "
        "listen to each other, so they last."
    )


@figure(
    says=say_confidence,
    narrow=(3.6, 4.6),
    reach=Slider(values=REACHES.tolist(), start=0.2, label="reach"),
    states=Slider(values=[12, 20, 40, 60], start=20, label="states"),
)
def confidence(fig: Figure, *, reach: float, states: int) -> None:
    """Draw opinions over time, and the camps that are left for each reach.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    reach : float
        Distance up to which states listen, as a share of the range of positions.
    states : int
        States, evenly spread at first. Their spacing 1/(n − 1) must not divide the reach, or
        rounding decides who listens to whom.
    """
    if is_narrow(fig):
        left, right = fig.add_axes((0.15, 0.57, 0.8, 0.36)), fig.add_axes((0.15, 0.11, 0.8, 0.31))
    else:
        left, right = fig.add_axes((0.09, 0.15, 0.4, 0.76)), fig.add_axes((0.58, 0.15, 0.4, 0.76))
    course = _course(reach, states)
    # all steps are drawn, so that the lines end where the panel of the camps has them
    last = max(STEPS, course.steps)
    rows = course.opinions
    rows = np.concatenate([rows, np.repeat(rows[-1:], last + 1 - len(rows), axis=0)])
    left.plot(rows[:, :: max(1, states // 25)], "-", color=color["blue"], lw=0.9)
    left.plot(rows[:, [0, -1]], "-", color=color["orange"], lw=1.8)
    left.set(xlim=(0, last), ylim=(-0.03, 1.03))
    left.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    left.set_xlabel("step", labelpad=1)
    left.set_title("Positions", loc="left")
    at, places, shares = _ends(states)
    here = np.abs(at - reach) < 1e-6
    for which, tone, marker in ((~here, "blue", "o"), (here, "orange", "s")):
        size = 60 * shares[which] + 2
        right.scatter(
            at[which], places[which], s=size, color=color[tone], marker=marker, lw=0, clip_on=False
        )
    right.axvline(reach, color=color["muted"], lw=0.9, ls=":", zorder=0)
    right.set(xlim=(0.01, 0.42), ylim=(-0.03, 1.03), xticks=(0.1, 0.2, 0.3, 0.4))
    right.set_xlabel("reach", labelpad=1)
    right.set_title("Camps in the end", loc="left")


# ---- compromise in pairs


@lru_cache(maxsize=512)
def _density(half_range: float, time: float) -> OpinionDensity:
    return compromise(half_range, time=time, resolution=RESOLUTION)


def say_compromises(*, half_range: float, time: float) -> str:
    """Say what :func:`compromises` shows."""
    now = _density(half_range, time)
    start = f"Opinions that begin within {half_range:g} of the middle"
    if not time:
        return f"{start} are spread evenly. Two who meet and are less than 1 apart meet halfway."
    fall = 1 - now.spread / _density(half_range, 0).spread
    camps = _camps(now)
    if camps is None:
        return (
            f"{start} are still drawing together at time {time:g}: compromise has taken "
            f"{fall:.0%} of their spread."
        )
    count = camps.count
    if count == 1:
        return f"{start} have come together in one camp by time {time:g}: there is a consensus."
    return (
        f"{start} have gathered in {count} large camps by time {time:g}, more than 1 apart: each "
        f"has its own compromise, and {1 - fall:.0%} of the spread remains."
    )


@figure(
    says=say_compromises,
    narrow=(3.6, 4.6),
    half_range=Slider(
        values=[0.5, 1, 1.5, 1.8, 2, 2.5, 3, 4], start=2, label="range of opinions, ±"
    ),
    time=Slider(values=[0, 2, 5, 10, 60], start=10, label="time"),
)
def compromises(fig: Figure, *, half_range: float, time: float) -> None:
    """Draw how opinions that compromise in pairs gather in camps.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    half_range : float
        Opinions begin evenly between minus and plus this, in units of the threshold.
    time : float
        Time of the rate equation, up to 60.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.12, 0.8, 0.78) if narrow else (0.09, 0.15, 0.88, 0.75))
    now = _density(half_range, time)
    spacing = now.opinions[1] - now.opinions[0]
    height = np.minimum(now.masses / spacing, _TOP)
    corners = [-half_range, -half_range, half_range, half_range]
    ax.plot(corners, [0, 1, 1, 0], "--", color=color["orange"], lw=1.4)
    ax.fill_between(now.opinions, height, step="mid", color=color["blue"], linewidth=0)
    camps = _camps(now)
    for at, mass in zip(camps.positions, camps.sizes, strict=True) if camps else ():
        ax.text(at, _TOP * 1.04, f"{mass / (2 * half_range):.0%}", ha="center", fontsize=10)
    ax.set(xlim=(-4.1, 4.1), ylim=(0, _TOP * 1.13), yticks=range(0, 9, 2))
    ax.set_xlabel("opinion, in units of the threshold")
    ax.set_title(f"Density at time {time:g} (dashed: start)", loc="left")


#: density beyond which a camp is cut off
_TOP = 8.0


def _camps(now: OpinionDensity) -> Camps | None:
    """Return the large camps, or None while opinions are still spread between them."""
    spacing = now.opinions[1] - now.opinions[0]
    thin = 0.1 * spacing  # a tenth of the density at the start
    camps = now.camps(LARGE, empty=thin)
    width = spacing * (now.masses > thin).sum()
    return camps if width < 0.5 * camps.count else None
