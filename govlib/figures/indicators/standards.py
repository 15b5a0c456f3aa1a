"""Figures of standards: whose eyes and which stage count, and how far deficits are forgiven.

The programmes of the two-by-two are invented; the human development index is that of UNDP.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import Choice, Slider, figure
from govlib.figures.handles import handle
from govlib.indicators import load_human_development, two_by_two
from govlib.palette import color, is_narrow

__all__ = ["PROGRAMMES", "development", "say_development", "say_standards", "standards"]

#: the four kinds of standard, in the order of the scores below
KINDS = (
    ("objective", "process"),
    ("objective", "result"),
    ("subjective", "process"),
    ("subjective", "result"),
)

#: invented programmes and their scores, from 0 to 10, by the four kinds
PROGRAMMES = {
    "Rules": (9, 4, 6, 3),
    "Output": (4, 9, 3, 6),
    "Voice": (5, 3, 9, 6),
    "Repute": (3, 6, 5, 9),
    "Even": (6.5, 6.5, 6.5, 6.5),
}

_TONES = ("blue", "orange", "green", "purple", "gold")
_HATCHES = ("", "//", "..", "\\\\", "xx")


def scores(objective: float, process: float) -> NDArray[np.float64]:
    """Return the score of each programme under the reader's weights.

    Examples
    --------
    >>> scores(objective=1.0, process=0.0)
    array([4. , 9. , 3. , 6. , 6.5])
    """
    weights = two_by_two(KINDS, objective=objective, process=process)
    return np.array(list(PROGRAMMES.values())) @ weights


@lru_cache(maxsize=1)
def _map() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Shares along one side, and by how much each programme leads on the grid of both.

    The lead over the best of the others has shape (programmes, process, objective).
    """
    share = np.linspace(0, 1, 41)
    table = np.array(list(PROGRAMMES.values()), float)
    o, p = np.meshgrid(share, share)
    weights = np.stack([o * p, o * (1 - p), (1 - o) * p, (1 - o) * (1 - p)], axis=-1)
    points = np.moveaxis(weights @ table.T, -1, 0)
    best_other = [np.delete(points, which, axis=0).max(axis=0) for which in range(len(points))]
    return share, points - np.array(best_other)


def _middle(lead: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each point where a programme leads is from the border, less so near the frame."""
    away = np.minimum(np.arange(41), np.arange(41)[::-1]) / 40
    return np.where(lead > 0, lead * np.minimum.outer(away, away), -1.0)


def say_standards(*, objective: float, process: float) -> str:
    """Say what :func:`standards` shows."""
    values, name = scores(objective, process), list(PROGRAMMES)
    best = np.flatnonzero(values >= values.max() - 1e-9)
    who = " and ".join(name[i] for i in best)
    last = name[int(values.argmin())]
    verb = "comes first" if len(best) == 1 else "share the first place"
    return (
        f"With {objective:.0%} of the weight on objective standards and {process:.0%} on the "
        f"process, {who} {verb} with {values.max():.1f} and {last} comes last with "
        f"{values.min():.1f}. Each of the five is best somewhere on the map: the choice of "
        "standards decides."
    )


@figure(
    says=say_standards,
    narrow=(3.6, 4.6),
    objective=Slider(0, 1, 0.1, start=0.5, label="weight of objective standards"),
    process=Slider(0, 1, 0.1, start=0.5, label="weight of the process"),
)
def standards(fig: Figure, *, objective: float, process: float) -> None:
    """Draw which programme is best at every weight of two pairs of standards.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    objective : float
        Share of the weight on objective standards.
    process : float
        Share on the process.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, bars = fig.add_axes((0.17, 0.42, 0.72, 0.5)), fig.add_axes((0.22, 0.05, 0.68, 0.24))
    else:
        ax, bars = fig.add_axes((0.1, 0.16, 0.44, 0.73)), fig.add_axes((0.68, 0.16, 0.3, 0.73))
    share, leads = _map()
    for name, tone, lead in zip(PROGRAMMES, _TONES, leads, strict=True):
        ax.contour(share, share, lead, levels=[0], colors=color["muted"], linewidths=0.8)
        # the name stands where the lead is clearest, but not under the reader's point
        apart = np.hypot(*np.meshgrid((share - objective) / 1.6, share - process)) > 0.1
        row, column = np.unravel_index(np.argmax(np.where(apart, _middle(lead), -1)), lead.shape)
        ax.text(
            *(share[column], share[row], name),
            ha="center",
            va="center",
            fontsize=10,
            color=color[tone],
        )
    look: dict[str, Any] = {"mfc": "none", "mec": color["ink"], "mew": 2, "clip_on": False}
    handle(ax.plot([objective], [process], "o", ms=11, **look)[0], "objective", "process", field=ax)
    ax.plot([objective], [process], "+", ms=7, color=color["ink"], clip_on=False)
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    for axis, words in ((ax.xaxis, ("subjective", "objective")), (ax.yaxis, ("result", "process"))):
        axis.set_ticklabels([words[0], "", words[1]])
    for label, ha in zip(ax.get_xticklabels(), ("left", "center", "right"), strict=True):
        label.set(ha=ha)
    for label, va in zip(ax.get_yticklabels(), ("bottom", "center", "top"), strict=True):
        label.set(va=va, rotation=90)
    ax.spines[["top", "right"]].set_visible(True)
    ax.set_title("Who comes first", loc="left")
    values = scores(objective, process)
    spots = np.arange(len(values))[::-1]
    best = values >= values.max() - 1e-9
    bars.barh(
        spots,
        values,
        height=0.6,
        color=[color[tone] for tone in _TONES],
        edgecolor=color["paper"],
        hatch=list(_HATCHES),
    )
    for spot, value, first in zip(spots, values, best, strict=True):
        bars.text(
            value + 0.2,
            spot,
            f"{value:.1f}" + (" ←" if first else ""),
            va="center",
            fontsize=10,
        )
    bars.set_yticks(spots, list(PROGRAMMES))
    bars.set(xlim=(0, 11.5), xticks=[])
    bars.spines[["bottom", "left"]].set_visible(False)
    bars.tick_params(length=0)
    bars.set_title("Score at your weights", loc="left", x=-0.2 if narrow else -0.1)


# ---- how far deficits are forgiven: the human development index

#: exponents of the mean, from the rule before 2010 over UNDP's own to the worst dimension alone
POWERS = {
    "full (before 2010)": 1.0,
    "partial (UNDP)": 0.0,
    "little": -3.0,
    "none": -np.inf,
}


@lru_cache(maxsize=8)
def _moves(compensation: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    report = load_human_development(2021)
    gained = report.published_rank - report.ranks(power=POWERS[compensation])
    return report.published, gained


def say_development(*, compensation: str) -> str:
    """Say what :func:`development` shows."""
    _, gained = _moves(compensation)
    if not gained.any():
        return (
            "With the geometric mean, UNDP's own rule since 2010, all 191 countries stand where "
            "the report of 2021 puts them."
        )
    report = load_human_development(2021)
    moved = int((gained != 0).sum())
    most, least = int(gained.argmax()), int(gained.argmin())
    word = {"full (before 2010)": "the arithmetic mean", "none": "the worst dimension alone"}
    return (
        f"With {word.get(compensation, 'less compensation')}, {moved} of 191 countries change "
        f"place: {report.names[most]} gains {gained[most]} and {report.names[least]} loses "
        f"{-gained[least]}. One exponent decides how far a weak dimension is forgiven."
    )


@figure(
    says=say_development,
    narrow=(3.6, 4.6),
    compensation=Choice(list(POWERS), label="compensation"),
)
def development(fig: Figure, *, compensation: str) -> None:
    """Draw how many places countries move if dimensions compensate more, or less, than UNDP's.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    compensation : str
        One of ``POWERS``.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.17, 0.12, 0.79, 0.78) if narrow else (0.1, 0.15, 0.87, 0.75))
    index, gained = _moves(compensation)
    report = load_human_development(2021)
    up, down = gained > 0, gained < 0
    still = ~up & ~down
    for chosen, tone, mark in ((still, "edge", "."), (up, "blue", "^"), (down, "orange", "v")):
        ax.plot(index[chosen], gained[chosen], mark, ms=5, color=color[tone], clip_on=False)
    limit = 75.0
    ax.axhline(0, color=color["muted"], lw=0.8)
    for country in _extremes(gained):
        # gains lie thick to the right of theirs, losses to the left
        left = gained[country] > 0 and index[country] > 0.7
        ax.annotate(
            report.names[country].split(" (")[0],
            (index[country], gained[country]),
            xytext=(-7 if left else 7, 0),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
            fontsize=9.5,
        )
    ax.set_yscale("symlog", linthresh=4, linscale=0.6)
    ax.set(xlim=(0.36, 1.0), ylim=(-limit, limit), xticks=[0.4, 0.6, 0.8, 1.0])
    ticks = [-50, -20, -10, -4, 0, 4, 10, 20, 50]
    ax.set_yticks(ticks, [f"{tick:+d}".replace("-", "−") if tick else "0" for tick in ticks])
    ax.minorticks_off()
    ax.grid(axis="y")
    ax.set_xlabel("human development index of 2021")
    ax.set_title("Places gained", loc="left")


def _extremes(gained: NDArray[np.int64]) -> list[int]:
    """Find the country that gains and the one that loses most, if any do."""
    return [int(i) for i in (gained.argmax(), gained.argmin()) if gained[i]]
