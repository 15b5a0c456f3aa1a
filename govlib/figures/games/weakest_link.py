"""Figures of the weakest link as a game: what trust it takes, and what people did in 1990.

The game stands in :mod:`govlib.games.minimum_effort`, beliefs in :mod:`govlib.games.supply`.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from govlib.data import load
from govlib.drawing import Slider, Target, figure
from govlib.figures.words import odds
from govlib.games import WeakestLinkGame, best_efforts, expected_payoffs, needed_trust
from govlib.palette import color, is_narrow

__all__ = ["rounds", "say_rounds", "say_trust", "trust"]

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
    how = f"of {odds(chance)}" if chance >= 5e-4 else "below one in a thousand"
    together = "" if others == 1 else f" That all of them do has a chance {how}."
    if best.size > 1:
        verdict = "At even odds every effort from 1 to 7 pays the same."
    elif best[0] == _GAME.efforts:
        verdict = "The best effort is 7."
    else:
        verdict = (
            f"The best effort is 1; for 7 you would have to be {needed_trust(_GAME, n):.1%} sure."
        )
    return f"You are {100 * sure:g}% sure that {each} chooses 7 and not 1.{together} {verdict}"


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


def say_rounds() -> str:
    """Say what :func:`rounds` shows."""
    shares = load("weakest_link_vhbb1990")
    first, last = shares.percent_round_1, shares.percent_round_10
    return (
        f"In the first round {first[7]:.0f} percent choose effort 7 and {first[1]:.0f} percent "
        f"effort 1; in the tenth {last[7]:.0f} and {last[1]:.0f}."
    )


@figure(says=say_rounds, size=(6.4, 3.0), narrow=(3.6, 3.0))
def rounds(fig: Figure) -> None:
    """Draw the efforts that people chose in the first and the tenth round of 1990.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.16, 0.17, 0.8, 0.7) if narrow else (0.09, 0.16, 0.88, 0.72))
    shares = load("weakest_link_vhbb1990").sort_index()
    looks = (
        ("percent_round_1", -0.2, color["line"], color["edge"]),
        ("percent_round_10", 0.2, color["blue"], color["blue"]),
    )
    for column, shift, face, edge in looks:
        ax.bar(shares.index + shift, shares[column], width=0.38, facecolor=face, edgecolor=edge)
    ax.set(ylim=(0, 80), xticks=shares.index, xlabel="effort")
    title = (
        "percent: round 1 (grey), 10 (blue)"
        if narrow
        else ("percent who choose it: first round (grey), tenth (blue)")
    )
    ax.set_title(title, loc="left")
