"""Which strategies hold their ground: best answers, collective stability, invading clusters.

The definitions are those of Axelrod and Hamilton (1981). For a finite strategy they can be decided
exactly, against *all* strategies: the best answer to a finite machine needs no more memory than
the machine has, so it is found by dynamic programming over the machine's states.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import spsolve

from govlib._check import number
from govlib.games._given import fitting, listed, single
from govlib.games.automata import Strategy
from govlib.games.dilemma import PrisonersDilemma
from govlib.games.meetings import Meetings, discounted_play

__all__ = ["Answer", "best_answer", "invading_cluster", "is_collectively_stable"]

#: relative gain that counts as one: below it lies rounding
_ROUNDING = 1e-10

#: largest chance of another move: nearer to 1, gains would drown in rounding
_MOST_PATIENT = 0.999999

#: states up to which a full matrix is solved sooner than a sparse one
_FEW = 100


@dataclass(frozen=True, eq=False)
class Answer:
    """A strategy that no other can beat against a given opponent.

    Attributes
    ----------
    strategy : Strategy
        The answer, a machine on the opponent's states.
    value : float
        What it earns, Σₜ wᵗ · payoff(t).
    """

    strategy: Strategy
    value: float


def best_answer(
    opponent: Strategy,
    *,
    discount: float,
    noise: float = 0.0,
    game: PrisonersDilemma | None = None,
) -> Answer:
    """Return the best that any strategy, finite or not, can do against a finite one.

    Whoever knows the opponent's machine can follow its state, so the repeated game is a Markov
    decision problem on those states. Policy iteration solves it without error but rounding.

    Parameters
    ----------
    opponent : Strategy
    discount : float
        Chance w of another move, in [0, 0.999999].
    noise : float, default 0
        Chance that a move comes out as its opposite.
    game : PrisonersDilemma, optional
        Payoffs, without sweep; Axelrod's by default.

    Examples
    --------
    Against tit for tat nothing beats cooperation where the future counts, and defection where
    it does not:

    >>> from govlib.games.strategies import tit_for_tat
    >>> for w in (0.9, 0.5, 0.2):
    ...     answer = best_answer(tit_for_tat(), discount=w)
    ...     print(answer.strategy.chance[0], round(answer.value, 6))
    1.0 30.0
    0.0 6.666667
    0.0 5.25
    """
    (opponent,) = listed("opponent", opponent)
    fitting((opponent,), None)
    discount = number("discount", discount, 0, _MOST_PATIENT)
    noise = number("noise", noise, 0, 1)
    matrix = single(game).matrix
    size = len(opponent)
    meant = opponent.chance
    theirs = np.stack([meant, 1 - meant], axis=-1) * (1 - 2 * noise) + noise  # (states, y)
    # what each own move, as it comes out, brings and leads to; then as it is meant
    brought = theirs @ matrix.T
    intent = np.array([[1 - noise, noise], [noise, 1 - noise]])
    reward = brought @ intent  # (states, x); intent is symmetric
    onto = np.moveaxis(opponent.after, 1, 2)  # (states, own, other's), seen from this side

    states = np.arange(size)
    source = np.broadcast_to(states[:, None, None], onto.shape)

    def value_of(defects: NDArray[np.bool_]) -> NDArray[np.float64]:
        x = defects.astype(int)
        chance = intent[x][:, :, None] * theirs[:, None, :]
        if size <= _FEW:
            system = np.eye(size)
            np.subtract.at(system, (source, onto), discount * chance)
            return np.asarray(np.linalg.solve(system, reward[states, x]))
        step = sparse.csr_array((chance.ravel(), (source.ravel(), onto.ravel())), (size, size))
        thin = sparse.eye_array(size, format="csr") - discount * step
        return np.atleast_1d(spsolve(thin.tocsc(), reward[states, x]))

    defects = reward[:, 1] > reward[:, 0]
    while True:
        value = value_of(defects)
        ahead = (theirs[:, None, :] * value[onto]).sum(axis=-1) @ intent
        total = reward + discount * ahead  # (states, meant move)
        margin = _ROUNDING * np.abs(total).max()
        better = np.where(
            defects, total[:, 0] > total[:, 1] + margin, total[:, 1] > total[:, 0] + margin
        )
        if not better.any():
            break
        defects = defects ^ better
    name = f"best answer to {opponent.name}"
    machine = Strategy(name, np.where(defects, 0.0, 1.0), onto, opponent.start)
    return Answer(machine, float(value[opponent.start]))


def is_collectively_stable(
    strategy: Strategy,
    *,
    discount: float,
    noise: float = 0.0,
    game: PrisonersDilemma | None = None,
) -> bool:
    """Tell whether nobody gains from another strategy where all others play this one.

    Parameters
    ----------
    strategy, discount, noise, game
        As for :func:`~govlib.games.stability.best_answer`.

    Examples
    --------
    >>> from govlib.games.strategies import tit_for_tat, win_stay_lose_shift
    >>> is_collectively_stable(tit_for_tat(), discount=0.66)
    False
    >>> is_collectively_stable(tit_for_tat(), discount=0.67)
    True
    """
    discount = number("discount", discount, 0, _MOST_PATIENT)
    noise = number("noise", noise, 0, 1)
    answer = best_answer(strategy, discount=discount, noise=noise, game=game)
    (strategy,) = listed("strategy", strategy)
    play = _among_twins(strategy, discount, noise)
    value = float(play.totals(single(game))[0, 0])
    # in units of what a play can bring at most, so that the unit of payoffs does not matter
    most = float(np.abs(single(game).matrix).max()) / (1 - discount)
    return bool(answer.value <= value + 10 * _ROUNDING * most)


@lru_cache(maxsize=256)
def _among_twins(strategy: Strategy, discount: float, noise: float) -> Meetings:
    """Return how a strategy meets itself, which is the same whatever the payoffs are."""
    return discounted_play(strategy, discount=discount, noise=noise)


def invading_cluster(
    newcomer: Strategy,
    native: Strategy,
    *,
    discount: float,
    noise: float = 0.0,
    game: PrisonersDilemma | None = None,
) -> float:
    """Return the least share of meetings among themselves that lets newcomers invade.

    A few newcomers meet each other with chance p and natives otherwise; natives hardly notice.
    They do better than the natives where p exceeds
    p* = [V(B|B) − V(A|B)] / [V(A|A) − V(A|B)], V(X|Y) being what X earns from Y.

    Parameters
    ----------
    newcomer, native : Strategy
        A and B.
    discount, noise, game
        As for :func:`~govlib.games.stability.best_answer`.

    Returns
    -------
    float
        p*, in [0, 1]: 0 if even a single newcomer does no worse than the natives, infinity if
        no share is enough.

    Examples
    --------
    >>> from govlib.games.strategies import always_defect, tit_for_tat
    >>> round(invading_cluster(tit_for_tat(), always_defect(), discount=0.9), 6)
    0.047619
    >>> invading_cluster(always_defect(), tit_for_tat(), discount=0.9)
    inf
    """
    (newcomer,), (native,) = listed("newcomer", newcomer), listed("native", native)
    discount = number("discount", discount, 0, _MOST_PATIENT)
    play = discounted_play([newcomer, native], discount=discount, noise=noise)
    value = play.totals(single(game))
    need, gain = value[1, 1] - value[0, 1], value[0, 0] - value[0, 1]
    rounding = _ROUNDING * float(np.abs(value).max())
    if need <= rounding:
        return 0.0
    return float(need / gain) if gain >= need - rounding else float("inf")
