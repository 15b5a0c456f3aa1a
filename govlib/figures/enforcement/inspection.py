"""Figures of inspection: what a fine changes, and how to spread few visits over many periods.

The models stand in :mod:`govlib.enforcement.inspection` and :mod:`govlib.enforcement.campaign`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from govlib._check import integer
from govlib.drawing import Choice, Slider, figure
from govlib.enforcement import Campaign, Inspection, InspectionOutcome
from govlib.palette import color, is_narrow

__all__ = ["MOVES", "campaign", "fines", "say_campaign", "say_fines"]

#: who decides first
MOVES = ("both at once", "the inspector first")

#: fines between which the figure looks, in multiples of what a violation gains
LEAST, MOST = 0.25, 16.0


@lru_cache(maxsize=64)
def _course(cost: float, kept: float, moves: str) -> tuple[np.ndarray, InspectionOutcome]:
    fine = np.geomspace(LEAST, MOST, 241)
    game = Inspection(gain=1, fine=fine, cost=cost, kept=kept)
    return fine, game.equilibrium() if moves == MOVES[0] else game.leadership()


def _outcome(fine: float, cost: float, kept: float, moves: str) -> InspectionOutcome:
    game = Inspection(gain=1, fine=fine, cost=cost, kept=kept)
    return game.equilibrium() if moves == MOVES[0] else game.leadership()


def say_fines(*, fine: float, cost: float, kept: float, moves: str) -> str:
    """Say what :func:`fines` shows."""
    now = _outcome(fine, cost, kept, moves)
    twice = _outcome(2 * fine, cost, kept, moves)
    p, q = float(now.inspection), float(now.violation)
    size = "as high as the gain" if fine == 1 else f"of {fine:g} times the gain"
    first = f"At a fine {size}, {p:.0%} are inspected and {q:.0%} violate."
    if q == 1:
        what = "Inspections cost" if moves == MOVES[0] else "Enough inspections would cost"
        return f"{first} {what} no less than what they save, so the rules are not enforced."
    if moves == MOVES[1]:
        return (
            f"{first} Announced in advance, inspections deter; at twice the fine "
            f"{float(twice.inspection):.0%} would be enough: the fine saves inspections."
        )
    if kept:
        return (
            f"{first} At twice the fine it would be {float(twice.inspection):.0%} and "
            f"{float(twice.violation):.0%}: violations fall only because the inspector keeps part "
            "of the fine and comes for it."
        )
    return (
        f"{first} At twice the fine, inspections would fall to {float(twice.inspection):.0%} and "
        "violations stay where they are: what deters more is needed less often."
    )


@figure(
    says=say_fines,
    narrow=(3.6, 4.6),
    fine=Slider(values=[0.25, 0.5, 1, 2, 4, 8, 16], start=1, label="fine"),
    cost=Slider(
        values=[0.05, 0.1, 0.2, 0.4, 0.5, 0.8, 1, 1.2], start=0.2, label="cost of an inspection"
    ),
    kept=Slider(0, 1, 0.25, start=0, label="share of the fine that the inspector keeps"),
    moves=Choice(MOVES, style="radio", label="who moves"),
)
def fines(fig: Figure, *, fine: float, cost: float, kept: float, moves: str) -> None:
    """Draw how often is inspected and violated for every fine, and what the inspector loses.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    fine : float
        The reader's, in multiples of what an undetected violation gains.
    cost : float
        Of an inspection, as a share of what an undetected violation costs the inspector.
    kept : float
        Share of the fine that goes to the inspector.
    moves : str
        One of ``MOVES``.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, low = fig.add_axes((0.16, 0.44, 0.8, 0.49)), fig.add_axes((0.16, 0.11, 0.8, 0.2))
    else:
        ax, low = fig.add_axes((0.1, 0.16, 0.5, 0.73)), fig.add_axes((0.72, 0.16, 0.26, 0.73))
    levels, course = _course(cost, kept, moves)
    now = _outcome(fine, cost, kept, moves)
    for chance, at, tone, dash in (
        (course.inspection, now.inspection, "blue", "-"),
        (course.violation, now.violation, "orange", "--"),
    ):
        ax.plot(levels, np.asarray(chance), dash, color=color[tone], clip_on=False)
        ax.plot([fine], [float(at)], "o", ms=8, color=color[tone], clip_on=False, zorder=4)
    ax.axvline(fine, color=color["line"], lw=1, zorder=0)
    ax.set(ylim=(0, 1.0), yticks=[0, 0.25, 0.5, 0.75, 1])
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.grid(axis="y")
    ax.set_title("Chance of", loc="left")
    start = ax.get_position()
    for x, tone, word in ((0.16, "blue", "— inspection"), (0.35, "orange", "- - violation")):
        at = x if not narrow else (0.24, 0.55)[tone == "orange"]
        fig.text(start.x0 + at, start.y1 + 0.022, word, color=color[tone], fontsize=10.5)
    loss = -np.asarray(course.inspector)
    low.plot(levels, loss, color=color["purple"])
    low.plot([fine], [-float(now.inspector)], "o", ms=8, color=color["purple"], clip_on=False)
    low.axvline(fine, color=color["line"], lw=1, zorder=0)
    low.axhline(0, color=color["muted"], lw=0.8)
    low.set(ylim=(min(-0.05, 1.15 * loss.min()), max(1.1 * loss.max(), 0.25)))
    low.set_title("The inspector's loss", loc="left")
    for panel in (ax, low):
        panel.set_xscale("log")
        panel.set_xlim(LEAST, MOST)
        panel.set_xticks([0.25, 1, 4, 16], ["¼", "1", "4", "16"])
        panel.minorticks_off()
    low.set_xlabel("fine" if not narrow else "fine, in multiples of the gain")
    if not narrow:
        ax.set_xlabel("fine, in multiples of the gain (log scale)")


# ---- few inspections over many periods


@lru_cache(maxsize=256)
def _campaign(periods: int, inspections: int, caught: float) -> Campaign:
    integer("periods", periods, 2)
    integer("inspections", inspections, 0, periods)  # what is beyond every period has no place
    return Campaign(periods, inspections, caught)


def say_campaign(*, periods: int, inspections: int, caught: float) -> str:
    """Say what :func:`campaign` shows."""
    game = _campaign(periods, inspections, caught)
    visits = "one inspection" if inspections == 1 else f"{inspections} inspections"
    even = inspections / periods
    loss = "next to nothing" if game.value > -0.005 else f"{-game.value:.2f}"
    first = f"With {visits} for {periods} periods, the inspector comes at once in {game.chance:.0%}"
    return (
        f"{first} of cases, against {even:.0%} if visits were spread evenly, and loses "
        f"{loss} where an unwatched violation costs 1. The last visit is the one to "
        "hold back: once it is used up, nothing deters."
    )


@figure(
    says=say_campaign,
    narrow=(3.6, 4.6),
    periods=Slider(values=[8, 12, 20], start=8, label="periods"),
    inspections=Slider(1, 6, 1, start=2, label="inspections"),
    caught=Slider(values=[0.25, 0.5, 1, 4], start=1, label="worth of a detection"),
)
def campaign(fig: Figure, *, periods: int, inspections: int, caught: float) -> None:
    """Draw when inspections come, and how the chance depends on how many are left.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    periods : int
        Periods in all, at least 2.
    inspections : int
        Inspections to spread over them, fewer than the periods.
    caught : float
        What a detection is worth, in multiples of an undetected violation.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, low = fig.add_axes((0.16, 0.55, 0.8, 0.38)), fig.add_axes((0.16, 0.11, 0.8, 0.28))
    else:
        ax, low = fig.add_axes((0.1, 0.16, 0.52, 0.73)), fig.add_axes((0.73, 0.16, 0.25, 0.73))
    game = _campaign(periods, inspections, caught)
    chances = game.chances()
    when = np.arange(1, periods + 1)
    left = periods + 1 - when
    shown = sorted({1, (inspections + 1) // 2, inspections} - {0})
    looks = (("orange", "--", "s"), ("green", "-.", "^"), ("blue", "-", "o"))[-len(shown) :]
    for count, (tone, dash, mark) in zip(shown, looks, strict=True):
        # so many can be left only after the others are used up, and with as many periods to go
        possible = when > inspections - count
        ax.plot(
            when[possible],
            chances[left[possible], min(count, chances.shape[1] - 1)],
            dash,
            marker=mark,
            ms=4 if periods > 12 else 6,
            color=color[tone],
            label=f"{count} left",
            clip_on=False,
        )
    ax.set(xlim=(0.5, periods + 0.5), ylim=(0, 1))
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    step = 1 if periods <= 10 else 4
    ax.set_xticks(np.arange(1, periods + 1, step))
    ax.grid(axis="y")
    ax.set_title("Chance of inspecting now", loc="left")
    ax.legend(loc="upper left", borderaxespad=0.2)
    ax.set_xlabel("period", labelpad=1)
    worth = [-_campaign(periods, m, caught).value for m in range(periods + 1)]
    low.plot(np.arange(periods + 1), worth, "-", color=color["purple"], lw=1.4)
    low.plot([inspections], [worth[inspections]], "o", ms=8, color=color["purple"], clip_on=False)
    low.set(xlim=(0, periods), ylim=(0, 1))
    low.set_xticks([0, periods // 2, periods])
    low.set_xlabel("inspections in all", labelpad=1)
    low.grid(axis="y")
    low.set_title("Loss to expect" if not narrow else "The inspector's expected loss", loc="left")
