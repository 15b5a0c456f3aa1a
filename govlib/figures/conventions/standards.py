"""Figure of two standards of the internet that no law asks for.

The table is ``internet_standards``.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from govlib.data import load
from govlib.drawing import Switch, figure
from govlib.palette import color, is_narrow

__all__ = ["say_standards", "shares", "standards"]


def shares(standard: str) -> pd.Series:
    """Return percent of a standard by year; a date to the year or the month is its first day.

    Parameters
    ----------
    standard : str
        ``"IPv6"`` or ``"RPKI"``.
    """
    table = load("internet_standards")
    if standard not in set(table.standard):
        raise ValueError(f"standard must be one of {sorted(set(table.standard))}; got {standard!r}")
    table = table[table.standard == standard]
    days = pd.to_datetime([f"{date}-01-01"[:10] for date in table.date.astype(str)])
    years = days.year + (days.day_of_year - 1) / 365.25
    return pd.Series(table.percent.to_numpy(float), index=years, name=standard)


def say_standards(*, log: bool) -> str:
    """Say what :func:`standards` shows."""
    new, routes = shares("IPv6"), shares("RPKI")
    how = (
        "the share doubled fast while it was small, and more and more slowly"
        if log
        else "slow, then by some points a year"
    )
    return (
        f"IPv6 went from {new.iloc[0]:g}% of Google's users in {int(new.index[0])} to "
        f"{new.iloc[-1]:g}% in {int(new.index[-1])}: {how}. Route authorisations went from "
        f"{routes.iloc[0]:.0f}% in {int(routes.index[0])} to {routes.iloc[-1]:g}% in "
        f"{int(routes.index[-1])}."
    )


@figure(says=say_standards, log=Switch("log scale"))
def standards(fig: Figure, *, log: bool) -> None:
    """Draw how two standards of the internet spread.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    log : bool
        Whether the shares are drawn on a log scale.
    """
    ax = fig.add_axes((0.17, 0.14, 0.79, 0.76) if is_narrow(fig) else (0.1, 0.14, 0.87, 0.76))
    for name, tone, mark in (("IPv6", "blue", "o-"), ("RPKI", "orange", "s--")):
        share = shares(name)
        ax.plot(share.index, share, mark, ms=7, color=color[tone], clip_on=False)
    if log:
        ax.set_yscale("log")
        ax.set(ylim=(0.3, 130))
        ax.set_yticks([1, 10, 50], ["1%", "10%", "50%"])
        ax.minorticks_off()
    else:
        ax.set(ylim=(0, 70))
        ax.set_yticks([0, 25, 50], ["0%", "25%", "50%"])
    ax.set(xlim=(2010.5, 2027), xticks=(2012, 2016, 2020, 2024))
    ax.text(2017.5, 9.0, "IPv6, users", ha="left", color=color["blue"])
    ax.text(2021.3, 57, "RPKI, routes", ha="right", color=color["orange"])
    ax.set_title("Share that has the standard", loc="left")
