"""What members gain by leaving the others' agreement, and whether payments can hold them.

An agreement can be better for each than none, and each can still do better outside while the
others go on. Where the gains from leaving are more than there is to share, no payments hold the
members (potential internal stability, Carraro and Siniscalco 1993). The members of
:class:`govlib.agreements.abatement.AbatementGame` are unequal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from govlib._check import instance, numbers
from govlib._labels import matched
from govlib._values import ByValue
from govlib.agreements.abatement import AbatementGame

__all__ = ["Leaving", "leaving"]


@dataclass(frozen=True, eq=False)
class Leaving(ByValue):
    """What the members of a coalition earn inside, and what each would earn outside.

    Attributes
    ----------
    members : tuple of str
        Names of the members, in the order of the game.
    inside : numpy.ndarray, shape (members,)
        What each earns as a member, payments included.
    outside : numpy.ndarray, shape (members,)
        What each would earn if it left and the others went on together.
    """

    members: tuple[str, ...]
    inside: NDArray[np.float64]
    outside: NDArray[np.float64]

    @property
    def gain(self) -> NDArray[np.float64]:
        """What each gains by leaving; below 0 where it would lose."""
        return self.outside - self.inside

    @property
    def shortfall(self) -> float:
        """What is missing to pay each what it could have outside; below 0 if some is left."""
        return float(self.outside.sum() - self.inside.sum())

    @property
    def can_hold(self) -> bool:
        """Whether some payments among the members would keep them all."""
        return self.shortfall <= 1e-12 * float(np.abs(self.outside).sum())


def leaving(
    game: AbatementGame,
    coalition: Iterable[Any] | None = None,
    *,
    received: ArrayLike | None = None,
) -> Leaving:
    """Return what each member would gain by leaving while the others go on.

    If member i leaves T, the others abate for themselves, Σ_{j∈T∖i} bⱼ / cⱼ each, and i does
    what is best for itself.

    Parameters
    ----------
    game : AbatementGame
        The countries.
    coalition : iterable of str or int, optional
        Members, by name or position, at least 2; all by default.
    received : array_like, shape (n,), optional
        What each country receives from the others, negative where it pays. It must leave
        outsiders nothing and add up to 0. By default nobody pays.

    Returns
    -------
    Leaving

    Raises
    ------
    ValueError
        If there are fewer than two members, or payments do not add up or reach outsiders.

    References
    ----------
    C. Carraro and D. Siniscalco (1993), "Strategies for the international protection of the
    environment", Journal of Public Economics 52(3), 309–328.

    Examples
    --------
    The transfers of Chander and Tulkens make each better off than no agreement would. All the
    same, each would rather be outside, and what they could have there is more than there is:

    >>> from govlib.agreements import chander_tulkens
    >>> game = AbatementGame([1, 2, 3, 4], [1, 0.5, 1, 2])
    >>> found = leaving(game, received=chander_tulkens(game).received)
    >>> found.gain.round(1)
    array([ 8.7,  0.4, 11.1,  8.8])
    >>> round(found.shortfall, 6), found.can_hold
    (29.0, False)

    Payments can hold a pair:

    >>> leaving(game, ["1", "4"]).can_hold
    True
    """
    instance("game", game, AbatementGame)
    inside = game.members(range(game.n) if coalition is None else coalition)
    if inside.sum() < 2:
        raise ValueError(f"coalition must have at least two members; got {int(inside.sum())}")
    paid = np.zeros(game.n)
    if received is not None:
        paid = numbers("received", matched("received", received, game.names), ndim=1)
        if paid.shape != (game.n,):
            raise ValueError(f"received must have n = {game.n} entries; got shape {paid.shape}")
        close = 1e-9 * float(np.abs(paid).sum())
        if abs(paid.sum()) > close:
            raise ValueError(f"received must add up to 0; got {paid.sum():g}")
        if (np.abs(paid[~inside]) > close).any():
            raise ValueError("received must be 0 for outsiders")
    b, m = game.benefit[inside], game.capacity[inside]
    stake, ability, own = b.sum() - b, m.sum() - m, float(b @ m) - b * m
    # what all do alone, less the other members' own, plus what these do together
    total = float(game.benefit @ game.capacity) - own + stake * ability
    outside = b * total - m * b**2 / 2
    names = tuple(name for name, member in zip(game.names, inside, strict=True) if member)
    earned = game.play(np.flatnonzero(inside)).payoff + paid
    return Leaving(names, earned[inside], outside)
