"""The figure of the institution lab: what a set of reforms provides, who belongs, who gains."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from govlib.drawing import Switch, Target, figure
from govlib.figures.names import called
from govlib.figures.words import per_cent
from govlib.lab import (
    HASTY,
    PATIENT,
    SIX,
    WORLDS,
    Report,
    Rules,
    forty,
    government,
    known_report,
    losers,
    provisions,
)
from govlib.palette import color, is_narrow

__all__ = ["institution", "say_institution"]

#: countries with a name beside their point, and bars on each side of the panel of gains
NAMED, BARS = 5, 4

#: where a name stands on a phone if there is no room just below its point: right and up
BESIDE = {"USA": (-1, 0), "IND": (1, 0), "RUS": (-0.7, -1)}

#: of the panel of gains, the same for all states
LIMITS = (-0.5, 1.6)


def _world(shield: bool, goals: bool) -> str:
    return next(name for name, (s, g) in WORLDS.items() if (s > 0, g > 0) == (shield, goals))


def _code(**switches: bool) -> int:
    return sum(1 << bit for bit, name in enumerate(SIX) if switches[name])


def _report(shield: bool, goals: bool, **reforms: bool) -> Report:
    return known_report(_world(shield, goals), _code(**reforms))


@lru_cache(maxsize=8)
def _as_one(shield: bool, goals: bool, patience: bool) -> float:
    """Return what these states would provide under one government, as a share of the best."""
    private, priority = WORLDS[_world(shield, goals)]
    rules = Rules(shield=private, rate=PATIENT if patience else HASTY)
    return government(forty(priority), rules).provision


@lru_cache(maxsize=1)
def _most_without_losers() -> float:
    """Return the most that is provided in the paper's world where nobody loses."""
    # the table says which provide most, so that few have to be reported on
    most_first = np.argsort(-provisions("both"), kind="stable").tolist()
    found = (known_report("both", code) for code in most_first)
    return next(r.provision for r in found if not losers(forty(WORLDS["both"][1]), r).any())


def say_institution(
    *,
    shield: bool,
    goals: bool,
    rule: bool,
    patience: bool,
    transfers: bool,
    channel: bool,
    supervision: bool,
    sanctions: bool,
) -> str:
    """Say what :func:`institution` shows."""
    found = _report(
        shield, goals, rule=rule, patience=patience, transfers=transfers, channel=channel,
        supervision=supervision, sanctions=sanctions,
    )  # fmt: skip
    world = forty(WORLDS[_world(shield, goals)][1])
    count = len(found.members)
    who = "All forty belong" if count == world.n else f"{count} of forty belong"
    lose = losers(world, found)
    worst = called(world.names[int(np.argmin(found.gains / world.gdp))])
    hurt = (
        "nobody loses"
        if not lose.any()
        else f"{worst} loses"
        if lose.sum() == 1
        else f"{lose.sum()} lose, {worst} most for its income"
    )
    return (
        f"{who} to a treaty that goes {100 * found.depth:.0f} percent of the way; "
        f"{per_cent(found.provision)} of the best is provided, {per_cent(found.alone)} if all act "
        f"alone. It holds if cheating is seen within {found.delay:.1f} years; against all acting "
        f"alone {hurt}."
    )


@figure(
    says=say_institution,
    size=(6.4, 4.8),
    narrow=(3.6, 3.88),
    targets=[
        Target(
            "Great powers shielded, goals that differ: a quarter of the best with two reforms",
            lambda **s: s["shield"] and s["goals"] and _reforms(s) == 2 and _provided(s) >= 0.25,
            said="Patience and sanctions: of fifteen pairs only this one.",
            id="a-quarter-with-two",
        ),
        Target(
            "The same world: half of the best with three",
            lambda **s: s["shield"] and s["goals"] and _reforms(s) == 3 and _provided(s) >= 0.5,
            said="Patience, payments and sanctions: of twenty triples only this one.",
            id="half-with-three",
        ),
        Target(
            "The same world: the most without a loser",
            lambda **s: (
                s["shield"]
                and s["goals"]
                and _provided(s) >= _most_without_losers() - 1e-9
                and not losers(forty(0.5), _report(**s)).any()
            ),
            said="More can be had, but then somebody is worse off than if all acted alone.",
            id="the-most-without-a-loser",
        ),
        Target(
            "States that would do all that is best if they had one government",
            lambda shield, goals, patience: _as_one(shield, goals, patience) > 1 - 1e-9,
            said="Whoever is shielded, or in haste, does not want all of it.",
            id="all-as-one",
        ),
    ],
    shield=Switch("great powers shield themselves", start=True),
    goals=Switch("the poor put other things first", start=True),
    rule=Switch("a conference may found", help="With entry into force at 55 percent, or none."),
    patience=Switch("patience", help="A discount rate of 3 percent in place of 5."),
    transfers=Switch("payments among members"),
    channel=Switch("payments to outsiders", help="Members also buy tonnes from outsiders."),
    supervision=Switch("supervision", help="Cheating is seen after 2 years in place of 10."),
    sanctions=Switch("sanctions", help="A tariff of 3 percent on what outsiders sell."),
)
def institution(
    fig: Figure,
    *,
    shield: bool,
    goals: bool,
    rule: bool,
    patience: bool,
    transfers: bool,
    channel: bool,
    supervision: bool,
    sanctions: bool,
) -> None:
    """Draw what is provided, who belongs, and who gains and loses most for its income.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    shield, goals : bool
        Challenges: great powers keep half of the harm off themselves; stakes grow with income a
        head.
    rule, patience, transfers, channel, supervision, sanctions : bool
        Reforms, as in :data:`govlib.lab.reforms.REFORMS`.
    """
    found = _report(
        shield, goals, rule=rule, patience=patience, transfers=transfers, channel=channel,
        supervision=supervision, sanctions=sanctions,
    )  # fmt: skip
    narrow = is_narrow(fig)
    if narrow:
        places = ((0.04, 0.812, 0.92, 0.088), (0.16, 0.145, 0.49, 0.54), (0.76, 0.145, 0.22, 0.54))
    else:
        places = ((0.03, 0.82, 0.94, 0.075), (0.1, 0.13, 0.46, 0.54), (0.68, 0.13, 0.29, 0.54))
    bar, dots, gains = (fig.add_axes(place) for place in places)
    _bar(bar, found, _as_one(shield, goals, patience))
    world = forty(WORLDS[_world(shield, goals)][1])
    inside, lose = np.isin(world.names, found.members), losers(world, found)
    part, size = 100 * world.part, 14 + 500 * world.part
    stake = 100 * world.stakes
    dots.scatter(
        part[inside], stake[inside], s=size[inside], color=color["blue"], lw=0, alpha=0.6,
    )  # fmt: skip
    dots.scatter(
        part[~inside], stake[~inside], s=size[~inside], marker="s", facecolor=color["paper"],
        edgecolor=color["orange"], lw=1.4,
    )  # fmt: skip
    dots.scatter(part[lose], stake[lose], s=26, marker="x", color=color["ink"], lw=1.3)
    for i in np.argsort(-part)[:NAMED]:
        over, up = BESIDE.get(world.names[i], (0, -1)) if narrow else (0, -1)
        away = (5 if up else 3) + np.sqrt(size[i]) / 2
        dots.annotate(
            world.names[i], (part[i], stake[i]), xytext=(over * away, up * away),
            textcoords="offset points", va="top" if up else "center",
            ha="center" if up else "left" if over > 0 else "right", fontsize=9,
        )  # fmt: skip
    dots.set(xscale="log", yscale="log", xlim=(0.25, 50), ylim=(0.04, 60))
    dots.set_xticks([0.3, 1, 3, 10, 30], ["0.3", "1", "3", "10", "30"])
    dots.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
    dots.minorticks_off()
    dots.set(xlabel="share of emissions (%)", ylabel="share of the stakes (%)")
    keys = [
        Line2D([], [], ls="none", marker=marker, ms=6, mec=edge, mfc=face, label=label)
        for label, marker, edge, face in (
            ("member", "o", color["blue"], color["blue"]),
            ("outsider", "s", color["orange"], color["paper"]),
            ("loses", "x", color["ink"], "none"),
        )
    ]
    dots.legend(
        handles=keys, loc="lower center", bbox_to_anchor=(0.4 if narrow else 0.5, 1.0), ncols=3,
        borderpad=0, columnspacing=0.6 if narrow else 1, handletextpad=0.1, fontsize=9,
    )  # fmt: skip
    _gains(gains, world.names, 100 * found.gains / world.gdp, narrow=narrow)


def _reforms(state: dict[str, bool]) -> int:
    return sum(state[name] for name in SIX)


def _provided(state: dict[str, bool]) -> float:
    return _report(**state).provision


def _bar(ax: Axes, found: Report, as_one: float) -> None:
    """Draw what is done alone, by the treaty and by these states as one."""
    ax.barh([0], [100], color=color["line"], height=1)
    ax.barh([0], [100 * found.provision], color=color["blue"], height=1)
    ax.barh([0], [100 * found.alone], color=color["edge"], height=1, hatch="//", ec=color["paper"])
    ax.plot([100 * as_one] * 2, [-0.5, 0.9], color=color["green"], ls="-.", lw=2)
    left = as_one > 0.5
    ax.annotate(
        "these states as one", (100 * as_one, 0.9), xytext=(-4 if left else 4, 0),
        textcoords="offset points", ha="right" if left else "left", va="center", fontsize=9,
    )  # fmt: skip
    ax.set(xlim=(0, 100.5), ylim=(-0.5, 1.1), yticks=[])
    ax.set_xticks([0, 25, 50, 75, 100])
    ax.set_title("Provided, % of the best", loc="left", pad=9)
    ax.tick_params(axis="x", length=2, labelsize=9)
    ax.spines[["left", "bottom"]].set_visible(False)


def _gains(ax: Axes, names: tuple[str, ...], gain: np.ndarray, *, narrow: bool) -> None:
    """Draw those who gain most for their income and those who gain least or lose."""
    order = np.argsort(gain, kind="stable")
    shown = np.append(order[:BARS], order[-BARS:])
    hues = [color["orange"] if gain[i] < 0 else color["blue"] for i in shown]
    ax.barh(range(2 * BARS), gain[shown], color=hues, height=0.7)
    ax.axvline(0, color=color["muted"], lw=0.8)
    ax.axhline(BARS - 0.5, color=color["line"], lw=0.8)
    ax.set_yticks(range(2 * BARS), [names[i] for i in shown], fontsize=9)
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=LIMITS, ylim=(-0.6, 2 * BARS - 0.4))
    if narrow:
        ax.set_xticks([0, 1])
        ax.set_title("Gain, % of GDP", loc="right", fontsize=10, x=1.06)
    else:
        ax.set_xticks([0, 0.5, 1, 1.5])
        ax.set_title("Gain, % of GDP", loc="left")
