"""What an institution of the lab achieves: provision, surplus, who gains, what delay it survives.

Everything is compared with a world government that looks far ahead and whose members do not
shield themselves. Gains of countries are measured at the reference rate too, against what each
has where all act alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance, number, numbers
from govlib._values import ByValue
from govlib.lab.game import Payoffs, TreatyGame
from govlib.lab.rules import Rules
from govlib.lab.search import Treaty, find_treaty, in_game
from govlib.lab.world import World

__all__ = ["Best", "Report", "best", "government", "losers", "report", "surplus"]

_Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Best(ByValue):
    """What a patient world government does.

    Attributes
    ----------
    total : float
        Abatement, in million tonnes a year.
    surplus : float
        Benefits less costs of all, in million dollars a year.
    """

    total: float
    surplus: float


@dataclass(frozen=True, eq=False)
class Report(ByValue):
    """What an institution achieves.

    Attributes
    ----------
    members : tuple of str
        Of the treaty; of the first one where there are clubs.
    depth : float
        Its depth; 0 if there is none.
    clause : float
        Share of emissions below which it binds nobody.
    clubs : int
        Number of treaties.
    provision : float
        Abatement over that of :func:`best`.
    alone : float
        The same where there is no treaty.
    gain : float
        Surplus of the world over that of :func:`best`.
    gains : numpy.ndarray, shape (n,)
        What each country has more than where all act alone, after payments, in million dollars a
        year at the reference rate.
    price : numpy.ndarray, shape (n,)
        Marginal cost of each, in dollars.
    delay : float
        Longest lag, in years, that the first treaty survives; NaN if there is none, and infinite
        if nobody would cheat.
    """

    members: tuple[str, ...]
    depth: float
    clause: float
    clubs: int
    provision: float
    alone: float
    gain: float
    gains: _Floats
    price: _Floats
    delay: float


def surplus(world: World, rules: Rules, price: Any) -> float:
    """Return benefits less costs of all at the reference rate, in million dollars a year.

    Oil rents cancel, and nobody is shielded: what counts is the danger.

    Parameters
    ----------
    world : World
    rules : Rules
    price : array_like, shape (n,)
        Marginal cost to which each country goes, in dollars.
    """
    instance("world", world, World)
    instance("rules", rules, Rules)
    each = numbers("price", price, ndim=1)
    if each.size != world.n:
        raise ValueError(f"price must have n = {world.n} entries; got {each.size}")
    able = world.emissions / (rules.backstop * world.steep)
    total = float(able @ (each + rules.local))
    brought = rules.true_cost * (
        total - rules.curvature * total**2 / float(world.emissions.sum()) / 2
    )
    return brought - float(able @ (each**2 - rules.local**2)) / 2


def best(world: World, rules: Rules) -> Best:
    """Return what a world government does at the reference rate.

    Examples
    --------
    >>> from govlib.lab import forty
    >>> round(best(forty(), Rules()).total / float(forty().emissions.sum()), 2)
    0.32
    """
    instance("world", world, World)
    instance("rules", rules, Rules)
    able = float((world.emissions / (rules.backstop * world.steep)).sum())
    bend = able * rules.true_cost * rules.curvature / float(world.emissions.sum())
    price = (rules.true_cost - rules.local * bend) / (1 + bend)
    return Best(able * (price + rules.local), surplus(world, rules, np.full(world.n, price)))


def government(world: World, rules: Rules) -> Report:
    """Report what all countries would do as one, with the wishes that the rules give them."""
    instance("world", world, World)
    instance("rules", rules, Rules)
    return report(world, rules, treaty=Treaty(np.ones(world.n, dtype=bool), 1.0))


def report(world: World, rules: Rules, *, treaty: Treaty | None = None) -> Report:
    """Set the switches, find the treaty or take the one given, and report.

    Parameters
    ----------
    world : World
    rules : Rules
    treaty : Treaty, optional
        Found by :func:`govlib.lab.search.find_treaty` if not given. It is not asked whether it
        holds.

    Examples
    --------
    The forty, with great powers half shielded and the poor wanting other things first:

    >>> from govlib.lab import forty
    >>> world = forty(0.5)
    >>> none = report(world, Rules(shield=0.5))
    >>> round(none.provision, 3), round(none.alone, 3), len(none.members)
    (0.016, 0.015, 4)
    >>> some = report(world, Rules(shield=0.5, tariff=0.03))
    >>> round(some.provision, 2), len(some.members), some.depth
    (0.16, 40, 1.0)
    """
    instance("world", world, World)
    instance("rules", rules, Rules)
    instance("world", world, World)
    found = find_treaty(world, rules) if treaty is None else instance("treaty", treaty, Treaty)
    if found.members.shape != (world.n,):
        raise ValueError(
            f"treaty must have one entry a country, {world.n}; got shape {found.members.shape}"
        )
    game = TreatyGame(world, rules, clause=number("clause", found.clause, 0, 1))
    now = game.treaties(found.members[None], found.depth or 1.0)
    price, total, payoff = now.price[0].copy(), float(now.total[0]), now.payoff[0].copy()
    clubs = int(found.depth > 0)
    if rules.clubs and clubs and not rules.channel:  # whom the treaty pays needs no club
        clubs, price, total, change = _further(game, found, now)
        payoff += change
    judge = TreatyGame(world, replace(rules, rate=rules.reference))
    gains = (
        payoff
        - game.alone
        + (judge.benefit(total) - judge.benefit(game.nash))
        - (game.benefit(total) - game.benefit(game.nash))
    )
    gains += _payments(game, found, now)
    most = best(world, rules)
    got = surplus(world, rules, price)
    if rules.tariff and found.depth > 0:
        got -= _waste(world, rules, found.members)
    return Report(
        members=tuple(name for name, one in zip(world.names, found.members, strict=True) if one),
        depth=found.depth,
        clause=found.clause,
        clubs=clubs,
        provision=total / most.total,
        alone=game.nash / most.total,
        gain=got / most.surplus,
        gains=gains,
        price=price,
        delay=_delay(rules, found, now),
    )


def losers(world: World, found: Report) -> NDArray[np.bool_]:
    """Return who has less than where all act alone, by more than a millionth of the mean GDP.

    Parameters
    ----------
    world : World
    found : Report
        What an institution achieves there.
    """
    instance("world", world, World)
    instance("found", found, Report)
    least = -1e-6 * float(world.gdp.mean())
    lost: NDArray[np.bool_] = found.gains < least
    return lost


def _further(game: TreatyGame, first: Treaty, now: Payoffs) -> tuple[int, _Floats, float, _Floats]:
    """Let the rest found treaty after treaty; return how many there are, and what changes."""
    world, rules = game.world, game.rules
    bound, count = np.full(world.n, np.nan), 1
    last, club = game, first
    while club.depth > 0:
        prices = last.treaties(club.members[None], club.depth).price[0]
        bound[club.members] = prices[club.members]
        if np.isnan(bound).sum() < 2:
            break
        # nobody in a later club can tax the first one's members into it
        last = TreatyGame(world, replace(rules, rule=0.0, tariff=0.0), bound=bound)
        club = in_game(last)
        count += int(club.depth > 0)
    if count == 1:
        return 1, now.price[0].copy(), float(now.total[0]), np.zeros(world.n)
    price = np.where(np.isnan(bound), last.level - last.slope * last.nash, bound)
    total = float((price + rules.local) @ game.capacity)
    change = (
        game.benefit(total)
        - game.benefit(now.total[0])
        - game.capacity * (price**2 - now.price[0] ** 2) / 2
    )
    return count, price, total, change


def _payments(game: TreatyGame, treaty: Treaty, now: Payoffs) -> _Floats:
    """Return payments: what leaving and cheating are worth to each, the rest by stakes."""
    if not game.rules.transfers or not treaty.depth:
        return np.zeros(game.world.n)
    margin = now.margin[0]
    share = np.where(treaty.members, np.maximum(game.alpha, 0), 0)
    found: _Floats = np.where(treaty.members, margin.sum() * share / share.sum() - margin, 0)
    return found


def _waste(world: World, rules: Rules, members: NDArray[np.bool_]) -> float:
    """Return what the tariffs of members on outsiders waste, in million dollars a year."""
    taxed = world.exports * (~members[:, None] & members)
    return float((taxed * world.tariff_waste).sum()) * rules.tariff**2


def _delay(rules: Rules, treaty: Treaty, now: Payoffs) -> float:
    """Return the longest lag at which the treaty holds, in years."""
    if not treaty.depth:
        return float("nan")
    slack, cheat = now.slack[0][treaty.members], now.cheat[0][treaty.members]
    if rules.transfers:
        slack, cheat = slack.sum(keepdims=True), cheat.sum(keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        most = np.where(cheat > 0, slack / cheat, np.inf).min()
    return float(np.log1p(max(most, 0.0)) / np.log1p(rules.rate))
