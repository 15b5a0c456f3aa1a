"""Figures of discounting: what a dollar later weighs, and what doubt about the rate changes."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, Target, figure
from govlib.palette import color, is_narrow
from govlib.sustainability import NORDHAUS, STERN, GammaDiscounting, Ramsey

__all__ = ["doubt", "say_doubt", "say_weights", "weights"]

#: years ahead that are drawn, and the one that is marked
AHEAD, MARK = 200, 100

_YEARS = np.linspace(0, AHEAD, 201)


def say_weights(*, time_preference: float, elasticity: float, growth: float) -> str:
    """Say what :func:`weights` shows."""
    yours = Ramsey(time_preference / 100, elasticity, growth / 100)
    at, stern, nordhaus = (100 * rule.factor(MARK) for rule in (yours, STERN, NORDHAUS))
    return (
        f"You discount at {time_preference:g} + {elasticity:g} × {_signed(growth)} = "
        f"{_signed(100 * yours.rate)}% a year: a dollar in {MARK} years weighs {_cents(at)} today. "
        f"For Stern it weighs {_cents(stern)}, for Nordhaus {_cents(nordhaus)}."
    )


@figure(
    says=say_weights,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "With ρ = 1.5 and η = 1.45, the slowest growth at which a dollar in a hundred years "
            "weighs less than a hundredth of a cent",
            lambda time_preference, elasticity, growth: (
                (time_preference, elasticity) == (1.5, 1.45)
                and _hundred(time_preference, elasticity, growth) < 0.01
            ),
            smallest="growth",
            said="A country that grows so fast is to give its future next to nothing.",
        ),
        Target(
            "With the same weights, the fastest growth at which it weighs more than 20 cents",
            lambda time_preference, elasticity, growth: (
                (time_preference, elasticity) == (1.5, 1.45)
                and _hundred(time_preference, elasticity, growth) > 20
            ),
            largest="growth",
            said="A country that stands still is asked to care.",
        ),
        Target(
            "Make it weigh more than a dollar",
            lambda time_preference, elasticity, growth: (
                _hundred(time_preference, elasticity, growth) > 100
            ),
            said="If those to come are poorer, their dollar counts for more than yours.",
        ),
    ],
    time_preference=Slider(
        values=[0.1, 0.5, 1, 1.5, 3], start=1.5, label="time preference ρ", unit=" %"
    ),
    elasticity=Slider(values=[0.5, 1, 1.45, 2, 3], start=2, label="elasticity η"),
    growth=Slider(values=[-1, 0, 1, 2, 3, 4, 6], start=2, label="growth a head", unit=" %"),
)
def weights(fig: Figure, *, time_preference: float, elasticity: float, growth: float) -> None:
    """Draw what a dollar weighs the later it comes, by the Ramsey rule.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    time_preference : float
        Pure rate of time preference, percent a year.
    elasticity : float
        Elasticity of marginal utility.
    growth : float
        Growth of consumption a head, percent a year.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.17, 0.13, 0.78, 0.77) if narrow else (0.1, 0.16, 0.86, 0.74))
    yours = Ramsey(time_preference / 100, elasticity, growth / 100)
    for rule, name, look in (
        (STERN, "Stern 2007", {"color": color["green"], "ls": "-."}),
        (NORDHAUS, "Nordhaus 2007", {"color": color["orange"], "ls": "--"}),
        (yours, "yours", {"color": color["blue"], "ls": "-", "lw": 2.6}),
    ):
        label = f"{name}: {_signed(100 * rule.rate)}%"
        ax.plot(_YEARS, 100 * rule.factor(_YEARS), label=label, **look)
    at = 100 * yours.factor(MARK)
    ax.plot([MARK], [at], "o", ms=8, color=color["ink"], zorder=4)
    ax.annotate(
        _cents(at),
        (MARK, at),
        (8, -21 if at > 100 else 8),
        textcoords="offset points",
        bbox={"boxstyle": "square,pad=0.1", "fc": color["paper"], "ec": "none"},
    )
    ax.set_yscale("log")
    ticks = [0.001, 0.01, 0.1, 1, 10, 100]
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.set(xlim=(0, AHEAD), ylim=(5e-5, 1e7 if narrow else 3e4))
    ax.grid(axis="y")
    ax.set_xlabel("years from now")
    ax.set_title("Weight of a dollar, cents (log scale)", loc="left")
    ax.legend(loc="upper right", ncols=1 if narrow else 3, borderaxespad=0.1, handlelength=2.4)


def say_doubt(*, mean: float, sd: float) -> str:
    """Say what :func:`doubt` shows."""
    opinions = GammaDiscounting(mean / 100, sd / 100)
    if sd == 0:
        return (
            f"Where everybody agrees on {mean:g}%, the rate stays there: a dollar in {MARK} years "
            f"weighs {_cents(100 * opinions.factor(MARK))}."
        )
    ratio = opinions.factor(MARK) / GammaDiscounting(mean / 100, 0).factor(MARK)
    many = f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2g}"
    return (
        f"Where opinions on the rate have mean {mean:g}% and standard deviation {sd:g}%, the rate "
        f"to use falls to {100 * opinions.rate(MARK):.2g}% for a dollar in {MARK} years, which "
        f"weighs {many} times as much as if all agreed on the mean."
    )


@figure(
    says=say_doubt,
    narrow=(3.6, 4.6),
    mean=Slider(values=[1, 2, 3, 4, 6, 8], start=4, label="mean of the opinions", unit=" %"),
    sd=Slider(0, 6, 1, start=3, label="their standard deviation", unit=" %"),
)
def doubt(fig: Figure, *, mean: float, sd: float) -> None:
    """Draw the discount rate that doubt leaves, and what a dollar then weighs.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    mean : float
        Mean of the opinions on the rate, percent a year.
    sd : float
        Their standard deviation, percent a year.
    """
    if is_narrow(fig):
        ax, bars = fig.add_axes((0.13, 0.47, 0.82, 0.45)), fig.add_axes((0.17, 0.04, 0.78, 0.22))
    else:
        ax, bars = fig.add_axes((0.07, 0.16, 0.54, 0.73)), fig.add_axes((0.7, 0.16, 0.28, 0.73))
    opinions, sure = GammaDiscounting(mean / 100, sd / 100), GammaDiscounting(mean / 100, 0)
    flat = np.full_like(_YEARS, mean)
    ax.plot(_YEARS, flat, "--", color=color["orange"], label="everybody agrees")
    ax.plot(_YEARS, 100 * opinions.rate(_YEARS), "-", color=color["blue"], label="opinions differ")
    at = 100 * opinions.rate(MARK)
    ax.plot([MARK], [at], "o", ms=8, color=color["ink"], zorder=4)
    ax.annotate(f"{at:.2g}%", (MARK, at), (6, 6 if sd else -18), textcoords="offset points")
    ax.set(xlim=(0, AHEAD), ylim=(0, 1.45 * mean))
    ax.grid(axis="y")
    ax.set_xlabel("years from now")
    ax.set_title("Discount rate, % a year", loc="left")
    ax.legend(loc="upper right", borderaxespad=0.1, handlelength=2.4)
    values = [100 * rule.factor(MARK) for rule in (sure, opinions)]
    look: dict[str, Any] = {"color": [color["orange"], color["blue"]], "edgecolor": color["paper"]}
    names = ["agree", "differ"]
    high = 1.35 * max(values)
    if is_narrow(fig):
        bars.barh([1, 0], values, height=0.55, hatch=["//", ""], **look)
        bars.set(yticks=[1, 0], yticklabels=names, xticks=[], ylim=(-0.5, 1.5), xlim=(0, high))
    else:
        bars.bar([0, 1], values, width=0.55, hatch=["//", ""], **look)
        bars.set(xticks=[0, 1], xticklabels=names, yticks=[], xlim=(-0.6, 1.6), ylim=(0, high))
    for spot, value in enumerate(values):
        if is_narrow(fig):
            bars.annotate(
                _bare(value), (value, 1 - spot), (5, 0), textcoords="offset points", va="center"
            )
        else:
            bars.annotate(
                _bare(value), (spot, value), (0, 4), textcoords="offset points", ha="center"
            )
    bars.spines[["left", "bottom"]].set_visible(False)
    bars.tick_params(length=0)
    title = f"A dollar in {MARK} years, cents"
    bars.set_title(title if is_narrow(fig) else title.replace(" in", "\nin", 1), loc="left")


def _hundred(time_preference: float, elasticity: float, growth: float) -> float:
    """Return the weight of a dollar in a hundred years, cents; all rates in percent."""
    return float(100 * Ramsey(time_preference / 100, elasticity, growth / 100).factor(MARK))


def _cents(value: float) -> str:
    return "under 0.01 cents" if value < 0.01 else f"{_bare(value)} cents"


def _bare(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def _signed(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")
