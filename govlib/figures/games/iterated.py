"""Figures of the repeated prisoner's dilemma: a match of two, and a tournament."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from govlib.drawing import Choice, Slider, Target, figure
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
    "match",
    "say_match",
    "say_tournament",
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


@lru_cache(maxsize=64)
def _expects(own: str, other: str, noise: float) -> float:
    play = finite_play(PLAYERS[own](), PLAYERS[other](), steps=STEPS, noise=noise)
    return float(play.scores()[0, 0])


def _answers() -> list[str]:
    """Name those of the players who treat a cooperator and a defector differently."""
    return [name for name in PLAYERS if not name.startswith("always")]


@figure(
    says=say_match,
    narrow=(3.6, 3.8),
    targets=(
        Target(
            "errors 0.02: of those that ever answer a defection, "
            "the one that earns most with its twin",
            lambda own, other, noise: (
                own == other
                and noise == 0.02
                and own == max(_answers(), key=lambda name: _expects(name, name, noise))
            ),
            said="One defection alone is let pass, so a single error starts no quarrel.",
        ),
        Target(
            "errors 0.02, against always defect: of the same, the one that earns least",
            lambda own, other, noise: (
                other == "always defect"
                and noise == 0.02
                and own == min(_answers(), key=lambda name: _expects(name, other, noise))
            ),
            said="Mutual defection is a loss to it, so it tries again every other move.",
        ),
    ),
    own=Choice(list(PLAYERS), start="tit for tat", label="you play"),
    other=Choice(list(PLAYERS), start="tit for tat", label="the other plays"),
    noise=Slider(values=[0, 0.02, 0.1], start=0.02, label="errors"),
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
    run = fig.add_axes((0.12, 0.15, 0.81, 0.35) if narrow else (0.09, 0.15, 0.86, 0.33))
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
