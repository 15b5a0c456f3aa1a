"""Figures of collective risk: where a start leads, and how many groups meet their target."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.drawing import Choice, Slider, Target, figure
from govlib.evolution import TREATMENTS, CollectiveRisk, RiskExperiment, RiskPopulation
from govlib.figures.handles import handle
from govlib.figures.words import listed
from govlib.palette import color, is_narrow

__all__ = [
    "achievement",
    "dynamics",
    "say_achievement",
    "say_dynamics",
]

#: members of the population, and what a cooperator pays of her endowment
POPULATION, COST = 50, 0.1

#: groups that the reader may compare
SIZES = (6, 12, 24)

#: where a population may start, in percent: two near the border of three in six at one half, and
#: what people in 125 countries think of others and say of themselves
STARTS = (15, 25, 43, 69)


def _needed(n: int, percent: int) -> int:
    """Cooperators that make ``percent`` of a group, at least one."""
    return max(1, -(-n * percent // 100))


def _game(n: int, percent: int, risk: Any, cost: float = COST) -> CollectiveRisk:
    return CollectiveRisk(n, _needed(n, percent), cost, risk)


def _critical(n: int, percent: int) -> float:
    return float(_game(n, percent, 1.0).critical_risk)


@lru_cache(maxsize=256)
def _fifty(n: int, percent: int, risk: float) -> RiskPopulation:
    return _game(n, percent, risk).population(POPULATION)


def say_dynamics(*, n: int, percent: int, risk: float, start: int) -> str:
    """Say what :func:`dynamics` shows."""
    game = _game(n, percent, risk)
    mixed = game.rest_points()
    end = float(game.destination(start / 100))
    told = f"ends at {share(end)}" if end > 0 else "ends with nobody"
    if np.isnan(mixed.unstable):
        first = (
            f"Where {_need(game)} must cooperate, cooperation dies out below a risk of "
            f"{game.critical_risk:.2f}."
        )
    else:
        first = (
            f"Where {_need(game)} must cooperate, it grows above {share(mixed.unstable)} and "
            f"comes to rest at {share(mixed.stable)}."
        )
    many = _fifty(n, percent, risk).cooperation
    return (
        f"{first} A start of {start}% {told}. Of fifty who imitate and experiment, "
        f"{share(many)} cooperate on average."
    )


def _need(game: CollectiveRisk) -> str:
    return f"{game.threshold} of {game.n}" if game.threshold < game.n else f"all {game.n}"


def _ends(n: int, percent: int, risk: float, start: int) -> bool:
    """Whether cooperation lasts from this start."""
    return bool(_game(n, percent, risk).destination(start / 100) > 0)


@figure(
    says=say_dynamics,
    narrow=(3.6, 3.67),
    targets=[
        Target(
            "Three of six: the smallest risk at which cooperation can last",
            lambda n, percent, risk: (n, percent) == (6, 50) and risk >= _critical(n, percent),
            smallest="risk",
            said="The curve reaches the cost: from here on some starts end well.",
        ),
        Target(
            "Five of six at a risk of 0.9: a start that ends well",
            lambda n, percent, risk, start: (
                (n, percent) == (6, 75)
                and abs(risk - 0.9) < 1e-9
                and _ends(n, percent, risk, start)
            ),
            said="What people say of themselves would be enough. What they think of others is not.",
        ),
    ],
    n=Slider(values=SIZES, start=6, label="members of a group"),
    percent=Slider(values=[50, 75], start=50, label="must cooperate", unit=" %"),
    risk=Slider(0.1, 1, 0.1, start=0.5, label="risk"),
    start=Slider(values=STARTS, start=15, label="cooperate at first", unit=" %"),
)
def dynamics(fig: Figure, *, n: int, percent: int, risk: float, start: int) -> None:
    """Draw what cooperating brings, where a start leads, and where fifty spend their time.

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
    start : int
        Cooperators at first, in percent of an endless population.
    """
    narrow = is_narrow(fig)
    # on the right there is room for a word
    left, width = (0.15, 0.71) if narrow else (0.1, 0.82)
    if narrow:
        rows = (0.585, 0.345), (0.375, 0.12), (0.125, 0.165)
    else:
        rows = (0.6, 0.33), (0.4, 0.11), (0.14, 0.16)
    top, line, low = (fig.add_axes((left, foot, width, height)) for foot, height in rows)
    game, x = _game(n, percent, risk), np.linspace(0, 1, 201)
    top.plot(x, risk * np.asarray(game.pivotal(x)), "-", color=color["blue"])
    top.axhline(COST, color=color["orange"], ls="--", lw=1.6)
    top.text(1.015, COST, "cost", va="center", color=color["orange"])
    top.set(xlim=(0, 1), ylim=(0, 0.44), xticks=_TICKS, yticks=(0, 0.2, 0.4))
    top.tick_params(labelbottom=False)
    top.set_title("What a member's cooperation brings her", loc="left", fontsize=10)
    _draw_line(line, game, start, narrow=narrow)
    time = _fifty(n, percent, risk).chain.stationary
    low.fill_between(
        np.arange(POPULATION + 1) / POPULATION, time, step="mid", color=color["blue"], lw=0
    )
    low.set(xlim=(0, 1), ylim=(0, 0.24), yticks=[], xticks=_TICKS)
    low.spines["left"].set_visible(False)
    low.set_title("Where a population of 50 spends its time", loc="left", fontsize=10)
    low.set_xlabel("share of cooperators", labelpad=1 if narrow else None)


_TICKS = np.arange(0, 1.1, 0.2)


def _draw_line(ax: Axes, game: CollectiveRisk, start: int, *, narrow: bool) -> None:
    """Draw the shares that rest, which way the others move, and the way from the start."""
    mixed = game.rest_points()
    rests = _rests(mixed.unstable, mixed.stable, game)
    ax.axhline(0, color=color["muted"], lw=0.8)
    for (a, _), (b, _) in pairwise(rests):
        if b - a < (0.16 if narrow else 0.09):
            continue
        middle = (a + b) / 2
        way = (0.045 if narrow else 0.025) * (1 if game.gradient(middle) > 0 else -1)
        ax.annotate(
            "",
            (middle + way, 0),
            xytext=(middle - way, 0),
            arrowprops={"arrowstyle": "-|>", "color": color["ink"], "lw": 1.4},
        )
    for at, stable in rests:
        face = color["ink"] if stable else color["paper"]
        ax.plot([at], [0], "o", ms=8, mec=color["ink"], mfc=face, color=color["ink"], clip_on=False)
    begin, end = start / 100, float(game.destination(start / 100))
    ax.annotate(
        "",
        (end, 1),
        xytext=(begin, 1),
        arrowprops={"arrowstyle": "-|>", "color": color["green"], "lw": 2.2, "shrinkA": 0},
    )
    (mark,) = ax.plot([begin], [1], "D", ms=9, color=color["green"], clip_on=False)
    handle(mark, "start")
    ax.set(xlim=(0, 1), ylim=(-0.7, 1.6), yticks=[], xticks=_TICKS)
    ax.tick_params(labelbottom=False)
    ax.spines["left"].set_visible(False)
    ax.set_title("From a start to its end", loc="left", fontsize=10)


def _rests(unstable: Any, stable: Any, game: CollectiveRisk) -> list[tuple[float, bool]]:
    """Shares of cooperators that do not change, each with whether it draws others to it."""
    inner = [(at, good) for at, good in ((unstable, False), (stable, True)) if not np.isnan(at)]
    inner = [(at, good) for at, good in inner if 1e-9 < at < 1 - 1e-9]
    if not inner:
        falls = bool(game.gradient(0.5) < 0)
        return [(0.0, falls), (1.0, not falls)]
    first, last = inner[0][1], inner[-1][1]
    return [(0.0, not first), *inner, (1.0, not last)]


def share(value: Any) -> str:
    """Return a share in words: a percentage, unless it is all or nothing."""
    if value < 0.005:
        return "less than 1%"
    return "nearly all" if value > 0.995 else f"{value:.0%}"


#: what the laboratory asked for: half of the endowment, and by the fair share of all six
FAIR = RiskExperiment().fair_share / RiskExperiment().endowment

#: what a group asks for: members needed, in percent, and what each of them pays
ASKED = {"a tenth from half": (50, COST), "half from all": (100, FAIR)}


@lru_cache(maxsize=256)
def _curve(n: int, asked: str, mutation: float) -> tuple[np.ndarray, np.ndarray]:
    """Share of groups that succeed at each risk."""
    percent, cost = ASKED[asked]
    risk = np.linspace(0, 1, 51)
    chain = _game(n, percent, risk, cost).population(POPULATION, mutation=mutation)
    return risk, np.asarray(chain.achievement)


def _reach(n: int, risk: float, asked: str, mutation: float) -> float:
    return float(np.interp(risk, *_curve(n, asked, mutation)))


def _is_laboratory(asked: str) -> bool:
    """Whether this is what the laboratory asked for."""
    return ASKED[asked] == (100, FAIR)


def say_achievement(*, n: int, risk: float, asked: str, mutation: float) -> str:
    """Say what :func:`achievement` shows."""
    x, y = _curve(n, asked, mutation)
    half = x[int(np.argmax(y >= 0.5))] if (y >= 0.5).any() else None
    second = (
        "Even at the highest risk fewer than half do."
        if half is None
        else "Half do from the lowest risk on."
        if half == 0
        else f"Half of them do from a risk of about {half:.2f} on."
    )
    percent, cost = ASKED[asked]
    text = (
        f"Where {_needed(n, percent)} of {n} must pay {cost:g} of what they have, at a risk of "
        f"{risk:g} and {_times(mutation)}, {share(_reach(n, risk, asked, mutation))} of the groups "
        f"of {n} meet the target. {second}"
    )
    if not _is_laboratory(asked):
        return text
    counts = [f"{t.reached} of {t.groups} at {t.risk:g}" for t in TREATMENTS]
    return f"{text} In the laboratory groups of six did: {listed(counts)}."


def _times(mutation: float) -> str:
    """Say how often a member experiments."""
    return f"one experiment in {1 / mutation:,.0f}"


@figure(
    says=say_achievement,
    narrow=(3.6, 3.7),
    targets=[
        Target(
            "Three of six, 0.02 experiments: the smallest risk at which half succeed",
            lambda n, risk, asked, mutation: (
                (n, ASKED[asked], mutation) == (6, (50, COST), 0.02)
                and _reach(n, risk, asked, mutation) >= 0.5
            ),
            smallest="risk",
            said="Three of six succeed in half of all groups here.",
        ),
        Target(
            "Six of twelve, as many experiments: the same",
            lambda n, risk, asked, mutation: (
                (n, ASKED[asked], mutation) == (12, (50, COST), 0.02)
                and _reach(n, risk, asked, mutation) >= 0.5
            ),
            smallest="risk",
            said="Twice the members need a far higher risk, though half of them is half of them.",
        ),
    ],
    n=Slider(values=SIZES, start=6, label="members of a group"),
    risk=Slider(0.1, 1, 0.1, start=0.5, label="risk"),
    asked=Choice(list(ASKED), style="radio", label="what is asked"),
    mutation=Slider(values=[0.0001, 0.001, 0.02, 0.1], start=0.02, label="chance of an experiment"),
)
def achievement(fig: Figure, *, n: int, risk: float, asked: str, mutation: float) -> None:
    """Draw how many groups meet their target at each risk, beside what thirty groups did.

    The laboratory stands only beside what it asked for: by the fair share all six had to pay, and
    half of what they had.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    n : int
        Members of a group.
    risk : float
        Chance of losing all where too few do.
    asked : str
        Who must pay, and how much of the endowment: half of the members a tenth, or all of them
        half, as in the laboratory.
    mutation : float
        Chance that a member tries the other strategy in place of imitating.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.17, 0.245, 0.79, 0.67) if narrow else (0.1, 0.15, 0.56, 0.75))
    for other, style in zip(SIZES, ("--", "-.", ":"), strict=True):
        x, y = _curve(other, asked, mutation)
        look: dict[str, Any] = {"ls": style, "color": color["muted"], "lw": 1.3}
        if other == n:
            look = {"ls": "-", "color": color["blue"], "lw": 2.6, "zorder": 2.5}
        ax.plot(x, y, label=f"groups of {other}", **look)
    at = float(np.interp(risk, *_curve(n, asked, mutation)))
    ax.plot([risk], [at], "o", ms=9, color=color["ink"], zorder=4, clip_on=False)
    if _is_laboratory(asked):
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
    ax.set_xlabel("risk of losing all", labelpad=2 if narrow else None)
    ax.set_title("Groups that meet their target", loc="left")
    if narrow:
        ax.legend(
            loc="upper center", bbox_to_anchor=(0.45, -0.15), ncols=2, columnspacing=1, fontsize=9
        )
    else:
        ax.legend(loc="center left", bbox_to_anchor=(1.04, 0.5), borderaxespad=0)
