"""Figure of trade and borders: how many nations, as borders stop less and less of it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, Target, figure
from govlib.figures.handles import handle
from govlib.nations import Nations, TradingNations
from govlib.palette import color, is_narrow

__all__ = ["opening", "say_opening"]

#: points of the curves
_OPEN = np.linspace(0, 1, 101)


def _trading(market: float, cost: float, openness: object) -> TradingNations:
    return TradingNations(Nations(1, 1, cost), market, openness)


@lru_cache(maxsize=128)
def _chosen(openness: float, market: float, cost: float) -> tuple[int, int, float]:
    """Whole numbers that are best and that borders hold, and what the second loses on average."""
    trading = _trading(market, cost, openness)
    best, held = trading.optimum(whole=True), trading.stable(whole=True)
    return int(best.number), int(held.number), float(best.average - held.average)


def say_opening(*, openness: float, market: float, cost: float) -> str:
    """Say what :func:`opening` shows."""
    best, held, lost = _chosen(openness, market, cost)
    word = "nation is" if best == 1 else "nations are"
    text = f"At an openness of {openness:g}, {best} {word} best on average, and borders hold {held}"
    if held == best:
        return f"{text}, no more."
    if abs(lost) < 1e-9:
        return f"{text}, which is as good on average."
    return f"{text}, at a loss of {lost:.2g} to each on average."


@figure(
    says=say_opening,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "Market 0.2, cost 0.005: the least openness at which borders hold 3 more than is best",
            lambda openness, market, cost: (
                market == 0.2
                and cost == 0.005
                and _chosen(openness, market, cost)[1] - _chosen(openness, market, cost)[0] == 3
            ),
            smallest="openness",
            said="In a closed world it was four more. Both numbers rise, the best one faster.",
        ),
        Target(
            "A market at which openness moves neither number",
            lambda market: market == 0,
            said="Without a gain from large markets there is nothing for trade to replace.",
        ),
    ],
    openness=Slider(values=[0, 0.2, 0.4, 0.6, 0.8, 1], start=0, label="openness"),
    market=Slider(values=[0, 0.05, 0.1, 0.15, 0.2], start=0.2, label="income by a large market"),
    cost=Slider(values=[0.005, 0.02], start=0.005, label="cost of a government"),
)
def opening(fig: Figure, *, openness: float, market: float, cost: float) -> None:
    """Draw the best number of nations and the one that borders hold against openness.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    openness : float
        What a person abroad counts for in trade, beside one at home.
    market : float
        Income that a market of the whole world gives.
    cost : float
        Cost of one government.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.12, 0.12, 0.84, 0.62) if narrow else (0.08, 0.14, 0.88, 0.66))
    trading = _trading(market, cost, _OPEN)
    ax.plot(_OPEN, trading.stable().number, "--", color=color["orange"], label="borders hold")
    ax.plot(_OPEN, trading.optimum().number, "-", color=color["blue"], label="best on average")
    best, held, _ = _chosen(openness, market, cost)
    ax.axvline(openness, color=color["line"], lw=1, zorder=0)
    (point,) = ax.plot(
        [openness], [held], "s", ms=9, color=color["orange"], label="whole number", clip_on=False
    )
    ax.plot([openness], [best], "o", ms=9, color=color["blue"], label="whole number", clip_on=False)
    handle(point, "openness", field=ax)
    ax.set(xlim=(-0.02, 1.02), ylim=(0, 11), xticks=[0, 0.2, 0.4, 0.6, 0.8, 1])
    ax.set_xticks([0, 0.5, 1], ["0: closed", "½", "1: no barrier"])
    labels = ax.get_xticklabels()
    labels[0].set(ha="left")
    labels[-1].set(ha="right")
    ax.set_yticks([0, 2, 4, 6, 8, 10])
    ax.set_xlabel("openness")
    ax.legend(
        loc="lower left", bbox_to_anchor=(-0.02, 1.1), ncols=2, columnspacing=1,
        handletextpad=0.5, labelspacing=0.25, borderaxespad=0,
    )  # fmt: skip
    ax.set_title("Nations", loc="left")
