"""Stills of reciprocity: who comes first as errors grow, and the tariffs of 2018 to 2020."""

from __future__ import annotations

from functools import cache

import pandas as pd
from matplotlib.figure import Figure

from govlib.data import load
from govlib.drawing import figure
from govlib.games import round_robin
from govlib.games.strategies import field
from govlib.palette import color, is_narrow

__all__ = ["ERRORS", "ranks", "say_ranks", "say_tariffs", "tariffs"]

#: chances of an error at which the fifteen meet, 200 moves each
ERRORS = (0.0, 0.01, 0.2)

_LOOKS = {
    "tit for tat": ("blue", "-"),
    "grim": ("orange", "--"),
    "generous tit for tat": ("green", "-."),
    "always defect": ("purple", ":"),
}


@cache
def _rankings() -> tuple[tuple[str, ...], ...]:
    return tuple(round_robin(field(), noise=noise).ranking for noise in ERRORS)


def say_ranks() -> str:
    """Say what :func:`ranks` shows."""
    first = [ranking[0] for ranking in _rankings()]
    places = [ranking.index("tit for tat") + 1 for ranking in _rankings()]
    return (
        f"Without errors {first[0]} comes first, with one move in a hundred wrong {first[1]}, with "
        f"one in five {first[2]}. Tit for tat is number {places[0]}, {places[1]} and {places[2]}."
    )


@figure(says=say_ranks, size=(6.4, 4.0), narrow=(3.6, 4.4))
def ranks(fig: Figure) -> None:
    """Draw the places of fifteen strategies in three tournaments, one line each.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.09, 0.13, 0.4, 0.8) if narrow else (0.06, 0.14, 0.6, 0.78))
    at = range(len(ERRORS))
    rankings = _rankings()
    for name in rankings[-1]:
        hue, style = _LOOKS.get(name, ("line", "-"))
        places = [ranking.index(name) + 1 for ranking in rankings]
        strong = name in _LOOKS
        ax.plot(
            at,
            places,
            style,
            color=color[hue],
            lw=2.4 if strong else 1.2,
            marker="o",
            ms=5 if strong else 3,
            zorder=3 if strong else 2,
            label=name,
        )
        ax.annotate(
            name,
            (at[-1], places[-1]),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=color[hue] if strong else color["ink"],
            fontweight="bold" if name == "tit for tat" else "normal",
            annotation_clip=False,
        )
    size = len(rankings[0])
    ax.set(xlim=(-0.1, len(ERRORS) - 0.9), ylim=(size + 0.5, 0.5), yticks=[1, 5, 10, size])
    ax.set_xticks(at, ["0", "1 %", "20 %"])
    ax.set_xlabel("errors")
    ax.set_title("place among fifteen", loc="left")


#: where the number of each date stands beside its point, so that it crosses no line
_BESIDE = ((-7, "right"), (3, "left"), (0, "center"), (2, "right"), (0, "left"))


def say_tariffs() -> str:
    """Say what :func:`tariffs` shows."""
    table = load("us_china_tariffs")
    us, china = table.us_on_china_percent, table.china_on_us_percent
    return (
        f"The average tariff of the United States on China's goods rose from {us.iloc[0]:g} "
        f"percent to {us.max():g} and was {us.iloc[-1]:g} in February 2020; China's on US "
        f"goods rose from {china.iloc[0]:g} to {china.max():g} and was {china.iloc[-1]:g}."
    )


@figure(says=say_tariffs, size=(6.4, 3.2), narrow=(3.6, 3.4))
def tariffs(fig: Figure) -> None:
    """Draw the average tariffs that the United States and China put on each other's goods.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.1, 0.14, 0.86, 0.74) if narrow else (0.06, 0.14, 0.91, 0.75))
    table = load("us_china_tariffs")
    days = pd.to_datetime(table.index)
    when = days.year + (days.day_of_year - 1) / 365
    looks = (
        ("china_on_us_percent", "China on US goods", "orange", "s--", 1),
        ("us_on_china_percent", "US on Chinese goods", "blue", "o-", -1),
    )
    for column, label, hue, style, side in looks:
        values = table[column].to_numpy()
        ax.plot(when, values, style, color=color[hue], label=label)
        for k, (x, y) in enumerate(zip(when, values, strict=True)):
            across, align = (0, "center") if (k, side) == (3, -1) else _BESIDE[k]
            ax.annotate(
                f"{y:.1f}",
                (x, y),
                # the lower number of the fourth date stands clear of the steep line to it
                xytext=(across, 0 if k == 0 else -13 if (k, side) == (3, -1) else 8 * side),
                textcoords="offset points",
                ha=align,
                va="center" if k == 0 else "bottom" if side > 0 else "top",
                fontsize=9,
                color=color[hue],
            )
    ax.set(xlim=(2018.1 if narrow else 2018.3, 2020.35), ylim=(0, 27), yticks=[0, 5, 10, 15, 20])
    ax.set_xticks([2018.5, 2019, 2019.5, 2020], ["July 2018", "2019", "July", "2020"])
    ax.legend(loc="lower right")
    ax.set_title("average tariff, percent", loc="left")
