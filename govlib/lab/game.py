"""The game of the institution lab: what a treaty brings each country, and whether it holds.

Country i abates aᵢ at the cost aᵢ²/2mᵢ and draws Vᵢ(A) from the abatement A of all; another tonne
is worth

    vᵢ(A) = αᵢ − βᵢA,   αᵢ = W(1 − σᵢ)wᵢ − θxᵢ/E,   βᵢ = W wᵢ(κ − σᵢ)/E,

with the harm W of a tonne to all at the governments' discount rate, i's share wᵢ of it, the share
σᵢ of harm that it keeps off itself when nobody abates (private protection at its best reply, as
in :class:`govlib.agreements.shielding.Shielding`), net exports xᵢ of crude oil, of which the share
θ goes with the last tonne, emissions E and curvature κ. Alone, i goes to the marginal cost vᵢ.
Members of a treaty S of depth d go to vᵢ + d(v_S − vᵢ), with v_S the sum over members. All move at
once: a country answers the abatement of the others, and members count each other's harm to the
depth d.

The treaty holds where for each member, or with transfers for their sum,

    uᵢ(S) − uᵢ(S without i) ≥ ω gᵢ,   ω = (1 + r)ᴸ − 1,

with gᵢ what i gains a year by cheating and L the years until that is seen. Internal stability
(Carraro and Siniscalco 1993) is the corner L = 0, the equilibrium without a treaty the corner
L → ∞.

References
----------
C. Carraro and D. Siniscalco (1993), "Strategies for the international protection of the
environment", Journal of Public Economics 52(3), 309–328.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import flags, instance, number, numbers
from govlib._values import ByValue
from govlib.lab.rules import Rules
from govlib.lab.world import World

__all__ = ["TIE", "Payoffs", "TreatyGame"]

_Floats = NDArray[np.float64]

#: shares of abatement or payoff that count as equal
TIE = 1e-9


@dataclass(frozen=True, eq=False)
class Payoffs(ByValue):
    """What treaties bring; K of them among n countries, in million dollars a year.

    Attributes
    ----------
    total : numpy.ndarray, shape (K,)
        Abatement of all, in million tonnes.
    price : numpy.ndarray, shape (K, n)
        Marginal cost to which each goes, in dollars.
    payoff : numpy.ndarray, shape (K, n)
        Benefit less costs of each, before payments among members.
    slack : numpy.ndarray, shape (K, n)
        What each member would lose by leaving; 0 for outsiders.
    cheat : numpy.ndarray, shape (K, n)
        What each member would gain in a year in which it goes to its own price unseen.
    margin : numpy.ndarray, shape (K, n)
        slack − ω·cheat.
    """

    total: _Floats
    price: _Floats
    payoff: _Floats
    slack: _Floats
    cheat: _Floats
    margin: _Floats


class TreatyGame:
    """A world under rules.

    Parameters
    ----------
    world : World
        The countries.
    rules : Rules
        What they want, and what a treaty may do.
    clause : float, default 0
        Share of emissions below which a treaty binds nobody.
    bound : array_like, shape (n,), optional
        Marginal costs to which members of earlier treaties are bound, NaN for all others.

    Attributes
    ----------
    nash : float
        Abatement of all if there is no treaty, in million tonnes.
    alone : numpy.ndarray, shape (n,)
        Payoffs then, in million dollars a year.
    free : numpy.ndarray of bool, shape (n,)
        Who is not bound.

    Raises
    ------
    ValueError
        If ``clause`` is no share or ``bound`` has not one entry a country.

    Examples
    --------
    Three countries with benefits 1, 2 and 3 a tonne, and costs a²/2:

    >>> from govlib.lab import Rules, World
    >>> world = World(("1", "2", "3"), [1, 1, 1], [1 / 6, 2 / 6, 3 / 6], [1, 1, 1])
    >>> game = TreatyGame(world, Rules(worth=6, backstop=1))
    >>> game.nash, game.alone
    (6.0, array([ 5.5, 10. , 13.5]))
    >>> all_three = game.treaties([[True, True, True]], 1.0)
    >>> all_three.payoff[0], all_three.slack[0], all_three.cheat[0]
    (array([ 0., 18., 36.]), array([-10.5,   0. ,  13.5]), array([12.5,  8. ,  4.5]))
    """

    def __init__(
        self, world: World, rules: Rules, *, clause: float = 0.0, bound: Any = None
    ) -> None:
        self.world = instance("world", world, World)
        self.rules = instance("rules", rules, Rules)
        self.clause = number("clause", clause, 0, 1)
        n, e = world.n, world.emissions.sum()
        fixed = np.full(n, np.nan) if bound is None else np.array(bound, dtype=float)
        if fixed.shape != (n,):
            raise ValueError(f"bound must have one entry a country, {n}; got shape {fixed.shape}")
        self.free = np.isnan(fixed)
        shield = rules.shield * world.great
        self.capacity = world.emissions / (rules.backstop * world.steep)
        self.alpha = rules.cost * world.stakes * (1 - shield) - rules.oil * world.oil / e
        self.beta = rules.cost * world.stakes * (rules.curvature - shield) / e
        acts = self.free & (self.alpha > 0)  # whoever loses by abatement does nothing alone
        #: marginal cost of each alone, level − slope·A
        self.level = np.where(acts, self.alpha, np.where(self.free, 0.0, fixed))
        self.slope = np.where(acts, self.beta, 0.0)
        self._base = (
            float(self.capacity @ (self.level + rules.local)),
            float(self.capacity @ self.slope),
        )
        self._room = float((self.capacity * self.free).sum())
        self.nash = self._base[0] / (1 + self._base[1])
        own = self.level - self.slope * self.nash
        self.alone = self.benefit(self.nash) - self.capacity * (own**2 - rules.local**2) / 2

    def benefit(self, total: Any) -> _Floats:
        """Return what abatement of all, one total or several, brings each country."""
        done = numbers("total", total)[..., None]
        found: _Floats = self.alpha * done - self.beta * done**2 / 2
        return found

    def treaties(self, members: Any, depth: float) -> Payoffs:
        """Return what treaties bring, and what each member would have outside of them.

        A treaty not in force (of one country, or below the clause) binds nobody. What is left
        when one member leaves follows from the sums over all, so that the work is in proportion
        to K·n.

        Parameters
        ----------
        members : array_like of bool, shape (K, n)
            Who belongs to each; only countries that are free.
        depth : float
            From 0 to 1.

        Raises
        ------
        ValueError
            If ``members`` has not one column a country, or names a bound one.
        """
        r, w, m = self.rules, self.world, self.capacity
        d = number("depth", depth, 0, 1)
        inside = self._members(members)
        s = inside.astype(float)
        part = w.part
        force = (inside.sum(axis=1) > 1) & (s @ part >= self.clause - TIE)
        s *= force[:, None]
        terms = (self.alpha, self.beta, m, m * self.level, m * self.slope)
        sums = [s @ term for term in terms]
        total, joint = self._solve(sums, d)
        own = self.level - self.slope * total[:, None]
        offer = np.where(force & r.channel, d * joint / 2, 0)[:, None] * (1 - s) * self.free
        price = own + d * s * (joint[:, None] - own) + offer
        payoff = self.benefit(total) - m * (price**2 - r.local**2) / 2
        # outsiders are paid the offer for each tonne that it adds; the bill goes by stakes
        heart = np.maximum(own, 0) * s
        bill = (m * offer**2).sum(axis=1, keepdims=True)
        payoff += m * offer**2 - bill * heart / np.maximum(heart.sum(axis=1)[:, None], 1e-300)
        cheat = s * m * (d * (joint[:, None] - own)) ** 2 / 2

        # each member outside a treaty of the others
        then, still = self._solve(
            [all_of[:, None] - one for all_of, one in zip(sums, terms, strict=True)], d
        )
        gift = d * still / 2 if r.channel else 0.0
        cost_out = ((self.level - self.slope * then + gift) ** 2 - r.local**2) / 2 - gift**2
        out = self.alpha * then - self.beta * then**2 / 2 - m * cost_out
        lives = (s.sum(axis=1, keepdims=True) > 2) & (
            (s @ part)[:, None] - part >= self.clause - TIE
        )
        if r.tariff:
            within, without = self._trade(s, (1 - s) * self.free * force[:, None])
            payoff += within + without * (1 - s) * self.free * force[:, None]
            out += without
        slack = s * (payoff - np.where(lives, out, self.alone))
        return Payoffs(total, price, payoff, slack, cheat, slack - r.omega * cheat)

    def holds(self, members: Any, depth: float) -> tuple[NDArray[np.bool_], Payoffs]:
        """Tell which treaties nobody leaves, nobody breaks, and that add something.

        Returns
        -------
        held : numpy.ndarray of bool, shape (K,)
        payoffs : Payoffs
            As :meth:`treaties` gives them.
        """
        now = self.treaties(members, depth)
        least = now.margin.sum(axis=1) if self.rules.transfers else now.margin.min(axis=1)
        size = TIE * np.abs(now.payoff).max(axis=1)
        return (least >= -size) & (now.total > self.nash * (1 + TIE)), now

    def _members(self, members: Any) -> NDArray[np.bool_]:
        given = flags("members", members)
        if given.ndim != 2 or given.shape[1] != self.world.n:
            raise ValueError(
                f"members must have shape (treaties, {self.world.n}); got {given.shape}"
            )
        if (given & ~self.free).any():
            who = self.world.names[int(np.flatnonzero((given & ~self.free).any(axis=0))[0])]
            raise ValueError(f"members must be free; got {who}, which another treaty binds")
        return given

    def _solve(self, sums: list[_Floats], d: float) -> tuple[_Floats, _Floats]:
        """Return A and the members' joint interest from sums of α, β, m, m·level, m·slope."""
        interest, bend, able, level, slope = sums
        if self.rules.target:
            interest = np.full_like(interest, self.alpha.sum())
            bend = np.full_like(bend, self.beta.sum())
        rest = d / 2 * (self._room - able) if self.rules.channel else 0.0
        total = (self._base[0] + d * (able * interest - level) + rest * interest) / (
            1 + self._base[1] + d * (able * bend - slope) + rest * bend
        )
        return total, np.maximum(interest - bend * total, 0)

    def _trade(self, s: _Floats, rival: _Floats) -> tuple[_Floats, _Floats]:
        """Return what sanctions bring each as a member, and as an outsider.

        Nobody trades with itself, so the second holds for whoever leaves as well.
        """
        x, t = self.world.exports, self.rules.tariff
        gain, waste = self.world.tariff_gain, self.world.tariff_waste
        back = t * self.rules.retaliation
        earn = self.rules.rent * gain * t - waste * t**2
        answer = self.rules.rent * gain * back - waste * back**2
        within = s * (earn * (rival @ x) - back * (rival * gain) @ x.T)
        without = answer * (s @ x) - t * (s * gain) @ x.T
        return within, without
