"""Figures of how efforts add up: aid between givers, and the last cases of a worm.

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
from govlib.games import GiftEconomy, Supply, supply
from govlib.palette import color, is_narrow

__all__ = ["aid", "say_aid", "say_worm", "worm"]

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


def _gains(technology: str, transfer: float) -> np.ndarray:
    """Return how much x·G of each grows by the transfer; what rounding leaves is none."""
    gain = _supplied(technology, transfer).utility - _supplied(technology, 0).utility
    return np.where(np.abs(gain) < 5e-3, 0.0, gain)


def _counts(technology: str) -> str:
    """Say what counts, to begin a sentence with."""
    if technology == "the greatest effort":
        return "Where the greatest effort counts and the rich country makes it"
    if technology.startswith("the"):
        return f"Where {technology} counts"
    return f"With v = {_text(TECHNOLOGIES[technology])}"


def _text(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def say_aid(*, technology: str, transfer: float) -> str:
    """Say what :func:`aid` shows."""
    before, after = _supplied(technology, 0).level, _supplied(technology, transfer).level
    counts = _counts(technology)
    if not transfer:
        return f"{counts}, the three supply {before:.2f} of the good without a transfer."
    moved = (
        f"leaves the good at {after:.2f}"
        if abs(after - before) < 5e-3
        else f"{'raises' if after > before else 'lowers'} the good from {before:.2f} to {after:.2f}"
    )
    gain = _gains(technology, transfer)
    if (gain > 0).all():
        who = "all three are better off"
    else:
        named = {
            "better off": [n for n, c in zip(NAMES, gain, strict=True) if c > 0],
            "worse off": [n for n, c in zip(NAMES, gain, strict=True) if c < 0],
            "as well off as before": [n for n, c in zip(NAMES, gain, strict=True) if c == 0],
        }
        who = "; ".join(f"{lot}: {' and '.join(names)}" for lot, names in named.items() if names)
    return f"{counts}, a transfer of {transfer:g} from rich to poor {moved}; {who}."


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
            "the sum counts: the transfer from which on a larger one changes nothing",
            lambda technology, transfer: (
                technology == "the sum"
                and np.allclose(
                    _supplied(technology, transfer).utility,
                    _supplied(technology, TRANSFERS[-1]).utility,
                )
            ),
            smallest="transfer",
            said="Beyond this all three give, and income moved among givers changes nothing.",
        ),
        Target(
            "of all that counts, the nearest to the sum at which the rich country still gains",
            lambda technology, transfer: (
                technology == "geometric mean (v = 0)"
                and transfer > 0
                and _gains(technology, transfer)[0] > 0
            ),
            said="A small transfer still pays its giver here; under the sum none does.",
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
    welfare, welfare_before = found.utility, _supplied(technology, 0).utility
    gain = _gains(technology, transfer)
    tints = [color["green"] if c > 0 else color["orange"] if c < 0 else color["line"] for c in gain]
    right.bar(places, welfare, color=tints, edgecolor=color["edge"], width=0.6)
    right.hlines(welfare_before, places - 0.42, places + 0.42, color=color["ink"], lw=1.6)
    for place, lot, old in zip(places, welfare, welfare_before, strict=True):
        top = lot if old - lot > 3.5 else max(lot, old)  # below the line where there is room
        right.annotate(
            f"{lot:.1f}", (place, top), (0, 3),
            textcoords="offset points", ha="center", fontsize=9,
        )  # fmt: skip
    right.set(ylim=(0, 34), xticks=places, xticklabels=SHORT if narrow else NAMES)
    right.set_title("welfare (– before)" if narrow else "welfare (line: before)", loc="left")


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
    low.set(ylim=(0, 21), yticks=(0, 5, 10, 15, 20), xticks=(1990, 2000, 2010, 2020))
    low.set_title("countries with cases", loc="left")
