"""Figures of the shadow of the future: what pays against tit for tat, and who can invade."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Slider, Target, figure
from govlib.figures.words import listed
from govlib.games import PrisonersDilemma
from govlib.palette import color, is_narrow

__all__ = ["cluster", "say_cluster", "say_shadow", "shadow"]

_NEAR = 1e-9


def say_shadow(*, temptation: float, discount: float) -> str:
    """Say what :func:`shadow` shows."""
    game = PrisonersDilemma(temptation)
    threshold = float(game.critical_discount)
    ways = ("to cooperate", "always to defect", "to defect in turn")
    values = [float(value) for value in _worth(game, np.array(discount))]
    best = [way for way, value in zip(ways, values, strict=True) if value > max(values) - _NEAR]
    first = (
        f"At δ = {discount:g} it pays best against tit for tat {listed(best, 'or')}: "
        f"{max(values):.2f} a move."
    )
    if threshold < 1 - _NEAR:
        return f"{first} Tit for tat keeps all others out where δ is at least {threshold:.2f}."
    if threshold < 1 + _NEAR:
        return f"{first} With this temptation turns pay better than cooperation for any δ below 1."
    return f"{first} A temptation this large makes turns pay better than cooperation for any δ."


def _best(temptation: float, discount: float) -> list[int]:
    """Return which of the three ways pay best: 0 cooperation, 1 defection, 2 turns."""
    values = np.array(_worth(PrisonersDilemma(temptation), np.array(discount)))
    return [int(way) for way in np.flatnonzero(values > values.max() - _NEAR)]


@figure(
    says=say_shadow,
    narrow=(3.6, 3.6),
    targets=(
        Target(
            "T = 5: the largest chance at which turns pay best",
            lambda temptation, discount: temptation == 5 and _best(temptation, discount) == [2],
            largest="discount",
            said="Up to here whoever defects in turn with tit for tat earns most.",
        ),
        Target(
            "T = 5: the smallest chance at which cooperation pays best",
            lambda temptation, discount: temptation == 5 and _best(temptation, discount) == [0],
            smallest="discount",
            said="From two thirds on nothing beats cooperation; this is the first stop above it.",
        ),
        Target(
            "the smallest temptation at which no chance helps",
            lambda temptation: float(PrisonersDilemma(temptation).critical_discount) >= 1 - _NEAR,
            smallest="temptation",
            said="At T = 6 turns bring 6 in two moves, like cooperation, and all of it at once.",
        ),
    ),
    temptation=Slider(3.5, 6.5, 0.5, start=5, label="temptation T"),
    discount=Slider(
        values=[*(i / 20 for i in range(20)), 0.99],
        start=0.5,
        label="next meeting δ",
    ),
)
def shadow(fig: Figure, *, temptation: float, discount: float) -> None:
    """Draw what three strategies earn from tit for tat, as the future weighs more.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    temptation : float
        Payoff T of defecting on a cooperator; R, P, S are 3, 1, 0.
    discount : float
        The reader's chance δ of another meeting.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.12, 0.15, 0.84, 0.56) if narrow else (0.08, 0.15, 0.62, 0.75))
    game = PrisonersDilemma(temptation)
    w = np.linspace(0, 1, 201)
    looks = (("cooperate", "blue", "-"), ("always", "orange", "--"), ("turns", "purple", "-."))
    names = {"cooperate": "cooperate", "always": "always defect", "turns": "defect in turn"}
    for (key, hue, style), series in zip(looks, _worth(game, w), strict=True):
        ax.plot(w, series, style, color=color[hue], label=names[key])
        own = float(np.interp(discount, w, series))
        ax.plot([discount], [own], "o", color=color[hue], ms=6, zorder=4, clip_on=False)
    ax.axvline(discount, color=color["green"], lw=1.2, zorder=0)
    threshold = float(game.critical_discount)
    if threshold <= 1:
        # a bar below the lines, so that a pinned picture stays in sight
        ax.axvspan(threshold, 1, ymax=0.04, color=color["muted"], lw=0, zorder=1)
    ax.set(xlim=(0, 1), ylim=(0, 6.8), xticks=[0, 0.25, 0.5, 0.75, 1], yticks=range(0, 7))
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
    ax.set_xlabel("chance δ of another meeting")
    if narrow:
        ax.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.09), ncols=2, columnspacing=1.2)
    else:
        ax.legend(loc="upper left", bbox_to_anchor=(1.02, 1.02), handlelength=2.4)
        text = f"grey bar: cooperation\nis best, δ ≥ {threshold:.2f}"
        if threshold > 1:
            text = "cooperation is\nnowhere best"
        ax.text(1.05, 0.42, text, transform=ax.transAxes, va="top", fontsize=10)
    ax.set_title("Worth a move, against tit for tat", loc="left")


def say_cluster(*, discount: float, share: float) -> str:
    """Say what :func:`cluster` shows."""
    (low, high), theirs = _newcomers(discount)
    here = low + share * (high - low)
    need = float(PrisonersDilemma().smallest_cluster(discount))
    text = (
        f"At δ = {discount:g}, newcomers who have {share:.0%} of their meetings among themselves "
        f"earn {here:.2f} a move, natives {theirs:.2f}: "
    )
    if abs(here - theirs) < _NEAR:
        return text + "exactly enough to hold their ground."
    verdict = "they invade" if here > theirs else "they die out"
    return text + f"{verdict}. {need:.1%} is where it turns."


@figure(
    says=say_cluster,
    narrow=(3.6, 4.6),
    discount=Slider(
        values=[0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99],
        start=0.9,
        label="chance of another meeting δ",
    ),
    share=Slider(
        values=[0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1],
        start=0.05,
        label="meetings among themselves p",
    ),
)
def cluster(fig: Figure, *, discount: float, share: float) -> None:
    """Draw what newcomers who play tit for tat earn in a world that always defects.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    discount : float
        Chance δ of another meeting.
    share : float
        Share p of their meetings that newcomers have among themselves.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.12, 0.12, 0.84, 0.78) if narrow else (0.08, 0.15, 0.88, 0.75))
    own, theirs = _newcomers(discount)
    p = np.array([0.0, 1.0])
    ax.plot(p, own, "-", color=color["blue"])
    ax.plot(p, [theirs, theirs], "--", color=color["orange"])
    here = own[0] + share * (own[1] - own[0])
    ax.plot([share], [here], "o", color=color["ink"], ms=8, zorder=4, clip_on=False)
    need = float(PrisonersDilemma().smallest_cluster(discount))
    ax.plot(
        [need], [theirs], "D", color=color["paper"], mec=color["ink"], ms=7, zorder=3, clip_on=False
    )
    ax.annotate(
        f"p* = {need:.3f}",
        (need, theirs),
        xytext=(0, -8),
        textcoords="offset points",
        va="top",
        ha="left" if need < 0.75 else "right",
    )
    right: dict[str, Any] = {"ha": "right", "va": "center"}
    ax.text(0.98, 3.2, "newcomers: tit for tat", color=color["blue"], **right)
    ax.text(0.98, 0.5, "natives: always defect", color=color["orange"], **right)
    ax.set(xlim=(0, 1), ylim=(0, 3.5), yticks=[0, 1, 2, 3], xticks=[0, 0.25, 0.5, 0.75, 1])
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
    ax.set_xlabel("share p of meetings among newcomers")
    ax.set_title("Score a move", loc="left")


def _worth(game: PrisonersDilemma, w: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return what cooperating, always defecting and defecting in turn earn from tit for tat."""
    t, r, p, s = game.temptation, game.reward, game.punishment, game.sucker
    return r + 0 * w, (1 - w) * t + w * p, (t + w * s) / (1 + w)


def _newcomers(discount: float) -> tuple[tuple[float, float], float]:
    """Return the score a move of newcomers at p = 0 and p = 1, and that of natives."""
    game = PrisonersDilemma()
    alone = (1 - discount) * game.sucker + discount * game.punishment
    return (float(alone), float(game.reward)), float(game.punishment)
