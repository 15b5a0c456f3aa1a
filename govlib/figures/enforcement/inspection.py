"""Figures of inspection: what a fine changes, and how to spread few visits over many periods.

The models stand in :mod:`govlib.enforcement.inspection` and :mod:`govlib.enforcement.campaign`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from govlib._check import integer
from govlib.drawing import Choice, Slider, Target, figure
from govlib.enforcement import Campaign, Inspection, InspectionOutcome
from govlib.palette import color, is_narrow

__all__ = ["MOVES", "campaign", "fines", "say_campaign", "say_fines"]

#: who decides first
MOVES = ("both at once", "the inspector first")

#: what a visit finds -> chances of detecting a violation, and of a false alarm
SEES = {
    "every violation": (1.0, 0.0),
    "half of them": (0.5, 0.0),
    "all, and false ones": (1.0, 0.1),
}

#: fines between which the figure looks, in multiples of what a violation gains
LEAST, MOST = 0.5, 8.0


def _game(fine: Any, cost: float, kept: float, sees: str) -> Inspection:
    detection, alarm = SEES[sees]
    return Inspection(
        gain=1, fine=fine, cost=cost, kept=kept, detection=detection, false_alarm=alarm
    )


def _outcome(fine: Any, cost: float, kept: float, moves: str, sees: str) -> InspectionOutcome:
    game = _game(fine, cost, kept, sees)
    return game.equilibrium() if moves == MOVES[0] else game.leadership()


@lru_cache(maxsize=64)
def _course(
    cost: float, kept: float, moves: str, sees: str
) -> tuple[np.ndarray, InspectionOutcome]:
    fine = np.geomspace(LEAST, MOST, 241)
    return fine, _outcome(fine, cost, kept, moves, sees)


def say_fines(*, fine: float, cost: float, kept: float, moves: str, sees: str) -> str:
    """Say what :func:`fines` shows."""
    now, twice = (_outcome(f, cost, kept, moves, sees) for f in (fine, 2 * fine))
    p, q, wronged = float(now.inspection), float(now.violation), float(now.wronged)
    size = "as high as the gain" if fine == 1 else f"of {fine:g} times the gain"
    first = f"At a fine {size}, {p:.0%} are inspected and {q:.0%} violate"
    first += f"; {wronged:.1%} comply and are fined." if SEES[sees][1] else "."
    if q == 1:
        return f"{first} To inspect enough costs no less than it saves, so nobody comes."
    if p == 1 and q == 0 and wronged:
        return (
            f"{first} The fines for nothing alone pay for the visits: the inspector comes to all."
        )
    if moves == MOVES[1]:
        # he is indifferent where all of the fine is kept and the loss is the gain, as here
        torn = ", though he would lose no more if all violated and paid" if kept == 1 else ""
        return (
            f"{first} Announced in advance, inspections deter{torn}. At twice the fine "
            f"{float(twice.inspection):.0%} would be inspected."
        )
    if kept:
        return (
            f"{first} At twice the fine it would be {float(twice.inspection):.0%} and "
            f"{float(twice.violation):.0%}: the inspector keeps part of the fine, so it counts for "
            "him too."
        )
    return (
        f"{first} At twice the fine, inspections would fall to {float(twice.inspection):.0%} and "
        "violations stay where they are: what deters more is needed less often."
    )


@figure(
    says=say_fines,
    narrow=(3.6, 3.48),
    targets=[
        Target(
            "both at once, a fine of 4: fewer than 5 percent violate",
            lambda fine, cost, kept, moves, sees: (
                moves == MOVES[0]
                and fine == 4
                and 0 < _outcome(fine, cost, kept, moves, sees).violation < 0.05
            ),
            said="He comes no oftener than one who keeps nothing. If more violated, he would.",
        ),
        Target(
            "nobody violates, nobody is fined for nothing, and at most one in five is inspected",
            lambda fine, cost, kept, moves, sees: (
                _outcome(fine, cost, kept, moves, sees).violation == 0
                and _outcome(fine, cost, kept, moves, sees).wronged == 0
                and _outcome(fine, cost, kept, moves, sees).inspection <= 0.2
            ),
            said="Announced, and without error: the fine deters and is never paid.",
        ),
        Target(
            "everybody is inspected and some are fined, though nobody violates",
            lambda fine, cost, kept, moves, sees: (
                _outcome(fine, cost, kept, moves, sees).violation == 0
                and _outcome(fine, cost, kept, moves, sees).inspection == 1
                and _outcome(fine, cost, kept, moves, sees).wronged > 0
            ),
            said="False alarms that are kept pay for the visits. Who inspects the inspector?",
        ),
    ],
    fine=Slider(values=[1, 2, 4, 8], start=1, label="fine"),
    cost=Slider(values=[0.1, 0.2, 0.5], start=0.2, label="cost of a visit"),
    kept=Slider(0, 1, 0.5, start=0, label="share of the fine kept"),
    moves=Choice(MOVES, label="who moves"),
    sees=Choice(list(SEES), label="a visit finds"),
)
def fines(fig: Figure, *, fine: float, cost: float, kept: float, moves: str, sees: str) -> None:
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
    sees : str
        One of ``SEES``: what a visit finds.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, low = fig.add_axes((0.16, 0.485, 0.8, 0.435)), fig.add_axes((0.16, 0.15, 0.8, 0.235))
    else:
        ax, low = fig.add_axes((0.1, 0.16, 0.5, 0.7)), fig.add_axes((0.72, 0.16, 0.26, 0.7))
    levels, course = _course(cost, kept, moves, sees)
    now = _outcome(fine, cost, kept, moves, sees)
    lines = [
        ("inspection", course.inspection, now.inspection, "blue", "-", "o"),
        ("violation", course.violation, now.violation, "orange", "--", "s"),
    ]
    if SEES[sees][1]:
        lines.append(("fined for nothing", course.wronged, now.wronged, "green", ":", "^"))
    for name, chance, at, tone, dash, mark in lines:
        ax.plot(levels, np.asarray(chance), dash, color=color[tone], clip_on=False, label=name)
        ax.plot([fine], [float(at)], mark, ms=8, color=color[tone], clip_on=False, zorder=4)
    ax.axvline(fine, color=color["line"], lw=1, zorder=0)
    ax.set(ylim=(0, 1.0), yticks=[0, 0.25, 0.5, 0.75, 1])
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.grid(axis="y")
    fig.legend(
        loc="lower left",
        bbox_to_anchor=(
            ax.get_position().x0 - 0.02,
            ax.get_position().y1 + (0.028 if narrow else 0.02),
        ),
        ncols=3,
        borderaxespad=0,
        columnspacing=0.8,
        handletextpad=0.4,
        handlelength=1.6,
        fontsize=8.5 if narrow else 10,
    )
    loss = -np.asarray(course.inspector)
    low.plot(levels, loss, color=color["purple"])
    low.plot([fine], [-float(now.inspector)], "o", ms=8, color=color["purple"], clip_on=False)
    low.axvline(fine, color=color["line"], lw=1, zorder=0)
    low.axhline(0, color=color["muted"], lw=0.8)
    low.set(ylim=(-0.8, 1.1), yticks=[-0.5, 0, 0.5, 1])
    low.set_title("The inspector's loss", loc="left")
    for panel in (ax, low):
        panel.set_xscale("log")
        panel.set_xlim(LEAST, MOST)
        panel.set_xticks([0.5, 1, 2, 4, 8], ["½", "1", "2", "4", "8"])
        panel.minorticks_off()
    low.set_xlabel("fine" if not narrow else "fine, in multiples of the gain")
    if narrow:
        ax.tick_params(labelbottom=False)  # the panel below has the same scale
    else:
        ax.set_xlabel("fine, in multiples of the gain (log scale)")


# ---- few inspections over many periods


#: most visits that the figure spreads
VISITS = 6


@lru_cache(maxsize=256)
def _losses(periods: int, inspections: int, caught: float) -> tuple[float, float]:
    """Return what is lost at best, and by one who draws her periods by lot."""
    game = Campaign(periods, inspections, caught)
    return -game.value, -game.against(game.even())


def say_campaign(*, periods: int, inspections: int, caught: float) -> str:
    """Say what :func:`campaign` shows."""
    visits = "One visit" if inspections == 1 else f"{inspections} visits"
    if inspections >= periods:
        return (
            f"{visits} for {periods} periods: enough for each, and nothing can be gained by "
            "waiting."
        )
    cover = Campaign(periods, inspections, caught).coverage()
    best, lot = _losses(periods, inspections, caught)
    return (
        f"{visits} for {periods} periods: the inspector comes in the first with a chance of "
        f"{cover[0]:.0%}, in the last of {cover[-1]:.0%}; by lot of {inspections / periods:.0%}. "
        f"He expects to lose {best:.2f}, and by lot {lot:.2f}, of what an unseen violation costs."
    )


@figure(
    says=say_campaign,
    narrow=(3.6, 4.35),
    targets=[
        Target(
            "12 periods, a detection worth 1: the fewest visits that halve the loss",
            lambda periods, inspections, caught: (
                periods == 12 and caught == 1 and _losses(periods, inspections, caught)[0] <= 0.5
            ),
            smallest="inspections",
            said="Four: a third of the periods.",
        ),
        Target(
            "the chance is even from first to last, within two percentage points, and not all are "
            "visited",
            lambda periods, inspections, caught: (
                inspections < periods
                and np.ptp(Campaign(periods, inspections, caught).coverage()) <= 0.02
            ),
            said="An operator who loses little by a detection does not wait for the visits to end.",
        ),
    ],
    periods=Slider(values=[4, 12, 52], start=4, label="periods"),
    inspections=Slider(1, VISITS, 1, start=2, label="visits"),
    caught=Slider(values=[0.05, 0.25, 1, 4], start=1, label="worth of a detection"),
)
def campaign(fig: Figure, *, periods: int, inspections: int, caught: float) -> None:
    """Draw the chance of a visit in each period, and what is lost at best and by lot.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    periods : int
        Periods in all, at least 2.
    inspections : int
        Inspections to spread over them, 1 to ``VISITS``; those beyond the periods stay unused.
    caught : float
        What a detection is worth, in multiples of an undetected violation.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, low = fig.add_axes((0.16, 0.53, 0.8, 0.36)), fig.add_axes((0.16, 0.11, 0.8, 0.24))
    else:
        ax, low = fig.add_axes((0.1, 0.16, 0.52, 0.7)), fig.add_axes((0.73, 0.16, 0.25, 0.7))
    integer("periods", periods, 2)
    integer("inspections", inspections, 1, VISITS)
    when = np.arange(1, periods + 1)
    cover = Campaign(periods, inspections, caught).coverage()
    ax.set_axisbelow(True)
    ax.bar(when, cover, width=0.75, color=color["blue"], label="at best")
    ax.plot(
        [0.5, periods + 0.5], [min(1, inspections / periods)] * 2, "--", color=color["orange"],
        label="by lot",
    )  # fmt: skip
    ax.set(xlim=(0.5, periods + 0.5), ylim=(0, 1))
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.set_xticks(when[:: 1 if periods <= 12 else 10])
    ax.grid(axis="y")
    ax.set_xlabel("period", labelpad=1)
    visits = np.arange(1, VISITS + 1)
    worth = np.array([_losses(periods, int(m), caught) for m in visits])
    looks = (("blue", "-", "o"), ("orange", "--", "s"))
    for course, (tone, dash, mark) in zip(worth.T, looks, strict=True):
        low.plot(visits, course, dash, marker=mark, ms=4, color=color[tone], clip_on=False)
        low.plot([inspections], [course[inspections - 1]], mark, ms=9, color=color[tone],
                 clip_on=False)  # fmt: skip
    low.set(xlim=(0.7, VISITS + 0.3), ylim=(0, 1), xticks=visits)
    low.set_xlabel("visits in all", labelpad=1)
    low.grid(axis="y")
    low.set_title("The expected loss", loc="left", pad=10 if narrow else None)
    box = ax.get_position()
    fig.text(box.x0, box.y1 + (0.055 if narrow else 0.075), "Chance of a visit", fontsize=11)
    fig.legend(
        loc="lower left",
        bbox_to_anchor=(box.x0 + (0.38 if narrow else 0.22), box.y1 + 0.03),
        ncols=2,
        borderaxespad=0,
        columnspacing=0.8,
        handletextpad=0.4,
        handlelength=1.6,
        fontsize=8.5 if narrow else 10,
    )
