"""Figures of how efforts add up: aid between givers, trust in the weakest link, a last worm.

The models stand in :mod:`govlib.games.aggregation` and :mod:`govlib.games.supply`.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from govlib.data import load
from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.handles import handle
from govlib.games import (
    GiftEconomy,
    Supply,
    WeakestLinkGame,
    best_efforts,
    expected_payoffs,
    needed_trust,
    supply,
)
from govlib.palette import color, is_narrow

__all__ = ["aid", "say_aid", "say_trust", "say_worm", "trust", "worm"]

#: incomes of the rich, the middle and the poor country
INCOMES = (10.0, 6.0, 2.0)
NAMES = ("rich", "middle", "poor")
SHORT = ("rich", "mid", "poor")

#: how efforts add up -> exponent of the power mean
TECHNOLOGIES = {
    "the least effort": -math.inf,
    "nearly the least (v = −4)": -4.0,
    "between (v = −1)": -1.0,
    "geometric mean (v = 0)": 0.0,
    "the sum": 1.0,
    "the greatest effort": math.inf,
}

TRANSFERS = tuple(np.arange(0, 4.25, 0.5).tolist())


@lru_cache(maxsize=512)
def _supplied(technology: str, transfer: float) -> Supply:
    rich, middle, poor = INCOMES
    economy = GiftEconomy([rich - transfer, middle, poor + transfer])
    provider = int(np.argmax(economy.incomes)) if technology == "the greatest effort" else 0
    return supply(economy, TECHNOLOGIES[technology], provider)


def _changes(technology: str, transfer: float) -> np.ndarray:
    """Return how much better off each is than without the transfer, in percent."""
    before, after = _supplied(technology, 0), _supplied(technology, transfer)
    return 100 * (after.utility / before.utility - 1)


def say_aid(*, technology: str, transfer: float) -> str:
    """Say what :func:`aid` shows."""
    before, after = _supplied(technology, 0).level, _supplied(technology, transfer).level
    counts = f"Where {technology} counts" if technology.startswith("the") else "On this scale"
    if not transfer:
        return f"{counts}, the three supply {before:.2f} of the good with no transfer."
    moved = (
        "stays at" if abs(after - before) < 5e-3 else "rises to" if after > before else "falls to"
    )
    change = _changes(technology, transfer)
    if (change > 0.05).all():
        who = "all three are better off"
    else:
        better = [n for n, c in zip(NAMES, change, strict=True) if c > 0.05]
        worse = [n for n, c in zip(NAMES, change, strict=True) if c < -0.05]
        parts = []
        if better:
            parts.append(f"better off: {' and '.join(better)}")
        if worse:
            parts.append(f"worse off: {' and '.join(worse)}")
        who = "; ".join(parts) or "nobody is better or worse off"
    return (
        f"{counts}, and the rich country hands {transfer:g} to the poor one, the good {moved} "
        f"{after:.2f} (from {before:.2f}); {who}."
    )


def _rich_likes_best(technology: str, transfer: float) -> bool:
    gains = [_supplied(technology, t).utility[0] for t in TRANSFERS]
    return bool(_supplied(technology, transfer).utility[0] >= max(gains) - 1e-9)


@figure(
    says=say_aid,
    size=(6.4, 3.3),
    narrow=(3.6, 3.4),
    targets=(
        Target(
            "the least effort counts: the transfer that the rich country itself likes best",
            lambda technology, transfer: (
                technology == "the least effort"
                and transfer > 0
                and _rich_likes_best(technology, transfer)
            ),
            said="The giver gains most here: it hands out 2 and ends with more than it had.",
        ),
        Target(
            "a transfer under the sum from which only the poor country gains",
            lambda technology, transfer: (
                technology == "the sum"
                and transfer > 0
                and list(_changes(technology, transfer) > 0.05) == [False, False, True]
            ),
        ),
    ),
    technology=Choice(list(TECHNOLOGIES), start="the sum", style="menu", label="what counts"),
    transfer=Slider(values=list(TRANSFERS), start=0, label="rich hands to poor"),
)
def aid(fig: Figure, *, technology: str, transfer: float) -> None:
    """Draw what three countries keep and give, and how a transfer changes their lot.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    technology : str
        What counts, a key of ``TECHNOLOGIES``.
    transfer : float
        What the rich country hands to the poor one, from 0 to 4.
    """
    narrow = is_narrow(fig)
    if narrow:
        left = fig.add_axes((0.1, 0.12, 0.38, 0.76))
        right = fig.add_axes((0.63, 0.12, 0.36, 0.76))
    else:
        left = fig.add_axes((0.08, 0.13, 0.46, 0.74))
        right = fig.add_axes((0.66, 0.13, 0.32, 0.74))
    found = _supplied(technology, transfer)
    incomes = np.array(INCOMES) + np.array([-transfer, 0, transfer])
    places = np.arange(3)
    left.bar(places, found.gifts, color=color["blue"], width=0.6)
    left.bar(
        places, incomes - found.gifts, bottom=found.gifts, width=0.6,
        facecolor=color["line"], edgecolor=color["edge"], hatch="//",
    )  # fmt: skip
    (edge,) = left.plot([-0.3, 0.3], [incomes[0]] * 2, color=color["orange"], lw=4)
    handle(edge, "transfer")
    left.set(ylim=(0, 11), xticks=places, xticklabels=SHORT if narrow else NAMES)
    left.set_title("given, kept (//)" if narrow else "given (full), kept (hatched)", loc="left")
    change = _changes(technology, transfer)
    tints = [color["green"] if c >= 0 else color["orange"] for c in change]
    right.bar(places, change, color=tints, width=0.6)
    right.axhline(0, color=color["ink"], lw=0.8)
    for place, value in zip(places, change, strict=True):
        text = f"{value:+.0f}" if abs(value) >= 0.5 else "0"
        up = value >= 0
        right.annotate(
            text.replace("-", "−"), (place, value), (0, 3 if up else -3),
            textcoords="offset points", ha="center", va="bottom" if up else "top", fontsize=9,
        )  # fmt: skip
    right.set(ylim=(-120, 620), xticks=places, xticklabels=SHORT if narrow else NAMES)
    right.set_title("better off, %", loc="left")


#: who else is in the game, and how sure one is of each of them
PLAYERS = (2, 3, 5, 10, 14, 50, 100, 193)
TRUST = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)
_GAME = WeakestLinkGame()


def _belief(sure: float) -> list[float]:
    return [1 - sure, *[0.0] * (_GAME.efforts - 2), sure]


def say_trust(*, n: int, sure: float) -> str:
    """Say what :func:`trust` shows."""
    others = n - 1
    chance = sure**others
    best = best_efforts(_GAME, _belief(sure), n)
    each = "the other one" if others == 1 else f"each of the {others} others"
    together = "" if others == 1 else f" That all of them do has a chance of {chance:.2g}."
    if best.size > 1:
        verdict = "At even odds every effort from 1 to 7 pays the same."
    elif best[0] == _GAME.efforts:
        verdict = "The best effort is 7."
    else:
        verdict = (
            f"The best effort is 1; for 7 you would have to be {needed_trust(_GAME, n):.2%} sure."
        )
    return f"You are {sure:.1%} sure that {each} chooses 7 and not 1.{together} {verdict}"


def _enough(group: int) -> Target:
    """Return the target of the least certainty at which the highest effort pays in a group."""
    return Target(
        f"{group} players: the least certainty on the slider at which 7 pays",
        lambda n, sure: n == group and _GAME.efforts in best_efforts(_GAME, _belief(sure), n),
        smallest="sure",
    )


@figure(
    says=say_trust,
    size=(6.4, 3.2),
    narrow=(3.6, 3.2),
    targets=tuple(map(_enough, (2, 14, 193))),
    n=Slider(values=list(PLAYERS), start=14, label="players"),
    sure=Slider(
        values=list(TRUST), start=0.9, label="sure of each other", help="chance that she chooses 7"
    ),
)
def trust(fig: Figure, *, n: int, sure: float) -> None:
    """Draw the expected payoff of each effort where all depend on the least.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    n : int
        Players.
    sure : float
        Chance that another player chooses the highest effort, else the lowest.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.16, 0.16, 0.8, 0.7) if narrow else (0.09, 0.15, 0.88, 0.73))
    pay = expected_payoffs(_GAME, _belief(sure), n)
    best = best_efforts(_GAME, _belief(sure), n)
    efforts = np.arange(1, _GAME.efforts + 1)
    bars = ax.bar(efforts, pay, width=0.7, facecolor=color["line"], edgecolor=color["edge"])
    for effort in best:
        bars[effort - 1].set(facecolor=color["blue"], edgecolor=color["blue"])
    ax.axhline(pay[0], color=color["muted"], lw=0.8, ls="--")
    ax.set(ylim=(0, 1.45), xticks=efforts, xlabel="your effort")
    ax.set_title("expected payoff; best effort filled", loc="left")


def say_worm() -> str:
    """Say what :func:`worm` shows."""
    cases = load("guinea_worm_cases")
    first, last = cases.index[0], cases.index[-1]
    hit = (cases.drop(columns="total") > 0).sum(axis=1)
    return (
        f"Reported cases fall from {cases.total[first]:,.0f} in {first} to "
        f"{cases.total[last]:,.0f} in {last}, and countries with cases from "
        f"{hit[first]} to {hit[last]}."
    )


@figure(says=say_worm, size=(6.4, 3.4), narrow=(3.6, 4.2))
def worm(fig: Figure) -> None:
    """Draw reported cases of Guinea-worm disease, and how many countries have any.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    if is_narrow(fig):
        top, low = fig.add_axes((0.19, 0.5, 0.77, 0.42)), fig.add_axes((0.19, 0.11, 0.77, 0.25))
    else:
        top, low = fig.add_axes((0.11, 0.14, 0.4, 0.74)), fig.add_axes((0.6, 0.14, 0.38, 0.74))
    cases = load("guinea_worm_cases")
    top.semilogy(cases.index, cases.total, color=color["blue"], marker="o", ms=3)
    top.set(ylim=(8, 2e6), xticks=(1990, 2000, 2010, 2020))
    top.set_title("reported cases", loc="left")
    hit = (cases.drop(columns="total") > 0).sum(axis=1)
    low.bar(cases.index, hit, color=color["orange"], width=0.8)
    low.set(ylim=(0, 21), xticks=(1990, 2000, 2010, 2020))
    low.set_title("countries with cases", loc="left")
