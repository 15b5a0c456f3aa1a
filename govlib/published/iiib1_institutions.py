"""Section III.B.1: sanctions by one global institution or by many local ones."""

from __future__ import annotations

from typing import Any

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
    return found["global"], found["local"]


@reproduces("IIIB1.V1")
def institutions_among_fifty() -> tuple[float, float]:
    """Compare the two scales in a population of fifty."""
    return achievement(50)


@reproduces("IIIB1.V2")
def institutions_among_a_hundred() -> tuple[float, float]:
    """Compare the two scales in a population of a hundred."""
    return achievement(100)
