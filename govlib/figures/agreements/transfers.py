"""Figures of forty emitters: the coalitions that stay together, and who pays whom."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.agreements import (
    Transfers,
    chander_tulkens,
    emitters,
    internally_stable,
    with_transfers,
)
from govlib.drawing import Slider, figure
from govlib.figures.words import listed, per_cent
from govlib.palette import color, is_narrow

__all__ = ["coalitions", "say_coalitions", "say_transfers", "transfers"]

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
        else f"only {listed([' with '.join(map(_called, group)) for group in stable])} "
        "would neither lose nor gain a member"
    )
    return (
        f"Without payments the best that no member leaves is {_all(free[1])}, closing "
        f"{per_cent(free[2])} of the gap; {last}. "
        f"With payments among them, four ({_all(paid[1])}) close {per_cent(paid[2])}."
    )


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    from govlib.data import load

    return dict(load("countries").name)


def _called(code: str) -> str:
    """Return a country's name as it stands within a sentence."""
    name = _countries()[code]
    return f"the {name}" if name.startswith("United") else name


def _all(codes: tuple[str, ...]) -> str:
    return listed([_called(code) for code in codes])


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
        text = f"{', '.join(who)}: {per_cent(share).removesuffix(' per cent')}"
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
    ax.set_xlabel("per cent of the gap")
    ax.set_title("Gap closed by the best coalition", loc="left")


@lru_cache(maxsize=64)
def _deal(population: float) -> tuple[tuple[str, ...], Transfers]:
    game = emitters(population)
    return game.names, chander_tulkens(game)


def say_transfers(*, population: float) -> str:
    """Say what :func:`transfers` shows."""
    names, deal = _deal(population)
    lose = deal.gain_without < 0
    paid = float(deal.received[deal.received > 0].sum()) / 1000
    worst = int(np.argmin(deal.gain_without))
    biggest = int(np.argmin(deal.received))
    if not lose.any():
        first = "All forty emitters gain from full cooperation even without transfers."
    else:
        first = (
            f"Without transfers {lose.sum()} of the forty emitters "
            f"{'loses' if lose.sum() == 1 else 'lose'} by full cooperation, "
            f"{_called(names[worst])} most."
        )
    return (
        f"{first} Transfers of {paid:.3g} billion dollars a year, with {_called(names[biggest])} "
        "paying most, let every country gain in proportion to its benefits."
    )


@figure(
    says=say_transfers,
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
def transfers(fig: Figure, *, population: float) -> None:
    """Draw what the largest emitters gain by full cooperation, without and with transfers.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    population : float
        Weight of population in the division of benefits; the rest is by GDP.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.11, 0.82, 0.79) if narrow else (0.1, 0.13, 0.88, 0.76))
    names, deal = _deal(population)
    spots = np.arange(SHOWN)
    before, after = deal.gain_without[:SHOWN] / 1000, deal.gain[:SHOWN] / 1000
    look: dict[str, Any] = {"edgecolor": color["paper"]}
    if narrow:
        down = -spots
        ax.barh(down + 0.2, before, 0.4, color=color["orange"], hatch="//", **look)
        ax.barh(down - 0.2, after, 0.4, color=color["blue"], **look)
        ax.axvline(0, color=color["muted"], lw=0.8)
        ax.set_yticks(down, names[:SHOWN])
        ax.set_ylim(-SHOWN + 0.4, 1.9)
    else:
        ax.bar(spots - 0.2, before, 0.4, color=color["orange"], hatch="//", **look)
        ax.bar(spots + 0.2, after, 0.4, color=color["blue"], **look)
        ax.axhline(0, color=color["muted"], lw=0.8)
        ax.set_xticks(spots, names[:SHOWN])
        size = max(before.max(), after.max()) - min(before.min(), 0)
        ax.set_ylim(min(before.min(), 0) - 0.05 * size, max(before.max(), after.max()) + 0.3 * size)
    ax.tick_params(axis="y" if narrow else "x", length=0)
    _key(ax)
    ax.set_title(
        "Gain, billion $ a year" if narrow else "Gain from full cooperation, billion $ a year",
        loc="left",
    )


def _key(ax: Axes) -> None:
    handles = [bars[0] for bars in ax.containers]
    ax.legend(
        handles,
        ["without transfers", "with transfers"],
        loc="upper right",
        ncols=2 if not is_narrow(ax.figure) else 1,  # type: ignore[arg-type]
        borderaxespad=0.1,
        handlelength=1.4,
    )
