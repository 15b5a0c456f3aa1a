"""Figures of the linear public good: payoffs and best reply, patience and group size."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.drawing import Slider, Target, figure
from govlib.figures.words import odds
from govlib.games import LinearPublicGood, falling_mpcr
from govlib.palette import color, is_narrow

__all__ = ["patience", "payoffs", "say_patience", "say_payoffs"]

ENDOWMENT = 20

#: sizes between which the figure of patience looks, and those it marks
LARGEST, NATIONS, MIDDLE, REFERENCE = 200, 193, 10, 4

_NEAR = 1e-9


def say_payoffs(*, n: int, mpcr: float, others: int) -> str:
    """Say what :func:`payoffs` shows."""
    game = LinearPublicGood(n, mpcr, ENDOWMENT)
    reply = game.best_reply()
    who = "the other one gives" if n == 2 else f"each of the {n - 1} others gives"
    if reply.lowest == reply.highest:
        got = game.payoff(reply.lowest, (n - 1) * others)
        choice = "nothing" if reply.lowest == 0 else "everything"
        first = f"When {who} {others}, you do best by giving {choice} and earn {got:.3g}."
    else:
        got = game.payoff(0, (n - 1) * others)
        first = f"When {who} {others}, you earn {got:.3g} whatever you give."
    full, none = game.payoff(ENDOWMENT, (n - 1) * ENDOWMENT), game.equilibrium().payoff
    if abs(float(game.multiplier) - 1) < _NEAR:
        second = f"It makes no difference to the group: each earns {none:.3g} either way."
    elif game.multiplier < 1:
        second = f"Giving helps nobody: if all gave everything, each would earn only {full:.3g}."
    elif game.is_dilemma:
        second = f"If all do so, each earns {none:.3g}; if all gave everything, {full:.3g}."
    elif mpcr > 1:
        second = f"If all do so, each earns {full:.3g}: there is no dilemma."
    else:
        second = f"The group does care: {none:.3g} each if nobody gives, {full:.3g} if all do."
    return f"{first} {second}"


def _pays_to_give(mpcr: float) -> bool:
    return bool(LinearPublicGood(2, mpcr, ENDOWMENT).best_reply().highest == ENDOWMENT)


@figure(
    says=say_payoffs,
    narrow=(3.6, 4.6),
    targets=(
        Target(
            "4 members: the smallest return at which giving everything is a best reply",
            lambda n, mpcr: n == 4 and _pays_to_give(mpcr),
            smallest="mpcr",
            said="That is the first stop at which no gift costs the giver anything.",
        ),
        Target(
            "20 members: the same",
            lambda n, mpcr: n == 20 and _pays_to_give(mpcr),
            smallest="mpcr",
            said="Found for 20 members. Compare it with the stop for 4.",
        ),
        Target(
            "10 members: the smallest return at which the group gains from a gift",
            lambda n, mpcr: n == 10 and LinearPublicGood(n, mpcr, ENDOWMENT).multiplier > 1 + _NEAR,
            smallest="mpcr",
            said="From here on a gift is worth more to the ten than it costs.",
        ),
    ),
    n=Slider(values=[2, 3, 4, 5, 7, 10, 15, 20], start=4, label="group size", unit=" members"),
    mpcr=Slider(
        values=[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0, 1.1],
        start=0.4,
        label="return to each (MPCR)",
    ),
    others=Slider(0, 20, 5, start=15, label="gift of the others, each", unit=" of 20"),
)
def payoffs(fig: Figure, *, n: int, mpcr: float, others: int) -> None:
    """Draw one member's payoff against her gift, and what a unit brings her and the group.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    n : int
        Members of the group.
    mpcr : float
        Marginal per capita return.
    others : int
        What each of the others gives, of 20.
    """
    narrow = is_narrow(fig)
    if narrow:
        ax, bars = fig.add_axes((0.15, 0.46, 0.81, 0.48)), fig.add_axes((0.15, 0.04, 0.81, 0.23))
    else:
        ax, bars = fig.add_axes((0.1, 0.16, 0.57, 0.72)), fig.add_axes((0.77, 0.16, 0.22, 0.72))
    game = LinearPublicGood(n, mpcr, ENDOWMENT)
    gifts = np.array([0.0, ENDOWMENT])
    alone = np.asarray(game.payoff(gifts, (n - 1) * others))
    together = np.asarray(game.payoff(gifts, (n - 1) * gifts))
    top = ENDOWMENT * max(1 + mpcr * (n - 1), n * mpcr)
    ax.plot(gifts, together, "--", color=color["orange"], label="if all give as you do")
    given = f"if the other gives {others}" if n == 2 else f"if the others give {others} each"
    ax.plot(gifts, alone, "-", color=color["blue"], label=given)
    reply = game.best_reply()
    best = np.unique([reply.lowest, reply.highest])
    at = np.asarray(game.payoff(best, (n - 1) * others))
    ax.plot(best, at, "o-", ms=9, color=color["ink"], lw=1, zorder=3, clip_on=False)
    nothing = best[0] == 0
    ax.annotate(
        "your best reply" if len(best) == 1 else "all gifts equally good",
        (best[0], at[0]),
        xytext=(10 if nothing else -10, 8),
        textcoords="offset points",
        ha="left" if nothing else "right",
        # the line of all alike may run through the words
        bbox={"boxstyle": "square,pad=0.1", "fc": color["paper"], "ec": "none"},
    )
    ax.set(xlim=(-0.6, 20.6), ylim=(0, top * (1.6 if narrow else 1.45)), xticks=range(0, 21, 5))
    ax.set_xlabel("your gift, of 20")
    ax.set_title("Your payoff", loc="left")
    ax.grid(axis="y")
    ax.legend(loc="upper left", handlelength=2.6, borderaxespad=0.1)
    _bars(bars, game, horizontal=narrow)


def _bars(ax: Axes, game: LinearPublicGood, *, horizontal: bool) -> None:
    """Draw what one unit given brings the giver and the whole group, net of the unit."""
    gains = np.array([game.mpcr - 1, float(game.multiplier) - 1])
    names = ["you", "both" if game.n == 2 else f"all {game.n}"]
    look: dict[str, Any] = {"color": [color["blue"], color["orange"]], "edgecolor": color["paper"]}
    spots = np.array([1, 0] if horizontal else [0, 1])
    high = max(1.0, gains.max()) * (1.6 if horizontal else 1.25)
    low = -max(1.1, 0.2 * high)
    if horizontal:
        ax.barh(spots, gains, height=0.55, hatch=["", "//"], **look)
        ax.axvline(0, color=color["muted"], lw=0.8)
        ax.set(yticks=spots, yticklabels=names, xticks=[], ylim=(-0.5, 1.5), xlim=(low, high))
    else:
        ax.bar(spots, gains, width=0.55, hatch=["", "//"], **look)
        ax.axhline(0, color=color["muted"], lw=0.8)
        ax.set(xticks=spots, xticklabels=names, yticks=[], xlim=(-0.55, 1.55), ylim=(low, high))
    for spot, gain in zip(spots, gains, strict=True):
        text = "0" if abs(gain) < _NEAR else f"{gain:+.2f}".replace("-", "−")
        # the label of a loss stands on the free side of the axis, so it never leaves the panel
        free = max(gain, 0.0)
        ax.annotate(
            text,
            (free, spot) if horizontal else (spot, free),
            xytext=(5, 0) if horizontal else (0, 4),
            textcoords="offset points",
            ha="left" if horizontal else "center",
            va="center" if horizontal else "bottom",
            fontsize=10,
        )
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    title = "Net gain from one unit given"
    ax.set_title(title if horizontal else title.replace(" one", "\none"), loc="left")


@lru_cache(maxsize=512)
def _thresholds(mpcr: float, fall: float, error: float) -> tuple[np.ndarray, np.ndarray]:
    """Sizes from 2 to the largest, and the patience that full giving asks of each."""
    sizes = np.arange(2, LARGEST + 1)
    game = LinearPublicGood(sizes, falling_mpcr(sizes, mpcr, fall, reference=REFERENCE))
    return sizes, np.asarray(game.noisy_discount(error / 100))


def _needed(size: int, mpcr: float, fall: float, error: float) -> float:
    return float(_thresholds(mpcr, fall, error)[1][size - 2])


def say_patience(*, mpcr: float, fall: float, error: float) -> str:
    """Say what :func:`patience` shows."""
    sizes, needed = _thresholds(mpcr, fall, error)
    ends = np.asarray(falling_mpcr(np.array([REFERENCE, NATIONS]), mpcr, fall, reference=REFERENCE))
    change = "stays at" if fall == 0 else "falls to"
    each = [_needs(needed[size - 2]) for size in (MIDDLE, NATIONS)]
    if each[0] == each[1]:
        told = f"among {MIDDLE} and among {NATIONS} it {each[0]}"
    else:
        told = f"among {MIDDLE} it {each[0]}, among {NATIONS} it {each[1]}"
    least = int(np.argmin(needed))
    return (
        f"The return is {ends[0]:.2g} among {REFERENCE} and {change} {ends[1]:.2g} among "
        f"{NATIONS}. Among {REFERENCE}, full giving {_needs(needed[REFERENCE - 2])}; "
        f"{told}. A group of {sizes[least]} needs the least."
    )


@figure(
    says=say_patience,
    narrow=(3.6, 4.6),
    targets=(
        Target(
            "m₄ = 0.4, no errors: the smallest fall at which 193 need more patience than 4 do",
            lambda mpcr, fall, error: (
                (mpcr, error) == (0.4, 0)
                and _needed(NATIONS, mpcr, fall, error) > _needed(REFERENCE, mpcr, fall, error)
            ),
            smallest="fall",
            said="Here size begins to hurt: the 193 now need more patience than the 4.",
        ),
        Target(
            "m₄ = 0.75, no errors: the smallest fall at which 10 need more than 4 do",
            lambda mpcr, fall, error: (
                (mpcr, error) == (0.75, 0)
                and _needed(MIDDLE, mpcr, fall, error) > _needed(REFERENCE, mpcr, fall, error)
            ),
            smallest="fall",
            said="At a high return a slower fall is enough. Compare the two stops.",
        ),
        Target(
            "m₄ = 0.4, no fall: the smallest error at which no patience is enough for 193",
            lambda mpcr, fall, error: (
                (mpcr, fall) == (0.4, 0) and _needed(NATIONS, mpcr, fall, error) > 1 + _NEAR
            ),
            smallest="error",
            said="Some gift among 193 is misread almost every year.",
        ),
    ),
    mpcr=Slider(values=[0.3, 0.4, 0.5, 0.75], start=0.4, label="return among 4 (m₄)"),
    fall=Slider(
        0,
        1.5,
        0.1,
        start=0,
        label="fall with size (γ)",
        help="0: a newcomer takes nothing from the others. 1: all divide one pot.",
    ),
    error=Slider(
        values=[0, 1, 2, 5],
        start=0,
        label="gifts misread (ε)",
        unit=" %",
        help="the chance that a gift is taken for missing, and answered",
    ),
)
def patience(fig: Figure, *, mpcr: float, fall: float, error: float) -> None:
    """Draw the critical discount factor against group size, and what a fixed return asks.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    mpcr : float
        Return in a group of four.
    fall : float
        Exponent of the fall: 0 keeps the return, 1 divides a fixed pot.
    error : float
        Percent of gifts taken for missing.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.15, 0.12, 0.8, 0.79) if narrow else (0.08, 0.15, 0.89, 0.76))
    sizes, plain = _thresholds(mpcr, 0.0, 0.0)
    _, needed = _thresholds(mpcr, fall, error)
    within = np.where(needed <= 1 + _NEAR, needed, np.nan)
    ax.axhline(1, color=color["muted"], lw=0.8)
    ax.plot(sizes, plain, "--", color=color["muted"], lw=1.4)
    ax.plot(sizes, needed, ":", color=color["orange"], lw=1.8)
    ax.plot(sizes, within, "-", color=color["blue"], lw=3)
    box = {"boxstyle": "square,pad=0.15", "fc": color["paper"], "ec": "none"}
    for size in (REFERENCE, MIDDLE, NATIONS):
        at = needed[size - 2]
        ax.axvline(size, color=color["line"], lw=1, zorder=0)
        out = at > 1 + _NEAR
        if not out:
            ax.plot([size], [at], "o", ms=8, color=color["ink"], zorder=4, clip_on=False)
        last = size == NATIONS
        # the label of 193 spans these sizes and stands above both curves there; on a rising
        # curve that of 4 or 10 hangs below, so that the curve does not run through it
        span = sizes >= (36 if narrow else 75)
        high = max(np.minimum(needed[span], 1.04).max(), plain[span].max())
        rising = not last and not out and needed[size - 1] > at
        ax.text(
            size * (0.96 if last else 1.06),
            1.06 if out else high + 0.03 if last else at - 0.03 if rising else at + 0.03,
            f"{size}: never" if out else f"{size}: {at:.2g}",
            ha="right" if last else "left",
            va="top" if rising else "bottom",
            bbox=box if out or rising else None,
            zorder=3,
        )
    ax.text(4.6, 1.19, "out of reach", color=color["muted"], fontsize=10, bbox=box, zorder=3)
    if fall or error:
        ax.text(
            0.99,
            0.02,
            "dashed: fixed return, no errors",
            ha="right",
            transform=ax.transAxes,
            color=color["muted"],
            fontsize=10,
            bbox=box,
        )
    ax.set_xscale("log")
    ax.set(xlim=(2, 210), ylim=(-0.1, 1.3), yticks=[0, 0.25, 0.5, 0.75, 1])
    ticks = [2, 4, 10, 20, 50, 193]
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.minorticks_off()
    ax.set_xlabel("members of the group (log scale)")
    ax.set_title("Patience δ* that full giving needs", loc="left")


def _needs(delta: float) -> str:
    if delta > 1 + _NEAR:
        return "is out of reach of any patience"
    return f"needs a patience of {odds(min(delta, 1.0))}"
