"""Figures of composite indicators: ranks under other weights, and how sure a rank is.

The countries are those of the technology achievement index; the models stand in
:mod:`govlib.indicators`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import scipy.stats  # noqa: F401 (models import it late, and a first answer would wait)
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from govlib.drawing import Choice, Slider, Target, figure
from govlib.figures.indicators.slopes import draw_slopes, slope_key
from govlib.figures.names import with_article
from govlib.figures.words import listed
from govlib.indicators import Choices, Robustness, benefit_of_doubt, load_technology, ranks
from govlib.palette import color, is_narrow

__all__ = [
    "COMPENSATION",
    "VARIED",
    "WEIGHTS",
    "certainty",
    "say_certainty",
    "say_technology",
    "technology",
]

#: whose weights decide -> their name in the handbook's tables; the last lets each country choose
WEIGHTS = {
    "equal": "EW",
    "factor analysis": "FA",
    "experts' budgets": "BAP",
    "pairwise judgements": "AHP",
    "each country's best": "BOD",
}

#: how far a strength makes up for a weakness -> exponent of the mean
COMPENSATION = {"fully": 1.0, "partly": 0.0, "not at all": -np.inf}

#: what is drawn at random in the figure of certainty
VARIED = ("weights", "weights and compensation", "weights, compensation and scale")

_SHORT = {"United States": "USA", "United Kingdom": "UK", "Korea, Rep. of": "Korea"}
_SHORT |= {"Czech Republic": "Czech Rep."}


def names() -> tuple[str, ...]:
    """Return the 23 countries, by names short enough for a figure.

    Examples
    --------
    >>> names()[:5]
    ('Finland', 'USA', 'Sweden', 'Japan', 'Korea')
    """
    return tuple(_SHORT.get(name, name) for name in load_technology().names)


@lru_cache(maxsize=16)
def _places(weights: str, compensation: str) -> NDArray[np.int64]:
    """Ranks under a choice; the benefit of the doubt knows full compensation only."""
    tai, method = load_technology(), WEIGHTS[weights]
    if method == "BOD":
        scores = benefit_of_doubt(tai.spread, least=0.10, most=0.15).scores
        return ranks(scores, digits=9)
    return ranks(tai.scores(method, power=COMPENSATION[compensation]), digits=9)


def _stands(name: str, weights: str, compensation: str) -> int:
    return int(_places(weights, compensation)[names().index(name)])


def say_technology(*, weights: str, compensation: str) -> str:
    """Say what :func:`technology` shows."""
    before, after = _places("equal", "fully"), _places(weights, compensation)
    moved = before - after
    name = names()
    top = [name[i] for i in np.flatnonzero(after == 1)]
    top = [with_article(country) for country in top]
    first = f"{top[0]} comes first" if len(top) == 1 else f"{listed(top)} share the first place"
    first = first[0].upper() + first[1:]
    if not moved.any():
        return (
            f"{first}, and every country stands where it stands: these are the equal weights and "
            "the full compensation that all other choices are compared with."
        )
    far = np.flatnonzero(np.abs(moved) == np.abs(moved).max())
    movers = [f"{with_article(name[i])} from {before[i]} to {after[i]}" for i in far[:3]]
    movers += [f"{len(far) - 3} more as far"] if len(far) > 3 else []
    verb = "moves" if len(far) == 1 else "move"
    shift = np.abs(moved).mean()
    stays = int((moved == 0).sum())
    keep = "keeps its" if stays == 1 else "keep their"
    text = (
        f"{first}; {stays or 'none'} of 23 countries {keep} place and the average shift is "
        f"{shift:.1f} places. {listed(movers)} {verb} most."
    )
    if WEIGHTS[weights] == "BOD" and compensation != "fully":
        return f"{text} Where each chooses its weights, compensation is always full."
    if compensation == "not at all":
        return f"{text} Only the worst score counts, so the weights change nothing."
    return text


@figure(
    says=say_technology,
    narrow=(3.6, 4.0),
    targets=[
        Target(
            "Weights that lift Korea to second place",
            lambda weights, compensation: _stands("Korea", weights, compensation) == 2,
            said="The judges hold much of what Korea is good at, and nothing else has changed.",
        ),
        Target(
            "By the experts' budgets: how Singapore comes to be last",
            lambda weights, compensation: (
                weights == "experts' budgets"
                and _stands("Singapore", weights, compensation) == len(names())
            ),
            said="Where only the worst score counts, budgets are not asked.",
        ),
    ],
    weights=Choice(list(WEIGHTS), label="weights"),
    compensation=Choice(list(COMPENSATION), style="radio", label="a low score is made good"),
)
def technology(fig: Figure, *, weights: str, compensation: str) -> None:
    """Draw ranks with equal weights beside ranks with others, a line a country.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    weights : str
        One of ``WEIGHTS``. Where each country has its own, ``compensation`` is full whatever
        is asked for.
    compensation : str
        One of ``COMPENSATION``.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.3, 0.06, 0.4, 0.88) if narrow else (0.22, 0.07, 0.56, 0.83))
    before, after = _places("equal", "fully"), _places(weights, compensation)
    draw_slopes(ax, names(), before, after)
    right = _heading(weights, compensation, narrow=narrow)
    above: dict[str, Any] = {"va": "bottom", "fontsize": 10}
    head = 0.945 if narrow else 0.93
    fig.text(ax.get_position().x0, head, "equal weights", ha="right", **above)
    fig.text(0.985, head, right, ha="right", **above)
    slope_key(fig, 0.012, 0.36, 0.64, short=narrow)


def _heading(weights: str, compensation: str, *, narrow: bool) -> str:
    if weights == "each country's best":
        return "each one's best"
    if compensation == "fully":
        return f"{weights}{' weights' if weights == 'equal' else ''}"
    more = {"partly": "part", "not at all": "no"}[compensation] + " compensation"
    return more if narrow or weights == "equal" else f"{weights}, {more}"


# ---- how sure a rank is


# twelve thousand draws of all choices and their ranks, the same for every share of the draws: one
# for each of the three things that vary
@lru_cache(maxsize=4)
def _assessed(varied: str) -> Robustness:
    every = load_technology().choices()
    depth = VARIED.index(varied)
    tables = every.tables if depth == 2 else every.tables[:1]
    powers = every.powers if depth >= 1 else every.powers[:1]
    return Choices(tables, every.weights, powers, every.names).assess(draws=1024, rng=0)


def say_certainty(*, varied: str, share: float) -> str:
    """Say what :func:`certainty` shows."""
    found = _assessed(varied)
    low, high = found.interval(share)
    width = high - low
    widest = int(width.argmax())
    name = names()
    firm = int((width == 0).sum())
    mover = found.inputs[int(found.total[-1].argmax())]
    mover = {"normalisation": "the scale", "compensation": "how far scores compensate"}.get(
        mover, "the " + mover
    )
    fixed = {0: "no country has", 1: "one of 23 countries has"}.get(firm, f"{firm} of 23 have")
    return (
        f"In {share:.0%} of draws {fixed} one rank only; {name[widest]} falls anywhere from "
        f"{low[widest]} to "
        f"{high[widest]}. What moves ranks most is {mover}."
    )


@figure(
    says=say_certainty,
    narrow=(3.6, 4.6),
    varied=Choice(VARIED, label="what varies"),
    share=Slider(values=[0.5, 0.8, 0.9, 1], start=0.9, label="share of the draws in a bar"),
)
def certainty(fig: Figure, *, varied: str, share: float) -> None:
    """Draw the ranks that random choices give each country, and which choice moves them.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    varied : str
        One of ``VARIED``: what is drawn at random, the rest being as UNDP had it.
    share : float
        Middle share of the draws that a bar holds.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, bars = fig.add_axes((0.12, 0.42, 0.85, 0.51)), fig.add_axes((0.34, 0.06, 0.6, 0.23))
    else:
        ax, bars = fig.add_axes((0.07, 0.2, 0.57, 0.69)), fig.add_axes((0.83, 0.2, 0.14, 0.69))
    found = _assessed(varied)
    low, high = found.interval(share)
    order = np.argsort(found.reference, kind="stable")
    spots = np.arange(len(order))
    ax.vlines(spots, low[order], high[order], color=color["blue"], lw=4 if narrow else 6)
    middle = np.median(found.ranks, axis=0)[order]
    ax.plot(*(spots, middle, "_"), ms=7 if narrow else 9, mew=2, color=color["ink"], label="median")
    ax.plot(
        spots, found.reference[order], "o", ms=3.5, color=color["orange"], label="as UNDP has it"
    )
    ax.set(xlim=(-0.8, len(order) - 0.2), ylim=(24, 0), yticks=[1, 5, 10, 15, 20, 23])
    codes = [load_technology().codes[i] for i in order]
    ax.set_xticks(spots, codes, rotation=90, fontsize=7.5)
    ax.tick_params(axis="x", length=0, pad=1)
    ax.grid(axis="y")
    ax.set_title(f"Rank in {share:.0%} of draws", loc="left")
    ax.legend(loc="upper right", fontsize=9, borderaxespad=0, handletextpad=0.2)
    _movers(bars, found, narrow=narrow)


def _movers(ax: Axes, found: Robustness, *, narrow: bool) -> None:
    """Draw what each choice accounts for in the average shift."""
    values = np.clip(found.total[-1], 0, None)
    order = np.argsort(values)[-6:]
    labels = [found.inputs[i].removeprefix("weight of ") for i in order]
    labels = [{"normalisation": "scale"}.get(label, label) for label in labels]
    ax.barh(np.arange(len(order)), values[order], height=0.6, color=color["purple"])
    ax.set_yticks(np.arange(len(order)), labels, fontsize=9)
    ax.set(xlim=(0, 1), xticks=[0, 0.5, 1], ylim=(-0.6, 5.6))
    ax.set_xticklabels(["0", "½", "1"])
    ax.tick_params(axis="y", length=0)
    ax.set_title(
        "Share in the shift of ranks" if narrow else "Share in\nthe shift",
        loc="left",
        x=-0.45 if narrow else 0.0,
    )
