"""Proposals at places, and members who vote for the nearer one.

On a line a majority always has a winner: preferences are single-peaked (Black 1948). In a plane it
may have none. How often it has none hangs on where the members stand.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from govlib._check import must_fit, numbers

__all__ = ["no_winner_share"]

#: distances that differ by less than this part of the widest are equal
_TIE = 1e-12

#: numbers of the largest table in memory, 400 MB
_MOST_NUMBERS = 5e7


def no_winner_share(voters: Any, proposals: Any) -> float:
    """Return in what share of triples of proposals none beats both others.

    Every triple of proposals is tried. A member votes for the nearer of two proposals and
    abstains where both are equally near; more votes for than against win.

    Parameters
    ----------
    voters : array_like, shape (voters,) or (voters, axes)
        Where the members stand.
    proposals : array_like, shape (proposals,) or (proposals, axes)
        Where the proposals stand, at least three.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If there are fewer than three proposals, or the two have other numbers of axes.

    Notes
    -----
    At most one of three beats both others. So the triples with a winner are counted by what each
    proposal beats: if it beats w others it wins w(w − 1)/2 triples.

    References
    ----------
    D. Black (1948), "On the rationale of group decision-making", Journal of Political Economy
    56(1), 23–34.

    Examples
    --------
    Three on a line, and three in the corners of a triangle with proposals between them:

    >>> no_winner_share([0, 1, 3], [0.2, 1.1, 2.5])
    0.0
    >>> corners = [[0, 0], [4, 0], [2, 3.5]]
    >>> no_winner_share(corners, [[1, 0.2], [3.2, 0.8], [1.7, 2.6]])
    1.0
    """
    members, places = numbers("voters", voters), numbers("proposals", proposals)
    for name, given in (("voters", members), ("proposals", places)):
        if given.ndim not in (1, 2):
            raise ValueError(f"{name} must be places on one axis or several; got {given.shape}")
    members, places = (x[:, None] if x.ndim == 1 else x for x in (members, places))
    if members.shape[1] != places.shape[1]:
        raise ValueError(
            f"proposals must have as many axes as voters, {members.shape[1]}; got {places.shape[1]}"
        )
    count = len(places)
    if count < 3:
        raise ValueError(f"proposals must be at least three; got {count}")
    # the differences on each axis, of which the distances are made
    must_fit("voters and proposals", members.size * count, _MOST_NUMBERS, "Give fewer proposals")
    far = np.linalg.norm(members[:, None] - places, axis=2)
    tie = _TIE * max(float(far.max()), np.finfo(float).tiny)
    wins = np.empty(count)
    for i in range(count):  # one proposal at a time keeps the memory at voters x proposals
        gap = far - far[:, [i]]
        wins[i] = ((gap > tie).sum(axis=0) > (gap < -tie).sum(axis=0)).sum()
    decided = (wins * (wins - 1)).sum() / 2
    return float(1 - decided / (count * (count - 1) * (count - 2) / 6))
