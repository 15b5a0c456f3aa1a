"""Figures of the experiment on collective risk, and of who decides in it."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import figure
from govlib.evolution import TREATMENTS, CollectiveRisk, RiskExperiment, UnknownTarget
from govlib.palette import color, is_narrow

__all__ = ["deciding", "experiment", "say_deciding", "say_experiment"]

_PAPER_BOX = {"boxstyle": "square,pad=0.15", "fc": color["paper"], "ec": "none"}


def say_experiment() -> str:
    """Say what :func:`experiment` shows."""
    high, middle, low = TREATMENTS
    return (
        f"At a risk of {high.risk:.0%}, {high.reached} of {high.groups} groups reached the target "
        f"and the mean gift fell {RiskExperiment().target - high.given:.1f} euros short; at "
        f"{middle.risk:.0%} only one did and at {low.risk:.0%} none, although even there "
        f"groups gave {low.given:.0f} euros that it did not pay to give."
    )


@figure(says=say_experiment, narrow=(3.6, 4.6))
def experiment(fig: Figure) -> None:
    """Draw what thirty groups of six gave, against the target and against what it paid to give.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, side = fig.add_axes((0.17, 0.57, 0.79, 0.34)), fig.add_axes((0.17, 0.12, 0.79, 0.28))
    else:
        ax, side = fig.add_axes((0.1, 0.16, 0.46, 0.74)), fig.add_axes((0.7, 0.16, 0.28, 0.74))
    game, y = RiskExperiment(), np.arange(len(TREATMENTS))
    given = np.array([t.given for t in TREATMENTS])
    error = np.array([t.error for t in TREATMENTS])
    names = [f"{t.risk:.0%}" for t in TREATMENTS]
    ax.barh(y, given, height=0.6, color=color["blue"], edgecolor=color["paper"])
    ax.errorbar(given, y, xerr=error, fmt="none", ecolor=color["ink"], elinewidth=1.2, capsize=3)
    ax.axvline(game.target, color=color["orange"], ls="--", lw=1.6)
    ax.text(
        game.target - 2,
        1.5,
        f"target {game.target:g}",
        ha="right",
        va="center",
        color=color["orange"],
    )
    for row, t in zip(y, TREATMENTS, strict=True):
        ax.text(
            3,
            float(row),
            f"{t.reached} of {t.groups} reached it",
            va="center",
            color=color["ink"],
            bbox=_PAPER_BOX,
            fontsize=10,
        )
    ax.set(yticks=y, yticklabels=names, xlim=(0, 130), ylim=(2.5, -0.5), xticks=range(0, 121, 40))
    ax.set_ylabel("risk of losing all")
    if not narrow:
        ax.set_xlabel("euros")
    ax.set_title("Given by a group of six", loc="left")
    nothing = np.zeros(game.n)
    kept = game.kept(nothing, [t.risk for t in TREATMENTS])[:, 0]
    side.plot(kept, y, "o", ms=8, color=color["ink"], clip_on=False)
    fair = game.endowment - game.fair_share
    side.axvline(fair, color=color["green"], ls="-.", lw=1.6)
    side.text(fair + 1, 1.5, "fair share", va="center", color=color["green"])
    side.set(yticks=y, yticklabels=names, xlim=(0, 40), ylim=(2.5, -0.5), xticks=(0, 20, 40))
    side.set_xlabel("euros")
    side.set_title("Kept if all give nothing", loc="left" if narrow else "center")


#: six members and the cost of the explorers; what they know of the number needed
MEMBERS, COST = 6, 0.1
KNOWN = (("exactly 3", 3, 3), ("2, 3 or 4", 2, 4), ("1 to 6", 1, 6))


def say_deciding() -> str:
    """Say what :func:`deciding` shows."""
    needed = [
        f"{UnknownTarget.evenly(MEMBERS, low, high, COST).critical_risk:.2f} ({name})"
        for name, low, high in KNOWN
    ]
    return (
        "The less is known of the number needed, the lower and flatter the chance to decide. At a "
        f"cost of {COST:g} cooperation can last from a risk of {', '.join(needed)}."
    )


@figure(says=say_deciding, narrow=(3.6, 4.4))
def deciding(fig: Figure) -> None:
    """Draw how often a member decides: by size of the group, and by what is known of the target.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    if narrow:
        left, right = fig.add_axes((0.15, 0.6, 0.81, 0.31)), fig.add_axes((0.15, 0.13, 0.81, 0.31))
    else:
        left, right = fig.add_axes((0.08, 0.17, 0.4, 0.73)), fig.add_axes((0.57, 0.17, 0.4, 0.73))
    x = np.linspace(0, 1, 201)
    looks = (("-", "blue"), ("--", "orange"), ("-.", "green"))
    for n, (style, name) in zip((6, 12, 24), looks, strict=True):
        y = np.asarray(CollectiveRisk(n, n // 2, COST, 1).pivotal(x))
        left.plot(x, y, style, color=color[name], label=f"{n // 2} of {n}")
    left.set_title("Chance that she decides, by size", loc="left", fontsize=10)
    for (told, low, high), (style, name) in zip(KNOWN, looks, strict=True):
        y = np.asarray(UnknownTarget.evenly(MEMBERS, low, high, COST).pivotal(x))
        right.plot(x, y, style, color=color[name], label=told)
    right.set_title("…by what six know", loc="left", fontsize=10)
    for ax in (left, right):
        ax.set(xlim=(0, 1), ylim=(0, 0.44), xticks=np.arange(0, 1.1, 0.2), yticks=(0, 0.2, 0.4))
        ax.legend(loc="upper right", fontsize=9)
    right.set_xlabel("share of cooperators")
    if not narrow:
        left.set_xlabel("share of cooperators")
