"""Figures of great powers: when the large cares less, and when it shields itself."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from govlib._check import number
from govlib.agreements import (
    PrivateProvision,
    Shielding,
    ShieldingOutcome,
    burdens,
    crossover_cost,
    equal_burden,
)
from govlib.drawing import Slider, Target, figure
from govlib.palette import color, is_narrow

__all__ = ["say_shield", "say_valuation", "shield", "valuation"]

#: valuation of the small country, and valuations of the large that are drawn
SMALL, VALUATIONS = 0.5, np.linspace(0.05, 0.8, 151)

#: the small country's damage, the danger, and the dearest protection that is drawn
DAMAGE, DANGER, DEAREST = 1.0, 10.0, 80.0


@lru_cache(maxsize=64)
def _burdens(large: float) -> np.ndarray:
    alphas = np.stack([VALUATIONS, np.full_like(VALUATIONS, SMALL)], axis=-1)
    return burdens(PrivateProvision(np.broadcast_to([large, 1.0], alphas.shape), alphas))


def _gifts(large: float, alpha: float) -> np.ndarray:
    return np.asarray(100 * burdens(PrivateProvision([large, 1.0], [alpha, SMALL])))


def _even(large: float, alpha: float) -> bool:
    big, small = _gifts(large, alpha)
    return abs(big - small) < 1e-9


def say_valuation(*, large: float, alpha: float) -> str:
    """Say what :func:`valuation` shows."""
    number("large", large, above=1)
    even = equal_burden([large, 1.0], SMALL, member=1).valuation[0]
    big, small = _gifts(large, alpha)
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
    targets=[
        Target(
            "Half as rich again: the weight at which both give the same share of income",
            lambda large, alpha: large == 1.5 and _even(large, alpha),
            said="A fifth less in weight, and the larger income is balanced.",
        ),
        Target(
            "Half as rich again: the largest weight at which the large gives nothing",
            lambda large, alpha: large == 1.5 and _gifts(large, alpha)[0] < 1e-9,
            largest="alpha",
            said="Now the small carries all alone.",
        ),
    ],
    large=Slider(
        values=[1.2, 1.5, 1.75, 2, 2.5, 3], start=1.5, label="income of the large (the small: 1)"
    ),
    alpha=Slider(0.1, 0.8, 0.05, start=0.5, label="its weight of the common good (the small: 0.5)"),
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
        Weight of the common good for the large that is marked.
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
    ax.set_xlabel("the large one's weight of the good, α")
    ax.set_title("Gift, percent of income", loc="left")
    ax.legend(loc="upper left", borderaxespad=0.1, handlelength=2.6)


def _of_income(percent: float) -> str:
    return "nothing" if percent < 1e-9 else f"{percent:.1f} percent of its income"


@lru_cache(maxsize=64)
def _shielded(large: float) -> tuple[np.ndarray, ShieldingOutcome]:
    costs = np.linspace(1.02 * large**2, DEAREST, 160)
    both = np.stack([costs, np.full_like(costs, np.inf)], axis=-1)
    return costs, Shielding([large, DAMAGE], both, DANGER).equilibrium()


def _one(large: float, cost: float) -> ShieldingOutcome:
    return Shielding([large, DAMAGE], [cost, np.inf], DANGER).equilibrium()


def say_shield(*, large: float, cost: float) -> str:
    """Say what :func:`shield` shows."""
    number("large", large, above=1)
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
        f"{100 * one.protection[0]:.0f} percent of its damage and {does}. Against no shield the "
        f"small's cost goes from {none.cost[1]:.3g} to {one.cost[1]:.3g}, the large's from "
        f"{none.cost[0]:.3g} to {one.cost[0]:.3g}, and the sum from {none.cost.sum():.3g} to "
        f"{one.cost.sum():.3g}."
    )


def _mitigates(large: float, cost: float) -> tuple[float, float]:
    big, small = _one(large, cost).mitigation
    return float(big), float(small)


def _no_more(large: float, cost: float) -> bool:
    big, small = _mitigates(large, cost)
    return big <= small + 1e-9


@figure(
    says=say_shield,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "Three times the damage: the dearest shield at which the large does no more than the "
            "small",
            lambda large, cost: large == 3 and _no_more(large, cost),
            largest="cost",
            said="Three times the damage, and no more is done against it.",
        ),
        Target(
            "Three times the damage: the dearest shield at which the large does nothing",
            lambda large, cost: large == 3 and _mitigates(large, cost)[0] < 1e-9,
            largest="cost",
            said="It lives behind its shield, and the small acts alone.",
        ),
        Target(
            "Twice the damage: the dearest shield at which the large does no more than the small",
            lambda large, cost: large == 2 and _no_more(large, cost),
            largest="cost",
            said="The smaller gap asks for a cheaper shield.",
        ),
    ],
    large=Slider(values=[1.5, 2, 3, 4], start=3, label="damage of the large (the small: 1)"),
    cost=Slider(
        values=[18, 20, 24, 27, 30, 32, 36, 43, 50, 60, 80],
        start=80,
        label="price of its shield",
    ),
)
def shield(fig: Figure, *, large: float, cost: float) -> None:
    """Draw what the large and the small mitigate, and what they bear, against protection's cost.

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
    both, total = found.mitigation.sum(axis=-1), found.cost.sum(axis=-1)
    for ax, lines, now in (
        (top, (*found.mitigation.T, both), (*one.mitigation, one.mitigation.sum())),
        (low, (*found.cost.T, total), (*one.cost, one.cost.sum())),
    ):
        styles = (("-", "blue", "the large"), ("--", "orange", "the small"), (":", "ink", "both"))
        for line, (style, shade, name) in zip(lines, styles, strict=True):
            ax.plot(costs, line, style, color=color[shade], label=name)
        ax.plot([cost] * 3, now, "o", ms=6, color=color["ink"], zorder=4, clip_on=False)
        even = crossover_cost(large, DAMAGE, danger=DANGER)
        ax.axvline(even, ymax=0.72, color=color["muted"], lw=1, ls=":")
        ax.set(xlim=(0, DEAREST))
    top.set(ylim=(-0.1, 7.4))
    # both do the same at the dotted upright
    top.text(even, 5.0, " even", color=color["muted"], fontsize=10, va="top")
    top.set_title("Mitigation", loc="left")
    top.legend(loc="upper left", borderaxespad=0.1, handlelength=2.2, ncols=2)
    low.set(ylim=(0, 44))
    low.set_title("What the danger costs", loc="left")
    low.set_xlabel("price of the shield, h")
    if not narrow:
        top.set_xlabel("price of the shield, h")
