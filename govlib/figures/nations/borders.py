"""Figures of scale: how many nations, and which level of government for which good."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from govlib._check import choice
from govlib.drawing import Choice, Slider, figure
from govlib.nations import Districts, Nations, Partition, cooperative, minimum_winning
from govlib.palette import color, is_narrow

__all__ = [
    "CENTRES",
    "RULES",
    "levels",
    "nations",
    "numbers",
    "say_levels",
    "say_nations",
    "say_numbers",
]

#: who decides about the number of nations
RULES = ("what is best on average", "votes at the borders", "rulers")

#: share of their people whom rulers must satisfy
SATISFIED = 0.25

#: how the centre decides
CENTRES = ("the same for all", "cooperative legislature", "narrow majority")

#: range of the cost of one government that the figures look at
CHEAP, DEAR = 0.001, 0.1


def say_nations(*, cost: float, distance: float, rule: str) -> str:
    """Say what :func:`nations` shows."""
    world = Nations(1, distance, cost)
    split, best = _split(world, rule), world.optimum(whole=True)
    count, taken = int(split.number), float(split.rent)
    mean = _plain(split.average)
    word = "nation" if count == 1 else "nations"
    first = {
        RULES[0]: f"On average {count} {word} would be best",
        RULES[1]: f"Votes at the borders lead to {count} {word}",
        RULES[2]: f"Rulers who must satisfy a quarter of their people want {count} {word}",
    }[rule]
    if rule == RULES[2]:
        text = (
            f"{first}: a tax of {split.tax:.3g}, of which they keep {taken:.3g}, and a "
            f"mean utility of {mean}"
        )
    else:
        text = f"{first}: a tax of {split.tax:.3g}, mean utility {mean}"
    if count == best.number:
        end = "." if rule == RULES[0] else ", and no other number would do more in all."
        return f"{text}; {_plain(split.border)} for those at the borders{end}"
    more = "more" if count > best.number else "fewer"
    kept = " if nobody kept any of it" if rule == RULES[2] else ""
    return (
        f"{text}. That is {more} than the {int(best.number)} that would give "
        f"{best.average:.3g} on average{kept}."
    )


@figure(
    says=say_nations,
    narrow=(3.6, 4.6),
    cost=Slider(
        values=[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
        start=0.005,
        label="cost of a government",
    ),
    distance=Slider(values=[0.25, 0.5, 1, 2], start=1, label="loss by distance"),
    rule=Choice(RULES, label="who decides"),
)
def nations(fig: Figure, *, cost: float, distance: float, rule: str) -> None:
    """Draw how well off people on a line of nations are.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    cost : float
        Cost of one government.
    distance : float
        What a unit of distance from the government takes of its benefit.
    rule : str
        One of :data:`RULES`; rulers must satisfy a quarter of their people.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.12, 0.83, 0.75) if narrow else (0.09, 0.15, 0.87, 0.7))
    world = Nations(1, distance, cost)
    split = _split(world, rule)
    count, taken = int(split.number), float(split.rent)
    people = world.along(count, points=100 * count + 1 if count < 20 else 2001)
    capitals = (np.arange(count) + 0.5) / count
    border, high = float(split.border), 1 - float(split.tax)
    lows = [low for low in (0.8, 0.6, 0.3, 0.0) if low <= border - 0.02]
    low = lows[0] if lows else float(np.floor(border * 2) / 2)
    top = 1.0 if rule != RULES[2] else float(np.ceil(high * 4 + 1e-9) / 4)
    ax.plot(people.places, people.utility - taken, "-", color=color["blue"], lw=1.8)
    ax.axhline(float(split.average), color=color["orange"], ls="--", lw=1.4)
    ax.plot(
        capitals,
        np.full(count, high),
        "^",
        color=color["ink"],
        ms=7 if count < 15 else 4,
        clip_on=False,
        zorder=3,
    )
    for border in np.arange(1, count) / count:
        ax.axvline(border, color=color["line"], lw=0.8, zorder=0)
    ax.set(xlim=(0, 1), ylim=(low, top + 0.02 * (top - low)))
    ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    ax.set_xticks([0, 0.5, 1], ["0", "½", "1"])
    ax.set_xlabel("where people live")
    word = "nation" if count == 1 else "nations"
    ax.set_title(
        f"Utility in {count} {word}: tax {split.tax:.3g} each\n▲ government   - - mean",
        loc="left",
    )


def say_numbers(*, distance: float, insurrection: float, compensation: float) -> str:
    """Say what :func:`numbers` shows."""
    world = Nations(1, distance, 0.005)
    best = world.optimum().number
    votes = world.stable(compensation=compensation).number / best
    rulers = world.leviathan(insurrection).number / best
    people = "nobody" if insurrection == 0 else f"{insurrection:.0%} of their people"
    if insurrection == 1:
        people = "all their people"
    return (
        f"Where a government costs 0.005, {best:.1f} nations are best. Votes at the borders lead "
        f"to {votes:.2f} times as many, rulers who must satisfy {people} to {rulers:.2f} times as "
        "many."
    )


@figure(
    says=say_numbers,
    narrow=(3.6, 4.6),
    distance=Slider(values=[0.25, 0.5, 1, 2], start=1, label="loss by distance"),
    insurrection=Slider(
        values=[0, 0.1, 0.25, 0.5, 0.75, 1], start=0.25, label="share that rulers must satisfy"
    ),
    compensation=Slider(values=[0, 0.5, 1], start=0, label="loss that taxes make good"),
)
def numbers(fig: Figure, *, distance: float, insurrection: float, compensation: float) -> None:
    """Draw the number of nations against the cost of a government.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    distance : float
        What a unit of distance takes of the benefit.
    insurrection : float
        Share of each nation that rulers must satisfy.
    compensation : float
        Share of the loss by distance that taxes make good under votes.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.12, 0.81, 0.62) if narrow else (0.1, 0.15, 0.54, 0.75))
    cost = np.geomspace(CHEAP, DEAR, 200)
    world = Nations(1, distance, cost)
    curves = (
        (world.optimum(), "best on average", "blue", "-"),
        (world.stable(compensation=compensation), "votes at the borders", "orange", "--"),
        (world.leviathan(insurrection), "rulers", "purple", "-."),
    )
    for split, label, hue, style in curves:
        ax.plot(cost, split.number, style, color=color[hue], label=label)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set(xlim=(CHEAP, DEAR), ylim=(0.9, 60))
    ax.set_xticks([0.001, 0.01, 0.1], ["0.001", "0.01", "0.1"])
    ax.set_yticks([1, 2, 5, 10, 20, 50], ["1", "2", "5", "10", "20", "50"])
    ax.minorticks_off()
    ax.set_xlabel("cost of a government (log scale)")
    ax.set_title("Number of nations (log scale)", loc="left")
    ax.grid(axis="y")
    if narrow:
        ax.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.1), ncols=1, labelspacing=0.2)
    else:
        ax.legend(loc="upper left", bbox_to_anchor=(1.02, 1.02), handlelength=2.4)


def say_levels(*, ratio: float, centre: str, spillover: float) -> str:
    """Say what :func:`levels` shows."""
    local, central = (float(v[0]) for v in _lost(ratio, centre, np.array([spillover])))
    wishes = "both want the same" if ratio == 1 else f"one wants {ratio:g} times as much"
    who = "local governments" if local < central else "the centre"
    near = abs(local - central) < 1e-9
    text = (
        f"Of two districts {wishes}. At a spillover of {spillover:g}, local governments lose "
        f"{local:.3g} against the best and the centre ({centre}) {central:.3g}: "
    )
    return text + ("it makes no difference." if near else f"{who} should decide.")


@figure(
    says=say_levels,
    narrow=(3.6, 4.6),
    ratio=Slider(
        values=[1, 1.5, 2, 3, 5, 8, 10], start=3, label="how many times as much the one wants"
    ),
    centre=Choice(CENTRES, label="the centre gives"),
    spillover=Slider(
        values=[0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5], start=0.1, label="spillover"
    ),
)
def levels(fig: Figure, *, ratio: float, centre: str, spillover: float) -> None:
    """Draw what local and central provision lose against the best, as more spills over.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    ratio : float
        How many times as much of the good the one district wants.
    centre : str
        One of :data:`~govlib.figures.nations.borders.CENTRES`.
    spillover : float
        The reader's spillover, in (0, ½].
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.12, 0.83, 0.67) if narrow else (0.08, 0.15, 0.88, 0.67))
    k = np.linspace(0.002, 0.5, 250)
    local, central = _lost(ratio, centre, k)
    top = 1.15 * max(float(local.max()), float(_lost(ratio, centre, np.array([0.1]))[1][0]))
    ax.plot(k, local, "-", color=color["blue"], label="local governments")
    ax.plot(
        k,
        np.where(central <= top, central, np.nan),
        "--",
        color=color["orange"],
        label=f"centre: {centre}",
    )
    own_local, own_central = _lost(ratio, centre, np.array([spillover]))
    ax.axvline(spillover, color=color["line"], lw=1, zorder=0)
    for value, hue, mark in ((own_local, "blue", "o"), (own_central, "orange", "s")):
        if value[0] <= top:
            ax.plot([spillover], value, mark, color=color[hue], ms=8, zorder=4, clip_on=False)
    turn = np.flatnonzero(np.diff(np.sign(local - central)))
    if len(turn):
        ax.annotate(
            f"κ* = {k[turn[0]]:.2f}",
            (k[turn[0]], local[turn[0]]),
            xytext=(0, 52),
            textcoords="offset points",
            ha="center",
            bbox={"boxstyle": "square,pad=0.15", "fc": color["paper"], "ec": "none"},
            arrowprops={"arrowstyle": "-", "color": color["ink"], "lw": 0.8},
        )
    ax.set(xlim=(0, 0.505), ylim=(0, top))
    ax.set_xticks([0, 0.25, 0.5], ["0: local good", "¼", "½: good of all"])
    labels = ax.get_xticklabels()
    labels[0].set(ha="left")
    labels[-1].set(ha="right")
    ax.set_xlabel("spillover κ")
    ax.legend(
        loc="lower left", bbox_to_anchor=(-0.02, 1.08), ncols=1 if narrow else 2, labelspacing=0.2
    )
    ax.set_title("Surplus lost", loc="left")


def _split(world: Nations, rule: str) -> Partition:
    """Return the whole number of nations under a rule, and what people have in them."""
    choice("rule", rule, RULES)
    if rule == RULES[0]:
        return world.optimum(whole=True)
    if rule == RULES[1]:
        return world.stable(whole=True)
    return world.leviathan(SATISFIED, whole=True)


def _plain(value: Any) -> str:
    return f"{float(value):.3g}".replace("-", "−")


def _lost(ratio: float, centre: str, k: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Surplus that local and central provision miss, per unit of the smaller demand."""
    pair = Districts([ratio, 1])
    best = pair.optimum(k).surplus
    central = {
        CENTRES[0]: lambda: pair.centralised(k).surplus,
        CENTRES[1]: lambda: cooperative(pair, k).provision.surplus,
        CENTRES[2]: lambda: minimum_winning(pair, k).surplus,
    }[centre]()
    return np.asarray(best - pair.decentralised(k).surplus), np.asarray(best - central)
