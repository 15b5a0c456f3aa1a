"""The nucleolus: the division whose loudest complaints are as quiet as possible.

The excess v(S) − x(S) is the complaint of a coalition. The prenucleolus makes the largest one as
small as it can be, then the second largest, and so on; the nucleolus does so among payoffs that
give nobody less than she has alone. Both are single points, and lie in the core where there is
one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog

from govlib._check import flag, instance, number
from govlib._values import ByValue
from govlib.coalitional._descent import descend
from govlib.coalitional._linear import POSITIVE, Centred, Level, lowest_level, members
from govlib.coalitional.games import CoalitionalGame, _sums

__all__ = ["KohlbergCheck", "Nucleolus", "kohlberg", "nucleolus", "prenucleolus"]

#: squared distance below which a coalition is a combination of settled ones
_NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Nucleolus(ByValue):
    """A payoff, and the levels at which complaints were settled.

    Attributes
    ----------
    payoff : numpy.ndarray, shape (n,)
    levels : tuple of float
        Largest excess of the coalitions not settled before, stage by stage, never rising.
    """

    payoff: NDArray[np.float64]
    levels: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class KohlbergCheck(ByValue):
    """Whether a payoff is the prenucleolus or nucleolus, and how to improve it if not.

    Attributes
    ----------
    holds : bool
        Whether it is.
    level : float
        The highest excess at which complaints could be lowered; NaN if none.
    direction : numpy.ndarray, shape (n,)
        How to change payoffs then: no coalition with that excess or more is hurt, and some
        gain. Zero if there is none.
    """

    holds: bool
    level: float
    direction: NDArray[np.float64]


def prenucleolus(game: CoalitionalGame) -> Nucleolus:
    """Return the payoff whose excesses, in falling order, are lexicographically the least.

    Stage by stage the excesses of the coalitions not settled yet are lowered as far as they go.
    Coalitions with a positive weight (a dual value of the stage's linear program) keep their
    excess in all optima and are settled, as is every coalition that is a linear combination of
    settled ones; so each stage settles at least one dimension, also where it is degenerate, and
    n − 1 are enough.

    Parameters
    ----------
    game : CoalitionalGame

    Returns
    -------
    Nucleolus

    References
    ----------
    D. Schmeidler (1969), "The nucleolus of a characteristic function game", SIAM Journal on
    Applied Mathematics 17(6), 1163–1170, doi:10.1137/0117107.

    M. Maschler, B. Peleg and L. S. Shapley (1979), "Geometric properties of the kernel,
    nucleolus, and related solution concepts", Mathematics of Operations Research 4(4), 303–338,
    doi:10.1287/moor.4.4.303.

    Examples
    --------
    >>> game = CoalitionalGame.from_dict({"AC": 1, "BC": 1, "ABC": 1}, "ABC", missing=0)
    >>> prenucleolus(game).payoff.round(6) + 0
    array([0., 0., 1.])
    """
    instance("game", game, CoalitionalGame)
    return _paid(game, _settle(game._gains(), None))


def nucleolus(game: CoalitionalGame) -> Nucleolus:
    """Return the nucleolus: as the prenucleolus, but nobody gets less than her own value.

    Parameters
    ----------
    game : CoalitionalGame
        All players together must be worth what they are worth one by one, or more.

    Raises
    ------
    ValueError
        If they are not, so that nothing can be divided without a loss to somebody.

    References
    ----------
    D. Schmeidler (1969), as for :func:`govlib.coalitional.nucleolus.prenucleolus`.

    Examples
    --------
    >>> from govlib.coalitional.bankruptcy import bankruptcy_game
    >>> nucleolus(bankruptcy_game([100, 200, 300], 200)).payoff.round(6)
    array([50., 75., 75.])
    """
    instance("game", game, CoalitionalGame)
    own, game = game, game._gains()
    short = float(game.alone.sum()) - game.total
    if short > 1e-12 * float(np.abs(game.values).max()):
        # costs that were not marked as such fail here
        word = "cost no more" if own.costs else "be worth no less"
        hint = "" if own.costs else " (costs? make the game with costs=True)"
        raise ValueError(
            f"game must {word} than its players alone, {own.alone.sum():g}; got {own.total:g}{hint}"
        )
    # where the prenucleolus gives everybody her own value, it is the nucleolus
    found = _settle(game, None)
    close = 1e-12 * float(np.abs(game.values).max())
    if (found.payoff < game.alone - close).any():
        found = _settle(game, game.alone)
    return _paid(own, found)


def _paid(game: CoalitionalGame, found: Nucleolus) -> Nucleolus:
    return Nucleolus(game._as_paid(found.payoff), found.levels)


def kohlberg(
    game: CoalitionalGame,
    payoff: ArrayLike,
    *,
    rational: bool = False,
    tolerance: float = 1e-7,
) -> KohlbergCheck:
    """Tell whether a payoff is the prenucleolus, by Kohlberg's criterion.

    It is where, for every level, the coalitions with at least this excess form a balanced
    collection: no change of payoffs helps one of them without hurting another.

    Parameters
    ----------
    game : CoalitionalGame
    payoff : array_like, shape (n,)
        Must add up to the value of all players.
    rational : bool, default False
        Whether to ask for the nucleolus instead: players at their own value must not lose.
    tolerance : float, default 1e-7
        Excesses that differ by less count as one level, as a share of the largest excess at the
        Shapley value.

    Raises
    ------
    ValueError
        If the payoff does not divide the value of all players, or with ``rational`` gives
        somebody less than her own.

    References
    ----------
    E. Kohlberg (1971), "On the nucleolus of a characteristic function game", SIAM Journal on
    Applied Mathematics 20(1), 62–66, doi:10.1137/0120009.

    Examples
    --------
    >>> game = CoalitionalGame([0, 0, 0, 1, 0, 1, 1, 1])
    >>> kohlberg(game, [1 / 3, 1 / 3, 1 / 3]).holds
    True
    >>> found = kohlberg(game, [1 / 2, 1 / 4, 1 / 4])
    >>> found.holds, found.level, bool(found.direction[1:].sum() > 0)
    (False, 0.5, True)
    """
    instance("game", game, CoalitionalGame)
    rational = flag("rational", rational)
    own, game = game, game._gains()
    scale, close = Centred.of(game).scale, number("tolerance", tolerance, above=0)
    x = own._as_paid(own._payoff(payoff))
    excess = game.excess(x) / scale
    if abs(excess[-1]) > close:
        paid = float(own._as_paid(x).sum())
        raise ValueError(f"payoff must add up to {own.total:g}; got {paid:g}")
    floor = (game.alone - x) / scale
    if rational and floor.max() > close:
        raise ValueError("payoff must give everybody her own value; somebody gets less")
    kept = np.flatnonzero(floor >= -close) if rational else np.array([], np.int64)
    n = game.n
    span = _Span(n)
    while span.rank < n:
        left = np.where(span.free, excess, -np.inf)
        level = float(left.max())
        rows = members(np.flatnonzero(left >= level - close), n)
        # a change of payoffs that hurts none of these, leaves what is settled, and helps some
        found = linprog(
            -rows.sum(axis=0),
            np.vstack([-rows, rows.sum(axis=0), -np.eye(n)[kept]]),
            np.concatenate([np.zeros(len(rows)), [1.0], np.zeros(len(kept))]),
            span.basis,
            np.zeros(span.rank),
            (None, None),
            "highs",
        )
        if found.x is None:
            raise RuntimeError(f"the linear program was not solved: {found.message}")
        if -found.fun > 0.5:
            return KohlbergCheck(False, level * scale, own._as_paid(found.x) + 0.0)
        for row in rows:
            span.add(row)
            if span.rank == n:
                break
    return KohlbergCheck(True, float("nan"), np.zeros(n))


@dataclass
class _Span:
    """Coalitions that are linear combinations of settled ones.

    Their squared distance from the span is kept for all coalitions at once and falls with every
    row that is added.
    """

    n: int
    basis: NDArray[np.float64] = field(init=False)
    distance: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.basis = np.empty((0, self.n))
        self.distance = _sums(np.ones(self.n))
        self.add(np.ones(self.n))

    @property
    def rank(self) -> int:
        return len(self.basis)

    @property
    def free(self) -> NDArray[np.bool_]:
        return self.distance > _NOTHING

    def add(self, row: NDArray[np.float64]) -> bool:
        """Add a row and tell whether it was new."""
        rest = row
        for _ in range(2):  # a second pass removes what rounding left of the first
            rest = rest - (rest @ self.basis.T) @ self.basis
        length = float(rest @ rest)
        if length <= _NOTHING:
            return False
        rest = rest / np.sqrt(length)
        self.basis = np.vstack([self.basis, rest])
        self.distance -= _sums(rest) ** 2
        return True


def _settle(game: CoalitionalGame, alone: NDArray[np.float64] | None) -> Nucleolus:
    n, full = game.n, game.values.size - 1
    centred = Centred.of(game)
    values = centred.values
    floor = None if alone is None else (alone - centred.centre) / centred.scale
    span = _Span(n)
    fixed, sums, levels = np.ones((1, n)), np.zeros(1), []
    single = 1 << np.arange(n)
    rows = np.unique(np.concatenate([single, full ^ single]))
    x = np.zeros(n)
    while span.rank < n:
        quick = None if floor is not None else descend(values, span.free, span.basis, x)
        if quick is None:
            found = lowest_level(values, span.free, rows, fixed, sums, floor)
        else:
            epsilon, x, tight, weights = quick
            found = Level(epsilon, x, tight, weights, np.zeros(n, bool))
        x = found.payoff
        levels.append(centred.scale * found.epsilon)
        settled = found.rows[found.weights > POSITIVE]
        new = list(zip(members(settled, n), values[settled] - found.epsilon, strict=True))
        if floor is not None:
            new += [(np.eye(n)[i], floor[i]) for i in np.flatnonzero(found.at_floor)]
        for row, total in new:
            if span.add(row):
                fixed, sums = np.vstack([fixed, row]), np.append(sums, total)
        rows = np.union1d(rows, found.rows)
    payoff = np.linalg.solve(fixed, sums)
    return Nucleolus(centred.centre + centred.scale * payoff, tuple(levels))
