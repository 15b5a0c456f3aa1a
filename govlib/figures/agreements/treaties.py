"""Figures of agreements: who signs, what that achieves, who pays."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from govlib.agreements import (
    Assessment,
    LeaderAgreement,
    assess,
)
from govlib.drawing import Slider, Target, figure
from govlib.figures.words import per_cent
from govlib.palette import color, is_narrow

__all__ = [
    "paradox",
    "say_paradox",
    "say_signing",
    "signing",
]

#: slopes of marginal cost, for b = 1, on the slider of the first figure
STOPS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.25, 1, 3, 10, 30)

#: slopes of marginal cost, for b = 1, over which the paradox is drawn
COSTS = np.geomspace(0.001, 100, 121)


@lru_cache(maxsize=256)
def _treaty(n: int, cost: float) -> Assessment:
    return assess(LeaderAgreement(n=n, benefit=1, cost=cost, choke=100))


def _harmful(n: int, cost: float) -> tuple[int, ...]:
    """Return the numbers of signatories at which the world earns less than without any."""
    welfare = _treaty(n, cost).welfare
    less = welfare - welfare[0] < -1e-12 * np.abs(welfare[0])
    return tuple(int(k) for k in np.flatnonzero(less))


def say_signing(*, n: int, cost: float) -> str:
    """Say what :func:`signing` shows."""
    found = _treaty(n, cost)
    k = found.largest
    who = f"All {n} sign" if k == n else f"{k} of {n} countries sign"
    harm = _harmful(n, cost)
    some = "1 signatory" if len(harm) == 1 else f"{harm[0]} to {harm[-1]} signatories"
    if len(harm) == 2:
        some = f"{harm[0]} or {harm[1]} signatories"
    return (
        f"{who}, and nobody gains by leaving or joining. Without any agreement the world misses "
        f"{per_cent(_missing(n, cost))} of what full cooperation earns; this one closes "
        f"{per_cent(found.share_closed)} of the gap. With {some} the world is worse off than "
        "with none."
    )


def _all_sign(n: int, cost: float) -> bool:
    return _treaty(n, cost).largest == n


@figure(
    says=say_signing,
    narrow=(3.6, 4.6),
    targets=(
        Target(
            "ten countries: the highest cost at which all of them sign",
            lambda n, cost: n == 10 and cost == max(c for c in STOPS if _all_sign(10, c)),
            said="0.01, where the world would miss less than 0.1 percent without any treaty.",
        ),
        Target(
            "ten countries: the lowest cost at which two signatories do the world no harm",
            lambda n, cost: n == 10 and cost == min(c for c in STOPS if 2 not in _harmful(10, c)),
            said="1. At every lower cost on the slider a treaty of two is worse than none.",
        ),
    ),
    n=Slider(values=[3, 5, 10, 20, 50, 100, 193], start=10, label="countries"),
    cost=Slider(
        values=STOPS,
        start=0.25,
        label="cost over benefit",
    ),
)
def signing(fig: Figure, *, n: int, cost: float) -> None:
    """Draw what a signatory, an outsider and the mean country earn, against how many sign.

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
    ax = fig.add_axes((0.2, 0.12, 0.76, 0.78) if narrow else (0.11, 0.15, 0.85, 0.75))
    found = _treaty(n, cost)
    full = found.signatory[-1]
    inside, outside = (100 * (one / full - 1) for one in (found.signatory, found.outsider))
    mark = 5 if n <= 30 else 0
    ax.axhline(0, color=color["muted"], lw=0.8)
    ax.plot(found.size, outside, "--s", ms=mark, color=color["orange"], label="outsider")
    ax.plot(found.size, inside, "-o", ms=mark, color=color["blue"], label="signatory")
    world = 100 * (found.welfare / found.welfare[-1] - 1)
    ax.plot(found.size, world, ":", lw=2.4, color=color["purple"], label="mean of all")
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
    title = "Payoff against full cooperation, percent"
    ax.set_title("Payoff, percent off the best" if narrow else title, loc="left")
    # in three rows it would meet the curves on a wide page, which is lower
    ax.legend(loc="upper left", ncols=1 if narrow else 3, handlelength=3, borderaxespad=0.1)


def _missing(n: int, cost: float) -> float:
    """Return what the world forgoes without an agreement, as a share of full cooperation."""
    welfare = _treaty(n, cost).welfare
    return float(1 - welfare[0] / welfare[-1])


@lru_cache(maxsize=64)
def _over_costs(n: int) -> Assessment:
    return assess(LeaderAgreement(n=n, benefit=1, cost=COSTS, choke=100))


def say_paradox(*, n: int, cost: float) -> str:
    """Say what :func:`paradox` shows."""
    found = _treaty(n, cost)
    k = found.largest
    who = f"all {n} countries sign" if k == n else f"{k} of {n} countries sign"
    level = "as high as" if cost == 1 else f"of {cost:g} times"
    first = f"At a cost {level} the benefit {who}."
    return (
        f"{first} Without any agreement the world misses {per_cent(_missing(n, cost))} of what "
        f"it could earn, and this one wins back {per_cent(found.share_closed)} of that."
    )


@figure(
    says=say_paradox,
    narrow=(3.6, 4.6),
    n=Slider(values=[5, 10, 20, 50, 193], start=10, label="countries"),
    cost=Slider(values=[0.01, 0.1, 0.25, 1, 2, 2.5, 3, 10], start=0.25, label="cost over benefit"),
)
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
    low.set(yscale="log", ylim=(1e-7, 1e9 if narrow else 1e5))
    low.set_yticks([1e-6, 1e-4, 0.01, 1, 100], ["10⁻⁶", "10⁻⁴", "0.01", "1", "100"])
    low.set_title("Payoffs, percent" if narrow else "Percent of possible payoffs", loc="left")
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
