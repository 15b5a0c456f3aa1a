"""Camps that put different goals first: what a majority makes of them hangs on the second goals.

The three camps and goals are those that Zhang (section III.B.3) names: after 2001 the United
States put terrorism first, developing countries poverty, Western Europe the environment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations, product
from math import factorial

import numpy as np

from govlib._check import choice, integer
from govlib.data import load
from govlib.social_choice.ballots import Profile

__all__ = ["SCALES", "camp_profiles", "camp_votes"]

#: scales by which the three camps can be given votes
SCALES = ("one state one vote", "UN dues", "IMF votes", "equal camps")

#: largest number of profiles that are listed
_MOST_PROFILES = 10_000


def camp_votes(scale: str) -> dict[str, int]:
    """Return the votes of three camps, by the goal that each puts first.

    Parameters
    ----------
    scale : str
        One of ``SCALES``.

    Returns
    -------
    dict of str to int
        Votes of t (terrorism first: the United States), e (environment: the 23 European members
        of the Western group in the United Nations) and p (poverty: the 133 members of the Group
        of 77, China among them). Dues are in thousandths of a percent. Cuba and North Korea of
        the third camp, Liechtenstein and Monaco of the second are no members of the Fund.

    Examples
    --------
    >>> camp_votes("one state one vote")
    {'t': 1, 'e': 23, 'p': 133}
    """
    if choice("scale", scale, SCALES) == SCALES[3]:
        return {"t": 1, "e": 1, "p": 1}
    table = load("countries")
    western = (table.un_voting_group == "WEOG") & table.un_subregion.str.contains("Europe")
    camps = {
        "t": ["USA"],
        "e": table.index[western].tolist(),
        "p": table.index[table.g77 == 1].tolist(),
    }
    if scale == SCALES[0]:
        return {goal: len(codes) for goal, codes in camps.items()}
    if scale == SCALES[1]:
        votes = (1000 * load("un_scale_2022_2024").assessment_rate_percent).round()
    else:
        votes = load("imf_quotas_2022").votes
    return {goal: int(votes.reindex(codes).sum()) for goal, codes in camps.items()}


def camp_profiles(votes: Mapping[str, int]) -> Iterator[Profile]:
    """Yield all profiles in which each camp puts its goal first, and the rest in any order.

    Parameters
    ----------
    votes : mapping of str to int
        Votes of the camp that puts a goal first, for each goal: a letter.

    Raises
    ------
    ValueError
        If a goal is no single letter, or there would be more than 10,000 profiles.

    Examples
    --------
    Three equal camps leave a majority without a winner in two of eight cases:

    >>> cases = list(camp_profiles({"t": 1, "p": 1, "e": 1}))
    >>> len(cases), sum(case.condorcet_winner() is None for case in cases)
    (8, 2)
    """
    goals = list(votes)
    if not goals or any(not isinstance(goal, str) or len(goal) != 1 for goal in goals):
        raise ValueError(f"votes must be given by goals of one letter each; got {goals}")
    counts = [integer("votes", count, 0) for count in votes.values()]
    number = np.float64(factorial(len(goals) - 1)) ** len(goals)
    if number > _MOST_PROFILES:
        raise ValueError(
            f"votes must not make more than {_MOST_PROFILES} profiles; {len(goals)} goals make "
            f"{number:.3g}. Take at most 4 goals"
        )
    orders = [
        [goal + "".join(rest) for rest in permutations([g for g in goals if g != goal])]
        for goal in goals
    ]
    for chosen in product(*orders):
        yield Profile(list(chosen), counts)
