"""Figure of the Council of Ministers from 1958 on: its founders' power, and its own to act."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib._check import choice
from govlib.drawing import Choice, figure
from govlib.figures.voting.power import with_article
from govlib.palette import color, is_narrow
from govlib.voting import COUNCILS, banzhaf, eu_council

__all__ = ["STATES", "enlargement", "say_enlargement"]

#: states that the figure can follow
STATES = ("Germany", "France", "Italy", "Netherlands", "Belgium", "Luxembourg")

#: how the later rules are called on the axis
_LATE = {"2004_may": "2004", "2004_nov": "Nice", "2007": "2007", "2013": "2013", "lisbon": "2014"}


@lru_cache(maxsize=1)
def _history() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Shares and power of the states (rules, states), and powers to act (rules)."""
    shares, powers, act = [], [], []
    for rule in COUNCILS:
        body = eu_council(rule)
        found = banzhaf(body.game)
        at = [body.names.index(name) for name in STATES]
        shares.append(np.array(body.votes)[at] / sum(body.votes))
        powers.append(found.index[at])
        act.append(found.act)
    return np.array(shares), np.array(powers), np.array(act)


def say_enlargement(*, state: str) -> str:
    """Say what :func:`enlargement` shows."""
    shares, powers, act = _history()
    i = STATES.index(choice("state", state, STATES))
    was, now = 100 * powers[0, i], 100 * powers[-1, i]
    began = "no power at all" if was == 0 else f"{was:.2g} percent of the power"
    who = with_article(state)
    return (
        f"{who[0].upper()}{who[1:]} had {began} in the Council of six and has {now:.2g} percent "
        f"among 27, with {100 * shares[-1, i]:.2g} percent of the people. The Council could act "
        f"in {100 * act[0]:.2g} percent of all divisions in 1958, in {100 * act[-2]:.2g} before "
        f"2014 and in {100 * act[-1]:.2g} since."
    )


@figure(
    says=say_enlargement,
    narrow=(3.6, 4.6),
    state=Choice(STATES, label="state"),
)
def enlargement(fig: Figure, *, state: str) -> None:
    """Draw a founder's votes and power, and the Council's power to act, from 1958 to today.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    state : str
        One of ``STATES``.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, low = fig.add_axes((0.13, 0.5, 0.84, 0.34)), fig.add_axes((0.13, 0.13, 0.84, 0.24))
    else:
        ax, low = fig.add_axes((0.08, 0.27, 0.5, 0.54)), fig.add_axes((0.67, 0.27, 0.31, 0.54))
    shares, powers, act = _history()
    i = STATES.index(choice("state", state, STATES))
    at = np.arange(len(COUNCILS))
    labels = [rule[:4] if rule[0] == "1" else _LATE[rule] for rule in COUNCILS]
    ax.plot(
        at,
        100 * shares[:, i],
        "o--",
        clip_on=False,
        mfc=color["paper"],
        color=color["orange"],
        label="votes (2014: people)",
    )
    ax.plot(
        at,
        100 * powers[:, i],
        "D-",
        clip_on=False,
        ms=5.5,
        color=color["blue"],
        label="power" if narrow else "power (Banzhaf)",
    )
    top = 100 * max(shares[:, i].max(), powers[:, i].max())
    ax.set(ylim=(0, 1.12 * top))
    ax.grid(axis="y")
    low.bar(at, 100 * act, width=0.6, color=color["green"], edgecolor=color["paper"])
    low.set(ylim=(0, 27), yticks=[0, 10, 20])
    low.grid(axis="y")
    low.set_axisbelow(True)
    for panel in (ax, low):
        panel.set_xlim(-0.6, len(COUNCILS) - 0.4)
        every = 1 if panel is ax and not narrow else 3
        panel.set_xticks(at[::every], labels[::every], rotation=0 if every == 3 else 60)
    if narrow:
        ax.set_xticks(at[::3], labels[::3])
    fig.text(0.02, 0.94, f"{state}: share, %", fontsize=11)
    if narrow:
        fig.text(0.02, 0.405, "Divisions in which the Council can act, %", fontsize=11)
    else:
        fig.text(0.62, 0.94, "The Council can act, %", fontsize=11)
    fig.legend(
        loc="upper left", bbox_to_anchor=(0.0, 0.93), ncols=2, columnspacing=1.2, handlelength=2.4
    )
