"""Figures of bargaining: the product of gains, and a tree of offers with its price of waiting."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.drawing import Slider, Target, figure
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
    product = "product of their gains"
    if abs(strength - 0.5) > _NEAR:
        product += ", each raised to its power,"
    return (
        f"The first party {text}; it gets {share:.0%} of the pie and the second {1 - share:.0%}, "
        f"where the {product} is largest."
    )


def _two_thirds(outside: float, caution: float, strength: float) -> bool:
    """Tell whether the first party gets two thirds or more."""
    return bool(_bargain(outside, caution, strength)[1].shares[0] >= 2 / 3 - _NEAR)


@figure(
    says=say_nash,
    narrow=(3.6, 4.6),
    targets=(
        Target(
            "no fall-back, equal power: the least caution of the second that gives you two thirds",
            lambda outside, caution, strength: (
                outside == 0 and strength == 0.5 and _two_thirds(outside, caution, strength)
            ),
            smallest="caution",
            said="At a caution of one half you get two thirds, with nothing to fall back on.",
        ),
        Target(
            "a bold second, equal power: the least fall-back on the slider for two thirds",
            lambda outside, caution, strength: (
                caution == 0 and strength == 0.5 and _two_thirds(outside, caution, strength)
            ),
            smallest="outside",
            said="From one third on, so 0.4 here: worth as much as a partner of caution one half.",
        ),
    ),
    outside=Slider(0, 0.8, 0.1, start=0.3, label="your fall-back, the first"),
    caution=Slider(0, 0.75, 0.25, start=0, label="caution of the second"),
    strength=Slider(0.2, 0.8, 0.15, start=0.5, label="your power, the first"),
)
def nash(fig: Figure, *, outside: float, caution: float, strength: float) -> None:
    """Draw what two parties can reach, and the point at which the product of gains is largest.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    outside : float
        Fall-back of the first party, as a share of the pie; the second has none.
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
    seen = curve < 1.02  # above it stands what the diamond means
    ax.plot(first[seen], curve[seen], "--", color=color["blue"], lw=1.4)
    ax.plot([outside], [0], "D", color=color["orange"], ms=8, zorder=3, clip_on=False)
    ax.plot([u], [v], "o", color=color["blue"], ms=9, zorder=4)
    side = "left" if u < 0.4 else "right"
    low = side == "right" and v < 0.12  # the axis and its diamond are near: higher, and further in
    ax.annotate(
        "agreement",
        (u, v),
        # where neither the frontier nor the curve runs: above at the left, inside at the right
        xytext=(7, 4) if side == "left" else (-24, 3) if low else (-9, -2),
        textcoords="offset points",
        color=color["ink"],
        ha=side,
        va="bottom" if side == "left" or low else "top",
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


def _percent(share: float) -> str:
    """Return a share in percent, with one decimal only where there is one to tell."""
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def say_offers(*, second: float, outside: float, first: float) -> str:
    """Say what :func:`offers` shows."""
    begins, waits = (float(value) for value in _shares(np.array(first), second, outside))
    text = (
        f"With patience {first:g} against {second:g}, you get {_percent(begins)} if you "
        f"begin and {_percent(waits)} if the other does. "
    )
    without = [float(value) for value in _shares(np.array(first), second, 0.0)]
    if max(abs(begins - without[0]), abs(waits - without[1])) > _NEAR:
        return text + f"The other's outside option of {outside:.0%} binds: it must be matched."
    if outside > 0:
        return text + f"The other's outside option of {outside:.0%} changes nothing."
    if abs(first - second) < _NEAR:
        return text + "Between equals, only who begins makes a difference."
    if first > second:
        return text + "You are the more patient: the other gives in to save time."
    return text + "You are the less patient, and give in to save time."


def _begins(first: float, second: float) -> float:
    return float(_shares(np.array(first), second, 0.0)[0])


def _waits(first: float, second: float) -> float:
    return float(_shares(np.array(first), second, 0.0)[1])


def _changes(first: float, second: float, outside: float) -> bool:
    """Tell whether the outside option changes either share."""
    pairs = zip(
        _shares(np.array(first), second, outside),
        _shares(np.array(first), second, 0.0),
        strict=True,
    )
    return any(abs(float(a) - float(b)) > _NEAR for a, b in pairs)


@figure(
    says=say_offers,
    size=(6.6, 3.7),
    narrow=(3.6, 4.75),
    targets=(
        Target(
            "against 0.9 with no option: the least patience that gets you half if you begin",
            lambda first, second, outside: (
                second == 0.9 and outside == 0 and _begins(first, second) >= 0.5
            ),
            smallest="first",
            said="0.9 on the slider, 8/9 exactly: a little less than the other's.",
        ),
        Target(
            "the same if the other begins",
            lambda first, second, outside: (
                second == 0.9 and outside == 0 and _waits(first, second) >= 0.5
            ),
            smallest="first",
            said="0.95 on the slider, 10/11 exactly: the second mover needs a little more.",
        ),
        Target(
            "0.9 each: the least outside option that changes anything",
            lambda first, second, outside: (
                first == second == 0.9 and _changes(first, second, outside)
            ),
            smallest="outside",
            said="Above 0.474 the other would rather leave than take what patience brings.",
        ),
    ),
    second=Slider(values=[0.5, 0.7, 0.8, 0.9, 0.95], start=0.9, label="patience of the other"),
    outside=Slider(0, 0.6, 0.1, start=0, label="outside option of the other"),
    first=Slider(values=[0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99], start=0.8, label="your patience"),
)
def offers(fig: Figure, *, second: float, outside: float, first: float) -> None:
    """Draw two rounds of talks as a tree, and your share against your patience.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    second : float
        Discount factor of the other party.
    outside : float
        Outside option of the other party.
    first : float
        The reader's discount factor.
    """
    narrow = is_narrow(fig)
    tree = fig.add_axes((0.02, 0.525, 0.96, 0.46) if narrow else (0.01, 0.03, 0.5, 0.94))
    _tree(tree, first, second, outside)
    ax = fig.add_axes((0.1, 0.108, 0.86, 0.275) if narrow else (0.58, 0.14, 0.4, 0.56))
    patience = np.linspace(0, 0.999, 400)
    begins, waits = _shares(patience, second, outside)
    ax.plot(patience, begins, "-", color=color["blue"], label="you begin")
    ax.plot(patience, waits, "--", color=color["orange"], label="the other begins")
    ax.axhline(0.5, color=color["muted"], lw=0.8, zorder=0)
    if outside > 0:
        ax.axhline(
            1 - outside, color=color["green"], lw=1.4, ls="-.", zorder=3, label="1 − her option"
        )
    now = [float(value) for value in _shares(np.array(first), second, outside)]
    ax.axvline(first, color=color["line"], lw=1, zorder=0)
    ax.plot([first], now[:1], "o", color=color["blue"], ms=7, zorder=4, clip_on=False)
    ax.plot([first], now[1:], "s", color=color["orange"], ms=7, zorder=4, clip_on=False)
    ax.set(xlim=(0, 1), ylim=(0, 1.02))
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
    ax.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    ax.set_xlabel("your patience δ", labelpad=2 if narrow else None)
    ax.legend(
        loc="lower left", bbox_to_anchor=(-0.03, 1.0), ncols=2 if narrow else 1,
        labelspacing=0.2, columnspacing=0.8, handlelength=1.5, fontsize=9,
        title="your share if", alignment="left",
    )  # fmt: skip


def _tree(ax: Axes, first: float, second: float, outside: float) -> None:
    """Draw your offer, the other's answers, her offer and your answers, with what each brings."""
    begins, waits = (float(value) for value in _shares(np.array(first), second, outside))
    hers = 1 - waits  # what she keeps when it is her turn
    wait = second * hers
    leave = outside > wait + _NEAR
    offered = _percent(1 - begins)
    rows = (
        (0.93, 0.0, "you", f"You begin: {_percent(begins)} for you, {offered} for her"),
        (0.77, 0.1, "she", f"takes it: {offered} now"),
        (0.64, 0.1, "she", f"leaves: {outside:.0%}"),
        (0.51, 0.1, "she", f"waits: {second:g} × {_percent(hers)} = {_percent(wait)}"),
        (0.35, 0.1, "she", f"Her turn: {_percent(waits)} for you, {_percent(hers)} for her"),
        (0.19, 0.2, "you", f"take it: {_percent(waits)} now"),
        (0.06, 0.2, "you", f"wait: {first:g} × {_percent(begins)} = {_percent(first * begins)}"),
    )
    tint = {"you": color["blue"], "she": color["orange"]}
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.axis("off")
    binding = {2 if leave else 3}
    if waits > _NEAR:
        binding.add(6)
    look: dict[str, Any] = {
        "color": color["edge"],
        "ls": "-",
        "solid_capstyle": "butt",
        "zorder": 1,
    }
    for trunk, level, branches in ((0, 0.03, (1, 2, 3)), (4, 0.13, (5, 6))):
        for branch in branches:
            lw = 2.6 if branch in binding else 1.0
            ax.plot([level, level], [rows[trunk][0] - 0.03, rows[branch][0]], **look, lw=1.0)
            ax.plot([level, level + 0.07], [rows[branch][0]] * 2, **look, lw=lw)
    ax.plot([0.13, 0.13], [rows[3][0] - 0.03, rows[4][0] + 0.03], **look, lw=1.0)
    for i, (y, x, who, text) in enumerate(rows):
        ax.plot([x + 0.03], [y], "o" if who == "you" else "s", color=tint[who], ms=6, zorder=3)
        weight = "bold" if i in binding else "normal"
        ax.text(x + 0.07, y, text, va="center", fontsize=9.5, weight=weight, color=color["ink"])


def _shares(first: np.ndarray, second: float, outside: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the first party's share when it begins, and when the other does."""
    begins = AlternatingOffers(first, second, outside_second=outside).equilibrium().proposer
    waits = AlternatingOffers(second, first, outside_first=outside).equilibrium().responder
    return np.asarray(begins), np.asarray(waits)
