"""Figures of standards: whose eyes and which stage count, and how far deficits are forgiven.

The governments of the two-by-two and the human development index stand in
:mod:`govlib.indicators`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import scipy.stats  # noqa: F401 (models import it late, and a first answer would wait)
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.handles import handle
from govlib.figures.indicators.slopes import draw_slopes, slope_key
from govlib.figures.names import with_article
from govlib.figures.words import listed
from govlib.indicators import load_governance, load_human_development
from govlib.palette import color, is_narrow

__all__ = ["development", "say_development", "say_standards", "standards"]

_SHORT = {"United States": "USA", "United Kingdom": "UK", "South Korea": "Korea"}


def names() -> tuple[str, ...]:
    """Return the eighteen governments, by names short enough for a figure.

    Examples
    --------
    >>> names()[:4]
    ('China', 'India', 'USA', 'Indonesia')
    """
    return tuple(_SHORT.get(name, name) for name in load_governance("g20").names)


@lru_cache(maxsize=32)
def _places(objective: int, process: int) -> NDArray[np.int64]:
    """Rank each of the eighteen at shares in percent."""
    return load_governance("g20").ranks(objective=objective / 100, process=process / 100)


def _of_all(code: str, objective: int, process: int) -> int:
    table = load_governance()
    places = table.ranks(objective=objective / 100, process=process / 100)
    return int(places[table.place(code)])


def _stands(code: str, rank: int) -> Any:
    """Return a predicate: the country has that rank among the eighteen."""
    place = load_governance("g20").place(code)
    return lambda objective, process: _places(objective, process)[place] == rank


def say_standards(*, objective: int, process: int) -> str:
    """Say what :func:`standards` shows."""
    before, after, name = _places(50, 50), _places(objective, process), names()
    moved = before - after
    first = [name[i] for i in np.flatnonzero(after == 1)]
    last = [name[i] for i in np.flatnonzero(after == after.max())]
    leads, ends = (listed([with_article(x) for x in who]) for who in (first, last))
    china = f"Of all 55 countries China is number {_of_all('CHN', objective, process)}."
    if (objective, process) == (50, 50):
        return (
            f"At equal shares {leads} comes first and {ends} last of the eighteen governments. "
            f"{china}"
        )
    far = np.flatnonzero(np.abs(moved) == np.abs(moved).max())
    movers = [f"{with_article(name[i])} from {before[i]} to {after[i]}" for i in far[:3]]
    movers += [f"{len(far) - 3} more as far"] if len(far) > 3 else []
    verb = "moves" if len(far) == 1 else "move"
    return (
        f"{leads[0].upper()}{leads[1:]} comes first and {ends} last. Against equal shares the "
        f"average shift is {np.abs(moved).mean():.1f} of eighteen places; {listed(movers)} "
        f"{verb} most. {china}"
    )


@figure(
    says=say_standards,
    size=(6.4, 4.0),
    narrow=(3.6, 3.98),
    targets=[
        Target(
            "Shares at which Mexico stands second",
            _stands("MEX", 2),
            said="What Mexicans say of their lives, and nothing else.",
        ),
        Target(
            "Shares at which Brazil stands last",
            _stands("BRA", 18),
            said="Those who watch Brazil's government rate it lower than its people rate life.",
        ),
        Target(
            "Shares at which Italy stands first",
            _stands("ITA", 1),
            said="By its statistics alone, and by a lead of less than a fifth of a point.",
        ),
    ],
    objective=Slider(0, 100, 25, start=50, label="weight of objective standards", unit=" %"),
    process=Slider(0, 100, 25, start=50, label="weight of the process", unit=" %"),
)
def standards(fig: Figure, *, objective: int, process: int) -> None:
    """Draw the ranks of eighteen governments at equal shares and at the reader's.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    objective : int
        Share of the weight on objective standards, in percent.
    process : int
        Share on the process, in percent.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, field = fig.add_axes((0.3, 0.323, 0.4, 0.632)), fig.add_axes((0.3, 0.062, 0.4, 0.18))
    else:
        ax, field = fig.add_axes((0.155, 0.075, 0.3, 0.845)), fig.add_axes((0.725, 0.2, 0.25, 0.6))
    draw_slopes(ax, names(), _places(50, 50), _places(objective, process))
    box = ax.get_position()
    head = 0.955 if narrow else 0.945
    fig.text(box.x0, head, "equal shares", ha="right", va="bottom", fontsize=10)
    fig.text(box.x1, head, "your shares", ha="left", va="bottom", fontsize=10)
    if narrow:
        slope_key(fig, 0.275, 0.3, 0.7, short=True)
    else:
        slope_key(fig, 0.005, 0.19, 0.43, short=False)
    steps = np.arange(0, 101, 25)
    field.plot(*np.meshgrid(steps, steps), ".", ms=4, color=color["edge"], clip_on=False)
    (point,) = field.plot(
        [objective], [process], "o", ms=11, color=color["purple"], clip_on=False, zorder=4
    )
    handle(point, "objective", "process", field=field)
    field.set(xlim=(0, 100), ylim=(0, 100), xticks=[0, 50, 100], yticks=[0, 50, 100])
    field.set_xticklabels(["subjective", "", "objective"])
    field.set_yticklabels(["result", "", "process"])
    for label, ha in zip(field.get_xticklabels(), ("left", "center", "right"), strict=True):
        label.set(ha=ha)
    field.tick_params(length=0, pad=5 if narrow else 7)
    field.spines[["top", "right"]].set_visible(True)
    if narrow:  # above it would cost a row
        field.text(1.09, 0.5, "Your shares", transform=field.transAxes, va="center", fontsize=10)
    else:
        field.set_title("Your shares", loc="left", pad=9)


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
