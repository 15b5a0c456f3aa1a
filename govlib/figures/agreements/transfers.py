"""Figures of forty emitters: coalitions that stay together; who pays whom, and who would leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.agreements import (
    chander_tulkens,
    emitters,
    internally_stable,
    leaving,
    with_transfers,
)
from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.names import called
from govlib.figures.words import listed, per_cent
from govlib.palette import color, is_narrow

__all__ = ["PAYMENTS", "coalitions", "say_coalitions", "say_transfers", "transfers"]

#: countries that the figure of transfers names
SHOWN = 8


@lru_cache(maxsize=32)
def _held(population: float) -> tuple[tuple[str, tuple[str, ...], float], ...]:
    """Rows of the figure of coalitions: what holds it, who belongs, share of the gap closed."""
    game = emitters(population)
    free = internally_stable(game)
    rows = [("no payments", free.best, float(free.gap_closed[0]))]
    for size in (2, 3, 4):
        paid = with_transfers(game, size)
        rows.append((f"{size} with payments", paid.best, float(paid.gap_closed[0])))
    return tuple(rows)


def say_coalitions(*, population: float) -> str:
    """Say what :func:`coalitions` shows."""
    rows = _held(population)
    stable = internally_stable(emitters(population)).stable
    free, paid = rows[0], rows[-1]
    last = (
        "no coalition is safe from joiners too"
        if not stable
        else f"only {listed([' with '.join(map(called, group)) for group in stable])} "
        "would neither lose nor gain a member"
    )
    return (
        f"Without payments the best that no member leaves is {_all(free[1])}, closing "
        f"{per_cent(free[2])} of the gap; {last}. "
        f"With payments among them, four ({_all(paid[1])}) close {per_cent(paid[2])}."
    )


def _all(codes: tuple[str, ...]) -> str:
    return listed([called(code) for code in codes])


@figure(
    says=say_coalitions,
    narrow=(3.6, 4.6),
    population=Slider(
        0,
        1,
        0.1,
        start=0,
        label="weight of population",
        help="How benefits are divided: 0 by GDP, 1 by population.",
    ),
)
def coalitions(fig: Figure, *, population: float) -> None:
    """Draw how much of the gap the best coalitions of real emitters close.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    population : float
        Weight of population in the division of benefits; the rest is by GDP.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.05, 0.14, 0.9, 0.74) if narrow else (0.24, 0.16, 0.72, 0.72))
    rows = [*_held(population), ("all forty", ("everybody",), 1.0)]
    spots = np.arange(len(rows))[::-1]
    closed = np.array([100 * row[2] for row in rows])
    hues = [color["orange"], *[color["blue"]] * (len(rows) - 2), color["edge"]]
    hatch = ["//", *[""] * (len(rows) - 1)]
    high = 0.42 if narrow else 0.6
    ax.barh(spots, closed, height=high, color=hues, hatch=hatch, edgecolor=color["paper"])
    for spot, (way, who, share) in zip(spots, rows, strict=True):
        text = f"{', '.join(who)}: {per_cent(share).removesuffix(' percent')}"
        inside = share > 0.6
        ax.annotate(
            f"{way}, {text}" if narrow else text,
            (0 if narrow else 100 * share, spot + 0.36 if narrow else spot),
            xytext=(3 if narrow else -6 if inside else 6, 0),
            textcoords="offset points",
            ha="right" if inside and not narrow else "left",
            va="center",
        )
    ax.set(xlim=(0, 100), ylim=(-0.55, len(rows) - 0.35 if narrow else len(rows) - 0.45))
    ax.set_yticks([] if narrow else spots, [] if narrow else [row[0] for row in rows])
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("percent of the gap")
    ax.set_title("Gap closed by the best coalition", loc="left")


#: share of the payments that is made, named as in a menu
PAYMENTS = {"none": 0.0, "half": 0.5, "full": 1.0}


@dataclass(frozen=True)
class _Deal:
    """Full cooperation of the forty with a share of the payments, in billion dollars a year."""

    names: tuple[str, ...]
    received: NDArray[np.float64]
    gain: NDArray[np.float64]
    leaving: NDArray[np.float64]

    def of(self, code: str) -> float:
        """Return what a country receives."""
        return float(self.received[self.names.index(code)])


@lru_cache(maxsize=64)
def _deal(population: float, payments: str) -> _Deal:
    game = emitters(population)
    deal = chander_tulkens(game)
    paid = PAYMENTS[payments] * deal.received
    left = leaving(game, received=paid)
    return _Deal(game.names, paid / 1000, (deal.gain_without + paid) / 1000, left.gain / 1000)


def say_transfers(*, population: float, payments: str) -> str:
    """Say what :func:`transfers` shows."""
    deal = _deal(population, payments)
    lose, leave = int((deal.gain < 0).sum()), int((deal.leaving > 0).sum())
    worst = called(deal.names[int(np.argmin(deal.gain))])
    if payments == "none":
        first = "Nobody pays."
    else:
        much = f"{deal.received[deal.received > 0].sum():.3g}"
        most = [called(deal.names[int(pick(deal.received))]) for pick in (np.argmin, np.argmax)]
        first = (
            f"Payments come to {much} billion dollars a year; {most[0]} pays most and {most[1]} "
            "receives most."
        )
    against = "Against no agreement " + (
        "none of the forty loses"
        if lose == 0
        else f"only {worst} loses"
        if lose == 1
        else f"{lose} of the forty lose, {worst} most"
    )
    count = "all forty" if leave == len(deal.names) else f"{leave} of the forty"
    return f"{first} {against}; {count} would gain by leaving while the others go on."


@figure(
    says=say_transfers,
    size=(6.4, 4.6),
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "The smallest weight of population at which the United States receives",
            lambda population, payments: _deal(population, payments).of("USA") > 0,
            smallest="population",
            said="With half of the weight on people, the richest of the forty is paid.",
        ),
        Target(
            "The smallest weight of population at which India pays",
            lambda population, payments: _deal(population, payments).of("IND") < 0,
            smallest="population",
            said="India is now one that benefits, and those pay.",
        ),
    ],
    population=Slider(
        0,
        1,
        0.1,
        start=0,
        label="weight of population",
        help="How benefits are divided: 0 by GDP, 1 by population.",
    ),
    payments=Choice(list(PAYMENTS), start="none", label="payments"),
)
def transfers(fig: Figure, *, population: float, payments: str) -> None:
    """Draw what the largest emitters pay, gain against no agreement, and gain by leaving.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    population : float
        Weight of population in the division of benefits; the rest is by GDP.
    payments : str
        How much of the payments of Chander and Tulkens is made, one of :data:`PAYMENTS`.
    """
    narrow = is_narrow(fig)
    deal = _deal(population, payments)
    rows = (
        (deal.received, (-14, 14), (-10, 0, 10), "Receives, or pays"),
        (deal.gain, (-9, 32), (0, 15, 30), "Gains against no agreement"),
        (deal.leaving, (-7, 16), (0, 7, 14), "Gains by leaving while 39 stay"),
    )
    spots = np.arange(SHOWN)
    left, width = (0.13, 0.85) if narrow else (0.08, 0.9)
    for row, (values, limits, ticks, title) in enumerate(rows):
        ax = fig.add_axes((left, 0.7 - 0.315 * row, width, 0.21))
        shown = values[:SHOWN]
        below = shown < 0
        for chosen, hue, hatch in ((~below, "blue", ""), (below, "orange", "//")):
            if chosen.any():
                look: dict[str, Any] = {"color": color[hue], "hatch": hatch}
                ax.bar(spots[chosen], shown[chosen], 0.62, edgecolor=color["paper"], **look)
        if not shown.any():
            ax.text(SHOWN / 2 - 0.5, 4, "nobody pays", ha="center", color=color["muted"])
        ax.axhline(0, color=color["muted"], lw=0.8)
        ax.set(xlim=(-0.6, SHOWN - 0.4), ylim=limits, yticks=ticks)
        last = row == len(rows) - 1
        ax.set_xticks(spots, deal.names[:SHOWN] if last else [""] * SHOWN)
        ax.tick_params(axis="x", length=0, labelsize=9)
        ax.tick_params(axis="y", labelsize=9)
        ax.set_title(title + ", billion $ a year" * (row == 0), loc="left")
