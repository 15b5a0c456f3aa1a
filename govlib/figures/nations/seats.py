"""Figure of the seats of the United Nations: who sat down when."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from govlib.data import load
from govlib.drawing import figure
from govlib.palette import color, is_narrow

__all__ = ["PERIODS", "say_seats", "seats"]

#: last year of each period, with the hue and mark of those who joined in it
PERIODS = ((1945, "muted", "o"), (1960, "blue", "s"), (1989, "orange", "^"), (2011, "green", "D"))


@lru_cache(maxsize=1)
def _members() -> Any:
    return load("countries")


def say_seats() -> str:
    """Say what :func:`seats` shows."""
    years = _members().un_accession_year
    first, *more = (int((years <= last).sum()) for last, _, _ in PERIODS)
    then = ", ".join(
        f"{count} by {last}" for count, (last, _, _) in zip(more[:-1], PERIODS[1:-1], strict=True)
    )
    return (
        f"Of today's {more[-1]} members of the United Nations {first} had a seat by 1945, {then}, "
        f"and all by {PERIODS[-1][0]}."
    )


@figure(says=say_seats, size=(6.4, 3.7), narrow=(3.6, 3.3))
def seats(fig: Figure) -> None:
    """Draw the members of the United Nations where they lie, by the time of their accession.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.01, 0.02, 0.98, 0.72 if narrow else 0.84))
    members, before = _members(), 0
    for last, hue, mark in PERIODS:
        joined = members[(members.un_accession_year > before) & (members.un_accession_year <= last)]
        since = f"by {last}" if not before else f"{before + 1} to {last}"
        # the area of a mark grows with the root of today's population
        area = (4 if narrow else 7) + (np.sqrt(joined.population_2024) / (900 if narrow else 500))
        ax.scatter(
            joined.lon, joined.lat, s=area, marker=mark, color=color[hue], lw=0, alpha=0.85,
            label=f"{since}: {len(joined)}",
        )  # fmt: skip
        before = last
    ax.set(xlim=(-180, 182), ylim=(-58, 78))
    ax.set_axis_off()
    legend = ax.legend(
        loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2 if narrow else 4, columnspacing=1,
        handletextpad=0.3, labelspacing=0.3, borderaxespad=0,
    )  # fmt: skip
    for one in legend.legend_handles:
        if isinstance(one, PathCollection):
            one.set_sizes([40])
