"""Figure of responsibility: one who is named, and groups in which nobody is."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, figure
from govlib.financing import VolunteersDilemma
from govlib.palette import color, is_narrow

__all__ = ["responsibility", "say_responsibility"]

#: sizes that are drawn; how little the members err who err
SIZES = np.arange(2, 101)
PRECISION = 10


def say_responsibility(*, cost: int) -> str:
    """Say what :func:`responsibility` shows."""
    alone, shared, erring = _chances(cost)
    return (
        f"Where one must bear {cost}% of what the good is worth, somebody in a pair acts with "
        f"probability {alone[0]:.2f} if nobody is named, and among a hundred with {alone[-1]:.2f}; "
        f"with {shared[-1]:.2f} if those who act share the cost, and {erring[-1]:.2f} if members "
        "err. One who is named acts for sure."
    )


@figure(
    says=say_responsibility,
    narrow=(3.6, 4.6),
    cost=Slider(values=[10, 25, 50, 75], start=50, label="cost of acting", unit=" %"),
)
def responsibility(fig: Figure, *, cost: int) -> None:
    """Draw how likely somebody acts, by the size of the group and who bears the cost.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    cost : int
        Cost of acting, percent of what the good is worth to each.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.14, 0.13, 0.81, 0.62) if narrow else (0.08, 0.16, 0.88, 0.66))
    alone, shared, erring = _chances(cost)
    ax.plot(SIZES, np.ones(len(SIZES)), "-", color=color["green"], label="one is named")
    ax.plot(SIZES, erring, "-.", color=color["purple"], label="nobody is named, members err")
    ax.plot(SIZES, shared, ":", color=color["blue"], label="nobody is named, cost shared")
    ax.plot(SIZES, alone, "--", color=color["orange"], label="nobody is named")
    for curve, place in ((erring, -1), (shared, -1), (alone, -1), (alone, 0)):
        ax.plot([SIZES[place]], [curve[place]], "o", ms=5, color=color["ink"], clip_on=False)
    ax.set_xscale("log")
    ticks = [2, 5, 10, 20, 50, 100]
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.minorticks_off()
    ax.set(xlim=(2, 101), ylim=(0, 1.03), yticks=[0, 0.25, 0.5, 0.75, 1])
    ax.grid(axis="y")
    ax.set_xlabel("members who could act (log scale)")
    ax.set_title("Chance that somebody acts", loc="left", pad=62 if narrow else 40)
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 1.0),
        ncols=1 if narrow else 2,
        borderaxespad=0.2,
        columnspacing=1.2,
        labelspacing=0.2,
        handlelength=2.4,
        fontsize=9,
    )


def _chances(cost: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Chance that somebody acts: each pays alone, the cost is shared, members err."""
    group = VolunteersDilemma(SIZES, cost / 100)
    found = (
        group.equilibrium(),
        VolunteersDilemma(SIZES, cost / 100, shared=True).equilibrium(),
        group.quantal(PRECISION),
    )
    alone, shared, erring = (np.asarray(one.provided) for one in found)
    return alone, shared, erring
