"""Which treaty the countries of the institution lab reach.

Where there is no rule, a pair founds a treaty and others accede one by one, each time the country
whose accession holds and adds most; this is a process, and what comes out is its result. Where
there is a rule a conference takes the treaty with the most abatement of all that hold, at any
depth, with or without the clause on entry into force: an upper bound of what negotiators find.

There are 2ⁿ coalitions, so the conference is searched for, not computed: by letting go of the
worst placed until the rest holds, by building up from every choice among the eight largest, and
by adding and swapping members from the best of these. The search is a lower bound of the treaty
that it looks for. With up to sixteen countries :func:`all_treaties` tries every coalition;
:mod:`govlib.lab.bounds` bounds from above what any treaty of the forty may do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, integer, number
from govlib._values import ByValue
from govlib.lab.game import TIE, TreatyGame
from govlib.lab.rules import Rules
from govlib.lab.world import World

__all__ = [
    "Founding",
    "Treaty",
    "accede",
    "all_treaties",
    "find_treaty",
    "founding_pairs",
    "improve",
    "in_game",
]

_Bools = NDArray[np.bool_]

#: countries of which every coalition is tried, at most
_EVERY = 16


@dataclass(frozen=True, eq=False)
class Treaty(ByValue):
    """A treaty that holds, or none.

    Attributes
    ----------
    members : numpy.ndarray of bool, shape (n,)
        Who belongs to it; nobody if there is none.
    depth : float
        How far members go to what is best for them together; 0 if there is none.
    clause : float
        Share of emissions below which it binds nobody.
    """

    members: _Bools
    depth: float
    clause: float = 0.0


@dataclass(frozen=True, eq=False)
class Founding(ByValue):
    """What comes of each pair that may found a treaty.

    Attributes
    ----------
    pairs : numpy.ndarray of int, shape (P, 2)
        Founders, by their places in the world.
    members : numpy.ndarray of bool, shape (P, n)
        Who belongs in the end; nobody where the pair does not hold.
    total : numpy.ndarray, shape (P,)
        Abatement of all, in million tonnes.
    """

    pairs: NDArray[np.int64]
    members: _Bools
    total: NDArray[np.float64]


def find_treaty(
    world: World, rules: Rules, *, climbs: int = 4, seeds: Iterable[Any] = ()
) -> Treaty:
    """Return the treaty that the rules reach: with the most abatement, and then the highest clause.

    Parameters
    ----------
    world : World
        The countries.
    rules : Rules
        Where ``rule`` is 0 a pair founds, else a conference does.
    climbs : int, default 4
        From how many of the best treaties found a conference goes on adding and swapping.
    seeds : iterable of array_like of bool, shape (n,)
        Coalitions that a conference tries besides, at every depth: what held under similar rules.

    Examples
    --------
    >>> from govlib.lab import forty
    >>> world = forty(0.5)
    >>> found = find_treaty(world, Rules(shield=0.5))
    >>> [name for name, one in zip(world.names, found.members) if one], found.depth
    (['CHN', 'JPN', 'SAU', 'CAN'], 0.2)
    """
    instance("world", world, World)
    instance("rules", rules, Rules)
    instance("rules", rules, Rules)
    found, more = [], np.array(list(seeds), dtype=bool).reshape(-1, world.n)
    for clause in sorted({0.0, rules.rule}):
        game = TreatyGame(world, rules, clause=clause)
        best = _best(game, climbs, more)
        found.append((game.treaties(best.members[None], best.depth or 1.0).total[0], best))
    # equal totals: the clause that asks for more, which comes last
    most = max(total for total, _ in found)
    return next(best for total, best in reversed(found) if total >= most)


def in_game(game: TreatyGame, *, climbs: int = 4) -> Treaty:
    """Return the treaty of a game whose clause is given, as :func:`find_treaty` looks for it."""
    none = np.zeros((0, instance("game", game, TreatyGame).world.n), dtype=bool)
    return _best(game, climbs, none)


def accede(game: TreatyGame, members: Any, depth: float) -> _Bools:
    """Let countries accede to a treaty one by one, as long as it holds and more is abated.

    Each time the country accedes whose accession adds most.

    Parameters
    ----------
    game : TreatyGame
        The countries and their rules.
    members : array_like of bool, shape (n,)
        Founders.
    depth : float
        Depth of the treaty, which is not changed.
    """
    start = np.asarray(members)
    return _climb(instance("game", game, TreatyGame), start, number("depth", depth, 0, 1), False)


def improve(game: TreatyGame, members: Any, depth: float) -> _Bools:
    """Add members to a treaty, or swap one for another, as long as it holds and abates more.

    Parameters
    ----------
    game : TreatyGame
        The countries and their rules.
    members : array_like of bool, shape (n,)
        A treaty that holds.
    depth : float
        Its depth, which is not changed.
    """
    start = np.asarray(members)
    return _climb(instance("game", game, TreatyGame), start, number("depth", depth, 0, 1), True)


def founding_pairs(world: World, rules: Rules, depth: float = 1.0) -> Founding:
    """Return what comes of every pair that might found a treaty to which others accede.

    Parameters
    ----------
    world : World
        The countries.
    rules : Rules
        Their rules.
    depth : float, default 1
        Depth of the treaty.

    Examples
    --------
    Among five equal countries every pair finds a third:

    >>> from govlib.lab import equal_world
    >>> found = founding_pairs(equal_world(5), Rules(worth=1, backstop=1, lag=0))
    >>> found.members.sum(axis=1)
    array([3, 3, 3, 3, 3, 3, 3, 3, 3, 3])
    """
    instance("world", world, World)
    instance("rules", rules, Rules)
    game = TreatyGame(world, rules)
    pairs = _pairs(game)
    held, now = game.holds(pairs, depth)
    members, total = pairs & held[:, None], np.where(held, now.total, game.nash)
    for k in np.flatnonzero(held):
        members[k] = _climb(game, pairs[k], depth, False)
        total[k] = game.treaties(members[k][None], depth).total[0]
    return Founding(np.argwhere(pairs)[:, 1].reshape(-1, 2), members, total)


def all_treaties(game: TreatyGame, depths: Iterable[float] | None = None) -> Treaty:
    """Return the treaty with the most abatement of all that hold, by trying every coalition.

    Parameters
    ----------
    game : TreatyGame
        At most sixteen countries.
    depths : iterable of float, optional
        Those of the rules by default.

    Raises
    ------
    ValueError
        If there are more countries.
    """
    n = instance("game", game, TreatyGame).world.n
    if n > _EVERY:
        raise ValueError(f"game must have at most {_EVERY} countries to try all; got {n}")
    every = (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(bool)
    every = every[~(every & ~game.free).any(axis=1)]
    best, most = Treaty(np.zeros(n, dtype=bool), 0.0, game.clause), game.nash
    for depth in game.rules.depths if depths is None else depths:
        held, now = game.holds(every, depth)
        total = np.where(held, now.total, -np.inf)
        if total.max() > most * (1 + TIE):
            most = total.max()
            best = Treaty(every[total.argmax()], float(depth), game.clause)
    return best


def _best(game: TreatyGame, climbs: int, more: _Bools) -> Treaty:
    climbs = integer("climbs", climbs, 1)
    tries = [(d, s) for d in game.rules.depths for s in _grow(game, d)]
    if game.rules.rule:
        kernels = _kernels(game)
        seeds = [(d, s) for d in game.rules.depths for s in _confer(game, d, kernels)] + tries
        seeds += [(d, more[k]) for d in game.rules.depths for k in _most(game, more, d, climbs)]
        seeds.sort(key=lambda t: -game.treaties(t[1][None], t[0]).total[0])
        tries = tries + [(d, _climb(game, s, d, True)) for d, s in seeds[:climbs]]
    best, most = Treaty(np.zeros(game.world.n, dtype=bool), 0.0, game.clause), game.nash
    for d, s in tries:
        total = game.treaties(s[None], d).total[0]
        if total > most * (1 + TIE):
            best, most = Treaty(s, float(d), game.clause), total
    return best


def _climb(game: TreatyGame, start: _Bools, d: float, swap: bool) -> _Bools:
    """Add (or swap) members as long as the treaty holds and abates more."""
    best = game.treaties(start[None], d).total[0]
    while True:
        out, into = np.flatnonzero(~start & game.free), np.flatnonzero(start)
        tries = np.repeat(start[None], len(out), axis=0)
        tries[np.arange(len(out)), out] = True
        if swap and len(out):
            pairs = np.repeat(tries, len(into), axis=0)
            pairs[np.arange(len(pairs)), np.tile(into, len(out))] = False
            tries = np.concatenate([tries, pairs])
        if not len(tries):
            return start
        held, now = game.holds(tries, d)
        score = np.where(held, now.total, -np.inf)
        if score.max() <= best * (1 + TIE):
            return start
        start, best = tries[score.argmax()], score.max()


def _pairs(game: TreatyGame) -> _Bools:
    who = np.array(list(combinations(np.flatnonzero(game.free), 2))).reshape(-1, 2)
    members = np.zeros((len(who), game.world.n), dtype=bool)
    np.put_along_axis(members, who, True, axis=1)
    return members


def _grow(game: TreatyGame, d: float, founders: int = 2) -> list[_Bools]:
    """Let others accede to the pairs that do most by themselves."""
    pairs = _pairs(game)
    return [_climb(game, pairs[k], d, False) for k in _most(game, pairs, d, founders)]


def _most(game: TreatyGame, members: _Bools, d: float, count: int) -> NDArray[np.int64]:
    """Return which treaties hold and abate most."""
    if not len(members):
        return np.zeros(0, dtype=np.int64)
    held, now = game.holds(members, d)
    order = np.argsort(-np.where(held, now.total, -np.inf))
    first: NDArray[np.int64] = order[: min(count, int(held.sum()))]
    return first


def _confer(game: TreatyGame, d: float, kernels: _Bools) -> list[_Bools]:
    """Let go of the worst placed until the rest holds; and build from the largest."""
    found: list[_Bools] = []
    part, stake = game.world.part, np.maximum(game.alpha, 0)
    s, rows = np.repeat(game.free[None], 4, axis=0), np.arange(4)
    while rows.size and s.sum(axis=1).min() > 1:
        held, now = game.holds(s, d)
        found += list(s[held])
        rows, s, margin = rows[~held], s[~held].copy(), now.margin[~held]
        # worst by what it would gain by going, by that over its emissions, by stakes over
        # emissions, and smallest
        keys = np.stack([margin, margin / part, 0 * margin + stake / part, 0 * margin + part])
        at = np.arange(rows.size)
        s[at, np.where(s, keys[rows, at], np.inf).argmin(axis=1)] = False
    return found + [kernels[k] for k in _most(game, kernels, d, 2)]


def _kernels(game: TreatyGame) -> _Bools:
    """Return every choice among the eight largest, filled up to the clause in three orders."""
    part, free = game.world.part, np.flatnonzero(game.free)
    big = free[np.argsort(-part[free])][:8]
    kernel = np.zeros((2**big.size, part.size), dtype=bool)
    kernel[:, big] = np.arange(2**big.size)[:, None] >> np.arange(big.size) & 1
    if not game.clause:
        return kernel
    rest, filled = np.setdiff1d(free, big), []
    stake = np.maximum(game.alpha, 0)
    for key in (part, stake / part, -stake / part):
        order = rest[np.argsort(key[rest], kind="stable")]
        before = np.cumsum(part[order]) - part[order]
        one = kernel.copy()
        one[:, order] = before < game.clause - TIE - (kernel @ part)[:, None]
        filled.append(one)
    return np.unique(np.concatenate(filled), axis=0)
