"""What finite strategies get from each other: the joint Markov chain, solved and not simulated.

Two machines of :mod:`govlib.games.automata` move through pairs of states; chance, their own and
that of noise, makes this a Markov chain. All meetings of a tournament are one sparse chain, whose
states are those pairs that can occur. Scores are then exact expectations, over a finite number of
moves, discounted, or in the limit of means; only rounding parts them from the truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._check import integer, number
from govlib._values import ByValue
from govlib.games._given import fitting, payoffs_of
from govlib.games._joint import Chain
from govlib.games.automata import Strategy
from govlib.games.dilemma import PrisonersDilemma

__all__ = ["Meetings", "discounted_play", "endless_play", "finite_play"]


@dataclass(frozen=True, eq=False)
class Meetings(ByValue):
    """How often each outcome is expected when strategies meet.

    Attributes
    ----------
    rows, columns : tuple of str
        Names of the strategies that meet.
    outcomes : numpy.ndarray, shape (rows, columns, 2, 2)
        Expected number of moves at which the row does x and the column y (0 cooperates, 1
        defects); later moves weigh less where play is discounted.
    length : float
        Sum of those numbers: the moves of a finite play, 1/(1 − w) with discounting, and 1 in
        the limit of means, where ``outcomes`` are shares.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    outcomes: NDArray[np.float64]
    length: float

    @property
    def shares(self) -> NDArray[np.float64]:
        """Share of each outcome among all moves, shape (rows, columns, 2, 2)."""
        return self.outcomes / self.length

    @property
    def cooperation(self) -> NDArray[np.float64]:
        """Share of moves at which the row cooperates, shape (rows, columns)."""
        return np.asarray(self.shares[..., 0, :].sum(axis=-1))

    def totals(self, game: PrisonersDilemma | None = None) -> NDArray[np.float64]:
        """Return the row's expected payoff, added up over all moves.

        Parameters
        ----------
        game : PrisonersDilemma, optional
            Payoffs; Axelrod's 5, 3, 1, 0 by default. Its sweep axes come first.

        Returns
        -------
        numpy.ndarray, shape (..., rows, columns)
        """
        matrix = payoffs_of(game)
        return np.asarray(np.einsum("...xy,rcxy->...rc", matrix, self.outcomes))

    def scores(self, game: PrisonersDilemma | None = None) -> NDArray[np.float64]:
        """Return the row's expected payoff a move, shape (..., rows, columns)."""
        return self.totals(game) / self.length


def finite_play(
    rows: Strategy | Iterable[Strategy],
    columns: Strategy | Iterable[Strategy] | None = None,
    *,
    steps: int = 200,
    noise: float = 0.0,
) -> Meetings:
    """Let strategies play a fixed number of moves, every row against every column.

    Parameters
    ----------
    rows : Strategy or iterable of Strategy
    columns : Strategy or iterable of Strategy, optional
        Their opponents; by default the rows again, each also against itself.
    steps : int, default 200
        How often each pair moves, 1 to 10^12. Strategies do not know the number unless it is
        built into them.
    noise : float, default 0
        Chance that a move comes out as its opposite, in [0, 1]; both see what came out.

    Returns
    -------
    Meetings

    Raises
    ------
    ValueError
        If the strategies have so many pairs of states that the chain would not fit, or one of
        them is built for a play of another length.

    Examples
    --------
    >>> from govlib.games.strategies import always_defect, tit_for_tat
    >>> play = finite_play([tit_for_tat(), always_defect()], steps=200)
    >>> play.totals()
    array([[600., 199.],
           [204., 200.]])
    """
    steps = integer("steps", steps, 1, 10**12)
    chain = _chain(rows, columns, noise, steps)
    return _played(chain, chain.sum_of(steps), float(steps))


def discounted_play(
    rows: Strategy | Iterable[Strategy],
    columns: Strategy | Iterable[Strategy] | None = None,
    *,
    discount: float,
    noise: float = 0.0,
) -> Meetings:
    """Let strategies play for as long as chance allows.

    After each move there is a next one with chance w; or there is one for sure, and what it
    brings is worth w times as much. Payoffs add up to Σₜ wᵗ · payoff(t), t = 0, 1, 2, …

    Parameters
    ----------
    rows, columns, noise
        As for :func:`~govlib.games.meetings.finite_play`.
    discount : float
        Chance w of another move, in [0, 1).

    Examples
    --------
    >>> from govlib.games.strategies import always_defect, tit_for_tat
    >>> play = discounted_play(tit_for_tat(), always_defect(), discount=0.9)
    >>> play.totals().round(9)  # S + wP/(1 − w)
    array([[9.]])
    """
    discount = number("discount", discount, 0, below=1)
    chain = _chain(rows, columns, noise, None)
    return _played(chain, chain.discounted(discount), 1 / (1 - discount))


def endless_play(
    rows: Strategy | Iterable[Strategy],
    columns: Strategy | Iterable[Strategy] | None = None,
    *,
    noise: float = 0.0,
) -> Meetings:
    """Let strategies play for ever, and average over all moves (the limit of means).

    The limit exists for every pair, also where play goes round in circles or where chance
    decides early which circle it will be.

    Parameters
    ----------
    rows, columns, noise
        As for :func:`~govlib.games.meetings.finite_play`. Noise below about 10⁻⁹ costs accuracy:
        the chain is then nearly split.

    References
    ----------
    M. Nowak and K. Sigmund (1993), "A strategy of win-stay, lose-shift that outperforms
    tit-for-tat in the Prisoner's Dilemma game", Nature 364, 56–58, doi:10.1038/364056a0.

    Examples
    --------
    Rare errors cost two players of tit for tat half of their cooperation:

    >>> from govlib.games.strategies import tit_for_tat
    >>> endless_play(tit_for_tat(), noise=0.01).cooperation.round(6)
    array([[0.5]])
    """
    chain = _chain(rows, columns, noise, None)
    return _played(chain, chain.limit(), 1.0)


def _chain(rows: Any, columns: Any, noise: float, steps: int | None) -> Chain:
    chain = Chain(rows, columns, noise)
    fitting((*chain.rows, *chain.columns), steps)
    return chain


def _played(chain: Chain, visits: NDArray[np.float64], length: float) -> Meetings:
    rows, columns = (tuple(one.name for one in side) for side in (chain.rows, chain.columns))
    return Meetings(rows, columns, chain.outcomes(visits), length)
