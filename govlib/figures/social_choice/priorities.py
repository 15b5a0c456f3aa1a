"""Figure of three camps that put different goals first, by the second goal of each.

The model stands in :mod:`govlib.social_choice.camps`.
"""

from __future__ import annotations

from functools import lru_cache

from matplotlib.figure import Figure

from govlib._check import choice
from govlib.drawing import Choice, Target, figure
from govlib.figures.social_choice.triangle import GOALS, arrows, panels, points
from govlib.figures.words import listed
from govlib.social_choice import SCALES, Profile, camp_profiles, camp_votes, kemeny

__all__ = ["priorities", "say_priorities"]

#: the camp that puts each goal first
CAMPS = {"t": "the United States", "p": "the developing countries", "e": "Western Europe"}


def _second(goal: str, first: str) -> Choice:
    others = [name for letter, name in GOALS.items() if letter != goal]
    label = f"second goal of {CAMPS[goal]}"
    return Choice(others, style="radio", start=first, label=label)


@lru_cache(maxsize=64)
def _profile(scale: str, america: str, south: str, europe: str) -> Profile:
    rankings = {}
    votes = camp_votes(scale)
    for goal, second in (("t", america), ("p", south), ("e", europe)):
        letter = choice("second goal", second, [GOALS[g] for g in GOALS if g != goal])[0]
        last = next(g for g in GOALS if g not in (goal, letter))
        rankings[goal + letter + last] = votes[goal]
    return Profile(rankings)


@lru_cache(maxsize=8)
def circles(scale: str) -> int:
    """Count the second goals, out of eight, that leave a majority without a winner."""
    return sum(case.condorcet_winner() is None for case in camp_profiles(camp_votes(scale)))


def _words(order: tuple[str, ...]) -> str:
    return ", ".join(GOALS[goal] for goal in order)


def say_priorities(*, scale: str, america: str, south: str, europe: str) -> str:
    """Say what :func:`priorities` shows."""
    profile = _profile(scale, america, south, europe)
    votes = camp_votes(scale)
    large = max(votes, key=lambda goal: votes[goal])
    has = "have" if large == "p" else "has"
    size = (
        f"By {scale}, {CAMPS[large]} {has} {votes[large] / profile.n:.0%} of the votes of the "
        "three camps."
        if scale != SCALES[3]
        else "Each camp has a third of the votes."
    )
    borda = listed([GOALS[goal] for goal in profile.borda_winners()])
    winner = profile.condorcet_winner()
    if winner is not None:
        rest = "the points agree" if GOALS[winner] == borda else f"the points choose {borda}"
        return f"{size} {GOALS[winner].capitalize()} beats both other goals, and {rest}."
    best = kemeny(profile)
    orders = (
        f"Kemeny's order is {_words(best.ranking)}"
        if best.unique
        else "Three orders have equally few disagreements"
    )
    tie = "leave a tie" if len(profile.borda_winners()) > 1 else f"choose {borda}"
    return f"{size} Each goal is beaten by another one: a circle. {orders}; the points {tie}."


def _kemeny_parts(scale: str, america: str, south: str, europe: str) -> bool:
    """Tell whether a circle has one Kemeny order, and it begins with another goal than Borda's."""
    profile = _profile(scale, america, south, europe)
    best = kemeny(profile)
    return (
        profile.condorcet_winner() is None
        and best.unique
        and (best.ranking[0],) != profile.borda_winners()
        and len(profile.borda_winners()) == 1
    )


@figure(
    says=say_priorities,
    narrow=(3.6, 4.6),
    targets=[
        Target(
            "Votes under which no second goals make a circle",
            lambda scale: circles(scale) == 0,
            said="One camp has more than half. What it puts first wins, whoever comes second.",
        ),
        Target(
            "UN dues: second goals with which terrorism beats both others",
            lambda scale, america, south, europe: (
                scale == "UN dues"
                and _profile(scale, america, south, europe).condorcet_winner() == "t"
            ),
            said="The smallest camp wins, because the other two put its goal second.",
        ),
        Target(
            "A circle in which Kemeny's order and the points begin differently",
            _kemeny_parts,
            said="Two sensible rules, the same votes, two goals.",
        ),
    ],
    scale=Choice(SCALES, start="UN dues", label="votes"),
    america=_second("t", "poverty"),
    south=_second("p", "environment"),
    europe=_second("e", "terrorism"),
)
def priorities(fig: Figure, *, scale: str, america: str, south: str, europe: str) -> None:
    """Draw who beats whom when each of three camps has another goal first.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Empty.
    scale : str
        How the camps' votes are counted: one of ``govlib.social_choice.SCALES``.
    america, south, europe : str
        The goal that the camp puts second: "terrorism", "poverty" or "environment", not its first.
    """
    profile = _profile(scale, america, south, europe)
    net, bars = panels(fig)
    arrows(net, profile, lambda votes: f"{100 * votes / profile.n:.0f}")
    points(bars, profile, lambda score: f"{score / profile.n:.2f}")
    bars.set_title("Borda points a vote", loc="left")
