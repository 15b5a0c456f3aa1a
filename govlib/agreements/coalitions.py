"""Which coalitions of unequal countries hold, with and without payments among them.

The textbook treaty has equal members; here each has its own stake and its own costs. What follows
is derived from the linear benefits and quadratic costs of Carraro and Siniscalco (1993).

With benefits bᵢ, capacities mᵢ = 1/cᵢ and their sums B and M over a coalition T, country i is
content to belong to T ∪ {i} where bᵢ²/mᵢ ≥ B²/2M: a high stake and few emissions of its own
make it stay, a large joint stake of the others drives it out, because that is what it would
have to abate for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import flags, instance, integer
from govlib._values import ByValue
from govlib.agreements.abatement import AbatementGame

__all__ = ["Coalitions", "internally_stable", "membership_gain", "with_transfers"]

#: coalitions that a search holds at once, and payoffs that count as equal
_MOST, _TIE = 200_000, 1e-12


@dataclass(frozen=True, eq=False)
class Coalitions(ByValue):
    """Coalitions that a search found, those that close most of the gap first.

    Attributes
    ----------
    names : tuple of str
        All countries.
    members : numpy.ndarray of bool, shape (coalitions, n)
        Who belongs to each.
    gap_closed : numpy.ndarray, shape (coalitions,)
        Share of the gap from all alone to all together that each closes.
    external : numpy.ndarray of bool, shape (coalitions,)
        Whether no outsider would gain by joining.
    """

    names: tuple[str, ...]
    members: NDArray[np.bool_]
    gap_closed: NDArray[np.float64]
    external: NDArray[np.bool_]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Number of members of each."""
        return self.members.sum(axis=1)

    @property
    def stable(self) -> tuple[tuple[str, ...], ...]:
        """Those that no outsider would join either, as sorted names."""
        return self.named(self.members[self.external])

    @property
    def best(self) -> tuple[str, ...]:
        """The one that closes most of the gap; empty if none was found."""
        return self.named(self.members[:1])[0] if len(self.members) else ()

    def named(self, members: NDArray[np.bool_]) -> tuple[tuple[str, ...], ...]:
        """Return rows of members as sorted names."""
        rows, names = flags("members", members), np.array(self.names)
        if rows.ndim != 2 or rows.shape[1] != names.size:
            raise ValueError(
                f"members must have a row a coalition of {names.size} countries; "
                f"got shape {rows.shape}"
            )
        return tuple(tuple(sorted(names[row].tolist())) for row in rows)


def internally_stable(game: AbatementGame) -> Coalitions:
    """Return every coalition of two or more that no member would leave.

    The search is exact: it decides country after country and drops a partial coalition as soon
    as one of its members would leave whoever may still join. For that it bounds B²/2M from
    below over all completions, fractional members allowed; this is a convex problem that the
    countries solve in the order of bⱼ/mⱼ.

    Parameters
    ----------
    game : AbatementGame
        The countries.

    Returns
    -------
    Coalitions
        Without payments among members. There need be none that is stable against joining too:
        unequal countries may move in and out without end.

    Raises
    ------
    ValueError
        If more than 200 000 partial coalitions have to be held at once.

    References
    ----------
    C. Carraro and D. Siniscalco (1993), "Strategies for the international protection of the
    environment", Journal of Public Economics 52(3), 309–328.

    Examples
    --------
    >>> from govlib.agreements import emitters
    >>> found = internally_stable(emitters())
    >>> len(found.members), int(found.sizes.max()), found.best
    (179, 3, ('CHN', 'JPN'))
    """
    instance("game", game, AbatementGame)
    order = np.argsort(game.benefit / game.capacity, kind="stable")
    b, m = game.benefit[order], game.capacity[order]
    chosen, sums = np.zeros((1, game.n), dtype=bool), np.zeros((1, 2))
    for last in range(game.n):
        joined = chosen.copy()
        joined[:, last] = True
        chosen = np.concatenate([chosen, joined])
        sums = np.concatenate([sums, sums + np.array([b[last], m[last]])])
        keep = _may_hold(chosen[:, : last + 1], sums, b, m)
        chosen, sums = chosen[keep], sums[keep]
        if len(chosen) > _MOST:
            raise ValueError(
                f"more than {_MOST:,} partial coalitions of {game.n} countries may hold; "
                "leave out small countries or group them"
            )
    members = np.empty_like(chosen)
    members[:, order] = chosen
    return _listed(game, members[members.sum(axis=1) > 1])


def with_transfers(game: AbatementGame, size: int) -> Coalitions:
    """Return every coalition of a given size that payments among its members can hold.

    Where the members together gain at least what each would gain by leaving, they can pay each
    other so that nobody leaves (self-financed transfers, Carraro and Siniscalco 1993). The
    search tries all coalitions of the size, and no others.

    Parameters
    ----------
    game : AbatementGame
        The countries.
    size : int
        Members, from 2 to the number of countries.

    Returns
    -------
    Coalitions
        ``external`` tells whether an outsider would join without being paid.

    Raises
    ------
    ValueError
        If there are more than a million coalitions of the size.

    References
    ----------
    C. Carraro and D. Siniscalco (1993), "Strategies for the international protection of the
    environment", Journal of Public Economics 52(3), 309–328.

    Examples
    --------
    >>> from govlib.agreements import emitters
    >>> found = with_transfers(emitters(), 3)
    >>> found.best, round(float(found.gap_closed[0]), 3)
    (('CHN', 'IND', 'USA'), 0.287)
    """
    instance("game", game, AbatementGame)
    size = integer("size", size, 2, game.n)
    if comb(game.n, size) > 1_000_000:
        raise ValueError(
            f"{game.n} countries form {comb(game.n, size):,} coalitions of {size}, more than "
            "1,000,000; choose a smaller size"
        )
    who = _groups(game.n, size)
    b, m = game.benefit[who], game.capacity[who]
    stake, ability = b.sum(axis=1), m.sum(axis=1)
    # the sum over members of what each gains by staying: see membership_gain
    gain = (
        ability * (b**2).sum(axis=1)
        + stake * (b * m).sum(axis=1)
        - 1.5 * (m * b**2).sum(axis=1)
        - ability * stake**2 / 2
    )
    who = who[gain >= -_TIE * ability * stake**2]
    members = np.zeros((len(who), game.n), dtype=bool)
    np.put_along_axis(members, who.astype(np.int64), True, axis=1)
    return _listed(game, members)


@lru_cache(maxsize=4)
def _groups(n: int, size: int) -> NDArray[np.int16]:
    """Return every group of ``size`` out of n, a row each."""
    flat = chain.from_iterable(combinations(range(n), size))
    groups = np.fromiter(flat, dtype=np.int16).reshape(-1, size)
    groups.setflags(write=False)
    return groups


def membership_gain(game: AbatementGame, coalition: Iterable[Any]) -> NDArray[np.float64]:
    """Return what each country gains by being in a coalition rather than out of it.

    Parameters
    ----------
    game : AbatementGame
        The countries.
    coalition : iterable of str or int
        Members T, by name or position. Of a member, the gain of staying with the others; of an
        outsider, the gain of joining them.

    Returns
    -------
    numpy.ndarray, shape (n,)
        bᵢ² M − mᵢ B²/2, with the sums over the others in T.

    Examples
    --------
    >>> membership_gain(AbatementGame([1, 1, 1, 1], [1, 1, 1, 1]), ["1", "2"])
    array([0.5, 0.5, 0. , 0. ])
    """
    instance("game", game, AbatementGame)
    inside = game.members(coalition)
    stake = game.benefit[inside].sum() - inside * game.benefit
    ability = game.capacity[inside].sum() - inside * game.capacity
    return np.asarray(game.benefit**2 * ability - game.capacity * stake**2 / 2)


def _may_hold(
    chosen: NDArray[np.bool_],
    sums: NDArray[np.float64],
    b: NDArray[np.float64],
    m: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Tell which partial coalitions may still grow into one that no member leaves."""
    done = chosen.shape[1]
    row, member = np.nonzero(chosen)
    # without others there is no pressure at all; a difference of sums would leave rounding
    others = np.bincount(row, minlength=len(chosen))[row] > 1
    stake = np.where(others, sums[row, 0] - b[member], 0)
    ability = np.where(others, sums[row, 1] - m[member], 0)
    least = _least_pressure(stake, ability, b[done:], m[done:])
    keep = np.ones(len(chosen), dtype=bool)
    keep[row[least > b[member] ** 2 / m[member] * (1 + _TIE)]] = False
    return keep


def _least_pressure(
    stake: NDArray[np.float64],
    ability: NDArray[np.float64],
    b: NDArray[np.float64],
    m: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the least B²/2M when some of (b, m), sorted by b/m, may join in part.

    One more unit of ability lowers B²/2M while its b/m is below B/2M. Those that do so come
    first, so bisection finds how many; the last of them may join in part.
    """
    ratio = b / m
    stakes, abilities = (np.concatenate([[0.0], np.cumsum(x)]) for x in (b, m))
    low = np.zeros(stake.shape, dtype=np.int64)
    high = np.full(stake.shape, b.size)
    for _ in range(int(b.size).bit_length()):
        middle = np.minimum((low + high) // 2, b.size - 1)
        helps = 2 * ratio[middle] * (ability + abilities[middle]) < stake + stakes[middle]
        helps &= low < high
        low, high = np.where(helps, middle + 1, low), np.where(helps, high, middle)
    last = np.maximum(low - 1, 0)
    before, room = stake + stakes[last], ability + abilities[last]
    if b.size:
        part = np.clip((before - 2 * ratio[last] * room) / ratio[last], 0, m[last])
        part = np.where(low > 0, part, 0)
        before, room = before + ratio[last] * part, room + part
    return np.where(before > 0, before**2 / np.where(room > 0, 2 * room, 1), 0)


def _listed(game: AbatementGame, members: NDArray[np.bool_]) -> Coalitions:
    """Return coalitions with what they close and whether outsiders would join."""
    b, m = game.benefit, game.capacity
    stake, ability = members @ b, members @ m
    # welfare above all alone: members abate more, which all enjoy and they pay for
    more = ability * stake - members @ (m * b)
    welfare = b.sum() * more - (ability * stake**2 - members @ (m * b**2)) / 2
    total = b.sum() * (m.sum() * b.sum() - m @ b) - (m.sum() * b.sum() ** 2 - m @ b**2) / 2
    closed = welfare / total
    join = b**2 * ability[:, None] > m * stake[:, None] ** 2 / 2 * (1 + _TIE)
    external = ~(join & ~members).any(axis=1)
    order = np.argsort(-closed, kind="stable")
    return Coalitions(game.names, members[order], closed[order], external[order])
