"""Three goals in a triangle: who beats whom, and the points beside them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from govlib.palette import color, is_narrow
from govlib.social_choice import Profile

__all__ = ["GOALS", "arrows", "panels", "points", "ties"]

#: what camps put first
GOALS = {"t": "terrorism", "p": "poverty", "e": "environment"}

#: of the ring around a goal, in points
_RADIUS = 35

_MAJORITY, _TIE = ("blue", "-"), ("muted", ":")


def panels(fig: Figure) -> tuple[Axes, Axes]:
    """Return axes for the arrows and for the points."""
    if is_narrow(fig):
        return fig.add_axes((0.02, 0.36, 0.96, 0.56)), fig.add_axes((0.3, 0.08, 0.64, 0.19))
    return fig.add_axes((0.0, 0.02, 0.58, 0.87)), fig.add_axes((0.72, 0.2, 0.26, 0.64))


def points(bars: Axes, profile: Profile, written: Callable[[int], str]) -> None:
    """Draw the Borda points, those of the best goal hatched.

    Parameters
    ----------
    bars : matplotlib.axes.Axes
        Where to draw.
    profile : Profile
        Votes for orders of the three goals.
    written : callable
        How to write a number of points.
    """
    scores = profile.borda()
    winners = profile.borda_winners()
    for row, goal in enumerate(GOALS):
        best = goal in winners
        bars.barh(
            row,
            scores[goal],
            height=0.6,
            facecolor=color["orange" if best else "edge"],
            edgecolor=color["paper"],
            hatch="//" if best else "",
        )
        bars.text(scores[goal], row, f" {written(scores[goal])}", va="center", fontsize=10)
    bars.set(ylim=(2.5, -0.5), xlim=(0, 2 * profile.n * 1.22), xticks=[])
    bars.set_yticks(range(3), GOALS.values())
    bars.spines["bottom"].set_visible(False)
    bars.tick_params(length=0)
    bars.set_title("Borda points", loc="left")


def arrows(ax: Axes, profile: Profile, written: Callable[[int], str]) -> None:
    """Draw the goals and an arrow from each to those that it beats.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    profile : Profile
        Votes for orders of the three goals.
    written : callable
        How to write a number of votes.
    """
    places = {"t": (0.0, 0.86), "p": (0.9, -0.55), "e": (-0.9, -0.55)}
    votes, number = profile.pairwise, {name: i for i, name in enumerate(profile.names)}
    for one, other in (("t", "p"), ("p", "e"), ("e", "t")):
        won, lost = (int(votes[number[x], number[y]]) for x, y in ((one, other), (other, one)))
        if won < lost:
            one, other, won, lost = other, one, lost, won
        tone, dash = _TIE if won == lost else _MAJORITY
        start, end = np.array(places[one]), np.array(places[other])
        ax.annotate(
            "",
            places[other],
            places[one],
            arrowprops={
                "shrinkA": _RADIUS,
                "shrinkB": _RADIUS,
                "arrowstyle": "-" if won == lost else "-|>",
                "color": color[tone],
                "lw": 2.2,
                "ls": dash,
                "mutation_scale": 22,
            },
        )
        middle = (start + end) / 2
        x, y = middle + np.array([0.3 * np.sign(middle[0]), -0.14 if middle[1] < 0 else 0.03])
        ax.text(x, y, f"{written(won)}:{written(lost)}", ha="center", va="center", fontsize=12)
    for goal, (x, y) in places.items():
        # the lower two reach the border of the panel
        ax.plot([x], [y], "o", ms=2 * _RADIUS, mfc=color["paper"], mec=color["ink"], mew=1.2,
                clip_on=False)  # fmt: skip
        ax.text(x, y, GOALS[goal], ha="center", va="center", fontsize=9.5)
    ax.set(xlim=(-1.5, 1.5), ylim=(-1.0, 1.4), aspect="equal")
    ax.axis("off")
    winner = profile.condorcet_winner()
    if winner is not None:
        text = f"{GOALS[winner].capitalize()} beats all"
    else:
        text = f"A {'tie' if ties(profile) else 'circle'}: no goal beats all"
    ax.text(0, 1.38, text, ha="center", va="bottom")


def ties(profile: Profile) -> bool:
    """Tell whether two goals have equally many votes against each other."""
    votes = profile.pairwise
    return bool((votes == votes.T).sum() > len(votes))
