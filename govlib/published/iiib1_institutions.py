"""Section III.B.1: sanctions by one global institution or by many local ones; who starts a norm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib import networks
from govlib.data import load
from govlib.evolution import Sanctions
from govlib.published import reproduces

#: the game of the article, at low risk
GAME: dict[str, Any] = {
    "n": 4,
    "threshold": 3,
    "cost": 0.1,
    "risk": 0.2,
    "tax": 0.03,
    "fine": 0.3,
    "quorum": 0.25,
}


def achievement(population: int) -> tuple[float, float]:
    """Average the share of groups that reach the target, at both scales."""
    found = {
        scale: Sanctions(**GAME, scale=scale).population(population, selection=5).achievement
        for scale in ("global", "local")
    }
    return float(found["global"]), float(found["local"])


@reproduces("IIIB1.V1")
def institutions_among_fifty() -> tuple[float, float]:
    """Compare the two scales in a population of fifty."""
    return achievement(50)


@reproduces("IIIB1.V2")
def institutions_among_a_hundred() -> tuple[float, float]:
    """Compare the two scales in a population of a hundred."""
    return achievement(100)


@reproduces("IIIB1.V3")
def a_world_office_by_founders() -> tuple[float, ...]:
    """Let a world office need one founder to thirteen."""
    game = GAME | {"quorum": None, "scale": "global", "founders": [1, 3, 5, 8, 13]}
    return tuple(np.asarray(Sanctions(**game).population(50).achievement).tolist())


#: risks, fines and taxes of each comparison
RISKS, FINES, TAXES = (0.1, 0.2, 0.3, 0.4, 0.6), (0.1, 0.3, 0.5), (0.01, 0.03, 0.1)


@dataclass(frozen=True)
class Setting:
    """What stays the same in a comparison: the groups, their world, and founders in a group."""

    n: int
    threshold: int
    Z: int
    selection: float
    mutation: float
    founders: int

    @property
    def as_many(self) -> int:
        """Founders in the world that are the same share of it as those in a group."""
        return ceil(self.founders * self.Z / self.n - 1e-9)


def settings() -> Iterator[Setting]:
    """Yield all settings of the comparison."""
    for founders in (1, 2):
        for n, threshold in ((4, 3), (6, 5), (8, 4)):
            for selection in (1, 5, 20):
                for mutation in (0.1, 0.05, 0.001):
                    yield Setting(n, threshold, 20, selection, mutation, founders)
        yield Setting(4, 3, 50, 5, 0.02, founders)


def compare(at: Setting) -> dict[str, NDArray[np.float64]]:
    """Return what local offices and three world offices reach at each risk, fine and tax."""

    def reach(scale: str, founders: int, payers: int) -> NDArray[np.float64]:
        risk = np.array(RISKS)[:, None, None]
        fine = np.array(FINES)[:, None]
        tax = np.array(TAXES) * payers / founders  # the payers' sum, from the founders alone
        game = Sanctions(at.n, at.threshold, 0.1, risk, tax, fine, scale=scale, founders=founders)
        found = game.population(at.Z, at.selection, at.mutation)
        return np.asarray(found.achievement)

    few, many = at.founders, at.as_many
    return {
        "local": reach("local", few, few),
        "number": reach("global", few, few),
        "share": reach("global", many, many),
        "sum": reach("global", few, many),
    }


#: which of two is expected to be ahead: equal shares, equal numbers, the same sum from fewer
PAIRS = (("local", "share"), ("number", "local"), ("sum", "share"))


def ahead(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return 1 where the first is ahead by more than a hundredth, −1 where it is behind, else 0."""
    gap = first - second
    return np.where(np.abs(gap) > 0.01, np.sign(gap), 0).astype(np.int64)


@reproduces("IIIB1.V4")
def shares_numbers_and_sums() -> tuple[tuple[int, int, int], ...]:
    """Count who is ahead over all settings."""
    found = [compare(at) for at in settings()]
    counts = []
    for first, second in PAIRS:
        signs = np.concatenate([ahead(one[first], one[second]).ravel() for one in found])
        counts.append((int((signs > 0).sum()), int((signs < 0).sum()), int((signs == 0).sum())))
    return tuple(counts)


@reproduces("IIIB1.V5")
def quorums_rounded_up() -> tuple[int, int, int]:
    """Count who is ahead at each quorum from 1 to 50 percent, in whole members."""
    game = GAME | {"quorum": None}
    reached = {
        scale: np.asarray(
            Sanctions(**game, scale=scale, founders=numbers).population(50).achievement
        )
        for scale, numbers in (("local", [1, 2]), ("global", np.arange(1, 26)))
    }
    percent = np.arange(1, 51)
    local, world = (
        reached[scale][-(-percent * members // 100) - 1]
        for scale, members in (("local", 4), ("global", 50))
    )
    signs = ahead(local, world)
    return int((signs > 0).sum()), int((signs < 0).sum()), int((signs == 0).sum())


#: shares of the pairs that count as tied, and shares of partners that must go first
STRONGEST, PHIS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5), (0.1, 0.15, 0.2, 0.25, 0.3)


@lru_cache(maxsize=32)
def ties(table: str, strongest: float) -> NDArray[np.int64]:
    """Return which pairs of a table are among its strongest."""
    return networks.backbone(load(table), strongest)


def starters(table: str, strongest: float, phi: float) -> NDArray[np.bool_]:
    """Return who alone sets off a cascade of more than half."""
    graph = ties(table, strongest)
    return np.asarray(networks.sizes_by_seed(graph, phi) > len(graph) / 2)


@reproduces("IIIB1.S1")
def states_that_start_alone() -> tuple[int, ...]:
    """Count the starters among the states of joint memberships."""
    return tuple(int(starters("igo_comembership_2014", 0.3, phi).sum()) for phi in PHIS)


@reproduces("IIIB1.S2")
def best_connected_starters() -> tuple[tuple[int, int, int], ...]:
    """Count how often a state with the most partners starts, others do, and nobody does."""
    counts = []
    for table in ("igo_comembership_2014", "trade_2006"):
        told = [0, 0, 0]
        for strongest in STRONGEST:
            partners = ties(table, strongest).sum(axis=1)
            for phi in PHIS:
                start = starters(table, strongest, phi)
                best = bool(start[partners == partners.max()].any())
                told[0 if best else 1 if start.any() else 2] += 1
        counts.append((told[0], told[1], told[2]))
    return tuple(counts)
