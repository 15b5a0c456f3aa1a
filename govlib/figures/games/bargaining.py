"""Figures of bargaining: the product of gains, and the price of impatience."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, figure
from govlib.games import AlternatingOffers, Bargain, NashBargain
from govlib.games.utilities import linear_utility, power_utility
from govlib.palette import color, is_narrow

__all__ = ["nash", "offers", "say_nash", "say_offers"]

_NEAR = 1e-9


@lru_cache(maxsize=512)
def _bargain(outside: float, caution: float, strength: float) -> tuple[NashBargain, Bargain]:
    """Talks of a party with an outside option and one without, and what they agree on."""
    # the second party's utility of the whole pie is 1, so that both axes are alike
    second = power_utility(caution)
    bargain = NashBargain([outside, 0], [linear_utility(), second], [strength, 1 - strength])
    return bargain, bargain.solution()


def say_nash(*, outside: float, caution: float, strength: float) -> str:
    """Say what :func:`nash` shows."""
    _, found = _bargain(outside, caution, strength)
    share = float(found.shares[0])
    reasons = []
    if outside > 0:
        reasons.append(f"can have {outside:.0%} without an agreement")
    if caution > 0:
        reasons.append("faces a cautious partner")
    if abs(strength - 0.5) > _NEAR:
        reasons.append(f"has {strength:.0%} of the bargaining power")
    text = ", ".join(reasons[:-1]) + (" and " if len(reasons) > 1 else "") + "".join(reasons[-1:])
    if not reasons:
        return (
            "The parties are alike and share alike: each gets 50%, where the product of their "
            "gains is largest."
        )
    return (
        f"The first party {text}; it gets {share:.0%} of the pie and the second {1 - share:.0%}, "
        "where the product of their gains is largest."
    )


@figure(
    says=say_nash,
    narrow=(3.6, 4.6),
    outside=Slider(0, 0.9, 0.1, start=0.3, label="outside option of the first"),
    caution=Slider(0, 0.75, 0.25, start=0, label="caution of the second"),
    strength=Slider(0.2, 0.8, 0.15, start=0.5, label="power of the first"),
)
def nash(fig: Figure, *, outside: float, caution: float, strength: float) -> None:
    """Draw what two parties can reach, and the point at which the product of gains is largest.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    outside : float
        Outside option of the first party, as a share of the pie; the second has none.
    caution : float
        Relative risk aversion of the second party; the first has none.
    strength : float
        Bargaining power of the first party, that of both being 1.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.14, 0.38, 0.82, 0.55) if narrow else (0.1, 0.15, 0.46, 0.76))
    bars = fig.add_axes((0.14, 0.03, 0.82, 0.15) if narrow else (0.66, 0.3, 0.31, 0.34))
    bargain, found = _bargain(outside, caution, strength)
    top = float(bargain.utilities[1].value(np.array([1.0]))[0])
    frontier = bargain.frontier(201) / [1, top]
    u, v = found.utilities / [1, top]
    ax.fill_between(frontier[:, 0], frontier[:, 1], color=color["line"], lw=0, zorder=0)
    ax.plot(*frontier.T, "-", color=color["ink"], lw=1.4)
    first = np.linspace(outside + 1e-3, 1.15, 300)
    level = strength * np.log(u - outside) + (1 - strength) * np.log(v)
    curve = np.exp((level - strength * np.log(first - outside)) / (1 - strength))
    seen = curve < 1.15
    ax.plot(first[seen], curve[seen], "--", color=color["blue"], lw=1.4)
    ax.plot([outside], [0], "D", color=color["orange"], ms=8, zorder=3, clip_on=False)
    ax.plot([u], [v], "o", color=color["blue"], ms=9, zorder=4)
    side = "left" if u < 0.4 else "right"
    ax.annotate(
        "agreement",
        (u, v),
        xytext=(9 if side == "left" else -9, -2),
        textcoords="offset points",
        color=color["blue"],
        ha=side,
        va="top",
    )
    ax.set(xlim=(0, 1.15), ylim=(0, 1.15), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    ax.set_xticks([0, 0.5, 1], ["0", "½", "1"])
    ax.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    ax.set_xlabel("utility of the first party")
    ax.set_title("Utility of the second", loc="left")
    ax.text(
        0.97,
        0.97,
        "◆ no agreement",
        transform=ax.transAxes,
        ha="right",
        va="top",
        fontsize=10,
        color=color["orange"],
    )
    share = float(found.shares[0])
    look: dict[str, Any] = {"height": 0.8, "edgecolor": color["paper"]}
    bars.barh([0], [share], color=color["blue"], **look)
    bars.barh([0], [1 - share], left=[share], color=color["edge"], hatch="//", **look)
    bars.text(0, 0.48, f"first {share:.0%}", ha="left", va="bottom", fontsize=10)
    bars.text(1, 0.48, f"second {1 - share:.0%}", ha="right", va="bottom", fontsize=10)
    if outside > 0:
        bars.plot([outside] * 2, [-0.55, 0.4], color=color["orange"], lw=2.5, clip_on=False)
    bars.set(xlim=(0, 1), ylim=(-0.6, 0.9))
    bars.axis("off")
    bars.set_title("How they share the pie", loc="left")


def say_offers(*, second: float, outside: float, first: float) -> str:
    """Say what :func:`offers` shows."""
    begins, waits = (float(value) for value in _shares(np.array(first), second, outside))
    text = (
        f"With patience {first:g} against {second:g}, the first party gets {begins:.0%} if it "
        f"begins and {waits:.0%} if the other does. "
    )
    without = [float(value) for value in _shares(np.array(first), second, 0.0)]
    if max(abs(begins - without[0]), abs(waits - without[1])) > _NEAR:
        return text + f"The other's outside option of {outside:.0%} binds: it must be matched."
    if outside > 0:
        return text + f"The other's outside option of {outside:.0%} changes nothing."
    if abs(first - second) < _NEAR:
        return text + "Between equals, only who begins makes a difference."
    if first > second:
        return text + "It is the more patient: the other gives in to save time."
    return text + "It is the less patient, and gives in to save time."


@figure(
    says=say_offers,
    narrow=(3.6, 4.6),
    second=Slider(
        values=[0.2, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99], start=0.9, label="patience of the second"
    ),
    outside=Slider(0, 0.6, 0.1, start=0, label="outside option of the second"),
    first=Slider(
        values=[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99],
        start=0.8,
        label="your patience, the first",
    ),
)
def offers(fig: Figure, *, second: float, outside: float, first: float) -> None:
    """Draw the first party's share against its patience, when it begins and when it does not.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    second : float
        Discount factor of the second party.
    outside : float
        Outside option of the second party.
    first : float
        The reader's discount factor, of the first party.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.13, 0.12, 0.83, 0.62) if narrow else (0.09, 0.15, 0.58, 0.75))
    patience = np.linspace(0, 0.999, 400)
    begins, waits = _shares(patience, second, outside)
    ax.plot(patience, begins, "-", color=color["blue"], label="it begins")
    ax.plot(patience, waits, "--", color=color["orange"], label="the other begins")
    ax.axhline(0.5, color=color["muted"], lw=0.8, zorder=0)
    if outside > 0:
        ax.axhline(
            1 - outside, color=color["green"], lw=1.4, ls="-.", zorder=3, label="1 − outside option"
        )
    now = [float(value) for value in _shares(np.array(first), second, outside)]
    ax.axvline(first, color=color["line"], lw=1, zorder=0)
    ax.plot([first], now[:1], "o", color=color["blue"], ms=7, zorder=4, clip_on=False)
    ax.plot([first], now[1:], "s", color=color["orange"], ms=7, zorder=4, clip_on=False)
    ax.set(xlim=(0, 1), ylim=(0, 1.02), yticks=[0, 0.5, 1])
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
    ax.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    ax.set_xlabel("patience δ of the first party")
    ax.set_title("Share of the first party", loc="left")
    if narrow:
        ax.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.07), ncols=1, labelspacing=0.2)
    else:
        ax.legend(loc="upper left", bbox_to_anchor=(1.02, 1.02), handlelength=2.4)
        ax.text(
            1.06,
            0.42,
            f"the other has\npatience {second:g}",
            transform=ax.transAxes,
            va="top",
            fontsize=10,
        )


def _shares(first: np.ndarray, second: float, outside: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the first party's share when it begins, and when the other does."""
    begins = AlternatingOffers(first, second, outside_second=outside).equilibrium().proposer
    waits = AlternatingOffers(second, first, outside_first=outside).equilibrium().responder
    return np.asarray(begins), np.asarray(waits)
