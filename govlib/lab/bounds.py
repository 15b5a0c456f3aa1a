"""A ceiling over what any treaty of the institution lab may do.

A search for the best of 2ⁿ coalitions may miss. The ceiling bounds its error: it is an amount of
abatement that no treaty which holds exceeds, at any depth and with or without the clause. The
space of abatement A, members' joint interest J = v_S and members' capacity M = Σm is cut into
small boxes. In a box the conditions on a coalition become linear in who belongs: the sums that
define J, M and A, for each member a bound on what it can have to lose (without payments whoever
has less than nothing there is no member; with payments the bounds add up to at least nothing).
Members are let be fractions, and a box is empty where multipliers prove that these linear
conditions contradict each other (Farkas' lemma; the multipliers come from a subgradient method,
and a box that it does not clear counts as possible). So every step errs upwards, and the ceiling
holds whatever the method finds.

It asks for what the chapter's states have: harm in proportion or less with shields, no benefit at
home alone, no oil, no retaliation.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from govlib._check import instance, number
from govlib._values import ByValue
from govlib.lab._boxes import Depth, System
from govlib.lab.game import TIE, TreatyGame
from govlib.lab.rules import Rules
from govlib.lab.search import Treaty, improve
from govlib.lab.world import World

__all__ = ["Bracket", "bracket", "ceiling", "from_above"]

#: layers of abatement, boxes in each, and steps of mending where whole members are sought
_LAYERS, _TRIED, _MENDED = 3, 4, 6


@dataclass(frozen=True, eq=False)
class Bracket(ByValue):
    """A treaty that holds, and what no treaty exceeds.

    Attributes
    ----------
    treaty : Treaty
        The one with the most abatement that was found.
    total : float
        What all abate under it, in million tonnes.
    ceiling : float
        What no treaty that holds exceeds, in million tonnes.
    """

    treaty: Treaty
    total: float
    ceiling: float


def ceiling(world: World, rules: Rules, *, least: float = 0.0) -> float:
    """Return abatement that no treaty which holds exceeds, in million tonnes.

    Parameters
    ----------
    world : World
        Countries of which none loses by abatement.
    rules : Rules
        With ``oil``, ``curvature``, ``local``, ``retaliation`` 0, and no ``target``.
    least : float, default 0
        What a treaty is known to reach; the ceiling is not sought below it.

    Returns
    -------
    float
        At least ``least``. About one percent is lost by the width of boxes alone.

    Raises
    ------
    ValueError
        If the rules have what the bound does not cover.

    Examples
    --------
    Of ten equal countries three may hold, which abate 1.6 together, and no treaty more than a
    tenth above that; the ceiling lets fractions of members in:

    >>> from govlib.lab import equal_world
    >>> rules = Rules(worth=1, backstop=1, lag=0, depths=(1.0,))
    >>> 1.6 <= ceiling(equal_world(10), rules, least=1.6) < 1.1 * 1.6
    True
    """
    instance("world", world, World)
    instance("rules", rules, Rules)
    instance("world", world, World)
    instance("rules", rules, Rules)
    for name in ("oil", "curvature", "local", "retaliation", "target"):
        if getattr(rules, name):
            raise ValueError(
                f"rules must have {name} = 0 for a ceiling; got {getattr(rules, name)}"
            )
    if rules.shield and 2 * rules.cost > rules.backstop:
        raise ValueError(
            f"rules must have a backstop of at least twice the harm, {2 * rules.cost:g}, for a "
            f"ceiling with shields; got {rules.backstop:g}"
        )
    found = number("least", least, 0)
    for clause in sorted({0.0, rules.rule}):
        game = TreatyGame(world, rules, clause=clause)
        found = max(found, game.nash, _pairs(game))
        for depth in sorted(rules.depths, reverse=True):
            found = Depth(game, depth).ceiling(found)
    return found


def _pairs(game: TreatyGame) -> float:
    """Return the most that a treaty of two does; they are tried, not bounded."""
    who = np.array(list(combinations(range(game.world.n), 2)))
    members = np.zeros((len(who), game.world.n), dtype=bool)
    np.put_along_axis(members, who, True, axis=1)
    most = game.nash
    for depth in game.rules.depths:
        held, now = game.holds(members, depth)
        most = max(most, float(now.total[held].max(initial=0.0)))
    return most


def bracket(world: World, rules: Rules, start: Treaty) -> Bracket:
    """Return the better treaty that :func:`from_above` finds, with the ceiling.

    Parameters
    ----------
    world, rules, start
        As for :func:`from_above`.

    Examples
    --------
    >>> from govlib.lab import equal_world
    >>> rules = Rules(worth=1, backstop=1, lag=0, depths=(1.0,))
    >>> found = bracket(equal_world(10), rules, Treaty(np.arange(10) < 3, 1.0))
    >>> int(found.treaty.members.sum()), round(found.total, 2), found.ceiling < 1.1 * 1.6
    (3, 1.6, True)
    """
    treaty = from_above(world, rules, start)
    total = _total(world, rules, treaty)
    return Bracket(treaty, total, ceiling(world, rules, least=total))


def _total(world: World, rules: Rules, treaty: Treaty) -> float:
    game = TreatyGame(world, rules, clause=treaty.clause)
    return float(game.treaties(treaty.members[None], treaty.depth or 1.0).total[0])


def from_above(world: World, rules: Rules, start: Treaty) -> Treaty:
    """Look for a better treaty from above.

    In the highest boxes that may have a treaty, whole members are found that meet the linear
    conditions and add most (a linear programme in whole numbers); where they do not hold as they
    are, members are swapped until they do or nothing helps.

    Parameters
    ----------
    world, rules
        As for :func:`ceiling`; a conference.
    start : Treaty
        One that holds, or none.
    """
    instance("world", world, World)
    instance("rules", rules, Rules)
    treaty = instance("start", start, Treaty)
    total = _total(world, rules, treaty)
    for clause in sorted({0.0, rules.rule}):
        game = TreatyGame(world, rules, clause=clause)
        for depth in rules.depths:
            part, low = Depth(game, depth), max(total, game.nash)
            possible = []
            for below, above in reversed(part.layers(low)):
                system = part.systems(below, above)
                if system is None:
                    break
                possible.append(system)
            for system in possible[: -_LAYERS - 1 : -1]:
                for members in _whole(game, depth, system):
                    done = float(game.treaties(members[None], depth).total[0])
                    if done > total * (1 + TIE):
                        treaty, total = Treaty(members, float(depth), clause), done
    return treaty


def _whole(game: TreatyGame, depth: float, system: System) -> list[NDArray[np.bool_]]:
    """Return treaties that hold, from whole members in some of the boxes."""
    found = []
    places = np.unique(np.linspace(0, len(system.rows) - 1, _TRIED).astype(int))
    for k in places:
        rows, sides = system.rows[k], system.sides[k]
        solved = milp(
            -rows[4],
            constraints=LinearConstraint(rows, sides, np.inf),
            integrality=np.ones(rows.shape[1]),
            bounds=Bounds(0, system.allowed[k]),
            options={"node_limit": 300, "mip_rel_gap": 0.01},
        )
        if solved.x is not None:
            members = _mended(game, depth, solved.x > 0.5)
            if members is not None:
                found.append(improve(game, members, depth))
    return found


def _mended(game: TreatyGame, depth: float, members: NDArray[np.bool_]) -> Any:
    """Swap, add or drop a member at a time until the treaty holds, or nothing helps."""
    now = members
    for _ in range(_MENDED):
        tries = _neighbours(now)
        held, payoffs = game.holds(tries, depth)
        if held[0]:
            return now
        if held.any():
            return tries[np.where(held, payoffs.total, -np.inf).argmax()]
        margin = payoffs.margin
        least = margin.sum(axis=1) if game.rules.transfers else np.minimum(margin, 0).sum(axis=1)
        if least.argmax() == 0:
            return None
        now = tries[least.argmax()]
    return None


def _neighbours(members: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a coalition and all that differ by one member, or by one who takes another's place."""
    n = members.size
    one = members ^ np.eye(n, dtype=bool)
    out, into = np.flatnonzero(~members), np.flatnonzero(members)
    swaps = np.repeat(members[None], out.size * into.size, axis=0)
    at = np.arange(len(swaps))
    swaps[at, np.repeat(out, into.size)] = True
    swaps[at, np.tile(into, out.size)] = False
    return np.concatenate([members[None], one[(one.sum(axis=1) > 1)], swaps])
