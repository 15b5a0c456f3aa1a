"""Power indices: how often a member decides, and how much she can prevent or initiate.

All of them count *swings*: coalitions of others that lose and would win with the member. Penrose
(1946) and Banzhaf (1965) count coalitions, Shapley and Shubik (1954) orders in which members join,
Coleman (1971) relates swings to the decisions that pass or fail. All are computed from exact whole
numbers; only the Shapley–Shubik index of games too large for that is a floating-point integral.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govlib._values import ByValue
from govlib.voting._counting import Tally, binomials, cheapest, tally
from govlib.voting._owen import fits, owen_integral
from govlib.voting.rules import SimpleGame, WeightedGame

__all__ = ["BanzhafPower", "ShapleyShubikPower", "banzhaf", "shapley_shubik"]

#: additions above which an integral is quicker than exact counting by size
MOST_ADDITIONS = 10**9


@dataclass(frozen=True)
class BanzhafPower:
    """Swings and winning coalitions of a game, and the indices made of them.

    Attributes
    ----------
    n : int
        Members.
    swings : tuple of int
        For each member, the coalitions of others that lose and would win with her.
    winning : int
        Coalitions that win.
    """

    n: int
    swings: tuple[int, ...]
    winning: int

    @property
    def absolute(self) -> NDArray[np.float64]:
        """Penrose's measure: the chance of a swing if every other member tosses a coin."""
        return self._over(2 ** (self.n - 1))

    @property
    def index(self) -> NDArray[np.float64]:
        """The Banzhaf index: each member's share of all swings."""
        return self._over(sum(self.swings))

    @property
    def prevent(self) -> NDArray[np.float64]:
        """Coleman's power to prevent: of the winning coalitions, the share lost without her."""
        return self._over(self.winning)

    @property
    def initiate(self) -> NDArray[np.float64]:
        """Coleman's power to initiate: of the losing coalitions, the share that win with her."""
        return self._over(2**self.n - self.winning)

    @property
    def act(self) -> float:
        """Coleman's power of the body to act: the share of coalitions that win."""
        return self.winning / 2**self.n

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """The Banzhaf index as fractions."""
        total = sum(self.swings)
        return tuple(Fraction(s, total) for s in self.swings)

    def _over(self, whole: int) -> NDArray[np.float64]:
        # Python divides whole numbers of any size and rounds once
        return np.array([s / whole for s in self.swings])


@dataclass(frozen=True, eq=False)
class ShapleyShubikPower(ByValue):
    """The Shapley–Shubik index of a game.

    Attributes
    ----------
    index : numpy.ndarray, shape (n,)
        For each member, the chance that she turns a losing coalition into a winning one when
        all join in random order; they add up to 1.
    shares : tuple of Fraction, or None
        The same as fractions; None where the game was too large for exact counting and the
        index is an integral, right to about 1e-13.
    """

    index: NDArray[np.float64]
    shares: tuple[Fraction, ...] | None

    @property
    def exact(self) -> bool:
        """Whether the index was counted, not integrated."""
        return self.shares is not None


def banzhaf(game: SimpleGame) -> BanzhafPower:
    """Count swings and winning coalitions.

    Parameters
    ----------
    game : SimpleGame
        A weighted game, or a conjunction or union of some.

    Returns
    -------
    BanzhafPower
        In exact whole numbers, whatever the size.

    Raises
    ------
    ValueError
        If the table of partial sums would exceed 1 GB: of one rule with more than 40 members
        and weights that add up to tens of millions, say.

    References
    ----------
    L. S. Penrose (1946), "The elementary statistics of majority voting", Journal of the Royal
    Statistical Society 109(1), 53–57.

    J. F. Banzhaf (1965), "Weighted voting doesn't work: a mathematical analysis", Rutgers Law
    Review 19(2), 317–343.

    J. S. Coleman (1971), "Control of collectivities and the power of a collectivity to act", in
    B. Lieberman (ed.), Social Choice, Gordon and Breach.

    Examples
    --------
    The council of the six in 1958: Luxembourg's vote could never matter.

    >>> power = banzhaf(WeightedGame([4, 4, 4, 2, 2, 1], 12))
    >>> power.swings, power.winning
    ((10, 10, 10, 6, 6, 0), 14)
    >>> power.index.round(3)
    array([0.238, 0.238, 0.238, 0.143, 0.143, 0.   ])
    >>> power.prevent.round(3)[:2], round(power.act, 3)
    (array([0.714, 0.714]), 0.219)
    """
    winning, containing = _add_up(_checked(game), by_size=False)
    total = int(winning[0])
    swings = tuple(int(2 * having - total) for having in containing[:, 0])
    return BanzhafPower(game.n, swings, total)


def shapley_shubik(game: SimpleGame) -> ShapleyShubikPower:
    """Return the Shapley–Shubik index.

    Parameters
    ----------
    game : SimpleGame
        A weighted game, or a conjunction or union of some.

    Returns
    -------
    ShapleyShubikPower
        Exact where that takes seconds at most; else, for a weighted game, Owen's integral.

    Raises
    ------
    ValueError
        If the game is too large for either.

    References
    ----------
    L. S. Shapley and M. Shubik (1954), "A method for evaluating the distribution of power in a
    committee system", American Political Science Review 48(3), 787–792, doi:10.2307/1951053.

    Examples
    --------
    The Security Council: a permanent member has more than a hundred times the power of another.

    >>> council = WeightedGame.members(15, 9) & WeightedGame.veto(15, range(5))
    >>> power = shapley_shubik(council)
    >>> print(*power.shares[4:6])
    421/2145 4/2145
    >>> power.index[4:6].round(4)
    array([0.1963, 0.0019])
    """
    _checked(game)
    if isinstance(game, WeightedGame):
        rules = (_smaller(game),)
        if cheapest(rules, by_size=True)[0] > MOST_ADDITIONS and fits(game):
            return ShapleyShubikPower(owen_integral(game), None)
    winning, containing = _add_up(game, by_size=True)
    n = game.n
    # a member who joins as number s turns the s − 1 before her; (s−1)!(n−s)! orders have them
    orders = np.array([factorial(s - 1) * factorial(n - s) for s in range(1, n + 1)], object)
    # winning coalitions of size s with her, less those of size s − 1 that won without her
    turned = containing[:, 1:] - (winning - containing)[:, :-1]
    total = factorial(n)
    shares = tuple(Fraction(int(count @ orders), total) for count in turned)
    return ShapleyShubikPower(np.array([float(share) for share in shares]), shares)


def _checked(game: Any) -> SimpleGame:
    if not isinstance(game, SimpleGame):
        raise TypeError(f"game must be a weighted game or a combination of some; got {game!r}")
    return game


def _smaller(game: WeightedGame) -> WeightedGame:
    """Return the game or its dual, whichever has the higher quota: its table is shorter.

    Both have the same swings, of each size s in one and n − 1 − s in the other.
    """
    return game.dual() if 2 * game.quota <= game.total else game


def _add_up(game: SimpleGame, *, by_size: bool) -> tuple[NDArray[Any], NDArray[Any]]:
    """Add the tallies of all conjunctions that the game consists of."""
    terms = [(sign, _tally(rules, by_size)) for rules, sign in game._terms().items()]
    winning = sum(sign * part.winning for sign, part in terms)
    containing = sum(sign * part.containing for sign, part in terms)
    return np.asarray(winning), np.asarray(containing)


@lru_cache(maxsize=64)
def _tally(rules: tuple[WeightedGame, ...], by_size: bool) -> Tally:
    n = rules[0].n
    if len(rules) > 1 or _smaller(rules[0]) is rules[0]:
        return tally(rules, by_size=by_size)
    # who wins is who does not leave the others a winning coalition of the dual
    dual = tally((rules[0].dual(),), by_size=by_size)
    every, with_her = binomials(n), np.append([0], binomials(n - 1))
    if not by_size:
        every, with_her = np.array([every.sum()]), np.array([with_her.sum()])
    without = dual.winning - dual.containing
    return Tally(every - dual.winning[::-1], with_her - without[:, ::-1])
