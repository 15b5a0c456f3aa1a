"""Figures of gifts to a public good: who gives, what public money adds, how groups grow."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from govlib.agreements import Giving, LargeEconomy, PrivateProvision
from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.handles import handle
from govlib.palette import color, is_narrow

__all__ = ["crowding", "gifts", "large", "say_crowding", "say_gifts", "say_large"]

#: members of the figure of gifts, and what they own together
MEMBERS, WEALTH = 8, 80.0

#: incomes of the three in the figure of crowding out, and most public money there
THREE, MOST = (4.0, 3.0, 3.0), 6.0

#: sources of public money
SOURCE = ("taxes", "grant")

#: sizes in the figure of large groups
SIZES = np.unique(np.geomspace(2, 10_000, 90).astype(int))


@lru_cache(maxsize=256)
def _group(spread: float, valuation: float) -> tuple[np.ndarray, Giving, float]:
    """Incomes that fall by a fixed ratio, the gifts, and the efficient amount."""
    raw = np.exp(-spread * np.arange(MEMBERS) / (MEMBERS - 1))
    incomes = WEALTH * raw / raw.sum()
    group = PrivateProvision(incomes, valuation)
    return incomes, group.equilibrium(), float(group.lindahl().public)


def say_gifts(*, spread: float, valuation: float) -> str:
    """Say what :func:`gifts` shows."""
    incomes, found, best = _group(spread, valuation)
    ratio = incomes[0] / incomes[-1]
    who = (
        "All eight own the same"
        if spread == 0
        else f"The richest owns {ratio:.3g} times what the poorest owns"
    )
    k = found.contributors
    give = (
        "all eight give"
        if k == MEMBERS
        else "only the richest gives"
        if k == 1
        else f"{k} of eight give"
    )
    burden = found.gifts[0] / incomes[0]
    giver = "each" if spread == 0 else "the richest"
    return (
        f"{who}, and {give}; {giver} gives {100 * burden:.0f} percent of its income. "
        f"The public good is {100 * found.public / best:.0f} percent of the efficient amount."
    )


@figure(
    says=say_gifts,
    narrow=(3.6, 4.6),
    spread=Slider(
        values=[0, 0.5, 1, 2, 3, 4],
        start=1,
        label="spread of incomes",
        help="Logarithm of the highest income over the lowest.",
    ),
    valuation=Slider(0.2, 0.8, 0.15, start=0.5, label="weight of the public good"),
)
def gifts(fig: Figure, *, spread: float, valuation: float) -> None:
    """Draw what each of eight members owns and gives.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    spread : float
        Logarithm of the highest income over the lowest.
    valuation : float
        Weight of the public good.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.12, 0.84, 0.78) if narrow else (0.08, 0.15, 0.9, 0.75))
    incomes, found, _ = _group(spread, valuation)
    spots = np.arange(1, MEMBERS + 1)
    look: dict[str, Any] = {"width": 0.7, "edgecolor": color["paper"]}
    ax.bar(spots, found.private, color=color["edge"], label="kept", **look)
    ax.bar(
        spots,
        found.gifts,
        bottom=found.private,
        color=color["blue"],
        hatch="//",
        label="given",
        **look,
    )
    keeps = (1 - valuation) / valuation * float(found.public)
    ax.axhline(keeps, color=color["ink"], lw=1.2, ls="--", label="what a giver keeps")
    ax.set(
        xlim=(0.4, MEMBERS + 0.6),
        ylim=(0, 1.5 * max(incomes[0], min(keeps, 1.2 * incomes[0]))),
        xticks=spots,
    )
    ax.set_xlabel("member, from rich to poor")
    ax.set_title("Income, kept and given", loc="left")
    ax.tick_params(axis="x", length=0)
    ax.legend(loc="upper right", ncols=1 if narrow else 3, borderaxespad=0.1)


@lru_cache(maxsize=64)
def _spent(source: str, valuation: float) -> tuple[np.ndarray, Giving]:
    """Public money, and the gifts at each amount of it."""
    money = np.linspace(0, MOST, 121)
    group = PrivateProvision(THREE, valuation)
    if source == "taxes":
        return money, group.equilibrium(taxes=np.outer(money / 3, np.ones(3)))
    return money, group.equilibrium(grant=money)


def say_crowding(*, source: str, valuation: float, money: float) -> str:
    """Say what :func:`crowding` shows."""
    group = PrivateProvision(THREE, valuation)
    before = group.equilibrium()
    if money == 0:
        return (
            f"Without public money three members give {before.gifts.sum():.3g} in all, "
            "and that is the public good."
        )
    tax, grant = (money / 3, 0.0) if source == "taxes" else (0.0, money)
    after = group.equilibrium(taxes=tax, grant=grant)
    undone = float(1 - (after.public - before.public) / money)
    verb = "Taxing three members" if source == "taxes" else "Granting three members"
    whole = "all" if undone > 1 - 1e-9 else f"{100 * undone:.0f} percent"
    if undone < 1e-9:
        whole = "none"
    left = ("nobody gives any more", "one still gives", "two still give", "all three still give")
    who = left[int(after.contributors)]
    change = (
        f"leaves the public good at {before.public:.3g}"
        if whole == "all"
        else f"raises the public good from {before.public:.3g} to {after.public:.3g}"
    )
    return f"{verb} {money:g} in all {change}: fewer gifts undo {whole} of it, and {who}."


def _rise(source: str, valuation: float, money: float) -> float:
    """Return how much public money adds to the good."""
    amounts, found = _spent(source, valuation)
    public = np.asarray(found.public)
    return float(public[round(money / MOST * (len(amounts) - 1))] - public[0])


@figure(
    says=say_crowding,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "a weight of 0.5: the largest sum of taxes that changes nothing",
            lambda source, valuation, money: (
                source == "taxes"
                and valuation == 0.5
                and money > 0
                and _rise(source, 0.5, money) < 1e-9
            ),
            largest="money",
            said="1.5: three times the smallest gift. Nobody can give less than nothing.",
        ),
        Target(
            "a weight of 0.5: the smallest grant at which nobody gives",
            lambda source, valuation, money: (
                source == "grant"
                and valuation == 0.5
                and PrivateProvision(THREE, 0.5).equilibrium(grant=money).contributors == 0
            ),
            smallest="money",
            said="4: the income of the richest. With as much of the good she keeps it all.",
        ),
    ],
    source=Choice(SOURCE, style="radio", label="who pays"),
    valuation=Slider(values=[0.3, 0.5, 0.7], start=0.5, label="weight of the public good"),
    money=Slider(0, 6, 0.5, start=0.5, label="amount"),
)
def crowding(fig: Figure, *, source: str, valuation: float, money: float) -> None:
    """Draw the public good and the gifts in it, against public money.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    source : {"taxes", "grant"}
        Whether the three members pay it in equal taxes, or somebody outside.
    valuation : float
        Weight of the public good.
    money : float
        Amount that is marked.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.12, 0.83, 0.78) if narrow else (0.08, 0.15, 0.89, 0.75))
    amounts, found = _spent(source, valuation)
    public = np.asarray(found.public)
    given = found.gifts.sum(axis=-1)
    ax.plot(amounts, public, "-", color=color["blue"], label="public good")
    ax.plot(amounts, given, "--", color=color["orange"], label="gifts in it")
    ax.plot(
        amounts, public[0] + amounts, ":", color=color["muted"], label="if gifts stayed the same"
    )
    at = round(money / MOST * (len(amounts) - 1))
    ax.vlines(money, given[at], public[at], color=color["ink"], lw=1)
    (ends,) = ax.plot(
        [money] * 2, [given[at], public[at]], "o", color=color["ink"], ms=7, zorder=4, clip_on=False
    )
    handle(ends, "money")
    ax.set(xlim=(0, MOST), ylim=(0, 1.35 * (public[0] + MOST)))
    ax.set_xlabel("money from taxes" if source == "taxes" else "money from outside")
    ax.set_title("Public good and gifts", loc="left")
    ax.legend(loc="upper left", borderaxespad=0.1, handlelength=2.6)


@lru_cache(maxsize=32)
def _sizes(valuation: float) -> LargeEconomy:
    return LargeEconomy(SIZES, valuation)


def say_large(*, valuation: float, n: int) -> str:
    """Say what :func:`large` shows."""
    one = LargeEconomy(n, valuation)
    k = one.contributors
    who = "all" if k == n else "only the richest" if k == 1 else str(k)
    verb = "gives" if who.startswith("only") else "give"
    return (
        f"Among {n:,} members with incomes from {1 / n:.2g} to 1, {who} {verb}. The public good is "
        f"{one.public:.2f}, against an efficient {one.optimum_public:.4g}; however large the "
        f"group, gifts never reach {valuation / (1 - valuation):.3g}."
    )


@figure(
    says=say_large,
    narrow=(3.6, 4.6),
    valuation=Slider(values=[0.2, 0.5, 0.8], start=0.5, label="weight of the public good"),
    n=Slider(values=[2, 3, 10, 50, 100, 193, 1000, 10000], start=10, label="people"),
)
def large(fig: Figure, *, valuation: float, n: int) -> None:
    """Draw the share of members who give, and the public good, against the size of a group.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    valuation : float
        Weight of the public good.
    n : int
        Size that is marked.
    """
    narrow = is_narrow(fig)
    if narrow:
        left, right = fig.add_axes((0.15, 0.6, 0.74, 0.31)), fig.add_axes((0.15, 0.12, 0.74, 0.31))
    else:
        left, right = fig.add_axes((0.09, 0.17, 0.36, 0.7)), fig.add_axes((0.57, 0.17, 0.36, 0.7))
    group, one = _sizes(valuation), LargeEconomy(n, valuation)
    left.plot(SIZES, 100 * np.asarray(group.share), "-", color=color["blue"])
    left.plot([n], [100 * float(one.share)], "o", ms=8, color=color["ink"], zorder=4, clip_on=False)
    left.set(ylim=(0, 105))
    left.set_title("Members who give, percent", loc="left")
    limit = valuation / (1 - valuation)
    right.axhline(limit, color=color["muted"], lw=1.2, ls="--")
    right.plot(SIZES, group.public, "-", color=color["orange"])
    right.plot([n], [float(one.public)], "o", ms=8, color=color["ink"], zorder=4, clip_on=False)
    right.text(2.2, limit * 1.03, "limit", va="bottom", color=color["muted"])
    right.set(ylim=(0, 1.2 * limit))
    right.set_title("Public good", loc="left")
    for ax in (left, right):
        ax.set_xscale("log")
        ax.set(xlim=(SIZES[0], SIZES[-1]))
        ax.set_xticks([10, 100, 1000, 10_000], ["10", "100", "1000", "10 000"])
        ax.minorticks_off()
    right.set_xlabel("members (log scale)")
    if not narrow:
        left.set_xlabel("members (log scale)")
