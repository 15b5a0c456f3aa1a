"""Figures of single treaties: how deep, how many regions, and who starts."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, Switch, Target, figure
from govlib.figures.handles import handle
from govlib.figures.names import called
from govlib.figures.words import per_cent
from govlib.lab import DEPTHS, known_clubs, known_depths, known_founders
from govlib.palette import color, is_narrow

__all__ = [
    "PRICES",
    "TARIFFS",
    "clubs",
    "depth",
    "founders",
    "say_clubs",
    "say_depth",
    "say_founders",
]

#: tariffs in percent, and target prices in dollars a tonne
TARIFFS, PRICES = (0, 1, 3, 5, 10), (12.5, 25, 50, 100)

#: where the curve of each price has its name
LABELS = {12.5: (1.5, 15.8), 25: (2.7, 12.8), 50: (4.6, 7.8), 100: (8, 3.4)}


def _best(tariff: int, transfers: bool, rate: int) -> float:
    """Return the depth that provides most; of two that provide the same the smaller one."""
    return float(known_depths(tariff / 100, transfers, rate / 100).provision.idxmax())


def say_depth(*, tariff: int, transfers: bool, rate: int) -> str:
    """Say what :func:`depth` shows."""
    rows = known_depths(tariff / 100, transfers, rate / 100)
    most = _best(tariff, transfers, rate)
    best, full = rows.loc[most], rows.loc[1.0]
    if most == 1:
        modest = rows.drop(1.0)
        other = float(modest.provision.idxmax())
        return (
            f"The deepest treaty provides most, {per_cent(best.provision)} of the best with "
            f"{_members(best['size'])}. At {100 * other:.0f} percent of the depth "
            f"{_members(modest.loc[other, 'size'])} provide "
            f"{per_cent(modest.loc[other].provision)}."
        )
    return (
        f"A treaty of {100 * most:.0f} percent of the depth provides most, "
        f"{per_cent(best.provision)} of the best with {_members(best['size'])}. At full depth "
        + (
            f"{_members(full['size'])} provide {per_cent(full.provision)}."
            if full["size"]
            else "no treaty holds."
        )
    )


def _members(count: float) -> str:
    return f"{count:.0f} members"


@figure(
    says=say_depth,
    size=(6.4, 3.6),
    narrow=(3.6, 4.4),
    targets=[
        Target(
            "Patient, without payments: the smallest tariff at which modesty no longer pays",
            lambda tariff, transfers, rate: (
                rate == 3 and not transfers and _best(tariff, transfers, rate) == 1
            ),
            smallest="tariff",
            said="Before that, a treaty that asks for less gets more.",
            id="modesty-without-payments",
        ),
        Target(
            "Patient, with payments: the smallest tariff at which modesty no longer pays",
            lambda tariff, transfers, rate: (
                rate == 3 and transfers and _best(tariff, transfers, rate) == 1
            ),
            smallest="tariff",
            said="Payments hold those whom the depth would drive out.",
            id="modesty-with-payments",
        ),
    ],
    tariff=Slider(values=TARIFFS, start=1, unit=" %", label="tariff on outsiders"),
    transfers=Switch("payments among members"),
    rate=Slider(3, 5, 1, start=3, unit=" %", label="discount rate"),
)
def depth(fig: Figure, *, tariff: int, transfers: bool, rate: int) -> None:
    """Draw who belongs and what is provided, against how deep a treaty goes.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    tariff : int
        Percent, on what outsiders sell to members.
    transfers : bool
        Whether members pay each other.
    rate : int
        Discount rate of governments, in percent.
    """
    if is_narrow(fig):
        axes = [fig.add_axes((0.14, y, 0.82, 0.33)) for y in (0.59, 0.115)]
    else:
        axes = [fig.add_axes((x, 0.16, 0.4, 0.72)) for x in (0.08, 0.57)]
    rows = known_depths(tariff / 100, transfers, rate / 100)
    spots = 100 * np.array(DEPTHS)
    most = _best(tariff, transfers, rate)
    for ax, values, top, title in (
        (axes[0], 100 * rows.provision.to_numpy(), 105, "Provided, % of the best"),
        (axes[1], rows["size"].to_numpy(float), 44, "Members, of forty"),
    ):
        ax.plot(spots, values, "-", color=color["blue"], marker="o", ms=5)
        ax.plot(
            [100 * most], [values[DEPTHS.index(most)]], "D", ms=9, mfc="none",
            mec=color["orange"], mew=2,
        )  # fmt: skip
        ax.set(xlim=(0, 105), ylim=(0, top))
        ax.set_xticks([10, 35, 50, 70, 100])
        ax.set_title(title, loc="left")
    for ax in axes[1:] if is_narrow(fig) else axes:
        ax.set_xlabel("depth, % of the way")


def say_clubs(*, price: float) -> str:
    """Say what :func:`clubs` shows."""
    size = known_clubs(price)
    full = np.flatnonzero(size == 15)
    cost = f"{price:g} dollars a tonne"
    if full.size:
        return (
            f"At {cost} no club holds without a tariff; all fifteen regions hold from a tariff of "
            f"{full[0]} percent."
        )
    none = np.flatnonzero(size > 0)[0] - 1
    return (
        f"At {cost} no club holds up to a tariff of {none} percent, and even 10 percent hold "
        f"only {size[10]} of the fifteen regions."
    )


@figure(
    says=say_clubs,
    targets=[
        Target(
            "The largest price at which a tariff of 3 percent holds all fifteen",
            lambda price: known_clubs(price)[3] == 15,
            largest="price",
            said="The tariff must fit the price: this pair is the one that is quoted.",
            id="three-per-cent",
        )
    ],
    price=Slider(values=PRICES, start=100, unit=" $", label="price that members ask"),
)
def clubs(fig: Figure, *, price: float) -> None:
    """Draw the size of the largest club that holds, against the tariff.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    price : float
        Target price of the members, in dollars a tonne.
    """
    ax = fig.add_axes((0.13, 0.17, 0.83, 0.71) if is_narrow(fig) else (0.08, 0.16, 0.88, 0.73))
    tariffs = np.arange(11)
    for other in PRICES:
        if other != price:
            (line,) = ax.plot(tariffs, known_clubs(other), color=color["edge"], lw=1.2, ls=":")
            handle(line, "price", value=other)
        x, y = LABELS[other]
        text = ax.text(x, y, f"{other:g} $", ha="center", va="center", fontsize=9)
        text.set_color(color["blue" if other == price else "muted"])
    ax.plot(tariffs, known_clubs(price), "-", color=color["blue"], marker="o", ms=5)
    ax.set(xlim=(-0.3, 10.3), ylim=(-0.5, 16.6))
    ax.set_xticks(range(0, 11, 2))
    ax.set_yticks([0, 5, 10, 15])
    ax.set_xlabel("tariff (%)")
    ax.set_title("Regions in the largest club that holds", loc="left")


def say_founders() -> str:
    """Say what :func:`founders` shows."""
    found = known_founders()
    order = np.argsort(found.provision, kind="stable")
    low, high = int(order[0]), int(order[-1])
    middle = float(np.median(found.provision))
    return (
        f"Of 780 pairs that may start, half lead to {per_cent(middle)} of the best or more. "
        f"{_pair(low)} end at {per_cent(found.provision[low])} with {_members(found.size[low])}, "
        f"{_pair(high, False)} at {per_cent(found.provision[high])} with "
        f"{_members(found.size[high])}."
    )


def _pair(place: int, begins: bool = True) -> str:
    found = known_founders()
    text = f"{called(found.first[place])} and {called(found.second[place])}"
    return text[0].upper() + text[1:] if begins else text


@figure(says=say_founders, size=(6.4, 3.4), narrow=(3.6, 3.6))
def founders(fig: Figure) -> None:
    """Draw what comes of each pair of founders, the worst first.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    ax = fig.add_axes((0.13, 0.17, 0.83, 0.71) if is_narrow(fig) else (0.08, 0.17, 0.88, 0.71))
    found = known_founders()
    order = np.argsort(found.provision, kind="stable")
    ax.plot(
        np.arange(1, order.size + 1), 100 * found.provision[order], "-", color=color["blue"],
        drawstyle="steps-mid",
    )  # fmt: skip
    for place, below in ((order[0], False), (order[-1], True)):
        spot = int(np.flatnonzero(order == place)[0]) + 1
        ax.plot(
            [spot], [100 * found.provision[place]], "o", color=color["orange"], ms=6, clip_on=False
        )
        ax.annotate(
            f"{found.first[place]} + {found.second[place]}: {found.size[place]} members",
            (spot, 100 * found.provision[place]), xytext=(-4, 10) if below else (8, -2),
            textcoords="offset points", ha="right" if below else "left",
            va="center",
        )  # fmt: skip
    ax.set(xlim=(-10, 790), ylim=(0, 30))
    ax.set_xticks([1, 200, 400, 600, 780])
    ax.set_xlabel("founding pairs, from the least to the most")
    ax.set_title("Provided in the end, % of the best", loc="left")
