"""Figures of two treaties and what they changed, and of what a treaty may add to be signed.

The clauses stand in :mod:`govlib.agreements.clauses`; years, parties and emissions in the tables
``treaty_participation``, ``treaty_exits`` and ``treaty_outcomes``.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.agreements import (
    ADOPTED,
    Assessment,
    EntryClause,
    LinearAgreement,
    TradeMeasure,
    assess,
    treaty_emissions,
    treaty_parties,
)
from govlib.drawing import figure
from govlib.palette import color, is_narrow

__all__ = [
    "clauses",
    "say_clauses",
    "say_two_treaties",
    "two_treaties",
]

#: countries, and thresholds of entry, in the figure of clauses
COUNTRIES, LEAST = 10, (1, 5, 8, 10)

#: what each signatory takes from each outsider, in units of b²/c
LOSSES = np.round(np.arange(0, 4.01, 0.1), 1)


def say_two_treaties() -> str:
    """Say what :func:`two_treaties` shows."""
    montreal, kyoto = treaty_emissions("Montreal"), treaty_emissions("Kyoto")
    return (
        "Both treaties have nearly every state. Emissions of gases that deplete ozone fell to "
        f"{montreal.loc[2014]:.0f} percent by 2014, {2014 - 1987} years after Montreal; those of "
        f"carbon dioxide rose to {kyoto.loc[2012]:.0f} percent by 2012, {2012 - 1997} years after "
        "Kyoto."
    )


@figure(says=say_two_treaties, size=(6.4, 3.4), narrow=(3.6, 5.0))
def two_treaties(fig: Figure) -> None:
    """Draw parties and emissions of two treaties, by years since each was adopted.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    if narrow:
        axes = [fig.add_axes((0.14, y, 0.82, 0.34)) for y in (0.59, 0.1)]
    else:
        axes = [fig.add_axes((x, 0.17, 0.4, 0.7)) for x in (0.07, 0.57)]
    styles = {"Montreal": ("blue", "-"), "Kyoto": ("orange", "--")}
    for treaty, (tint, style) in styles.items():
        for ax, series in zip(
            axes, (treaty_parties(treaty), treaty_emissions(treaty)), strict=True
        ):
            ax.plot(series.index - ADOPTED[treaty], series, style, color=color[tint], label=treaty)
    for ax in axes:
        ax.set(xlim=(0, 27), ylim=(0, 210 if ax is axes[0] else 165))
        ax.set_xticks([0, 5, 10, 15, 20, 25])
    axes[1].axhline(100, color=color["muted"], lw=0.8)
    axes[0].set_title("Parties", loc="left")
    axes[1].set_title("Emissions, year of adoption = 100", loc="left")
    axes[0].legend(loc="lower right", handlelength=2.4)
    for ax in axes[1:] if narrow else axes:
        ax.set_xlabel("years since adoption")


@lru_cache(maxsize=64)
def _with_entry(least: int) -> Assessment:
    return assess(EntryClause(LinearAgreement(COUNTRIES), least))


@lru_cache(maxsize=64)
def _with_measure(loss: float) -> Assessment:
    return assess(TradeMeasure(LinearAgreement(COUNTRIES), loss))


def say_clauses() -> str:
    """Say what :func:`clauses` shows."""
    most = [int(_with_entry(least).largest) for least in LEAST]
    enough = next(loss for loss in LOSSES if _with_measure(float(loss)).largest == COUNTRIES)
    return (
        f"Without a clause at most {most[0]} of {COUNTRIES} sign. A treaty that is void below "
        f"{LEAST[1]}, {LEAST[2]} or {LEAST[3]} holds at {most[1]}, {most[2]} or {most[3]}, and at "
        "every size that leaves it void except the one just below. Where each signatory takes "
        f"{enough:g} from each outsider, all {COUNTRIES} sign."
    )


@figure(says=say_clauses, size=(6.4, 3.2), narrow=(3.6, 5.0))
def clauses(fig: Figure) -> None:
    """Draw the stable sizes under clauses of entry, and who signs against a measure's loss.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    if narrow:
        left, right = (fig.add_axes((0.24, y, 0.72, 0.33)) for y in (0.58, 0.1))
    else:
        left = fig.add_axes((0.13, 0.18, 0.36, 0.68))
        right = fig.add_axes((0.6, 0.18, 0.38, 0.68))
    _entry(left)
    measured = [_with_measure(float(loss)) for loss in LOSSES]
    share = np.array([100 * found.largest / COUNTRIES for found in measured])
    closed = np.array([100 * found.share_closed for found in measured])
    right.step(LOSSES, share, "--", where="post", color=color["orange"], label="who sign")
    right.step(LOSSES, closed, "-", where="post", color=color["blue"], label="gap closed")
    right.set(xlim=(0, 4), ylim=(0, 118), yticks=[0, 25, 50, 75, 100])
    right.set_xlabel("loss by each signatory (in b²/c)" if narrow else "loss by each (in b²/c)")
    right.set_title("A measure: percent", loc="left")
    right.legend(loc="upper left", handlelength=2.4, borderaxespad=0.1)


def _entry(ax: Axes) -> None:
    """Draw one row of stable sizes for each threshold: filled where the treaty is in force."""
    for row, least in enumerate(LEAST):
        found = _with_entry(least)
        for k in found.size[found.stable]:
            force = k >= least and k > 0
            ax.plot(
                [k], [-row], "o", ms=9, mec=color["blue"], mew=1.4,
                mfc=color["blue"] if force else color["paper"],
            )  # fmt: skip
    ax.set(xlim=(-0.6, COUNTRIES + 0.6), ylim=(0.6 - len(LEAST), 0.6))
    ax.set_xticks(range(0, COUNTRIES + 1, 2))
    ax.set_yticks(
        -np.arange(len(LEAST)), ["no clause", *(f"void\nbelow {least}" for least in LEAST[1:])]
    )
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("signatories")
    ax.set_title("A clause: stable sizes", loc="left")
