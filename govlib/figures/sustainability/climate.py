"""Figures of the climate economy: policies compared, and any carbon price.

Nine optima are read (:mod:`govlib.sustainability.known`); any other is solved once and kept by
:mod:`govlib.sustainability._climate_solvers`, so only its first drawing takes time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.drawing import Choice, Slider, figure
from govlib.palette import color, is_narrow
from govlib.sustainability import (
    ClimatePath,
    Dice,
    known_policies,
    optimum,
    under_prices,
)

__all__ = [
    "DISCOUNTING",
    "carbon_price",
    "policies",
    "say_carbon_price",
    "say_policies",
]

#: pure rate of time preference and elasticity of marginal utility, by who proposes them
DISCOUNTING: dict[str, tuple[float, float]] = {
    "Nordhaus 2007": (0.015, 2.0),
    "Nordhaus 2017": (0.015, 1.45),
    "Stern 2007": (0.001, 1.0),
}

#: last years that are drawn
SOON, LATE = 2150, 2200


def say_policies(*, discounting: str, sensitivity: float) -> str:
    """Say what :func:`policies` shows."""
    today, best = _today_and_best(discounting, sensitivity)
    late = [path.at(2100).warming for path in (today, best)]
    saved = [path.saving[path.model.period(2050)] for path in (today, best)]
    first = best.at(2020).price
    return (
        f"Where the future weighs as for {discounting} and a doubling of carbon warms by "
        f"{sensitivity:g} °C, the best policy asks {first:.0f} dollars a tonne in 2020 and still "
        f"warms by {late[1]:.1f} °C by 2100; today's prices lead to {late[0]:.1f} °C. Saving is "
        f"the best for each: in 2050 {saved[0]:.1%} of output at today's prices, {saved[1]:.1%} at "
        "the best."
    )


@figure(
    says=say_policies,
    narrow=(3.6, 4.6),
    discounting=Choice(list(DISCOUNTING), start="Nordhaus 2017", label="discounting"),
    sensitivity=Slider(
        values=[2, 3.1, 4.5], start=3.1, label="warming by a doubling of CO₂", unit=" °C"
    ),
)
def policies(fig: Figure, *, discounting: str, sensitivity: float) -> None:
    """Draw warming and the carbon price under today's prices and under the best policy.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    discounting : str
        A key of ``DISCOUNTING``.
    sensitivity : float
        Warming in the long run by a doubling of carbon in the air, °C.
    """
    today, best = _today_and_best(discounting, sensitivity)
    left, right = _two_panels(fig)
    shown = today.years <= SOON
    years = today.years[shown]
    for ax, pick in ((left, "warming"), (right, "price")):
        for path, look in ((today, _TODAY), (best, _BEST)):
            ax.plot(years, getattr(path, pick)[shown], **look)
        ax.set(xlim=(2015, SOON), xticks=[2020, 2060, 2100, 2140])
        ax.grid(axis="y")
    left.set(ylim=(0, 7.9), yticks=range(0, 8, 2))
    left.set_title("Warming since 1900, °C", loc="left")
    left.legend(loc="upper left", borderaxespad=0.1, handlelength=2.4)
    right.set(ylim=(0, 620), yticks=range(0, 601, 100))
    right.set_title("Carbon price, $ a tonne", loc="left")
    t = best.model.period(2100)
    for ax, values in ((left, best.warming), (right, best.price)):
        ax.plot([2100], [values[t]], "o", ms=7, color=color["blue"], zorder=4)
    ink: dict[str, Any] = {"textcoords": "offset points", "color": color["blue"]}
    left.annotate(f"{best.warming[t]:.1f}", (2100, best.warming[t]), (0, -17), ha="center", **ink)
    falls = best.price[t + 1] < best.price[t]
    right.annotate(
        f"{best.price[t]:.0f}",
        (2100, best.price[t]),
        (6 if falls else -6, 7),
        ha="left" if falls else "right",
        **ink,
    )


def say_carbon_price(*, price: float, growth: float) -> str:
    """Say what :func:`carbon_price` shows."""
    path = _priced(price, growth)
    warming, years, gain = path.at(2100).warming, path.years, _gain(path)
    drawn = years <= LATE
    before = _today().at(2100).warming
    first = f"Your price leads to {warming:.1f} °C by 2100, today's to {before:.1f} °C."
    if (np.abs(gain[drawn]) < 0.005).all():
        return f"{first} Consumption is the same at all times."
    worst = int(np.argmin(gain[drawn]))
    if gain[worst] > -0.005:
        cost = "Nobody loses by it"
    else:
        cost = f"It costs up to {-gain[worst]:.2g}% of consumption (in {years[worst]})"
    won = years[drawn & (gain > 0.005)]
    when = (
        f"and brings gains from {won[0]} on, {gain[drawn][-1]:+.2g}% by {LATE}"
        if won.size and gain[drawn][-1] > 0.005
        else f"and brings no lasting gain by {LATE}"
    )
    return f"{first} {cost} {when}.".replace("+", "")


@figure(
    says=say_carbon_price,
    narrow=(3.6, 4.6),
    price=Slider(
        values=[0, 2, 10, 25, 40, 50, 75, 100, 200, 300], start=40, label="price in 2020", unit=" $"
    ),
    growth=Slider(0, 5, 1, start=2, label="growth of the price", unit=" % a year"),
)
def carbon_price(fig: Figure, *, price: float, growth: float) -> None:
    """Draw what a carbon price does to warming, and to consumption now and later.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    price : float
        Dollars a tonne of CO₂ in 2020.
    growth : float
        Growth of the price, percent a year.
    """
    today, path = _today(), _priced(price, growth)
    left, right = _two_panels(fig)
    shown = today.years <= LATE
    years = today.years[shown]
    for run, look in ((today, _TODAY), (path, {**_BEST, "label": "your price"})):
        left.plot(years, run.warming[shown], **look)
    gain = _gain(path)[shown]
    for ax in (left, right):
        ax.set(xlim=(2015, LATE), xticks=[2020, 2080, 2140, LATE])
        ax.grid(axis="y")
    left.set(ylim=(0, 8.9), yticks=range(0, 9, 2))
    left.set_title("Warming since 1900, °C", loc="left")
    left.legend(loc="upper left", borderaxespad=0.1, handlelength=2.4)
    right.axhline(0, color=color["muted"], lw=0.8)
    right.plot(years, gain, "-", color=color["blue"])
    loss, win = np.minimum(gain, 0), np.maximum(gain, 0)
    right.fill_between(years, loss, 0, fc=color["orange"], alpha=0.35, hatch="//", lw=0)
    right.fill_between(years, 0, win, fc=color["green"], alpha=0.35, lw=0)
    reach = max(2.4, 1.2 * np.abs(gain).max())
    right.set_ylim(-reach, reach)
    right.locator_params(axis="y", nbins=6, integer=True)
    right.text(0.03, 0.04, "poorer (hatched)", transform=right.transAxes, color=color["orange"])
    right.text(0.03, 0.9, "richer", transform=right.transAxes, color=color["green"])
    right.set_title("Consumption, % against today's", loc="left")


_TODAY: dict[str, Any] = {"color": color["orange"], "ls": "--", "label": "today's prices"}
_BEST: dict[str, Any] = {"color": color["blue"], "ls": "-", "label": "best policy"}


def _two_panels(fig: Figure) -> tuple[Axes, Axes]:
    if is_narrow(fig):
        return fig.add_axes((0.13, 0.57, 0.82, 0.36)), fig.add_axes((0.13, 0.08, 0.82, 0.36))
    return fig.add_axes((0.06, 0.11, 0.4, 0.78)), fig.add_axes((0.56, 0.11, 0.4, 0.78))


# two climbs over up to 190 rates take longer than a move should, so those of the nine are read
def _today_and_best(discounting: str, sensitivity: float) -> tuple[ClimatePath, ClimatePath]:
    rho, eta = DISCOUNTING[discounting]
    model = Dice(time_preference=rho, elasticity=eta, sensitivity=sensitivity)
    known = known_policies(model)
    return known or (under_prices(model.base_prices, model).path, optimum(model).path)


@lru_cache(maxsize=1)
def _today() -> ClimatePath:
    model = Dice()
    return model.path(model.control_at(model.base_prices), model.late_saving)


@lru_cache(maxsize=512)
def _priced(price: float, growth: float) -> ClimatePath:
    """Run the model under a price from 2020 on; the share saved is the same at any price."""
    model = Dice()
    prices = price * (1 + growth / 100) ** (model.years - 2020.0)
    prices[0] = model.base_price
    return model.path(model.control_at(prices), model.late_saving)


def _gain(path: ClimatePath) -> np.ndarray:
    """Return the change of consumption against today's prices, percent."""
    return np.asarray(100 * (path.consumption / _today().consumption - 1))
