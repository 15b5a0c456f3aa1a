"""Figures of great powers: NATO's burden, when the large cares less, when it shields itself."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from govlib.agreements import (
    Alliance,
    PrivateProvision,
    Shielding,
    ShieldingOutcome,
    alliance,
    burdens,
    crossover_cost,
    equal_burden,
)
from govlib.drawing import Choice, Slider, figure
from govlib.palette import color, is_narrow

__all__ = ["nato", "say_nato", "say_shield", "say_valuation", "shield", "valuation"]

#: members that are named in the figure of NATO, and where their names stand (points)
NAMED = {"USA": (0, 7), "DEU": (0, -16), "LUX": (0, -16), "TUR": (0, 7)}

#: years with figures of NATO
YEARS = (1964, 2018, 2019)

#: valuation of the small country, and valuations of the large that are drawn
SMALL, VALUATIONS = 0.5, np.linspace(0.05, 0.8, 151)

#: the small country's damage, the danger, and the dearest protection that is drawn
DAMAGE, DANGER, DEAREST = 1.0, 10.0, 80.0


@lru_cache(maxsize=8)
def _alliance(year: int) -> Alliance:
    return alliance(year)


def say_nato(*, year: int) -> str:
    """Say what :func:`nato` shows."""
    members = _alliance(year)
    found = members.correlation()
    usa = members.share("USA")
    gdp, spending = usa.gdp, usa.spending
    sure = "more than chance would" if found.p < 0.05 else "no more than chance would"
    return (
        f"In {year} the United States had {100 * gdp:.0f} per cent of the GDP of NATO's "
        f"{len(members.codes)} members and {100 * spending:.0f} per cent of its defence spending. "
        f"Rank of GDP and rank of effort correlate at {found.rho:.2f}, {sure}."
    )


@figure(
    says=say_nato,
    narrow=(3.6, 4.6),
    year=Choice(YEARS, style="radio", start=2018, label="year"),
)
def nato(fig: Figure, *, year: int) -> None:
    """Draw defence effort against GDP for the members of NATO.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    year : int
        1964, 2018 or 2019.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.12, 0.12, 0.84, 0.78) if narrow else (0.08, 0.16, 0.89, 0.74))
    members = _alliance(year)
    size = members.gdp / 1e9
    ax.plot(size, members.effort, "o", ms=7, color=color["blue"], clip_on=False)
    mean = members.spending.sum() / members.gdp.sum() * 100
    ax.axhline(mean, color=color["muted"], lw=1, ls="--")
    ax.annotate(
        "whole alliance",
        (60_000, mean),
        xytext=(0, 3),
        textcoords="offset points",
        ha="right",
        color=color["muted"],
        fontsize=10,
    )
    for code, place in NAMED.items():
        if code in members.codes:
            at = members.codes.index(code)
            ax.annotate(
                code,
                (size[at], members.effort[at]),
                xytext=place,
                textcoords="offset points",
                ha="center",
                fontsize=10,
            )
    ax.set_xscale("log")
    ax.set(xlim=(0.4, 60_000), ylim=(0, 1.2 * members.effort.max()))
    ax.set_xticks([1, 10, 100, 1000, 10_000], ["1", "10", "100", "1000", "10 000"])
    ax.minorticks_off()
    ax.set_xlabel("GDP, billion $ (log scale)")
    ax.set_title(f"Defence, per cent of GDP, {year}", loc="left")


@lru_cache(maxsize=64)
def _burdens(large: float) -> np.ndarray:
    alphas = np.stack([VALUATIONS, np.full_like(VALUATIONS, SMALL)], axis=-1)
    return burdens(PrivateProvision(np.broadcast_to([large, 1.0], alphas.shape), alphas))


def say_valuation(*, large: float, alpha: float) -> str:
    """Say what :func:`valuation` shows."""
    even = equal_burden([large, 1.0], SMALL, member=1).valuation[0]
    big, small = 100 * burdens(PrivateProvision([large, 1.0], [alpha, SMALL]))
    share = (
        "more than" if big > small + 1e-9 else "less than" if big < small - 1e-9 else "as much as"
    )
    return (
        f"A member {large:g} times as rich that weighs the common good at {alpha:g} gives "
        f"{_of_income(big)}, {share} the small, which gives {_of_income(small)}. The two would be "
        f"even at a weight of {even:.3g}, below the {SMALL:g} of the small."
    )


@figure(
    says=say_valuation,
    narrow=(3.6, 4.6),
    large=Slider(
        values=[1.2, 1.5, 1.75, 2, 2.5, 3], start=1.5, label="income of the large (the small: 1)"
    ),
    alpha=Slider(0.1, 0.8, 0.05, start=0.5, label="its weight of the public good (the small: 0.5)"),
)
def valuation(fig: Figure, *, large: float, alpha: float) -> None:
    """Draw the burdens of a large and a small member, against how much the large cares.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    large : float
        Income of the large; the small has 1 and the weight 0.5.
    alpha : float
        Weight of the public good for the large that is marked.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.12, 0.83, 0.78) if narrow else (0.08, 0.15, 0.89, 0.75))
    found = 100 * _burdens(large)
    even = equal_burden([large, 1.0], SMALL, member=1).valuation[0]
    at = 100 * burdens(PrivateProvision([large, 1.0], [alpha, SMALL]))
    ax.plot(VALUATIONS, found[:, 0], "-", color=color["blue"], label="the large")
    ax.plot(VALUATIONS, found[:, 1], "--", color=color["orange"], label="the small")
    ax.vlines(SMALL, 0, 74, color=color["line"], lw=1)
    ax.plot([alpha] * 2, at, "o", ms=7, color=color["ink"], zorder=4, clip_on=False)
    if even > VALUATIONS[0] + 0.03:
        side = "left" if even < VALUATIONS[0] + 0.1 else "center"
        ax.vlines(even, 0, 60, color=color["muted"], lw=1, ls=":")
        ax.text(even, 61, "even", ha=side, va="bottom", color=color["muted"], fontsize=10)
    ax.text(SMALL, 75, "small's α", ha="center", va="bottom", color=color["muted"], fontsize=10)
    ax.set(xlim=(VALUATIONS[0], VALUATIONS[-1]), ylim=(0, 112), yticks=range(0, 101, 20))
    ax.set_xlabel("how much the large cares, α")
    ax.set_title("Gift, per cent of income", loc="left")
    ax.legend(loc="upper left", borderaxespad=0.1, handlelength=2.6)


def _of_income(percent: float) -> str:
    return "nothing" if percent < 1e-9 else f"{percent:.1f} per cent of its income"


@lru_cache(maxsize=64)
def _shielded(large: float) -> tuple[np.ndarray, ShieldingOutcome]:
    costs = np.linspace(1.02 * large**2, DEAREST, 160)
    both = np.stack([costs, np.full_like(costs, np.inf)], axis=-1)
    return costs, Shielding([large, DAMAGE], both, DANGER).equilibrium()


def _one(large: float, cost: float) -> ShieldingOutcome:
    return Shielding([large, DAMAGE], [cost, np.inf], DANGER).equilibrium()


def say_shield(*, large: float, cost: float) -> str:
    """Say what :func:`shield` shows."""
    one = _one(large, cost)
    none = Shielding([large, DAMAGE], [np.inf, np.inf], DANGER).equilibrium()
    big, small = one.mitigation
    share = (
        "more than" if big > small + 1e-9 else "less than" if big < small - 1e-9 else "as much as"
    )
    does = (
        f"mitigates {big:.3g}, {share} the small with {small:.3g}"
        if big > 1e-9
        else f"mitigates nothing, the small {small:.3g}"
    )
    return (
        f"The large, which suffers {large:g} times as much, shields itself from "
        f"{100 * one.protection[0]:.0f} per cent of its damage and {does}. That leaves the small "
        f"a cost of {one.cost[1]:.3g}; without any shield it would be {none.cost[1]:.3g}."
    )


@figure(
    says=say_shield,
    narrow=(3.6, 4.6),
    large=Slider(values=[1.5, 2, 3, 4], start=3, label="damage of the large (the small: 1)"),
    cost=Slider(
        values=[18, 20, 24, 27, 30, 32, 36, 43, 50, 60, 80], start=80, label="cost of protection"
    ),
)
def shield(fig: Figure, *, large: float, cost: float) -> None:
    """Draw what the large and the small mitigate, and what is left, against protection's cost.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    large : float
        Damage of the large from a unit of the danger; that of the small is 1.
    cost : float
        Cost of protection that is marked; above ``large`` squared.
    """
    narrow = is_narrow(fig)
    if narrow:
        top, low = fig.add_axes((0.13, 0.6, 0.82, 0.31)), fig.add_axes((0.13, 0.12, 0.82, 0.31))
    else:
        top, low = fig.add_axes((0.07, 0.17, 0.4, 0.7)), fig.add_axes((0.57, 0.17, 0.4, 0.7))
    costs, found = _shielded(large)
    one = _one(large, cost)
    top.plot(costs, found.mitigation[:, 0], "-", color=color["blue"], label="the large")
    top.plot(costs, found.mitigation[:, 1], "--", color=color["orange"], label="the small")
    top.plot([cost] * 2, one.mitigation, "o", ms=7, color=color["ink"], zorder=4, clip_on=False)
    top.set(ylim=(-0.1, 1.7 * max(DAMAGE, found.mitigation.max())))
    top.set_title("Mitigation", loc="left")
    top.legend(loc="upper left", borderaxespad=0.1, handlelength=2.6)
    low.plot(costs, found.cost[:, 1], "--", color=color["orange"])
    low.plot([cost], [one.cost[1]], "o", ms=7, color=color["ink"], zorder=4, clip_on=False)
    low.set(ylim=(0, 11))
    low.set_title("Cost to the small", loc="left")
    for ax in (top, low):
        ax.set(xlim=(0, DEAREST))
        even = crossover_cost(large, DAMAGE, danger=DANGER)
        ax.axvline(even, ymax=0.66, color=color["muted"], lw=1, ls=":")
    low.set_xlabel("cost of protection, h")
    if not narrow:
        top.set_xlabel("cost of protection, h")
