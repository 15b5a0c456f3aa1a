"""Figures of collective risk: what cooperating brings, how far groups get, and what people did."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, figure
from govlib.evolution import TREATMENTS, CollectiveRisk, RiskExperiment, RiskPopulation
from govlib.figures.words import listed
from govlib.palette import color, is_narrow

__all__ = [
    "achievement",
    "dynamics",
    "experiment",
    "say_achievement",
    "say_dynamics",
    "say_experiment",
]

#: members of the population, and what a cooperator pays of her endowment
POPULATION, COST = 50, 0.1

_PAPER_BOX = {"boxstyle": "square,pad=0.15", "fc": color["paper"], "ec": "none"}


def _needed(n: int, percent: int) -> int:
    """Cooperators that make ``percent`` of a group, at least one."""
    return max(1, -(-n * percent // 100))


def _game(n: int, percent: int, risk: Any, cost: float = COST) -> CollectiveRisk:
    return CollectiveRisk(n, _needed(n, percent), cost, risk)


@lru_cache(maxsize=256)
def _fifty(n: int, percent: int, risk: float) -> RiskPopulation:
    return _game(n, percent, risk).population(POPULATION)


def say_dynamics(*, n: int, percent: int, risk: float) -> str:
    """Say what :func:`dynamics` shows."""
    game = _game(n, percent, risk)
    need = f"{game.threshold} of {n}" if game.threshold < n else f"all {n}"
    mixed = game.rest_points()
    if np.isnan(mixed.unstable) and np.isnan(mixed.stable):
        if game.critical_risk > 1:
            first = f"Where {need} must cooperate, no risk is high enough to sustain it."
        else:
            first = (
                f"Where {need} must cooperate, cooperation dies out below a risk of "
                f"{game.critical_risk:.2f}."
            )
    elif np.isnan(mixed.unstable):
        first = f"Where {need} must cooperate, any start leads to {share(mixed.stable)}."
    elif np.isnan(mixed.stable):
        first = f"Where {need} must cooperate, it takes over once {share(mixed.unstable)} do."
    else:
        first = (
            f"Where {need} must cooperate, a start with more than {share(mixed.unstable)} leads "
            f"to {share(mixed.stable)}."
        )
    reach = _fifty(n, percent, risk).achievement
    return (
        f"{first} In a population of 50 whose members imitate and experiment, {share(reach)} of "
        "the groups meet their target."
    )


@figure(
    says=say_dynamics,
    narrow=(3.6, 4.6),
    n=Slider(values=[2, 3, 4, 6, 9, 12, 24, 48], start=6, label="members of a group"),
    percent=Slider(
        values=[10, 25, 50, 75, 100], start=50, label="share that must cooperate", unit=" %"
    ),
    risk=Slider(0, 1, 0.1, start=0.5, label="risk"),
)
def dynamics(fig: Figure, *, n: int, percent: int, risk: float) -> None:
    """Draw what cooperating brings at each share of cooperators, and where fifty spend time.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    n : int
        Members of a group.
    percent : int
        Share of them that must cooperate, in percent.
    risk : float
        Chance of losing all where too few do.
    """
    narrow = is_narrow(fig)
    if narrow:
        top, low = fig.add_axes((0.17, 0.58, 0.79, 0.34)), fig.add_axes((0.17, 0.12, 0.79, 0.3))
    else:
        top, low = fig.add_axes((0.11, 0.56, 0.85, 0.35)), fig.add_axes((0.11, 0.14, 0.85, 0.24))
    game, x = _game(n, percent, risk), np.linspace(0, 1, 201)
    benefit = risk * np.asarray(game.pivotal(x))
    top.plot(x, benefit, "-", color=color["blue"])
    top.axhline(COST, color=color["orange"], ls="--", lw=1.6)
    high = max(0.25, benefit.max() * 1.25)
    top.set(xlim=(0, 1), ylim=(-0.16 * high, high), xticks=np.arange(0, 1.1, 0.2))
    mid = -0.08 * high
    top.axhline(0, color=color["muted"], lw=0.8)
    mixed = game.rest_points()
    rests = _rests(mixed.unstable, mixed.stable, game)
    for (a, _), (b, _) in pairwise(rests):
        if b - a < (0.16 if narrow else 0.09):
            continue
        middle = (a + b) / 2
        way = (0.045 if narrow else 0.025) * (1 if game.gradient(middle) > 0 else -1)
        top.annotate(
            "",
            (middle + way, mid),
            xytext=(middle - way, mid),
            arrowprops={"arrowstyle": "-|>", "color": color["ink"], "lw": 1.4},
        )
    for at, stable in rests:
        face = color["ink"] if stable else color["paper"]
        top.plot(
            [at], [mid], "o", ms=8, mec=color["ink"], mfc=face, color=color["ink"], clip_on=False
        )
    top.text(0.985, COST + 0.02 * high, "cost", ha="right", color=color["orange"], bbox=_PAPER_BOX)
    title = "What cooperating brings her" if narrow else "What a member's cooperation brings her"
    top.set_title(title, loc="left")
    top.tick_params(labelbottom=False)
    time = _fifty(n, percent, risk).chain.stationary
    low.fill_between(
        np.arange(POPULATION + 1) / POPULATION, time, step="mid", color=color["blue"], lw=0
    )
    low.set(xlim=(0, 1), ylim=(0, time.max() * 1.1), yticks=[], xticks=np.arange(0, 1.1, 0.2))
    low.spines["left"].set_visible(False)
    title = "Time of a population of 50" if narrow else "Where a population of 50 spends its time"
    low.set_title(title, loc="left")
    low.set_xlabel("share of cooperators")


def _rests(unstable: Any, stable: Any, game: CollectiveRisk) -> list[tuple[float, bool]]:
    """Shares of cooperators that do not change, each with whether it draws others to it."""
    inner = [(at, good) for at, good in ((unstable, False), (stable, True)) if not np.isnan(at)]
    inner = [(at, good) for at, good in inner if 1e-9 < at < 1 - 1e-9]
    if not inner:
        falls = bool(game.gradient(0.5) < 0)
        return [(0.0, falls), (1.0, not falls)]
    start, end = inner[0][1], inner[-1][1]
    return [(0.0, not start), *inner, (1.0, not end)]


def share(value: Any) -> str:
    """Return a share in words: a percentage, unless it is all or nothing."""
    if value < 0.005:
        return "less than 1%"
    return "nearly all" if value > 0.995 else f"{value:.0%}"


#: what the reader may compare with: sizes of groups on the curves
SIZES = (6, 12, 24)


#: what the laboratory asked for: half of the endowment
FAIR = RiskExperiment().fair_share / RiskExperiment().endowment


@lru_cache(maxsize=256)
def _curve(n: int, percent: int, cost: float) -> tuple[np.ndarray, np.ndarray]:
    risk = np.linspace(0, 1, 51)
    return risk, np.asarray(_game(n, percent, risk, cost).population(POPULATION).achievement)


def say_achievement(*, n: int, percent: int, risk: float, cost: float) -> str:
    """Say what :func:`achievement` shows."""
    x, y = _curve(n, percent, cost)
    game = _game(n, percent, 1.0, cost)
    need = f"{game.threshold} of {n}" if game.threshold < n else f"all {n}"
    half = x[int(np.argmax(y >= 0.5))] if (y >= 0.5).any() else None
    second = (
        "Even at the highest risk fewer than half do."
        if half is None
        else "Half do from the lowest risk on."
        if half == 0
        else f"Half of them do from a risk of about {half:.2f} on."
    )
    text = (
        f"At a cost of {cost:g} and a risk of {risk:g}, {share(float(np.interp(risk, x, y)))} of "
        f"the groups in which {need} must cooperate meet the target. {second}"
    )
    if cost != FAIR:
        return text
    counts = [f"{t.reached} of {t.groups} at {t.risk:g}" for t in TREATMENTS]
    return f"{text} In the laboratory, where half was asked, groups of six did: {listed(counts)}."


@figure(
    says=say_achievement,
    narrow=(3.6, 4.6),
    n=Slider(values=[3, 6, 12, 24], start=6, label="members of a group"),
    percent=Slider(
        values=[25, 50, 75, 100], start=50, label="share that must cooperate", unit=" %"
    ),
    risk=Slider(0, 1, 0.1, start=0.5, label="risk"),
    cost=Slider(values=[0.05, 0.1, 0.2, 0.5], start=0.1, label="cost, of the endowment"),
)
def achievement(fig: Figure, *, n: int, percent: int, risk: float, cost: float) -> None:
    """Draw how many groups meet their target at each risk, beside what thirty groups did.

    The laboratory stands only beside the cost that it asked for.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    n : int
        Members of a group.
    percent : int
        Share of them that must cooperate, in percent.
    risk : float
        Chance of losing all where too few do.
    cost : float
        What a cooperator pays, of her endowment; in the laboratory half.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.17, 0.28, 0.79, 0.63) if narrow else (0.1, 0.15, 0.56, 0.75))
    for other, style in zip(SIZES, ("--", "-.", ":"), strict=True):
        if other != n:
            x, y = _curve(other, percent, cost)
            ax.plot(x, y, style, color=color["muted"], lw=1.3, label=f"groups of {other}")
    x, y = _curve(n, percent, cost)
    ax.plot(x, y, "-", color=color["blue"], lw=2.6, label=f"groups of {n}")
    at = float(np.interp(risk, x, y))
    ax.plot([risk], [at], "o", ms=9, color=color["ink"], zorder=4, clip_on=False)
    if cost == FAIR:
        ax.plot(
            [t.risk for t in TREATMENTS],
            [t.reached / t.groups for t in TREATMENTS],
            "s",
            ms=8,
            mec=color["orange"],
            mfc=color["paper"],
            mew=2,
            color=color["orange"],
            zorder=3,
            clip_on=False,
            label="laboratory (six)" if narrow else "in the laboratory\n(groups of six)",
        )
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.04), yticks=np.arange(0, 1.1, 0.25))
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.grid(axis="y")
    ax.set_xlabel("risk of losing all")
    ax.set_title("Groups that meet their target", loc="left")
    if narrow:
        ax.legend(
            loc="upper center", bbox_to_anchor=(0.45, -0.16), ncols=2, columnspacing=1, fontsize=9
        )
    else:
        ax.legend(loc="center left", bbox_to_anchor=(1.04, 0.5), borderaxespad=0)


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
    ax.text(game.target - 2, 1.5, "target 120", ha="right", va="center", color=color["orange"])
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
