"""Figure of four ways to a cooler world, and what each costs."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Choice, Slider, Target, figure
from govlib.palette import color, is_narrow
from govlib.sustainability import WAYS, Restraint, restrain

__all__ = ["LEVELS", "brakes", "say_brakes"]

#: last year that is drawn, and the year that is marked
END, MARK = 2150, 2100

#: how far one step of strength moves what each way changes, from today's
LEVELS = {
    "carbon price": 10.0,
    "less saving": -0.02,
    "slower productivity": -0.006,
    "cleaner technology": -0.0025,
}

#: smallest change of consumption that is told, percent
_NOTED = 0.05


def _cool(way: str, strength: float) -> bool:
    """Tell whether the sentence gives at most 3.5 °C in 2100."""
    return round(float(_run(way, strength).path.at(MARK).warming), 1) <= 3.5


def _cool_by(name: str) -> Callable[..., bool]:
    return lambda way, strength: way == name and _cool(way, strength)


def say_brakes(*, way: str, strength: float) -> str:
    """Say what :func:`brakes` shows."""
    run = _run(way, strength)
    if strength == 0:
        degrees = run.today.at(MARK).warming
        return f"Today's way: {degrees:.1f} °C in {MARK}, nothing is changed."
    before, after = run.today.at(MARK).warming, run.path.at(MARK).warming
    drawn = run.path.years <= END
    change, years = run.change[drawn], run.path.years[drawn]
    then = -run.loss(MARK)
    low = int(np.argmin(change))
    worst = (
        f"no year up to {END} is poorer"
        if change[low] > -_NOTED
        else f"the worst year up to {END} is {years[low]}, {-change[low]:.1f}% lower"
    )
    level = (
        f"as high in {MARK} as"
        if abs(then) < _NOTED
        else f"{abs(then):.1f}% {'higher' if then > 0 else 'lower'} in {MARK} than"
    )
    return (
        f"{_changed(way, run)} {after:.1f} °C in {MARK} in place of {before:.1f}. Consumption a "
        f"head is {level} on today's way; {worst}. Up to {MARK} it grows by {run.growth():.1f}% "
        "a year."
    )


@figure(
    says=say_brakes,
    narrow=(3.6, 3.45),
    targets=[
        Target(
            f"{way.capitalize()}: the smallest change that brings {MARK} to 3.5 °C",
            _cool_by(way),
            smallest="strength",
            said="Note what is lost, and hold it against the other ways.",
        )
        for way in WAYS[:3]
    ],
    way=Choice(list(WAYS), start="less saving", label="way"),
    strength=Slider(0, 10, 1, start=5, label="strength of the change"),
)
def brakes(fig: Figure, *, way: str, strength: float) -> None:
    """Draw warming and consumption with one thing changed, beside today's.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    way : str
        One of :data:`govlib.sustainability.restraint.WAYS`.
    strength : float
        Steps away from today, 0 to 10; ``LEVELS`` says how large they are.
    """
    narrow = is_narrow(fig)
    if narrow:
        left, right = fig.add_axes((0.15, 0.56, 0.8, 0.365)), fig.add_axes((0.15, 0.08, 0.8, 0.38))
    else:
        left, right = fig.add_axes((0.06, 0.11, 0.4, 0.78)), fig.add_axes((0.57, 0.11, 0.4, 0.78))
    run = _run(way, strength)
    shown = run.path.years <= END
    years = run.path.years[shown]
    today: dict[str, Any] = {"color": color["orange"], "ls": "--", "label": "today's way"}
    yours: dict[str, Any] = {"color": color["blue"], "ls": "-", "label": "with the change"}
    for path, look in ((run.today, today), (run.path, yours)):
        left.plot(years, path.warming[shown], **look)
    t = run.path.model.period(MARK)
    left.plot([MARK], [run.path.warming[t]], "o", ms=8, color=color["ink"], zorder=4)
    left.annotate(
        f"{run.path.warming[t]:.1f}",
        (MARK, run.path.warming[t]),
        (0, -19),
        textcoords="offset points",
        ha="center",
    )
    left.set(ylim=(0, 7.5), yticks=range(0, 8, 2))
    left.set_title("Warming since 1900, °C", loc="left")
    left.legend(
        loc="upper left",
        ncols=2 if narrow else 1,
        borderaxespad=0.1,
        handlelength=1.8 if narrow else 2.4,
        columnspacing=1,
    )
    change = run.change[shown]
    right.axhline(0, color=color["orange"], ls="--")
    right.plot(years, change, "-", color=color["blue"])
    right.fill_between(
        years, np.minimum(change, 0), 0, fc=color["orange"], alpha=0.35, hatch="//", lw=0
    )
    right.fill_between(years, 0, np.maximum(change, 0), fc=color["green"], alpha=0.35, lw=0)
    right.plot([MARK], [run.change[t]], "o", ms=8, color=color["ink"], zorder=4)
    low = run.change[t] < -55
    right.annotate(
        _signed(run.change[t]),
        (MARK, run.change[t]),
        (-8, -4) if low else (0, -20),
        textcoords="offset points",
        ha="right" if low else "center",
        va="top" if low else "baseline",
    )
    right.set(ylim=(-90, 40), yticks=[-80, -60, -40, -20, 0, 20, 40])
    right.set_title("Consumption, % against today's", loc="left")
    for ax in (left, right):
        ax.set(xlim=(2015, END), xticks=[2020, 2060, 2100, 2140])
        ax.grid(axis="y")
    if narrow:
        left.tick_params(labelbottom=False)  # the panel below has the same scale


@lru_cache(maxsize=128)
def _run(way: str, strength: float) -> Restraint:
    today = 0.0 if way == "carbon price" else restrain(way).level
    return restrain(way, today + LEVELS[way] * strength)


def _changed(way: str, run: Restraint) -> str:
    """Say what is changed, as the subject of a sentence with its verb."""
    was, now = 100 * restrain(way).level, 100 * run.level
    return {
        "carbon price": f"A price of {run.level:.0f} dollars a tonne in 2020, 2% higher each year, "
        "means",
        "less saving": f"To save {now:.1f}% of output in place of {was:.1f}% means",
        "slower productivity": (
            f"Productivity that grows by {now:.1f}% in the first five years in place of "
            f"{was:.1f}% means"
        ),
        "cleaner technology": (
            f"Emissions per output that fall by {-now:.1f}% a year at first in place of "
            f"{-was:.1f}% mean"
        ),
    }[way]


def _signed(value: float) -> str:
    return f"{value:+.1f}%".replace("-", "−")
