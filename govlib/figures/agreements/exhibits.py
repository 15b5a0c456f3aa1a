"""Stills of great powers: who sends and who pays, and what a joint product makes of NATO."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from govlib.agreements import JointFit, JointProduct, alliance, fit_joint
from govlib.data import load
from govlib.drawing import Choice, figure
from govlib.figures.agreements.alliances import YEARS
from govlib.palette import color, is_narrow

__all__ = ["joint", "peace", "say_joint", "say_peace"]

#: states in the figure of peacekeeping: the largest payers, then the largest senders
PAYERS, SENDERS = 5, 5


@lru_cache(maxsize=1)
def _peace() -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    table = load("peacekeeping_2021")
    sent = 100 * table.uniformed_personnel / table.uniformed_personnel.sum()
    paid = table.assessed_percent
    most = [*paid.nlargest(PAYERS).index, *sent.nlargest(SENDERS).index]
    names = tuple(table.name[most])
    return names, paid[most].to_numpy(), sent[most].to_numpy()


def say_peace() -> str:
    """Say what :func:`peace` shows."""
    names, paid, sent = _peace()
    return (
        f"The {PAYERS} states that were billed most for United Nations peacekeeping in 2021, "
        f"{names[0]} first with {paid[0]:.1f} percent, owed {paid[:PAYERS].sum():.0f} percent "
        f"and sent {sent[:PAYERS].sum():.1f} percent of those in uniform. The {SENDERS} that sent "
        f"most, {names[PAYERS]} first with {sent[PAYERS]:.1f} percent, sent "
        f"{sent[PAYERS:].sum():.0f} percent and owed {paid[PAYERS:].sum():.1f}."
    )


@figure(says=say_peace)
def peace(fig: Figure) -> None:
    """Draw shares of the bill and of the personnel of United Nations peacekeeping.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    ax = fig.add_axes((0.36, 0.17, 0.6, 0.7) if is_narrow(fig) else (0.2, 0.13, 0.76, 0.74))
    names, paid, sent = _peace()
    rows = np.arange(len(names))[::-1]
    ax.barh(rows + 0.2, paid, 0.38, color=color["blue"], label="of the bill")
    ax.barh(rows - 0.2, sent, 0.38, color=color["orange"], hatch="///", label="of those in uniform")
    ax.axhline(SENDERS - 0.5, color=color["line"], lw=1)
    ax.set_yticks(rows, names)
    ax.set(xlim=(0, 32), xlabel="percent of all states")
    # beside the shortest bars, of the last two that pay
    ax.legend(
        loc="center right",
        bbox_to_anchor=(1.0, SENDERS + 0.5),
        bbox_transform=ax.get_yaxis_transform(),
        borderaxespad=0,
        handlelength=1.2,
        fontsize=9 if is_narrow(fig) else 10,
    )
    ax.set_title("Peacekeeping, 2021", loc="left")


@lru_cache(maxsize=4)
def _joint(year: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, JointFit]:
    members = alliance(year)
    size = members.gdp / members.gdp.sum()
    found = fit_joint(size, members.effort)
    model = JointProduct(size, found.common, found.own).equilibrium()
    return 100 * size, members.effort, 100 * model.gifts / size, found


def say_joint(*, year: int = 1964) -> str:
    """Say what :func:`joint` shows."""
    size, seen, model, found = _joint(year)
    at = int(size.argmax())
    rest = np.delete(model, at)
    return (
        f"NATO in {year}. A joint product with the weights {found.common:.3f} for the sum and "
        f"{found.own:.3f} for one's own gift puts the largest at {model[at]:.1f} percent of GDP "
        f"(it spent {seen[at]:.1f}) and all others between {rest.min():.1f} and {rest.max():.1f}; "
        f"it misses by {found.error:.2f} points, a flat rate by {found.flat_error:.2f}."
    )


@figure(says=say_joint, year=Choice(YEARS, style="radio", start=1964, label="year"))
def joint(fig: Figure, *, year: int = 1964) -> None:
    """Draw what a fitted joint product makes of NATO's burdens.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    year : int, default 1964
        1964, 2018 or 2019.
    """
    ax = fig.add_axes((0.12, 0.15, 0.84, 0.74) if is_narrow(fig) else (0.08, 0.16, 0.89, 0.73))
    size, seen, model, _ = _joint(year)
    order = size.argsort()
    ax.plot(size, seen, "o", ms=7, color=color["blue"], label="spent")
    ax.plot(size[order], model[order], "s--", ms=4, color=color["orange"], label="joint product")
    ax.set_xscale("log")
    ax.set_xticks([0.1, 1, 10, 100], ["0.1", "1", "10", "100"])
    ax.minorticks_off()
    ax.set(xlim=(0.02, 150), ylim=(0, 9), xlabel="percent of the alliance's GDP (log scale)")
    ax.legend(loc="upper left")
    ax.set_title(f"Defence, percent of GDP, {year}", loc="left")
