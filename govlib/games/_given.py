"""Arguments that several modules of the family take: strategies, and one set of payoffs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import instance
from govlib.games.automata import Strategy
from govlib.games.dilemma import PrisonersDilemma


def listed(name: str, given: Any) -> tuple[Strategy, ...]:
    """Return one or several strategies as a tuple, none of them missing."""
    if isinstance(given, Strategy):
        return (given,)
    if isinstance(given, str):  # else it would be read letter by letter
        given = (given,)
    try:
        several = tuple(given)
    except TypeError:
        several = (given,)
    for one in several:
        if isinstance(one, Strategy):
            continue
        wanted = f"{name} must be strategies, such as tit_for_tat()"
        if callable(one) and hasattr(one, "__name__"):
            raise TypeError(f"{wanted}; got the function {one.__name__}, so call it")
        raise TypeError(f"{wanted}; got {one!r}")
    if not several:
        raise ValueError(f"{name} must hold at least one strategy; got none")
    return several


def fitting(strategies: Iterable[Strategy], steps: int | None) -> None:
    """Refuse strategies that count on an end of the play that it does not have.

    ``steps`` is the length of the play, None if it has no fixed one.
    """
    for one in strategies:
        if one.steps is not None and one.steps != steps:
            meant = f"strategies must fit the play: {one.name!r} is built for {one.steps} steps"
            raise ValueError(f"{meant}; got {'no fixed end' if steps is None else steps}")


def single(game: PrisonersDilemma | None) -> PrisonersDilemma:
    """Return a game with one set of payoffs: Axelrod's if none is given, never a sweep."""
    game = PrisonersDilemma() if game is None else instance("game", game, PrisonersDilemma)
    sweep = game.matrix.shape[:-2]
    if sweep:
        raise ValueError(f"game must have one set of payoffs; got a sweep of shape {sweep}")
    return game


def payoffs_of(game: PrisonersDilemma | None) -> NDArray[np.float64]:
    """Return the matrix of a game or of a sweep of games, Axelrod's if none is given."""
    if game is None:
        return PrisonersDilemma().matrix
    return instance("game", game, PrisonersDilemma).matrix
