"""Figures of delayed feedback: what late and strong reactions do, and what a sum of errors adds.

The models stand in :mod:`govlib.enforcement.feedback` and :mod:`govlib.enforcement.correction`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import scipy.signal  # noqa: F401 (models import it late, and a first answer would wait)
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import Slider, Target, figure
from govlib.enforcement import Correction, DelayedFeedback, smooth_limit, stability_limit
from govlib.palette import color, is_narrow

__all__ = ["late", "pushed", "say_late", "say_pushed"]

#: periods drawn, and the deviation beyond which a course leaves the panel
PERIODS, FAR = 40, 3.0

#: longest delay on the map
LONGEST = 8

GROWS = "growing swings"

_TONES = {
    "unchanged": "muted",
    "smooth": "green",
    "dying swings": "blue",
    "lasting swings": "orange",
    GROWS: "orange",
}


@lru_cache(maxsize=512)
def _late(gain: float, delay: int) -> NDArray[np.float64]:
    return DelayedFeedback(gain, delay).run(PERIODS)


def say_late(*, gain: float, delay: int) -> str:
    """Say what :func:`late` shows."""
    limit, smooth = float(stability_limit(delay)), float(smooth_limit(delay))
    rule = DelayedFeedback(gain, delay)
    when = {0: "at once", 1: "one period late"}.get(delay, f"{delay} periods late")
    share = {0.0: "none of", 1.0: "all of"}.get(gain, f"{gain:g} {'of' if gain < 1 else 'times'}")
    first = f"Taking back {share} each reported deviation, {when},"
    ends = {
        "unchanged": "changes nothing",
        "smooth": "brings it down without overshooting",
        "dying swings": "overshoots, and the swings die out",
        "lasting swings": "makes it swing for ever",
        GROWS: "makes it swing more and more",
    }
    return (
        f"{first} {ends[rule.regime]}. With this delay, a reaction is smooth up to "
        f"{smooth:.3g} and stable below {limit:.3g}: the later the report, the gentler "
        "the reaction must be."
    )


@figure(
    says=say_late,
    narrow=(3.6, 3.46),
    targets=[
        Target(
            "Four periods late: the strongest reaction that does not overshoot",
            lambda gain, delay: delay == 4 and DelayedFeedback(gain, delay).regime == "smooth",
            largest="gain",
            said="A twelfth of what is reported, where half would do without delay.",
        ),
        Target(
            "A fifth is taken back: the shortest delay at which swings grow",
            lambda gain, delay: gain == 0.2 and DelayedFeedback(gain, delay).regime == GROWS,
            smallest="delay",
            said="A reaction that was smooth without delay now makes things worse and worse.",
        ),
    ],
    gain=Slider(
        values=[0, 0.05, 0.08, 0.1, 0.14, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.5, 2],
        start=0.5,
        label="share taken back each period",
    ),
    delay=Slider(0, LONGEST, 1, start=2, label="delay", unit=" periods"),
)
def late(fig: Figure, *, gain: float, delay: int) -> None:
    """Draw how a deviation fares under a late correction, and where that lies on the map.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    gain : float
        Share of the reported deviation that is taken back each period, from 0 to 2.
    delay : int
        Periods between a deviation and the reaction, at most ``LONGEST``.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, field = (
            fig.add_axes((0.14, 0.615, 0.82, 0.315)),
            fig.add_axes((0.14, 0.13, 0.82, 0.345)),
        )
    else:
        ax, field = fig.add_axes((0.09, 0.16, 0.53, 0.73)), fig.add_axes((0.72, 0.16, 0.26, 0.73))
    regime = DelayedFeedback(gain, delay).regime
    tone = _TONES[regime]
    _path(ax, _late(gain, delay), tone)
    ax.set_title(f"The deviation: {regime}", loc="left")
    if narrow:  # the label stands among the numbers
        ax.set(xticks=(0, 20, 40), yticks=(-2, 0, 2))
        ax.xaxis.set_label_coords(0.75, -0.07)
    delays = np.arange(LONGEST + 1)
    most, smooth = (np.asarray(limit(delays)) for limit in (stability_limit, smooth_limit))
    field.fill_between(delays, 0.02, smooth, color=color["green"], alpha=0.16, lw=0)
    field.fill_between(delays, smooth, most, color=color["blue"], alpha=0.16, lw=0)
    field.plot(delays, most, "-", color=color["orange"], lw=1.6)
    field.plot(delays, smooth, "--", color=color["green"], lw=1.6)
    field.plot([delay], [max(gain, 0.03)], "o", ms=9, color=color[tone], zorder=4, clip_on=False)
    field.set_yscale("log")
    field.set(xlim=(0, LONGEST), ylim=(0.03, 2.6), xticks=range(0, LONGEST + 1, 2))
    field.set_yticks([0.05, 0.1, 0.25, 0.5, 1, 2], ["0.05", "0.1", "0.25", "0.5", "1", "2"])
    field.minorticks_off()
    field.set_xlabel("delay, periods", labelpad=1)
    field.set_title("Strength of reaction", loc="left")
    word: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 9.5}
    field.text(6.1, 1.1, "grows", color=color["orange"], **word)
    field.text(4.7, 0.16, "swings", color=color["blue"], **word)
    field.text(1.7, 0.055, "smooth", color=color["green"], **word)


def until(course: NDArray[np.float64], far: float) -> NDArray[np.float64]:
    """Cut a course after it leaves the panel: a late return would look like a new start.

    Examples
    --------
    >>> until(np.array([1.0, 4.0, 2.0]), 3.0)
    array([ 1.,  4., nan])
    """
    gone = np.abs(course) > far
    after = np.cumsum(gone) - gone > 0
    return np.where(after, np.nan, np.clip(course, -100 * far, 100 * far))


def _path(ax: Axes, course: NDArray[np.float64], tone: str) -> None:
    time = np.arange(len(course))
    ax.axhline(0, color=color["muted"], lw=0.8)
    seen = until(course, FAR)
    ax.plot(time, seen, "-", color=color[tone], lw=1.4)
    near = np.where(np.abs(seen) <= FAR, seen, np.nan)
    ax.plot(time, near, "o", ms=3.5, color=color[tone], clip_on=False)
    ax.set(xlim=(0, len(course) - 1), ylim=(-FAR, FAR), yticks=range(-3, 4))
    ax.set_xlabel("period", labelpad=1)
    ax.grid(axis="y")


# ---- a push that comes back every period


@lru_cache(maxsize=512)
def _pushed(proportional: float, integral: float, delay: int) -> NDArray[np.float64]:
    return Correction(proportional, integral, delay).run(PERIODS, disturbance=1)


def say_pushed(*, proportional: float, integral: float, delay: int) -> str:
    """Say what :func:`pushed` shows."""
    plain, summed = Correction(proportional, 0.0, delay), Correction(proportional, integral, delay)
    if plain.stable:
        first = (
            "Correcting in proportion leaves a deviation of "
            f"{plain.lasting_error(1.0):.2g} for good"
        )
    elif proportional == 0:
        first = "Without a reaction to the last deviation there is no end to it"
    else:
        first = "Correcting in proportion makes it swing more and more"
    if not integral:
        return (
            f"{first}: the push comes back each period, and only a deviation calls forth an answer."
        )
    if summed.stable:
        second = "counting the sum as well brings it to zero"
        second += " slowly" if summed.factor > 0.9 else ""
        return f"{first}; {second}, because the sum rises until nothing is left to correct."
    return (
        f"{first}; counting the sum as well does not settle either: it reacts to what is long past."
    )


@figure(
    says=say_pushed,
    narrow=(3.6, 4.6),
    proportional=Slider(
        values=[0, 0.1, 0.3, 0.5, 1], start=0.5, label="weight of the last deviation"
    ),
    integral=Slider(values=[0, 0.02, 0.1, 0.3], start=0, label="weight of their sum"),
    delay=Slider(values=[0, 1, 2, 4], start=0, label="delay", unit=" periods"),
)
def pushed(fig: Figure, *, proportional: float, integral: float, delay: int) -> None:
    """Draw a deviation that is pushed up by 1 each period, with and without a sum of errors.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    proportional : float
        How strongly the last deviation counts.
    integral : float
        How strongly the sum of deviations counts.
    delay : int
        Periods between a deviation and the reaction.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.14, 0.12, 0.82, 0.72) if narrow else (0.08, 0.15, 0.9, 0.69))
    top = 9.0
    rules = [(0.0, "orange", "--", "deviation only")]
    if integral:
        rules.append((integral, "blue", "-", "also its sum"))
    ax.axhline(0, color=color["muted"], lw=0.8)
    time: NDArray[np.float64] = np.arange(PERIODS + 1, dtype=float)
    for share, tone, dash, name in rules:
        course = until(_pushed(proportional, share, delay), top)
        ax.plot(time, course, dash, color=color[tone], label=name)
    ax.plot(time, until(time, top), ":", color=color["muted"], lw=1.4, label="nothing")
    ax.set(xlim=(0, PERIODS), ylim=(-5, top), yticks=range(-4, 9, 2))
    ax.set_xlabel("period", labelpad=1)
    ax.grid(axis="y")
    fig.text(
        ax.get_position().x0,
        0.93,
        "The deviation, corrected by"
        if narrow
        else "The deviation, pushed by 1 each period and corrected by",
        fontsize=11,
    )
    fig.legend(
        loc="lower left",
        bbox_to_anchor=(ax.get_position().x0 - 0.01, 0.85),
        ncols=3,
        borderaxespad=0,
        columnspacing=0.8,
        handletextpad=0.4,
        fontsize=8.5 if narrow else 10,
        handlelength=1.5 if narrow else 2.0,
    )
