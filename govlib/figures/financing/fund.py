"""Figures of financing: quadratic funding, volunteers, and pledges with their money back."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, figure
from govlib.financing import Donors, Funding, PledgeGame, VolunteersDilemma
from govlib.palette import color, is_narrow

__all__ = [
    "matching",
    "pledges",
    "say_matching",
    "say_pledges",
    "say_volunteers",
    "volunteers",
]

#: four donors who value the good differently
DONORS = Donors([1, 2, 3, 4])

#: people in a campaign, and shares of the full match at which curves are drawn, percent
PEOPLE = 20
_SHARES = np.arange(1, 101)


def say_matching(*, share: int, colluders: int) -> str:
    """Say what :func:`matching` shows."""
    found, best = _funded(share, colluders), DONORS.optimum()
    first = (
        f"With {share}% of the full match, {_amount(found.level)} is spent where "
        f"{_amount(best.level)} is best; the fund pays {_amount(found.fund)} of it."
    )
    honest = _funded(share, 1)
    if colluders > 1:
        times = found.level / honest.level
        who = "all four" if colluders == 4 else f"{colluders} of the four"
        second = (
            f"If {who} collude, that is {times:.3g} times as much as honest donors would get, and "
            f"welfare is {_amount(found.welfare)} instead of {_amount(honest.welfare)}."
        )
    else:
        alone = DONORS.equilibrium()
        now, then = _amount(found.welfare), _amount(alone.welfare)
        change = f"hardly rises above {then}" if now == then else f"rises from {then} to {now}"
        second = f"Without a fund only the keenest gives, {_amount(alone.level)}; welfare {change}."
    return f"{first} {second}"


@figure(
    says=say_matching,
    narrow=(3.6, 4.6),
    share=Slider(
        values=[1, 5, 10, 25, 26, 50, 60, 69, 75, 100],
        start=100,
        label="share of the match that is paid",
        unit=" %",
    ),
    colluders=Slider(1, 4, 1, start=1, label="donors who collude", help="1 is nobody."),
)
def matching(fig: Figure, *, share: int, colluders: int) -> None:
    """Draw what quadratic funding spends, from how large a fund, and who pays.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    share : int
        Share of the full match that the fund pays, percent.
    colluders : int
        How many of the four donors, from the least keen one on, give what is best for them
        together; 1 is nobody.
    """
    if is_narrow(fig):
        ax, bars = fig.add_axes((0.14, 0.57, 0.81, 0.35)), fig.add_axes((0.14, 0.11, 0.81, 0.24))
    else:
        ax, bars = fig.add_axes((0.08, 0.16, 0.54, 0.73)), fig.add_axes((0.72, 0.16, 0.26, 0.73))
    best, found = DONORS.optimum().level, _funded(share, colluders)
    ax.axhline(best, color=color["green"], lw=1.4, ls="-.", label="best for all")
    ax.plot(_SHARES, _level_curve(1), "--", color=color["muted"], lw=1.6, label="each for herself")
    if colluders > 1:
        label = f"{colluders} of 4 collude"
        ax.plot(_SHARES, _level_curve(colluders), "-", color=color["orange"], label=label)
    ax.plot([share], [found.level], "o", ms=9, color=color["ink"], zorder=4, clip_on=False)
    # the curves rise, so there is room above them to the left
    room = share > 15
    ax.annotate(
        _amount(found.level),
        (share, found.level),
        (-6 if room else 7, 4),
        textcoords="offset points",
        ha="right" if room else "left",
    )
    # one scale for all states, so that the honest curve does not flatten when others collude
    ax.set_yscale("log")
    ax.set(xlim=(0, 101), ylim=(10, 20_000), xticks=[0, 25, 50, 75, 100])
    ax.set_yticks([10, 100, 1000], ["10", "100", "1000"])
    ax.minorticks_off()
    ax.set_xlabel("share of the full match paid, %")
    welfare = f"welfare {_amount(found.welfare)} of {_amount(DONORS.optimum().welfare)}"
    ax.set_title(f"Spent (log scale); {welfare}", loc="left")
    ax.legend(loc="upper left", borderaxespad=0.1, handlelength=2.4)
    parts = [*found.gifts, found.fund]
    names = ["1", "2", "3", "4", "fund"]
    look: dict[str, Any] = {
        "color": [*[color["blue"]] * 4, color["gold"]],
        "edgecolor": color["paper"],
    }
    bars.bar(range(5), parts, width=0.7, hatch=[*[""] * 4, "//"], **look)
    for spot, part in enumerate(parts):
        bars.annotate(
            _amount(part),
            (spot, part),
            (0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=10,
        )
    bars.set(xticks=range(5), xticklabels=names, yticks=[], ylim=(0, 1.2 * max(parts)))
    bars.set_xlabel("donors, least keen first")
    bars.spines["left"].set_visible(False)
    bars.tick_params(length=0)
    bars.set_title("Who pays", loc="left")


def say_volunteers(*, cost: int, fine: int) -> str:
    """Say what :func:`volunteers` shows."""
    few, many = (float(_group(n, cost, 0).equilibrium().provided) for n in (2, 100))
    first = (
        f"Where one must bear {cost}% of what the good is worth, somebody acts with probability "
        f"{few:.3g} in a pair and {many:.3g} among a hundred."
    )
    if not fine:
        return f"{first} The more could do it, the less it is done."
    held = float(_group(100, cost, fine).equilibrium().provided)
    return (
        f"{first} A fine of {fine}% of the cost for each who waits lifts the hundred to {held:.3g}."
    )


@figure(
    says=say_volunteers,
    narrow=(3.6, 4.6),
    cost=Slider(values=[5, 10, 25, 50, 75, 95], start=25, label="cost of volunteering", unit=" %"),
    fine=Slider(
        values=[0, 10, 25, 50, 75, 95], start=0, label="fine for not volunteering", unit=" %"
    ),
)
def volunteers(fig: Figure, *, cost: int, fine: int) -> None:
    """Draw how likely somebody volunteers, by the size of the group, with and without a fine.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    cost : int
        Cost of volunteering, percent of what the good is worth.
    fine : int
        What each who does not volunteer pays, percent of the cost, below 100.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.14, 0.13, 0.81, 0.78) if narrow else (0.08, 0.16, 0.88, 0.74))
    sizes = np.arange(2, 101)
    free, fined = (_group(sizes, cost, each) for each in (0, fine))
    ax.plot(sizes, free.equilibrium().chance, ":", color=color["muted"], label="one member acts")
    ax.plot(sizes, free.equilibrium().provided, "--", color=color["orange"], label="somebody acts")
    if fine:
        label = "somebody acts, with the fine"
        ax.plot(sizes, fined.equilibrium().provided, "-", color=color["blue"], label=label)
    spots = np.array([2, 10, 100])
    at = np.asarray(_group(spots, cost, fine).equilibrium().provided)
    ax.plot(spots, at, "o", ms=7, color=color["ink"], zorder=4, clip_on=False)
    for size, value in zip(spots, at, strict=True):
        ax.annotate(
            f"{value:.2f}",
            (size, value),
            (-4 if size == 100 else 5, 6),
            textcoords="offset points",
            ha="right" if size == 100 else "left",
        )
    ax.set_xscale("log")
    ticks = [2, 5, 10, 20, 50, 100]
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.minorticks_off()
    ax.set(xlim=(2, 104), ylim=(0, 1.45), yticks=[0, 0.25, 0.5, 0.75, 1])
    ax.grid(axis="y")
    ax.set_xlabel("members who could act (log scale)")
    ax.set_title("Probability", loc="left")
    ax.legend(loc="upper right", borderaxespad=0.1, handlelength=2.4)


def say_pledges(*, needed: int, cost: int) -> str:
    """Say what :func:`pledges` shows."""
    kept, sunk = (_campaign(needed, cost, refund) for refund in (True, False))
    first = f"Where {needed} of {PEOPLE} must pledge {cost}% of what the good is worth to them"
    if needed == PEOPLE:
        return f"{first}, every pledge decides, and all pledge with or without a refund."
    if sunk == 0:
        odds = "hardly ever succeeds" if kept < 0.005 else f"succeeds with probability {kept:.2f}"
        return f"{first}, nobody does if the money may be lost; with money back it {odds}."
    return (
        f"{first}, the campaign succeeds with probability {kept:.2f} if failure pays back, and "
        f"{sunk:.2f} if it does not."
    )


@figure(
    says=say_pledges,
    narrow=(3.6, 4.6),
    needed=Slider(values=[1, 5, 10, 15, 19, 20], start=10, label="pledges needed, of 20"),
    cost=Slider(
        values=[1, 5, 10, 15, 18, 19, 20, 30, 50, 70, 95], start=20, label="a pledge", unit=" %"
    ),
)
def pledges(fig: Figure, *, needed: int, cost: int) -> None:
    """Draw how likely a campaign for pledges succeeds, with and without money back.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    needed : int
        Pledges that the good takes, of 20 people.
    cost : int
        A pledge, percent of what the good is worth to each.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.14, 0.13, 0.81, 0.78) if narrow else (0.08, 0.16, 0.88, 0.74))
    costs, kept, sunk = _success(needed)
    ax.plot(costs, kept, "-", color=color["blue"], label="money back if it fails")
    ax.plot(costs, sunk, "--", color=color["orange"], label="money is lost if it fails")
    for refund, name, mark in ((True, "blue", "o"), (False, "orange", "s")):
        value = _campaign(needed, cost, refund)
        ax.plot(
            [cost],
            [value],
            mark,
            ms=9,
            color=color[name],
            mec=color["ink"],
            zorder=4,
            clip_on=False,
        )
    ax.axvline(cost, color=color["line"], lw=1, zorder=0)
    ax.set(xlim=(0, 100), ylim=(0, 1.3), yticks=[0, 0.25, 0.5, 0.75, 1], xticks=range(0, 101, 20))
    ax.grid(axis="y")
    ax.set_xlabel("pledge, % of the good's worth to each")
    ax.set_title(f"Probability that {needed} of {PEOPLE} pledge", loc="left")
    ax.legend(loc="upper right", borderaxespad=0.1, handlelength=2.4)


@lru_cache(maxsize=512)
def _funded(share: int, colluders: int) -> Funding:
    group = range(colluders) if colluders > 1 else ()
    return DONORS.quadratic(share / 100, colluders=group)


@lru_cache(maxsize=8)
def _level_curve(colluders: int) -> np.ndarray:
    return np.array([_funded(int(share), colluders).level for share in _SHARES])


def _group(n: Any, cost: int, fine: int) -> VolunteersDilemma:
    return VolunteersDilemma(n, cost / 100, cost * fine / 1e4)


@lru_cache(maxsize=1024)
def _campaign(needed: int, cost: float, refund: bool) -> float:
    return PledgeGame(PEOPLE, needed, cost / 100, refund).equilibrium().success


@lru_cache(maxsize=32)
def _success(needed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    costs = np.arange(1, 100)
    curves = [
        np.array([_campaign(needed, int(cost), refund) for cost in costs])
        for refund in (True, False)
    ]
    return costs, curves[0], curves[1]


def _amount(value: float) -> str:
    """Write an amount with three digits, whole from 100 on, and a true minus sign."""
    digits = 0 if abs(value) >= 99.95 else 1 if abs(value) >= 0.095 else 2
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")
