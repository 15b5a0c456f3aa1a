"""Figures of giving: aid against its target, measured schedules, the decline over ten periods."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import Choice, Slider, Target, figure
from govlib.games import GivingPath, Population, Schedules, load_sessions
from govlib.palette import color, is_narrow

__all__ = ["aid", "decline", "say_aid", "say_decline", "say_schedules", "schedules"]

ENDOWMENT, PERIODS = 20, 10

#: who plays beside the free riders
REST = ("as measured", "conditional cooperators", "perfect matchers")

#: what decides a gift
RULE = ("schedules", "schedules and beliefs")

#: the United Nations' target for aid, percent of gross national income (resolution 2626, 1970)
TARGET = 0.7

_LOOK = {
    "conditional cooperator": ("blue", "-", "conditional"),
    "free rider": ("orange", "--", "free riders"),
    "hump-shaped": ("green", "-.", "hump-shaped"),
    "other": ("purple", ":", "other"),
    "perfect matcher": ("blue", "-", "perfect matchers"),
}


@lru_cache(maxsize=1)
def _aid() -> tuple[tuple[str, ...], tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
    """Codes and names of the donors of 2022, their shares, and those of the members of 1970."""
    from govlib.data import load

    now = load("oda_gni_2022_final").sort_values("oda_percent_gni", ascending=False)
    then = load("oda_1970")
    members = then["aid_percent_gni"].where(then["dac_member_1970"] == 1).reindex(now.index)
    share = now["oda_percent_gni"].to_numpy(float)
    return tuple(now.index), tuple(now["name"]), share, members.to_numpy(float)


def say_aid() -> str:
    """Say what :func:`aid` shows."""
    _, names, share, then = _aid()
    met = [name for name, part in zip(names, share, strict=True) if part >= TARGET]
    old = np.isfinite(then)
    return (
        f"Of {len(share)} donors, {len(met)} reach the target of 0.7 percent of national income "
        f"in 2022: {', '.join(met)}. The median donor gives {np.median(share):.2f} percent. Of "
        f"the {old.sum()} that were members in 1970, {(then[old] >= TARGET).sum()} reached it "
        f"then, and {(share[old] > then[old]).sum()} give a larger share now."
    )


@figure(says=say_aid, narrow=(3.6, 4.6))
def aid(fig: Figure) -> None:
    """Draw what each donor gives against the target of 0.7 percent, and what it gave in 1970."""
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.14, 0.08, 0.83, 0.82) if narrow else (0.08, 0.08, 0.9, 0.8))
    codes, names, share, then = _aid()
    rank = np.arange(1, len(share) + 1)
    met = share >= TARGET
    ax.axhline(TARGET, color=color["ink"], lw=1.2)
    ax.text(rank[-1] + 0.5, TARGET + 0.015, "target: 0.7 %", ha="right", va="bottom")
    looks = ((met, "blue", "o", "2022, reached"), (~met, "orange", "s", "2022, not reached"))
    for chosen, hue, mark, label in looks:
        ax.vlines(rank[chosen], 0, share[chosen], color=color[hue], lw=2 if narrow else 3)
        size = 5 if narrow else 6
        ax.plot(rank[chosen], share[chosen], mark, ms=size, color=color[hue], label=label)
    ax.plot(rank, then, "_", ms=8 if narrow else 12, mew=2, color=color["ink"], label="1970")
    for code in ("LUX", "DNK", "USA") + (() if narrow else ("DEU", "FRA", "JPN")):
        i = codes.index(code)
        late = i > len(codes) / 3
        ax.annotate(
            names[i],
            (rank[i], np.fmax(share[i], then[i])),
            # just below the target, a name would be crossed by its line
            xytext=(0, 10) if late else (6, 14 if code == "DNK" else 5),
            textcoords="offset points",
            ha="center" if late else "left",
            fontsize=10,
        )
    ax.set(xlim=(0, len(share) + 1), ylim=(0, 1.12), xticks=[], yticks=np.arange(0, 1.1, 0.2))
    ax.grid(axis="y")
    ax.legend(loc="upper right", handlelength=1.4, borderaxespad=0.1)
    ax.set_xlabel(f"{len(share)} donors, largest share first")
    ax.set_title("Aid, % of gross national income", loc="left")


def say_schedules() -> str:
    """Say what :func:`schedules` shows."""
    sessions = load_sessions()
    at_half = float(np.interp(10, sessions.schedules.others, sessions.average))
    rest = sessions.population().rest_points()[-1]
    return (
        f"When the others give 10 of 20 on average, the average subject answers with "
        f"{at_half:.1f}. The average schedule crosses the line of equal gifts at {rest:.1f}: "
        "above it the average answer falls short of the gift it answers."
    )


@figure(says=say_schedules, narrow=(3.6, 4.6))
def schedules(fig: Figure) -> None:
    """Draw what each type gives for what the others give, and where the average comes to rest."""
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.12, 0.83, 0.78) if narrow else (0.08, 0.15, 0.68, 0.75))
    sessions = load_sessions()
    x = sessions.schedules.others
    ax.plot(x, x, "-", color=color["muted"], lw=1, label="as the others give")
    for name, row, share in zip(
        sessions.schedules.names, sessions.schedules.gifts, sessions.shares, strict=True
    ):
        hue, style, short = _LOOK[name]
        ax.plot(x, row, style, color=color[hue], label=f"{short}, {share:.0%}")
    ax.plot(x, sessions.average, "-", color=color["ink"], lw=3, label="everybody")
    rest = sessions.population().rest_points()
    ax.plot(rest, rest, "o", ms=9, color=color["ink"], zorder=4)
    ax.annotate(
        f"giving rests\nat {rest[-1]:.1f}",
        (rest[-1], rest[-1]),
        xytext=(8.6, 0.9) if narrow else (1.6, 13),
        arrowprops={"arrowstyle": "-", "color": color["muted"]},
        ha="left",
    )
    ax.set(xlim=(0, 20), ylim=(-0.4, 20), xticks=range(0, 21, 5), yticks=range(0, 21, 5))
    ax.set_xlabel("average gift of the others, of 20")
    ax.set_title("Gift promised in return", loc="left")
    if narrow:
        ax.legend(loc="upper left", bbox_to_anchor=(0.0, 0.99), handlelength=2.4)
        return
    ax.text(14.6, 15.3, "as much as\nthe others", ha="right", va="bottom", color=color["muted"])
    ends = [*sessions.schedules.gifts[:, -1], sessions.average[-1]]
    words = [
        f"{_LOOK[name][2]}\n{share:.0%}"
        for name, share in zip(sessions.schedules.names, sessions.shares, strict=True)
    ]
    hues = [_LOOK[name][0] for name in sessions.schedules.names]
    # the types that end at nothing share the place where their lines meet
    tops = _apart(np.array(ends), 2.5)
    for y, word, hue in zip(tops, [*words, "everybody"], [*hues, "ink"], strict=True):
        ax.text(20.4, y, word, color=color[hue], va="center", linespacing=0.95, fontsize=10)


def _apart(
    spots: NDArray[np.float64], gap: float, *, highest: float = np.inf
) -> NDArray[np.float64]:
    """Move labels up until none is closer than ``gap`` to the one below, then down to fit."""
    order = np.argsort(spots, kind="stable")
    placed = spots[order].copy()
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + gap)
    placed = np.minimum(placed, highest - gap * np.arange(len(placed))[::-1])
    out = np.empty_like(placed)
    out[order] = placed
    return out


@lru_cache(maxsize=64)
def _people(free_riders: int, rest: str, rule: str) -> Population:
    """Return the population that the controls describe."""
    sessions = load_sessions()
    pull = sessions.pull.value if rule == RULE[1] else 0.0
    free = free_riders / 100
    if rest == "perfect matchers":
        rows = [sessions.schedules.others, np.zeros_like(sessions.schedules.others)]
        names = ("perfect matcher", "free rider")
        types = Schedules(sessions.schedules.others, rows, names)
        return Population(types, [1 - free, free], sessions.learning.value, pull)
    mix = sessions.shares.copy()
    others = np.array([name != "free rider" for name in sessions.schedules.names])
    if rest == "conditional cooperators":
        mix[:] = np.array([name == "conditional cooperator" for name in sessions.schedules.names])
    mix = np.where(others, mix, 0.0)
    mix = np.where(others, mix / mix.sum() * (1 - free), free)
    return sessions.population(mix, pull=pull)


@lru_cache(maxsize=512)
def _course(free_riders: int, rest: str, belief: float, rule: str) -> GivingPath:
    return _people(free_riders, rest, rule).run(belief, PERIODS)


def say_decline(*, free_riders: int, rest: str, belief: float, rule: str) -> str:
    """Say what :func:`decline` shows."""
    people, course = _people(free_riders, rest, rule), _course(free_riders, rest, belief, rule)
    first, last = course.mean[[0, -1]]
    if free_riders == 100:
        who = "Free riders alone"
    elif free_riders == 0:
        who = "With no free riders"
    else:
        who = f"With {free_riders} percent free riders"
    if abs(last - first) < 0.05:
        what = f"giving stays at {first:.1f}"
    else:
        move = "falls" if last < first else "rises"
        what = f"giving {move} from {first:.1f} to {last:.1f} in ten periods"
    if who == "Free riders alone" and abs(first) < 0.05 and abs(last) < 0.05:
        return f"Free riders alone give nothing in any period.{_against(course)}"
    joint = ": " if who == "Free riders alone" else ", "
    stays = people.rest_points()
    rests = (
        "It can rest at any level."
        if len(stays) > 3
        else f"In time it would settle at {stays[-1]:.1f}."
    )
    return f"{who}{joint}{what}. {rests}{_against(course)}"


@figure(
    says=say_decline,
    narrow=(3.6, 3.68),
    targets=(
        Target(
            "No free rider left",
            lambda free_riders: free_riders == 0,
            said="Not one free rider is left. Does giving hold?",
        ),
        Target(
            "The mix that expects 9.8 and still gives it after ten periods",
            lambda free_riders, rest, belief, rule: (
                belief == 9.8
                and abs(_course(free_riders, rest, belief, rule).mean[-1] - belief) < 0.05
            ),
            said="In this mix nobody is disappointed, so nobody gives less.",
        ),
    ),
    free_riders=Slider(
        values=[0, 10, 23, 30, 40, 50, 60, 70, 80, 90, 100],
        start=23,
        label="free riders",
        unit=" %",
        help="2010: 23 %",
    ),
    rest=Choice(REST, label="the others are"),
    belief=Slider(
        values=[2, 6, 9.8, 14, 20], start=9.8, label="first belief", unit=" of 20", help="2010: 9.8"
    ),
    rule=Choice(RULE, label="gifts follow", style="radio"),
)
def decline(fig: Figure, *, free_riders: int, rest: str, belief: float, rule: str) -> None:
    """Draw giving over ten periods for a mix of types, over the sessions of 2010.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    free_riders : int
        Percent of the population.
    rest : str
        Who the others are, one of ``REST``.
    belief : float
        What all expect of the others at first, of 20.
    rule : str
        What decides a gift, one of ``RULE``.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.14, 0.83, 0.63) if narrow else (0.08, 0.15, 0.75, 0.61))
    strip = fig.add_axes((0.13, 0.865, 0.83, 0.062) if narrow else (0.08, 0.85, 0.75, 0.07))
    people, course = _people(free_riders, rest, rule), _course(free_riders, rest, belief, rule)
    periods = np.arange(1, PERIODS + 1)
    sessions = load_sessions()
    ax.plot(periods, course.beliefs, ":", color=color["green"], lw=1.8)
    ax.plot(periods, sessions.gifts, "s", ms=6, color=color["orange"], mfc="none", mew=1.5)
    ax.plot(periods, course.mean, "o-", ms=5, color=color["blue"])
    ax.set(
        xlim=(0.6, 10.4),
        ylim=(-0.5, 24 if narrow else 20.5),
        xticks=periods,
        yticks=range(0, 21, 5),
    )
    ax.set_xlabel("period", labelpad=1 if narrow else None)
    ax.set_title("Average gift, of 20", loc="left")
    ax.grid(axis="y")
    last = np.array([course.mean[-1], sessions.gifts[-1], course.beliefs[-1]])
    words, hues = ["model", "2010 data", "beliefs"], ["blue", "orange", "green"]
    if narrow:
        _key(ax, words, hues)
    else:
        for y, word, hue in zip(_apart(last, 1.5, highest=20.0), words, hues, strict=True):
            ax.text(10.5, y, word, color=color[hue], va="center")
    _strip(strip, people)


def _key(ax: Axes, words: list[str], hues: list[str]) -> None:
    looks = (("o-", None), ("s", "none"), (":", None))
    for word, hue, (look, fill) in zip(words, hues, looks, strict=True):
        ax.plot([], [], look, color=color[hue], mfc=fill or color[hue], label=word)
    ax.legend(loc="upper right", ncols=3, handlelength=1.6, borderaxespad=0, columnspacing=0.9)


def _strip(ax: Axes, people: Population) -> None:
    """Draw the mix of types as one bar, with names where they fit, and the others above it."""
    left = 0.0
    unnamed = []
    for name, share in zip(people.schedules.names, people.shares, strict=True):
        hue, _, short = _LOOK[name]
        ax.barh(0, share, left=left, color=color[hue], edgecolor=color["paper"], lw=1.5)
        # about 0.095 inch a letter; a word that does not fit is cut to its first part
        room = share * ax.bbox.width / ax.figure.dpi / 0.095
        words = [w for w in (short, short.split("-")[0].split()[0]) if len(w) <= room]
        if words:
            ax.text(
                left + share / 2,
                0,
                words[0],
                color=color["paper"],
                ha="center",
                va="center_baseline",
                fontsize=9,
            )
        elif share > 0:
            unnamed.append(short.split("-")[0])
        left += share
    ax.set(xlim=(0, 1), ylim=(-0.4, 0.4))
    ax.set_title("Who plays", loc="left", pad=4)
    if unnamed:
        others = f"rest: {', '.join(unnamed)}"
        ax.set_title(others, loc="right", pad=4, fontsize=9, color=color["muted"])
    ax.set_axis_off()


def _against(course: GivingPath) -> str:
    miss = float(np.sqrt(np.mean((course.mean - load_sessions().gifts) ** 2)))
    return f" The data of 2010 lie {miss:.1f} tokens away (root mean square)."
