"""Boxes of abatement, joint interest and capacity, and whether a treaty may lie in one.

See :mod:`govlib.lab.bounds`, which asks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govlib._values import ByValue
from govlib.lab.game import TIE, TreatyGame

_Floats = NDArray[np.float64]

#: width of boxes, coarse and fine along abatement, along joint interest and along capacity
_COARSE, _FINE, _JOINT, _ABLE = 0.04, 0.01, 0.02, 0.03

#: steps of the subgradient method, and how often boxes that it does not clear are quartered
_STEPS, _SPLITS = 80, 2


@dataclass(frozen=True, eq=False)
class System(ByValue):
    """Conditions on who belongs, one system a box: rows·x ≥ sides and 0 ≤ x ≤ allowed.

    The fifth row is the abatement that members add, over the depth.
    """

    rows: _Floats
    sides: _Floats
    allowed: _Floats


def grid(low: float, high: float, width: float) -> _Floats:
    count = max(1, int(np.ceil(np.log(high / low) / width)))
    edges: _Floats = np.geomspace(low, high, count + 1)
    return edges


@dataclass(frozen=True, eq=False)
class Box(ByValue):
    """Ranges of abatement (numbers), joint interest and capacity (one entry a box, as columns)."""

    total: tuple[float, float]
    joint: tuple[_Floats, _Floats]
    able: tuple[_Floats, _Floats]

    def kept(self, which: NDArray[np.bool_]) -> Box:
        """Return some of the boxes."""
        (j0, j1), (m0, m1) = self.joint, self.able
        return Box(self.total, (j0[which], j1[which]), (m0[which], m1[which]))

    def quartered(self) -> Box:
        """Return each box as four, halved along joint interest and along capacity."""
        (j0, j1), (m0, m1) = self.joint, self.able
        j, m = np.sqrt(j0 * j1), np.sqrt(m0 * m1)
        return Box(
            self.total,
            (np.concatenate([j0, j, j0, j]), np.concatenate([j, j1, j, j1])),
            (np.concatenate([m0, m0, m, m]), np.concatenate([m, m, m1, m1])),
        )


class Depth:
    """Treaties of three and more members, of one depth and clause."""

    def __init__(self, game: TreatyGame, depth: float) -> None:
        self.game, self.d, self.rules = game, depth, game.rules
        self.m, self.alpha, self.beta = game.capacity, game.alpha, game.beta
        self.room = float(self.m.sum())
        r, w = game.rules, game.world
        # no price exceeds v + dJ, and v is at most what it is where no danger is left
        price = self.alpha - self.beta * float(game.world.emissions.sum())
        self.top = float(self.m @ price) + depth * self.room * float(price.sum())
        joint = grid(float(np.sort(self.alpha)[:3].sum()), float(price.sum()) * (1 + TIE), _JOINT)
        able = grid(float(np.sort(self.m)[:3].sum()), self.room * (1 + TIE), _ABLE)
        self._joint = tuple(a.ravel() for a in np.meshgrid(joint[:-1], able[:-1]))
        self._upper = tuple(a.ravel() for a in np.meshgrid(joint[1:], able[1:]))
        if r.tariff:
            earn = r.rent * w.tariff_gain * r.tariff - w.tariff_waste * r.tariff**2
            sold = r.tariff * w.tariff_gain * w.exports  # what i loses on sales to a member j
            bought = earn[:, None] * w.exports.T  # what i gains on what an outsider j sells
            self.trade = np.maximum(sold, bought).sum(axis=1)
            self.taxed = np.maximum(bought, 0).sum(axis=1)
        else:
            self.trade = self.taxed = np.zeros(w.n)

    def layers(self, least: float, width: float = _COARSE) -> list[tuple[float, float]]:
        """Return ranges of abatement above an amount, the highest first."""
        if least >= self.top:
            return []
        edges = grid(least, self.top, width).tolist()
        return list(zip(edges[-2::-1], edges[:0:-1], strict=True))

    def ceiling(self, least: float) -> float:
        """Return the top of the highest range of abatement that may have a treaty, or ``least``."""
        for low, high in self.layers(least, 4 * _COARSE):
            found = self._highest(low, high)
            if found is not None:
                return found
        return least

    def _highest(self, low: float, high: float) -> float | None:
        """Halve a range as long as it may have a treaty, and look in the upper half first."""
        fine = np.log(high / low) <= _FINE
        if self.systems(low, high, _SPLITS if np.log(high / low) <= _COARSE else 0) is None:
            return None
        if fine:
            return high
        middle = float(np.sqrt(low * high))
        found = self._highest(middle, high)
        return self._highest(low, middle) if found is None else found

    def systems(self, low: float, high: float, most: int = _SPLITS) -> System | None:
        """Return the conditions in boxes that may have a treaty between two amounts, if any."""
        box = self._boxes(low, high)
        for splits in range(most + 1):
            if not box.joint[0].size:
                return None
            system = self._conditions(box)
            left = ~contradictory(system)
            box = box.kept(left)
            if splits < most:
                box = box.quartered()
        if not box.joint[0].size:
            return None
        return System(system.rows[left], system.sides[left], system.allowed[left])

    def _alone(self, total: float) -> float:
        """Return what all would do by themselves where so much is done."""
        return float(self.m @ (self.alpha - self.beta * total))

    def _boxes(self, low: float, high: float) -> Box:
        """Return the boxes in which abatement may add up."""
        d, v = self.d, self.alpha - self.beta * high
        (j0, m0), (j1, m1) = self._joint, self._upper
        bought = [0.0 * j0, 0.0 * j0]
        if self.rules.channel:
            bought = [d / 2 * j0 * (self.room - m1), d / 2 * j1 * (self.room - m0)]
        most = self._alone(high) + d * m1 * j1 + bought[1]
        fewest = self._alone(low) + d * (m0 * j0 - float(self.m @ v)) + bought[0]
        keep = (most >= low) & (fewest <= high)
        one = [a[keep][:, None] for a in (j0, j1, m0, m1)]
        return Box((low, high), (one[0], one[1]), (one[2], one[3]))

    def _conditions(self, box: Box) -> System:
        """Return the linear conditions of each box."""
        (low, high), (j0, j1), (m0, m1) = box.total, box.joint, box.able
        d, m = self.d, self.m
        v0, v1 = self.alpha - self.beta * low, self.alpha - self.beta * high
        bought = [0.0 * j0, 0.0 * j0]
        if self.rules.channel:
            bought = [d / 2 * j0 * (self.room - m1), d / 2 * j1 * (self.room - m0)]
        worth = self._margin(box)
        one = np.ones_like(j0)
        rows = [
            -v0 * one, v1 * one, -m * one, m * one, m * (j1 - v0), -m * (j0 - v1),
        ]  # fmt: skip
        sides = [
            -j1, j0, -m1, m0,
            (low - self._alone(high) - bought[1]) / d, -(high - self._alone(low) - bought[0]) / d,
        ]  # fmt: skip
        allowed = np.ones_like(worth)
        if self.rules.transfers:
            rows.append(worth)
            sides.append(0.0 * j0)
        else:
            allowed = (worth >= 0).astype(float)
        return System(np.stack(rows, axis=1), np.concatenate(sides, axis=1), allowed)

    def _margin(self, box: Box) -> _Floats:
        """Return for each box and country at most what it has to lose there, less ω·cheating.

        With v its own price inside and δ what abatement falls by when it leaves, it loses benefits
        of at most vδ (a shield makes v fall as A does), and its costs fall by m/2 times what the
        square of its price falls by.
        """
        (low, high), (j0, j1), m1 = box.total, box.joint, box.able[1]
        d, m, size = self.d, self.m, np.abs(self.beta)
        v0, v1 = self.alpha - self.beta * low, self.alpha - self.beta * high
        if self.rules.channel:
            fall = d / 2 * (m * np.maximum(j1 - v0, 0) + v1 * (m1 + self.room - 2 * m))
            able = d / 2 * (m1 - m + self.room)
        else:
            fall = d * (m * np.maximum(j1 - v0, 0) + v1 * (m1 - m))
            able = d * (m1 - m)
        # shields: others do less when i has left, since danger is larger and they are safer
        yields = 1 - m @ size + np.maximum(able - d * m, 0) * size
        for g in np.flatnonzero(size):
            yields = yields - np.maximum(able - d * m[g], 0) * size[g]
        fall = np.maximum(fall, 0) / np.maximum(yields, 1e-3)

        def square(v: _Floats) -> _Floats:
            return ((1 - d) * v + d * j0) ** 2 - v**2

        cheat = m * d**2 * np.maximum(j0 - v1, 0) ** 2 / 2
        bill, gift = 0.0 * fall, 0.0 * fall
        if self.rules.channel:
            bill = v0 * d**2 * j0 / 4 * np.maximum(self.room - m1, 0)
            offer = np.clip(
                v1,
                d / 2 * np.maximum(j0 - v1 - size.sum() * fall, 0),
                d / 2 * np.maximum(j1 - v0, 0),
            )
            gift = m / 2 * (2 * v1 * offer - offer**2)
        out = (
            v1 * fall - bill - m / 2 * np.minimum(square(v0 * np.ones_like(fall)), square(v1))
            + gift + self.trade
        )  # fmt: skip
        if self.game.clause:
            out = self._with_clause(box, out, bill)
        # the tolerance of a treaty that holds
        return out - self.rules.omega * cheat + 10 * TIE * self.alpha.sum() * high

    def _with_clause(self, box: Box, normal: _Floats, bill: _Floats) -> _Floats:
        """Return at most what is lost by leaving where that may end the treaty."""
        (low, high), (j0, _), (m0, m1) = box.total, box.joint, box.able
        d, m = self.d, self.m
        v0 = self.alpha - self.beta * low
        v1 = self.alpha - self.beta * high
        own = self.game.level - self.game.slope * self.game.nash
        ends = (
            v1 * (high - self.game.nash)
            - bill
            - m / 2 * (((1 - d) * v0 + d * j0) ** 2 - own**2)
            + self.taxed
        )
        # shares of emissions, by the capacity of members if last tonnes cost all the same
        part, steep = self.game.world.part, self.game.world.steep
        scale = float(self.game.world.emissions.sum()) / self.rules.backstop
        least, most = m0 * steep.min() / scale, m1 * steep.max() / scale
        may_end = least - part < self.game.clause
        may_last = most - part >= self.game.clause - TIE
        found: _Floats = np.maximum(
            np.where(may_end, ends, -np.inf), np.where(may_last, normal, -np.inf)
        )
        return np.where(most >= self.game.clause - TIE, found, -1e300)


def contradictory(system: System) -> NDArray[np.bool_]:
    """Tell which systems are proved to have no solution, fractions of members allowed.

    Multipliers y ≥ 0 prove it where y·sides exceeds the most that y·rows·x can be.
    """
    rows, sides = system.rows * system.allowed[:, None, :], system.sides
    scale = np.maximum(np.abs(rows).max(axis=2), 1e-300)
    rows, sides = rows / scale[:, :, None], sides / scale
    empty = (np.maximum(rows, 0).sum(axis=2) < sides - TIE).any(axis=1)
    left = np.flatnonzero(~empty)
    y = np.full((left.size, rows.shape[1]), 1 / rows.shape[1])
    for step in range(_STEPS):
        if not left.size:
            break
        a, b = rows[left], sides[left]
        pull = (y[:, None, :] @ a)[:, 0, :]
        proof = (y * b).sum(axis=1) - np.maximum(pull, 0).sum(axis=1)
        done = proof > TIE
        empty[left[done]] = True
        left, y, a, b, pull = left[~done], y[~done], a[~done], b[~done], pull[~done]
        slope = b - (a @ (pull > 0).astype(float)[:, :, None])[:, :, 0]
        norm = np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-300)
        y = np.maximum(y + 0.5 / np.sqrt(step + 1) * slope / norm, 0)
        y /= np.maximum(y.sum(axis=1, keepdims=True), 1e-300)
    return empty
