"""Figures of the Fund under other rules: who would vote how much, and who could stop what."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from govlib._check import choice
from govlib.data import load
from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.words import listed
from govlib.palette import color, is_narrow
from govlib.voting import (
    PRICES,
    Body,
    as_one,
    banzhaf,
    imf_output,
    imf_reform,
    known_double_majority,
)

__all__ = ["RULES", "reform", "say_reform", "say_yardsticks", "yardsticks"]

#: what a decision needs, by its name on the page
RULES = ("over half of the votes", "85 % of the votes", "over half of votes and of members")

#: members with a row of their own, and how they are called
ROWS = {
    "USA": "United States", "CHN": "China", "JPN": "Japan", "DEU": "Germany", "IND": "India",
    "BRA": "Brazil", "RUS": "Russia", "ZAF": "South Africa",
}  # fmt: skip
_LEAST = "least developed"


class _Rule(NamedTuple):
    """What a rule gives to the members with a row, the least developed last."""

    output: tuple[float, ...]
    votes: tuple[float, ...]
    prevent: tuple[float, ...]
    vetoes: tuple[str, ...]
    act: float


@lru_cache(maxsize=1)
def poorest() -> tuple[str, ...]:
    ldc = load("countries").ldc
    return tuple(code for code in imf_output() if ldc.get(code, 0) == 1)


def powers(body: Body) -> tuple[list[float], float]:
    """Count the powers to prevent of the members with a row, and the power to act."""
    power, bloc = banzhaf(body.game), banzhaf(as_one(body, poorest(), _LEAST).game)
    prevent = power.prevent[[body.place(code) for code in ROWS]].tolist()
    return [*prevent, float(bloc.prevent[-1])], power.act


@lru_cache(maxsize=200)  # the states of the grid; targets ask for those of a whole slider
def _body(gdp: float, prices: str, basic: float, rule: str) -> Body:
    choice("rule", rule, RULES)
    return imf_reform(
        gdp / 100,
        prices=prices,
        basic=f"{basic / 100:.3f}",
        majority="0.85" if rule == RULES[1] else "1/2",
        members="1/2" if rule == RULES[2] else 0,
    )


def _veto(body: Body) -> tuple[str, ...]:
    return tuple(body.names[i].split(",")[0] for i in body.game.veto_players.nonzero()[0])


# two exact counts, of all members and with a bloc; where members and votes both count they take
# longer than a move should, and are read
@lru_cache(maxsize=200)
def _found(gdp: float, prices: str, basic: float, rule: str) -> _Rule:
    body = _body(gdp, prices, basic, rule)
    known = known_double_majority(gdp / 100, prices, basic / 100) if rule == RULES[2] else None
    if known is None:
        prevent, act = powers(body)
    else:
        prevent, act = [known[code] for code in (*ROWS, "LDC")], known["act"]
    output, votes = imf_output(prices), dict(zip(body.members, body.votes, strict=True))
    return _Rule(
        (*(output[code] for code in ROWS), sum(output[code] for code in poorest())),
        tuple(
            sum(votes[code] for code in who) / sum(body.votes)
            for who in (*((code,) for code in ROWS), poorest())
        ),
        tuple(prevent),
        _veto(body),
        act,
    )


def _few(percent: float) -> str:
    """Write a power to act or to prevent that may be tiny, or just below all."""
    if percent < 0.01:
        return "less than 0.01"
    return f"{percent:.2g}" if percent < 99 else "over 99"


def say_reform(*, gdp: float, prices: str, basic: float, rule: str) -> str:
    """Say what :func:`reform` shows."""
    found = _found(gdp, prices, basic, rule)
    share, output = (
        [f"{100 * values[i]:.3g}" for i in (0, 1)] for values in (found.votes, found.output)
    )
    # next to a veto is not a veto, whatever the float says
    can = [
        "everything" if name in found.vetoes else _few(100 * found.prevent[i])
        for i, name in enumerate(("United States", "China"))
    ]
    can = [text if text == "everything" else f"{text} percent" for text in can]
    who = [f"the {name}" if name.startswith("United") else name for name in found.vetoes]
    veto = f"A veto: {listed(sorted(who))}." if who else "Nobody has a veto."
    return (
        f"With {share[0]} percent of the votes for {output[0]} of output, the United States can "
        f"stop {can[0]} of what would pass, and China, with {share[1]} for {output[1]}, "
        f"{can[1]}. {veto} The {len(poorest())} least developed have "
        f"{100 * found.votes[-1]:.2g} percent of the votes. "
        f"The Fund can act in {_few(100 * found.act)} percent of all divisions."
    )


def _vetoes(gdp: float, prices: str, basic: float, rule: str) -> tuple[str, ...]:
    return _veto(_body(gdp, prices, basic, rule)) if rule == RULES[1] else ()


@figure(
    says=say_reform,
    narrow=(3.6, 4.3),
    targets=[
        Target(
            "85 percent, quotas of 2022: the least basic votes at which nobody has a veto",
            lambda gdp, prices, basic, rule: (
                rule == RULES[1] and gdp == 0 and not _vetoes(gdp, prices, basic, rule)
            ),
            smallest="basic",
            said="Equal votes for all take it away, and give it to no one else.",
        ),
        Target(
            "85 percent, market prices, basic votes of today: the least weight of output that "
            "gives China a veto",
            lambda gdp, prices, basic, rule: (
                prices == "market" and basic == 5.5 and "China" in _vetoes(gdp, prices, basic, rule)
            ),
            smallest="gdp",
            said="Now two can stop everything, and the first is stronger than before.",
        ),
        Target(
            "85 percent: a rule under which China alone has a veto",
            lambda gdp, prices, basic, rule: _vetoes(gdp, prices, basic, rule) == ("China",),
            said="The price list decides in whose hand the veto lies.",
        ),
    ],
    gdp=Slider(values=[0, 50, 75, 100], start=0, label="weight of output in quotas", unit=" %"),
    prices=Choice(PRICES, style="radio", label="output at prices of"),
    basic=Slider(values=[5.5, 10, 15, 30], start=5.5, label="basic votes", unit=" %"),
    rule=Choice(RULES, start=RULES[1], label="a decision needs"),
)
def reform(fig: Figure, *, gdp: float, prices: str, basic: float, rule: str) -> None:
    """Draw votes beside output, and what each could stop, under a rule for the IMF's Governors.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    gdp : float
        Weight of output in quotas, percent.
    prices : str
        One of ``govlib.voting.PRICES``.
    basic : float
        Basic votes, percent of all.
    rule : str
        One of ``RULES``.
    """
    found = _found(gdp, prices, basic, rule)
    narrow = is_narrow(fig)
    if narrow:
        left, right = fig.add_axes((0.36, 0.12, 0.33, 0.68)), fig.add_axes((0.74, 0.12, 0.21, 0.68))
    else:
        left, right = fig.add_axes((0.2, 0.15, 0.43, 0.66)), fig.add_axes((0.68, 0.15, 0.28, 0.66))
    names = [*ROWS.values(), _LEAST]
    rows = np.arange(len(names))[::-1]
    votes, output = 100 * np.array(found.votes), 100 * np.array(found.output)
    left.hlines(rows, votes, output, color=color["muted"], lw=1.2)
    left.plot(output, rows, "|", ms=13, mew=2.5, color=color["green"], label="output")
    left.plot(
        votes,
        rows,
        "o",
        ms=8,
        mfc=color["paper"],
        mew=2,
        color=color["orange"],
        label="votes",
        clip_on=False,
    )
    left.axvline(15, color=color["line"], ls="--", lw=1)
    left.set(xlim=(-0.7, 28), ylim=(-0.6, len(names) - 0.4), xticks=[0, 5, 10, 15, 20, 25])
    left.set_yticks(rows, names)
    if narrow:
        left.set_xticks([0, 15], ["0", "15"])
    prevent = 100 * np.array(found.prevent)
    right.hlines(rows, 0, prevent, color=color["blue"], lw=1.5)
    right.plot(
        prevent, rows, "D", ms=6.5, mfc=color["paper"], mew=1.8, color=color["blue"],
        label="can stop", clip_on=False,
    )  # fmt: skip
    veto = [names.index(name) for name in found.vetoes]
    right.plot(
        prevent[veto], rows[veto], "D", ms=6.5, color=color["blue"], label="veto", clip_on=False
    )
    right.set(xlim=(0, 100), ylim=left.get_ylim(), yticks=[], xticks=[0, 50, 100])
    if narrow:
        right.set_xticks([0, 100])
    for panel in (left, right):
        panel.grid(axis="x")
        panel.set_axisbelow(True)
        panel.tick_params(axis="y", length=0)
        panel.spines["left"].set_visible(False)
    left.set_xlabel("percent of all")
    right.set_xlabel("% stopped" if narrow else "% of what would pass")
    fig.text(0.02, 0.94, "Output, votes and power to prevent", fontsize=11)
    fig.legend(
        loc="upper left", bbox_to_anchor=(0.0, 0.93), ncols=4, columnspacing=0.9, handlelength=1,
        handletextpad=0.5,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _measured() -> tuple[dict[str, str], dict[str, dict[str, float]]]:
    """Return names of the members drawn, and votes over each yardstick, by label."""
    table = load("imf_quotas_2022")
    share = table.votes / table.votes.sum()
    dues = dict(load("un_scale_2022_2024").assessment_rate_percent / 100)
    members = {
        **ROWS, "FRA": "France", "GBR": "United Kingdom", "ITA": "Italy", "CAN": "Canada",
    }  # fmt: skip
    yardsticks = {
        "output, market prices": imf_output("market"),
        "output, purchasing power": imf_output("purchasing power"),
        "UN dues": dues,
    }
    return members, {
        label: {code: float(share[code] / yardstick[code]) for code in members}
        for label, yardstick in yardsticks.items()
    }


def say_yardsticks() -> str:
    """Say what :func:`yardsticks` shows."""
    members, ratios = _measured()
    short = [members[code] for code in members if all(ratio[code] < 1 for ratio in ratios.values())]
    market, power, dues = (ratio["IND"] for ratio in ratios.values())
    return (
        f"Short of votes by all three yardsticks: {listed(short)}. India has {market:.2f} parts of "
        f"the votes for one of output at market prices, {power:.2f} at purchasing power, and "
        f"{dues:.2f} for one of UN dues."
    )


@figure(says=say_yardsticks, narrow=(3.6, 4.3))
def yardsticks(fig: Figure) -> None:
    """Draw votes in the IMF for one part of three yardsticks, for the G7 and five others.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.36, 0.13, 0.6, 0.66) if narrow else (0.2, 0.15, 0.77, 0.68))
    members, ratios = _measured()
    first = next(iter(ratios.values()))
    order = sorted(members, key=lambda code: first[code])
    rows = np.arange(len(order))
    ax.axvline(1, color=color["muted"], lw=1)
    looks = (("o", "orange"), ("s", "blue"), ("^", "green"))
    for (label, ratio), (mark, hue) in zip(ratios.items(), looks, strict=True):
        x = [ratio[code] for code in order]
        ax.plot(x, rows, mark, ms=7.5, mfc=color["paper"], mew=2, color=color[hue], label=label)
    ax.set_xscale("log")
    ax.set(xlim=(0.25, 4), ylim=(-0.6, len(order) - 0.4))
    ax.set_xticks([0.25, 0.5, 1, 2, 4], ["¼", "½", "1", "2", "4"])
    ax.minorticks_off()
    ax.set_yticks(rows, [members[code] for code in order])
    ax.tick_params(axis="y", length=0)
    ax.grid()
    ax.set_axisbelow(True)
    ax.spines["left"].set_visible(False)
    what = "votes over yardstick" if narrow else "share of votes over share of the yardstick"
    ax.set_xlabel(what)
    fig.legend(
        loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=1 if narrow else 3, columnspacing=1.2,
        handlelength=1, labelspacing=0.2,
    )  # fmt: skip
