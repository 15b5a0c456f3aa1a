"""Figure of what a tonne of carbon costs, by the weight of the future and the damages."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, Target, figure
from govlib.figures.sustainability.climate import DISCOUNTING
from govlib.palette import color, is_narrow
from govlib.sustainability import ClimatePath, Dice, restrain, social_cost_of_carbon

__all__ = ["say_time_and_carbon", "time_and_carbon"]

#: rates of time preference that are drawn, percent a year
_RATES = np.linspace(0.1, 3.0, 30)


@lru_cache(maxsize=64)
def _path(damages: float) -> ClimatePath:
    """Return the path of today's prices and saving; the weight of the future does not move it."""
    today = restrain("less saving").today
    return Dice(damage=Dice().damage * damages).path(today.control, today.saving)


@lru_cache(maxsize=64)
def _cost_curve(elasticity: float, damages: float) -> np.ndarray:
    """Return the social cost of 2020 at each rate."""
    return social_cost_of_carbon(
        _path(damages), time_preference=_RATES / 100, elasticity=elasticity
    )[:, 1]


@lru_cache(maxsize=4096)
def _cost(time_preference: float, elasticity: float, damages: float) -> float:
    """Return the social cost of 2020 along the path of today's prices."""
    cost = social_cost_of_carbon(
        _path(damages), time_preference=time_preference / 100, elasticity=elasticity
    )
    return float(cost[1])


def say_time_and_carbon(*, time_preference: float, elasticity: float, damages: float) -> str:
    """Say what :func:`time_and_carbon` shows."""
    yours = _cost(time_preference, elasticity, damages)
    stern, later = (
        _cost(100 * rho, eta, damages)
        for rho, eta in (DISCOUNTING["Stern 2007"], DISCOUNTING["Nordhaus 2017"])
    )
    lost = 100 * Dice().damage * damages * 3**2
    return (
        f"With ρ = {time_preference:g}%, η = {elasticity:g} and {lost:.1f}% of output lost at "
        f"3 °C, a tonne of CO₂ emitted in 2020 costs {yours:,.0f} dollars; with the weights of "
        f"Nordhaus (2017) {later:,.0f}, with those of Stern (2007) {stern:,.0f}. Climate, damages "
        "and policy are the same in all three."
    )


@figure(
    says=say_time_and_carbon,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "At Nordhaus's damages, above 200 dollars a tonne with as much impatience as possible",
            lambda time_preference, elasticity, damages: (
                damages == 1 and _cost(time_preference, elasticity, damages) > 200
            ),
            largest="time_preference",
            said="Nothing in nature has changed.",
        ),
        Target(
            "With the weights of Nordhaus (2017), above 100 dollars with the smallest damages",
            lambda time_preference, elasticity, damages: (
                (time_preference, elasticity) == (1.5, 1.45)
                and _cost(time_preference, elasticity, damages) > 100
            ),
            smallest="damages",
            said="Here nothing but the damage has changed.",
        ),
    ],
    time_preference=Slider(
        values=[0.1, 0.5, 1, 1.5, 3], start=1.5, label="time preference ρ", unit=" %"
    ),
    elasticity=Slider(values=[1, 1.45, 2], start=1.45, label="elasticity η"),
    damages=Slider(values=[0.5, 1, 2, 4], start=1, label="damages, times those of Nordhaus"),
)
def time_and_carbon(
    fig: Figure, *, time_preference: float, elasticity: float, damages: float
) -> None:
    """Draw the social cost of carbon of 2020 against how fast the future loses weight.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    time_preference : float
        Pure rate of time preference, percent a year.
    elasticity : float
        Elasticity of marginal utility.
    damages : float
        Share of output lost at each warming, as a multiple of Nordhaus's.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.13, 0.8, 0.77) if narrow else (0.1, 0.16, 0.86, 0.74))
    ends = {1.0: ("-.", "green"), 2.0: (":", "purple")}
    for value, (dash, name) in ends.items():
        if value != elasticity:
            ax.plot(
                _RATES,
                _cost_curve(value, damages),
                dash,
                color=color[name],
                lw=1.6,
                label=f"η = {value:g}",
            )
    ax.plot(
        _RATES,
        _cost_curve(elasticity, damages),
        "-",
        color=color["blue"],
        lw=2.6,
        label=f"η = {elasticity:g} (yours)",
    )
    yours = _cost(time_preference, elasticity, damages)
    ax.plot([time_preference], [yours], "o", ms=9, color=color["ink"], zorder=5, clip_on=False)
    far = time_preference > 0.5  # above it stands the legend, below it the empty corner
    ax.annotate(
        f"${yours:,.0f}",
        (time_preference, yours),
        (-8, -10) if far else (9, 12),
        textcoords="offset points",
        ha="right" if far else "left",
        va="top" if far else "bottom",
        bbox={"boxstyle": "square,pad=0.15", "fc": color["paper"], "ec": "none"},
        zorder=6,
    )
    for name, mark in (("Stern 2007", "s"), ("Nordhaus 2007", "D"), ("Nordhaus 2017", "^")):
        rho, eta = DISCOUNTING[name]
        ax.plot(
            [100 * rho],
            [_cost(100 * rho, eta, damages)],
            mark,
            ms=7,
            mfc=color["paper"],
            mec=color["orange"],
            mew=1.8,
            ls="none",
            label=name,
            zorder=4,
        )
    ax.set_yscale("log")
    ticks = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]
    ax.set_yticks(ticks, [str(tick) for tick in ticks])
    ax.minorticks_off()
    ax.set(xlim=(0, 3.05), ylim=(2, 9000))
    ax.grid(axis="y")
    ax.set_xlabel("pure rate of time preference ρ, % a year")
    ax.set_title("Social cost of CO₂ in 2020, $ a tonne", loc="left")
    ax.legend(loc="upper right", ncols=1 if narrow else 2, handlelength=2.4, borderaxespad=0.1)
