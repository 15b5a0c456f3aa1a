"""Arguments that several modules of the family take: strategies, and one set of payoffs."""

from __future__ import annotations

from typing import Any

from govlib.games.automata import Strategy
from govlib.games.dilemma import PrisonersDilemma


def listed(name: str, given: Any) -> tuple[Strategy, ...]:
    """Return one or several strategies as a tuple, none of them missing."""
    if isinstance(given, Strategy):
        return (given,)
    try:
        several = tuple(given)
    except TypeError:
        several = (given,)
    for one in several:
        if not isinstance(one, Strategy):
            raise TypeError(f"{name} must be strategies; got {one!r}")
    if not several:
        raise ValueError(f"{name} must hold at least one strategy; got none")
    return several


def single(game: PrisonersDilemma | None) -> PrisonersDilemma:
    """Return a game with one set of payoffs: Axelrod's if none is given, never a sweep."""
    game = PrisonersDilemma() if game is None else game
    sweep = game.matrix.shape[:-2]
    if sweep:
        raise ValueError(f"game must have one set of payoffs; got a sweep of shape {sweep}")
    return game
