"""The table of a game of a few rounds: its parts, how it is played, what a page gets of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer

__all__ = ["Ending", "Game", "Line", "Policy", "Rounds", "Seen", "Step"]

#: one round as a strategy sees it: own act, and the acts of the others
Seen = tuple[str, tuple[str, ...]]

#: what a strategy does in the reader's seat: the index of an action, or a chance for each
Policy = Callable[[Sequence[Seen]], Any]


@dataclass(frozen=True)
class Step:
    """What one round brings.

    Attributes
    ----------
    after : hashable
        The next state, or an int: the number of an ending.
    shown : tuple of str
        What each of the others is seen to do.
    payoff : float
        What the reader earns.
    mark : float
        What is drawn for this round.
    beside : float
        The same of the others, where it is drawn too.
    done : str
        The reader's own act as it came out; by default the name of the action.
    told : str
        What else is said after the round.
    """

    after: Hashable
    shown: tuple[str, ...]
    payoff: float
    mark: float
    beside: float = math.nan
    done: str = ""
    told: str = ""


@dataclass(frozen=True)
class Ending:
    """How a game can end.

    Attributes
    ----------
    told : str
        What is said.
    factor : float
        By what the reader's payoff is multiplied, as the dice fell.
    expected : float or None
        The same on average over those dice, for comparing strategies; ``factor`` by default.
    """

    told: str
    factor: float = 1.0
    expected: float | None = None

    @property
    def mean(self) -> float:
        """The factor on average over the dice of the ending."""
        return self.factor if self.expected is None else self.expected


@dataclass(frozen=True)
class Line:
    """A published or computed line, drawn under the reader's; ``nan`` where nothing is known."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Game:
    """One game of a table: who plays, with which dice.

    Attributes
    ----------
    start : hashable
        The first state; in a table its number.
    players : tuple of str
        Who the others were, told at the end.
    setting : str
        Which of the variants that the reader may choose from.
    endings : tuple of Ending
        What each ending number means in this game.
    answer : int
        Who it was among ``Rounds.guesses``; −1 where nothing is to be guessed.
    luck : int
        Games of equal luck share their dice.
    lines : tuple of Line
        Drawn under the reader's line.
    earned : tuple of (str, float)
        What named strategies earn in the reader's seat, in this very game.
    """

    start: Any
    players: tuple[str, ...]
    setting: str = ""
    endings: tuple[Ending, ...] = (Ending(""),)
    answer: int = -1
    luck: int = 0
    lines: tuple[Line, ...] = ()
    earned: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, eq=False)
class Rounds:
    """A game of a few rounds as a table; :func:`~govlib.rounds.compiling.compile_rounds` makes one.

    Attributes
    ----------
    actions : tuple of str
        What the reader can do.
    rounds : int
        Rounds after which a game is over, unless it ended before with an ending of its own.
    games : tuple of Game
        The games that can be played.
    labels : dict
        Words for the page: ``round``, ``unit``, ``mark``, and where they are needed ``act``
        (of a number), ``beside``, ``axis``, ``guess`` and ``setting``.
    acts : tuple of str
        Everything that anybody can be seen to do.
    where : tuple of str
        Where the reader stands, said before the move, for each state; may be empty.
    slot : numpy.ndarray of int, shape (states,)
        At which place of ``slots`` a round is drawn; −1 for the number of the round.
    after : numpy.ndarray of int, shape (states, actions)
        The next state; −1 where an action is not allowed, −2 − k for the ending k.
    done : numpy.ndarray of int, shape (states, actions)
        The reader's act as it came out, as an index of ``acts``.
    shown : numpy.ndarray of int, shape (states, actions, others)
        The acts of the others.
    payoff, mark, beside : numpy.ndarray, shape (states, actions)
        See :class:`~govlib.rounds.table.Step`.
    told : numpy.ndarray of int, shape (states, actions)
        Index of ``texts``.
    slots : tuple of str
        Names of the places along the line.
    cumulative : bool
        Whether marks add up from round to round; otherwise they are averaged at each slot.
    start : float
        What the reader has before the first round.
    guesses : tuple of str
        Among whom the reader may guess at the end.
    """

    actions: tuple[str, ...]
    rounds: int
    games: tuple[Game, ...]
    labels: Mapping[str, str]
    acts: tuple[str, ...]
    where: tuple[str, ...]
    slot: NDArray[np.int64]
    after: NDArray[np.int64]
    done: NDArray[np.int64]
    shown: NDArray[np.int64]
    payoff: NDArray[np.float64]
    mark: NDArray[np.float64]
    beside: NDArray[np.float64]
    told: NDArray[np.int64]
    texts: tuple[str, ...]
    slots: tuple[str, ...]
    cumulative: bool = False
    start: float = 0.0
    guesses: tuple[str, ...] = field(default=())

    def __repr__(self) -> str:
        return f"Rounds({len(self.games)} games, {len(self.after)} states, {self.rounds} rounds)"

    def play(self, game: int, moves: Iterable[int]) -> tuple[list[Seen], float]:
        """Play actions in a row; return what was seen, and what the reader has then.

        Raises
        ------
        ValueError
            If an action is not allowed where it is played, or comes after the end.
        """
        one, seen = self._game(game), []
        state, score = one.start, self.start
        for t, move in enumerate(moves):
            over = state < 0 or t >= self.rounds
            if over or not 0 <= move < len(self.actions) or self.after[state, move] == -1:
                raise ValueError(f"moves: {move!r} is not allowed in round {t + 1}")
            seen.append(self._seen(state, move))
            score += float(self.payoff[state, move])
            state = int(self.after[state, move])
        if state < -1 or len(seen) == self.rounds:
            score *= one.endings[max(0, -2 - state)].factor
        return seen, score

    def earn(self, game: int, policy: Policy) -> float:
        """Return what a strategy earns in the reader's seat.

        On average over its own dice and those of the ending; all others are the game's.
        """
        one = self._game(game)

        def follow(state: int, seen: list[Seen], score: float) -> float:
            if state < 0 or len(seen) == self.rounds:
                return score * one.endings[max(0, -2 - state)].mean
            wish = policy(seen)
            chances = np.eye(len(self.actions))[wish] if np.ndim(wish) == 0 else np.asarray(wish)
            total = 0.0
            for move in np.flatnonzero(chances):
                if self.after[state, move] == -1:
                    raise ValueError(f"policy must not choose {self.actions[move]!r} here")
                later = [*seen, self._seen(state, int(move))]
                gain = score + float(self.payoff[state, move])
                total += chances[move] * follow(int(self.after[state, move]), later, gain)
            return total

        return float(follow(one.start, [], self.start))

    def best(self, game: int) -> float:
        """Return the most that can be had by one who knows the others and their dice."""
        one = self._game(game)
        # for each ending: the largest sum of payoffs from each state to it, round by round back
        best = -math.inf
        for number, ending in enumerate(one.endings):
            ahead = np.full(len(self.after), 0.0 if number == 0 else -math.inf)
            for _ in range(self.rounds):
                gains = np.full(self.after.shape, -math.inf)
                inside = self.after >= 0
                gains[inside] = self.payoff[inside] + ahead[self.after[inside]]
                here = self.after == -2 - number
                gains[here] = self.payoff[here]
                ahead = gains.max(axis=1)
            if ahead[one.start] > -math.inf:
                best = max(best, ending.mean * (self.start + float(ahead[one.start])))
        return best

    def with_results(
        self, policies: Mapping[str, Policy], best: str = "the best in hindsight"
    ) -> Rounds:
        """Return the same table with what each strategy earns written into every game."""
        games = []
        for k, one in enumerate(self.games):
            rows = [(name, self.earn(k, policy)) for name, policy in policies.items()]
            rows.append((best, self.best(k)))
            games.append(replace(one, earned=(*one.earned, *rows)))
        return replace(self, games=tuple(games))

    def data(self) -> dict[str, Any]:
        """Return the table as lists, numbers and texts, for a page."""
        games = [
            {
                "start": one.start,
                "players": one.players,
                "setting": one.setting,
                "endings": [[e.told, e.factor, e.mean] for e in one.endings],
                "answer": one.answer,
                "luck": one.luck,
                "lines": [[line.name, list(map(_plain, line.values))] for line in one.lines],
                "earned": [[name, _plain(value)] for name, value in one.earned],
            }
            for one in self.games
        ]
        cells = {"payoff": self.payoff, "mark": self.mark, "done": self.done, "shown": self.shown}
        if any(self.texts):
            cells["told"] = self.told
        if not np.isnan(self.beside).all():
            cells["beside"] = self.beside
        return {
            **{name: list(getattr(self, name)) for name in ("actions", "acts", "texts", "slots")},
            "rounds": self.rounds,
            "start": self.start,
            "cumulative": self.cumulative,
            "labels": dict(self.labels),
            "guesses": list(self.guesses),
            "games": games,
            "where": list(self.where) if any(self.where) else [],
            "slot": self.slot.tolist() if (self.slot >= 0).any() else [],
            "after": self.after.tolist(),
            **{name: _listed(_folded(cell, self.after != -1)) for name, cell in cells.items()},
        }

    def _game(self, game: int) -> Game:
        return self.games[integer("game", game, 0, len(self.games) - 1)]

    def _seen(self, state: int, move: int) -> Seen:
        others = tuple(self.acts[k] for k in self.shown[state, move])
        return self.acts[self.done[state, move]], others


def _folded(cells: NDArray[Any], allowed: NDArray[np.bool_]) -> NDArray[Any]:
    """Shrink an axis, of states or of actions, along which nothing changes to length 1."""
    used = np.where(allowed.reshape(*allowed.shape, *[1] * (cells.ndim - 2)), cells, np.nan)
    for axis in (0, 1):
        low, high = np.fmin.reduce(used, axis), np.fmax.reduce(used, axis)
        if np.array_equal(low, high):
            cells = np.expand_dims(low, axis)
            used = cells
    return cells


def _listed(cells: NDArray[Any]) -> Any:
    """Return an array as nested lists of numbers that are as short as they can be."""
    if cells.ndim:
        return [_listed(row) for row in cells]
    x = _plain(float(cells))
    return int(x) if x is not None and x == int(x) else x


def _plain(x: float) -> float | None:
    """Return a number with the digits that a page needs; None for nan."""
    return None if math.isnan(x) else float(f"{x:.6g}")
