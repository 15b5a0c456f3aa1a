"""Figures of the repeated prisoner's dilemma: match, tournament, shadow of the future."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Choice, Slider, figure
from govlib.figures.words import listed
from govlib.games import (
    PrisonersDilemma,
    Strategy,
    Tournament,
    finite_play,
    play_out,
    round_robin,
)
from govlib.games import strategies as named
from govlib.palette import color, is_narrow

__all__ = [
    "PLAYERS",
    "cluster",
    "match",
    "say_cluster",
    "say_match",
    "say_shadow",
    "say_tournament",
    "shadow",
    "tournament",
]

#: strategies that a reader can let meet
PLAYERS: dict[str, Callable[[], Strategy]] = {
    "tit for tat": named.tit_for_tat,
    "generous tit for tat": named.generous_tit_for_tat,
    "contrite tit for tat": named.contrite_tit_for_tat,
    "tit for two tats": named.tit_for_two_tats,
    "win-stay, lose-shift": named.win_stay_lose_shift,
    "grim": named.grim,
    "always defect": named.always_defect,
    "always cooperate": named.always_cooperate,
}

#: moves of a match, how many of them are shown one by one, and the dice of the one that is drawn
STEPS, SHOWN, SEED = 200, 30, 7

#: strategies of the field that are never the first to defect on purpose
_NICE = 9

_NEAR = 1e-9


def say_match(*, own: str, other: str, noise: float) -> str:
    """Say what :func:`match` shows."""
    one, two = PLAYERS[own](), PLAYERS[other]()
    play = finite_play(one, two, steps=STEPS, noise=noise)
    first = float(play.scores()[0, 0])
    second = float(finite_play(two, one, steps=STEPS, noise=noise).scores()[0, 0])
    share = float(play.shares[0, 0, 0, 0])
    errors = "without errors" if noise == 0 else f"with an error in {noise:.0%} of moves"
    who = f"{own} can expect {first:.2f} a move from {other}, which gets {second:.2f}"
    if own == other:
        who = f"two players of {own} can expect {first:.2f} a move each"
    return f"{errors.capitalize()}, {who}. Both cooperate in {share:.0%} of {STEPS} moves."


@figure(
    says=say_match,
    narrow=(3.6, 4.6),
    own=Choice(list(PLAYERS), start="tit for tat", label="you play"),
    other=Choice(list(PLAYERS), start="tit for tat", label="the other plays"),
    noise=Slider(values=[0, 0.01, 0.02, 0.05, 0.1], start=0.02, label="errors"),
)
def match(fig: Figure, *, own: str, other: str, noise: float) -> None:
    """Draw one match, move by move at first, and the mean scores as it goes on.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    own, other : str
        Two of :data:`~govlib.figures.games.iterated.PLAYERS`.
    noise : float
        Chance that a move comes out as its opposite.
    """
    narrow = is_narrow(fig)
    moves = fig.add_axes((0.05, 0.64, 0.92, 0.3) if narrow else (0.05, 0.62, 0.92, 0.29))
    run = fig.add_axes((0.12, 0.11, 0.81, 0.38) if narrow else (0.09, 0.15, 0.86, 0.33))
    played = play_out(PLAYERS[own](), PLAYERS[other](), steps=STEPS, noise=noise, rng=SEED)
    both = np.stack([played.own[0], played.other[0]])
    hues = (color["blue"], color["orange"])
    for side, (name, hue) in enumerate(zip((own, other), hues, strict=True)):
        row = both[side, :SHOWN]
        at, height = np.arange(1, SHOWN + 1), 1 - side
        size = 4.5 if narrow else 7
        for kind, face in ((0, color["paper"]), (1, hue)):
            spots = at[row == kind]
            moves.plot(
                spots,
                np.full(len(spots), height),
                "os"[kind],
                ms=size,
                mfc=face,
                mec=hue,
                mew=1.2,
                ls="none",
            )
        moves.text(0.4, height + 0.28, name, color=hue, fontsize=10, va="bottom")
    moves.set(xlim=(0, SHOWN + 1), ylim=(-0.45, 1.75))
    moves.axis("off")
    note = "○ cooperates   ■ defects"
    moves.set_title(note if narrow else f"First {SHOWN} moves: {note}", loc="left")
    points = PrisonersDilemma().matrix
    got = points[both[0], both[1]], points[both[1], both[0]]
    count = np.arange(1, STEPS + 1)
    for series, hue, style in zip(got, hues, ("-", "--"), strict=True):
        run.plot(count, np.cumsum(series) / count, style, color=hue)
    run.axhline(3, color=color["muted"], lw=0.8)
    run.set(xlim=(1, STEPS), ylim=(-0.2, 5.2), yticks=[0, 1, 3, 5], xticks=[1, 50, 100, 150, 200])
    run.set_xlabel("move")
    title = "Mean score so far"
    run.set_title(title if narrow else f"{title} (3: mutual cooperation)", loc="left")


@lru_cache(maxsize=256)
def _contest(noise: float, steps: int) -> Tournament:
    return round_robin(named.field(), steps=steps, noise=noise)


def say_tournament(*, noise: float, steps: int) -> str:
    """Say what :func:`tournament` shows."""
    contest = _contest(noise, steps)
    best = contest.ranking[:2]
    place = contest.ranking.index("tit for tat") + 1
    top = set(contest.ranking[:5]) & set(contest.names[:_NICE])
    errors = "without errors" if noise == 0 else f"with errors in {noise:.0%} of moves"
    length = "a single move" if steps == 1 else f"{steps} moves"
    names = ("none", "one", "two", "three", "four", "all")
    return (
        f"In meetings of {length} {errors}, {best[0]} comes first, {best[1]} second; tit for tat "
        f"takes place {place} of {len(contest.names)}. Of the best five, {names[len(top)]} "
        f"{'is' if len(top) == 1 else 'are'} never first to defect on purpose."
    )


@figure(
    says=say_tournament,
    narrow=(3.6, 4.6),
    noise=Slider(values=[0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2], start=0, label="errors"),
    steps=Slider(values=[1, 5, 10, 20, 50, 200, 1000], start=200, label="moves of a meeting"),
)
def tournament(fig: Figure, *, noise: float, steps: int) -> None:
    """Draw the mean score of fifteen strategies that all meet each other.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    noise : float
        Chance that a move comes out as its opposite.
    steps : int
        Moves of each meeting.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.41, 0.11, 0.56, 0.78) if narrow else (0.28, 0.14, 0.69, 0.76))
    contest = _contest(noise, steps)
    means = dict(zip(contest.names, contest.means, strict=True))
    nice = set(contest.names[:_NICE])
    for place, name in enumerate(reversed(contest.ranking)):
        kind = name in nice
        ax.barh(
            place,
            means[name],
            height=0.72,
            color=color["blue" if kind else "orange"],
            hatch="" if kind else "////",
            edgecolor=color["paper"],
            lw=0,
        )
        ax.text(means[name] + 0.04, place, f"{means[name]:.2f}", va="center", fontsize=9, zorder=3)
    ax.set(xlim=(0, 4.7), ylim=(-0.6, len(means) - 0.4), xticks=range(5))
    ax.set_yticks(range(len(means)), list(reversed(contest.ranking)), fontsize=9)
    for label in ax.get_yticklabels():
        if label.get_text() == "tit for tat":
            label.set_fontweight("bold")
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("mean score a move")
    title = "plain: never defects first\nhatched: may defect first"
    if not narrow:
        title = title.replace("\n", "; ")
    ax.set_title(title, loc="left" if not narrow else "right", fontsize=10)


def say_shadow(*, temptation: float, discount: float) -> str:
    """Say what :func:`shadow` shows."""
    game = PrisonersDilemma(temptation)
    threshold = float(game.critical_discount)
    ways = ("to cooperate", "always to defect", "to defect in turn")
    values = [float(value) for value in _worth(game, np.array(discount))]
    best = [way for way, value in zip(ways, values, strict=True) if value > max(values) - _NEAR]
    first = (
        f"At w = {discount:g} it pays best against tit for tat {listed(best, 'or')}: "
        f"{max(values):.2f} a move."
    )
    if threshold < 1 - _NEAR:
        return f"{first} Tit for tat keeps all others out where w is at least {threshold:.2f}."
    if threshold < 1 + _NEAR:
        return f"{first} With this temptation turns pay better than cooperation for any w below 1."
    return f"{first} A temptation this large makes turns pay better than cooperation for any w."


@figure(
    says=say_shadow,
    narrow=(3.6, 4.6),
    temptation=Slider(3.5, 6.5, 0.5, start=5, label="temptation T"),
    discount=Slider(
        values=[*(i / 20 for i in range(20)), 0.99],
        start=0.5,
        label="chance of another meeting w",
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
        The reader's chance w of another meeting.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.12, 0.12, 0.84, 0.64) if narrow else (0.08, 0.15, 0.62, 0.75))
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
        ax.axvspan(threshold, 1, color=color["line"], lw=0, zorder=-1)
    ax.set(xlim=(0, 1), ylim=(0, 6.4), xticks=[0, 0.25, 0.5, 0.75, 1], yticks=range(0, 7))
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "¼", "½", "¾", "1"])
    ax.set_xlabel("chance w of another meeting")
    if narrow:
        ax.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.09), ncols=2, columnspacing=1.2)
    else:
        ax.legend(loc="upper left", bbox_to_anchor=(1.02, 1.02), handlelength=2.4)
        text = f"grey: cooperation\nis best, w ≥ {threshold:.2f}"
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
        f"At w = {discount:g}, newcomers who have {share:.0%} of their meetings among themselves "
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
        label="chance of another meeting w",
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
        Chance w of another meeting.
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
    ax.plot([need], [theirs], "D", color=color["paper"], mec=color["ink"], ms=7, zorder=3)
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
