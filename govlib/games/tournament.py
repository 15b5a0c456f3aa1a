"""Round-robin tournaments between finite strategies, expected and played.

, after the tournaments of Axelrod (1980).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import generator, instance, integer, number
from govlib._values import ByValue
from govlib.games._given import fitting, listed, payoffs_of, single
from govlib.games.automata import DEFECT, Strategy
from govlib.games.dilemma import PrisonersDilemma
from govlib.games.meetings import Meetings, finite_play

__all__ = ["Matches", "Tournament", "play_out", "round_robin"]

#: draws times steps that are recorded at most: 400 MB
_MOST_RECORDED = 200_000_000


@dataclass(frozen=True, eq=False)
class Tournament:
    """Expected scores when each strategy meets each, its own twin included.

    Attributes
    ----------
    play : Meetings
        How often each outcome is expected in each meeting.
    game : PrisonersDilemma
        Payoffs, without sweep.
    """

    play: Meetings
    game: PrisonersDilemma

    def __post_init__(self) -> None:
        instance("play", self.play, Meetings)
        if self.play.rows != self.play.columns:
            raise ValueError("play must be between the same strategies as rows and columns")
        single(self.game)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the strategies."""
        return self.play.rows

    @property
    def scores(self) -> NDArray[np.float64]:
        """Payoff a move of the row against the column, shape (strategies, strategies)."""
        return self.play.scores(self.game)

    @property
    def means(self) -> NDArray[np.float64]:
        """Payoff a move of each strategy, over all its opponents."""
        return np.asarray(self.scores.mean(axis=1))

    @property
    def ranking(self) -> tuple[str, ...]:
        """Names from the best to the worst; equals stay in the order they were given."""
        unit = float(np.abs(self.game.matrix).max())  # means that differ by rounding are equal
        order = np.argsort(-(self.means / unit).round(12), kind="stable")
        return tuple(self.names[i] for i in order)


def round_robin(
    strategies: Iterable[Strategy],
    *,
    steps: int = 200,
    noise: float = 0.0,
    game: PrisonersDilemma | None = None,
) -> Tournament:
    """Let each strategy meet each, and itself, for the same number of moves.

    The scores are expectations, as from an unlimited number of repetitions.

    Parameters
    ----------
    strategies : iterable of Strategy
        At least two.
    steps : int, default 200
        Moves of each meeting.
    noise : float, default 0
        Chance that a move comes out as its opposite.
    game : PrisonersDilemma, optional
        Payoffs; Axelrod's by default.

    Examples
    --------
    >>> from govlib.games.strategies import field
    >>> round_robin(field()).ranking[:3]
    ('grim', 'generous tit for tat', 'tit for tat')
    >>> round_robin(field(), noise=0.05).ranking[:3]
    ('contrite tit for tat', 'generous tit for tat', 'tit for two tats')
    """
    entries = listed("strategies", strategies)
    if len(entries) < 2:
        raise ValueError(f"strategies must be at least two; got {len(entries)}")
    play = finite_play(entries, steps=steps, noise=noise)
    return Tournament(play, single(game))


@dataclass(frozen=True, eq=False)
class Matches(ByValue):
    """Matches as they were played, move by move.

    Attributes
    ----------
    own, other : numpy.ndarray of int8, shape (draws, steps)
        Moves of the two players as they came out: 0 cooperates, 1 defects.
    """

    own: NDArray[np.int8]
    other: NDArray[np.int8]

    def scores(self, game: PrisonersDilemma | None = None) -> NDArray[np.float64]:
        """Return the payoff a move of both in each match, shape (..., draws, 2)."""
        matrix = payoffs_of(game)
        steps = self.own.shape[1]
        outcome = 2 * self.own.astype(np.intp) + self.other
        counts = np.stack([(outcome == xy).sum(axis=1) for xy in range(4)], axis=-1)
        both = np.stack([matrix, matrix.swapaxes(-1, -2)], axis=-1)
        flat = both.reshape(*matrix.shape[:-2], 4, 2)
        return np.asarray(counts @ flat / steps)


def play_out(
    one: Strategy,
    two: Strategy,
    *,
    steps: int = 200,
    draws: int = 1,
    noise: float = 0.0,
    rng: Any = None,
) -> Matches:
    """Play matches between two strategies, throwing dice where they or noise ask for it.

    Parameters
    ----------
    one, two : Strategy
    steps : int, default 200
        Moves of each match, at least 1.
    draws : int, default 1
        Independent matches, at least 1.
    noise : float, default 0
        Chance that a move comes out as its opposite.
    rng : seed or numpy.random.Generator, optional

    Examples
    --------
    >>> from govlib.games.strategies import tit_for_tat, suspicious_tit_for_tat
    >>> match = play_out(tit_for_tat(), suspicious_tit_for_tat(), steps=6)
    >>> match.own, match.other
    (array([[0, 1, 0, 1, 0, 1]], dtype=int8), array([[1, 0, 1, 0, 1, 0]], dtype=int8))
    """
    (one,), (two,) = listed("one", one), listed("two", two)
    steps, draws = integer("steps", steps, 1), integer("draws", draws, 1)
    fitting((one, two), steps)
    noise = number("noise", noise, 0, 1)
    if steps * draws > _MOST_RECORDED:
        raise ValueError(
            f"steps times draws must be at most {_MOST_RECORDED:,}; got {steps * draws:,}, "
            "so play fewer, or ask for expected scores (finite_play)"
        )
    rng = generator("rng", rng)
    own, other = (np.empty((steps, draws), np.int8) for _ in range(2))
    a, b = np.full(draws, one.start), np.full(draws, two.start)
    for t in range(steps):
        dice = rng.random((4, draws))
        x = (dice[0] >= one.chance[a]) ^ (dice[1] < noise)
        y = (dice[2] >= two.chance[b]) ^ (dice[3] < noise)
        own[t], other[t] = x, y
        x, y = x * DEFECT, y * DEFECT
        a, b = one.after[a, x, y], two.after[b, y, x]
    return Matches(own.T, other.T)
