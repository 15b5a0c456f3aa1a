"""Figures of agreements: who signs, what that achieves, who pays."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from govlib.agreements import (
    Assessment,
    LeaderAgreement,
    Transfers,
    assess,
    chander_tulkens,
    emitters,
    internally_stable,
    with_transfers,
)
from govlib.palette import color, is_narrow

__all__ = [
    "coalitions",
    "paradox",
    "say_coalitions",
    "say_paradox",
    "say_signing",
    "say_transfers",
    "signing",
    "transfers",
]

#: slopes of marginal cost, for b = 1, over which the paradox is drawn
COSTS = np.geomspace(0.001, 100, 121)

#: countries that the figure of transfers names
SHOWN = 8


@lru_cache(maxsize=256)
def _treaty(n: int, cost: float) -> Assessment:
    return assess(LeaderAgreement(n=n, benefit=1, cost=cost, choke=100))


def signing(fig: Figure, *, n: int, cost: float) -> None:
    """Draw what a signatory and an outsider earn, against the number of signatories.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    n : int
        Countries.
    cost : float
        Slope of the marginal cost of abatement, for a marginal benefit of slope 1.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.19, 0.12, 0.77, 0.78) if narrow else (0.11, 0.15, 0.85, 0.75))
    found = _treaty(n, cost)
    full = found.signatory[-1]
    inside, outside = (100 * (one / full - 1) for one in (found.signatory, found.outsider))
    mark = 5 if n <= 30 else 0
    ax.axhline(0, color=color["muted"], lw=0.8)
    ax.plot(found.size, outside, "--s", ms=mark, color=color["orange"], label="outsider")
    ax.plot(found.size, inside, "-o", ms=mark, color=color["blue"], label="signatory")
    at = found.largest
    drawn = np.concatenate([inside[1:], outside[:-1], [0]])
    size = max(float(np.ptp(drawn)), 0.001)
    low, high = drawn.min() - 0.12 * size, drawn.max() + 0.32 * size
    # the line ends below the key
    ax.vlines(at, low, drawn.max(), color=color["green"], lw=1.4, ls="-.")
    right = at > n / 2
    ax.annotate(
        f"{at} sign",
        (at, low),
        xytext=(-6 if right else 6, 4),
        textcoords="offset points",
        ha="right" if right else "left",
        color=color["green"],
    )
    ax.set(xlim=(-0.02 * n, 1.02 * n), ylim=(low, high))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    ax.set_xlabel("signatories")
    title = "Payoff against full cooperation, per cent"
    ax.set_title("Payoff, per cent off the best" if narrow else title, loc="left")
    ax.legend(loc="upper left", handlelength=3, borderaxespad=0.1)


def say_signing(*, n: int, cost: float) -> str:
    """Say what :func:`signing` shows."""
    found = _treaty(n, cost)
    k = found.largest
    who = f"All {n} sign" if k == n else f"{k} of {n} countries sign"
    first = f"{who}, and nobody gains by leaving or joining."
    return (
        f"{first} Without any agreement the world misses {_percent(_missing(n, cost))} of what "
        f"full cooperation earns; this one closes {_percent(found.share_closed)} of the gap."
    )


def _missing(n: int, cost: float) -> float:
    """Return what the world forgoes without an agreement, as a share of full cooperation."""
    welfare = _treaty(n, cost).welfare
    return float(1 - welfare[0] / welfare[-1])


def _percent(share: float) -> str:
    value = 100 * share
    if value < 0.05:
        return "less than 0.1 per cent"
    return f"{value:.0f} per cent" if value >= 9.5 else f"{value:.1f} per cent"


@lru_cache(maxsize=64)
def _over_costs(n: int) -> Assessment:
    return assess(LeaderAgreement(n=n, benefit=1, cost=COSTS, choke=100))


def paradox(fig: Figure, *, n: int, cost: float) -> None:
    """Draw how many sign and how much that achieves, against the cost of abatement.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    n : int
        Countries.
    cost : float
        Slope of the marginal cost that is marked.
    """
    narrow = is_narrow(fig)
    if narrow:
        top, low = fig.add_axes((0.15, 0.6, 0.8, 0.31)), fig.add_axes((0.15, 0.12, 0.8, 0.31))
    else:
        top, low = fig.add_axes((0.09, 0.17, 0.38, 0.7)), fig.add_axes((0.59, 0.17, 0.38, 0.7))
    found = _over_costs(n)
    missing = 100 * (1 - found.welfare[:, 0] / found.welfare[:, -1])
    top.plot(COSTS, found.largest, "-", color=color["blue"])
    top.set(ylim=(0, 1.08 * n))
    top.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    top.set_title(f"Signatories, of {n}", loc="left")
    low.plot(COSTS, missing, "--", color=color["orange"], label="lost without agreement")
    closed = missing * found.share_closed
    low.plot(COSTS, closed, "-", color=color["blue"], label="won back by the agreement")
    low.set(ylim=(0, 145), yticks=range(0, 101, 50 if narrow else 20))
    low.set_title("Payoffs, per cent" if narrow else "Per cent of possible payoffs", loc="left")
    low.legend(loc="upper left", borderaxespad=0.1, handlelength=1.8)
    for ax in (top, low):
        ax.set_xscale("log")
        ax.axvline(cost, ymax=0.66, color=color["green"], lw=1.2, ls="-.")
        ax.set(xlim=(COSTS[0], COSTS[-1]))
        ax.set_xticks([0.001, 0.1, 10], ["0.001", "0.1", "10"])
        ax.minorticks_off()
    low.set_xlabel("cost / benefit (log scale)")
    if not narrow:
        top.set_xlabel("cost / benefit (log scale)")
    one = _treaty(n, cost)
    top.plot([cost], [one.largest], "o", ms=8, color=color["ink"], zorder=4, clip_on=False)
    gap = 100 * _missing(n, cost) * one.share_closed
    low.plot([cost], [gap], "o", ms=8, color=color["ink"], zorder=4, clip_on=False)


def say_paradox(*, n: int, cost: float) -> str:
    """Say what :func:`paradox` shows."""
    found = _treaty(n, cost)
    k = found.largest
    who = f"all {n} countries sign" if k == n else f"{k} of {n} countries sign"
    first = f"At a cost of {cost:g} times the benefit {who}."
    return (
        f"{first} Without any agreement the world misses {_percent(_missing(n, cost))} of what "
        f"it could earn, and this one wins back {_percent(found.share_closed)} of that."
    )


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
        text = f"{', '.join(who)}: {_percent(share).removesuffix(' per cent')}"
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


def say_coalitions(*, population: float) -> str:
    """Say what :func:`coalitions` shows."""
    rows = _held(population)
    stable = internally_stable(emitters(population)).stable
    free, paid = rows[0], rows[-1]
    last = (
        "no coalition is safe from joiners too"
        if not stable
        else f"only {' and '.join(' with '.join(group) for group in stable)} stay as they are"
    )
    return (
        f"Without payments the best that no member leaves is {_and(free[1])}, closing "
        f"{_percent(free[2])} of the gap; {last}. "
        f"With payments among them, four ({_and(paid[1])}) close {_percent(paid[2])}."
    )


def _and(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


@lru_cache(maxsize=64)
def _deal(population: float, worth: float) -> tuple[tuple[str, ...], Transfers]:
    game = emitters(population, social_cost=worth)
    return game.names, chander_tulkens(game)


def transfers(fig: Figure, *, population: float, worth: float) -> None:
    """Draw what the largest emitters gain by full cooperation, without and with transfers.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    population : float
        Weight of population in the division of benefits; the rest is by GDP.
    worth : float
        Benefit of a tonne abated, in dollars.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.11, 0.82, 0.79) if narrow else (0.1, 0.13, 0.88, 0.76))
    names, deal = _deal(population, worth)
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


def say_transfers(*, population: float, worth: float) -> str:
    """Say what :func:`transfers` shows."""
    names, deal = _deal(population, worth)
    lose = deal.gain_without < 0
    paid = float(deal.received[deal.received > 0].sum()) / 1000
    worst = int(np.argmin(deal.gain_without))
    biggest = int(np.argmin(deal.received))
    if not lose.any():
        first = "All forty emitters gain from full cooperation even without transfers."
    else:
        first = (
            f"Without transfers {lose.sum()} of the forty emitters lose by full cooperation, "
            f"{names[worst]} most."
        )
    return (
        f"{first} Transfers of {paid:.3g} billion dollars a year, with {names[biggest]} paying "
        "most, let every country gain in proportion to its benefits."
    )
