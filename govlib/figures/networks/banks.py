"""Figures of financial contagion: a shock to one country's banks; ring against complete.

The claims are figures of fact, the balance sheets around them are ours; the models stand in
:mod:`govlib.networks.banking` and :mod:`govlib.networks.shocks`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.networks.graph import Mark, key, links, names, nodes, ring, stage
from govlib.networks import LINKS, Crisis, ShockedBanks, bank_countries, bank_crisis, bis_banks
from govlib.palette import color, is_narrow

__all__ = [
    "ring_and_complete",
    "say_ring_and_complete",
    "say_shock",
    "shock",
]

#: the last wave drawn; no crisis of the explorer has a later one
LAST_WAVE = 6

_SAFE, _FIRST, _LATER = range(3)
_MARKS = {
    _SAFE: Mark("pays in full", "paper"),
    _FIRST: Mark("hit first", "orange", "s"),
    _LATER: Mark("fails (number: wave)", "purple"),
}
_PAID, _UNPAID = ("edge", "-"), ("orange", "-")

# ---- a shock to the banks of one country


def say_shock(*, hit: str, loss: float, links: int) -> str:
    """Say what :func:`shock` shows."""
    where = bank_countries()[hit]
    where = f"the {where}" if where.startswith("United") else where
    result = bank_crisis(hit, loss / 100, links)
    text = f"The banks of {where} lose {loss:g}% of their assets at home; {links} links are there. "
    share = result.capital_lost
    lost = f"{'more than 99%' if 0.995 <= share < 1 else f'{share:.0%}'} of all bank capital"
    if not result.defaults:
        return f"{text}Their capital bears it, and nobody fails; {lost} is lost."
    others, more = result.defaults - 1, int(result.wave.max()) - 1
    if not others:
        return f"{text}They fail alone, and {lost} is lost."
    who = "those of one other country" if others == 1 else f"those of {others} other countries"
    when = "in one further wave" if more == 1 else f"in {more} further waves"
    return f"{text}They fail, and {who} fail after them, {when}; {lost} is lost."


@figure(
    says=say_shock,
    targets=(
        Target(
            f"United Kingdom hit: the smallest shock at which {LINKS[-1]} links bring down more "
            f"countries than {LINKS[0]} do",
            lambda hit, loss, links: (
                hit == "GBR"
                and links in (LINKS[0], LINKS[-1])
                and bank_crisis(hit, loss / 100).defaults
                > bank_crisis(hit, loss / 100, LINKS[0]).defaults
            ),
            smallest="loss",
            said="From this shock on, spreading it takes down more than it saves.",
        ),
        Target(
            f"Over {LINKS[-1]} links, a country that loses everything at home and brings down "
            "nobody else",
            lambda hit, loss, links: (
                links == LINKS[-1] and loss == 100 and bank_crisis(hit, loss / 100).defaults == 1
            ),
            said="Its creditors can bear the whole loss.",
        ),
    ),
    size=(6.4, 4.4),
    narrow=(3.6, 3.55),
    hit=Choice(
        list(bank_countries()), list(bank_countries().values()), start="GBR", label="country hit"
    ),
    loss=Slider(
        values=[5, 10, 15, 20, 25, 50, 100], start=20, unit=" %", label="assets at home lost"
    ),
    links=Slider(values=LINKS, start=239, label="links"),
)
def shock(fig: Figure, *, hit: str, loss: float, links: int) -> None:
    """Draw who fails when the banks of one country lose a part of their assets at home.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    hit : str
        Code of the country whose banks are hit.
    loss : float
        Percentage of their assets at home that they lose.
    links : int
        Number of links that carry the claims.
    """
    narrow = is_narrow(fig)
    if narrow:
        net, bars = fig.add_axes((0.0, 0.385, 1.0, 0.615)), fig.add_axes((0.6, 0.114, 0.37, 0.17))
        where: dict[str, Any] = {"at": (0.06, 0.29)}
    else:
        net, bars = fig.add_axes((0.0, 0.0, 0.63, 1.0)), fig.add_axes((0.73, 0.58, 0.26, 0.28))
        where = {"at": (0.68, 0.42)}
    codes = list(bank_countries())
    result = bank_crisis(hit, loss / 100, links)
    _claims(net, result, bis_banks(links).claims, codes, hit, flat=0.56 if narrow else 1)
    _losses(bars, result, narrow=narrow)
    lines = {"claim paid in full": _PAID, "claim paid in part": _UNPAID}
    key(fig, _MARKS.values(), lines, **where)


def _claims(
    ax: Axes,
    result: Crisis,
    claims: NDArray[np.float64],
    codes: list[str],
    hit: str,
    *,
    flat: float,
) -> None:
    """Draw the claims and the countries, each that fails with its wave."""
    places = ring(len(codes), flat=flat)
    stage(ax, places, margin=0.15 if flat < 1 else 0.17, square=flat == 1)
    wave = result.wave
    lender, debtor = np.nonzero(claims)
    width = 0.2 + 3.2 * np.sqrt(claims[lender, debtor] / claims.max())
    straight = places[np.column_stack([lender, debtor])]
    broken = wave[debtor] > 0
    links(ax, straight[~broken], width=width[~broken], tone=_PAID[0])
    links(ax, straight[broken], width=width[broken], tone=_UNPAID[0], layer=2)
    first = np.arange(len(codes)) == result.hit
    kinds = np.select([first, wave > 0], [_FIRST, _LATER], _SAFE)
    nodes(ax, places, kinds, _MARKS, size=150 if flat == 1 else 115, control="hit", values=codes)
    for i in np.flatnonzero(wave):
        ax.text(
            places[i, 0],
            places[i, 1],
            str(wave[i]),
            color=color["paper"],
            fontsize=9,
            fontweight="bold",
            ha="center",
            va="center_baseline",
            zorder=5,
        )
    names(ax, places, codes, away=0.2, strong=[codes.index(hit)], control="hit")


def _losses(ax: Axes, result: Crisis, *, narrow: bool) -> None:
    """Draw the capital lost by wave of failure, and how many countries fail in each."""
    waves = np.arange(LAST_WAVE + 1)
    capital = np.minimum(result.losses, result.before) / 1e6
    lost = np.bincount(result.wave, capital, LAST_WAVE + 1)
    count = np.bincount(result.wave, minlength=LAST_WAVE + 1)
    ax.bar(waves[1:], lost[1:], width=0.7, color=color["purple"])
    ax.bar([0], lost[:1], width=0.7, color=color["paper"], edgecolor=color["ink"], linewidth=0.8)
    for wave in np.flatnonzero(count):
        ax.annotate(
            str(count[wave]),
            (wave, lost[wave]),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )
    top = 1.55 if narrow else 1.2  # with room for a number
    ax.set(xlim=(-0.6, LAST_WAVE + 0.6), ylim=(0, top), xticks=waves, yticks=(0, 0.5, 1.0))
    ax.set_xlabel("wave (0: no failure)", labelpad=1, fontsize=10 if narrow else None)
    title = "Capital lost, $ trillion\n(above: countries)"
    ax.set_title(title, loc="left", fontsize=10, x=-0.24 if narrow else 0)
    ax.grid(axis="y")
    ax.set_axisbelow(True)


# ---- a ring of banks, a complete network, and two halves

#: n banks that owe 2 each, with 0.1 to spare each: Acemoglu, Ozdaglar and Tahbaz-Salehi (2015)
EQUALS = ShockedBanks(n=10, debt=2, surplus=0.1)

_SHAPES: dict[str, tuple[str, str, str]] = {
    "ring": ("orange", "-", "ring"),
    "complete": ("blue", "--", "complete"),
    "halves": ("green", ":", "two halves"),
}


@lru_cache(maxsize=1)
def _failures() -> tuple[NDArray[np.float64], dict[str, list[int]]]:
    """Return shocks and, for each shape, how many banks fail; steps are hit from above."""
    at = np.arange(1, 131) / 100 - 0.005
    return at, {shape: [EQUALS.shock(e, shape).defaults for e in at] for shape in _SHAPES}


def say_ring_and_complete() -> str:
    """Say what :func:`ring_and_complete` shows."""
    below, above = 0.6, 1.05
    small = {shape: EQUALS.shock(below, shape).defaults for shape in _SHAPES}
    large = {shape: EQUALS.shock(above, shape).defaults for shape in _SHAPES}
    return (
        f"A loss of {below} brings down {small['ring']} banks in the ring, {small['complete']} in "
        f"the complete network and {small['halves']} in two halves; a loss of {above}, more than "
        f"all spare cash, brings down {large['ring']}, {large['complete']} and {large['halves']}."
    )


@figure(says=say_ring_and_complete, size=(6.4, 3.2), narrow=(3.6, 3.6))
def ring_and_complete(fig: Figure) -> None:
    """Draw how many of ten banks fail against the shock to one, for three networks."""
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.14, 0.83, 0.6) if narrow else (0.09, 0.15, 0.88, 0.68))
    at, failures = _failures()
    for shape, (tone, dash, label) in _SHAPES.items():
        ax.step(at, failures[shape], where="mid", color=color[tone], ls=dash, label=label)
    ax.axvline(EQUALS.critical_shock, color=color["muted"], lw=1)
    ax.annotate(
        "all spare cash",
        (EQUALS.critical_shock, 7.5),  # above the line of the halves
        xytext=(5, 0),
        textcoords="offset points",
        rotation=90,
        va="center",
        fontsize=9,
    )
    ax.set(xlim=(0, 1.3), ylim=(0, 10.6), yticks=range(0, 11, 2))
    ax.set_xlabel("loss of one bank")
    ax.set_title("Banks that fail, of ten", loc="left", pad=28)
    ax.grid(axis="y")
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(-0.02, 0.99),
        ncols=3,
        borderaxespad=0.1,
        handlelength=1.8 if narrow else 2.4,
        columnspacing=1.0 if narrow else 2.0,
    )
