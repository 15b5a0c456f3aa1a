"""Figures of collective choice: majorities that run in a circle, and how often that happens.

The models stand in :mod:`govlib.social_choice.ballots`, :mod:`govlib.social_choice.kemeny_rule`
and :mod:`govlib.social_choice.paradox`.
"""

from __future__ import annotations

from functools import lru_cache
from math import factorial
from typing import Any

import numpy as np
import scipy.stats  # noqa: F401 (models import it late, and a first answer would wait)
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from govlib.drawing import Slider, figure
from govlib.figures.networks.graph import key
from govlib.figures.social_choice.triangle import GOALS, arrows, panels, points, ties
from govlib.figures.words import listed
from govlib.palette import color, is_narrow
from govlib.social_choice import Profile, condorcet_chance, condorcet_limit, kemeny

__all__ = ["majorities", "paradox", "say_majorities", "say_paradox"]

#: the order in which each group of votes ranks the goals
ORDERS = ("tpe", "pet", "etp")

#: most goals whose chance is drawn without anything in common, and with
_ALONE, _ALIKE = 10, 5

# ---- three groups


@lru_cache(maxsize=1024)
def _profile(first: int, second: int, third: int) -> Profile:
    return Profile(dict(zip(ORDERS, (first, second, third), strict=True)))


def say_majorities(*, first: int, second: int, third: int) -> str:
    """Say what :func:`majorities` shows."""
    profile = _profile(first, second, third)
    winner, best = profile.condorcet_winner(), kemeny(profile)
    best_points = [GOALS[name] for name in profile.borda_winners()]
    groups = f"Groups of {first}, {second} and {third} votes"
    count = len(best_points)
    borda = listed(best_points)
    if winner is not None:
        text = f"{groups}: {GOALS[winner]} beats both other goals, so majorities settle the matter."
        if count == 1 and best_points[0] != GOALS[winner]:
            return f"{text} Borda points would choose {borda}: the two rules disagree."
        if count > 1:
            return f"{text} Borda points leave a tie of {borda}."
        return f"{text} Borda points agree."
    if ties(profile):
        state = "some goals tie, and none beats both others"
    else:
        state = "each goal is beaten by another one, so majorities run in a circle"
    orders = " or ".join(", ".join(GOALS[name] for name in order) for order in best.rankings[:2])
    if len(best.rankings) > 2:
        return (
            f"{groups}: {state}. Borda points choose {borda}, and several orders are equally good."
        )
    lead = "The order with the fewest disagreements is" if best.unique else "The best orders are"
    return f"{groups}: {state}. {lead} {orders}; Borda points choose {borda}."


@figure(
    says=say_majorities,
    narrow=(3.6, 4.6),
    first=Slider(1, 9, 1, start=4, label="votes for terrorism, poverty, environment"),
    second=Slider(1, 9, 1, start=3, label="poverty, environment, terrorism"),
    third=Slider(1, 9, 1, start=2, label="environment, terrorism, poverty"),
)
def majorities(fig: Figure, *, first: int, second: int, third: int) -> None:
    """Draw who beats whom among three goals, and what Borda and Kemeny make of it.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    first, second, third : int
        Votes of the three groups, whose rankings are turned by one place each.
    """
    profile = _profile(first, second, third)
    net, bars = panels(fig)
    arrows(net, profile, str)
    points(bars, profile, str)


# ---- how often majorities have no winner


@lru_cache(maxsize=4096)
def _no_winner(voters: int, goals: int, alike: float) -> float:
    # the second state copies the first with chance α/(m! + α)
    contagion = factorial(goals) * alike / (1 - alike)
    return 1 - condorcet_chance(voters, goals, contagion=contagion)


@lru_cache(maxsize=1)
def _many() -> list[float]:
    return [1 - condorcet_limit(goals) for goals in range(2, _ALONE + 1)]


def say_paradox(*, voters: int, goals: int, alike: float) -> str:
    """Say what :func:`paradox` shows."""
    chance, apart = _no_winner(voters, goals, alike), _no_winner(voters, goals, 0.0)
    who = f"Among {goals} goals and {voters} states"
    if goals == 2:
        return f"{who} a majority always decides: with two goals there is nothing to go round in."
    if not alike:
        more = _percent(_no_winner(voters, _ALONE, 0.0))
        return (
            f"{who} with nothing in common, the chance that no goal beats all others is "
            f"{_percent(chance)}. With {_ALONE} goals it would be {more}: the number of goals "
            "does the harm."
        )
    return (
        f"{who} of which one follows another with a chance of {alike:.0%}, the chance that no goal "
        f"beats all others is {_percent(chance)}; with nothing in common it would be "
        f"{_percent(apart)}."
    )


@figure(
    says=say_paradox,
    narrow=(3.6, 4.6),
    voters=Slider(3, 15, 2, start=9, label="states"),
    goals=Slider(2, 5, 1, start=3, label="goals"),
    alike=Slider(values=[0, 0.1, 0.3, 0.6], start=0, label="chance that a state follows the first"),
)
def paradox(fig: Figure, *, voters: int, goals: int, alike: float) -> None:
    """Draw the chance that no goal beats all others, against the number of goals.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    voters : int
        States that vote, an odd number up to 15.
    goals : int
        Goals among which they choose, from 2 to 5.
    alike : float
        Chance, below 1, that a second state just follows the first.
    """
    narrow = is_narrow(fig)
    ax = fig.add_axes((0.16, 0.12, 0.8, 0.79) if narrow else (0.1, 0.15, 0.86, 0.76))
    numbers = np.arange(2, _ALONE + 1)
    apart = [_no_winner(voters, int(m), 0.0) for m in numbers]
    ax.plot(numbers, _many(), ":", color=color["muted"], lw=1.6)
    ax.plot(numbers, apart, "--", color=color["orange"], lw=1.8)
    lines = {"very many states": ("muted", ":"), f"{voters} states apart": ("orange", "--")}
    some = numbers[: _ALIKE - 1]
    if alike:
        near = [_no_winner(voters, int(m), alike) for m in some]
        ax.plot(some, near, "-", color=color["blue"])
        lines[f"{voters} states alike"] = ("blue", "-")
    key(fig, (), lines, at=(0.24, 0.86) if narrow else (0.15, 0.85), size=10)
    chance = _no_winner(voters, goals, alike)
    ax.plot([goals], [chance], "o", ms=10, color=color["ink"], zorder=4, clip_on=False)
    # the curves bend down, so the space below and to the right of a point is free
    free: dict[str, Any] = {"xytext": (9, -2), "va": "top"}
    if chance < 0.05:
        free = {"xytext": (0, 12), "ha": "center", "va": "bottom"}
    ax.annotate(_percent(chance), (goals, chance), textcoords="offset points", **free)
    ax.set(xlim=(1.3, 10.1), ylim=(0, 0.58), xticks=numbers)
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_xlabel("goals to choose from")
    ax.set_title("Chance that no goal beats all others", loc="left")
    ax.grid(axis="y")


def _percent(share: float) -> str:
    if share < 0.001:
        return "less than 0.1%" if share > 1e-12 else "0%"
    return f"{share:.1%}"
