"""Figure of institutions that fine: one for all, many small ones, or none."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.drawing import Slider, figure
from govlib.evolution import CollectiveRisk, Sanctions
from govlib.figures.evolution.collective_risk import COST, share
from govlib.palette import color, is_narrow

__all__ = ["institutions", "say_institutions"]

_NEAR = 1e-9

#: risks at which the curves of institutions are computed
RISKS = tuple(np.linspace(0, 1, 11).round(1).tolist())

#: the sanctions of the chapter, but for what the reader sets
RULES: dict[str, Any] = {"n": 4, "threshold": 3, "cost": COST, "tax": 0.03, "quorum": 0.25}


@lru_cache(maxsize=1024)
def _sanctions(
    scale: str, population: int, fine: float, risk: float
) -> tuple[float, tuple[float, ...]]:
    """Share of groups that meet the target, and mean shares of the three kinds."""
    found = Sanctions(**RULES, risk=risk, fine=fine, scale=scale).population(population)
    return found.achievement, tuple(found.shares.tolist())


@lru_cache(maxsize=64)
def _scales(population: int, fine: float) -> dict[str, np.ndarray]:
    alone = CollectiveRisk(RULES["n"], RULES["threshold"], COST, np.array(RISKS))
    curves = {"no": np.asarray(alone.population(population).achievement)}
    for scale in ("global", "local"):
        curves[scale] = np.array([_sanctions(scale, population, fine, r)[0] for r in RISKS])
    return curves


#: how the three curves look, and what they are called
_LOOKS = {
    "no": ("muted", ":", "none"),
    "global": ("orange", "--", "one global"),
    "local": ("blue", "-", "many local"),
}


def say_institutions(*, risk: float, fine: float, population: int) -> str:
    """Say what :func:`institutions` shows."""
    curves, at = _scales(population, fine), RISKS.index(risk)
    none, world, local = (float(curves[name][at]) for name in ("no", "global", "local"))
    first = (
        f"At a risk of {risk:g} and a fine of {fine:g}, {share(local)} of the groups in a "
        f"population of {population} meet their target under local institutions, "
        f"{share(world)} under a global one and {share(none)} without any."
    )
    founders = math.ceil(RULES["quorum"] * population - _NEAR)
    if local > world + 0.05:
        return f"{first} One for all needs {founders} who pay for it, a local one a single member."
    if world > local + 0.05:
        return f"{first} Here one for all does better, though it needs {founders} who pay for it."
    return f"{first} The scale hardly matters here."


@figure(
    says=say_institutions,
    narrow=(3.6, 4.6),
    risk=Slider(0, 1, 0.1, start=0.2, label="risk"),
    fine=Slider(values=[0, 0.1, 0.2, 0.3, 0.5, 1], start=0.3, label="fine"),
    population=Slider(values=[20, 50], start=50, label="population"),
)
def institutions(fig: Figure, *, risk: float, fine: float, population: int) -> None:
    """Draw how far groups get without sanctions, with global and with local ones.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    risk : float
        Chance of losing all where too few contribute: one of 0, 0.1, …, 1.
    fine : float
        What an institution takes from a defector.
    population : int
        Members of the population.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, bars = fig.add_axes((0.17, 0.55, 0.79, 0.37)), fig.add_axes((0.2, 0.15, 0.72, 0.2))
    else:
        ax, bars = fig.add_axes((0.1, 0.16, 0.49, 0.74)), fig.add_axes((0.73, 0.42, 0.22, 0.36))
    curves = _scales(population, fine)
    ax.axvline(risk, color=color["line"], lw=1, zorder=0)
    for name, (tone, style, label) in _LOOKS.items():
        ax.plot(RISKS, curves[name], style, color=color[tone], lw=2.2, label=label)
        at = curves[name][RISKS.index(risk)]
        ax.plot([risk], [at], "o", ms=7, color=color[tone], zorder=4, clip_on=False)
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.04), yticks=np.arange(0, 1.1, 0.25))
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.grid(axis="y")
    ax.set_xlabel("risk of losing all")
    ax.set_title("Groups that meet their target", loc="left")
    _mixes(bars, fine=fine, risk=risk, population=population, narrow=narrow)
    handles, labels = ax.get_legend_handles_labels()
    title = "institutions"
    if narrow:
        ax.legend(handles, labels, loc="lower right", handlelength=2.4, fontsize=9)
    else:
        ax.legend(handles, labels, title=title, loc="lower right", handlelength=2.6)


def _mixes(ax: Axes, *, fine: float, risk: float, population: int, narrow: bool) -> None:
    """Draw the mean shares of punishers, cooperators and defectors under both scales."""
    kinds = (
        ("pay for sanctions", 1, "blue", "xx"),
        ("contribute", 0, "green", ""),
        ("keep", 2, "line", ".."),
    )
    rows = ("global", "local")
    shares = np.array([_sanctions(scale, population, fine, risk)[1] for scale in rows])
    left = np.zeros(len(rows))
    for label, kind, tone, hatch in kinds:
        ax.barh(
            np.arange(len(rows)),
            shares[:, kind],
            left=left,
            height=0.62,
            color=color[tone],
            hatch=hatch,
            edgecolor=color["paper"],
            label=label,
        )
        left += shares[:, kind]
    ax.set(
        yticks=range(len(rows)), yticklabels=rows, xlim=(0, 1), ylim=(1.5, -0.5), xticks=(0, 0.5, 1)
    )
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_title("Who they are" if narrow else "Who they are,\nat this risk", loc="left")
    ax.legend(
        loc="upper center" if narrow else "upper left",
        bbox_to_anchor=(0.4, -0.22) if narrow else (-0.3, -0.2),
        ncols=3 if narrow else 1,
        columnspacing=0.8,
        handlelength=1.3,
        handletextpad=0.4,
        fontsize=9,
    )
