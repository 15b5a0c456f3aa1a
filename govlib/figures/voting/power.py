"""Figures of voting power: votes beside power, and the price of a high majority."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib._check import choice, integer
from govlib.drawing import Choice, Slider, Target, figure
from govlib.palette import color, is_narrow
from govlib.voting import (
    PER_MILLE,
    Body,
    banzhaf,
    eu_council,
    imf_executive_board,
    imf_governors,
    known_governors,
    security_council,
    shapley_shubik,
)

__all__ = [
    "BODIES",
    "CHAIRS",
    "INDICES",
    "MAJORITIES",
    "majority",
    "say_majority",
    "say_voice",
    "voice",
]

#: bodies that the figure of voice can show
BODIES = (
    "Security Council",
    "Council of six, 1958",
    "Council of 15, 1995",
    "Council of 27, Nice",
    "Council of 27, Lisbon",
    "IMF Executive Board",
    "IMF Governors",
)

#: ways to measure power
INDICES = ("Banzhaf", "Shapley–Shubik")

#: chairs of the Executive Board that the figure of majorities can follow
CHAIRS = (
    "United States",
    "China",
    "India and 3 others",
    "Brazil and 10 others",
    "Argentina and 5 others",
)

#: majorities in percent that it draws
MAJORITIES = tuple(range(50, 101))

#: members that are always named: permanent members of the Security Council, the five that met as
#: BRICS until 2023, and the two largest others
_NAMED = ("United States", "China", "France", "United Kingdom", "Russia", "Brazil", "India",
          "South Africa", "Japan", "Germany")  # fmt: skip

#: rows at most, with the last member's
_ROWS = 10

#: name, size, share of votes and power of each of some equal members
_Group = tuple[str, int, float, float]


@lru_cache(maxsize=len(BODIES))
def _body(name: str) -> Body:
    if name == "Security Council":
        return security_council()
    if name.startswith("IMF"):
        return imf_executive_board() if name.endswith("Board") else imf_governors()
    rule = {"1958": "1958", "1995": "1995", "Nice": "2007", "Lisbon": "lisbon"}[name.split()[-1]]
    return eu_council(rule, populations=PER_MILLE if rule == "2007" else None)


# 190 Governors with five million votes take longer than a move should: exact numbers of swings have
# 190 bits, and Owen's integral needs 29 tables of two and a half million cells; theirs is read
@lru_cache(maxsize=2 * len(BODIES))
def _power(name: str, index: str) -> NDArray[np.float64]:
    if name == "IMF Governors":
        return known_governors("banzhaf" if index == "Banzhaf" else "shapley_shubik")
    game = _body(name).game
    return banzhaf(game).index if index == "Banzhaf" else shapley_shubik(game).index


def _called(member: str) -> str:
    """Return a short name."""
    name = member.split(",")[0]
    return "Russia" if name == "Russian Federation" else name


def _label(who: str, size: int) -> str:
    if who.endswith(" member"):  # of the Security Council
        return who.split()[1]
    who = re.sub(r" and (\d+) others?$", r" + \1", who)
    return who if size == 1 else f"{who}, {size - 1} alike"


def _rows(groups: list[_Group]) -> list[_Group]:
    """Choose the groups that get a row: all if they are few, else the named, large and last."""
    if len(groups) <= _ROWS:
        return groups
    first = [who.split(" and ")[0] for who, *_ in groups[:-1]]
    named = [i for i, who in enumerate(first) if who in _NAMED]
    large = [i for i in range(len(groups) - 1) if i not in named]
    chosen = sorted([*named, *large[: max(0, _ROWS - 1 - len(named))]])
    return [*(groups[i] for i in chosen), groups[-1]]


def with_article(name: str) -> str:
    """Return a name as it stands within a sentence."""
    return f"the {name}" if name.startswith(("United", "Netherlands")) else name


@lru_cache(maxsize=2 * len(BODIES))
def _groups(name: str, index: str) -> list[_Group]:
    """Name, size, share of votes and power of each, for groups of equal members."""
    choice("body", name, BODIES)
    choice("index", index, INDICES)
    body, power = _body(name), _power(name, index)
    share = np.array(body.votes) / sum(body.votes)
    if name == "Security Council":
        who = ("a permanent member", "an elected member")
        return [(who[k], 1, float(share[5 * k]), float(power[5 * k])) for k in (0, 1)]
    groups: dict[tuple[float, float], list[str]] = {}
    for i in np.lexsort((-power, -share)).tolist():
        groups.setdefault((float(share[i]), round(float(power[i]), 12)), []).append(body.names[i])
    return [(_called(same[0]), len(same), *both) for both, same in groups.items()]


def say_voice(*, body: str, index: str) -> str:
    """Say what :func:`voice` shows."""
    groups = _groups(body, index)
    what = "inhabitants" if body.endswith("Lisbon") else "votes"
    who, size, votes, power = groups[0]
    each = with_article(who) if size == 1 else f"{with_article(who)}, like {size - 1} more,"
    first = (
        f"{each} has {100 * votes:.3g} percent of the {what} and {100 * power:.3g} of the power."
    )
    first = first[0].upper() + first[1:]
    who, size, votes, power = groups[-1]
    each = with_article(who) if size == 1 else f"{with_article(who)}, like {size - 1} more,"
    has = "have" if who.endswith(("other", "others")) else "has"
    second = (
        f"{each} {has} {100 * votes:.2g} percent of the {what} and no power at all."
        if power == 0
        else f"{each} {has} {100 * votes:.2g} and {100 * power:.2g}."
    )
    return f"{first} {second[0].upper()}{second[1:]}"


@figure(
    says=say_voice,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "A body in which a member has votes and no power",
            lambda body, index: _groups(body, index)[-1][3] == 0,
            said="All other votes are even, and so is the number needed: one is never missing.",
        ),
        Target(
            "The body and the index by which a veto is worth most, next to a seat without one",
            lambda body, index: body == "Security Council" and index == "Shapley–Shubik",
            said="A veto is worth ten times a seat by one index, a hundred times by the other.",
        ),
    ],
    body=Choice(BODIES, start="IMF Governors", label="body"),
    index=Choice(INDICES, style="radio", label="index"),
)
def voice(fig: Figure, *, body: str, index: str) -> None:
    """Draw each member's share of the votes beside its share of the power.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    body : str
        One of ``BODIES``.
    index : str
        One of ``INDICES``.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.42, 0.11, 0.54, 0.72) if narrow else (0.27, 0.14, 0.69, 0.67))
    groups = _groups(body, index)
    shown = _rows(groups)
    labels = [_label(who, size) for who, size, _, _ in shown]
    votes, power = (100 * np.array([group[k] for group in shown]) for k in (2, 3))
    rows = np.arange(len(shown))[::-1]
    rising = power >= votes
    for chosen, style in ((rising, "-"), (~rising, ":")):
        ax.hlines(
            rows[chosen], votes[chosen], power[chosen], color=color["muted"], lw=1.5, ls=style
        )
    what = "inhabitants" if body.endswith("Lisbon") else "votes"
    ax.plot(
        votes, rows, "o", ms=8, mfc=color["paper"], color=color["orange"], label=f"share of {what}"
    )
    ax.plot(
        power,
        rows,
        "D",
        ms=6.5,
        color=color["blue"],
        label="power" if narrow else f"power ({index})",
    )
    ax.set_yticks(rows, labels)
    ax.tick_params(axis="y", length=0)
    top = max(votes.max(), power.max())
    ax.set(xlim=(-0.03 * top, 1.08 * top), ylim=(-0.6, len(shown) - 0.4))
    if len(groups) > len(shown):
        ax.axhline(0.5, color=color["line"], ls="--", lw=1)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("percent of the whole")
    fig.text(0.02, 0.93, f"{body} ({index})" if narrow else f"{body}: votes and power", fontsize=11)
    fig.legend(
        loc="upper right", bbox_to_anchor=(0.99, 0.925), ncols=2, columnspacing=1, handlelength=1
    )


@lru_cache(maxsize=1)
def _by_majority() -> tuple[NDArray[np.float64], ...]:
    """Powers to prevent and to initiate (majorities, chairs), and to act (majorities)."""
    found = [banzhaf(imf_executive_board(percent / 100).game) for percent in MAJORITIES]
    prevent, initiate = (np.array([getattr(f, k) for f in found]) for k in ("prevent", "initiate"))
    return prevent, initiate, np.array([f.act for f in found])


def _can_stop(percent: int, chair: str) -> float:
    prevent, _, _ = _by_majority()
    return float(prevent[percent - MAJORITIES[0], imf_executive_board().names.index(chair)])


def say_majority(*, percent: int, chair: str) -> str:
    """Say what :func:`majority` shows."""
    i = imf_executive_board().names.index(choice("chair", chair, CHAIRS))
    at = integer("percent", percent, MAJORITIES[0], MAJORITIES[-1]) - MAJORITIES[0]
    prevent, initiate, act = (100 * values[at] for values in _by_majority())
    needed = "more than half" if percent == 50 else f"{percent} percent"
    who = with_article(chair)
    can = "all" if prevent[i] > 99.999 else f"{_rounded(prevent[i])} percent"
    return (
        f"Where {needed} of the votes are needed, {who} can prevent {can} of the decisions that "
        f"pass and carry {_rounded(initiate[i])} percent of those that fail. "
        f"The board can act in {_rounded(act)} percent of all divisions of its votes."
    )


@figure(
    says=say_majority,
    narrow=(3.6, 3.71),
    targets=[
        Target(
            "The least majority at which the United States can stop everything",
            lambda percent, chair: chair == "United States" and _can_stop(percent, chair) == 1,
            smallest="percent",
            said="All others together have less than the majority that is needed.",
        ),
        Target(
            "The least majority at which China can stop half of what would pass",
            lambda percent, chair: chair == "China" and _can_stop(percent, chair) >= 0.5,
            smallest="percent",
            said="Its votes are the same throughout.",
        ),
    ],
    percent=Slider(50, 100, 5, start=50, label="majority", unit=" %"),
    chair=Choice(CHAIRS, start="China", label="chair"),
)
def majority(fig: Figure, *, percent: int, chair: str) -> None:
    """Draw what a chair of the IMF's Executive Board can do, against the majority that is needed.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    percent : int
        Majority to mark, from 50 to 100.
    chair : str
        One of ``CHAIRS``.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.14, 0.81, 0.58) if narrow else (0.09, 0.15, 0.88, 0.66))
    i = imf_executive_board().names.index(choice("chair", chair, CHAIRS))
    marked = integer("percent", percent, MAJORITIES[0], MAJORITIES[-1]) - MAJORITIES[0]
    prevent, initiate, act = _by_majority()
    lines = (
        (prevent[:, i], "blue", "-", "o", "prevent what passes"),
        (initiate[:, i], "orange", "--", "s", "bring about what fails"),
        (act, "green", "-.", "^", "the board can act"),
    )
    for values, hue, style, mark, label in lines:
        ax.plot(
            MAJORITIES,
            100 * values,
            style,
            color=color[hue],
            marker=mark,
            markevery=[marked],
            ms=8,
            clip_on=False,
            label=label,
            zorder=3,
        )
    ax.axvline(percent, color=color["muted"], lw=0.8)
    ax.set(xlim=(50, 100), ylim=(0, 103), yticks=range(0, 101, 25))
    ax.grid(axis="y")
    ax.set_xlabel("majority needed, % of all votes", labelpad=2 if narrow else None)
    head = 0.94 if narrow else 0.93
    fig.text(0.02, head, f"What {with_article(chair)} can do, %", fontsize=11)
    fig.legend(
        loc="upper left",
        bbox_to_anchor=(0.0, head - 0.005),
        ncols=1 if narrow else 3,
        columnspacing=1.2,
        handlelength=2.6,
        labelspacing=0.2,
    )


def _rounded(percent: float) -> str:
    return "less than 0.01" if percent < 0.01 else f"{percent:.2g}" if percent < 99 else "over 99"
